# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies for scales and their options (Skalen); M6."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from weltoffen.model.scale import Option, Scale
from weltoffen.testing.basics import Stock, draw_stock, ids, pick, upto

if TYPE_CHECKING:
    from collections.abc import Iterable


def draw_rising(draw: st.DrawFn, count: int) -> list[Fraction]:
    """Draw points that never fall and rise at least once (M6)."""
    steps = [draw(upto(4)) for _ in range(count - 1)]
    if not any(steps):
        steps[-1] = 1
    points, unit = [draw(upto(4)) - 2], pick(draw, (1, 2, 4, 100))
    for step in steps:
        points.append(points[-1] + step)
    return [Fraction(p, unit) for p in points]


@st.composite
def scales(draw: st.DrawFn, *, max_options: int = 6) -> Scale:
    """Give ordered scales (Skalen, M6) of two or more options; points may be negative or repeat.

    Args:
        draw: Given by Hypothesis.
        max_options: Largest number of options.
    """
    return draw_scale(draw, draw_stock(draw), draw(ids()), max_options)


def draw_scale(draw: st.DrawFn, stock: Stock, scale_id: str, max_options: int) -> Scale:
    """Draw a scale of two up to so many options (M6)."""
    points = draw_rising(draw, 2 + draw(upto(max_options - 2)))
    return Scale(id=scale_id, options=make_options(stock, points), prompt=stock.maybe_text(1))


def make_options(stock: Stock, points: Iterable[Fraction]) -> tuple[Option, ...]:
    """Make an option for each number of points, in order."""
    return tuple(
        Option(
            id=stock.id(index),
            title=stock.text(index),
            points=one,
            description=stock.maybe_text(index),
        )
        for index, one in enumerate(points)
    )


def draw_scales(draw: st.DrawFn, stock: Stock, count: int) -> tuple[Scale, ...]:
    """Draw scales; an internal building block."""
    return tuple(draw_scale(draw, stock, stock.id(index), 5) for index in range(count))
