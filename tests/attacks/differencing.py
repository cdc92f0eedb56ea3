# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Attack by differences: which sums over perspectives follow from published sums, and what they are.

The elimination is the attack's own, with fractions; it takes nothing from `weltoffen.scoring.elimination`.
"""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from tests.attacks.reading import Told

Sets = tuple[int, ...]
"""Sets of perspectives as bits."""


def combination(rows: Sequence[Sequence[int]], target: Sequence[int]) -> list[Fraction] | None:
    """Give factors with which rows add up to a target; None if there are none."""
    width = len(rows)
    left = [[*(Fraction(row[at]) for row in rows), Fraction(aim)] for at, aim in enumerate(target)]
    solved: list[tuple[int, list[Fraction]]] = []
    for column in range(width):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        left = [_cleared(row, pivot, column) for row in left]
        solved = [(at, _cleared(row, pivot, column)) for at, row in solved]
        solved.append((column, pivot))
    if any(row[-1] for row in left):
        return None
    factors = [Fraction(0)] * width
    for column, row in solved:
        factors[column] = row[-1]
    return factors


def _cleared(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    return [value - row[column] * other for value, other in zip(row, pivot, strict=True)]


@functools.cache
def derivable(rows: Sets, groups: int) -> tuple[tuple[int, tuple[Fraction, ...]], ...]:
    """Go through all sets of groups, and give those whose sum follows, with the factors of the rows."""
    bits = [[row >> at & 1 for at in range(groups)] for row in rows]
    found = []
    for one in range(1, 2**groups):
        factors = combination(bits, [one >> at & 1 for at in range(groups)])
        if factors is not None:
            found.append((one, tuple(factors)))
    return tuple(found)


@attrs.frozen
class Derived:
    """A sum that follows from what is published: of whom, and how many chose each option."""

    members: frozenset[str]
    counts: tuple[int, ...]

    def breaks(self, k: int) -> bool:
        """Say whether it may not be known: fewer than k answers (P1), or all but one alike (P3)."""
        n = sum(self.counts)
        return n < k or (len(self.counts) > 1 and max(self.counts) >= n - 1)


def derive(told: Iterable[Told], present: Collection[str]) -> list[Derived]:
    """Derive every sum that follows from published ones; ``present`` are those who took part."""
    names = sorted(present)
    figures: dict[int, tuple[int, ...]] = {}
    for one in told:
        mask = sum(1 << at for at, name in enumerate(names) if name in one.members)
        if mask:
            figures[mask] = one.counts
    found = []
    for members, factors in derivable(tuple(figures), len(names)):
        columns = zip(*figures.values(), strict=True)
        counts = [sum(f * n for f, n in zip(factors, column, strict=True)) for column in columns]
        assert all(n.denominator == 1 and n >= 0 for n in counts)
        who = frozenset(name for at, name in enumerate(names) if members >> at & 1)
        found.append(Derived(who, tuple(map(int, counts))))
    return found
