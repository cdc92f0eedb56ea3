# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen compare``: what changed between two rounds of a municipality (Durchgänge vergleichen); G8."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from weltoffen.cli.console import FINE, STANDARD, CannotRun, naming, shown_name
from weltoffen.cli.inputs import check_standard_once
from weltoffen.cli.outputs import put_out
from weltoffen.cli.reporting import SUFFIXES
from weltoffen.cli.rounds import edition_answered, read_earlier, read_report
from weltoffen.render import render_change
from weltoffen.report.earlier import check_earlier, compare_reports

if TYPE_CHECKING:
    import argparse

    from weltoffen.cli.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Compare two reports; arguments and exit codes as in `weltoffen.cli`."""
    check_standard_once([options.earlier, options.later], console)
    if options.output not in {None, STANDARD}:
        suffix = Path(options.output).suffix.lower()
        if SUFFIXES.get(suffix) != "md":
            name = shown_name(options.output)
            raise CannotRun(console.phrase("compare.only-markdown", name=name))
    earlier = read_earlier(options.earlier, console, reworded=options.reworded)
    later = read_report(options.later, console)
    edition = edition_answered(later, options.later, console)
    with naming(options.earlier):
        check_earlier(earlier, later.assessment, later.municipality)
    with naming(options.later):
        change = compare_reports(earlier, later, edition)
    text = render_change(change, later, console.language, edition=edition)
    put_out(options, text.encode(), console)
    return FINE
