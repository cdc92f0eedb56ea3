# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The net: lines without filling, never 0 where there is no score, never alone; G1."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

import pytest
from tests.builders import Town, single, town
from tests.render.drawing.judges import data, demo, texts

from weltoffen.render.drawing import Chart, charts, draw


def fields(count: int) -> Town:
    return town(*(single(f"q{number}", f"field-{number}") for number in range(count)), depth=1)


def net(one: Town, **answers: Any) -> Chart | None:  # noqa: ANN401
    made = {chart.id: chart for chart in charts(one.report(one.official(**answers)))}
    assert "targets" in made
    return made.get("net")


def lines(chart: Chart) -> list[list[dict[str, Any]]]:
    """Give the points of the target and of the score, each closed by the first one again."""
    sources = {one["name"]: one["values"] for one in chart.specification["data"]}
    found = [
        sources[mark["from"]["data"]]
        for mark in chart.specification["marks"]
        if mark["type"] == "line" and "defined" in mark["encode"]["enter"]
    ]
    assert all(line[0] == line[-1] for line in found)
    return [line[:-1] for line in found]


class TestLines:
    def test_score_and_target_of_every_field(self) -> None:
        """The first axis points up, the others follow clockwise; 150 pixels are 100 percent."""
        chart = net(fields(3), q0="s4", q1="s2", q2="s1")
        assert chart is not None
        target, score = lines(chart)
        assert [one["value"] for one in target] == [0.75] * 3
        assert [one["value"] for one in score] == [1, 0.5, 0.25]
        for axis, (one, length) in enumerate(zip(score, (150, 75, 37.5), strict=True)):
            angle = 2 * pi * axis / 3
            assert one["x"] == pytest.approx(280 + length * sin(angle), abs=0.01)
            assert one["y"] == pytest.approx(200 - length * cos(angle), abs=0.01)

    def test_are_told_apart_by_shape_and_dashes_and_have_no_filling(self) -> None:
        chart = net(fields(3), q0="s4", q1="s2", q2="s1")
        assert chart is not None
        marks = chart.specification["marks"]
        drawn = [
            mark["encode"]["enter"]
            for mark in marks
            if mark["type"] == "line" and "defined" in mark["encode"]["enter"]
        ]
        assert len(drawn) == 2
        assert not [one for one in drawn if "fill" in one]
        assert ["strokeDash" in one for one in drawn] == [True, False]
        shapes = [
            mark["encode"]["enter"]["shape"]["value"] for mark in marks if mark["type"] == "symbol"
        ]
        assert shapes[:2] == ["diamond", "circle"]

    def test_a_field_without_score_breaks_the_line(self) -> None:
        chart = net(fields(4), q0="s4", q1="s2", q3="s0")
        assert chart is not None
        _, score = lines(chart)
        assert [one["defined"] for one in score] == [True, True, False, True]
        assert [one["value"] for one in score] == [1, 0.5, None, 0]
        sources = {one["name"]: one["values"] for one in chart.specification["data"]}
        points = [
            [each.get("node") for each in sources[mark["from"]["data"]]]
            for mark in chart.specification["marks"]
            if mark["type"] == "symbol"
        ]
        assert points[1] == ["field-0", "field-1", "field-3"]
        assert draw(chart).count(b"M") > 3


class TestWhenThereIsOne:
    @pytest.mark.parametrize(
        ("count", "expected"), [(2, False), (3, True), (12, True), (13, False)]
    )
    def test_from_three_to_twelve_fields(self, count: int, expected: bool) -> None:  # noqa: FBT001
        assert (net(fields(count), q0="s4") is not None) is expected

    def test_none_without_any_score(self) -> None:
        assert net(fields(3)) is None


class TestInWords:
    def test_says_where_the_same_can_be_read_more_exactly(self) -> None:
        found, edition = demo()
        made = {chart.id: chart for chart in charts(found, edition=edition)}
        title = made["targets"].title
        assert f"„{title}“" in made["net"].description
        assert f"Genauer zu lesen im Schaubild „{title}“" in texts(made["net"])

    def test_every_axis_has_its_name(self) -> None:
        found, edition = demo()
        (chart,) = (chart for chart in charts(found, edition=edition) if chart.id == "net")
        tops = [one.title for one in found.nodes if one.parent is None]
        said = {one.replace("- ", "") for one in texts(chart)}
        assert {one.choose("de") for one in tops if one is not None} <= said
        assert [row[0].plain for row in chart.table.rows] == [
            one.choose("de") for one in tops if one
        ]
        assert not [one for one in data(chart) if one.get("y", 0) < 0]
