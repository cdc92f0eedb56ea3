# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""First tier: the errors of a schema as problems with stable codes; at most 1 000, none with an answer."""

from __future__ import annotations

import json
import sys
from typing import Any, get_args

import jsonschema_rs
import pytest
from hypothesis import given, settings
from tests.schemas.doorcases import method, problems_of, refusal
from tests.schemas.mutation import changed_documents
from tests.schemas.schemacorpus import SCHEMAS, subschemas

from weltoffen.errors import MAX_ECHO, MAX_PROBLEMS, problem_codes
from weltoffen.schemas import KINDS, Kind, check, schema_uri
from weltoffen.schemas.catalogue import split_uri
from weltoffen.schemas.judging import CODES, check_schema
from weltoffen.schemas.strict import dump

RUST = {
    kind: jsonschema_rs.Draft202012Validator(
        SCHEMAS[kind],
        registry=jsonschema_rs.Registry([(one["$id"], one) for one in SCHEMAS.values()]),
    )
    for kind in KINDS
}


class TestAgreement:
    """Reader and schemas agree on mutated documents."""

    @given(changed_documents())
    @settings(max_examples=150)
    def test_our_verdict_is_that_of_another_validator(
        self, changed: tuple[str, dict[str, Any]]
    ) -> None:
        _agree(changed[1])

    @pytest.mark.thorough
    @given(changed_documents())
    @settings(max_examples=20_000)
    def test_our_verdict_is_that_of_another_validator_often(
        self, changed: tuple[str, dict[str, Any]]
    ) -> None:
        _agree(changed[1])


def _agree(document: dict[str, Any]) -> None:
    plain = json.loads(dump(document))
    named = split_uri(plain.get("$schema"))
    if named is None or named[0] not in get_args(Kind):
        assert check(dump(document))[0].code in {"missing-key", "unknown-schema"}
        return
    kind = next(one for one in KINDS if one == named[0])
    assert (problems_of(lambda: check_schema(document, kind)) == []) == RUST[kind].is_valid(plain)


class TestCodes:
    """A stable code for every way in which a schema can be broken."""

    def test_every_keyword_that_judges_has_a_code(self) -> None:
        own = {"required", "additionalProperties", "propertyNames", "not", "pattern"}
        inner = {"$ref", "properties", "items", "allOf", "if", "then", "else"}
        notes = {"$schema", "$id", "$defs", "$comment", "title", "description"}
        inside = [sub for one in SCHEMAS.values() for _, sub in subschemas(one)]
        used = {key for sub in inside if not isinstance(sub, bool) for key in sub}
        assert used <= own | inner | notes | CODES.keys()

    def test_every_code_has_a_text(self) -> None:
        assert set(CODES.values()) <= set(problem_codes())

    @pytest.mark.parametrize(
        ("body", "code", "pointer", "parameters"),
        [
            ('"id": 5', "wrong-type", "/id", {"expected": "string"}),
            ('"id": "A"', "bad-id", "/id", {}),
            ('"x": 1', "unknown-key", "/x", {"key": "x"}),
            ('"a/b~": 1', "unknown-key", "/a~1b~0", {"key": "a/b~"}),
            (
                '"parentPolicy": 1',
                "not-allowed",
                "/parentPolicy",
                {"allowed": "mean, questions, minimum"},
            ),
            ('"minimumCoverage": 1.5', "no-variant", "/minimumCoverage", {}),
        ],
    )
    def test_a_problem_says_what_was_expected(
        self, body: str, code: str, pointer: str, parameters: dict[str, object]
    ) -> None:
        (problem,) = check(method(body))
        assert (problem.code, problem.pointer, dict(problem.parameters)) == (
            code,
            pointer,
            parameters,
        )

    @pytest.mark.parametrize(
        ("kind", "change", "code", "parameters"),
        [
            ("response", {"id": ""}, "too-short", {"minimum": 1}),
            ("response", {"id": "x" * 201}, "too-long", {"maximum": 200}),
            (
                "response",
                {"$schema": "x"},
                "not-allowed",
                {"allowed": schema_uri("response")[:59] + "…"},
            ),
            ("assessment", {"perspectives": []}, "too-few", {"minimum": 1}),
            (
                "questionnaire",
                {
                    "questions": [
                        {"id": "unknown", "node": "n", "title": {"de": "x"}, "kind": "text"}
                    ]
                },
                "reserved-id",
                {"id": "unknown"},
            ),
            (
                "questionnaire",
                {
                    "questions": [
                        {"id": "q", "node": "n", "title": {"de": "x"}, "kind": "text", "weight": -1}
                    ]
                },
                "outside-range",
                {"minimum": 0, "maximum": 2**53 - 1},
            ),
            (
                "questionnaire",
                {
                    "questions": [
                        {
                            "id": "q",
                            "node": "n",
                            "title": {"de": "x"},
                            "kind": "multiple",
                            "options": [{"id": "a", "title": {"de": "x"}, "points": 1}],
                            "cap": 0,
                        }
                    ]
                },
                "outside-range",
                {"minimum": 0, "maximum": 2**53 - 1},
            ),
            ("questionnaire", {"title": {}}, "too-few", {"minimum": 1}),
            ("questionnaire", {"title": {"Deutsch": "x"}}, "bad-key", {}),
        ],
    )
    def test_limits_are_named(
        self, kind: Kind, change: dict[str, Any], code: str, parameters: dict[str, object]
    ) -> None:
        (problem,) = refusal(lambda: check_schema({**_minimal(kind), **change}, kind)).problems
        shown = {key: str(value) for key, value in problem.parameters}
        assert (problem.code, shown) == (
            code,
            {key: str(value) for key, value in parameters.items()},
        )

    def test_problems_stand_in_the_order_of_the_places(self) -> None:
        found = check(method('"version": 1, "id": 2, "extensions": 3, "tendencyShare": 4'))
        assert [p.pointer for p in found] == ["/extensions", "/id", "/tendencyShare", "/version"]
        answers = {"perspectives": [{"id": "A"}] * 11}
        error = refusal(lambda: check_schema({**_minimal("assessment"), **answers}, "assessment"))
        places = [p.pointer for p in error.problems]
        assert places[:2] == ["/perspectives/0/id", "/perspectives/0/title"]
        assert places[-1] == "/perspectives/10/title"

    def test_a_place_that_breaks_two_branches_alike_is_named_once(self) -> None:
        """Several keywords of ``allOf`` may find the same fault."""
        question = {"id": "q", "node": "n", "title": {"de": "x"}, "kind": 5}
        plain = {**_minimal("questionnaire"), "questions": [question]}
        pairs = problems_of(lambda: check_schema(plain, "questionnaire"))
        assert pairs == [("not-allowed", "/questions/0/kind")]


