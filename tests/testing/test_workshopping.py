# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from tests.builders import single, town
from tests.render.village import OWN, report, village

from weltoffen.course.workshops import check_workshop
from weltoffen.model.workshop import NeedBasis
from weltoffen.schemas import read_workshop, write
from weltoffen.testing import strategies, workshops

if TYPE_CHECKING:
    from collections.abc import Callable

    from weltoffen.model.workshop import Workshop

# Any example will do, so none is made smaller.
SEARCH = settings(max_examples=2_000, deadline=None, database=None, phases=[Phase.generate])
BASES = set(get_args(NeedBasis))


def bases(record: Workshop) -> set[str]:
    return {basis for need in record.needs for basis in need.basis}


def named(record: Workshop) -> set[int]:
    """Give how many people there were of each perspective that a statement names."""
    numbers = {one.perspective: one.number for one in record.groups}
    return {numbers[one.perspective] for one in record.statements if one.perspective}


SHAPES: dict[str, Callable[[Workshop], bool]] = {
    "almost-nothing": lambda w: (
        not (w.groups or w.reratings or w.statements or w.needs or w.next_steps or w.extensions)
    ),
    "extensions": lambda w: w.extensions is not None,
    "one-person": lambda w: any(one.number == 1 for one in w.groups),
    "more-than-40": lambda w: sum(one.number for one in w.groups) > 40,
    "several-perspectives": lambda w: len(w.groups) > 1,
    "several-ratings": lambda w: len(w.reratings) > 1,
    "tendency": lambda w: any(one.tendency for one in w.reratings),
    "rating-with-reason": lambda w: any(one.reason for one in w.reratings),
    "rating-without-reason": lambda w: any(one.reason is None for one in w.reratings),
    "statement-on-a-node": lambda w: any(one.node for one in w.statements),
    "statement-on-none": lambda w: any(one.node is None for one in w.statements),
    "statement-of-a-perspective": lambda w: any(one.perspective for one in w.statements),
    "statement-of-nobody": lambda w: any(one.perspective is None for one in w.statements),
    "perspective-of-just-enough": lambda w: 5 in named(w),
    "statement-where-no-perspective-has-enough": lambda w: (
        bool(w.statements) and all(one.number < 5 for one in w.groups)
    ),
    "statement-among-just-enough": lambda w: (
        bool(w.statements) and sum(one.number for one in w.groups) == 5
    ),
    "too-few-for-any-statement": lambda w: 0 < sum(one.number for one in w.groups) < 5,
    "several-needs": lambda w: len(w.needs) > 1,
    "need-with-description": lambda w: any(one.description for one in w.needs),
    "need-of-several-nodes": lambda w: any(len(one.nodes) > 1 for one in w.needs),
    "need-with-indicators": lambda w: any(one.indicators for one in w.needs),
    "every-basis": lambda w: bases(w) == BASES,
    "step-without-need": lambda w: any(not one.needs for one in w.next_steps),
    "step-for-several-needs": lambda w: any(len(one.needs) > 1 for one in w.next_steps),
    "step-of-a-body": lambda w: any(one.body and not one.responsible for one in w.next_steps),
    "step-in-words": lambda w: any(one.responsible and not one.body for one in w.next_steps),
    "step-of-both": lambda w: any(one.responsible and one.body for one in w.next_steps),
    "due-on-the-day": lambda w: any(one.due == w.date for one in w.next_steps),
    "due-later": lambda w: any(one.due > w.date for one in w.next_steps),
}


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of what `find` has found
class TestReach:
    """W1-W4, G7: the strategy reaches every shape that the rules allow."""

    @pytest.mark.parametrize("shape", SHAPES)
    def test_workshops(self, shape: str) -> None:
        assert find(workshops(), SHAPES[shape], settings=SEARCH) is not None

    @pytest.mark.parametrize("shape", sorted(SHAPES.keys() - {"extensions", "more-than-40"}))
    def test_workshops_that_fit_a_report(self, shape: str) -> None:
        one = village()
        beside = report(one, one.official(**{"sport-hall": "s2"}))
        assert find(workshops(beside), SHAPES[shape], settings=SEARCH) is not None


class TestValidity:
    """The strategy gives valid values only, and with a report such as fit it."""

    @given(workshops())
    def test_what_is_written_is_read_again(self, record: Workshop) -> None:
        assert read_workshop(write(record)) == record

    @given(st.data())
    def test_it_fits_the_report(self, data: st.DataObject) -> None:
        one = village(supplement=OWN)
        beside = report(
            one,
            one.official(**{"sport-hall": "s2", "river-bank": "s0"}),
            merges=[("economy", "residents")],
        )
        record = data.draw(workshops(beside))
        assert record.assessment == "town-2026"
        check_workshop(record, beside)

    @given(st.data())
    def test_a_model_of_one_leaf_is_enough(self, data: st.DataObject) -> None:
        one = town(single("q"), perspectives=("administration",))
        beside = report(one, one.official(q="s4"))
        check_workshop(data.draw(workshops(beside)), beside)

    def test_it_is_public(self) -> None:
        assert "workshops" in strategies.__all__
