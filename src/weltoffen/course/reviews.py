# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What is still missing in a participation, or did not go as it should (Prüfung des Verlaufs); C1 to C7.

It names what is there and what is not. It judges nobody, and it stops nothing.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal, final, get_args

import attrs

from weltoffen.arguments import check_type
from weltoffen.model.participation import (
    MAIN_PHASES,
    PREREQUISITE_KINDS,
    Participant,
    Participation,
    Period,
    Phase,
    PhaseKind,
    Prerequisite,
    PrerequisiteKind,
)

ReviewCode = Literal[
    "contact-missing",
    "contact-gap",
    "prerequisite-open",
    "prerequisite-unmet",
    "evidence-missing",
    "not-begun",
    "questionnaire-skipped",
    "phase-out-of-order",
    "phase-missing",
    "overdue",
    "too-long",
    "dated-ahead",
]
REVIEW_CODES: tuple[ReviewCode, ...] = get_args(ReviewCode)
"""Codes in the order in which the findings on a participant stand."""
PhaseState = Literal["open", "running", "over", "dropped"]
_EXPECTED: tuple[PrerequisiteKind, ...] = ("support", "processes", "sharing")
"""Kinds that are open unless the document says otherwise; whether there is a contact, C1 says."""
MONTHS = 6
"""A course takes four to six months (C5)."""
_DAY = dt.timedelta(days=1)


@attrs.frozen(kw_only=True)
class ReviewFinding:
    """One thing that is missing or out of the ordinary (Befund, C7).

    Attributes:
        code: What it is.
        participant: Id of the participant.
        phase: Id of the phase; None if it is about none, or the phase is not in the document.
        phase_kind: Kind of the phase; None if it is about none.
        other_kind: ``phase-out-of-order``: the phase that should have begun before, and
            ``questionnaire-skipped``: the phase that has begun without it; None otherwise.
        prerequisite: Id of the prerequisite; None if it is about none, or it is not in the document.
        prerequisite_kind: Kind of the prerequisite; None if it is about none.
        since: First day that it is about: without a contact, of the phase or of the course; ``dated-ahead``:
            the day that is still to come. None if there is none, or nobody has said.
        until: Last day that it is about: without a contact, or of the course up to now; None otherwise.
        due: Day by which it was to be over (``overdue``, ``too-long``); None otherwise.
    """

    code: ReviewCode
    participant: str
    phase: str | None = None
    phase_kind: PhaseKind | None = None
    other_kind: PhaseKind | None = None
    prerequisite: str | None = None
    prerequisite_kind: PrerequisiteKind | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    due: dt.date | None = None


def review(participation: Participation, *, on: dt.date) -> tuple[ReviewFinding, ...]:
    """Say what is missing in a participation, or did not go as it should, as of a day (Prüfung, C7).

    Args:
        participation: The participation.
        on: The day. What is dated later has not happened yet, and is named as ``dated-ahead``.

    Returns:
        Findings by participant in declared order, then by code in the order of `REVIEW_CODES`, then by phase,
        prerequisite or day; empty if nothing is missing. Equal arguments give equal findings.

    Raises:
        TypeError: If an argument has a wrong type; a date with a time of day is no day.
    """
    check_type("review", "participation", participation, Participation)
    check_type("review", "on", on, dt.date)
    if isinstance(on, dt.datetime):
        msg = "review: on is to be date, not datetime"
        raise TypeError(msg)
    found: list[ReviewFinding] = []
    for one in participation.participants:
        mine = _Review(participant=one, on=on).findings()
        found += sorted(mine, key=lambda finding: REVIEW_CODES.index(finding.code))
    return tuple(found)


def phase_state(phase: Phase, on: dt.date) -> PhaseState:
    """Say where a phase stands on a day (Stand einer Phase, C3).

    ``open``: it has not begun, or the first day that is known of it is still to come. ``over``: its last day
    has come, or it took place and nobody has said when. ``running``: anything else.
    """
    if phase.dropped:
        return "dropped"
    actual = phase.actual
    if actual is None or min(_days(actual), default=on) > on:
        return "open"
    if actual.end is None:
        return "over" if actual.start is None else "running"
    return "over" if actual.end <= on else "running"


def due_day(start: dt.date) -> dt.date:
    """Give the day by which a course that begins on a day is to be over: six calendar months later (C5).

    It is the same day of the month, or the month's last if there is none: German law counts periods so (BGB
    §§ 187 (1), 188 (2), (3)).
    """
    months = start.month - 1 + MONTHS
    year, month = start.year + months // 12, months % 12 + 1
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


