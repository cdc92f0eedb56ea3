# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What commands read (Eingabe): files, standard input, editions by name."""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from weltoffen.cli.console import STANDARD, CannotRun, shown_name
from weltoffen.errors import InvalidDocument
from weltoffen.reference import editions, load_reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.cli.console import Console
    from weltoffen.model.edition import Edition
    from weltoffen.model.ids import Reference

STREAMS = frozenset({".ndjson", ".jsonl"})


@contextlib.contextmanager
def opened(name: str, console: Console) -> Iterator[BinaryIO]:
    """Open a file, or standard input for ``-``.

    Raises:
        CannotRun: If it cannot be opened or read.
    """
    with contextlib.ExitStack() as ending:
        try:
            if name == STANDARD:
                file: BinaryIO = sys.stdin.buffer
            else:
                file = ending.enter_context(Path(name).open("rb"))
        except (OSError, ValueError, AttributeError) as error:  # a zero byte; no standard input
            raise _unreadable(name, error, console) from None
        try:
            yield file
        except BrokenPipeError:  # of standard output
            raise
        except OSError as error:
            raise _unreadable(name, error, console) from None


def _unreadable(name: str, error: Exception, console: Console) -> CannotRun:
    reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
    return CannotRun(console.phrase("file.cannot-read", name=shown_name(name), reason=reason))


def documents(file: BinaryIO, name: str, size: int) -> Iterator[tuple[int | None, bytes]]:
    """Split a file into documents: one on every line, or one in all.

    A file is taken line by line if its name says so (``.ndjson``, ``.jsonl``), or if its first line is a
    whole JSON document and others follow.

    Args:
        file: The file.
        name: Its name.
        size: Largest document in bytes; of a longer one a little more is given, so that the reader sees it.

    Yields:
        Number of the line, or None for the whole file, and the bytes.
    """
    lines = _lines(file, size + 1)
    first = next(lines, None)
    if Path(name).suffix.lower() in STREAMS:
        if first is not None:
            yield first
        yield from lines
        return
    if first is None:
        yield None, b""
        return
    if not _is_whole(first[1]):
        yield None, first[1] + file.read(size + 1)
        return
    second = next(lines, None)
    if second is None:
        yield None, first[1]
        return
    yield first
    yield second
    yield from lines


def _lines(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := file.readline(size):
        number += 1
        if line.strip():
            yield number, line


def _is_whole(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def check_standard_once(names: Sequence[str | None], console: Console) -> None:
    """Refuse to read standard input twice.

    Raises:
        CannotRun: If it is named more than once.
    """
    if list(names).count(STANDARD) > 1:
        raise CannotRun(console.phrase("file.standard-once"))


def edition_named(version: str, console: Console) -> Edition:
    """Load a shipped edition by its version.

    Raises:
        CannotRun: If there is none.
    """
    try:
        return load_reference(version)
    except InvalidDocument as error:
        raise CannotRun(error.problems[0].message(console.language)) from None


def edition_of(reference: Reference) -> Edition | None:
    """Find the shipped edition with a questionnaire; None if there is none."""
    if reference.version not in editions():
        return None
    edition = load_reference(reference.version)
    return edition if edition.reference == reference else None
