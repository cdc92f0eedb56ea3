# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""All chapters on the course, in order (Kapitel zum Verlauf)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast, get_args

from weltoffen.arguments import check_choice, check_type
from weltoffen.render.course.goals import goals_chapter
from weltoffen.render.course.measures import measures_chapter
from weltoffen.render.course.monitorings import monitoring_chapter
from weltoffen.render.course.offers import offers_chapter
from weltoffen.render.course.organisations import organisation_chapter
from weltoffen.render.course.participations import participation_chapter
from weltoffen.render.course.voice import Voice
from weltoffen.render.course.workshops import workshop_chapter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from weltoffen.course.assembly import Course
    from weltoffen.render.blocks import Block
    from weltoffen.render.page import Page

Chapter = Literal[
    "participation", "workshop", "offers", "organisation", "measures", "goals", "monitoring"
]
"""Chapters of a written course (Kapitel)."""
CHAPTERS: tuple[Chapter, ...] = get_args(Chapter)
"""The chapters in their order."""
_LISTS = (list, tuple, set, frozenset)


def check_chapters(function: str, chapters: object) -> None:
    """Check names of chapters that were given, or that none were.

    Args:
        function: Name of the function that was called.
        chapters: What was given.

    Raises:
        TypeError: For anything but None, a list, a tuple or a set.
        ValueError: For a chapter that there is not.
    """
    if chapters is None:
        return
    check_type(function, "chapters", chapters, *_LISTS)
    for name in cast("Collection[object]", chapters):
        check_choice(function, "chapters", name, CHAPTERS)


def voice_of(course: Course, language: str, page: Page | None) -> Voice:
    """Give the voice that knows the names in all documents of a course.

    Args:
        course: The course.
        language: Language of the reader.
        page: The page of its report in this language; None without report.
    """
    return Voice(
        language=language,
        page=page,
        organisation=course.organisation,
        workshop=course.workshop,
        catalogue=course.catalogue,
        monitoring=course.monitoring,
    )


def course_chapters(
    course: Course,
    voice: Voice,
    wanted: Collection[Chapter] = CHAPTERS,
    *,
    brief: bool = False,
) -> Iterator[Iterator[Block]]:
    """Write the chapters on the course, one after the other (Kapitel zum Verlauf).

    One on a document that is not there is empty.

    Args:
        course: The course.
        voice: The language, with the page of the course's own report if there is one.
        wanted: Names of chapters.
        brief: Whether steps, statements and observations are left out, as in a paper for the council.
    """
    found = _written(course, voice, brief=brief)
    return (found[name] for name in CHAPTERS if name in wanted)


def _written(course: Course, voice: Voice, *, brief: bool) -> Mapping[Chapter, Iterator[Block]]:
    """Give each chapter, written when it is asked for."""
    return {
        "participation": _participation(course, voice),
        "workshop": _workshop(course, voice, brief=brief),
        "offers": _offers(course, voice),
        "organisation": _organisation(course, voice),
        "measures": _measures(course, voice, brief=brief),
        "goals": _goals(course, voice, brief=brief),
        "monitoring": _monitoring(course, voice, brief=brief),
    }


def _participation(course: Course, voice: Voice) -> Iterator[Block]:
    if course.participation is not None:
        yield from participation_chapter(voice, course.participation, course.findings, course.on)


def _workshop(course: Course, voice: Voice, *, brief: bool) -> Iterator[Block]:
    if course.workshop is not None:
        findings = course.workshop_findings
        yield from workshop_chapter(voice, course.workshop, findings, brief=brief)


def _offers(course: Course, voice: Voice) -> Iterator[Block]:
    if course.report is not None and course.report.modules:
        yield from offers_chapter(voice, course.offers)


def _organisation(course: Course, voice: Voice) -> Iterator[Block]:
    if course.organisation is not None:
        yield from organisation_chapter(voice, course.organisation)


def _measures(course: Course, voice: Voice, *, brief: bool) -> Iterator[Block]:
    if course.catalogue is not None:
        yield from measures_chapter(
            voice, course.catalogue, course.lives, course.selection, on=course.on, brief=brief
        )


def _goals(course: Course, voice: Voice, *, brief: bool) -> Iterator[Block]:
    if course.plan is not None:
        reviews, monitoring = course.goal_reviews, course.monitoring
        yield from goals_chapter(voice, course.plan, reviews, monitoring, brief=brief)


def _monitoring(course: Course, voice: Voice, *, brief: bool) -> Iterator[Block]:
    if course.monitoring is not None:
        found = course.indicators
        yield from monitoring_chapter(voice, course.monitoring, found, brief=brief)
