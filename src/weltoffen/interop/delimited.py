# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reading CSV from anybody (CSV lesen): semicolons, commas or tabs, UTF-8 or what Excel writes in Germany."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.interop.grids import Grid, GridCell, Row
from weltoffen.interop.sheetfiles import unguarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from weltoffen.schemas.strict import Limits

DELIMITERS = ";,\t"
_BOM = b"\xef\xbb\xbf"


def read_delimited(data: bytes, limits: Limits, is_header: Callable[[Row], bool]) -> Grid:
    """Read a CSV file; its delimiter is the one with which a row of column names is found.

    Args:
        data: The bytes.
        limits: The limit of size.
        is_header: Says whether a row holds the column names.

    Returns:
        The rows; without column names those that semicolons give. All cells are texts.

    Raises:
        InvalidDocument: ``too-large``, ``not-utf8`` if it is not Windows-1252 either, ``sheet-damaged``.
    """
    if len(data) > limits.size:
        raise InvalidDocument([Problem.at("too-large", maximum=limits.size)])
    text = _decoded(data)
    if "\0" in text:
        raise InvalidDocument([Problem.at("sheet-damaged")])
    try:
        for delimiter in DELIMITERS:
            if any(is_header(row) for _, row in _rows(text, delimiter)):
                return Grid(rows=tuple(_rows(text, delimiter)))
    except csv.Error:  # a cell of more than 128 KiB
        raise InvalidDocument([Problem.at("sheet-damaged")]) from None
    return Grid()


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        offset = error.start + (len(_BOM) if data.startswith(_BOM) else 0)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise InvalidDocument([Problem.at("not-utf8", offset=offset)]) from None


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, Row]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for number, line in enumerate(lines, 1):
        row = {
            column: GridCell("text", unguarded(one), None, number, column)
            for column, one in enumerate(line)
            if one
        }
        if row:
            yield number, row
