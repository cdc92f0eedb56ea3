# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The perspectives side by side; N3, P4."""

from __future__ import annotations

import attrs
import pytest
from tests.builders import single, town
from tests.render.drawing.judges import cells, drawn, full, marks, texts
from tests.render.village import OWN, report, village

from weltoffen.render.drawing import Chart, charts, roles


def number_at(chart: Chart, node: str | None, perspective: str) -> list[str]:
    return [
        one["text"].replace("\u00a0", " ")
        for one in marks(chart, "text")
        if (one.get("node"), one.get("perspective")) == (node, perspective)
    ]


class TestCells:
    """Politics: hall (1+1+2+2+3+3)/24 = 1/2, club (2+2+3+3+4+4)/24 = 3/4; so sport 5/8."""

    def test_have_score_and_n(self) -> None:
        chart = drawn(*full())["views"]
        assert number_at(chart, "sport", "politics") == ["63 %", "n = 6"]
        assert number_at(chart, "sport", "administration") == ["75 %", "n = 1"]
        assert number_at(chart, "news", "administration") == ["0 %", "n = 1"]

    def test_are_filled_by_stage(self) -> None:
        found = {
            one["node"]: one for one in marks(drawn(*full())["views"], "rect") if "stage" in one
        }
        assert found["news"]["fill"] == roles()["step-1"][0]
        assert found["music"]["fill"] == roles()["step-4"][0]

    def test_without_score_have_the_marker_or_a_dash_and_no_colour(self) -> None:
        one = village()
        persons = one.persons("politics", **{"sport-hall": "112233", "news-paper": "11----"})
        chart = drawn(one, report(one, one.official(**{"sport-hall": "s2"}), *persons))["views"]
        assert number_at(chart, "news", "politics") == ["geschützt"]
        assert number_at(chart, "news", "administration") == ["–"]
        assert "– kein Wert; den Grund nennt die Tabelle." in texts(chart)
        filled = [each["node"] for each in marks(chart, "rect") if "stage" in each]
        assert filled == ["sport", "sport"]

    def test_nothing_to_explain_where_every_cell_has_a_number(self) -> None:
        one = village()
        official = {"sport-hall": "s2", "sport-club": "s4", "music-choir": "s2", "news-paper": "s0"}
        chart = drawn(one, report(one, one.official(**official)))["views"]
        assert not [said for said in texts(chart) if said.startswith("–")]

    def test_a_score_without_stage_has_the_palest_colour(self) -> None:
        one, found = full()
        (first, *others) = found.perspectives
        bare = attrs.evolve(
            first, nodes=tuple(attrs.evolve(node, stage=None) for node in first.nodes)
        )
        changed = attrs.evolve(found, perspectives=(bare, *others))
        boxes = [each for each in marks(drawn(one, changed)["views"], "rect") if "stage" in each]
        assert {each["fill"] for each in boxes if each["stage"] is None} == {roles()["step-1"][0]}


class TestColumns:
    def test_one_for_each_view(self) -> None:
        said = texts(drawn(*full())["views"])
        assert "Verwaltung (offizielle Antwort)" in said
        assert "Politik" in said

    def test_nothing_without_views(self) -> None:
        one, found = full()
        assert "views" not in drawn(one, attrs.evolve(found, perspectives=()))

    def test_of_forty_perspectives_at_most_five_stand_in_one_chart(self) -> None:
        people = [f"group-{number}" for number in range(40)]
        one = town(single("asked"), perspectives=people, depth=1)
        persons = [each for group in people for each in one.persons(group, asked="01234")]
        made = [chart for chart in charts(one.report(*persons)) if chart.kind == "views"]
        assert [chart.id for chart in made] == ["views", *(f"views-{part}" for part in range(2, 9))]
        assert {len(chart.table.head) for chart in made} == {6}
        assert made[1].title == "Die Perspektiven nebeneinander, Teil 2 von 8"

    def test_own_nodes_are_left_out_m8(self) -> None:
        one = village(supplement=OWN)
        chart = drawn(one, report(one, one.official(**{"river-bank": "s3"})))["views"]
        assert "Fluss" not in texts(chart)
        assert "Fluss" not in [row[0] for row in cells(chart)]


class TestInWords:
    @pytest.mark.parametrize(
        ("language", "told"),
        [("de", "63 % (n = 6, Abdeckung 100 %)"), ("en", "63% (n = 6, coverage 100%)")],
    )
    def test_the_table_says_the_same(self, language: str, told: str) -> None:
        rows = {row[0]: row for row in cells(drawn(*full(), language)["views"])}
        assert rows["Sport" if language == "de" else "Sports"][2] == told

    def test_the_description_says_the_whole(self) -> None:
        told = drawn(*full())["views"].description.replace("\u00a0", " ")
        assert "Insgesamt: Verwaltung (offizielle Antwort): 31 % (n = 1, Abdeckung 100 %)" in told
