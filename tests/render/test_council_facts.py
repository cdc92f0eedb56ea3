# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Council papers: the statement of facts, worked out by hand; G2, G3, G8, M8, N3."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from tests.builders import Town, node, of_another_round, single, town
from tests.render.councilpapers import LANGUAGES, OFFICIAL, Place, bare, both, full, here, many
from tests.render.paper import headings_of, lines_of, skips
from tests.render.refreports import Told, demo, full_village, read
from tests.render.refs import check_shown, shown_numbers
from tests.render.village import NODES, OWN, report, tables, village
from tests.report.anyreports import any_reports

from weltoffen.model.suggestion import Suggestion
from weltoffen.render.council import council_blocks
from weltoffen.render.page import open_page
from weltoffen.render.papers import paper_markdown
from weltoffen.report.earlier import Earlier
from weltoffen.report.structure import Clarify
from weltoffen.testing import council_papers

if TYPE_CHECKING:
    from weltoffen.model.paper import CouncilPaper
    from weltoffen.report.structure import Report


class TestTheFactsOfASmallTown:
    def test_occasion_and_procedure(self) -> None:
        body = here().facts()["Anlass und Verfahren"]
        said = lines_of(body)
        assert said[0].startswith("Die Kommune Musterstadt hat mit einem Selbstcheck")
        assert "Selbsteinschätzung, keine Rangliste" in said[1]
        assert "von PHINEO und der Bertelsmann Stiftung unabhängig" in said[1]
        assert "Durchgang: first" in said
        (took_part,) = tables(body)
        assert took_part[1] == ["Verwaltung", "ja", "geschützt"]

    def test_result_at_a_glance(self) -> None:
        (found,) = tables(here().facts()["Ergebnis im Überblick"])
        columns = [[row[i] for i in (0, 1, 2, 3, 4, 6)] for row in found]
        assert columns == [
            ["Feld", "Stufe", "Stand", "Ziel", "Lücke zum Ziel", "Antworten (n)"],
            ["Freizeit", "Stufe 4, Einstufung unsicher", "75 %", "75 %", "erreicht", "n = 1"],
            [
                *("Gespräch", "Stufe 1, Einstufung unsicher", "0 %", "75 %"),
                *("75 Prozentpunkte, 3 Stufen", "n = 1"),
            ],
            [
                *("Insgesamt", "Stufe 2, Einstufung unsicher", "38 %", "75 %"),
                *("38 Prozentpunkte, 2 Stufen", "n = 1"),
            ],
        ]

    def test_strengths_and_needs(self) -> None:
        found = here().facts()
        assert lines_of(found["Stärken"])[1:] == ["Sport (Freizeit): 100 %, Stufe 4 (n = 1)"]
        (needs,) = tables(found["Handlungsbedarfe"])
        assert [row[:2] for row in needs[1:]] == [
            ["1", "Nachrichten (Gespräch)"],
            ["2", "Musik (Freizeit)"],
        ]
        assert "ersten" not in found["Handlungsbedarfe"].rpartition("|")[2]

    def test_next_steps_are_the_shortest_way_where_there_is_no_suggestion_g3(self) -> None:
        assert lines_of(here().facts()["Nächste Schritte"])[1:] == [
            "Nachrichten (Gespräch): Kürzester Weg zur Stufe „Stufe 2“:",
            "Frage news-paper? – bis „kaum“ (ein Schritt)",
            "Musik (Freizeit): Kürzester Weg zur Stufe „Stufe 4“:",
            "Frage music-choir? – bis „fast“ (ein Schritt)",
        ]

    def test_next_steps_are_the_edition_s_suggestions(self) -> None:
        one = here()
        text = both("Notenstand kaufen")
        nodes = tuple(
            attrs.evolve(
                found,
                suggestions=(Suggestion(id="stand", text=text, effort="small"),)
                if found.node == "music"
                else (),
            )
            for found in one.report.nodes
        )
        said = Place(one.town, attrs.evolve(one.report, nodes=nodes)).facts()["Nächste Schritte"]
        assert lines_of(said)[3:] == [
            "Musik (Freizeit)",
            "Notenstand kaufen (de) (kleiner Aufwand)",
        ]

    def test_only_the_first_needs_have_them(self) -> None:
        items = lines_of(many("s0").facts()["Nächste Schritte"])[1:]
        assert len([one for one in items if "Kürzester Weg" in one]) == 5

    def test_without_needs_there_are_none(self) -> None:
        body = here(**{"news-paper": "s4", "music-choir": "s4"}).facts()["Nächste Schritte"]
        assert len(lines_of(body)) == 1
        assert "keine Handlungsbedarfe" in body

    def test_without_suggestions_and_ways_they_are_to_be_worked_out(self) -> None:
        """Of personal answers there are no levers (G3)."""
        one = here()
        bare_report = attrs.evolve(one.report, levers=())
        body = Place(one.town, bare_report).facts()["Nächste Schritte"]
        assert "gemeinsam zu erarbeiten" in body
        no_way = tuple(attrs.evolve(lever, path=None) for lever in one.report.levers)
        again = Place(one.town, attrs.evolve(one.report, levers=no_way)).facts()
        assert again["Nächste Schritte"] == body
        top = tuple(attrs.evolve(lever, next_stage=None) for lever in one.report.levers)
        again = Place(one.town, attrs.evolve(one.report, levers=top)).facts()
        assert again["Nächste Schritte"] == body

    def test_limits(self) -> None:
        body = here().facts()["Was bei den Zahlen zu beachten ist"]
        said = lines_of(body)
        assert said[0].startswith("Der Stand reicht von 0 % (nichts davon) bis 100 %")
        assert said[1] == (
            "Die folgenden Hinweise stammen aus dem Bericht; auch die Kapitel, die sie nennen, "
            "stehen dort."
        )
        assert "mindestens 5 Antworten" in body
        assert "Alle Angaben sind Selbsteinschätzungen. Niemand hat sie von außen geprüft." in said


