# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Target gaps and priorities (Ziellücken und Prioritäten): G1, G2.

What closing a gap adds to the whole is found by carrying one changed node up its own path (`Ascent`);
`weltoffen.scoring.levers` uses the same way up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple, final

import attrs

from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.model.method import Method
from weltoffen.scoring.results import NodeScore, Scores, Sheet

# --- Targets and gaps (G1) ---------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class NodeTarget:
    """What a node aims at (Ziel eines Knotens, G1).

    Attributes:
        node: Id of the node; None for the whole.
        score: Score to be reached, in [0, 1].
        stage: Id of the stage that holds this score.
        own: True for the town's own target, False for the lower bound of the highest stage.
    """

    node: str | None
    score: Fraction
    stage: str
    own: bool


@attrs.frozen(kw_only=True)
class TargetGap:
    """Target minus score (Ziellücke, G1).

    Attributes:
        node: Id of the node; None for the whole.
        target: What the node aims at.
        points: Target minus score, in [-1, 1]; None without score.
        stages: Place of the target's stage minus place of the stage reached, so that a gate counts;
            None without score.
    """

    node: str | None
    target: NodeTarget
    points: Fraction | None
    stages: int | None

    @property
    def is_open(self) -> bool:
        """Whether score or stage lies below the target; False without score.

        A node whose score is high enough while a gate holds it below the target's stage is open.
        """
        return (self.points or 0) > 0 or (self.stages or 0) > 0

    @property
    def is_closed(self) -> bool:
        """Whether score and stage have reached the target; False without score."""
        return self.points is not None and not self.is_open


def target_of(node: str | None, assessment: Assessment, edition: Edition) -> NodeTarget:
    """Say what a node aims at (Ziel, G1).

    Args:
        node: Id of the node; None for the whole, which has no target of its own.
        assessment: The town's own targets.
        edition: The edition, extended by the assessment.

    Returns:
        The lower bound of the town's own target stage, or its own target score with the stage that holds
        it; without own target the lower bound of the highest stage.
    """
    model = edition.target_model
    own = None if node is None else assessment.targets_by_node.get(node)
    if own is None:
        highest = model.stages[-1]
        return NodeTarget(node=node, score=highest.lower, stage=highest.id, own=False)
    if own.score is not None:
        stage = model.stages[model.stage_index(own.score)]
        return NodeTarget(node=node, score=own.score, stage=stage.id, own=True)
    stage = next(stage for stage in model.stages if stage.id == own.stage)
    return NodeTarget(node=node, score=stage.lower, stage=stage.id, own=True)


def target_gap(score: NodeScore, assessment: Assessment, edition: Edition) -> TargetGap:
    """Give the target gap of a node (Ziellücke, G1).

    Args:
        score: The node's score with its stage, from a sheet.
        assessment: The town's own targets.
        edition: The edition, extended by the assessment.

    Returns:
        The gap in points and stages; both None without score.
    """
    target = target_of(score.node, assessment, edition)
    if score.score is None or score.stage is None:
        return TargetGap(node=score.node, target=target, points=None, stages=None)
    order = [stage.id for stage in edition.target_model.stages]
    return TargetGap(
        node=score.node,
        target=target,
        points=target.score - score.score,
        stages=order.index(target.stage) - order.index(score.stage),
    )


# --- Priorities (G2) ---------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Priority:
    """A node below its target (Handlungsbedarf, G2).

    Attributes:
        node: Id of the node.
        points: Target minus score; zero or less if only a gate holds the node below its target.
        stages: Target's stage minus stage reached.
        gain: What closing the gap adds to the exact score of the whole, at least 0.
    """

    node: str
    points: Fraction
    stages: int
    gain: Fraction


def priorities(
    scores: Scores,
    assessment: Assessment,
    edition: Edition,
    nodes: Iterable[str],
    *,
    apart: bool = False,
) -> tuple[Priority, ...]:
    """Order the nodes below their target (Handlungsbedarfe, G2).

    Args:
        scores: The scores; the main sheet decides.
        assessment: The town's own targets.
        edition: The edition, extended by the assessment.
        nodes: Ids of the nodes to be ordered, such as all leaves.
        apart: False orders the edition's nodes among them, True those of the local supplement, which add
            nothing to the whole (M8).

    Returns:
        By exact gap (largest first), then by what closing it adds to the whole, then in declared order.
        Nodes that have reached their target, and nodes without score, are not among them.
    """
    gains = Gains(scores, edition)
    wanted = frozenset(nodes)
    model = edition.target_model
    found = []
    for node in model.nodes:
        if node.id not in wanted or (model.path(node.id)[0].id in edition.apart) is not apart:
            continue
        gap = target_gap(scores.main.by_node[node.id], assessment, edition)
        if gap.points is None or gap.stages is None or not gap.is_open:
            continue
        gain = gains.whole_gain(node.id, gap.target.score)
        found.append(Priority(node=node.id, points=gap.points, stages=gap.stages, gain=gain))
    return tuple(sorted(found, key=lambda one: (-one.points, -one.gain)))


