# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The stage sheet (Stufenblatt): every node and the stage that it has reached; S6."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.blocks import Table
from weltoffen.render.drawing.canvas import REASON, extent, names
from weltoffen.render.drawing.chart import Chart
from weltoffen.render.drawing.frame import MARGIN, SMALL, Frame, middle
from weltoffen.render.drawing.lettering import wrap
from weltoffen.render.drawing.palette import step_role
from weltoffen.render.inline import Line, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.render.drawing.canvas import Canvas, Row
    from weltoffen.render.drawing.frame import Layer
    from weltoffen.report.structure import NodeResult

_LEFT = 190
_SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")
_LEADING = 15
_MARKER = 20
_NOTE = 24
_SIZES = (200, 120)


def sheet(canvas: Canvas) -> Iterator[Chart]:
    """Draw the nodes of the edition on its stages, half a step on with a tendency to the next.

    A node without a stage has a mark apart and the reason.
    """
    report = canvas.report
    results = [one for one in report.nodes if one.node is not None]
    apart = any(one.stage is None for one in results)
    heads = _heads(canvas, apart=apart)
    top = _MARKER + max(map(len, heads)) * _LEADING + 12
    rows = canvas.rows(
        [one.node for one in results], _LEFT - 8, top=top, least=REASON if apart else 0
    )
    bottom = extent(rows) + 4
    halves = any(one.tendency for one in results)
    frame = Frame(
        palette=canvas.palette,
        left=_LEFT,
        right=MARGIN,
        height=bottom + _NOTE * halves,
        domain=(0, len(heads)),
    )
    title, said = canvas.say("stages.title"), _said(canvas)
    yield Chart(
        id="stages",
        kind="stages",
        title=title.plain,
        description=said.plain,
        specification=frame.specification(
            canvas.headline(title),
            said.plain,
            [
                *_columns(canvas, frame, heads, top, bottom),
                *names(frame, rows),
                *_marks(canvas, frame, results, rows),
                *([_note(canvas, frame)] if halves else []),
            ],
        ),
        table=_table(canvas, title, results),
    )


def _width(canvas: Canvas, *, apart: bool) -> int:
    columns = len(canvas.report.stages) + apart
    return Frame(palette=canvas.palette, left=_LEFT, right=MARGIN, height=0).plot // columns


def _heads(canvas: Canvas, *, apart: bool) -> list[tuple[str, ...]]:
    """Give the names of the stages, broken into lines, and of the column for what has none."""
    named = [canvas.page.stage(stage.id).plain for stage in canvas.report.stages]
    room = _width(canvas, apart=apart) - 4
    found = [*named, *([canvas.words["stages.none"]] if apart else [])]
    return [wrap(one, room, SMALL, lines=4) for one in found]


def _columns(
    canvas: Canvas, frame: Frame, heads: Sequence[tuple[str, ...]], top: float, bottom: float
) -> Iterator[Layer]:
    """Draw a column for each stage, and above it its mark and its name."""
    stages = canvas.report.stages
    yield frame.rectangles(
        [{"x": place, "x2": place + 1, "y": 0, "y2": bottom} for place in range(0, len(heads), 2)],
        role="band",
    )
    yield frame.points(
        [
            {"x": place + 0.5, "y": 12, "stage": stage.id, **_mark(canvas, place)}
            for place, stage in enumerate(stages)
        ],
        role="ground",
        edge="edge",
        size=_SIZES[1],
    )
    yield frame.texts(
        [
            {"x": place + 0.5, "y": _MARKER + 10, "text": "\n".join(lines)}
            for place, lines in enumerate(heads)
        ],
        align="center",
        size=SMALL,
        leading=_LEADING,
    )
    yield frame.rules(
        [{"x": 0, "x2": len(heads), "y": top - 4, "y2": top - 4}],
        role="link",
    )


def _mark(canvas: Canvas, place: int) -> dict[str, object]:
    role = step_role(place, len(canvas.report.stages))
    return {"shape": _SHAPES[place % len(_SHAPES)], "fill": canvas.palette[role]}


def _marks(
    canvas: Canvas, frame: Frame, results: Sequence[NodeResult], rows: Sequence[Row]
) -> Iterator[Layer]:
    places = {stage.id: place for place, stage in enumerate(canvas.report.stages)}
    both = list(zip(results, rows, strict=True))
    for at_top, size in zip((True, False), _SIZES, strict=True):
        found = [
            {
                "node": one.node,
                "name": canvas.page.node(one.node).plain,
                "stage": one.stage,
                "tendency": one.tendency,
                "ref": canvas.numbers.pointers.to(one, "stage"),
                "x": places[one.stage] + (1 if one.tendency else 0.5),
                "y": row.y,
                **_mark(canvas, places[one.stage]),
            }
            for one, row in both
            if one.stage is not None and (row.depth == 0) == at_top
        ]
        yield frame.points(found, role="ground", edge="edge", size=size)
    unknown = [(one, row) for one, row in both if one.stage is None]
    apart = len(places) + 0.5
    yield frame.points(
        [{"node": one.node, "x": apart, "y": row.y} for one, row in unknown],
        role="ground",
        edge="muted",
        shape="stroke",
        size=140,
    )
    reasons = [
        (one, row, wrap(canvas.page.why_none(one.reason).plain, frame.plot // 2, SMALL, lines=2))
        for one, row in unknown
    ]
    yield frame.texts(
        [
            {
                "node": one.node,
                "x": len(places) - 0.1,
                "y": middle(row.y, lines),
                "text": "\n".join(lines),
            }
            for one, row, lines in reasons
        ],
        align="right",
        size=SMALL,
        role="muted",
    )


def _note(canvas: Canvas, frame: Frame) -> Layer:
    """Explain a mark between two stages."""
    told = {"y": frame.height - _NOTE / 2, "text": canvas.words["stages.tendency"]}
    return frame.texts([told], x=frame.plot, align="right", size=SMALL, role="muted")


def _said(canvas: Canvas) -> Line:
    """Say where the nodes at the top stand."""
    results = canvas.report.by_node
    values = [
        canvas.say("alt.value", name=canvas.page.node(top), value=_reached(canvas, results[top]))
        for top in canvas.tops()
    ]
    return canvas.say(
        "stages.alt",
        levels=canvas.page.levels(),
        stages=join(", ", (canvas.page.stage(stage.id) for stage in canvas.report.stages)),
        values=join("; ", values),
    )


def _reached(canvas: Canvas, one: NodeResult) -> Line:
    if one.stage is None:
        return canvas.page.why_none(one.reason)
    return canvas.page.reached(one.stage, one.tendency)


def _table(canvas: Canvas, title: Line, results: Sequence[NodeResult]) -> Table:
    page = canvas.page
    head = (page.levels(), *map(canvas.label, ("label.stage", "label.score", "label.n")))
    rows = tuple(
        (
            page.node(one.node),
            _reached(canvas, one),
            page.percent(one.score, one.reason),
            canvas.numbers.n(one),
        )
        for one in results
    )
    return Table(head=head, rows=rows, numbers=2, caption=title)
