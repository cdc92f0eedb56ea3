# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How two views answered one question: rule G4."""

from __future__ import annotations

import math
import statistics
from fractions import Fraction

import attrs
import numpy as np
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

import weltoffen as wo
from weltoffen.scoring.perception import Distribution, QuestionGap, question_gaps
from weltoffen.testing import Case, cases

FIVE = tuple(Fraction(n, 4) for n in range(5))


def told(*counts: int) -> Distribution:
    return Distribution(counts=counts, values=FIVE[: len(counts)])


def gap(row: Distribution, column: Distribution) -> QuestionGap:
    return QuestionGap(question="q", row=row, column=column)


def turned(one: Distribution) -> Distribution:
    """The same answers on the reversed scale."""
    return Distribution(
        counts=one.counts[::-1], values=[1 - value for value in reversed(one.values)]
    )


def answers(one: Distribution) -> list[Fraction]:
    return [value for value, n in zip(one.values, one.counts, strict=True) for _ in range(n)]


TOLD = st.lists(st.integers(0, 6), min_size=5, max_size=5).filter(any).map(lambda c: told(*c))


class TestDistribution:
    """G4, N2: n, mean, low and high median of one view."""

    def test_by_hand(self) -> None:
        one = told(1, 0, 2, 1, 0)
        assert one.n == 4
        assert one.mean == Fraction(7, 16)
        assert one.median == (Fraction(1, 2), Fraction(1, 2))
        assert told(1, 1, 0, 1, 1).median == (Fraction(1, 4), Fraction(3, 4))

    def test_a_single_answer_agrees_with_nobody(self) -> None:
        assert told(0, 1, 0, 0, 0).agreement is None
        assert told(0, 2, 0, 0, 0).agreement == 1

    @given(TOLD)
    def test_against_the_standard_library(self, one: Distribution) -> None:
        given_answers = answers(one)
        assert one.mean == statistics.mean(given_answers)
        assert one.median == (
            statistics.median_low(given_answers),
            statistics.median_high(given_answers),
        )

    @given(TOLD)
    def test_reversing_the_scale_swaps_the_medians(self, one: Distribution) -> None:
        back = turned(one)
        assert back.mean == 1 - one.mean
        assert back.median == (1 - one.median[1], 1 - one.median[0])
        assert back.agreement == one.agreement


class TestQuestionGap:
    """G4: row minus column, and Cliff's delta."""

    def test_by_hand(self) -> None:
        """Row 1/2, 1; column 0, 1/2: of four pairs three lie above and one is even."""
        one = gap(told(0, 0, 1, 0, 1), told(1, 0, 1, 0, 0))
        assert one.difference == Fraction(1, 2)
        assert one.delta == Fraction(3, 4)

    def test_limits(self) -> None:
        assert gap(told(0, 0, 0, 0, 3), told(2, 1, 0, 0, 0)).delta == 1
        assert gap(told(1, 2, 1, 0, 0), told(1, 2, 1, 0, 0)).delta == 0

    @given(TOLD, TOLD)
    def test_against_scipy(self, row: Distribution, column: Distribution) -> None:
        """Mann and Whitney's U is n m (delta + 1) / 2."""
        sides = [np.array(answers(one), dtype=float) for one in (row, column)]
        u = scipy.stats.mannwhitneyu(*sides, method="asymptotic").statistic
        expected = 2 * u / (row.n * column.n) - 1
        assert math.isclose(float(gap(row, column).delta), expected, abs_tol=1e-12)

    @given(TOLD, TOLD)
    def test_signs_change_with_the_sides_and_with_the_scale(
        self, row: Distribution, column: Distribution
    ) -> None:
        one = gap(row, column)
        for other in (gap(column, row), gap(turned(row), turned(column))):
            assert (other.difference, other.delta) == (-one.difference, -one.delta)


class TestQuestionGaps:
    """G4, P5, P6: only what is published for both is compared."""

    @given(cases())
    def test_of_any_round(self, case: Case) -> None:
        edition = case.assessment.extend(case.edition)
        asked = edition.questionnaire
        public = wo.protect(
            wo.tally(case.responses, asked), wo.ProtectionRule(k=3), case.assessment, edition
        )
        for row in case.assessment.perspective_ids:
            for column in case.assessment.perspective_ids:
                found = question_gaps(public, asked, row, column)
                both = [
                    item.question
                    for item in public.items
                    if all(
                        one in item.by_perspective and item.by_perspective[one].answered
                        for one in (row, column)
                    )
                ]
                assert [one.question for one in found] == both
                back = question_gaps(public, asked, column, row)
                assert [one.difference for one in back] == [-one.difference for one in found]
                hidden = attrs.evolve(public, items=())
                assert question_gaps(hidden, asked, row, column) == ()
