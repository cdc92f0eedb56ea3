# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Papers for the council to read (Vorlagen zum Lesen), in each format; N3, P5."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from weltoffen.arguments import check_type
from weltoffen.course.assembly import Course
from weltoffen.errors import InvalidDocument, Problem
from weltoffen.render.blocks import Heading
from weltoffen.render.council import Around, council_blocks, subject
from weltoffen.render.course.chapters import CHAPTERS, Chapter, check_chapters
from weltoffen.render.html import Document, write_html
from weltoffen.render.inline import Line
from weltoffen.render.look import Look
from weltoffen.render.markdown import write_markdown
from weltoffen.render.page import Page, open_page
from weltoffen.render.sections import divided
from weltoffen.render.word import write_word

if TYPE_CHECKING:
    from weltoffen.model.edition import Edition
    from weltoffen.model.paper import CouncilPaper
    from weltoffen.report.structure import Report


def paper_markdown(
    paper: CouncilPaper,
    report: Report,
    language: str = "de",
    *,
    edition: Edition | None = None,
    course: Course | None = None,
    chapters: Collection[Chapter] | None = None,
) -> str:
    """Write a council paper as Markdown (Vorlage als Markdown).

    Args:
        paper: What stands around the report. What it leaves out has a wording of ours, or room to be filled
            in; nothing is invented.
        report: The report; of answers nothing else is taken (P5).
        language: Language of the reader, as in `render_markdown`.
        edition: The edition of the report, as in `render_markdown`.
        course: What is before and after the questionnaire, built with the same report, in brief; None for the
            report alone.
        chapters: Names of its chapters that are wanted, as in `course_markdown`; None for all.

    Returns:
        Markdown with the tables of GitHub; equal arguments give equal text. Every text of a document is
        escaped. Results of bodies that do not meet in public stand in it, too: it is the administration's
        own paper.

    Raises:
        Unprotected: For anything but a `Report`.
        TypeError: For a course that is none.
        ValueError: For a chapter that there is not.
        InvalidDocument: ``other-edition``, if the report was made with another edition; ``other-report``, if
            the course was built with another report.
    """
    page = _opened(report, course, language, edition, "paper_markdown")
    around = _around(course, chapters, "paper_markdown")
    return write_markdown(council_blocks(page, paper, around))


def paper_html(
    paper: CouncilPaper,
    report: Report,
    language: str = "de",
    *,
    edition: Edition | None = None,
    look: Look | None = None,
    course: Course | None = None,
    chapters: Collection[Chapter] | None = None,
) -> str:
    """Write a council paper as one HTML file (Vorlage als Seite); needs the extra ``report``.

    The file is as in `render_html`.

    Args:
        paper: As in `paper_markdown`.
        report: As in `paper_markdown`.
        language: As in `paper_markdown`.
        edition: As in `paper_markdown`.
        look: As in `render_html`.
        course: As in `paper_markdown`.
        chapters: As in `paper_markdown`.

    Returns:
        The page; equal arguments give equal text.

    Raises:
        MissingExtra: Without the extra ``report``; other errors as in `paper_markdown`.
    """
    page = _opened(report, course, language, edition, "paper_html")
    around = _around(course, chapters, "paper_html")
    blocks = council_blocks(page, paper, around)
    head = next(blocks)
    assert isinstance(head, Heading)  # noqa: S101 - a paper begins with what it is
    lead, sections = divided(blocks)
    document = Document(
        kind="paper",
        language=language,
        title=head.line,
        name=subject(page, paper).plain,
        town=report.municipality.name,
        lead=lead,
        sections=sections,
        closing=page.say("page.closing", version=Line.of(report.stamp.library)),
        look=Look() if look is None else look,
    )
    return write_html(document)


def paper_docx(
    paper: CouncilPaper,
    report: Report,
    language: str = "de",
    *,
    edition: Edition | None = None,
    course: Course | None = None,
    chapters: Collection[Chapter] | None = None,
) -> bytes:
    """Write a council paper as a Word document (Vorlage als Word-Datei); needs the extra ``docx``.

    Args:
        paper: As in `paper_markdown`.
        report: As in `paper_markdown`.
        language: As in `paper_markdown`.
        edition: As in `paper_markdown`.
        course: As in `paper_markdown`.
        chapters: As in `paper_markdown`.

    Returns:
        The file; equal arguments give equal bytes.

    Raises:
        MissingExtra: If python-docx is not installed; other errors as in `paper_markdown`.
    """
    page = _opened(report, course, language, edition, "paper_docx")
    around = _around(course, chapters, "paper_docx")
    name = subject(page, paper).plain
    return write_word(council_blocks(page, paper, around), title=name, language=language)


def _around(
    course: Course | None, chapters: Collection[Chapter] | None, function: str
) -> Around | None:
    check_chapters(function, chapters)
    if course is None:
        return None
    return Around(course=course, chapters=CHAPTERS if chapters is None else tuple(chapters))


def _opened(
    report: Report,
    course: Course | None,
    language: str,
    edition: Edition | None,
    function: str,
) -> Page:
    page = open_page(report, language, edition, function)
    check_type(function, "course", course, Course, type(None))
    if course is not None and course.report != report:
        raise InvalidDocument([Problem.at("other-report", ("course", "report"))])
    return page
