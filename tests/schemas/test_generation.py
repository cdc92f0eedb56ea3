# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The response schema of one questionnaire: any validator checks ids and options with it."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.schemas.doorcases import (
    ASSESSMENT,
    BASE,
    QUESTIONNAIRE,
    RESPONSES,
    DoorCase,
    door_cases,
    load_json,
    problems_of,
)
from tests.schemas.schemacorpus import ANNOTATIONS, strict_findings, subschemas

from weltoffen.schemas import read_response, response_schema
from weltoffen.schemas.strict import dump
from weltoffen.schemas.wire import write_answer
from weltoffen.testing import answers, questionnaires

if TYPE_CHECKING:
    from weltoffen.model.assessment import Assessment
    from weltoffen.model.questionnaire import Questionnaire

UNSEEN = {"answer-not-asked", "answer-repeated-option", "duplicate-key", "lone-surrogate"}
"""What no schema sees: whether a question was to be asked, an option that stands twice."""
CASES = door_cases(RESPONSES)


def generated(questionnaire: Questionnaire, assessment: Assessment | None = None) -> dict[str, Any]:
    """Give a generated schema as other software reads it from its file."""
    found: dict[str, Any] = json.loads(dump(response_schema(questionnaire, assessment)))
    return found


class Judges:
    """jsonschema and jsonschema-rs; they have to agree."""

    def __init__(self, schema: dict[str, Any]) -> None:
        """Compile a schema twice."""
        self.python = jsonschema.Draft202012Validator(schema)
        self.rust = jsonschema_rs.Draft202012Validator(schema)

    def accept(self, data: bytes) -> bool:
        """Say whether both accept a document."""
        plain = json.loads(data)
        verdict = self.python.is_valid(plain)
        assert verdict == self.rust.is_valid(plain)
        return verdict


class TestForm:
    """Closed properties, inlined enums, no references."""

    @given(questionnaires(), st.sampled_from([None, ASSESSMENT]))
    @settings(max_examples=15)
    def test_it_is_a_schema_on_common_ground(
        self, questionnaire: Questionnaire, assessment: Assessment | None
    ) -> None:
        schema = generated(questionnaire, assessment)
        jsonschema.Draft202012Validator.check_schema(schema)
        assert "$ref" not in json.dumps(schema)
        assert "$anchor" not in json.dumps(schema)
        allowed = ANNOTATIONS | {
            *(
                "type",
                "enum",
                "const",
                "anyOf",
                "if",
                "then",
                "items",
                "maxItems",
                "required",
                "properties",
            ),
            *(
                "additionalProperties",
                "minLength",
                "maxLength",
                "pattern",
                "minimum",
                "maximum",
                "not",
            ),
        }
        for _, one in subschemas(schema):
            assert isinstance(one, bool) or one.keys() <= allowed

    def test_it_names_the_questionnaire_and_its_version(self) -> None:
        schema = generated(QUESTIONNAIRE)
        assert schema["$id"] == f"{BASE}/1.0.0/response/corpus/2026.1.schema.json"
        assert set(schema["properties"]["answers"]["properties"]) == set(QUESTIONNAIRE.by_id)

    def test_strict_mode_has_nothing_to_say(self) -> None:
        """Ajv, strict: each required name has its property, each keyword its type."""
        assert strict_findings(generated(QUESTIONNAIRE, ASSESSMENT)) == []

    def test_patterns_know_the_end(self) -> None:
        patterns = re.findall(r'"pattern": "([^"]*)"', json.dumps(generated(QUESTIONNAIRE)))
        assert patterns
        assert all(pattern.endswith(r"$(?!\\n)") for pattern in patterns)


class TestAgreement:
    """It agrees with the second tier on ids and options."""

    JUDGES = Judges(generated(QUESTIONNAIRE, ASSESSMENT))
    FREE = Judges(generated(QUESTIONNAIRE))

    @pytest.mark.parametrize("case", CASES, ids=str)
    def test_on_the_corpus(self, case: DoorCase) -> None:
        codes = {code for code, _ in case.expected}
        assert self.JUDGES.accept(case.data) == (codes <= UNSEEN)

    @pytest.mark.parametrize("case", CASES, ids=str)
    def test_on_the_corpus_without_an_assessment(self, case: DoorCase) -> None:
        found = problems_of(lambda: read_response(case.data, QUESTIONNAIRE))
        assert self.FREE.accept(case.data) == ({code for code, _ in found} <= UNSEEN)

    @given(st.data())
    @settings(max_examples=40)
    def test_on_random_answers_to_random_questionnaires(self, data: st.DataObject) -> None:
        questionnaire = data.draw(questionnaires())
        judges = Judges(generated(questionnaire))
        for _ in range(4):
            document = data.draw(_documents(questionnaire))
            found = {
                code for code, _ in problems_of(partial(read_response, document, questionnaire))
            }
            assert judges.accept(document) == (found <= UNSEEN), found


@st.composite
def _documents(draw: st.DrawFn, questionnaire: Questionnaire) -> bytes:
    """Responses whose answers were changed in up to three places."""
    personal = draw(st.booleans())
    given_answers = draw(answers(questionnaire, personal=personal))
    plain: dict[str, Any] = {key: write_answer(one) for key, one in given_answers.items()}
    ids = [question.id for question in questionnaire.questions]
    options = [
        one for question in questionnaire.questions for one in questionnaire.choices(question)
    ]
    choice = st.sampled_from([*options, "unknown", "not-applicable", "nowhere", "", "A"])
    value: st.SearchStrategy[Any] = (
        choice
        | st.lists(choice, max_size=3, unique=True)
        | st.integers(-600, 600).map(lambda n: n / 4)
        | st.sampled_from(["x" * 11, "x" * 2_001, True, None, {}, [1], [[]]])
    )
    for _ in range(draw(st.integers(0, 3))):
        plain[draw(st.sampled_from([*ids, "nowhere", "unknown"]))] = draw(value)
    return json.dumps(
        {
            "$schema": f"{BASE}/1.0.0/response.schema.json",
            "questionnaire": {"id": questionnaire.id, "version": questionnaire.version},
            "assessment": "a",
            "perspective": "p",
            "capacity": "personal" if personal else "official",
            "answers": plain,
        },
        default=float,
    ).encode()


def test_reserved_answers_fit_the_shortest_text() -> None:
    """A1: weiß nicht and trifft nicht zu are answers of every kind, also where a text has two letters."""
    judges = Judges(generated(QUESTIONNAIRE))
    plain = load_json(RESPONSES / "valid-not-applicable.json")
    assert judges.accept(json.dumps(plain).encode())
    plain["answers"]["grade"] = "abc"
    assert not judges.accept(json.dumps(plain).encode())
