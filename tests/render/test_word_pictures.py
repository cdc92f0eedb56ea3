# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Charts in a Word document: picture, caption and table."""

from __future__ import annotations

from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from tests.render.wordfiles import (
    CLOSE,
    MILLIMETRE,
    TABLE,
    TEXT_WIDTH,
    line,
    names,
    png,
    read,
    style_of,
    texts,
)

from weltoffen.render.blocks import Figure, Table


class TestPicturesHaveTheirTextAndTheirTable:
    FIGURE = Figure(chart="net", caption=line("Netz der Felder"), table=TABLE)

    def test_picture_then_caption_then_table(self) -> None:
        document = read(self.FIGURE, pictures={"net": png(40, 20)})
        picture, caption, table, _ = document.iter_inner_content()
        assert isinstance(picture, WordParagraph)
        assert isinstance(caption, WordParagraph)
        assert isinstance(table, WordTable)
        assert (caption.text, style_of(caption)) == ("Netz der Felder", "Caption")
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
        assert shape.height <= 225 * MILLIMETRE
        assert max(shape.width / TEXT_WIDTH, shape.height / (225 * MILLIMETRE)) > 0.99
        assert abs(shape.width * height - shape.height * width) <= max(width, height) * 2

    def test_one_that_would_be_too_small_to_read_is_left_out(self) -> None:
        """A width of 165 mm needs a height of 225 mm; half of it is enough for a picture twice as tall."""
        for width, height, shown in (
            (1_650, 4_490, True),
            (1_650, 4_510, False),
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

    def test_nor_does_the_table_repeat_what_the_picture_s_caption_says(self) -> None:
        captioned = Table(head=TABLE.head, rows=TABLE.rows, caption=line("Stand und Ziel"))
        caption = line("Zusammenhalt: Stand und Ziel")
        figure = Figure(chart="net", caption=caption, table=captioned)
        found = texts(read(figure, pictures={"net": png(4, 4)}))
        assert found[:3] == ["", "Zusammenhalt: Stand und Ziel", "Feld"]
        assert texts(read(figure))[0] == "Stand und Ziel"

    def test_a_small_one_stays_small(self) -> None:
        (shape,) = read(self.FIGURE, pictures={"net": png(72, 36)}).inline_shapes
        assert (shape.width, shape.height) == (914_400, 457_200)  # an inch of 72 dots
