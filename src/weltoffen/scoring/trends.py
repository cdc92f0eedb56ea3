# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Trends of observed values over time (Trend je Jahr): Theil-Sen, exact; I3."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import final

import attrs

LEAST_DAYS = 4
"""A trend needs values of at least so many different days (I3)."""
DAYS_PER_YEAR = Fraction(146_097, 400)
"""Mean length of a year of the Gregorian calendar: 365.2425 days."""

Point = tuple[dt.date, Fraction]
"""A day and a value."""


@final
@attrs.frozen(kw_only=True)
class Trend:
    """How values change in a year (Trend, I3).

    Attributes:
        slope: Change per year of 365.2425 days, in the unit of the values; negative for a fall.
        points: Of how many different days there are values; at least 4.
        first: The earliest of these days.
        last: The latest.
    """

    slope: Fraction
    points: int
    first: dt.date
    last: dt.date


def theil_sen(points: Iterable[Point]) -> Trend | None:
    """Estimate the change per year by the median of all slopes between two days (Theil-Sen-Schätzer, I3).

    Values of the same day are averaged first. Of an even number of slopes the median is the mean of the two
    middle ones. Nothing is rounded. Of many days up to 29 %, however far off, cannot carry the median away.

    Args:
        points: Days and values in any order. The effort grows with the square of the number of days.

    Returns:
        The trend, or None for fewer than 4 different days.

    Source: H. Theil, A rank-invariant method of linear and polynomial regression analysis, 1950; P. K. Sen,
    Estimates of the regression coefficient based on Kendall's tau, 1968.
    """
    means = daily_means(points)
    if len(means) < LEAST_DAYS:
        return None
    return Trend(
        slope=_median_slope(means) * DAYS_PER_YEAR,
        points=len(means),
        first=means[0][0],
        last=means[-1][0],
    )


def daily_means(points: Iterable[Point]) -> tuple[Point, ...]:
    """Give the arithmetic mean of each day's values (Tagesmittel, I3), in order of days."""
    by_day: defaultdict[dt.date, list[Fraction]] = defaultdict(list)
    for day, value in points:
        by_day[day].append(value)
    return tuple((day, sum(by_day[day], Fraction()) / len(by_day[day])) for day in sorted(by_day))


def _median_slope(points: Sequence[Point]) -> Fraction:
    """Give the median slope per day of points that are in order of different days."""
    denominator = math.lcm(*(value.denominator for _, value in points))
    whole = [(day.toordinal(), int(value * denominator)) for day, value in points]
    # Sorting fractions is slow, so each is sorted by its whole part after multiplying it by 2^shift. Two that
    # differ, with denominators of at most span, lie at least 1/span² apart. With 2^shift above 2 span² their
    # whole parts differ as well, and each whole part leads back to its one fraction.
    span = whole[-1][0] - whole[0][0]
    shift = 2 * span.bit_length() + 1
    codes = sorted(
        ((later - earlier) << shift) // (end - start)
        for (start, earlier), (end, later) in itertools.combinations(whole, 2)
    )
    low, high = codes[(len(codes) - 1) // 2], codes[len(codes) // 2]
    middle = (Fraction(code, 1 << shift).limit_denominator(span) for code in (low, high))
    return sum(middle, Fraction()) / (2 * denominator)
