# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Theil-Sen: worked by hand, by its laws, against SciPy's, and against the plainest exact way; I3."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import statistics
import time
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from weltoffen.scoring.trends import DAYS_PER_YEAR, Trend, daily_means, theil_sen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weltoffen.model.exact import ExactInput

Points = list[tuple[dt.date, Fraction]]

START = dt.date(2020, 1, 1)
YEAR = Fraction("365.2425")
VALUES = st.integers(-1_000, 1_000).map(Fraction) | st.integers(-9_999, 9_999).map(
    lambda n: Fraction(n, 100)
)
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2050, 12, 31))
SERIES = st.dictionaries(DAYS, VALUES, min_size=4, max_size=25).map(lambda found: [*found.items()])
REPEATED = st.lists(st.tuples(st.dates(START, dt.date(2020, 1, 9)), VALUES), max_size=25)
"""Points of nine days, so that several often share one."""


SHAPES: dict[str, Callable[[int, int], Fraction]] = {
    "noise": lambda _, chance: Fraction(chance, 100),
    "line": lambda n, _: Fraction(3 * n, 7),
    "line-with-noise": lambda n, chance: n + Fraction(chance, 10_000),
    "few-values": lambda _, chance: Fraction(chance % 3),
    "step": lambda n, _: Fraction(n > 40),
    "alternating": lambda n, chance: 50 * (n % 2) + Fraction(n, 100) + Fraction(chance, 10_000),
    "seasons": lambda n, chance: 50 * (n % 12 == 3) + Fraction(n, 100) + Fraction(chance, 9_999),
    "blocks": lambda n, _: Fraction(n // 31 * 1_000 + (n % 31) ** 2),
    "doubling": lambda n, _: Fraction(2**n),
    "convex": lambda n, _: Fraction(n * n),
}
"""A value by its place in the series, and by a number drawn up to 9 999."""


def points(*pairs: tuple[int, int | str]) -> Points:
    """Make points from numbers of days after the start, and values."""
    return [(START + dt.timedelta(days=day), Fraction(value)) for day, value in pairs]


def slope(found: Sequence[tuple[dt.date, Fraction]]) -> Fraction:
    """Give the slope per year of points that have one."""
    trend = theil_sen(found)
    assert trend is not None
    return trend.slope


def per_day(*pairs: tuple[int, int | str]) -> Fraction:
    """Give the slope per day."""
    return slope(points(*pairs)) / YEAR


class TestByHand:
    """I3: the median of all slopes between two days."""

    def test_a_straight_line(self) -> None:
        """2 in a day is 2 · 365.2425 in a year, exactly."""
        assert theil_sen(points((0, 1), (1, 3), (2, 5), (3, 7))) == Trend(
            slope=Fraction("730.485"), points=4, first=START, last=dt.date(2020, 1, 4)
        )

    def test_an_even_number_of_slopes(self) -> None:
        """Values 0, 3, 4, 6: slopes 3, 1, 2, 4/2 = 2, 3/2, 6/3 = 2; sorted 1, 3/2, 2, 2, 2, 3: median 2."""
        assert per_day((0, 0), (1, 3), (2, 4), (3, 6)) == 2

    def test_the_mean_of_the_two_middle_ones(self) -> None:
        """Values 0, 0, 3, 3: slopes 0, 3, 0, 3/2, 3/2, 1; sorted 0, 0, 1, 3/2, 3/2, 3: median 5/4."""
        assert per_day((0, 0), (1, 0), (2, 3), (3, 3)) == Fraction(5, 4)

    def test_an_odd_number_of_slopes_is_reached_at_six_days(self) -> None:
        """Six days have 15 slopes. Values 0, 0, 0, 0, 0, 30: ten are 0, so the eighth is."""
        assert per_day((0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 30)) == 0

    def test_uneven_distances(self) -> None:
        """Days 0, 10, 11, 100; values 0, 1, 5, 2: slopes 1/10, 5/11, 1/50, 4, 1/90, -3/89.

        Sorted -3/89, 1/90, 1/50, 1/10, 5/11, 4: median (1/50 + 1/10) / 2 = 3/50.
        """
        assert per_day((0, 0), (10, 1), (11, 5), (100, 2)) == Fraction(3, 50)

    def test_a_slope_whose_denominator_is_the_whole_span(self) -> None:
        """Days 0, 3, 6, 7; values 1, 0, 2, 0: sorted slopes -2, -1/3, -1/7, 0, 1/6, 2/3: median -1/14."""
        assert per_day((0, 1), (3, 0), (6, 2), (7, 0)) == Fraction(-1, 14)

    def test_days_of_the_same_name_lie_a_year_apart_on_average(self) -> None:
        """1 January 2000 to 2400: 400 Gregorian years are 146 097 days, so 1 a year stays 1 a year."""
        found = [(dt.date(year, 1, 1), Fraction(year)) for year in (2000, 2400, 2800, 3200)]
        assert slope(found) == 1
        assert DAYS_PER_YEAR == YEAR

    def test_a_fall_and_a_standstill(self) -> None:
        assert per_day((0, 9), (1, 6), (2, 3), (3, 0)) == -3
        assert per_day((0, 9), (1, 9), (2, 9), (3, 9)) == 0

    def test_slopes_that_lie_as_close_as_days_allow_are_told_apart(self) -> None:
        """No float tells 2^80 from 2^80 + 1."""
        big = 2**80
        found = points((0, 0), (9_999, big), (10_000, big + 1), (20_001, 2 * big))
        assert slope(found) == plain_median(found)


class TestSameDay:
    """I3: observations of the same day are averaged first."""

    def test_they_count_as_one_day(self) -> None:
        """Day 1 has 1, 2 and 6: its mean is 3. So the line 1, 3, 5, 7 comes out."""
        found = theil_sen(points((0, 1), (1, 1), (1, 2), (1, 6), (2, 5), (3, 7)))
        assert found is not None
        assert (found.slope, found.points) == (2 * YEAR, 4)

    def test_means_are_exact(self) -> None:
        means = daily_means(points((1, "0.1"), (0, 5), (1, "0.2"), (1, 1)))
        assert means == ((START, Fraction(5)), (START + dt.timedelta(days=1), Fraction(13, 30)))

    @given(REPEATED)
    def test_averaging_first_changes_nothing(self, found: Points) -> None:
        assert theil_sen(found) == theil_sen(daily_means(found))


class TestGiven:
    """M5: values are exact; what is none, and what is no day, is told by name."""

    def test_whatever_is_exact(self) -> None:
        days = [day for day, _ in points((0, 0), (1, 0), (2, 0), (3, 0))]
        values: list[ExactInput] = [1, Decimal("1.5"), "2", Fraction(5, 2)]
        found = theil_sen(zip(days, values, strict=True))
        assert found is not None
        assert found.slope == YEAR / 2

    @pytest.mark.parametrize("function", [theil_sen, daily_means])
    @pytest.mark.parametrize(
        ("given", "said"),
        [
            (None, "points is to be Iterable, not NoneType"),
            (5, "points is to be Iterable, not int"),
            ([START], r"points\[0\] is to be tuple or list, not date"),
            ([(START, 1), (START,)], r"points\[1\] is to be a day and a value"),
            ([(START, 1, 2)], r"points\[0\] is to be a day and a value"),
            (
                [(dt.datetime(2020, 1, 1, tzinfo=dt.UTC), 1)],
                r"the day of points\[0\] is to be date, not datetime",
            ),
            ([("2020-01-01", 1)], r"the day of points\[0\] is to be date, not str"),
            (
                [(START, 1), (START, 0.5)],
                r"the value of points\[1\] is to be an exact number, such as .*, not float",
            ),
            ([(START, True)], r"the value of points\[0\] is to be an exact number, .*, not bool"),
            (
                [(START, None)],
                r"the value of points\[0\] is to be an exact number, .*, not NoneType",
            ),
            ([(START, "12,4")], r"the value of points\[0\] is to be an exact number, .*, not str"),
        ],
    )
    def test_told_by_name(
        self, function: Callable[[Any], object], given: object, said: str
    ) -> None:
        with pytest.raises(TypeError, match=f"^{function.__name__}: {said}$"):
            function(given)


class TestTooFewDays:
    """I3: at least 4 different days, otherwise no trend."""

    def test_three_days_are_not_enough(self) -> None:
        assert theil_sen([]) is None
        assert theil_sen(points((0, 1), (1, 2), (2, 3))) is None
        assert theil_sen(points((0, 1), (0, 2), (1, 2), (1, 3), (2, 3))) is None
        assert theil_sen(points((0, 1), (1, 2), (2, 3), (3, 4))) is not None

    @given(REPEATED)
    def test_different_days_are_counted(self, found: Points) -> None:
        days = {day for day, _ in found}
        trend = theil_sen(found)
        assert (trend is None) == (len(days) < 4)
        if trend is not None:
            assert (trend.points, trend.first, trend.last) == (len(days), min(days), max(days))


def plain_median(found: Points) -> Fraction:
    """Give the median slope per year in the plainest exact way."""
    ordered = sorted(found)
    slopes = [
        (later - earlier) / (end - start).days
        for (start, earlier), (end, later) in itertools.combinations(ordered, 2)
    ]
    return statistics.median(slopes) * YEAR


class TestOracles:
    """Theil-Sen equals SciPy's on random series."""

    @given(SERIES)
    def test_scipy(self, found: Points) -> None:
        days = [day.toordinal() for day, _ in found]
        oracle = theilslopes([float(value) for _, value in found], days).slope * 365.2425
        assert float(slope(found)) == pytest.approx(oracle, rel=1e-9, abs=1e-9)

    @given(SERIES)
    def test_the_plainest_exact_way(self, found: Points) -> None:
        assert slope(found) == plain_median(found)

    @pytest.mark.parametrize("days", [33, 64, 65, 127])
    @pytest.mark.parametrize("shape", [*SHAPES])
    def test_long_series_of_many_shapes(self, days: int, shape: str) -> None:
        """Whatever sample of slopes is taken: with many ties, steps, and values that repeat."""
        chance = random.Random(days)  # noqa: S311 - the same points each time
        found = [
            (START + dt.timedelta(days=7 * n), SHAPES[shape](n, chance.randint(0, 9_999)))
            for n in range(days)
        ]
        assert slope(found) == plain_median(found)

    @given(
        st.dictionaries(
            DAYS,
            st.fractions(max_denominator=10**6) | st.integers(-(10**30), 10**30).map(Fraction),
            min_size=4,
            max_size=10,
        )
    )
    def test_it_is_exact_for_any_fractions(self, found: dict[dt.date, Fraction]) -> None:
        assert slope([*found.items()]) == plain_median([*found.items()])


class TestLaws:
    """Sen 1968: what a slope must not depend on, and how it turns with the values."""

    @given(SERIES, VALUES)
    def test_a_shift_of_values_changes_nothing(self, found: Points, shift: Fraction) -> None:
        assert slope([(day, value + shift) for day, value in found]) == slope(found)

    @given(SERIES, VALUES)
    def test_it_scales_with_the_values(self, found: Points, factor: Fraction) -> None:
        assert slope([(day, value * factor) for day, value in found]) == slope(found) * factor

    @given(SERIES, st.integers(0, 10_000))
    def test_a_shift_of_days_changes_nothing(self, found: Points, shift: int) -> None:
        later = [(day + dt.timedelta(days=shift), value) for day, value in found]
        assert slope(later) == slope(found)

    @given(SERIES)
    def test_turning_time_round_turns_the_sign(self, found: Points) -> None:
        axis = 2 * START.toordinal()
        turned = [(dt.date.fromordinal(axis - day.toordinal()), value) for day, value in found]
        assert slope(turned) == -slope(found)

    @given(SERIES, VALUES)
    def test_a_line_on_top_adds_its_slope(self, found: Points, rise: Fraction) -> None:
        added = [(day, value + rise * day.toordinal()) for day, value in found]
        assert slope(added) == slope(found) + rise * YEAR

    @given(REPEATED, st.randoms(use_true_random=False))
    def test_the_order_of_points_does_not_matter(
        self, found: Points, chance: random.Random
    ) -> None:
        mixed = found.copy()
        chance.shuffle(mixed)
        assert theil_sen(mixed) == theil_sen(found)

    @given(SERIES)
    def test_it_lies_between_the_slopes_of_neighbours(self, found: Points) -> None:
        slopes = [
            (later - earlier) / (end - start).days * YEAR
            for (start, earlier), (end, later) in itertools.pairwise(sorted(found))
        ]
        assert min(slopes) <= slope(found) <= max(slopes)


class TestRobust:
    """Sen 1968: of many days up to 29 % (1 - 1/√2) may lie anywhere."""

    @given(st.integers(4, 60), st.data())
    def test_the_line_of_most_days_stays(self, good: int, data: st.DataObject) -> None:
        """As long as more than half of the pairs are pairs of good days, the median is their slope."""
        bad = data.draw(st.integers(0, good // 2))
        days = good + bad
        assume(good * (good - 1) > days * (days - 1) // 2 + 1)
        places = data.draw(st.permutations(range(days)))
        line = {
            START + dt.timedelta(days=30 * place): Fraction(3 * place) for place in places[:good]
        }
        off = {START + dt.timedelta(days=30 * p): data.draw(VALUES) * 10**6 for p in places[good:]}
        assert slope([*line.items(), *off.items()]) == Fraction(3, 30) * YEAR

    def test_28_of_100_days_far_off(self) -> None:
        """72 · 71 / (100 · 99) = 51.6 % of the pairs are good ones."""
        line = [(n, n) for n in range(72)]
        off = [(n, -(10**9)) for n in range(72, 100)]
        assert per_day(*line, *off) == 1

    def test_one_more_than_29_percent_may_carry_it_away(self) -> None:
        """70 · 69 / (100 · 99) = 48.8 %; the 30 that rise steeply make up most of the rest."""
        line = [(n, n) for n in range(70)]
        off = [(n, 10**9 * n) for n in range(70, 100)]
        assert per_day(*line, *off) > 1


class TestSpeed:
    """I3: 500 days, the most that a monitoring may have of a series, are 124 750 pairs."""

    def test_500_days(self) -> None:
        """At most a few milliseconds; working out every pair took 60."""
        chance = random.Random(6)  # noqa: S311 - the same points each time
        found = [
            (
                dt.date(1900 + n // 5, 1 + n % 5, chance.randint(1, 28)),
                Fraction(chance.randint(0, 10**8), 100),
            )
            for n in range(500)
        ]
        before = time.process_time()
        trend = theil_sen(found)
        assert time.process_time() - before < 0.5
        assert trend is not None
        assert trend.points == 500
