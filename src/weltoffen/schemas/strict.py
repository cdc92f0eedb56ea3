# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strict JSON (strenges Lesen und Schreiben): bytes in, plain values out, nothing guessed."""

from __future__ import annotations

import json
import math
from collections import Counter
from decimal import Context, Decimal, InvalidOperation
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, final

import attrs

from weltoffen.errors import InvalidDocument, PathStep, Problem, Problems
from weltoffen.model.exact import MAX_EXPONENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Json = object
"""A parsed value: dict, list, str, int, Decimal, bool or None."""


@attrs.frozen(kw_only=True)
class Limits:
    """Limits of reading (Grenzen); all can be set.

    Attributes:
        size: Largest document, or line of a stream, in bytes.
        depth: Deepest nesting of objects and arrays.
        answers: Most answers in one response.
        integer: Largest absolute value of a number.
    """

    size: int = 16 * 1024 * 1024
    depth: int = 32
    answers: int = 100_000
    integer: int = 2**53 - 1


DEFAULT_LIMITS = Limits()
"""The limits that hold unless others are given."""
MAX_LITERAL = 64
"""Longest number literal; no decimal that anyone measured needs more."""
_EXACT = Context(traps=[InvalidOperation])
_ANSWER = 2
"""How deep an answer stands in a response."""
_BOM = b"\xef\xbb\xbf"


@final
@attrs.frozen
class _Bad:
    """Stands for a number that is refused, until its pointer is known."""

    code: str


@final
class _Doubled(dict[str, Json]):
    """An object with repeated keys, until its pointer is known."""

    repeated: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled = _Doubled(found)
    counted = Counter(key for key, _ in pairs)
    doubled.repeated = tuple(key for key, n in counted.items() if n > 1)
    return doubled


def number_hooks(limits: Limits) -> tuple[Callable[[str], Json], Callable[[str], Json]]:
    """Make readers of integer and decimal literals; what is refused comes out as no number."""

    def integer(literal: str) -> Json:
        if len(literal) > MAX_LITERAL:
            return _Bad("number-too-large")
        value = int(literal)
        return value if -limits.integer <= value <= limits.integer else _Bad("number-too-large")

    def decimal(literal: str) -> Json:
        if len(literal) > MAX_LITERAL:
            return _Bad("number-too-long")
        try:
            value = Decimal(literal, _EXACT)
        except InvalidOperation:  # an exponent of 19 digits and more
            return _Bad("number-too-long" if "-" in literal[1:] else "number-too-large")
        if not value:
            return 0
        if abs(value.adjusted()) > MAX_EXPONENT or value.copy_abs() > limits.integer:
            return _Bad("number-too-large" if value.adjusted() >= 0 else "number-too-long")
        return int(value) if value == value.to_integral_value() else value

    return integer, decimal


def not_a_number(literal: str) -> Json:
    """Stand in for ``NaN`` and ``Infinity``, which JSON does not have."""
    del literal
    return _Bad("not-a-number")


