# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counting straight from lines (Einlesen und Auszählen): strict, without making responses; T1, T2.

There are two judges of one law. Well-formed personal responses become rows and are counted in batches; a
line that is in any doubt is read as `weltoffen.schemas.responses.read_responses` reads it.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Literal, final, overload

import attrs

from weltoffen.arguments import check_type
from weltoffen.errors import MAX_PROBLEMS, InvalidDocument, Problem
from weltoffen.extras import is_there, needed
from weltoffen.intake.columns import Row
from weltoffen.intake.fastways import MOST_QUESTIONS, ByMsgspec
from weltoffen.intake.given import Decoder, check_arguments
from weltoffen.intake.parts import Intake, OnError, Part, Whole, second_official
from weltoffen.intake.progress import Progress, Ticker
from weltoffen.intake.ways import ByMembers, ByValues, asked_of_persons
from weltoffen.model.assessment import Assessment
from weltoffen.schemas.heads import MIN_DEPTH
from weltoffen.schemas.responses import Lines, ResponseReader, split_documents
from weltoffen.schemas.strict import DEFAULT_LIMITS, Limits
from weltoffen.scoring.counts import OfficialPart, clashes
from weltoffen.scoring.growth import GrowingCount
from weltoffen.scoring.tally import Tally

if TYPE_CHECKING:
    from weltoffen.intake.columns import Columns
    from weltoffen.intake.ways import Found, Way
    from weltoffen.model.questionnaire import Questionnaire
    from weltoffen.model.response import Response
    from weltoffen.schemas.heads import Heads

Watcher = Callable[[Progress], object]
"""Called with the `Progress` while lines are counted; what it gives back is of no account."""
BATCH = 192
"""Lines in a batch: enough of them for every perspective, few enough to stay in the processor's cache."""
FEW = 4
"""Rows that are read one by one if there is any doubt among them; more of them are halved."""
GROWTH = 6
"""How much larger a batch is than the one before, up to that."""
BATCH_BYTES = 4 * 1024 * 1024
"""A batch of long lines ends earlier."""


@overload
def tally_lines(
    source: Lines,
    questionnaire: Questionnaire,
    assessment: Assessment | None = None,
    *,
    on_error: Literal["raise"] = "raise",
    decoder: Decoder | None = None,
    limits: Limits = DEFAULT_LIMITS,
    progress: Watcher | None = None,
) -> Tally: ...
@overload
def tally_lines(
    source: Lines,
    questionnaire: Questionnaire,
    assessment: Assessment | None = None,
    *,
    on_error: Literal["collect"],
    decoder: Decoder | None = None,
    limits: Limits = DEFAULT_LIMITS,
    progress: Watcher | None = None,
) -> Intake: ...
def tally_lines(
    source: Lines,
    questionnaire: Questionnaire,
    assessment: Assessment | None = None,
    *,
    on_error: OnError = "raise",
    decoder: Decoder | None = None,
    limits: Limits = DEFAULT_LIMITS,
    progress: Watcher | None = None,
) -> Tally | Intake:
    """Read and count a stream of responses (einlesen und auszählen; T1, T3), strictly and with flat memory.

    The result equals ``tally(read_responses(source, ...), questionnaire)``; it comes several times faster, as
    no response is made of a well-formed line. It is also what engines call on each of their partitions:
    the tallies of partitions add up to the tally of the whole (T2).

    Args:
        source: A path, bytes, a binary file or an iterable of lines, as in
            `weltoffen.schemas.responses.read_responses`.
        questionnaire: The questionnaire, extended by the local supplement if there is one.
        assessment: If given, each response must name it and one of its perspectives; if not, all must name
            the same one.
        on_error: ``raise`` stops at the first response that is refused; ``collect`` passes over it and tells
            about it.
        decoder: ``standard`` parses with the standard library, ``fast`` with msgspec, which the extra
            ``fast`` brings, for up to 300 questions; None takes msgspec if it is there. The verdict is the
            same.
        limits: Limits of reading, for each line.
        progress: Called with a `Progress` about twice a second, and once at the end.

    Returns:
        The tally; for ``collect`` an `Intake` with the tally, the numbers of accepted and refused responses,
        and the problems.

    Raises:
        InvalidDocument: If the source cannot be read. For ``raise`` also for the first response that is
            refused, with its problems and their line.
        MissingExtra: For ``fast`` without msgspec.
        TypeError: For another argument of a wrong type.
        ValueError: For a word that is none of those above.
    """
    check_arguments(
        "tally_lines",
        questionnaire=questionnaire,
        on_error=on_error,
        decoder=decoder,
        limits=limits,
        progress=progress,
    )
    check_type("tally_lines", "assessment", assessment, Assessment, type(None))
    name = os.fspath(source) if isinstance(source, (str, os.PathLike)) else None
    found = tally_sources(
        [(name, split_documents(source, limits))],
        questionnaire,
        assessment,
        on_error=on_error,
        decoder=decoder,
        limits=limits,
        progress=progress,
    )
    return found if on_error == "collect" else found.tally


