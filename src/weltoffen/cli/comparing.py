# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen compare``: what changed between two rounds of a municipality (Durchgänge vergleichen); G8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.cli.console import FINE, naming
from weltoffen.cli.inputs import check_standard_once
from weltoffen.cli.outputs import check_only_form, put_out
from weltoffen.cli.rounds import edition_answered, read_earlier, read_report
from weltoffen.render import render_change
from weltoffen.report.earlier import check_earlier, compare_reports

if TYPE_CHECKING:
    import argparse

    from weltoffen.cli.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Compare two reports; arguments and exit codes as in `weltoffen.cli`."""
    check_standard_once([options.earlier, options.later], console)
    check_only_form(options, "md", console)
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
