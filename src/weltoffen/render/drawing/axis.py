# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The axis of scores (Achse): from 0 to 100 percent, divided by the lower bounds of the stages; S6."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.drawing.canvas import cited
from weltoffen.render.drawing.frame import SMALL
from weltoffen.report.shares import Share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weltoffen.render.drawing.canvas import Canvas
    from weltoffen.render.drawing.frame import Frame, Layer

_ROOM = 40


def score_axis(canvas: Canvas, frame: Frame, top: float, bottom: float) -> Iterator[Layer]:
    """Draw a line at the lower bound of each stage, every other stage shaded, and say where they lie.

    Args:
        canvas: The report.
        frame: The chart.
        top: Where the lines begin, in pixels.
        bottom: Where they end.
    """
    stages = canvas.report.stages
    ends = [*(Share(stage.lower).value for stage in stages), 1.0]
    shaded = zip(ends[:-1:2], ends[1::2], strict=False)
    yield frame.rectangles(
        [{"x": low, "x2": high, "y": top, "y2": bottom} for low, high in shaded], role="band"
    )
    yield frame.rules([{"x": x, "x2": x, "y": top, "y2": bottom} for x in ends], role="rule")
    kept = [(1.0, cited(canvas.numbers.constant(Share(1))))]
    for stage, x in zip(reversed(stages), reversed(ends[:-1]), strict=True):
        if (kept[-1][0] - x) * frame.plot >= _ROOM:
            kept.append((x, cited(canvas.numbers.exact(stage, "lower"))))
    yield frame.texts(
        [{"x": x, "y": top - 14, **said} for x, said in reversed(kept)],
        align="center",
        size=SMALL,
        role="muted",
    )
