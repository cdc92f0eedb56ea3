# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Checkpoints: stopped at any moment and resumed, a count gives what it gives undisturbed (T2)."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import attrs
import pytest
from tests.intake.filecases import (
    bad_lines,
    official_line,
    one_after_the_other,
    random_lines,
    write_files,
)
from tests.schemas.test_fastlane import MIXED, SINGLE

from weltoffen.errors import MAX_PROBLEMS, InvalidDocument
from weltoffen.intake import checkpoints, pieces, progress
from weltoffen.intake.files import tally_files
from weltoffen.schemas import Limits, write

if TYPE_CHECKING:
    from weltoffen.intake.parts import Intake
    from weltoffen.intake.progress import Progress
    from weltoffen.scoring.tally import Tally

HERE = (MIXED.questionnaire, MIXED.assessment)
GOOD = list(random_lines(*HERE, 40))
OFFICIAL = official_line(*HERE, part="a")
BAD = bad_lines(GOOD[0])


class StopError(Exception):
    """What the callback raises."""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Give three files: streams with bad lines and two official responses, and one document."""
    folder = tmp_path / "responses"
    folder.mkdir()
    first = b"".join([*GOOD[:15], OFFICIAL, *BAD, b"\n", *GOOD[15:25]])
    second = b"".join([OFFICIAL, *GOOD[25:], BAD[1]])
    found = write_files(folder, [first, second])
    document = folder / "one.json"
    document.write_bytes(GOOD[0].replace(b",", b",\n"))
    return [found[0], document, found[1]]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "count.checkpoint"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pieces, a call and a writing after each."""
    monkeypatch.setattr(pieces, "SMALLEST", 900)
    monkeypatch.setattr(pieces, "LARGEST", 900)
    monkeypatch.setattr(progress, "EVERY", 0)
    monkeypatch.setattr(checkpoints, "EVERY", 0)
    monkeypatch.setattr(checkpoints, "SHARE", 0)


@overload
def counted(
    files: list[Path],
    kept: Path | None,
    *,
    on_error: Literal["collect"] = ...,
    **options: Any,  # noqa: ANN401 - any option
) -> Intake: ...
@overload
def counted(
    files: list[Path],
    kept: Path | None,
    *,
    on_error: Literal["raise"],
    **options: Any,  # noqa: ANN401 - any option
) -> Tally: ...
def counted(
    files: list[Path],
    kept: Path | None,
    *,
    on_error: Literal["collect", "raise"] = "collect",
    **options: Any,
) -> Intake | Tally:
    arguments: dict[str, Any] = {"on_error": on_error, "checkpoint": kept, **options}
    found: Intake | Tally = tally_files(files, *HERE, **arguments)
    return found


def stopped_after(calls: int) -> Any:  # noqa: ANN401 - a callback
    """Give a callback that raises at a call."""
    told: list[Progress] = []

    def callback(one: Progress) -> None:
        told.append(one)
        if len(told) == calls:
            raise StopError

    return callback


def check_same(found: Intake, expected: Intake) -> None:
    assert write(found.tally) == write(expected.tally)
    assert found == expected


