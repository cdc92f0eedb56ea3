# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen render``: a saved report in another form (Bericht in anderer Form)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.cli.console import FINE
from weltoffen.cli.forms import put_report, wanted_form
from weltoffen.cli.inputs import check_standard_once
from weltoffen.cli.rounds import read_saved

if TYPE_CHECKING:
    import argparse

    from weltoffen.cli.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Write a saved report; arguments and exit codes as in `weltoffen.cli`."""
    check_standard_once([options.report, options.assessment, options.logo], console)
    wanted = wanted_form(options, console)
    report, edition = read_saved(options, console)
    put_report(report, edition, wanted, options, console)
    return FINE
