# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The stage sheet, with places worked out by hand; S6."""

from __future__ import annotations

from itertools import pairwise

import attrs
import pytest
from tests.render.drawing.judges import cells, data, demo, drawn, full, marks, texts
from tests.render.village import report, village

from weltoffen.render.drawing import Chart, charts


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
        count = 0
        for chart in charts(found, edition=edition)[:2]:
            rows = [one for one in data(chart) if one.get("shape") and "node" in one]
            heights = sorted(one["y"] for one in rows)
            assert all(later - earlier >= 25 for earlier, later in pairwise(heights))
            count += len(heights)
        assert count == len(found.nodes)

    def test_what_half_a_step_means_is_said_where_there_is_one(self) -> None:
        found, edition = demo()
        note = "Zeichen auf einer Grenze: Tendenz zur nächsten Stufe."
        assert note in texts(charts(found, edition=edition)[0])
        assert note not in texts(drawn(*full())["stages"])


class TestFragileFindingsG9:
    """An asterisk beside the mark, a note below, and in words in the table and the description."""

    def only(self, *nodes: str) -> Chart:
        one, found = full()
        bare = [attrs.evolve(each, fragile=()) for each in found.stability]
        stable = [
            attrs.evolve(each, fragile=("policy",)) if each.node in nodes else each for each in bare
        ]
        return drawn(one, attrs.evolve(found, stability=tuple(stable)))["stages"]

    def test_beside_its_mark(self) -> None:
        """Music stands at 2.5; eleven pixels of 91 are 0.12 of a stage."""
        (star,) = (one for one in marks(self.only("music"), "text") if one["text"] == "*")
        assert star["node"] == "music"
        assert star["x"] == pytest.approx(2.5 + 11 / 91)

    def test_with_a_note(self) -> None:
        note = (
            "* Einstufung unsicher: Sie hängt von der Rechenregel oder von einzelnen Antworten ab."
        )
        assert note in texts(self.only("music"))
        assert not [said for said in texts(self.only()) if "*" in said]

    def test_in_words(self) -> None:
        chart = self.only("music", "talk")
        stages = {row[0]: row[1] for row in cells(chart)}
        assert stages["Musik"] == "Stufe 3, Einstufung unsicher"
        assert stages["Sport"] == "Stufe 4"
        assert "Freizeit: Stufe 3; Gespräch: Stufe 1, Einstufung unsicher." in chart.description

    def test_not_where_there_is_no_stage(self) -> None:
        one = village()
        found = report(one, one.official(**{"sport-hall": "s2"}))
        doubtful = tuple(attrs.evolve(each, fragile=("no-score",)) for each in found.stability)
        chart = drawn(one, attrs.evolve(found, stability=doubtful))["stages"]
        assert [each["node"] for each in marks(chart, "text") if each["text"] == "*"] == ["sport"]


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
            ("de", ["Sport", "Stufe 4, Einstufung unsicher", "75 %", "n = 1"]),
            ("en", ["Sports", "Stage 4, fragile", "75%", "n = 1"]),
        ],
    )
    def test_the_table_says_the_same(self, language: str, row: list[str]) -> None:
        chart = drawn(*full(), language)["stages"]
        assert cells(chart)[1] == row
        assert len(cells(chart)) == 5

    def test_the_description_names_the_stages_and_what_stands_at_the_top(self) -> None:
        told = drawn(*full())["stages"].description
        assert "Stufe 1, Stufe 2, Stufe 3, Stufe 4" in told
        assert (
            "Auf der obersten Ebene: Freizeit: Stufe 3, Einstufung unsicher; Gespräch: Stufe 1, "
            "Einstufung unsicher." in told
        )
        assert "Sport" not in told
