# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever takes more than a second says on a terminal what goes on, and how fast."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
from tests.cli.commands import demo_report

from weltoffen import schemas
from weltoffen.cli import FINE, PROBLEMS, answers, main, status
from weltoffen.cli.console import Console
from weltoffen.cli.status import Status
from weltoffen.intake.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.commands import Output

CLEAN = "\r\x1b[K"
"""What leaves an empty line."""
REPORT = ("report", "answers.ndjson", "--assessment", "assessment.json", "-o", "r.json")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let standard error be a terminal, and nobody have to wait for a second."""
    monkeypatch.setattr(status, "on_terminal", lambda: True)
    monkeypatch.setattr(status, "WAIT", 0)


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do without rich."""
    monkeypatch.setitem(sys.modules, "rich.console", None)


def said(**values: object) -> str:
    """Give the line of a count."""
    found = {"lines": 1_234_567, "refused": 0, "read": 50, "seconds": 100.0, **values}
    return answers.progress_line(Progress(**found), Console("de"))  # type: ignore[arg-type]


class TestTheLineOfACount:
    def test_responses_and_rate(self) -> None:
        assert said() == "Antwortbögen: 1.234.567 · 12.346/s"

    def test_refused_ones_if_there_are_any(self) -> None:
        assert said(refused=1000) == "Antwortbögen: 1.234.567 · 12.346/s · zurückgewiesen: 1.000"

    @pytest.mark.parametrize(("read", "percent"), [(0, "0"), (299, "99"), (300, "100")])
    def test_percent_where_the_size_is_known(self, read: int, percent: str) -> None:
        """100 % are reached at the end only."""
        assert said(read=read, size=300).endswith(f"/s · {percent}\u00a0%")

    def test_nothing_read_so_far(self) -> None:
        assert said(lines=0, size=10) == "Antwortbögen werden gelesen und gezählt …"

    def test_english(self) -> None:
        progress = Progress(lines=2000, refused=1, read=1, size=2, seconds=2.0)
        line = answers.progress_line(progress, Console("en"))
        assert line == "Responses: 2,000 · 1,000/s · refused: 1 · 50%"

    def test_it_fits_on_a_small_terminal(self) -> None:
        line = said(lines=100_000_000, refused=10_000_000, read=1, size=1, seconds=1000.0)
        assert len(line) < 78  # rich has two columns for itself


