# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Comparing with an earlier round from its report alone (früherer Durchgang): G8, P5."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.assessment import Municipality
from weltoffen.model.edition import Edition
from weltoffen.model.towns import is_same_town, town_key
from weltoffen.report.rounds import (
    ChangeResult,
    EarlierRound,
    NodeChangeResult,
    ViewChangeResult,
)
from weltoffen.report.shares import Share
from weltoffen.report.structure import Report
from weltoffen.report.views import Answers, OfficialAnswer, QuestionResult
from weltoffen.scoring.development import NodeChange, ViewChange, change
from weltoffen.scoring.evidence import published_values, scored
from weltoffen.scoring.protection import Cell
from weltoffen.scoring.results import QuestionScore, Scores
from weltoffen.scoring.sheets import score_values


@attrs.frozen(kw_only=True)
class Earlier:
    """An earlier round to compare with (früherer Durchgang, G8).

    Attributes:
        report: Its report.
        edition: The edition that was answered then. Questions of a local supplement are compared only if
            it is extended by that round's assessment.
        reworded: Whether reworded questions are compared, too.
    """

    report: Report
    edition: Edition
    reworded: bool = False


def check_earlier(earlier: Earlier, assessment: str, municipality: Municipality) -> None:
    """Check that an earlier round can be compared (G8).

    No function compares municipalities. And a report of the same round is no earlier round: what two
    releases of one round differ by tells single answers, so that the later is made from the first (P7).

    Municipalities are told apart as `weltoffen.model.towns.is_same_town` does.

    Args:
        earlier: The earlier round.
        assessment: Id of the later one's assessment.
        municipality: The municipality of the later one.

    Raises:
        InvalidDocument: ``same-round``; ``other-municipality``; ``other-edition`` or ``edition-changed``, if
            the earlier report was made with another edition.
    """
    before = earlier.report.municipality
    if not is_same_town(before, municipality):
        raise InvalidDocument(
            [
                Problem.at(
                    "other-municipality",
                    ("municipality",),
                    earlier=_called(before),
                    later=_called(municipality),
                )
            ]
        )
    if earlier.report.assessment == assessment:
        raise InvalidDocument([Problem.at("same-round", ("assessment",), id=assessment)])
    _check_edition(earlier.report, earlier.edition)


def _called(one: Municipality) -> str:
    key = town_key(one)
    return one.name if key is None else f"{key} {one.name}"


def change_result(earlier: Earlier, scores: Scores, edition: Edition) -> ChangeResult:
    """Say what has changed since an earlier round (Veränderung, G8).

    Args:
        earlier: The earlier round.
        scores: Scores of the later one, from protected counts.
        edition: The later edition, extended by the assessment.

    Raises:
        InvalidDocument: ``other-edition`` or ``edition-changed``, if the earlier report was made with another
            edition; ``other-method``, if the two rounds were scored by different methods.
    """
    before = recalled_scores(earlier.report, earlier.edition)
    if not earlier.edition.apart:  # without the earlier supplement the later one would look new
        edition = edition.without_apart
    found = change(before, scores, earlier.edition, edition, reworded=earlier.reworded)
    report = earlier.report
    return ChangeResult(
        earlier=EarlierRound(
            assessment=report.assessment,
            title=report.title,
            round=report.round,
            edition=report.stamp.edition,
        ),
        reworded=earlier.reworded,
        same_stages=found.comparability.same_stages,
        questions=found.comparability.questions,
        nodes=found.comparability.nodes,
        main=None if found.main is None else _view(found.main),
        views=tuple(map(_view, found.views)),
    )


def compare_reports(earlier: Earlier, later: Report, edition: Edition) -> ChangeResult:
    """Say what has changed between two rounds, from their reports alone (Durchgänge vergleichen, G8).

    Args:
        earlier: The earlier round.
        later: The report of the later one.
        edition: The edition that was answered in the later one.

    Returns:
        The change: the same as in a report of the later round that was built with the earlier one.

    Raises:
        InvalidDocument: ``other-municipality`` or ``same-round``, if the reports cannot be compared;
            otherwise as `change_result`, for either of the two reports.
    """
    check_earlier(earlier, later.assessment, later.municipality)
    return change_result(earlier, recalled_scores(later, edition), edition)


