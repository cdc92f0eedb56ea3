# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What a schema finds wrong with a document (Fehler am Schema), by jsonschema or by jsonschema-rs.

jsonschema-rs, of the extra ``fast``, is used where it is installed. Both report the same faults.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING, Any, final

import attrs

from weltoffen.errors import PathStep
from weltoffen.extras import is_there
from weltoffen.model.ids import MAX_ID_LENGTH, is_id
from weltoffen.model.scale import RESERVED
from weltoffen.schemas.inlining import inlined
from weltoffen.schemas.strict import DEFAULT_LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jsonschema import Draft202012Validator

    from weltoffen.schemas.catalogue import Kind

MAX_LISTED = 10_000
"""With more errors than this jsonschema-rs is not asked further; only an attack has so many."""
MAX_COPIED = 100_000
"""Members that jsonschema-rs may copy; its error of a malformed key holds the whole object."""
_NUMBER = re.compile(r"\+?[0-9]*")
MAX_ANSWERS = 100_000
MAX_TEXT = 10_000
"""Bounds of the schema of responses, which a test holds against it."""


@final
@attrs.frozen(kw_only=True)
class Fault:
    """One keyword of a schema that a place of a document breaks.

    Attributes:
        path: Where in the document.
        keyword: Keyword of the schema; None if the schema is ``false``.
        wanted: Value of the keyword.
        around: The schema that holds the keyword.
        instance: What stands at the place.
        is_key: Whether it is a key of the object at the place that breaks the schema; then ``instance`` is
            the key.
    """

    path: tuple[PathStep, ...]
    keyword: str | None
    wanted: Any
    around: Any
    instance: Any
    is_key: bool = False


def list_faults(value: Any, kind: Kind, *, is_json: bool) -> Iterable[Fault]:  # noqa: ANN401 - parsed JSON
    """List all faults of a document; those of one place in the order of the schema's keywords.

    Args:
        value: Plain values.
        kind: The kind of document.
        is_json: Whether the strict reader made the values. Others, such as tuples, only jsonschema tells
            apart from JSON.

    Returns:
        The faults; none if the schema accepts the document.
    """
    found = listed_fast(value, kind) if is_json else None
    return listed(value, kind) if found is None else found


# --- By jsonschema -----------------------------------------------------------------------------------


@functools.cache
def validator(kind: Kind) -> Draft202012Validator:
    """Give the compiled validator of a document, made once."""
    from jsonschema import Draft202012Validator

    return Draft202012Validator(inlined(kind))


def listed(value: Any, kind: Kind) -> Iterator[Fault]:  # noqa: ANN401 - parsed JSON
    """List faults by jsonschema."""
    for error in validator(kind).iter_errors(_doubtful(value) if kind == "response" else value):
        yield Fault(
            path=tuple(error.absolute_path),
            keyword=error.validator,
            wanted=error.validator_value,
            around=error.schema,
            instance=error.instance,
            is_key="propertyNames" in error.absolute_schema_path,
        )


def _doubtful(response: Any) -> Any:  # noqa: ANN401 - parsed JSON
    """Leave out answers that are well-formed at a glance: the schema judges each of them by itself."""
    answers = response.get("answers") if type(response) is dict else None
    if type(answers) is not dict or len(answers) > MAX_ANSWERS:
        return response
    doubtful = {
        key: answer
        for key, answer in answers.items()
        if not (_is_choice(key) and _is_answer(answer))
    }
    return {**response, "answers": doubtful}


def _is_answer(value: object) -> bool:
    if type(value) is str:
        return len(value) <= MAX_TEXT
    if type(value) is list:
        return all(map(_is_choice, value))
    return type(value) is int and abs(value) <= DEFAULT_LIMITS.integer


def _is_choice(value: object) -> bool:
    return type(value) is str and len(value) <= MAX_ID_LENGTH and _is_known_form(value)


@functools.lru_cache(maxsize=4_096)
def _is_known_form(value: str) -> bool:
    return is_id(value) and value not in RESERVED


# --- By jsonschema-rs --------------------------------------------------------------------------------


