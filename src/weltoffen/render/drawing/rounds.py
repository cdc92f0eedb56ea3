# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Change between two rounds (Veränderung): earlier and later score of each node; G8, N3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.blocks import Table
from weltoffen.render.drawing.axis import score_axis
from weltoffen.render.drawing.canvas import CELL, column, extent, heads, names, sourced
from weltoffen.render.drawing.chart import Chart
from weltoffen.render.drawing.frame import SMALL, TEXT, Frame
from weltoffen.render.drawing.parts import part_id, part_title, parted
from weltoffen.render.inline import Line, join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from weltoffen.render.drawing.canvas import Canvas, Row
    from weltoffen.render.drawing.frame import Appearance, Layer
    from weltoffen.report.rounds import NodeChangeResult

_LEFT = 200
_RIGHT = 142
_COLUMNS = (76, 136)
"""Right edges of the columns behind the plot, in pixels from its right edge."""
_TOP = 48
_EARLIER: Appearance = {"role": "ground", "edge": "earlier", "shape": "square", "size": 110}
_LATER: Appearance = {"role": "actual", "edge": "actual", "shape": "circle", "size": 110}
_HEADS = ((_COLUMNS[0], "label.earlier", _EARLIER), (_COLUMNS[1], "label.later", _LATER))


def change(canvas: Canvas) -> Iterator[Chart]:
    """Draw the change of the view that stands for the whole; nothing without one, or without common nodes."""
    found = None if canvas.report.change is None else canvas.report.change.main
    if found is None:
        return
    nodes = {one.node: one for one in found.nodes if not canvas.page.is_own(one.node)}
    title, view = canvas.label("heading.change"), canvas.page.view(found.view)
    above = _TOP + canvas.headline(title, view).height
    parts = parted(_rows(canvas, nodes), above)
    for number, part in enumerate(parts, 1):
        shown = [nodes[row.node] for row in part]
        yield _chart(
            canvas,
            part_id("change", number),
            part_title(canvas, title, number, len(parts)),
            view,
            shown,
        )


def _rows(canvas: Canvas, nodes: Iterable[str | None]) -> tuple[Row, ...]:
    return canvas.rows(nodes, _LEFT - 10, top=_TOP, least=CELL)


def _chart(
    canvas: Canvas, key: str, title: Line, view: Line, nodes: Sequence[NodeChangeResult]
) -> Chart:
    rows = _rows(canvas, [one.node for one in nodes])
    bottom = extent(rows) + 4
    frame = Frame(palette=canvas.palette, left=_LEFT, right=_RIGHT, height=bottom)
    said = _said(canvas, view, nodes)
    both = list(zip(nodes, rows, strict=True))
    layers = [
        *score_axis(canvas, frame, _TOP - 4, bottom),
        *heads(canvas, frame, _TOP - 18, _HEADS),
        *names(frame, rows),
        *_marks(canvas, frame, both),
        *_values(canvas, frame, both),
    ]
    return Chart(
        id=key,
        kind="change",
        title=title.plain,
        description=said.plain,
        specification=frame.specification(canvas.headline(title, view), said.plain, layers),
        table=_table(canvas, title, nodes),
    )


def _marks(
    canvas: Canvas, frame: Frame, both: Sequence[tuple[NodeChangeResult, Row]]
) -> Iterator[Layer]:
    numbers = canvas.numbers
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
    earlier = [(one, one.earlier, row) for one, row in both]
    later = [(one, one.later, row) for one, row in both]
    for marked, look in ((earlier, _EARLIER), (later, _LATER)):
        yield frame.points(
            [
                {
                    "node": one.node,
                    "x": share.value,
                    "y": row.y,
                    **sourced(numbers.percent(share)),
                }
                for one, share, row in marked
            ],
            **look,
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
    said = canvas.say("change.alt", view=view)
    return (
        join(" ", [said, canvas.say("alt.values", values=join("; ", values))]) if values else said
    )


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
