# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the participation (Kapitel zur Teilnahme): where each municipality stands; C1 to C8."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, final

import attrs

from weltoffen.course.phases import phase_states
from weltoffen.model.keys import COUNTY_LENGTH
from weltoffen.model.participation import (
    MAIN_PHASES,
    PREREQUISITE_KINDS,
    Participant,
    Participation,
)
from weltoffen.model.towns import town_key
from weltoffen.render.blocks import Entry, heading, listing, paragraphs, table
from weltoffen.render.course.voice import Voice
from weltoffen.render.inline import Line, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from weltoffen.course.phases import PhaseState
    from weltoffen.course.reviews import ReviewFinding
    from weltoffen.model.paper import PaperReference
    from weltoffen.model.participation import (
        Contact,
        Period,
        Phase,
        PhaseKind,
        Prerequisite,
        PrerequisiteKind,
    )
    from weltoffen.model.text import Text
    from weltoffen.render.blocks import Block

_SAID_ONCE: Mapping[str, str] = {
    "prerequisite-open": "prerequisite",
    "phase-missing": "phase",
}
"""Codes of which several are told in one entry, and what each of them is about."""


def participation_chapter(
    voice: Voice,
    participation: Participation,
    findings: Iterable[ReviewFinding],
    on: dt.date,
) -> Iterator[Block]:
    """Write the chapter on the participation (Kapitel zur Teilnahme).

    Args:
        voice: The language.
        participation: The participation.
        findings: What `weltoffen.course.reviews.review` says of it.
        on: The day as of which the findings are.
    """
    chapter = _Chapter(voice=voice, participation=participation, on=on)
    return chapter.blocks(tuple(findings))


@final
@attrs.frozen(kw_only=True)
class _Chapter:
    voice: Voice
    participation: Participation
    on: dt.date

    def blocks(self, findings: Sequence[ReviewFinding]) -> Iterator[Block]:
        yield from heading(2, self.say("chapter.title"), "course-participation")
        yield from self._introduction()
        for one in self.participation.participants:
            mine = [finding for finding in findings if finding.participant == one.id]
            yield from _Place(chapter=self, participant=one).blocks(mine)

    def say(self, name: str, **values: Line) -> Line:
        """Fill a text of ``participations.toml``."""
        return self.voice.say("participations", name, **values)

    def text(self, text: Text) -> Line:
        """Give a text of the document in the reader's language (M7)."""
        return self.voice.text(text, self.participation.source_language)

    def paper(self, paper: PaperReference) -> Line:
        """Name a paper, with its day if there is one."""
        named = self.voice.paper(paper, self.participation.source_language)
        if paper.date is None:
            return named
        return self.say("paper.dated", paper=named, day=self.voice.day(paper.date))

    def _introduction(self) -> Iterator[Block]:
        whole = self.participation
        number = len(whole.participants)
        yield from paragraphs(self.say("chapter.as-of", day=self.voice.day(self.on)))
        if number > 1:
            told = self.voice.number(Fraction(number))
            yield from paragraphs(self.say("chapter.several", number=told))
        if whole.county is not None:
            county = Line.of(whole.county.name)
            yield from paragraphs(self.say("chapter.under-county", county=county))
        if whole.papers:
            yield from paragraphs(self.say("chapter.papers"))
            yield from listing(map(self.paper, whole.papers))


