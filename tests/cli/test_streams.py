# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What commands write reaches its end, or they say that it does not (exit code 2)."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from weltoffen.cli import CANNOT_RUN, FINE, main
from weltoffen.cli.console import Console
from weltoffen.errors import Problem

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-m", "weltoffen", "questionnaire", "--language", "en"]
UNBUFFERED = {**os.environ, "PYTHONUNBUFFERED": "1"}
LIMIT = 50_000
"""Fewer bytes than a questionnaire has."""


def whole() -> bytes:
    return subprocess.run(COMMAND, capture_output=True, check=True).stdout


def no_more_than_the_limit() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))


class TestNothingIsCutOffInSilence:
    def test_an_unbuffered_stream_may_take_less_than_it_is_given(self) -> None:
        """A pipe holds 64 KiB; the reader comes late."""
        with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, env=UNBUFFERED) as running:
            assert running.stdout is not None
            found = running.stdout.read()
        assert running.returncode == FINE
        assert found == whole()
        assert len(found) > 2**16

    @pytest.mark.parametrize("environment", [UNBUFFERED, dict(os.environ)])
    def test_a_full_disk_is_told(self, tmp_path: Path, environment: dict[str, str]) -> None:
        with (tmp_path / "q.md").open("wb") as file:
            done = subprocess.run(
                COMMAND,
                stdout=file,
                stderr=subprocess.PIPE,
                env=environment,
                preexec_fn=no_more_than_the_limit,
                check=False,
            )
        assert done.returncode == CANNOT_RUN
        assert b"cannot be written" in done.stderr
        assert b"Traceback" not in done.stderr

    def test_a_stream_that_takes_nothing(self) -> None:
        """A pipe that does not block and is full."""
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        try:
            done = subprocess.run(
                COMMAND, stdout=writing, stderr=subprocess.PIPE, env=UNBUFFERED, check=False
            )
        finally:
            os.close(writing)
            os.close(reading)
        assert done.returncode == CANNOT_RUN
        assert b"Traceback" not in done.stderr


class TestClosedStreams:
    @pytest.mark.parametrize("closing", [">&-", ">&- 2>&-"])
    @pytest.mark.parametrize("command", ["questionnaire", "reference", "demo"])
    def test_standard_output(self, tmp_path: Path, command: str, closing: str) -> None:
        done = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m weltoffen {command} {closing}"],
            capture_output=True,
            cwd=tmp_path,
            check=False,
        )
        assert done.returncode == CANNOT_RUN
        assert b"Traceback" not in done.stderr

    @pytest.mark.parametrize("closing", ["2>&-", "2>/dev/full"])
    def test_nobody_reads_what_is_noted(self, tmp_path: Path, closing: str) -> None:
        done = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m weltoffen questionnaire -o q.md {closing}"],
            capture_output=True,
            cwd=tmp_path,
            check=False,
        )
        assert done.returncode == FINE
        assert (tmp_path / "q.md").stat().st_size > LIMIT


class TestPlaces:
    def test_a_dash_is_standard_output(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capfdbinary: pytest.CaptureFixture[bytes],
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert main(["questionnaire", "-o", "-", "--language", "en"]) == FINE
        assert capfdbinary.readouterr().out == whole()
        assert list(tmp_path.iterdir()) == []

    def test_pointers_are_those_of_the_document(
        self, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        """RFC 6901: what is wrong in a supplement is found under the keys of the file."""
        assert main(["new", "assessment"]) == FINE
        assessment = json.loads(capfd.readouterr().out)
        said: dict[str, Any] = {"stage": "set-out", "assessment": {"de": "x"}}
        said["suggestions"] = [{"id": "go", "text": {"de": "x"}, "carrier": "nobody"}]
        node = {"id": "own", "title": {"de": "x"}, "stageTexts": [said]}
        question = {"id": "own-q", "node": "own", "title": {"de": "x"}, "kind": "text"}
        assessment["supplement"] = {"nodes": [node], "questions": [question]}
        file = tmp_path / "assessment.json"
        file.write_text(json.dumps(assessment), encoding="utf-8")
        pointer = "/supplement/nodes/0/stageTexts/0/suggestions/0/carrier"
        assert main(["check", str(file)]) == 1
        assert f"{pointer}: unknown-office" in capfd.readouterr().out
        assert main(["check", "--format", "json", str(file)]) == 1
        assert json.loads(capfd.readouterr().out.splitlines()[0])["pointer"] == pointer


class TestInThisProcess:
    """The same, where the coverage is measured."""

    def test_no_standard_output(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(sys, "stdout", None)
        monkeypatch.setattr(sys, "stderr", None)
        assert main(["reference"]) == CANNOT_RUN
        assert main(["questionnaire", "-o", str(tmp_path / "q.md")]) == FINE
        assert (tmp_path / "q.md").stat().st_size > LIMIT

    @pytest.mark.parametrize("takes", [0, None])
    def test_a_stream_that_takes_nothing(
        self, monkeypatch: pytest.MonkeyPatch, takes: int | None
    ) -> None:
        class Full(io.RawIOBase):
            def writable(self) -> bool:
                return True

            def write(self, data: object) -> int | None:
                del data
                return takes

        class Out(io.StringIO):
            buffer: Any = Full()

        monkeypatch.setattr(sys, "stdout", Out())
        assert main(["questionnaire"]) == CANNOT_RUN


class TestProblemsOnOneLine:
    """Problems of answer sheets tell the address of the cell."""

    @pytest.mark.parametrize(
        ("cell", "line"),
        [
            (None, "bogen.xlsx: /answers/q: sheet-formula: "),
            ("Antworten!F17", "bogen.xlsx: /answers/q (Antworten!F17): sheet-formula: "),
        ],
    )
    def test_the_cell_stands_behind_the_pointer(self, cell: str | None, line: str) -> None:
        problem = attrs.evolve(
            Problem.at("sheet-formula", ("answers", "q")), cell=cell, source="bogen.xlsx"
        )
        assert Console("en").line(problem) == line + problem.message("en")
