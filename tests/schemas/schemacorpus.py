# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The schema corpus (Prüfdokumente): documents, patches on them, and what a judge says of each.

``valid/NAME.json``
    A document without problems. Its ``$schema`` names its schema.
``invalid/NAME.json`` and ``invalid/NAME.expected.json``
    A document, and beside it the schema that it is judged by, the errors that any validator reports
    (keyword and pointer of the instance) and the problems that weltoffen reports (code and pointer).
``mutations/NAME.json``
    One valid document and many cases, each a patch on it with the errors that it leads to; no errors:
    the patched document is valid. A patch is a list of operations as in RFC 6902: ``add``, ``replace``,
    ``remove``, with two short forms of a large ``value``: ``repeat`` (a text, ``times`` times, after
    ``before``) and ``members`` (an object with ``times`` keys that start with ``prefix``).

Errors are named in one way for all validators: ``propertyNames`` for whatever is wrong with a key, with
the pointer of the object, and only ``anyOf`` itself for what fits no variant.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import attrs
import jsonschema
import jsonschema_rs
import referencing
from referencing.jsonschema import DRAFT202012

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src" / "weltoffen" / "schemas" / "v1"
CORPUS = ROOT / "tests" / "corpus" / "v1" / "schema"
BUNDLE = "bundle"
COMMON = "common"

Schema = dict[str, Any]
Schemas = dict[str, Schema]
Errors = frozenset[tuple[str, str]]
"""Pairs of keyword and pointer of the instance."""


def read_json(path: Path) -> Any:  # noqa: ANN401 - any JSON
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def load_schemas() -> Schemas:
    """Read the single schemas by name, without the bundle."""
    found = {
        p.name.removesuffix(".schema.json"): read_json(p) for p in FOLDER.glob("*.schema.json")
    }
    return {name: found[name] for name in sorted(found) if name != BUNDLE}


SCHEMAS = load_schemas()
DOCUMENTS = tuple(name for name in SCHEMAS if name != COMMON)


@attrs.frozen
class Case:
    """One document of the corpus.

    Attributes:
        key: File, with the number of the case for a mutation; the same in ``validate.mjs``.
        title: What is special about it.
        schema: Name of the schema that judges it.
        document: The document.
        errors: The errors expected; empty for a valid document.
    """

    key: str
    title: str
    schema: str
    document: Any
    errors: Errors

    @property
    def is_large(self) -> bool:
        """Say whether validators in Python need seconds to list its errors: more answers than allowed."""
        answers = self.document.get("answers") if isinstance(self.document, dict) else None
        return isinstance(answers, dict) and len(answers) > 100_000


def schema_of(document: dict[str, Any]) -> str:
    """Give the name of the schema that a valid document names."""
    return str(document["$schema"]).rpartition("/")[2].removesuffix(".schema.json")


def _errors(listed: list[dict[str, str]]) -> Errors:
    return frozenset((one["keyword"], one["pointer"]) for one in listed)


def load_cases() -> Iterator[Case]:
    """Read the whole corpus."""
    for path in sorted((CORPUS / "valid").glob("*.json")):
        document = read_json(path)
        yield Case(f"valid/{path.name}", "valid", schema_of(document), document, frozenset())
    for path in sorted((CORPUS / "invalid").glob("*.expected.json")):
        name = path.name.replace(".expected.json", ".json")
        expected = read_json(path)
        document = read_json(path.with_name(name))
        errors = _errors(expected["errors"])
        yield Case(f"invalid/{name}", "invalid", expected["schema"], document, errors)
    for path in sorted((CORPUS / "mutations").glob("*.json")):
        mutations = read_json(path)
        base = read_json(CORPUS / mutations["base"])
        for index, case in enumerate(mutations["cases"]):
            yield Case(
                f"mutations/{path.name}#{index}",
                case["title"],
                schema_of(base),
                patched(base, case["patch"]),
                _errors(case["errors"]),
            )


