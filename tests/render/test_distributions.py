# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Answers to each question in a report, worked out by hand; G5, M8, N2, N3, P2, P4."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from tests.builders import checklist, single
from tests.render.paper import HOSTILE, lines_of, one_line, types_of
from tests.render.village import OWN, chapters, report, sections, tables, told, village, worded

from weltoffen.render import render_markdown

if TYPE_CHECKING:
    from tests.builders import Town

    from weltoffen.report.structure import Report

HEADING = {
    "de": "Antworten der Perspektiven im Einzelnen",
    "en": "Answers of the perspectives in detail",
}


def here() -> tuple[Town, Report]:
    """Give a village where politics (3 answers) and economy (4) form a rest at the question on the choir."""
    one = village()
    politics = one.persons("politics", **{"sport-hall": "002244", "music-choir": "001---"})
    civil = one.persons("civil-society", **{"sport-hall": "112233", "music-choir": "01234-"})
    economy = one.persons("economy", **{"sport-hall": "112233", "music-choir": "0123--"})
    return one, report(one, *politics, *civil, *economy)


def chapter(one: Town, found: Report, language: str = "de") -> str:
    return chapters(told(one, found, language))[HEADING[language]]


class TestEachPublishedCellHasItsNumbersN2N3:
    @pytest.mark.parametrize(
        ("language", "row"),
        [
            (
                "de",
                [
                    "Frage sport-hall?",
                    "50 %, Median 50 %, A = −0,28 (n = 6)",
                    "50 %, Median 50 %, A = 0,50 (n = 6)",
                    "50 %, Median 50 %, A = 0,50 (n = 6)",
                    "50 %, Median 50 %, A = 0,28 (n = 18)",
                ],
            ),
            (
                "en",
                [
                    "Question sport-hall?",
                    "50%, median 50%, A = −0.28 (n = 6)",
                    "50%, median 50%, A = 0.50 (n = 6)",
                    "50%, median 50%, A = 0.50 (n = 6)",
                    "50%, median 50%, A = 0.28 (n = 18)",
                ],
            ),
        ],
    )
    def test_mean_median_agreement_and_n(self, language: str, row: list[str]) -> None:
        """A of every second option alike is -5/18, of three neighbours 1/2, of all 0, of one 1.

        All together (2, 4, 6, 4, 2) are layers of 10, 6 and 2 answers: 10/18 * 0 + 6/18 * 1/2 + 2/18 * 1.
        """
        one, found = here()
        sport = {"de": "Sport", "en": "Sports"}[language]
        ((_, first, *_),) = tables(sections(chapter(one, found, language))[sport])
        assert first == row

    def test_a_median_between_two_values_is_a_pair_n2(self) -> None:
        one = village()
        found = report(one, *one.persons("politics", **{"sport-hall": "000344"}))
        ((_, row),) = tables(sections(chapter(one, found))["Sport"])
        assert "Median 0 % bis 75 %" in row[1]
        ((_, row),) = tables(sections(chapter(one, found, "en"))["Sports"])
        assert "median 0% to 75%" in row[1]

    def test_checklists_have_no_agreement_g6(self) -> None:
        """Many different sums are no sign of disagreement."""
        one = village(checklist("sport-list", "sport", cap=3))
        answers = [[], [], ["x"], ["x", "y"], ["y", "z"], ["x", "z"]]
        found = report(one, *one.persons("politics", **{"sport-list": answers}))
        ((_, row),) = tables(sections(chapter(one, found))["Sport"])
        assert row == ["Frage sport-list?", *["50 %, Median 33 % bis 67 % (n = 6)"] * 2]

    def test_where_a_has_no_value_nothing_stands_in_its_place_g5(self) -> None:
        """Questions with two options have none."""
        one, found = here()
        questions = tuple(
            attrs.evolve(q, published=tuple(attrs.evolve(c, agreement=None) for c in q.published))
            for q in found.questions
        )
        ((_, row, *_),) = tables(
            sections(chapter(one, attrs.evolve(found, questions=questions)))["Sport"]
        )
        assert row[1] == "50 %, Median 50 % (n = 6)"


