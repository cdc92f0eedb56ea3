# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Answers that commands count (Antworten): files of responses one after another, or tallies made before."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, final

import attrs

from weltoffen import schemas
from weltoffen.cli.console import FINE, LEFT_OUT, STANDARD, CannotRun, naming, shown_name
from weltoffen.cli.inputs import (
    check_standard_once,
    documents,
    is_sheet,
    opened,
    read_sheet,
)
from weltoffen.errors import MAX_PROBLEMS, InvalidDocument, Problem, WorkerEnded
from weltoffen.intake.files import tally_files
from weltoffen.intake.lines import tally_sources
from weltoffen.report.wording import words
from weltoffen.schemas.strict import DEFAULT_LIMITS
from weltoffen.scoring.counting import empty_tally
from weltoffen.scoring.protection import check_belongs
from weltoffen.scoring.tally import Tally

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from weltoffen.cli.console import Console
    from weltoffen.intake.parts import Intake, OnError
    from weltoffen.intake.progress import Progress
    from weltoffen.model.assessment import Assessment
    from weltoffen.model.questionnaire import Questionnaire


@final
@attrs.frozen(kw_only=True)
class Counted:
    """What commands go on with (Auszählung).

    Attributes:
        tally: The counts.
        refused: How many responses were refused and left out.
    """

    tally: Tally
    refused: int = 0

    @property
    def code(self) -> int:
        """The exit code, if all else is well."""
        return LEFT_OUT if self.refused else FINE


def check_answers(
    options: argparse.Namespace, others: Sequence[str | None], console: Console
) -> None:
    """Check what says which answers are counted, before anything is read.

    Raises:
        CannotRun: If standard input is named twice, or there is nothing that could be refused.
    """
    check_standard_once([*options.answers, *options.counts, *others], console)
    if options.counts and options.skip_refused:
        raise CannotRun(console.phrase("answers.nothing-to-skip"))


def counted_answers(
    options: argparse.Namespace,
    assessment: Assessment,
    questionnaire: Questionnaire,
    console: Console,
) -> Counted:
    """Count the answers that are named, or read the counts; there must be some.

    Raises:
        CannotRun: If a file cannot be read.
        InvalidDocument: With the problems of the first response that is refused, unless it is to be left out,
            or of a tally; ``no-responses``.
    """
    if options.counts:
        found = Counted(tally=_added(options.counts, assessment, questionnaire, console))
    else:
        found = count(
            options.answers, assessment, questionnaire, console, skips=options.skip_refused
        )
    check_any(found)
    return found


def check_any(found: Counted) -> None:
    """Refuse to go on without a response."""
    if not found.tally.personal and not found.tally.official:
        raise InvalidDocument([Problem.at("no-responses")])


def _added(
    names: Sequence[str], assessment: Assessment, questionnaire: Questionnaire, console: Console
) -> Tally:
    """Read tallies and add them (T2); a clash is one of the file that is added."""
    total = empty_tally(questionnaire)
    with console.stage("adding"):
        for name in names:
            with opened(name, console) as file, naming(name):
                found = schemas.read_tally(file.read(DEFAULT_LIMITS.size + 1), questionnaire)
                check_belongs(found, assessment, questionnaire)
                total += found
    return total


def count(
    names: Sequence[str],
    assessment: Assessment,
    questionnaire: Questionnaire,
    console: Console,
    *,
    skips: bool = False,
    workers: int = 1,
    checkpoint: str | None = None,
) -> Counted:
    """Read and count files of responses (T1), and say how far it has come.

    Args:
        names: Names of files; ``-`` is standard input.
        assessment: The assessment.
        questionnaire: Its questionnaire, with the supplement.
        console: For messages.
        skips: Whether to leave out what is refused; it is listed then.
        workers: Number of processes.
        checkpoint: File by which a count that was stopped can go on; None for none.

    Raises:
        CannotRun: If a file cannot be read.
        InvalidDocument: With the problems of the first response that is refused, with their file and line.
    """
    answers = Sources(names, console, questionnaire, assessment, skips=skips)
    with console.stage("reading", alone=workers > 1) as status:

        def tell(progress: Progress) -> None:
            status.update(progress_line(answers.completed(progress), console))

        files: dict[str, Any] = {"workers": workers, "checkpoint": checkpoint, "progress": tell}
        try:
            if workers == 1 and checkpoint is None:
                on_error: OnError = "collect" if skips else "raise"
                found = tally_sources(
                    answers, questionnaire, assessment, on_error=on_error, progress=tell
                )
            elif skips:
                found = tally_files(names, questionnaire, assessment, on_error="collect", **files)
            else:
                return Counted(tally=tally_files(names, questionnaire, assessment, **files))
        except WorkerEnded:
            raise CannotRun(console.phrase("answers.worker-ended")) from None
    if skips:
        found = answers.with_sheets(found)
        _list_refused(found, console)
    return Counted(tally=found.tally, refused=found.refused)


