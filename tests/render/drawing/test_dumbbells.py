# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Score against target; G1, M8."""

from __future__ import annotations

import pytest
from tests.builders import STAGES, T, single, town
from tests.render.drawing.judges import cells, drawn, full, marks, texts
from tests.render.village import OWN, report, village

from weltoffen.model.method import Method
from weltoffen.model.target import Stage


class TestPlaces:
    """Sport 3/4, music 1/2, leisure 5/8, news 0; the targets are 3/4."""

    def test_of_one_field_and_everything_below_it(self) -> None:
        chart = drawn(*full())["targets-play"]
        scores = {
            one["node"]: one["x"] for one in marks(chart, "point", shape="circle") if "node" in one
        }
        aims = {
            one["node"]: one["x"] for one in marks(chart, "point", shape="diamond") if "node" in one
        }
        assert scores == {"play": 0.625, "sport": 0.75, "music": 0.5}
        assert aims == dict.fromkeys(scores, 0.75)
        assert chart.node == "play"
        assert chart.title == "Freizeit: Stand und Ziel"

    def test_a_line_for_each_gap_and_a_dotted_one_where_the_target_is_reached(self) -> None:
        chart = drawn(*full())["targets-play"]
        lines = [one for one in marks(chart, "rule") if "node" in one]
        dotted = [one["node"] for one in marks(chart, "rule", strokeDash=[2, 3])]
        assert [one["node"] for one in lines] == ["play", "music", "sport"]
        assert dotted == ["sport"]

    def test_of_the_whole_and_the_top(self) -> None:
        chart = drawn(*full())["targets"]
        found = [one["node"] for one in marks(chart, "point", shape="circle") if "node" in one]
        assert found == [None, "play", "talk"]

    def test_none_for_a_field_that_is_a_leaf(self) -> None:
        one = town(single("asked"), depth=1)
        made = drawn(one, one.report(one.official(asked="s2")))
        assert [name for name in made if name.startswith("targets")] == ["targets"]

    def test_own_nodes_stand_apart_m8(self) -> None:
        one = village(supplement=OWN)
        made = drawn(one, report(one, one.official(**{"river-bank": "s3"})))
        chart = made["own-targets"]
        assert [
            each["node"] for each in marks(chart, "point", shape="circle") if "node" in each
        ] == ["river"]
        assert chart.title == "Lokale Ergänzung: Stand und Ziel"


class TestNumbers:
    @pytest.mark.parametrize(("language", "half"), [("de", "50\u00a0%"), ("en", "50%")])
    def test_stand_behind_the_plot(self, language: str, half: str) -> None:
        chart = drawn(*full(), language)["targets-play"]
        (music,) = (
            one
            for one in marks(chart, "text", align="right")
            if one.get("node") == "music" and one["text"] == half
        )
        assert music["ref"].endswith("/score")

    def test_the_table_says_the_same(self) -> None:
        assert cells(drawn(*full())["targets-play"]) == [
            ["Freizeit", "63 %", "n = 1", "75 %", "13 Prozentpunkte, eine Stufe"],
            ["Sport", "75 %", "n = 1", "75 %", "erreicht"],
            ["Musik", "50 %", "n = 1", "75 %", "25 Prozentpunkte, eine Stufe"],
        ]

    def test_the_description_says_the_values(self) -> None:
        told = drawn(*full())["targets"].description.replace("\u00a0", " ")
        assert (
            "Freizeit: Stand 63 % (n = 1), Ziel 75 %; Gespräch: Stand 0 % (n = 1), Ziel 75 %."
            in told
        )


class TestEveryScoreHasItsN3:
    @pytest.mark.parametrize(
        ("language", "said"),
        [("de", "Für jeden Stand gilt: n = 1."), ("en", "For every score: n = 1.")],
    )
    def test_said_once_where_all_have_the_same(self, language: str, said: str) -> None:
        found = [one.replace("\u00a0", " ") for one in texts(drawn(*full(), language)["targets"])]
        assert said in found
        assert "n = 1" not in found

    def test_below_each_where_they_differ(self) -> None:
        """Six persons on sport, eight on music; news has no answers."""
        one = village(method=Method(whole_policy="pooled"))
        persons = one.persons(
            "politics",
            **{"sport-hall": "112233--", "sport-club": "112233--", "music-choir": "11223344"},
        )
        made = drawn(one, report(one, *persons))
        below = {
            each["node"]: each["text"].replace("\u00a0", " ")
            for each in marks(made["targets-play"], "text", align="right")
            if each.get("form") == "n"
        }
        assert below["sport"] == "n = 6"
        assert below["music"] == "n = 8"
        assert not [said for said in texts(made["targets-play"]) if "Für jeden" in said]
        assert not [said for said in texts(made["targets-talk"]) if "n\u00a0=" in said]


class TestWithoutScore:
    @pytest.mark.parametrize(("aim", "before"), [("two", False), ("four", True)])
    def test_the_reason_stands_where_the_target_leaves_room(self, aim: str, before: bool) -> None:  # noqa: FBT001
        one = village(targets={"news": aim})
        chart = drawn(one, report(one, one.official(**{"sport-hall": "s2"})))["targets-talk"]
        (reason,) = (
            each
            for each in marks(chart, "text", align="left")
            if each.get("node") == "news" and "Antworten" in each["text"]
        )
        (target,) = (
            each["x"]
            for each in marks(chart, "point", shape="diamond")
            if each.get("node") == "news"
        )
        assert (reason["x"] < target) is before
        assert not [each for each in marks(chart, "point", shape="circle") if "node" in each]
        assert "–" in texts(chart)


class TestAxis:
    def test_says_where_the_stages_begin(self) -> None:
        said = texts(drawn(*full())["targets"])
        for number in ("0", "25", "50", "75", "100"):
            assert f"{number}\u00a0%" in said

    def test_leaves_out_what_would_overlap(self) -> None:
        """Stages from 90 and 95 percent on leave no room beside 100."""
        bounds = {"third": "0.9", "fourth": "0.95"}
        late = [Stage(id=name, title=T, lower=lower) for name, lower in bounds.items()]
        one = town(single("asked"), stages=[*STAGES[:2], *late], depth=1)
        chart = drawn(one, one.report(one.official(asked="s2")))["targets"]
        said = [each["text"] for each in marks(chart, "text", align="center")]
        assert said == ["0\u00a0%", "25\u00a0%", "100\u00a0%"]
