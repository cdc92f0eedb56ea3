# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The stage sheet (Stufenblatt): every node and the stage that it has reached; S6."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.blocks import Table
from weltoffen.render.drawing.canvas import REASON, Notes, extent, names
from weltoffen.render.drawing.chart import Chart
from weltoffen.render.drawing.frame import MARGIN, SMALL, TITLE, Frame, middle
from weltoffen.render.drawing.lettering import wrap
from weltoffen.render.drawing.palette import step_role
from weltoffen.render.drawing.parts import part_id, part_title, parted
from weltoffen.render.inline import Line, join
from weltoffen.render.results import stage_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from weltoffen.render.drawing.canvas import Canvas, Row
    from weltoffen.render.drawing.frame import Layer
    from weltoffen.report.structure import NodeResult

_LEFT = 190
_SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")
_LEADING = 15
_MARKER = 20
_SIZES = (200, 120)
_BESIDE = 11
"""How far the asterisk of a fragile finding stands from the middle of its mark, in pixels."""


def sheet(canvas: Canvas) -> Iterator[Chart]:
    """Draw the nodes of the edition on its stages, half a step on with a tendency to the next.

    A node without a stage has a mark apart and the reason; a fragile finding has an asterisk (G9).
    """
    results = {one.node: one for one in canvas.report.nodes if one.node is not None}
    apart = any(one.stage is None for one in results.values())
    heads = _heads(canvas, apart=apart)
    title = canvas.say("stages.title")
    rows = _rows(canvas, results, heads, apart=apart)
    parts = parted(rows, rows[0].top + canvas.headline(title).height)
    for number, part in enumerate(parts, 1):
        shown = [results[row.node] for row in part if row.node is not None]
        said = part_title(canvas, title, number, len(parts))
        yield _chart(canvas, part_id("stages", number), said, shown, heads, apart=apart)


def _rows(
    canvas: Canvas, nodes: Iterable[str | None], heads: Sequence[tuple[str, ...]], *, apart: bool
) -> tuple[Row, ...]:
    top = _MARKER + max(map(len, heads)) * _LEADING + 12
    return canvas.rows(nodes, _LEFT - 8, top=top, least=REASON if apart else 0)


def _chart(
    canvas: Canvas,
    key: str,
    title: Line,
    results: Sequence[NodeResult],
    heads: Sequence[tuple[str, ...]],
    *,
    apart: bool,
) -> Chart:
    rows = _rows(canvas, [one.node for one in results], heads, apart=apart)
    notes = Notes.of(_notes(canvas, results))
    bottom = extent(rows) + 4
    frame = Frame(
        palette=canvas.palette,
        left=_LEFT,
        right=MARGIN,
        height=bottom + notes.height,
        domain=(0, len(heads)),
    )
    said = _said(canvas, results)
    return Chart(
        id=key,
        kind="stages",
        title=title.plain,
        description=said.plain,
        specification=frame.specification(
            canvas.headline(title),
            said.plain,
            [
                *_columns(canvas, frame, heads, rows[0].top, bottom),
                *names(frame, rows),
                *_marks(canvas, frame, results, rows),
                notes.layer(frame),
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
                "x": _place(places, one, one.stage),
                "y": row.y,
                **_mark(canvas, places[one.stage]),
            }
            for one, row in both
            if one.stage is not None and (row.depth == 0) == at_top
        ]
        yield frame.points(found, role="ground", edge="edge", size=size)
    beside = _BESIDE * (frame.domain[1] - frame.domain[0]) / frame.plot
    yield frame.texts(
        [
            {
                "node": one.node,
                "x": _place(places, one, one.stage) + beside,
                "y": row.y,
                "text": canvas.words["stages.fragile-mark"],
            }
            for one, row in both
            if one.stage is not None and _is_fragile(canvas, one)
        ],
        size=TITLE,
    )
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


def _place(places: Mapping[str, int], one: NodeResult, stage: str) -> float:
    """Say where a mark stands: in the middle of its stage, or with a tendency on the border to the next."""
    return places[stage] + (1 if one.tendency else 0.5)


def _is_fragile(canvas: Canvas, one: NodeResult) -> bool:
    found = canvas.page.stability.get(one.node)
    return found is not None and bool(found.fragile)


def _notes(canvas: Canvas, results: Sequence[NodeResult]) -> Iterator[Line]:
    """Explain a mark between two stages, and the asterisk (G9), where there is one."""
    if any(one.tendency for one in results):
        yield canvas.say("stages.tendency")
    if any(one.stage is not None and _is_fragile(canvas, one) for one in results):
        yield canvas.say("stages.fragile")


def _said(canvas: Canvas, results: Sequence[NodeResult]) -> Line:
    """Say how to read it, and where the nodes at the top stand."""
    values = [
        canvas.say("alt.value", name=canvas.page.node(one.node), value=_reached(canvas, one))
        for one in results
        if canvas.page.depth(one.node) == 0
    ]
    said = canvas.say(
        "stages.alt",
        levels=canvas.page.levels(),
        stages=join(", ", (canvas.page.stage(stage.id) for stage in canvas.report.stages)),
    )
    tops = [canvas.say("stages.tops", values=join("; ", values))] if values else []
    return join(" ", [said, *tops])


def _reached(canvas: Canvas, one: NodeResult) -> Line:
    if one.stage is None:
        return canvas.page.why_none(one.reason)
    return stage_words(canvas.page, one)


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