class TestHiddenGroupsHaveTheMarkerP4:
    @pytest.mark.parametrize(("language", "marker"), [("de", "geschützt"), ("en", "protected")])
    def test_at_the_question_where_they_are_hidden(self, language: str, marker: str) -> None:
        one, found = here()
        music = {"de": "Musik", "en": "Music"}[language]
        ((head, row),) = tables(sections(chapter(one, found, language))[music])
        assert (
            head[1:]
            == {
                "de": ["Politik", "Zivilgesellschaft", "Wirtschaft", "Alle zusammen"],
                "en": ["Politics", "Civil society", "Economy", "All together"],
            }[language]
        )
        assert row[1] == row[3] == marker
        assert row[2].endswith("(n = 5)")
        assert row[4].endswith("(n = 12)")
        assert "n = 3" not in told(one, found, language)
        assert "n = 4" not in told(one, found, language)

    def test_questions_of_which_nothing_may_be_shown_are_left_out(self) -> None:
        one = village()
        columns = {"sport-hall": "012340", "sport-club": "000000", "music-choir": "00000-"}
        found = report(one, *one.persons("politics", **columns))
        body = sections(chapter(one, found))
        assert list(body) == ["", "Sport"]
        assert len(tables(body["Sport"])[0]) == 2
        assert "sport-club" not in chapter(one, found)

    def test_where_only_the_total_may_be_shown_it_stands_alone(self) -> None:
        one = village()
        persons = [
            *one.persons("politics", **{"sport-hall": "012"}),
            *one.persons("economy", **{"sport-hall": "234"}),
        ]
        ((head, row),) = tables(chapter(one, report(one, *persons)))
        assert head == ["Frage", "Alle zusammen"]
        assert row[1].endswith("(n = 6)")

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_where_nothing_may_be_shown_there_is_no_chapter(self, language: str) -> None:
        one = village()
        found = report(one, *one.persons("politics", **{"sport-hall": "012"}))
        assert HEADING[language] not in told(one, found, language)


class TestOrderAndNames:
    def test_leaves_and_questions_stand_in_declared_order(self) -> None:
        one = village(
            single("news-2", "news"), single("sport-2", "sport"), single("news-1", "news")
        )
        columns = dict.fromkeys(["news-2", "sport-2", "news-1"], "01234")
        body = sections(chapter(one, report(one, *one.persons("politics", **columns))))
        assert list(body) == ["", "Sport", "Nachrichten"]
        ((_, *rows),) = tables(body["Nachrichten"])
        assert [row[0] for row in rows] == ["Frage news-2?", "Frage news-1?"]

    def test_without_edition_questions_have_their_ids(self) -> None:
        _, found = here()
        body = chapters(render_markdown(found))[HEADING["de"]]
        ((_, row, *_),) = tables(sections(body)["Sport"])
        assert row[0] == "sport-hall"

    def test_merged_groups_have_one_column_a2(self) -> None:
        one = village()
        persons = [
            *one.persons("politics", **{"sport-hall": "012"}),
            *one.persons("economy", **{"sport-hall": "234"}),
        ]
        ((head, row),) = tables(
            chapter(one, report(one, *persons, merges=[("economy", "politics")]))
        )
        assert head == ["Frage", "„Politik und Wirtschaft“", "Alle zusammen"]
        assert row[1] == row[2]

    def test_own_questions_stand_in_their_own_chapter_m8(self) -> None:
        one = village(supplement=OWN)
        columns = {"sport-hall": "01234", "river-bank": "43210"}
        body = chapters(told(one, report(one, *one.persons("politics", **columns))))
        assert "river" not in body[HEADING["de"]]
        own = sections(body["Lokale Ergänzung"])[HEADING["de"]]
        ((_, row),) = tables(own)
        assert row[1].endswith("(n = 5)")
        assert "Übereinstimmung A reicht" in own

    def test_without_own_answers_there_is_no_heading_m8(self) -> None:
        one = village(supplement=OWN)
        found = report(one, *one.persons("politics", **{"sport-hall": "01234"}))
        assert HEADING["de"] not in chapters(told(one, found))["Lokale Ergänzung"]

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_hostile_texts_stay_texts(self, language: str) -> None:
        bodies = []
        for text in (HOSTILE, "calm"):
            one = worded(village(), text)
            found = report(one, *one.persons("politics", **{"sport-hall": "01234"}))
            bodies.append(chapter(one, found, language))
        hostile, calm = bodies
        assert types_of(hostile) == types_of(calm)
        assert "<script" not in hostile
        assert any(one_line(HOSTILE) in line for line in lines_of(hostile))
