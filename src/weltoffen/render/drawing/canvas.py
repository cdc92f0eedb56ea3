# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What charts are drawn from (Zeichengrund): a page of the report, colours, words, rows of nodes."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, final

import attrs

from weltoffen.render.drawing.frame import (
    LEADING,
    MARGIN,
    SMALL,
    TEXT,
    WIDTH,
    Headline,
    middle,
)
from weltoffen.render.drawing.lettering import wrap
from weltoffen.render.drawing.palette import Palette
from weltoffen.render.inline import Line, fill, join
from weltoffen.render.page import Page
from weltoffen.report.wording import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from weltoffen.render.drawing.frame import Appearance, Datum, Frame, Layer
    from weltoffen.render.numbers import Numbers
    from weltoffen.report.structure import NodeResult, Report

INDENT = 12
_ROOM = 10
_BEFORE_TOP = 10
_BEFORE_NOTES = 8
REASON = 2 * LEADING + _ROOM
"""Height of a row in which a reason may stand on two lines."""
CELL = 42
"""Height of a row in which a number stands with its n below it."""


@final
@attrs.frozen(kw_only=True)
class Row:
    """A row of a chart that belongs to a node (Zeile).

    Attributes:
        node: Id of the node; None for the whole.
        lines: Its name.
        depth: How deep it stands, from 0.
        top: Where the row begins, in pixels.
        height: Its height.
    """

    node: str | None
    lines: tuple[str, ...]
    depth: int
    top: float
    height: float

    @property
    def y(self) -> float:
        """The middle of the row."""
        return self.top + self.height / 2

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.height


@final
@attrs.frozen(kw_only=True)
class Canvas:
    """A page and colours (Zeichengrund).

    Attributes:
        page: Names and numbers of the report.
        palette: Colours.
    """

    page: Page
    palette: Palette

    @property
    def report(self) -> Report:
        """The report."""
        return self.page.report

    @property
    def numbers(self) -> Numbers:
        """How numbers are written, with their pointers."""
        return self.page.figures

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The wording of charts, from ``drawing.toml``."""
        return words_of("weltoffen.render.drawing", "drawing.toml", self.page.language)

    def scored(self, results: Iterable[NodeResult]) -> Line:
        """Name nodes one after the other, each with its score, the n of it, and its target (N3)."""
        values = (
            self.say(
                "targets.value",
                name=self.page.node(one.node),
                score=self.page.why_none(one.reason)
                if one.score is None
                else self.numbers.based(one.score, one, "n"),
                target=self.numbers.percent(one.target.score),
            )
            for one in results
        )
        return join("; ", values)

    def say(self, name: str, /, **values: Line) -> Line:
        """Fill a text of ``drawing.toml``."""
        return fill(self.words[name], values)

    def label(self, name: str) -> Line:
        """Give a text of ``texts.toml``."""
        return self.numbers.say(name)

    def headline(self, title: Line, what: Line | None = None) -> Headline:
        """Put a title above a chart, and below it what it shows, unless the title says so, and of whom."""
        found = self.report
        town, round_ = Line.of(found.municipality.name), Line.of(found.round.id)
        place = self.say("headline.place", town=town, round=round_)
        below = place if what is None else self.say("headline.what", what=what, place=place)
        return Headline(title.plain, below.plain)

    def of(self, name: Line, what: Line) -> str:
        """Say in one line what a chart shows, and of what."""
        return self.say("headline.of", name=name, what=what).plain

    def rows(
        self, nodes: Iterable[str | None], room: int, *, top: float, least: float = 0
    ) -> tuple[Row, ...]:
        """Stack nodes one below the other, with some room above those at the top.

        Args:
            nodes: Their ids.
            room: Width of their names in pixels.
            top: Where the first row begins.
            least: Smallest height of a row.
        """
        found: list[Row] = []
        for node in nodes:
            depth = self.page.depth(node)
            name = self.page.node(node).plain
            lines = wrap(name, room - MARGIN - INDENT * depth, TEXT, lines=4, strong=depth == 0)
            place = top + (_BEFORE_TOP if found and depth == 0 else 0)
            height = max(least, len(lines) * LEADING + _ROOM)
            found.append(Row(node=node, lines=lines, depth=depth, top=place, height=height))
            top = place + height
        return tuple(found)

    def tops(self) -> tuple[str, ...]:
        """Give the edition's nodes at the top, in declared order."""
        return tuple(one.node for one in self.report.nodes if one.node and one.parent is None)


