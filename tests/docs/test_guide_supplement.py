# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the guide to a local supplement says beside its examples; M8."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.docs.blocks import demo_documents
from tests.docs.guidepages import keep_files, run

import weltoffen as wo
from weltoffen.cli import FINE, PROBLEMS, main
from weltoffen.render import render_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weltoffen.report import Report

Capture = pytest.CaptureFixture[str]
ANSWERS = "musterstadt/answers.ndjson"


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> wo.Edition:
    """Give the edition as the town of the page uses it, in a folder with its files."""
    monkeypatch.chdir(tmp_path)
    demo_documents()
    run("supplement", until="weltoffen check")
    keep_files("supplement")
    return wo.schemas.read_assessment("assessment.json").extend(wo.load_reference("2026.1"))


def the_report(
    answers: Mapping[str, object] = MappingProxyType({}), identity: str = "musterstadt-2026"
) -> Report:
    """Give the report of a round with the port office's part."""
    assessment = attrs.evolve(wo.schemas.read_assessment("assessment.json"), id=identity)
    lines = Path(ANSWERS).read_bytes().splitlines()
    part: dict[str, Any] = json.loads(Path("port-office.json").read_bytes())
    told = part["answers"] | dict(answers)
    part["answers"] = {key: answer for key, answer in told.items() if answer is not None}
    given = [json.loads(line) for line in lines] + [part]
    return wo.evaluate(
        [json.dumps(one | {"assessment": identity}).encode() for one in given], assessment
    )


def test_the_page_shows_the_chapter_of_the_town(edition: wo.Edition) -> None:
    text = render_markdown(the_report(), "en", edition=edition)
    chapter = text.partition("\n## Local supplement\n")[2].partition("\n## ")[0]
    assert "Our harbour" in chapter


@pytest.mark.parametrize("key", ["id", "scale"])
def test_what_does_not_fit_the_edition_is_told(
    edition: wo.Edition, capsys: Capture, key: str
) -> None:
    document = json.loads(Path("assessment.json").read_bytes())
    taken = edition.questionnaire.questions[0].id
    first, second = document["supplement"]["questions"]
    first[key] = taken
    second["dependsOn"]["question"] = first["id"]
    Path("assessment.json").write_text(json.dumps(document), "utf-8")
    expected = {"id": "taken-id", "scale": "unknown-scale"}[key]
    for command in (
        ["check", "assessment.json"],
        ["questionnaire", "--assessment", "assessment.json"],
        ["report", ANSWERS, "--assessment", "assessment.json"],
        ["check", "port-office.json", "--assessment", "assessment.json"],
    ):
        assert main(command) == PROBLEMS
        assert expected in "".join(capsys.readouterr())


@pytest.mark.usefixtures("edition")
def test_without_the_assessment_the_questions_are_unknown(capsys: Capture) -> None:
    assert main(["check", "port-office.json"]) == PROBLEMS
    assert "answer-unknown-question" in "".join(capsys.readouterr())


@pytest.mark.usefixtures("edition")
def test_the_printed_questionnaire_and_the_sheet_end_with_the_own_questions() -> None:
    own = "Is there a place ashore where seafarers can turn to?"
    for line in (
        "questionnaire --assessment assessment.json -o q.md --language en",
        "new answersheet --assessment assessment.json -o sheet.csv --language en",
    ):
        assert main(line.split()) == FINE
    for name in ("q.md", "sheet.csv"):
        text = Path(name).read_text("utf-8-sig")
        assert own in text
        last = wo.load_reference().questionnaire.questions[-1].title.choose("en")
        assert text.rindex(last) < text.index(own)


def test_what_extends_the_edition_itself(edition: wo.Edition) -> None:
    """The three functions give the same with the bare edition as with the extended one."""
    plain = wo.load_reference("2026.1")
    assessment = wo.schemas.read_assessment("assessment.json")
    found = []
    for one in (plain, edition):
        tally = wo.tally_lines(ANSWERS, edition.questionnaire, assessment)
        public = wo.protect(tally, wo.ProtectionRule(), assessment, one)
        found += [
            wo.build_report(public, assessment, one),
            wo.evaluate(tally, assessment, edition=one),
        ]
    assert all(one == found[0] for one in found)


def test_own_targets_may_name_own_nodes(edition: wo.Edition) -> None:
    target = wo.Target(node="own-harbour", stage="well-advanced")
    assessment = wo.schemas.read_assessment("assessment.json")
    named = attrs.evolve(assessment, targets=[*assessment.targets, target])
    assert named.extend(wo.load_reference("2026.1")).apart == edition.apart


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("said", ["not-yet", "established"])
def test_the_lists_of_strengths_and_needs_are_those_of_the_edition(said: str) -> None:
    answers: dict[str, object] = {"own-harbour-club": said}
    if said == "not-yet":  # then the languages are not asked
        answers["own-harbour-languages"] = None
    report = the_report(answers)
    (own,) = report.supplement
    assert own.gap is not None
    assert (own.gap.points.exact > 0) == (said == "not-yet")
    assert any(one.node == own.node for one in report.levers)
    assert own.node not in {one.node for one in report.strengths}
    assert own.node not in {one.node for one in report.needs}


class TestLaterRounds:
    """G8: own questions are compared in Python alone."""

    def test_with_the_edition_of_both_rounds(self, edition: wo.Edition) -> None:
        before = the_report({"own-harbour-club": "carried-out"}, "before")
        after = the_report()
        change = wo.compare_reports(wo.Earlier(report=before, edition=edition), after, edition)
        assert change.main is not None
        (own,) = (one for one in change.main.nodes if one.node == "own-harbour")
        assert own.difference.exact > 0

    @pytest.mark.usefixtures("edition")
    def test_the_command_line_leaves_them_aside(self, capsys: Capture) -> None:
        before = the_report({"own-harbour-club": "carried-out"}, "before")
        Path("before.json").write_bytes(wo.schemas.write(before))
        Path("after.json").write_bytes(wo.schemas.write(the_report()))
        assert main(["compare", "before.json", "after.json", "--language", "en"]) == FINE
        assert "harbour" not in capsys.readouterr().out
