# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Sheets of scores for every view (Auswertungsbögen): S5, S7, P5, P6."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import overload

import attrs

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.answers import Answer
from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.model.method import Method, ParentPolicy, WholePolicy
from weltoffen.model.questionnaire import Question, Questionnaire
from weltoffen.model.response import Merged, merge_answers
from weltoffen.scoring.aggregation import Explanation, Tree, node_part, weighted_mean
from weltoffen.scoring.counts import OfficialPart, QuestionCount, shape_of
from weltoffen.scoring.evidence import counted_values, official_values, published_values, scored
from weltoffen.scoring.protection import Cell, ProtectedTally, check_belongs
from weltoffen.scoring.results import (
    NodeScore,
    OperatorSheet,
    QuestionScore,
    QuestionState,
    Reason,
    Scores,
    Sheet,
    View,
)
from weltoffen.scoring.staging import Staging
from weltoffen.scoring.tally import Tally


@overload
def score(counts: Tally, assessment: Assessment, edition: Edition) -> OperatorSheet: ...
@overload
def score(counts: ProtectedTally, assessment: Assessment, edition: Edition) -> Scores: ...
def score(
    counts: Tally | ProtectedTally, assessment: Assessment, edition: Edition
) -> OperatorSheet | Scores:
    """Score a round (auswerten): every view, and the one that stands for the whole; S1-S8.

    Args:
        counts: A protected tally, or a raw one.
        assessment: Perspectives in order, and the method.
        edition: The edition that was answered.

    Returns:
        `Scores` from a protected tally; an `OperatorSheet`, which no writer accepts, from a raw one (P5).

    Raises:
        InvalidDocument: If the counts belong to another assessment or questionnaire.
    """
    extended = assessment.extend(edition)
    check_belongs(counts, assessment, extended.questionnaire)
    merged = official_answers(counts.official, extended.questionnaire)
    official = {
        one: official_values(extended.questionnaire, merged[one])
        for one in assessment.perspective_ids
        if one in merged
    }
    is_pooled = assessment.method.whole_policy == "pooled"
    pooled: tuple[QuestionScore, ...] = ()
    if isinstance(counts, ProtectedTally):
        published = _published(counts, extended.questionnaire)
        if is_pooled:
            totals = {item.question: item.total for item in counts.items}
            pooled = published_values(extended.questionnaire, totals)
        return score_values(official, published, pooled, assessment.method, extended, "protected")
    raw = {c.perspective: {q.question: q for q in c.questions} for c in counts.personal}
    personal = {
        one: counted_values(extended.questionnaire, raw[one])
        for one in assessment.perspective_ids
        if one in raw
    }
    if is_pooled:
        sums = _summed(raw.values(), extended.questionnaire)
        pooled = counted_values(extended.questionnaire, sums)
    scores = score_values(official, personal, pooled, assessment.method, extended, "no-answers")
    return OperatorSheet(scores=scores)


def official_answers(
    official: Iterable[OfficialPart], questionnaire: Questionnaire
) -> dict[str, Merged]:
    """Merge the parts of every perspective's official response (A3)."""
    parts: defaultdict[str, dict[str, Mapping[str, Answer]]] = defaultdict(dict)
    for one in official:
        parts[one.perspective][one.part] = dict(one.answers)
    return {one: merge_answers(questionnaire, parts[one]) for one in parts}


def _published(
    counts: ProtectedTally, questionnaire: Questionnaire
) -> dict[str, tuple[QuestionScore, ...]]:
    cells: dict[str, dict[str, Cell | None]] = {one: {} for one, _ in counts.perspectives}
    for item in counts.items:
        for perspective, cell in item.published:
            cells[perspective][item.question] = cell
    return {one: published_values(questionnaire, cells[one]) for one in cells if cells[one]}


def _summed(
    raw: Iterable[Mapping[str, QuestionCount]], questionnaire: Questionnaire
) -> dict[str, QuestionCount]:
    sums = {q.id: shape_of(questionnaire, q) for q in questionnaire.questions}
    for counts in raw:
        sums = {key: one + counts[key] for key, one in sums.items()}
    return sums