def unclear(scores: Scores, nodes: Iterable[str]) -> tuple[NodeScore, ...]:
    """Give the nodes without score in the main sheet (zu klären, G2), in declared order.

    Args:
        scores: The scores.
        nodes: Ids of the nodes to look at.
    """
    wanted = frozenset(nodes)
    return tuple(one for one in scores.main.nodes if one.node in wanted and one.score is None)


@final
class Gains:
    """What closing gaps adds to the whole (Gewinn für das Ganze, G2), for one set of scores."""

    def __init__(self, scores: Scores, edition: Edition) -> None:
        """Prepare the sheets that make the whole.

        Args:
            scores: The scores.
            edition: The edition, extended by the assessment.
        """
        equal = scores.main.view.kind == "equal"
        sheets = scores.personal if equal else (scores.main,)
        used = sheets if scores.main.whole.score is not None else ()
        self._ascents = [
            Ascent(one, edition, scores.method) for one in used if one.whole.score is not None
        ]

    def whole_gain(self, node: str, target: Fraction) -> Fraction:
        """Say what raising a node to its target adds to the exact score of the whole (G2).

        The node's score is replaced by the target and carried up; its coverage stays. Under ``mean`` and
        ``minimum`` (S4) its parents are computed again from the replaced score. Under ``questions`` each
        of its questions with a value is taken as raised by the gap, so that the whole gains the gap times
        the share of these questions in all that count.

        Where the whole is the mean of the perspectives (S5 ``equal``), each perspective that lies below
        the target is raised to it; the gain is the mean of what this adds to the perspectives' wholes,
        over those that have one.

        Args:
            node: Id of the node.
            target: Score to be reached.

        Returns:
            The difference, at least 0. It is 0 for a node at its target, one without score, one that is
            scored apart (M8) or with weight 0, and for a whole without score.
        """
        added = [ascent.gain(node, target) for ascent in self._ascents]
        return sum(added, Fraction(0)) / len(added) if added else Fraction(0)


# --- The way up --------------------------------------------------------------------------------------


class Standing(NamedTuple):
    """What a node hands up to its parent (Stand eines Knotens).

    Attributes:
        score: Its score, or None.
        coverage: Its coverage; None if nothing applies.
        total: Under the policy ``questions`` the sum of the values that count below it; otherwise 0.
        count: The number of these values.
    """

    score: Fraction | None
    coverage: Fraction | None
    total: Fraction = Fraction(0)
    count: int = 0


class _Sums(NamedTuple):
    """What the children of a node add up to, or what one child adds to it (S3, S4)."""

    points: Fraction
    counting: Fraction
    covered: Fraction
    base: Fraction
    total: Fraction
    count: int


_NONE = Fraction(0)


