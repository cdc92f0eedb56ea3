# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Schemas without references judge as the shipped ones do."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given, settings
from tests.schemas.mutation import changed_documents
from tests.schemas.schemacorpus import load_cases
from tests.schemas.test_faults import kind_of

from weltoffen.schemas import KINDS, Kind, registry, schema
from weltoffen.schemas.inlining import inlined

if TYPE_CHECKING:
    from collections.abc import Iterator

SILENT = {"$ref", "$id", "$schema", "$defs", "title", "description"}


@functools.cache
def judges(kind: Kind) -> tuple[jsonschema.Draft202012Validator, jsonschema.Draft202012Validator]:
    """Give a validator with the shipped schema, and one with the schema without references."""
    return (
        jsonschema.Draft202012Validator(schema(kind), registry=registry()),
        jsonschema.Draft202012Validator(inlined(kind)),
    )


def errors_of(
    judge: jsonschema.Draft202012Validator,
    document: Any,  # noqa: ANN401 - any JSON
) -> dict[str, list[tuple[str, str]]]:
    """Give the errors of each place, in the order in which they are reported there."""
    found: dict[str, list[tuple[str, str]]] = {}
    for error in judge.iter_errors(document):
        is_key = "propertyNames" in error.absolute_schema_path
        place = repr((*error.absolute_path, *([error.instance] if is_key else [])))
        wanted = error.validator_value
        is_schema = isinstance(wanted, dict) or error.validator == "anyOf"
        found.setdefault(place, []).append(
            (str(error.validator), "a schema" if is_schema else repr(wanted))
        )
    return found


def agree(document: Any) -> None:  # noqa: ANN401 - any JSON
    """Hold both schemas against each other."""
    kind = kind_of(document)
    if kind is not None:
        shipped, without = judges(kind)
        assert errors_of(without, document) == errors_of(shipped, document)


def keywords(part: Any, *, are_names: bool = False) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Give all keywords of a schema, but no names of properties."""
    if isinstance(part, dict):
        for key, value in part.items():
            if not are_names:
                yield key
            yield from keywords(value, are_names=key == "properties" and not are_names)
    elif isinstance(part, list):
        for one in part:
            yield from keywords(one)


class TestInlined:
    """The hand-written schemas are the contract; what judges faster judges the same."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_nothing_is_referred_to_and_nothing_only_described(self, kind: Kind) -> None:
        assert not SILENT & set(keywords(inlined(kind)))
        jsonschema.Draft202012Validator.check_schema(inlined(kind))

    @pytest.mark.parametrize(
        "step", [15, pytest.param(1, marks=pytest.mark.thorough)], ids=["sample", "all"]
    )
    def test_on_the_corpus(self, step: int) -> None:
        for case in list(load_cases())[::step]:
            if not case.is_large:
                agree(case.document)

    @given(changed_documents())
    @settings(max_examples=100)
    def test_on_changed_documents(self, changed: tuple[str, dict[str, Any]]) -> None:
        agree(changed[1])

    @pytest.mark.thorough
    @given(changed_documents())
    @settings(max_examples=10_000)
    def test_on_very_many_changed_documents(self, changed: tuple[str, dict[str, Any]]) -> None:
        agree(changed[1])

    def test_keywords_beside_a_reference_are_kept_apart_where_they_could_bear_on_it(self) -> None:
        whole = inlined("report")["properties"]["whole"]
        assert whole.keys() == {"allOf", "type", "properties"}
        key = inlined("response")["properties"]["answers"]["propertyNames"]
        assert key.keys() == {"type", "maxLength", "pattern", "not"}
