# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What groups answered, with bars worked out by hand; N1, P2, P4, M8."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from tests.builders import Town, banded, checklist, single
from tests.render.drawing.judges import cells, drawn, marks, texts
from tests.render.village import report, village

if TYPE_CHECKING:
    from weltoffen.render.drawing import Chart

SPORT = "answers-sport"


def sport(*, language: str = "de", **columns: Any) -> Chart:  # noqa: ANN401
    one = village()
    return drawn(one, report(one, *one.persons("politics", **columns)), language)[SPORT]


def bars(chart: Chart) -> list[dict[str, Any]]:
    return [one for one in marks(chart, "rect") if "percent" in one]


class TestBars:
    """Three persons each said s1, s2, s3: 34, 33 and 33 percent (N1: what is missing goes to the lower)."""

    def test_part_at_the_middle_of_the_scale(self) -> None:
        found = [one for one in bars(sport(**{"sport-hall": "111222333"})) if one["perspective"]]
        assert [one["percent"] for one in found] == [34, 33, 33]
        assert [one["option"] for one in found] == ["kaum", "halb", "fast"]
        for one, expected in zip(found, [(-50.5, -16.5), (-16.5, 16.5), (16.5, 49.5)], strict=True):
            assert (one["x"], one["x2"]) == pytest.approx(expected, abs=0.5)

    def test_between_parts_the_ground_can_be_seen_and_each_has_an_edge(self) -> None:
        chart = sport(**{"sport-hall": "111222333"})
        found = [one for one in bars(chart) if one["perspective"]]
        assert all(one["x2"] < other["x"] for one, other in pairwise(found))
        edges = {
            layer["mark"].get("stroke")
            for layer in chart.specification["layer"]
            if layer["mark"]["type"] == "rect"
        }
        assert edges == {"#4a5763"}

    def test_of_an_even_number_of_answers_none_lies_across_the_middle(self) -> None:
        one = village(banded("sport-hall", "sport"), checklist("sport-club", "sport"))
        persons = one.persons("politics", **{"sport-hall": [10, 10, 60, 60, 90, 90, 90, 60, 10]})
        chart = drawn(one, report(one, *persons))[SPORT]
        found = [each for each in bars(chart) if each["perspective"]]
        assert [each["percent"] for each in found] == [34, 33, 33]
        assert {each["question"] for each in found} == {"sport-hall"}

    def test_together_and_apart(self) -> None:
        said = texts(sport(**{"sport-hall": "111222333"}))
        assert said.count("Politik") == said.count("Alle zusammen") == 1
        assert said.count("n\u00a0=\u00a09") == 2

    def test_small_parts_have_no_number_in_them_but_in_the_table(self) -> None:
        one = village()
        persons = one.persons("politics", **{"sport-hall": "1" * 48 + "2" * 26 + "3" * 25 + "4"})
        chart = drawn(one, report(one, *persons))[SPORT]
        assert 1 in [each["percent"] for each in bars(chart)]
        assert "1" not in texts(chart)
        assert cells(chart)[0][2:] == ["n = 100", "0", "48", "26", "25", "1"]


class TestWhatIsShownP2P4:
    def test_nothing_without_published_answers(self) -> None:
        one = village()
        assert SPORT not in drawn(
            one, report(one, *one.persons("politics", **{"sport-hall": "12"}))
        )

    def test_a_group_that_is_hidden_at_one_question_has_the_marker_there(self) -> None:
        _, made = two_groups()
        said = texts(made[SPORT])
        assert "geschützt" in said
        assert "geschützt" in [cell for row in cells(made[SPORT]) for cell in row]
        assert "geschützt" in made[SPORT].description

    def test_groups_that_are_hidden_in_the_whole_leaf_are_named_below(self) -> None:
        """Both: with one of them and all together, the other could be worked out."""
        _, made = two_groups()
        said = " ".join(texts(made["answers-music"]))
        assert "Geschützt und hier nicht gezeigt: Politik, Zivilgesellschaft" in said
        assert [row[1] for row in cells(made["answers-music"])] == ["Alle zusammen"]

    def test_checklists_are_left_out(self) -> None:
        one = village(checklist("sport-hall", "sport"))
        persons = one.persons("politics", **{"sport-hall": [("x",), ("y",), ("z",)] * 3})
        found = report(one, *persons)
        assert found.questions[0].published
        assert SPORT not in drawn(one, found)


class TestScales:
    def test_questions_with_the_same_answers_stand_together_below_one_legend(self) -> None:
        found = sport(**{"sport-hall": "111222333", "sport-club": "111222333"})
        said = texts(found)
        assert said.count("kaum") == 1
        assert said.index("kaum") < said.index("Frage sport-hall?")
        assert [cell.plain for cell in found.table.head][3:] == [
            "nein",
            "kaum",
            "halb",
            "fast",
            "ja",
        ]
        assert cells(found)[0] == [
            "Frage sport-hall?",
            "Politik",
            "n = 9",
            "0",
            "34",
            "33",
            "33",
            "0",
        ]

    def test_others_have_a_legend_of_their_own_and_one_column_for_all_answers(self) -> None:
        one = village(single("sport-hall", "sport"), banded("sport-club", "sport"))
        persons = one.persons(
            "politics", **{"sport-hall": "111222333", "sport-club": [10, 60, 90] * 3}
        )
        chart = drawn(one, report(one, *persons))[SPORT]
        said = texts(chart)
        assert {"kaum", "25\u00a0%"} <= {*said}
        assert cells(chart)[0][3] == "nein: 0 %; kaum: 34 %; halb: 33 %; fast: 33 %; ja: 0 %"
        assert {len(row) for row in cells(chart)} == {4}

    def test_hidden_answers_in_one_column(self) -> None:
        _, made = two_groups(single("sport-hall", "sport"), banded("sport-club", "sport"))
        assert {len(row) for row in cells(made[SPORT])} == {4}
        assert "geschützt" in [row[3] for row in cells(made[SPORT])]


class TestInWords:
    def test_the_description_says_the_means(self) -> None:
        told = sport(**{"sport-hall": "111222333"}).description.replace("\u00a0", " ")
        assert "„Frage sport-hall?“ Politik: 50 % (n = 9), Alle zusammen: 50 % (n = 9)." in told

    def test_in_english(self) -> None:
        chart = sport(language="en", **{"sport-hall": "111222333"})
        assert chart.title == "Sports: Personal answers in percent"
        assert "All together" in texts(chart)


def two_groups(*questions: Any) -> tuple[Town, dict[str, Chart]]:  # noqa: ANN401
    """Politics answered everything, civil society one of the questions on sport and none on music."""
    one = village(*questions)
    club = [10, 60, 90] * 4 if questions else "012340123401"
    mine = {"sport-hall": "012340123401", "sport-club": club}
    if not questions:
        mine["music-choir"] = "012340123401"
    theirs = {"sport-hall": "432104321043"}
    found = report(one, *one.persons("politics", **mine), *one.persons("civil-society", **theirs))
    return one, drawn(one, found)
