# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reports to read (Bericht zum Lesen), in each format; N3, P4, P5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.blocks import heading, listing
from weltoffen.render.document import facts, report_blocks, title
from weltoffen.render.drawing import charts, draw
from weltoffen.render.html import Document, write_html
from weltoffen.render.inline import Line
from weltoffen.render.look import Look
from weltoffen.render.markdown import write_markdown
from weltoffen.render.page import open_page
from weltoffen.render.sections import sections
from weltoffen.render.word import write_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weltoffen.model.edition import Edition
    from weltoffen.render.blocks import Block
    from weltoffen.render.drawing import Chart
    from weltoffen.render.page import Page
    from weltoffen.report.structure import Report


def render_markdown(report: Report, language: str = "de", *, edition: Edition | None = None) -> str:
    """Write a report as Markdown (Bericht als Markdown).

    Args:
        report: The report; nothing else is taken (P5).
        language: Language of the reader: German for ``de`` and its variants, English otherwise; texts of
            the edition are chosen by M7.
        edition: The edition of the report, extended by the assessment if there is a local supplement. It
            gives questions and options their texts; without it their ids are shown.

    Returns:
        Markdown with the tables of GitHub; equal arguments give equal text. Every text of a document is
        escaped.

    Raises:
        Unprotected: For anything but a `Report`.
        InvalidDocument: ``other-edition``, if the report was made with another edition.
    """
    page = open_page(report, language, edition, "render_markdown")
    return write_markdown(report_blocks(page))


def render_html(
    report: Report,
    language: str = "de",
    *,
    edition: Edition | None = None,
    look: Look | None = None,
) -> str:
    """Write a report as one HTML file (Bericht als Seite), with charts; needs the extra ``report``.

    The file holds everything: no script, no request, one style sheet, allowed by its hash. It reads on a
    phone, in light and dark, and on A4. Each number of the report has a ``data-ref``, the pointer into the
    report's JSON, and a ``data-as``, how the value there is written (``weltoffen.render.numbers``).

    Args:
        report: The report; nothing else is taken (P5).
        language: Language of the reader, as in `render_markdown`.
        edition: The edition, as in `render_markdown`.
        look: Name, logo and colours; None for those of the library.

    Returns:
        HTML; equal arguments give equal text. Every text of a document is escaped.

    Raises:
        Unprotected: For anything but a `Report`.
        InvalidDocument: ``other-edition``, if the report was made with another edition.
        MissingExtra: Without the extra ``report``.
    """
    page = open_page(report, language, edition, "render_html")
    drawn = charts(report, language, edition=edition)
    version = Line.of(report.stamp.library)
    document = Document(
        language=language,
        title=title(page),
        town=report.municipality.name,
        facts=tuple(facts(page)),
        sections=sections(page, drawn),
        pictures={one.id: draw(one, inline=True).decode() for one in drawn},
        closing=page.say("page.closing", version=version),
        look=Look() if look is None else look,
    )
    return write_html(document)


def render_docx(
    report: Report,
    language: str = "de",
    *,
    edition: Edition | None = None,
    pictures: bool = False,
) -> bytes:
    """Write a report as a Word document (Bericht als Word-Datei); needs the extra ``docx``.

    It is arranged as the page of `render_html`, in real headings, lists and tables; what is folded in there
    stands in full here.

    Args:
        report: The report; nothing else is taken (P5).
        language: Language of the reader, as in `render_markdown`.
        edition: The edition, as in `render_markdown`.
        pictures: Whether charts are drawn, too; that needs the extra ``report``. Their tables stand there in
            any case.

    Returns:
        A file in Office Open XML (``.docx``); equal arguments give equal bytes.

    Raises:
        Unprotected: For anything but a `Report`.
        InvalidDocument: ``other-edition``, if the report was made with another edition.
        MissingExtra: Without an extra that is needed.
    """
    page = open_page(report, language, edition, "render_docx")
    drawn = [one for one in charts(report, language, edition=edition) if one.kind != "answers"]
    return write_word(
        _document(page, drawn),
        title=title(page).plain,
        language=language,
        pictures={one.id: draw(one, "png", inline=True) for one in drawn} if pictures else None,
    )


def _document(page: Page, drawn: Iterable[Chart]) -> Iterator[Block]:
    """Give the sections of the page one after the other, under their headings."""
    yield from heading(1, title(page))
    yield from listing(facts(page))
    for section in sections(page, drawn):
        yield from heading(2, section.title)
        yield from section.blocks
