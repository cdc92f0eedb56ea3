# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Blocks as a Word document, read back with python-docx and by LibreOffice; N3, P5."""

from __future__ import annotations

import io
import re
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from tests.render.paper import HOSTILE, TRICKY, lines_of, one_line
from tests.render.refreports import demo, full_village

from weltoffen.errors import MissingExtra
from weltoffen.render.blocks import (
    Ballot,
    Beside,
    Figure,
    Fold,
    Heading,
    Item,
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
from weltoffen.render.wordtables import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docx.document import Document
    from tests.render.refreports import Told

    from weltoffen.render.blocks import Block

MILLIMETRE = 36_000
TEXT_WIDTH = 165 * MILLIMETRE
"""Between margins of 25 and 20 mm on a page of 210 mm."""
CLOSE = 1_000
"""Word counts in twentieths of a point."""


def line(text: str) -> Line:
    return Line.of(text)


def cells(*texts: str) -> tuple[Line, ...]:
    return tuple(map(line, texts))


def written(*blocks: Block, **more: Any) -> bytes:  # noqa: ANN401 - as `write_word` takes it
    return write_word(blocks, **{"title": "Titel", "language": "de", **more})


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def read(*blocks: Block, **more: Any) -> Document:  # noqa: ANN401 - as `write_word` takes it
    return opened(written(*blocks, **more))


def texts(document: Document) -> list[str]:
    """Give the text of every paragraph and of every cell, in the order in which they are read."""
    found: list[str] = []
    for one in document.iter_inner_content():
        if isinstance(one, WordTable):
            found += [cell.text for row in one.rows for cell in row.cells]
        elif one.style is None or one.style.name != "After Table":
            found.append(one.text)
    return found


def styles(document: Document) -> list[str]:
    return [_style(one) for one in document.paragraphs]


def _style(paragraph: WordParagraph) -> str:
    assert paragraph.style is not None
    return str(paragraph.style.name)


def png(width: int, height: int) -> bytes:
    """Make a white picture of so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = (b"\0" + b"\xff" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def number(text: str) -> Line:
    """Give a number as it is written, with its protected spaces."""
    return Line.number(text, None)


TABLE = Table(
    head=cells("Feld", "Stand", "n"),
    rows=(
        (line("Freizeit"), number("75\u00a0%"), number("4")),
        (line("Gespräch"), number("0\u00a0%"), number("6")),
    ),
    numbers=2,
)


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
        assert _style(paragraph) == "Normal"
        assert [(run.text, run.bold) for run in paragraph.runs] == [("Ziel:", True), ("50 %", None)]

    @pytest.mark.parametrize(
        ("following", "kept"),
        [
            (Listing(items=(Item(line=line("a")),)), True),
            (TABLE, True),
            (Paragraph(line=line("b")), None),
            (Heading(level=2, line=line("b")), None),
        ],
    )
    def test_one_that_leads_to_a_list_or_a_table_stays_with_it(
        self, following: Block, kept: object
    ) -> None:
        first = read(Paragraph(line=line("a:")), following).paragraphs[0]
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
    NESTED = Item(
        line=line("a"),
        items=(Item(line=line("b"), items=(Item(line=line("c")),)), Item(line=line("d"))),
    )

    def test_bullets_and_below_them_dashes(self) -> None:
        document = read(Listing(items=(self.NESTED, Item(line=line("e")))))
        assert texts(document) == ["a", "b", "c", "d", "e"]
        assert styles(document) == ["List Bullet"] * 5
        found = [numbering_of(one, document)[:3] for one in document.paragraphs]
        bullet, dash = ("bullet", "•", 0), ("bullet", "–", 1)
        assert found == [bullet, dash, ("bullet", "•", 2), dash, bullet]

    def test_numbers_and_below_them_bullets(self) -> None:
        document = read(Listing(items=(self.NESTED, Item(line=line("e"))), ordered=True))
        found = [numbering_of(one, document)[:3] for one in document.paragraphs]
        assert found[0] == found[4] == ("decimal", "%1.", 0)
        assert [one[0] for one in found[1:4]] == ["bullet"] * 3
        assert styles(document)[0] == "List Number"

    def test_each_numbered_list_counts_from_one(self) -> None:
        listing = Listing(items=(Item(line=line("a")), Item(line=line("b"))), ordered=True)
        document = read(listing, Paragraph(line=line("p")), listing)
        numbers = [numbering_of(one, document)[3] for one in document.paragraphs if one.text != "p"]
        assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
        lists = document.part.numbering_part.element
        for one in lists.iter(qn("w:num")):
            if one.get(qn("w:numId")) in numbers:
                (start,) = one.iter(qn("w:startOverride"))
                assert start.get(qn("w:val")) == "1"

    def test_below_the_deepest_level_there_is_none_deeper(self) -> None:
        item = Item(line=line("end"))
        for text in "edcba":
            item = Item(line=line(text), items=(item,))
        document = read(Listing(items=(item,)))
        levels = [numbering_of(one, document)[2] for one in document.paragraphs]
        assert levels == [0, 1, 2, 3, 3, 3]


class TestTablesAreTables:
    def test_cells_and_style(self) -> None:
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
        assert _style(table.rows[0].cells[0].paragraphs[0]) == "Table Head"
        assert _style(table.rows[1].cells[0].paragraphs[0]) == "Table Text"

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
        assert (first.text, _style(first)) == ("Stand der Felder", "Caption")
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


class TestColumnsAreAsWideAsTheyNeed:
    def test_a_longer_text_has_more_room(self) -> None:
        table = Table(head=cells("A", "B"), rows=(cells("kurz", "lang " * 20),))
        first, second = lay_out(table, 9_000).widths
        assert first + second == 9_000
        assert second > 3 * first

    def test_equal_ones_share_alike(self) -> None:
        table = Table(head=cells("A", "B", "C"), rows=(cells("wort", "wort", "wort"),))
        assert lay_out(table, 9_000).widths == (3_000, 3_000, 3_000)

    def test_a_protected_space_keeps_a_number_with_its_unit(self) -> None:
        unit, space = (
            Table(
                head=cells("A", "B"),
                rows=((number(f"25{one}Prozentpunkte"), line("lang " * 60)),),
            )
            for one in ("\u00a0", " ")
        )
        assert lay_out(unit, 6_000).widths[0] > lay_out(space, 6_000).widths[0]

    def test_type_grows_smaller_before_words_are_broken(self) -> None:
        """A word of 9 letters in the head takes 10 * 0.6 of its size, and each cell 9.5 points more.

        In points 4 columns are 4 * (10 * 0.6 * 9 + 9.5) = 254 of size 9, 230 of size 8 and 206 of size 7.
        """
        table = Table(head=cells(*["Perspekte"] * 4), rows=())
        sizes = [lay_out(table, 20 * points).size for points in (254, 253, 230, 229, 206, 100)]
        assert sizes == [9, 8, 8, 7, 7, 7]

    def test_what_does_not_fit_shares_what_there_is(self) -> None:
        table = Table(head=cells("Langeswort" * 9, "Langeswort" * 9), rows=())
        assert lay_out(table, 3_000).widths == (1_500, 1_500)

    def test_empty_cells_take_no_more_than_their_share(self) -> None:
        table = Table(head=cells("", ""), rows=(cells("", ""),))
        assert lay_out(table, 3_000).widths == (1_500, 1_500)


class TestPicturesHaveTheirTextAndTheirTable:
    FIGURE = Figure(chart="net", caption=line("Netz der Felder"), table=TABLE)

    def test_picture_then_caption_then_table(self) -> None:
        document = read(self.FIGURE, pictures={"net": png(40, 20)})
        picture, caption, table, _ = document.iter_inner_content()
        assert isinstance(picture, WordParagraph)
        assert isinstance(caption, WordParagraph)
        assert isinstance(table, WordTable)
        assert (caption.text, _style(caption)) == ("Netz der Felder", "Caption")
        (properties,) = picture._p.iter(qn("wp:docPr"))  # noqa: SLF001
        assert properties.get("descr") == "Netz der Felder"
        (part,) = (one for one in names(document) if one.startswith("word/media/"))
        assert part.endswith(".png")

    @pytest.mark.parametrize("pictures", [None, {}, {"other": png(4, 4)}])
    def test_without_picture_the_table_alone(self, pictures: Any) -> None:  # noqa: ANN401
        document = read(self.FIGURE, pictures=pictures)
        assert texts(document) == texts(read(TABLE))
        assert not document.inline_shapes

    def test_without_table_the_picture_alone(self) -> None:
        figure = Figure(chart="net", caption=line("Netz"))
        document = read(figure, pictures={"net": png(4, 4)})
        assert texts(document) == ["", "Netz"]
        assert texts(read(figure)) == []

    @pytest.mark.parametrize(("width", "height"), [(2_000, 500), (2_000, 3_000), (470, 1_100)])
    def test_it_fits_on_the_page_and_keeps_its_shape(self, width: int, height: int) -> None:
        (shape,) = read(self.FIGURE, pictures={"net": png(width, height)}).inline_shapes
        assert shape.width <= TEXT_WIDTH + CLOSE
        assert shape.height <= 200 * MILLIMETRE
        assert max(shape.width / TEXT_WIDTH, shape.height / (200 * MILLIMETRE)) > 0.99
        assert abs(shape.width * height - shape.height * width) <= max(width, height) * 2

    def test_one_that_would_be_too_small_to_read_is_left_out(self) -> None:
        """A width of 165 mm needs a height of 200 mm; half of it is enough for a picture twice as tall."""
        for width, height, shown in (
            (1_650, 3_990, True),
            (1_650, 4_010, False),
            (50, 2_000, False),
        ):
            document = read(self.FIGURE, pictures={"net": png(width, height)})
            assert len(document.inline_shapes) == shown
            assert len(document.tables) == 1
            assert any("media" in name for name in names(document)) == shown

    def test_a_caption_stands_there_once(self) -> None:
        captioned = Table(head=TABLE.head, rows=TABLE.rows, caption=line("Netz"))
        figure = Figure(chart="net", caption=line("Netz"), table=captioned)
        for pictures in ({}, {"net": png(4, 4)}):
            assert texts(read(figure, pictures=pictures)).count("Netz") == 1
        other = Figure(chart="net", caption=line("Schaubild"), table=captioned)
        found = texts(read(other, pictures={"net": png(4, 4)}))
        assert found[:3] == ["", "Schaubild", "Netz"]

    def test_a_small_one_stays_small(self) -> None:
        (shape,) = read(self.FIGURE, pictures={"net": png(72, 36)}).inline_shapes
        assert (shape.width, shape.height) == (914_400, 457_200)  # an inch of 72 dots


def names(document: Document) -> list[str]:
    out = io.BytesIO()
    document.save(out)
    return zipfile.ZipFile(out).namelist()


class TestThePageIsOneThatAnOfficeSends:
    def test_a4_upright(self) -> None:
        (section,) = read().sections
        assert section.page_width is not None
        assert section.page_height is not None
        assert abs(section.page_width - 210 * MILLIMETRE) < CLOSE
        assert abs(section.page_height - 297 * MILLIMETRE) < CLOSE
        margins = (section.left_margin, section.right_margin)
        assert [round((one or 0) / MILLIMETRE) for one in margins] == [25, 20]

    @pytest.mark.parametrize(
        ("language", "tag"),
        [("de", "de-DE"), ("de-simple", "de-DE"), ("en", "en-GB"), ("fr", "en-GB")],
    )
    def test_the_language_in_which_spelling_is_checked(self, language: str, tag: str) -> None:
        document = read(language=language)
        (spoken,) = document.styles.element.iter(qn("w:lang"))
        assert spoken.get(qn("w:val")) == tag
        assert document.core_properties.language == tag

    def test_the_foot_has_title_and_page(self) -> None:
        (foot,) = read(title="Selbstcheck").sections[0].footer.paragraphs
        assert foot.text.startswith("Selbstcheck\t")
        fields = [one.get(qn("w:instr")) for one in foot._p.iter(qn("w:fldSimple"))]  # noqa: SLF001
        assert fields == ["PAGE", "NUMPAGES"]


class TestNobodyIsNamedAndNoTime:
    def test_properties(self) -> None:
        properties = read(title="Selbstcheck Musterstadt").core_properties
        assert properties.title == "Selbstcheck Musterstadt"
        for name in ("author", "last_modified_by", "comments", "keywords", "subject"):
            assert getattr(properties, name) == "", name
        assert (properties.created, properties.modified) == (None, None)

    def test_parts(self) -> None:
        assert set(zipfile.ZipFile(io.BytesIO(written(TABLE))).namelist()) == {
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/document.xml",
            "word/_rels/document.xml.rels",
            "word/footer1.xml",
            "word/numbering.xml",
            "word/settings.xml",
            "word/styles.xml",
            "word/theme/theme1.xml",
        }

    @pytest.mark.parametrize("title", ["wort " * 70, "x" * 300, HOSTILE, "\x00\ud800\ufffe"])
    def test_any_title(self, title: str) -> None:
        document = read(title=title)
        wanted = one_line(title).replace("\ud800", "\ufffd").replace("\ufffe", "\ufffd")
        assert document.core_properties.title == wanted[:255]
        foot = document.sections[0].footer.paragraphs[0].text.split("\t")[0]
        assert foot == (wanted if len(wanted) <= 90 else f"{wanted[:89]}…")


class TestEqualInputGivesEqualBytes:
    def test_at_any_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        blocks = (TABLE, Listing(items=(Item(line=line("a")),), ordered=True))
        figure = Figure(chart="net", caption=line("Netz"))
        first = written(*blocks, figure, pictures={"net": png(3, 3)})
        monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
        monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
        assert written(*blocks, figure, pictures={"net": png(3, 3)}) == first

    def test_the_archive_holds_no_time(self) -> None:
        archive = zipfile.ZipFile(io.BytesIO(written(TABLE)))
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {one.create_system for one in archive.infolist()} == {0}


class TestTheExtraIsNamedIfItIsMissing:
    def test_docx(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "docx", None)
        with pytest.raises(MissingExtra, match=r"weltoffen\[docx\]"):
            written()


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
        Listing(items=(Item(line=said, items=(Item(line=said),)),)),
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


# --- The same numbers as in Markdown -----------------------------------------------------------------

NUMBER = re.compile(r"[\u2212-]?\d+(?:[.,]\d+)*(?:\u00a0?%)?")


def numbers(lines: Iterable[str]) -> list[str]:
    return [found for one in lines for found in NUMBER.findall(one)]


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


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def told_by_libreoffice(data: bytes, folder: Path) -> list[str]:
    """Open a Word document in LibreOffice and give the text of every paragraph that it reads."""
    (folder / "report.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "fodt", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "report.docx")], check=True, capture_output=True)
    root = ET.parse(folder / "report.fodt").getroot()  # noqa: S314 - LibreOffice wrote it here
    (body,) = root.iter(f"{{{OFFICE}}}text")
    wanted = {f"{{{TEXT}}}p", f"{{{TEXT}}}h"}
    return ["".join(_said(one)) for one in body.iter() if one.tag in wanted]


def _said(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        yield " " if one.tag == f"{{{TEXT}}}s" else ""
        yield from _said(one)
        yield one.tail or ""
