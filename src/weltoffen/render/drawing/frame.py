# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What all charts in Vega-Lite have in common (Rahmen): measures, letters, layers, title.

A frame is 560 pixels wide, so that its letters can still be read on a phone. Down the page it counts in
pixels; across, it has the scale of its values, and columns of text on both sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, final

import attrs

from weltoffen.render.drawing.lettering import wrap
from weltoffen.render.drawing.palette import Palette

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Datum = Mapping[str, object]
    Layer = dict[str, Any]

VEGA_LITE = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
WIDTH = 560
TITLE = 19
TEXT = 14
SMALL = 13
LEADING = 17
MARGIN = 6
_TITLE_LEADING = 24
_TITLE_GAP = 10
_BELOW_GAP = 4


class Appearance(TypedDict):
    """How a mark looks: roles of its filling and its edge, shape, size."""

    role: str
    edge: str
    shape: str
    size: int


@final
@attrs.frozen
class Headline:
    """What stands above a chart (Überschrift).

    Attributes:
        title: What it is about.
        below: What it shows, and of which town.
    """

    title: str
    below: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The title, broken into lines."""
        return wrap(self.title, WIDTH - 2 * MARGIN, TITLE, lines=3, strong=True)

    @property
    def below_lines(self) -> tuple[str, ...]:
        """What stands below it, broken into lines."""
        return wrap(self.below, WIDTH - 2 * MARGIN, TEXT, lines=3)

    @property
    def height(self) -> int:
        """How much room they take above the chart."""
        lines = len(self.lines) * _TITLE_LEADING + len(self.below_lines) * LEADING
        return lines + _BELOW_GAP + _TITLE_GAP + MARGIN

    def block(self, palette: Palette, left: float) -> Layer:
        """Give the title of a specification whose plot begins so far from the left edge."""
        return {
            "text": list(self.lines),
            "anchor": "start",
            "frame": "group",
            "dx": MARGIN - left,
            "offset": _TITLE_GAP,
            "fontSize": TITLE,
            "fontWeight": "bold",
            "lineHeight": _TITLE_LEADING,
            "color": palette["ink"],
            "subtitle": list(self.below_lines),
            "subtitleFontSize": TEXT,
            "subtitleLineHeight": LEADING,
            "subtitlePadding": _BELOW_GAP,
            "subtitleColor": palette["muted"],
        }


def middle(y: float, lines: Sequence[str], leading: int = LEADING) -> float:
    """Say where the first of some lines stands, so that all together stand round a place."""
    return y - (len(lines) - 1) * leading / 2


@final
@attrs.frozen(kw_only=True)
class Frame:
    """The measures of a chart (Rahmen).

    Attributes:
        palette: Colours.
        left: Width of the column of text before the plot, in pixels.
        right: Width of the columns behind it.
        height: Height of the plot.
        domain: Lowest and highest value across.
    """

    palette: Palette
    left: int
    right: int
    height: float
    domain: tuple[float, float] = (0, 1)

    @property
    def plot(self) -> int:
        """Width of the plot."""
        return WIDTH - self.left - self.right

    def specification(
        self, headline: Headline, description: str, layers: Iterable[Layer]
    ) -> dict[str, Any]:
        """Put layers into a specification; those without data are left out."""
        return {
            "$schema": VEGA_LITE,
            "title": headline.block(self.palette, self.left),
            "description": description,
            "background": self.palette["ground"],
            "width": self.plot,
            "height": self.height,
            "padding": {
                "left": self.left,
                "right": self.right,
                "top": headline.height,
                "bottom": MARGIN,
            },
            "autosize": {"type": "none"},
            "config": {"font": FONT, "view": {"stroke": None}},
            "layer": [layer for layer in layers if layer["data"]["values"]],
        }

    # --- Layers --------------------------------------------------------------------------------------

    def texts(
        self,
        data: Iterable[Datum],
        *,
        x: float | None = None,
        align: str = "left",
        size: int = TEXT,
        role: str = "ink",
        strong: bool = False,
        leading: int = LEADING,
    ) -> Layer:
        """Write the field ``text`` of each datum.

        Args:
            data: With ``y``, without `x` also with ``x``; a field ``fill`` in all goes before the role.
            x: Where all of them stand, in pixels from the left edge of the plot.
            align: Which of their edges stands there.
            size: Size of the letters.
            role: Their colour.
            strong: Whether they are bold.
            leading: From line to line.
        """
        values = [dict(one) for one in data]
        mark: Layer = {
            "type": "text",
            "align": align,
            "baseline": "middle",
            "lineBreak": "\n",
            "lineHeight": leading,
            "fontSize": size,
            "fontWeight": "bold" if strong else "normal",
        }
        across = self._across("x") if x is None else {"value": x}
        encoding = {"x": across, "y": self._down("y"), "text": {"field": "text", "type": "nominal"}}
        return self._layer(values, mark, encoding, "fill", role)

    def rules(
        self,
        data: Iterable[Datum],
        *,
        role: str,
        thick: float = 1,
        dash: Sequence[int] | None = None,
    ) -> Layer:
        """Draw lines from ``x``, ``y`` to ``x2``, ``y2``."""
        mark: Layer = {"type": "rule", "strokeWidth": thick, "opacity": 1}
        if dash is not None:
            mark["strokeDash"] = list(dash)
        return self._layer([dict(one) for one in data], mark, self._spanned(), "stroke", role)

    def rectangles(
        self, data: Iterable[Datum], *, role: str, edge: str | None = None, thick: float = 0.75
    ) -> Layer:
        """Draw areas from ``x``, ``y`` to ``x2``, ``y2``; a field ``fill`` in all goes before the role."""
        mark: Layer = {"type": "rect", "opacity": 1}
        if edge is not None:
            mark |= {"stroke": self.palette[edge], "strokeWidth": thick}
        return self._layer([dict(one) for one in data], mark, self._spanned(), "fill", role)

    def points(
        self,
        data: Iterable[Datum],
        *,
        role: str,
        edge: str,
        shape: str = "circle",
        size: int = 120,
        x: float | None = None,
    ) -> Layer:
        """Draw marks at ``x``, ``y``; fields ``fill`` and ``shape`` in all go before role and shape."""
        values = [dict(one) for one in data]
        mark: Layer = {
            "type": "point",
            "size": size,
            "stroke": self.palette[edge],
            "strokeWidth": 1.5,
            "opacity": 1,
        }
        across = self._across("x") if x is None else {"value": x}
        encoding: Layer = {"x": across, "y": self._down("y")}
        if values and "shape" in values[0]:
            encoding["shape"] = {"field": "shape", "type": "nominal", "scale": None}
        else:
            mark["shape"] = shape
        return self._layer(values, mark, encoding, "fill", role)

    def _layer(
        self, values: list[dict[str, object]], mark: Layer, encoding: Layer, channel: str, role: str
    ) -> Layer:
        if values and "fill" in values[0]:
            encoding[channel] = {"field": "fill", "type": "nominal", "scale": None}
        else:
            mark[channel] = self.palette[role]
        return {"data": {"values": values}, "mark": mark, "encoding": encoding}

    def _spanned(self) -> Layer:
        return {
            "x": self._across("x"),
            "x2": {"field": "x2"},
            "y": self._down("y"),
            "y2": {"field": "y2"},
        }

    def _across(self, field: str) -> Layer:
        scale = {"domain": list(self.domain), "range": [0, self.plot], "zero": False, "nice": False}
        return {"field": field, "type": "quantitative", "scale": scale, "axis": None}

    def _down(self, field: str) -> Layer:
        scale = {
            "domain": [0, self.height],
            "range": [0, self.height],
            "zero": False,
            "nice": False,
        }
        return {"field": field, "type": "quantitative", "scale": scale, "axis": None}