def _view(one: ViewChange) -> ViewChangeResult:
    return ViewChangeResult(
        view=one.view, questions=one.questions, nodes=tuple(map(_node, one.nodes))
    )


def _node(one: NodeChange) -> NodeChangeResult:
    return NodeChangeResult(
        node=one.node,
        questions=one.questions,
        earlier=Share(one.earlier),
        later=Share(one.later),
        earlier_n=one.earlier_n,
        later_n=one.later_n,
        difference=Share(one.difference),
        stages=one.stages,
    )


# --- Scores from a report ----------------------------------------------------------------------------


def recalled_scores(report: Report, edition: Edition) -> Scores:
    """Score a report's published answers again (A4): what it was made from stands in it.

    Args:
        report: A report.
        edition: The edition that was answered; without the report's local supplement its questions are
            left aside.

    Raises:
        InvalidDocument: ``other-edition``, for an edition of another name or version; ``edition-changed``, if
            its questionnaire is not the one of the report.
    """
    _check_edition(report, edition)
    results = {one.question: one for one in report.questions}
    cells: dict[str, dict[str, Cell | None]] = {}
    for one in report.questions:
        for answers in one.published:
            cells.setdefault(answers.perspective or "", {})[one.question] = _cell(answers)
    personal = {
        perspective: published_values(edition.questionnaire, cells[perspective])
        for perspective in _order(report)
        if perspective in cells
    }
    totals = {
        one.question: None if one.total is None else _cell(one.total) for one in report.questions
    }
    return score_values(
        dict(_official(results, report, edition)),
        personal,
        published_values(edition.questionnaire, totals),
        report.stamp.method,
        edition,
    )


def _check_edition(report: Report, edition: Edition) -> None:
    stamp = report.stamp
    if edition.reference != stamp.edition:
        named = edition.reference
        raise InvalidDocument(
            [Problem.at("other-edition", ("stamp", "edition"), id=named.id, version=named.version)]
        )
    is_whole = edition.apart or not report.supplement
    if is_whole and edition.questionnaire.digest != stamp.questionnaire_hash:
        raise InvalidDocument([Problem.at("edition-changed", ("stamp", "questionnaireHash"))])
    for index, one in enumerate(report.questions):
        if one.question in edition.questionnaire.by_id:
            values = edition.questionnaire.values[one.question]
            if values != tuple(value.exact for value in one.values):
                place = ("questions", index, "values")
                raise InvalidDocument([Problem.at("edition-changed", place)])


def _order(report: Report) -> Iterator[str]:
    """Give the groups in the order in which they were scored: a merged one at its first member's place."""
    joint = {one.members[0]: one.perspective for one in report.participation if one.members}
    for one in report.participation:
        if not one.members:
            yield joint.get(one.perspective, one.perspective)


def _cell(answers: Answers) -> Cell:
    return Cell(counts=answers.counts, unanswered=answers.unanswered)


def _official(
    results: Mapping[str, QuestionResult], report: Report, edition: Edition
) -> Iterator[tuple[str, tuple[QuestionScore, ...]]]:
    for one in report.participation:
        if one.official:
            found = {
                key: answer
                for key, result in results.items()
                for answer in result.official
                if answer.perspective == one.perspective
            }
            yield one.perspective, _values(found, edition)


def _values(answers: Mapping[str, OfficialAnswer], edition: Edition) -> tuple[QuestionScore, ...]:
    missing = OfficialAnswer(perspective="", state="unanswered")
    return tuple(
        QuestionScore(
            question=question.id,
            node=question.node,
            kind=question.kind,
            weight=question.weight,
            value=None if found.value is None else found.value.exact,
            answered=int(found.state == "answered"),
            applicable=int(found.state != "not-applicable"),
            state=found.state,
        )
        for question in scored(edition.questionnaire)
        for found in [answers.get(question.id, missing)]
    )
