# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The schemas (Schemata) that the library ships: names, versions, texts, a closed registry."""

from __future__ import annotations

import functools
import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from weltoffen.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from referencing import Registry

Kind = Literal[
    "target-model",
    "questionnaire",
    "assessment",
    "method",
    "response",
    "tally",
    "report",
    "council-paper",
    "participation",
    "organisation",
    "workshop",
    "measures",
    "goals",
    "monitoring",
]
"""Kinds of documents, by the names of their schemas (Dokumentart)."""
KINDS: tuple[Kind, ...] = get_args(Kind)
"""All kinds of documents."""
VERSION = "1.0.0"
"""Version of the shipped schemas (M3); documents are written in it."""
BASE = "https://w3id.org/weltoffen/schemas"
_URI = re.compile(
    re.escape(BASE)
    + r"/([0-9]{1,4})\.([0-9]{1,4})\.([0-9]{1,4})/([a-z]+(?:-[a-z]+)*)\.schema\.json"
)
_FILES = resources.files("weltoffen").joinpath("schemas/v1")


def schema_uri(kind: str) -> str:
    """Give the ``$id`` of a document's schema, which documents name in ``$schema``.

    Args:
        kind: The kind of document.
    """
    return f"{BASE}/{VERSION}/{kind}.schema.json"


def split_uri(uri: object) -> tuple[str, tuple[int, int, int]] | None:
    """Split a schema's ``$id`` into kind and version; None if it is none of ours."""
    found = _URI.fullmatch(uri) if isinstance(uri, str) else None
    if found is None:
        return None
    major, minor, patch, kind = found.groups()
    return kind, (int(major), int(minor), int(patch))


def schema_bytes(name: str) -> bytes:
    """Give a shipped schema as it is written.

    Args:
        name: A kind of document, ``common`` or ``bundle`` (all in one document, for other tools).

    Raises:
        InvalidDocument: ``unknown-schema``.
    """
    if name not in {*KINDS, "common", "bundle"}:
        known = ", ".join((*KINDS, "bundle"))
        raise InvalidDocument([Problem.at("unknown-schema", kinds=known)])
    return _FILES.joinpath(f"{name}.schema.json").read_bytes()


@functools.cache
def schema(name: str) -> Mapping[str, Any]:
    """Give a shipped schema as plain data, which is not to be changed.

    Args:
        name: As in `schema_bytes`.

    Raises:
        InvalidDocument: ``unknown-schema``.
    """
    return cast("Mapping[str, Any]", json.loads(schema_bytes(name)))


@functools.cache
def registry() -> Registry[bool | Mapping[str, Any]]:
    """Give a closed ``referencing.Registry`` of all schemas: no request, no file."""
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    found: Registry[bool | Mapping[str, Any]] = Registry()
    return found.with_resources(
        (schema(name)["$id"], DRAFT202012.create_resource(schema(name)))
        for name in (*KINDS, "common")
    )
