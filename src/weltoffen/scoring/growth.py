# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counts that grow (wachsende Zahlen) while responses come in; T1, T2."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from typing import final

from weltoffen.model.answers import Answer
from weltoffen.model.questionnaire import Questionnaire
from weltoffen.scoring.counts import PersonalCount
from weltoffen.scoring.layout import Pair, layout_of

FOLD_AT = 4_096
"""Distinct answers kept before they are folded into counts; bounds the memory of free answers."""
MOST_IN_TWO_BYTES = 2**16 - 1


@final
class GrowingCount:
    """Counts of one perspective while they grow (wachsende Zahlen).

    Pairs of question and answer are first counted as they come, which needs no look at a single answer;
    distinct pairs are few, and only they are taken apart.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        """Start with no responses to this questionnaire."""
        self.responses: int = 0
        self._layout = layout_of(questionnaire)
        self._pairs: Counter[Pair] = Counter()
        self._row = [0] * self._layout.size

    def add(self, answers: tuple[tuple[str, Answer], ...]) -> None:
        """Add the checked answers of one response."""
        self._pairs.update(answers)
        self.responses += 1
        if len(self._pairs) > FOLD_AT:
            self._fold()

    def add_counted(self, pairs: Iterable[tuple[tuple[str, Answer], int]], responses: int) -> None:
        """Add what was counted elsewhere.

        Args:
            pairs: Pairs of question id and answer in its one form, each with how often it occurred; a
                pair may come again.
            responses: Number of responses that they were counted from.
        """
        self._layout.add(self._row, pairs)
        self.responses += responses

    def count(self, perspective: str) -> PersonalCount:
        """Give the counts so far; more may be added afterwards."""
        self._fold()
        return self._layout.count(perspective, self.responses, self._row)

    def _fold(self) -> None:
        self._layout.add(self._row, self._pairs.items())
        self._pairs.clear()


@final
class CompactCount:
    """The same in as little memory as possible, for many perspectives that grow side by side."""

    __slots__ = ("_layout", "_row", "responses")

    def __init__(self, questionnaire: Questionnaire) -> None:
        """Start with no responses to this questionnaire."""
        self.responses: int = 0
        self._layout = layout_of(questionnaire)
        self._row = array("H", bytes(2 * self._layout.size))

    def add(self, answers: tuple[tuple[str, Answer], ...]) -> None:
        """Add the checked answers of one response."""
        if self.responses == MOST_IN_TWO_BYTES:
            self._row = array("Q", self._row)
        self.responses += 1
        row, slot_of = self._row, self._layout.slot.get
        for pair in answers:
            slot = slot_of(pair)
            if slot is not None:
                row[slot] += 1
                continue
            for one in self._layout.slots(pair):
                row[one] += 1

    def count(self, perspective: str) -> PersonalCount:
        """Give the counts so far; more may be added afterwards."""
        return self._layout.count(perspective, self.responses, self._row)
