# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The command line as a whole: options, languages, exit codes, broken streams."""

from __future__ import annotations

import io
import os
import runpy
import sys
from typing import TYPE_CHECKING

import pytest

import weltoffen as wo
from weltoffen import cli
from weltoffen.cli import (
    CANNOT_RUN,
    FINE,
    PROBLEMS,
    checking,
    main,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.commands import Output


class TestTheProgram:
    def test_exit_codes(self) -> None:
        """Exit codes: 0 all is well, 1 a document has problems, 2 it could not be run."""
        assert (FINE, PROBLEMS, CANNOT_RUN) == (0, 1, 2)

    def test_version(self, capsys: Output) -> None:
        with pytest.raises(SystemExit) as stop:
            main(["--version"])
        assert stop.value.code == FINE
        assert capsys.readouterr().out == f"weltoffen {wo.__version__}\n"

    @pytest.mark.parametrize(
        "wrong",
        [
            *([], ["fly"], ["check"], ["new", "house"], ["report"]),
            *(["report", "a", "--protect", "x"], ["reference", "1", "2"], ["questionnaire", "x"]),
            *(["questionnaire", "--format", "pdf"], ["questionnaire", "--language", "fr"]),
            *(["compare", "a"], ["compare", "a", "b", "c"], ["protection"]),
            *(["report", "a", "--merge"], ["protection", "a", "--previous", "b"]),
            *(["reference", "--language", "de-simple"], ["questionnaire", "--fiel", "management"]),
            *(["report", "a", "--format", "pdf"], ["report", "a", "--table", "nope"], ["render"]),
            *(["charts", "a"], ["charts", "a", "-o", "b", "--format", "gif"], ["workshop"]),
            *(["charts", "a", "-o", "b", "--theme", "grey"], ["paper", "a"], ["paper"]),
            *(["paper", "a", "b", "--format", "xlsx"], ["new", "answersheet", "--format", "ods"]),
            *(["new", "response", "--language", "fr"], ["workshop", "a", "--format", "pdf"]),
        ],
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

    @pytest.mark.parametrize(
        ("error", "code"), [(wo.MissingExtra, CANNOT_RUN), (wo.Unprotected, PROBLEMS)]
    )
    def test_other_errors_of_the_library_are_told_without_traceback(
        self,
        error: type[wo.WeltoffenError],
        code: int,
        monkeypatch: pytest.MonkeyPatch,
        capsys: Output,
    ) -> None:
        """A missing extra is no problem of a document."""

        def raising(*_: object) -> int:
            msg = "install weltoffen[tables]"
            raise error(msg)

        monkeypatch.setattr(checking, "run", raising)
        assert main(["check", "x"]) == code
        assert capsys.readouterr().err == "weltoffen check: install weltoffen[tables]\n"
