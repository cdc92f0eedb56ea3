# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Workers (Zählprozesse): pieces are counted in this process or in several, and come back in order; T2."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait as wait_for
from typing import TYPE_CHECKING, final

import attrs

from weltoffen.errors import WorkerEnded
from weltoffen.intake.given import Decoder
from weltoffen.intake.lines import LineCounter
from weltoffen.intake.parts import Part
from weltoffen.intake.pieces import Piece, PieceReader
from weltoffen.intake.progress import EVERY
from weltoffen.model.assessment import Assessment
from weltoffen.model.questionnaire import Questionnaire
from weltoffen.schemas.strict import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from multiprocessing.synchronize import Event

    from weltoffen.intake.lines import Tell

AHEAD = 2
"""Pieces in flight for each worker: it finds the next one when it has done one."""


@final
@attrs.frozen(kw_only=True)
class Job:
    """What every worker has to know (Auftrag); arguments of `weltoffen.intake.files.tally_files`.

    Attributes:
        questionnaire: The questionnaire.
        assessment: The assessment.
        limits: Limits of reading.
        decoder: How lines are decoded.
        stops: Whether to stop at the first response that is refused.
    """

    questionnaire: Questionnaire
    assessment: Assessment
    limits: Limits
    decoder: Decoder | None
    stops: bool

    def counter(self) -> LineCounter:
        """Compile the questionnaire."""
        return LineCounter(
            self.questionnaire, self.assessment, limits=self.limits, decoder=self.decoder
        )


@final
@attrs.frozen(kw_only=True)
class Counted:
    """What came out of one piece.

    Attributes:
        piece: The piece.
        part: Its counts and problems.
        lines: Number of lines of each of its spans that was read.
    """

    piece: Piece
    part: Part
    lines: tuple[int, ...]


def count_piece(counter: LineCounter, job: Job, piece: Piece, tell: Tell) -> Counted:
    """Read and count one piece; ``tell`` as in `weltoffen.intake.lines.LineCounter.count`."""
    reader = PieceReader(piece, job.limits)
    part = counter.count(reader, stops=job.stops, tell=tell)
    return Counted(piece=piece, part=part, lines=tuple(reader.lines))


def count_here(
    counter: LineCounter, job: Job, pieces: Iterable[Piece], tell: Tell
) -> Generator[Counted, None, None]:
    """Count piece after piece in this process; ``tell`` as in `count_piece`."""
    for piece in pieces:
        yield count_piece(counter, job, piece, tell)


def count_apart(
    job: Job, pieces: Iterable[Piece], workers: int, tell: Callable[[], object]
) -> Generator[Counted, None, None]:
    """Count pieces in processes, a few at a time.

    Args:
        job: What every worker has to know.
        pieces: The pieces.
        workers: Number of processes.
        tell: Called about twice a second while there is nothing to give.

    Yields:
        What came out, in the order of the pieces. When the iterator is closed, pieces that nobody waits for
        are given up, and no process is left.

    Raises:
        InvalidDocument: ``cannot-read``, when it is the turn of the piece.
        WorkerEnded: If a worker was killed, by an operator or for want of memory.
    """
    context = multiprocessing.get_context(start_method())
    stop = context.Event()
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=begin, initargs=(job, stop))
    ahead = iter(pieces)
    running: deque[Future[Counted]] = deque()
    try:
        with _no_interrupt():
            running += [pool.submit(count, one) for one in itertools.islice(ahead, AHEAD * workers)]
        while running:
            first = running.popleft()
            while not wait([first], timeout=EVERY).done:
                tell()
            counted = first.result()
            running += [pool.submit(count, one) for one in itertools.islice(ahead, 1)]
            yield counted
    except BrokenProcessPool:  # from a result, or already when the next piece is handed over
        message = (
            "a process that counts has ended on its own: for want of memory, because somebody ended it, or "
            'because a script that starts processes lacks `if __name__ == "__main__":`'
        )
        raise WorkerEnded(message) from None
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def _no_interrupt() -> Generator[None, None, None]:
    """Hold Ctrl-C back while processes are started: until `begin` each would end by it, with a traceback."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start_method() -> str:
    """Say how processes are started: by fork only where nothing else runs in this one, as then it is safe."""
    try:
        is_alone = len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - only Linux has it
    except OSError:
        is_alone = False
    return "fork" if is_alone else "spawn"


# --- In a worker -------------------------------------------------------------------------------------


@final
class _GivenUp(Exception):
    """Nobody waits for the piece any more."""


@final
class Worker:
    """What a worker keeps between pieces."""

    def __init__(self, job: Job, stop: Event) -> None:
        """Compile nothing yet: an error then would not come out as itself."""
        self._job = job
        self._stop = stop
        self._counter: LineCounter | None = None

    def count(self, piece: Piece) -> Counted:
        """Count a piece, unless nobody waits for it any more."""
        if self._counter is None:
            self._counter = self._job.counter()
        return count_piece(self._counter, self._job, piece, self._go_on)

    def _go_on(self, *_: int) -> None:
        if self._stop.is_set():
            raise _GivenUp


_here: list[Worker] = []


def begin(job: Job, stop: Event) -> None:
    """Make this process a worker: Ctrl-C is for the one that started it, whose end is also its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _here[:] = [Worker(job, stop)]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def count(piece: Piece) -> Counted:
    """Count a piece in this worker."""
    return _here[0].count(piece)
