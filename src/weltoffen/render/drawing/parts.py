# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Parts of a chart with many rows (Teile): each can be read on a page of A4."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from weltoffen.render.inline import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.render.drawing.canvas import Canvas, Row

T = TypeVar("T")

MOST = 24
"""Rows of a part."""
HIGHEST = 1500
"""Pixels: a chart that fills the 245 millimetres of a page is not higher if its letters, 13 pixels at least,
are to have 6 points there."""
_SPARE = 84
"""For notes below the rows and one more line of the headline, which says the part."""


def part_id(kind: str, number: int) -> str:
    """Give the id of a part, counted from 1; the first is named like a chart without parts."""
    return kind if number == 1 else f"{kind}-{number}"


def part_title(canvas: Canvas, title: Line, number: int, total: int) -> Line:
    """Say in the title which part it is, if there are several."""
    if total == 1:
        return title
    return canvas.say("headline.part", title=title, part=Line.of(number), parts=Line.of(total))


def parted(rows: Sequence[Row], above: float) -> list[list[Row]]:
    """Divide rows into parts, between nodes at the top where that is possible.

    Args:
        rows: All rows, stacked as for one chart.
        above: How many pixels stand above them in each part.
    """
    room = HIGHEST - _SPARE - above
    found: list[list[Row]] = []
    for field in _fields(rows):
        if found and _fits(found[-1] + field, room):
            found[-1] += field
        else:
            found += _pieces(field, room)
    return found


def _fields(rows: Sequence[Row]) -> list[list[Row]]:
    """Put each node at the top together with everything below it; the whole stands with the first."""
    found: list[list[Row]] = []
    for row in rows:
        if found and (row.depth or found[-1][-1].node is None):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _fits(rows: Sequence[Row], room: float) -> bool:
    return len(rows) <= MOST and rows[-1].bottom - rows[0].top <= room


def _pieces(field: Sequence[Row], room: float) -> list[list[Row]]:
    """Divide a field into as few pieces as possible: one if it is short enough."""
    divided = (list(evenly(field, total)) for total in range(1, len(field)))
    fitting = (found for found in divided if all(_fits(piece, room) for piece in found))
    return next(fitting, [[row] for row in field])


def evenly(entries: Sequence[T], total: int) -> Iterator[list[T]]:
    """Divide entries into so many parts that are as long as each other, give or take one."""
    bounds = [place * len(entries) // total for place in range(total + 1)]
    for start, end in pairwise(bounds):
        yield list(entries[start:end])
