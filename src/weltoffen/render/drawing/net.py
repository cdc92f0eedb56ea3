# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The net (Netz) of the nodes at the top: score and target as lines without filling; G1.

Towns expect it. Lengths are hard to compare in it, so that it never stands alone: the dumbbells of
`weltoffen.render.drawing.dumbbells` show the same values.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, final

import attrs

from weltoffen.render.blocks import Table
from weltoffen.render.drawing.canvas import cited, sourced
from weltoffen.render.drawing.chart import Chart
from weltoffen.render.drawing.frame import FONT, LEADING, MARGIN, SMALL, TEXT, WIDTH, middle
from weltoffen.render.drawing.lettering import wrap
from weltoffen.render.inline import Line
from weltoffen.report.shares import Share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.render.drawing.canvas import Canvas
    from weltoffen.report.structure import NodeResult

VEGA = "https://vega.github.io/schema/vega/v6.json"
FEWEST = 3
MOST = 12
_RADIUS = 150
_CENTRE = (WIDTH / 2, 200.0)
_HEIGHT = 452
_LABEL = 260
_SIDEWAYS = 0.3
_QUARTERS = 4


@final
@attrs.frozen(kw_only=True)
class _Series:
    """A line of the net: a share for each axis, or None, which breaks the line."""

    label: Line
    role: str
    shape: str
    hollow: bool
    dash: tuple[int, ...]
    values: tuple[Share | None, ...]


def top_net(canvas: Canvas) -> Iterator[Chart]:
    """Draw the nodes at the top as a net; nothing for fewer than 3 or more than 12, or without any score."""
    results = [canvas.report.by_node[top] for top in canvas.tops()]
    if FEWEST <= len(results) <= MOST and any(one.score is not None for one in results):
        yield _chart(canvas, results)


def _chart(canvas: Canvas, results: Sequence[NodeResult]) -> Chart:
    title, exact = canvas.say("net.title"), canvas.say("targets.title")
    said = canvas.say("net.alt", exact=exact, values=canvas.scored(results))
    return Chart(
        id="net",
        kind="net",
        grammar="vega",
        title=title.plain,
        description=said.plain,
        specification=_specification(canvas, title, said.plain, results),
        table=_table(canvas, title, results),
    )


def _specification(
    canvas: Canvas, title: Line, description: str, results: Sequence[NodeResult]
) -> dict[str, Any]:
    headline = canvas.headline(title)
    colour = canvas.palette
    total = len(results)
    series = (
        _Series(
            label=canvas.label("label.target"),
            role="target",
            shape="diamond",
            hollow=True,
            dash=(6, 4),
            values=tuple(one.target.score for one in results),
        ),
        _Series(
            label=canvas.label("label.score"),
            role="actual",
            shape="circle",
            hollow=False,
            dash=(),
            values=tuple(one.score for one in results),
        ),
    )
    marks = [
        *_grid(canvas, total),
        *(_line(canvas, one, results) for one in series),
        *_percents(canvas, total),
        *(_points(canvas, one, results) for one in series),
        *_names(canvas, results),
        *_legend(canvas, series),
    ]
    return {
        "$schema": VEGA,
        "title": headline.block(colour, 0),
        "description": description,
        "background": colour["ground"],
        "width": WIDTH,
        "height": _HEIGHT,
        "padding": {"left": 0, "right": 0, "top": headline.height, "bottom": MARGIN},
        "autosize": {"type": "none"},
        "config": {"text": {"font": FONT}, "title": {"font": FONT, "subtitleFont": FONT}},
        "data": [
            {"name": f"marks-{place}", "values": values} for place, (values, _) in enumerate(marks)
        ],
        "marks": [
            {**mark, "from": {"data": f"marks-{place}"}} for place, (_, mark) in enumerate(marks)
        ],
    }


Mark = tuple[list[dict[str, Any]], dict[str, Any]]
"""Data, and the mark that is drawn from them."""


def _at(axis: int, total: int, part: float) -> dict[str, float]:
    """Say where a part of an axis ends; the first one points up, the others follow clockwise."""
    angle = 2 * math.pi * axis / total
    return {
        "x": round(_CENTRE[0] + _RADIUS * part * math.sin(angle), 2),
        "y": round(_CENTRE[1] - _RADIUS * part * math.cos(angle), 2),
    }


def _encoded(fields: Sequence[str], values: dict[str, object]) -> dict[str, Any]:
    """Give an encoding: some properties out of the data, some the same for all."""
    found: dict[str, Any] = {name: {"field": name} for name in fields}
    found |= {name: {"value": value} for name, value in values.items()}
    return {"enter": found}


def _grid(canvas: Canvas, total: int) -> Iterator[Mark]:
    """Draw a ring at each quarter, the axes, and the percents along the first."""
    colour = canvas.palette
    for quarter in range(1, _QUARTERS + 1):
        ring = [_at(axis, total, quarter / _QUARTERS) for axis in range(total)]
        outer = quarter == _QUARTERS
        stroke = {"stroke": colour["link" if outer else "rule"], "strokeWidth": 1}
        yield [*ring, ring[0]], {"type": "line", "encode": _encoded(("x", "y"), stroke)}
    spokes = [
        {**_at(axis, total, 0), **{f"{name}2": at for name, at in _at(axis, total, 1).items()}}
        for axis in range(total)
    ]
    thin = {"stroke": colour["rule"], "strokeWidth": 1}
    yield spokes, {"type": "rule", "encode": _encoded(("x", "y", "x2", "y2"), thin)}


