# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What a finding stands on (Robustheit): other policies, and one answer less; G9.

A node is *fragile* if its stage, or whether it reaches its target, hangs on the choice of a policy or on
single answers. The mark does not say that a finding is wrong, and a node without it is not proven right. A
range is no confidence interval: who answered is no random sample, and nothing is known of what the others
would have said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal, get_args

import attrs

from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.model.method import ParentPolicy, WholePolicy
from weltoffen.scoring.evidence import published_values
from weltoffen.scoring.gaps import has_reached, target_of
from weltoffen.scoring.protection import ProtectedTally
from weltoffen.scoring.results import NodeScore, Scores, Sheet, View
from weltoffen.scoring.sheets import by_other_parents, equal_sheet, sheet
from weltoffen.scoring.spans import Span, main_spans

Doubt = Literal["policy", "one-answer", "no-score"]
"""Why a node is fragile (G9).

``policy``: under another policy for the same answers it has another stage, or is on the other side of its
target; that persons see it otherwise than an official response is a gap (G4) and makes nothing fragile.
``one-answer``: so it can be without single answers; by its score, gates aside. ``no-score``: without single
answers its coverage can fall below the minimum (S3).
"""


@attrs.frozen(kw_only=True)
class Variant:
    """A node's score under another policy (Variante, G9).

    Attributes:
        parent_policy: How children become a parent (S4).
        whole_policy: How perspectives become a whole (S5).
        score: The score, in [0, 1].
        stage: Id of the stage reached, with gates (S6).
    """

    parent_policy: ParentPolicy
    whole_policy: WholePolicy
    score: Fraction
    stage: str


@attrs.frozen(kw_only=True)
class NodeStability:
    """What a node's score stands on (Robustheit eines Knotens, G9).

    Attributes:
        node: Id of the node; None for the whole.
        low: Without single answers, as `stability` leaves them out, no score is lower; in [0, 1], never above
            the node's own. None, as `high` is then, if nothing can be left but this very score or none.
        high: No score is higher; in [0, 1], never below the node's own.
        variants: Its score under each other policy that gives one.
        fragile: Why it is fragile, in the order of `Doubt`; empty if it is not.
    """

    node: str | None
    low: Fraction | None
    high: Fraction | None
    variants: tuple[Variant, ...]
    fragile: tuple[Doubt, ...]


def stability(
    public: ProtectedTally, scores: Scores, assessment: Assessment, edition: Edition
) -> tuple[NodeStability, ...]:
    """Say what the scores that stand for the whole hang on (Robustheit, G9).

    *Policies.* One is changed, the other kept: first the one for parents (S4), then the one for the whole
    (S5). At a leaf the first changes nothing; the variants are listed all the same.

    *Answers.* At most one personal answer to each question is left out, whichever it is, in each perspective
    (under ``pooled`` in all); of an official response at most one answer in each leaf. It counts as not
    given, so that the coverage falls, too (S3). Answers to questions that depend on it stay, and a question
    without weight is not looked at.

    The range is an outer bound: every score that is left lies in it, but its ends need not be reached. Lows
    and highs of all questions are carried up at once; a child that can lose its score is taken to do so at
    will, even if its parent has none then. Where no score can go the ends are reached.

    Args:
        public: A protected tally; nothing but what it publishes is used (P5).
        scores: Its scores.
        assessment: The assessment, for the targets (G1).
        edition: The edition, extended by the assessment.

    Returns:
        One entry for each node with a score in the main sheet, the whole first, then in declared order; nodes
        of the local supplement among them (M8).
    """
    spans = main_spans(public, scores, edition)
    others = tuple(_others(public, scores, edition))
    now = scores.whole_policy
    alike = [other for _, whole, other in others if is_of_same_answers(whole, now)]
    found = []
    for one in scores.main.nodes:
        if one.node not in spans:
            continue
        span = spans[one.node]
        only = span.can_go and span.low == span.high
        found.append(
            NodeStability(
                node=one.node,
                low=None if only else span.low,
                high=None if only else span.high,
                variants=tuple(_variants(one.node, others)),
                fragile=tuple(_doubts(one, span, alike, assessment, edition)),
            )
        )
    return tuple(found)


def is_of_same_answers(one: WholePolicy, other: WholePolicy) -> bool:
    """Say whether two policies for the whole (S5) take the same answers: an institution's, or persons'."""
    return (one == "official") == (other == "official")


def _variants(
    node: str | None, others: Iterable[tuple[ParentPolicy, WholePolicy, Sheet]]
) -> Iterator[Variant]:
    for parent, whole, other in others:
        score, stage = other.by_node[node].score, other.by_node[node].stage
        if score is not None and stage is not None:
            yield Variant(parent_policy=parent, whole_policy=whole, score=score, stage=stage)


def _doubts(
    one: NodeScore, span: Span, others: Iterable[Sheet], assessment: Assessment, edition: Edition
) -> Iterator[Doubt]:
    model, target = edition.target_model, target_of(one.node, assessment, edition)
    reached = has_reached(one, target, model)
    for other in (changed.by_node[one.node] for changed in others):
        if other is one or other.score is None:
            continue
        if other.stage != one.stage or has_reached(other, target, model) is not reached:
            yield "policy"
            break
    low, high = map(model.stage_index, (span.low, span.high))
    if low != high or (span.low is not span.high and span.low < target.score <= span.high):
        yield "one-answer"
    if span.can_go:
        yield "no-score"


# --- Other policies ----------------------------------------------------------------------------------


def _others(
    public: ProtectedTally, scores: Scores, edition: Edition
) -> Iterator[tuple[ParentPolicy, WholePolicy, Sheet]]:
    """Give the sheet that would stand for the whole under each other policy."""
    method, now = scores.method, scores.whole_policy
    parents: tuple[ParentPolicy, ...] = get_args(ParentPolicy)
    for parent in parents:
        if parent != method.parent_policy:
            yield parent, now, by_other_parents(scores, parent, edition)
    for one in scores.official:
        if now != "official" and one.view.perspective == method.official_perspective:
            yield method.parent_policy, "official", one
    if now != "equal" and scores.personal:
        yield method.parent_policy, "equal", equal_sheet(scores.personal, edition, method)
    totals = {item.question: item.total for item in public.items if item.total is not None}
    if now != "pooled" and totals:
        values = published_values(edition.questionnaire, totals)
        yield method.parent_policy, "pooled", sheet(View(kind="pooled"), values, edition, method)
