# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Filled cells with their addresses (Zellen): what a spreadsheet and a CSV file have in common."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

import attrs

from weltoffen.errors import shorten

CellKind = Literal["text", "number", "boolean", "date", "percent", "formula", "error"]
Row = Mapping[int, "GridCell"]
"""The filled cells of a row by their column, which counts from 0."""
Wanted: TypeAlias = Callable[[Row], Collection[int]]
"""Gives the columns to be read below a row of column names; none for any other row."""
MAX_ROWS, MAX_COLUMNS, MAX_CELL = 1_048_576, 16_384, 32_767
"""Limits of Excel: rows, columns, and characters in a cell."""
MAX_CELLS = 200_000
"""Most filled cells of a file; the sheet of 161 questions has about 3 000."""
HEADER_ROWS = 300
"""The column names stand in one of so many filled rows."""


@attrs.frozen
class GridCell:
    """A cell that is not empty (Zelle).

    Attributes:
        kind: What stands in it. A formula is not computed, and what a program computed from it before is
            not believed.
        text: The text, the shortest way to write the number, or ``1`` and ``0`` for true and false; empty
            for the other kinds.
        sheet: Name of its sheet, or None in a CSV file.
        row: Number of its row, from 1.
        column: Number of its column, from 0.
    """

    kind: CellKind
    text: str
    sheet: str | None
    row: int
    column: int

    @property
    def address(self) -> str:
        """Its address, such as ``Antworten!F17``, or ``F17`` in a CSV file."""
        return address(self.sheet, self.row, self.column)


@attrs.frozen
class Area:
    """Merged cells (verbundene Zellen): rows from 1, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@attrs.frozen(kw_only=True)
class Grid:
    """A sheet (Tabellenblatt): its name or None, its rows that are not empty, and what is merged.

    Attributes:
        name: Name of the sheet; None in a CSV file, which has none.
        rows: Number of the row from 1, and its filled cells.
        merged: Merged areas.
    """

    name: str | None = None
    rows: tuple[tuple[int, Row], ...] = ()
    merged: tuple[Area, ...] = ()


def headed(rows: Iterable[tuple[int, Row]], wanted: Wanted) -> bool:
    """Say whether one of the first rows holds column names; no more are read."""
    return any(wanted(row) for _, row in itertools.islice(rows, HEADER_ROWS))


def kept(rows: Iterable[tuple[int, Row]], wanted: Wanted) -> Iterator[tuple[int, Row]]:
    """Give rows up to the column names whole, and below them the wanted columns alone.

    Without column names the first rows are given, and no more are read.
    """
    columns: Collection[int] = ()
    for place, (number, row) in enumerate(rows):
        if columns:
            found = {column: row[column] for column in columns if column in row}
            if found:
                yield number, found
        elif place < HEADER_ROWS:
            columns = wanted(row)
            yield number, row
        else:
            return


def address(sheet: str | None, row: int, column: int) -> str:
    """Write the address of a cell as spreadsheet programs do, with the name of its sheet if it has one."""
    place = f"{column_letters(column)}{row}"
    if sheet is None:
        return place
    name = shorten(sheet)
    if not name.replace("_", "").isalnum():
        name = "'" + name.replace("'", "''") + "'"
    return f"{name}!{place}"


def column_letters(column: int) -> str:
    """Write the number of a column, from 0, in letters: A, B, … Z, AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Read the number of a column, from 0, from its capital letters."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


_LETTERS = 26