def tally_sources(
    sources: Iterable[tuple[str | None, Iterable[Numbered]]],
    questionnaire: Questionnaire,
    assessment: Assessment | None,
    *,
    on_error: OnError = "raise",
    decoder: Decoder | None = None,
    limits: Limits = DEFAULT_LIMITS,
    progress: Watcher | None = None,
) -> Intake:
    """Read and count several streams, one after the other, as one (einlesen und auszählen; T1, T2).

    Args:
        sources: The name of each source, or None, and its documents with their line numbers, as
            `weltoffen.schemas.responses.split_documents` gives them.
        questionnaire: As in `tally_lines`.
        assessment: As in `tally_lines`, but for several sources it must be given.
        on_error: As in `tally_lines`.
        decoder: As in `tally_lines`.
        limits: As in `tally_lines`.
        progress: As in `tally_lines`.

    Returns:
        What came out; for ``raise`` it has no problems.

    Raises:
        InvalidDocument: As in `tally_lines`; the problems carry the name of the source.
        MissingExtra: As in `tally_lines`.
    """
    counter = LineCounter(questionnaire, assessment, limits=limits, decoder=decoder)
    ticker, whole = Ticker(progress), Whole(questionnaire, on_error)

    def tell(lines: int, refused: int, read: int) -> None:
        ticker.tell(whole.lines + lines, whole.refused + refused, whole.read + read)

    for name, documents in sources:
        part = counter.count(documents, stops=on_error == "raise", tell=tell)
        whole.add(part, functools.partial(attrs.evolve, source=name))
    ticker.tell(whole.lines, whole.refused, whole.read, done=True)
    return whole.result()


Tell = Callable[[int, int, int], object]
Numbered = tuple[int | None, bytes]