class TestLongListsAreShortened:
    """A council reads the first; how many there are is said, and the report has them all."""

    @pytest.mark.parametrize(
        ("language", "end"),
        [
            (
                "de",
                "Das sind die ersten 10 von 12 Handlungsbedarfen; alle stehen im Bericht.",
            ),
            (
                "en",
                "These are the first 10 of 12 needs for action; all of them stand in the report.",
            ),
        ],
    )
    def test_needs(self, language: str, end: str) -> None:
        name = {"de": "Handlungsbedarfe", "en": "Needs for action"}[language]
        body = many("s0").facts(language)[name]
        (needs,) = tables(body)
        assert [row[0] for row in needs[1:]] == [str(i) for i in range(1, 11)]
        assert lines_of(body)[-1] == end

    def test_strengths(self) -> None:
        body = many("s4").facts()["Stärken"]
        assert len(lines_of(body)) == 1 + 10 + 1
        assert (
            lines_of(body)[-1] == "Das sind die ersten 10 von 12 Stärken; alle stehen im Bericht."
        )

    def test_what_is_to_be_clarified(self) -> None:
        body = many("unknown").facts()["Zu klären"]
        assert body.count("\n- ") == 10
        assert "die ersten 10 von 12 Themen" in lines_of(body)[-1]

    @pytest.mark.parametrize("answer", ["s0", "s4", "unknown"])
    def test_ten_are_shown_without_a_word(self, answer: str) -> None:
        assert "ersten 10 von" not in many(answer, 10).markdown()

    @pytest.mark.parametrize("count", [4, 5, 6])
    def test_occasions_for_talk(self, count: int) -> None:
        """In each leaf the official response says everything, and six persons of politics nothing."""
        leaves = [f"leaf-{i}" for i in range(count)]
        one = town(
            *(single(f"q-{leaf}", leaf) for leaf in leaves), nodes=[*map(node, leaves)], depth=1
        )
        politics = one.persons("politics", **{f"q-{leaf}": "000011" for leaf in leaves})
        found = report(one, one.official(**{f"q-{leaf}": "s4" for leaf in leaves}), *politics)
        assert len(found.occasions) == count
        body = Place(one, found).facts()["Gesprächsanlässe"]
        assert sum(line[:1].isdigit() for line in body.splitlines()) == min(count, 5)
        lines = body.strip().splitlines()
        last = max(i for i, line in enumerate(lines) if line[:1].isdigit())
        said = f"Das sind die ersten 5 von {count} Gesprächsanlässen; alle stehen im Bericht."
        assert (said in lines) == (count > 5)
        if count > 5:
            assert lines[last + 2] == said
            page = open_page(found, "de", None, "council_blocks")
            shown = [(one.text, one.pointer) for one in shown_numbers(council_blocks(page, bare()))]
            assert (str(count), "/occasions") in shown

    def test_occasions_at_the_town_s_own_nodes_are_not_counted_m8(self) -> None:
        leaves = [f"leaf-{i}" for i in range(6)]
        one = village(
            *(single(f"q-{leaf}", leaf) for leaf in leaves),
            nodes=[NODES[0], *(node(leaf, "play") for leaf in leaves)],
            supplement=OWN,
        )
        asked = [*(f"q-{leaf}" for leaf in leaves), "river-bank"]
        politics = one.persons("politics", **dict.fromkeys(asked, "000011"))
        found = report(one, one.official(**dict.fromkeys(asked, "s4")), *politics)
        assert len(found.occasions) == 7
        body = Place(one, found).facts()["Gesprächsanlässe"]
        assert "Das sind die ersten 5 von 6 Gesprächsanlässen" in body


