# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How wide the columns of a table are on paper (Spaltenbreiten), and how large its type."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weltoffen.render.blocks import Table

SIZES = (9, 8, 7)
"""Sizes of type in points; the first is used in which no word has to be broken."""
TWIPS_PER_CHARACTER = 12
"""Width of a character for each point of type, in twentieths of a point: 0.6 of its size, as in a wide word
of bold Arial."""
PADDING = 190
"""Space left and right in a cell together, in twentieths of a point."""
LONGEST = 200
"""A cell with more characters asks for no more room than one with so many."""


@attrs.frozen(kw_only=True)
class Layout:
    """How a table stands on the page (Satz einer Tabelle).

    Attributes:
        size: Size of its type in points.
        widths: Widths of its columns in twentieths of a point; together the width of the page.
    """

    size: int
    widths: tuple[int, ...]


def lay_out(table: Table, width: int) -> Layout:
    """Choose size of type and widths of columns, so that words and numbers stay whole if that can be.

    Args:
        table: The table.
        width: Width of the page in twentieths of a point.
    """
    columns = [[cell.plain for cell in column] for column in zip(*table.rows, strict=True)]
    found = columns or [[] for _ in table.head]
    heads = [name.plain for name in table.head]
    pairs = [*zip(heads, found, strict=True)]
    words = [max(_longest_word(head) + 1, *map(_longest_word, cells), 1) for head, cells in pairs]
    lengths = [min(LONGEST, max(map(len, (head, *cells)))) for head, cells in pairs]
    loose = [one + two for one, two in zip(lengths, words, strict=True)]  # lines are seldom full
    size = next((size for size in SIZES if sum(_room(words, size)) <= width), SIZES[-1])
    return Layout(size=size, widths=_shared(_room(words, size), _room(loose, size), width))


def _longest_word(text: str) -> int:
    """Count the characters that stay together; a protected space keeps a number with its unit."""
    return max(map(len, text.split(" ")))


def _room(characters: Iterable[int], size: int) -> list[int]:
    return [number * size * TWIPS_PER_CHARACTER + PADDING for number in characters]


def _shared(needed: Sequence[int], wanted: Sequence[int], width: int) -> tuple[int, ...]:
    """Share the width of the page so that the longest cells of all columns take equally many lines.

    Args:
        needed: What the longest word of each column takes.
        wanted: What the longest cell of each column takes on a single line.
        width: Width of the page.
    """
    if sum(needed) > width:
        found = [one * width // sum(needed) for one in needed]
    else:
        tries = (_broken(needed, wanted, tenths) for tenths in count(10))
        fitting = next(one for one in tries if sum(one) <= width)
        rest = width - sum(fitting)
        found = [one + rest * one // sum(fitting) for one in fitting]
    found[0] += width - sum(found)
    return tuple(found)


def _broken(needed: Sequence[int], wanted: Sequence[int], tenths: int) -> list[int]:
    """Give the widths at which the longest cells take so many tenths of a line."""
    return [max(one, 10 * two // tenths) for one, two in zip(needed, wanted, strict=True)]