def patched(document: Any, patch: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - any JSON
    """Apply a patch to a copy of a document."""
    holder = {"": copy.deepcopy(document)}
    for operation in patch:
        at: Any = holder
        *steps, last = [
            step.replace("~1", "/").replace("~0", "~") for step in operation["path"].split("/")
        ]
        for step in steps:
            at = at[int(step)] if isinstance(at, list) else at[step]
        key = int(last) if isinstance(at, list) else last
        if operation["op"] == "remove":
            del at[key]
        elif operation["op"] == "add" and isinstance(at, list):
            at.insert(key, _value(operation))
        else:
            at[key] = _value(operation)
    return holder[""]


def _value(operation: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    if "repeat" in operation:
        repeat = operation["repeat"]
        return repeat.get("before", "") + repeat["text"] * repeat["times"]
    if "members" in operation:
        members = operation["members"]
        return {f"{members['prefix']}{i}": members["value"] for i in range(members["times"])}
    return copy.deepcopy(operation["value"])


def pointer(path: Iterable[str | int]) -> str:
    """Write a path as a JSON pointer."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


class RustJudge:
    """jsonschema-rs with a closed registry."""

    def __init__(self, schemas: Schemas, names: Iterable[str] = DOCUMENTS) -> None:
        """Take all schemas, and the names of those to judge by."""
        registry = jsonschema_rs.Registry([(schema["$id"], schema) for schema in schemas.values()])
        self.validators = {
            name: jsonschema_rs.Draft202012Validator(schemas[name], registry=registry)
            for name in names
        }

    def listing(self, case: Case) -> list[tuple[str, str]]:
        """List the errors of a document, each as often as it is reported."""
        found = self.validators[case.schema].iter_errors(case.document)
        return sorted((error.kind.name, pointer(error.instance_path)) for error in found)

    def errors(self, case: Case) -> Errors:
        """Give the errors of a document."""
        return frozenset(self.listing(case))


class PythonJudge:
    """The jsonschema of Python with a closed registry."""

    def __init__(self, schemas: Schemas) -> None:
        """Take all schemas."""
        registry: referencing.Registry[bool | Mapping[str, Any]] = (
            referencing.Registry().with_resources(
                (schema["$id"], DRAFT202012.create_resource(schema)) for schema in schemas.values()
            )
        )
        self.validators = {
            name: jsonschema.Draft202012Validator(schemas[name], registry=registry)
            for name in DOCUMENTS
        }

    def is_valid(self, case: Case) -> bool:
        """Say whether a document is valid; stops at its first error."""
        return bool(self.validators[case.schema].is_valid(case.document))

    def errors(self, case: Case) -> Errors:
        """Give the errors of a document."""
        found = self.validators[case.schema].iter_errors(case.document)
        return frozenset(
            (
                "propertyNames"
                if "propertyNames" in error.absolute_schema_path
                else str(error.validator),
                pointer(error.absolute_path),
            )
            for error in found
        )


# --- Walking through schemas -------------------------------------------------------------------------

ANNOTATIONS = frozenset(
    {"$schema", "$id", "$defs", "$comment", "title", "description", "default", "examples"}
)
"""Keywords that judge nothing; every other keyword has to be needed by a document of the corpus."""
IN_PLACE = ("if", "then", "else", "not")
"""Keywords with one schema for the same place of the instance."""
Location = tuple[str | int, ...]


def subschemas(schema: Any, at: Location = ()) -> Iterator[tuple[Location, Any]]:  # noqa: ANN401 - dict or bool
    """Give a schema and every schema inside it, with their locations."""
    yield at, schema
    if isinstance(schema, bool):
        return
    for keyword in ("$defs", "properties"):
        for name, one in schema.get(keyword, {}).items():
            yield from subschemas(one, (*at, keyword, name))
    for keyword in ("allOf", "anyOf"):
        for index, one in enumerate(schema.get(keyword, [])):
            yield from subschemas(one, (*at, keyword, index))
    for keyword in ("additionalProperties", "propertyNames", "items", *IN_PLACE):
        if keyword in schema:
            yield from subschemas(schema[keyword], (*at, keyword))


def deletions(schema: Schema) -> Iterator[Location]:
    """Give the location of everything that can be deleted from a schema and judges something.

    These are the keywords and, where a keyword holds several things that judge each for itself, each of
    these: names of ``required`` and ``properties``, values of ``enum``, schemas of ``allOf`` and ``anyOf``.
    """
    for at, one in subschemas(schema):
        if isinstance(one, bool):
            continue
        for keyword in one.keys() - ANNOTATIONS:
            yield (*at, keyword)
            if keyword == "properties":
                yield from ((*at, keyword, name) for name in one[keyword])
            elif keyword in {"required", "enum", "allOf", "anyOf"} and len(one[keyword]) > 1:
                yield from ((*at, keyword, index) for index in range(len(one[keyword])))


def without(schema: Schema, location: Location) -> Schema:
    """Copy a schema without what stands at a location."""
    changed = copy.deepcopy(schema)
    at: Any = changed
    for step in location[:-1]:
        at = at[step]
    del at[location[-1]]
    return changed


def referenced(schema: Schema) -> Iterator[tuple[Location, str]]:
    """Give every ``$ref`` as a full address, with the location of the schema that holds it."""
    for at, one in subschemas(schema):
        if not isinstance(one, bool) and "$ref" in one:
            yield at, urljoin(schema["$id"], one["$ref"])


def dependents(name: str, schemas: Schemas) -> frozenset[str]:
    """Give the names of the schemas whose verdict can depend on a schema, itself included."""
    found = {name}
    while True:
        ids = {schemas[one]["$id"] for one in found}
        more = {
            other
            for other, schema in schemas.items()
            if any(address.partition("#")[0] in ids for _, address in referenced(schema))
        }
        if more <= found:
            return frozenset(found)
        found |= more


# --- What ajv calls strict ---------------------------------------------------------------------------

_TYPE_OF = {
    **dict.fromkeys(("maxLength", "minLength", "pattern"), "string"),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), "number"),
    **dict.fromkeys(("items", "minItems", "maxItems"), "array"),
    **dict.fromkeys(
        (
            "required",
            "properties",
            "additionalProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
        ),
        "object",
    ),
}


def strict_findings(schema: Schema) -> list[str]:
    """List what ajv refuses in its strict mode: keywords without their type, unknown required names.

    A schema that is applied in place (``allOf``, ``if``, ``then``, …) inherits types, but no names.
    """
    found: list[str] = []
    known: dict[Location, frozenset[str]] = {}
    for at, one in subschemas(schema):
        if isinstance(one, bool):
            continue
        types = known[_owner(at)] if _in_place(at) else frozenset()
        if "type" in one:
            types = frozenset(
                {"number", one["type"]} if one["type"] == "integer" else {one["type"]}
            )
        known[at] = types
        found.extend(
            f"{pointer(at)}: {keyword} without type {_TYPE_OF[keyword]}"
            for keyword in one.keys() & _TYPE_OF.keys()
            if _TYPE_OF[keyword] not in types
        )
        found.extend(
            f"{pointer(at)}: required name {name} without a property"
            for name in one.get("required", [])
            if name not in one.get("properties", {})
        )
    return found


def _in_place(at: Location) -> bool:
    return bool(at) and (at[-1] in IN_PLACE or (len(at) > 1 and at[-2] in {"allOf", "anyOf"}))


def _owner(at: Location) -> Location:
    return at[:-2] if at and isinstance(at[-1], int) else at[:-1]