class TestOnATerminal:
    @pytest.mark.usefixtures("town", "terminal", "by_hand")
    def test_one_line_that_is_written_over_and_gone_in_the_end(self, capsys: Output) -> None:
        assert main([*REPORT, "--language", "en"]) == FINE
        error = capsys.readouterr().err
        assert f"{CLEAN}Responses: 33 · " in error
        assert "/s · 100%" in error
        assert error.endswith(f"{CLEAN}Written: r.json\n")
        assert error.count("\n") == 1

    @pytest.mark.usefixtures("town", "terminal")
    def test_with_rich(self, capsys: Output) -> None:
        assert main([*REPORT]) == FINE
        assert capsys.readouterr().err.endswith(f"{CLEAN}Geschrieben: r.json\n")

    @pytest.mark.usefixtures("terminal", "by_hand")
    def test_answer_sheets_that_were_left_out_are_among_the_refused(
        self, town: Path, capsys: Output
    ) -> None:
        (town / "bad.csv").write_bytes(b"a;b\r\n1;2\r\n")
        main(["report", "bad.csv", *REPORT[1:], "--skip-refused", "--language", "en"])
        assert " · refused: 1\r" in capsys.readouterr().err.replace(CLEAN, "\r")

    @pytest.mark.usefixtures("town", "by_hand")
    def test_nothing_within_the_first_second(
        self, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        monkeypatch.setattr(status, "WAIT", 1_000)
        assert main([*REPORT]) == FINE
        assert capsys.readouterr().err == "Geschrieben: r.json\n"

    @pytest.mark.usefixtures("town", "by_hand")
    def test_nothing_where_there_is_none(
        self, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        monkeypatch.setattr(status, "WAIT", 0)
        assert main([*REPORT]) == FINE
        assert capsys.readouterr().err == "Geschrieben: r.json\n"

    @pytest.mark.usefixtures("town")
    def test_no_standard_error_at_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stderr", None)
        assert main([*REPORT]) == FINE

    @pytest.mark.usefixtures("town", "terminal", "by_hand")
    def test_problems_stand_on_lines_of_their_own(self, town: Path, capsys: Output) -> None:
        (town / "answers.ndjson").write_bytes(b"{}\n")
        assert main([*REPORT]) == PROBLEMS
        assert "\nanswers" not in capsys.readouterr().err.rpartition(CLEAN)[2]


class TestStages:
    @pytest.mark.parametrize(
        ("arguments", "stages"),
        [
            (REPORT, ["reading", "scoring", "writing"]),
            (("report", "--counts", "tally.json", *REPORT[2:]), ["adding", "scoring", "writing"]),
            (REPORT[:-2], ["reading", "scoring", "writing"]),
            (("protection", *REPORT[1:-2]), ["reading", "protecting", "merging"]),
            (("tally", *REPORT[1:]), ["reading", "writing"]),
            (("render", "saved.json"), ["writing"]),
            (("course", "assessment.json", "answers.ndjson"), ["reading", "scoring"]),
        ],
    )
    def test_each_command_says_what_takes_long(
        self,
        arguments: tuple[str, ...],
        stages: list[str],
        town: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        main(["tally", *REPORT[1:-1], "tally.json"])
        (town / "saved.json").write_bytes(schemas.write(demo_report()))
        found: list[str] = []
        before = Console.stage

        def noted(self: Console, name: str, *, alone: bool = False) -> Status:
            found.append(name)
            return before(self, name, alone=alone)

        monkeypatch.setattr(Console, "stage", noted)
        assert main([*arguments]) == FINE
        assert found == stages

    @pytest.mark.parametrize("language", ["de", "en"])
    @pytest.mark.parametrize(
        "name", ["reading", "adding", "scoring", "protecting", "merging", "writing"]
    )
    def test_words(self, name: str, language: str) -> None:
        words = Console(language).phrase(f"stage.{name}")
        assert words.endswith(" …")
        assert len(words) < 78


class TestTheClock:
    """A stage that tells nothing, such as a silent standard input, is said all the same."""

    def seen(self, capsys: Output, words: str) -> bool:
        """Wait for words on standard error, for ten seconds at most."""
        found = ""
        for _ in range(1000):
            found += capsys.readouterr().err
            if words in found:
                return True
            time.sleep(0.01)
        return False

    @pytest.mark.usefixtures("terminal", "by_hand")
    def test_shows_what_was_said_last(
        self, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        monkeypatch.setattr(status, "WAIT", 0.2)
        with Status("one") as line:
            line.update("two")
            assert self.seen(capsys, f"{CLEAN}two")
            line.update("three")
            assert self.seen(capsys, f"{CLEAN}three")
        assert capsys.readouterr().err == CLEAN

    @pytest.mark.usefixtures("terminal", "by_hand")
    def test_is_late(self, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
        """It strikes when the stage is over, or when its line is shown."""
        monkeypatch.setattr(status, "WAIT", 1_000)
        with Status("one") as line:
            monkeypatch.setattr(status, "WAIT", 0)
            line.update("two")
            line._appear()  # noqa: SLF001 - no clock strikes at a given moment
        line._appear()  # noqa: SLF001 - see above
        line.update("three")
        assert capsys.readouterr().err == f"{CLEAN}two{CLEAN}"

    @pytest.mark.usefixtures("terminal")
    def test_alone_it_starts_no_thread(
        self, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        """Processes are forked only where nothing else runs."""
        monkeypatch.setattr(threading.Thread, "start", lambda _: pytest.fail("a thread"))
        with Status("one", alone=True) as line:
            line.update("two")
        assert capsys.readouterr().err == f"{CLEAN}two{CLEAN}"

    @pytest.mark.usefixtures("terminal")
    def test_a_terminal_that_is_gone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def gone(_: str) -> int:
            raise OSError

        with Status("one", alone=True) as line:
            monkeypatch.setattr(sys.stderr, "write", gone)
            line.update("two")
        monkeypatch.undo()


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals")
class TestARealTerminal:
    def test_a_silent_standard_input(self, town: Path) -> None:
        """Somebody forgot to name a file: after a second the line says what is waited for."""
        leader, follower = os.openpty()
        command = [sys.executable, "-m", "weltoffen", "report", "-", "--assessment"]
        command += ["assessment.json", "--language", "en", "-o", "r.json"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=follower, cwd=town) as running:
            os.close(follower)
            found = b""
            while b"Reading and counting responses" not in found:
                found += os.read(leader, 1024)
            assert running.stdin is not None
            running.stdin.write((town / "answers.ndjson").read_bytes())
            running.stdin.close()
            while b"Written: r.json" not in found:
                found += os.read(leader, 1024)
        os.close(leader)
        assert running.returncode == FINE
