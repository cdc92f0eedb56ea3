# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Later releases of a round whose first one is known by its report (weitere Freigaben): rule P7.

A round is closed at its first release. What was released then stands in its report, so that the report is
enough to check that a tally is still the same, and by which rule it was protected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from weltoffen.errors import InvalidDocument, Problem, Problems
from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.report.comparing import question_results
from weltoffen.report.participation import participations
from weltoffen.report.structure import Involvement, Report
from weltoffen.report.views import QuestionResult
from weltoffen.scoring.distribution import published_distributions
from weltoffen.scoring.grouping import group_perspectives
from weltoffen.scoring.protection import ProtectedTally, ProtectionRule, protect
from weltoffen.scoring.releases import audit_releases, release_again
from weltoffen.scoring.sheets import score
from weltoffen.scoring.tally import Tally


def released_rule(report: Report) -> ProtectionRule:
    """Read off a report by which rule it was protected (Schutzregel eines Berichts, P1, A2).

    Args:
        report: A report.

    Returns:
        The threshold of its stamp, and the merges that its participation shows.

    Raises:
        InvalidDocument: As `ProtectionRule`, if the report was changed by hand.
    """
    return ProtectionRule(
        k=report.stamp.protection_k,
        merges=[one.members for one in report.participation if one.members],
    )


def release_after(
    report: Report, tally: Tally, rule: ProtectionRule, assessment: Assessment, edition: Edition
) -> ProtectedTally:
    """Make a later release of a round whose first one is known by its report (weitere Freigabe, P7).

    The first release is made again from the tally, by the rule that the report shows, and has to give the
    figures of the report; the later one is made from it (`weltoffen.scoring.releases.release_again`).

    Args:
        report: The report of the first release.
        tally: The confidential tally that it was made from.
        rule: The rule of the later release.
        assessment: The assessment.
        edition: The edition that was answered.

    Returns:
        The later release, a function of the first.

    Raises:
        InvalidDocument: ``release-differs``, if the tally does not give the figures of the report;
            ``audit-failed``, if the audit over both releases finds something (P8); otherwise as
            `check_same_round` and `weltoffen.scoring.protection.protect`.
    """
    check_same_round(report, assessment)
    first = protect(tally, released_rule(report), assessment, edition)
    check_released(report, first, assessment, edition)
    later = release_again(first, rule, assessment, edition)
    if audit_releases([first, later], tally):
        raise InvalidDocument([Problem.at("audit-failed")])
    return later


def check_same_round(report: Report, assessment: Assessment) -> None:
    """Check that a report is of this round, before any answers are read (P7).

    Args:
        report: The report of the first release.
        assessment: The assessment.

    Raises:
        InvalidDocument: ``tally-other-assessment`` or ``other-edition``, for a report of another assessment
            or edition; ``unknown-perspective`` and others, if it merges what the assessment does not have.
    """
    problems = Problems()
    if report.assessment != assessment.id:
        problems.add("tally-other-assessment", ("assessment",))
    named = report.stamp.edition
    if named != assessment.edition:
        problems.add("other-edition", ("stamp", "edition"), id=named.id, version=named.version)
    problems.raise_if_any()
    group_perspectives(assessment, released_rule(report).merges)


def check_released(
    report: Report, first: ProtectedTally, assessment: Assessment, edition: Edition
) -> None:
    """Check that a report shows the figures of a release (Zahlen der ersten Freigabe, P7).

    Compared are the answers to every question, who took part, and the number of all responses; everything
    else in a report follows from them.

    Args:
        report: The report of the first release.
        first: The first release as the tally gives it now.
        assessment: The assessment.
        edition: The edition that was answered.

    Raises:
        InvalidDocument: ``release-differs`` at each place; if other persons took part, the questions are not
            gone through. A round is closed: its tally does not change.
    """
    extended = assessment.extend(edition)
    official = {one.perspective for one in first.official}
    there = participations(first, assessment, official)
    problems = Problems()
    if report.responses != first.responses:
        problems.add("release-differs", ("responses",), id=assessment.id)
    _compare(problems, "participation", _took_part(report.participation), _took_part(there))
    problems.raise_if_any()
    told = published_distributions(first, extended)
    scores = score(first, assessment, extended)
    expected = question_results(first, told, scores, extended)
    _compare(problems, "questions", _questions(report.questions), _questions(expected))
    problems.raise_if_any()


def _took_part(participation: Iterable[Involvement]) -> dict[str, object]:
    return {one.perspective: (one.official, one.responses, one.members) for one in participation}


def _questions(questions: Iterable[QuestionResult]) -> dict[str, object]:
    return {one.question: one for one in questions}


def _compare(
    problems: Problems, name: str, shown: Mapping[str, object], given: Mapping[str, object]
) -> None:
    places = {one: index for index, one in enumerate(shown)}
    for one in {**given, **shown}:
        if one not in given or shown.get(one) != given[one]:
            place = (name, places[one]) if one in places else (name,)
            problems.add("release-differs", place, id=one)
