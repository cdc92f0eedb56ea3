# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Proposals of a selection, worked by hand: what comes first, own costs, and why not; L5."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import attrs
import pytest
from tests.course.catalogues import (
    WAY,
    catalogue,
    event,
    funded,
    measure,
    picked,
    propose,
    reasons,
    report,
)

from weltoffen.course.picks import Omission
from weltoffen.report.shares import Share
from weltoffen.report.structure import GapResult


class TestUrgencyL5:
    """L5: by open gaps of linked criteria: the largest, the sum, own costs, declared order."""

    def test_the_largest_gap_comes_first(self) -> None:
        """Gaps: gate 3/4 - 2/4 = 1/4, hill 3/4 - 1/4 = 1/2, lake 3/4."""
        here = report(gate="2", hill="1", lake="0")
        found = catalogue(measure("a", "gate"), measure("b", "hill"), measure("c", "lake"))
        assert picked(propose(found, 3, report=here)) == ["c", "b", "a"]
        assert picked(propose(found, 2, report=here)) == ["c", "b"]

    def test_then_the_sum_of_the_gaps(self) -> None:
        """Both have 1/2 as the largest; b has 1/2 + 1/4."""
        here = report(gate="1", hill="1", lake="2")
        found = catalogue(measure("a", "gate"), measure("b", "hill", "lake"))
        assert picked(propose(found, 2, report=here)) == ["b", "a"]

    def test_one_large_gap_comes_before_many_small_ones(self) -> None:
        """3/4 against 1/2 + 1/2 + 1/2."""
        here = report(gate="0", hill="1", lake="1", mill="1")
        found = catalogue(measure("a", "hill", "lake", "mill"), measure("b", "gate"))
        assert picked(propose(found, 2, report=here)) == ["b", "a"]

    def test_then_lower_own_costs_then_declared_order(self) -> None:
        found = catalogue(
            measure("a", "gate", costs=5),
            measure("b", "hill", costs=3),
            measure("c", "lake", costs=9, funding=[funded(7)]),
            measure("d", "mill", costs=3),
        )
        assert picked(propose(found, 100)) == ["c", "b", "d", "a"]

    def test_exact_gaps_decide(self) -> None:
        """What is shown alike, 50 points, need not be alike."""
        here = report()
        nodes = tuple(
            attrs.evolve(
                one, gap=GapResult(points=Share(Fraction(1, 2) + Fraction(1, 10**9)), stages=2)
            )
            if one.node == "hill"
            else attrs.evolve(one, gap=GapResult(points=Share(Fraction(1, 2)), stages=2))
            for one in here.nodes
        )
        found = catalogue(measure("a", "gate"), measure("b", "hill", costs=2))
        assert picked(propose(found, 2, report=attrs.evolve(here, nodes=nodes))) == ["b"]

    def test_a_node_that_is_no_leaf_counts_with_its_leaves_each_once(self) -> None:
        """North: 3/4 + 1/2. Linked twice to gate, a has the same sum as b, and costs less."""
        here = report(gate="0", hill="1", lake="0", mill="1")
        found = catalogue(measure("b", "lake", "mill", costs=2), measure("a", "north", "gate"))
        selection = propose(found, 3, report=here)
        assert picked(selection) == ["a", "b"]
        assert reasons(selection, "a") == [("gap", "gate"), ("gap", "hill")]

    def test_a_leaf_held_by_a_gate_is_open_and_comes_last(self) -> None:
        """Its score lies above the target, its stage below: 0 points or less, 1 stage (G1)."""
        here = report(gate="2", hill="4", lake="4")
        held = GapResult(points=Share(Fraction(-1, 4)), stages=1)
        nodes = tuple(
            attrs.evolve(one, gap=held) if one.node in {"hill", "lake"} else one
            for one in here.nodes
        )
        found = catalogue(
            measure("c", "hill", "lake", costs=2), measure("b", "hill"), measure("a", "gate")
        )
        selection = propose(found, 4, report=attrs.evolve(here, nodes=nodes))
        assert picked(selection) == ["a", "b", "c"]  # b and c have no points: own costs decide
        assert reasons(selection, "c") == [("gap", "hill"), ("gap", "lake")]

    def test_such_a_leaf_takes_nothing_from_the_sum(self) -> None:
        """Both have 1/4 as the largest gap and as the sum; b is the cheaper one."""
        here = report(gate="2", hill="4")
        held = GapResult(points=Share(Fraction(-1, 4)), stages=1)
        nodes = tuple(
            attrs.evolve(one, gap=held) if one.node == "hill" else one for one in here.nodes
        )
        found = catalogue(measure("a", "gate", costs=2), measure("b", "gate", "hill"))
        assert picked(propose(found, 3, report=attrs.evolve(here, nodes=nodes))) == ["b", "a"]

    def test_leaves_of_the_local_supplement_count_like_others(self) -> None:
        found = catalogue(measure("a", "pier"), priorities=("pier",))
        selection = propose(found, 1)
        assert reasons(selection, "a") == [("priority", "pier"), ("gap", "pier")]


