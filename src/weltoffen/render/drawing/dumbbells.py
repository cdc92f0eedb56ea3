# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Score against target (Stand und Ziel): a dumbbell for each node; G1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.blocks import Table
from weltoffen.render.drawing.axis import score_axis
from weltoffen.render.drawing.canvas import REASON, column, extent, names
from weltoffen.render.drawing.chart import Chart
from weltoffen.render.drawing.frame import MARGIN, SMALL, Frame, middle
from weltoffen.render.drawing.lettering import wrap
from weltoffen.render.inline import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.render.drawing.canvas import Canvas, Row
    from weltoffen.render.drawing.frame import Layer
    from weltoffen.report.structure import NodeResult

_LEFT = 200
_RIGHT = 134
_COLUMNS = (72, 128)
"""Right edges of the columns behind the plot, in pixels from its right edge."""
_TOP = 48
_MARK = 14


def targets(canvas: Canvas) -> Iterator[Chart]:
    """Draw score and target of the whole and of the nodes at the top."""
    yield _chart(canvas, "targets", None, None, (None, *canvas.tops()))


def field_targets(canvas: Canvas) -> Iterator[Chart]:
    """Draw score and target of each node at the top with everything below it; none for a single leaf."""
    page = canvas.page
    for top in canvas.tops():
        nodes = [
            one.node
            for one in canvas.report.nodes
            if one.node is not None and page.top(one.node) == top
        ]
        if len(nodes) > 1:
            yield _chart(canvas, f"targets-{top}", page.node(top), top, nodes)


def own_targets(canvas: Canvas) -> Iterator[Chart]:
    """Draw score and target of the local supplement's nodes (M8); nothing without any."""
    nodes = [one.node for one in canvas.report.supplement]
    if nodes:
        yield _chart(canvas, "own-targets", canvas.label("heading.supplement"), None, nodes)


def _chart(
    canvas: Canvas, key: str, name: Line | None, node: str | None, nodes: Sequence[str | None]
) -> Chart:
    report = canvas.report
    results = [report.whole if one is None else report.by_node[one] for one in nodes]
    least = REASON if any(one.score is None for one in results) else 0
    rows = canvas.rows(nodes, _LEFT - 10, top=_TOP, least=least)
    frame = Frame(palette=canvas.palette, left=_LEFT, right=_RIGHT, height=extent(rows) + 4)
    said, what = (
        canvas.say("targets.alt", values=canvas.scored(results)),
        canvas.say("targets.title"),
    )
    headline = canvas.headline(what) if name is None else canvas.headline(name, what)
    layers = [
        *score_axis(canvas, frame, _TOP - 4),
        *_heads(canvas, frame),
        *names(frame, rows),
        *_marks(canvas, frame, results, rows),
        *_values(canvas, frame, results, rows),
    ]
    return Chart(
        id=key,
        kind="targets",
        title=what.plain if name is None else canvas.of(name, what),
        description=said.plain,
        specification=frame.specification(headline, said.plain, layers),
        table=_table(canvas, results),
        node=node,
    )


def _heads(canvas: Canvas, frame: Frame) -> Iterator[Layer]:
    """Name the two marks above the columns of their numbers."""
    score, target = (frame.plot + right for right in _COLUMNS)
    y = _TOP - 18
    for place, label, role, shape in (
        (score, "label.score", "actual", "circle"),
        (target, "label.target", "target", "diamond"),
    ):
        yield frame.texts(
            [{"y": y, "text": canvas.label(label).plain}],
            x=place,
            align="right",
            size=SMALL,
            strong=True,
        )
        yield frame.points(
            [{"y": y - 17}],
            x=place - 8,
            role=role if shape == "circle" else "ground",
            edge=role,
            shape=shape,
            size=110,
        )


def _marks(
    canvas: Canvas, frame: Frame, results: Sequence[NodeResult], rows: Sequence[Row]
) -> Iterator[Layer]:
    to = canvas.numbers.pointers.to
    both = list(zip(results, rows, strict=True))
    scored = [(one, one.score, row) for one, row in both if one.score is not None]
    for is_open, thick, dash in ((True, 3, None), (False, 1.5, (2, 3))):
        yield frame.rules(
            [
                {
                    "node": one.node,
                    "x": score.value,
                    "x2": one.target.score.value,
                    "y": row.y,
                    "y2": row.y,
                }
                for one, score, row in scored
                if (one.gap is not None and one.gap.is_open) == is_open
            ],
            role="link",
            thick=thick,
            dash=dash,
        )
    aims = [(one.node, one.target.score, row) for one, row in both]
    yield frame.points(
        [{"node": node, "ref": to(aim), "x": aim.value, "y": row.y} for node, aim, row in aims],
        role="ground",
        edge="target",
        shape="diamond",
        size=150,
    )
    yield frame.points(
        [
            {"node": one.node, "ref": to(score), "x": score.value, "y": row.y}
            for one, score, row in scored
        ],
        role="actual",
        edge="actual",
        size=110,
    )


def _values(
    canvas: Canvas, frame: Frame, results: Sequence[NodeResult], rows: Sequence[Row]
) -> Iterator[Layer]:
    """Write score and target behind the plot; in the plot, why there is no score."""
    score, target = (frame.plot + right for right in _COLUMNS)
    both = list(zip(results, rows, strict=True))
    numbers = canvas.numbers
    yield column(
        frame,
        [(row, numbers.percent(one.score)) for one, row in both if one.score is not None],
        x=score,
    )
    yield column(
        frame,
        [(row, canvas.label("label.none")) for one, row in both if one.score is None],
        x=score,
        role="muted",
    )
    yield column(
        frame,
        [(row, numbers.percent(one.target.score)) for one, row in both],
        x=target,
        role="muted",
    )
    yield frame.texts(
        [_reason(canvas, frame, one, row) for one, row in both if one.score is None],
        size=SMALL,
        role="muted",
    )


def _reason(canvas: Canvas, frame: Frame, one: NodeResult, row: Row) -> dict[str, object]:
    """Say why there is no score, on that side of the target where there is more room."""
    aim = one.target.score.value * frame.plot
    behind = aim < frame.plot / 2
    room = int(max(aim, frame.plot - aim)) - MARGIN - _MARK
    lines = wrap(canvas.page.why_none(one.reason).plain, room, SMALL, lines=2)
    return {
        "node": row.node,
        "x": (aim + _MARK if behind else MARGIN) / frame.plot,
        "y": middle(row.y, lines),
        "text": "\n".join(lines),
    }


def _table(canvas: Canvas, results: Sequence[NodeResult]) -> Table:
    page, numbers = canvas.page, canvas.numbers
    labels = ("label.score", "label.n", "label.target", "label.gap")
    rows = tuple(
        (
            page.node(one.node),
            page.percent(one.score, one.reason),
            numbers.n(one),
            numbers.percent(one.target.score),
            numbers.gap(one.gap),
        )
        for one in results
    )
    head = (page.levels(), *map(canvas.label, labels))
    return Table(head=head, rows=rows, numbers=len(labels), caption=canvas.say("targets.title"))