def names(frame: Frame, rows: Sequence[Row]) -> Iterator[Layer]:
    """Write the names of rows before the plot, deeper ones farther in, and a line above each at the top."""
    for depth, found in groupby(sorted(rows, key=lambda row: row.depth), lambda row: row.depth):
        yield frame.texts(
            [
                {"y": middle(row.y, row.lines), "text": "\n".join(row.lines), "node": row.node}
                for row in found
            ],
            x=MARGIN + INDENT * depth - frame.left,
            strong=depth == 0,
        )
    low, high = frame.domain
    per_pixel = (high - low) / frame.plot
    ends = {
        "x": low - (frame.left - MARGIN) * per_pixel,
        "x2": high + (frame.right - MARGIN) * per_pixel,
    }
    yield frame.rules(
        [
            {**ends, "y": y, "y2": y}
            for y in (row.top - _BEFORE_TOP / 2 for row in rows[1:] if row.depth == 0)
        ],
        role="rule",
    )


def sourced(line: Line) -> dict[str, object]:
    """Give pointer and form of the first number in a line as data (N3); nothing without one."""
    shown = next((run.shown for run in line.runs if run.shown is not None), None)
    return {} if shown is None else {"ref": shown.pointer, "form": shown.form}


def cited(line: Line) -> dict[str, object]:
    """Give a line as data: its text, and the pointer and form of the first number in it."""
    return {"text": line.plain, **sourced(line)}


def extent(rows: Sequence[Row]) -> float:
    """Say where the last row ends."""
    return rows[-1].bottom


@final
@attrs.frozen
class Notes:
    """What stands below the rows of a chart (Anmerkungen), broken into lines.

    Attributes:
        entries: The notes, each with its lines; the first number in a note has its pointer in the data.
    """

    entries: tuple[tuple[Line, tuple[str, ...]], ...]

    @classmethod
    def of(cls, said: Iterable[Line]) -> Notes:
        """Take the notes."""
        room = WIDTH - 2 * MARGIN
        return cls(tuple((one, wrap(one.plain, room, SMALL, lines=6)) for one in said))

    @property
    def height(self) -> int:
        """How much room they take."""
        lines = sum(len(lines) for _, lines in self.entries)
        return lines * LEADING + _BEFORE_NOTES * bool(lines)

    def layer(self, frame: Frame) -> Layer:
        """Write them at the lower edge."""
        data: list[Datum] = []
        y = frame.height - self.height + _BEFORE_NOTES + LEADING / 2
        for said, lines in self.entries:
            data.append({**cited(said), "y": y, "text": "\n".join(lines)})
            y += len(lines) * LEADING
        return frame.texts(data, x=MARGIN - frame.left, size=SMALL, role="muted")


def heads(
    canvas: Canvas, frame: Frame, top: float, columns: Iterable[tuple[int, str, Appearance]]
) -> Iterator[Layer]:
    """Name the marks of a chart above the columns of their numbers.

    Args:
        canvas: The report.
        frame: The chart.
        top: In which height the names stand, in pixels.
        columns: For each how far its right edge is from that of the plot, its label, and how its mark looks.
    """
    for right, label, look in columns:
        x = frame.plot + right
        name = [{"y": top, "text": canvas.label(label).plain}]
        yield frame.texts(name, x=x, align="right", size=SMALL, strong=True)
        yield frame.points([{"y": top - 17}], x=x - 8, **look)


def column(
    frame: Frame,
    entries: Iterable[tuple[Row, Line]],
    *,
    x: float,
    role: str = "ink",
    size: int = TEXT,
    below: float = 0,
) -> Layer:
    """Write a line for each row, flush right.

    Args:
        frame: The chart.
        entries: Rows and lines.
        x: Where the lines end, in pixels from the left edge of the plot.
        role: Their colour.
        size: Size of the letters.
        below: How far below the middle of the row they stand.
    """
    data = [{"node": row.node, "y": row.y + below, **cited(line)} for row, line in entries]
    return frame.texts(data, x=x, align="right", size=size, role=role)
