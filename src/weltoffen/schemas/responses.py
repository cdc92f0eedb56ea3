# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Responses from a stream (Antwortbögen einlesen): second tier, and the fast way for well-formed ones.

There are two judges of one law. The fast one knows only well-formed personal responses; on any doubt the
slow one, which goes through the schema and lists every problem, has the word.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

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

Lines = bytes | str | os.PathLike[str] | BinaryIO | Iterable[bytes]


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
        source: A path, bytes, a binary file or an iterable of lines. One JSON document over several
            lines is read as one response. Empty lines are passed over.
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
    for number, line in _documents(source, limits):
        try:
            yield reader.read(line)
        except InvalidDocument as error:
            found = [attrs.evolve(p, line=number, source=name) for p in error.problems]
            raise InvalidDocument(found, error.more) from None


def _documents(source: Lines, limits: Limits) -> Iterator[tuple[int, bytes]]:
    if isinstance(source, (str, os.PathLike)):
        try:
            file = Path(source).open("rb")  # noqa: SIM115 - closed below, after the last line was used
        except (OSError, ValueError) as error:
            raise InvalidDocument([cannot_read(error)]) from None
        with file:
            yield from _split(file, limits)
    elif isinstance(source, (bytes, bytearray, memoryview)):
        yield from _split(io.BytesIO(source), limits)
    elif hasattr(source, "readline"):
        yield from _split(cast("BinaryIO", source), limits)
    elif isinstance(source, Mapping) or not isinstance(source, Iterable):
        raise InvalidDocument([not_bytes(source)])
    else:
        for number, line in enumerate(source, 1):
            _expect_bytes(line)
            if line.strip():
                yield number, line


def _split(file: BinaryIO, limits: Limits) -> Iterator[tuple[int, bytes]]:
    size = limits.size + 1
    number = 0
    first = True
    try:
        while line := file.readline(size):
            _expect_bytes(line)
            number += 1
            bare = line.strip()
            if first and bare.removeprefix(b"\xef\xbb\xbf") in {b"{", b"["}:
                rest = file.read(size)
                yield number, line + rest
                return
            if bare:
                first = False
                yield number, line
    except InvalidDocument:
        raise
    except (OSError, ValueError) as error:
        raise InvalidDocument([cannot_read(error)]) from None


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
        perspectives = None if assessment is None else assessment.perspective_ids
        self._fast = FastLane(questionnaire, perspectives, limits)

    def read(self, data: bytes) -> Response:
        """Read and check one response; arguments, result and errors as in `read_response`."""
        response = self._fast.read(data)
        if response is None:
            response = self.read_slowly(data)
            self._fast.learn(data, response)
        return response

    def read_slowly(self, data: bytes) -> Response:
        """Read and check one response through the schema, listing every problem."""
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
