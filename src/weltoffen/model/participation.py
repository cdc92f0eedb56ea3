# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A participation in the self-check (Teilnahme): who takes part, and where each stands; C1 to C6, C8."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, get_args

import attrs

from weltoffen.errors import PathStep, Problems
from weltoffen.model.assessment import Municipality
from weltoffen.model.checks import (
    check_days,
    check_head,
    check_ids,
    check_instance,
    check_optional,
    check_size,
    check_term,
)
from weltoffen.model.extensions import Extensions
from weltoffen.model.ids import check_id
from weltoffen.model.keys import COUNTY_LENGTH
from weltoffen.model.paper import PaperReference
from weltoffen.model.text import Text, optional_text, text
from weltoffen.model.towns import town_key

PrerequisiteKind = Literal["contact", "support", "processes", "sharing", "other"]
"""Kinds of prerequisites of a participation (Voraussetzung, C2)."""
PREREQUISITE_KINDS: tuple[PrerequisiteKind, ...] = get_args(PrerequisiteKind)
PrerequisiteState = Literal["open", "met", "unmet"]
"""Whether a prerequisite is met (Stand, C2)."""
PREREQUISITE_STATES: tuple[PrerequisiteState, ...] = get_args(PrerequisiteState)
PhaseKind = Literal[
    "interest",
    "first-talk",
    "questionnaire",
    "evaluation",
    "workshop",
    "next-steps",
    "dialogue",
    "decision-makers",
]
"""Phases of a participation, in their usual order (Phase, C3)."""
PHASE_KINDS: tuple[PhaseKind, ...] = get_args(PhaseKind)
MAIN_PHASES: tuple[PhaseKind, ...] = PHASE_KINDS[:6]
"""Kinds of phase that each course has once, in their order (C3); the others may come at any time."""
MAX_PARTICIPANTS = 100
"""At most so many participants."""
MAX_CONTACTS = 20
"""At most so many contacts of a participant."""
MAX_PREREQUISITES = 20
"""At most so many prerequisites of a participant."""
MAX_PHASES = 50
"""At most so many phases of a participant."""
MAX_PAPERS = 20
"""At most so many papers."""


@attrs.frozen(kw_only=True)
class Period:
    """A stretch of days (Zeitraum), first and last day included.

    Attributes:
        start: First day; None if it is not known.
        end: Last day; None while it is open, or if neither day is known.

    Raises:
        InvalidDocument: ``bad-date``, ``end-before-start``.
    """

    start: dt.date | None = None
    end: dt.date | None = None

    def __attrs_post_init__(self) -> None:
        """Check that both are days, and that the end is not before the start."""
        problems = Problems()
        check_days(problems, self.start, self.end, ())
        problems.raise_if_any()


@attrs.frozen(kw_only=True)
class Contact:
    """Who in the administration is the contact (Ansprechperson), by function; no names of persons (C1).

    Attributes:
        id: Id, unique in the participant.
        function: Function, such as integration officer.
        office: Office, or None.
        period: Since when and until when; None for the whole time.

    Raises:
        InvalidDocument: With every broken rule.
    """

    id: str
    function: Text = attrs.field(converter=text)
    office: Text | None = attrs.field(default=None, converter=optional_text)
    period: Period | None = None

    def __attrs_post_init__(self) -> None:
        """Check that the period is one."""
        problems = Problems()
        check_optional(problems, self.period, Period, ("period",))
        problems.raise_if_any()


@attrs.frozen(kw_only=True)
class Prerequisite:
    """Something that must be there before a municipality takes part (Voraussetzung, C2).

    Attributes:
        id: Id, unique in the participant.
        kind: What kind; ``other`` for one of the town's own, which has a title.
        title: Its name, or None.
        state: Whether it is met; ``open`` if nobody has said yet.
        evidence: What shows it, or None.
        paper: The paper that shows it, or None.

    Raises:
        InvalidDocument: With every broken rule.
    """

    id: str
    kind: PrerequisiteKind
    title: Text | None = attrs.field(default=None, converter=optional_text)
    state: PrerequisiteState = "open"
    evidence: Text | None = attrs.field(default=None, converter=optional_text)
    paper: PaperReference | None = None

    def __attrs_post_init__(self) -> None:
        """Check kind, state and paper, and that one of the town's own has a title."""
        problems = Problems()
        check_term(problems, self.kind, PREREQUISITE_KINDS, ("kind",))
        check_term(problems, self.state, PREREQUISITE_STATES, ("state",))
        if self.kind == "other" and self.title is None:
            problems.add("missing-key", ("title",), key="title")
        check_optional(problems, self.paper, PaperReference, ("paper",))
        problems.raise_if_any()


@attrs.frozen(kw_only=True)
class Phase:
    """A phase of the course (Phase, C3).

    Attributes:
        id: Id, unique in the participant.
        kind: What kind; one of `MAIN_PHASES` stands once, the others may stand several times.
        title: Its name where that of the kind does not do, or None.
        planned: When it is planned, or None.
        actual: When it took place; None if it has not begun. With a first day alone it still goes on; without
            any day it took place, and nobody has said when.
        dropped: Whether it was decided that it does not take place; it then has no ``actual``.
        note: What is to be said of it, such as why it was dropped; None for nothing.

    Raises:
        InvalidDocument: With every broken rule.
    """

    id: str
    kind: PhaseKind
    title: Text | None = attrs.field(default=None, converter=optional_text)
    planned: Period | None = None
    actual: Period | None = None
    dropped: bool = False
    note: Text | None = attrs.field(default=None, converter=optional_text)

    def __attrs_post_init__(self) -> None:
        """Check kind and periods, and that what was dropped did not take place."""
        problems = Problems()
        check_term(problems, self.kind, PHASE_KINDS, ("kind",))
        for name in ("planned", "actual"):
            check_optional(problems, getattr(self, name), Period, (name,))
        if type(self.dropped) is not bool:
            problems.add("wrong-type", ("dropped",), expected="boolean")
        elif self.dropped and self.actual is not None:
            problems.add("not-allowed-here", ("actual",))
        problems.raise_if_any()


