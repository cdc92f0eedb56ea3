# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counting files (Dateien auszählen): in several processes, and on from where it was stopped; T1, T2."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, final, overload

from weltoffen.arguments import check_type
from weltoffen.errors import InvalidDocument
from weltoffen.intake.checkpoints import Checkpoint, State
from weltoffen.intake.given import check_arguments, check_workers
from weltoffen.intake.parts import OnError, Whole
from weltoffen.intake.pieces import cut, lines_before, piece_size, placing, survey
from weltoffen.intake.progress import Ticker
from weltoffen.intake.workers import Job, count_apart, count_here
from weltoffen.model.assessment import Assessment
from weltoffen.schemas.strict import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from weltoffen.intake.given import Decoder
    from weltoffen.intake.lines import LineCounter, Watcher
    from weltoffen.intake.parts import Intake
    from weltoffen.intake.pieces import SourceFile
    from weltoffen.intake.workers import Counted
    from weltoffen.model.questionnaire import Questionnaire
    from weltoffen.scoring.tally import Tally

Name = str | os.PathLike[str]
"""A path of a file."""


@overload
def tally_files(
    paths: Name | Iterable[Name],
    questionnaire: Questionnaire,
    assessment: Assessment,
    *,
    workers: int = 1,
    on_error: Literal["raise"] = "raise",
    decoder: Decoder | None = None,
    limits: Limits = DEFAULT_LIMITS,
    checkpoint: Name | None = None,
    progress: Watcher | None = None,
) -> Tally: ...
@overload
def tally_files(
    paths: Name | Iterable[Name],
    questionnaire: Questionnaire,
    assessment: Assessment,
    *,
    workers: int = 1,
    on_error: Literal["collect"],
    decoder: Decoder | None = None,
    limits: Limits = DEFAULT_LIMITS,
    checkpoint: Name | None = None,
    progress: Watcher | None = None,
) -> Intake: ...
def tally_files(
    paths: Name | Iterable[Name],
    questionnaire: Questionnaire,
    assessment: Assessment,
    *,
    workers: int = 1,
    on_error: OnError = "raise",
    decoder: Decoder | None = None,
    limits: Limits = DEFAULT_LIMITS,
    checkpoint: Name | None = None,
    progress: Watcher | None = None,
) -> Tally | Intake:
    """Read and count files of responses (Dateien auszählen; T1), in several processes if wanted.

    Result and problems are those of one process that reads file after file, whatever the number of workers.
    Of two official responses that clash the later one is refused, in the order of files and lines.

    Args:
        paths: A file or several, each a stream of lines or one document, as
            `weltoffen.schemas.responses.split_documents` decides. They must not change meanwhile.
        questionnaire: The questionnaire, extended by the local supplement if there is one.
        assessment: Each response must name it and one of its perspectives.
        workers: Number of processes that count; 1 counts in this one, and so does a daemonic process, which
            may start none. A script that asks for more needs the usual ``if __name__ == "__main__":``.
        on_error: ``raise`` stops at the first response that is refused; ``collect`` passes over it and tells
            about it.
        decoder: As in `weltoffen.intake.lines.tally_lines`.
        limits: Limits of reading, for each line.
        checkpoint: A file that keeps how far the count is, written about once a second and at the end. If it
            is there, the count goes on where it was stopped. It is as confidential as the tally in it; only
            its owner may read it. Only one count at a time may use it.
        progress: Called in this process with a `weltoffen.intake.progress.Progress` about twice a second, and
            once at the end. What it raises ends the count.

    Returns:
        The tally; for ``collect`` an `Intake` with the tally, the numbers of accepted and refused responses,
        and the problems with file and line.

    Raises:
        InvalidDocument: ``cannot-read`` or ``not-a-file``; before anything is counted, if a file cannot even
            be opened. ``file-changed``, if a file was changed while it was counted. For ``raise`` also for
            the first response that is refused. With a checkpoint
            ``cannot-write``, ``checkpoint-damaged``, ``newer-version`` or ``checkpoint-differs``.
        MissingExtra: For the decoder ``fast`` without msgspec.
        WorkerEnded: If a worker was killed, by an operator or for want of memory.
        TypeError: For an argument of a wrong type.
        ValueError: For less than one worker, or a word that is none of those above.
    """
    names = _names(paths)
    check_arguments(
        "tally_files",
        questionnaire=questionnaire,
        on_error=on_error,
        decoder=decoder,
        limits=limits,
        progress=progress,
    )
    check_type("tally_files", "assessment", assessment, Assessment)
    check_workers("tally_files", workers)
    check_type("tally_files", "checkpoint", checkpoint, str, os.PathLike, type(None))
    job = Job(
        questionnaire=questionnaire,
        assessment=assessment,
        limits=limits,
        decoder=decoder,
        stops=on_error == "raise",
    )
    counter = job.counter()  # made first: an extra that is missing is told at once
    files = [survey(name, limits) for name in names]
    kept = None if checkpoint is None else Checkpoint(Path(checkpoint), files, job, on_error)
    count = _Count(files, job, counter, Whole(questionnaire, on_error), kept)
    count.run(workers, progress)
    intake = count.whole.result()
    return intake if on_error == "collect" else intake.tally


