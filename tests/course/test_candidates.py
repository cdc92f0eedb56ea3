# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Measures that compete for a budget: own costs; L5."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import refused
from tests.course.catalogues import funded, measure

from weltoffen.course.candidates import own_costs

CENTS = st.integers(1, 10**6)


class TestOwnCostsL5:
    """L5: own costs are all costs minus the funding that has been granted."""

    def test_by_hand(self) -> None:
        money = [funded("0.1"), funded("0.2"), funded(5, secured=False)]
        assert own_costs(measure("a", costs="10.3", funding=money)) == 10

    def test_what_was_only_applied_for_takes_nothing_off(self) -> None:
        """It may be more than the costs, where two sources were asked for the same money (L1)."""
        money = [funded(3), funded(9, secured=False), funded(5, secured=False)]
        assert own_costs(measure("a", costs=5, funding=money)) == 2

    def test_granted_in_full_costs_nothing_and_more_is_refused(self) -> None:
        assert own_costs(measure("a", costs=5, funding=[funded(2), funded(3)])) == 0
        assert refused(lambda: measure("a", costs=5, funding=[funded(2), funded("3.01")])) == [
            ("funding-above-costs", "/funding")
        ]

    def test_a_measure_and_nothing_else(self) -> None:
        wrong: Any = "a"
        with pytest.raises(TypeError, match=r"^own_costs: measure is to be Measure, not str$"):
            own_costs(wrong)

    def test_unknown_costs_stay_unknown_whatever_is_funded(self) -> None:
        assert own_costs(measure("a", costs=None, funding=[funded(5)])) is None

    @given(st.lists(st.tuples(CENTS, st.booleans()), max_size=5), st.integers(0, 10**6))
    def test_they_are_what_is_left_and_never_below_nothing(
        self, funding: list[tuple[int, bool]], own: int
    ) -> None:
        """Costs are made so that the town pays so much beside what has been granted."""
        amounts = [(Fraction(cents, 100), secured) for cents, secured in funding]
        costs = Fraction(own, 100) + sum(amount for amount, secured in amounts if secured)
        found = own_costs(
            measure("a", costs=costs, funding=[funded(one, secured=yes) for one, yes in amounts])
        )
        assert found == Fraction(own, 100)
        assert found >= 0
