# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Measures that compete for a budget: own costs; L5."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.course.catalogues import funded, measure

from weltoffen.course.candidates import own_costs

CENTS = st.integers(1, 10**6)


class TestOwnCostsL5:
    """L5: own costs are all costs minus the funding that has been granted."""

    def test_by_hand(self) -> None:
        money = [funded("0.1"), funded("0.2"), funded(5, secured=False)]
        assert own_costs(measure("a", costs="10.3", funding=money)) == 10

    def test_unknown_costs_stay_unknown_whatever_is_funded(self) -> None:
        assert own_costs(measure("a", costs=None, funding=[funded(5)])) is None

    @given(st.lists(st.tuples(CENTS, st.booleans()), max_size=5), st.integers(0, 10**6))
    def test_they_are_what_is_left_and_never_below_nothing(
        self, funding: list[tuple[int, bool]], own: int
    ) -> None:
        """Costs are made so that the town pays so much beside all the funding."""
        amounts = [(Fraction(cents, 100), secured) for cents, secured in funding]
        costs = Fraction(own, 100) + sum(amount for amount, _ in amounts)
        found = own_costs(
            measure("a", costs=costs, funding=[funded(one, secured=yes) for one, yes in amounts])
        )
        open_ = sum(amount for amount, secured in amounts if not secured)
        assert found == Fraction(own, 100) + open_
        assert found >= 0
