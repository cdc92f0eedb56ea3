# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tables as a workbook (Arbeitsmappe, XLSX): one sheet a table, no formulas, no links, no macros."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from weltoffen.arguments import check_type
from weltoffen.cleaning import clean
from weltoffen.extras import needed
from weltoffen.interop.cells import cut, fitting, looks_like_formula
from weltoffen.interop.rows import TableRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from weltoffen.interop.rows import Cell, Column

MAX_SHEET_NAME = 31
_EARLIEST = dt.date(1980, 1, 1)
_TAKEN = frozenset({"history"})
"""Names of sheets that Excel keeps for itself."""
_NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_NARROWEST, _WIDEST = 8, 60
_A4 = 9
_NUMBERS: Mapping[tuple[str, str], str] = {
    ("float64", "share"): "0%",
    ("float64", "gain"): "0.0%",
    ("float64", ""): "0.00",
    ("Int64", "%"): "0",
    ("Int64", ""): "0",
}
"""How numbers are shown, by type and unit; in the cell they stand with 16 digits."""


def write_workbook(
    tables: Iterable[TableRows], *, title: str = "", created: dt.date | None = None
) -> bytes:
    """Write tables as a workbook for Excel and LibreOffice (Arbeitsmappe schreiben), XLSX.

    Each table has a sheet with its title as name, the titles of its columns in a fixed first row, and a
    filter. People read it: where a cell of a table holds a code, such as ``protected``, its words stand here
    in the language of the table (P4); `weltoffen.interop.csvfiles.write_csv` keeps the codes.

    Every text is written as a text and cleaned; one that looks like a formula is marked as a text in the way
    of the format (``quotePrefix``), so that it stays one when it is edited. A program that saves the sheet as
    CSV drops that mark: then the text stands there bare, and whoever opens that file can have it computed.
    `weltoffen.interop.csvfiles.write_csv` makes a CSV that is safe. The file names no author and holds no
    formulas, links or macros.

    Args:
        tables: Tables, at least one.
        title: Title in the properties of the file.
        created: Day that stands in the file as that of its making, such as the end of the round, so that
            equal tables give equal bytes; None is 1 January 1980.

    Returns:
        The bytes; equal input gives equal bytes.

    Raises:
        MissingExtra: Without the extra ``tables``.
        ValueError: Without a table.
        TypeError: For tables that are no `TableRows`, or another argument of a wrong type.
    """
    check_type("write_workbook", "title", title, str)
    check_type("write_workbook", "created", created, dt.date, type(None))
    if isinstance(tables, TableRows):
        msg = "write_workbook takes several tables: put one into a list"
        raise TypeError(msg)
    found = tuple(tables)
    for one in found:
        check_type("write_workbook", "each of tables", one, TableRows)
    if not found:
        msg = "a workbook needs at least one table"
        raise ValueError(msg)
    out = io.BytesIO()
    book = needed("xlsxwriter", extra="tables").Workbook(out, _OPTIONS)
    day = created or _EARLIEST
    moment = dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the writer takes it for UTC
    book.set_properties({"title": fitting(clean(title)), "created": moment})
    styles = _styles(book)
    for table, name in zip(found, sheet_names(found), strict=True):
        _write_sheet(book, table, name, styles)
    book.close()
    return out.getvalue()


_OPTIONS: Mapping[str, bool] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def sheet_names(tables: Sequence[TableRows]) -> tuple[str, ...]:
    """Name the sheets of tables: valid, at most 31 characters, and different whatever their case."""
    found: list[str] = []
    taken = set(_TAKEN)
    for table in tables:
        wanted = _sheet_name(table.title.choose(table.language)) or _sheet_name(table.name)
        name, number = wanted, 1
        while name.casefold() in taken or not name:
            number += 1
            name = f"{cut(wanted, MAX_SHEET_NAME - len(str(number)) - 1)} {number}".strip()
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)


def _sheet_name(text: str) -> str:
    name = clean(text.translate(_NO_NAME)).strip("' ")
    return cut(name, MAX_SHEET_NAME).rstrip("' ")


def _styles(book: Any) -> Mapping[str, Any]:  # noqa: ANN401 - xlsxwriter has no types
    shown: Mapping[str, dict[str, Any]] = {
        "head": {"bold": True, "text_wrap": True, "bottom": 1},
        "text": {"text_wrap": True},
        "quoted": {"text_wrap": True, "quote_prefix": True},
        **{form: {"num_format": form} for form in _NUMBERS.values()},
    }
    return {name: book.add_format({"valign": "top", **look}) for name, look in shown.items()}


def _write_sheet(
    book: Any,  # noqa: ANN401 - see above
    table: TableRows,
    name: str,
    styles: Mapping[str, Any],
) -> None:
    sheet = book.add_worksheet(name)
    last = len(table.columns) - 1
    rows = [_shown(table, row) for row in table.rows]
    for place, column in enumerate(table.columns):
        title = fitting(clean(column.title.choose(table.language)))
        sheet.write_string(0, place, title, styles["head"])
        sheet.set_column(place, place, _width(title, [row[place] for row in rows]))
    for at, row in enumerate(rows, 1):
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            if isinstance(cell, str):
                text = fitting(clean(cell))
                style = "quoted" if looks_like_formula(text) else "text"
                sheet.write_string(at, place, text, styles[style])
            elif cell is not None:
                sheet.write_number(at, place, cell, styles[_form(column)])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.autofilter(0, 0, len(table.rows), last)


def _shown(table: TableRows, row: Iterable[Cell]) -> tuple[Cell, ...]:
    pairs = zip(table.columns, row, strict=True)
    return tuple(column.shown(cell, table.language) for column, cell in pairs)


def _form(column: Column) -> str:
    return _NUMBERS[column.dtype, column.unit]


def _width(title: str, cells: Iterable[object]) -> int:
    """Give the width of a column in characters; a heading is folded to half its length."""
    longest = max((len(str(cell)) for cell in cells if isinstance(cell, (str, int))), default=0)
    return min(max(longest + 2, len(title) // 2 + 4, _NARROWEST), _WIDEST)