def score_values(  # noqa: PLR0917 - one argument a source of evidence
    official: Mapping[str, tuple[QuestionScore, ...]],
    personal: Mapping[str, tuple[QuestionScore, ...]],
    pooled: tuple[QuestionScore, ...],
    method: Method,
    edition: Edition,
    nobody: Reason = "protected",
) -> Scores:
    """Score every view from its question values (S1-S6), and choose the one for the whole (S5).

    Args:
        official: Values of each official response, by perspective in declared order.
        personal: Values of each group's personal responses, in declared order.
        pooled: Values of all personal responses together; used for the policy ``pooled`` only.
        method: The method.
        edition: The edition, extended by the assessment.
        nobody: The reason for no score where there is no personal sheet at all.
    """
    official_sheets = {
        one: sheet(View(kind="official", perspective=one), values, edition, method)
        for one, values in official.items()
    }
    personal_sheets = tuple(
        sheet(View(kind="personal", perspective=one), values, edition, method)
        for one, values in personal.items()
    )
    policy: WholePolicy = method.whole_policy or (
        "official" if method.official_perspective in official_sheets else "equal"
    )
    if policy == "pooled":
        main = sheet(View(kind="pooled"), pooled, edition, method)
    elif policy == "equal":
        main = equal_sheet(personal_sheets, edition, method, nobody)
    elif method.official_perspective in official_sheets:
        main = official_sheets[method.official_perspective]
    else:
        view = View(kind="official", perspective=method.official_perspective)
        nothing = merge_answers(edition.questionnaire, {})
        main = sheet(view, official_values(edition.questionnaire, nothing), edition, method)
    return Scores(
        method=method,
        target_model_hash=edition.target_model.digest,
        questionnaire_hash=edition.questionnaire.digest,
        whole_policy=policy,
        main=main,
        official=tuple(official_sheets.values()),
        personal=personal_sheets,
    )


def sheet(
    view: View, questions: tuple[QuestionScore, ...], edition: Edition, method: Method
) -> Sheet:
    """Score every node for one view (S3, S4, S6)."""
    tree = Tree(edition=edition, method=method, questions=questions)
    stages = Staging(edition, method, {question.question: question for question in questions})
    nodes = tuple([stages.staged(tree.score(node)) for node in edition.places])
    return Sheet(view=view, policy=method.parent_policy, nodes=nodes, questions=questions)


def by_other_parents(scores: Scores, parent_policy: ParentPolicy, edition: Edition) -> Sheet:
    """Score the sheet that stands for the whole by another policy for parents (S4).

    Leaves are taken over: that policy does not touch them.
    """
    method = attrs.evolve(scores.method, parent_policy=parent_policy)

    def again(one: Sheet) -> Sheet:
        known, questions = _leaf_scores(one, edition), one.questions
        tree = Tree(
            edition=edition,
            method=method,
            questions=questions if parent_policy == "questions" else (),
            known=known.values(),
            like=one.nodes,
        )
        stages = Staging(edition, method, one.by_question)
        nodes = tuple(
            [known.get(node) or stages.staged(tree.score(node)) for node in edition.places]
        )
        return Sheet(view=one.view, policy=parent_policy, nodes=nodes, questions=questions)

    if scores.main.view.kind != "equal":
        return again(scores.main)
    return equal_sheet(tuple(map(again, scores.personal)), edition, method, leaves=scores.main)


def _leaf_scores(one: Sheet, edition: Edition) -> dict[str | None, NodeScore]:
    return {leaf.id: one.by_node[leaf.id] for leaf in edition.target_model.leaves}


def equal_sheet(
    sheets: tuple[Sheet, ...],
    edition: Edition,
    method: Method,
    nobody: Reason = "no-answers",
    leaves: Sheet | None = None,
) -> Sheet:
    """Score every node by the mean of the perspectives' scores (S5 ``equal``).

    A perspective that is protected at a node takes no part there; one without score for another reason
    lowers the coverage, like a child without score (S3). A gate looks at the mean of the perspectives'
    question values. ``nobody`` is the reason for no score where there is no sheet at all; leaves and
    questions of a sheet of the same ``leaves`` are taken over.
    """
    if leaves is None:
        known: Mapping[str | None, NodeScore] = {}
        questions = tuple([_mean_value(q, sheets) for q in scored(edition.questionnaire)])
    else:
        known, questions = _leaf_scores(leaves, edition), leaves.questions
    stages = Staging(edition, method, {one.question: one for one in questions})
    nodes = tuple(
        [
            known.get(node) or stages.staged(_mean_score(node, sheets, method, nobody))
            for node in edition.places
        ]
    )
    return Sheet(
        view=View(kind="equal"), policy=method.parent_policy, nodes=nodes, questions=questions
    )