class TestOwnCostsL5:
    """L5: own costs are all costs without the funding that has been granted."""

    def test_only_secured_funding_counts(self) -> None:
        money = [funded("2.5"), funded(3, secured=False)]
        selection = propose(catalogue(measure("a", "gate", costs="10.25", funding=money)), 100)
        assert selection.picks[0].own_costs == Fraction("7.75") == selection.spent

    def test_a_measure_that_is_funded_in_full_costs_nothing(self) -> None:
        selection = propose(catalogue(measure("a", "gate", costs=9, funding=[funded(9)])), 0)
        assert picked(selection) == ["a"]
        assert selection.spent == selection.over_budget == 0

    def test_three_tenths_fit_into_three_tenths(self) -> None:
        """As floats, 0.1 + 0.1 + 0.1 is more than 0.3."""
        found = catalogue(*(measure(one, "gate", costs="0.1") for one in "abc"))
        assert propose(found, "0.3").spent == Fraction(3, 10)
        assert len(propose(found, "0.2999999999").picks) == 2


class TestOmissionsL5:
    """L5: every omission has its reason."""

    @pytest.mark.parametrize(
        ("number", "state"),
        [(2, "selected"), (3, "recommended"), (4, "resolved"), (5, "running"), (6, "done")],
    )
    def test_what_has_gone_further_is_not_proposed_again(self, number: int, state: str) -> None:
        selection = propose(catalogue(measure("a", "gate", events=WAY[:number])), 9)
        (found,) = selection.omitted
        assert (found.code, found.state, found.missing) == ("not-proposed", state, None)

    def test_what_was_dropped_is_not_proposed_again(self) -> None:
        events = [*WAY[:1], event("dropped", 3)]
        (found,) = propose(catalogue(measure("a", "gate", events=events)), 9).omitted
        assert (found.code, found.state) == ("not-proposed", "dropped")

    def test_the_state_is_that_of_the_day(self) -> None:
        """Proposed on 2 March, selected on 3 March 2026."""
        found = catalogue(measure("a", "gate", events=WAY))
        assert picked(propose(found, 9, on=dt.date(2026, 3, 2))) == ["a"]
        (before,) = propose(found, 9, on=dt.date(2026, 3, 1)).omitted
        assert (before.code, before.state) == ("not-proposed", None)
        (after,) = propose(found, 9, on=dt.date(2026, 3, 3)).omitted
        assert (after.code, after.state) == ("not-proposed", "selected")

    def test_criteria_that_say_nothing(self) -> None:
        here = report(gate="4", hill="3", lake="u", mill="u", west="u")
        found = catalogue(
            measure("none"),
            measure("unknown", "mars", "venus"),
            measure("unclear", "south"),
            measure("closed", "north", "lake", "mars"),
            measure("costs", "pier", costs=None),
        )
        omitted = propose(found, 9, report=here).omitted
        assert [(one.measure, one.code, one.nodes) for one in omitted] == [
            ("none", "no-criteria", ()),
            ("unknown", "unknown-criteria", ("mars", "venus")),
            ("unclear", "unclear", ("lake", "mill")),
            ("closed", "no-open-gap", ("gate", "hill")),
            ("costs", "costs-unknown", ()),
        ]

    def test_over_budget_names_the_money_that_is_missing(self) -> None:
        found = catalogue(measure("a", "gate", costs=6), measure("b", "hill", costs=9))
        (omitted,) = propose(found, 10).omitted
        assert omitted == Omission(measure="b", code="over-budget", missing=Fraction(5))