@functools.cache
def fast_validator(kind: Kind) -> Any:  # noqa: ANN401 - of an extra
    """Give the compiled validator of jsonschema-rs; None if that is not installed, or an older one."""
    if not is_there("jsonschema_rs"):
        return None
    import jsonschema_rs

    make: Any = jsonschema_rs.Draft202012Validator
    return make(inlined(kind)) if _tells_enough(make) else None


def _tells_enough(make: Any) -> bool:  # noqa: ANN401 - of an extra
    """Try whether errors tell all that we need; those of older versions do not."""
    judge = make({"propertyNames": {"maxLength": 1}, "additionalProperties": {"type": "null"}})
    try:
        told = {
            (*error.instance_path, error.kind.name): error for error in judge.iter_errors({"a/": 1})
        }
        key = told["propertyNames",].kind.error.instance
        place = told["a/", "type"].schema_path
    except (AttributeError, KeyError):
        return False
    return (key, place) == ("a/", ["additionalProperties", "type"])


def listed_fast(value: Any, kind: Kind) -> Sequence[Fault] | None:  # noqa: ANN401 - parsed JSON
    """List faults by jsonschema-rs.

    Args:
        value: Plain values that the strict reader made.
        kind: The kind of document.

    Returns:
        The faults; None if jsonschema has to look: jsonschema-rs is not installed, finds the document too
        deep or too faulty, or could not say where in it a fault is.
    """
    judge = fast_validator(kind)
    if judge is None or _has_many_odd_keys(value):
        return None
    try:
        errors = list(itertools.islice(judge.iter_errors(value), MAX_LISTED + 1))
    except ValueError:
        return None
    if errors and (len(errors) > MAX_LISTED or _has_number_for_key(value)):
        return None
    if any(error.kind.name == "falseSchema" for error in errors):
        return None  # jsonschema places these otherwise
    places = [_placed(error.schema_path, inlined(kind)) for error in errors]
    pairs = sorted(zip(places, errors, strict=True), key=lambda pair: pair[0][0])
    return [_fault(value, error, around) for (_, around), error in pairs]


def _has_many_odd_keys(value: Any) -> bool:  # noqa: ANN401 - parsed JSON
    """Look for objects so large, and with so many keys that are no ids, that listing takes too much."""
    stack = [value]
    while stack:
        part = stack.pop()
        if type(part) is dict:
            size = len(part)
            if size**2 > MAX_COPIED < size * sum(not _is_choice(key) for key in part):
                return True
            part = part.values()
        stack += [one for one in part if type(one) in {dict, list}]
    return False


def _has_number_for_key(value: Any) -> bool:  # noqa: ANN401 - parsed JSON
    """Look for keys that paths of jsonschema-rs do not keep: it leaves out empty ones and reads numbers."""
    stack = [value]
    while stack:
        part = stack.pop()
        if type(part) is dict:
            if any(map(_NUMBER.fullmatch, part)):
                return True
            part = part.values()
        stack += [one for one in part if type(one) in {dict, list}]
    return False


def _placed(path: Sequence[PathStep], root: Any) -> tuple[list[int], Any]:  # noqa: ANN401 - a schema
    """Follow a path into a schema; give the order of its steps there, and the schema around the last one."""
    order: list[int] = []
    around = part = root
    for step in path:
        if isinstance(part, dict):
            around = part
            # What follows from "if" is reported with it.
            first = "if" if step in {"then", "else"} and "if" in part else step
            order.append(list(part).index(first))
        else:
            order.append(int(step))
        part = part[step]
    return order, around


def _fault(value: Any, error: Any, around: Any) -> Fault:  # noqa: ANN401 - of an extra
    path = tuple(error.instance_path)
    keyword = error.schema_path[-1]
    is_key = error.kind.name == "propertyNames"
    return Fault(
        path=path,
        keyword=keyword,
        wanted=around[keyword],
        around=around,
        instance=error.kind.error.instance if is_key else _at(value, path),
        is_key=is_key,
    )


def _at(value: Any, path: Sequence[PathStep]) -> Any:  # noqa: ANN401 - parsed JSON
    for step in path:
        value = value[step]
    return value
