# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The guide to many responses runs block by block, and each of its tallies is the same; T1, T2.

Its lines for Dask and Spark run in tests/engines.
"""

from __future__ import annotations

import json
import random
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.docs.blocks import demo_documents, marked, plain, read
from tests.scoring.test_engines import PERSPECTIVES, a_response

import weltoffen as wo
from weltoffen.demo import demo_bytes
from weltoffen.scoring.tally import Tally

SCALE = read("docs/guide/scale.md")


def run(text: str, names: dict[str, Any]) -> None:
    exec(text, names)  # noqa: S102 - the text of our own page


def change(line: bytes, **members: object) -> bytes:
    return json.dumps(json.loads(line) | members).encode() + b"\n"


def shell(lines: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program = shlex.join([sys.executable, "-W", "error", "-m", "weltoffen", ""])[:-2]
    return subprocess.run(
        ["bash", "-e", "-c", re.sub(r"^weltoffen ", program, lines, flags=re.MULTILINE)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with the demo's answers, in which the page's lines are run."""
    monkeypatch.chdir(tmp_path)
    demo_documents(".")
    return tmp_path


@pytest.fixture
def names(folder: Path) -> dict[str, Any]:
    """Give what the page's first lines make."""
    found: dict[str, Any] = {"__name__": "__main__"}
    assert folder == Path.cwd()
    run(plain(SCALE, "python")[0], found)
    return found


def counted(names: dict[str, Any]) -> Tally:
    responses = wo.schemas.read_responses("answers.ndjson", names["questionnaire"])
    return wo.tally(responses, names["questionnaire"])


