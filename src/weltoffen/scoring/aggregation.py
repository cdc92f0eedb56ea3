# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""From question values to nodes and the whole (Verdichtung): S3, S4, S7."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Literal, final

import attrs

from weltoffen.model.edition import Edition
from weltoffen.model.method import Method, ParentPolicy
from weltoffen.scoring.results import NodeScore, QuestionScore, Reason

PartKind = Literal["question", "node", "perspective"]
"""What a part of a score is (S4, S5)."""
Covered = tuple[Fraction | None, bool]
"""Coverage of a node (S3); None if nothing applies. And whether it has a score."""
_NONE = Fraction(0)
_ONE = Fraction(1)


@attrs.frozen(kw_only=True)
class Part:
    """One child in the score of its parent (Beitrag, S7).

    Attributes:
        id: Id of the question, node or perspective.
        kind: What it is.
        weight: Its weight among its siblings.
        score: Its value or score, or None.
        coverage: Its own coverage; None if nothing applies.
        left_out: Why it has no score, ``no-weight`` for a weight of 0, or None if it counts.
    """

    id: str
    kind: PartKind
    weight: Fraction
    score: Fraction | None
    coverage: Fraction | None
    left_out: Reason | None

    @property
    def counts(self) -> bool:
        """Whether it enters the parent's score."""
        return self.left_out is None

    @property
    def covers(self) -> Fraction:
        """What it contributes to the parent's coverage: 0 without score (S3)."""
        return self.coverage if self.score is not None and self.coverage is not None else _NONE


@attrs.frozen(kw_only=True)
class Explanation:
    """How a score came about (Erklärung, S7); enough to compute it again.

    Attributes:
        node: Id of the node; None for the whole.
        policy: How the parts became the score: ``mean``, ``questions`` or ``minimum`` (S4).
        minimum_coverage: Least coverage for a score (S3).
        parts: The node's questions or children, or the perspectives of the view ``equal``.
        questions: Under the policy ``questions`` every question below the node that counts; otherwise
            empty.
    """

    node: str | None
    policy: ParentPolicy
    minimum_coverage: Fraction
    parts: tuple[Part, ...] = attrs.field(converter=tuple[Part, ...])
    questions: tuple[Part, ...] = attrs.field(converter=tuple[Part, ...], default=())

    @cached_property
    def coverage(self) -> Fraction | None:
        """Share of the applicable weight that was answered; None if nothing applies (S3)."""
        base = [part for part in self.parts if part.coverage is not None and part.weight]
        return weighted_mean([(p.weight, p.covers) for p in base]) if base else None

    @cached_property
    def score(self) -> Fraction | None:
        """The score, or None for no score (S2)."""
        coverage = self.coverage
        if coverage is None or coverage < self.minimum_coverage:
            return None
        used = [(p, p.score) for p in self._scoring if p.counts and p.score is not None]
        if not used:
            return None
        if self.policy == "minimum":
            return min(score for _, score in used)
        return weighted_mean([(p.weight, score) for p, score in used])

    @property
    def _scoring(self) -> tuple[Part, ...]:
        return self.questions or self.parts

    @property
    def reason(self) -> Reason | None:
        """Why there is no score; None if there is one."""
        if self.score is not None:
            return None
        if self.coverage is None:
            if self.parts and all(part.left_out == "protected" for part in self.parts):
                return "protected"
            unweighted = any(p.coverage is not None for p in self.parts)
            return "no-weight" if unweighted else "not-applicable"
        reasons = {p.left_out for p in self.parts if p.coverage is not None and p.weight > 0}
        if "protected" in reasons:
            return "protected"
        return "low-coverage" if reasons & {None, "low-coverage"} else "no-answers"

    @cached_property
    def shares(self) -> Mapping[str, Fraction]:
        """Share of each part that counts in the score, adding up to 1; empty without score.

        Under ``minimum`` the parts at the minimum share it alike.
        """
        used = [p for p in self._scoring if p.counts] if self.score is not None else []
        if self.policy == "minimum":
            lowest = [p for p in used if p.score == self.score]
            return {p.id: Fraction(1, len(lowest)) for p in lowest}
        total = sum((p.weight for p in used), Fraction(0))
        return {p.id: p.weight / total for p in used}


