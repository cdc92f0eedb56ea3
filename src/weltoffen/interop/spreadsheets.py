# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reading XLSX from anybody (XLSX lesen): what stands in the cells, nothing computed, nothing expanded.

Only the parts of ECMA-376 that hold cells are read, one element after another, by a parser that refuses
document types and entities. What the file says about its own size is checked, and so is what comes out.
"""

from __future__ import annotations

import io
import math
import posixpath
import re
import zipfile
import zlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any, final

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.extras import needed
from weltoffen.interop.grids import (
    MAX_CELL,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Area,
    CellKind,
    Grid,
    GridCell,
    Row,
    Wanted,
    column_number,
    kept,
)
from weltoffen.schemas.strict import MAX_LITERAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weltoffen.schemas.strict import Limits

MAX_PARTS = 1_000
MAX_ELEMENTS = MAX_CELLS
"""Most XML elements that are read of a file; each takes longer than a cell of a CSV file."""
MAX_GAP = 512 * 1024
"""Blocks of so many bytes have an angle bracket each: no text and no list of attributes is longer."""
_COMPRESSIONS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_EXACT_DIGITS = 15
"""Of so many digits a binary number keeps each one."""
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENTS = frozenset({9, 10})
"""Number formats that every program knows by their number (ECMA-376, 18.8.30)."""
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")


def is_spreadsheet(data: bytes) -> bool:
    """Say whether bytes are a ZIP file, as every XLSX file is."""
    return data.startswith(b"PK\x03\x04")


def read_spreadsheet(data: bytes, limits: Limits, wanted: Wanted) -> tuple[Grid, ...]:
    """Read all worksheets of an XLSX file, hidden ones too.

    Args:
        data: The bytes.
        limits: Its size holds for all that comes out of the file together.
        wanted: Finds the row of column names of a sheet, and what is to be read below it.

    Returns:
        The worksheets, in order; no text in a cell is blank.

    Raises:
        InvalidDocument: ``too-large``, ``too-many`` parts or elements, ``sheet-damaged`` for everything else.
        MissingExtra: Without the extra ``tables``.
    """
    needed("defusedxml", extra="tables")
    if data.count(_ENTRY) > MAX_PARTS:
        raise InvalidDocument([Problem.at("too-many", maximum=MAX_PARTS)])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return tuple(_Book(archive, limits).sheets(wanted))
    except (
        zipfile.BadZipFile,
        zlib.error,
        SyntaxError,  # ElementTree's ParseError is one
        ValueError,  # refused document types and entities; numbers that are none
        LookupError,  # parts and strings that are not there
        NotImplementedError,  # kinds of compression
        RuntimeError,  # encrypted parts
        EOFError,
        OSError,
    ) as error:
        if isinstance(error, InvalidDocument):
            raise
        raise InvalidDocument([Problem.at("sheet-damaged")]) from None


_ENTRY = b"PK\x01\x02"
"""What each entry of the directory of a ZIP file begins with."""


@final
class _Book:
    """The parts of an XLSX file that hold cells."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        entries = archive.infolist()
        self._limit, self._depth = limits.size, limits.depth
        self._left, self._elements_left = limits.size, MAX_ELEMENTS
        if sum(entry.file_size for entry in entries) > limits.size:
            raise self._too_large()
        if any(entry.compress_type not in _COMPRESSIONS for entry in entries):
            raise NotImplementedError  # as zipfile does, but before anything is unpacked
        self._archive = archive
        self._iterate = needed("defusedxml.ElementTree", extra="tables").iterparse
        roots = self._relations("")
        main = next((path for _, path, kind in roots if kind == "officeDocument"), "")
        relations = self._relations(main)
        paths = {one: path for one, path, _ in relations}
        self._sheets = [
            (element.get("name", ""), paths[_relation(element)])
            for element in self._elements(main, "sheet")
        ]
        self._strings = [
            _string(element)
            for _, path, kind in relations
            if kind == "sharedStrings"
            for element in self._elements(path, "si")
        ]
        self._kinds: list[CellKind] = [
            style for _, path, kind in relations if kind == "styles" for style in self._styles(path)
        ]

    def _too_large(self) -> InvalidDocument:
        return InvalidDocument([Problem.at("too-large", maximum=self._limit)])

    # --- Parts ---------------------------------------------------------------------------------------

    def _bytes(self, path: str) -> bytes:
        with self._archive.open(path) as part:
            data = part.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise self._too_large()
        self._elements_left -= data.count(b"<") - data.count(b"</")
        if self._elements_left < 0:
            raise InvalidDocument([Problem.at("too-many", maximum=MAX_ELEMENTS)])
        if any(
            b"<" not in data[at : at + MAX_GAP] for at in range(0, len(data) - MAX_GAP, MAX_GAP)
        ):
            raise ValueError
        return data

    def _elements(self, path: str, *names: str) -> Iterator[Any]:
        """Give the elements of some names, one after another, and forget them."""
        stream = io.BytesIO(self._bytes(path))
        open_: list[Any] = []
        whole = 0
        for event, element in self._iterate(stream, events=("start", "end"), forbid_dtd=True):
            name = _local(element)
            if event == "start":
                open_.append(element)
                whole += name in _WHOLE
                if len(open_) > self._depth:
                    raise ValueError
                continue
            open_.pop()
            whole -= name in _WHOLE
            if name in names:
                yield element
            if open_ and not whole:
                open_[-1].remove(element)

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        """Give id, path and kind of the parts that a part names; the root of all is ``""``."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        found = []
        for element in self._elements(listed, "Relationship"):
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
            kind = element.get("Type", "").rpartition("/")[2]
            found.append((element.get("Id", ""), target.lstrip("/"), kind))
        return found

    def _styles(self, path: str) -> Iterator[CellKind]:
        """Give for each style what a number in it is."""
        own: dict[int, CellKind] = {}
        for element in self._elements(path, "numFmt", "cellXfs"):
            if _local(element) == "numFmt":
                own[_index(element.get("numFmtId", ""))] = _kind_of(element.get("formatCode", ""))
                continue
            for style in element:
                number = _index(style.get("numFmtId", "0"))
                usual: CellKind = "date" if number in _DATES else "number"
                yield own.get(number, "percent" if number in _PERCENTS else usual)

    # --- Sheets --------------------------------------------------------------------------------------

    def sheets(self, wanted: Wanted) -> Iterator[Grid]:
        """Read the worksheets; charts and macro sheets have no rows."""
        for name, path in self._sheets:
            merged: list[Area] = []
            rows = tuple(kept(self._rows(name, path, merged), wanted))
            yield Grid(name=name, rows=rows, merged=tuple(merged))

    def _rows(self, sheet: str, path: str, merged: list[Area]) -> Iterator[tuple[int, Row]]:
        """Give the rows that are not empty, and add merged areas to a list."""
        number = 0
        for element in self._elements(path, "row", "mergeCell"):
            if _local(element) == "mergeCell":
                merged.append(_area(element.get("ref", "")))
                continue
            number = _index(element.get("r", str(number + 1)))
            if number > MAX_ROWS:
                raise ValueError
            row = dict(self._row(sheet, number, element))
            if row:
                yield number, row

    def _row(self, sheet: str, number: int, row: Any) -> Iterator[tuple[int, GridCell]]:  # noqa: ANN401 - an XML element
        column = -1
        for element in row:
            reference = element.get("r")
            column = column + 1 if reference is None else _place(reference)[1]
            if not 0 <= column < MAX_COLUMNS:
                raise ValueError
            kind, text = self._content(element)
            if text or kind not in ("text", "number"):
                yield column, GridCell(kind, text, sheet, number, column)

    def _content(self, element: Any) -> tuple[CellKind, str]:  # noqa: ANN401 - an XML element
        parts = {_local(child): child for child in element}
        if "f" in parts:
            return "formula", ""
        sort = element.get("t", "n")
        if sort == "inlineStr":
            return "text", _string(parts.get("is", ()))
        text = (parts["v"].text or "") if "v" in parts else ""
        if sort == "str" or not text:
            return "text", _unescaped(text)
        if sort == "s":
            return "text", self._strings[_index(text)]
        if sort in _SORTS:
            return _TRUTHS.get(text.strip(), _ERROR) if sort == "b" else (_SORTS[sort], "")
        return self._number(text.strip(), _index(element.get("s", "0")))

    def _number(self, text: str, style: int) -> tuple[CellKind, str]:
        kind: CellKind = self._kinds[style] if self._kinds or style else "number"
        number = number_text(text)
        return _ERROR if number is None else (kind, number)


_WHOLE = frozenset({"row", "si", "cellXfs"})
"""Elements whose children are read with them."""
_SORTS: dict[str, CellKind] = {"b": "boolean", "e": "error", "d": "date"}
_ERROR: tuple[CellKind, str] = ("error", "")
_TRUTHS: dict[str, tuple[CellKind, str]] = {
    "1": ("boolean", "1"),
    "true": ("boolean", "1"),
    "0": ("boolean", "0"),
    "false": ("boolean", "0"),
}
"""All ways to write a truth value (XML Schema, ``xsd:boolean``)."""


def _local(element: Any) -> str:  # noqa: ANN401 - an XML element
    return str(element.tag).rpartition("}")[2]


def _relation(sheet: Any) -> str:  # noqa: ANN401 - an XML element
    """Give the id by which a sheet names its part: an attribute of either of two namespaces."""
    return next((str(text) for key, text in sheet.items() if key.endswith("}id")), "")


def _string(element: Any) -> str:  # noqa: ANN401 - an XML element
    """Put a text together from its runs; how a word is pronounced (``rPh``) is no part of it."""
    texts = []
    for child in element:
        if _local(child) == "t":
            texts.append(child.text or "")
        elif _local(child) == "r":
            texts += [one.text or "" for one in child if _local(one) == "t"]
    return _unescaped("".join(texts))


def _unescaped(text: str) -> str:
    """Read what XML cannot hold, such as ``_x0007_``; a blank text is none.

    Longer texts than Excel's are nobody's answer.
    """
    if len(text) > MAX_CELL:
        raise ValueError
    found = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return "" if found.isspace() else found


def _index(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def number_text(text: str) -> str | None:
    """Write the number of a cell the shortest way that tells it apart from all others; None for no number."""
    if len(text) > MAX_LITERAL or not _NUMBER.fullmatch(text):
        return None
    number, exact = float(text), Decimal(text)
    if not math.isfinite(number):
        return None
    if len(exact.as_tuple().digits) > _EXACT_DIGITS:
        exact = Decimal(repr(number))
    if abs(exact.adjusted()) > MAX_LITERAL:
        return str(exact)
    plain = f"{exact:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _kind_of(code: str) -> CellKind:
    """Say what a number in a format of its own is (ECMA-376, 18.8.31)."""
    first = _NOT_FORMAT.sub("", code).partition(";")[0].lower()
    if "%" in first:
        return "percent"
    return "date" if any(letter in first for letter in "dmyhs") else "number"


def _place(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError
    return int(found[2]), column_number(found[1])


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    return Area(top, left, bottom, right)
