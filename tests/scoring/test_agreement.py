# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Agreement from counts: published values, oracles and laws of rule G5."""

from __future__ import annotations

import math
import random
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.scoring.agreement import (
    Metric,
    consensus,
    kendall_w,
    krippendorff_alpha,
    r_wg,
    r_wg_j,
    van_der_eijk,
)

CASES = tomllib.loads((Path(__file__).parent / "agreement.toml").read_text(encoding="utf-8"))
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval")
COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=8)
TABLES = st.integers(2, 6).flatmap(
    lambda options: st.lists(
        st.lists(st.integers(0, 6), min_size=options, max_size=options), min_size=1, max_size=8
    )
)


def published(found: Fraction | float | None, expected: dict[str, Any]) -> bool:
    """Say whether a value is the published one, to as many places as the source gives."""
    assert found is not None
    places: int = expected["digits"]
    return abs(float(found) - float(expected["value"])) <= 0.5 * 10.0**-places


def table(answers: list[list[int]]) -> list[list[int]]:
    """Count the answers of observers, one list each, by unit; -1 stands for none."""
    options = max(max(row) for row in answers) + 1
    return [
        [sum(row[unit] == option for row in answers) for option in range(options)]
        for unit in range(len(answers[0]))
    ]


class TestPublishedValues:
    """G5: each measure gives the values that its source or an established package gives."""

    @pytest.mark.parametrize("case", CASES["counts"], ids=lambda case: str(case["name"]))
    def test_of_counts(self, case: dict[str, Any]) -> None:
        counts = [Fraction(str(count)) for count in case["counts"]]
        measures: dict[str, Any] = {"agreement": van_der_eijk, "consensus": consensus}
        named = [name for name in measures if name in case]
        assert named
        for name in named:
            assert published(measures[name](counts), case[name]), name

    @pytest.mark.parametrize("case", CASES["units"], ids=lambda case: str(case["name"]))
    def test_of_units(self, case: dict[str, Any]) -> None:
        units = table(case["answers"])
        named = [metric for metric in METRICS if metric in case]
        assert named
        for metric in named:
            assert published(krippendorff_alpha(units, metric), case[metric]), metric


class TestVanDerEijk:
    """G5: agreement A by layers."""

    def test_there_is_none_without_answers_or_with_two_options(self) -> None:
        assert van_der_eijk([]) is van_der_eijk([3, 4]) is van_der_eijk([0, 0, 0]) is None

    def test_decimal_frequencies_are_exact(self) -> None:
        shares = [Fraction(str(one)) for one in ("0.1", "0.2", "0.3", "0.4")]
        assert van_der_eijk(shares) == van_der_eijk([1, 2, 3, 4])

    @given(COUNTS)
    def test_it_lies_between_minus_one_and_one(self, counts: list[int]) -> None:
        found = van_der_eijk(counts)
        assert found is None or -1 <= found <= 1

    @given(COUNTS)
    def test_reversing_the_scale_changes_nothing(self, counts: list[int]) -> None:
        assert van_der_eijk(counts) == van_der_eijk(counts[::-1])

    @given(COUNTS, st.integers(1, 9))
    def test_only_shares_matter(self, counts: list[int], times: int) -> None:
        assert van_der_eijk(counts) == van_der_eijk([times * count for count in counts])


class TestConsensus:
    """G5: Tastle and Wierman's consensus; 0 and 1 exactly at its limits."""

    def test_there_is_none_without_answers_or_range(self) -> None:
        assert (
            consensus([])
            is consensus([0, 0])
            is consensus([5])
            is consensus([1, 2], [3, 3])
            is None
        )

    @given(st.integers(2, 8), st.integers(1, 99), st.integers(1, 99))
    def test_limits(self, options: int, n: int, at: int) -> None:
        alone = [0] * options
        alone[at % options] = n
        assert consensus(alone) == 1
        assert consensus([n, *[0] * (options - 2), n]) == 0

    @given(COUNTS)
    def test_it_lies_between_zero_and_one_and_reversing_changes_nothing(
        self, counts: list[int]
    ) -> None:
        found, back = consensus(counts), consensus(counts[::-1])
        assert (found is None) == (back is None)
        if found is not None and back is not None:
            assert 0 <= found <= 1
            assert math.isclose(found, back, abs_tol=1e-12)


