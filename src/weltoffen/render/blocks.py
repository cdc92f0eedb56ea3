# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What documents are made of (Bausteine): headings, paragraphs, lists, tables, charts; in no format yet.

A chapter is an iterable of blocks. `weltoffen.render.markdown`, `weltoffen.render.html` and
`weltoffen.render.word` each write any of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from weltoffen.render.inline import Line


@attrs.frozen(kw_only=True)
class Heading:
    """A heading (Überschrift).

    Attributes:
        level: 1 for the document, 2 for a chapter and so on.
        line: Its text.
        anchor: Name by which it can be linked to, or None.
    """

    level: int
    line: Line
    anchor: str | None = None


@attrs.frozen(kw_only=True)
class Paragraph:
    """A paragraph (Absatz)."""

    line: Line


@attrs.frozen(kw_only=True)
class Entry:
    """An entry of a list, with a list of its own below it (Listenpunkt)."""

    line: Line
    items: tuple[Entry, ...] = ()


@attrs.frozen(kw_only=True)
class Listing:
    """A list (Liste).

    Attributes:
        items: Its entries, at least one.
        ordered: Whether their order matters and they are numbered.
    """

    items: tuple[Entry, ...]
    ordered: bool = False


@attrs.frozen(kw_only=True)
class Table:
    """A table (Tabelle).

    Attributes:
        head: Names of the columns.
        rows: Cells, in each row as many as names.
        numbers: How many columns, counted from the last, stand flush right.
        caption: What the table shows; None where heading and text before it say so.
        named_by: Which column names the rows, counted from 0.
    """

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    numbers: int = 0
    caption: Line | None = None
    named_by: int = 0


@attrs.frozen(kw_only=True)
class Figure:
    """A chart (Schaubild), which is drawn only where there are pictures; its table stands beside it.

    Attributes:
        chart: Id of the chart.
        caption: What it shows.
        table: The same numbers to read; None if the text around the chart has them already.
    """

    chart: str
    caption: Line
    table: Table | None = None


@attrs.frozen(kw_only=True)
class Fold:
    """What a page shows on request (Aufklappbereich); other formats show it under its summary.

    Attributes:
        summary: What is in it.
        blocks: What is shown.
    """

    summary: Line
    blocks: tuple[Block, ...]


@attrs.frozen(kw_only=True)
class Ballot:
    """A table to be filled in by hand (Tabelle zum Ankreuzen): boxes behind each row, room below it.

    Attributes:
        table: What is known already; its caption says what is to be done.
        choices: Names of the boxes of which one is to be ticked.
        extra: Name of a box that may be ticked as well.
        reason: What is to be written below each row.
    """

    table: Table
    choices: tuple[Line, ...]
    extra: Line
    reason: Line

    @property
    def as_table(self) -> Table:
        """The same as a table, with signs for the boxes and a last column to write in."""
        circles, square = (Line.of("\u25cb"),) * len(self.choices), Line.of("\u25a1")
        return Table(
            head=(*self.table.head, *self.choices, self.extra, self.reason),
            rows=tuple((*row, *circles, square, Line()) for row in self.table.rows),
            caption=self.table.caption,
        )


@attrs.frozen(kw_only=True)
class Space:
    """Room to write in by hand (Platz zum Schreiben).

    Attributes:
        line: What is to be written there.
        lines: At least how many lines there are on paper.
    """

    line: Line
    lines: int


@attrs.frozen(kw_only=True)
class Beside:
    """A chart with text beside it where a page is wide enough (Schaubild mit Text daneben).

    Attributes:
        figure: The chart.
        blocks: What stands beside it, or below.
    """

    figure: Figure
    blocks: tuple[Block, ...]


Block = Heading | Paragraph | Listing | Table | Figure | Fold | Ballot | Space | Beside


def heading(level: int, line: Line, anchor: str | None = None) -> Iterator[Block]:
    """Make a heading."""
    yield Heading(level=level, line=line, anchor=anchor)


def paragraphs(*lines: Line) -> Iterator[Block]:
    """Make a paragraph of each line that is not empty."""
    for line in lines:
        if line:
            yield Paragraph(line=line)


def listing(lines: Iterable[Line | Entry], *, ordered: bool = False) -> Iterator[Block]:
    """Make a list; nothing for no entries."""
    items = tuple(one if isinstance(one, Entry) else Entry(line=one) for one in lines)
    if items:
        yield Listing(items=items, ordered=ordered)


def table(
    head: Sequence[Line],
    rows: Iterable[Sequence[Line]],
    numbers: int = 0,
    caption: Line | None = None,
) -> Table:
    """Make a table; arguments as in `Table`."""
    return Table(head=tuple(head), rows=tuple(map(tuple, rows)), numbers=numbers, caption=caption)


def fold(summary: Line, blocks: Iterable[Block]) -> Iterator[Block]:
    """Make a fold; nothing for no blocks."""
    found = tuple(blocks)
    if found:
        yield Fold(summary=summary, blocks=found)
