# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How two views answered one question (Wahrnehmungslücke einer Frage): the first half of rule G4."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from itertools import accumulate

import attrs

from weltoffen.model.questionnaire import Questionnaire
from weltoffen.scoring.agreement import van_der_eijk
from weltoffen.scoring.protection import Cell, ProtectedTally


@attrs.frozen(kw_only=True)
class Distribution:
    """How one view answered one question (Antwortverteilung, G4).

    Attributes:
        counts: Number of answers at each value; at least one in all.
        values: The values in [0, 1], in the order of the options, bands or sums of points.
    """

    counts: tuple[int, ...] = attrs.field(converter=tuple[int, ...])
    values: tuple[Fraction, ...] = attrs.field(converter=tuple[Fraction, ...])

    @property
    def n(self) -> int:
        """Number of answers."""
        return sum(self.counts)

    @cached_property
    def mean(self) -> Fraction:
        """Mean of the values, in [0, 1]."""
        pairs = zip(self.counts, self.values, strict=True)
        return sum((count * value for count, value in pairs), Fraction(0)) / self.n

    @cached_property
    def median(self) -> tuple[Fraction, Fraction]:
        """Low and high median of the values (N2); the same for an odd number of answers."""
        pairs = sorted(zip(self.values, self.counts, strict=True))
        below = list(accumulate(count for _, count in pairs))
        low = next(at for at, n in enumerate(below) if 2 * n >= self.n)
        high = next(at for at, n in enumerate(below) if 2 * n > self.n)
        return pairs[low][0], pairs[high][0]

    @cached_property
    def agreement(self) -> Fraction | None:
        """Van der Eijk's A in [-1, 1] (G5); None for a single answer, or with fewer than three values."""
        return van_der_eijk(self.counts) if self.n > 1 else None


@attrs.frozen(kw_only=True)
class QuestionGap:
    """How two views differ at a question (Wahrnehmungslücke, G4): the row against the column.

    Attributes:
        question: Id of the question.
        row: How one view answered.
        column: How the other did.
    """

    question: str
    row: Distribution
    column: Distribution

    @property
    def difference(self) -> Fraction:
        """Mean of the row minus mean of the column, in [-1, 1]."""
        return self.row.mean - self.column.mean

    @cached_property
    def delta(self) -> Fraction:
        """Cliff's delta in [-1, 1].

        The chance that an answer of the row lies above one of the column, minus the chance that it lies
        below. 1: every answer above every other; 0: as often above as below; negative: more often below.

        Source: Cliff, N. (1993): Dominance statistics. Psychological Bulletin 114, 494-509.
        """
        above = sum(
            n * m * ((value > other) - (value < other))
            for n, value in zip(self.row.counts, self.row.values, strict=True)
            for m, other in zip(self.column.counts, self.column.values, strict=True)
        )
        return Fraction(above, self.row.n * self.column.n)


def question_gaps(
    public: ProtectedTally, questionnaire: Questionnaire, row: str, column: str
) -> tuple[QuestionGap, ...]:
    """Compare the personal answers of two perspectives, question by question (G4).

    Args:
        public: A protected tally; only what it publishes is compared (P5).
        questionnaire: The questionnaire that was answered.
        row: Id of a perspective.
        column: Id of another.

    Returns:
        One gap for each question that is published for both and was answered in both, in order of the
        questionnaire.
    """
    found = []
    for item in public.items:
        cells: Mapping[str, Cell] = item.by_perspective
        if row in cells and column in cells and cells[row].answered and cells[column].answered:
            values = questionnaire.values[item.question]
            found.append(
                QuestionGap(
                    question=item.question,
                    row=Distribution(counts=cells[row].counts, values=values),
                    column=Distribution(counts=cells[column].counts, values=values),
                )
            )
    return tuple(found)
