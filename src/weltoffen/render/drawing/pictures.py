# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Charts as pictures (Bilder): SVG that fits into any page, and PNG; needs the extra ``report``."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree as ET

from weltoffen.arguments import check_choice
from weltoffen.extras import needed

if TYPE_CHECKING:
    from weltoffen.render.drawing.chart import Chart

_SVG = "{http://www.w3.org/2000/svg}"
_KEPT = frozenset(
    {"d", "dx", "dy", "height", "text-anchor", "transform", "width", "x", "x2", "y", "y2"}
    | {"fill", "font-family", "font-size", "font-weight"}
    | {"stroke", "stroke-dasharray", "stroke-miterlimit", "stroke-width"}
)
_DRAWN = frozenset(
    f"{_SVG}{name}" for name in ("g", "line", "path", "rect", "svg", "text", "tspan")
)
_NO_TITLE = 4


def draw(
    chart: Chart, form: Literal["svg", "png"] = "svg", *, scale: float = 2, inline: bool = False
) -> bytes:
    """Draw a chart (Schaubild zeichnen).

    Nothing is fetched while drawing. In an SVG there are shapes and letters alone: no script, no style, no
    link, no class, and no id but those of its title and its description, which begin with the chart's. Every
    colour is one of ``weltoffen.render.drawing.palette.roles``, or ``none``.

    Args:
        chart: The chart.
        form: ``svg`` or ``png``.
        scale: Pixels of a PNG for each pixel of the chart, which is 560 wide; an SVG has none.
        inline: For an SVG inside a page: without XML declaration and without the title above the chart, which
            the page writes itself.

    Returns:
        The picture; equal arguments give equal bytes with the same release of vl-convert.

    Raises:
        MissingExtra: Without vl-convert.
        ValueError: For another form.
    """
    check_choice("draw", "form", form, ("svg", "png"))
    whole = _untitled(chart) if inline else dict(chart.specification)
    specification = json.dumps(whole, ensure_ascii=False)
    if form == "png":
        picture = _converter(chart, "png")(specification, scale=scale, allowed_base_urls=[])
        return bytes(picture)
    drawn = _converter(chart, "svg")(specification, allowed_base_urls=[])
    return _cleansed(chart, drawn, declared=not inline)


def _converter(chart: Chart, form: str) -> Callable[..., Any]:
    drawing = needed("vl_convert", extra="report")
    name = "vegalite" if chart.grammar == "vega-lite" else "vega"
    found: Callable[..., Any] = getattr(drawing, f"{name}_to_{form}")
    return found


def _untitled(chart: Chart) -> dict[str, Any]:
    found = {key: value for key, value in chart.specification.items() if key != "title"}
    found["padding"] = {**found["padding"], "top": _NO_TITLE}
    return found


def _cleansed(chart: Chart, drawn: str, *, declared: bool) -> bytes:
    root = ET.fromstring(drawn)  # noqa: S314 - what vl-convert has just written
    body = [one for one in map(_kept, root) if one is not None]
    size = {name: root.attrib[name] for name in ("width", "height", "viewBox")}
    names = {name: f"chart-{chart.id}-{name}" for name in ("title", "desc")}
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            **size,
            "role": "img",
            "aria-labelledby": names["title"],
            "aria-describedby": names["desc"],
        },
    )
    for name, text in (("title", chart.title), ("desc", chart.description)):
        ET.SubElement(svg, name, {"id": names[name]}).text = text
    svg.extend(body)
    written: bytes = ET.tostring(svg, encoding="utf-8", xml_declaration=declared)
    return written


def _kept(element: ET.Element) -> ET.Element | None:
    """Give an element with nothing but what is drawn; None for one that draws nothing."""
    if element.tag not in _DRAWN or element.get("display") == "none":
        return None
    kept = {name: value for name, value in element.attrib.items() if name in _KEPT}
    children = [one for one in map(_kept, element) if one is not None]
    tag = element.tag.removeprefix(_SVG)
    if (tag == "g" and not children) or (tag == "path" and not _visible(kept)):
        return None
    found = ET.Element(tag, kept)
    found.text, found.tail = element.text, element.tail
    found.extend(children)
    return found


def _visible(attributes: dict[str, str]) -> bool:
    return any(attributes.get(name, "none") != "none" for name in ("fill", "stroke"))
