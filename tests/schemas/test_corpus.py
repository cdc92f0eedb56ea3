# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The corpus: every document is refused for exactly the problems that stand beside it."""

from __future__ import annotations

import json
from functools import partial

import pytest
from tests.schemas.doorcases import (
    ASSESSMENT,
    BYTES,
    CORPUS,
    QUESTIONNAIRE,
    RESPONSES,
    DoorCase,
    door_cases,
    load_json,
    named,
    problems_of,
)

from weltoffen.schemas import ResponseReader, check, read, read_response, read_responses
from weltoffen.schemas.judging import check_schema
from weltoffen.schemas.strict import dump, parse

BYTE_CASES = door_cases(BYTES)
RESPONSE_CASES = door_cases(RESPONSES)
INVALID = sorted((CORPUS / "schema" / "invalid").glob("*.expected.json"))


class TestBytes:
    """Bytes in, nothing guessed."""

    @pytest.mark.parametrize("case", BYTE_CASES, ids=str)
    def test_check_names_exactly_the_expected_problems(self, case: DoorCase) -> None:
        assert named(check(case.data, limits=case.limits)) == case.expected

    @pytest.mark.parametrize("case", BYTE_CASES, ids=str)
    def test_read_accepts_what_has_no_error(self, case: DoorCase) -> None:
        errors = [pair for pair in case.expected if pair[0] != "near-duplicate"]
        assert problems_of(lambda: read(case.data, limits=case.limits)) == errors

    def test_there_are_valid_ones_too(self) -> None:
        assert sum(case.expected == [] for case in BYTE_CASES) >= 10


class TestSchema:
    """Beside the errors of any validator stand the problems that weltoffen makes of them."""

    @pytest.mark.parametrize("path", INVALID, ids=lambda path: str(path.name.split(".")[0]))
    def test_errors_become_the_expected_problems(self, path: object) -> None:
        file = next(one for one in INVALID if one == path)
        expected = load_json(file)
        plain = parse(file.with_name(file.name.replace(".expected", "")).read_bytes())
        wanted = sorted((one["code"], one["pointer"]) for one in expected["problems"])
        assert problems_of(lambda: check_schema(plain, expected["schema"])) == wanted


class TestQuestionnaire:
    """The second tier: responses held against their questionnaire and assessment, own codes."""

    @pytest.mark.parametrize("case", RESPONSE_CASES, ids=str)
    def test_a_response_is_refused_for_exactly_the_expected_problems(self, case: DoorCase) -> None:
        found = problems_of(lambda: read_response(case.data, QUESTIONNAIRE, ASSESSMENT))
        assert found == case.expected

    def test_a_reader_that_has_seen_everything_judges_alike(self) -> None:
        """The fast judge learns from what was accepted; that changes no verdict and no value."""
        used = ResponseReader(QUESTIONNAIRE, ASSESSMENT)
        for case in RESPONSE_CASES + RESPONSE_CASES:
            line = dump(json.loads(case.data), indent=None)
            assert problems_of(partial(used.read, line)) == case.expected, case.name
            if not case.expected:
                assert used.read(line) == used.read_slowly(line), case.name

    def test_a_stream_names_the_line(self) -> None:
        good, bad = (_line(name) for name in ("valid-everything", "unknown-option"))
        stream = read_responses(b"\n".join([good, b"", good, bad, good]), QUESTIONNAIRE, ASSESSMENT)
        assert next(stream) == next(stream)
        assert problems_of(lambda: next(stream)) == [
            ("answer-unknown-option", "/answers/resolution")
        ]

    def test_without_an_assessment_its_id_and_perspectives_are_free(self) -> None:
        for name in ("other-assessment", "unknown-perspective"):
            assert problems_of(partial(read_response, _line(name), QUESTIONNAIRE)) == []

    def test_every_code_for_answers_occurs(self) -> None:
        codes = {code for case in RESPONSE_CASES for code, _ in case.expected}
        assert codes >= {
            "answer-unknown-question",
            "answer-unknown-option",
            "answer-unknown-perspective",
            "answer-wrong-kind",
            "answer-repeated-option",
            "answer-outside-range",
            "answer-too-long",
            "answer-not-asked",
            "answer-officially-only",
            "other-questionnaire",
            "other-assessment",
        }


def _line(name: str) -> bytes:
    return next(
        dump(json.loads(case.data), indent=None) for case in RESPONSE_CASES if case.name == name
    )
