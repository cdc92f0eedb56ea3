# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Where the parts of a report stand in its JSON (Zeiger): RFC 6901 pointers for shown numbers; N3."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast, final

import attrs

from weltoffen.schemas.wire import camel

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

T = TypeVar("T")


@final
class Pointers:
    """Pointers to the values of one report, found by the values themselves.

    Two equal scores are two values: a pointer leads to the very one that was given.
    """

    def __init__(self, report: Report | None) -> None:
        """Take the report; without one, nothing is found."""
        self._report = report

    @cached_property
    def _places(self) -> dict[int, str]:
        found: dict[int, str] = {}
        if self._report is not None:
            _collect(self._report, "", found)
        return found

    def to(self, value: object, name: str | None = None) -> str | None:
        """Give the pointer to a value of the report, or to one of its attributes.

        Args:
            value: A part of the report, such as a `Share` or a `NodeResult`.
            name: Name of the attribute; None for the value itself.

        Returns:
            The pointer; None for what is no part of the report.
        """
        place = self._places.get(id(value))
        return place if place is None or name is None else f"{place}/{camel(name)}"


def _collect(value: object, place: str, found: dict[int, str]) -> None:
    if isinstance(value, tuple):
        for index, one in enumerate(value):
            _collect(one, f"{place}/{index}", found)
        return
    kind = type(value)
    if attrs.has(kind) and id(value) not in found:
        found[id(value)] = place
        for field in attrs.fields(kind):
            _collect(getattr(value, field.name), f"{place}/{camel(field.name)}", found)


def unshared(report: Report) -> Report:
    """Give an equal report in which every value stands at one place only.

    Pointers are found by the values themselves; equal reports must have equal ones, whatever they share.
    """
    return _apart(report, set())


def _apart(value: T, seen: set[int]) -> T:
    if isinstance(value, tuple):
        parts = tuple(_apart(one, seen) for one in value)
        same = all(one is other for one, other in zip(parts, value, strict=True))
        return value if same else cast("T", parts)
    kind = type(value)
    if not attrs.has(kind):
        return value
    names = [field.name for field in attrs.fields(kind) if field.init]
    found = {name: (one, _apart(one, seen)) for name in names for one in [getattr(value, name)]}
    changed = {name: new for name, (old, new) in found.items() if new is not old}
    if id(value) in seen or changed:
        return cast("T", attrs.evolve(cast("Any", value), **changed))
    seen.add(id(value))
    return value
