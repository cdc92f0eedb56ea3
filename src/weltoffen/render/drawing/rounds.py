# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Change between two rounds (Veränderung): earlier and later score of each node; G8, N3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.blocks import Table
from weltoffen.render.drawing.axis import score_axis
from weltoffen.render.drawing.canvas import column, extent, names
from weltoffen.render.drawing.chart import Chart
from weltoffen.render.drawing.frame import SMALL, TEXT, Frame
from weltoffen.render.inline import Line, join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from weltoffen.render.drawing.canvas import Canvas, Row
    from weltoffen.render.drawing.frame import Layer
    from weltoffen.report.rounds import NodeChangeResult, ViewChangeResult

_LEFT = 200
_RIGHT = 142
_COLUMNS = (76, 136)
"""Right edges of the columns behind the plot, in pixels from its right edge."""
_TOP = 48
_CELL = 42


def change(canvas: Canvas) -> Iterator[Chart]:
    """Draw the change of the view that stands for the whole; nothing without one, or without common nodes."""
    found = None if canvas.report.change is None else canvas.report.change.main
    if found is None:
        return
    nodes = [one for one in found.nodes if not canvas.page.is_own(one.node)]
    if nodes:
        yield _chart(canvas, found, nodes)


def _chart(canvas: Canvas, found: ViewChangeResult, nodes: Sequence[NodeChangeResult]) -> Chart:
    title, view = canvas.label("heading.change"), canvas.page.view(found.view)
    rows = canvas.rows([one.node for one in nodes], _LEFT - 10, top=_TOP, least=_CELL)
    frame = Frame(palette=canvas.palette, left=_LEFT, right=_RIGHT, height=extent(rows) + 4)
    said = _said(canvas, view, nodes)
    both = list(zip(nodes, rows, strict=True))
    layers = [
        *score_axis(canvas, frame, _TOP - 4),
        *_heads(canvas, frame),
        *names(frame, rows),
        *_marks(canvas, frame, both),
        *_values(canvas, frame, both),
    ]
    return Chart(
        id="change",
        kind="change",
        title=title.plain,
        description=said.plain,
        specification=frame.specification(canvas.headline(title, view), said.plain, layers),
        table=_table(canvas, title, nodes),
    )


def _heads(canvas: Canvas, frame: Frame) -> Iterator[Layer]:
    """Name the two marks above the columns of their numbers."""
    y = _TOP - 18
    for right, label, role, edge, shape in (
        (_COLUMNS[0], "label.earlier", "ground", "earlier", "square"),
        (_COLUMNS[1], "label.later", "actual", "actual", "circle"),
    ):
        x = frame.plot + right
        head = [{"y": y, "text": canvas.label(label).plain}]
        yield frame.texts(head, x=x, align="right", size=SMALL, strong=True)
        yield frame.points([{"y": y - 17}], x=x - 8, role=role, edge=edge, shape=shape, size=110)


def _marks(
    canvas: Canvas, frame: Frame, both: Sequence[tuple[NodeChangeResult, Row]]
) -> Iterator[Layer]:
    to = canvas.numbers.pointers.to
    yield frame.rules(
        [
            {
                "node": one.node,
                "x": one.earlier.value,
                "x2": one.later.value,
                "y": row.y,
                "y2": row.y,
            }
            for one, row in both
        ],
        role="link",
        thick=3,
    )
    yield frame.points(
        [
            {"node": one.node, "ref": to(one.earlier), "x": one.earlier.value, "y": row.y}
            for one, row in both
        ],
        role="ground",
        edge="earlier",
        shape="square",
        size=110,
    )
    yield frame.points(
        [
            {"node": one.node, "ref": to(one.later), "x": one.later.value, "y": row.y}
            for one, row in both
        ],
        role="actual",
        edge="actual",
        size=110,
    )


def _values(
    canvas: Canvas, frame: Frame, both: Sequence[tuple[NodeChangeResult, Row]]
) -> Iterator[Layer]:
    """Write both scores behind the plot, below each its n."""
    numbers = canvas.numbers
    written: tuple[tuple[int, Callable[[NodeChangeResult], Line], str, int, int], ...] = (
        (_COLUMNS[0], lambda one: numbers.percent(one.earlier), "muted", TEXT, -8),
        (_COLUMNS[0], lambda one: numbers.n(one, "earlier_n"), "muted", SMALL, 9),
        (_COLUMNS[1], lambda one: numbers.percent(one.later), "ink", TEXT, -8),
        (_COLUMNS[1], lambda one: numbers.n(one, "later_n"), "muted", SMALL, 9),
    )
    for right, write, role, size, below in written:
        entries = [(row, write(one)) for one, row in both]
        yield column(frame, entries, x=frame.plot + right, role=role, size=size, below=below)


def _said(canvas: Canvas, view: Line, nodes: Sequence[NodeChangeResult]) -> Line:
    """Say how the whole and the nodes at the top have changed."""
    numbers = canvas.numbers
    values = [
        canvas.say(
            "change.value",
            name=canvas.page.node(one.node),
            earlier=numbers.based(one.earlier, one, "earlier_n"),
            later=numbers.based(one.later, one, "later_n"),
        )
        for one in nodes
        if canvas.page.depth(one.node) == 0
    ]
    return canvas.say("change.alt", view=view, values=join("; ", values))


def _table(canvas: Canvas, title: Line, nodes: Sequence[NodeChangeResult]) -> Table:
    numbers = canvas.numbers
    labels = ("label.earlier", "label.later", "label.change")
    rows = tuple(
        (
            canvas.page.node(one.node),
            numbers.based(one.earlier, one, "earlier_n"),
            numbers.based(one.later, one, "later_n"),
            numbers.compared(numbers.distance(one.difference), one.difference.exact),
        )
        for one in nodes
    )
    head = (canvas.page.levels(), *map(canvas.label, labels))
    return Table(head=head, rows=rows, numbers=len(labels), caption=title)
