# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Distributions of answers for the tests of what is computed from them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from weltoffen.scoring.distribution import Distribution

FIVE = tuple(Fraction(n, 4) for n in range(5))


def told(*counts: int) -> Distribution:
    return Distribution(counts=counts, values=FIVE[: len(counts)])


def turned(one: Distribution) -> Distribution:
    """The same answers on the reversed scale."""
    return Distribution(
        counts=one.counts[::-1], values=[1 - value for value in reversed(one.values)]
    )


def answers(one: Distribution) -> list[Fraction]:
    return [value for value, n in zip(one.values, one.counts, strict=True) for _ in range(n)]


@st.composite
def distributions(draw: st.DrawFn) -> Distribution:
    """Values in any order and repeated, as those of bands can be; one answer, as of an official view."""
    values = draw(st.lists(st.fractions(0, 1, max_denominator=8), min_size=1, max_size=5))
    counts = [draw(st.integers(0, 6)) for _ in values]
    if not any(counts):
        counts[-1] = 1
    return Distribution(counts=counts, values=values)
