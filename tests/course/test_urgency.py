# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Open gaps at and below nodes, worked out by hand; L5, G2."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.course.catalogues import LEAVES, report

from weltoffen.course.urgency import Criteria
from weltoffen.report.shares import Share
from weltoffen.report.structure import GapResult

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

HERE = {"gate": "1", "hill": "3", "lake": "u", "mill": "0", "west": "1", "pier": "2"}
"""Gaps: gate 1/2, hill 0, lake none, mill 3/4, west 1/2, pier 1/4."""


class TestUrgencyL5:
    """L5: a node counts with the leaves at and below it, each leaf once."""

    @pytest.mark.parametrize(
        ("nodes", "leaves", "scored", "gaps"),
        [
            (["north"], ["gate", "hill"], ["gate", "hill"], ["gate"]),
            (["south", "mill"], ["lake", "mill"], ["mill"], ["mill"]),
            (["west", "gate"], ["gate", "west"], ["gate", "west"], ["gate", "west"]),
            (["pier", "mill"], ["mill", "pier"], ["mill", "pier"], ["mill", "pier"]),
            (["lake"], ["lake"], [], []),
            (["mars"], [], [], []),
            ([], [], [], []),
        ],
    )
    def test_leaves_with_and_without_score_and_gap(
        self, nodes: list[str], leaves: list[str], scored: list[str], gaps: list[str]
    ) -> None:
        found = Criteria(report(**HERE)).urgency(nodes)
        assert [*found.leaves] == leaves
        assert [*found.scored] == scored
        assert [one.node for one in found.gaps] == gaps

    def test_the_order_is_the_largest_gap_and_the_sum(self) -> None:
        """3/4 and 1/2 and 1/4 make 3/2."""
        found = Criteria(report(**HERE)).urgency(["pier", "gate", "mill", "hill"])
        assert found.order == (Fraction(-3, 4), Fraction(-3, 2))

    def test_points_decide_and_not_stages(self) -> None:
        """G2: the exact gap; a leaf may lie more stages below its target and be nearer to it in points."""
        here = report(**HERE)
        other = {
            "gate": GapResult(points=Share(Fraction(1, 5)), stages=3),
            "west": GapResult(points=Share(Fraction(1, 4)), stages=1),
        }
        nodes = tuple(
            attrs.evolve(one, gap=other[one.node]) if one.node in other else one
            for one in here.nodes
        )
        found = Criteria(attrs.evolve(here, nodes=nodes)).urgency(["gate", "west"])
        assert [one.node for one in found.gaps] == ["west", "gate"]

    def test_what_the_report_knows(self) -> None:
        found = Criteria(report(**HERE))
        assert "north" in found
        assert "pier" in found
        assert "mars" not in found
        assert found.above(["gate", "pier"]) == {"gate", "north", "pier"}

    @given(st.fixed_dictionaries({leaf: st.sampled_from("01234u") for leaf in LEAVES}))
    def test_the_needs_of_the_report_are_its_open_gaps_in_the_same_order_of_size(
        self, options: dict[str, str]
    ) -> None:
        """G2 orders by exact gap first; what it orders equal gaps by does not enter here."""
        here: Report = report(**options)
        found = Criteria(here).urgency([one for one in LEAVES if one != "pier"]).gaps
        sizes = [one.gap.points.exact for one in found]
        assert sizes == [one.gap.points.exact for one in here.needs]
        assert {one.node for one in found} == {one.node for one in here.needs}
