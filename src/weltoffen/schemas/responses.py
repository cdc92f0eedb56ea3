# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Responses from a stream (Antwortbögen einlesen): second tier, and the fast way for well-formed ones.

There are two judges of one law. The fast one knows only well-formed personal responses; on any doubt the
slow one, which goes through the schema and lists every problem, has the word.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast, final

import attrs

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.answers import checked_answers
from weltoffen.model.response import Response, mark_checked
from weltoffen.schemas.documents import cannot_read, load, not_bytes, read_response_as_given
from weltoffen.schemas.fastlane import FastLane
from weltoffen.schemas.strict import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from weltoffen.model.assessment import Assessment
    from weltoffen.model.questionnaire import Questionnaire
    from weltoffen.schemas.heads import Heads

STREAMS = frozenset({".ndjson", ".jsonl"})
BUFFER = 256 * 1024
"""Bytes that are read at once; with the usual 8 KiB most lines come in two pieces."""
_BOM = b"\xef\xbb\xbf"
Lines = bytes | str | os.PathLike[str] | BinaryIO | Iterable[bytes]
"""What NDJSON is read from: bytes, the path of a file, a binary file, or lines."""


def read_response(
    source: bytes | str | os.PathLike[str],
    questionnaire: Questionnaire,
    assessment: Assessment | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> Response:
    """Read one response and hold it against its questionnaire (Antwortbogen lesen; A1, A2).

    Args:
        source: The bytes of one JSON document, or the path of a file.
        questionnaire: The questionnaire, extended by the local supplement if there is one.
        assessment: If given, the response must name it and one of its perspectives.
        limits: Limits of reading.

    Returns:
        The checked response.

    Raises:
        InvalidDocument: With all problems of the first tier that found any.
    """
    return ResponseReader(questionnaire, assessment, limits=limits).read(load(source, limits))


def read_responses(
    source: Lines,
    questionnaire: Questionnaire,
    assessment: Assessment | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Response]:
    """Read responses from a stream (NDJSON), one line at a time, with flat memory.

    Args:
        source: A path, bytes, a binary file or an iterable of lines, as `split_documents` takes them
            apart: one JSON document over several lines is read as one response, empty lines are passed
            over.
        questionnaire: As in `read_response`.
        assessment: As in `read_response`.
        limits: Limits of reading, for each line.

    Yields:
        Checked responses, in the order of the stream.

    Raises:
        InvalidDocument: For the first response that is refused; its problems carry the line.
    """
    reader = ResponseReader(questionnaire, assessment, limits=limits)
    name = os.fspath(source) if isinstance(source, (str, os.PathLike)) else None
    for number, line in split_documents(source, limits):
        try:
            yield reader.read(line)
        except InvalidDocument as error:
            found = [attrs.evolve(p, line=number, source=name) for p in error.problems]
            raise InvalidDocument(found, error.more) from None


def split_documents(
    source: Lines, limits: Limits = DEFAULT_LIMITS, *, stream: bool | None = None
) -> Iterator[tuple[int | None, bytes]]:
    """Split a source into documents: one on every line, or one in all.

    A source is a stream of lines if its name says so (``.ndjson``, ``.jsonl``), if it is an iterable of
    lines, or if its first line that is not empty is a document in itself and another follows.

    Args:
        source: A path, bytes, a binary file or an iterable of lines.
        limits: The limit of size; of a larger document a little more is given, so that the reader sees it.
        stream: True or False if it is known whether the source is a stream of lines.

    Yields:
        The 1-based number of the line, or None for a whole source, and the bytes.

    Raises:
        InvalidDocument: ``cannot-read``, ``not-bytes``.
    """
    if isinstance(source, (str, os.PathLike)):
        try:
            file = Path(source).open("rb", buffering=BUFFER)  # noqa: SIM115 - closed below, after the last line was used
        except (OSError, ValueError) as error:
            raise InvalidDocument([cannot_read(error)]) from None
        with file:
            named = Path(source).suffix.lower() in STREAMS
            yield from _split(file, limits.size + 1, stream or named or None)
    elif isinstance(source, (bytes, bytearray, memoryview)):
        yield from _split(io.BytesIO(source), limits.size + 1, stream)
    elif hasattr(source, "readline"):
        yield from _split(cast("BinaryIO", source), limits.size + 1, stream)
    elif isinstance(source, Mapping) or not isinstance(source, Iterable):
        raise InvalidDocument([not_bytes(source)])
    else:
        for number, line in enumerate(source, 1):
            _expect_bytes(line)
            if line.strip():
                yield number, line


def _split(
    file: BinaryIO,
    size: int,
    stream: bool | None,  # noqa: FBT001 - one of three answers
) -> Iterator[tuple[int | None, bytes]]:
    try:
        lines = iter(NumberedLines(file, size))
        first = next(lines, None)
        if first is None:
            return
        if stream is False or (stream is None and _goes_on(first[1])):
            yield None, first[1] + file.read(size)
            return
        if stream or len(first[1]) >= size:  # the end of an over-long line is not awaited
            yield first
            yield from lines
            return
        second, failure = _next(lines)
        yield (None if second is None and failure is None else first[0]), first[1]
        if second is not None:
            yield second
            yield from lines
        elif failure is not None:
            raise failure
    except OSError as error:
        raise InvalidDocument([cannot_read(error)]) from None


def _next(
    lines: Iterator[tuple[int, bytes]],
) -> tuple[tuple[int, bytes] | None, Exception | None]:
    try:
        return next(lines, None), None
    except (OSError, InvalidDocument) as error:
        return None, error


@final
class NumberedLines:
    """The lines of a file with their numbers from 1; empty ones are counted and passed over.

    Of an over-long line no more is given than the reader needs to see that it is one.

    Attributes:
        number: How many lines have come so far.
    """

    def __init__(self, file: BinaryIO, size: int, length: int | None = None) -> None:
        """Begin where the file stands.

        Args:
            file: A binary file.
            size: Most bytes of a line that are given.
            length: Lines that begin after so many bytes are left alone; None takes all.
        """
        self.number: int = 0
        self._file = file
        self._size = size
        self._length = length

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Give one line after the other."""
        file, size, length = self._file, self._size, self._length
        place = 0
        while (length is None or place < length) and (line := _line(file, size)):
            self.number += 1
            place += len(line)
            is_given, piece = False, line
            while True:
                if not is_given and piece.removeprefix(_BOM).strip():
                    is_given = True
                    yield self.number, line
                if piece.endswith(b"\n") or not (piece := _line(file, size)):
                    break
                place += len(piece)  # an over-long line comes in pieces


def _line(file: BinaryIO, size: int) -> bytes:
    try:
        line = file.readline(size)
    except ValueError as error:  # a closed file, or text that cannot be decoded
        raise InvalidDocument([cannot_read(error)]) from None
    _expect_bytes(line)
    return line


def _goes_on(line: bytes) -> bool:
    """Say whether a line is the beginning of a document that ends on a later one."""
    try:
        json.loads(line)
    except json.JSONDecodeError as error:
        return error.pos >= len(error.doc.rstrip()) - 1
    except (ValueError, RecursionError):
        return False
    return False


def _expect_bytes(line: object) -> None:
    if not isinstance(line, bytes):
        raise InvalidDocument([not_bytes(line)])


class ResponseReader:
    """Reads one response after another; compiled once for a questionnaire."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        assessment: Assessment | None = None,
        *,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        """Compile the questionnaire into look-ups."""
        self._questionnaire = questionnaire
        self._assessment = assessment
        self._limits = limits
        self._fast = FastLane(questionnaire, assessment, limits)

    @property
    def heads(self) -> Heads:
        """Heads of responses that were learned while reading."""
        return self._fast.heads

    def read(self, data: bytes) -> Response:
        """Read and check one response; arguments, result and errors as in `read_response`.

        Args:
            data: One document.

        Returns:
            The response, checked against the questionnaire.

        Raises:
            InvalidDocument: As in `read_response`.
        """
        response = self._fast.read(data)
        if response is None:
            response = self.read_slowly(data)
            self._fast.learn(data, response)
        return response

    def read_slowly(self, data: bytes) -> Response:
        """Read and check one response through the schema, listing every problem.

        Args:
            data: As in `read`.

        Raises:
            InvalidDocument: As in `read_response`.
        """
        response, given = read_response_as_given(data, self._limits)
        problems = list(self._misplaced(response))
        more = 0
        if response.questionnaire == self._questionnaire.reference:
            try:
                answers = checked_answers(
                    self._questionnaire,
                    given,
                    personal=response.capacity == "personal",
                    partial=response.part is not None,
                )
                response = attrs.evolve(response, answers=answers)
            except InvalidDocument as error:
                problems += error.problems
                more = error.more
        if problems:
            raise InvalidDocument(problems, more)
        return mark_checked(response, self._questionnaire)

    def _misplaced(self, response: Response) -> Iterator[Problem]:
        expected = self._questionnaire.reference
        if response.questionnaire != expected:
            named = {"id": expected.id, "version": expected.version}
            yield Problem.at("other-questionnaire", ("questionnaire",), **named)
        if self._assessment is not None:
            if response.assessment != self._assessment.id:
                yield Problem.at("other-assessment", ("assessment",), id=self._assessment.id)
            known = self._assessment.perspective_ids
            if response.perspective not in known:
                listed = ", ".join(known)
                yield Problem.at("answer-unknown-perspective", ("perspective",), known=listed)