class TestOneMachine:
    """T2: however the page counts, the tally is the same."""

    def test_each_block(self, names: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
        expected, ways = counted(names), 0
        for text in plain(SCALE, "python")[1:]:
            names.pop("tally", None)
            run(text, names)
            if "tally" in names:
                ways += 1
                assert names["tally"] == expected
        assert ways == 5
        printed = capsys.readouterr().out.splitlines()
        assert printed[0] == "33 accepted, 0 refused"
        assert re.fullmatch(r"33 read, 0 refused, \d+/s", printed[1])
        assert printed[2:] == ["50"]
        assert names["report"] == wo.evaluate("answers.ndjson", "assessment.json")
        assert Path("count.checkpoint").stat().st_mode & 0o777 == 0o600

    def test_bad_lines_are_told(
        self, names: dict[str, Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with Path("answers.ndjson").open("ab") as file:
            file.write(b"{}\n")
        (text,) = [one for one in plain(SCALE, "python") if "collect" in one]
        run(text, names)
        printed = capsys.readouterr().out.splitlines()
        assert printed[0] == "33 accepted, 1 refused"
        assert len(printed) > 1
        assert all(line.startswith("answers.ndjson 34 ") for line in printed[1:])

    def test_on_the_command_line(self, names: dict[str, Any], folder: Path) -> None:
        (lines,) = [one for one in plain(SCALE, "sh") if "weltoffen tally" in one]
        done = shell(lines, folder)
        assert done.returncode == 0, done.stderr
        assert not Path("count.part").exists()
        stored = wo.schemas.read_tally("tally.json", names["questionnaire"])
        assert stored == counted(names)
        assert wo.schemas.read_report("report.json") == wo.evaluate(stored, names["assessment"])


class TestDatabase:
    """T1: the page's query in a real DuckDB, on every kind of question."""

    def test_the_demo_with_an_official_response_in_parts(self, names: dict[str, Any]) -> None:
        Path("count.sql").write_text(marked(SCALE, "duckdb: query"), "utf-8")
        run(marked(SCALE, "duckdb: python"), names)
        assert len(names["official"].official) == 3
        assert names["tally"] == counted(names)

    def test_all_kinds_of_questions(self, names: dict[str, Any]) -> None:
        questionnaire = names["questionnaire"]
        assert {q.kind for q in questionnaire.questions} >= {"single", "multiple", "text"}
        draw = random.Random(7)  # noqa: S311 - no secret
        responses = [a_response(questionnaire, draw, at) for at in range(200)]
        lines = b"".join(map(wo.schemas.write_line, responses))
        Path("answers.ndjson").write_bytes(lines)
        names["assessment"] = wo.Assessment(
            id="town-2026",
            municipality=wo.Municipality(name="Musterstadt"),
            round=wo.Round(id="2026"),
            edition=names["edition"].reference,
            perspectives=[wo.Perspective(id=one, title={"de": one}) for one in PERSPECTIVES],
        )
        Path("count.sql").write_text(marked(SCALE, "duckdb: query"), "utf-8")
        run(marked(SCALE, "duckdb: python"), names)
        found = names["tally"]
        assert wo.schemas.write(found) == wo.schemas.write(wo.tally(responses, questionnaire))
        assert {len(row) for row in names["rows"]} == {5}
        texts = {q.id for q in questionnaire.questions if q.kind == "text"}
        said = {option for _, _, question, option, _ in names["rows"] if question in texts}
        assert said == {"text", "unknown", "not-applicable", None}  # no text left the database

    def test_rows_without_null_need_the_number_of_responses(self, names: dict[str, Any]) -> None:
        (text,) = [one for one in plain(SCALE, "python") if "from_counts(rows" in one]
        run(text, names)
        kept = [row for row in names["rows"] if row[3] is not None]
        questionnaire, assessment = names["questionnaire"], names["assessment"].id
        told = Tally.from_counts(
            kept, questionnaire, assessment=assessment, responses={"residents": 50}
        )
        assert told == names["counts"]


class TestManyTowns:
    """T2: each town for itself, whichever way."""

    def test_one_file_for_each(self, folder: Path) -> None:
        for name in ("hafenstadt", "musterstadt", "wrong"):
            demo_documents(f"towns/{name}")
        (folder / "towns/wrong/answers.ndjson").write_bytes(b"{}\n{}\n")
        Path("reports.py").write_text(marked(SCALE, "script: reports.py"), "utf-8")
        done = subprocess.run(
            [sys.executable, "-W", "error", "reports.py"],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        printed = done.stdout.splitlines()
        assert printed[:2] == ["hafenstadt: done", "musterstadt: done"]
        assert printed[2].startswith("wrong: ")
        expected = wo.evaluate("answers.ndjson", "assessment.json")
        for name in ("hafenstadt", "musterstadt"):
            assert wo.schemas.read_report(folder / "towns" / name / "report.json") == expected
        assert not (folder / "towns/wrong/report.json").exists()

    def test_one_stream_for_all(self, names: dict[str, Any]) -> None:
        lines = demo_bytes("answers.ndjson").splitlines()
        other = [change(line, assessment="other") for line in lines[:20]]
        Path("answers.ndjson").write_bytes(b"".join([*other, *(one + b"\n" for one in lines)]))
        Path("other.json").write_bytes(change(demo_bytes("assessment.json"), id="other"))
        text = marked(SCALE, "towns")
        files = 'files = ["assessment.json"]'
        assert files in text
        run(text.replace(files, 'files = ["assessment.json", "other.json"]'), names)
        first = wo.schemas.read_report("report-other.json")
        assert first == wo.evaluate(other, "other.json")
        second = wo.schemas.read_report("report-musterstadt-2026.json")
        assert second == wo.evaluate(demo_bytes("answers.ndjson"), "assessment.json")


class TestCommandLine:
    """The lines of the section "Many responses" of the page about the command line do what it says."""

    LINES = read("docs/guide/command-line.md").partition("## Many responses")[2]

    def test_each_line(self, folder: Path) -> None:
        first, second = plain(self.LINES, "sh")
        released = wo.evaluate("answers.ndjson", "assessment.json")
        Path("report.json").write_bytes(wo.schemas.write(released))
        done = shell(first, folder)
        assert done.returncode == 0, done.stderr
        again = (
            "weltoffen report answers.ndjson --assessment assessment.json --released report.json"
        )
        assert shell(f"{again} -o from-answers.json", folder).returncode == 0
        assert Path("again.json").read_bytes() == Path("from-answers.json").read_bytes()
        with Path("answers.ndjson").open("ab") as file:
            file.write(b"{}\n")
        before = Path("tally.json").read_bytes()
        assert shell(first, folder).returncode == 1
        assert Path("tally.json").read_bytes() == before
        done = shell(second, folder)
        assert done.returncode == 0
        assert Path("tally.json").read_bytes() == before
        assert "answers.ndjson" in done.stderr
        assert shell(second.partition(" || ")[0], folder).returncode == 3
