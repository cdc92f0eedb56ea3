# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Pictures: nothing but shapes, letters and colours of the palette, the same each time."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import vl_convert
from tests.render.drawing.judges import demo, letters, svg

from weltoffen.errors import MissingExtra
from weltoffen.render.drawing import Chart, charts, draw, roles

if TYPE_CHECKING:
    from weltoffen.render.drawing.palette import Theme

THEMES: tuple[Theme, ...] = ("light", "dark")
ELEMENTS = {"svg", "title", "desc", "g", "rect", "path", "line", "text", "tspan"}
NAMESPACE = "{http://www.w3.org/2000/svg}"


def some(theme: Theme = "light") -> list[Chart]:
    """Give one chart of each kind."""
    found, edition = demo()
    return list({one.kind: one for one in charts(found, edition=edition, theme=theme)}.values())


class TestSvg:
    @pytest.mark.parametrize("theme", THEMES)
    def test_every_chart_of_the_demo(self, theme: Theme, capfd: pytest.CaptureFixture[str]) -> None:
        """Elements and attributes that a strict policy lets pass, colours that a style sheet can change."""
        found, edition = demo()
        colours = {pair[theme == "dark"] for pair in roles().values()} | {"none"}
        for chart in charts(found, edition=edition, theme=theme):
            picture = draw(chart, inline=True)
            (wide, high), lines = letters(picture)
            for line in lines:
                assert 0 <= line.left < line.right <= wide, line
                assert 0 <= line.top < line.bottom <= high, line
            elements = svg(picture)
            assert {one.tag for one in elements} <= {f"{NAMESPACE}{name}" for name in ELEMENTS}
            names = {name for one in elements for name in one.attrib}
            assert not {
                name for name in names if re.match("on|class|style|.*href|role.|aria", name)
            } - {
                "aria-labelledby",
                "aria-describedby",
            }
            used = {
                one.attrib[name]
                for one in elements
                for name in ("fill", "stroke")
                if name in one.attrib
            }
            assert used <= colours
            assert [one.attrib["id"] for one in elements if "id" in one.attrib] == [
                f"chart-{chart.id}-title",
                f"chart-{chart.id}-desc",
            ]
        assert capfd.readouterr() == ("", "")

    def test_vega_lite_has_nothing_to_warn_of(self, capfd: pytest.CaptureFixture[str]) -> None:
        for chart in some():
            if chart.grammar == "vega-lite":
                vl_convert.vegalite_to_svg(dict(chart.specification), show_warnings=True)
        assert capfd.readouterr() == ("", "")

    def test_says_what_it_is(self) -> None:
        found, edition = demo()
        chart = charts(found, edition=edition)[0]
        root, title, described, *_ = svg(draw(chart))
        assert root.attrib["role"] == "img"
        assert root.attrib["viewBox"].split()[2] == "560"
        assert (root.attrib["aria-labelledby"], title.text) == ("chart-stages-title", chart.title)
        assert (root.attrib["aria-describedby"], described.text) == (
            "chart-stages-desc",
            chart.description,
        )

    def test_stands_alone_with_a_declaration_and_its_title(self) -> None:
        chart = some()[0]
        alone, inside = draw(chart), draw(chart, inline=True)
        assert alone.startswith(b"<?xml")
        assert inside.startswith(b"<svg xmlns=")
        assert chart.title in written(alone)
        assert chart.title not in written(inside)
        heights = [float(svg(one)[0].attrib["height"]) for one in (alone, inside)]
        assert heights[1] < heights[0]

    def test_is_the_same_each_time(self) -> None:
        for chart in some():
            assert draw(chart) == draw(chart)

    def test_writes_what_the_chart_says(self) -> None:
        found, edition = demo()
        said = written(draw(charts(found, edition=edition)[2]))
        assert {"Stand", "Ziel", "Insgesamt", "50\u00a0%"} <= {*said}
        assert any("Öffnung" in line for line in said)


class TestPng:
    @pytest.mark.parametrize("scale", [1, 2])
    def test_has_the_measures_of_the_chart(self, scale: int) -> None:
        for chart in some("dark"):
            picture = draw(chart, "png", scale=scale)
            assert picture.startswith(b"\x89PNG\r\n")
            assert int.from_bytes(picture[16:20], "big") == 560 * scale

    def test_is_the_same_each_time(self) -> None:
        chart = some()[0]
        assert draw(chart, "png") == draw(chart, "png")


class TestExtra:
    def test_without_vl_convert_the_error_names_the_extra(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "vl_convert", None)
        with pytest.raises(MissingExtra, match=r"weltoffen\[report\]"):
            draw(some()[0])


def written(picture: bytes) -> list[str]:
    """Give the letters of a picture, line by line, without its hidden title."""
    found = [one for one in svg(picture) if one.tag in {f"{NAMESPACE}text", f"{NAMESPACE}tspan"}]
    return [ET.tostring(one, encoding="unicode", method="text") for one in found]
