# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What judges charts in these tests: the official schema, WCAG, colour vision, readers of data and SVG."""

from __future__ import annotations

import functools
import json
import math
import re
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import attrs
import jsonschema_rs
from tests.render.village import report, village

import weltoffen as wo
from weltoffen import schemas
from weltoffen.demo import demo_bytes
from weltoffen.render.drawing import charts, draw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.builders import Town

    from weltoffen.render.drawing import Chart
    from weltoffen.report.structure import Report

PERSONS = {"sport-hall": "112233", "sport-club": "223344"}

# --- Charts ------------------------------------------------------------------------------------------


@functools.cache
def demo() -> tuple[Report, wo.Edition]:
    assessment = schemas.read_assessment(demo_bytes("assessment.json"))
    edition = wo.load_reference(assessment.edition.version)
    return wo.evaluate(demo_bytes("answers.ndjson"), assessment), edition


def drawn(one: Town, found: Report, language: str = "de", **more: Any) -> dict[str, Chart]:  # noqa: ANN401
    """Give the charts of a report by id."""
    edition = one.assessment.extend(one.edition)
    made = charts(found, language, edition=edition, **more)
    assert len({chart.id for chart in made}) == len(made)
    return {chart.id: chart for chart in made}


def full(one: Town | None = None) -> tuple[Town, Report]:
    """Give a village with an official response, and persons of politics who answered on sport."""
    one = one or village()
    official = {"sport-hall": "s2", "sport-club": "s4", "music-choir": "s2", "news-paper": "s0"}
    return one, report(one, one.official(**official), *one.persons("politics", **PERSONS))


# --- The official schema -----------------------------------------------------------------------------


@functools.cache
def _vega_lite() -> jsonschema_rs.Draft7Validator:
    """Read it; its references hold brackets that no URI may hold, and the validator insists."""
    place = resources.files("altair.vegalite.v6.schema").joinpath("vega-lite-schema.json")
    return jsonschema_rs.Draft7Validator(_quoted(json.loads(place.read_text(encoding="utf-8"))))


