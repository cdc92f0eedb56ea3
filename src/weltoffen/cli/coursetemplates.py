# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen new`` for what is before and after the questionnaire (Vorlagen zum Verlauf).

A template has what must be there, and the lists that may be filled, empty. What may stand in them says the
extension ``weltoffen-help``: `weltoffen.cli.coursekeys`.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Literal, get_args

from weltoffen import schemas
from weltoffen.cli.coursekeys import CLI, KEYS, keys_explained, terms_of
from weltoffen.cli.templates import HELP, TOWN
from weltoffen.model.assessment import Municipality
from weltoffen.model.goals import GoalPlan
from weltoffen.model.measures import MeasureCatalogue
from weltoffen.model.monitoring import Indicator, Monitoring
from weltoffen.model.organisation import Body, BodyKind, Organisation
from weltoffen.model.participation import (
    Participant,
    Participation,
    Phase,
    PhaseKind,
    Prerequisite,
    PrerequisiteKind,
)
from weltoffen.model.text import Text
from weltoffen.model.workshop import Workshop
from weltoffen.report.wording import words_of
from weltoffen.schemas.strict import dump

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weltoffen.cli.console import Console
    from weltoffen.model.assessment import Perspective
    from weltoffen.model.edition import Edition
    from weltoffen.schemas.documents import Document

CourseKind = Literal["participation", "organisation", "workshop", "measures", "goals", "monitoring"]
COURSE_KINDS: tuple[CourseKind, ...] = get_args(CourseKind)
OWN_ID = TOWN.lower()
"""Id of the organisation, and of the participant."""
PREREQUISITES: tuple[PrerequisiteKind, ...] = ("contact", "support", "processes", "sharing")
PHASES: tuple[PhaseKind, ...] = (
    "interest",
    "first-talk",
    "questionnaire",
    "evaluation",
    "workshop",
    "next-steps",
)
"""Prerequisites (C2) and phases (C3) that every participation has."""
BODIES: tuple[BodyKind, ...] = (
    "coordination-office",
    "steering-group",
    "responsible",
    "conference",
    "integration-council",
    "council",
    "working-group",
)
"""Kinds of body of which the template has one each; a town strikes out what it does not have."""


def new_course_document(
    kind: CourseKind,
    assessment: str,
    perspectives: Sequence[Perspective],
    edition: Edition,
    console: Console,
) -> bytes:
    """Write a template; it names no day, person or fact of its own, except for the day of a workshop.

    Args:
        kind: Kind of document.
        assessment: Id of the assessment; a participation and a workshop name it.
        perspectives: Perspectives that may be named.
        edition: Edition whose criteria and stages may be named.
        console: Tells the language of placeholders and help.
    """
    language = console.language
    if kind == "participation":
        document = _participation(assessment, language)
    elif kind == "organisation":
        document = _organisation(language)
    elif kind == "workshop":
        document = _workshop(assessment, edition, language)
    elif kind == "measures":
        document = _measures(language)
    elif kind == "goals":
        document = _goals(language)
    else:
        document = _monitoring(language)
    helped = keys_explained(KEYS[kind], perspectives, edition, language)
    return dump({**document, "extensions": {HELP: helped}})


def _written(document: Document, *lists: str) -> dict[str, Any]:
    """Write a document with lists that are left out when empty; a template shows where they stand."""
    return {**json.loads(schemas.write(document)), **{name: [] for name in lists}}


def _participation(assessment: str, language: str) -> Mapping[str, Any]:
    participant = Participant(
        id=OWN_ID,
        municipality=Municipality(name=TOWN),
        prerequisites=[Prerequisite(id=one, kind=one) for one in PREREQUISITES],
        phases=[Phase(id=one, kind=one) for one in PHASES],
        assessment=assessment,
    )
    written = _written(
        Participation(
            id=f"{assessment}-participation", source_language=language, participants=[participant]
        ),
        "papers",
    )
    for one in written["participants"]:
        one["contacts"] = []
        for prerequisite in one["prerequisites"]:
            prerequisite["state"] = "open"
    return written


def _organisation(language: str) -> Mapping[str, Any]:
    german, english = (terms_of(Body, "kind", one) for one in ("de", "en"))
    written = _written(
        Organisation(
            id=OWN_ID,
            source_language=language,
            municipality=Municipality(name=TOWN),
            bodies=[
                Body(id=kind, kind=kind, title=Text({"de": german[kind], "en": english[kind]}))
                for kind in BODIES
            ],
        ),
        "entitlements",
    )
    for body in written["bodies"]:
        body["members"] = []
    return written


def _workshop(assessment: str, edition: Edition, language: str) -> Mapping[str, Any]:
    year = int(edition.reference.version.partition(".")[0])
    return _written(
        Workshop(
            id=f"{assessment}-workshop",
            source_language=language,
            assessment=assessment,
            date=dt.date(year, 12, 31),
        ),
        *("groups", "reratings", "statements", "needs", "nextSteps"),
    )


def _measures(language: str) -> Mapping[str, Any]:
    catalogue = MeasureCatalogue(
        id=f"{OWN_ID}-measures", source_language=language, organisation=OWN_ID
    )
    return {**_written(catalogue), "currency": catalogue.currency, "priorities": [], "measures": []}


def _goals(language: str) -> Mapping[str, Any]:
    plan = GoalPlan(id=f"{OWN_ID}-goals", source_language=language, organisation=OWN_ID)
    return _written(plan, "goals")


def _monitoring(language: str) -> Mapping[str, Any]:
    words = words_of(CLI, "coursetemplates.toml", language)

    def placeholder(name: str) -> Text:
        return Text({language: words[f"placeholder.{name}"]})

    indicator = Indicator(
        id="indicator-1",
        title=placeholder("title"),
        definition=placeholder("definition"),
        unit=placeholder("unit"),
        direction="rise",
        source=placeholder("source"),
    )
    monitoring = Monitoring(
        id=f"{OWN_ID}-monitoring",
        source_language=language,
        municipality=Municipality(name=TOWN),
        indicators=[indicator],
    )
    written = _written(monitoring, "observations")
    for one in written["indicators"]:
        one |= {"breakdown": [], "nodes": []}
    return written