class TestACouncilIsNotSpokenToAsIfItHadAnswered:
    """The report speaks to those who made the self-check; the paper speaks of them."""

    def test_of_an_official_response(self) -> None:
        body = many("unknown").facts()["Zu klären"]
        assert lines_of(body)[0] == (
            "Hier ist in der offiziellen Antwort etwas offen. Es ist zuerst mit den zuständigen "
            "Stellen zu klären."
        )

    def test_of_personal_answers(self) -> None:
        one = village()
        found = report(one, *one.persons("politics", **{"sport-hall": "112233"}))
        open_ = attrs.evolve(
            found, clarify=(Clarify(node="news", reason="low-coverage", questions=()),)
        )
        body = Place(one, open_).facts()["Zu klären"]
        assert "vertraulich; danach wird nicht gefragt." in lines_of(body)[0]

    def test_where_nothing_is_to_be_clarified(self) -> None:
        assert lines_of(here().facts()["Zu klären"]) == [
            "Es ist nichts zu klären: Alle zutreffenden Fragen sind beantwortet."
        ]

    @pytest.mark.parametrize("answer", ["s0", "s4", "unknown"])
    def test_nowhere(self, answer: str) -> None:
        place = many(answer)
        assert not re.search(r"\b(Sie|Ihre?[nmrs]?|Ihnen)\b(?! zu)", place.markdown())
        assert not re.search(r"\b(you|your|yours)\b", place.markdown(language="en"), re.IGNORECASE)


class TestWhatNotEveryReportHas:
    def test_change_in_the_view_that_stands_for_the_whole_g8(self) -> None:
        one = village()
        persons = one.persons("politics", **{"sport-hall": "112233"})
        then = report(one, one.official(**{**OFFICIAL, "news-paper": "s2"}), *persons)
        earlier = Earlier(report=of_another_round(then), edition=one.edition)
        found = report(one, one.official(**OFFICIAL), *persons, earlier=earlier)
        assert found.change is not None
        assert len(found.change.views) > 0
        place = Place(one, found)
        body = place.facts()["Veränderung seit dem früheren Durchgang"]
        common, main = tables(body)
        assert [row[1:] for row in common] == [["Fragen", "Feld / Kriterium"], ["4", "5"]]
        assert ["Nachrichten", "50 % (n = 1)", "0 % (n = 1)"] in [row[:3] for row in main]
        assert body.count("#### ") == 1
        assert shown_again(place.report, place.town) > 20

    def test_the_town_s_own_questions_stand_apart_m8(self) -> None:
        one = village(supplement=OWN)
        place = Place(one, report(one, one.official(**{**OFFICIAL, "river-bank": "s2"})))
        found = place.facts()
        (own,) = tables(found.pop("Lokale Ergänzung"))
        assert own[1][:1] + own[1][2:4] == ["Fluss", "50 %", "75 %"]
        assert all("Fluss" not in body for body in found.values())

    def test_headings_skip_no_level(self) -> None:
        for told in (demo(), full_village()):
            markdown = paper_markdown(full(), told.report, edition=told.edition)
            assert skips([level for level, _ in headings_of(markdown)]) == []


def shown_again(found: Report, one: Town) -> int:
    """Check every number of a paper against the report's JSON, and say how many there are."""
    page = open_page(found, "de", one.assessment.extend(one.edition), "council_blocks")
    numbers = shown_numbers(council_blocks(page, bare()))
    document = read(found)
    for number in numbers:
        check_shown(number, document, "de")
    return len(numbers)


class TestEveryNumberIsTheOneThatItPointsToN3:
    @pytest.mark.parametrize("told", [demo, full_village], ids=["demo", "village"])
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_in_whole_reports(self, told: Any, language: str) -> None:  # noqa: ANN401
        one: Told = told()
        page = open_page(one.report, language, one.edition, "council_blocks")
        numbers = shown_numbers(council_blocks(page, full()))
        document = one.document
        assert len(numbers) > 60
        for number in numbers:
            check_shown(number, document, language)

    def test_how_many_there_are(self) -> None:
        page = open_page(many("s0").report, "de", None, "council_blocks")
        shown = shown_numbers(council_blocks(page, bare()))
        assert ("12", "/needs", "length") in [(one.text, one.pointer, one.form) for one in shown]

    @settings(max_examples=20)
    @given(any_reports(), council_papers())
    def test_in_any_report_with_any_paper(self, found: Report, paper: CouncilPaper) -> None:
        document = read(found)
        for language in LANGUAGES:
            page = open_page(found, language, None, "council_blocks")
            for number in shown_numbers(council_blocks(page, paper)):
                check_shown(number, document, language)