@final
@attrs.frozen(kw_only=True)
class _Review:
    """What is said of one participant."""

    participant: Participant
    on: dt.date

    def findings(self) -> Iterator[ReviewFinding]:
        yield from self._contacts()
        yield from self._prerequisites()
        yield from self._beginning()
        yield from self._order()
        yield from self._missing()
        yield from self._length()
        for phase in self._by_order():
            yield from self._days(phase)

    def _about(
        self,
        code: ReviewCode,
        kind: PhaseKind,
        other: PhaseKind | None = None,
        since: dt.date | None = None,
    ) -> ReviewFinding:
        phase = self._main.get(kind)
        return ReviewFinding(
            code=code,
            participant=self.participant.id,
            phase=None if phase is None else phase.id,
            phase_kind=kind,
            other_kind=other,
            since=since,
        )

    # --- The course ----------------------------------------------------------------------------------

    @cached_property
    def _main(self) -> Mapping[PhaseKind, Phase]:
        """The main phases that are in the document, in their order."""
        found = {one.kind: one for one in self.participant.phases}
        return {kind: found[kind] for kind in MAIN_PHASES if kind in found}

    @cached_property
    def _begun(self) -> Mapping[PhaseKind, Period]:
        """When each main phase that has begun took place, in their order."""
        return {
            kind: one.actual
            for kind, one in self._main.items()
            if one.actual is not None and phase_state(one, self.on) in {"running", "over"}
        }

    @property
    def _ahead(self) -> tuple[PhaseKind, ...]:
        """The main phases behind the last that has begun, also those that are not in the document."""
        last = max(map(MAIN_PHASES.index, self._begun), default=-1)
        return MAIN_PHASES[last + 1 :]

    def _is_dropped(self, kind: PhaseKind) -> bool:
        return kind in self._main and self._main[kind].dropped

    @cached_property
    def _start(self) -> dt.date | None:
        """First day of the course; None if it has not begun, or nobody has said when."""
        return min((one.start for one in self._begun.values() if one.start), default=None)

    @cached_property
    def _is_over(self) -> bool:
        """Whether the next steps are over, or were dropped and nothing else is still to be done."""
        states = {kind: phase_state(one, self.on) for kind, one in self._main.items()}
        last = states.get("next-steps")
        if last == "dropped":
            listed = all(kind in states for kind in self._ahead)
            return listed and not {"open", "running"} & set(states.values())
        return last == "over"

    @cached_property
    def _end(self) -> dt.date | None:
        """Last day of the course up to now; None if it is over, and nobody has said since when."""
        if not self._is_over:
            return self.on
        if "next-steps" in self._begun:
            return self._begun["next-steps"].end
        return max((one.end for one in self._begun.values() if one.end), default=None)

    def _by_order(self) -> Iterator[Phase]:
        yield from self._main.values()
        yield from (one for one in self.participant.phases if one.kind not in MAIN_PHASES)

    # --- C1: contact ---------------------------------------------------------------------------------

    def _contacts(self) -> Iterator[ReviewFinding]:
        missing = not self._is_over and not self._has_contact
        start, end = self._start, self._end
        gaps = [] if start is None or end is None else list(self._gaps(start, end))
        if missing:
            since = gaps.pop()[0] if gaps else None
            yield self._contact("contact-missing", since)
        for first, last in gaps:
            yield self._contact("contact-gap", first, last)

    def _contact(
        self, code: ReviewCode, since: dt.date | None, until: dt.date | None = None
    ) -> ReviewFinding:
        return ReviewFinding(code=code, participant=self.participant.id, since=since, until=until)

    @cached_property
    def _stretches(self) -> tuple[tuple[dt.date, dt.date], ...]:
        """First and last day of each contact, in order."""
        periods = [one.period or Period() for one in self.participant.contacts]
        return tuple(sorted((p.start or dt.date.min, p.end or dt.date.max) for p in periods))

    @property
    def _has_contact(self) -> bool:
        return any(first <= self.on <= last for first, last in self._stretches)

    def _gaps(self, start: dt.date, end: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
        """Give the stretches from ``start`` to ``end`` on which nobody is the contact."""
        free = start
        for first, last in self._stretches:
            if first > free:
                yield free, min(first - _DAY, end)
            if last >= end:
                return
            free = max(free, last + _DAY)
        yield free, end

    # --- C2: prerequisites ---------------------------------------------------------------------------

    def _prerequisites(self) -> Iterator[ReviewFinding]:
        found = self.participant.prerequisites
        for kind in PREREQUISITE_KINDS:
            listed = [one for one in found if one.kind == kind]
            for one in listed:
                yield from self._prerequisite(one)
            if not listed and kind in _EXPECTED:
                yield self._wanting("prerequisite-open", kind)

    def _prerequisite(self, one: Prerequisite) -> Iterator[ReviewFinding]:
        if one.state == "open":
            yield self._wanting("prerequisite-open", one.kind, one.id)
        elif one.state == "unmet":
            yield self._wanting("prerequisite-unmet", one.kind, one.id)
        elif one.evidence is None and one.paper is None and not self._shows(one.kind):
            yield self._wanting("evidence-missing", one.kind, one.id)

    def _shows(self, kind: PrerequisiteKind) -> bool:
        """Say whether the document itself shows that a prerequisite is met: a contact by being named."""
        return kind == "contact" and bool(self.participant.contacts)

    def _wanting(
        self, code: ReviewCode, kind: PrerequisiteKind, prerequisite: str | None = None
    ) -> ReviewFinding:
        return ReviewFinding(
            code=code,
            participant=self.participant.id,
            prerequisite=prerequisite,
            prerequisite_kind=kind,
        )

    # --- C3, C4: order -------------------------------------------------------------------------------

    def _beginning(self) -> Iterator[ReviewFinding]:
        """Name the phase with which the course is to begin; none if it was dropped as a whole."""
        left: list[PhaseKind] = [kind for kind in MAIN_PHASES if not self._is_dropped(kind)]
        if left and not self._begun:
            yield self._about("not-begun", left[0])

    def _order(self) -> Iterator[ReviewFinding]:
        """Name for each main phase the first later one that began before it, or without it."""
        for place, kind in enumerate(MAIN_PHASES):
            behind = MAIN_PHASES[place + 1 :]
            later: list[PhaseKind] = [one for one in behind if self._began_first(one, kind)]
            if kind == "questionnaire" and kind not in self._begun:
                if later or self._is_dropped(kind):
                    first = later[0] if later else None
                    since = None if first is None else self._begun[first].start
                    yield self._about("questionnaire-skipped", kind, first, since)
            elif later and not self._is_dropped(kind):
                since = self._begun[later[0]].start
                yield self._about("phase-out-of-order", later[0], kind, since)

    def _began_first(self, later: PhaseKind, earlier: PhaseKind) -> bool:
        """Say whether a phase has begun for certain before another one has."""
        if later not in self._begun:
            return False
        if earlier not in self._begun:
            return True
        one, other = self._begun[later], self._begun[earlier]
        latest = one.start or one.end
        return latest is not None and other.start is not None and latest < other.start

    def _missing(self) -> Iterator[ReviewFinding]:
        """Name the phases still to come for which no day is planned, once the course has begun."""
        if not self._begun:
            return
        for kind in self._ahead:
            phase = self._main.get(kind)
            if phase is None or not (phase.dropped or phase.actual or _days(phase.planned)):
                yield self._about("phase-missing", kind)

    # --- C5: time ------------------------------------------------------------------------------------

    def _length(self) -> Iterator[ReviewFinding]:
        start, end = self._start, self._end
        if start is not None and end is not None and end > (due := due_day(start)):
            yield ReviewFinding(
                code="too-long", participant=self.participant.id, since=start, until=end, due=due
            )

    def _days(self, phase: Phase) -> Iterator[ReviewFinding]:
        about = ReviewFinding(
            code="overdue", participant=self.participant.id, phase=phase.id, phase_kind=phase.kind
        )
        due = self._due(phase)
        if due is not None and due < self.on:
            yield attrs.evolve(about, due=due)
        ahead = [day for day in _days(phase.actual) if day > self.on]
        if ahead:
            yield attrs.evolve(about, code="dated-ahead", since=ahead[0])

    def _due(self, phase: Phase) -> dt.date | None:
        """Give the day by which a phase is to be over, or to have begun if only that is planned."""
        state, planned = phase_state(phase, self.on), phase.planned
        if planned is None or state in {"over", "dropped"}:
            return None
        return planned.end or (planned.start if state == "open" else None)


def _days(period: Period | None) -> tuple[dt.date, ...]:
    if period is None:
        return ()
    return tuple(day for day in (period.start, period.end) if day is not None)