def weighted_mean(pairs: Iterable[tuple[Fraction | int, Fraction | int]]) -> Fraction:
    """Give the exact mean of pairs of weight and value (S1); the weights must not all be 0.

    Adds over common denominators and shortens once, which is several times faster than Fractions.
    """
    above, below = 0, 1  # of the weighted sum
    total, unit = 0, 1  # of the sum of weights
    for weight, value in pairs:
        weight_above, weight_below = weight.as_integer_ratio()
        value_above, value_below = value.as_integer_ratio()
        if unit % weight_below:
            common = math.lcm(unit, weight_below)
            total, unit = total * (common // unit), common
        total += weight_above * (unit // weight_below)
        denominator = weight_below * value_below
        if below % denominator:
            common = math.lcm(below, denominator)
            above, below = above * (common // below), common
        above += weight_above * value_above * (below // denominator)
    return Fraction(above * unit, below * total)


def question_part(score: QuestionScore, weight: Fraction | None = None) -> Part:
    """Give a question's part in its leaf."""
    weight = score.weight if weight is None else weight
    coverage: Fraction | None = None
    if score.state == "protected":
        coverage = Fraction(0)
    elif score.applicable:
        coverage = Fraction(score.answered, score.applicable)
    return Part(
        id=score.question,
        kind="question",
        weight=weight,
        score=score.value,
        coverage=coverage,
        left_out=_left_out(weight, _QUESTION_REASONS[score.state]),
    )


_QUESTION_REASONS: Mapping[str, Reason | None] = {
    "answered": None,
    "unanswered": "no-answers",
    "conflict": "no-answers",
    "not-applicable": "not-applicable",
    "protected": "protected",
}


def node_part(score: NodeScore, id: str, kind: PartKind, weight: Fraction) -> Part:  # noqa: A002 - the field's name
    """Give a node's part in its parent, or a perspective's part in the whole."""
    return Part(
        id=id,
        kind=kind,
        weight=weight,
        score=score.score,
        coverage=score.coverage,
        left_out=_left_out(weight, score.reason),
    )


def _left_out(weight: Fraction, reason: Reason | None) -> Reason | None:
    return reason if weight else "no-weight"


@final
class Tree:
    """Scores of one view, computed node by node when asked for; without stages.

    `score` adds up what `explain` lays out, without laying it out.
    """

    def __init__(
        self,
        *,
        edition: Edition,
        method: Method,
        questions: Iterable[QuestionScore],
        known: Iterable[NodeScore] = (),
        like: Iterable[NodeScore] = (),
    ) -> None:
        """Sort the questions to their leaves.

        Args:
            edition: The nodes and their weights.
            method: The policy (S4), and the least coverage (S3).
            questions: What they are worth.
            known: Scores of nodes that need not be computed.
            like: Scores of any nodes by another policy; it changes neither their coverage nor which have one.
        """
        self._nodes = edition.weighted_children
        self._method = method
        self._least = method.minimum_coverage.as_integer_ratio()
        self._given = tuple(questions)
        self._weighted: defaultdict[str | None, list[QuestionScore]] = defaultdict(list)
        for question in self._given:
            if question.weight:
                self._weighted[question.node].append(question)
        self._scores: dict[str | None, NodeScore] = {one.node: one for one in known}
        self._covered: dict[str | None, Covered] = {
            one.node: (one.coverage, one.score is not None)
            for one in (*like, *self._scores.values())
        }
        self._alike: dict[str | None, tuple[int, Fraction]] = {}

    @cached_property
    def _questions(self) -> Mapping[str | None, list[QuestionScore]]:
        """All questions by leaf, those without weight too; only explanations look at them."""
        found: defaultdict[str | None, list[QuestionScore]] = defaultdict(list)
        for question in self._given:
            found[question.node].append(question)
        return found

    def score(self, node: str | None) -> NodeScore:
        """Score of a node, or of the whole for None."""
        if node not in self._scores:
            self._scores[node] = self._computed(node)
        return self._scores[node]

    def explain(self, node: str | None) -> Explanation:
        """Say how a node's score comes about (S7)."""
        children = self._children(node)
        if not children and node is not None:
            parts = tuple(question_part(q) for q in self._questions.get(node, ()))
            return self._explanation(node, parts)
        parts = tuple(
            node_part(self.score(child), child, "node", weight) for child, weight in children
        )
        if self._method.parent_policy == "questions":
            below = self._below([child for child, weight in children if weight > 0])
            questions = tuple(question_part(q, Fraction(1)) for q in below if q.weight > 0)
            return self._explanation(node, parts, questions)
        return self._explanation(node, parts, policy=self._method.parent_policy)

    def covered(self, node: str | None) -> Covered:
        """Coverage of a node (S3), and whether it has a score, without computing that."""
        if node not in self._covered:
            self._covered[node] = self._covering(node)
        return self._covered[node]

    def _children(self, node: str | None) -> tuple[tuple[str, Fraction], ...]:
        return self._nodes.get(node, ())

    def _explanation(
        self,
        node: str | None,
        parts: tuple[Part, ...],
        questions: tuple[Part, ...] = (),
        policy: ParentPolicy = "mean",
    ) -> Explanation:
        return Explanation(
            node=node,
            policy="questions" if questions else policy,
            minimum_coverage=self._method.minimum_coverage,
            parts=parts,
            questions=questions,
        )

    def _below(self, nodes: Iterable[str]) -> list[QuestionScore]:
        found: list[QuestionScore] = []
        for node in nodes:
            children = self._children(node)
            if children:
                found += self._below([child for child, weight in children if weight > 0])
            elif self.score(node).score is not None:
                found += self._questions.get(node, ())
        return found

    def _covering(self, node: str | None) -> Covered:
        """Mean of what the parts cover, by weight: those without value or score cover nothing (S3)."""
        parts: list[tuple[Fraction, Fraction | int]] = []
        any_counts = False
        children = self._children(node)
        for child, weight in children:
            coverage, has_score = self.covered(child)
            if coverage is not None and weight:
                parts.append((weight, coverage if has_score else 0))
                any_counts = any_counts or has_score
        for one in () if children else self._weighted.get(node, ()):
            if one.applicable or one.state == "protected":
                parts.append((one.weight, _covers(one)))
                any_counts = any_counts or one.is_valued
        if not parts:
            return None, False
        coverage = _ONE if all(part == 1 for _, part in parts) else weighted_mean(parts)
        above, below = coverage.as_integer_ratio()
        return coverage, any_counts and above * self._least[1] >= below * self._least[0]

    def _value(self, node: str | None) -> Fraction:
        """Score of a node that has one (S4); a leaf's is the mean of its questions by weight."""
        children, policy = self._children(node), self._method.parent_policy
        if not children:
            own = self._weighted[node]
            return weighted_mean(
                [(q.weight, q.value) for q in own if q.state == "answered" and q.value is not None]
            )
        if policy == "questions":
            return self._counting_alike(node)[1]
        scores = [
            (weight, score)
            for child, weight in children
            if (score := self.score(child).score) is not None and weight
        ]
        if policy == "minimum":
            return min(score for _, score in scores)
        return weighted_mean(scores)

    def _counting_alike(self, node: str | None) -> tuple[int, Fraction]:
        """Number and mean of the questions below a node of which each counts alike (S4 ``questions``)."""
        if node not in self._alike:
            children = self._children(node)
            if children:
                means = [self._counting_alike(child) for child, weight in children if weight > 0]
            elif self.covered(node)[1]:
                own = self._weighted[node]
                means = [(1, q.value) for q in own if q.state == "answered" and q.value is not None]
            else:
                means = []
            count = sum(size for size, _ in means)
            self._alike[node] = (count, weighted_mean(means) if count else _NONE)
        return self._alike[node]

    def _computed(self, node: str | None) -> NodeScore:
        below = [self.score(child) for child, _ in self._children(node)]
        coverage, has_score = self.covered(node)
        own = () if below else self._weighted.get(node, ())
        sizes = [one.answered for one in own if one.value is not None]
        return NodeScore(
            node=node,
            score=self._value(node) if has_score else None,
            reason=None if has_score else self.explain(node).reason,
            coverage=coverage,
            answered=len(sizes) + sum([child.answered for child in below]),
            applicable=sum([one.state != "not-applicable" for one in own])
            + sum([child.applicable for child in below]),
            n=min([*sizes, *[child.n for child in below if child.n is not None]], default=None),
        )


def _covers(one: QuestionScore) -> Fraction | int:
    """What a question contributes to the coverage of its leaf: 0 without value (S3)."""
    if one.value is None or one.state == "protected":
        return 0
    return 1 if one.answered == one.applicable else Fraction(one.answered, one.applicable)
