# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What whoever selects has said already, and what else a proposal is asked for; L6."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import attrs
import pytest
from tests.builders import refused as problems_of
from tests.course.catalogues import (
    WAY,
    catalogue,
    event,
    left_out,
    measure,
    missed,
    picked,
    propose,
    reasons,
    report,
)

from weltoffen.course.picks import UncoveredField
from weltoffen.course.selection import MAX_BUDGET
from weltoffen.errors import Unprotected
from weltoffen.model.measures import MAX_PRIORITIES


class TestTheChoiceL6:
    """L6: the choice of whoever selects, by default the steering group, always wins."""

    def test_what_is_chosen_is_in_whatever_is_said_against_it(self) -> None:
        here = report(gate="4", lake="u")
        found = catalogue(
            measure("a", "hill"),
            measure("closed", "gate"),
            measure("unclear", "lake"),
            measure("none", costs=None),
            measure("gone", "hill", events=WAY),
        )
        chosen = ("none", "gone", "unclear", "closed")
        selection = propose(found, 4, report=here, chosen=chosen)
        assert picked(selection) == ["closed", "unclear", "none", "gone", "a"]
        assert reasons(selection, "closed") == [("chosen", None)]
        assert reasons(selection, "gone") == [("chosen", None), ("gap", "hill")]
        assert selection.without_costs == ("none",)
        assert selection.spent == 4
        assert selection.over_budget == 0

    def test_what_is_refused_is_out_however_urgent(self) -> None:
        found = catalogue(measure("a", "gate"), measure("b", "hill"), priorities=("north",))
        selection = propose(found, 9, refused=["a"])
        assert (picked(selection), left_out(selection)) == (["b"], {"a": "refused"})
        assert missed(propose(found, 9, refused={"a", "b"})) == {"north": "no-candidate"}

    def test_what_is_chosen_stands_for_its_fields(self) -> None:
        """West is reached; the chosen measure stands for it all the same, and nothing else is needed."""
        here = report(west="4")
        found = catalogue(
            measure("a", "west", costs=2), measure("b", "gate"), priorities=("west", "north")
        )
        selection = propose(found, 3, report=here, chosen=["a"])
        assert reasons(selection, "a") == [("chosen", None), ("priority", "west")]
        assert reasons(selection, "b") == [("priority", "north"), ("gap", "gate")]
        assert not selection.uncovered

    def test_of_two_that_are_chosen_each_stands_for_its_field(self) -> None:
        """Neither of them comes before the other; of what is proposed only the first one stands for it."""
        found = catalogue(
            measure("a", "gate"), measure("b", "hill"), measure("c", "north"), priorities=("north",)
        )
        both = propose(found, 3, chosen=["b", "a"])
        assert [reasons(both, one)[1] for one in "ab"] == [("priority", "north")] * 2
        assert reasons(both, "c") == [("gap", "gate"), ("gap", "hill")]

    def test_beyond_the_budget_nothing_more_is_proposed(self) -> None:
        found = catalogue(
            measure("a", "gate", costs=12),
            measure("b", "hill", costs=0),
            measure("c", "lake", costs=3),
            priorities=("north", "south"),
        )
        selection = propose(found, 10, chosen=["a"])
        assert picked(selection) == ["a"]
        assert selection.spent == 12
        assert selection.over_budget == 2
        assert [one.missing for one in selection.omitted] == [2, 5]
        assert selection.uncovered == (
            UncoveredField(node="south", code="too-expensive", missing=Fraction(5)),
        )


class TestArguments:
    """What cannot be taken is told at once, by name."""

    def test_a_report_and_nothing_else(self) -> None:
        here: Any = attrs.asdict(report(), recurse=False)
        with pytest.raises(Unprotected, match="propose_selection takes a Report, not dict"):
            propose(catalogue(), 1, report=here)

    @pytest.mark.parametrize(
        ("name", "value", "expected"),
        [
            ("organisation", None, "organisation is to be Organisation, not NoneType"),
            ("on", "2026-03-02", "on is to be date, not str"),
            ("on", dt.datetime(2026, 3, 2, tzinfo=dt.UTC), "on is to be date, not datetime"),
            ("chosen", "abc", "chosen is to be tuple or list or set or frozenset, not str"),
            ("refused", None, "refused is to be tuple or list or set or frozenset, not NoneType"),
        ],
    )
    def test_wrong_types(self, name: str, value: object, expected: str) -> None:
        with pytest.raises(TypeError, match=f"^propose_selection: {expected}$"):
            propose(catalogue(), 1, **{name: value})

    @pytest.mark.parametrize("wrong", [[measure("a")], "measures", None])
    def test_a_catalogue_and_nothing_else(self, wrong: Any) -> None:  # noqa: ANN401 - what is wrong
        kind = type(wrong).__name__
        with pytest.raises(TypeError, match=f"catalogue is to be MeasureCatalogue, not {kind}"):
            propose(wrong, 1)

    @pytest.mark.parametrize("budget", [0.5, None, True, "much", "1e3", float("nan")])
    def test_the_budget_is_an_exact_number(self, budget: object) -> None:
        assert problems_of(lambda: propose(catalogue(), budget)) == [("not-exact", "/budget")]

    @pytest.mark.parametrize("budget", [-1, "-0.01", MAX_BUDGET + 1])
    def test_the_budget_has_bounds(self, budget: object) -> None:
        assert problems_of(lambda: propose(catalogue(), budget)) == [("outside-range", "/budget")]

    @pytest.mark.parametrize("budget", [0, MAX_BUDGET, "0.00", Fraction(1, 3)])
    def test_the_bounds_belong_to_it(self, budget: object) -> None:
        assert propose(catalogue(), budget).budget == Fraction(str(budget))

    def test_unknown_and_contradictory_ids_are_all_told(self) -> None:
        found = catalogue(measure("a", "gate"), measure("b", "gate"))
        assert problems_of(lambda: propose(found, 1, chosen=["a", "x", 3], refused={"y", "a"})) == [
            ("unknown-measure", "/chosen"),
            ("unknown-measure", "/chosen"),
            ("unknown-measure", "/refused"),
            ("chosen-and-refused", "/refused"),
        ]

    def test_what_is_no_id_at_all_is_an_unknown_measure(self) -> None:
        """Also what cannot stand in a set."""
        found = catalogue(measure("a", "gate"))
        assert problems_of(lambda: propose(found, 1, chosen=[["a"]], refused=[{}, None])) == [
            ("unknown-measure", "/chosen"),
            ("unknown-measure", "/refused"),
            ("unknown-measure", "/refused"),
        ]

    def test_as_many_priority_fields_as_there_may_be(self) -> None:
        """All sets of ten fields are looked at; a catalogue of more is refused as such (L1)."""
        names = tuple(f"field-{one}" for one in range(MAX_PRIORITIES + 1))
        assert len(propose(catalogue(priorities=names[:-1]), 1).uncovered) == MAX_PRIORITIES == 10
        assert problems_of(lambda: catalogue(priorities=names)) == [("too-many", "/priorities")]

    def test_steps_that_nobody_was_entitled_to_are_refused(self) -> None:
        """L3: what a state is can only be said where the steps are rightful."""
        wrong = catalogue(measure("a", "gate", events=[*WAY[:1], event("selected", 3, "council")]))
        assert problems_of(lambda: propose(wrong, 1)) == [
            ("not-entitled", "/measures/0/events/1/body")
        ]
