# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tables as CSV: as German and English spreadsheets open them, and no cell a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.interop import Column, TableRows, write_csv
from weltoffen.interop.cells import safe_cell
from weltoffen.model.text import Text

if TYPE_CHECKING:
    from weltoffen.interop.csvfiles import Dialect

TITLE = Text({"de": "Zahl", "en": "Number"})


def table(*rows: Any) -> TableRows:  # noqa: ANN401 - cells
    """Give a table of a text, a whole number and a float."""
    columns = [
        Column(name="name", dtype="string", title=TITLE),
        Column(name="count", dtype="Int64", title=TITLE),
        Column(name="share", dtype="float64", title=TITLE),
    ]
    return TableRows(name="t", title=TITLE, language="de", columns=columns, rows=rows)


def read(data: bytes, dialect: str) -> list[list[str]]:
    """Read a file back as the standard library does."""
    text = data.decode("utf-8-sig")
    delimiter = ";" if dialect == "de" else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


class TestFile:
    def test_german(self) -> None:
        found = write_csv(table(("Größe", 3, 0.5), (None, None, None), ("x", -1, -0.25)))
        expected = '"name";"count";"share"\r\n"Größe";3;0,5\r\n;;\r\n"x";-1;-0,25\r\n'
        assert found == b"\xef\xbb\xbf" + expected.encode()

    def test_english(self) -> None:
        found = write_csv(table(("a,b", 3, 0.5), ("x", -1, -0.25)), "en")
        expected = '"name","count","share"\r\n"a,b",3,0.5\r\n"x",-1,-0.25\r\n'
        assert found == b"\xef\xbb\xbf" + expected.encode()

    def test_quotation_marks_and_separators(self) -> None:
        found = write_csv(table(('"a"; b', 1, 1.0)))
        assert found.decode("utf-8-sig").splitlines()[1] == '"""a""; b";1;1,0'

    def test_a_dialect_that_there_is_not(self) -> None:
        dialect: Any = "fr"
        with pytest.raises(ValueError, match="no dialect 'fr'; there are: de, en"):
            write_csv(table(), dialect)

    @pytest.mark.parametrize(
        ("found", "dialect", "message"),
        [
            (None, "de", "write_csv: table is to be TableRows, not NoneType"),
            ([table()], "de", "write_csv: table is to be TableRows, not list"),
            (table(), None, "write_csv: dialect is to be str, not NoneType"),
            (table(), ["de"], "write_csv: dialect is to be str, not list"),
        ],
    )
    def test_wrong_types_are_told(self, found: Any, dialect: Any, message: str) -> None:  # noqa: ANN401
        with pytest.raises(TypeError, match=message):
            write_csv(found, dialect)

    @pytest.mark.parametrize("dialect", ["de", "en"])
    @given(number=st.floats(allow_nan=False, allow_infinity=False, width=64))
    def test_numbers_read_back_exactly_without_exponent(
        self, dialect: Dialect, number: float
    ) -> None:
        cell = read(write_csv(table(("x", 1, number)), dialect), dialect)[1][2]
        assert "e" not in cell.lower()
        assert float(cell.replace(",", ".")) == number

    def test_a_program_that_expects_the_other_dialect_keeps_texts_whole(self) -> None:
        found = write_csv(table(("a; =1+1", 1, 0.5)), "en").decode("utf-8-sig")
        told = list(csv.reader(io.StringIO(found, newline=""), delimiter=";"))
        assert told[1] == ["a;' =1+1,1,0.5"]


class TestCells:
    """What a program could take for a formula has an apostrophe before it, and nothing else has."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =1", "'=1"),
            ("\t=1", "'=1"),
            ("\r\n=1", "'=1"),
            ("\x00=1", "'=1"),
            ("\ufeff=1", "'\ufeff=1"),
            ("\u200b\u00ad@x", "'\u200b\u00ad@x"),
            ("\u202e=1", "'=1"),
            ("\u00a0=1", "'=1"),
            ("\uff1d1", "'\uff1d1"),
            ("\uff0b1", "'\uff0b1"),
            ("\uff0d1", "'\uff0d1"),
            ("\uff20x", "'\uff20x"),
            ("\ufe631", "'\ufe631"),
            ("1 = 1", "1 = 1"),
            ("a\nb\tc", "a b c"),
            ("'=1", "'=1"),
            ("x;=1;x", "x;'=1;x"),
            ("x, +1", "x,' +1"),
            ('x,"=1"', 'x,\'"=1"'),
            ("x;'=1", "x;'=1"),
            ("x;;@y", "x;;'@y"),
            ("x;1=1", "x;1=1"),
            ("–", "–"),
            ("", ""),
            ("\ud800", "\ufffd"),
        ],
    )
    def test_worked_by_hand(self, text: str, expected: str) -> None:
        assert safe_cell(text) == expected

    @given(st.text())
    def test_what_comes_out_is_safe_and_stays_as_it_is(self, text: str) -> None:
        once = safe_cell(text)
        assert once.lstrip("\ufeff\u200b \u00a0")[:1] not in {"=", "+", "-", "@"}
        assert safe_cell(once) == once
