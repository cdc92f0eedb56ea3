# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Score against target (Stand und Ziel): a dumbbell for each node; G1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.blocks import Table
from weltoffen.render.drawing.axis import score_axis
from weltoffen.render.drawing.canvas import (
    CELL,
    REASON,
    Notes,
    column,
    extent,
    heads,
    names,
    sourced,
)
from weltoffen.render.drawing.chart import Chart
from weltoffen.render.drawing.frame import MARGIN, SMALL, Frame, middle
from weltoffen.render.drawing.lettering import wrap
from weltoffen.render.inline import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.render.drawing.canvas import Canvas, Row
    from weltoffen.render.drawing.frame import Appearance, Layer
    from weltoffen.report.structure import NodeResult

_LEFT = 200
_RIGHT = 134
_COLUMNS = (72, 128)
"""Right edges of the columns behind the plot, in pixels from its right edge."""
_TOP = 48
_MARK = 14
_ACTUAL: Appearance = {"role": "actual", "edge": "actual", "shape": "circle", "size": 90}
_TARGET: Appearance = {"role": "ground", "edge": "target", "shape": "diamond", "size": 210}
_HEADS = ((_COLUMNS[0], "label.score", _ACTUAL), (_COLUMNS[1], "label.target", _TARGET))


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
    notes = Notes.of(_same_n(canvas, results))
    least = REASON if any(one.score is None for one in results) else 0
    least = least if notes.entries else max(least, CELL)
    rows = canvas.rows(nodes, _LEFT - 10, top=_TOP, least=least)
    bottom = extent(rows) + 4
    frame = Frame(palette=canvas.palette, left=_LEFT, right=_RIGHT, height=bottom + notes.height)
    said, what = (
        canvas.say("targets.alt", values=canvas.scored(results)),
        canvas.say("targets.title"),
    )
    headline = canvas.headline(what) if name is None else canvas.headline(name, what)
    layers = [
        *score_axis(canvas, frame, _TOP - 4, bottom),
        *heads(canvas, frame, _TOP - 18, _HEADS),
        *names(frame, rows),
        *_marks(canvas, frame, results, rows),
        *_values(canvas, frame, results, rows, apart=not notes.entries),
        notes.layer(frame),
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


def _same_n(canvas: Canvas, results: Sequence[NodeResult]) -> Iterator[Line]:
    """Say the n of all scores at once (N3), if they have the same; else it stands below each."""
    scored = [one for one in results if one.score is not None]
    if len({one.n for one in scored}) == 1 and scored[0].n is not None:
        yield canvas.say("targets.same-n", n=canvas.numbers.n(scored[0]))


def _marks(
    canvas: Canvas, frame: Frame, results: Sequence[NodeResult], rows: Sequence[Row]
) -> Iterator[Layer]:
    numbers = canvas.numbers
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
    aims = [(one, one.target.score, row) for one, row in both]
    for marked, look in ((aims, _TARGET), (scored, _ACTUAL)):
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
    canvas: Canvas,
    frame: Frame,
    results: Sequence[NodeResult],
    rows: Sequence[Row],
    *,
    apart: bool,
) -> Iterator[Layer]:
    """Write score and target behind the plot, n apart below each score; in the plot, why there is none."""
    score, target = (frame.plot + right for right in _COLUMNS)
    both = list(zip(results, rows, strict=True))
    numbers = canvas.numbers
    scored = [(one, one.score, row) for one, row in both if one.score is not None]
    shares = [(row, numbers.percent(share)) for _, share, row in scored]
    yield column(frame, shares, x=score, below=-8 if apart else 0)
    if apart:
        counts = [(row, numbers.n(one)) for one, _, row in scored]
        yield column(frame, counts, x=score, role="muted", size=SMALL, below=9)
    unknown = [(row, canvas.label("label.none")) for one, row in both if one.score is None]
    yield column(frame, unknown, x=score, role="muted")
    aims = [(row, numbers.percent(one.target.score)) for one, row in both]
    yield column(frame, aims, x=target, role="muted", below=-8 if apart else 0)
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
