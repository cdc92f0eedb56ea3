# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Where the phases of a course stand on a day (Stand der Phasen), and when a course began; C1, C3, C5."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, Literal

import attrs

from weltoffen.arguments import check_day, check_type
from weltoffen.model.participation import MAIN_PHASES, Participant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weltoffen.model.participation import Period, Phase

PhaseState = Literal["open", "running", "over", "dropped"]
MONTHS = 6
"""A course takes four to six months (C5)."""


@attrs.frozen(kw_only=True)
class CourseStart:
    """The first day of a course, as far as it is known (Beginn, C1).

    Attributes:
        day: The day.
        at_latest: Whether the course began then or earlier, on a day that nobody has said.
    """

    day: dt.date
    at_latest: bool = False


def course_start(periods: Iterable[Period]) -> CourseStart | None:
    """Give the first day of a course from the periods of its main phases (C1).

    Args:
        periods: When each took place, or is planned, in the order of the course.

    Returns:
        The earliest known day: the latest that it can be if the phase that has it, or one before it, has no
        known first day. None if no day is known.
    """
    listed = list(periods)
    days = [min(known_days(one), default=None) for one in listed]
    known = [day for day in days if day is not None]
    if not known:
        return None
    first = min(known)
    before = listed[: days.index(first) + 1]
    return CourseStart(day=first, at_latest=any(one.start is None for one in before))


def phase_states(participant: Participant, on: dt.date) -> Mapping[str, PhaseState]:
    """Say where each phase stands on a day, by its id (Stand der Phasen, C3).

    ``open``: it has not begun, or the first day that is known of it is still to come. ``over``: its last day
    has come. ``running``: anything else. A main phase that took place, and nobody has said when, is over from
    the first known day of the main phases behind it on; if none is known, from the latest first day of those
    before it; otherwise, like such an optional one, on every day. Until then it is open.

    Raises:
        TypeError: If an argument has a wrong type; a date with a time of day is no day.
    """
    check_type("phase_states", "participant", participant, Participant)
    check_day("phase_states", "on", on)
    return {one.id: _state(one, participant, on) for one in participant.phases}


def due_day(start: dt.date) -> dt.date:
    """Give the day by which a course that begins on a day is to be over: six calendar months later (C5).

    It is the same day of the month, or the month's last if there is none: German law counts periods so (BGB
    §§ 187 (1), 188 (2), (3)).

    Raises:
        TypeError: If it is no day; a date with a time of day is none.
    """
    check_day("due_day", "start", start)
    months = start.month - 1 + MONTHS
    year, month = start.year + months // 12, months % 12 + 1
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def known_days(period: Period | None) -> tuple[dt.date, ...]:
    """Give the days of a period that are known, the first one first."""
    if period is None:
        return ()
    return tuple(day for day in (period.start, period.end) if day is not None)


def _state(phase: Phase, participant: Participant, on: dt.date) -> PhaseState:
    if phase.dropped:
        return "dropped"
    if phase.actual is None:
        return "open"
    known = known_days(phase.actual)
    if not known:
        since = _over_since(phase, participant)
        return "over" if since is None or since <= on else "open"
    if known[0] > on:
        return "open"
    end = phase.actual.end
    return "over" if end is not None and end <= on else "running"


def _over_since(phase: Phase, participant: Participant) -> dt.date | None:
    """Give the day from which on a phase without days is over; None if no other phase shows one."""
    if phase.kind not in MAIN_PHASES:
        return None
    place = MAIN_PHASES.index(phase.kind)
    first = {
        MAIN_PHASES.index(one.kind): known[0]
        for one in participant.phases
        if one.kind in MAIN_PHASES and (known := known_days(one.actual))
    }
    later = [day for at, day in first.items() if at > place]
    return min(later) if later else max(first.values(), default=None)
