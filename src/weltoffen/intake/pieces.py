# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Pieces of files (Abschnitte): all files as one long row of bytes, cut without looking into it.

A piece holds the lines that begin in it. Where a cut falls changes neither counts nor problems.
"""

from __future__ import annotations

import bisect
import itertools
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, final

import attrs

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.schemas.documents import cannot_read
from weltoffen.schemas.responses import BUFFER, STREAMS, NumberedLines, split_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from weltoffen.schemas.strict import Limits

PIECES = 8
"""Pieces for each worker: enough that all of them end at about the same time."""
SMALLEST = 1024 * 1024
LARGEST = 64 * 1024 * 1024
"""Bounds of the size of a piece, in bytes."""
SKIPPED = 1024 * 1024
"""Most bytes that are read at once on the way to the first line of a piece."""


@final
@attrs.frozen(kw_only=True)
class SourceFile:
    """A file of responses (Datei), as it was when the count began.

    Attributes:
        name: Its path, as it was given.
        size: Its size in bytes.
        modified: When it was changed last, in nanoseconds since 1970.
        is_stream: Whether every line is a document; if not, the whole file is one.
    """

    name: str
    size: int
    modified: int
    is_stream: bool

    def check_unchanged(self) -> None:
        """Check that the file is as it was when the count began.

        Raises:
            InvalidDocument: ``file-changed``, or ``cannot-read`` if it is gone.
        """
        try:
            found = os.stat(self.name)  # noqa: PTH116 - the path as it was given
        except OSError as error:
            raise _named(error, self.name) from None
        if (found.st_size, found.st_mtime_ns) != (self.size, self.modified):
            raise InvalidDocument([attrs.evolve(Problem.at("file-changed"), source=self.name)])


@final
@attrs.frozen(kw_only=True)
class Span:
    """The part of one file that belongs to a piece.

    Attributes:
        name: Path of the file.
        is_stream: As in `SourceFile`.
        start: Bytes of the file before it.
        end: Where it ends; lines that begin before are its own.
        is_last: Whether the file ends with it.
    """

    name: str
    is_stream: bool
    start: int
    end: int
    is_last: bool


@final
@attrs.frozen(kw_only=True)
class Piece:
    """Some bytes of the row of all files.

    Attributes:
        start: Bytes before it.
        end: Where it ends.
        spans: What it holds of each file; none where it lies inside a single document.
    """

    start: int
    end: int
    spans: tuple[Span, ...]


def survey(name: str, limits: Limits) -> SourceFile:
    """Look at a file: whether it can be read, how large it is, and what it holds.

    Raises:
        InvalidDocument: ``cannot-read``, or ``not-a-file`` for a pipe or device, which cannot be cut.
    """
    try:
        found = os.stat(name)  # noqa: PTH116 - the path as it was given
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
            raise InvalidDocument([Problem.at("not-a-file")])
        is_stream = Path(name).suffix.lower() in STREAMS
        with Path(name).open("rb") as file:
            if not is_stream:
                is_stream = next(split_documents(file, limits), (None, b""))[0] is not None
    except (OSError, ValueError) as error:
        raise _named(error, name) from None
    return SourceFile(
        name=name, size=found.st_size, modified=found.st_mtime_ns, is_stream=is_stream
    )


def _named(error: Exception, name: str) -> InvalidDocument:
    """Say what is wrong with reading a file, and which file it is."""
    found = error.problems if isinstance(error, InvalidDocument) else (cannot_read(error),)
    return InvalidDocument([attrs.evolve(one, source=name) for one in found])


def piece_size(rest: int, workers: int) -> int:
    """Give the size of the pieces for so many bytes and workers."""
    return min(LARGEST, max(SMALLEST, -(-rest // (PIECES * workers))))


def cut(files: Sequence[SourceFile], start: int, size: int) -> Iterator[Piece]:
    """Cut files into pieces.

    Args:
        files: The files.
        start: Bytes of the row that are done already.
        size: Bytes of a piece, at least 1.

    Yields:
        Piece after piece; they cover the row from ``start`` to its end.
    """
    ends = list(itertools.accumulate(one.size for one in files))
    total = ends[-1] if ends else 0
    while start < total:
        end = min(start + size, total)
        at = bisect.bisect_right(ends, start)
        spans: list[Span] = []
        while at < len(files) and (first := ends[at] - files[at].size) < end:
            spans += _span(files[at], max(start - first, 0), min(end - first, files[at].size))
            at += 1
        yield Piece(start=start, end=end, spans=tuple(spans))
        start = end


def _span(file: SourceFile, start: int, end: int) -> Iterator[Span]:
    """Give the part of a file between two places; a single document belongs where it begins."""
    if file.is_stream and file.size:
        is_last = end == file.size
        yield Span(name=file.name, is_stream=True, start=start, end=end, is_last=is_last)
    elif file.size and not start:
        yield Span(name=file.name, is_stream=False, start=0, end=file.size, is_last=True)


@final
class PieceReader:
    """Reads the documents of a piece; numbers run on from span to span.

    Attributes:
        lines: Number of lines of each span that was read, empty ones counted.
    """

    def __init__(self, piece: Piece, limits: Limits) -> None:
        """Open nothing yet."""
        self.lines: list[int] = []
        self._piece = piece
        self._limits = limits

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Give one document after the other.

        Raises:
            InvalidDocument: ``cannot-read``, with the name of the file.
        """
        before = 0
        for span in self._piece.spans:
            read = self._stream if span.is_stream else self._document
            try:
                for number, line in read(span):
                    yield before + number, line
            except (OSError, InvalidDocument) as error:
                raise _named(error, span.name) from None
            before += self.lines[-1]

    def _document(self, span: Span) -> Iterator[tuple[int, bytes]]:
        for _, document in split_documents(span.name, self._limits):
            yield 1, document
        self.lines.append(1)

    def _stream(self, span: Span) -> Iterator[tuple[int, bytes]]:
        with Path(span.name).open("rb", buffering=BUFFER) as file:
            start = _first_line(file, span)
            lines = NumberedLines(file, self._limits.size + 1, span.end - start)
            yield from lines
            self.lines.append(lines.number)


def _first_line(file: BinaryIO, span: Span) -> int:
    """Go to the first line that begins in a span; to its end, or behind it, if there is none."""
    if not span.start:
        return 0
    place = file.seek(span.start - 1)
    while place < span.end and (skipped := file.readline(SKIPPED)):
        place += len(skipped)
        if skipped.endswith(b"\n"):
            break
    return place


def placing(piece: Piece, lines: Sequence[int], before: int) -> Callable[[Problem], Problem]:
    """Give what puts the file and its own number of the line into a problem of a piece.

    Args:
        piece: The piece.
        lines: Number of lines of each of its spans that was read.
        before: Lines before the piece in the file in which it begins.
    """
    ends = list(itertools.accumulate(lines))

    def place(problem: Problem) -> Problem:
        number = problem.line or 0
        at = bisect.bisect_left(ends, number)
        span = piece.spans[at]
        own = number - (ends[at - 1] if at else 0) + (before if span.start else 0)
        return attrs.evolve(problem, source=span.name, line=own if span.is_stream else None)

    return place


def lines_before(piece: Piece, lines: Sequence[int], before: int) -> int:
    """Give the number of lines before the next piece in the file in which that begins; as in `placing`."""
    last = piece.spans[-1] if piece.spans else None
    if last is None or last.is_last:
        return 0
    return lines[-1] + (before if last.start else 0)
