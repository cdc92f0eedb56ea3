# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What groups answered (Antwortverteilungen): stacked bars, parted at the middle of the scale; N1, P2, P4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, final

import attrs

from weltoffen.render.blocks import Table
from weltoffen.render.drawing.canvas import cited
from weltoffen.render.drawing.chart import Chart
from weltoffen.render.drawing.frame import LEADING, MARGIN, SMALL, TEXT, WIDTH, Frame, middle
from weltoffen.render.drawing.legend import Legend, LegendEntry, lay_out
from weltoffen.render.drawing.lettering import width, wrap
from weltoffen.render.drawing.palette import answer_role
from weltoffen.render.drawing.published import (
    by_scale,
    groups,
    hidden_groups,
    is_drawn,
    options_of,
    shown_answers,
)
from weltoffen.render.figures import whole_percents
from weltoffen.render.inline import Line, join
from weltoffen.report.views import Answers, QuestionResult

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.render.drawing.canvas import Canvas
    from weltoffen.render.drawing.frame import Layer

_LEFT = 150
_RIGHT = 66
_BAR = 21
_STEP = 28
_GAP = 0.9
"""Pixels of ground on either side of a part, so that its edge can be seen there."""
_LEADING = 15
_LEAST_REACH = 25


@final
@attrs.frozen(kw_only=True)
class _Bar:
    """The answers of a group to a question; None if they are hidden."""

    name: tuple[str, ...]
    found: Answers | None
    y: float


@final
@attrs.frozen(kw_only=True)
class _Asked:
    """A question with its bars."""

    result: QuestionResult
    lines: tuple[str, ...]
    y: float
    bars: tuple[_Bar, ...]


def answers(canvas: Canvas) -> Iterator[Chart]:
    """Draw the published answers to the questions of each leaf, the town's own leaves last (M8).

    Sums of points of a checklist are no answers in an order and left out.
    """
    for own in (False, True):
        for leaf in canvas.page.leaves(own=own):
            asked = [one for one in canvas.report.questions if one.node == leaf and is_drawn(one)]
            if asked:
                yield _chart(canvas, leaf, asked)


def _chart(canvas: Canvas, leaf: str, asked: Sequence[QuestionResult]) -> Chart:
    name, what = canvas.page.node(leaf), canvas.say("answers.title")
    sections, y = _sections(canvas, asked)
    told = hidden_groups(canvas, asked).plain
    note = wrap(told, WIDTH - 2 * MARGIN, SMALL, lines=6) if told else ()
    frame = Frame(
        palette=canvas.palette,
        left=_LEFT,
        right=_RIGHT,
        height=y + len(note) * LEADING,
        domain=_reach(asked),
    )
    said = _said(canvas, asked)
    layers: list[Layer] = []
    for key, laid in sections:
        layers += [*key.layers(frame), *_drawn(canvas, frame, laid)]
    written = [{"y": y + LEADING / 2, "text": "\n".join(note)}] if note else []
    layers.append(frame.texts(written, x=MARGIN - _LEFT, size=SMALL, role="muted"))
    return Chart(
        id=f"answers-{leaf}",
        kind="answers",
        title=canvas.of(name, what),
        description=said.plain,
        specification=frame.specification(canvas.headline(name, what), said.plain, layers),
        table=_table(canvas, asked),
        node=leaf,
    )


def _reach(asked: Sequence[QuestionResult]) -> tuple[float, float]:
    """Say how far the bars reach to both sides of the middle, in percent."""
    both = [(_low(cell), _low(cell) - 100) for one in asked for cell in shown_answers(one)]
    low = max(_LEAST_REACH, *(before for before, _ in both))
    high = max(_LEAST_REACH, *(-behind for _, behind in both))
    return -low, high


def _low(found: Answers) -> float:
    """Say how many percent stand below the middle of the scale, half of the middle answer among them."""
    percents, half = whole_percents(found.counts), len(found.counts) // 2
    middle_one = percents[half] / 2 if len(percents) % 2 else 0
    return sum(percents[:half]) + middle_one


# --- Layout ------------------------------------------------------------------------------------------


def _sections(
    canvas: Canvas, asked: Sequence[QuestionResult]
) -> tuple[list[tuple[Legend, list[_Asked]]], float]:
    """Lay out the questions, those with the same answers together; give them, and where they end."""
    found, y = [], 0.0
    for options, questions in by_scale(canvas, asked).items():
        entries = [
            LegendEntry(one, answer_role(place, len(options))) for place, one in enumerate(options)
        ]
        key = lay_out(entries, top=y)
        laid, end = _laid(canvas, questions, key.bottom + 10)
        found.append((key, laid))
        y = end + 4
    return found, y


def _laid(
    canvas: Canvas, questions: Sequence[QuestionResult], y: float
) -> tuple[list[_Asked], float]:
    found = []
    for one in questions:
        lines = wrap(canvas.page.question(one.question).plain, WIDTH - 2 * MARGIN, TEXT, lines=4)
        start, y = y, y + len(lines) * LEADING + 4
        bars = []
        for name, cell in groups(canvas, one):
            told = wrap(name.plain, _LEFT - 2 * MARGIN, SMALL, lines=3)
            height = max(_STEP, len(told) * _LEADING + 4)
            bars.append(_Bar(name=told, found=cell, y=y + height / 2))
            y += height
        found.append(_Asked(result=one, lines=lines, y=start, bars=tuple(bars)))
        y += 12
    return found, y


# --- Layers ------------------------------------------------------------------------------------------


