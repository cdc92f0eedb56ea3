# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tables as CSV (CSV-Dateien): as German or English spreadsheets open them."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, final

from weltoffen.arguments import check_type
from weltoffen.interop.cells import safe_cell
from weltoffen.interop.rows import TableRows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weltoffen.interop.rows import Cell

Dialect = Literal["de", "en"]
"""Marks of a CSV file: ``de`` has semicolons and a comma in numbers, ``en`` has commas and a point."""
_MARKS: Mapping[Dialect, tuple[str, str]] = {"de": (";", ","), "en": (",", ".")}
"""What stands between cells, and the decimal mark."""


def write_csv(table: TableRows, dialect: Dialect = "de") -> bytes:
    """Write a table as CSV (Tabelle schreiben): UTF-8 with byte order mark, lines end with CR LF.

    The first line holds the names of the columns, and codes such as ``protected`` stay codes: both are the
    same in every language, for programs that read on. For people there is
    `weltoffen.interop.workbooks.write_workbook`. Texts are cleaned, safe from being taken for
    formulas, also by a program that expects another delimiter, and always in quotation marks; numbers never
    are. None leaves a cell empty.

    Args:
        table: The table.
        dialect: ``de`` has semicolons and decimal commas, ``en`` commas and decimal points.

    Returns:
        The bytes; equal tables give equal bytes.

    Raises:
        ValueError: For a dialect that there is not.
        TypeError: For anything but a `TableRows`.
    """
    check_type("write_csv", "table", table, TableRows)
    check_type("write_csv", "dialect", dialect, str)
    if dialect not in _MARKS:
        msg = f"no dialect {dialect!r}; there are: {', '.join(_MARKS)}"
        raise ValueError(msg)
    delimiter, mark = _MARKS[dialect]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(table.names)
    for row in table.rows:
        writer.writerow([_written(cell, mark) for cell in row])
    return out.getvalue().encode("utf-8-sig")


@final
class _Bare(float):
    """A number or nothing, as it is to stand in the file: `csv` puts no quotation marks round a float."""

    text: str

    def __new__(cls, text: str) -> _Bare:
        one = super().__new__(cls)
        one.text = text
        return one

    def __str__(self) -> str:
        return self.text


def _written(cell: Cell, mark: str) -> object:
    if cell is None:
        return _Bare("")
    if isinstance(cell, float):
        # Without exponent, which some programs take for a text.
        return _Bare(format(Decimal(repr(cell)), "f").replace(".", mark))
    return safe_cell(cell) if isinstance(cell, str) else cell
