# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Proposals of a selection: worked by hand, laws, and an oracle that tries every set of measures; L5, L6."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import refused as problems_of
from tests.course.catalogues import (
    LEAVES,
    ORGANISATION,
    WAY,
    catalogue,
    event,
    funded,
    left_out,
    measure,
    missed,
    picked,
    propose,
    report,
)

from weltoffen.course.picks import Omission, PickReason, UncoveredField
from weltoffen.course.selection import MAX_BUDGET, MAX_FIELDS, propose_selection
from weltoffen.errors import Unprotected
from weltoffen.report.shares import Share
from weltoffen.report.structure import GapResult

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

    from weltoffen.course.selection import Selection
    from weltoffen.model.measures import Measure, MeasureCatalogue
    from weltoffen.report.structure import Report

FIELDS = ("north", "south", "west")


def reasons(selection: Selection, name: str) -> list[tuple[str, str | None]]:
    """Give the reasons of a pick: code and node."""
    (found,) = [one for one in selection.picks if one.measure == name]
    return [(one.code, one.node) for one in found.reasons]


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


class TestTheSteeringGroupL6:
    """L6: the steering group's choice always wins."""

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
            ("on", "2026-03-02", "on is to be date or None, not str"),
            ("chosen", "abc", "chosen is to be tuple or list or set or frozenset, not str"),
            ("refused", None, "refused is to be tuple or list or set or frozenset, not NoneType"),
        ],
    )
    def test_wrong_types(self, name: str, value: object, expected: str) -> None:
        with pytest.raises(TypeError, match=f"^propose_selection: {expected}$"):
            propose(catalogue(), 1, **{name: value})

    def test_a_catalogue_and_nothing_else(self) -> None:
        wrong: Any = [measure("a")]
        with pytest.raises(TypeError, match="catalogue is to be MeasureCatalogue, not list"):
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

    def test_at_most_ten_priority_fields(self) -> None:
        names = tuple(f"field-{one}" for one in range(MAX_FIELDS + 1))
        assert MAX_FIELDS == 10
        assert problems_of(lambda: propose(catalogue(priorities=names), 1)) == [
            ("too-many", "/priorities")
        ]
        assert len(propose(catalogue(priorities=names[:-1]), 1).uncovered) == MAX_FIELDS

    def test_steps_that_nobody_was_entitled_to_are_refused(self) -> None:
        """L3: what a state is can only be said where the steps are rightful."""
        wrong = catalogue(measure("a", "gate", events=[*WAY[:1], event("selected", 3, "council")]))
        assert problems_of(lambda: propose(wrong, 1)) == [
            ("not-entitled", "/measures/0/events/1/body")
        ]


# --- Laws --------------------------------------------------------------------------------------------

LINKS = ("gate", "hill", "north", "lake", "mill", "south", "west", "pier", "mars")
MONEY = st.one_of(st.integers(0, 6), st.sampled_from(["0.1", "0.2", "2.5"]), st.none())


@st.composite
def measures(draw: st.DrawFn, name: str) -> Measure:
    """Draw a measure: any links, costs known or not, funded or not, proposed or further."""
    costs = draw(MONEY)
    secured = st.sampled_from([True, False])
    money = (
        [funded(Fraction(costs) / 2, secured=draw(secured))]
        if costs and draw(st.booleans())
        else []
    )
    return measure(
        name,
        *draw(st.lists(st.sampled_from(LINKS), max_size=3, unique=True)),
        costs=costs,
        funding=money,
        events=WAY[: draw(st.sampled_from([1, 1, 1, 1, 2]))],
    )


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the arguments of a proposal."""
    names = "abcdef"[: draw(st.integers(0, 6))]
    said = draw(
        st.lists(st.sampled_from(["", "", "", "chosen", "refused"]), min_size=6, max_size=6)
    )
    fields = draw(st.lists(st.sampled_from([*FIELDS, "pier", "mars"]), max_size=4, unique=True))
    return {
        "catalogue": catalogue(*(draw(measures(name)) for name in names), priorities=tuple(fields)),
        "report": report(**{leaf: draw(st.sampled_from("0123u")) for leaf in LEAVES}),
        "budget": draw(st.one_of(st.integers(0, 15), st.just(Fraction(3, 10)))),
        "organisation": ORGANISATION,
        "chosen": frozenset(
            one for one, word in zip(names, said, strict=False) if word == "chosen"
        ),
        "refused": frozenset(
            one for one, word in zip(names, said, strict=False) if word == "refused"
        ),
    }


def run(case: dict[str, Any], **changes: Any) -> Selection:  # noqa: ANN401 - any argument
    """Propose a selection from what was drawn."""
    return propose_selection(**{**case, **changes})


@attrs.frozen
class Item:
    """A measure as the oracle sees it: looked up in the report by hand, without the code's own classes."""

    name: str
    costs: Fraction
    key: tuple[Fraction, ...]
    fields: frozenset[str]


