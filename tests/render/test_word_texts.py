# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Texts and numbers in a Word document, read back with python-docx and by LibreOffice; N3."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from tests.render.paper import HOSTILE, TRICKY, lines_of, one_line
from tests.render.refreports import demo, full_village
from tests.render.wordfiles import line, numbers, opened, png, read, texts, told_by_libreoffice

from weltoffen.render.blocks import (
    Ballot,
    Beside,
    Entry,
    Figure,
    Fold,
    Heading,
    Listing,
    Paragraph,
    Space,
    Table,
)
from weltoffen.render.document import report_blocks
from weltoffen.render.inline import Line
from weltoffen.render.markdown import write_markdown
from weltoffen.render.page import open_page
from weltoffen.render.word import write_word

if TYPE_CHECKING:
    from pathlib import Path

    from tests.render.refreports import Told

    from weltoffen.render.blocks import Block

ACTIVE = (
    "w:hyperlink",
    "w:instrText",
    "w:fldSimple",
    "w:fldChar",
    "w:object",
    "w:drawing",
    "w:pict",
)


def everywhere(text: str) -> list[Block]:
    """Put a text in every kind of block."""
    said = Line.of(text)
    table = Table(head=(said,), rows=((said,),), caption=said)
    return [
        Heading(level=2, line=said, anchor="a"),
        Paragraph(line=said.strong),
        Listing(items=(Entry(line=said, items=(Entry(line=said),)),)),
        table,
        Figure(chart="net", caption=said, table=table),
        Fold(summary=said, blocks=(Paragraph(line=said),)),
        Space(line=said, lines=1),
        Beside(figure=Figure(chart="-", caption=said), blocks=(Paragraph(line=said),)),
        Ballot(table=table, choices=(said,), extra=said, reason=said),
    ]


class TestTextIsText:
    def check(self, text: str) -> None:
        document = read(*everywhere(text), title=text, pictures={"net": png(2, 2)})
        wanted = one_line(text)
        assert wanted
        signs = {"", "\u25cb", "\u25a1"}
        found = texts(document)
        assert set(found) - signs == {wanted}
        assert found.count(wanted) == 20
        body = document.element.body
        assert [*body.iter(*map(qn, ACTIVE[:-2]))] == []
        assert len([*body.iter(qn("w:drawing"))]) == 1  # the picture that we drew
        (properties,) = body.iter(qn("wp:docPr"))
        assert properties.get("descr") == wanted

    def test_hostile(self) -> None:
        self.check(HOSTILE)
        self.check('{ HYPERLINK "http://x.example" } =cmd|"/c calc"!A1')

    @settings(max_examples=20)
    @given(TRICKY)
    def test_tricky(self, text: str) -> None:
        self.check(text)

    def test_what_xml_forbids_is_replaced(self) -> None:
        assert texts(read(Paragraph(line=line("a\ufffeb\uffffc")))) == ["a\ufffdb\ufffdc"]


def both(told: Told, language: str) -> tuple[list[str], bytes]:
    """Give the numbers of a report's Markdown, and the report as a Word document."""
    page = open_page(told.report, language, told.edition, "write_word")
    blocks = [*report_blocks(page)]
    found = numbers(lines_of(write_markdown(blocks)))
    assert len(found) > 400
    return found, write_word(blocks, title="Titel", language=language)


REPORTS = pytest.mark.parametrize(
    ("told", "language"), [(demo, "de"), (full_village, "en")], ids=["demo", "village"]
)


class TestItShowsTheSameNumbersN3:
    @REPORTS
    def test_as_the_markdown_one_after_the_other(self, told: Any, language: str) -> None:  # noqa: ANN401
        found, data = both(told(), language)
        assert numbers(texts(opened(data))) == found

    @pytest.mark.thorough
    @pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
    @REPORTS
    def test_in_libreoffice(self, told: Any, language: str, tmp_path: Path) -> None:  # noqa: ANN401
        found, data = both(told(), language)
        assert numbers(told_by_libreoffice(data, tmp_path)) == found
