# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Answer sheets as files (Antwortbögen schreiben): XLSX with drop-down lists, and CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any, final

from weltoffen.extras import needed
from weltoffen.interop.cells import cut, fitting, guarded
from weltoffen.interop.grids import column_letters
from weltoffen.interop.sheetlayout import COLUMNS, IDS, SheetColumn, SheetLayout
from weltoffen.report.wording import wording_language
from weltoffen.schemas.strict import DEFAULT_LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from weltoffen.interop.sheetlayout import SheetLine
    from weltoffen.model.response import Response

DELIMITERS = {"de": ";", "en": ","}
_WIDTHS: Mapping[SheetColumn, int] = {
    "subject": 26,
    "title": 44,
    "how": 34,
    "answer": 26,
    "condition": 30,
    "help": 60,
    "allowed": 34,
    "question": 20,
    "option": 18,
}
"""Widths of the columns, in characters."""
_LINE, _HIGHEST = 15, 405
"""Height of a line and of the highest row, in points: not every program finds the height by itself."""
_GREY = "#595959"
"""What only programs need stands back, but can be read: 5.6:1 on the ground of the header."""
_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""The file says nothing about when it was made: equal questionnaires give equal bytes."""
_MAX_MESSAGE, _MAX_TITLE = 255, 32
"""Longest texts that Excel takes, in units of UTF-16: in a cell, beside it, as the title of that."""


def csv_sheet(layout: SheetLayout, blank: Response) -> bytes:
    """Write an answer sheet as CSV (RFC 4180): UTF-8 with a mark, semicolons in German, else commas.

    Every cell is in quotation marks and guarded, so that none is a formula to any program.
    """
    stream = io.StringIO()
    delimiter = DELIMITERS[wording_language(layout.language)]
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    for row in _rows(layout, blank):
        writer.writerow([guarded(text) for text in row])
    return stream.getvalue().encode("utf-8-sig")


def _rows(layout: SheetLayout, blank: Response) -> Iterable[Sequence[str]]:
    yield from _head_rows(layout, blank)
    yield [layout.say(f"column.{one}") for one in COLUMNS]
    for line in layout.lines(personal=blank.capacity == "personal"):
        yield list(line.cells().values())


def _head_rows(layout: SheetLayout, blank: Response) -> Iterable[Sequence[str]]:
    yield [layout.say("sheet.title", title=layout.asked(layout.questionnaire.title))]
    yield [layout.say("sheet.how")]
    for name, value in layout.head(blank):
        yield [layout.say(f"head.{name}"), value]
    yield []


def xlsx_sheet(layout: SheetLayout, blank: Response) -> bytes:
    """Write an answer sheet as XLSX; raises `MissingExtra` without the extra ``tables``."""
    xlsxwriter = needed("xlsxwriter", extra="tables")
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.set_properties({"created": _MADE.replace(tzinfo=None)})
    _Book(workbook, layout).fill(blank)
    workbook.close()
    return stream.getvalue()


@final
class _Book:
    """Fills a workbook: the sheet with the questions, and a hidden one with the lists to choose from."""

    def __init__(self, workbook: Any, layout: SheetLayout) -> None:  # noqa: ANN401 - xlsxwriter has no types
        self._layout = layout
        self._sheet = workbook.add_worksheet(layout.say("sheet.name"))
        self._lists = workbook.add_worksheet(layout.say("sheet.lists"))
        self._ranges: dict[tuple[str, ...], str] = {}
        wrapped = {"text_wrap": True, "valign": "top"}
        self._plain = workbook.add_format()
        self._bold = workbook.add_format({"bold": True})
        header = {**wrapped, "bg_color": "#E7E6E6", "border": 1}
        self._header = workbook.add_format({**header, "bold": True})
        self._id_header = workbook.add_format({**header, "font_color": _GREY})
        cell = {**wrapped, "border": 1, "border_color": "#BFBFBF"}
        self._text = workbook.add_format(cell)
        self._id = workbook.add_format({**cell, "font_color": _GREY})
        entry = {**wrapped, "border": 1, "bg_color": "#FFF9E5", "locked": False}
        # A cell for text keeps what is typed: no date, no formula is made of it.
        self._entry = workbook.add_format({**entry, "num_format": "@"})
        self._number = workbook.add_format({**entry, "num_format": "General"})

    def fill(self, blank: Response) -> None:
        """Write all cells of the template of a response."""
        row = self._head(blank)
        for column, name in enumerate(COLUMNS):
            self._sheet.set_column(column, column, _WIDTHS[name])
            style = self._id_header if name in IDS else self._header
            self._write(row, column, self._layout.say(f"column.{name}"), style)
        self._sheet.freeze_panes(row + 1, 0)
        self._sheet.repeat_rows(row)
        for number, line in enumerate(
            self._layout.lines(personal=blank.capacity == "personal"), row + 1
        ):
            self._line(number, line)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)
        for sheet in (self._sheet, self._lists):
            sheet.protect("", {"format_columns": True, "format_rows": True})
        self._lists.hide()

    def _write(self, row: int, column: int, text: str, style: object) -> None:
        if text:
            self._sheet.write_string(row, column, fitting(text), style)
        else:
            self._sheet.write_blank(row, column, None, style)

    def _head(self, blank: Response) -> int:
        """Write the head and give the number of the row after it."""
        entries = 0
        for row, cells in enumerate(_head_rows(self._layout, blank)):
            is_part = cells[:1] == [self._layout.say("head.part")]
            for column, text in enumerate(cells):
                style = self._entry if is_part and column else self._plain
                self._write(row, column, text, self._bold if row == 0 else style)
            entries = row + 1
        return entries

    def _line(self, row: int, line: SheetLine) -> None:
        lines = max(-(-len(text) // _WIDTHS[name]) for name, text in line.cells().items())
        self._sheet.set_row(row, min(_LINE * lines, _HIGHEST))
        for column, (name, text) in enumerate(line.cells().items()):
            if name == "answer":
                style = self._entry if line.bounds is None else self._number
                self._write(row, column, "", style)
                if line.choices:
                    self._sheet.data_validation(
                        row, column, row, column, self._validation(line, row, column)
                    )
            else:
                self._write(row, column, text, self._id if name in IDS else self._text)

    def _validation(self, line: SheetLine, row: int, column: int) -> Mapping[str, object]:
        where = self._list(line.choices)
        shared = {
            "input_title": cut(line.title, _MAX_TITLE),
            "input_message": cut(line.help or line.how, _MAX_MESSAGE),
            "error_title": cut(line.title, _MAX_TITLE),
            "error_message": cut(line.how, _MAX_MESSAGE),
        }
        if line.bounds is None:
            return {"validate": "list", "source": f"={where}", **shared}
        cell = f"{column_letters(column)}{row + 1}"
        # Beyond these a spreadsheet has no exact numbers, and beyond 1e308 none at all.
        tests = [
            f"{cell}{sign}{float(one):.15g}"
            for sign, one in zip((">=", "<="), line.bounds, strict=True)
            if abs(one) <= DEFAULT_LIMITS.integer
        ]
        within = ",".join((f"ISNUMBER({cell})", *tests))
        formula = f"=OR(AND({within}),COUNTIF({where},{cell})>0)"
        return {"validate": "custom", "value": formula, **shared}

    def _list(self, choices: tuple[str, ...]) -> str:
        """Put a list on the second sheet, each only once, and give its range."""
        if choices not in self._ranges:
            column = len(self._ranges)
            for row, one in enumerate(choices):
                self._lists.write_string(row, column, fitting(one))
            letters = column_letters(column)
            name = self._layout.say("sheet.lists")
            self._ranges[choices] = f"'{name}'!${letters}$1:${letters}${len(choices)}"
        return self._ranges[choices]
