# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Older documents are carried forward by pure functions; their fixtures are kept for ever."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from tests.schemas.doorcases import (
    ASSESSMENT,
    MIGRATION,
    QUESTIONNAIRE,
    DoorCase,
    door_cases,
    load_json,
    named,
    problems_of,
)
from tests.schemas.mutation import any_json

from weltoffen.schemas import (
    KINDS,
    VERSION,
    ResponseReader,
    check,
    read,
    read_response,
    read_responses,
    write,
    write_line,
)
from weltoffen.schemas.migration import STEPS, migrate
from weltoffen.schemas.strict import dump

TWINS = sorted(path.name.removesuffix(".twin.json") for path in MIGRATION.glob("*.twin.json"))
OLD = load_json(MIGRATION / "response-0.9.json")


class TestTwins:
    """Older documents are migrated; each fixture equals its twin of today."""

    @pytest.mark.parametrize("name", TWINS)
    def test_an_old_document_reads_as_its_twin(self, name: str) -> None:
        old, twin = (MIGRATION / f"{name}{end}" for end in (".json", ".twin.json"))
        assert read(old) == read(twin)
        assert write(read(old)) == write(read(twin))
        assert read_response(old, QUESTIONNAIRE, ASSESSMENT) == read_response(twin, QUESTIONNAIRE)
        assert check(old) == ()

    def test_old_and_new_stand_in_one_stream(self) -> None:
        names = [MIGRATION / f"response-0.9{end}" for end in (".json", ".twin.json")]
        lines = [dump(load_json(path), indent=None) for path in names]
        reader = ResponseReader(QUESTIONNAIRE, ASSESSMENT)
        twin = write_line(reader.read(lines[1]))
        assert [write_line(reader.read(line)) for line in lines * 2] == [twin] * 4
        assert len(list(read_responses(b"".join(lines * 2), QUESTIONNAIRE))) == 4

    def test_what_is_written_is_of_today(self) -> None:
        assert f"/{VERSION}/" in json.loads(write(read(MIGRATION / "response-0.9.json")))["$schema"]


@pytest.mark.parametrize("case", door_cases(MIGRATION), ids=str)
def test_an_old_document_with_problems(case: DoorCase) -> None:
    """The problems are those of the document as it was carried forward."""
    assert named(check(case.data)) == case.expected
    assert problems_of(lambda: read_response(case.data, QUESTIONNAIRE)) == case.expected


class TestSteps:
    """One pure function for each step."""

    def test_every_step_leads_on_and_ends_today(self) -> None:
        today = tuple(int(part) for part in VERSION.split("."))[:2]
        for (kind, version), (following, _) in STEPS.items():
            assert kind in KINDS
            assert following > version
            assert migrate(kind, version, {})[0] == today

    @pytest.mark.parametrize("kind", KINDS)
    def test_where_no_step_leads_nothing_changes(self, kind: str) -> None:
        plain = {"a": 1}
        assert migrate(kind, (1, 0), plain) == ((1, 0), plain)
        assert migrate(kind, (0, 1), plain) == ((0, 1), plain)

    def test_every_step_has_a_fixture(self) -> None:
        versions = {
            tuple(load_json(MIGRATION / f"{name}.json")["$schema"].split("/")[-2:])
            for name in TWINS
        }
        for kind, (major, minor) in STEPS:
            assert (f"{major}.{minor}.0", f"{kind}.schema.json") in versions

    @given(any_json(), any_json())
    def test_a_step_changes_nothing_of_what_it_was_given(self, answers: Any, role: Any) -> None:  # noqa: ANN401 - any JSON
        plain = {**copy.deepcopy(OLD), "answers": answers, "role": role}
        before = json.dumps(plain, default=str)
        _, after = migrate("response", (0, 9), plain)
        assert json.dumps(plain, default=str) == before
        assert after["perspective"] == role
        assert problems_of(lambda: read(dump(plain))) == problems_of(
            lambda: read(dump({**after, "$schema": OLD["$schema"].replace("0.9.0", "1.0.0")}))
        )

    def test_nothing_is_lost_where_the_old_document_was_wrong(self) -> None:
        plain = {
            **OLD,
            "mood": 1,
            "answers": [{"question": "a", "answer": 1}, {"question": "a", "answer": 2}],
        }
        _, after = migrate("response", (0, 9), plain)
        assert after["answers"] == plain["answers"]
        assert after["mood"] == 1
        _, after = migrate("response", (0, 9), {**OLD, "perspective": "p"})
        assert (after["role"], after["perspective"]) == (OLD["role"], "p")
