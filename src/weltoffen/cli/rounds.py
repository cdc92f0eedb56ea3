# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Which round commands work on (Durchgänge): the one to be evaluated, its protection, and other rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen import schemas
from weltoffen.cli.checking import read_assessment
from weltoffen.cli.console import CannotRun, naming, shown_name
from weltoffen.cli.inputs import edition_named, edition_of, opened
from weltoffen.errors import InvalidDocument
from weltoffen.reference import editions
from weltoffen.report.earlier import Earlier
from weltoffen.report.released import check_same_round
from weltoffen.schemas.strict import DEFAULT_LIMITS
from weltoffen.scoring.grouping import group_perspectives
from weltoffen.scoring.protection import ProtectionRule

if TYPE_CHECKING:
    import argparse

    from weltoffen.cli.console import Console
    from weltoffen.model.assessment import Assessment
    from weltoffen.model.edition import Edition
    from weltoffen.report.structure import Report

BETWEEN = "+"
"""Stands between perspectives that are merged."""
_NAMELESS = frozenset({"bad-id", "taken-id"})


def asked_round(options: argparse.Namespace, console: Console) -> tuple[Assessment, Edition]:
    """Read the assessment, and load its edition with the supplement.

    Raises:
        CannotRun: If no assessment was named, or there is no such edition.
        InvalidDocument: If the assessment has problems.
    """
    if options.assessment is None:
        raise CannotRun(console.phrase("report.assessment-missing"))
    assessment = read_assessment(options.assessment, console)
    version = assessment.edition.version if options.edition is None else options.edition
    edition = edition_named(version, console)
    with naming(options.assessment):
        return assessment, assessment.extend(edition)


def chosen_rule(
    options: argparse.Namespace,
    assessment: Assessment,
    console: Console,
    usual: ProtectionRule | None = None,
) -> ProtectionRule:
    """Make the rule of protection from ``--protect`` and ``--merge``; what is not given is as usual.

    Raises:
        CannotRun: If one of them is wrong, or they would leave a single group.
    """
    usual = usual or ProtectionRule()
    k = usual.k if options.protect is None else options.protect
    merges = [map(str.strip, one.split(BETWEEN)) for one in options.merge] or usual.merges
    try:
        rule = ProtectionRule(k=k, merges=merges)
        groups = group_perspectives(assessment, rule.merges)
    except InvalidDocument as error:
        raise CannotRun(_wrong_rule(error, console)) from None
    if rule.merges and len(groups) == 1:
        raise CannotRun(console.phrase("merge.one-group"))
    return rule


def _wrong_rule(error: InvalidDocument, console: Console) -> str:
    problem = error.problems[0]
    if problem.code in _NAMELESS:
        return console.phrase("merge.nameless")
    option = "--merge" if problem.pointer.startswith("/merges") else "--protect"
    return f"{option}: {problem.message(console.language)}"


def read_report(name: str, console: Console) -> Report:
    """Read a report from a file or from standard input."""
    with opened(name, console) as file, naming(name):
        return schemas.read_report(file.read(DEFAULT_LIMITS.size + 1))


def edition_answered(report: Report, name: str, console: Console) -> Edition:
    """Find the shipped edition with which a report was made; the town's own questions are not in it.

    Raises:
        CannotRun: If it is not shipped.
    """
    named = report.stamp.edition
    edition = edition_of(named)
    if edition is None:
        raise CannotRun(
            console.phrase(
                "round.edition-unknown",
                name=shown_name(name),
                id=named.id,
                version=named.version,
                known=", ".join(editions()),
            )
        )
    if report.supplement:
        console.note(console.phrase("round.supplement", name=shown_name(name)))
    return edition


def read_saved(options: argparse.Namespace, console: Console) -> tuple[Report, Edition | None]:
    """Read a saved report, and find the edition in which its questions have their texts.

    Returns:
        The report, and its edition with the town's own questions if an assessment was named; None instead
        of an edition that is not shipped, so that ids stand for texts.

    Raises:
        InvalidDocument: If a document has problems, or the assessment is another one than the report's.
    """
    report = read_report(options.report, console)
    edition = edition_of(report.stamp.edition)
    if edition is None:
        named = report.stamp.edition
        name = shown_name(options.report)
        console.note(
            console.phrase("saved.edition-unknown", name=name, id=named.id, version=named.version)
        )
    if options.assessment is None:
        if report.supplement and edition is not None:
            console.note(console.phrase("saved.supplement", name=shown_name(options.report)))
        return report, edition
    assessment = read_assessment(options.assessment, console)
    with naming(options.report):
        check_same_round(report, assessment)
    with naming(options.assessment):
        return report, None if edition is None else assessment.extend(edition)


def read_earlier(name: str, console: Console, *, reworded: bool) -> Earlier:
    """Read the report of an earlier round."""
    report = read_report(name, console)
    edition = edition_answered(report, name, console)
    return Earlier(report=report, edition=edition, reworded=reworded)
