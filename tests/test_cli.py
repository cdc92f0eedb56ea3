# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The command line: every command, every exit code, both languages."""

from __future__ import annotations

import io
import json
import os
import runpy
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

import weltoffen as wo
from weltoffen import cli, schemas
from weltoffen.cli import (
    CANNOT_RUN,
    FINE,
    PROBLEMS,
    checking,
    console,
    main,
    reporting,
    showing,
    templates,
)
from weltoffen.demo import demo_bytes
from weltoffen.model.forms import NumberEntry
from weltoffen.report.structure import GapResult, Share

CORPUS = Path(__file__).parent / "corpus" / "v1" / "schema" / "valid"


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    for name in ("assessment.json", "answers.ndjson"):
        (tmp_path / name).write_bytes(demo_bytes(name))
    return tmp_path


Output = pytest.CaptureFixture[str]


def standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def new(capsys: Output, *arguments: str) -> dict[str, Any]:
    assert main(["new", *arguments]) == FINE
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def save(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def demo_report() -> wo.Report:
    assessment = schemas.read_assessment(demo_bytes("assessment.json"))
    return wo.evaluate(demo_bytes("answers.ndjson"), assessment)


class TestTheProgram:
    def test_exit_codes(self) -> None:
        """Issue 2, point 10: exit 0/1/2."""
        assert (FINE, PROBLEMS, CANNOT_RUN) == (0, 1, 2)

    def test_version(self, capsys: Output) -> None:
        with pytest.raises(SystemExit) as stop:
            main(["--version"])
        assert stop.value.code == FINE
        assert capsys.readouterr().out == f"weltoffen {wo.__version__}\n"

    @pytest.mark.parametrize("command", [[], ["check"], ["new"], ["report"], ["schema"], ["demo"]])
    def test_help(self, command: list[str], capsys: Output) -> None:
        with pytest.raises(SystemExit) as stop:
            main([*command, "--help"])
        assert stop.value.code == FINE
        assert "usage: weltoffen" in capsys.readouterr().out

    @pytest.mark.parametrize(
        "wrong",
        [[], ["fly"], ["check"], ["new", "house"], ["report"], ["report", "a", "--protect", "x"]],
    )
    def test_wrong_arguments(self, wrong: list[str]) -> None:
        with pytest.raises(SystemExit) as stop:
            main(wrong)
        assert stop.value.code == CANNOT_RUN

    def test_as_a_module(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "argv", ["weltoffen", "schema", "method"])
        with pytest.raises(SystemExit) as stop:
            runpy.run_module("weltoffen", run_name="__main__")
        assert stop.value.code == FINE

    @pytest.mark.parametrize(
        ("environment", "said"),
        [
            ({}, "in Ordnung"),
            ({"LANG": "de_DE.UTF-8"}, "in Ordnung"),
            ({"LANG": "en_GB.UTF-8"}, "fine"),
            ({"LC_ALL": "en_US", "LANG": "de_DE"}, "fine"),
            ({"LANG": "C.UTF-8"}, "in Ordnung"),
        ],
    )
    def test_language_of_the_environment(
        self,
        environment: dict[str, str],
        said: str,
        town: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: Output,
    ) -> None:
        del town
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert main(["check", "assessment.json"]) == FINE
        assert said in capsys.readouterr().out

    def test_interrupt(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: object) -> int:
            raise KeyboardInterrupt

        monkeypatch.setattr(checking, "run", interrupted)
        assert main(["check", "x"]) == cli.INTERRUPTED

    def test_broken_pipe(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Output
    ) -> None:
        del capsys  # its stream has no number

        def broken(*_: object) -> int:
            raise BrokenPipeError

        monkeypatch.setattr(checking, "run", broken)
        assert main(["check", "x"]) == cli.BROKEN_PIPE
        with (tmp_path / "out").open("w", encoding="utf-8") as file:
            monkeypatch.setattr(sys, "stdout", file)
            assert main(["check", "x"]) == cli.BROKEN_PIPE
            assert os.fstat(file.fileno()).st_ino == os.stat(os.devnull).st_ino  # noqa: PTH116 - a device
            monkeypatch.undo()

    def test_broken_pipe_while_a_file_is_read(
        self, town: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del town

        class Broken(io.StringIO):
            def write(self, text: str, /) -> int:
                del text
                raise BrokenPipeError

        monkeypatch.setattr(sys, "stdout", Broken())
        assert main(["check", "assessment.json"]) == cli.BROKEN_PIPE

    def test_a_full_disk(self, town: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
        del town

        class Full(io.StringIO):
            def write(self, text: str, /) -> int:
                del text
                raise OSError(28, "No space left on device")

        monkeypatch.setattr(sys, "stdout", Full())
        assert main(["check", "assessment.json"]) == CANNOT_RUN
        said = "- lässt sich nicht schreiben (No space left on device).\n"
        assert capsys.readouterr().err == said

    def test_other_errors_of_the_library_are_told_without_traceback(
        self, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        def missing(*_: object) -> int:
            msg = "install weltoffen[tables]"
            raise wo.MissingExtra(msg)

        monkeypatch.setattr(checking, "run", missing)
        assert main(["check", "x"]) == PROBLEMS
        assert capsys.readouterr().err == "weltoffen check: install weltoffen[tables]\n"


class TestCheck:
    def test_documents_that_are_fine(self, town: Path, capsys: Output) -> None:
        del town
        assert main(["check", "assessment.json", "answers.ndjson", "--language", "en"]) == FINE
        assert capsys.readouterr().out == (
            "assessment.json: fine (assessment)\nanswers.ndjson: fine (33 × response)\n"
        )

    def test_problems_name_file_line_pointer_code_and_text(
        self, town: Path, capsys: Output
    ) -> None:
        lines = demo_bytes("answers.ndjson").splitlines()
        wrong = json.loads(lines[5])
        wrong["answers"] = {"no-such-question": "planned"}
        lines[5] = json.dumps(wrong).encode()
        (town / "answers.ndjson").write_bytes(b"\n".join([*lines[:6], b"", b"{}", *lines[6:]]))
        assert main(["check", "answers.ndjson", "--language", "en"]) == PROBLEMS
        first, second = capsys.readouterr().out.splitlines()
        assert first.startswith(
            "answers.ndjson:6: /answers/no-such-question: answer-unknown-question: "
        )
        assert second.startswith("answers.ndjson:8: /$schema: missing-key: ")

    def test_json(self, town: Path, capsys: Output) -> None:
        save(town / "wrong.json", {"a": 1})
        assert main(["check", "wrong.json", "assessment.json", "--format", "json"]) == PROBLEMS
        (found,) = map(json.loads, capsys.readouterr().out.splitlines())
        assert found == {
            "file": "wrong.json",
            "line": None,
            "pointer": "/$schema",
            "code": "missing-key",
            "severity": "error",
            "parameters": {"key": "$schema"},
            "text": found["text"],
        }
        assert "„$schema“" in found["text"]

    @pytest.mark.parametrize("form", ["text", "json"])
    def test_many_problems_are_counted(self, form: str, town: Path, capsys: Output) -> None:
        response = new(capsys, "response")
        response["answers"] = {f"q-{i}": "x" for i in range(1_200)}
        save(town / "many.json", response)
        (town / "many.ndjson").write_text(json.dumps(response) + "\n" * 2, encoding="utf-8")
        assert main(["check", "many.json", "many.ndjson", "--format", form]) == PROBLEMS
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) == 2_002
        if form == "json":
            assert json.loads(lines[1_000])["parameters"] == {"number": 200}
        else:
            assert lines[1_000] == "many.json: und 200 weitere"
            assert lines[2_001] == "many.ndjson:1: und 200 weitere"

    def test_warnings_are_shown_and_accepted(self, town: Path, capsys: Output) -> None:
        document = json.loads(demo_bytes("assessment.json"))
        document["perspectives"].append({"id": "po-litics", "title": {"de": "Politik"}})
        save(town / "twins.json", document)
        assert main(["check", "twins.json"]) == FINE
        first, second = capsys.readouterr().out.splitlines()
        assert first.startswith("twins.json: /: Hinweis near-duplicate: ")
        assert second == "twins.json: in Ordnung (assessment)"

    def test_standard_input(
        self, town: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        del town
        standard_input(monkeypatch, demo_bytes("answers.ndjson"))
        assert main(["check", "-"]) == FINE
        assert capsys.readouterr().out == "-: in Ordnung (33 × response)\n"

    @pytest.mark.parametrize("data", [b"", b"  \n\n", b'{"a":\n1', b"\xff\xfe", b"[" * 100_000])
    def test_what_is_no_document(
        self, data: bytes, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        standard_input(monkeypatch, data)
        assert main(["check", "-"]) == PROBLEMS
        assert capsys.readouterr().out.startswith("-: /: ")

    def test_an_empty_stream_is_fine(self, tmp_path: Path, capsys: Output) -> None:
        (tmp_path / "empty.ndjson").write_bytes(b"\n")
        assert main(["check", "empty.ndjson"]) == FINE
        assert capsys.readouterr().out == "empty.ndjson: in Ordnung ()\n"

    def test_a_document_on_a_single_line(self, town: Path, capsys: Output) -> None:
        save(town / "one.json", json.loads(demo_bytes("assessment.json")))
        assert main(["check", "one.json"]) == FINE
        assert capsys.readouterr().out == "one.json: in Ordnung (assessment)\n"

    @pytest.mark.parametrize("name", ["nowhere.json", ".", "zero\0byte"])
    def test_unreadable_files_do_not_keep_others_from_being_checked(
        self, name: str, town: Path, capsys: Output
    ) -> None:
        del town
        assert main(["check", name, "assessment.json"]) == CANNOT_RUN
        output = capsys.readouterr()
        assert "lässt sich nicht lesen" in output.err
        assert output.out == "assessment.json: in Ordnung (assessment)\n"

    def test_a_file_that_breaks_off(
        self, town: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        del town

        class Broken(io.BytesIO):
            def readline(self, *_: object) -> bytes:
                raise OSError(5, "Input/output error")

            def read(self, *_: object) -> bytes:
                raise OSError(5, "Input/output error")

        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Broken()))
        assert main(["check", "-", "assessment.json"]) == CANNOT_RUN
        output = capsys.readouterr()
        assert output.err == "- lässt sich nicht lesen (Input/output error).\n"
        assert output.out == "assessment.json: in Ordnung (assessment)\n"
        assert main(["report", "-", "--assessment", "assessment.json"]) == CANNOT_RUN
        assert main(["report", "answers.ndjson", "--assessment", "-"]) == CANNOT_RUN

    def test_no_standard_input(self, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
        monkeypatch.setattr(sys, "stdin", None)
        assert main(["check", "-"]) == CANNOT_RUN
        assert "- lässt sich nicht lesen" in capsys.readouterr().err

    def test_standard_input_only_once(self, capsys: Output) -> None:
        assert main(["check", "-", "--assessment", "-"]) == CANNOT_RUN
        assert "nur einmal" in capsys.readouterr().err


class TestCheckHoldsResponsesAgainstTheirQuestionnaire:
    def test_of_the_assessment_that_is_named(self, town: Path, capsys: Output) -> None:
        document = {**json.loads(demo_bytes("assessment.json")), "id": "other-town"}
        save(town / "other.json", document)
        assert main(["check", "answers.ndjson", "--assessment", "other.json"]) == PROBLEMS
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) == 33
        assert all("/assessment: other-assessment:" in line for line in lines)

    def test_of_the_edition_that_is_named(self, town: Path, capsys: Output) -> None:
        response = new(capsys, "response")
        response["questionnaire"]["id"] = "somebody-elses"
        save(town / "response.json", response)
        assert main(["check", "response.json", "--edition", "2026.1"]) == PROBLEMS
        assert "/questionnaire: other-questionnaire:" in capsys.readouterr().out

    def test_of_an_assessment_that_stands_earlier(self, town: Path, capsys: Output) -> None:
        response = new(capsys, "response", "--perspective", "martians")
        save(town / "response.json", response)
        assert main(["check", "response.json"]) == FINE
        assert main(["check", "assessment.json", "response.json"]) == PROBLEMS
        assert "/perspective: answer-unknown-perspective:" in capsys.readouterr().out

    def test_which_is_said_where_it_is_not_known(self, town: Path, capsys: Output) -> None:
        response = new(capsys, "response")
        for name, reference in (
            ("version.json", {"id": "weltoffene-kommune", "version": "1999.1"}),
            ("id.json", {"id": "somebody-elses", "version": "2026.1"}),
        ):
            save(town / name, {**response, "questionnaire": reference})
            assert main(["check", "assessment.json", name]) == FINE
            assert "der Fragebogen ist hier nicht bekannt" in capsys.readouterr().out

    def test_and_assessments_against_their_edition(self, town: Path, capsys: Output) -> None:
        document = json.loads(demo_bytes("assessment.json"))
        save(town / "targets.json", {**document, "targets": [{"node": "moon", "score": 1}]})
        unknown = {**document["edition"], "version": "1999.1"}
        save(town / "unknown.json", {**document, "edition": unknown})
        assert main(["check", "targets.json"]) == PROBLEMS
        assert "/targets/0/node: unknown-node:" in capsys.readouterr().out
        assert main(["check", "unknown.json"]) == FINE

    def test_and_tallies_against_an_assessment_that_stands_earlier(
        self, town: Path, capsys: Output
    ) -> None:
        questionnaire = wo.load_reference().questionnaire
        tally = wo.tally(
            schemas.read_responses(demo_bytes("answers.ndjson"), questionnaire), questionnaire
        )
        tally = attrs.evolve(tally, personal=tally.personal[:1])
        (town / "tally.json").write_bytes(schemas.write(tally))
        short = attrs.evolve(tally.personal[0], questions=tally.personal[0].questions[:-1])
        (town / "short.json").write_bytes(schemas.write(attrs.evolve(tally, personal=(short,))))
        assert main(["check", "short.json", "assessment.json", "tally.json"]) == FINE
        capsys.readouterr()
        assert main(["check", "assessment.json", "short.json"]) == PROBLEMS
        assert "tally-other-shape" in capsys.readouterr().out

    def test_with_the_local_supplement(self, town: Path, capsys: Output) -> None:
        document = json.loads(demo_bytes("assessment.json"))
        document["supplement"] = {
            "nodes": [{"id": "jubilee", "title": {"de": "Jubiläum"}}],
            "questions": [
                {
                    "id": "jubilee-plan",
                    "node": "jubilee",
                    "title": {"de": "Gibt es einen Plan?"},
                    "kind": "single",
                    "scale": "establishment",
                }
            ],
        }
        save(town / "own.json", document)
        response = new(capsys, "response")
        save(town / "response.json", {**response, "answers": {"jubilee-plan": "planned"}})
        assert main(["check", "own.json", "response.json"]) == FINE
        assert main(["check", "response.json", "--assessment", "own.json"]) == FINE
        assert main(["check", "response.json"]) == PROBLEMS

    def test_an_edition_that_is_not_there(self, town: Path, capsys: Output) -> None:
        del town
        assert main(["check", "answers.ndjson", "--edition", "1999.1"]) == CANNOT_RUN
        assert "2026.1" in capsys.readouterr().err

    def test_an_assessment_that_is_broken_or_of_another_edition(
        self, town: Path, capsys: Output
    ) -> None:
        save(town / "broken.json", {})
        assert main(["check", "answers.ndjson", "--assessment", "broken.json"]) == PROBLEMS
        assert capsys.readouterr().err.startswith("broken.json: /$schema: missing-key:")
        document = json.loads(demo_bytes("assessment.json"))
        document["edition"]["id"] = "somebody-elses"
        save(town / "else.json", document)
        assert main(["check", "answers.ndjson", "--assessment", "else.json"]) == PROBLEMS
        assert capsys.readouterr().err.startswith("else.json: /edition: other-edition:")

    def test_edition_and_assessment_together(self, town: Path) -> None:
        del town
        options = ["--assessment", "assessment.json", "--edition", "2026.1"]
        assert main(["check", "answers.ndjson", *options]) == FINE


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
        assert listed["steering-council-resolution"]["options"]["carried-out"] == "carried out"
        assert listed["steering-permanent-share"] == {
            "title": listed["steering-permanent-share"]["title"],
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
        share = attrs.evolve(first, id="share", form=number)
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


class TestReport:
    ARGUMENTS = ("report", "answers.ndjson", "--assessment", "assessment.json")

    def test_markdown_to_standard_output(self, town: Path, capsys: Output) -> None:
        del town
        assert main([*self.ARGUMENTS]) == FINE
        output = capsys.readouterr()
        assert output.out.startswith("# Selbstcheck Musterstadt 2026\n")
        assert output.err == ""

    def test_english(self, town: Path, capsys: Output) -> None:
        del town
        assert main([*self.ARGUMENTS, "--language", "en"]) == FINE
        assert capsys.readouterr().out.startswith("# Self-check of Musterstadt 2026\n")

    @pytest.mark.parametrize("name", ["report.json", "deep/down/report.JSON"])
    def test_json_by_the_name_of_the_file(self, name: str, town: Path, capsys: Output) -> None:
        assert main([*self.ARGUMENTS, "-o", name]) == FINE
        assert capsys.readouterr().err == f"Geschrieben: {name}\n"
        report = wo.evaluate(town / "answers.ndjson", town / "assessment.json")
        assert schemas.read_report(town / name) == report
        assert main(["check", name]) == FINE

    def test_format(self, town: Path, capsys: Output) -> None:
        assert main([*self.ARGUMENTS, "--format", "json"]) == FINE
        assert json.loads(capsys.readouterr().out)["assessment"] == "musterstadt-2026"
        assert main([*self.ARGUMENTS, "-o", "report.txt", "--format", "md"]) == FINE
        assert (town / "report.txt").read_text(encoding="utf-8").startswith("# ")
        assert main([*self.ARGUMENTS, "-o", "report.txt"]) == CANNOT_RUN
        assert "--format json" in capsys.readouterr().err

    def test_several_files_and_standard_input(
        self, town: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        lines = demo_bytes("answers.ndjson").splitlines(keepends=True)
        (town / "first.json").write_text(
            json.dumps(json.loads(lines[0]), indent=2), encoding="utf-8"
        )
        (town / "some.ndjson").write_bytes(b"".join(lines[1:20]))
        standard_input(monkeypatch, b"".join(lines[20:]))
        rest = ["--assessment", "assessment.json", "--format", "json"]
        assert main(["report", "first.json", "-", "some.ndjson", *rest]) == FINE
        report = wo.evaluate(town / "answers.ndjson", town / "assessment.json")
        assert capsys.readouterr().out.encode() == schemas.write(report)

    def test_protection_p1(self, town: Path, capsys: Output) -> None:
        del town
        assert main([*self.ARGUMENTS, "--protect", "10", "--format", "json"]) == FINE
        assert json.loads(capsys.readouterr().out)["stamp"]["protectionK"] == 10
        assert main([*self.ARGUMENTS, "--protect", "2"]) == CANNOT_RUN
        assert "--protect: " in capsys.readouterr().err

    def test_without_assessment(self, town: Path, capsys: Output) -> None:
        del town
        assert main(["report", "answers.ndjson"]) == CANNOT_RUN
        assert "weltoffen new assessment" in capsys.readouterr().err

    def test_problems_are_listed_with_their_file(self, town: Path, capsys: Output) -> None:
        response = new(capsys, "response")
        save(town / "wrong.json", {**response, "answers": {f"q-{i}": "x" for i in range(1_200)}})
        assert main(["report", "wrong.json", "--assessment", "assessment.json"]) == PROBLEMS
        output = capsys.readouterr()
        assert output.out == ""
        lines = output.err.splitlines()
        assert lines[0].startswith("wrong.json: /answers/q-0: answer-unknown-question: ")
        assert lines[-1] == "und 200 weitere"

    def test_problems_are_listed_with_their_line(self, town: Path, capsys: Output) -> None:
        lines = demo_bytes("answers.ndjson").splitlines()
        (town / "more.ndjson").write_bytes(b"\n".join([lines[4], b"", b"{}"]))
        rest = ["--assessment", "assessment.json"]
        assert main(["report", "answers.ndjson", "more.ndjson", *rest]) == PROBLEMS
        assert capsys.readouterr().err.startswith("more.ndjson:3: /$schema: missing-key: ")

    @pytest.mark.parametrize("data", [b"", b"\n \n"])
    @pytest.mark.parametrize("name", ["none.json", "none.ndjson"])
    def test_no_response_at_all(self, data: bytes, name: str, town: Path, capsys: Output) -> None:
        (town / name).write_bytes(data)
        assert main(["report", name, "--assessment", "assessment.json"]) == PROBLEMS
        output = capsys.readouterr()
        assert output.out == ""
        assert "no-responses" in output.err

    @pytest.mark.parametrize("end", ["", "}"])
    def test_the_same_verdict_as_check(self, end: str, town: Path, capsys: Output) -> None:
        """A document over several lines may begin with more than a brace."""
        response = json.dumps(new(capsys, "response"), indent=2)
        text = response.replace("{\n  ", "{ ", 1) + end
        assert text.startswith('{ "$schema": ')
        (town / "response.json").write_text(text, encoding="utf-8")
        code = PROBLEMS if end else FINE
        assert main(["check", "assessment.json", "response.json"]) == code
        checked = capsys.readouterr().out.splitlines()[1]
        rest = ["--assessment", "assessment.json", "-o", "report.md"]
        assert main(["report", "response.json", *rest]) == code
        assert capsys.readouterr().err.strip() == (checked if end else "Geschrieben: report.md")

    def test_a_second_official_response(self, town: Path, capsys: Output) -> None:
        save(town / "response.json", new(capsys, "response"))
        answers = ["response.json", "response.json"]
        assert main(["report", *answers, "--assessment", "assessment.json"]) == PROBLEMS
        assert "second-official" in capsys.readouterr().err

    @pytest.mark.parametrize("missing", ["answers.ndjson", "assessment.json"])
    def test_missing_files(self, missing: str, town: Path, capsys: Output) -> None:
        (town / missing).unlink()
        assert main([*self.ARGUMENTS]) == CANNOT_RUN
        assert f"{missing} lässt sich nicht lesen" in capsys.readouterr().err

    def test_a_place_that_cannot_be_written(self, town: Path, capsys: Output) -> None:
        del town
        assert main([*self.ARGUMENTS, "-o", "assessment.json/report.md"]) == CANNOT_RUN
        assert "lässt sich nicht schreiben" in capsys.readouterr().err

    def test_a_file_that_the_library_cannot_read(
        self, monkeypatch: pytest.MonkeyPatch, town: Path
    ) -> None:
        del town

        def unreadable(*_: object) -> None:
            raise wo.InvalidDocument([wo.Problem.at("cannot-read", reason="?")])

        monkeypatch.setattr(reporting, "read_assessment", unreadable)
        assert main([*self.ARGUMENTS]) == CANNOT_RUN

    @pytest.mark.parametrize("with_rich", [True, False])
    def test_progress_on_a_terminal(
        self, *, with_rich: bool, town: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        del town
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        monkeypatch.setattr(console, "REPORT_EVERY", 10)
        if not with_rich:
            monkeypatch.setitem(sys.modules, "rich.console", None)
        assert main([*self.ARGUMENTS]) == FINE
        error = capsys.readouterr().err
        if not with_rich:
            assert "\r\x1b[K10 Antwortbögen gelesen …" in error
        assert error.endswith("\r\x1b[K")


class TestSchema:
    @pytest.mark.parametrize("name", [*schemas.KINDS, "bundle", "common"])
    def test_of_a_kind_of_document(self, name: str, capsys: Output) -> None:
        assert main(["schema", name]) == FINE
        assert capsys.readouterr().out.encode() == schemas.schema_bytes(name)

    def test_of_the_responses_to_a_shipped_edition(self, capsys: Output) -> None:
        assert main(["schema", "response", "--edition", "2026.1"]) == FINE
        found = json.loads(capsys.readouterr().out)
        questionnaire = wo.load_reference("2026.1").questionnaire
        assert found["properties"]["answers"]["properties"].keys() == questionnaire.by_id.keys()

    def test_of_the_responses_of_one_assessment(self, town: Path, capsys: Output) -> None:
        del town
        assert main(["schema", "response", "--assessment", "assessment.json"]) == FINE
        found = json.loads(capsys.readouterr().out)
        assert found["properties"]["assessment"] == {"const": "musterstadt-2026"}

    def test_of_the_responses_to_a_questionnaire_of_ones_own(
        self, town: Path, capsys: Output
    ) -> None:
        questionnaire = attrs.evolve(wo.load_reference().questionnaire, id="own")
        (town / "own.json").write_bytes(schemas.write(questionnaire))
        assert main(["schema", "response", "--questionnaire", "own.json"]) == FINE
        assert "/response/own/" in json.loads(capsys.readouterr().out)["$id"]

    @pytest.mark.parametrize(
        "wrong",
        [["house"], ["report", "--edition", "2026.1"], ["response", "--edition", "1999.1"]],
    )
    def test_wrong_names(self, wrong: list[str], capsys: Output) -> None:
        assert main(["schema", *wrong]) == CANNOT_RUN
        assert capsys.readouterr().err.startswith("weltoffen schema: ")


class TestDemo:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_prints_a_result_and_writes_what_check_and_report_accept(
        self, language: str, tmp_path: Path, capsys: Output
    ) -> None:
        assert main(["demo", "--language", language]) == FINE
        shown = capsys.readouterr().out
        report = schemas.read_report(tmp_path / "musterstadt-report.json")
        for node in report.nodes:
            if node.parent is None and node.title is not None:
                assert node.title.choose(language) in shown
        for number, need in enumerate(report.needs[:3], 1):
            title = report.by_node[need.node].title
            assert title is not None
            assert f"{number}. {title.choose(language)}: " in shown
        hidden = {"administration", "economy", "residents"}
        titles = [one.title.choose(language) for one in report.participation]
        listed = [
            t
            for t, one in zip(titles, report.participation, strict=True)
            if one.perspective in hidden
        ]
        assert f": {', '.join(listed)}.\n" in shown
        official = {
            "de": "48\u00a0% (n\u00a0=\u00a01, Abdeckung\u00a093\u00a0%)",
            "en": "coverage\u00a093%)",
        }
        assert official[language] in shown
        assert str(tmp_path) in shown
        files = [str(one.relative_to(tmp_path)) for one in tmp_path.rglob("*.*json")]
        assert len(files) == 3
        assert main(["check", *sorted(files)]) == FINE
        arguments = ["--assessment", "musterstadt/assessment.json", "--language", language]
        assert main(["report", "musterstadt/answers.ndjson", *arguments, "-o", "again.md"]) == FINE
        again = (tmp_path / "again.md").read_bytes()
        assert again == (tmp_path / "musterstadt-report.md").read_bytes()

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_shows_reports_of_other_towns_too(self, language: str) -> None:
        """Without score, with several conflicts or none, with nothing protected."""
        for name in ("report", "report-protected"):
            report = schemas.read_report(CORPUS / f"{name}.json")
            shown = list(showing.Showing(report, console.Console(language)).lines("base"))
            assert shown[:2] == [shown[0], "base"]
        report = schemas.read_report(CORPUS / "report.json")
        personal = {one.perspective for one in report.perspectives if one.capacity == "personal"}
        joined = tuple(one for one in report.participation if one.perspective in personal)
        views = tuple(one for one in report.perspectives if one.perspective in personal)
        whole = attrs.evolve(report.perspectives[0].nodes[0], score=Share(1), reason=None)
        views = tuple(attrs.evolve(one, nodes=(whole,)) for one in views)
        calm = attrs.evolve(report, participation=joined, perspectives=views, conflicts=())
        assert not self.protected(calm, language)

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_names_every_perspective_that_is_shown_as_protected_p4(self, language: str) -> None:
        report = demo_report()
        view = next(one for one in report.perspectives if one.perspective == "politics")
        whole = attrs.evolve(view.nodes[0], score=None, reason="protected", n=None, stage=None)
        views = tuple(
            attrs.evolve(one, nodes=(whole,)) if one is view else one for one in report.perspectives
        )
        (line,) = self.protected(attrs.evolve(report, perspectives=views), language)
        assert line.endswith(
            {
                "de": ": Verwaltung, Politik, Wirtschaft, Einwohner*innen.",
                "en": ": Administration, Politics, Economy, Residents.",
            }[language]
        )

    @staticmethod
    def protected(report: wo.Report, language: str) -> list[str]:
        shown = showing.Showing(report, console.Console(language)).lines("base")
        return [line for line in shown if line.startswith(("Persönliche", "Personal"))]

    def test_a_gate_alone_keeps_a_target_from_being_reached_s6(self) -> None:
        """A gap in stages without a gap in points is no target reached."""
        report = demo_report()
        gap = GapResult(points=Share(0), stages=1)
        held = attrs.evolve(report.whole, gap=gap)
        bare = attrs.evolve(report.nodes[0], stage=None, tendency=False, gap=None)
        nodes = (bare, *report.nodes[1:])
        shown = showing.Showing(
            attrs.evolve(report, whole=held, nodes=nodes), console.Console("de")
        ).lines("base")
        (line,) = [one for one in shown if one.startswith("  Insgesamt")]
        assert line.endswith("  eine Stufe")

    def test_a_stream_that_cannot_be_set_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stderr", io.StringIO())
        assert main(["report", "x"]) == CANNOT_RUN

    def test_a_folder_that_cannot_be_written(self, tmp_path: Path, capsys: Output) -> None:
        (tmp_path / "musterstadt").write_text("a file")
        assert main(["demo"]) == CANNOT_RUN
        assert capsys.readouterr().err.startswith("weltoffen demo: musterstadt/")
