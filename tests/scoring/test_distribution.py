# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import statistics
from fractions import Fraction

from hypothesis import given
from tests.builders import free, number, single, town
from tests.scoring.told import FIVE, answers, distributions, told, turned

from weltoffen.scoring.distribution import Distribution, published_distributions

F = Fraction


class TestDistribution:
    """G4, N2: n, mean, low and high median of one view."""

    def test_by_hand(self) -> None:
        one = told(1, 0, 2, 1, 0)
        assert one.n == 4
        assert one.mean == F(7, 16)
        assert one.median == (F(1, 2), F(1, 2))
        assert told(1, 1, 0, 1, 1).median == (F(1, 4), F(3, 4))

    def test_a_single_answer_agrees_with_nobody(self) -> None:
        assert told(0, 1, 0, 0, 0).agreement is None
        assert told(0, 2, 0, 0, 0).agreement == 1

    @given(distributions())
    def test_against_the_standard_library(self, one: Distribution) -> None:
        given_answers = answers(one)
        assert one.mean == statistics.mean(given_answers)
        assert one.median == (
            statistics.median_low(given_answers),
            statistics.median_high(given_answers),
        )

    @given(distributions())
    def test_reversing_the_scale_swaps_the_medians(self, one: Distribution) -> None:
        back = turned(one)
        assert back.mean == 1 - one.mean
        assert back.median == (1 - one.median[1], 1 - one.median[0])
        assert back.agreement == one.agreement


class TestLeads:
    """G4: of how many answers a value lies above, less of how many below; Cliff's delta is made of it."""

    def test_by_hand(self) -> None:
        assert told(1, 0, 2, 1, 0).leads == (-3, -2, 0, 3, 4)

    def test_values_in_any_order_and_alike(self) -> None:
        one = Distribution(counts=(1, 2, 3), values=(F(1), F(0), F(1)))
        assert one.leads == (2, -4, 2)

    def test_of_a_value_between_two(self) -> None:
        assert told(1, 0, 2, 1, 0).leads_of((3, (1, 2))) == (-2, 2)

    @given(distributions(), distributions())
    def test_counted_one_by_one(self, one: Distribution, other: Distribution) -> None:
        given_answers = answers(one)
        for found, values in (
            (one.leads, one.values),
            (one.leads_of(other.whole), other.values),
        ):
            for lead, value in zip(found, values, strict=True):
                below = sum(answer < value for answer in given_answers)
                assert lead == below - sum(answer > value for answer in given_answers)


class TestPublished:
    """P5: only what a protected tally publishes is there."""

    def test_by_hand(self) -> None:
        here = town(single("q"), free("t"), number("n"), single("r"))
        public = here.protect(
            *here.persons("politics", q="01234", r="0000-"), *here.persons("economy", q="012340")
        )
        assert published_distributions(public, here.edition) == {
            "q": {
                "politics": Distribution(counts=(1, 1, 1, 1, 1), values=FIVE),
                "economy": Distribution(counts=(2, 1, 1, 1, 1), values=FIVE),
            },
            "n": {},
            "r": {},
        }