def _drawn(canvas: Canvas, frame: Frame, laid: Sequence[_Asked]) -> Iterator[Layer]:
    yield frame.texts(
        [
            {
                "y": one.y + LEADING / 2,
                "text": "\n".join(one.lines),
                "question": one.result.question,
            }
            for one in laid
        ],
        x=MARGIN - _LEFT,
    )
    bars = [(one, bar) for one in laid for bar in one.bars]
    yield frame.texts(
        [{"y": middle(bar.y, bar.name, _LEADING), "text": "\n".join(bar.name)} for _, bar in bars],
        x=2 * MARGIN - _LEFT,
        size=SMALL,
        role="muted",
        leading=_LEADING,
    )
    yield frame.texts(
        [
            {"y": bar.y, "text": canvas.label("reason.protected").plain}
            for _, bar in bars
            if bar.found is None
        ],
        x=0,
        size=SMALL,
        role="muted",
    )
    yield frame.texts(
        [
            {"y": bar.y, **cited(canvas.numbers.answers(bar.found))}
            for _, bar in bars
            if bar.found is not None
        ],
        x=frame.plot + _RIGHT - MARGIN,
        align="right",
        size=SMALL,
        role="muted",
    )
    yield frame.rules(
        [
            {
                "x": 0,
                "x2": 0,
                "y": one.bars[0].y - _BAR / 2 - 3,
                "y2": one.bars[-1].y + _BAR / 2 + 3,
            }
            for one in laid
        ],
        role="ink",
        thick=1.5,
    )
    gap = _GAP / _scale(frame)
    filled = [(one, bar, bar.found) for one, bar in bars if bar.found is not None]
    parts = [part for three in filled for part in _parts(canvas, gap, *three)]
    yield frame.rectangles(parts, role="band", edge="edge")
    yield frame.texts(
        [
            {
                "x": (part["x"] + part["x2"]) / 2,
                "y": (part["y"] + part["y2"]) / 2,
                "text": str(part["percent"]),
                "fill": part["on"],
                "ref": part["ref"],
                "form": part["form"],
            }
            for part in parts
            if (part["x2"] - part["x"]) * _scale(frame) >= width(str(part["percent"]), SMALL) + 3
        ],
        align="center",
        size=SMALL,
    )


def _scale(frame: Frame) -> float:
    """Say how many pixels a percent is wide."""
    low, high = frame.domain
    return frame.plot / (high - low)


def _parts(
    canvas: Canvas, gap: float, asked: _Asked, bar: _Bar, found: Answers
) -> Iterator[dict[str, Any]]:
    """Give the parts of a bar, from the lowest answer on; those of 0 percent are left out."""
    x = -_low(found)
    options = options_of(canvas, asked.result)
    for place, percent in enumerate(whole_percents(found.counts)):
        if percent:
            area, on = canvas.palette.filled(answer_role(place, len(options)))
            source = cited(canvas.numbers.part(found, place))
            yield {
                "question": asked.result.question,
                "perspective": found.perspective,
                "option": options[place],
                "percent": percent,
                "ref": source.get("ref"),
                "form": source.get("form"),
                "x": x + gap,
                "x2": x + percent - gap,
                "y": bar.y - _BAR / 2,
                "y2": bar.y + _BAR / 2,
                "fill": area,
                "on": on,
            }
        x += percent


# --- In words ----------------------------------------------------------------------------------------


def _said(canvas: Canvas, asked: Sequence[QuestionResult]) -> Line:
    """Say the mean of each group at each question."""
    values = []
    for one in asked:
        told = [
            canvas.say("alt.value", name=name, value=_mean(canvas, cell))
            for name, cell in groups(canvas, one)
        ]
        values.append(
            canvas.say(
                "answers.value",
                question=canvas.page.quoted(canvas.page.question(one.question)),
                groups=join(", ", told),
            )
        )
    return canvas.say("answers.alt", values=join("; ", values))


def _mean(canvas: Canvas, cell: Answers | None) -> Line:
    if cell is None:
        return canvas.label("reason.protected")
    return canvas.numbers.say(
        "unit.with-n", score=canvas.numbers.percent(cell.mean), n=canvas.numbers.answers(cell)
    )


def _table(canvas: Canvas, asked: Sequence[QuestionResult]) -> Table:
    """Give a row for each question and group; a column for each answer if all questions have the same."""
    scales = list(by_scale(canvas, asked))
    head = [*map(canvas.label, ("label.question", "label.perspective", "label.n"))]
    if len(scales) == 1:
        head += map(Line.of, scales[0])
    else:
        head.append(canvas.say("answers.title"))
    rows = tuple(
        (
            canvas.page.question(one.question),
            name,
            *_cells(canvas, one, cell, apart=len(scales) == 1),
        )
        for one in asked
        for name, cell in groups(canvas, one)
    )
    return Table(
        head=tuple(head),
        rows=rows,
        numbers=len(head) - 2 if len(scales) == 1 else 0,
        caption=canvas.say("answers.title"),
    )


def _cells(
    canvas: Canvas, one: QuestionResult, cell: Answers | None, *, apart: bool
) -> Iterator[Line]:
    options = options_of(canvas, one)
    hidden = canvas.label("reason.protected")
    if cell is None:
        yield from [hidden] * (1 + len(options) if apart else 2)
        return
    yield canvas.numbers.answers(cell)
    parts = [canvas.numbers.part(cell, place) for place in range(len(options))]
    if apart:
        yield from parts
    else:
        yield join(
            "; ",
            (
                canvas.say("answers.part", option=Line.of(option), percent=part)
                for option, part in zip(options, parts, strict=True)
            ),
        )
