# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers handed to a measure (Zahlen als Argumente): exact ones, or every problem at its place; S1."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeVar

from weltoffen.errors import InvalidDocument, PathStep, Problem, Problems
from weltoffen.model.exact import ExactInput, exact

T = TypeVar("T")
Number = int | Fraction


def read_table(
    rows: Iterable[Iterable[ExactInput]], name: str, *, signed: bool = False
) -> list[list[Number]]:
    """Turn the rows of an argument into exact numbers; all are as long as the first sound one."""
    problems = Problems()
    found: list[list[Number]] = []
    for at, row in enumerate(given(rows, name)):
        size = len(found[0]) if found else None
        try:
            found.append(read_numbers(row, name, at, signed=signed, size=size))
        except InvalidDocument as error:
            problems.extend(error)
    problems.raise_if_any()
    return found


def read_numbers(
    values: Iterable[ExactInput], *path: PathStep, signed: bool = False, size: int | None = None
) -> list[Number]:
    """Turn values into exact numbers; unless signed, they are 0 or more."""
    entries = given(values, *path)
    # Most are whole numbers.
    whole: list[Number] = [value for value in entries if type(value) is int and value >= 0]
    if len(whole) == len(entries) and size in {None, len(entries)}:
        return whole
    problems = Problems()
    if size is not None and len(entries) < size:
        problems.add("too-few", path, minimum=size)
    if size is not None and len(entries) > size:
        problems.add("too-many", path, maximum=size)
    found: list[Number] = []
    for at, value in enumerate(entries):
        try:
            found.append(value if type(value) is int else exact(value))
        except InvalidDocument:
            problems.add("not-exact", (*path, at))
        else:
            if found[-1] < 0 and not signed:
                problems.add("negative-count", (*path, at))
    problems.raise_if_any()
    return found


def given(values: Iterable[T], *path: PathStep) -> list[T]:
    """Take the entries of an argument.

    Raises:
        InvalidDocument: ``wrong-type``, for what has none.
    """
    try:
        return list(values)
    except TypeError:
        raise InvalidDocument([Problem.at("wrong-type", path, expected="array")]) from None