def _minimal(kind: str) -> dict[str, Any]:
    text = {"de": "x"}
    bodies: dict[str, dict[str, Any]] = {
        "response": {
            "questionnaire": {"id": "q", "version": "1"},
            "assessment": "a",
            "perspective": "p",
            "capacity": "personal",
            "answers": {},
        },
        "assessment": {
            "id": "a",
            "municipality": {"name": "x"},
            "round": {"id": "r"},
            "edition": {"id": "q", "version": "1"},
            "perspectives": [{"id": "p", "title": text}],
        },
        "questionnaire": {
            "id": "q",
            "version": "1",
            "targetModel": {"id": "t", "version": "1"},
            "title": text,
            "sourceLanguage": "de",
            "questions": [],
        },
    }
    return {"$schema": schema_uri(kind), **bodies[kind]}


class TestBounds:
    """Up to 1 000 problems, then "and n more"; never more than 60 characters of input."""

    def test_after_1000_problems_they_are_only_counted(self) -> None:
        body = ", ".join(f'"x{n}": 1' for n in range(1_500))
        assert len(check(method(body))) == MAX_PROBLEMS
        error = refusal(lambda: check_schema(json.loads(method(body)), "method"))
        assert (len(error.problems), error.more) == (MAX_PROBLEMS, 500)
        assert str(error).endswith("\nand 1490 more")

    def test_an_attack_is_not_counted_to_the_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys.modules[check_schema.__module__], "MAX_COUNTED", 3)
        plain = {
            "$schema": schema_uri("method"),
            "id": 1,
            "version": 1,
            "extensions": 1,
            "parentPolicy": 1,
        }
        assert len(refusal(lambda: check_schema(plain, "method")).problems) == 3

    @pytest.mark.parametrize("long", ["x" * 10_000, "ä\n" * 10_000, "\u202e" * 10_000])
    def test_no_more_than_60_characters_of_a_key(self, long: str) -> None:
        for body in (f"{json.dumps(long)}: 1", f'"extensions": {{{json.dumps(long)}: NaN}}'):
            (problem,) = check(method(body))
            assert all(len(step) <= MAX_ECHO for step in problem.pointer.split("/"))
            assert all(len(str(value)) <= MAX_ECHO for _, value in problem.parameters)
            assert "\n" not in problem.message("de") + problem.pointer
            assert "\u202e" not in problem.message("en") + problem.pointer
