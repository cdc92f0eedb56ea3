# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tests.builders import node, refused, single, town

from weltoffen.report.shares import Share
from weltoffen.report.structure import FieldSummary


class TestShares:
    """S1: rounding happens once, at the edge, half away from zero."""

    @pytest.mark.parametrize(
        ("exact", "percent"),
        [
            ("243/400", 61),  # 60.75
            ("1/200", 1),  # 0.5
            ("-1/200", -1),
            ("1/8", 13),  # 12.5
            ("-1/8", -13),
            ("0.124999", 12),
            ("1/3", 33),
            ("2/3", 67),
            ("0", 0),
            ("1", 100),
        ],
    )
    def test_percent(self, exact: str, percent: int) -> None:
        assert Share(exact).percent == percent

    @pytest.mark.parametrize("exact", ["1/3", "2/7", "-5/9", "0.1", "61/96", "1"])
    def test_the_float_is_the_nearest_one(self, exact: str) -> None:
        """No other float lies nearer to the exact value."""
        value = Share(exact).value
        error = abs(Fraction(value) - Fraction(exact))
        for other in (value * (1 + 2**-52), value * (1 - 2**-52)):
            assert error <= abs(Fraction(other) - Fraction(exact))

    def test_floats_are_no_exact_values(self) -> None:
        inexact: Any = 0.5
        assert refused(lambda: Share(inexact)) == [("not-exact", "")]


class TestReport:
    """P5: a report is a value; equal arguments give an equal one."""

    def test_equal_counts_give_equal_reports(self) -> None:
        here = town(single("q"))
        assert here.report(here.official(q="s1")) == here.report(here.official(q="s1"))
        assert here.report(here.official(q="s1")) != here.report(here.official(q="s2"))

    def test_nodes_are_found_by_id(self) -> None:
        here = town(single("q"), single("r", "b"))
        report = here.report(here.official(q="s1"))
        assert list(report.by_node) == ["a", "b"]
        assert report.by_node["b"] is report.nodes[1]

    def test_summaries_are_found_by_their_top_level_node(self) -> None:
        nodes = [node("b"), node("a", "b"), node("d"), node("c"), node("e", "d")]
        here = town(*(single(leaf, leaf) for leaf in "ace"), nodes=nodes)
        report = here.report(here.official(a="s1"))
        assert list(report.summaries_by_node) == ["b", "d"]
        assert report.summaries_by_node["d"] is report.summaries[1]

    def test_a_summary_names_no_need_unless_there_is_one(self) -> None:
        assert FieldSummary(node="f", stages=(), unscored=()).first_need is None
