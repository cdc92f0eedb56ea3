# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import csv
import datetime as dt
import io
import struct
import time
import zipfile
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from tests.interop.sheettowns import (
    ANSWER_COLUMN,
    ASKED,
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
from weltoffen.interop.spreadsheets import MAX_PARTS, read_spreadsheet
from weltoffen.schemas.strict import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from weltoffen.interop.grids import Cell

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def problems(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[tuple[str, str | None]]:
    """Read a sheet that must be refused; give code and cell of each problem."""
    with pytest.raises(InvalidDocument) as caught:
        read_answer_sheet(data, ASKED, TOWN, limits=limits)
    return [(one.code, one.cell) for one in caught.value.problems]


def packed(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack parts into a ZIP file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """Unpack a ZIP file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rebuilt(part: str, change: Callable[[bytes], bytes], data: bytes | None = None) -> bytes:
    """Change one part of a template."""
    parts = unpacked(data or template())
    new = change(parts[part])
    assert new != parts[part]
    return packed({**parts, part: new})


def with_rows(rows: str, *, more: str = "", strings: str | None = None) -> bytes:
    """Give a template whose first sheet holds these rows of XML."""
    sheet = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData>{more}</worksheet>'
    empty = f'<worksheet xmlns="{NAMESPACE}"/>'
    second = SHEET.replace("1", "2")
    parts = {**unpacked(template()), SHEET: sheet.encode(), second: empty.encode()}
    if strings is not None:
        parts[STRINGS] = f'<sst xmlns="{NAMESPACE}">{strings}</sst>'.encode()
    return packed(parts)


def cells_of(rows: str, **more: str) -> dict[str, Cell]:
    """Give the cells of the first sheet by address."""
    grid = read_spreadsheet(with_rows(rows, **more), DEFAULT_LIMITS)[0]
    return {cell.address: cell for _, row in grid.rows for cell in row.values()}


class TestContainer:
    """input.md: nothing but the root error leaves a reader, whatever the file is."""

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "sheet-without-answers"),
            (b"hello", "sheet-without-answers"),
            (b"PK\x03\x04", "sheet-damaged"),
            (b"PK\x03\x04" + b"\0" * 100, "sheet-damaged"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "sheet-damaged"),
            (b"Frage-ID;Antwort\n\0", "sheet-damaged"),
            (b"\x81\x8d", "not-utf8"),
            (b"\xef\xbb\xbf\x81", "not-utf8"),
            ("Frage-ID;Antwort".encode("utf-16"), "sheet-damaged"),
        ],
    )
    def test_what_is_no_sheet_is_refused(self, data: bytes, code: str) -> None:
        assert problems(data) == [(code, None)]

    @pytest.mark.parametrize("part", ["_rels/.rels", BOOK, STRINGS, STYLES, SHEET])
    def test_a_missing_or_broken_part(self, part: str) -> None:
        parts = unpacked(template())
        assert problems(packed({**parts, part: b"<a><b></a>"})) == [("sheet-damaged", None)]
        del parts[part]
        assert problems(packed(parts)) == [("sheet-damaged", None)]

    def test_cut_files(self) -> None:
        data = template()
        for end in range(4, len(data), 997):
            assert problems(data[:end]) == [("sheet-damaged", None)]

    def test_a_bomb_that_tells_its_size(self) -> None:
        bomb = packed({**unpacked(template()), "xl/media/a.bin": b"\0" * 17_000_000})
        assert len(bomb) < 100_000
        assert problems(bomb) == [("too-large", None)]

    def test_a_bomb_that_lies_about_its_size(self) -> None:
        """The sizes in the directory say little; what really comes out is counted."""
        bomb = rebuilt(
            SHEET, lambda old: old.replace(b"<sheetData>", b"<sheetData>" + b" " * 10**6)
        )
        limits = Limits(size=200_000)
        place = bomb.rindex(SHEET.encode()) - 46
        assert bomb[place : place + 4] == b"PK\x01\x02"
        lying = bomb[: place + 24] + struct.pack("<I", 10) + bomb[place + 28 :]
        assert problems(lying, limits)[0][0] in {"sheet-damaged", "too-large"}

    def test_parts_that_are_read_count_together(self) -> None:
        data = template()
        size = sum(len(one) for one in unpacked(data).values())
        assert read_answer_sheet(data, ASKED, limits=Limits(size=size)) == reply({})
        assert problems(data, Limits(size=size - 1)) == [("too-large", None)]
        shared = rebuilt(
            "xl/_rels/workbook.xml.rels",
            lambda old: old.replace(b"worksheets/sheet2.xml", b"worksheets/sheet1.xml"),
        )
        large = rebuilt(SHEET, lambda old: old + b" " * 50_000, shared)
        assert problems(large, Limits(size=size + 55_000)) == [("too-large", None)]

    def test_a_file_above_the_limit(self) -> None:
        assert problems(template(), Limits(size=1_000)) == [("too-large", None)]
        assert problems(template("csv"), Limits(size=1_000)) == [("too-large", None)]

    def test_many_parts(self) -> None:
        parts = {f"a{n}": b"" for n in range(MAX_PARTS)}
        assert problems(packed({**unpacked(template()), **parts})) == [("too-many", None)]

    @pytest.mark.parametrize(("offset", "value"), [(8, 1), (10, 99), (10, 14)])
    def test_encryption_and_strange_compression(self, offset: int, value: int) -> None:
        spoilt = bytearray(packed(unpacked(template()), zipfile.ZIP_STORED))
        at = -1
        while (at := spoilt.find(b"PK\x01\x02", at + 1)) >= 0:
            spoilt[at + offset] = value
        assert problems(bytes(spoilt)) == [("sheet-damaged", None)]

    def test_a_file_without_workbook(self) -> None:
        data = rebuilt("_rels/.rels", lambda old: old.replace(b'/officeDocument"', b'/else"'))
        assert problems(data) == [("sheet-damaged", None)]

    def test_paths_that_lead_out_are_not_followed(self) -> None:
        data = rebuilt(
            "xl/_rels/workbook.xml.rels",
            lambda old: old.replace(b"worksheets/sheet1.xml", b"../../../../etc/passwd"),
        )
        assert problems(data) == [("sheet-damaged", None)]


class TestMarkup:
    """No document types, no entities, no depth; only what cells are made of is read."""

    @pytest.mark.parametrize("part", ["_rels/.rels", BOOK, STRINGS, STYLES, SHEET])
    @pytest.mark.parametrize(
        "prologue",
        [
            b"<!DOCTYPE a>",
            b'<!DOCTYPE a [<!ENTITY b "c">]>',
            b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
            b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
            b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1/"> %b;]>',
        ],
    )
    def test_document_types_are_refused(self, part: str, prologue: bytes) -> None:
        def add(old: bytes) -> bytes:
            return old.replace(b"?>", b"?>" + prologue, 1)

        assert problems(rebuilt(part, add)) == [("sheet-damaged", None)]
        hidden = rebuilt(
            part, lambda old: add(old).decode().replace("UTF-8", "UTF-16").encode("utf-16")
        )
        assert problems(hidden) == [("sheet-damaged", None)]

    def test_depth(self) -> None:
        assert problems(with_rows("<a>" * 100_000 + "</a>" * 100_000)) == [("sheet-damaged", None)]

    @pytest.mark.parametrize(
        "rows",
        [
            '<row r="x"/>',
            '<row r="-1"/>',
            '<row r="1048577"/>',
            '<row r="1"><c r="1A"><v>1</v></c></row>',
            '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
            '<row r="1"><c t="s"><v>99999</v></c></row>',
            '<row r="1"><c t="s"><v>-1</v></c></row>',
            '<row r="1"><c s="99999"><v>1</v></c></row>',
            f'<row r="1"><c t="str"><v>{"a" * 40_000}</v></c></row>',
            '<row r="1"><c t="str"><v>&#xD800;</v></c></row>',
        ],
    )
    def test_what_no_program_writes(self, rows: str) -> None:
        assert problems(with_rows(rows)) == [("sheet-damaged", None)]

    def test_bad_areas_and_formats(self) -> None:
        merged = '<mergeCells><mergeCell ref="everything"/></mergeCells>'
        assert problems(with_rows("", more=merged)) == [("sheet-damaged", None)]
        data = rebuilt(STYLES, lambda old: old.replace(b'numFmtId="164"', b'numFmtId="x"'))
        assert problems(data) == [("sheet-damaged", None)]
        data = rebuilt(BOOK, lambda old: old.replace(b"r:id=", b"id="))
        assert problems(data) == [("sheet-damaged", None)]

    def test_texts_of_every_sort(self) -> None:
        strings = (
            "<si><t>plain</t></si>"
            "<si><r><rPr><b/></rPr><t>two </t></r><r><t>runs</t></r>"
            "<rPh><t>said</t></rPh><phoneticPr/></si>"
            "<si><t/></si>"
        )
        found = cells_of(
            '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>'
            '<c t="inlineStr"><is><t>in</t><r><t/></r></is></c><c t="inlineStr"/>'
            '<c t="str"><v>a_x0007_b_x005F_x0041_</v></c><c/><c><v/></c></row>'
            '<row r="7"><c r="C7" t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#REF!</v></c>'
            '<c t="d"><v>2026-03-01</v></c><c><v>1.50</v></c><c><v>oops</v></c>'
            "<c><f>1+1</f><v>2</v></c><c><f/></c></row><row><c><v>1</v></c></row>",
            strings=strings,
        )
        assert {place: (cell.kind, cell.text) for place, cell in found.items()} == {
            "Antworten!A1": ("text", "plain"),
            "Antworten!B1": ("text", "two runs"),
            "Antworten!D1": ("text", "in"),
            "Antworten!F1": ("text", "a\x07b_x0041_"),
            "Antworten!C7": ("boolean", "1"),
            "Antworten!D7": ("boolean", "0"),
            "Antworten!E7": ("error", ""),
            "Antworten!F7": ("date", ""),
            "Antworten!G7": ("number", "1.5"),
            "Antworten!H7": ("error", ""),
            "Antworten!I7": ("formula", ""),
            "Antworten!J7": ("formula", ""),
            "Antworten!A8": ("number", "1"),
        }

    @pytest.mark.parametrize(
        ("code", "kind"),
        [
            ("General", "number"),
            ("0.00", "number"),
            ("#,##0.00 [$€-407]", "number"),
            ('0 "Std. am Tag"', "number"),
            ("0\\d", "number"),
            ("[Red]0", "number"),
            ("0%", "percent"),
            ("0.0%", "percent"),
            ("DD.MM.YYYY", "date"),
            ("[hh]:mm", "date"),
            ("mmm yy", "date"),
        ],
    )
    def test_formats(self, code: str, kind: str) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet["A1"] = 1
        sheet["A1"].number_format = code
        grid = read_spreadsheet(saved(book), DEFAULT_LIMITS)[0]
        assert grid.rows[0][1][0].kind == kind

    @pytest.mark.parametrize(("number", "kind"), [(14, "date"), (10, "percent"), (2, "number")])
    def test_formats_that_every_program_knows(self, number: int, kind: str) -> None:
        styles = f'<styleSheet xmlns="{NAMESPACE}"><cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'
        parts = unpacked(with_rows("<row><c><v>1</v></c></row>"))
        grid = read_spreadsheet(packed({**parts, STYLES: styles.encode()}), DEFAULT_LIMITS)[0]
        assert grid.rows[0][1][0].kind == kind

    def test_without_styles_numbers_are_numbers(self) -> None:
        parts = unpacked(with_rows("<row><c><v>1</v></c></row>"))
        name = "xl/_rels/workbook.xml.rels"
        parts[name] = parts[name].replace(b"/styles", b"/else")
        grid = read_spreadsheet(packed(parts), DEFAULT_LIMITS)[0]
        assert grid.rows[0][1][0].kind == "number"

    def test_strict_namespaces_are_read_too(self) -> None:
        parts = unpacked(filled_xlsx(template(), {("plot", ""): "done"}))
        old = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        strict = {
            name: data.replace(
                old, b"http://purl.oclc.org/ooxml/officeDocument/relationships"
            ).replace(NAMESPACE.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            for name, data in parts.items()
        }
        assert read_answer_sheet(packed(strict), ASKED, TOWN) == reply({"plot": "done"})


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
    """Issue 5: what a cell holds is not guessed at: formulas, dates, errors, merged cells are problems."""

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

    @pytest.mark.parametrize("area", ["F11:F12", "A11:A12", "E11:G11", "B14:B15", "F18:F400"])
    def test_merged_answers(self, area: str) -> None:
        data = changed(template(), lambda sheet, _: sheet.merge_cells(area))
        assert ("sheet-merged", f"Antworten!{area.partition(':')[0]}") in problems(data)

    @pytest.mark.parametrize("area", ["A1:I1", "C11:D12", "G11:H11"])
    def test_other_merged_cells_do_not_matter(self, area: str) -> None:
        data = changed(template(), lambda sheet, _: sheet.merge_cells(area))
        assert read_answer_sheet(data, ASKED, TOWN) == reply({})

    def test_a_cell_of_one_merged_with_itself(self) -> None:
        merged = '<mergeCells><mergeCell ref="C1"/></mergeCells>'
        assert problems(with_rows("", more=merged)) == [("sheet-without-answers", None)]

    def test_repeated_rows(self) -> None:
        def repeat(sheet: Any, _: object) -> None:  # noqa: ANN401 - a worksheet
            sheet["A30"] = "plot"
            sheet["A31"], sheet["B31"] = "tools", "hose"
            sheet["A9"], sheet["B9"] = "Perspektive", "residents"

        assert problems(changed(template(), repeat)) == [
            ("sheet-repeated-row", "Antworten!A9"),
            ("sheet-repeated-row", "Antworten!A30"),
            ("sheet-repeated-row", "Antworten!B31"),
        ]

    def test_answers_without_question(self) -> None:
        def add(sheet: Any, _: object) -> None:  # noqa: ANN401 - a worksheet
            sheet["F30"] = "done"
            sheet["F31"] = "=1"

        assert problems(changed(template(), add)) == [
            ("sheet-row-without-id", "Antworten!F30"),
            ("sheet-row-without-id", "Antworten!F31"),
        ]

    def test_formulas_for_ids(self) -> None:
        def add(sheet: Any, rows: Any) -> None:  # noqa: ANN401 - a worksheet
            sheet.cell(rows["plot", ""], 1, value='="plot"')
            sheet.cell(rows["tools", "hose"], 2, value='="hose"')

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
        assert [cell for _, cell in problems(with_number(stored))] == ["Antworten!F17"]

    def test_half_a_character(self) -> None:
        data = filled_xlsx(template(), {("share", ""): "1", ("after-share", ""): "MARK"})
        data = rebuilt(SHEET, lambda old: old.replace(b"MARK", b"_xD800_"), data)
        assert problems(data) == [("lone-surrogate", "Antworten!F18")]


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
        data = template("csv") + b'"plot;;;;;done'
        assert problems(data) == [("answer-unknown-question", "A20")]

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
        with pytest.raises(InvalidDocument) as caught:
            read_answer_sheet(template("csv") + b"a;;;;;b\n" * count, ASKED, TOWN)
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
    """input.md: no other exception type leaves a public read function."""

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
