# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tables as a workbook: read back by openpyxl, and looked at part by part."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import zipfile
from typing import Any

import openpyxl
import pytest
from defusedxml import ElementTree
from tests.interop.pointing import in_words

import weltoffen as wo
from weltoffen.demo import demo_bytes
from weltoffen.interop import Column, TableRows, to_tables, write_csv, write_workbook
from weltoffen.interop.workbooks import sheet_names
from weltoffen.model.text import Text

TEXT = Column(name="text", dtype="string", title=Text({"de": "Wort", "en": "Word"}))
SHARE = Column(
    name="share", dtype="float64", title=Text({"de": "Teil", "en": "Share"}), unit="share"
)
GAIN = Column(name="gain", dtype="float64", title=Text({"de": "Gewinn"}), unit="gain")
PERCENT = Column(name="percent", dtype="Int64", title=Text({"de": "Prozent"}), unit="%")
DELTA = Column(name="delta", dtype="float64", title=Text({"de": "Delta"}))
COUNT = Column(name="count", dtype="Int64", title=Text({"de": "Anzahl"}))


def table(*rows: Any, columns: Any = (TEXT,), title: str = "Blatt", **more: Any) -> TableRows:  # noqa: ANN401
    """Give a table."""
    settings = {"name": "t", "language": "de", **more}
    return TableRows(title=Text({"de": title}), columns=columns, rows=rows, **settings)


def read(data: bytes) -> Any:  # noqa: ANN401 - an openpyxl workbook
    """Read a workbook back, formulas as formulas."""
    return openpyxl.load_workbook(io.BytesIO(data))


def cells(data: bytes) -> list[list[Any]]:
    """Give the values of the first sheet below its head."""
    sheet = read(data).worksheets[0]
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def kept(cell: object) -> object:
    """Say what the format keeps of a cell: 16 digits of a number, and everything else."""
    return float(f"{cell:.16G}") if isinstance(cell, float) else cell


