# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Extensions (Erweiterungen): other software's data, carried along without loss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeAlias

import attrs

Value: TypeAlias = "str | int | bool | Decimal | tuple[Value, ...] | Extensions | None"
"""A JSON value that cannot change: arrays are tuples, objects are `Extensions`, fractions Decimals."""


def freeze(value: object) -> Value:
    """Turn plain JSON data (dict, list, str, int, Decimal, bool, None) into an unchangeable value.

    Raises:
        TypeError: For anything that JSON has no word for; a float too, as it is not exact.
    """
    if (
        isinstance(value, Extensions)
        or value is None
        or isinstance(value, (str, bool, int, Decimal))
    ):
        return value
    if isinstance(value, Mapping):
        return Extensions(value)
    if isinstance(value, (list, tuple)):
        return tuple(freeze(item) for item in value)
    msg = f"not a JSON value: {type(value).__name__}"
    raise TypeError(msg)


def thaw(value: Value) -> object:
    """Turn a frozen value back into plain dicts and lists."""
    if isinstance(value, Extensions):
        return {key: thaw(item) for key, item in value.items}
    if isinstance(value, tuple):
        return [thaw(item) for item in value]
    return value


def _items(
    value: Mapping[str, object] | Iterable[tuple[str, object]],
) -> tuple[tuple[str, Value], ...]:
    pairs = value.items() if isinstance(value, Mapping) else value
    return tuple(sorted((key, freeze(item)) for key, item in pairs))  # pyright: ignore[reportReturnType] - takes a mapping for an iterable of pairs


@attrs.frozen
class Extensions:
    """A JSON object that is kept but not understood; equal whatever the order of its keys.

    Attributes:
        items: Pairs of key and value, sorted by key.
    """

    items: tuple[tuple[str, Value], ...] = attrs.field(converter=_items, default=())
