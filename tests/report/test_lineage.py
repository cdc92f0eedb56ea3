# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.report.lineage`, worked out by hand; M1, M8."""

from __future__ import annotations

from tests.builders import node, single, town
from tests.course.catalogues import report
from tests.render.refreports import demo

from weltoffen.report.lineage import lines_above


class TestLinesM1:
    """M1: a node with itself and all above it; the supplement's nodes (M8) have lines of their own."""

    def test_two_levels_and_the_supplement(self) -> None:
        """North and south have two leaves each; west and the town's own pier are leaves by themselves."""
        assert lines_above(report()) == {
            "north": {"north"},
            "gate": {"north", "gate"},
            "hill": {"north", "hill"},
            "south": {"south"},
            "lake": {"south", "lake"},
            "mill": {"south", "mill"},
            "west": {"west"},
            "pier": {"pier"},
        }

    def test_three_levels(self) -> None:
        here = town(single("c-1", "c"), nodes=[node("a"), node("b", "a"), node("c", "b")])
        found = lines_above(here.report(here.official(**{"c-1": "s2"})))
        assert found == {"a": {"a"}, "b": {"a", "b"}, "c": {"a", "b", "c"}}

    def test_in_declared_order_as_the_report_has_them(self) -> None:
        """Each line is its parent's and the node itself."""
        here = demo().report
        found = lines_above(here)
        assert [*found] == [*here.by_node]
        for name, one in here.by_node.items():
            above = set[str]() if one.parent is None else found[one.parent]
            assert found[name] == {*above, name}
