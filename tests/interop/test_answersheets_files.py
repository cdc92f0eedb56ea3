# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import struct
import zipfile

import openpyxl
import pytest
from tests.interop.sheetparts import (
    BOOK,
    NAMESPACE,
    SHEET,
    STRINGS,
    STYLES,
    all_rows,
    cells_of,
    packed,
    problems,
    rebuilt,
    unpacked,
    with_rows,
)
from tests.interop.sheettowns import (
    ASKED,
    TOWN,
    filled_xlsx,
    reply,
    saved,
    template,
)

from weltoffen.interop.answersheets import read_answer_sheet
from weltoffen.interop.spreadsheets import MAX_PARTS, read_spreadsheet
from weltoffen.schemas.strict import DEFAULT_LIMITS, Limits


class TestContainer:
    """Nothing but the root error leaves a reader, whatever the file is."""

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
        grid = read_spreadsheet(saved(book), DEFAULT_LIMITS, all_rows)[0]
        assert grid.rows[0][1][0].kind == kind

    @pytest.mark.parametrize(("number", "kind"), [(14, "date"), (10, "percent"), (2, "number")])
    def test_formats_that_every_program_knows(self, number: int, kind: str) -> None:
        styles = f'<styleSheet xmlns="{NAMESPACE}"><cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'
        parts = unpacked(with_rows("<row><c><v>1</v></c></row>"))
        grid = read_spreadsheet(
            packed({**parts, STYLES: styles.encode()}), DEFAULT_LIMITS, all_rows
        )[0]
        assert grid.rows[0][1][0].kind == kind

    def test_without_styles_numbers_are_numbers(self) -> None:
        parts = unpacked(with_rows("<row><c><v>1</v></c></row>"))
        name = "xl/_rels/workbook.xml.rels"
        parts[name] = parts[name].replace(b"/styles", b"/else")
        grid = read_spreadsheet(packed(parts), DEFAULT_LIMITS, all_rows)[0]
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
