# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Agreement from counts: published values, oracles and laws of rule G5."""

from __future__ import annotations

import math
import random
import tomllib
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import krippendorff
import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given
from hypothesis import strategies as st

from weltoffen.errors import InvalidDocument
from weltoffen.scoring.agreement import (
    METRICS,
    Metric,
    consensus,
    kendall_w,
    krippendorff_alpha,
    r_wg,
    r_wg_j,
    van_der_eijk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CASES = tomllib.loads((Path(__file__).parent / "agreement.toml").read_text(encoding="utf-8"))
SIZES = st.one_of(st.integers(0, 3), st.integers(0, 30), st.integers(0, 10**9))
COUNTS = st.lists(SIZES, min_size=1, max_size=8)
TABLES = st.integers(2, 6).flatmap(
    lambda options: st.lists(
        st.lists(st.integers(0, 6), min_size=options, max_size=options), min_size=1, max_size=8
    )
)
RANKINGS = st.integers(3, 6).flatmap(
    lambda things: st.lists(
        st.lists(st.integers(0, 4), min_size=things, max_size=things), min_size=3, max_size=6
    )
)


def published(found: Fraction | float | None, expected: dict[str, Any]) -> bool:
    """Say whether a value is the published one, to as many places as the source gives."""
    assert found is not None
    places: int = expected["digits"]
    return abs(Fraction(found) - Fraction(expected["value"])) <= Fraction(1, 2 * 10**places)


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
        measures: dict[str, Any] = {
            "agreement": van_der_eijk,
            "consensus": consensus,
            "r_wg": r_wg,
        }
        named = measures.keys() & case.keys()
        assert named
        for name in named:
            assert published(measures[name](case["counts"]), case[name]), name

    @pytest.mark.parametrize("case", CASES["items"], ids=lambda case: str(case["name"]))
    def test_of_items(self, case: dict[str, Any]) -> None:
        assert published(r_wg_j(case["items"]), case["r_wg_j"])

    @pytest.mark.parametrize("case", CASES["units"], ids=lambda case: str(case["name"]))
    def test_of_units(self, case: dict[str, Any]) -> None:
        units = table(case["answers"])
        named = [metric for metric in METRICS if metric in case]
        assert named
        for metric in named:
            assert published(krippendorff_alpha(units, metric), case[metric]), metric

    @pytest.mark.parametrize("case", CASES["rankings"], ids=lambda case: str(case["name"]))
    def test_of_rankings(self, case: dict[str, Any]) -> None:
        assert published(kendall_w(case["rankings"]), case["w"])


class TestVanDerEijk:
    """G5: agreement A by layers."""

    def test_there_is_none_without_answers_or_with_two_options(self) -> None:
        assert van_der_eijk([]) is van_der_eijk([3, 4]) is van_der_eijk([0, 0, 0]) is None

    def test_decimal_frequencies_are_exact(self) -> None:
        """However they are written; binary fractions would leave layers of their own behind."""
        whole = van_der_eijk([1, 2, 3, 4])
        texts = ("0.1", "0.2", "0.3", "0.4")
        assert van_der_eijk(texts) == whole
        assert van_der_eijk([Decimal(one) for one in texts]) == whole
        assert van_der_eijk([Fraction(one) for one in texts]) == whole

    @given(COUNTS)
    def test_against_the_definition(self, counts: list[int]) -> None:
        """The source's own steps: peel, count triples, weigh (p. 330-332)."""
        assert van_der_eijk(counts) == _by_definition(counts)

    @given(COUNTS)
    def test_the_ends_of_its_range_mean_one_thing_each(self, counts: list[int]) -> None:
        found = van_der_eijk(counts)
        if found is None:
            return
        first, *middle, last = counts
        assert -1 <= found <= 1
        assert (found == 1) == (sum(count > 0 for count in counts) == 1)
        assert (found == -1) == (first == last and not any(middle))

    @given(st.integers(3, 9), st.integers(1, 99))
    def test_the_ends_are_reached(self, options: int, n: int) -> None:
        assert van_der_eijk([n, *[0] * (options - 2), n]) == -1
        assert van_der_eijk([n] * options) == 0
        assert van_der_eijk([n, *[0] * (options - 1)]) == 1

    @given(COUNTS)
    def test_reversing_the_scale_changes_nothing(self, counts: list[int]) -> None:
        assert van_der_eijk(counts) == van_der_eijk(counts[::-1])

    @given(COUNTS, st.integers(1, 9))
    def test_only_shares_matter(self, counts: list[int], times: int) -> None:
        assert van_der_eijk(counts) == van_der_eijk([times * count for count in counts])

    def test_a_checklist_with_a_thousand_sums(self) -> None:
        """Triples are not gone through one by one: there are 166 million of them here."""
        counts = [0] * 1_000
        counts[0] = counts[999] = 3
        assert van_der_eijk(counts) == -1


def _by_definition(counts: Sequence[int]) -> Fraction | None:
    """Van der Eijk's A by its definition, written without a thought of speed."""
    options, total = len(counts), sum(counts)
    if options < 3 or not total:
        return None
    rest, weighed = list(counts), []
    while any(rest):
        pattern = "".join("01"[count > 0] for count in rest)
        thickness = min(filter(None, rest))
        inside = sum(thickness for filled in pattern if filled == "1")
        triples = Counter("".join(three) for three in combinations(pattern, 3))
        filled = pattern.count("1")
        if filled == 1:
            agreement = Fraction(1)
        elif filled == options:
            agreement = Fraction(0)
        else:
            one, two = triples["110"] + triples["011"], triples["101"]
            unimodality = Fraction(
                (options - 2) * one - (options - 1) * two, (options - 2) * (one + two)
            )
            agreement = unimodality * (1 - Fraction(filled - 1, options - 1))
        weighed.append(Fraction(inside, total) * agreement)
        rest = [max(0, count - thickness) for count in rest]
    return sum(weighed, Fraction(0))


class TestConsensus:
    """G5: Tastle and Wierman's consensus; 0 and 1 exactly at its limits, and only there."""

    def test_there_is_none_without_answers_or_range(self) -> None:
        assert (
            consensus([])
            is consensus([0, 0])
            is consensus([5])
            is consensus([1, 2], [3, 3])
            is None
        )

    @given(st.integers(2, 8), st.integers(1, 10**18), st.integers(0, 7))
    def test_limits(self, options: int, n: int, at: int) -> None:
        alone = [0] * options
        alone[at % options] = n
        assert consensus(alone) == 1
        assert consensus([n, *[0] * (options - 2), n]) == 0

    @given(COUNTS)
    def test_it_reaches_its_limits_nowhere_else(self, counts: list[int]) -> None:
        found = consensus(counts)
        if found is None:
            return
        first, *middle, last = counts
        assert 0 <= found <= 1
        assert (found == 1) == (sum(count > 0 for count in counts) == 1)
        assert (found == 0) == (first == last and not any(middle))

    @pytest.mark.parametrize(
        "counts", [[10**9, 10**9 + 1], [1, 10**30], [1, 0, 10**400], [10**400, 1, 10**400]]
    )
    def test_what_is_almost_at_a_limit_is_not_there(self, counts: list[int]) -> None:
        found = consensus(counts)
        assert found is not None
        assert 0 < found < 1

    @given(COUNTS, st.data())
    def test_reversing_the_scale_changes_nothing(
        self, counts: list[int], data: st.DataObject
    ) -> None:
        size = len(counts)
        points = data.draw(st.none() | st.lists(st.integers(-9, 9), min_size=size, max_size=size))
        back = None if points is None else [-point for point in points[::-1]]
        assert consensus(counts, points) == consensus(counts[::-1], back)

    def test_positions_by_hand(self) -> None:
        """Half at 0 and half at 2 of 4: mean 1, each at a quarter of the range: 1 + log2(3/4)."""
        found = consensus([1, 1, 0], [0, 2, 4])
        assert found == consensus([1, 1, 0], [Fraction(1, 3), "1", "5/3"])
        assert found == pytest.approx(1 + math.log2(3 / 4), abs=1e-15)

    def test_options_at_one_position_agree(self) -> None:
        assert consensus([2, 3, 0], [1, 1, 5]) == 1

    @given(st.lists(st.integers(0, 99), min_size=2, max_size=8))
    def test_against_numpy(self, counts: list[int]) -> None:
        """The formula in floats."""
        assume(any(counts))
        shares = np.array(counts) / sum(counts)
        places = np.arange(len(counts))
        near = 1 - abs(places - shares @ places) / (len(counts) - 1)
        chosen = shares > 0
        expected = 1 + shares[chosen] @ np.log2(near[chosen])
        assert consensus(counts) == pytest.approx(expected, abs=1e-12)


class TestRwg:
    """G5: r_wg compares with answers at random over the options."""

    def test_by_hand(self) -> None:
        """Five options: random variance 2; answers 2, 3, 3, 4 have sample variance 2/3."""
        assert r_wg([0, 1, 2, 1, 0]) == 1 - Fraction(2, 3) / 2

    def test_zero_by_hand(self) -> None:
        """Three options: random variance 2/3, as has 1, 2, 2, 3."""
        assert r_wg([1, 2, 1]) == 0

    def test_there_is_none_for_one_answer_or_one_option(self) -> None:
        assert r_wg([0, 1, 0]) is r_wg([4]) is r_wg([]) is r_wg(["0.5", "0.5"]) is None

    @given(COUNTS)
    def test_range_and_reversing(self, counts: list[int]) -> None:
        found = r_wg(counts)
        assert found == r_wg(counts[::-1])
        if found is not None:
            assert -5 < found <= 1
            assert (found == 1) == (sum(count > 0 for count in counts) == 1)

    @given(st.integers(2, 1_000))
    def test_its_lowest_values(self, options: int) -> None:
        """Two answers at opposite ends: the least that is possible, the nearer to -5 the longer the scale."""
        assert r_wg([1, *[0] * (options - 2), 1]) == 1 - Fraction(6 * (options - 1), options + 1)

    @given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
    def test_against_numpy(self, counts: list[int]) -> None:
        found = r_wg(counts)
        if sum(counts) < 2 or len(counts) < 2:
            assert found is None
            return
        answers = np.repeat(np.arange(len(counts)), counts)
        assert found is not None
        expected = 1 - answers.var(ddof=1) * 12 / (len(counts) ** 2 - 1)
        assert math.isclose(float(found), expected, rel_tol=1e-9, abs_tol=1e-9)


class TestRwgJ:
    """G5: r_wg(J) over the questions of one scale."""

    def test_by_hand(self) -> None:
        """All and none of the random variance: on average half; 2(1/2) / (2(1/2) + 1/2)."""
        assert r_wg_j([[1, 2, 1], [0, 4, 0]]) == Fraction(2, 3)

    def test_there_is_none_without_a_question_that_has_a_variance(self) -> None:
        assert r_wg_j([]) is r_wg_j([[1, 0, 0]]) is r_wg_j([[3], [4]]) is None
        assert r_wg_j([[4, 0, 0], [1, 0, 0]]) == 1

    @given(COUNTS)
    def test_for_one_question_it_is_r_wg(self, counts: list[int]) -> None:
        assert r_wg_j([counts]) == r_wg(counts)

    @given(TABLES)
    def test_range_and_reversing(self, items: list[list[int]]) -> None:
        found = r_wg_j(items)
        assert found == r_wg_j([item[::-1] for item in items])
        assert found is None or found <= 1

    def test_there_is_none_from_the_jump_of_the_formula_on(self) -> None:
        """Two questions: less than 2 random variances is negative, 2 is the jump, beyond would be above 1."""
        halves = [2, 0, 0, 0, 2]
        assert r_wg(halves) == 1 - Fraction(8, 3)  # variance 16/3 over 2
        # On average 4/3 of the random variance: 2(-1/3) / (2(-1/3) + 4/3).
        assert r_wg_j([halves, [0, 0, 4, 0, 0]]) == -1
        assert r_wg_j([[1, 0, 1], [1, 2, 1]]) is None  # 3 and 1 random variances
        assert r_wg_j([[1, 1, 0, 0, 0, 1, 1], [1, 0, 0, 0, 0, 0, 1]]) is None
        assert r_wg_j([halves, halves]) is None


class TestAlpha:
    """G5: Krippendorff's alpha from counts."""

    def test_there_is_none_where_nothing_can_be_paired_or_all_is_one(self) -> None:
        for metric in METRICS:
            assert krippendorff_alpha([], metric) is None
            assert krippendorff_alpha([[], []], metric) is None
            assert krippendorff_alpha([[1, 0], [0, 1]], metric) is None
            assert krippendorff_alpha([[3, 0], [2, 0]], metric) is None
            assert krippendorff_alpha([[3], [2]], metric) is None
        assert krippendorff_alpha([[3, 1], [2, 2]], "interval", [4, 4]) is None

    def test_by_hand(self) -> None:
        """Two questions, two answers each: agreed on a, apart on a and b.

        Observed: 2 of 4 ordered pairs differ. Expected: 3 · 1 · 2 of 4 · 3. Alpha is 1 - (1/2) / (1/2). With
        two options every metric has one distance.
        """
        for metric in METRICS:
            assert krippendorff_alpha([[2, 0], [1, 1]], metric) == 0

    @given(TABLES, st.sampled_from(METRICS))
    def test_its_range(self, units: list[list[int]], metric: Metric) -> None:
        found = krippendorff_alpha(units, metric)
        if found is not None:
            paired = [unit for unit in units if sum(unit) > 1]
            alike = all(sum(count > 0 for count in unit) == 1 for unit in paired)
            assert -1 < found <= 1
            assert (found == 1) == alike

    @given(TABLES, st.sampled_from(METRICS), st.data())
    def test_reversing_the_scale_changes_nothing(
        self, units: list[list[int]], metric: Metric, data: st.DataObject
    ) -> None:
        back = [unit[::-1] for unit in units]
        assert krippendorff_alpha(units, metric) == krippendorff_alpha(back, metric)
        size = len(units[0])
        points = data.draw(st.lists(st.fractions(), min_size=size, max_size=size))
        mirrored = [-point for point in points[::-1]]
        forth = krippendorff_alpha(units, "interval", points)
        assert forth == krippendorff_alpha(back, "interval", mirrored)

    @given(TABLES, st.sampled_from(METRICS))
    def test_questions_with_one_answer_change_nothing(
        self, units: list[list[int]], metric: Metric
    ) -> None:
        lonely = [1, *[0] * (len(units[0]) - 1)]
        assert krippendorff_alpha([*units, lonely], metric) == krippendorff_alpha(units, metric)

    def test_positions_of_the_options(self) -> None:
        units = [[1, 1, 0], [0, 1, 2], [2, 0, 1]]
        even = krippendorff_alpha(units, "interval")
        far = krippendorff_alpha(units, "interval", [0, 1, 10])
        assert krippendorff_alpha(units, "interval", [0, 1, 2]) == even
        assert krippendorff_alpha(units, "interval", ["0.5", 1, Fraction(3, 2)]) == even
        assert far == krippendorff_alpha(units, "interval", [5, 7, 25])
        assert far != even

    def test_only_interval_looks_at_positions(self) -> None:
        units = [[1, 1, 0], [0, 1, 2], [2, 0, 1]]
        for metric in METRICS[:2]:
            far = krippendorff_alpha(units, metric, [0, 1, 10])
            assert far == krippendorff_alpha(units, metric)

    def test_against_krippendorff_on_5000_random_tables(self) -> None:
        """Test-only oracle, the metrics in turn; raters leave out none, some or most of their answers.

        Where there is no value here, it raises ValueError (nothing to pair) or gives NaN (all the same).
        """
        dice = random.Random(2026)  # noqa: S311 - a fixed seed for a test
        missing: Counter[Metric] = Counter()
        without: Counter[Metric] = Counter()
        for number in range(5_000):
            options, metric = dice.randint(2, 6), METRICS[number % 3]
            answers = _made_up(dice, options)
            units = list(zip(*answers, strict=True))
            counts = [[unit.count(option) for option in range(options)] for unit in units]
            found = krippendorff_alpha(counts, metric)
            expected = _oracle(answers, metric, options)
            if found is None:
                assert math.isnan(expected)
                without[metric] += 1
            else:
                assert abs(float(found) - expected) < 1e-12
                missing[metric] += any(None in unit for unit in units)
        assert min(missing[metric] for metric in METRICS) > 800
        assert min(without[metric] for metric in METRICS) > 100


def _made_up(dice: random.Random, options: int) -> list[list[int | None]]:
    """Make up answers, a list for each rater, None where there is none; all shapes from 2 × 1 on."""
    raters, units = dice.randint(2, 8), dice.randint(1, 12)
    gone = dice.choice([0, 0.1, 0.1, 0.3, 0.7])
    reach = dice.choice([0, 1, 1, options, options])
    middles = [dice.randrange(options) for _ in range(units)]
    return [
        [
            min(options - 1, max(0, middle + dice.randint(-reach, reach)))
            if dice.random() >= gone
            else None
            for middle in middles
        ]
        for _ in range(raters)
    ]


def _oracle(answers: list[list[int | None]], metric: Metric, options: int) -> float:
    """Alpha of the package krippendorff from raters × units; NaN where it has none."""
    with np.errstate(invalid="ignore"):
        try:
            return float(
                krippendorff.alpha(
                    reliability_data=np.array(answers, dtype=float),
                    value_domain=list(range(options)),
                    level_of_measurement=metric,
                )
            )
        except ValueError:
            return math.nan


class TestKendall:
    """G5: Kendall's W over orders, with ties."""

    def test_by_hand(self) -> None:
        assert kendall_w([[1, 2, 3], [1, 2, 3]]) == 1
        assert kendall_w([[1, 2], [2, 1]]) == 0

    def test_ties_by_hand(self) -> None:
        """Ranks 1, 2 and 1.5, 1.5: S = 1/2; 12 S / (4 · 6 - 2 · 6)."""
        assert kendall_w([[1, 2], [7, 7]]) == Fraction(1, 2)

    def test_there_is_none_for_one_judge_one_thing_or_ties_alone(self) -> None:
        assert kendall_w([]) is kendall_w([[1, 2, 3]]) is kendall_w([[1], [2]]) is None
        assert kendall_w([[], []]) is kendall_w([[1, 1], [4, 4]]) is None

    @given(RANKINGS)
    def test_only_orders_matter_and_their_direction_does_not(
        self, rankings: list[list[int]]
    ) -> None:
        found = kendall_w(rankings)
        assert found == kendall_w([[-one for one in row] for row in rankings])
        assert found == kendall_w([row[::-1] for row in rankings])
        assert found == kendall_w([[Fraction(one**3, 7) - 2 for one in row] for row in rankings])
        assert found == kendall_w(rankings[::-1])

    @given(RANKINGS)
    def test_its_range(self, rankings: list[list[int]]) -> None:
        found = kendall_w(rankings)
        ranks = [tuple(scipy.stats.rankdata(row)) for row in rankings]
        assert (found is None) == all(len(set(row)) == 1 for row in rankings)
        if found is not None:
            sums = [sum(column) for column in zip(*ranks, strict=True)]
            assert 0 <= found <= 1
            assert (found == 1) == (len(set(ranks)) == 1)
            assert (found == 0) == (len(set(sums)) == 1)

    @given(RANKINGS)
    def test_against_scipy(self, rankings: list[list[int]]) -> None:
        """Friedman's chi square is m(n-1)W, with the same correction for ties."""
        found = kendall_w(rankings)
        assume(found is not None)
        assert found is not None
        judges, things = len(rankings), len(rankings[0])
        chi = scipy.stats.friedmanchisquare(*np.array(rankings).T).statistic
        assert math.isclose(float(found), chi / (judges * (things - 1)), rel_tol=1e-9, abs_tol=1e-9)


REFUSED: dict[str, tuple[Callable[[], object], list[tuple[str, str]]]] = {
    "floats": (
        lambda: van_der_eijk([1.0, 2, math.nan]),  # type: ignore[list-item] # that is the point
        [("/counts/0", "not-exact"), ("/counts/2", "not-exact")],
    ),
    "a negative count": (
        lambda: consensus([3, -1, "-0.5"]),
        [("/counts/1", "negative-count"), ("/counts/2", "negative-count")],
    ),
    "too few positions": (lambda: consensus([3, 1, 2], [0, 1]), [("/points", "too-few")]),
    "too many positions": (lambda: consensus([3, 1], [0, 1, 2]), [("/points", "too-many")]),
    "no positions": (
        lambda: krippendorff_alpha([[1, 2]], "interval", []),
        [("/points", "too-few")],
    ),
    "a position that is no number": (
        lambda: krippendorff_alpha([[1, 2]], "ordinal", [0, "x"]),
        [("/points/1", "not-exact")],
    ),
    "no list": (
        lambda: r_wg(3),  # type: ignore[arg-type] # that is the point
        [("/counts", "wrong-type")],
    ),
    "no list of lists": (
        lambda: kendall_w(3),  # type: ignore[arg-type] # that is the point
        [("/rankings", "wrong-type")],
    ),
    "no list of units": (
        lambda: krippendorff_alpha(3),  # type: ignore[arg-type] # that is the point
        [("/units", "wrong-type")],
    ),
    "questions of different scales": (
        lambda: r_wg_j([[1, 2], [1], [1, 2, 3], [-1, 2]]),
        [("/items/1", "too-few"), ("/items/2", "too-many"), ("/items/3/0", "negative-count")],
    ),
    "units of different scales": (
        lambda: krippendorff_alpha([[1, 2], [1], [1, 2, 3]]),
        [("/units/1", "too-few"), ("/units/2", "too-many")],
    ),
    "a negative count in a unit": (
        lambda: krippendorff_alpha([[1, 2], [3, -1]], "nominal"),
        [("/units/1/1", "negative-count")],
    ),
    "a float in a unit": (
        lambda: krippendorff_alpha([[1, 2], [3, 1.0]]),  # type: ignore[list-item] # that is the point
        [("/units/1/1", "not-exact")],
    ),
    "integers of numpy, which overflow": (
        lambda: krippendorff_alpha(np.array([[1, 2]])),  # type: ignore[arg-type] # that is the point
        [("/units/0/0", "not-exact"), ("/units/0/1", "not-exact")],
    ),
    "fractions in a unit": (
        lambda: krippendorff_alpha([[1, Fraction(2)], ["1", 1]]),  # type: ignore[list-item] # that is the point
        [("/units/0/1", "wrong-type"), ("/units/1/0", "wrong-type")],
    ),
    "one question for many": (
        lambda: krippendorff_alpha([3, 4]),  # type: ignore[list-item] # that is the point
        [("/units/0", "wrong-type"), ("/units/1", "wrong-type")],
    ),
    "another metric": (
        lambda: krippendorff_alpha([[1, 2]], "ratio"),  # type: ignore[arg-type] # that is the point
        [("/metric", "not-allowed")],
    ),
    "judges of different things": (
        lambda: kendall_w([[1, -2], [3], [4, 5, 6]]),
        [("/rankings/1", "too-few"), ("/rankings/2", "too-many")],
    ),
    "a judge who leaves something out": (
        lambda: kendall_w([[1, None], [3, 4]]),  # type: ignore[list-item] # that is the point
        [("/rankings/0/1", "not-exact")],
    ),
}


class TestRefused:
    """G5: what is no list of counts leaves a function as `InvalidDocument`, with its place."""

    @pytest.mark.parametrize("case", REFUSED)
    def test_each_problem_is_told_with_its_place(self, case: str) -> None:
        call, expected = REFUSED[case]
        with pytest.raises(InvalidDocument) as caught:
            call()
        assert [(one.pointer, one.code) for one in caught.value.problems] == expected