BELOW = {
    **{leaf: {leaf} for leaf in LEAVES},
    "north": {"gate", "hill"},
    "south": {"lake", "mill"},
    "mars": set[str](),
}


def own(one: Measure) -> Fraction:
    """Give own costs; unknown ones count as nothing."""
    return Fraction(one.costs or 0) - sum(money.amount for money in one.funding if money.secured)


def fields_of(leaves: Iterable[str], priorities: Sequence[str]) -> frozenset[str]:
    """Give the priority fields that hold any of the leaves."""
    return frozenset(field for field in priorities if BELOW[field] & {*leaves})


def items(case: dict[str, Any]) -> Iterator[Item]:
    """Give what may be proposed, in declared order."""
    found: MeasureCatalogue = case["catalogue"]
    here: Report = case["report"]
    for one in found.measures:
        leaves: set[str] = set().union(*(BELOW[node] for node in one.nodes))
        gaps = {leaf: here.by_node[leaf].gap for leaf in leaves}
        sizes = {leaf: gap.points.exact for leaf, gap in gaps.items() if gap and gap.is_open}
        said = one.id in case["chosen"] | case["refused"]
        if said or len(one.events) > 1 or not sizes or one.costs is None:
            continue
        yield Item(
            name=one.id,
            costs=own(one),
            key=(-max(sizes.values()), -sum(sizes.values(), Fraction(0)), own(one)),
            fields=fields_of(sizes, found.priorities),
        )


def affordable(found: Sequence[Item], fields: Iterable[str], money: Fraction) -> bool:
    """Say whether any set of measures stands for all the fields within the money: by trying all of them."""
    wanted = {*fields}
    return any(
        sum(one.costs for one in some) <= money
        and wanted <= {*()}.union(*(one.fields for one in some))
        for number in range(len(found) + 1)
        for some in combinations(found, number)
    )


