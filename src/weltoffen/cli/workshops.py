# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen workshop``: sheets before a workshop, its record after it (Blätter, Protokoll); G7, W2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.cli.console import FINE, CannotRun
from weltoffen.cli.courses import write_course
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
    """Write sheets for a workshop, or its record; arguments and exit codes as in `weltoffen.cli`."""
    named = [options.report, options.assessment, options.logo, options.record]
    check_standard_once(named, console)
    if options.record is not None:
        if options.field:
            raise CannotRun(console.phrase("workshop.no-fields"))
        files = filter(None, [options.report, options.record, options.assessment])
        write_course(options, console, list(files), ("workshop",))
        return FINE
    if options.format not in {None, "html"}:
        raise CannotRun(console.phrase("workshop.only-record", option=f"--format {options.format}"))
    if options.on is not None:
        raise CannotRun(console.phrase("workshop.only-record", option="--on"))
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
