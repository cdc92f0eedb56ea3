# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tables without empty columns (Tabellen ohne leere Spalten), for all chapters of the course; N3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.blocks import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weltoffen.render.blocks import Table
    from weltoffen.render.inline import Line


def compact_table(
    head: Sequence[Line], rows: Iterable[Sequence[Line]], words: Sequence[Line]
) -> Table:
    """Make a table whose last columns may be empty (Tabelle ohne leere Spalten).

    Of these a column in which no row has anything is left out; where some rows have something, the others
    say in words that they have nothing.

    Args:
        head: Names of the columns.
        rows: Cells, in each row as many as names.
        words: What an empty cell says in each of the last columns; the first column is none of them.
    """
    found = [tuple(row) for row in rows]
    first = len(head) - len(words)
    shown = [place for place in range(len(head)) if place < first or any(r[place] for r in found)]
    return table(
        [head[place] for place in shown],
        [
            [row[place] if place < first else row[place] or words[place - first] for place in shown]
            for row in found
        ],
    )
