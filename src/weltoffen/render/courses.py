# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The course of a participation to read (Verlauf zum Lesen), in each format; C7, N3, P5."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, final

import attrs

from weltoffen.arguments import check_type
from weltoffen.course.assembly import Course
from weltoffen.model.edition import Edition
from weltoffen.render.blocks import heading, listing
from weltoffen.render.course.chapters import (
    CHAPTERS,
    Chapter,
    check_chapters,
    course_chapters,
    voice_of,
)
from weltoffen.render.course.voice import Voice
from weltoffen.render.document import facts, report_blocks, title
from weltoffen.render.drawing import charts, draw
from weltoffen.render.html import Document, write_html
from weltoffen.render.inline import Line, join
from weltoffen.render.look import Look
from weltoffen.render.markdown import write_markdown
from weltoffen.render.page import Page, open_page
from weltoffen.render.sections import Section, divided, sections
from weltoffen.render.word import write_word
from weltoffen.report.editions import check_language
from weltoffen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weltoffen.render.blocks import Block
    from weltoffen.render.drawing.chart import Chart


def course_markdown(
    course: Course,
    language: str = "de",
    *,
    edition: Edition | None = None,
    chapters: Collection[Chapter] | None = None,
) -> str:
    """Write the course of a participation as Markdown (Verlauf als Markdown).

    Args:
        course: The course.
        language: Language of the reader, as in `render_markdown`.
        edition: The edition of its report, as in `render_markdown`.
        chapters: Names of the chapters that are wanted, those of `Chapter`;
            None for all, and the report around them.

    Returns:
        Markdown with the tables of GitHub; equal arguments give equal text. Every text of a document is
        escaped.

    Raises:
        TypeError: For anything but a `Course`.
        ValueError: For a chapter that there is not.
        InvalidDocument: ``bad-language``; ``other-edition``, if the report was made with another edition.
    """
    return write_markdown(_opened(course, language, edition, chapters, "course_markdown").blocks())


def course_html(
    course: Course,
    language: str = "de",
    *,
    edition: Edition | None = None,
    look: Look | None = None,
    chapters: Collection[Chapter] | None = None,
) -> str:
    """Write the course of a participation as one HTML file (Verlauf als Seite); needs the extra ``report``.

    The file is as in `render_html`.

    Args:
        course: As in `course_markdown`.
        language: As in `course_markdown`.
        edition: As in `course_markdown`.
        look: As in `render_html`.
        chapters: As in `course_markdown`.

    Returns:
        The page; equal arguments give equal text.

    Raises:
        MissingExtra: Without the extra ``report``; other errors as in `course_markdown`.
    """
    found = _opened(course, language, edition, chapters, "course_html")
    drawn = found.charts()
    document = Document(
        language=language,
        title=found.title,
        town=found.town.plain,
        facts=tuple(found.facts()),
        sections=found.sections(drawn),
        pictures={one.id: draw(one, inline=True).decode() for one in drawn},
        closing=found.say("closing", version=Line.of(__version__)),
        look=Look() if look is None else look,
    )
    return write_html(document)


def course_docx(
    course: Course,
    language: str = "de",
    *,
    edition: Edition | None = None,
    chapters: Collection[Chapter] | None = None,
) -> bytes:
    """Write the course of a participation as a Word document (Verlauf als Word-Datei).

    It needs the extra ``docx`` and has no pictures.

    Args:
        course: As in `course_markdown`.
        language: As in `course_markdown`.
        edition: As in `course_markdown`.
        chapters: As in `course_markdown`.

    Returns:
        The file; equal arguments give equal bytes.

    Raises:
        MissingExtra: If python-docx is not installed; other errors as in `course_markdown`.
    """
    found = _opened(course, language, edition, chapters, "course_docx")
    return write_word(found.blocks(), title=found.title.plain, language=language)


def _opened(
    course: Course,
    language: str,
    edition: Edition | None,
    chapters: Collection[Chapter] | None,
    function: str,
) -> _Course:
    check_type(function, "course", course, Course)
    check_type(function, "edition", edition, Edition, type(None))
    check_language(language)
    check_chapters(function, chapters)
    report = course.report
    page = None if report is None else open_page(report, language, edition, function)
    return _Course(course=course, voice=voice_of(course, language, page), chapters=chapters)


@final
@attrs.frozen(kw_only=True)
class _Course:
    """A course in one language.

    Attributes:
        course: The course.
        voice: The language, and names.
        chapters: Names of the chapters wanted; None for all, and the report.
    """

    course: Course
    voice: Voice
    chapters: Collection[Chapter] | None = None

    def say(self, name: str, **values: Line) -> Line:
        """Fill a text of ``course.toml``."""
        return self.voice.say("course", f"course.{name}", **values)

    @property
    def page(self) -> Page | None:
        """The report around the chapters; None without one, or if it is not wanted."""
        return self.voice.page if self.chapters is None else None

    @cached_property
    def title(self) -> Line:
        """Name the document."""
        if self.page is not None:
            return title(self.page)
        return self.say("title", town=self.town) if self.town else self.say("title-alone")

    @cached_property
    def town(self) -> Line:
        """Name the municipality, or all that take part; empty if no document names one."""
        course = self.course
        if course.report is not None:
            return Line.of(course.report.municipality.name)
        if course.participation is not None:
            taking_part = course.participation.participants
            return join(", ", (Line.of(one.municipality.name) for one in taking_part))
        for found in (course.organisation, course.monitoring):
            if found is not None and found.municipality is not None:
                return Line.of(found.municipality.name)
        return Line()

    def facts(self) -> Iterator[Line]:
        """Say what the document is about, and as of which day."""
        yield self.say("as-of", day=self.voice.day(self.course.on))
        if self.page is not None:
            yield from facts(self.page)

    def written(self) -> Iterator[Block]:
        """Give the chapters that are wanted."""
        wanted = CHAPTERS if self.chapters is None else self.chapters
        return chain.from_iterable(course_chapters(self.course, self.voice, wanted))

    def blocks(self) -> Iterator[Block]:
        """Give the whole document."""
        if self.page is None:
            yield from chain(heading(1, self.title), listing(self.facts()), self.written())
            return
        head, _, *others = report_blocks(self.page, self.written())
        yield head
        yield from chain(listing(self.facts()), others)

    def charts(self) -> tuple[Chart, ...]:
        """Give the charts of the report."""
        page = self.page
        return () if page is None else charts(page.report, page.language, edition=page.edition)

    def sections(self, drawn: Iterable[Chart]) -> tuple[Section, ...]:
        """Give the sections of a page."""
        _, more = divided(self.written())
        return more if self.page is None else sections(self.page, drawn, more)