@final
class Ascent:
    """Carries changed nodes up to the whole (Weg nach oben): S3, S4, along their paths only.

    For the same standings it gives exactly what `weltoffen.scoring.aggregation.Tree` gives; it keeps
    the sums of every node, so that a change costs only the nodes above it.

    Attributes:
        before: Standing of every node in the sheet; the whole under None.
    """

    def __init__(self, sheet: Sheet, edition: Edition, method: Method) -> None:
        """Take over the scores of a sheet of any view but ``equal``.

        Args:
            sheet: The sheet.
            edition: The edition, extended by the assessment.
            method: The method by which the sheet was made.
        """
        self._method = method
        self._order: dict[str | None, int] = {None: -1}
        self._parent: dict[str, str | None] = {}
        self._weight: dict[str, Fraction] = {}
        self._children: defaultdict[str | None, list[str]] = defaultdict(list)
        for index, node in enumerate(edition.target_model.nodes):
            self._order[node.id] = index
            if node.weight > 0 and node.id not in edition.apart:
                self._parent[node.id] = node.parent
                self._weight[node.id] = node.weight
                self._children[node.parent].append(node.id)
        self.before = self._standings(sheet)
        self._sums: dict[str | None, _Sums] = {}
        self._parts: dict[str, _Sums] = {}

    def after(self, changed: Mapping[str, Standing]) -> dict[str | None, Standing]:
        """Give the standings of changed nodes and of all nodes above them.

        Args:
            changed: New standings by node; none of the nodes stands below another.
        """
        found: dict[str | None, Standing] = dict(changed)
        waiting = {self._parent[node] for node in changed if node in self._parent}
        while waiting:
            # Parents stand before their children, so the last one has all its children behind it.
            node = max(waiting, key=self._order.__getitem__)
            waiting.remove(node)
            found[node] = self._combined(node, found)
            if node in self._parent:
                waiting.add(self._parent[node])
        return found

    def gain(self, node: str, target: Fraction) -> Fraction:
        """Say what raising one node to a target adds to the whole; 0 if there is nothing to raise."""
        now = self.before[node]
        if now.score is None or now.score >= target:
            return _NONE
        total = now.total + (target - now.score) * now.count
        after = self.after({node: Standing(target, now.coverage, total, now.count)})
        return self.difference(after, None) or _NONE

    def difference(self, after: Mapping[str | None, Standing], node: str | None) -> Fraction | None:
        """Score of a node after a change minus its score before; None without one of them."""
        old = self.before[node].score
        new = after.get(node, self.before[node]).score
        return None if old is None or new is None else new - old

    def _standings(self, sheet: Sheet) -> dict[str | None, Standing]:
        if self._method.parent_policy != "questions":
            return {one.node: Standing(one.score, one.coverage) for one in sheet.nodes}
        values: defaultdict[str, list[Fraction]] = defaultdict(list)
        for question in sheet.questions:
            if question.value is not None and question.weight > 0:
                values[question.node].append(question.value)
        found: dict[str | None, Standing] = {}
        for one in reversed(sheet.nodes):
            own = values[one.node] if one.node is not None and one.score is not None else []
            below = [found[child] for child in self._children.get(one.node, ())]
            total = sum(own, sum((child.total for child in below), _NONE))
            count = len(own) + sum(child.count for child in below)
            found[one.node] = Standing(one.score, one.coverage, total, count)
        return found

    def _combined(self, node: str | None, found: Mapping[str | None, Standing]) -> Standing:
        sums = self._sums_of(node)
        for child in self._children[node]:
            if child in found:
                sums = _exchanged(sums, self._part(child), self._added(child, found[child]))
        before = self.before[node]
        known = self._sums_of(node)
        if sums.covered == known.covered and sums.base == known.base:
            coverage = before.coverage
        else:
            coverage = sums.covered / sums.base if sums.base else None
        score = None
        if coverage is not None and coverage >= self._method.minimum_coverage and sums.counting:
            score = self._score(node, sums, found)
        return Standing(score, coverage, sums.total, sums.count)

    def _score(
        self, node: str | None, sums: _Sums, found: Mapping[str | None, Standing]
    ) -> Fraction:
        policy = self._method.parent_policy
        if policy == "minimum":
            standings = [found.get(child, self.before[child]) for child in self._children[node]]
            return min(one.score for one in standings if one.score is not None)
        return sums.total / sums.count if policy == "questions" else sums.points / sums.counting

    def _sums_of(self, node: str | None) -> _Sums:
        if node not in self._sums:
            parts = [self._part(child) for child in self._children[node]]
            fractions = [sum(column, _NONE) for column in zip(*(p[:-1] for p in parts), strict=True)]
            self._sums[node] = _Sums(*fractions, count=sum(part.count for part in parts))
        return self._sums[node]

    def _part(self, child: str) -> _Sums:
        if child not in self._parts:
            self._parts[child] = self._added(child, self.before[child])
        return self._parts[child]

    def _added(self, child: str, standing: Standing) -> _Sums:
        weight = self._weight[child]
        score, coverage, total, count = standing
        base = _NONE if coverage is None else weight
        if score is None or coverage is None:
            return _Sums(_NONE, _NONE, _NONE, base, total, count)
        return _Sums(weight * score, weight, weight * coverage, base, total, count)


def _exchanged(sums: _Sums, old: _Sums, new: _Sums) -> _Sums:
    points, counting, covered, base, total = (
        one if a is b or a == b else one + (b - a)
        for one, a, b in zip(sums[:-1], old[:-1], new[:-1], strict=True)
    )
    return _Sums(points, counting, covered, base, total, sums.count + new.count - old.count)
