# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A Word document while it is written (Word-Datei); imported only where python-docx is there."""

from __future__ import annotations

import io
import zipfile
from importlib import resources
from itertools import dropwhile, groupby, islice, zip_longest
from typing import TYPE_CHECKING, Any, assert_never

import attrs
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, Twips
from docx.table import Table as WordTable

from weltoffen.cleaning import clean
from weltoffen.render.blocks import (
    Ballot,
    Beside,
    Figure,
    Fold,
    Heading,
    Listing,
    Paragraph,
    Space,
    Table,
)
from weltoffen.render.wordtables import SIZES, lay_out
from weltoffen.report.wording import wording_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.shared import Length
    from docx.text.paragraph import Paragraph as WordParagraph

    from weltoffen.render.blocks import Block, Entry
    from weltoffen.render.inline import Line

LANGUAGES = {"de": "de-DE", "en": "en-GB"}
TEXT_WIDTH = 9354
"""Width of the text in twentieths of a point: 165 mm."""
TALLEST: Length = Mm(225)
"""A picture is no taller than that, so that its caption stands on the same page."""
BULLETS, NUMBERS = 1, 2
"""Kinds of lists in ``word_numbering.xml``."""
MOST_KEPT = 12
"""A table with no more rows stays on one page."""
DEEPEST_HEADING = 6
DEEPEST_LIST = 3
MAX_TITLE_LENGTH = 255
"""Word's properties take no longer title."""
MAX_FOOT_LENGTH = 90
"""A longer title is cut at the foot of the page, where it has one line."""
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP file can name; it stands for none."""

# Left out of python-docx's template: its picture, the program that made it, and fonts and styles unused here.
_KEPT = {
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.THEME,
}


class WordFile:
    """A Word document (Word-Datei) to which blocks are added one after the other."""

    def __init__(self, *, title: str, language: str, pictures: Mapping[str, bytes]) -> None:
        """Set up an empty document; arguments as in `weltoffen.render.word.write_word`."""
        self._document = Document()
        self._pictures = pictures
        self._title = clean(title)
        part = self._document.part
        owners: tuple[Any, ...] = (part, part.package)
        for owner in owners:
            for key, relation in list(owner.rels.items()):
                if relation.reltype not in _KEPT:
                    del owner.rels[key]
        for name, element in {
            "styles": self._document.styles.element,
            "numbering": part.numbering_part.element,
            "settings": self._document.settings.element,
        }.items():
            _fill(element, name)
        self._speak(LANGUAGES[wording_language(language)])
        self._set_up_page()

    def _speak(self, language: str) -> None:
        """Set the language of the text, and the properties that anybody may read."""
        for element in (self._document.styles.element, self._document.settings.element):
            for one in element.iter(qn("w:lang"), qn("w:themeFontLang")):
                one.set(qn("w:val"), language)
        properties = self._document.core_properties
        for one in list(properties._element):  # noqa: SLF001 - there is no other way to leave out a date
            properties._element.remove(one)  # noqa: SLF001 - as above
        properties.title = self._title[:MAX_TITLE_LENGTH]
        properties.language = language

    def _set_up_page(self) -> None:
        page = self._document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin, page.right_margin = Mm(25), Mm(20)
        page.top_margin, page.bottom_margin = Mm(20), Mm(20)
        page.footer_distance = Mm(10)
        foot = page.footer.paragraphs[0]
        foot.style = "Footer"
        name = self._title
        if len(name) > MAX_FOOT_LENGTH:
            name = f"{name[: MAX_FOOT_LENGTH - 1]}…"
        foot.add_run(f"{name}\t")
        _add_field(foot, "PAGE")
        foot.add_run(" / ")
        _add_field(foot, "NUMPAGES")

    # --- Blocks --------------------------------------------------------------------------------------

    def add(self, blocks: Iterable[Block]) -> None:
        """Add blocks; a paragraph that leads to a list or a table stays on the page where that begins."""
        found = tuple(blocks)
        for block, following in zip_longest(found, found[1:]):
            self._add(block, leads=isinstance(following, (Ballot, Listing, Table)))

    def _add(self, block: Block, *, leads: bool) -> None:
        match block:
            case Heading():
                self._add_text(block.line, f"Heading {min(block.level, DEEPEST_HEADING)}")
            case Paragraph():
                self._add_text(block.line, "Normal").paragraph_format.keep_with_next = leads or None
            case Listing():
                self._add_listing(block)
            case Table():
                self._add_table(block)
            case Figure():
                self._add_figure(block)
            case Fold():
                summary = self._add_text(block.summary.strong, "Normal")
                summary.paragraph_format.keep_with_next = True
                self.add(block.blocks)
            case Ballot():
                self._add_table(block.as_table)
            case Space():
                self._add_space(block)
            case Beside():
                self.add((block.figure, *block.blocks))
            case _:
                assert_never(block)

    def _add_text(self, line: Line, style: str) -> WordParagraph:
        paragraph = self._document.add_paragraph(style=style)
        _write(paragraph, line)
        return paragraph

    def _add_space(self, space: Space) -> None:
        self._add_text(space.line, "Normal").paragraph_format.keep_with_next = True
        for _ in range(space.lines):
            self._document.add_paragraph(style="Writing Line")

    # --- Lists ---------------------------------------------------------------------------------------

    def _add_listing(self, listing: Listing) -> None:
        style = "List Number" if listing.ordered else "List Bullet"
        number = self._new_count() if listing.ordered else BULLETS
        for item in listing.items:
            self._add_item(item, style, number, 0)

    def _add_item(self, item: Entry, style: str, number: int, depth: int) -> None:
        paragraph = self._add_text(item.line, style)
        if item.items:
            paragraph.paragraph_format.keep_with_next = True
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx cannot
        properties.get_or_add_ilvl().val = min(depth, DEEPEST_LIST)
        properties.get_or_add_numId().val = number
        for one in item.items:
            self._add_item(one, "List Bullet", number, depth + 1)

    def _new_count(self) -> int:
        """Start a list that counts from 1 again, and give its number."""
        lists = self._document.part.numbering_part.element
        found = lists.add_num(NUMBERS)
        found.add_lvlOverride(0).add_startOverride(1)
        return int(found.numId)

    # --- Tables --------------------------------------------------------------------------------------

    def _add_table(self, table: Table) -> None:
        if table.caption is not None:
            caption = self._add_text(table.caption, "Caption")
            caption.paragraph_format.keep_with_next = True
        layout = lay_out(table, TEXT_WIDTH)
        found = self._document.add_table(0, len(table.head), style="Table Grid")
        found.autofit = False
        plain = len(table.head) - table.numbers
        size = None if layout.size == SIZES[0] else layout.size
        styles = ("Table Head", "Table Text")
        for width, column in zip(layout.widths, found.columns, strict=True):
            column.width = Twips(width)
        kept = len(table.rows) if len(table.rows) <= MOST_KEPT else 0
        for place, row in enumerate((table.head, *table.rows)):
            written = found.add_row()
            _keep_together(written._tr, head=not place)  # noqa: SLF001 - python-docx cannot
            for index, (cell, line) in enumerate(zip(written.cells, row, strict=True)):
                cell.width = Twips(layout.widths[index])
                paragraph = cell.paragraphs[0]
                paragraph.style = styles[bool(place)]
                if place < kept:
                    paragraph.paragraph_format.keep_with_next = True
                if index >= plain:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                _write(paragraph, line, size)
        self._document.add_paragraph(style="After Table")  # two tables would grow together

    # --- Pictures ------------------------------------------------------------------------------------

    def _add_figure(self, figure: Figure) -> None:
        picture = self._pictures.get(figure.chart)
        shown = picture is not None and self._add_picture(picture, figure.caption)
        table = figure.table
        if table is None:
            return
        if shown and table.caption and table.caption.plain in figure.caption.plain:
            table = attrs.evolve(table, caption=None)
        self._add_table(table)

    def _add_picture(self, picture: bytes, caption: Line) -> bool:
        """Add a picture, unless it would be too small to read on a page; say whether it was added."""
        image = Image.from_blob(picture)
        room = min(image.width, Twips(TEXT_WIDTH))
        width = min(room, image.width * TALLEST // image.height)
        if 2 * width < room:
            return False
        place = self._document.add_paragraph(style="Picture")
        shape = place.add_run().add_picture(io.BytesIO(picture))
        shape.width, shape.height = Emu(width), Emu(image.height * width // image.width)
        shape._inline.docPr.set("descr", caption.plain)  # noqa: SLF001 - it has no door
        self._add_text(caption, "Caption")
        return True

    # --- File ----------------------------------------------------------------------------------------

    def _keep_end(self) -> None:
        """Keep the last chapter with the text before it: alone on a page, it would look lost."""
        from_end = reversed([*self._document.iter_inner_content()])
        before = dropwhile(lambda one: not _is_heading(one), from_end)
        for one in islice(before, 1, 1 + MOST_KEPT):
            if isinstance(one, WordTable) or _is_heading(one):
                break
            one.paragraph_format.keep_with_next = True

    def to_bytes(self) -> bytes:
        """Give the file, without the time at which it was made."""
        self._keep_end()
        written = io.BytesIO()
        self._document.save(written)
        out = io.BytesIO()
        with zipfile.ZipFile(written) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                entry = zipfile.ZipInfo(name, FIRST_DAY)
                entry.create_system = 0
                entry.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(entry, old.read(name))
        return out.getvalue()


def _is_heading(one: WordParagraph | WordTable) -> bool:
    return one.style is not None and str(one.style.name).startswith("Heading")


def _fill(element: BaseOxmlElement, name: str) -> None:
    """Put what stands in a file of ours in the place of all that an element has."""
    source = resources.files("weltoffen.render").joinpath(f"word_{name}.xml").read_bytes()
    for one in list(element):
        element.remove(one)
    element.extend(list(parse_xml(source)))


def _write(paragraph: WordParagraph, line: Line, size: int | None = None) -> None:
    for strong, runs in groupby(line.runs, key=lambda run: run.strong):
        written = paragraph.add_run("".join(run.text for run in runs))
        if strong:
            written.bold = True
        if size is not None:
            written.font.size = Pt(size)


def _add_field(paragraph: WordParagraph, instruction: str) -> None:
    """Add a number that Word counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx cannot


def _keep_together(row: BaseOxmlElement, *, head: bool) -> None:
    """Keep a row on one page; the head of a table is repeated on each."""
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
