# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""First tier of the door (Prüfung am Schema): faults that a validator finds as problems with stable codes."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING, Any, cast

from weltoffen.errors import PathStep, Problems
from weltoffen.model.keys import KeyFault, KeyName, key_fault
from weltoffen.schemas.catalogue import schema
from weltoffen.schemas.faults import list_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weltoffen.schemas.catalogue import Kind
    from weltoffen.schemas.faults import Fault

MAX_COUNTED = 100_000
"""Errors beyond this are not even counted: such a document is no mistake but an attack."""

CODES: Mapping[str, str] = {
    "type": "wrong-type",
    "enum": "not-allowed",
    "const": "not-allowed",
    "minLength": "too-short",
    "maxLength": "too-long",
    "minItems": "too-few",
    "maxItems": "too-many",
    "minProperties": "too-few",
    "maxProperties": "too-many",
    "minimum": "outside-range",
    "maximum": "outside-range",
    "exclusiveMinimum": "outside-range",
    "exclusiveMaximum": "outside-range",
    "anyOf": "no-variant",
}
"""Stable problem code of each schema keyword; ``required``, ``pattern`` and others stand below."""


def check_schema(value: Any, kind: Kind, *, is_json: bool = False) -> None:  # noqa: ANN401 - parsed JSON
    """Hold plain values against a schema.

    Args:
        value: Plain values.
        kind: The kind of document.
        is_json: Whether the strict reader made the values, so that there is nothing in them but JSON.

    Raises:
        InvalidDocument: With all problems, sorted by place.
    """
    problems = Problems()
    found: dict[tuple[str, tuple[PathStep, ...]], dict[str, object]] = {}
    faults = itertools.islice(list_faults(value, kind, is_json=is_json), MAX_COUNTED)
    for code, path, parameters in _translated(faults):
        found.setdefault((code, path), parameters)
    for (code, path), parameters in sorted(found.items(), key=_place):
        problems.add(code, path, **parameters)
    problems.raise_if_any()


_Found = tuple[str, tuple[PathStep, ...], dict[str, object]]


def _place(
    entry: tuple[tuple[str, tuple[PathStep, ...]], dict[str, object]],
) -> list[tuple[int, int, str]]:
    (code, path), _ = entry
    steps = [(0, s, "") if isinstance(s, int) else (1, 0, s) for s in path]
    return [*steps, (2, 0, code)]


def _translated(faults: Iterable[Fault]) -> Iterator[_Found]:
    for fault in faults:
        path, keyword, around, instance = fault.path, fault.keyword, fault.around, fault.instance
        if fault.is_key:
            yield "bad-key", (*path, str(instance)), {}
        elif keyword in {"required", "additionalProperties"}:
            missing = keyword == "required"
            known = around.get("properties", {}).keys()
            for key in set(fault.wanted) - instance.keys() if missing else instance.keys() - known:
                yield "missing-key" if missing else "unknown-key", (*path, key), {"key": key}
        else:
            code, parameters = _judged(keyword, fault.wanted, around, instance)
            yield code, path, parameters


def _judged(
    keyword: str | None,
    wanted: Any,  # noqa: ANN401 - whatever the schema holds
    around: Any,  # noqa: ANN401 - see above
    instance: Any,  # noqa: ANN401 - parsed JSON
) -> tuple[str, dict[str, object]]:
    if keyword == "not" and wanted:
        return "reserved-id", {"id": instance}  # nothing else is ever negated
    if keyword is None or keyword == "not":  # None: the schema is `false`
        return "not-allowed-here", {}
    if keyword == "pattern":
        return _key(wanted, instance) or (_forms().get(wanted, "wrong-form"), {})
    return CODES[keyword], _expected(keyword, wanted, around)


@functools.cache
def _forms() -> Mapping[str, str]:
    """Forms that have a problem code of their own, by the schemas' patterns."""
    common = schema("common")["$defs"]
    return {
        common["id"]["pattern"]: "bad-id",
        common["version"]["pattern"]: "bad-version",
        common["language"]["pattern"]: "bad-language",
        common["text"]["additionalProperties"]["pattern"]: "empty-text",
        common["date"]["pattern"]: "bad-date",
        common["dateTime"]["pattern"]: "bad-date-time",
        schema("council-paper")["$defs"]["address"]["pattern"]: "bad-address",
    }


def _key(pattern: str, instance: str) -> tuple[str, dict[str, object]] | None:
    """Say what is wrong with the key of a municipality; None if the pattern is none of theirs (C8)."""
    if pattern not in _keys():
        return None
    name, county = _keys()[pattern]
    code, told = cast("KeyFault", key_fault(name, instance, county=county))
    return code, dict(told)


@functools.cache
def _keys() -> Mapping[str, tuple[KeyName, bool]]:
    """Patterns of keys: which key, and whether of a county."""
    town = schema("assessment")["$defs"]["municipality"]
    names: tuple[KeyName, ...] = ("ags", "ars")
    return {
        town[branch]["properties"][name]["pattern"]: (name, branch == "then")
        for branch in ("then", "else")
        for name in names
    }


_TOLD: Mapping[str, str] = {
    "type": "expected",
    "enum": "allowed",
    "const": "allowed",
    **dict.fromkeys(("minLength", "minItems", "minProperties"), "minimum"),
    **dict.fromkeys(("maxLength", "maxItems", "maxProperties"), "maximum"),
}
"""Keywords whose own value the message names, and the parameter that it is."""


def _expected(keyword: str, value: Any, around: Any) -> dict[str, object]:  # noqa: ANN401 - whatever the schema holds
    if keyword in {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}:
        return {
            "minimum": str(around.get("minimum", around.get("exclusiveMinimum", "−∞"))),
            "maximum": str(around.get("maximum", around.get("exclusiveMaximum", "∞"))),
        }
    if keyword not in _TOLD:
        return {}
    return {_TOLD[keyword]: ", ".join(map(str, value)) if keyword == "enum" else value}
