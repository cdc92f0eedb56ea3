# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""On which days somebody is the contact (Anwesenheit der Ansprechpersonen); C1."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, final

import attrs

from weltoffen.model.participation import Contact, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Stretch = tuple[dt.date, dt.date]
"""First and last day, both included."""
_DAY = dt.timedelta(days=1)


@final
@attrs.frozen
class Presence:
    """Days on which somebody is the contact (Anwesenheit, C1).

    Attributes:
        stretches: Those of each contact, in order.
    """

    stretches: tuple[Stretch, ...]

    @classmethod
    def of(cls, contacts: Iterable[Contact]) -> Presence:
        """Take the days of contacts; one without days is there all the time."""
        periods = [one.period or Period() for one in contacts]
        return cls(tuple(sorted((p.start or dt.date.min, p.end or dt.date.max) for p in periods)))

    def covers(self, day: dt.date) -> bool:
        """Say whether somebody is the contact on a day."""
        return any(first <= day <= last for first, last in self.stretches)

    def ends_before(self, day: dt.date) -> bool:
        """Say whether somebody was the contact up to the day before."""
        return any(last < day <= last + _DAY for _, last in self.stretches)

    def gaps(self, start: dt.date, end: dt.date) -> Iterator[Stretch]:
        """Give the stretches from ``start`` to ``end`` on which nobody is the contact, in order."""
        free = start
        for first, last in self.stretches:
            if first > free:
                yield free, min(first - _DAY, end)
            if last >= end:
                return
            free = max(free, last + _DAY)
        yield free, end
