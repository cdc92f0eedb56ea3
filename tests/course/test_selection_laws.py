# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Proposals of a selection: laws, and an oracle that tries every set of measures; L5, L6."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.course.catalogues import (
    FIELDS,
    LEAVES,
    ORGANISATION,
    WAY,
    catalogue,
    funded,
    left_out,
    measure,
    missed,
    picked,
    report,
)

from weltoffen.course.picks import PickReason
from weltoffen.course.selection import propose_selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

    from weltoffen.course.selection import Selection
    from weltoffen.model.measures import Measure, MeasureCatalogue
    from weltoffen.report.structure import Report

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
    def test_an_uncovered_field_says_why_and_names_what_is_under_way(
        self, case: dict[str, Any]
    ) -> None:
        """By hand from the catalogue: who is linked, who may be proposed, who has been selected before."""
        selection = run(case)
        candidates = [*items(case)]
        for one in selection.uncovered:
            linked = [
                each
                for each in case["catalogue"].measures
                if any(BELOW[node] & BELOW[one.node] for node in each.nodes)
            ]
            further = [
                each.id
                for each in linked
                if len(each.events) > 1 and each.id not in case["refused"]
            ]
            if any(one.node in each.fields for each in candidates):
                assert (one.code, one.missing is None) == ("too-expensive", False)
            elif one.node == "mars":
                assert one.code == "unknown-field"
            elif further:
                assert one.code == "further"
            else:
                assert one.code == ("no-candidate" if linked else "no-measure")
            assert [*one.measures] == further

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
