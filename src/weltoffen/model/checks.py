# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Small checks (Prüfungen) that the documents around the questionnaire share; internal helpers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from weltoffen.model.exact import as_decimal
from weltoffen.model.extensions import Extensions
from weltoffen.model.ids import check_id, is_id
from weltoffen.model.text import is_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from weltoffen.errors import PathStep, Problems

Path = tuple["PathStep", ...]
MAX_NUMBER = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact (M5)."""


def check_term(problems: Problems, value: object, terms: Iterable[str], path: Path) -> None:
    """Add ``not-allowed`` unless ``value`` is one of the terms."""
    known = tuple(terms)
    if value not in known:
        problems.add("not-allowed", path, allowed=", ".join(known))


def check_instance(problems: Problems, value: object, cls: type, path: Path) -> bool:
    """Add ``wrong-type`` unless ``value`` is of a class; say whether it is."""
    found = isinstance(value, cls)
    if not found:
        problems.add("wrong-type", path, expected="object")
    return found


def check_entries(problems: Problems, entries: Sequence[object], cls: type, path: Path) -> bool:
    """Add ``wrong-type`` for each entry of a list that is not of a class; say whether all are."""
    found = [check_instance(problems, one, cls, (*path, i)) for i, one in enumerate(entries)]
    return all(found)


def check_extensions(problems: Problems, value: object) -> None:
    """Add ``wrong-type`` unless the attribute ``extensions`` of a document is None or `Extensions`."""
    if value is not None and not isinstance(value, Extensions):
        problems.add("wrong-type", ("extensions",), expected="Extensions")


def check_head(
    problems: Problems, id_: object, source_language: object, extensions: object
) -> None:
    """Check what every document around the questionnaire begins and ends with: id, language, extensions."""
    check_id(problems, id_, ("id",))
    if not is_language(source_language):
        problems.add("bad-language", ("source_language",))
    check_extensions(problems, extensions)


def check_optional(problems: Problems, value: object, cls: type, path: Path) -> None:
    """Add ``wrong-type`` unless ``value`` is None or of a class."""
    if value is not None:
        check_instance(problems, value, cls, path)


def check_number(problems: Problems, value: Fraction | None, path: Path) -> None:
    """Add ``number-too-large`` or ``not-decimal`` unless a number, if there is one, can be written (M5)."""
    if value is None:
        return
    if abs(value) > MAX_NUMBER:
        problems.add("number-too-large", path, maximum=MAX_NUMBER)
    elif as_decimal(value) is None:
        problems.add("not-decimal", path, value=str(value))


def check_day(problems: Problems, day: object, path: Path) -> None:
    """Add ``bad-date`` unless ``day`` is a date; a date with a time of day is none."""
    if type(day) is not dt.date:
        problems.add("bad-date", path)


def check_days(problems: Problems, start: object, end: object, path: Path) -> None:
    """Check the attributes ``start`` and ``end`` of a thing: days or None, the end not before the start."""
    for name, day in (("start", start), ("end", end)):
        if day is not None:
            check_day(problems, day, (*path, name))
    if type(start) is dt.date and type(end) is dt.date and end < start:
        problems.add("end-before-start", (*path, "end"))


def check_size(
    problems: Problems, entries: Sequence[object], maximum: int, path: Path, minimum: int = 0
) -> None:
    """Add ``too-few`` or ``too-many`` unless a list has ``minimum`` to ``maximum`` entries."""
    if len(entries) < minimum:
        problems.add("too-few", path, minimum=minimum)
    if len(entries) > maximum:
        problems.add("too-many", path, maximum=maximum)


def check_links(problems: Problems, ids: Sequence[object], maximum: int, path: Path) -> None:
    """Check a list of ids that name other things: how many, their form, and that each stands once (M2)."""
    check_size(problems, ids, maximum, path)
    check_ids(problems, ids, path)


def check_ids(problems: Problems, ids: Iterable[object], path: Path, *key: str) -> None:
    """Check that each is an id and stands once (M2); ``key`` says where in an entry of a list it stands.

    Unlike `weltoffen.model.ids.check_listed` it takes values of any type.
    """
    seen: set[object] = set()
    for index, one in enumerate(ids):
        check_id(problems, one, (*path, index, *key))
        if is_id(one):
            if one in seen:
                problems.add("duplicate-id", (*path, index, *key), id=one)
            seen.add(one)
