# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counting by columns (spaltenweises Zählen): rows of answers are judged and counted question by question.

A row holds one response's answers in the order of the questions, None for no entry. Rows come in batches; a
batch is counted as a whole or not at all. So nothing is asked about a single answer: what stands in a column
is counted, and only the distinct values are held against what is allowed there. They are few, however many
rows there are.
"""

from __future__ import annotations

import collections
import copy
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, final

import attrs

from weltoffen.model.answers import Answer, chosen
from weltoffen.model.questionnaire import Question
from weltoffen.schemas.heads import DOUBTS

Key = Any
"""How an answer stands in a column: any value with a hash that a way of reading gives, such as a text."""
Row = Sequence[Any]
FOLD_AT = 8_192
"""Distinct answers beyond the known words that are kept before the counts are handed on."""
_MISSING = itemgetter(None)
_count: Callable[[dict[Key, int], Sequence[Key]], None] = vars(collections)["_count_elements"]
"""What ``Counter.update`` does after some looks at its argument, which take as long as the counting here."""


@final
@attrs.frozen(kw_only=True)
class Column:
    """One question's place in the rows, and how an answer there is understood.

    Attributes:
        question: The question.
        words: Keys that are known from the start, and the answers that they stand for.
        understand: Reads any other key, with an error of doubt if it stands for no answer; None if the
            words are all there is.
        prepare: Makes keys of the values of a column, with an error of doubt if it cannot; None if the
            values are keys.
    """

    question: Question
    words: Mapping[Key, Answer]
    understand: Callable[[Key], Answer] | None = None
    prepare: Callable[[Sequence[Any]], Sequence[Key]] | None = None


@final
class Columns:
    """Counts of one perspective's personal responses, column by column (T1)."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Start at 0; a question stands after the one that it depends on (M4)."""
        self._columns = columns
        place = {column.question.id: index for index, column in enumerate(columns)}
        self._special = [
            (index, column.prepare)
            for index, column in enumerate(columns)
            if column.prepare is not None
        ]
        self._conditions = [
            (index, place[needed.question], frozenset(needed.options))
            for index, column in enumerate(columns)
            if (needed := column.question.depends_on) is not None
        ]
        self._parents = frozenset(parent for _, parent, _ in self._conditions)
        self._counts: list[dict[Key, int]] = [{None: 0} for _ in columns]
        self._understood: list[dict[Key, Answer]] = [{} for _ in columns]
        self._opening: list[set[Key]] = [set() for _ in self._conditions]
        for index, column in enumerate(columns):
            for key, answer in column.words.items():
                self._note(index, key, answer)
                self._counts[index][key] = 0
        self._size = self._least = sum(map(len, self._counts))
        self._empty = self._counts, self._understood, self._opening
        self.clear()

    def another(self) -> Columns:
        """Make empty columns for another perspective."""
        made = copy.copy(self)
        made.clear()
        return made

    def clear(self) -> None:
        """Start at 0 again."""
        self.responses: int = 0
        self._missing = 0
        counts, understood, opening = self._empty
        self._counts = [one.copy() for one in counts]
        self._understood = [one.copy() for one in understood]
        self._opening = [one.copy() for one in opening]
        self._size = self._least

    def _note(self, index: int, key: Key, answer: Answer) -> None:
        """Remember what a key stands for, and which dependent questions it opens."""
        self._understood[index][key] = answer
        if index not in self._parents:
            return
        for opening, (_, parent, options) in zip(self._opening, self._conditions, strict=True):
            if parent == index and chosen(self._columns[index].question, answer) & options:
                opening.add(key)

    def add(self, rows: Sequence[Row], members: int) -> bool:
        """Count a batch of rows if every answer in it is well-formed; otherwise change nothing.

        Args:
            rows: The rows.
            members: How many members the answers had, all rows together.

        Returns:
            Whether the rows were counted. If not, at least one of them is doubtful.
        """
        table: list[Sequence[Any]] = list(zip(*rows, strict=True))
        done = 0
        try:
            for index, prepare in self._special:
                table[index] = prepare(table[index])
            for counts, column in zip(self._counts, table, strict=True):
                done += 1
                _count(counts, column)
            missing = sum(map(_MISSING, self._counts))
            # No row has more answers than members; so if the sums agree, each row has as many.
            if len(rows) * len(table) - (missing - self._missing) != members:
                raise LookupError(members)
            self._look_at_new()
            self._hold_against_conditions(table)
        except DOUBTS:
            self._take_back(table[:done])
            return False
        self._missing = missing
        self.responses += len(rows)
        return True

    def _look_at_new(self) -> None:
        """Understand keys that were not seen before; an error if one of them stands for no answer."""
        size = sum(map(len, self._counts))
        if size == self._size:
            return
        for index, counts in enumerate(self._counts):
            understood, understand = self._understood[index], self._columns[index].understand
            if len(counts) == len(understood) + 1:
                continue
            for key in [key for key in counts if key is not None and key not in understood]:
                if understand is None:
                    raise LookupError(index)
                self._note(index, key, understand(key))
        self._size = size

    def _hold_against_conditions(self, table: Sequence[Sequence[Key]]) -> None:
        for opening, (child, parent, _) in zip(self._opening, self._conditions, strict=True):
            for answer, key in zip(table[child], table[parent], strict=True):
                if answer is not None and key not in opening:
                    raise LookupError(child)

    def _take_back(self, table: Sequence[Sequence[Key]]) -> None:
        """Undo the count of these columns; the last of them may have been counted in part."""
        for counts, column in zip(self._counts, table, strict=False):
            try:
                for key in column:
                    counts[key] -= 1
            except TypeError:  # a key without hash: counting ended at the same one
                break
        for counts, understood in zip(self._counts, self._understood, strict=True):
            for key in [key for key in counts if key is not None and key not in understood]:
                del counts[key]
        self._size = sum(map(len, self._counts))

    @property
    def is_large(self) -> bool:
        """Whether so many distinct answers have come that the counts should be handed on."""
        return self._size > self._least + FOLD_AT

    def counted(self) -> tuple[list[tuple[tuple[str, Answer], int]], int]:
        """Hand on the counts; `clear` is to follow.

        Returns:
            Pairs of question and answer with how often they came, and the number of responses.
        """
        found = [
            ((column.question.id, understood[key]), n)
            for column, understood, counts in zip(
                self._columns, self._understood, self._counts, strict=True
            )
            for key, n in counts.items()
            if n and key is not None
        ]
        return found, self.responses
