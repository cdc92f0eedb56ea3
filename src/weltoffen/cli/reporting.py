# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen report``: from responses to the report (Bericht)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen import schemas
from weltoffen.cli.checking import read_assessment
from weltoffen.cli.console import FINE, CannotRun, naming
from weltoffen.cli.inputs import Documents, check_standard_once, edition_named
from weltoffen.cli.outputs import chosen_form, put_out
from weltoffen.errors import InvalidDocument, Problem
from weltoffen.evaluation import evaluate
from weltoffen.render import render_markdown
from weltoffen.scoring.protection import ProtectionRule

if TYPE_CHECKING:
    import argparse

    from weltoffen.cli.console import Console

SUFFIXES = {".json": "json", ".md": "md", ".markdown": "md"}


def run(options: argparse.Namespace, console: Console) -> int:
    """Make a report; arguments and exit codes as in `weltoffen.cli`."""
    if options.assessment is None:
        raise CannotRun(console.phrase("report.assessment-missing"))
    check_standard_once([*options.answers, options.assessment], console)
    form = chosen_form(options, SUFFIXES, console)
    rule = _rule(options.protect, console)
    assessment = read_assessment(options.assessment, console)
    edition = edition_named(options.edition or assessment.edition.version, console)
    with naming(options.assessment):
        edition = assessment.extend(edition)
    answers = Documents(options.answers, console)
    try:
        report = evaluate(console.watch(answers), assessment, edition=edition, rule=rule)
    except InvalidDocument as error:
        raise answers.placed(error) from None
    if answers.is_empty:
        raise InvalidDocument([Problem.at("no-responses")])
    if form == "json":
        data = schemas.write(report)
    else:
        data = render_markdown(report, console.language, edition=edition).encode()
    put_out(options, data, console)
    return FINE


def _rule(k: int | None, console: Console) -> ProtectionRule:
    try:
        return ProtectionRule() if k is None else ProtectionRule(k=k)
    except InvalidDocument as error:
        said = f"--protect: {error.problems[0].message(console.language)}"
        raise CannotRun(said) from None
