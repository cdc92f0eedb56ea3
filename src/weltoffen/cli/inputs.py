# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What commands read (Eingabe): files, standard input, editions by name."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from weltoffen import schemas
from weltoffen.cli.console import STANDARD, CannotRun, shown_name
from weltoffen.errors import InvalidDocument
from weltoffen.reference import editions, load_reference
from weltoffen.schemas.responses import STREAMS
from weltoffen.schemas.strict import DEFAULT_LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.cli.console import Console
    from weltoffen.model.assessment import Assessment
    from weltoffen.model.edition import Edition
    from weltoffen.model.ids import Reference
    from weltoffen.model.questionnaire import Questionnaire
    from weltoffen.model.response import Response

SHEETS = frozenset({".csv", ".xlsx"})
"""Ends of the names of answer sheets."""


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
        except OSError as error:
            raise _unreadable(name, error, console) from None


def _unreadable(name: str, error: Exception, console: Console) -> CannotRun:
    reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
    return CannotRun(console.phrase("file.cannot-read", name=shown_name(name), reason=reason))


def documents(file: BinaryIO, name: str, console: Console) -> Iterator[tuple[int | None, bytes]]:
    """Split a file as `weltoffen.schemas.responses.split_documents` does, by its name and content.

    Yields:
        Number of the line, or None for the whole file, and the bytes.

    Raises:
        CannotRun: If it cannot be read to its end.
    """
    try:
        yield from schemas.split_documents(file, stream=is_stream(name) or None)
    except InvalidDocument as error:
        reason = dict(error.problems[0].parameters)["reason"]
        said = console.phrase("file.cannot-read", name=shown_name(name), reason=reason)
        raise CannotRun(said) from None


def is_sheet(name: str) -> bool:
    """Say whether a file's name says that it is an answer sheet."""
    return Path(name).suffix.lower() in SHEETS


def read_sheet(
    file: BinaryIO, questionnaire: Questionnaire, assessment: Assessment | None
) -> Response:
    """Read a filled answer sheet from an open file; errors as in `answersheets.read_answer_sheet`."""
    from weltoffen.interop import read_answer_sheet

    return read_answer_sheet(file.read(DEFAULT_LIMITS.size + 1), questionnaire, assessment)


def is_stream(name: str) -> bool:
    """Say whether a file's name says that each of its lines is a document."""
    return Path(name).suffix.lower() in STREAMS


def check_standard_once(names: Sequence[str | None], console: Console) -> None:
    """Refuse to read standard input twice.

    Raises:
        CannotRun: If it is named more than once.
    """
    if list(names).count(STANDARD) > 1:
        raise CannotRun(console.phrase("file.standard-once"))


def edition_named(version: str | None, console: Console) -> Edition:
    """Load a shipped edition by its version; the newest for None.

    Raises:
        CannotRun: If there is none.
    """
    try:
        return load_reference(editions()[-1] if version is None else version)
    except InvalidDocument as error:
        raise CannotRun(error.problems[0].message(console.language)) from None


def edition_of(reference: Reference) -> Edition | None:
    """Find the shipped edition with a questionnaire; None if there is none."""
    if reference.version not in editions():
        return None
    edition = load_reference(reference.version)
    return edition if edition.reference == reference else None
