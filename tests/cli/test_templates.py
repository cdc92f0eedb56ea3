# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen new``."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.cli.commands import Output, new, save

import weltoffen as wo
from weltoffen.cli import (
    CANNOT_RUN,
    FINE,
    main,
    templates,
)
from weltoffen.model.forms import NumberEntry

if TYPE_CHECKING:
    from pathlib import Path


class TestNew:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["assessment"],
            ["assessment", "--assessment", "neustadt-1"],
            ["response"],
            ["response", "--questions"],
            ["response", "--perspective", "residents", "--questions"],
            ["response", "--capacity", "personal", "--edition", "2026.1"],
        ],
    )
    def test_templates_are_accepted(
        self, arguments: list[str], tmp_path: Path, capsys: Output
    ) -> None:
        save(tmp_path / "new.json", new(capsys, *arguments))
        assert main(["check", "new.json"]) == FINE

    def test_an_assessment_has_five_perspectives_and_no_target(self, capsys: Output) -> None:
        found = new(capsys, "assessment")
        assert found["municipality"] == {"name": "Musterstadt"}
        assert len(found["perspectives"]) == 5
        assert found["targets"] == []

    def test_a_response_is_empty_and_belongs_to_the_new_assessment(self, capsys: Output) -> None:
        found = new(capsys, "response")
        assert found["answers"] == {}
        assert found["capacity"] == "official"
        assert found["assessment"] == new(capsys, "assessment")["id"]
        assert new(capsys, "response", "--perspective", "politics")["capacity"] == "personal"

    def test_questions_can_be_listed_and_none_is_answered(self, capsys: Output) -> None:
        questionnaire = wo.load_reference().questionnaire
        found = new(capsys, "response", "--questions", "--language", "en")
        assert found["answers"] == {}
        listed = found["extensions"]["weltoffen-help"]
        assert list(listed) == [question.id for question in questionnaire.questions]
        for question in questionnaire.questions:
            assert listed[question.id]["title"] == question.title.choose("en")
            options = questionnaire.choices(question) if question.kind != "number" else ()
            assert tuple(listed[question.id].get("options", ())) == options
            helped = None if question.help is None else question.help.choose("en")
            assert listed[question.id].get("help") == helped
        option = questionnaire.scales_by_id["establishment"].options[2]
        found_option = listed["steering-council-resolution"]["options"][option.id]
        assert found_option == option.title.choose("en")
        assert listed["steering-permanent-share"] == {
            "title": listed["steering-permanent-share"]["title"],
            "help": listed["steering-permanent-share"]["help"],
            "kind": "number",
            "range": "0 – 100 %",
            "onlyAfter": {
                "steering-coordination-office": ["carried-out", "reviewed", "established"]
            },
        }

    def test_persons_are_not_shown_what_is_not_put_to_them(self, capsys: Output) -> None:
        questionnaire = wo.load_reference().questionnaire
        residents = ["--perspective", "residents"]
        listed = new(capsys, "response", *residents, "--questions")["extensions"]["weltoffen-help"]
        assert list(listed) == [q.id for q in questionnaire.questions if not q.officially_only]

    def test_every_kind_of_question_is_listed(self) -> None:
        edition = wo.load_reference()
        number = NumberEntry(minimum=0, maximum=Fraction(5, 2))
        first = edition.questionnaire.questions[0]
        share = attrs.evolve(first, id="share", form=number, help=None)
        questions = (*edition.questionnaire.questions, share)
        questionnaire = attrs.evolve(edition.questionnaire, questions=questions)
        listed = templates.questions_listed(questionnaire, "official", "de")
        assert listed["share"] == {
            "title": first.title.choose("de"),
            "kind": "number",
            "range": "0 – 2,5",
        }

    def test_from_templates_to_a_report_as_in_the_readme(
        self, tmp_path: Path, capsys: Output
    ) -> None:
        save(tmp_path / "assessment.json", new(capsys, "assessment"))
        response = new(capsys, "response", "--questions")
        options = response["extensions"]["weltoffen-help"]["steering-council-resolution"]["options"]
        response["answers"] = {"steering-council-resolution": next(iter(options))}
        save(tmp_path / "response.json", response)
        assert main(["check", "assessment.json", "response.json"]) == FINE
        rest = ["response.json", "--assessment", "assessment.json", "-o", "report.md"]
        assert main(["report", *rest]) == FINE
        assert (tmp_path / "report.md").read_text(encoding="utf-8").startswith("# Selbstcheck")

    @pytest.mark.parametrize("wrong", [["--assessment", "Ä"], ["--edition", "1"]])
    def test_wrong_values(self, wrong: list[str], capsys: Output) -> None:
        assert main(["new", "response", *wrong]) == CANNOT_RUN
        output = capsys.readouterr()
        assert output.out == ""
        assert output.err.startswith("weltoffen new: ")
