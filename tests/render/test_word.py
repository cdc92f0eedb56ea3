# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Blocks as a Word document: headings, paragraphs, lists and tables."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from tests.render.wordfiles import (
    CLOSE,
    TABLE,
    TEXT_WIDTH,
    cells,
    line,
    read,
    style_of,
    styles,
    texts,
    written,
)

from weltoffen.errors import MissingExtra
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

if TYPE_CHECKING:
    from docx.document import Document

    from weltoffen.render.blocks import Block


class TestHeadingsAndParagraphsHaveTheirStyles:
    def test_headings_down_to_the_sixth_level(self) -> None:
        document = read(*(Heading(level=level, line=line(str(level))) for level in (1, 2, 6, 8)))
        assert styles(document) == ["Heading 1", "Heading 2", "Heading 6", "Heading 6"]
        assert texts(document) == ["1", "2", "6", "8"]

    def test_a_heading_is_one_for_the_outline_too(self) -> None:
        document = read()
        for level in range(1, 7):
            element = document.styles[f"Heading {level}"].element
            (outline,) = element.iter(qn("w:outlineLvl"))
            assert outline.get(qn("w:val")) == str(level - 1)

    def test_what_is_stressed_is_bold(self) -> None:
        (paragraph,) = read(Paragraph(line=line("Ziel:").strong + line("50 %"))).paragraphs
        assert style_of(paragraph) == "Normal"
        assert [(run.text, run.bold) for run in paragraph.runs] == [("Ziel:", True), ("50 %", None)]

    @pytest.mark.parametrize(
        ("following", "kept"),
        [
            (Listing(items=(Entry(line=line("a")),)), True),
            (TABLE, True),
            (Paragraph(line=line("b")), None),
            (Heading(level=2, line=line("b")), None),
        ],
    )
    def test_one_that_leads_to_a_list_or_a_table_stays_with_it(
        self, following: Block, kept: object
    ) -> None:
        end = (TABLE, Heading(level=2, line=line("Ende")))  # what stands before it is kept with it
        first = read(Paragraph(line=line("a:")), following, *end).paragraphs[0]
        assert first.paragraph_format.keep_with_next is kept

    def test_a_fold_stands_open_under_its_summary(self) -> None:
        fold = Fold(summary=line("Mehr"), blocks=(Paragraph(line=line("a")), TABLE))
        document = read(fold, Paragraph(line=line("b")))
        assert texts(document)[:2] == ["Mehr", "a"]
        assert texts(document)[-1] == "b"
        assert document.paragraphs[0].runs[0].bold
        assert len(document.tables) == 1

    def test_what_stands_beside_a_chart_stands_below_it(self) -> None:
        figure = Figure(chart="net", caption=line("Netz"), table=TABLE)
        document = read(Beside(figure=figure, blocks=(Paragraph(line=line("a")),)))
        assert texts(document) == [*texts(read(TABLE)), "a"]

    def test_room_to_write_in_has_lines(self) -> None:
        document = read(Space(line=line("Was noch?"), lines=3))
        assert styles(document) == ["Normal", *["Writing Line"] * 3]
        assert texts(document) == ["Was noch?", "", "", ""]


def numbering_of(paragraph: WordParagraph, document: Document) -> tuple[str, str, int, str]:
    """Say how a paragraph of a list is marked: format, mark, level and the number of its list."""
    (properties,) = paragraph._p.iter(qn("w:numPr"))  # noqa: SLF001 - python-docx has no other door
    level, number = (
        properties.find(qn(f"w:{name}")).get(qn("w:val")) for name in ("ilvl", "numId")
    )
    lists = document.part.numbering_part.element
    (found,) = (one for one in lists.iter(qn("w:num")) if one.get(qn("w:numId")) == number)
    kind = found.find(qn("w:abstractNumId")).get(qn("w:val"))
    (abstract,) = (
        one for one in lists.iter(qn("w:abstractNum")) if one.get(qn("w:abstractNumId")) == kind
    )
    (shape,) = (one for one in abstract.iter(qn("w:lvl")) if one.get(qn("w:ilvl")) == level)
    mark, text = (shape.find(qn(f"w:{name}")).get(qn("w:val")) for name in ("numFmt", "lvlText"))
    return mark, text, int(level), number


