# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Putting views beside each other in a report (Sichten vergleichen): G4-G7, P2, P5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import final

from weltoffen.errors import Problems
from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.model.questionnaire import Questionnaire
from weltoffen.model.target import TargetModel
from weltoffen.model.workshop import Rerating
from weltoffen.report.rounds import RatingResult
from weltoffen.report.shares import Share, share, share_of
from weltoffen.report.views import (
    Answers,
    NodeGapResult,
    OccasionResult,
    OfficialAnswer,
    OrderAgreementResult,
    QuestionGapResult,
    QuestionResult,
    ViewGapResult,
)
from weltoffen.scoring.distribution import Distribution, Told, told_by
from weltoffen.scoring.occasions import Occasion
from weltoffen.scoring.perception import NodeGap, QuestionGap, ViewGap, order_agreement
from weltoffen.scoring.protection import Cell, ProtectedTally
from weltoffen.scoring.results import NodeScore, Scores, Sheet


def question_results(
    public: ProtectedTally, told: Told, scores: Scores, edition: Edition
) -> tuple[QuestionResult, ...]:
    """Give what may be shown of the answers to each scored question, in declared order (P2, N2)."""
    asked = edition.questionnaire
    return tuple(
        [
            QuestionResult(
                question=item.question,
                node=asked.by_id[item.question].node,
                kind=item.kind,
                values=tuple(map(share_of, asked.values[item.question])),
                official=tuple([_official(item.question, sheet) for sheet in scores.official]),
                published=tuple(
                    [
                        _answers(told[item.question][perspective], cell.unanswered, perspective)
                        for perspective, cell in item.published
                    ]
                ),
                total=None if item.total is None else _total(item.total, item.question, asked),
            )
            for item in public.items
        ]
    )


def _official(question: str, sheet: Sheet) -> OfficialAnswer:
    found = sheet.by_question[question]
    return OfficialAnswer(
        perspective=sheet.view.perspective or "", state=found.state, value=share(found.value)
    )


def _total(cell: Cell, question: str, asked: Questionnaire) -> Answers:
    return _answers(told_by(cell, question, asked), cell.unanswered, None)


def _answers(found: Distribution, unanswered: int, perspective: str | None) -> Answers:
    low, high = found.median
    return Answers(
        perspective=perspective,
        counts=found.counts,
        unanswered=unanswered,
        mean=share_of(found.mean),
        low=share_of(low),
        high=share_of(high),
        agreement=share(found.agreement),
    )


def gap_results(gaps: Sequence[ViewGap], model: TargetModel) -> tuple[ViewGapResult, ...]:
    """Give every pair of views as it stands in a report (G4)."""
    sides = _Sides(model)
    return tuple(
        [
            ViewGapResult(
                row=gap.row,
                column=gap.column,
                nodes=tuple([sides.node_gap(one) for one in gap.nodes]),
                questions=tuple([_question_gap(one) for one in gap.questions]),
            )
            for gap in gaps
        ]
    )


def _question_gap(gap: QuestionGap) -> QuestionGapResult:
    return QuestionGapResult(
        question=gap.question, difference=share_of(gap.difference), delta=share_of(gap.delta)
    )


@final
class _Sides:
    """Stages of views; a view has the same score beside most others."""

    def __init__(self, model: TargetModel) -> None:
        self._model = model
        self._known: dict[int, int] = {}  # by identity; the gaps keep the scores

    def node_gap(self, gap: NodeGap) -> NodeGapResult:
        return NodeGapResult(
            node=gap.node,
            questions=gap.questions,
            row=share_of(gap.row),
            column=share_of(gap.column),
            row_n=gap.row_n,
            column_n=gap.column_n,
            difference=share_of(gap.difference),
            stages=self._stage(gap.row) - self._stage(gap.column),
        )

    def _stage(self, score: Fraction) -> int:
        found = self._known.get(id(score))
        if found is None:
            found = self._known[id(score)] = self._model.stage_index(score)
        return found


def occasion_results(occasions: Sequence[Occasion]) -> tuple[OccasionResult, ...]:
    """Give occasions for talk as they stand in a report (G6)."""
    return tuple(
        OccasionResult(
            kind=one.kind,
            node=one.node,
            question=one.question,
            row=one.row,
            column=one.column,
            difference=share(one.difference),
            agreement=share(one.agreement),
            questions=one.questions,
        )
        for one in occasions
    )


def order_result(
    scores: Scores, assessment: Assessment, edition: Edition
) -> OrderAgreementResult | None:
    """Say how far the views agree in what is most urgent (G5); None if that has no value."""
    found = order_agreement(scores, assessment, edition)
    if found is None:
        return None
    return OrderAgreementResult(w=Share(found.w), views=found.views, leaves=found.leaves)


def rating_results(
    reratings: Sequence[Rerating], own: Mapping[str | None, NodeScore], model: TargetModel
) -> tuple[RatingResult, ...]:
    """Put a workshop's ratings beside the results of the self-assessment (G7), in declared order.

    Raises:
        InvalidDocument: ``unknown-node``, ``unknown-stage``, ``duplicate-id``, ``wrong-type``;
            ``not-allowed-here``, for a tendency beyond the highest stage (S6).
    """
    order = {stage.id: index for index, stage in enumerate(model.stages)}
    problems = Problems()
    given: dict[str, Rerating] = {}
    for index, one in enumerate(reratings):
        if one.node not in model.by_id:
            problems.add("unknown-node", ("reratings", index, "node"), id=one.node)
        if one.stage not in order:
            problems.add("unknown-stage", ("reratings", index, "stage"), id=one.stage)
        elif type(one.tendency) is not bool:
            problems.add("wrong-type", ("reratings", index, "tendency"), expected="boolean")
        elif one.tendency and one.stage == model.stage_ids[-1]:
            problems.add("not-allowed-here", ("reratings", index, "tendency"))
        if one.node in given:
            problems.add("duplicate-id", ("reratings", index, "node"), id=one.node)
        given[one.node] = one
    problems.raise_if_any()
    return tuple(
        _rating(given[node.id], own[node.id].stage, order)
        for node in model.nodes
        if node.id in given
    )


def _rating(one: Rerating, stage: str | None, order: Mapping[str, int]) -> RatingResult:
    return RatingResult(
        node=one.node,
        stage=one.stage,
        tendency=one.tendency,
        stages=None if stage is None else order[one.stage] - order[stage],
        reason=one.reason,
    )
