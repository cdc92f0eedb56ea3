# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reading CSV from anybody (CSV lesen): semicolons, commas or tabs, UTF-8 or what Excel writes in Germany."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, final

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.interop.cells import unguarded
from weltoffen.interop.grids import (
    MAX_CELL,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Grid,
    GridCell,
    Row,
    Wanted,
    headed,
    kept,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from weltoffen.schemas.strict import Limits

DELIMITERS = ";,\t"
_BOM = b"\xef\xbb\xbf"


def read_delimited(data: bytes, limits: Limits, wanted: Wanted) -> Grid:
    """Read a CSV file; its delimiter is the one with which a row of column names is found.

    Args:
        data: The bytes.
        limits: The limit of size.
        wanted: Finds the row of column names, and what is to be read below it.

    Returns:
        The rows; none without column names. All cells are texts, and none is blank.

    Raises:
        InvalidDocument: ``too-large``, ``too-many`` cells, ``not-utf8`` if it is not Windows-1252 either,
            ``sheet-damaged``, also for a cell that is longer than a spreadsheet's.
    """
    if len(data) > limits.size:
        raise InvalidDocument([Problem.at("too-large", maximum=limits.size)])
    encoding = _encoding(data)
    if b"\0" in data:
        raise InvalidDocument([Problem.at("sheet-damaged")])
    try:
        for delimiter in DELIMITERS:
            if headed(_Lines(data, encoding, delimiter).rows(str), wanted):
                rows = _Lines(data, encoding, delimiter).rows(_content)
                return Grid(rows=tuple(kept(rows, wanted)))
    except csv.Error:  # a cell of more than 128 KiB
        raise InvalidDocument([Problem.at("sheet-damaged")]) from None
    return Grid()


def _encoding(data: bytes) -> str:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        offset = error.start + (len(_BOM) if data.startswith(_BOM) else 0)
    else:
        return "utf-8-sig"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        raise InvalidDocument([Problem.at("not-utf8", offset=offset)]) from None
    return "cp1252"


@final
class _Lines:
    """Reads rows one after another; a row that is too wide is refused before it is taken apart."""

    def __init__(self, data: bytes, encoding: str, delimiter: str) -> None:
        self._file = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
        self._delimiter = delimiter
        self._columns = self._cells = 0

    def _lines(self) -> Iterator[str]:
        for line in self._file:
            self._columns += line.count(self._delimiter)
            if self._columns >= MAX_COLUMNS:
                raise _too_many(MAX_COLUMNS)
            yield line

    def rows(self, content: Callable[[str], str]) -> Iterator[tuple[int, Row]]:
        """Give number and filled cells of each row that has any; a function makes texts of what they hold."""
        for number, line in enumerate(csv.reader(self._lines(), delimiter=self._delimiter), 1):
            self._columns = 0
            if number > MAX_ROWS:
                raise _too_many(MAX_ROWS)
            row = {
                column: GridCell("text", content(one), None, number, column)
                for column, one in enumerate(line)
                if one and not one.isspace()
            }
            self._cells += len(row)
            if self._cells > MAX_CELLS:
                raise _too_many(MAX_CELLS)
            if row:
                yield number, row


def _content(text: str) -> str:
    if len(text) > MAX_CELL:
        raise csv.Error
    return unguarded(text)


def _too_many(maximum: int) -> InvalidDocument:
    return InvalidDocument([Problem.at("too-many", maximum=maximum)])