class TestListsAreLists:
    NESTED = Entry(
        line=line("a"),
        items=(Entry(line=line("b"), items=(Entry(line=line("c")),)), Entry(line=line("d"))),
    )

    def test_bullets_and_below_them_dashes(self) -> None:
        document = read(Listing(items=(self.NESTED, Entry(line=line("e")))))
        assert texts(document) == ["a", "b", "c", "d", "e"]
        assert styles(document) == ["List Bullet"] * 5
        found = [numbering_of(one, document)[:3] for one in document.paragraphs]
        bullet, dash = ("bullet", "•", 0), ("bullet", "–", 1)
        assert found == [bullet, dash, ("bullet", "•", 2), dash, bullet]

    def test_numbers_and_below_them_bullets(self) -> None:
        document = read(Listing(items=(self.NESTED, Entry(line=line("e"))), ordered=True))
        found = [numbering_of(one, document)[:3] for one in document.paragraphs]
        assert found[0] == found[4] == ("decimal", "%1.", 0)
        assert [one[0] for one in found[1:4]] == ["bullet"] * 3
        assert styles(document)[0] == "List Number"

    def test_each_numbered_list_counts_from_one(self) -> None:
        listing = Listing(items=(Entry(line=line("a")), Entry(line=line("b"))), ordered=True)
        document = read(listing, Paragraph(line=line("p")), listing)
        numbers = [numbering_of(one, document)[3] for one in document.paragraphs if one.text != "p"]
        assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
        lists = document.part.numbering_part.element
        for one in lists.iter(qn("w:num")):
            if one.get(qn("w:numId")) in numbers:
                (start,) = one.iter(qn("w:startOverride"))
                assert start.get(qn("w:val")) == "1"

    def test_below_the_deepest_level_there_is_none_deeper(self) -> None:
        item = Entry(line=line("end"))
        for text in "edcba":
            item = Entry(line=line(text), items=(item,))
        document = read(Listing(items=(item,)))
        levels = [numbering_of(one, document)[2] for one in document.paragraphs]
        assert levels == [0, 1, 2, 3, 3, 3]


class TestTablesAreTables:
    def test_cells_andstyle_of(self) -> None:
        (table,) = read(TABLE).tables
        assert [[cell.text for cell in row.cells] for row in table.rows] == [
            ["Feld", "Stand", "n"],
            ["Freizeit", "75\u00a0%", "4"],
            ["Gespräch", "0\u00a0%", "6"],
        ]
        assert table.style is not None
        assert table.style.name == "Table Grid"

    def test_the_head_is_repeated_on_each_page_and_rows_are_not_torn(self) -> None:
        (table,) = read(TABLE).tables
        repeated = [bool([*row._tr.iter(qn("w:tblHeader"))]) for row in table.rows]  # noqa: SLF001
        assert repeated == [True, False, False]
        assert all([*row._tr.iter(qn("w:cantSplit"))] for row in table.rows)  # noqa: SLF001
        assert style_of(table.rows[0].cells[0].paragraphs[0]) == "Table Head"
        assert style_of(table.rows[1].cells[0].paragraphs[0]) == "Table Text"

    def test_numbers_stand_flush_right(self) -> None:
        (table,) = read(TABLE).tables
        for row in table.rows:
            right = [cell.paragraphs[0].alignment for cell in row.cells]
            assert right == [None, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.RIGHT]

    def test_it_is_as_wide_as_the_text(self) -> None:
        (table,) = read(TABLE).tables
        for row in table.rows:
            widths = [cell.width for cell in row.cells]
            assert abs(sum(w for w in widths if w is not None) - TEXT_WIDTH) < CLOSE

    def test_a_caption_stands_above_and_stays_with_it(self) -> None:
        captioned = Table(head=TABLE.head, rows=TABLE.rows, caption=line("Stand der Felder"))
        document = read(captioned)
        first, *_ = document.iter_inner_content()
        assert isinstance(first, WordParagraph)
        assert (first.text, style_of(first)) == ("Stand der Felder", "Caption")
        assert first.paragraph_format.keep_with_next

    @pytest.mark.parametrize(("count", "together"), [(1, True), (12, True), (13, False)])
    def test_a_short_one_stays_on_one_page(self, count: int, *, together: bool) -> None:
        rows = tuple(cells(str(i), "x") for i in range(count))
        (table,) = read(Table(head=cells("A", "B"), rows=rows)).tables
        *others, last = [
            [cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells]
            for row in table.rows
        ]
        assert others == [[True if together else None] * 2] * count
        assert last == [None, None]

    def test_two_tables_do_not_grow_together(self) -> None:
        document = read(TABLE, TABLE)
        kinds = [type(one) for one in document.iter_inner_content()]
        assert kinds == [WordTable, WordParagraph, WordTable, WordParagraph]

    def test_a_wide_one_has_smaller_type(self) -> None:
        wide = Table(head=cells(*(f"Perspektive-{i}" for i in range(12))), rows=())
        (table,) = read(wide).tables
        sizes = {
            run.font.size.pt
            for cell in table.rows[0].cells
            for run in cell.paragraphs[0].runs
            if run.font.size is not None
        }
        assert sizes == {7}

    def test_boxes_to_tick(self) -> None:
        ballot = Ballot(
            table=Table(head=cells("Kriterium"), rows=(cells("Sport"),), caption=line("Stufe?")),
            choices=cells("1", "2"),
            extra=line("offen"),
            reason=line("Grund"),
        )
        document = read(ballot)
        assert texts(document) == [
            *("Stufe?", "Kriterium", "1", "2", "offen", "Grund"),
            *("Sport", "\u25cb", "\u25cb", "\u25a1", ""),
        ]


class TestTheExtraIsNamedIfItIsMissing:
    def test_docx(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "docx", None)
        with pytest.raises(MissingExtra, match=r"weltoffen\[docx\]"):
            written()