@final
class LineCounter:
    """Counts one piece of a stream after another; compiled once for a questionnaire."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        assessment: Assessment | None = None,
        *,
        limits: Limits = DEFAULT_LIMITS,
        decoder: Decoder | None = None,
    ) -> None:
        """Compile the questionnaire; arguments as in `tally_lines`.

        Raises:
            MissingExtra: For the decoder ``fast`` without msgspec.
        """
        self.questionnaire = questionnaire
        self.limits = limits
        self.expected: str | None = None if assessment is None else assessment.id
        self.reader: ResponseReader = ResponseReader(questionnaire, assessment, limits=limits)
        self.heads: Heads = self.reader.heads
        if decoder == "fast":
            needed("msgspec", extra="fast")
        fast = is_there("msgspec") if decoder is None else decoder == "fast"
        self.ways: tuple[Way, ...] = tuple(self._ways(assessment, fast=fast))

    def _ways(self, assessment: Assessment | None, *, fast: bool) -> Iterator[Way]:
        most = min(self.limits.answers, DEFAULT_LIMITS.answers)  # the schema has a bound of its own
        if self.limits.depth < MIN_DEPTH or len(asked_of_persons(self.questionnaire)) > most:
            return
        if fast and len(asked_of_persons(self.questionnaire)) <= MOST_QUESTIONS:
            yield ByMsgspec(self.questionnaire, assessment, self.limits)
        elif ByMembers.fits(self.questionnaire):
            yield ByMembers(self.questionnaire, self.heads)
        yield ByValues(self.questionnaire, self.heads)

    def count(self, documents: Iterable[Numbered], *, stops: bool, tell: Tell) -> Part:
        """Count one piece of a stream.

        Args:
            documents: Lines with their numbers; a document that is no line of a stream has none.
            stops: Whether to stop at the first response that is refused; the part is of no use but for its
                problems then.
            tell: Called after every batch with the numbers of responses and refused ones, and the bytes.
        """
        counting = _Counting(self, stops=stops)
        for batch in _batches(documents):
            counting.take(batch)
            tell(counting.accepted + counting.refused, counting.refused, counting.read)
            if stops and counting.refused:
                break
        return counting.part()


def _batches(documents: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    """Make batches; the first ones are small, as the heads of responses are not known yet."""
    batch: list[Numbered] = []
    size, most = 0, 1
    for one in documents:
        batch.append(one)
        size += len(one[1])
        if len(batch) >= most or size >= BATCH_BYTES:
            yield batch
            batch, size, most = [], 0, min(BATCH, most * GROWTH)
    if batch:
        yield batch


@final
@attrs.define
class _Rows:
    """Rows of a batch that are counted together: their places there, and the members of each."""

    places: list[int]
    rows: list[Row]
    members: list[int]

    def added_to(self, columns: Columns) -> list[int]:
        """Add the rows; give the places of a few among which the doubtful ones are."""
        if columns.add(self.rows, sum(self.members)):
            return []
        if len(self.rows) <= FEW:
            return self.places
        half = len(self.rows) // 2
        return [
            place
            for some in (slice(None, half), slice(half, None))
            for place in _Rows(self.places[some], self.rows[some], self.members[some]).added_to(
                columns
            )
        ]


@final
class _Counting:
    """One piece while it is counted."""

    def __init__(self, counter: LineCounter, *, stops: bool) -> None:
        self.counter = counter
        self.stops = stops
        self.assessment = counter.expected  # otherwise the first response names it
        self.columns: dict[tuple[int, str], Columns] = {}
        self.groups: dict[str, GrowingCount] = {}
        self.official: list[tuple[int | None, OfficialPart]] = []
        self.seen: set[tuple[str, str]] = set()
        self.accepted = self.refused = self.more = self.read = self.last = 0
        self.problems: list[Problem] = []

    def take(self, batch: list[Numbered]) -> None:
        """Count a batch: what is beyond doubt by columns, everything else one by one, in order."""
        groups: dict[tuple[int, str], _Rows] = {}
        doubtful: list[int] = []
        for index, (_, line) in enumerate(batch):
            self.read += len(line)
            found = self._row(line)
            if found is None:
                doubtful.append(index)
                continue
            number, (_, perspective, row, members) = found
            group = groups.get((number, perspective))
            if group is None:
                group = groups[number, perspective] = _Rows([], [], [])
            group.places.append(index)
            group.rows.append(row)
            group.members.append(members)
        for key, group in groups.items():
            columns = self.columns.get(key)
            if columns is None:
                columns = self.columns[key] = self.counter.ways[key[0]].empty.another()
            left = group.added_to(columns)
            self.accepted += len(group.places) - len(left)
            doubtful += left
            if columns.is_large:
                self._hand_on(key)
                columns.clear()
        for index in sorted(doubtful):
            self._judge(*batch[index])
            if self.stops and self.refused:
                break
        self.last = batch[-1][0] or 0

    def _row(self, line: bytes) -> tuple[int, Found] | None:
        if self.assessment is None or len(line) > self.counter.limits.size:
            return None
        for number, way in enumerate(self.counter.ways):
            found = way.row(line)
            if found is not None:
                return (number, found) if found[0] == self.assessment else None
        return None

    def _judge(self, number: int | None, line: bytes) -> None:
        """Read one response by itself."""
        try:
            response = self.counter.reader.read(line)
            self._accept(response, number)
        except InvalidDocument as error:
            self._refuse(error, number)

    def _accept(self, response: Response, number: int | None) -> None:
        if self.assessment not in {None, response.assessment}:
            raise InvalidDocument([Problem.at("tally-other-assessment", ("assessment",))])
        if response.capacity == "official":
            self._official(response, number)
        else:
            group = self._group(response.perspective)
            group.add(response.answers)
        self.assessment = response.assessment
        self.accepted += 1

    def _official(self, response: Response, number: int | None) -> None:
        name, part = response.perspective, response.part or ""
        # A part after a whole response: if an earlier piece has kept that one out, the part stands.
        is_open = part and not self.stops
        if (name, part) in self.seen if is_open else clashes(self.seen, name, part):
            raise InvalidDocument([second_official(name, number)])
        self.seen.add((name, part))
        given = dict(response.answers)
        answers = [
            (one.id, given[one.id])
            for one in self.counter.questionnaire.questions
            if one.id in given
        ]
        self.official.append((number, OfficialPart(perspective=name, part=part, answers=answers)))

    def _group(self, perspective: str) -> GrowingCount:
        if perspective not in self.groups:
            self.groups[perspective] = GrowingCount(self.counter.questionnaire)
        return self.groups[perspective]

    def _refuse(self, error: InvalidDocument, number: int | None) -> None:
        self.refused += 1
        self.more += error.more
        for one in error.problems:
            if len(self.problems) < MAX_PROBLEMS:
                self.problems.append(attrs.evolve(one, line=number))
            else:
                self.more += 1

    def _hand_on(self, key: tuple[int, str]) -> None:
        pairs, responses = self.columns[key].counted()
        if responses:
            self._group(key[1]).add_counted(pairs, responses)

    def part(self) -> Part:
        """Give what has been counted."""
        for key in self.columns:
            self._hand_on(key)
        return Part(
            personal=Tally(
                assessment=self.assessment if self.accepted else None,
                questionnaire=self.counter.questionnaire.reference,
                personal=[self.groups[one].count(one) for one in sorted(self.groups)],
            ),
            official=tuple(self.official),
            accepted=self.accepted,
            refused=self.refused,
            problems=tuple(self.problems),
            more=self.more,
            last=self.last,
            read=self.read,
        )
