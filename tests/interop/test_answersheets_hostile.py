# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import csv
import datetime as dt
import io
import time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from tests.interop.sheetparts import (
    BOOK,
    SHEET,
    STRINGS,
    STYLES,
    packed,
    problems,
    rebuilt,
    unpacked,
    with_rows,
)
from tests.interop.sheettowns import (
    ANSWER_COLUMN,
    ASKED,
    OPTION_COLUMN,
    QUESTION_COLUMN,
    TOWN,
    changed,
    filled_csv,
    filled_xlsx,
    open_sheet,
    reply,
    saved,
    template,
)

from weltoffen.errors import InvalidDocument
from weltoffen.interop.answersheets import read_answer_sheet
from weltoffen.interop.grids import address, column_letters, column_number


class TestAddressing:
    """Addresses are those that spreadsheet programs show."""

    @pytest.mark.parametrize(
        ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
    )
    def test_columns(self, column: int, letters: str) -> None:
        assert column_letters(column) == letters
        assert column_number(letters) == column

    @given(st.integers(0, 16_383))
    def test_columns_are_read_as_they_are_written(self, column: int) -> None:
        letters = column_letters(column)
        assert column_number(letters) == column
        assert letters == get_column_letter(column + 1)

    @pytest.mark.parametrize(
        ("sheet", "expected"),
        [
            (None, "F17"),
            ("Antworten", "Antworten!F17"),
            ("A_1", "A_1!F17"),
            ("A 1", "'A 1'!F17"),
            ("it's", "'it''s'!F17"),
            ("a\nb", "'a\\u000ab'!F17"),
        ],
    )
    def test_sheets(self, sheet: str | None, expected: str) -> None:
        assert address(sheet, 17, 5) == expected


class TestCells:
    """What a cell holds is not guessed at: formulas, dates, errors, merged cells are problems."""

    @pytest.mark.parametrize(
        ("value", "form", "code"),
        [
            ("=1+1", None, "sheet-formula"),
            ('=HYPERLINK("http://a.example")', None, "sheet-formula"),
            (dt.date(2026, 3, 1), None, "sheet-date"),
            (dt.datetime(2026, 3, 1, 12), None, "sheet-date"),  # noqa: DTZ001 - as spreadsheets have it
            (dt.time(12), None, "sheet-date"),
            (0.5, "0%", "sheet-percent"),
            ("#REF!", None, "sheet-error"),
            (True, None, "answer-wrong-kind"),
        ],
    )
    @pytest.mark.parametrize("question", ["plot", "share", "tools"])
    def test_an_answer_cell(
        self, value: object, form: str | None, code: str, question: str
    ) -> None:
        def fill(sheet: Any, rows: Any) -> None:  # noqa: ANN401 - a worksheet
            cell = sheet.cell(rows[question, ""], ANSWER_COLUMN)
            cell.value = value
            cell.number_format = form or cell.number_format

        expected = code
        if question == "tools" and code == "answer-wrong-kind":
            expected = "answer-unknown-option"
        ((found, cell),) = problems(changed(template(), fill))
        assert found == expected
        assert cell is not None

    @pytest.mark.parametrize("area", ["D11:D12", "H11:H12", "C11:E11", "I14:I15", "D18:D400"])
    def test_merged_answers(self, area: str) -> None:
        data = changed(template(), lambda sheet, _: sheet.merge_cells(area))
        assert ("sheet-merged", f"Antworten!{area.partition(':')[0]}") in problems(data)

    @pytest.mark.parametrize("area", ["A1:I1", "A11:B12", "E11:F11"])
    def test_other_merged_cells_do_not_matter(self, area: str) -> None:
        data = changed(template(), lambda sheet, _: sheet.merge_cells(area))
        assert read_answer_sheet(data, ASKED, TOWN) == reply({})

    def test_a_cell_of_one_merged_with_itself(self) -> None:
        merged = '<mergeCells><mergeCell ref="C1"/></mergeCells>'
        assert problems(with_rows("", more=merged)) == [("sheet-without-answers", None)]

    def test_repeated_rows(self) -> None:
        def repeat(sheet: Any, _: object) -> None:  # noqa: ANN401 - a worksheet
            sheet["H30"] = "plot"
            sheet["H31"], sheet["I31"] = "tools", "hose"
            sheet["A9"], sheet["B9"] = "Perspektive", "residents"

        assert problems(changed(template(), repeat)) == [
            ("sheet-repeated-row", "Antworten!A9"),
            ("sheet-repeated-row", "Antworten!H30"),
            ("sheet-repeated-row", "Antworten!I31"),
        ]

    def test_answers_without_question(self) -> None:
        def add(sheet: Any, _: object) -> None:  # noqa: ANN401 - a worksheet
            sheet["D30"] = "done"
            sheet["D31"] = "=1"

        assert problems(changed(template(), add)) == [
            ("sheet-row-without-id", "Antworten!D30"),
            ("sheet-row-without-id", "Antworten!D31"),
        ]

    def test_formulas_for_ids(self) -> None:
        def add(sheet: Any, rows: Any) -> None:  # noqa: ANN401 - a worksheet
            sheet.cell(rows["plot", ""], QUESTION_COLUMN, value='="plot"')
            sheet.cell(rows["tools", "hose"], OPTION_COLUMN, value='="hose"')

        codes = [code for code, _ in problems(changed(template(), add))]
        assert codes == ["sheet-formula", "sheet-formula", "sheet-repeated-row"]

    def test_two_sheets_with_answers(self) -> None:
        book, sheet = open_sheet(template())
        book.copy_worksheet(sheet)
        assert problems(saved(book)) == [("sheet-twice", None)]

    def test_without_column_names(self) -> None:
        data = changed(
            template(), lambda sheet, rows: sheet.delete_rows(rows["Frage-ID", "Antwort-ID"])
        )
        assert problems(data) == [("sheet-without-answers", None)]

    @pytest.mark.parametrize("stored", ["1e300", "1e40", "12345678901234567890123"])
    def test_numbers_that_no_json_has(self, stored: str) -> None:
        assert [cell for _, cell in problems(with_number(stored))] == ["Antworten!D17"]

    def test_half_a_character(self) -> None:
        data = filled_xlsx(template(), {("share", ""): "1", ("after-share", ""): "MARK"})
        data = rebuilt(SHEET, lambda old: old.replace(b"MARK", b"_xD800_"), data)
        assert problems(data) == [("lone-surrogate", "Antworten!D18")]


