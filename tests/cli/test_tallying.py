# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen tally``: T1, T2."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from tests.cli.commands import Output, standard_input

import weltoffen as wo
from weltoffen import schemas
from weltoffen.cli import CANNOT_RUN, FINE, LEFT_OUT, PROBLEMS, answers, main
from weltoffen.demo import demo_bytes

if TYPE_CHECKING:
    from pathlib import Path

REST = ("--assessment", "assessment.json")
COMMAND = ("tally", "answers.ndjson", *REST)
LINES = demo_bytes("answers.ndjson").splitlines(keepends=True)
PRIVATE = {"de": "NICHT ZUR VERÖFFENTLICHUNG. ", "en": "NOT FOR PUBLICATION. "}
APART = pytest.mark.parametrize(
    "apart", [["--workers", "2"], ["--checkpoint", "c"], ["--workers", "2", "--checkpoint", "c"]]
)


def expected() -> bytes:
    """Give the document that the library writes of the demo's answers."""
    edition = wo.load_reference("2026.1")
    responses = schemas.read_responses(demo_bytes("answers.ndjson"), edition.questionnaire)
    return schemas.write(wo.tally(responses, edition.questionnaire))


class TestTheDocument:
    def test_to_standard_output(self, town: Path, capsys: Output) -> None:
        del town
        assert main([*COMMAND]) == FINE
        assert capsys.readouterr().out.encode() == expected()

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_it_says_on_standard_error_that_it_is_confidential(
        self, language: str, town: Path, capsys: Output
    ) -> None:
        """P4: it holds what a report protects."""
        assert main([*COMMAND, "--language", language, "-o", "t.json"]) == FINE
        output = capsys.readouterr()
        assert output.out == ""
        private, written = output.err.splitlines()
        assert private.startswith(PRIVATE[language])
        assert "report --counts" in private
        assert written.endswith(": t.json")
        assert (town / "t.json").read_bytes() == expected()
        assert main(["check", "assessment.json", "t.json"]) == FINE

    @pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
    def test_a_new_file_can_be_read_by_its_owner_alone(self, town: Path) -> None:
        """T1: a confidential working document."""
        assert main([*COMMAND, "-o", "t.json"]) == FINE
        assert (town / "t.json").stat().st_mode & 0o777 == 0o600

    def test_of_several_files_a_sheet_and_standard_input(
        self, town: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        (town / "one.json").write_bytes(LINES[0])
        (town / "some.ndjson").write_bytes(b"".join(LINES[1:9]))
        new = ("new", "answersheet", *REST, "--perspective", "politics", "-o", "sheet.csv")
        assert main([*new]) == FINE
        standard_input(monkeypatch, b"".join(LINES[9:]))
        capsys.readouterr()
        assert main(["tally", "one.json", "-", "sheet.csv", "some.ndjson", *REST]) == FINE
        edition = wo.load_reference("2026.1")
        found = schemas.read_tally(capsys.readouterr().out.encode(), edition.questionnaire)
        whole = schemas.read_tally(expected(), edition.questionnaire)
        assert found.official == whole.official
        politics = whole.by_perspective["politics"].responses
        assert found.by_perspective["politics"].responses == politics + 1

    def test_only_json(self, town: Path, capsys: Output) -> None:
        for language in PRIVATE:
            assert main([*COMMAND, "-o", "t.csv", "--language", language]) == CANNOT_RUN
            assert ".json" in capsys.readouterr().err
        assert not (town / "t.csv").exists()

    def test_the_towns_own_questions_too(self, small: Path) -> None:
        """M8."""
        assert main([*COMMAND, "-o", "t.json"]) == FINE
        assert main(["report", "--counts", "t.json", *REST, "-o", "again.json"]) == FINE
        assert (small / "again.json").read_bytes() == (small / "report.json").read_bytes()


class TestWorkersAndCheckpoint:
    """However it is counted, the tally is the same, byte for byte."""

    @APART
    def test_the_same_tally(self, apart: list[str], town: Path, capsys: Output) -> None:
        del town
        for _ in range(2):  # the second time from the checkpoint
            assert main([*COMMAND, *apart]) == FINE
            output = capsys.readouterr()
            assert output.out.encode() == expected()
            assert output.err.startswith(PRIVATE["de"])

    @APART
    def test_the_same_refused_ones(self, apart: list[str], town: Path, capsys: Output) -> None:
        (town / "mixed.ndjson").write_bytes(b"".join([*LINES[:7], b"{}\n", *LINES[7:], b"[]\n"]))
        command = ["tally", "mixed.ndjson", *REST, "--skip-refused", "--language", "en"]
        assert main([*command]) == LEFT_OUT
        here = capsys.readouterr()
        assert "Responses accepted: 33, refused and left out: 2\n" in here.err
        assert main([*command, *apart]) == LEFT_OUT
        assert capsys.readouterr() == here

    @APART
    def test_the_same_complaint(self, apart: list[str], town: Path, capsys: Output) -> None:
        (town / "bad.ndjson").write_bytes(b"".join([*LINES[3:7], b"{}\n", b"[]\n"]))
        command = ["tally", "answers.ndjson", "bad.ndjson", *REST]
        assert main([*command]) == PROBLEMS
        here = capsys.readouterr()
        assert here.err.startswith("bad.ndjson:5: ")
        assert main([*command, *apart]) == PROBLEMS
        assert capsys.readouterr() == here

    @APART
    @pytest.mark.parametrize("name", ["-", "sheet.xlsx", "SHEET.CSV"])
    def test_standard_input_and_sheets_cannot_be_cut(
        self, name: str, apart: list[str], town: Path, capsys: Output
    ) -> None:
        """It is said before anything is read."""
        for language in ("de", "en"):
            arguments = ["answers.ndjson", name, "--assessment", "nowhere.json", *apart]
            assert main(["tally", *arguments, "--language", language]) == CANNOT_RUN
            said = capsys.readouterr().err
            assert said.startswith(f"weltoffen tally: {name}: ")
            assert "--workers" in said
            assert "--checkpoint" in said
        assert not (town / "c").exists()

    @APART
    @pytest.mark.parametrize("name", ["nowhere.ndjson", "folder.ndjson", "pipe"])
    def test_a_file_that_cannot_be_read(
        self, name: str, apart: list[str], town: Path, capsys: Output
    ) -> None:
        (town / "folder.ndjson").mkdir()
        os.mkfifo(town / "pipe")
        assert main(["tally", "answers.ndjson", name, *REST, *apart]) == CANNOT_RUN
        assert capsys.readouterr().err.startswith(f"{name}: ")

    def test_a_checkpoint_that_cannot_be_written(self, town: Path, capsys: Output) -> None:
        del town
        assert main([*COMMAND, "--checkpoint", "nowhere/c"]) == CANNOT_RUN
        assert capsys.readouterr().err.startswith("nowhere/c: ")

    def test_the_checkpoint_of_another_count(self, town: Path, capsys: Output) -> None:
        assert main([*COMMAND, "--checkpoint", "c"]) == FINE
        (town / "other.ndjson").write_bytes(LINES[4])
        capsys.readouterr()
        assert main(["tally", "other.ndjson", *REST, "--checkpoint", "c"]) == PROBLEMS
        assert "checkpoint-differs" in capsys.readouterr().err

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_a_worker_that_was_killed(
        self, language: str, town: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        del town

        def killed(*_: object, **__: object) -> None:
            raise wo.WorkerEnded

        monkeypatch.setattr(answers, "tally_files", killed)
        command = [*COMMAND, "--workers", "2", "--language", language]
        assert main(command) == CANNOT_RUN
        error = capsys.readouterr().err
        assert error.startswith("weltoffen tally: ")
        assert error.endswith("--workers.\n")

    @pytest.mark.parametrize("number", ["0", "-1", "two", "1.5", ""])
    def test_wrong_numbers_of_workers(self, number: str, capsys: Output) -> None:
        with pytest.raises(SystemExit) as stop:
            main([*COMMAND, "--workers", number])
        assert stop.value.code == CANNOT_RUN
        assert "--workers: not " in capsys.readouterr().err


class TestErrors:
    def test_without_assessment(self, town: Path, capsys: Output) -> None:
        del town
        assert main(["tally", "answers.ndjson"]) == CANNOT_RUN
        assert "weltoffen new assessment" in capsys.readouterr().err

    def test_standard_input_twice(self, capsys: Output) -> None:
        assert main(["tally", "-", "--assessment", "-"]) == CANNOT_RUN
        assert "Standardeingabe" in capsys.readouterr().err

    def test_no_response_at_all(self, town: Path, capsys: Output) -> None:
        (town / "answers.ndjson").write_bytes(b"\n")
        assert main([*COMMAND, "-o", "t.json"]) == PROBLEMS
        assert "no-responses" in capsys.readouterr().err
        assert not (town / "t.json").exists()
