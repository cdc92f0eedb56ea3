# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen report``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.cli.commands import Output, new, save, standard_input

import weltoffen as wo
from weltoffen import schemas
from weltoffen.cli import (
    CANNOT_RUN,
    FINE,
    PROBLEMS,
    main,
    rounds,
)
from weltoffen.demo import demo_bytes

if TYPE_CHECKING:
    from pathlib import Path


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

    @pytest.mark.parametrize("number", ["\u0665", "1_0", "five", "5.0", "9" * 5_000, ""])
    def test_only_plain_digits_are_a_threshold(self, number: str, capsys: Output) -> None:
        """ASCII digits, and never more than a little of the input is repeated."""
        with pytest.raises(SystemExit) as ended:
            main([*self.ARGUMENTS, "--protect", number])
        assert ended.value.code == CANNOT_RUN
        said = capsys.readouterr().err
        assert "--protect: not a whole number" in said
        assert "9" * 60 not in said

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

        monkeypatch.setattr(rounds, "read_assessment", unreadable)
        assert main([*self.ARGUMENTS]) == CANNOT_RUN
