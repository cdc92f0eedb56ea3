# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What a monitoring shows on a day (Auswertung des Monitorings): values, trends, gaps, needs; I2-I6.

It describes state and development. What a measure has brought about cannot be told from it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

import attrs

from weltoffen.arguments import check_day, check_type
from weltoffen.model.monitoring import (
    STATUSES,
    Direction,
    Indicator,
    Monitoring,
    Observation,
    ObservationStatus,
)
from weltoffen.scoring.trends import Trend, daily_means, theil_sen

Development = Literal["better", "worse", "steady"]
"""How an indicator has developed, in its own direction (Entwicklung, I3)."""
VisibleNeed = Literal["target-missed", "against-direction"]
"""Why an indicator shows a need for action (sichtbarer Bedarf, I5)."""


@attrs.frozen(kw_only=True)
class SeriesResult:
    """What was observed of an indicator, or of one part of it (Auswertung einer Reihe).

    Attributes:
        category: Id of the part; None for all together.
        value: Mean of the values of the latest day; None if nothing was observed.
        date: That day.
        status: The weakest status of that day's values, ``estimated`` being the weakest; None without value.
        base: How many people or cases the value rests on (Bezugsgröße, N3), if every observation of that day
            says the same number; None otherwise.
        days: Of how many different days there are values.
        trend: Change per year; None for fewer than 4 different days (I3).
        development: ``better`` if the trend goes in the indicator's direction, ``worse`` if against it,
            ``steady`` for a trend of 0; None without trend.
        target: Value to be reached, or None.
        gap: How far the value is from the target, in the indicator's direction: 0 or less is reached (I4);
            None without target or value.
        needs: Why a need becomes visible (I5); empty if none does.
        observations: What it rests on, in order of days.
    """

    category: str | None
    value: Fraction | None
    date: dt.date | None
    status: ObservationStatus | None
    base: int | None
    days: int
    trend: Trend | None
    development: Development | None
    target: Fraction | None
    gap: Fraction | None
    needs: tuple[VisibleNeed, ...]
    observations: tuple[Observation, ...]

    @property
    def no_trend(self) -> Literal["too-few-days"] | None:
        """Why there is no trend; None if there is one."""
        return "too-few-days" if self.trend is None else None

    @property
    def noted(self) -> tuple[Observation, ...]:
        """Observations with a note, such as a changed definition, which a trend does not know of."""
        return tuple(one for one in self.observations if one.note is not None)


@attrs.frozen(kw_only=True)
class IndicatorResult:
    """What was observed of an indicator (Auswertung eines Indikators, I3, I4).

    Attributes:
        indicator: Its id.
        nodes: Ids of the criteria that it is linked to.
        whole: All together.
        parts: Its parts, in declared order; each is judged by itself.
    """

    indicator: str
    nodes: tuple[str, ...]
    whole: SeriesResult
    parts: tuple[SeriesResult, ...]

    @property
    def needs(self) -> tuple[SeriesResult, ...]:
        """Where a need becomes visible (I5): all together first, then the parts."""
        return tuple(one for one in (self.whole, *self.parts) if one.needs)


def observe(monitoring: Monitoring, *, on: dt.date) -> tuple[IndicatorResult, ...]:
    """Say what a monitoring shows on a day (Auswertung, I2-I5).

    Args:
        monitoring: Indicators and observations.
        on: The day; later observations are left out.

    Returns:
        One result for each indicator, in declared order. The order of the observations changes nothing.

    Raises:
        TypeError: If ``monitoring`` is no monitoring, or ``on`` no day.
    """
    check_type("observe", "monitoring", monitoring, Monitoring)
    check_day("observe", "on", on)
    found: defaultdict[tuple[str, str | None], list[Observation]] = defaultdict(list)
    for one in monitoring.observations:
        if one.date <= on:
            found[one.series].append(one)
    return tuple(
        IndicatorResult(
            indicator=one.id,
            nodes=one.nodes,
            whole=_series(one, None, one.target, found[one.id, None]),
            parts=tuple(
                _series(one, part.id, part.target, found[one.id, part.id]) for part in one.breakdown
            ),
        )
        for one in monitoring.indicators
    )


def _series(
    indicator: Indicator,
    category: str | None,
    target: Fraction | None,
    observations: Sequence[Observation],
) -> SeriesResult:
    means = daily_means((one.date, one.value) for one in observations)
    date, value = means[-1] if means else (None, None)
    latest = [one for one in observations if one.date == date]
    trend = theil_sen(means)
    development = None if trend is None else _development(trend.slope, indicator.direction)
    gap = None
    if target is not None and value is not None:
        gap = _forward(target - value, indicator.direction)
    return SeriesResult(
        category=category,
        value=value,
        date=date,
        status=_weakest(latest) if latest else None,
        base=common_base(latest),
        days=len(means),
        trend=trend,
        development=development,
        target=target,
        gap=gap,
        needs=_needs(gap, development),
        observations=tuple(sorted(observations, key=_order)),
    )


def _forward(change: Fraction, direction: Direction) -> Fraction:
    """Turn a change so that it is positive in the direction that is wanted."""
    return change if direction == "rise" else -change


def _development(slope: Fraction, direction: Direction) -> Development:
    forward = _forward(slope, direction)
    if not forward:
        return "steady"
    return "better" if forward > 0 else "worse"


def _needs(gap: Fraction | None, development: Development | None) -> tuple[VisibleNeed, ...]:
    found: list[VisibleNeed] = []
    if gap is not None and gap > 0:
        found.append("target-missed")
    if development == "worse":
        found.append("against-direction")
    return tuple(found)


def _weakest(observations: Iterable[Observation]) -> ObservationStatus:
    return max((one.status for one in observations), key=_weakness)


def common_base(observations: Iterable[Observation]) -> int | None:
    """Say how many people or cases a mean rests on (Bezugsgröße, I2, N3).

    Args:
        observations: Those of one series and one day.

    Returns:
        The number that all of them name; None if they name different ones, or none.
    """
    bases = {one.base for one in observations}
    return bases.pop() if len(bases) == 1 else None


def _weakness(status: ObservationStatus) -> int:
    return STATUSES.index(status)


def _order(one: Observation) -> tuple[dt.date, Fraction, int, int, tuple[tuple[str, str], ...]]:
    note = one.note.versions if one.note else ()
    return one.date, one.value, _weakness(one.status), one.base or 0, note
