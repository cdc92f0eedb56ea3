# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The way up (Weg nach oben): what a changed node changes above it; S3, S4, for G2 and G3."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, final

from weltoffen.model.edition import Edition
from weltoffen.model.method import Method
from weltoffen.scoring.results import Sheet


class Standing(NamedTuple):
    """What a node hands up to its parent (Stand eines Knotens).

    Attributes:
        score: Its score, or None.
        coverage: Its coverage; None if nothing applies.
        total: Under the policy ``questions`` the sum of the values that count below it; otherwise 0.
        size: The number of these values.
    """

    score: Fraction | None
    coverage: Fraction | None
    total: Fraction = Fraction(0)
    size: int = 0


class _Sums(NamedTuple):
    """What the children of a node add up to, or what one child adds to it (S3, S4)."""

    points: Fraction
    counting: Fraction
    covered: Fraction
    base: Fraction


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

    def after(self, changed: Mapping[str, Standing]) -> dict[str | None, Standing]:
        """Give the standings of changed nodes and of all nodes above them.

        Args:
            changed: New standings by node; none of the nodes stands below another.
        """
        found: dict[str | None, Standing] = dict(changed.items())
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
        total = now.total + (target - now.score) * now.size
        after = self.after({node: Standing(target, now.coverage, total, now.size)})
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
            size = len(own) + sum(child.size for child in below)
            found[one.node] = Standing(one.score, one.coverage, total, size)
        return found

    def _combined(self, node: str | None, found: Mapping[str | None, Standing]) -> Standing:
        changed = [(child, found[child]) for child in self._children[node] if child in found]
        old, sums = self.before[node], self._sums_of(node)
        coverage, total, size = old.coverage, old.total, old.size
        for child, new in changed:
            sums = self._exchanged(sums, child, new)
        if sums.covered is not self._sums_of(node).covered:
            coverage = sums.covered / sums.base if sums.base else None
        if self._method.parent_policy == "questions":
            total += sum((new.total - self.before[child].total for child, new in changed), _NONE)
            size += sum(new.size - self.before[child].size for child, new in changed)
        if coverage is None or coverage < self._method.minimum_coverage or not sums.counting:
            return Standing(None, coverage, total, size)
        if self._method.parent_policy == "minimum":
            return Standing(self._lowest(node, found), coverage)
        score = total / size if size else sums.points / sums.counting
        return Standing(score, coverage, total, size)

    def _lowest(self, node: str | None, found: Mapping[str | None, Standing]) -> Fraction:
        standings = [found.get(child, self.before[child]) for child in self._children[node]]
        return min(one.score for one in standings if one.score is not None)

    def _sums_of(self, node: str | None) -> _Sums:
        if node not in self._sums:
            parts = [self._added(child, self.before[child]) for child in self._children[node]]
            self._sums[node] = _Sums(
                points=sum((part.points for part in parts), _NONE),
                counting=sum((part.counting for part in parts), _NONE),
                covered=sum((part.covered for part in parts), _NONE),
                base=sum((part.base for part in parts), _NONE),
            )
        return self._sums[node]

    def _added(self, child: str, standing: Standing) -> _Sums:
        weight, score, coverage = self._weight[child], standing.score, standing.coverage
        if score is None or coverage is None:
            return _Sums(_NONE, _NONE, _NONE, _NONE if coverage is None else weight)
        return _Sums(weight * score, weight, weight * coverage, weight)

    def _exchanged(self, sums: _Sums, child: str, new: Standing) -> _Sums:
        """Put a child's new standing in the place of the one before."""
        old = self.before[child]
        if new.score is not None and old.score is not None and new.coverage == old.coverage:
            return sums._replace(points=sums.points + self._weight[child] * (new.score - old.score))
        less, more = self._added(child, old), self._added(child, new)
        return _Sums(
            points=sums.points - less.points + more.points,
            counting=sums.counting - less.counting + more.counting,
            covered=sums.covered - less.covered + more.covered,
            base=sums.base - less.base + more.base,
        )
