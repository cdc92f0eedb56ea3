# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Building a report from protected counts (Bericht erstellen): G1-G9, S8, P5."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from operator import itemgetter

from weltoffen.errors import Unprotected
from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.model.response import Capacity, Merged
from weltoffen.model.suggestion import StageText
from weltoffen.model.workshop import Rerating
from weltoffen.report.caveats import caveats
from weltoffen.report.comparing import (
    gap_results,
    occasion_results,
    order_result,
    question_results,
    rating_results,
)
from weltoffen.report.earlier import Earlier, change_result, check_earlier
from weltoffen.report.firmness import stability_results
from weltoffen.report.moves import Lever, PathStep, Step
from weltoffen.report.participation import participations
from weltoffen.report.shares import Share, share
from weltoffen.report.structure import (
    Clarify,
    ConflictResult,
    GapResult,
    Need,
    NodeResult,
    PerspectiveResult,
    PerspectiveScore,
    Report,
    Stamp,
    Strength,
    TargetResult,
)
from weltoffen.report.summaries import summaries
from weltoffen.scoring.distribution import published_distributions
from weltoffen.scoring.gaps import TargetGap, priorities, target_gap, unclear
from weltoffen.scoring.levers import LeafLever, StepEffect, levers
from weltoffen.scoring.occasions import occasions
from weltoffen.scoring.perception import perception_gaps
from weltoffen.scoring.protection import ProtectedTally
from weltoffen.scoring.results import NodeScore, Reason, Scores, Sheet
from weltoffen.scoring.robustness import stability
from weltoffen.scoring.sheets import official_answers, score
from weltoffen.version import __version__


def build_report(
    public: ProtectedTally,
    assessment: Assessment,
    edition: Edition,
    *,
    reratings: Sequence[Rerating] = (),
    earlier: Earlier | None = None,
) -> Report:
    """Build the report of an assessment (Bericht erstellen); it scores inside (P5).

    Args:
        public: A protected tally of this assessment.
        assessment: The assessment.
        edition: The edition that was answered.
        reratings: What a workshop rated (G7); stands beside the results and changes none.
        earlier: The report of an earlier round, for the change since then (G8); None for none.

    Returns:
        The report as data. Equal arguments give an equal report; nothing in it depends on what the
        protected tally does not hold.

    Raises:
        Unprotected: For anything but a `ProtectedTally`.
        InvalidDocument: If the counts belong to another assessment or questionnaire, a rating names an
            unknown node or stage, or the earlier round cannot be compared.
    """
    if not isinstance(public, ProtectedTally):
        msg = f"build_report takes a ProtectedTally, not {type(public).__name__}; see weltoffen.protect"
        raise Unprotected(msg)
    if earlier is not None:
        check_earlier(earlier, assessment.id, assessment.municipality)
    extended = assessment.extend(edition)
    scores = score(public, assessment, extended)
    merged = official_answers(public.official, extended.questionnaire)
    gaps = {one.node: target_gap(one, assessment, extended) for one in scores.main.nodes}
    told = published_distributions(public, extended)
    seen = perception_gaps(told, scores, extended)
    results = {one.node: _node(one, gaps[one.node], extended) for one in scores.main.nodes}
    leaves = _main_leaves(extended)
    apart = extended.apart_nodes
    nodes = [node.id for node in extended.target_model.nodes]
    conflicts = _conflicts(merged, assessment, extended)
    model = extended.target_model
    found = tuple(results[node] for node in nodes if node not in apart)
    needs = tuple(
        Need(node=one.node, gap=_gap(one.points, one.stages), gain=Share(one.gain))
        for one in priorities(scores, assessment, extended, leaves, gaps=gaps)
    )
    official = merged.get(scores.main.view.perspective or "")
    return Report(
        assessment=assessment.id,
        title=assessment.title,
        municipality=assessment.municipality,
        round=assessment.round,
        stamp=_stamp(public, scores, extended),
        source_language=model.source_language,
        levels=model.levels,
        stages=model.stages,
        offices=model.offices,
        modules=model.modules,
        participation=participations(public, assessment, merged),
        responses=public.responses,
        whole=results[None],
        nodes=found,
        summaries=summaries(found, model.stages, needs),
        supplement=tuple(results[node] for node in nodes if node in apart),
        perspectives=tuple(_perspective(sheet) for sheet in (*scores.official, *scores.personal)),
        strengths=_strengths(scores, leaves, gaps),
        needs=needs,
        clarify=_clarify(scores, leaves),
        levers=tuple(_lever(one) for one in levers(scores, official, extended)) if official else (),
        conflicts=conflicts,
        questions=question_results(public, told, scores, extended),
        gaps=gap_results(seen, model),
        occasions=occasion_results(occasions(told, seen, extended)),
        order_agreement=order_result(scores, assessment, extended),
        stability=stability_results(stability(public, scores, assessment, extended)),
        ratings=rating_results(reratings, scores.main.by_node, model),
        change=None if earlier is None else change_result(earlier, scores, extended),
        caveats=caveats(scores, public, conflicts, extended),
    )


