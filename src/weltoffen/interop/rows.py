# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tables as data (Tabellen): plain rows that any program can take."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from weltoffen.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Dtype = Literal["Int64", "float64", "string"]
"""Type of a column, by its name in pandas (Datentyp)."""
Unit = Literal["", "share", "gain", "%"]
"""Unit of a column's numbers (Einheit): none, a share, a gain in score, or per cent."""
Cell: TypeAlias = int | float | str | None
"""What a cell of a table holds; None where there is nothing, or nothing may be shown (P4)."""

_TYPES: Mapping[Dtype, type] = {"Int64": int, "float64": float, "string": str}


def _word_pairs(words: Mapping[str, Text]) -> tuple[tuple[str, Text], ...]:
    return tuple(dict(words).items())


@attrs.frozen(kw_only=True)
class Column:
    """A column of a table (Spalte).

    Attributes:
        name: Stable name of lower-case ASCII letters and underscores; the same in every language.
        dtype: Suggested type, by pandas' name: ``Int64``, ``float64`` or ``string``; each takes None.
        title: What people read above it.
        unit: ``share`` for a part of one or a difference of such parts, ``gain`` for a small difference,
            ``%`` for whole percent or percentage points, empty for everything else.
        words: Pairs of code and words, if its cells hold codes; empty for everything else.
    """

    name: str
    dtype: Dtype
    title: Text
    unit: Unit = ""
    words: tuple[tuple[str, Text], ...] = attrs.field(default=(), converter=_word_pairs)

    def shown(self, cell: Cell, language: str) -> Cell:
        """Give what people read in a cell (Anzeige): words for a code, and for each of a list of codes.

        A code without words, and what is no code, stays as it is.

        Args:
            cell: A cell of this column.
            language: Language of the reader, chosen by M7.
        """
        if not self.words or not isinstance(cell, str):
            return cell
        known = dict(self.words)
        codes = cell.split(", ")
        return "; ".join(known[one].choose(language) if one in known else one for one in codes)


def _rows(rows: Iterable[Iterable[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(map(tuple, rows))


@attrs.frozen(kw_only=True)
class TableRows:
    """A table (Tabelle): named columns and rows of plain values.

    A cell is an `int`, `float` or `str` as its column says, or None. There is nothing else in it: truth is
    1 or 0, an exact number its correctly rounded float, a list of ids one text with commas.

    Attributes:
        name: Stable name, such as ``results``.
        title: What people read above it.
        language: Language of the texts in its cells.
        columns: Columns, at least one.
        rows: Rows, each with a cell for every column.

    Raises:
        ValueError: If a row has another number of cells, or a number is not finite.
        TypeError: If a cell is of another type than its column says.
    """

    name: str
    title: Text
    language: str
    columns: tuple[Column, ...] = attrs.field(converter=tuple[Column, ...])
    rows: tuple[tuple[Cell, ...], ...] = attrs.field(converter=_rows)

    def __attrs_post_init__(self) -> None:
        """Check every cell: what is handed on has plain types only, and no subclass of them."""
        allowed = [(_TYPES[column.dtype], type(None)) for column in self.columns]
        for place, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                msg = f"row {place} of {self.name} has {len(row)} cells, not {len(self.columns)}"
                raise ValueError(msg)
            for column, types, cell in zip(self.columns, allowed, row, strict=True):
                if type(cell) not in types:
                    found = type(cell).__name__
                    msg = (
                        f"row {place} of {self.name}: {column.name} is {found}, not {column.dtype}"
                    )
                    raise TypeError(msg)
                if type(cell) is float and not math.isfinite(cell):
                    msg = f"row {place} of {self.name}: {column.name} is not finite"
                    raise ValueError(msg)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def dtypes(self) -> dict[str, Dtype]:
        """Suggested types by name, as ``pandas.DataFrame.astype`` takes them."""
        return {column.name: column.dtype for column in self.columns}

    def dicts(self) -> list[dict[str, Cell]]:
        """Give each row as a dictionary, as ``pandas.DataFrame`` and ``csv.DictWriter`` take them."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows]
