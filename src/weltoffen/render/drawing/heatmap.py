# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The perspectives side by side (Heatmap): a cell with its number for each node and view; N3, P4."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, final

import attrs

from weltoffen.render.blocks import Table
from weltoffen.render.drawing.canvas import CELL, Notes, cited, extent, names
from weltoffen.render.drawing.chart import Chart
from weltoffen.render.drawing.frame import MARGIN, SMALL, TEXT, WIDTH, Frame
from weltoffen.render.drawing.legend import Legend, LegendEntry, lay_out
from weltoffen.render.drawing.lettering import wrap
from weltoffen.render.drawing.palette import step_role
from weltoffen.render.drawing.parts import evenly, part_id, part_title, parted
from weltoffen.render.inline import Line, join
from weltoffen.report.structure import PerspectiveResult
from weltoffen.scoring.results import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weltoffen.render.drawing.canvas import Canvas, Row
    from weltoffen.render.drawing.frame import Layer
    from weltoffen.report.structure import PerspectiveScore

_WIDEST = 108
_MOST = 5
_PLOT = 376
_LEADING = 15
_HIDDEN = (None, "protected")


def views(canvas: Canvas) -> Iterator[Chart]:
    """Draw the scores of all perspectives, at most five beside each other; nothing without any."""
    found = canvas.report.perspectives
    if not found:
        return
    nodes = [one.node for one in found[0].nodes if not canvas.page.is_own(one.node)]
    title = canvas.say("views.title")
    sides = [_Columns.of(canvas, part) for part in evenly(found, -(-len(found) // _MOST))]
    above = canvas.headline(title).height + max(one.top for one in sides)
    narrowest = min(sides, key=lambda one: one.left)
    rows = parted(narrowest.rows(canvas, nodes), above)
    parts = [(side, [row.node for row in part]) for part in rows for side in sides]
    for number, (side, shown) in enumerate(parts, 1):
        said = part_title(canvas, title, number, len(parts))
        yield _chart(canvas, part_id("views", number), said, side, shown)


@final
@attrs.frozen(kw_only=True)
class _Columns:
    """Perspectives beside each other: the legend, the heads of their columns, and how wide these are."""

    part: Sequence[PerspectiveResult]
    key: Legend
    heads: tuple[tuple[str, ...], ...]
    wide: int

    @classmethod
    def of(cls, canvas: Canvas, part: Sequence[PerspectiveResult]) -> _Columns:
        wide = min(_WIDEST, _PLOT // len(part))
        heads = (wrap(_name(canvas, one).plain, wide - 6, SMALL, lines=5) for one in part)
        stages = canvas.report.stages
        key = lay_out(
            [
                LegendEntry(canvas.page.stage(stage.id).plain, step_role(place, len(stages)))
                for place, stage in enumerate(stages)
            ],
            top=4,
        )
        return cls(part=part, key=key, heads=tuple(heads), wide=wide)

    @property
    def top(self) -> float:
        """Where the rows begin."""
        return self.key.bottom + 8 + max(map(len, self.heads)) * _LEADING + 6

    @property
    def left(self) -> int:
        return WIDTH - MARGIN - self.wide * len(self.part)

    def rows(self, canvas: Canvas, nodes: Sequence[str | None]) -> tuple[Row, ...]:
        return canvas.rows(nodes, self.left - 10, top=self.top, least=CELL)

    def named(self, frame: Frame) -> Layer:
        """Write the heads, down to the first row."""
        data = [
            {
                "x": place + 0.5,
                "y": self.top - 14 - (len(lines) - 1) * _LEADING,
                "text": "\n".join(lines),
            }
            for place, lines in enumerate(self.heads)
        ]
        return frame.texts(data, align="center", size=SMALL, leading=_LEADING)


def _chart(
    canvas: Canvas, key: str, title: Line, side: _Columns, nodes: Sequence[str | None]
) -> Chart:
    rows, part = side.rows(canvas, nodes), side.part
    notes = Notes.of(_dashes(canvas, part, nodes))
    frame = Frame(
        palette=canvas.palette,
        left=side.left,
        right=MARGIN,
        height=extent(rows) + 4 + notes.height,
        domain=(0, len(part)),
    )
    said = _said(canvas, part, nodes)
    layers = [
        *side.key.layers(frame),
        side.named(frame),
        *names(frame, rows),
        *_cells(canvas, frame, part, rows),
        notes.layer(frame),
    ]
    return Chart(
        id=key,
        kind="views",
        title=title.plain,
        description=said.plain,
        specification=frame.specification(canvas.headline(title), said.plain, layers),
        table=_table(canvas, title, part, nodes),
    )


def _dashes(
    canvas: Canvas, part: Sequence[PerspectiveResult], nodes: Sequence[str | None]
) -> Iterator[Line]:
    """Explain a dash, if there is any."""
    if any(
        cell.score is None and cell.reason not in _HIDDEN and cell.node in nodes
        for one in part
        for cell in one.nodes
    ):
        yield canvas.say("views.none")


def _name(canvas: Canvas, one: PerspectiveResult) -> Line:
    return canvas.page.view(View(kind=one.capacity, perspective=one.perspective))


def _cells(
    canvas: Canvas, frame: Frame, part: Sequence[PerspectiveResult], rows: Sequence[Row]
) -> Iterator[Layer]:
    """Draw the cells: filled by stage with score and n, or empty with the marker or a dash."""
    by_row = {row.node: row for row in rows}
    cells = [
        (place, by_row[cell.node], cell)
        for place, one in enumerate(part)
        for cell in one.nodes
        if cell.node in by_row
    ]
    gap = 1.5 / frame.plot * len(part)
    boxes = [
        {
            "x": place + gap,
            "x2": place + 1 - gap,
            "y": row.top + 1.5,
            "y2": row.bottom - 1.5,
            "node": cell.node,
        }
        for place, row, cell in cells
    ]
    full = [
        (place, row, cell, box)
        for (place, row, cell), box in zip(cells, boxes, strict=True)
        if cell.score is not None
    ]
    yield frame.rectangles(
        [
            {**box, "stage": cell.stage, "fill": canvas.palette[_role(canvas, cell)]}
            for _, _, cell, box in full
        ],
        role="band",
    )
    yield frame.rectangles(
        [box for (_, _, cell), box in zip(cells, boxes, strict=True) if cell.score is None],
        role="ground",
        edge="rule",
        thick=1,
    )
    for written, size, below in ((_score, TEXT, -8), (_n, SMALL, 9)):
        yield frame.texts(
            [
                {
                    "x": place + 0.5,
                    "y": row.y + below,
                    "node": cell.node,
                    "perspective": part[place].perspective,
                    "fill": canvas.palette[f"on-{_role(canvas, cell)}"],
                    **cited(written(canvas, cell)),
                }
                for place, row, cell, _ in full
            ],
            align="center",
            size=size,
        )
    yield frame.texts(
        [
            {
                "x": place + 0.5,
                "y": row.y,
                "node": cell.node,
                "perspective": part[place].perspective,
                "text": _marker(canvas, cell).plain,
            }
            for place, row, cell in cells
            if cell.score is None
        ],
        align="center",
        size=SMALL,
        role="muted",
    )


def _marker(canvas: Canvas, cell: PerspectiveScore) -> Line:
    """Give the marker "protected" (P4), or a dash for any other reason."""
    hidden = cell.reason in _HIDDEN
    return canvas.label("reason.protected" if hidden else "label.none")


def _role(canvas: Canvas, cell: PerspectiveScore) -> str:
    stages = [stage.id for stage in canvas.report.stages]
    return "step-1" if cell.stage is None else step_role(stages.index(cell.stage), len(stages))


def _score(canvas: Canvas, cell: PerspectiveScore) -> Line:
    return canvas.page.percent(cell.score, cell.reason)


def _n(canvas: Canvas, cell: PerspectiveScore) -> Line:
    return canvas.numbers.n(cell)


def _said(canvas: Canvas, part: Sequence[PerspectiveResult], nodes: Sequence[str | None]) -> Line:
    """Say what each perspective says of the whole; in a part without it, of the nodes at the top."""
    shown = [None] if None in nodes else [one for one in nodes if canvas.page.depth(one) == 0]
    told = [canvas.say("views.alt", levels=canvas.page.levels())]
    for node in shown:
        values = [
            canvas.say("alt.value", name=_name(canvas, one), value=canvas.numbers.scored(cell))
            for one in part
            for cell in one.nodes
            if cell.node == node
        ]
        said = canvas.say("alt.value", name=canvas.page.node(node), value=join("; ", values))
        told.append(canvas.say("alt.values", values=said))
    return join(" ", told)


def _table(
    canvas: Canvas, title: Line, part: Sequence[PerspectiveResult], nodes: Sequence[str | None]
) -> Table:
    found = [{cell.node: cell for cell in one.nodes} for one in part]
    rows = tuple(
        (canvas.page.node(node), *(canvas.numbers.scored(one[node]) for one in found))
        for node in nodes
    )
    head = (canvas.page.levels(), *(_name(canvas, one) for one in part))
    return Table(head=head, rows=rows, numbers=len(part), caption=title)
