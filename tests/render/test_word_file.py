# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The file that a Word document is: page, properties, parts, equal bytes; P5."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn
from tests.render.paper import HOSTILE, one_line
from tests.render.wordfiles import CLOSE, MILLIMETRE, TABLE, line, png, read, written

from weltoffen.render.blocks import Entry, Figure, Heading, Listing, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weltoffen.render.blocks import Block


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


class TestTheLastChapterIsNotAloneOnAPage:
    """The text before it, back to its heading, stays with it; tables and earlier chapters do not."""

    END = (Heading(level=2, line=line("Ende")), TABLE)

    def kept(self, *blocks: Block) -> list[str]:
        document = read(*blocks)
        return [one.text for one in document.paragraphs if one.paragraph_format.keep_with_next]

    def test_the_chapter_before_it_stays_with_it(self) -> None:
        listing = Listing(items=(Entry(line=line("a")), Entry(line=line("b"))))
        before = (Paragraph(line=line("davor")), Heading(level=2, line=line("Anlagen")))
        assert self.kept(*before, listing, *self.END) == ["a", "b"]

    def test_a_long_one_with_its_end_only(self) -> None:
        many = [Paragraph(line=line(str(i))) for i in range(20)]
        assert self.kept(*many, *self.END) == [str(i) for i in range(8, 20)]

    def test_a_table_does_not(self) -> None:
        texts_ = Paragraph(line=line("a")), Paragraph(line=line("b"))
        assert self.kept(texts_[0], TABLE, texts_[1], *self.END) == ["a", "", "b"]
        assert self.kept(*texts_, TABLE, *self.END) == ["b", ""]

    @pytest.mark.parametrize("blocks", [(), (TABLE,), (Paragraph(line=line("a")),), END])
    def test_where_there_is_nothing_before_it_nothing_is_kept(
        self, blocks: Sequence[Block]
    ) -> None:
        assert self.kept(*blocks) == []


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
        blocks = (TABLE, Listing(items=(Entry(line=line("a")),), ordered=True))
        figure = Figure(chart="net", caption=line("Netz"))
        first = written(*blocks, figure, pictures={"net": png(3, 3)})
        monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
        monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
        assert written(*blocks, figure, pictures={"net": png(3, 3)}) == first

    def test_the_archive_holds_no_time(self) -> None:
        archive = zipfile.ZipFile(io.BytesIO(written(TABLE)))
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {one.create_system for one in archive.infolist()} == {0}
