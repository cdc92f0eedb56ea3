# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen questionnaire``: blank questionnaires (leere Fragebögen)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.cli.console import FINE, CannotRun, default_language
from weltoffen.cli.inputs import edition_named
from weltoffen.cli.options import BLANK_FORMS
from weltoffen.cli.outputs import chosen_form, put_out
from weltoffen.cli.rounds import asked_round
from weltoffen.errors import InvalidDocument
from weltoffen.render import render_questionnaire

if TYPE_CHECKING:
    import argparse

    from weltoffen.cli.console import Console
    from weltoffen.model.edition import Edition


def run(options: argparse.Namespace, console: Console) -> int:
    """Write a blank questionnaire; arguments and exit codes as in `weltoffen.cli`."""
    form = chosen_form(options, BLANK_FORMS, console)
    edition = _edition(options, console)
    language = options.language or default_language()
    try:
        text = render_questionnaire(
            edition,
            language,
            "html" if form == "html" else "md",
            fields=options.field,
            offices=options.office,
        )
    except InvalidDocument as error:
        said = [problem.message(console.language) for problem in error.problems]
        if any(problem.code.startswith("unknown-") for problem in error.problems):
            version = edition.reference.version
            said.append(console.phrase("questionnaire.ids", version=version))
        raise CannotRun(" ".join(said)) from None
    put_out(options, text.encode(), console)
    return FINE


def _edition(options: argparse.Namespace, console: Console) -> Edition:
    if options.assessment is None:
        return edition_named(options.edition, console)
    return asked_round(options, console)[1]