class TestRwg:
    """G5: r_wg compares with answers at random over the options."""

    def test_by_hand(self) -> None:
        """Five options: random variance 2; answers 2, 3, 3, 4 have sample variance 2/3."""
        assert r_wg([0, 1, 2, 1, 0]) == 1 - Fraction(2, 3) / 2

    def test_there_is_none_for_one_answer_or_one_option(self) -> None:
        assert r_wg([0, 1, 0]) is r_wg([4]) is r_wg([]) is None

    @given(COUNTS)
    def test_against_numpy(self, counts: list[int]) -> None:
        found = r_wg(counts)
        if sum(counts) < 2 or len(counts) < 2:
            assert found is None
            return
        answers = np.repeat(np.arange(len(counts)), counts)
        assert found is not None
        expected = 1 - answers.var(ddof=1) * 12 / (len(counts) ** 2 - 1)
        assert math.isclose(float(found), expected, rel_tol=1e-9, abs_tol=1e-9)
        assert found == r_wg(counts[::-1])
        assert found <= 1

    def test_several_items_by_hand(self) -> None:
        """Two items with 2/3 and 1 of the random variance: 2(1/6) / (2(1/6) + 5/6)."""
        items = [[1, 2, 1], [0, 4, 0]]
        ratios = [1 - one for one in map(r_wg, items) if one is not None]
        mean = sum(ratios) / 2
        assert r_wg_j(items) == 2 * (1 - mean) / (2 * (1 - mean) + mean)

    def test_several_items_without_value(self) -> None:
        assert r_wg_j([]) is r_wg_j([[1, 0, 0]]) is None
        assert r_wg_j([[4, 0, 0], [1, 0, 0]]) == 1


class TestAlpha:
    """G5: Krippendorff's alpha from counts."""

    def test_there_is_none_where_nothing_can_be_paired_or_all_is_one(self) -> None:
        for metric in METRICS:
            assert krippendorff_alpha([], metric) is None
            assert krippendorff_alpha([[1, 0], [0, 1]], metric) is None
            assert krippendorff_alpha([[3, 0], [2, 0]], metric) is None

    @given(TABLES, st.sampled_from(METRICS))
    def test_reversing_the_scale_changes_nothing(
        self, units: list[list[int]], metric: Metric
    ) -> None:
        back = [unit[::-1] for unit in units]
        assert krippendorff_alpha(units, metric) == krippendorff_alpha(back, metric)

    @given(TABLES, st.sampled_from(METRICS))
    def test_questions_with_one_answer_change_nothing(
        self, units: list[list[int]], metric: Metric
    ) -> None:
        lonely = [1, *[0] * (len(units[0]) - 1)]
        assert krippendorff_alpha([*units, lonely], metric) == krippendorff_alpha(units, metric)

    def test_positions_of_the_options(self) -> None:
        units = [[1, 1, 0], [0, 1, 2], [2, 0, 1]]
        assert krippendorff_alpha(units, "interval", [0, 1, 2]) == krippendorff_alpha(
            units, "interval"
        )
        far = krippendorff_alpha(units, "interval", [0, 1, 10])
        assert far == krippendorff_alpha(units, "interval", [5, 7, 25])

    def test_against_krippendorff_on_5000_random_tables(self) -> None:
        """Test-only oracle; with missing answers, so that questions have different numbers of them."""
        dice = random.Random(2026)  # noqa: S311 - a fixed seed for a test
        compared = 0
        for _ in range(5_000):
            options, units = dice.randint(2, 6), dice.randint(1, 12)
            counts = [
                [dice.choice([0, 0, 1, 2, 3, 5]) for _ in range(options)] for _ in range(units)
            ]
            metric = dice.choice(METRICS)
            found = krippendorff_alpha(counts, metric)
            if found is None:
                continue
            expected = krippendorff.alpha(
                value_counts=np.array(counts), level_of_measurement=metric
            )
            assert abs(float(found) - expected) < 1e-12
            compared += 1
        assert compared > 4_000


class TestKendall:
    """G5: Kendall's W over orders, with ties."""

    def test_by_hand(self) -> None:
        assert kendall_w([[1, 2, 3], [1, 2, 3]]) == 1
        assert kendall_w([[1, 2], [2, 1]]) == 0

    def test_there_is_none_for_one_judge_one_thing_or_ties_alone(self) -> None:
        assert kendall_w([]) is kendall_w([[1, 2, 3]]) is kendall_w([[1], [2]]) is None
        assert kendall_w([[1, 1], [4, 4]]) is None

    @given(
        st.integers(3, 6).flatmap(
            lambda things: st.lists(
                st.lists(st.integers(0, 4), min_size=things, max_size=things),
                min_size=3,
                max_size=6,
            )
        )
    )
    def test_against_scipy(self, rankings: list[list[int]]) -> None:
        """Friedman's chi square is m(n-1)W, with the same correction for ties."""
        found = kendall_w(rankings)
        if found is None:
            return
        judges, things = len(rankings), len(rankings[0])
        chi = scipy.stats.friedmanchisquare(*np.array(rankings).T).statistic
        assert math.isclose(float(found), chi / (judges * (things - 1)), rel_tol=1e-9, abs_tol=1e-9)
        assert 0 <= found <= 1
        assert found == kendall_w([[-one for one in row] for row in rankings])
