# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Ways from a line to a row of answers (Lesewege).

- By members: where there are only single-choice questions, a line is cut at its commas, and each piece must
  be the text of a whole member, ``"question":"option"``. Nothing is parsed.
- By values: the line is parsed by the standard library.

A third way, by msgspec, stands in `weltoffen.intake.fastways`. None of them refuses anything: what is in
doubt goes to the slow judge.
"""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol, final

from weltoffen.intake.columns import Column, Columns
from weltoffen.model.scale import RESERVED
from weltoffen.schemas.fastlane import ANSWERS, FIRST, NEXT, TIGHT, special_reader, words_of
from weltoffen.schemas.heads import DOUBTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weltoffen.intake.columns import Key, Row
    from weltoffen.model.answers import Answer
    from weltoffen.model.questionnaire import Question, Questionnaire
    from weltoffen.schemas.heads import Heads

Found = tuple[str, str, "Row", int]
"""Assessment and perspective of a personal response, its row, and how many members its answers have.

A row cannot hold more answers than members, and holds fewer where one was repeated, unknown or null.
"""

MOST_UNDERSTOOD = 1_024
"""Distinct numbers or checklists of one question that are remembered over all perspectives."""


class Way(Protocol):
    """One way from lines to rows."""

    def row(self, line: bytes) -> Found | None:
        """Give the row of a personal response; None if there is any doubt."""
        ...

    @property
    def empty(self) -> Columns:
        """Empty columns for rows of this way."""
        ...


def asked_of_persons(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Give the questions that have a column: those that are put to persons (T1)."""
    return tuple(one for one in questionnaire.questions if not one.officially_only)


@final
class ByMembers:
    """Rows of pieces of text; only for questionnaires of single-choice questions."""

    def __init__(self, questionnaire: Questionnaire, heads: Heads) -> None:
        """Note the text of every member."""
        self._heads = heads
        asked = asked_of_persons(questionnaire)
        words = [words_of(questionnaire, one) for one in asked]
        tight, spaced = (
            [
                {layout.format(one.id, word).encode(): word for word in known for layout in layouts}
                for one, known in zip(asked, words, strict=True)
            ]
            for layouts in ((TIGHT,), (FIRST, NEXT))
        )
        self.empty: Columns = Columns(
            [
                Column(question=one, words=own, understand=other.__getitem__)
                for one, own, other in zip(asked, tight, spaced, strict=True)
            ]
        )
        self._places = {
            piece: index
            for some in (tight, spaced)
            for index, own in enumerate(some)
            for piece in own
        }
        self._length = len(asked)

    @staticmethod
    def fits(questionnaire: Questionnaire) -> bool:
        """Say whether all questions that are put to persons are of single choice."""
        return all(one.kind == "single" for one in asked_of_persons(questionnaire))

    def row(self, line: bytes) -> Found | None:
        """Cut a line into pieces; see `Way`."""
        opening = line.find(b"{", line.find(ANSWERS))
        end = line.find(b"}", opening)
        found = self._heads.around(line[:opening], line[end + 1 :])
        if found is None:
            return None
        pieces = line[opening + 1 : end].split(b",")
        _, own = found
        # In the usual order each piece is held against its own column. No question can come twice then.
        row: Row | None = pieces
        if len(pieces) != self._length or self._places.get(pieces[-1]) != self._length - 1:
            row = self._sorted(pieces)
        if row is None:
            return None
        return own["assessment"], own["perspective"], row, len(pieces)

    def _sorted(self, pieces: Sequence[bytes]) -> Row | None:
        """Bring pieces into the usual order; None if one is unknown or a question comes twice."""
        placed = dict(zip(map(self._places.get, pieces), pieces, strict=True))
        if len(placed) != len(pieces) or None in placed:
            return None
        return [placed.get(index) for index in range(self._length)]


@final
class ByValues:
    """Rows of values as the standard library parses them."""

    def __init__(self, questionnaire: Questionnaire, heads: Heads) -> None:
        """Describe the columns."""
        self._heads = heads
        asked = asked_of_persons(questionnaire)
        self._keys = [one.id for one in asked]
        self.empty: Columns = Columns([_value_column(questionnaire, one) for one in asked])

    def row(self, line: bytes) -> Found | None:
        """Parse a line; see `Way`."""
        try:
            head, own = self._heads.parted(line.decode())
            template = self._heads.template(head, own)
            answers = own["answers"]
            given = dict(answers)
        except DOUBTS:
            return None
        if template is None or type(answers) is not tuple:
            return None
        row = list(map(given.get, self._keys))
        return own["assessment"], own["perspective"], row, len(answers)


def _value_column(questionnaire: Questionnaire, question: Question) -> Column:
    words = {word: word for word in words_of(questionnaire, question)}
    if question.kind == "single":
        return Column(question=question, words=words)
    read = special_reader(question)
    if question.kind == "text":
        return Column(question=question, words={**words, "": ""}, prepare=told_texts(read))
    prepare = _lists if question.kind == "multiple" else _numbers

    @functools.lru_cache(maxsize=MOST_UNDERSTOOD)
    def understand(key: Key) -> Answer:
        return read(list(key) if isinstance(key, tuple) else key)

    return Column(question=question, words=words, understand=understand, prepare=prepare)


def told_texts(read: Callable[[Any], Answer]) -> Callable[[Sequence[Any]], Sequence[Key]]:
    """Make a column of texts one of empty texts, which stand for any (P9); reserved words stay."""

    def prepare(values: Sequence[Any]) -> Sequence[Key]:
        return [
            value
            if value is None or (type(value) is str and value in RESERVED)
            else read(value) and ""
            for value in values
        ]

    return prepare


def _lists(values: Sequence[Any]) -> Sequence[Key]:
    _expect(_LISTS, values)
    return [tuple(value) if type(value) is list else value for value in values]


def _numbers(values: Sequence[Any]) -> Sequence[Key]:
    _expect(_NUMBERS, values)
    return values


_LISTS: frozenset[type] = frozenset({list, str, type(None)})  # an object comes out as a tuple
_NUMBERS: frozenset[type] = frozenset({int, Decimal, str, type(None)})  # True equals 1


def _expect(types: frozenset[type], values: Sequence[Any]) -> None:
    if not types.issuperset(map(type, values)):
        raise TypeError(len(values))
