# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The way up (Weg nach oben): what a changed node changes above it; S3, S4, for G2 and G3."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, final

from weltoffen.model.edition import Edition
from weltoffen.model.exact import difference
from weltoffen.model.method import Method
from weltoffen.scoring.aggregation import Explanation, Part
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


_NONE = Fraction(0)


@final
class Ascent:
    """Carries changed nodes up to the whole (Weg nach oben): S3, S4, along their paths only.

    For the same standings it gives exactly what `weltoffen.scoring.aggregation.Tree` gives. Where only
    scores change, a parent moves by its child's share of the difference; where a score comes or goes, or
    a coverage changes, the parent is explained anew.

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
        self._order = edition.places
        self._weights: dict[str, int] = dict(edition.entering_weights)
        self._parent: dict[str, str | None] = dict(edition.entered)
        self._children = edition.entering
        self.before: dict[str | None, Standing] = self._standings(sheet)
        self._counting: dict[str | None, int] = {}
        self._lowest: dict[str | None, list[tuple[Fraction, str]]] = {}
        self._shares: dict[tuple[str | None, str | None], tuple[int, int]] = {}

    def after(self, changed: Mapping[str, Standing]) -> dict[str | None, Standing]:
        """Give the standings of changed nodes and of all nodes above them.

        Args:
            changed: New standings by node; none of the nodes stands below another.
        """
        found: dict[str | None, Standing] = dict(changed.items())
        waiting = {self._parent[node] for node in changed if node in self._parent}
        while waiting:
            # Parents stand before their children, so the last one has all its children behind it.
            node = max(waiting, key=self._order.index)
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
        points = difference(target, now.score)
        values = points * now.size if now.size else _NONE
        return self.added(None, node, points, values) or _NONE

    def added(
        self, above: str | None, node: str, points: Fraction, values: Fraction
    ) -> Fraction | None:
        """Say what more points of a node with a score add to another node's score, if nothing else changes.

        Args:
            above: The other node: the same one, one above it, or None for the whole.
            node: Id of the node.
            points: What is added to its score.
            values: What is added to the sum of the values below it; it counts under ``questions`` only.

        Returns:
            The same as `difference` after such a change: None if the other node has no score.
        """
        if self.before[above].score is None:
            return None
        if node == above:
            return points
        if self._method.parent_policy == "mean":
            return self._part(node, above, points)
        if self._method.parent_policy == "minimum":
            return self._lifted(above, node, points)
        return values / self.before[above].size if self._enters(node, above) else _NONE

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
            below = [found[child] for child in self._children[one.node]]
            total = sum(own, sum((child.total for child in below), _NONE))
            size = len(own) + sum(child.size for child in below)
            found[one.node] = Standing(one.score, one.coverage, total, size)
        return found

    def _combined(self, node: str | None, found: Mapping[str | None, Standing]) -> Standing:
        children, old = self._children[node], self.before[node]
        changed = [
            (child, self.before[child], found[child]) for child in children if child in found
        ]
        total, size = old.total, old.size
        if self._method.parent_policy == "questions":
            total += sum((new.total - now.total for _, now, new in changed), _NONE)
            size += sum(new.size - now.size for _, now, new in changed)
        if all(_alike(now, new) for _, now, new in changed):
            score, coverage = old.score, old.coverage
            if score is not None and self._method.parent_policy == "mean":
                score = sum((self._part_of(*one) for one in changed), score)
        else:
            explanation = self._explained(node, found)
            score, coverage = explanation.score, explanation.coverage
        if score is not None and self._method.parent_policy == "questions":
            score = total / size
        elif score is not None and self._method.parent_policy == "minimum":
            standings = [found.get(child, self.before[child]) for child in children]
            score = min(one.score for one in standings if one.score is not None)
        return Standing(score, coverage, total, size)

    def _part_of(self, child: str, now: Standing, new: Standing) -> Fraction:
        """What a child's new score adds to the mean of its parent."""
        if now.score is None or new.score is None:
            return _NONE
        return self._part(child, self._parent[child], new.score - now.score)

    def _part(self, node: str, above: str | None, points: Fraction) -> Fraction:
        """What more points of a node add to the mean of one above it."""
        share, whole = self._share(node, above)
        return Fraction(share * points.numerator, whole * points.denominator)

    def _enters(self, node: str | None, above: str | None) -> bool:
        """Whether a node is, or enters, another one, if need be through others."""
        while node != above:
            if node not in self._parent:
                return False
            node = self._parent[node]
        return True

    def _share(self, node: str | None, above: str | None) -> tuple[int, int]:
        """Share of a node's score in that of one above it (S4 ``mean``), as above and below the line.

        It is 0 if the score does not reach that one.
        """
        if node == above:
            return 1, 1
        if node not in self._parent or self.before[node].score is None:
            return 0, 1
        key = (node, above)
        if key not in self._shares:
            parent = self._parent[node]
            if parent not in self._counting:
                counting = [c for c in self._children[parent] if self.before[c].score is not None]
                self._counting[parent] = sum([self._weights[one] for one in counting])
            share, whole = self._share(parent, above)
            self._shares[key] = share * self._weights[node], whole * self._counting[parent]
        return self._shares[key]

    def _lifted(self, above: str | None, node: str, points: Fraction) -> Fraction:
        """What a node's new score adds to one above it that has one (S4 ``minimum``)."""
        now: str | None = node
        while now != above:
            if now not in self._parent or points == 0:
                return _NONE
            child, now = now, self._parent[now]
            if now not in self._lowest:
                scores = ((self.before[one].score, one) for one in self._children[now])
                self._lowest[now] = sorted([(s, one) for s, one in scores if s is not None])[:2]
            old, new = self.before[child].score, self.before[now].score
            if old is None or new is None:
                return _NONE
            others = [score for score, one in self._lowest[now] if one != child]
            points = min([old + points, *others]) - new
        return points

    def _explained(self, node: str | None, found: Mapping[str | None, Standing]) -> Explanation:
        parts = []
        for child in self._children[node]:
            score, coverage, *_ = found.get(child, self.before[child])
            parts.append(
                Part(
                    id=child,
                    kind="node",
                    weight=Fraction(self._weights[child]),
                    score=score,
                    coverage=coverage,
                    left_out="no-answers" if score is None else None,
                )
            )
        return Explanation(
            node=node,
            policy="mean",
            minimum_coverage=self._method.minimum_coverage,
            parts=tuple(parts),
        )


def _alike(now: Standing, new: Standing) -> bool:
    return (now.score is None) is (new.score is None) and now.coverage == new.coverage