def _names(paths: Name | Iterable[Name]) -> list[str]:
    check_type("tally_files", "paths", paths, str, os.PathLike, Iterable)
    names = []
    for one in [paths] if isinstance(paths, (str, os.PathLike)) else paths:
        check_type("tally_files", "paths", one, str, os.PathLike)
        name = os.fspath(one)
        check_type("tally_files", "paths", name, str)
        names.append(name)
    return names


@final
class _Count:
    """One count of files while it goes on."""

    def __init__(
        self,
        files: Sequence[SourceFile],
        job: Job,
        counter: LineCounter,
        whole: Whole,
        checkpoint: Checkpoint | None,
    ) -> None:
        self.files = files
        self.job = job
        self.counter = counter
        self.whole = whole
        self.checkpoint = checkpoint
        self.size = sum(one.size for one in files)
        self.position = self.line = 0
        self.state: State | None = None
        if checkpoint is not None:
            self._begin(checkpoint.load())

    def _begin(self, state: State) -> None:
        self.whole.resume(state.intake)
        self.position, self.line, self.state = state.position, state.line, state

    def run(self, workers: int, progress: Watcher | None) -> None:
        """Count what is left."""
        ticker = Ticker(progress, self.size, self.whole.lines)
        try:
            self._save()  # whether it can be written is known at once
            with contextlib.closing(self._counted(workers, ticker)) as parts:
                for counted in parts:
                    self._add(counted)
                    self._tell(ticker)
            self._finish()
        except BaseException:
            with contextlib.suppress(InvalidDocument):  # what ended the count is told, not this
                self._save(now=True)
            raise
        self._tell(ticker, done=True)

    def _counted(self, workers: int, ticker: Ticker) -> Generator[Counted, None, None]:
        size = piece_size(self.size - self.position, workers)
        pieces = cut(self.files, self.position, size)
        needed = min(workers, -(-(self.size - self.position) // size))
        if needed > 1 and not multiprocessing.current_process().daemon:  # such a one may start none
            return count_apart(self.job, pieces, needed, lambda: self._tell(ticker))

        def tell(lines: int, refused: int, read: int) -> None:
            whole, rest = self.whole, self.size - self.position
            ticker.tell(
                whole.lines + lines, whole.refused + refused, self.position + min(read, rest)
            )

        return count_here(self.counter, self.job, pieces, tell)

    def _add(self, counted: Counted) -> None:
        piece, lines = counted.piece, counted.lines
        self.whole.add(counted.part, placing(piece, lines, self.line))
        self.line = lines_before(piece, lines, self.line)
        self.position = piece.end
        self._note()

    def _note(self, *, is_done: bool = False) -> None:
        """Note a state that is whole: an interruption at any other moment falls back on it."""
        if self.checkpoint is not None:
            self.state = State(
                intake=self.whole.result(),
                position=self.position,
                line=self.line,
                is_done=is_done,
            )
            self._save(now=is_done)

    def _finish(self) -> None:
        for one in self.files:
            one.check_unchanged()
        if self.state is None or not self.state.is_done:
            self._note(is_done=True)

    def _save(self, *, now: bool = False) -> None:
        if self.checkpoint is not None and self.state is not None:
            if now:
                self.checkpoint.keep(self.state)
            else:
                self.checkpoint.save(self.state)

    def _tell(self, ticker: Ticker, *, done: bool = False) -> None:
        ticker.tell(self.whole.lines, self.whole.refused, self.position, done=done)
