# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The stage sheet, with places worked out by hand; S6."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.render.drawing.judges import cells, data, demo, drawn, full, marks, texts
from tests.render.village import report, village

from weltoffen.render.drawing import charts


class TestPlaces:
    """Sport: 1/2 and 1, so 3/4, stage 4. Music 1/2: stage 3. Leisure 5/8: stage 3, no tendency. News 0."""

    def test_a_mark_in_the_middle_of_its_stage(self) -> None:
        found = marks(drawn(*full())["stages"], "point")
        assert {one["node"]: one["x"] for one in found if "node" in one} == {
            "play": 2.5,
            "sport": 3.5,
            "music": 2.5,
            "talk": 0.5,
            "news": 0.5,
        }

    def test_half_a_step_on_with_a_tendency(self) -> None:
        """11/16 lies in the last quarter of the stage from 1/2 to 3/4."""
        one = village()
        official = {"sport-hall": "s4", "sport-club": "s3", "music-choir": "s2", "news-paper": "s0"}
        chart = drawn(one, report(one, one.official(**official)))["stages"]
        (leisure,) = (each for each in marks(chart, "point") if each.get("node") == "play")
        assert (leisure["x"], leisure["stage"], leisure["tendency"]) == (3, "three", True)
        assert "Freizeit: Stufe 3, Tendenz zur nächsten" in chart.description

    def test_every_stage_has_a_shape_of_its_own_that_stands_above_its_column(self) -> None:
        found = marks(drawn(*full())["stages"], "point")
        heads = {one["stage"]: one["shape"] for one in found if "node" not in one}
        assert list(heads) == ["one", "two", "three", "four"]
        assert len(set(heads.values())) == 4
        assert all(one["shape"] == heads[one["stage"]] for one in found if "node" in one)

    def test_rows_do_not_overlap(self) -> None:
        found, edition = demo()
        rows = [
            one
            for one in data(charts(found, edition=edition)[0])
            if one.get("shape") and "node" in one
        ]
        heights = sorted(one["y"] for one in rows)
        assert len(heights) == len(found.nodes)
        assert all(later - earlier >= 25 for earlier, later in pairwise(heights))

    def test_what_half_a_step_means_is_said_where_there_is_one(self) -> None:
        found, edition = demo()
        note = "Zeichen auf einer Grenze: Tendenz zur nächsten Stufe."
        assert note in texts(charts(found, edition=edition)[0])
        assert note not in texts(drawn(*full())["stages"])


class TestWithoutStage:
    def test_stands_apart_with_the_reason(self) -> None:
        one = village()
        chart = drawn(one, report(one, one.official(**{"sport-hall": "s2"})))["stages"]
        apart = [each["node"] for each in marks(chart, "point", shape="stroke")]
        assert apart == ["play", "music", "talk", "news"]
        assert {each["x"] for each in marks(chart, "point", shape="stroke")} == {4.5}
        said = texts(chart)
        assert "ohne Stufe" in said
        assert said.count("keine Antworten") == 3
        assert "zu wenige Fragen beantwortet" in said

    def test_has_no_column_where_every_node_has_one(self) -> None:
        assert "ohne Stufe" not in texts(drawn(*full())["stages"])


class TestInWords:
    @pytest.mark.parametrize(
        ("language", "row"),
        [
            ("de", ["Sport", "Stufe 4", "75 %", "n = 1"]),
            ("en", ["Sports", "Stage 4", "75%", "n = 1"]),
        ],
    )
    def test_the_table_says_the_same(self, language: str, row: list[str]) -> None:
        chart = drawn(*full(), language)["stages"]
        assert cells(chart)[1] == row
        assert len(cells(chart)) == 5

    def test_the_description_names_the_stages_and_what_stands_at_the_top(self) -> None:
        told = drawn(*full())["stages"].description
        assert "Stufe 1, Stufe 2, Stufe 3, Stufe 4" in told
        assert "Freizeit: Stufe 3; Gespräch: Stufe 1" in told
        assert "Sport" not in told