@attrs.frozen(kw_only=True)
class Participant:
    """A municipality that takes part (teilnehmende Kommune).

    Attributes:
        id: Id, unique in the participation.
        municipality: The municipality; it may be a county.
        contacts: Contacts, at most 20 (C1).
        prerequisites: Prerequisites, at most 20; a kind may stand several times (C2).
        phases: Phases in any order, at most 50 (C3).
        assessment: Id of its assessment, or None.

    Raises:
        InvalidDocument: With every broken rule.
    """

    id: str
    municipality: Municipality
    contacts: tuple[Contact, ...] = attrs.field(converter=tuple[Contact, ...], default=())
    prerequisites: tuple[Prerequisite, ...] = attrs.field(
        converter=tuple[Prerequisite, ...], default=()
    )
    phases: tuple[Phase, ...] = attrs.field(converter=tuple[Phase, ...], default=())
    assessment: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check ids, how much there is of each, and that each main phase stands once."""
        problems = Problems()
        if self.assessment is not None:
            check_id(problems, self.assessment, ("assessment",))
        check_instance(problems, self.municipality, Municipality, ("municipality",))
        _check_list(problems, self.contacts, Contact, "contacts", MAX_CONTACTS)
        needed = self.prerequisites
        _check_list(problems, needed, Prerequisite, "prerequisites", MAX_PREREQUISITES)
        _check_list(problems, self.phases, Phase, "phases", MAX_PHASES)
        problems.raise_if_any()
        check_ids(problems, (one.id for one in self.contacts), ("contacts",), "id")
        check_ids(problems, (one.id for one in self.prerequisites), ("prerequisites",), "id")
        check_ids(problems, (one.id for one in self.phases), ("phases",), "id")
        self._check_main_phases(problems)
        problems.raise_if_any()

    def _check_main_phases(self, problems: Problems) -> None:
        seen: set[PhaseKind] = set()
        for index, one in enumerate(self.phases):
            if one.kind in seen and one.kind in MAIN_PHASES:
                problems.add("phase-twice", ("phases", index, "kind"), kind=one.kind)
            seen.add(one.kind)


@attrs.frozen(kw_only=True)
class Participation:
    """A participation in the self-check (Teilnahme): one municipality, or several under a county.

    Attributes:
        id: Id.
        source_language: Language in which the texts were written first (M7).
        county: The county under which several take part side by side, of the kind ``county``, or None. It may
            be a participant itself (C6).
        participants: 1 to 100, no municipality twice; their keys start with the county's five digits.
        papers: Papers on which the participation rests, such as a motion or a notice; at most 20.
        extensions: Data of other software.

    Raises:
        InvalidDocument: With every broken rule.
    """

    id: str
    source_language: str
    county: Municipality | None = None
    participants: tuple[Participant, ...] = attrs.field(converter=tuple[Participant, ...])
    papers: tuple[PaperReference, ...] = attrs.field(
        converter=tuple[PaperReference, ...], default=()
    )
    extensions: Extensions | None = None

    def __attrs_post_init__(self) -> None:
        """Check ids, language, how much there is of each, and who takes part (C6)."""
        problems = Problems()
        check_head(problems, self.id, self.source_language, self.extensions)
        check_optional(problems, self.county, Municipality, ("county",))
        maximum = MAX_PARTICIPANTS
        _check_list(problems, self.participants, Participant, "participants", maximum, minimum=1)
        _check_list(problems, self.papers, PaperReference, "papers", MAX_PAPERS)
        problems.raise_if_any()
        check_ids(problems, (one.id for one in self.participants), ("participants",), "id")
        self._check_county(problems)
        self._check_keys(problems)
        problems.raise_if_any()

    def _check_county(self, problems: Problems) -> None:
        if self.county is None:
            return
        if self.county.kind is None:
            problems.add("missing-key", ("county", "kind"), key="kind")
        elif self.county.kind != "county":
            problems.add("not-allowed", ("county", "kind"), allowed="county")

    def _check_keys(self, problems: Problems) -> None:
        county = None if self.county is None else town_key(self.county)
        seen: set[str] = set()
        for index, one in enumerate(self.participants):
            key = town_key(one.municipality)
            if key is None:
                continue
            here: tuple[PathStep, ...] = ("participants", index, "municipality")
            if county is not None and key[:COUNTY_LENGTH] != county[:COUNTY_LENGTH]:
                problems.add("not-in-county", here)
            if key in seen:
                problems.add("municipality-twice", here)
            seen.add(key)


def _check_list(
    problems: Problems,
    values: Sequence[object],
    cls: type,
    name: str,
    maximum: int,
    *,
    minimum: int = 0,
) -> None:
    check_size(problems, values, maximum, (name,), minimum)
    for index, value in enumerate(values):
        check_instance(problems, value, cls, (name, index))
