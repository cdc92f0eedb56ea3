# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How urgent something is (Dringlichkeit): open gaps at and below the nodes that it is linked to; G2, L5."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import final

import attrs

from weltoffen.report.findings import leaves_of
from weltoffen.report.lineage import lines_above
from weltoffen.report.structure import GapResult, Report


@attrs.frozen(kw_only=True)
class OpenGap:
    """A leaf below its target (offene Ziellücke, G1).

    Attributes:
        node: Id of the leaf.
        gap: Its gap, as the report has it; open.
    """

    node: str
    gap: GapResult


@attrs.frozen(kw_only=True)
class Urgency:
    """What the report says of the nodes that something is linked to (Dringlichkeit, L5).

    Attributes:
        leaves: Ids of the leaves at or below the nodes, each once, in the order of the report.
        scored: Those of them that have a score.
        gaps: Those below their target, from the largest exact gap down (G2), equal ones in the order of the
            report.
    """

    leaves: tuple[str, ...]
    scored: tuple[str, ...]
    gaps: tuple[OpenGap, ...]

    @property
    def order(self) -> tuple[Fraction, Fraction]:
        """The largest gap and the sum of the gaps, both negative: the more urgent, the smaller (L5).

        Only where there is an open gap. One that is open only because a gate holds the leaf below its target
        stage has 0 points or less: it comes behind all others (G2) and takes nothing from the sum.
        """
        sizes = [one.gap.points.exact for one in self.gaps]
        return -sizes[0], -sum((one for one in sizes if one > 0), Fraction(0))


@final
class Criteria:
    """The nodes of a report, and which lie below which (Kriterien)."""

    def __init__(self, report: Report) -> None:
        """Take the report: the edition's nodes and those of the local supplement."""
        self._leaves = leaves_of(report.nodes) | leaves_of(report.supplement)
        self._lines = lines_above(report)

    def __contains__(self, node: object) -> bool:
        """Say whether the report knows a node."""
        return node in self._lines

    def urgency(self, nodes: Collection[str]) -> Urgency:
        """Give the open gaps at or below nodes; ids that the report does not know count for nothing."""
        wanted = frozenset(nodes)
        leaves = tuple(one for one in self._leaves if not wanted.isdisjoint(self._lines[one]))
        told = [(leaf, self._leaves[leaf].gap) for leaf in leaves]
        found = [
            OpenGap(node=leaf, gap=gap) for leaf, gap in told if gap is not None and gap.is_open
        ]
        return Urgency(
            leaves=leaves,
            scored=tuple(leaf for leaf, gap in told if gap is not None),
            gaps=tuple(sorted(found, key=lambda one: -one.gap.points.exact)),
        )

    def above(self, leaves: Iterable[str]) -> frozenset[str]:
        """Give leaves with all nodes above them."""
        return frozenset[str]().union(*(self._lines[leaf] for leaf in leaves))
