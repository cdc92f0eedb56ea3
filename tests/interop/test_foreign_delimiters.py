# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""CSV in the hands of a program that expects another delimiter, or knows no quotation marks: no formula."""

from __future__ import annotations

import csv
import io
import re
import sys
import unicodedata
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.interop.sheettowns import ASKED, TOWN, template

from weltoffen.interop import Column, TableRows, answer_sheet, read_answer_sheet, write_csv
from weltoffen.interop.cells import guarded, looks_like_formula, safe_cell, unguarded
from weltoffen.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weltoffen.interop.csvfiles import Dialect

ATTACK = "Rat;=cmd|'/c calc'!A0;x"
PIECES = st.one_of(
    st.sampled_from([*"=+-@;,\t\"' ax1\n", "\uff1d", "\u207a", "\u200b", "\U000e0020", ATTACK]),
    st.characters(),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
NUMBER = re.compile(r"[\r\n]*-?[0-9]")
"""How a number begins; it may be negative."""


def readings(data: bytes) -> Iterator[str]:
    """Give every cell that a program can find: three delimiters, with and without quotation marks."""
    text = data.decode("utf-8-sig")
    for delimiter in ";,\t":
        yield from (cell for line in re.split("\r\n|\r|\n", text) for cell in line.split(delimiter))
        for blanks in (False, True):
            lines = csv.reader(
                io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=blanks
            )
            yield from (cell for line in lines for cell in line)


def table(*rows: tuple[str | float | None, ...]) -> TableRows:
    """Give a table of two texts, a number, and a text."""
    title = Text({"de": "x"})
    columns = [Column(name=name, dtype="string", title=title) for name in ("a", "b", "d")]
    columns.insert(2, Column(name="c", dtype="float64", title=title))
    return TableRows(name="t", title=title, language="de", columns=columns, rows=rows)


class TestTables:
    """A text of a table is no formula, whatever delimiter a program expects."""

    @pytest.mark.parametrize("dialect", ["de", "en"])
    @given(rows=st.lists(st.tuples(TEXTS, TEXTS, st.floats(-9, 9), TEXTS), max_size=4))
    @example(rows=[("x", ATTACK, 0.5, "a,")])
    @example(rows=[("x", 'a,"=1"', -0.5, "a,"), ("=1", ",", 1.0, 'a;"""=1')])
    def test_any_rows(self, dialect: Dialect, rows: list[tuple[str | float | None, ...]]) -> None:
        for cell in readings(write_csv(table(*rows), dialect)):
            assert not looks_like_formula(cell) or NUMBER.match(cell)

    @pytest.mark.parametrize("dialect", ["de", "en"])
    def test_the_attack(self, dialect: Dialect) -> None:
        cells = [*readings(write_csv(table(("x", ATTACK, 1.0, "y")), dialect))]
        assert "'=cmd|'/c calc'!A0" in cells
        assert "=cmd|'/c calc'!A0" not in cells


class TestAnswerSheets:
    """The same for the texts of a questionnaire, and what was set before them is taken off again."""

    @pytest.mark.parametrize("language", ["de", "en"])
    @given(texts=st.lists(TEXTS, min_size=3, max_size=3))
    @example(texts=[ATTACK, 'a,"=1"', "a\t=1"])
    def test_any_questionnaire(self, language: str, texts: list[str]) -> None:
        shown = [{"de": f"x{text}x"} for text in texts]
        plot = attrs.evolve(ASKED.by_id["plot"], title=shown[0], help=shown[1])
        asked = attrs.evolve(ASKED, questions=[plot], title=shown[2])
        data = answer_sheet(
            asked,
            assessment_id="a",
            perspective="p",
            capacity="personal",
            language=language,
            form="csv",
        )
        for cell in readings(data):
            assert not looks_like_formula(cell)
        assert read_answer_sheet(data, asked).answers == ()

    def test_every_cell_is_in_quotation_marks(self) -> None:
        for line in template("csv").decode("utf-8-sig").split("\r\n"):
            assert re.fullmatch('("[^"]*"(;"[^"]*")*)?', line)

    @given(TEXTS)
    def test_what_was_set_is_taken_off(self, text: str) -> None:
        once = guarded(text)
        assert unguarded(once) == text
        assert unguarded(guarded(once)) == once
        for delimiter in ";,\t":
            assert not any(map(looks_like_formula, once.split(delimiter)))

    @pytest.mark.parametrize("text", ["a;'b", "a, 'b'", "'tis", "a;b'=1", "a;'1", "=1;+1,a"])
    def test_no_other_apostrophe_is_taken_off(self, text: str) -> None:
        assert unguarded(text) == text

    @pytest.mark.parametrize("answer", [ATTACK, "a, -1; +2", "a;'=1", "a\t=1", 'a,"=1"'])
    def test_answers_come_back(self, answer: str) -> None:
        lines = [*csv.reader(io.StringIO(template("csv").decode("utf-8-sig")), delimiter=";")]
        for line in lines:
            if line[7:8] in (["after-share"], ["share"]):
                line[3] = guarded(answer) if line[7] == "after-share" else "1"
        stream = io.StringIO()
        csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerows(lines)
        found = read_answer_sheet(stream.getvalue().encode(), ASKED, TOWN)
        assert dict(found.answers)["after-share"] == answer


class TestCharacters:
    """Every sign that a program may read as one of the four, and all that may stand unseen before it."""

    def test_all_of_unicode(self) -> None:
        for character in map(chr, range(sys.maxunicode + 1)):
            unseen = character.isspace() or unicodedata.category(character) == "Cf"
            if unseen and character != "\t":
                assert guarded(f"{character}=1") == f"'{character}=1"
            elif unicodedata.normalize("NFKC", character) in {*"=+-@"}:
                assert guarded(f"a;{character}1") == f"a;'{character}1"
                assert safe_cell(character) == f"'{character}"