def _quoted(schema: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(schema, list):
        return [_quoted(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    refers = isinstance(schema.get("$ref"), str)
    whole = {name: _quoted(one) for name, one in schema.items()}
    return {**whole, "$ref": quote(schema["$ref"], "#/")} if refers else whole


def is_vega_lite(specification: Mapping[str, Any]) -> bool:
    """Ask the schema of Vega-Lite that altair ships."""
    return bool(_vega_lite().is_valid(plain(specification)))


def plain(specification: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    """Write a specification as JSON and read it back; fails for anything but JSON types."""
    written = json.dumps(specification, allow_nan=False)
    back = json.loads(written)
    assert back == specification
    return back


# --- Data of a specification -------------------------------------------------------------------------


def data(chart: Chart) -> Iterator[dict[str, Any]]:
    """Give every datum."""
    specification = chart.specification
    if chart.grammar == "vega":
        for one in specification["data"]:
            yield from one["values"]
        return
    for layer in specification["layer"]:
        yield from layer["data"]["values"]


def texts(chart: Chart) -> list[str]:
    """Give every text that a chart writes from its data, on one line."""
    return [one["text"].replace("\n", " ") for one in data(chart) if "text" in one]


def marks(chart: Chart, kind: str, **values: object) -> list[dict[str, Any]]:
    """Give the data of every layer that draws a kind of mark with these properties."""
    return [
        one
        for layer in chart.specification["layer"]
        if layer["mark"]["type"] == kind
        and all(layer["mark"].get(name) == value for name, value in values.items())
        for one in layer["data"]["values"]
    ]


def cells(chart: Chart) -> list[list[str]]:
    """Read the table of a chart, with plain spaces."""
    return [[cell.plain.replace("\u00a0", " ") for cell in row] for row in chart.table.rows]


# --- Colours -----------------------------------------------------------------------------------------

Triple = tuple[float, float, float]

MACHADO = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
"""G. M. Machado, M. M. Oliveira, L. A. F. Fernandes: A Physiologically-based Model for Simulation of Color
Vision Deficiency. IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009, 1291-1298; severity
1.0, on linear RGB."""


def linear(colour: str) -> Triple:
    """Read ``#rrggbb`` as linear light (IEC 61966-2-1)."""
    found = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in found)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """Work out the contrast ratio of WCAG 2.1."""
    low, high = sorted(
        sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True))
        for c in (one, other)
    )
    return (high + 0.05) / (low + 0.05)


def distance(one: str, other: str, vision: str) -> float:
    """Work out how far apart two colours look: CIE 1976, white of D65."""
    return math.dist(_lab(one, vision), _lab(other, vision))


def _lab(colour: str, vision: str) -> Triple:
    seen = [
        min(max(sum(a * b for a, b in zip(row, linear(colour), strict=True)), 0.0), 1.0)
        for row in MACHADO[vision]
    ]
    to_xyz = (
        (0.4124564, 0.3575761, 0.1804375),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339, 0.1191920, 0.9503041),
    )
    white = (0.95047, 1.0, 1.08883)
    x, y, z = (
        _cube(sum(a * b for a, b in zip(row, seen, strict=True)) / full)
        for row, full in zip(to_xyz, white, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube(value: float) -> float:
    return value ** (1 / 3) if value > (6 / 29) ** 3 else value / (3 * (6 / 29) ** 2) + 4 / 29


# --- Pictures ----------------------------------------------------------------------------------------


def svg(picture: bytes) -> list[ET.Element]:
    """Read a picture and give its elements."""
    return list(ET.fromstring(picture).iter())  # noqa: S314 - a picture that the test has just drawn


ARIAL = {
    **dict.fromkeys("abdeghnopquäöü0123456789ß_#", 556),
    **dict.fromkeys("cksvxyzJ", 500),
    **dict.fromkeys("ABEKPSVXYÄ", 667),
    **dict.fromkeys("CDHNRUwÜ", 722),
    **dict.fromkeys("GOQÖ", 778),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys(" tfI.,:;/!", 278),
    **dict.fromkeys("ijl", 222),
    **dict.fromkeys("r()-", 333),
    "L": 556,
    "m": 833,
    "M": 833,
    "W": 944,
    "*": 389,
    "%": 889,
}
"""Widths of Arial, in thousandths of the size of the letters (metrics of Helvetica, Adobe)."""


@attrs.frozen
class Letters:
    """A line of text in a picture, with the box that it takes in Arial."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other: Letters) -> bool:
        """Say whether two boxes overlap by more than half a pixel."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.5 and down > 0.5


def letters(picture: bytes) -> tuple[tuple[float, float], list[Letters]]:
    """Give the measures of a picture, and all its lines of text where they stand."""
    root = svg(picture)[0]
    return (float(root.attrib["width"]), float(root.attrib["height"])), list(_letters(root, 0, 0))


def _letters(element: ET.Element, x: float, y: float) -> Iterator[Letters]:
    moved = re.fullmatch(r"translate\(([-\d.e]+),([-\d.e]+)\)", element.get("transform", ""))
    assert moved or not element.get("transform")
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    if element.tag.endswith("}text"):
        size = float(element.attrib["font-size"].removesuffix("px"))
        bold = 1.1 if element.get("font-weight") == "bold" else 1
        before = {"start": 0, "middle": 0.5, "end": 1}[element.attrib["text-anchor"]]
        for line in element if len(element) else [element]:
            y += float(line.get("dy", 0)) if line is not element else 0
            text = line.text or ""
            wide = sum(ARIAL.get(each, 600) for each in text) * size * bold / 1000
            left = x - before * wide
            yield Letters(text, left, left + wide, y - 0.72 * size, y + 0.21 * size)
        return
    for child in element:
        yield from _letters(child, x, y)


def points_on_a4(chart: Chart) -> float:
    """Say how large the smallest letters are, in points, where a chart fills 170 by 245 millimetres."""
    (wide, high), _ = letters(draw(chart))
    millimetres = min(170 / wide, 245 / high)
    return 13 * millimetres * 72 / 25.4