def with_number(text: str) -> bytes:
    """Give a sheet whose number for ``share`` is written like this."""
    data = filled_xlsx(template(), {("share", ""): Fraction(77)})
    return rebuilt(SHEET, lambda old: old.replace(b"<v>77</v>", f"<v>{text}</v>".encode()), data)


class TestCommaSeparated:
    """CSV as programs, and people who mean no good, write it."""

    def test_newlines_and_quotes_in_cells(self) -> None:
        data = filled_csv(template("csv"), {("share", ""): "1", ("after-share", ""): 'a\n"b";c'})
        answers = dict(read_answer_sheet(data, ASKED, TOWN).answers)
        assert answers["after-share"] == 'a\n"b";c'

    def test_an_open_quotation_mark(self) -> None:
        data = template("csv") + b';;;;;;;"plot;done'
        assert problems(data) == [("answer-unknown-question", "H20")]

    def test_gigantic_cells(self) -> None:
        data = template("csv") + b"x" * 200_000
        assert problems(data) == [("sheet-damaged", None)]

    def test_many_rows(self) -> None:
        self.read_rows(20_000)

    @pytest.mark.thorough
    def test_a_million_rows(self) -> None:
        self.read_rows(1_000_000)

    def read_rows(self, count: int) -> None:
        empty = template("csv") + b";;;;;;;;\r\n" * count
        assert read_answer_sheet(empty, ASKED, TOWN) == reply({})

    def test_many_problems(self) -> None:
        count = 20_000
        with pytest.raises(InvalidDocument) as caught:
            read_answer_sheet(template("csv") + b";;;b;;;;a\n" * count, ASKED, TOWN)
        assert len(caught.value.problems) == 1_000
        assert caught.value.more == count - 1_000

    def test_a_long_text_that_stands_in_every_row(self) -> None:
        """A shared text costs nothing in the file; it must cost nothing in reading."""
        row = '<row><c t="s"><v>0</v></c></row>'
        data = with_rows(row * 20_000, strings=f"<si><t>{'x' * 32_000}</t></si>")
        start = time.process_time()
        assert problems(data) == [("sheet-without-answers", None)]
        assert time.process_time() - start < 20


def damaged(data: st.DataObject, part: bytes) -> bytes:
    """Overwrite, cut out or put in a few bytes."""
    spoilt = bytearray(part)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(spoilt) - 1))
        spoilt[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    return bytes(spoilt)


class TestAnything:
    """No other exception type leaves a public read function."""

    @given(st.binary(max_size=300))
    def test_any_bytes(self, data: bytes) -> None:
        for start in (b"", b"PK\x03\x04", b"Frage-ID;Antwort\n"):
            self.read(start + data)

    @given(st.data())
    def test_any_damage_to_a_part(self, data: st.DataObject) -> None:
        parts = unpacked(template())
        name = data.draw(st.sampled_from([SHEET, STRINGS, STYLES, BOOK, "_rels/.rels"]))
        self.read(packed({**parts, name: damaged(data, parts[name])}))

    @given(st.data())
    def test_any_damage_to_the_file(self, data: st.DataObject) -> None:
        whole = template()
        half = data.draw(st.sampled_from([0, len(whole) - 1_000]))
        self.read(whole[:half] + damaged(data, whole[half:]))

    def read(self, data: bytes) -> None:
        try:
            read_answer_sheet(data, ASKED)
        except InvalidDocument as error:
            str(error)

    @given(st.lists(st.lists(st.text(max_size=6), max_size=7), max_size=6))
    def test_any_rows(self, rows: list[list[str]]) -> None:
        stream = io.StringIO()
        csv.writer(stream, delimiter=";").writerows(rows)
        text = "Frage-ID;Antwort-ID;Antwort\r\n" + stream.getvalue()
        self.read(text.encode("utf-8", "surrogatepass"))
