# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen workshop``: sheets for a workshop, from a saved report (Workshop-Blätter); G7."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.cli.console import FINE, CannotRun
from weltoffen.cli.forms import chosen_look
from weltoffen.cli.inputs import check_standard_once
from weltoffen.cli.outputs import check_only_form, put_out
from weltoffen.cli.rounds import read_saved
from weltoffen.errors import InvalidDocument
from weltoffen.render import render_workshop

if TYPE_CHECKING:
    import argparse

    from weltoffen.cli.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Write sheets for a workshop; arguments and exit codes as in `weltoffen.cli`."""
    check_standard_once([options.report, options.assessment, options.logo], console)
    check_only_form(options, "html", console)
    look = chosen_look(options, "html", console)
    report, edition = read_saved(options, console)
    try:
        text = render_workshop(
            report, console.language, edition=edition, look=look, fields=options.field
        )
    except InvalidDocument as error:  # of what is given here, only fields can be wrong
        said = ["--field:", *(problem.message(console.language) for problem in error.problems)]
        tops = (one.node for one in (*report.nodes, *report.supplement) if one.parent is None)
        said.append(console.phrase("workshop.fields", ids=", ".join(filter(None, tops))))
        raise CannotRun(" ".join(said)) from None
    put_out(options, text.encode(), console)
    return FINE
