# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Trends of observed values over time (Trend je Jahr): Theil-Sen, exact; I3."""

from __future__ import annotations

import datetime as dt
import functools
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import final

import attrs

from weltoffen.arguments import check_day, check_type
from weltoffen.errors import InvalidDocument
from weltoffen.model.exact import ExactInput, exact

LEAST_DAYS = 4
"""A trend needs values of at least so many different days (I3)."""
DAYS_PER_YEAR = Fraction(146_097, 400)
"""Mean length of a year of the Gregorian calendar: 365.2425 days."""

Point = tuple[dt.date, Fraction]
"""A day and a value."""
GivenPoint = tuple[dt.date, ExactInput]
"""A day and a value as it may be given: a number that is exact, so no float (M5)."""

_LAGS = 16
"""Of so many distances between places in the order of days the slopes are taken as a sample."""


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


def theil_sen(points: Iterable[GivenPoint]) -> Trend | None:
    """Estimate the change per year by the median of all slopes between two days (Theil-Sen-Schätzer, I3).

    Values of the same day are averaged first. Of an even number of slopes the median is the mean of the two
    middle ones. Nothing is rounded. Of many days up to 29 %, however far off, cannot carry the median away.

    Args:
        points: Days and values in any order. 500 days take about ten milliseconds.

    Returns:
        The trend, or None for fewer than 4 different days.

    Raises:
        TypeError: For a point that is no pair of a day and an exact number; a float is none (M5).

    Source: H. Theil, A rank-invariant method of linear and polynomial regression analysis, 1950; P. K. Sen,
    Estimates of the regression coefficient based on Kendall's tau, 1968.
    """
    means = _means("theil_sen", points)
    if len(means) < LEAST_DAYS:
        return None
    return Trend(
        slope=_median_slope(means) * DAYS_PER_YEAR,
        points=len(means),
        first=means[0][0],
        last=means[-1][0],
    )


def daily_means(points: Iterable[GivenPoint]) -> tuple[Point, ...]:
    """Give the arithmetic mean of each day's values (Tagesmittel, I3), in order of days.

    Raises:
        TypeError: For a point that is no pair of a day and an exact number; a float is none (M5).
    """
    return _means("daily_means", points)


def _means(function: str, points: Iterable[GivenPoint]) -> tuple[Point, ...]:
    check_type(function, "points", points, Iterable)
    by_day: defaultdict[dt.date, list[Fraction]] = defaultdict(list)
    for index, point in enumerate(points):
        name = f"points[{index}]"
        check_type(function, name, point, tuple, list)
        if len(point) != 2:  # noqa: PLR2004 - a day and a value
            msg = f"{function}: {name} is to be a day and a value"
            raise TypeError(msg)
        day, value = point
        check_day(function, f"the day of {name}", day)
        by_day[day].append(_exact(function, f"the value of {name}", value))
    return tuple((day, sum(by_day[day], Fraction()) / len(by_day[day])) for day in sorted(by_day))


def _exact(function: str, name: str, value: ExactInput) -> Fraction:
    try:
        return exact(value)
    except InvalidDocument:
        kind = type(value).__name__
        msg = (
            f"{function}: {name} is to be an exact number, such as an int or a Fraction, not {kind}"
        )
        raise TypeError(msg) from None


# Slopes are many, one for each pair of days. So only a sample of them is worked out and put in order. How
# many slopes lie below a given one can be counted without working out any: take its line away from all
# values, and count the pairs of days whose values fall. So the sample is searched for two neighbours between
# which the median lies, and the few slopes between them are worked out. Whatever the sample, the median found
# is exact.
#
# A slope stands as a code: its whole part after multiplying it by 2^shift. Two that differ, with
# denominators of at most span, lie at least 1/span² apart. With 2^shift above 2 span² their whole parts
# differ as well, and each whole part leads back to its one fraction.

_Place = tuple[int, int]
"""A day, and its value as a whole number, multiplied by 2^shift."""


def _median_slope(points: Sequence[Point]) -> Fraction:
    """Give the median slope per day of points that are in order of different days."""
    denominator = math.lcm(*(value.denominator for _, value in points))
    span = (points[-1][0] - points[0][0]).days
    shift = 2 * span.bit_length() + 1
    places = [
        (day.toordinal(), value.numerator * (denominator // value.denominator) << shift)
        for day, value in points
    ]
    codes = _middle(places)
    middle = (Fraction(code, 1 << shift).limit_denominator(span) for code in codes)
    return sum(middle, Fraction()) / (2 * denominator)


def _middle(places: Sequence[_Place]) -> tuple[int, int]:
    """Give the two middle codes; twice the same of an odd number."""
    last = len(places) * (len(places) - 1) // 2 - 1
    sample = sorted(set(_sample(places)))
    below = functools.cache(functools.partial(_below, places))
    low, high = (_ranked(places, sample, rank, below) for rank in (last // 2, (last + 1) // 2))
    return low, high


def _sample(places: Sequence[_Place]) -> Iterator[int]:
    """Give codes of some pairs, those of neighbours among them: no slope lies beyond all of theirs."""
    step = len(places) // _LAGS | 1
    for lag in range(1, len(places), step):
        for (start, earlier), (end, later) in zip(places, places[lag:], strict=False):
            yield (later - earlier) // (end - start)


def _ranked(
    places: Sequence[_Place], sample: Sequence[int], rank: int, below: Callable[[int], int]
) -> int:
    """Give the code that has ``rank`` others before it in their order."""
    place = bisect_right(sample, rank, key=below) - 1
    low = sample[place]
    before = below(low + 1)
    if rank < before:
        return low
    return sorted(_between(places, low + 1, sample[place + 1]))[rank - before]


def _below(places: Sequence[_Place], code: int) -> int:
    """Count the pairs whose code is smaller."""
    found = 0
    seen: list[int] = []
    for day, value in places:
        rest = value - code * day
        at = bisect_right(seen, rest)
        found += len(seen) - at
        seen.insert(at, rest)
    return found


def _between(places: Sequence[_Place], low: int, high: int) -> Iterator[int]:
    """Give the codes from ``low`` up to, but not including, ``high``.

    These are the codes of pairs that stand in order with the line of ``low`` taken away, and no longer with
    that of ``high``.
    """
    rests: list[int] = []
    seen: list[_Place] = []
    for day, value in sorted(places, key=lambda one: (one[1] - low * one[0], one[0])):
        rest = value - high * day
        at = bisect_right(rests, rest)
        for start, earlier in seen[at:]:
            yield (value - earlier) // (day - start)
        rests.insert(at, rest)
        seen.insert(at, (day, value))
