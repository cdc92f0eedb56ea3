# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Columns by name (Spalten), from ``tables.toml``, and the way of a value into a cell."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from importlib import resources
from typing import Any, TypeAlias

import attrs

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.interop.rows import Cell, Column, TableRows
from weltoffen.model.text import Text
from weltoffen.report.shares import Share
from weltoffen.report.wording import words
from weltoffen.schemas.strict import DEFAULT_LIMITS

Value: TypeAlias = Share | Fraction | bool | int | str | tuple[str, ...] | None
Row: TypeAlias = Mapping[str, Value]


@attrs.frozen
class TableSource:
    """Where a table comes from.

    Attributes:
        columns: Names of its columns, in order, with blanks between them.
        rows: Gives the rows; a name that is missing in one leaves its cell empty.
    """

    columns: str
    rows: Callable[[Any], Iterable[Row]]


def table_of(name: str, source: TableSource, names: object, language: str) -> TableRows:
    """Make a table from what its source gives for ``names``.

    Raises:
        InvalidDocument: ``number-too-large``, for a number that no document can hold.
    """
    columns = tuple(column(one) for one in source.columns.split())
    found = []
    for row in source.rows(names):
        left = dict(row)
        found.append(tuple(_cell(left.pop(one.name, None), one) for one in columns))
        assert not left, f"{name} has no column for {', '.join(left)}"  # noqa: S101 - an error of ours
    return TableRows(
        name=name, title=_titled("table", name), language=language, columns=columns, rows=found
    )


def _cell(value: Value, into: Column) -> Cell:
    if isinstance(value, Share):
        return value.value
    if isinstance(value, tuple):
        return ", ".join(value) or None
    if value is None or isinstance(value, str):
        return value
    return _float(Fraction(value)) if into.dtype == "float64" else int(value)


def _float(value: Fraction) -> float:
    if abs(value) > DEFAULT_LIMITS.integer:
        raise InvalidDocument([Problem.at("number-too-large", maximum=DEFAULT_LIMITS.integer)])
    return value.numerator / value.denominator


@functools.cache
def column(name: str) -> Column:
    """Give the column of a name."""
    entry = _entries()["column"][name]
    return Column(
        name=name,
        dtype=entry["dtype"],
        title=_titled("column", name),
        unit=entry.get("unit", ""),
        words={
            code: _text(found)
            for code, found in _entries()["words"].get(entry.get("words"), {}).items()
        },
    )


def _titled(group: str, name: str) -> Text:
    return _text(_entries()[group][name])


def _text(found: Mapping[str, str] | str) -> Text:
    """Give a text of ``tables.toml``, or of reports by its name there."""
    named = {tag: words(tag)[found] for tag in _TAGS} if isinstance(found, str) else found
    return Text({tag: named[tag] for tag in _TAGS})


_TAGS = ("de", "en")


@functools.cache
def _entries() -> Mapping[str, Mapping[Any, Mapping[str, Any]]]:
    source = resources.files("weltoffen.interop").joinpath("tables.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
