# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A participation and its chapter: what the tests on them share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from weltoffen.course.reviews import ReviewCode, ReviewFinding, review
from weltoffen.model.assessment import Municipality
from weltoffen.model.paper import PaperReference
from weltoffen.model.participation import (
    Contact,
    Participant,
    Participation,
    Period,
    Phase,
    Prerequisite,
)
from weltoffen.render.course.participations import participation_chapter
from weltoffen.render.course.voice import Voice
from weltoffen.render.markdown import write_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weltoffen.render.blocks import Block

ON = dt.date(2026, 5, 11)


def both(german: str, english: str) -> dict[str, str]:
    return {"de": german, "en": english}


def days(start: dt.date | None = None, end: dt.date | None = None) -> Period:
    return Period(start=start, end=end)


MARCH, APRIL, MAY = (dt.date(2026, month, 2) for month in (3, 4, 5))
TOWN = Participant(
    id="town",
    municipality=Municipality(name="Musterdorf", ags="09174901", kind="municipality"),
    contacts=[
        Contact(
            id="officer",
            function=both("Integrationsbeauftragte*r", "Integration officer"),
            office=both("Hauptamt", "Main office"),
            period=days(MARCH),
        ),
        Contact(id="deputy", function=both("Stellvertretung", "Deputy"), period=days()),
        Contact(id="trainee", function=both("Sachbearbeitung", "Clerk"), period=days(MAY, MAY)),
    ],
    prerequisites=[
        Prerequisite(
            id="mayor",
            kind="support",
            state="met",
            evidence=both("Beschluss", "Resolution"),
            paper=PaperReference(
                number="4/031", title=both("Teilnahme", "Taking part"), date=MARCH
            ),
        ),
        Prerequisite(id="who", kind="contact", state="met"),
        Prerequisite(id="rooms", kind="other", title=both("Räume", "Rooms"), state="unmet"),
    ],
    phases=[
        Phase(
            id="evening", kind="dialogue", title=both("Abend", "Evening"), actual=days(None, MAY)
        ),
        Phase(id="interest", kind="interest", actual=days()),
        Phase(id="talk", kind="first-talk", actual=days(MARCH, MARCH)),
        Phase(
            id="asked",
            kind="questionnaire",
            planned=days(MARCH, APRIL),
            actual=days(APRIL),
            note=both("verschoben", "put off"),
        ),
        Phase(id="shop", kind="workshop", planned=days(dt.date(2026, 6, 1)), dropped=True),
        Phase(id="next", kind="next-steps", planned=days()),
    ],
)
WHOLE = Participation(id="p", source_language="de", participants=[TOWN])


def blocks(
    whole: Participation = WHOLE,
    language: str = "de",
    findings: Iterable[ReviewFinding] | None = None,
) -> list[Block]:
    """Write the chapter as of 11 May 2026, with what the review says unless findings are given."""
    said = review(whole, on=ON) if findings is None else findings
    return list(participation_chapter(Voice(language=language), whole, said, ON))


def told(
    whole: Participation = WHOLE,
    language: str = "de",
    findings: Iterable[ReviewFinding] | None = None,
) -> str:
    return write_markdown(blocks(whole, language, findings))


def about(code: ReviewCode, **fields: Any) -> ReviewFinding:  # noqa: ANN401 - any field
    return ReviewFinding(code=code, participant="town", **fields)