def parts(data: bytes) -> dict[str, str]:
    """Give every part of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


class TestSheets:
    def test_texts_and_numbers(self) -> None:
        one = table(
            ("a", 0.5, 0.001, 50, -0.25, -3),
            (None, None, None, None, None, None),
            columns=(TEXT, SHARE, GAIN, PERCENT, DELTA, COUNT),
        )
        sheet = read(write_workbook([one])).worksheets[0]
        assert [cell.value for cell in sheet[1]] == [
            "Wort",
            "Teil",
            "Gewinn",
            "Prozent",
            "Delta",
            "Anzahl",
        ]
        assert [cell.value for cell in sheet[2]] == ["a", 0.5, 0.001, 50, -0.25, -3]
        assert [cell.value for cell in sheet[3]] == [None] * 6
        assert [cell.number_format for cell in sheet[2]] == [
            "General",
            "0%",
            "0.0%",
            "0",
            "0.00",
            "0",
        ]
        assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "n", "n", "n"]

    def test_head_filter_and_widths(self) -> None:
        one = table(("a",), ("b" * 500,))
        sheet = read(write_workbook([one])).worksheets[0]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == "A1:A3"
        assert sheet["A1"].font.bold
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert 60 <= sheet.column_dimensions["A"].width < 62

    def test_a_table_without_rows_keeps_its_head(self) -> None:
        sheet = read(write_workbook([table()])).worksheets[0]
        assert sheet["A1"].value == "Wort"
        assert sheet.max_row == 1

    def test_titles_in_the_language_of_the_table(self) -> None:
        one = TableRows(
            name="t",
            title=Text({"de": "Blatt", "en": "Sheet"}),
            language="en",
            columns=(TEXT,),
            rows=(),
        )
        sheet = read(write_workbook([one])).worksheets[0]
        assert (sheet.title, sheet["A1"].value) == ("Sheet", "Word")

    def test_the_demo(self) -> None:
        report = wo.evaluate(demo_bytes("answers.ndjson"), demo_bytes("assessment.json"))
        edition = wo.load_reference("2026.1")
        tables = to_tables(report, "de", edition=edition)
        book = read(write_workbook(tables, title="Musterstadt", created=report.round.end))
        assert book.sheetnames[:3] == ["Ergebnisse", "Perspektiven", "Handlungsbedarfe"]
        for one, sheet in zip(tables, book.worksheets, strict=True):
            found = [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
            assert found == [
                [
                    in_words(one, place, cell) if isinstance(cell, str) else kept(cell)
                    for place, cell in enumerate(row)
                ]
                for row in one.rows
            ]

    def test_people_read_words_and_csv_keeps_codes(self) -> None:
        marker = Column(
            name="status",
            dtype="string",
            title=Text({"de": "Anzeige", "en": "Status"}),
            words={
                "protected": Text({"de": "geschützt", "en": "protected"}),
                "medium": Text({"de": "mittlerer Aufwand", "en": "medium effort"}),
            },
        )
        rows = (("protected",), ("medium",), ("else",), (None,))
        german = table(*rows, columns=(marker,))
        assert cells(write_workbook([german]))[:3] == [
            ["geschützt"],
            ["mittlerer Aufwand"],
            ["else"],
        ]
        english = table(*rows, columns=(marker,), language="en")
        assert cells(write_workbook([english]))[:2] == [["protected"], ["medium effort"]]
        assert german.rows == rows
        assert write_csv(german).decode("utf-8-sig").split("\r\n")[1] == '"protected"'

    @pytest.mark.parametrize("language", ["de", "de-simple"])
    def test_no_english_code_in_the_german_demo(self, language: str) -> None:
        report = wo.evaluate(demo_bytes("answers.ndjson"), demo_bytes("assessment.json"))
        book = read(write_workbook(to_tables(report, language)))
        found = {
            cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        }
        codes = (
            "protected shown whole edition official personal small medium large single multiple between "
            "within step path clarify bounds variant policy one-answer mean minimum equal pooled "
            "answered unanswered not-applicable self-report round.end stamp.library"
        )
        assert not found & set(codes.split())
        assert {"geschützt", "gezeigt", "mittlerer Aufwand", "Insgesamt"} <= found


class TestFile:
    def test_equal_input_gives_equal_bytes(self) -> None:
        one = table(("a",), ("=b",))
        assert write_workbook([one]) == write_workbook([one])
        day = dt.date(2026, 5, 29)
        assert write_workbook([one], created=day) == write_workbook([one], created=day)
        assert write_workbook([one], created=day) != write_workbook([one])

    def test_dates_are_the_given_ones(self) -> None:
        book = read(write_workbook([table()], created=dt.date(2026, 5, 29)))
        assert book.properties.created == dt.datetime(2026, 5, 29)  # noqa: DTZ001 - openpyxl's form
        assert book.properties.modified == book.properties.created
        assert read(write_workbook([table()])).properties.created.year == 1980

    def test_names_nobody(self) -> None:
        properties = read(write_workbook([table()], title="=Stadt\u202e")).properties
        assert properties.title == "=Stadt"
        assert not properties.creator
        assert not properties.lastModifiedBy
        app = parts(write_workbook([table()]))["docProps/app.xml"]
        assert set(re.findall(r"<(Manager|Company|HyperlinkBase)>[^<]", app)) == set()

    def test_nothing_but_sheets(self) -> None:
        one = table(("https://example.org",), ("mailto:a@b.c",), ("=HYPERLINK(1)",))
        found = parts(write_workbook([one]))
        assert not [
            name for name in found if re.search("vba|external|hyperlink|macro", name, re.IGNORECASE)
        ]
        sheet = ElementTree.fromstring(found["xl/worksheets/sheet1.xml"])
        tags = {element.tag.rpartition("}")[2] for element in sheet.iter()}
        assert not tags & {"f", "hyperlink", "hyperlinks", "oleObjects", "legacyDrawing"}
        assert "TargetMode" not in "".join(text for name, text in found.items() if ".rels" in name)

    def test_no_table_no_workbook(self) -> None:
        with pytest.raises(ValueError, match="at least one table"):
            write_workbook([])

    @pytest.mark.parametrize(
        ("tables", "more", "message"),
        [
            (None, {}, "not iterable"),
            ("results", {}, "write_workbook: each of tables is to be TableRows, not str"),
            ([{}], {}, "write_workbook: each of tables is to be TableRows, not dict"),
            (table(), {}, "write_workbook takes several tables"),
            ([table()], {"title": None}, "write_workbook: title is to be str, not NoneType"),
            ([table()], {"created": "2026"}, "created is to be date or None, not str"),
        ],
    )
    def test_wrong_types_are_told(self, tables: Any, more: Any, message: str) -> None:  # noqa: ANN401
        with pytest.raises(TypeError, match=message):
            write_workbook(tables, **more)

    def test_without_the_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "xlsxwriter", None)
        with pytest.raises(wo.MissingExtra, match=r"weltoffen\[tables\]"):
            write_workbook([table()])


class TestTexts:
    """Every text is a text and reads as typed; what looks like a formula is marked as a text."""

    @pytest.mark.parametrize(
        "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", "{=1}", "1.5", "TRUE"]
    )
    def test_no_formula_and_no_number(self, text: str) -> None:
        cell = read(write_workbook([table((text,))])).worksheets[0]["A2"]
        assert (cell.value, cell.data_type) == (text, "s")
        assert bool(cell.quotePrefix) == (text[0] in "=+-@\uff1d")

    @pytest.mark.parametrize(
        "text", ["_x0041_", "<r>a</b>", "a<b>&amp;", "<r><t>x</t></r>", "x0_x000D_"]
    )
    def test_xml_in_a_text_stays_text(self, text: str) -> None:
        assert [cell.rstrip(" ") for cell in cells(write_workbook([table((text,))]))[0]] == [text]

    @pytest.mark.parametrize("text", ["a\ufffeb", "a\uffffb", "a\ud800b"])
    def test_what_no_xml_can_hold(self, text: str) -> None:
        assert cells(write_workbook([table((text,))])) == [["a\ufffdb"]]

    @pytest.mark.parametrize("letter", ["x", "😀"])
    def test_a_text_longer_than_a_cell(self, letter: str) -> None:
        ((found,),) = cells(write_workbook([table((letter * 40_000,))]))
        assert found.endswith("…")
        assert set(found[:-1]) == {letter}
        assert 32_765 <= len(found.encode("utf-16-le")) // 2 <= 32_767

    def test_a_text_just_as_long_as_a_cell(self) -> None:
        assert cells(write_workbook([table(("x" * 32_767,))])) == [["x" * 32_767]]


class TestNames:
    """Names of sheets are valid, at most 31 characters, and different whatever their case."""

    def names(self, *titles: str) -> tuple[str, ...]:
        tables = [table(title=title) for title in titles]
        found = sheet_names(tables)
        assert tuple(read(write_workbook(tables)).sheetnames) == found
        return found

    def test_what_is_not_allowed_is_left_out(self) -> None:
        assert self.names("a[b]:c*d?e/f\\g", "'x'") == ("a b c d e f g", "x")

    def test_different_whatever_their_case(self) -> None:
        assert self.names("Blatt", "BLATT", "blatt") == ("Blatt", "BLATT 2", "blatt 3")

    def test_long_ones_are_cut_and_stay_different(self) -> None:
        first, second = self.names("x" * 40, "x" * 41)
        assert first == "x" * 30 + "…"
        assert second == "x" * 28 + "… 2"

    def test_a_name_that_is_kept_for_others(self) -> None:
        assert self.names("History") == ("History 2",)

    def test_nothing_left_of_a_title(self) -> None:
        assert self.names("???") == ("t",)
        assert sheet_names([table(title="/", name="'")]) == ("2",)