def oracle(case: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Give the picks beyond what was chosen, in order, and the fields that are given up."""
    found = sorted(items(case), key=lambda one: one.key)
    chosen = [one for one in case["catalogue"].measures if one.id in case["chosen"]]
    priorities: tuple[str, ...] = case["catalogue"].priorities
    linked = {leaf for one in chosen for node in one.nodes for leaf in BELOW[node]}
    rest = case["budget"] - sum(own(one) for one in chosen)
    kept, lost = list[str](), list[str]()
    for field in priorities:
        if field in fields_of(linked, priorities):
            continue
        (kept if affordable(found, [*kept, field], rest) else lost).append(field)
    taken = list[Item]()
    while kept:
        first = next(
            one
            for one in found
            if kept[0] in one.fields and affordable(found, {*kept} - one.fields, rest - one.costs)
        )
        taken.append(first)
        rest -= first.costs
        kept = [field for field in kept if field not in first.fields]
    for one in found:
        if one not in taken and one.costs <= rest:
            taken.append(one)
            rest -= one.costs
    return [one.name for one in taken], lost


class TestLawsL5L6:
    """L5, L6: what holds of every proposal."""

    @given(cases())
    def test_it_is_what_trying_every_set_of_measures_gives(self, case: dict[str, Any]) -> None:
        selection = run(case)
        expected, lost = oracle(case)
        chosen = [one.id for one in case["catalogue"].measures if one.id in case["chosen"]]
        assert picked(selection) == [*chosen, *expected]
        assert [one.node for one in selection.uncovered] == lost

    @given(cases())
    def test_each_measure_stands_in_it_exactly_once_with_a_reason(
        self, case: dict[str, Any]
    ) -> None:
        selection = run(case)
        names = [*picked(selection), *left_out(selection)]
        assert len(names) == len(selection.picks) + len(selection.omitted)
        assert sorted(names) == [one.id for one in case["catalogue"].measures]
        assert all(one.reasons for one in selection.picks)

    @given(cases())
    def test_what_was_chosen_is_in_and_what_was_refused_is_out(self, case: dict[str, Any]) -> None:
        selection = run(case)
        first = picked(selection)[: len(case["chosen"])]
        assert {*first} == case["chosen"]
        assert {name for name, code in left_out(selection).items() if code == "refused"} == (
            case["refused"]
        )

    @given(cases())
    def test_the_budget_holds_for_all_that_was_not_chosen(self, case: dict[str, Any]) -> None:
        selection = run(case)
        assert selection.spent == sum(one.own_costs or 0 for one in selection.picks)
        assert selection.over_budget == max(0, selection.spent - selection.budget)
        if selection.over_budget:
            assert {*picked(selection)} == case["chosen"]

    @given(cases())
    def test_money_that_is_missing_is_enough(self, case: dict[str, Any]) -> None:
        """With so much more the first field that was too expensive gets a measure, with less it does not."""
        selection = run(case)
        dear = [one for one in selection.uncovered if one.code == "too-expensive"]
        for one in dear[:1]:
            assert one.missing is not None
            assert one.missing > 0
            more = case["budget"] + one.missing
            assert one.node not in missed(run(case, budget=more))
            assert one.node in missed(run(case, budget=more - Fraction(1, 100)))

    @given(cases())
    def test_what_is_over_budget_would_not_fit(self, case: dict[str, Any]) -> None:
        selection = run(case)
        rest = selection.budget - selection.spent
        costs = {one.id: own(one) for one in case["catalogue"].measures}
        for one in selection.omitted:
            if one.code == "over-budget":
                assert one.missing == costs[one.measure] - rest
                assert one.missing > 0

    @given(cases(), st.randoms(use_true_random=False))
    def test_the_order_of_the_catalogue_only_decides_between_equals(
        self, case: dict[str, Any], random: Random
    ) -> None:
        """Without two that are equally urgent and cost the same, any order gives the same measures."""
        keys = [one.key for one in items(case)]
        found = case["catalogue"]
        mixed = list(found.measures)
        random.shuffle(mixed)
        before, after = run(case), run(case, catalogue=attrs.evolve(found, measures=mixed))
        assert missed(before) == missed(after)
        if len({*keys}) == len(keys):
            assert {one.measure: one for one in before.picks} == {
                one.measure: one for one in after.picks
            }

    @given(cases())
    def test_equal_arguments_give_an_equal_proposal(self, case: dict[str, Any]) -> None:
        assert run(case) == run({**case, "chosen": sorted(case["chosen"])})

    @given(cases())
    def test_reasons_rest_on_the_report(self, case: dict[str, Any]) -> None:
        """Each gap is the report's own, open, and from the largest down; each field was declared."""
        here: Report = case["report"]
        for pick in run(case).picks:
            gaps = [one for one in pick.reasons if one.code == "gap"]
            for one in gaps:
                assert one.node is not None
                assert one.gap is here.by_node[one.node].gap
                assert one.gap is not None
                assert one.gap.is_open
            sizes = [one.gap.points.exact for one in gaps if one.gap is not None]
            assert sizes == sorted(sizes, reverse=True)
            fields = [one.node for one in pick.reasons if one.code == "priority"]
            assert fields == [one for one in case["catalogue"].priorities if one in fields]
            codes = [one.code for one in pick.reasons]
            assert codes == sorted(codes, key=["chosen", "priority", "gap"].index)
            assert (PickReason(code="chosen") in pick.reasons) == (pick.measure in case["chosen"])