class TestGoingOn:
    """Killed at any moment and resumed, the tally is byte-identical."""

    @pytest.mark.parametrize("workers", [1, 2])
    @pytest.mark.parametrize("calls", [3, 4, 9])
    def test_stopped_after_every_so_many_pieces(
        self, files: list[Path], kept: Path, calls: int, workers: int
    ) -> None:
        expected = one_after_the_other(files, *HERE)
        for stops in range(200):
            try:
                found = counted(
                    files, kept, progress=stopped_after(calls + stops % 2), workers=workers
                )
            except StopError:
                continue
            check_same(found, expected)
            assert stops >= 1
            break
        else:
            pytest.fail("the count never ends")

    def test_with_other_workers_and_pieces(
        self, files: list[Path], kept: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        expected = one_after_the_other(files, *HERE)
        for size, workers in ((400, 1), (1_500, 2), (77, 1), (700, 2), (10, 1)):
            monkeypatch.setattr(pieces, "SMALLEST", size)
            monkeypatch.setattr(pieces, "LARGEST", size)
            with pytest.raises(StopError):
                counted(files, kept, progress=stopped_after(4), workers=workers)
        monkeypatch.setattr(pieces, "SMALLEST", 600)
        check_same(counted(files, kept), expected)

    def test_more_problems_than_are_kept(self, files: list[Path], kept: Path) -> None:
        files[0].write_bytes(b"{}\n" * (MAX_PROBLEMS + 200) + files[0].read_bytes())
        with pytest.raises(StopError):
            counted(files, kept, progress=stopped_after(6))
        check_same(counted(files, kept), one_after_the_other(files, *HERE))

    def test_in_the_mode_raise(self, files: list[Path], kept: Path) -> None:
        """What is refused is refused again, until it is mended; then the file is another one."""
        good = [files[1]]
        with pytest.raises(StopError):
            counted(good, kept, on_error="raise", progress=stopped_after(1))
        expected = one_after_the_other(good, *HERE).tally
        assert counted(good, kept, on_error="raise") == expected
        kept.unlink()
        problems = []
        for _ in range(2):
            with pytest.raises(InvalidDocument) as caught:
                counted(files, kept, on_error="raise")
            problems.append(caught.value.problems)
        assert problems[0] == problems[1] == tuple(one_after_the_other(files, *HERE).problems[:1])
        assert json.loads(kept.read_bytes())["accepted"] > 10

    def test_a_complete_count_is_given_at_once(
        self, files: list[Path], kept: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        expected = counted(files, kept)
        written = kept.stat()
        monkeypatch.setattr("weltoffen.intake.workers.count_piece", None)
        told: list[Progress] = []
        check_same(counted(files, kept, progress=told.append), expected)
        assert kept.stat() == written
        (last,) = told
        assert (last.done, last.lines, last.rate, last.share) == (True, expected.lines, 0, 1)

    def test_the_rate_is_that_of_this_run(self, files: list[Path], kept: Path) -> None:
        with pytest.raises(StopError):
            counted(files, kept, progress=stopped_after(9))
        told: list[Progress] = []
        counted(files, kept, progress=told.append)
        assert 5 < told[-1].before < told[-1].lines
        assert told[-1].rate == (told[-1].lines - told[-1].before) / told[-1].seconds

    def test_names_that_are_no_unicode(self, files: list[Path], kept: Path) -> None:
        strange = files[0].with_name(os.fsdecode(b"\xff\xe4.ndjson"))
        files[0].rename(strange)
        renamed = [strange, *files[1:]]
        with pytest.raises(StopError):
            counted(renamed, kept, progress=stopped_after(20))
        check_same(counted(renamed, kept), one_after_the_other(renamed, *HERE))


SCRIPT = """
import os, random, signal, sys, time
from pathlib import Path
from tests.intake.test_checkpoints import HERE, count_small

*files, workers, kept = sys.argv[1:]
rng, patience, kills = random.Random(int(workers)), 0.01, 0
while True:
    before = Path(kept).stat().st_mtime_ns if kills else 0
    child = os.fork()
    if not child:
        count_small(files, int(workers), kept)
        os._exit(0)
    while not (ended := os.waitpid(child, os.WNOHANG)[0]) and not (
        Path(kept).exists() and Path(kept).stat().st_mtime_ns != before
    ):
        time.sleep(0.001)
    time.sleep(rng.uniform(0, patience))
    if not ended:
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            kills += 1
            patience *= 1.2
            continue
    print(kills)
    break
"""


def count_small(files: list[str], workers: int, kept: str) -> None:
    """Count in small pieces with a writing after each."""
    pieces.SMALLEST = pieces.LARGEST = 900
    checkpoints.EVERY = checkpoints.SHARE = 0
    tally_files(files, *HERE, workers=workers, on_error="collect", checkpoint=kept)


class TestKilled:
    """The same in processes that are killed without any warning (SIGKILL)."""

    @pytest.mark.parametrize("workers", [1, 2])
    def test_at_random_moments(self, files: list[Path], kept: Path, workers: int) -> None:
        for file in (files[0], files[2]):
            file.write_bytes(file.read_bytes() * 4)
        command = [sys.executable, "-c", SCRIPT, *map(str, files), str(workers), str(kept)]
        ended = subprocess.run(
            command,
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[2],
            timeout=100,
        )
        assert ended.stderr == ""
        assert int(ended.stdout) >= 3
        assert json.loads(kept.read_bytes())["done"]
        check_same(counted(files, kept), one_after_the_other(files, *HERE))
        assert {one.name for one in kept.parent.iterdir()} == {"responses", kept.name}


class TestTheFile:
    """What the file holds, and who may read it: it is as confidential as a tally."""

    def test_only_its_owner_may_read_it(self, files: list[Path], kept: Path) -> None:
        old = os.umask(0)
        try:
            counted(files, kept)
        finally:
            os.umask(old)
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert sorted(kept.parent.iterdir()) == [kept, files[0].parent]

    def test_it_holds_counts_and_no_answers_of_persons(self, files: list[Path], kept: Path) -> None:
        found = counted(files, kept)
        plain = json.loads(kept.read_bytes())
        assert plain["done"] is True
        assert plain["tally"] == json.loads(write(found.tally))
        assert [one["name"] for one in plain["count"]["files"]] == list(map(str, files))
        assert b"r-1" not in kept.read_bytes()

    def test_what_a_killed_writing_has_left_is_taken_away(
        self, files: list[Path], kept: Path, tmp_path: Path
    ) -> None:
        left = kept.with_name(f".{kept.name}.weltoffen-new")
        elsewhere = tmp_path / "elsewhere"
        left.symlink_to(elsewhere)
        counted(files, kept)
        assert not left.exists()
        assert not elsewhere.exists()

    def test_it_is_written_now_and_then(
        self, files: list[Path], kept: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """At the beginning and at the end, and in between once a second and never all the time."""
        states: list[bytes] = []
        replace = checkpoints._replace

        def look_on(path: Path, data: bytes) -> None:
            states.append(data)
            replace(path, data)

        monkeypatch.setattr(checkpoints, "_replace", look_on)
        monkeypatch.setattr(checkpoints, "EVERY", 1_000)
        counted(files, kept)
        assert [json.loads(one)["done"] for one in states] == [False, True]
        kept.unlink()
        monkeypatch.setattr(checkpoints, "EVERY", 0)
        monkeypatch.setattr(checkpoints, "SHARE", 10**9)
        counted(files, kept)
        assert len(states) == 4

    def test_it_cannot_be_written(self, files: list[Path], tmp_path: Path) -> None:
        path = tmp_path / "none" / "count"
        with pytest.raises(InvalidDocument) as caught:
            counted(files, path)
        (problem,) = caught.value.problems
        assert (problem.code, problem.source) == ("cannot-write", str(path))
        assert problem.message("en").startswith("The file cannot be written (No such file")

    def test_it_cannot_be_written_any_more(
        self, files: list[Path], kept: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        def fill(_: Progress) -> None:
            monkeypatch.setattr(checkpoints, "_replace", full)

        with pytest.raises(InvalidDocument) as caught:
            counted(files, kept, progress=fill)
        assert [one.code for one in caught.value.problems] == ["cannot-write"]


class TestAnotherCount:
    """What does not fit is told; a count is never begun anew behind one's back."""

    def refused(self, *arguments: Any, **options: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any
        kept = Path(options["checkpoint"])
        before = kept.read_bytes()
        with pytest.raises(InvalidDocument) as caught:
            tally_files(*arguments, **options)
        assert kept.read_bytes() == before
        assert {one.source for one in caught.value.problems} == {str(kept)}
        return [(one.code, one.pointer) for one in caught.value.problems]

    def test_everything_that_can_differ(self, files: list[Path], kept: Path) -> None:
        counted(files, kept)
        options = {"on_error": "collect", "checkpoint": kept}

        def differs(*keys: str) -> list[tuple[str, str]]:
            return [("checkpoint-differs", f"/count/{key}") for key in keys]

        other = attrs.evolve(
            MIXED.assessment,
            municipality=attrs.evolve(MIXED.assessment.municipality, name="Elsewhere"),
        )
        assert self.refused(files, MIXED.questionnaire, other, **options) == differs("assessment")
        assert self.refused(files, SINGLE.questionnaire, MIXED.assessment, **options) == differs(
            "questionnaire"
        )
        assert self.refused(files[:2], *HERE, **options) == differs("files")
        assert self.refused(files[::-1], *HERE, **options) == differs("files")
        assert self.refused(files, *HERE, checkpoint=kept) == differs("onError")
        assert self.refused(files, *HERE, **options, limits=Limits(depth=9)) == differs("limits")
        content = files[1].read_bytes()
        files[1].write_bytes(content)
        os.utime(files[1], ns=(1, 1))
        assert self.refused(files[:1], *HERE, checkpoint=kept) == differs("onError", "files")
        assert self.refused(files, *HERE, **options) == differs("files")

    def test_a_newer_format(self, files: list[Path], kept: Path) -> None:
        counted(files, kept)
        kept.write_bytes(kept.read_bytes().replace(b'"version": 1,', b'"version": 2,', 1))
        found = self.refused(files, *HERE, on_error="collect", checkpoint=kept)
        assert found == [("newer-version", "/version")]

    @pytest.mark.parametrize(
        "changes",
        [
            {"format": "x"},
            {"count": None},
            {"position": 10**9},
            {"position": -1},
            {"position": True},
            {"done": "x"},
            {"done": True, "position": 5},
            {"line": None},
            {"accepted": 5},
            {"refused": "5"},
            {"more": -5},
            {"problems": [{}]},
            {"problems": 5},
            {"tally": {}},
            {"tally": None},
        ],
        ids=str,
    )
    def test_damaged(self, files: list[Path], kept: Path, changes: dict[str, Any]) -> None:
        counted(files, kept)
        kept.write_text(json.dumps({**json.loads(kept.read_bytes()), **changes}), "utf-8")
        found = self.refused(files, *HERE, on_error="collect", checkpoint=kept)
        assert found == [("checkpoint-damaged", "")]

    @pytest.mark.parametrize(
        "changes",
        [
            {"code": "nope"},
            {"code": ["not-json"]},
            {"pointer": 5},
            {"pointer": None},
            {"pointer": []},
            {"parameters": {}},
            {"parameters": {"line": [1], "column": 1}},
            {"line": 0},
            {"line": "x"},
            {"line": True},
            {"line": []},
            {"file": -1},
            {"file": 99},
            {"file": True},
            {"file": "0"},
        ],
        ids=str,
    )
    def test_damaged_problems(self, files: list[Path], kept: Path, changes: dict[str, Any]) -> None:
        counted(files, kept)
        plain = json.loads(kept.read_bytes())
        places = [at for at, one in enumerate(plain["problems"]) if one["code"] == "not-json"]
        plain["problems"][places[0]] |= changes
        kept.write_text(json.dumps(plain), "utf-8")
        found = self.refused(files, *HERE, on_error="collect", checkpoint=kept)
        assert found == [("checkpoint-damaged", "")]

    def test_too_many_problems(self, files: list[Path], kept: Path) -> None:
        counted(files, kept)
        plain = json.loads(kept.read_bytes())
        plain["problems"] *= 1001
        kept.write_text(json.dumps(plain), "utf-8")
        found = self.refused(files, *HERE, on_error="collect", checkpoint=kept)
        assert found == [("checkpoint-damaged", "")]

    @pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", GOOD[0]])
    def test_something_else_is_never_overwritten(
        self, files: list[Path], kept: Path, content: bytes
    ) -> None:
        kept.write_bytes(content)
        assert self.refused(files, *HERE, checkpoint=kept) == [("checkpoint-damaged", "")]
        kept.write_bytes(content)
        for piece in (kept.read_bytes()[:-9], kept.read_bytes()[9:]):
            kept.write_bytes(piece)
            assert self.refused(files, *HERE, checkpoint=kept) == [("checkpoint-damaged", "")]

    def test_every_truncation(self, files: list[Path], kept: Path) -> None:
        counted(files, kept)
        whole = kept.read_bytes()
        for end in range(0, len(whole) - 2, len(whole) // 40):
            kept.write_bytes(whole[:end])
            found = self.refused(files, *HERE, on_error="collect", checkpoint=kept)
            assert found == [("checkpoint-damaged", "")]

    def test_it_cannot_be_read(self, files: list[Path], tmp_path: Path) -> None:
        with pytest.raises(InvalidDocument) as caught:
            counted(files, tmp_path)
        (problem,) = caught.value.problems
        assert (problem.code, problem.source) == ("cannot-read", str(tmp_path))
