# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen check``."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.cli.commands import Output, new, save, standard_input

import weltoffen as wo
from weltoffen import schemas
from weltoffen.cli import (
    CANNOT_RUN,
    FINE,
    PROBLEMS,
    main,
)
from weltoffen.demo import demo_bytes

if TYPE_CHECKING:
    from pathlib import Path


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
            "cell": None,
            "code": "missing-key",
            "severity": "error",
            "parameters": {"key": "$schema"},
            "message": found["message"],
        }
        assert "„$schema“" in found["message"]

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
            ("version.json", {"id": "weltoffen-questionnaire", "version": "1999.1"}),
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
