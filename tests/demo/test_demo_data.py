# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Musterstadt, the invented town: its documents fit the edition, and come from their generator."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from tests.scripts import load_script

import weltoffen as wo
from weltoffen.demo import demo_bytes

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    return load_script("tools/make_demo.py")


class TestTheDocumentsComeFromTheirGenerator:
    def test_check(self, tool: ModuleType) -> None:
        assert tool.main(["--check"]) == 0, tool.COMMAND

    def test_check_names_the_command_where_they_do_not(
        self,
        tool: ModuleType,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(tool, "FOLDER", tmp_path)
        assert tool.main(["--check"]) == 1
        assert tool.COMMAND in capsys.readouterr().err
        assert tool.main([]) == 0
        assert tool.main(["--check"]) == 0


class TestTheTown:
    def test_three_parts_and_thirty_persons_of_four_perspectives(self) -> None:
        assessment = wo.schemas.read_assessment(demo_bytes("assessment.json"))
        questionnaire = wo.load_reference(assessment.edition.version).questionnaire
        lines = demo_bytes("answers.ndjson")
        found = list(wo.schemas.read_responses(lines, questionnaire, assessment))
        parts = [one.part for one in found if one.capacity == "official"]
        assert len(set(parts)) == len(parts) == 3
        sizes = Counter(one.perspective for one in found if one.capacity == "personal")
        assert sorted(sizes.values()) == [3, 7, 9, 11]
        assert len(lines) < 600_000

    def test_is_worth_looking_at(self) -> None:
        report = wo.evaluate(
            demo_bytes("answers.ndjson"), wo.schemas.read_assessment(demo_bytes("assessment.json"))
        )
        tops = [one for one in report.nodes if one.parent is None]
        assert len(tops) == 7
        assert {one.stage for one in tops} == {stage.id for stage in report.stages}
        assert len(report.needs) >= 3
        assert len(report.conflicts) == 1
        wholes = {one.perspective: one.nodes[0].score for one in report.perspectives}
        critical, own = wholes["civil-society"], report.whole.score
        assert critical is not None
        assert own is not None
        assert critical.exact < own.exact
        hidden = [one.perspective for one in report.participation if one.responses is None]
        assert hidden == ["administration", "economy", "residents"]
        shown = [one.perspective for one in report.perspectives if one.capacity == "personal"]
        assert shown == ["politics", "civil-society"]
