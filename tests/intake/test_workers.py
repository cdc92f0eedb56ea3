# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Processes that count: how they are started, how they end, and that none is left."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.intake.filecases import one_after_the_other, random_lines, write_files
from tests.schemas.test_fastlane import MIXED

from weltoffen.errors import WorkerEnded
from weltoffen.intake import pieces, workers
from weltoffen.intake.files import tally_files
from weltoffen.intake.pieces import Piece, cut, survey
from weltoffen.intake.workers import (
    Job,
    Worker,
    begin,
    count,
    count_apart,
    count_here,
    start_method,
)
from weltoffen.schemas.strict import DEFAULT_LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = (MIXED.questionnaire, MIXED.assessment)
JOB = Job(
    questionnaire=MIXED.questionnaire,
    assessment=MIXED.assessment,
    limits=DEFAULT_LIMITS,
    decoder=None,
    stops=True,
)
needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no Linux")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_files(tmp_path, [b"".join(random_lines(*HERE, 40))])[0]


def pieces_of(file: Path, size: int = 900) -> list[Piece]:
    return list(cut([survey(str(file), DEFAULT_LIMITS)], 0, size))


class TestStart:
    """CPython warns of a fork beside threads: so it is done only where there are none."""

    @needs_proc
    def test_beside_a_thread_processes_are_spawned(
        self, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pieces, "SMALLEST", 4_000)
        ends = threading.Event()
        thread = threading.Thread(target=ends.wait)
        thread.start()
        try:
            assert start_method() == "spawn"
            found = tally_files(file, *HERE, workers=2)
        finally:
            ends.set()
            thread.join()
        assert found == one_after_the_other([file], *HERE).tally

    @needs_proc
    def test_alone_they_are_forked(self) -> None:
        code = "from weltoffen.intake.workers import start_method; print(start_method())"
        found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
        assert found.stdout == b"fork\n"

    def test_elsewhere_they_are_spawned(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def missing(_: str) -> list[str]:
            raise FileNotFoundError

        monkeypatch.setattr(os, "listdir", missing)
        assert start_method() == "spawn"


DAEMON = """
import multiprocessing, sys
from tests.intake.test_workers import HERE
from weltoffen.intake import pieces
from weltoffen.intake.files import tally_files

def count(path):
    pieces.SMALLEST = 500
    print(sum(one.responses for one in tally_files(path, *HERE, workers=2).personal))

if __name__ == "__main__":
    process = multiprocessing.Process(target=count, args=sys.argv[1:], daemon=True)
    process.start()
    process.join()
"""


def test_a_daemonic_process_counts_by_itself(file: Path) -> None:
    """It may start no process; a job queue runs its work in such."""
    done = subprocess.run(
        [sys.executable, "-c", DAEMON, str(file)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    expected = one_after_the_other([file], *HERE).tally
    assert int(done.stdout) == sum(one.responses for one in expected.personal)


class TestAWorker:
    """What is done in a worker, done here."""

    @pytest.fixture(autouse=True)
    def _as_before(self) -> Iterator[None]:
        before = signal.getsignal(signal.SIGINT)
        yield
        signal.signal(signal.SIGINT, before)
        workers._here.clear()  # noqa: SLF001 - what a worker keeps

    def test_counts_what_is_counted_in_one_process(self, file: Path) -> None:
        begin(JOB, multiprocessing.get_context("spawn").Event())
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        found = [count(one) for one in pieces_of(file)]
        assert found == list(count_here(JOB.counter(), JOB, pieces_of(file), lambda *_: None))
        assert sum(one.part.accepted for one in found) == 40

    def test_gives_up_what_nobody_waits_for(self, file: Path) -> None:
        stop = multiprocessing.get_context("spawn").Event()
        worker = Worker(JOB, stop)
        stop.set()
        with pytest.raises(workers._GivenUp):  # noqa: SLF001 - told to nobody
            worker.count(pieces_of(file)[0])

    def test_ends_with_its_parent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ended: list[int] = []
        reader, writer = multiprocessing.Pipe(duplex=False)
        monkeypatch.setattr(os, "_exit", ended.append)
        monkeypatch.setattr(
            multiprocessing, "parent_process", lambda: type("Parent", (), {"sentinel": reader})
        )
        writer.close()
        workers._end_with_parent()  # noqa: SLF001 - what its thread does
        assert ended == [1]
        reader.close()


def test_a_worker_that_is_killed_breaks_the_pool(file: Path) -> None:
    """For want of memory, say: the count fails and does not wait for ever."""
    parts = count_apart(JOB, pieces_of(file) * 300, 2, lambda: None)
    next(parts)
    for process in multiprocessing.active_children():
        process.kill()
    with pytest.raises(WorkerEnded, match="__main__"):
        list(parts)
    assert multiprocessing.active_children() == []


def test_interrupts_wait_until_the_workers_ignore_them() -> None:
    if not hasattr(signal, "pthread_sigmask"):
        pytest.skip("nothing can be held back here")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    with workers._no_interrupt():  # noqa: SLF001 - what surrounds the start of processes
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before


def test_where_nothing_can_be_held_back_it_counts_all_the_same(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(signal, "pthread_sigmask", raising=False)
    parts = list(count_apart(JOB, pieces_of(file), 2, lambda: None))
    assert sum(one.part.accepted for one in parts) == 40


def test_waiting_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "EVERY", 0)
    told: list[int] = []
    parts = list(count_apart(JOB, pieces_of(file), 2, lambda: told.append(1)))
    assert sum(one.part.accepted for one in parts) == 40
    assert told


SCRIPT = """
import signal
import sys
from tests.intake.test_workers import HERE
from weltoffen.intake import pieces, progress
from weltoffen.intake.files import tally_files

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs begin without
    pieces.SMALLEST = pieces.LARGEST = 5_000
    progress.EVERY = 0
    tally_files([sys.argv[1]] * 2_000, *HERE, workers=2, progress=lambda one: print("on", flush=True))
"""


@needs_proc
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_the_count(file: Path, how: signal.Signals) -> None:
    """Ctrl-C reaches the whole group, as from a terminal; the other signals only the one that counts."""
    running = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(file)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"on\n"
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
        assert len(children) == 2
        if how == signal.SIGINT:
            os.killpg(running.pid, how)
        else:
            running.send_signal(how)
        errors = running.communicate(timeout=60)[1].decode()
        assert running.returncode == -how
    assert errors.count("Traceback") == (how == signal.SIGINT)
    assert errors.rstrip().endswith("KeyboardInterrupt" if how == signal.SIGINT else "")
    patience = time.monotonic() + 20
    while any(_runs(one) for one in children):
        assert time.monotonic() < patience
        time.sleep(0.01)


def _runs(pid: str) -> bool:
    """Say whether a process still runs; one that has ended may be left for its parent to take note of."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