def progress_line(progress: Progress, console: Console) -> str:
    """Say how far reading has come, on one line of 80 columns."""
    if not progress.lines:
        return console.phrase("stage.reading")
    said = [
        console.phrase("progress.responses", number=_grouped(progress.lines, console)),
        console.phrase("progress.rate", number=_grouped(round(progress.rate), console)),
    ]
    if progress.refused:
        said.append(console.phrase("progress.refused", number=_grouped(progress.refused, console)))
    if progress.share is not None:
        percent = words(console.language)["unit.percent"]
        said.append(percent.format(number=int(100 * progress.share)))
    return " · ".join(said)


def _grouped(number: int, console: Console) -> str:
    return f"{number:,}".replace(",", words(console.language)["unit.group-mark"])


def _list_refused(found: Intake, console: Console) -> None:
    """List what was refused on standard error, and how much was."""
    console.complain(InvalidDocument(found.problems, found.more))
    numbers = {"accepted": found.accepted, "refused": found.refused}
    said = {name: _grouped(number, console) for name, number in numbers.items()}
    console.note(console.phrase("answers.numbers", **said))


@final
class Sources:
    """Files of responses as sources, each opened when its turn comes; to be gone through once."""

    def __init__(
        self,
        names: Sequence[str],
        console: Console,
        questionnaire: Questionnaire,
        assessment: Assessment,
        *,
        skips: bool = False,
    ) -> None:
        """Take the names of the files, ``-`` is standard input, and what answer sheets are read by."""
        self._names = names
        self._console = console
        self._questionnaire = questionnaire
        self._assessment = assessment
        self._skips = skips
        self._size = _size(names)
        self.refused: list[InvalidDocument] = []
        """Answer sheets that were left out."""

    def __iter__(self) -> Iterator[tuple[str, Iterator[tuple[int | None, bytes]]]]:
        """Give the name of each file, and its documents with the numbers of their lines."""
        for name in self._names:
            yield name, self._documents(name)

    def _documents(self, name: str) -> Iterator[tuple[int | None, bytes]]:
        with opened(name, self._console) as file:
            if is_sheet(name):
                yield from self._sheet(file, name)
            else:
                yield from documents(file, name, self._console)

    def _sheet(self, file: BinaryIO, name: str) -> Iterator[tuple[None, bytes]]:
        """Turn an answer sheet into the document that it stands for."""
        try:
            with naming(name):
                response = read_sheet(file, self._questionnaire, self._assessment)
        except InvalidDocument as error:
            if not self._skips:
                raise
            self.refused.append(error)
        else:
            yield None, schemas.write_line(response)

    def completed(self, progress: Progress) -> Progress:
        """Add what is known of the files: their size, and answer sheets that were left out."""
        more = len(self.refused)
        return attrs.evolve(
            progress,
            lines=progress.lines + more,
            refused=progress.refused + more,
            size=self._size if progress.size is None else progress.size,
        )

    def with_sheets(self, found: Intake) -> Intake:
        """Add the answer sheets that were left out; problems stand in the order of the files."""
        place = {name: at for at, name in reversed([*enumerate(self._names)])}
        more = [problem for error in self.refused for problem in error.problems]
        problems = sorted([*found.problems, *more], key=lambda one: place[one.source or ""])
        return attrs.evolve(
            found,
            refused=found.refused + len(self.refused),
            problems=problems[:MAX_PROBLEMS],
            more=found.more
            + sum(error.more for error in self.refused)
            + max(0, len(problems) - MAX_PROBLEMS),
        )


def _size(names: Sequence[str]) -> int | None:
    """Give the bytes of all files; None if one of them is a pipe, an answer sheet, or not there."""
    total = 0
    for name in names:
        try:
            found = Path(name).stat()
        except (OSError, ValueError):  # also standard input; the reader tells what is wrong
            return None
        if is_sheet(name) or not stat.S_ISREG(found.st_mode):
            return None
        total += found.st_size
    return total


def check_many(names: Sequence[str], console: Console) -> None:
    """Check that files can be cut into pieces, for several workers or a checkpoint.

    Raises:
        CannotRun: For standard input and answer sheets.
    """
    for name in names:
        if name == STANDARD or is_sheet(name):
            raise CannotRun(console.phrase("answers.not-cut", name=shown_name(name)))