def _main_leaves(edition: Edition) -> tuple[str, ...]:
    return tuple(
        leaf.id for leaf in edition.target_model.leaves if leaf.id not in edition.apart_nodes
    )


def _stamp(public: ProtectedTally, scores: Scores, edition: Edition) -> Stamp:
    return Stamp(
        library=__version__,
        edition=edition.reference,
        target_model=edition.target_model.reference,
        target_model_hash=scores.target_model_hash,
        questionnaire_hash=scores.questionnaire_hash,
        method=scores.method,
        whole_policy=scores.whole_policy,
        protection_k=public.rule.k,
    )


def _node(result: NodeScore, gap: TargetGap, edition: Edition) -> NodeResult:
    model = edition.target_model
    node = None if result.node is None else model.by_id[result.node]
    words = _stage_text(result, edition)
    hidden = result.reason == "protected"
    return NodeResult(
        node=result.node,
        parent=None if node is None else node.parent,
        level=None if node is None else model.level(node.id).id,
        title=None if node is None else node.title,
        score=share(result.score),
        reason=result.reason,
        coverage=None if hidden else share(result.coverage),
        answered=0 if hidden else result.answered,
        applicable=0 if hidden else result.applicable,
        n=None if hidden else result.n,
        stage=result.stage,
        tendency=result.tendency,
        held_by=result.held_by,
        target=TargetResult(
            score=Share(gap.target.score), stage=gap.target.stage, own=gap.target.own
        ),
        gap=None if gap.points is None or gap.stages is None else _gap(gap.points, gap.stages),
        assessment=None if words is None else words.assessment,
        suggestions=() if words is None else words.suggestions,
    )


def _stage_text(result: NodeScore, edition: Edition) -> StageText | None:
    if result.node is None:
        return None
    texts = edition.target_model.by_id[result.node].texts_by_stage
    return None if result.stage is None else texts.get(result.stage)


def _gap(points: Fraction, stages: int) -> GapResult:
    return GapResult(points=Share(points), stages=stages)


def _perspective(sheet: Sheet) -> PerspectiveResult:
    capacity: Capacity = "official" if sheet.view.kind == "official" else "personal"
    return PerspectiveResult(
        perspective=sheet.view.perspective or "",
        capacity=capacity,
        nodes=tuple(
            PerspectiveScore(
                node=one.node,
                score=share(one.score),
                reason=one.reason,
                coverage=None if one.reason == "protected" else share(one.coverage),
                n=None if one.reason == "protected" else one.n,
                stage=one.stage,
                tendency=one.tendency,
            )
            for one in sheet.nodes
        ),
    )


def _strengths(
    scores: Scores, leaves: Iterable[str], gaps: Mapping[str | None, TargetGap]
) -> tuple[Strength, ...]:
    reached = [
        (leaf, found)
        for leaf in leaves
        if (found := scores.main.by_node[leaf].score) is not None and not gaps[leaf].is_open
    ]
    return tuple(
        Strength(node=leaf, score=Share(found))
        for leaf, found in sorted(reached, key=itemgetter(1), reverse=True)
    )


def _clarify(scores: Scores, leaves: tuple[str, ...]) -> tuple[Clarify, ...]:
    reasons: dict[str | None, Reason | None] = {
        one.node: one.reason for one in unclear(scores, leaves) if one.reason != "protected"
    }
    open_questions: dict[str, list[str]] = {}
    if scores.main.view.kind == "official":
        for question in scores.main.questions:
            if question.state in {"unanswered", "conflict"}:
                open_questions.setdefault(question.node, []).append(question.question)
    return tuple(
        Clarify(node=leaf, reason=reasons.get(leaf), questions=tuple(open_questions.get(leaf, ())))
        for leaf in leaves
        if leaf in reasons or leaf in open_questions
    )


def _lever(lever: LeafLever) -> Lever:
    return Lever(
        node=lever.node,
        next_stage=lever.next_stage,
        path=None
        if lever.path is None
        else tuple(
            PathStep(
                question=one.question,
                steps=one.steps,
                options=one.options,
                newly_asked=one.newly_asked,
            )
            for one in lever.path
        ),
        steps=tuple(_step(one) for one in lever.steps),
        clarify=lever.clarify,
    )


def _step(effect: StepEffect) -> Step:
    return Step(
        question=effect.question,
        option=effect.option,
        leaf=share(effect.leaf),
        field=share(effect.field),
        whole=share(effect.whole),
        newly_asked=effect.newly_asked,
    )


def _conflicts(
    merged: Mapping[str, Merged], assessment: Assessment, edition: Edition
) -> tuple[ConflictResult, ...]:
    return tuple(
        ConflictResult(
            perspective=one, question=found.question, kind=found.kind, answers=found.answers
        )
        for one in assessment.perspective_ids
        if one in merged
        for found in merged[one].conflicts
        if edition.questionnaire.by_id[found.question].kind != "text"
    )
