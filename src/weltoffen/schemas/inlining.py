# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Shipped schemas without references (aufgelöste Verweise), as a program makes them from the files.

Validators judge a schema without ``$ref`` several times faster. The files stay as they were written.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin

from weltoffen.schemas.catalogue import Kind, registry, schema

if TYPE_CHECKING:
    from collections.abc import Mapping

_SILENT = frozenset({"$schema", "$id", "$defs", "$comment", "title", "description"})
"""Keywords that judge nothing."""
_ONE = frozenset({"items", "additionalProperties", "propertyNames", "not", "if", "then", "else"})
_SEVERAL = frozenset({"allOf", "anyOf"})
_BESIDE = frozenset({"not"})
"""Keywords that judge by themselves whatever stands beside them."""


@functools.cache
def inlined(kind: Kind) -> Mapping[str, Any]:
    """Give the schema of a kind of document with every reference replaced by what it refers to.

    Keywords keep their order, so that validators report in the same order. What only describes is left out.

    Args:
        kind: The kind of document.

    Returns:
        A schema that judges every document as the shipped one does; do not change it.
    """
    found: Mapping[str, Any] = _inlined(schema(kind), schema(kind)["$id"])
    return found


def _inlined(part: Any, base: str) -> Any:  # noqa: ANN401 - a schema is an object, true or false
    if not isinstance(part, dict):
        return part
    found: dict[str, Any] = {}
    beside = part.keys() - _SILENT - {"$ref"}
    for key, value in part.items():
        if key == "$ref":
            target = _target(urljoin(base, value))
            if beside <= _BESIDE and not beside & target.keys():
                found.update(target)
            else:  # keywords of both could bear on each other
                found["allOf"] = [target]
        elif key == "properties":
            found[key] = {name: _inlined(one, base) for name, one in value.items()}
        elif key in _ONE:
            found[key] = _inlined(value, base)
        elif key in _SEVERAL:
            found[key] = [*found.get(key, ()), *(_inlined(one, base) for one in value)]
        elif key not in _SILENT:
            found[key] = value
    return found


@functools.cache
def _target(uri: str) -> Any:  # noqa: ANN401 - see above
    return _inlined(registry().resolver().lookup(uri).contents, urldefrag(uri).url)
