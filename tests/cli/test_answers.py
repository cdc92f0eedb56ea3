# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Places of problems, and bad responses in a long stream that do not stop it."""

from __future__ import annotations

import json
import os
import re
import sys
from typing import TYPE_CHECKING

import pytest
from tests.cli.commands import Output, standard_input

import weltoffen as wo
from weltoffen import schemas
from weltoffen.cli import CANNOT_RUN, FINE, LEFT_OUT, PROBLEMS, main
from weltoffen.cli.answers import Sources
from weltoffen.cli.console import CannotRun, Console
from weltoffen.demo import demo_bytes
from weltoffen.errors import MAX_PROBLEMS
from weltoffen.intake.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path

REST = ("--assessment", "assessment.json")
LINES = demo_bytes("answers.ndjson").splitlines(keepends=True)
PERSONAL = LINES[3:]
SECRET = b"secret-of-somebody"
BAD_SHEET = b"a;b\r\n1;2\r\n"
COMMANDS = ("report", "protection", "tally")


def refused(line: bytes) -> bytes:
    """Let a response answer a question by something that is no option."""
    document = json.loads(line)
    document["answers"] = {"steering-council-resolution": SECRET.decode()}
    return json.dumps(document).encode() + b"\n"


def many(number: int) -> list[bytes]:
    """Give lines that are read in several batches."""
    return (PERSONAL * (number // len(PERSONAL) + 1))[:number]


def of_tally(folder: Path, *arguments: str) -> bytes:
    """Give the tally that is written."""
    assert main(["tally", *arguments, *REST, "-o", "t.json"]) in {FINE, LEFT_OUT}
    return (folder / "t.json").read_bytes()


class TestPlaces:
    """Counting reads ahead; every problem has the file and the line where it stands."""

    @pytest.mark.parametrize("command", [*COMMANDS, "course"])
    @pytest.mark.parametrize("line", [1, 192, 193, 500])
    def test_of_a_line(self, command: str, line: int, town: Path, capsys: Output) -> None:
        lines = many(600)
        lines[line - 1] = refused(lines[line - 1])
        (town / "second.ndjson").write_bytes(b"".join(lines))
        rest = [] if command == "course" else REST
        files = ["assessment.json"] if command == "course" else []
        assert main([command, *files, "answers.ndjson", "second.ndjson", *rest]) == PROBLEMS
        output = capsys.readouterr()
        assert output.out == ""
        place = f"second.ndjson:{line}: /answers/steering-council-resolution: "
        assert output.err.startswith(f"{place}answer-unknown-option: ")
        assert output.err.count("\n") == 1
        assert SECRET.decode() not in output.err

    @pytest.mark.parametrize("command", COMMANDS)
    def test_of_standard_input(
        self, command: str, town: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        del town
        standard_input(monkeypatch, b"\n\n" + b"".join(many(300)) + refused(PERSONAL[0]))
        assert main([command, "answers.ndjson", "-", *REST]) == PROBLEMS
        assert capsys.readouterr().err.startswith("-:303: /answers/")

    @pytest.mark.parametrize("command", COMMANDS)
    def test_the_earlier_file_is_complained_of_first(
        self, command: str, town: Path, capsys: Output
    ) -> None:
        (town / "bad.ndjson").write_bytes(refused(PERSONAL[0]))
        assert main([command, "bad.ndjson", "nowhere.json", *REST]) == PROBLEMS
        assert capsys.readouterr().err.startswith("bad.ndjson:1: ")
        assert main([command, "answers.ndjson", "nowhere.json", "bad.ndjson", *REST]) == CANNOT_RUN
        assert "nowhere.json lässt sich nicht lesen" in capsys.readouterr().err

    def test_an_official_response_that_an_earlier_file_has(
        self, town: Path, capsys: Output
    ) -> None:
        """T2: it is the later one that is too many."""
        (town / "again.ndjson").write_bytes(PERSONAL[0] + LINES[1])
        assert main(["tally", "answers.ndjson", "again.ndjson", *REST]) == PROBLEMS
        assert capsys.readouterr().err.startswith("again.ndjson:2: /perspective: second-official: ")

    def test_files_are_opened_when_their_turn_comes(self, town: Path) -> None:
        edition, assessment = wo.load_reference("2026.1"), town / "assessment.json"
        read = schemas.read_assessment(assessment)
        names = ["answers.ndjson", "late.ndjson", "nowhere.ndjson"]
        sources = iter(Sources(names, Console("en"), edition.questionnaire, read))
        name, documents = next(sources)
        assert (name, next(documents)) == ("answers.ndjson", (1, LINES[0]))
        (town / "late.ndjson").write_bytes(b"\n" + PERSONAL[0])
        name, documents = next(sources)
        assert (name, list(documents)) == ("late.ndjson", [(2, PERSONAL[0])])
        name, documents = next(sources)
        with pytest.raises(CannotRun, match=r"nowhere\.ndjson"):
            next(documents)


class TestSkipRefused:
    """What is refused is left out and listed; accepted and refused add up to what was read."""

    MIXED = b"".join([*LINES[:5], b"{}\n", *LINES[5:20], refused(LINES[20]), *LINES[20:]])

    def skip(self, command: str, *files: str, code: int = LEFT_OUT) -> None:
        assert main([command, *files, *REST, "--skip-refused", "--language", "en"]) == code

    @pytest.mark.parametrize("command", COMMANDS)
    def test_they_are_listed_with_file_line_code_and_text(
        self, command: str, town: Path, capsys: Output
    ) -> None:
        (town / "mixed.ndjson").write_bytes(self.MIXED)
        self.skip(command, "mixed.ndjson")
        first, *_, last, numbers = [
            one for one in capsys.readouterr().err.splitlines() if not one.startswith("NOT FOR")
        ]
        assert first == (
            'mixed.ndjson:6: /$schema: missing-key: The key "$schema" is missing. Add it.'
        )
        assert last.startswith("mixed.ndjson:22: /answers/steering-council-resolution: ")
        assert SECRET.decode() not in last
        assert numbers == "Responses accepted: 33, refused and left out: 2"

    def test_the_report_is_that_of_the_others_and_tells_nothing_of_them(
        self, town: Path, capsys: Output
    ) -> None:
        """P9: whoever reads a public report learns nothing of single persons."""
        (town / "mixed.ndjson").write_bytes(self.MIXED)
        self.skip("report", "mixed.ndjson")
        found = capsys.readouterr().out
        assert main(["report", "answers.ndjson", *REST, "--language", "en"]) == FINE
        assert capsys.readouterr().out == found
        assert SECRET.decode() not in found

    @pytest.mark.parametrize("form", ["json", "md"])
    def test_it_is_written(self, form: str, town: Path, capsys: Output) -> None:
        (town / "mixed.ndjson").write_bytes(self.MIXED)
        command = ["report", "mixed.ndjson", *REST, "--skip-refused", "-o", f"r.{form}"]
        assert main(command) == LEFT_OUT
        assert capsys.readouterr().err.endswith(f"Geschrieben: r.{form}\n")
        assert (town / f"r.{form}").exists()

    @pytest.mark.parametrize("command", COMMANDS)
    def test_nothing_refused(self, command: str, town: Path, capsys: Output) -> None:
        del town
        self.skip(command, "answers.ndjson", code=FINE)
        assert capsys.readouterr().err.startswith(
            "Responses accepted: 33, refused and left out: 0\n"
        )

    @pytest.mark.parametrize("command", COMMANDS)
    def test_everything_refused(self, command: str, town: Path, capsys: Output) -> None:
        (town / "bad.ndjson").write_bytes(refused(PERSONAL[0]) * 3)
        self.skip(command, "bad.ndjson", code=PROBLEMS)
        output = capsys.readouterr()
        assert output.out == ""
        *listed, numbers, last = output.err.splitlines()
        assert len(listed) == 3
        assert numbers == "Responses accepted: 0, refused and left out: 3"
        assert "no-responses" in last

    @pytest.mark.parametrize("number", [MAX_PROBLEMS, MAX_PROBLEMS + 234])
    def test_a_thousand_are_listed(self, number: int, town: Path, capsys: Output) -> None:
        (town / "bad.ndjson").write_bytes(b"{}\n" * number + PERSONAL[0])
        self.skip("tally", "bad.ndjson")
        err = capsys.readouterr().err.splitlines()
        assert sum(one.startswith("bad.ndjson:") for one in err) == MAX_PROBLEMS
        assert [one for one in err if one.startswith("and ")] == (
            [] if number == MAX_PROBLEMS else ["and 234 more"]
        )
        assert f"Responses accepted: 1, refused and left out: {number:,}" in err

    def test_answer_sheets_too_in_the_order_of_the_files(self, town: Path, capsys: Output) -> None:
        for name in ("a.csv", "b.csv"):
            (town / name).write_bytes(BAD_SHEET)
        (town / "mixed.ndjson").write_bytes(self.MIXED)
        (town / "many.ndjson").write_bytes(b"{}\n" * MAX_PROBLEMS)
        files = ["a.csv", "mixed.ndjson", "b.csv"]
        self.skip("tally", *files)
        err = capsys.readouterr().err.splitlines()
        listed = [re.split("[ :]", one)[0] for one in err if re.match(r"[a-z]+\.", one)]
        assert listed == sorted(listed, key=files.index)
        assert {*listed} == {*files}
        assert "Responses accepted: 33, refused and left out: 4" in err
        assert of_tally(town, "answers.ndjson") == of_tally(town, *files, "--skip-refused")
        capsys.readouterr()
        self.skip("tally", "a.csv", "many.ndjson", "answers.ndjson")
        err = capsys.readouterr().err.splitlines()
        assert f"Responses accepted: 33, refused and left out: {MAX_PROBLEMS + 1:,}" in err
        assert any(re.fullmatch("and [0-9]+ more", one) for one in err)

    def test_a_file_that_cannot_be_read_stops_all_the_same(
        self, town: Path, capsys: Output
    ) -> None:
        del town
        self.skip("report", "answers.ndjson", "nowhere.ndjson", code=CANNOT_RUN)
        assert "nowhere.ndjson" in capsys.readouterr().err

    def test_an_extra_that_is_missing_stops_all_the_same(
        self, town: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        (town / "sheet.xlsx").write_bytes(b"PK\x03\x04")
        monkeypatch.setitem(sys.modules, "defusedxml", None)
        self.skip("report", "answers.ndjson", "sheet.xlsx", code=CANNOT_RUN)
        assert "weltoffen[tables]" in capsys.readouterr().err

    @pytest.mark.parametrize("command", COMMANDS)
    def test_the_help_says_what_the_exit_code_is(self, command: str, capsys: Output) -> None:
        with pytest.raises(SystemExit):
            main([command, "--help"])
        said = " ".join(capsys.readouterr().out.split())
        assert "The exit code is 3 if there were any" in said


class TestCounts:
    """T1, T2: reports from tallies that were made before, which add."""

    @pytest.fixture
    def parts(self, town: Path, capsys: Output) -> list[str]:
        """Give the options for tallies of the demo in three parts."""
        names = []
        for number, some in enumerate((LINES[:10], LINES[10:11], LINES[11:])):
            (town / f"{number}.ndjson").write_bytes(b"".join(some))
            assert main(["tally", f"{number}.ndjson", *REST, "-o", f"{number}.json"]) == FINE
            names += ["--counts", f"{number}.json"]
        capsys.readouterr()
        return names

    @pytest.mark.parametrize("command", ["report", "protection"])
    def test_the_same_as_from_answers(self, command: str, parts: list[str], capsys: Output) -> None:
        assert main([command, "answers.ndjson", *REST, "--protect", "6"]) == FINE
        expected = capsys.readouterr().out
        assert main([command, *parts, *REST, "--protect", "6"]) == FINE
        assert capsys.readouterr() == (expected, "")
        assert main([command, *parts[4:], *parts[:4], *REST, "--protect", "6"]) == FINE
        assert capsys.readouterr().out == expected

    def test_a_later_release(self, parts: list[str], capsys: Output) -> None:
        """P7."""
        assert main(["report", "answers.ndjson", *REST, "-o", "first.json"]) == FINE
        rest = [*REST, "--released", "first.json", "--protect", "10"]
        assert main(["report", "answers.ndjson", *rest]) == FINE
        expected = capsys.readouterr().out
        assert main(["report", *parts, *rest]) == FINE
        assert capsys.readouterr().out == expected
        assert main(["report", *parts[2:], *rest]) == PROBLEMS
        assert capsys.readouterr().err.startswith("first.json: ")

    def test_from_standard_input(
        self, parts: list[str], town: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        standard_input(monkeypatch, (town / "2.json").read_bytes())
        assert main(["report", *parts[:4], "--counts", "-", *REST]) == FINE
        found = capsys.readouterr().out
        assert main(["report", *parts, *REST]) == FINE
        assert capsys.readouterr().out == found

    def test_not_twice_from_standard_input(self, capsys: Output) -> None:
        assert main(["report", "--counts", "-", "--counts", "-", *REST]) == CANNOT_RUN
        assert "Standardeingabe" in capsys.readouterr().err
        assert main(["protection", "--counts", "-", "--assessment", "-"]) == CANNOT_RUN
        assert "Standardeingabe" in capsys.readouterr().err

    @pytest.mark.parametrize("command", ["report", "protection"])
    def test_a_clash_names_the_file_that_is_added(
        self, command: str, parts: list[str], town: Path, capsys: Output
    ) -> None:
        (town / "again.json").write_bytes((town / "0.json").read_bytes())
        assert main([command, *parts, "--counts", "again.json", *REST]) == PROBLEMS
        output = capsys.readouterr()
        assert output.out == ""
        assert output.err.startswith("again.json: /official/")
        assert "second-official" in output.err

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"assessment": "neustadt-1"}, "tally-other-assessment"),
            (
                {"questionnaire": {"id": "own", "version": "1"}},
                "tally-other-questionnaire",
            ),
            ({"personal": {}}, None),
            ({"$schema": "x"}, None),
        ],
    )
    def test_what_does_not_belong_to_the_assessment(
        self,
        change: dict[str, object],
        code: str | None,
        parts: list[str],
        town: Path,
        capsys: Output,
    ) -> None:
        document = json.loads((town / "1.json").read_bytes())
        (town / "1.json").write_text(json.dumps({**document, **change}), encoding="utf-8")
        assert main(["report", *parts, *REST]) == PROBLEMS
        output = capsys.readouterr()
        assert output.out == ""
        assert all(line.startswith("1.json: /") for line in output.err.splitlines())
        assert code is None or code in output.err

    def test_a_perspective_that_the_assessment_does_not_have(
        self, parts: list[str], town: Path, capsys: Output
    ) -> None:
        document = json.loads((town / "assessment.json").read_bytes())
        document["perspectives"] = document["perspectives"][:2]
        (town / "fewer.json").write_text(json.dumps(document), encoding="utf-8")
        assert main(["report", *parts, "--assessment", "fewer.json"]) == PROBLEMS
        assert "unknown-perspective" in capsys.readouterr().err

    @pytest.mark.parametrize("name", ["answers.ndjson", "nowhere.json"])
    def test_what_is_no_tally(self, name: str, town: Path, capsys: Output) -> None:
        del town
        code = CANNOT_RUN if name == "nowhere.json" else PROBLEMS
        assert main(["report", "--counts", name, *REST]) == code
        assert name in capsys.readouterr().err

    @pytest.mark.parametrize("command", ["report", "protection"])
    def test_of_nobody(self, command: str, town: Path, capsys: Output) -> None:
        empty = wo.tally([], wo.load_reference("2026.1").questionnaire)
        (town / "empty.json").write_bytes(schemas.write(empty))
        assert main([command, "--counts", "empty.json", *REST]) == PROBLEMS
        assert "no-responses" in capsys.readouterr().err

    @pytest.mark.parametrize("command", ["report", "protection"])
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["answers.ndjson", "--counts", "t.json"], "not allowed with"),
            (["--counts", "t.json", "answers.ndjson"], "not allowed with"),
            ([], "required"),
        ],
    )
    def test_either_answers_or_counts(
        self, command: str, arguments: list[str], said: str, capsys: Output
    ) -> None:
        with pytest.raises(SystemExit) as stop:
            main([command, *arguments, *REST])
        assert stop.value.code == CANNOT_RUN
        error = capsys.readouterr().err
        assert "--counts" in error
        assert said in error

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_there_is_nothing_to_skip(self, language: str, capsys: Output) -> None:
        command = ["report", "--counts", "t.json", *REST, "--skip-refused"]
        assert main([*command, "--language", language]) == CANNOT_RUN
        assert capsys.readouterr().err.startswith("weltoffen report: --skip-refused ")


class TestSize:
    """Percent are said where the size is known."""

    @pytest.mark.parametrize(
        ("names", "known"),
        [
            (["answers.ndjson"], True),
            (["answers.ndjson", "assessment.json"], True),
            (["answers.ndjson", "-"], False),
            (["sheet.csv"], False),
            (["nowhere.json"], False),
            (["\0"], False),
            (["pipe"], False),
            (["."], False),
        ],
    )
    def test_of_all_files(self, names: list[str], *, known: bool, town: Path) -> None:
        (town / "sheet.csv").write_bytes(b"")
        os.mkfifo(town / "pipe")
        read = schemas.read_assessment(town / "assessment.json")
        questionnaire = wo.load_reference("2026.1").questionnaire
        sources = Sources(names, Console("en"), questionnaire, read)
        progress = Progress(lines=1, refused=0, read=1, seconds=1.0)
        size = sum((town / name).stat().st_size for name in names) if known else None
        assert sources.completed(progress).size == size
