# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The perspectives side by side (Heatmap): a cell with its number for each node and view; N3, P4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.blocks import Table
from weltoffen.render.drawing.canvas import cited, extent, names
from weltoffen.render.drawing.chart import Chart
from weltoffen.render.drawing.frame import MARGIN, SMALL, TEXT, WIDTH, Frame
from weltoffen.render.drawing.legend import Entry, lay_out
from weltoffen.render.drawing.lettering import wrap
from weltoffen.render.drawing.palette import step_role
from weltoffen.render.inline import Line, join
from weltoffen.scoring.results import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.render.drawing.canvas import Canvas, Row
    from weltoffen.render.drawing.frame import Layer
    from weltoffen.report.structure import PerspectiveResult, PerspectiveScore

_WIDEST = 108
_MOST = 5
_PLOT = 376
_LEADING = 15
_CELL = 42
_NOTE = 22
_HIDDEN = (None, "protected")


def views(canvas: Canvas) -> Iterator[Chart]:
    """Draw the scores of all perspectives, at most five in one chart; nothing without any."""
    found = canvas.report.perspectives
    parts = [found[start : start + _MOST] for start in range(0, len(found), _MOST)]
    for number, part in enumerate(parts, 1):
        title = canvas.say("views.title")
        if len(parts) > 1:
            places = {"part": Line.of(number), "parts": Line.of(len(parts))}
            title = canvas.say("views.part", **places)
        yield _chart(canvas, "views" if number == 1 else f"views-{number}", title, part)


def _chart(canvas: Canvas, name: str, title: Line, part: Sequence[PerspectiveResult]) -> Chart:
    wide = min(_WIDEST, _PLOT // len(part))
    heads = [wrap(_name(canvas, one).plain, wide - 6, SMALL, lines=5) for one in part]
    stages = canvas.report.stages
    key = lay_out(
        [
            Entry(canvas.page.stage(stage.id).plain, step_role(place, len(stages)))
            for place, stage in enumerate(stages)
        ],
        top=4,
    )
    top = key.bottom + 8 + max(map(len, heads)) * _LEADING + 6
    left = WIDTH - MARGIN - wide * len(part)
    nodes = [one.node for one in part[0].nodes if not canvas.page.is_own(one.node)]
    rows = canvas.rows(nodes, left - 10, top=top, least=_CELL)
    note = _note(canvas, part, nodes)
    frame = Frame(
        palette=canvas.palette,
        left=left,
        right=MARGIN,
        height=extent(rows) + 4 + len(note) * _NOTE,
        domain=(0, len(part)),
    )
    said = _said(canvas, part)
    layers = [
        *key.layers(frame),
        frame.texts(
            [
                {
                    "x": place + 0.5,
                    "y": top - 14 - (len(lines) - 1) * _LEADING,
                    "text": "\n".join(lines),
                }
                for place, lines in enumerate(heads)
            ],
            align="center",
            size=SMALL,
            leading=_LEADING,
        ),
        *names(frame, rows),
        *_cells(canvas, frame, part, rows),
        frame.texts(
            [{"y": frame.height - _NOTE / 2, "text": one} for one in note],
            x=wide * len(part),
            align="right",
            size=SMALL,
            role="muted",
        ),
    ]
    return Chart(
        id=name,
        kind="views",
        title=title.plain,
        description=said.plain,
        specification=frame.specification(canvas.headline(title), said.plain, layers),
        table=_table(canvas, title, part, nodes),
    )


def _note(
    canvas: Canvas, part: Sequence[PerspectiveResult], nodes: Sequence[str | None]
) -> list[str]:
    """Explain a dash, if there is any."""
    dashes = any(
        cell.score is None and cell.reason not in _HIDDEN and cell.node in nodes
        for one in part
        for cell in one.nodes
    )
    return [canvas.words["views.none"]] if dashes else []


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


def _said(canvas: Canvas, part: Sequence[PerspectiveResult]) -> Line:
    """Say what each perspective says of the whole."""
    values = [
        canvas.say("alt.value", name=_name(canvas, one), value=canvas.numbers.scored(cell))
        for one in part
        for cell in one.nodes
        if cell.node is None
    ]
    told = canvas.say("alt.value", name=canvas.label("label.whole"), value=join("; ", values))
    return canvas.say("views.alt", levels=canvas.page.levels(), values=told)


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