@final
@attrs.frozen(kw_only=True)
class _Place:
    """What is written of one participant."""

    chapter: _Chapter
    participant: Participant

    def blocks(self, findings: Sequence[ReviewFinding]) -> Iterator[Block]:
        yield from heading(3, Line.of(self.participant.municipality.name))
        yield from listing(self._facts())
        yield self._phases()
        yield self._prerequisites()
        yield from self._contacts()
        name = "findings.intro" if findings else "findings.none"
        yield from paragraphs(self._say(name))
        yield from listing(self._grouped(findings))

    def _say(self, name: str, **values: Line) -> Line:
        return self.chapter.say(name, **values)

    def _head(self, group: str, *names: str) -> list[Line]:
        return [self._say(f"{group}.{name}") for name in names]

    def _maybe(self, text: Text | None, missing: str) -> Line:
        return self._say(missing) if text is None else self.chapter.text(text)

    def _facts(self) -> Iterator[Line]:
        town = self.participant.municipality
        if town.kind is not None:
            yield self._say("town.kind", kind=self._say(f"kind.{town.kind}"))
        key = town_key(town)
        if town.kind == "county" and key is not None:
            yield self._say("town.county-key", key=Line.of(key[:COUNTY_LENGTH]))
        elif town.ags is not None:
            yield self._say("town.ags", key=Line.of(town.ags))
        elif town.ars is not None:
            yield self._say("town.ars", key=Line.of(town.ars))

    # --- Phases --------------------------------------------------------------------------------------

    def _phases(self) -> Block:
        found = self.participant.phases
        rows = [
            self._row(kind, next((one for one in found if one.kind == kind), None))
            for kind in MAIN_PHASES
        ]
        rows += [self._row(one.kind, one) for one in found if one.kind not in MAIN_PHASES]
        head = self._head("phases", "name", "planned", "actual", "state")
        return table(head, rows, caption=self._say("phases.caption"))

    @cached_property
    def _states(self) -> Mapping[str, PhaseState]:
        return phase_states(self.participant, self.chapter.on)

    def _row(self, kind: PhaseKind, phase: Phase | None) -> list[Line]:
        if phase is None:
            names = ("days.not-planned", "days.not-yet", "phase-state.absent")
            return [self._named(kind, None), *map(self._say, names)]
        state = self._say(f"phase-state.{self._states[phase.id]}")
        missing = "days.not-at-all" if phase.dropped else "days.not-yet"
        return [
            self._named(kind, phase.title),
            self._days(phase.planned, "days.not-planned"),
            self._days(phase.actual, missing),
            state if phase.note is None else join(" – ", [state, self.chapter.text(phase.note)]),
        ]

    def _named(self, kind: PhaseKind, title: Text | None) -> Line:
        return self._maybe(title, f"phase.{kind}")

    def _days(self, period: Period | None, missing: str) -> Line:
        if period is None:
            return self._say(missing)
        if period.start == period.end:
            return self.chapter.voice.day(period.start) or self._say("days.unknown")
        return self.chapter.voice.period(period)

    # --- Prerequisites -------------------------------------------------------------------------------

    def _prerequisites(self) -> Block:
        rows: list[list[Line]] = []
        for kind in PREREQUISITE_KINDS:
            listed = [one for one in self.participant.prerequisites if one.kind == kind]
            rows += map(self._prerequisite, listed)
            if not listed and kind != "other":
                state = "named" if self._shows(kind) else "open"
                said = [f"prerequisite.{kind}", f"prerequisite-state.{state}"]
                rows.append([*map(self._say, [*said, self._no_evidence(kind)])])
        head = self._head("prerequisites", "name", "state", "evidence")
        return table(head, rows, caption=self._say("prerequisites.caption"))

    def _prerequisite(self, one: Prerequisite) -> list[Line]:
        state = self._say(f"prerequisite-state.{one.state}")
        return [self._required(one.kind, one.title), state, self._evidence(one)]

    def _required(self, kind: PrerequisiteKind, title: Text | None) -> Line:
        return self._maybe(title, f"prerequisite.{kind}")

    def _evidence(self, one: Prerequisite) -> Line:
        if one.paper is None:
            return self._maybe(one.evidence, self._no_evidence(one.kind))
        paper = self._say("evidence.paper", paper=self.chapter.paper(one.paper))
        if one.evidence is None:
            return paper
        evidence = self.chapter.text(one.evidence)
        return self._say("evidence.with-paper", evidence=evidence, paper=paper)

    def _no_evidence(self, kind: PrerequisiteKind) -> str:
        return "evidence.contacts" if self._shows(kind) else "evidence.none"

    def _shows(self, kind: PrerequisiteKind) -> bool:
        return kind == "contact" and bool(self.participant.contacts)

    # --- Contacts ------------------------------------------------------------------------------------

    def _contacts(self) -> Iterator[Block]:
        found = self.participant.contacts
        if not found:
            yield from paragraphs(self._say("contacts.none"))
            return
        head = self._head("contacts", "function", "office", "period")
        rows = map(self._contact, found)
        yield table(head, rows, caption=self._say("contacts.caption"))

    def _contact(self, one: Contact) -> list[Line]:
        period = one.period
        whole = period is None or (period.start is None and period.end is None)
        return [
            self.chapter.text(one.function),
            self._maybe(one.office, "contacts.no-office"),
            self._say("contacts.whole-time") if whole else self._days(period, ""),
        ]

    # --- Findings ------------------------------------------------------------------------------------

    def _grouped(self, findings: Iterable[ReviewFinding]) -> Iterator[Entry]:
        """Write the findings; what is said of several prerequisites or phases alike is said once."""
        for code, group in groupby(findings, key=lambda finding: finding.code):
            found = [*group]
            about = _SAID_ONCE.get(code)
            if about is None or len(found) == 1:
                yield from (Entry(line=self._finding(one)) for one in found)
            else:
                items = tuple(Entry(line=self._values(one)[about]) for one in found)
                yield Entry(line=self._say(f"findings.{code}"), items=items)

    def _finding(self, finding: ReviewFinding) -> Line:
        return self._say(f"finding.{self._wording(finding)}", **self._values(finding))

    def _values(self, finding: ReviewFinding) -> dict[str, Line]:
        day = self.chapter.voice.day
        values = {"since": day(finding.since), "until": day(finding.until), "due": day(finding.due)}
        if finding.prerequisite_kind is not None:
            values["prerequisite"] = self._wanting(finding, finding.prerequisite_kind)
        if finding.phase_kind is not None:
            values["phase"] = self._about(finding.phase_kind, finding.phase)
        if finding.other_kind is not None:
            values["other"] = self._about(finding.other_kind)
        return values

    def _wording(self, finding: ReviewFinding) -> str:
        """Give the name of the text: some findings are worded by what is known of them."""
        more = {
            "contact-missing": "-since" if finding.since else "",
            "contact-gap": "-day" if finding.since == finding.until else "",
            "not-begun": "" if finding.phase_kind == "interest" else "-elsewhere",
            "questionnaire-skipped": "-before" if finding.other_kind else "",
            "phase-out-of-order": "-since" if finding.since else "",
            "plan-out-of-order": "-since" if finding.since else "",
            "overdue": "-start" if self._only_start(finding.phase) else "",
            "too-long": "-over" if finding.over else "",
        }
        at_latest = "-at-latest" if finding.at_latest else ""
        return finding.code + more.get(finding.code, "") + at_latest

    def _only_start(self, phase: str | None) -> bool:
        return any(
            one.planned is not None and one.planned.end is None
            for one in self.participant.phases
            if one.id == phase
        )

    def _about(self, kind: PhaseKind, phase: str | None = None) -> Line:
        """Name a phase by its own title if the document has one; a main phase is there once at most."""
        titles = (
            one.title
            for one in self.participant.phases
            if one.id == phase or (kind in MAIN_PHASES and one.kind == kind)
        )
        return self._named(kind, next(titles, None))

    def _wanting(self, finding: ReviewFinding, kind: PrerequisiteKind) -> Line:
        found = self.participant.prerequisites
        title = next((one.title for one in found if one.id == finding.prerequisite), None)
        return self._required(kind, title)