def decode(data: bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    """Decode strict UTF-8; a byte order mark is tolerated.

    Raises:
        InvalidDocument: ``too-large`` or ``not-utf8`` with the byte offset.
    """
    if len(data) > limits.size:
        raise InvalidDocument([Problem.at("too-large", maximum=limits.size)])
    marked = len(_BOM) if data.startswith(_BOM) else 0
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidDocument([Problem.at("not-utf8", offset=marked + error.start)]) from None


def parse(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Json:
    """Read one JSON document strictly.

    Args:
        data: The bytes; a dict would already have lost repeated keys.
        limits: Limits of size, depth and numbers.

    Returns:
        Plain values; ``1.0`` comes out as the int 1, other fractions as Decimal.

    Raises:
        InvalidDocument: For everything in the first rows of the table of bad input: no JSON, no UTF-8,
            repeated keys, ``NaN``, numbers that other languages would garble, nesting, surrogates.
    """
    text = decode(data, limits)
    integer, decimal = number_hooks(limits)
    try:
        value: Json = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=integer,
            parse_float=decimal,
            parse_constant=not_a_number,
        )
    except json.JSONDecodeError as error:
        raise InvalidDocument(
            [Problem.at("not-json", line=error.lineno, column=error.colno)]
        ) from None
    except RecursionError:
        raise InvalidDocument([Problem.at("too-deep", maximum=limits.depth)]) from None
    problems = Problems()
    for code, path, parameters in _faults(value, limits):
        end = path.index("answers") + _ANSWER if "answers" in path else len(path)
        if end < len(path):
            # An object in the place of an answer may hold in its keys what a respondent wrote.
            problems.add(code, path[:end], **{**parameters, "key": "…"})
        else:
            problems.add(code, path, **parameters)
    problems.raise_if_any()
    return value


_Fault = tuple[str, tuple[PathStep, ...], dict[str, object]]


def _faults(value: Json, limits: Limits) -> Iterator[_Fault]:
    # A place is put together for what is at fault only: for each `[]` in a megabyte it would take seconds.
    steps: list[PathStep] = []
    levels: list[Iterator[tuple[PathStep, Json]]] = [iter([("", value)])]
    while levels:
        for step, item in levels[-1]:
            if isinstance(item, (dict, list)):
                if len(levels) > limits.depth:
                    yield "too-deep", _path(steps, step), {"maximum": limits.depth}
                    continue
                if isinstance(item, dict):
                    yield from _key_faults(item, steps, step)
                if item:
                    steps.append(step)
                    levels.append(iter(item.items() if isinstance(item, dict) else enumerate(item)))
                    break
            if isinstance(item, str):
                if has_surrogate(item):
                    yield "lone-surrogate", _path(steps, step), {}
            elif isinstance(item, _Bad):
                yield item.code, _path(steps, step), {"maximum": limits.integer}
        else:
            levels.pop()
            del steps[-1:]


def _key_faults(item: dict[str, Json], steps: list[PathStep], step: PathStep) -> Iterator[_Fault]:
    if isinstance(item, _Doubled):
        for key in item.repeated:
            yield "duplicate-key", (*_path(steps, step), key), {"key": key}
    for key in item:
        if has_surrogate(key):
            yield "lone-surrogate", (*_path(steps, step), key), {}


def _path(steps: list[PathStep], step: PathStep) -> tuple[PathStep, ...]:
    """Leave out the first step, which leads to the document."""
    return (*steps, step)[1:]


def has_surrogate(text: str) -> bool:
    """Say whether a text holds half a character, which no UTF-8 can write."""
    return not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)


def dump(value: Json, indent: int | None = 2) -> bytes:
    """Write plain values as UTF-8 JSON with a line break at the end.

    Args:
        value: dict, list, tuple, str, int, float, Decimal, bool or None.
        indent: Spaces for each level, or None for one line.

    Raises:
        InvalidDocument: For what `parse` would refuse: ``NaN``, too long a number, half a character.
    """
    text = "".join(_written(value, "\n" if indent else "", " " * (indent or 0)))
    try:
        return (text + "\n").encode()
    except UnicodeEncodeError:
        raise InvalidDocument([Problem.at("lone-surrogate")]) from None


def _written(value: Json, newline: str, step: str) -> Iterator[str]:
    if isinstance(value, (dict, list, tuple)) and value:
        deeper = newline + step
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        lead = opening + deeper
        colon = ": " if step else ":"
        pairs = value.items() if isinstance(value, dict) else (("", item) for item in value)
        for key, item in pairs:
            yield lead + encode_basestring(key) + colon if isinstance(value, dict) else lead
            yield from _written(item, deeper, step)
            lead = "," + deeper
        yield newline + closing
    else:
        yield _scalar(value)


def _decimal(value: Decimal) -> str:
    """Write a decimal so that the reader takes it: plainly if that is short enough."""
    if not value.is_finite():
        raise InvalidDocument([Problem.at("not-a-number")])
    if not value:
        return "0"
    if abs(value.adjusted()) < MAX_LITERAL and len(plain := format(value, "f")) <= MAX_LITERAL:
        return plain
    sign, digits, exponent = value.as_tuple()
    short = f"{'-' * sign}{''.join(map(str, digits))}e{exponent}"
    if len(short) > MAX_LITERAL or abs(value.adjusted()) > MAX_EXPONENT:
        raise InvalidDocument([Problem.at("number-too-long")])
    return short


def _scalar(value: Json) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, (dict, list, tuple)):
        return "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise InvalidDocument([Problem.at("not-a-number")])
    if value is None or isinstance(value, (bool, int, float)):
        return json.dumps(value)
    msg = f"no JSON for {type(value).__name__}"
    raise TypeError(msg)
