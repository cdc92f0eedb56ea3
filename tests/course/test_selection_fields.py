# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Priority fields of a selection, worked by hand: which are kept, by what, and why not; L5."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from tests.course.catalogues import (
    FIELDS,
    WAY,
    catalogue,
    event,
    measure,
    missed,
    picked,
    propose,
    reasons,
    report,
)

from weltoffen.course.picks import UncoveredField


class TestPrioritiesL5:
    """L5: at least one for each declared priority field where that is possible at all."""

    def test_a_field_gets_its_most_urgent_measure_before_the_rest_is_filled_up(self) -> None:
        here = report(gate="0", hill="0", lake="2", mill="1")
        found = catalogue(
            measure("a", "gate"),
            measure("b", "hill"),
            measure("c", "lake"),
            measure("d", "mill"),
            priorities=("south",),
        )
        selection = propose(found, 2, report=here)
        assert picked(selection) == ["d", "a"]
        assert reasons(selection, "d") == [("priority", "south"), ("gap", "mill")]
        assert reasons(selection, "a") == [("gap", "gate")]

    def test_the_most_urgent_is_passed_over_if_it_leaves_a_later_field_without(self) -> None:
        """North's most urgent costs 8; with it, 2 are left and south needs 4. So north gets b (5)."""
        here = report(gate="0", hill="1", lake="0")
        found = catalogue(
            measure("a", "gate", costs=8),
            measure("b", "hill", costs=5),
            measure("c", "lake", costs=4),
            priorities=("north", "south"),
        )
        selection = propose(found, 10, report=here)
        assert picked(selection) == ["b", "c"]
        assert selection.omitted[0].missing == 7  # a costs 8, 1 is left
        assert not selection.uncovered

    def test_one_measure_may_stand_for_several_fields(self) -> None:
        found = catalogue(
            measure("a", "gate", costs=3),
            measure("b", "lake", costs=3),
            measure("c", "hill", "mill", "west", costs=4),
            priorities=FIELDS,
        )
        selection = propose(found, 4)
        assert picked(selection) == ["c"]
        assert reasons(selection, "c")[:3] == [("priority", one) for one in FIELDS]

    def test_a_field_is_kept_if_any_of_its_measures_fits(self) -> None:
        """The dear one may come before or after the cheap one; a third one for two fields does not fit."""
        here = report(gate="0", hill="1")
        for costs in ((2, 9), (9, 2)):
            found = catalogue(
                measure("a", "gate", costs=costs[0]),
                measure("b", "hill", costs=costs[1]),
                measure("c", "north", "lake", costs=8),
                priorities=("north",),
            )
            selection = propose(found, 2, report=here)
            assert picked(selection) == [("a", "b")[costs.index(2)]]
            assert not selection.uncovered

    def test_fields_declared_first_are_kept_if_not_all_can_be(self) -> None:
        """5 for west and 4 for south exceed 8, by 1; north and south fit."""
        found = catalogue(
            measure("a", "gate", costs=3),
            measure("b", "lake", costs=4),
            measure("c", "west", costs=5),
            priorities=("west", "south", "north"),
        )
        selection = propose(found, 8)
        assert picked(selection) == ["c", "a"]
        assert selection.uncovered == (
            UncoveredField(node="south", code="too-expensive", missing=Fraction(1)),
        )

    def test_a_gap_that_is_reached_stands_for_no_field(self) -> None:
        """The second one is linked to west as well, where nothing is open."""
        here = report(west="4")
        found = catalogue(measure("a", "west"), measure("b", "gate", "west"), priorities=("west",))
        selection = propose(found, 9, report=here)
        assert picked(selection) == ["b"]
        assert reasons(selection, "b") == [("gap", "gate")]
        assert missed(selection) == {"west": "no-candidate"}

    def test_each_uncovered_field_says_why(self) -> None:
        found = catalogue(
            measure("a", "gate", costs=3),
            measure("b", "lake", costs=None),
            priorities=("mars", "north", "south", "west"),
        )
        assert propose(found, 2).uncovered == (
            UncoveredField(node="mars", code="unknown-field"),
            UncoveredField(node="north", code="too-expensive", missing=Fraction(1)),
            UncoveredField(node="south", code="no-candidate"),
            UncoveredField(node="west", code="no-measure"),
        )

    @pytest.mark.parametrize("number", [2, 3, 4, 5, 6])
    def test_what_is_under_way_or_done_is_named(self, number: int) -> None:
        """Selected, recommended, resolved, running, done; what was dropped or lacks costs is not."""
        dropped = [*WAY[:1], event("dropped", 3)]
        found = catalogue(
            measure("late", "hill", events=WAY[:2]),
            measure("gone", "gate", events=dropped),
            measure("way", "north", "lake", events=WAY[:number]),
            measure("dear", "gate", costs=None),
            measure("other", "mill"),
            priorities=("north", "south"),
        )
        selection = propose(found, 9)
        assert selection.uncovered == (
            UncoveredField(node="north", code="further", measures=("late", "way")),
        )

    def test_such_a_measure_needs_no_open_gap_to_be_named(self) -> None:
        """Linked is linked: the target may be reached because it is under way, or for any other reason."""
        found = catalogue(measure("a", "west", events=WAY[:5]), priorities=("west",))
        selection = propose(found, 9, report=report(west="4"))
        assert missed(selection) == {"west": "further"}

    def test_it_counts_as_of_the_day(self) -> None:
        """Proposed on 2 March 2026, selected on 3 March."""
        found = catalogue(measure("a", "west", costs=None, events=WAY), priorities=("west",))
        assert missed(propose(found, 9, on=dt.date(2026, 3, 1))) == {"west": "no-candidate"}
        assert missed(propose(found, 9, on=dt.date(2026, 3, 2))) == {"west": "no-candidate"}
        assert missed(propose(found, 9, on=dt.date(2026, 3, 3))) == {"west": "further"}

    def test_what_is_refused_or_dropped_is_not_under_way(self) -> None:
        dropped = [*WAY[:1], event("dropped", 3)]
        found = catalogue(
            measure("a", "west", events=WAY[:2]),
            measure("b", "gate", events=dropped),
            priorities=("west", "north"),
        )
        assert propose(found, 9, refused=["a"]).uncovered == (
            UncoveredField(node="west", code="no-candidate"),
            UncoveredField(node="north", code="no-candidate"),
        )

    def test_where_another_one_is_too_expensive_what_is_under_way_is_named_as_well(self) -> None:
        found = catalogue(
            measure("a", "west", costs=7),
            measure("b", "west", events=WAY[:3]),
            priorities=("west",),
        )
        assert propose(found, 5).uncovered == (
            UncoveredField(node="west", code="too-expensive", missing=Fraction(2), measures=("b",)),
        )
        assert not propose(found, 7).uncovered

    def test_the_bound_is_taken_exactly(self) -> None:
        found = catalogue(
            measure("a", "gate", costs="0.1"),
            measure("b", "lake", costs="0.1"),
            measure("c", "west", costs="0.1"),
            priorities=FIELDS,
        )
        assert not propose(found, "0.3").uncovered
        short = propose(found, Fraction(3, 10) - Fraction(1, 10**9))
        assert short.uncovered == (
            UncoveredField(node="west", code="too-expensive", missing=Fraction(1, 10**9)),
        )
