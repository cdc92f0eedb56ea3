# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How answers to a question are distributed (Antwortverteilungen): G4, G5, N2."""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, pairwise
from operator import mul

import attrs

from weltoffen.model.edition import Edition
from weltoffen.model.exact import InWhole, in_whole
from weltoffen.model.questionnaire import Questionnaire
from weltoffen.scoring.agreement import agreement_of
from weltoffen.scoring.protection import Cell, ProtectedTally, as_counts

Told = Mapping[str, Mapping[str, "Distribution"]]
"""What is published of each question: the distribution of each group, by question and by group."""


def _as_values(values: Iterable[Fraction]) -> tuple[Fraction, ...]:
    return tuple(values)


def _in_whole(one: Distribution) -> InWhole:
    return in_whole(one.values)


def _number(one: Distribution) -> int:
    return sum(one.counts)


def _ratio(one: Distribution) -> tuple[int, int]:
    unit, values = one.whole
    return sum(map(mul, values, one.counts)), unit * one.n


@functools.lru_cache(maxsize=256)
def _is_rising(places: tuple[int, ...]) -> bool:
    """Whether each value lies above the one before it; a round has few scales."""
    return all(before < after for before, after in pairwise(places))


@attrs.frozen(kw_only=True)
class Distribution:
    """How one view answered one question (Antwortverteilung, G4).

    An official response is a distribution of one answer.

    Attributes:
        counts: Number of answers at each value; at least one in all.
        values: The values in [0, 1], in the order of the options, bands or sums of points.
        whole: The values in whole numbers of a unit; worked out unless they are given.
        n: Number of answers.
        ratio: The mean as a whole number over another one, not shortened.
    """

    counts: tuple[int, ...] = attrs.field(converter=as_counts)
    values: tuple[Fraction, ...] = attrs.field(converter=_as_values)
    whole: InWhole = attrs.field(
        default=attrs.Factory(_in_whole, takes_self=True), eq=False, repr=False
    )
    n: int = attrs.field(
        default=attrs.Factory(_number, takes_self=True), init=False, eq=False, repr=False
    )
    ratio: tuple[int, int] = attrs.field(
        default=attrs.Factory(_ratio, takes_self=True), init=False, eq=False, repr=False
    )

    @property
    def mean(self) -> Fraction:
        """Mean of the values, in [0, 1]."""
        return Fraction(*self.ratio)

    @property
    def median(self) -> tuple[Fraction, Fraction]:
        """Low and high median of the values (N2); the same for an odd number of answers."""
        values, _, below = self._rising
        low = bisect_right(below, (self.n - 1) // 2)
        high = bisect_right(below, self.n // 2)
        return values[low - 1], values[high - 1]

    @cached_property
    def agreement(self) -> Fraction | None:
        """Van der Eijk's A in [-1, 1] (G5); None for a single answer, or with fewer than three values."""
        return agreement_of(self.counts) if self.n > 1 else None

    @cached_property
    def leads(self) -> tuple[int, ...]:
        """For each of the values the number of answers below it, less that of the answers above it."""
        if not _is_rising(self.whole[1]):
            return self.leads_of(self.whole)
        _, _, below = self._rising
        return tuple([before + after - self.n for before, after in pairwise(below)])

    def leads_of(self, others: InWhole) -> tuple[int, ...]:
        """Give for each of some other values the number of answers below it, less that above it."""
        (own, _), (unit, values) = self.whole, others
        _, places, below = self._rising
        if unit != own:
            places, values = [one * unit for one in places], tuple([one * own for one in values])
        return tuple(
            [
                below[bisect_left(places, one)] + below[bisect_right(places, one)] - self.n
                for one in values
            ]
        )

    @cached_property
    def _rising(self) -> tuple[Sequence[Fraction], Sequence[int], Sequence[int]]:
        """The values, rising; the same in whole numbers; and the number of answers below each of them.

        The last has one entry more, for all answers.
        """
        values, places, counts = self.values, self.whole[1], self.counts
        if not _is_rising(places):
            found = sorted(zip(places, counts, values, strict=True))
            places, counts, values = zip(*found, strict=True)
        return values, places, tuple(accumulate(counts, initial=0))


def published_distributions(public: ProtectedTally, edition: Edition) -> Told:
    """Give the published answers of each group to each question (P5).

    Args:
        public: A protected tally.
        edition: The edition, extended by the assessment.
    """
    return {
        item.question: {
            group: told_by(cell, item.question, edition.questionnaire)
            for group, cell in item.published
        }
        for item in public.items
    }


def told_by(cell: Cell, question: str, questionnaire: Questionnaire) -> Distribution:
    """Give the published answers of one cell."""
    return Distribution(
        counts=cell.counts,
        values=questionnaire.values[question],
        whole=questionnaire.whole_values[question],
    )