def _percents(canvas: Canvas, total: int) -> Iterator[Mark]:
    """Write the percents of the rings along the first axis, on a seam that keeps the lines away from them."""
    colour = canvas.palette
    found = [
        {**_at(0, total, part.value), **cited(canvas.numbers.constant(part))}
        for part in (Share(f"{quarter}/{_QUARTERS}") for quarter in range(1, _QUARTERS))
    ]
    letters: dict[str, object] = {"baseline": "middle", "dx": 7, "fontSize": SMALL}
    seam = {"stroke": colour["ground"], "strokeWidth": 5, **letters}
    for drawn in (seam, {"fill": colour["muted"], **letters}):
        yield found, {"type": "text", "encode": _encoded(("x", "y", "text"), drawn)}


def _line(canvas: Canvas, one: _Series, results: Sequence[NodeResult]) -> Mark:
    """Draw the line of a series; where a value is missing, it is broken."""
    places = _places(canvas, one, results)
    closed = [*places, places[0]]
    return closed, {"type": "line", "encode": _encoded(("x", "y", "defined"), _stroke(canvas, one))}


def _points(canvas: Canvas, one: _Series, results: Sequence[NodeResult]) -> Mark:
    """Draw the marks of a series."""
    there = [place for place in _places(canvas, one, results) if place["defined"]]
    return there, {"type": "symbol", "encode": _encoded(("x", "y"), _symbol(canvas, one))}


def _places(canvas: Canvas, one: _Series, results: Sequence[NodeResult]) -> list[dict[str, object]]:
    total, percent = len(one.values), canvas.numbers.percent
    return [
        {
            "node": result.node,
            "defined": share is not None,
            "value": None if share is None else share.value,
            **({} if share is None else sourced(percent(share))),
            **_at(axis, total, 0 if share is None else share.value),
        }
        for axis, (result, share) in enumerate(zip(results, one.values, strict=True))
    ]


def _stroke(canvas: Canvas, one: _Series) -> dict[str, object]:
    dash = {"strokeDash": list(one.dash)} if one.dash else {}
    return {"stroke": canvas.palette[one.role], "strokeWidth": 2.5, **dash}


def _symbol(canvas: Canvas, one: _Series) -> dict[str, object]:
    return {
        "shape": one.shape,
        "size": 100,
        "fill": canvas.palette["ground" if one.hollow else one.role],
        "stroke": canvas.palette[one.role],
        "strokeWidth": 1.5,
    }


def _names(canvas: Canvas, results: Sequence[NodeResult]) -> Iterator[Mark]:
    """Write the name of each axis at its end, and its score below."""
    letters = {
        "baseline": "middle",
        "lineBreak": "\n",
        "lineHeight": LEADING,
        "fontSize": SMALL,
        "fill": canvas.palette["ink"],
    }
    found = []
    for axis, one in enumerate(results):
        angle = 2 * math.pi * axis / len(results)
        side, up = math.sin(angle), math.cos(angle)
        align = "center" if abs(side) < _SIDEWAYS else "left" if side > 0 else "right"
        x = _CENTRE[0] + (_RADIUS + 12) * side
        room = int(min(x, WIDTH - x)) - MARGIN if align != "center" else _LABEL
        lines = wrap(canvas.page.node(one.node).plain, room, SMALL, lines=4)
        block = (len(lines) - 1) * LEADING / 2
        y = _CENTRE[1] - (_RADIUS + 16 + block) * up
        found.append(
            {
                "node": one.node,
                "x": round(x, 2),
                "y": round(middle(y, lines), 2),
                "align": align,
                "text": "\n".join(lines),
            }
        )
    yield found, {"type": "text", "encode": _encoded(("x", "y", "align", "text"), letters)}


def _legend(canvas: Canvas, series: Sequence[_Series]) -> Iterator[Mark]:
    """Name the lines below the net, and the chart in which they can be read more exactly."""
    colour, y = canvas.palette, _HEIGHT - 34
    for one, x in zip(reversed(series), (_CENTRE[0] - 110, _CENTRE[0] + 30), strict=True):
        swatch = [{"x": x, "x2": x + 34, "y": y}]
        stroke, symbol = _stroke(canvas, one), _symbol(canvas, one)
        yield swatch, {"type": "rule", "encode": _encoded(("x", "x2", "y"), stroke)}
        yield [{"x": x + 17, "y": y}], {"type": "symbol", "encode": _encoded(("x", "y"), symbol)}
        letters = {"baseline": "middle", "fontSize": TEXT, "fill": colour["ink"]}
        name = [{"x": x + 42, "y": y, "text": one.label.plain}]
        yield name, {"type": "text", "encode": _encoded(("x", "y", "text"), letters)}
    small = {
        "align": "center",
        "baseline": "middle",
        "fontSize": SMALL,
        "fill": colour["muted"],
    }
    note = canvas.say("net.exact", exact=canvas.say("targets.title")).plain
    yield (
        [{"x": _CENTRE[0], "y": _HEIGHT - 8, "text": note}],
        {"type": "text", "encode": _encoded(("x", "y", "text"), small)},
    )


def _table(canvas: Canvas, title: Line, results: Sequence[NodeResult]) -> Table:
    page, numbers = canvas.page, canvas.numbers
    labels = ("label.score", "label.n", "label.target")
    rows = tuple(
        (
            page.node(one.node),
            page.percent(one.score, one.reason),
            numbers.n(one),
            numbers.percent(one.target.score),
        )
        for one in results
    )
    head = (page.levels(), *map(canvas.label, labels))
    return Table(head=head, rows=rows, numbers=len(labels), caption=title)
