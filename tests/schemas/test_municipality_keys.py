# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Keys of municipalities at the door: any validator refuses a wrong one, with the model's message; C8."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.schemas.schemacorpus import SCHEMAS

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.assessment import MUNICIPALITY_KINDS, Municipality
from weltoffen.schemas import Kind, check, schema_uri
from weltoffen.schemas.judging import check_schema

KIND: Kind = "assessment"
RUST = jsonschema_rs.Draft202012Validator(
    SCHEMAS[KIND],
    registry=jsonschema_rs.Registry([(one["$id"], one) for one in SCHEMAS.values()]),
)


def document(**town: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Make an assessment of a municipality."""
    return {
        "$schema": schema_uri(KIND),
        "id": "a",
        "municipality": {"name": "X", **town},
        "round": {"id": "r"},
        "edition": {"id": "q", "version": "1"},
        "perspectives": [{"id": "p", "title": {"de": "x"}}],
    }


def by_schema(town: dict[str, Any]) -> list[Problem]:
    """List what the schema and the check behind it say."""
    try:
        check_schema(document(**town), KIND)
    except InvalidDocument as error:
        return [*error.problems]
    return []


def by_model(town: dict[str, Any]) -> list[Problem]:
    """List what the model says, at the pointers of the document."""
    try:
        Municipality(name="X", **town)
    except InvalidDocument as error:
        found = [one for one in error.problems if one.code != "ags-ars-differ"]
        return [
            Problem.at(p.code, ("municipality", p.pointer[1:]), **dict(p.parameters)) for p in found
        ]
    return []


KEYS = (
    st.text("0123456789", max_size=14)
    | st.integers(0, 17).flatmap(
        lambda land: st.sampled_from([3, 6, 10]).flatmap(
            lambda n: st.integers(0, 10**n - 1).map(lambda rest: f"{land:02}{rest:0{n}}")
        )
    )
    | st.integers(0, 17_999).map(lambda county: f"{county:05}0000000")
    | st.integers(0, 17_999).map(lambda county: f"{county:05}000")
    | st.text(max_size=12)
    | st.sampled_from(["05315000\n", "٠٥٣١٥٠٠٠", " 05315000", "0531500O", "15002000000"])
)
TOWNS = st.fixed_dictionaries(
    {}, optional={"ags": KEYS, "ars": KEYS, "kind": st.sampled_from([*MUNICIPALITY_KINDS, "city"])}
)


class TestTwoJudgesC8:
    """C8: schema and model refuse the same keys, for the same reason."""

    @given(TOWNS)
    @example({"kind": "county", "ags": "09174115"})
    @example({"kind": "county", "ars": "091740115115"})
    @example({"kind": "county", "ags": "09174", "ars": "091740000000"})
    @example({"ags": "09174"})
    @example({"kind": "city", "ags": "09174"})
    def test_both_say_the_same(self, town: dict[str, Any]) -> None:
        found = by_schema(town)
        assert sorted(found, key=repr) == sorted(by_model(town), key=repr)
        assert RUST.is_valid(document(**town)) == (not found)


class TestMessagesC8:
    """DCAT-AP.de's 11-digit Halle key and Land 17 refused, saying what is wrong."""

    @pytest.mark.parametrize(
        ("town", "pointer", "german"),
        [
            ({"ars": "15002000000"}, "/municipality/ars", "hat 11 Ziffern, verlangt sind 12"),
            ({"ags": "17315000"}, "/municipality/ags", "beginnt mit 17"),
            ({"ags": "05 315 000"}, "/municipality/ags", "nur aus den Ziffern 0 bis 9"),
            ({"ags": "09174115", "kind": "county"}, "/municipality/ags", "nennt eine Gemeinde"),
            ({"ags": "09174"}, "/municipality/ags", "hat 5 Ziffern, verlangt sind 8"),
        ],
    )
    def test_documents_get_the_precise_message(
        self, town: dict[str, Any], pointer: str, german: str
    ) -> None:
        (problem,) = check(json.dumps(document(**town)).encode())
        assert problem.pointer == pointer
        assert german in problem.message("de")

    def test_a_number_is_no_key(self) -> None:
        (problem,) = check(json.dumps(document(ags=5315000)).encode())
        assert (problem.code, problem.pointer) == ("wrong-type", "/municipality/ags")
