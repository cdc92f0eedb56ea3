# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The record of a workshop and its chapter: what the tests on them share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tests.render.village import report, sections, village

from weltoffen.course.workshops import WorkshopFinding
from weltoffen.model.organisation import Body, Organisation
from weltoffen.model.workshop import (
    ActionNeed,
    NextStep,
    Rerating,
    Statement,
    Workshop,
    WorkshopGroup,
)
from weltoffen.render.course.voice import Voice
from weltoffen.render.course.workshops import workshop_chapter
from weltoffen.render.markdown import write_markdown
from weltoffen.render.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weltoffen.report.structure import Report

LANGUAGES = ("de", "en")
OFFICIAL = {"sport-hall": "s2", "sport-club": "s2", "music-choir": "s4"}
"""Sport is at stage 3 (1/2, 25 points below its target), music at 4 (1), news has no answers."""
OFFICE = Organisation(
    id="o",
    source_language="de",
    bodies=[
        Body(
            id="sports-office",
            kind="office",
            title={"de": "Sportamt", "en": "Sports office"},
        )
    ],
)
RATINGS = (
    Rerating(node="sport", stage="one", tendency=True),
    Rerating(
        node="music", stage="four", reason={"de": "Der Chor singt.", "en": "The choir sings."}
    ),
)
RECORD = Workshop(
    id="w",
    source_language="de",
    assessment="town-2026",
    date=dt.date(2026, 5, 5),
    groups=[
        WorkshopGroup(perspective="administration", number=12),
        WorkshopGroup(perspective="politics", number=5),
    ],
    reratings=RATINGS,
    statements=[
        Statement(id="time", text={"de": "Zeit fehlt.", "en": "There is no time."}),
        Statement(id="paper", text={"de": "Niemand liest.", "en": "Nobody reads."}, node="news"),
        Statement(
            id="hall",
            text={"de": "Die Halle ist voll.", "en": "The hall is full."},
            node="sport",
            perspective="politics",
        ),
    ],
    needs=[
        ActionNeed(
            id="hall",
            title={"de": "Mehr Hallenzeit", "en": "More time in the hall"},
            description={"de": "Auch am Abend.", "en": "In the evening, too."},
            nodes=["sport", "music", "news"],
            basis=["target-gap", "monitoring"],
            indicators=["hours", "clubs"],
        ),
        ActionNeed(
            id="choir",
            title={"de": "Chor", "en": "Choir"},
            nodes=["music"],
            basis=["workshop"],
        ),
    ],
    next_steps=[
        NextStep(
            id="plan",
            text={"de": "Plan schreiben", "en": "Write a plan"},
            needs=["hall", "choir"],
            body="sports-office",
            responsible={"de": "die Leitung", "en": "its head"},
            due=dt.date(2026, 9, 1),
        ),
        NextStep(
            id="send",
            text={"de": "Protokoll senden", "en": "Send the minutes"},
            responsible={"de": "Koordination", "en": "Coordination"},
            due=dt.date(2026, 5, 12),
        ),
    ],
)
ALL_FINDINGS = (
    WorkshopFinding(code="no-target-gap", needs=("hall", "choir")),
    WorkshopFinding(code="no-perception-gap", needs=("choir",)),
    WorkshopFinding(code="nothing-to-clarify", needs=("choir",)),
    WorkshopFinding(code="no-indicator", needs=("choir",)),
    WorkshopFinding(code="not-taken-up", nodes=("sport", "news")),
    WorkshopFinding(code="no-next-step", needs=("choir",)),
    WorkshopFinding(code="no-reason", nodes=("sport",)),
    WorkshopFinding(code="not-there", perspectives=("economy", "residents")),
    WorkshopFinding(code="few-people"),
    WorkshopFinding(code="many-people"),
)


def beside(*ratings: Rerating) -> Report:
    one = village()
    return report(one, one.official(**OFFICIAL), reratings=ratings)


def voice(language: str, found: Report | None = None, **more: Any) -> Voice:  # noqa: ANN401
    page = None if found is None else Page(report=found, language=language)
    return Voice(language=language, page=page, **more)


def told(
    language: str = "de",
    found: Report | None = None,
    record: Workshop = RECORD,
    findings: Iterable[WorkshopFinding] = (),
    *,
    brief: bool = False,
    **more: Any,  # noqa: ANN401 - of the voice
) -> str:
    blocks = workshop_chapter(voice(language, found, **more), record, tuple(findings), brief=brief)
    return write_markdown(blocks).replace("\u00a0", " ")


def section(body: str, title: str) -> str:
    return sections(body)[title]
