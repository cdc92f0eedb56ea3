# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen report``: from responses to the report (Bericht)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from weltoffen import schemas
from weltoffen.cli.answers import check_answers, counted_answers
from weltoffen.cli.console import CannotRun, naming
from weltoffen.cli.forms import put_report, wanted_form
from weltoffen.cli.inputs import opened
from weltoffen.cli.rounds import asked_round, chosen_rule, read_earlier, read_report
from weltoffen.course.workshops import check_workshop
from weltoffen.errors import InvalidDocument, Problem
from weltoffen.evaluation import evaluate
from weltoffen.report.earlier import check_earlier
from weltoffen.report.released import check_same_round, released_rule
from weltoffen.schemas.strict import DEFAULT_LIMITS

if TYPE_CHECKING:
    import argparse

    from weltoffen.cli.console import Console
    from weltoffen.model.assessment import Assessment
    from weltoffen.model.workshop import Workshop
    from weltoffen.report.earlier import Earlier
    from weltoffen.report.structure import Report
    from weltoffen.scoring.protection import ProtectionRule


def run(options: argparse.Namespace, console: Console) -> int:
    """Make a report; arguments and exit codes as in `weltoffen.cli`."""
    others = [
        options.assessment,
        options.previous,
        options.released,
        options.workshop,
        options.logo,
    ]
    check_answers(options, others, console)
    wanted = wanted_form(options, console)
    assessment, edition = asked_round(options, console)
    released, rule = _protection(options, assessment, console)
    earlier = _earlier(options, assessment, console)
    workshop = _workshop(options.workshop, assessment, console)
    found = counted_answers(options, assessment, edition.questionnaire, console)
    try:
        with console.stage("scoring"):
            report = evaluate(
                found.tally,
                assessment,
                edition=edition,
                rule=rule,
                earlier=earlier,
                reratings=() if workshop is None else workshop.reratings,
                released=released,
            )
    except InvalidDocument as error:
        raise _in_release(error, options.released) from None
    if workshop is not None:
        _check_workshop(workshop, report, options.workshop)
    put_report(report, edition, wanted, options, console)
    return found.code


def _protection(
    options: argparse.Namespace, assessment: Assessment, console: Console
) -> tuple[Report | None, ProtectionRule]:
    """Read the first release, if there is one, and choose the rule: by default that of the first release."""
    if options.released is None:
        return None, chosen_rule(options, assessment, console)
    released = read_report(options.released, console)
    with naming(options.released):
        check_same_round(released, assessment)
        usual = released_rule(released)
    return released, chosen_rule(options, assessment, console, usual)


def _earlier(
    options: argparse.Namespace, assessment: Assessment, console: Console
) -> Earlier | None:
    if options.previous is None:
        if options.reworded:
            raise CannotRun(console.phrase("report.reworded-alone"))
        return None
    earlier = read_earlier(options.previous, console, reworded=options.reworded)
    with naming(options.previous):
        check_earlier(earlier, assessment.id, assessment.municipality)
    return earlier


def _workshop(name: str | None, assessment: Assessment, console: Console) -> Workshop | None:
    """Read the record of the workshop, before anything is counted."""
    if name is None:
        return None
    with opened(name, console) as file, naming(name):
        found = schemas.read_workshop(file.read(DEFAULT_LIMITS.size + 1))
        if found.assessment != assessment.id:
            raise InvalidDocument(
                [Problem.at("other-assessment", ("assessment",), id=assessment.id)]
            )
    return found


def _check_workshop(workshop: Workshop, report: Report, name: str) -> None:
    try:
        check_workshop(workshop, report)
    except InvalidDocument as error:
        named = [attrs.evolve(one, source=name) for one in error.problems]
        raise InvalidDocument(named, error.more) from None


def _in_release(error: InvalidDocument, name: str | None) -> InvalidDocument:
    """Say of figures that do not fit in which file they stand."""
    found = [
        attrs.evolve(p, source=name) if p.code == "release-differs" else p for p in error.problems
    ]
    return InvalidDocument(found, error.more)
