# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How answers to a question are distributed (Antwortverteilungen): G4, G5, N2."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from itertools import accumulate

import attrs

from weltoffen.model.edition import Edition
from weltoffen.scoring.agreement import van_der_eijk
from weltoffen.scoring.protection import ProtectedTally

Told = Mapping[str, Mapping[str, "Distribution"]]
"""What is published of each question: the distribution of each group, by question and by group."""


@attrs.frozen(kw_only=True)
class Distribution:
    """How one view answered one question (Antwortverteilung, G4).

    An official response is a distribution of one answer.

    Attributes:
        counts: Number of answers at each value; at least one in all.
        values: The values in [0, 1], in the order of the options, bands or sums of points.
    """

    counts: tuple[int, ...] = attrs.field(converter=tuple[int, ...])
    values: tuple[Fraction, ...] = attrs.field(converter=tuple[Fraction, ...])

    @cached_property
    def n(self) -> int:
        """Number of answers."""
        return sum(self.counts)

    @cached_property
    def mean(self) -> Fraction:
        """Mean of the values, in [0, 1]."""
        unit, given = self.given
        return Fraction(sum(value * count for value, count in given), unit * self.n)

    @cached_property
    def median(self) -> tuple[Fraction, Fraction]:
        """Low and high median of the values (N2); the same for an odd number of answers."""
        unit, given = self.given
        below = list(accumulate(count for _, count in given))
        low = next(at for at, n in enumerate(below) if 2 * n >= self.n)
        high = next(at for at, n in enumerate(below) if 2 * n > self.n)
        return Fraction(given[low][0], unit), Fraction(given[high][0], unit)

    @cached_property
    def agreement(self) -> Fraction | None:
        """Van der Eijk's A in [-1, 1] (G5); None for a single answer, or with fewer than three values."""
        return van_der_eijk(self.counts) if self.n > 1 else None

    @cached_property
    def given(self) -> tuple[int, tuple[tuple[int, int], ...]]:
        """The answers in whole numbers: a unit, and pairs of value times unit and count, rising.

        Values without answers are left out. Whole numbers compare and add many times faster than fractions.
        """
        unit = math.lcm(*(value.denominator for value in self.values))
        whole = (value.numerator * (unit // value.denominator) for value in self.values)
        pairs = zip(whole, self.counts, strict=True)
        return unit, tuple(sorted(pair for pair in pairs if pair[1]))


def published_distributions(public: ProtectedTally, edition: Edition) -> Told:
    """Give the published answers of each group to each question (P5).

    Args:
        public: A protected tally.
        edition: The edition, extended by the assessment.
    """
    values = edition.questionnaire.values
    return {
        item.question: {
            group: Distribution(counts=cell.counts, values=values[item.question])
            for group, cell in item.published
        }
        for item in public.items
    }
