# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Checkpoints (Zwischenstände): how far a count of files has come, to go on after an interruption; T2.

A checkpoint holds a tally and is as confidential as one. It is always whole: a new one takes the place of
the old one in one step.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, final

import attrs

from weltoffen.errors import MAX_PROBLEMS, InvalidDocument, Problem
from weltoffen.intake.parts import Intake
from weltoffen.model.digest import digest
from weltoffen.schemas.documents import cannot_read, load, plain_of, read_tally
from weltoffen.schemas.strict import Limits, dump, parse
from weltoffen.scoring.counting import empty_tally
from weltoffen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from weltoffen.intake.parts import OnError
    from weltoffen.intake.pieces import SourceFile
    from weltoffen.intake.workers import Job

FORMAT = "weltoffen-checkpoint"
VERSION = 1
EVERY = 1.0
"""Seconds between two writings, at least."""
SHARE = 20
"""A writing may take this part of the time at most; those of large tallies come less often."""
_LIMITS = Limits(size=2**31, answers=10**7, integer=2**80)
_WRONG = (LookupError, TypeError, ValueError, AttributeError)
"""What comes of a file that is no checkpoint; `InvalidDocument` is a ValueError."""


@final
@attrs.frozen(kw_only=True)
class State:
    """How far a count has come (Stand).

    Attributes:
        intake: What has come out.
        position: Bytes of the row of all files that are done.
        line: Lines of the file in which the next piece begins that are done.
        is_done: Whether the count is complete.
    """

    intake: Intake
    position: int = 0
    line: int = 0
    is_done: bool = False


@final
class Checkpoint:
    """A file that keeps the state of one count."""

    def __init__(
        self, path: Path, files: Sequence[SourceFile], job: Job, on_error: OnError
    ) -> None:
        """Describe the count that the file is for."""
        self._path = path
        self._names = [one.name for one in files]
        self._places = {name: at for at, name in enumerate(self._names)}
        self._size = sum(one.size for one in files)
        self._questionnaire = job.questionnaire
        self._count = _described(files, job, on_error)
        self._saved: State | None = None
        self._next = 0.0

    def load(self) -> State:
        """Give the state that the file keeps; that of the beginning if there is no file.

        Raises:
            InvalidDocument: ``cannot-read``; ``checkpoint-damaged``, also for a file that is no checkpoint;
                ``newer-version``; ``checkpoint-differs`` with everything that differs.
        """
        nothing = Intake(tally=empty_tally(self._questionnaire), accepted=0, refused=0)
        try:
            if not os.path.lexists(self._path):
                return State(intake=nothing)
            self._saved = self._read(load(self._path, _LIMITS))
        except InvalidDocument as error:
            found = [attrs.evolve(one, source=str(self._path)) for one in error.problems]
            raise InvalidDocument(found) from None
        return self._saved

    def _read(self, data: bytes) -> State:
        try:
            plain: Any = parse(data, _LIMITS)
            if plain["format"] != FORMAT:
                raise ValueError
            if plain["version"] == VERSION:
                problems = [
                    Problem.at("checkpoint-differs", ("count", key), key=key)
                    for key, expected in self._count.items()
                    if plain["count"].get(key) != expected
                ]
                state = None if problems else self._state(plain)
            else:
                problems, state = [Problem.at("newer-version", ("version",), known=VERSION)], None
        except _WRONG:
            raise InvalidDocument([Problem.at("checkpoint-damaged")]) from None
        if state is None:
            raise InvalidDocument(problems)
        return state

    def _state(self, plain: Mapping[str, Any]) -> State:
        intake = Intake(
            tally=read_tally(dump(plain["tally"]), self._questionnaire, limits=_LIMITS),
            accepted=plain["accepted"],
            refused=plain["refused"],
            problems=[self._problem(one) for one in plain["problems"]],
            more=plain["more"],
        )
        state = State(
            intake=intake, position=plain["position"], line=plain["line"], is_done=plain["done"]
        )
        tally = intake.tally
        counted = sum(one.responses for one in tally.personal) + len(tally.official)
        whole = (intake.refused, intake.more, state.position, state.line)
        if not (
            {type(one) for one in whole} == {int}
            and min(whole) >= 0
            and counted == intake.accepted
            and len(intake.problems) <= MAX_PROBLEMS
            and state.position <= self._size
            and state.is_done in {False, state.position == self._size}
        ):
            raise ValueError(whole)
        return state

    def save(self, state: State) -> None:
        """Write a state, unless the last one was written a moment ago.

        Raises:
            InvalidDocument: ``cannot-write``.
        """
        if time.monotonic() >= self._next:
            self.keep(state)

    def keep(self, state: State) -> None:
        """Write a state now, unless it has been written; errors as in `save`."""
        if state is self._saved:
            return
        start = time.monotonic()
        try:
            _replace(self._path, dump(self._plain(state)))
        except OSError as error:
            reason = dict(cannot_read(error).parameters)["reason"]
            problem = Problem.at("cannot-write", reason=reason)
            raise InvalidDocument([attrs.evolve(problem, source=str(self._path))]) from None
        self._saved = state
        end = time.monotonic()
        self._next = end + max(EVERY, SHARE * (end - start))

    def _plain(self, state: State) -> dict[str, Any]:
        intake = state.intake
        return {
            "format": FORMAT,
            "version": VERSION,
            "count": self._count,
            "done": state.is_done,
            "position": state.position,
            "line": state.line,
            "accepted": intake.accepted,
            "refused": intake.refused,
            "more": intake.more,
            "problems": [self._told(one) for one in intake.problems],
            "tally": plain_of(intake.tally),
        }

    def _told(self, problem: Problem) -> dict[str, Any]:
        """Write a problem; its file by number, as a name need not be Unicode."""
        return {
            "code": problem.code,
            "pointer": problem.pointer,
            "parameters": dict(problem.parameters),
            "line": problem.line,
            "file": self._places[problem.source or ""],
        }

    def _problem(self, plain: Mapping[str, Any]) -> Problem:
        line, file = plain["line"], plain["file"]
        found = Problem(
            code=plain["code"],
            pointer=plain["pointer"],
            parameters=tuple(plain["parameters"].items()),
            line=line,
            source=self._names[file],
        )
        found.message("en")  # an error for an unknown code, or one that lacks parameters
        types = {type(value) for _, value in found.parameters}
        if not (
            type(found.pointer) is str
            and types <= {str, int}
            and (line is None or (type(line) is int and line >= 1))
            and type(file) is int
            and file >= 0
        ):
            raise ValueError(file)
        return found


def _described(files: Sequence[SourceFile], job: Job, on_error: OnError) -> dict[str, Any]:
    """Describe a count by everything that its result depends on."""
    return {
        "weltoffen": __version__,
        "questionnaire": digest(job.questionnaire),
        "assessment": digest(job.assessment),
        "onError": on_error,
        "limits": attrs.asdict(job.limits),
        "files": [
            {
                "name": os.fsencode(one.name).decode(errors="backslashreplace"),
                "size": one.size,
                "modified": one.modified,
            }
            for one in files
        ],
    }


def _replace(path: Path, data: bytes) -> None:
    """Put bytes in the place of a file in one step; only the owner may read them."""
    new = path.with_name(f".{path.name}.weltoffen-new")  # nobody else's file is called so
    new.unlink(missing_ok=True)  # of a writing that was killed
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
