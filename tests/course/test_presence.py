# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""On which days somebody is the contact; C1. What the review makes of gaps, test_reviews.py shows."""

from __future__ import annotations

import datetime as dt

import pytest

from weltoffen.course.presence import Presence
from weltoffen.model.participation import Contact, Period

TEXT = {"de": "x"}
FIRST = dt.date(2026, 1, 1)


def at(number: int) -> dt.date:
    """Give the day so many days after the first."""
    return FIRST + dt.timedelta(days=number)


def presence(*stretches: tuple[int | None, int | None]) -> Presence:
    contacts = []
    for index, stretch in enumerate(stretches):
        start, end = (None if one is None else at(one) for one in stretch)
        period = Period(start=start, end=end)
        contacts.append(Contact(id=f"c-{index}", function=TEXT, period=period))
    return Presence.of(contacts)


class TestPresenceC1:
    """C1: a contact has a first and a last day, or is there all the time."""

    def test_all_the_time(self) -> None:
        for always in (presence((None, None)), Presence.of([Contact(id="c", function=TEXT)])):
            assert always.covers(dt.date.min)
            assert always.covers(dt.date.max)
            assert not always.ends_before(dt.date.max)
            assert list(always.gaps(dt.date.min, dt.date.max)) == []

    def test_nobody(self) -> None:
        assert not presence().covers(FIRST)
        assert not presence().ends_before(FIRST)
        assert list(presence().gaps(at(0), at(9))) == [(at(0), at(9))]

    def test_first_and_last_day_are_included(self) -> None:
        one = presence((3, 5))
        assert [n for n in range(10) if one.covers(at(n))] == [3, 4, 5]
        assert [n for n in range(10) if one.ends_before(at(n))] == [6]
        assert list(one.gaps(at(0), at(9))) == [(at(0), at(2)), (at(6), at(9))]

    @pytest.mark.parametrize(
        ("start", "end", "gaps"),
        [
            (0, 9, [(2, 3), (8, 9)]),
            (0, 7, [(2, 3)]),
            (3, 3, [(3, 3)]),
            (4, 7, []),
            (8, 8, [(8, 8)]),
            (1, 2, [(2, 2)]),
        ],
    )
    def test_stretches_may_overlap(self, start: int, end: int, gaps: list[tuple[int, int]]) -> None:
        found = presence((4, 7), (None, 1), (5, 5), (0, 1)).gaps(at(start), at(end))
        assert list(found) == [(at(first), at(last)) for first, last in gaps]
