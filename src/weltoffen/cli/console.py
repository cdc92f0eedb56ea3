# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What commands say and write (Ausgabe): texts, data, problems, progress."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO, final

import attrs

from weltoffen.cli.status import Status
from weltoffen.errors import InvalidDocument, Problem, WeltoffenError, shorten
from weltoffen.report.wording import Language, wording_language, words_of
from weltoffen.schemas.wire import wire_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FINE = 0
"""Exit code where all is well."""
PROBLEMS = 1
"""Exit code where a document has problems."""
CANNOT_RUN = 2
"""Exit code where the command was wrong, a file cannot be read or written, or an extra is missing."""
LEFT_OUT = 3
"""Exit code where all is written, but refused responses were left out, as asked for."""
STANDARD = "-"
"""Stands for standard input where a file is asked for, and for standard output in messages."""
LONGEST_NAME = 500


class CannotRun(WeltoffenError):
    """The command was wrong, or a file cannot be read or written; the exit code is 2."""


def default_language() -> Language:
    """Take the language from the environment: English if it is asked for, otherwise German."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next(filter(None, named), "")
    return "en" if chosen.lower().startswith("en") else "de"


@contextlib.contextmanager
def naming(name: str) -> Iterator[None]:
    """Add the name of a file to the problems that are found in it."""
    try:
        yield
    except InvalidDocument as error:
        found = [p if p.source else attrs.evolve(p, source=name) for p in error.problems]
        raise InvalidDocument(found, error.more) from None


@final
class Console:
    """Standard output and standard error in one language."""

    def __init__(self, language: str | None) -> None:
        """Prepare the streams: a character that they do not know must not stop anything."""
        self.language: Language = wording_language(language or default_language())
        self._words = words_of("weltoffen.cli", "phrases.toml", self.language)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")

    def phrase(self, key: str, /, **values: object) -> str:
        """Fill a text of ``phrases.toml``."""
        return self._words[key].format(**values)

    @property
    def on_terminal(self) -> bool:
        """Whether standard output is a terminal."""
        return sys.stdout is not None and sys.stdout.isatty()

    def say(self, text: str = "") -> None:
        """Write a line to standard output."""
        with self._writing() as stream:
            stream.write(text + "\n")

    def note(self, text: str) -> None:
        """Write a line to standard error; where that is closed or full, nobody reads it."""
        with contextlib.suppress(OSError, AttributeError):
            sys.stderr.write(text + "\n")

    def data(self, data: bytes) -> None:
        """Write a document to standard output, in UTF-8 whatever the terminal speaks."""
        with self._writing() as stream:
            stream.flush()
            left = memoryview(data)
            while left:  # an unbuffered stream may take less than it is given
                written = stream.buffer.write(left)
                if not written:
                    raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
                left = left[written:]

    def flush(self) -> None:
        """Write out what waits, so that a closed pipe is noticed."""
        if sys.stdout is not None:
            with self._writing() as stream:
                stream.flush()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[TextIO]:
        try:
            yield _standard_output()
        except BrokenPipeError:
            raise
        except OSError as error:  # such as a full disk
            silence()
            reason = error.strerror or "?"
            raise CannotRun(
                self.phrase("file.cannot-write", name=STANDARD, reason=reason)
            ) from None

    def save(self, path: Path, data: bytes, *, private: bool = False) -> None:
        """Write a file, with the folder that it is in; a new private one can be read by its owner alone.

        Raises:
            CannotRun: If that is not possible.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if private:
                path.touch(mode=0o600)
            path.write_bytes(data)
        except (OSError, ValueError) as error:  # a zero byte in the name
            reason = (error.strerror if isinstance(error, OSError) else None) or type(
                error
            ).__name__
            name = shown_name(str(path))
            raise CannotRun(self.phrase("file.cannot-write", name=name, reason=reason)) from None

    # --- Problems ------------------------------------------------------------------------------------

    def line(self, problem: Problem) -> str:
        """Write a problem on one line: file, line, pointer, cell, code, text."""
        place = "" if problem.source is None else f"{shown_name(problem.source)}:"
        if problem.line is not None:
            place += f"{problem.line}:"
        code = problem.code
        if problem.severity == "warning":
            code = f"{self.phrase('check.warning')} {code}"
        text = problem.message(self.language)
        pointer = wire_pointer(problem.pointer) or "/"
        cell = "" if problem.cell is None else f" ({problem.cell})"
        return f"{place} {pointer}{cell}: {code}: {text}".lstrip()

    def complain(self, error: InvalidDocument) -> None:
        """Write the problems of a document to standard error."""
        for problem in error.problems:
            self.note(self.line(problem))
        if error.more:
            self.note(self.phrase("check.more", number=error.more))

    # --- Progress ------------------------------------------------------------------------------------

    def stage(self, name: str, *, alone: bool = False) -> Status:
        """Say on a terminal what goes on, if it takes more than a second.

        Args:
            name: Name of the stage, in ``phrases.toml`` under ``stage``.
            alone: As in `Status`.

        Returns:
            The line, as a context that ends with the stage; nothing is to be written to the terminal in it.
        """
        return Status(self.phrase(f"stage.{name}"), alone=alone)


def _standard_output() -> TextIO:
    if sys.stdout is None:  # closed by the shell
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdout


def silence() -> None:
    """Keep Python from complaining at its end that standard output cannot be written any more."""
    try:
        number = sys.stdout.fileno()
    except (OSError, AttributeError):  # there is none
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def shown_name(name: str) -> str:
    """Make the name of a file safe to print."""
    return shorten(name, LONGEST_NAME)