def _mean_score(
    node: str | None, sheets: tuple[Sheet, ...], method: Method, nobody: Reason
) -> NodeScore:
    """Score a node by the mean of the perspectives, as `explain_equal` lays it out; without stage."""
    parts = [one.by_node[node] for one in sheets]
    present = [part for part in parts if part.score is not None]
    coverage = mean_coverage([(part.coverage, part.reason) for part in parts])
    score: Fraction | None = None
    if present and coverage is not None and coverage >= method.minimum_coverage:
        score = weighted_mean([(1, part.score) for part in present if part.score is not None])
    reason: Reason | None = None
    if score is None:
        reason = explain_equal(node, sheets, method).reason if sheets else nobody
    return NodeScore(
        node=node,
        score=score,
        reason=reason,
        coverage=coverage,
        answered=max([part.answered for part in present], default=0),
        applicable=max([part.applicable for part in parts], default=0),
        n=min([part.n for part in present if part.n is not None], default=None),
    )


def mean_coverage(parts: Iterable[tuple[Fraction | None, Reason | None]]) -> Fraction | None:
    """Coverage of a node in the mean of the perspectives, from their own and why they have no score.

    Where a perspective is protected it takes no part; without score for another reason it covers nothing.
    """
    found = [
        (1, coverage if reason is None else 0)
        for coverage, reason in parts
        if coverage is not None and reason != "protected"
    ]
    return weighted_mean(found) if found else None


def explain(
    scores: Scores, node: str | None, edition: Edition, sheet: Sheet | None = None
) -> Explanation:
    """Say how a node's score comes about (Erklärung, S7).

    Args:
        scores: The scores.
        node: Id of the node; None for the whole.
        edition: The edition, extended by the assessment's supplement if there is one.
        sheet: One of the sheets of these scores; None for the one that stands for the whole.

    Returns:
        Children, weights, values, shares, what was left out and why; for the sheet of the policy
        ``equal`` the perspectives.

    Raises:
        InvalidDocument: ``unknown-node``.
    """
    if node is not None and node not in edition.target_model.by_id:
        raise InvalidDocument([Problem.at("unknown-node", ("node",), id=node)])
    chosen = scores.main if sheet is None else sheet
    if chosen.view.kind == "equal":
        return explain_equal(node, scores.personal, scores.method)
    tree = Tree(edition=edition, method=scores.method, questions=chosen.questions)
    return tree.explain(node)


def explain_equal(node: str | None, sheets: tuple[Sheet, ...], method: Method) -> Explanation:
    """Say how a node's score comes about as the mean of the perspectives (S5 ``equal``, S7)."""
    parts = []
    for one in sheets:
        found = one.by_node[node]
        part = node_part(found, one.view.perspective or one.view.kind, "perspective", Fraction(1))
        hidden = found.reason == "protected"
        parts.append(attrs.evolve(part, coverage=None) if hidden else part)
    return Explanation(
        node=node, policy="mean", minimum_coverage=method.minimum_coverage, parts=tuple(parts)
    )


def _mean_value(question: Question, sheets: tuple[Sheet, ...]) -> QuestionScore:
    found = [one.by_question[question.id] for one in sheets]
    valued = [(one, one.value) for one in found if one.value is not None]
    state: QuestionState = "unanswered"
    if valued:
        state = "answered"
    elif all(one.state == "not-applicable" for one in found):
        state = "not-applicable"
    return QuestionScore(
        question=question.id,
        node=question.node,
        kind=question.kind,
        weight=question.weight,
        value=weighted_mean((1, value) for _, value in valued) if valued else None,
        answered=min((one.answered for one, _ in valued), default=0),
        applicable=sum(one.applicable for one in found),
        state=state,
    )
