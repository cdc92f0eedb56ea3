# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What is still missing in a participation, or did not go as it should (Prüfung des Verlaufs); C1 to C7.

It names what is there and what is not. It judges nobody, and it stops nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal, final, get_args

import attrs

from weltoffen.arguments import check_day, check_type
from weltoffen.course.phases import (
    CourseStart,
    PhaseState,
    course_start,
    due_day,
    known_days,
    phase_states,
)
from weltoffen.course.presence import Presence
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
    "plan-out-of-order",
    "phase-missing",
    "overdue",
    "too-long",
    "plan-too-long",
    "dated-ahead",
]
"""What a review of a participation can find (Befund, C7)."""
REVIEW_CODES: tuple[ReviewCode, ...] = get_args(ReviewCode)
"""Codes in the order in which the findings on a participant stand."""
_EXPECTED: tuple[PrerequisiteKind, ...] = ("support", "processes", "sharing")
"""Kinds that are open unless the document says otherwise; whether there is a contact, C1 says."""


@attrs.frozen(kw_only=True)
class ReviewFinding:
    """One thing that is missing or out of the ordinary (Befund, C7).

    Attributes:
        code: What it is.
        participant: Id of the participant.
        phase: Id of the phase; None if it is about none, or the phase is not in the document.
        phase_kind: Kind of the phase; None if it is about none.
        other_kind: ``phase-out-of-order``: the phase that should have begun before; ``plan-out-of-order``:
            the one that is to begin before; ``questionnaire-skipped``: the one that has begun without it.
            None otherwise.
        prerequisite: Id of the prerequisite; None if it is about none, or it is not in the document.
        prerequisite_kind: Kind of the prerequisite; None if it is about none.
        since: First day that it is about: without a contact, of the phase or of the course;
            ``plan-out-of-order``: the planned one; ``dated-ahead``: the day that is still to come. None if
            there is none, or nobody has said.
        at_latest: Whether ``since`` is the latest day that it can be, because the course began on a day that
            nobody has said; ``due`` is then the latest as well.
        until: Last day that it is about: without a contact, or of the course up to now; ``plan-too-long``:
            the last that is planned. None otherwise.
        due: Day by which it was to be over (``overdue``, ``too-long``, ``plan-too-long``); None otherwise.
        over: Whether the course that took too long is over; until it is, ``until`` is the day of the review.
    """

    code: ReviewCode
    participant: str
    phase: str | None = None
    phase_kind: PhaseKind | None = None
    other_kind: PhaseKind | None = None
    prerequisite: str | None = None
    prerequisite_kind: PrerequisiteKind | None = None
    since: dt.date | None = None
    at_latest: bool = False
    until: dt.date | None = None
    due: dt.date | None = None
    over: bool = False


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
    check_day("review", "on", on)
    found: list[ReviewFinding] = []
    for one in participation.participants:
        mine = _Review(participant=one, on=on).findings()
        found += sorted(mine, key=lambda finding: REVIEW_CODES.index(finding.code))
    return tuple(found)


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
        yield from self._plans()
        yield from self._missing()
        yield from self._length()
        yield from self._planned_length()
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
    def _states(self) -> Mapping[str, PhaseState]:
        return phase_states(self.participant, self.on)

    @cached_property
    def _begun(self) -> Mapping[PhaseKind, Period]:
        """When each main phase that has begun took place, in their order."""
        return {
            kind: one.actual
            for kind, one in self._main.items()
            if one.actual is not None and self._states[one.id] in {"running", "over"}
        }

    @cached_property
    def _planned(self) -> Mapping[PhaseKind, Period]:
        """When each main phase that has not begun is planned, in their order."""
        return {
            kind: one.planned
            for kind, one in self._main.items()
            if one.planned is not None and self._states[one.id] == "open"
        }

    @property
    def _ahead(self) -> tuple[PhaseKind, ...]:
        """The main phases behind the last that has begun, also those that are not in the document."""
        last = max(map(MAIN_PHASES.index, self._begun), default=-1)
        return MAIN_PHASES[last + 1 :]

    def _is_dropped(self, kind: PhaseKind) -> bool:
        return kind in self._main and self._main[kind].dropped

    @cached_property
    def _start(self) -> CourseStart | None:
        """First day of the course; None if it has not begun, or no day of it is known."""
        return course_start(self._begun.values())

    @cached_property
    def _is_over(self) -> bool:
        """Whether the next steps are over, or were dropped and nothing else is still to be done."""
        states = {kind: self._states[one.id] for kind, one in self._main.items()}
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
        presence = Presence.of(self.participant.contacts)
        start, end = self._start, self._end
        gaps = [] if start is None or end is None else list(presence.gaps(start.day, end))
        if not self._is_over and not presence.covers(self.on):
            since = gaps.pop()[0] if gaps else None
            yield self._contact("contact-missing", presence, since)
        for first, last in gaps:
            yield self._contact("contact-gap", presence, first, last)

    def _contact(
        self,
        code: ReviewCode,
        presence: Presence,
        since: dt.date | None,
        until: dt.date | None = None,
    ) -> ReviewFinding:
        """Name days without a contact; they may have begun before their first if the course may have."""
        if since is None:
            return ReviewFinding(code=code, participant=self.participant.id)
        at_start = self._start == CourseStart(day=since, at_latest=True)
        return ReviewFinding(
            code=code,
            participant=self.participant.id,
            since=since,
            at_latest=at_start and not presence.ends_before(since),
            until=until,
        )

    # --- C2: prerequisites ---------------------------------------------------------------------------

    def _prerequisites(self) -> Iterator[ReviewFinding]:
        for kind in PREREQUISITE_KINDS:
            listed = [one for one in self.participant.prerequisites if one.kind == kind]
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

    def _plans(self) -> Iterator[ReviewFinding]:
        """Name for each main phase the first later one that is planned to begin before it."""
        if self._is_over:
            return
        for place, kind in enumerate(MAIN_PHASES):
            begins = self._expected(kind).start
            for later in MAIN_PHASES[place + 1 :]:
                plan = self._planned.get(later, Period())
                known = known_days(plan)
                if begins is not None and known and known[0] < begins:
                    yield self._about("plan-out-of-order", later, kind, plan.start)
                    break

    def _missing(self) -> Iterator[ReviewFinding]:
        """Name the phases still to come for which no day is planned, once the course has begun."""
        if not self._begun:
            return
        for kind in self._ahead:
            phase = self._main.get(kind)
            if phase is None or not (phase.dropped or phase.actual or known_days(phase.planned)):
                yield self._about("phase-missing", kind)

    # --- C5: time ------------------------------------------------------------------------------------

    def _length(self) -> Iterator[ReviewFinding]:
        start, end = self._start, self._end
        if start is not None and end is not None and end > (due := due_day(start.day)):
            yield attrs.evolve(self._long("too-long", start, end, due), over=self._is_over)

    def _planned_length(self) -> Iterator[ReviewFinding]:
        """Name the main phase that is planned to go on beyond the six months, as long as they last."""
        to_come: list[PhaseKind] = [one for one in MAIN_PHASES if not self._is_dropped(one)]
        start = self._start or course_start(map(self._expected, to_come))
        left = [
            (known_days(one.planned)[-1], one)
            for one in self._main.values()
            if self._states[one.id] in {"open", "running"} and known_days(one.planned)
        ]
        if start is None or self._is_over or not left:
            return
        last, phase = max(left, key=lambda found: found[0])
        if self.on <= (due := due_day(start.day)) < last:
            finding = self._long("plan-too-long", start, last, due)
            yield attrs.evolve(finding, phase=phase.id, phase_kind=phase.kind)

    def _expected(self, kind: PhaseKind) -> Period:
        """Give when a phase took place, or when it is to."""
        return self._begun.get(kind) or self._planned.get(kind) or Period()

    def _long(
        self, code: ReviewCode, start: CourseStart, end: dt.date, due: dt.date
    ) -> ReviewFinding:
        return ReviewFinding(
            code=code,
            participant=self.participant.id,
            since=start.day,
            at_latest=start.at_latest,
            until=end,
            due=due,
        )

    def _days(self, phase: Phase) -> Iterator[ReviewFinding]:
        about = ReviewFinding(
            code="overdue", participant=self.participant.id, phase=phase.id, phase_kind=phase.kind
        )
        due = self._due(phase)
        if due is not None and due < self.on:
            yield attrs.evolve(about, due=due)
        ahead = [day for day in known_days(phase.actual) if day > self.on]
        if ahead:
            yield attrs.evolve(about, code="dated-ahead", since=ahead[0])

    def _due(self, phase: Phase) -> dt.date | None:
        """Give the day by which a phase is to be over, or to have begun if only that is planned."""
        state, planned = self._states[phase.id], phase.planned
        if planned is None or state in {"over", "dropped"}:
            return None
        return planned.end or (planned.start if state == "open" else None)
