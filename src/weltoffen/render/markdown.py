# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Blocks as Markdown (Markdown schreiben): CommonMark, with the tables of GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from weltoffen.render.blocks import (
    Ballot,
    Beside,
    Figure,
    Fold,
    Heading,
    Listing,
    Paragraph,
    Space,
    Table,
)
from weltoffen.render.escaping import escaped_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weltoffen.render.blocks import Block, Entry
    from weltoffen.render.inline import Line

DEEPEST_HEADING = 6


def write_markdown(blocks: Iterable[Block]) -> str:
    """Write blocks as Markdown; every text in them is escaped, charts become their tables."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield from heading(block.level, said(block.line))
        case Paragraph() | Space():
            yield from paragraph(said(block.line))
        case Listing():
            yield from [*_entries(block), ""]
        case Table():
            yield from _table(block)
        case Figure():
            if block.table is not None:
                yield from _table(block.table)
        case Fold():
            yield from paragraph(said(block.summary.strong))
            yield from (line for one in block.blocks for line in _lines(one))
        case Ballot():
            yield from _table(block.as_table)
        case Beside():
            yield from (line for one in (block.figure, *block.blocks) for line in _lines(one))
        case _:
            assert_never(block)


def said(line: Line) -> str:
    """Escape a line; what is stressed stands between stars."""
    return escaped_markdown((run.strong, run.text) for run in line.runs)


def _entries(listing: Listing) -> Iterator[str]:
    for number, item in enumerate(listing.items, 1):
        yield from _entry(item, f"{number}. " if listing.ordered else "- ")


def _entry(item: Entry, mark: str) -> Iterator[str]:
    text = said(item.line)
    yield mark + text
    if text and item.items and not said(item.items[0].line):
        yield ""  # a dash alone right below a text would make it a heading
    for one in item.items:
        yield from (" " * len(mark) + line for line in _entry(one, "- "))


def _table(block: Table) -> Iterator[str]:
    if block.caption is not None:
        yield from paragraph(said(block.caption))
    rows = [[said(cell) for cell in row] for row in block.rows]
    yield from table([said(name) for name in block.head], rows, block.numbers)


# --- Lines of text that is safe already --------------------------------------------------------------


def heading(level: int, safe: str) -> Iterator[str]:
    """Write a heading; below the sixth level there is none deeper."""
    yield f"{'#' * min(level, DEEPEST_HEADING)} {safe}"
    yield ""


def strong(safe: str) -> str:
    """Put a text in bold type; nothing stays nothing, for four stars are a rule across the page."""
    return f"**{safe}**" if safe else ""


def paragraph(safe: str) -> Iterator[str]:
    """Write a paragraph."""
    yield safe
    yield ""


def bullets(items: Iterable[str]) -> Iterator[str]:
    """Write a list; nothing for no items."""
    found = [f"- {item}" for item in items]
    yield from [*found, ""] if found else []


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 0) -> Iterator[str]:
    """Write a table.

    Args:
        head: Names of the columns.
        rows: Cells, as many as names.
        numbers: How many columns, counted from the last, stand flush right.
    """
    plain = len(head) - numbers
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join(['---'] * plain + ['---:'] * numbers)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
