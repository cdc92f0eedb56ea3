# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.interop.sheettowns import (
    ASKED,
    TOWN,
    template,
)

from weltoffen.errors import InvalidDocument
from weltoffen.interop.answersheets import read_answer_sheet
from weltoffen.interop.spreadsheets import read_spreadsheet
from weltoffen.schemas.strict import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from weltoffen.interop.grids import GridCell, Row

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def all_rows(row: Row) -> tuple[int, ...]:
    """Take no row for one of column names, so that all are read."""
    del row
    return ()


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


def cells_of(rows: str, **more: str) -> dict[str, GridCell]:
    """Give the cells of the first sheet by address."""
    grid = read_spreadsheet(with_rows(rows, **more), DEFAULT_LIMITS, all_rows)[0]
    return {cell.address: cell for _, row in grid.rows for cell in row.values()}
