# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Council papers, worked out by hand and read back from Markdown and Word; M7, N3, P5."""

from __future__ import annotations

import datetime as dt
import io
import string
import sys
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any

import attrs
import docx
import html5lib
import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from hypothesis import given, settings
from tests.builders import Town, node, of_another_round, single, town
from tests.render import htmlpages
from tests.render.htmlpages import all_of, numbers_of, skeleton, text_of
from tests.render.paper import HOSTILE, headings_of, lines_of, one_line, skips, types_of
from tests.render.refreports import Told, demo, full_village, read
from tests.render.refs import check_shown, shown_numbers
from tests.render.village import OWN, chapters, report, sections, tables, village
from tests.report.anyreports import any_reports

import weltoffen as wo
from weltoffen.errors import MissingExtra
from weltoffen.model.paper import (
    KIND_TERMS,
    TREATMENT_TERMS,
    Attachment,
    Consultation,
    CouncilPaper,
)
from weltoffen.model.suggestion import Suggestion
from weltoffen.render.council import council_blocks, subject
from weltoffen.render.page import open_page
from weltoffen.render.papers import paper_docx, paper_html, paper_markdown
from weltoffen.report.earlier import Earlier
from weltoffen.report.structure import Report
from weltoffen.testing import council_papers

if TYPE_CHECKING:
    from weltoffen.model.paper import PaperKind

LANGUAGES = ("de", "en")
KINDS = tuple(KIND_TERMS)
BLANK = "____________________"


def both(name: str) -> dict[str, str]:
    return {"de": f"{name} (de)", "en": f"{name} (en)"}


def bare(**more: Any) -> CouncilPaper:  # noqa: ANN401 - any field
    """Give a paper that says nothing but what is varied."""
    return CouncilPaper(**{"id": "paper", "source_language": "de", **more})


def full(**more: Any) -> CouncilPaper:  # noqa: ANN401 - any field
    """Give a paper that says everything."""
    said: dict[str, Any] = {
        "title": both("Betreffzeile"),
        "file_number": "IV/13/AB001",
        "paper_number": "13/017/2026",
        "date": dt.date(2026, 6, 15),
        "office": both("Büro"),
        "offices": [both("Statistik"), both("Jugend")],
        "consultations": [
            Consultation(
                id="beirat",
                body=both("Beirat"),
                treatment="hearing",
                public=False,
                date=dt.date(2026, 6, 23),
                result=both("dafür"),
            ),
            Consultation(id="rat", body=both("Rat"), treatment="decision"),
        ],
        "proposal": both("Vorschlag"),
        "resources": both("Zwei Stellen"),
        "attachments": [
            Attachment(id="a", title=both("Bericht")),
            Attachment(id="b", title=both("Karte"), file_name="karte.pdf"),
            Attachment(
                id="c", title=both("Netz"), file_name="n.pdf", url="https://ris.example/f?id=5"
            ),
        ],
    }
    return bare(**{**said, **more})


@attrs.frozen
class Place:
    town: Town
    report: Report

    def markdown(self, paper: CouncilPaper | None = None, language: str = "de") -> str:
        found = paper_markdown(
            paper or bare(),
            self.report,
            language,
            edition=self.town.assessment.extend(self.town.edition),
        )
        return found.replace("\u00a0", " ")

    def chapters(self, paper: CouncilPaper | None = None, language: str = "de") -> dict[str, str]:
        return chapters(self.markdown(paper, language))

    def facts(self, language: str = "de", kind: PaperKind = "notice") -> dict[str, str]:
        """Give the parts of the statement of facts by their headings, without their numbers."""
        body = chapters(self.markdown(bare(kind=kind), language))
        (second,) = (text for title, text in body.items() if title.startswith("II."))
        found = sections(second)
        assert found.pop("").strip() == ""
        names = [title.split("\\. ", 1) for title in found]
        assert [number for number, _ in names] == [str(i + 1) for i in range(len(names))]
        return {name: found[f"{number}\\. {name}"] for number, name in names}


OFFICIAL = {"sport-hall": "s4", "sport-club": "s4", "music-choir": "s2", "news-paper": "s0"}


def here(**answers: str) -> Place:
    """Give a village whose official response says sport 1, music 1/2, news 0, or otherwise.

    Leisure is the mean of sport and music, 3/4, talk is 0, the whole 3/8. Music lies 1/4 and a stage below
    the target of 3/4, news 3/4 and three stages. A step of the scale is 1/4: each leads one stage on.
    """
    one = village()
    return Place(one, report(one, one.official(**{**OFFICIAL, **answers})))


def many(answer: str, count: int = 12) -> Place:
    """Give a town of so many leaves, each with one question that was answered alike."""
    leaves = [f"leaf-{i}" for i in range(count)]
    one = town(*(single(f"q-{leaf}", leaf) for leaf in leaves), nodes=[*map(node, leaves)], depth=1)
    answers = {f"q-{leaf}": answer for leaf in leaves}
    return Place(one, report(one, one.official(**answers)))


class TestItIsLaidOutAsANoticeOfErlangenIs:
    @pytest.mark.parametrize(
        ("language", "headings"),
        [
            (
                "de",
                [
                    (1, "Mitteilung zur Kenntnis"),
                    (2, "Betreff"),
                    (2, "Beratungsfolge"),
                    (2, "Beteiligte Dienststellen"),
                    (2, "I. Kenntnisnahme"),
                    (2, "II. Sachbericht"),
                    (3, "1. Anlass und Verfahren"),
                    (3, "2. Ergebnis im Überblick"),
                    (4, "Die Stufen"),
                    (3, "3. Stärken"),
                    (3, "4. Handlungsbedarfe"),
                    (3, "5. Gesprächsanlässe"),
                    (3, "6. Zu klären"),
                    (3, "7. Nächste Schritte"),
                    (3, "8. Was bei den Zahlen zu beachten ist"),
                    (3, "9. Kosten und Ressourcen"),
                    (2, "Anlagen"),
                    (2, "III. Behandlung im Gremium"),
                ],
            ),
            (
                "en",
                [
                    (1, "Notice for information"),
                    (2, "Subject"),
                    (2, "Consultation sequence"),
                    (2, "Offices involved"),
                    (2, "I. For information"),
                    (2, "II. Statement of facts"),
                    (3, "1. Occasion and procedure"),
                    (3, "2. Result at a glance"),
                    (4, "The stages"),
                    (3, "3. Strengths"),
                    (3, "4. Needs for action"),
                    (3, "5. Occasions for talk"),
                    (3, "6. To be clarified"),
                    (3, "7. Next steps"),
                    (3, "8. What to bear in mind with the numbers"),
                    (3, "9. Costs and resources"),
                    (2, "Attachments"),
                    (2, "III. Treatment in the body"),
                ],
            ),
        ],
    )
    def test_parts_in_order(self, language: str, headings: list[tuple[int, str]]) -> None:
        assert headings_of(here().markdown(language=language)) == headings

    def test_the_head(self) -> None:
        (head,) = tables(here().chapters(full())[""])
        assert head == [
            ["Geschäftszeichen", "Verantwortliches Amt", "Vorlagennummer", "Datum"],
            ["IV/13/AB001", "Büro (de)", "13/017/2026", "15. Juni 2026"],
        ]
        (head,) = tables(here().chapters(full(), "en")[""])
        assert head == [
            ["File number", "Responsible office", "Paper number", "Date"],
            ["IV/13/AB001", "Büro (en)", "13/017/2026", "15 June 2026"],
        ]

    def test_the_way_through_the_bodies_says_who_meets_in_public(self) -> None:
        body = here().chapters(full())["Beratungsfolge"]
        (way,) = tables(body)
        assert way == [
            ["Gremium", "Termin", "Ö/N", "Vorlagenart", "Abstimmung"],
            ["Beirat (de)", "23. Juni 2026", "N", "Anhörung", "dafür (de)"],
            ["Rat (de)", "", "Ö", "Beschluss (entscheidet)", ""],
        ]
        assert "Ö: öffentliche Sitzung, N: nicht öffentliche Sitzung" in body
        body = here().chapters(full(), "en")["Consultation sequence"]
        assert [row[2:4] for row in tables(body)[0]] == [
            ["P/N", "Kind of treatment"],
            ["N", "Hearing"],
            ["P", "Decision (decides)"],
        ]

    def test_each_kind_of_treatment_has_its_name(self) -> None:
        ways = [Consultation(id=one, body={"de": "Rat"}, treatment=one) for one in TREATMENT_TERMS]
        (way,) = tables(here().chapters(bare(consultations=ways))["Beratungsfolge"])
        assert [row[3].split(" (")[0] for row in way[1:]] == [
            one.choose("de") for one in TREATMENT_TERMS.values()
        ]

    def test_offices_subject_and_attachments(self) -> None:
        found = here().chapters(full())
        assert lines_of(found["Beteiligte Dienststellen"]) == ["Statistik (de)", "Jugend (de)"]
        assert found["Betreff"].strip() == "**Betreffzeile (de)**"
        assert lines_of(found["Anlagen"]) == [
            "Bericht (de)",
            "Karte (de) (karte.pdf)",
            "Netz (de) (n.pdf, https://ris.example/f?id=5)",
        ]

    def test_the_treatment_has_room_for_what_is_to_come(self) -> None:
        (found,) = tables(here().chapters(full())["III. Behandlung im Gremium"])
        assert found == [
            ["Gremium", "Termin", "Abstimmung"],
            ["Beirat (de)", "23. Juni 2026", "dafür (de)"],
            ["Rat (de)", BLANK, BLANK],
        ]


class TestKinds:
    """Each kind of paper has its own name for the first two parts, and a wording for what it proposes."""

    @pytest.mark.parametrize(
        ("kind", "name", "first", "second"),
        [
            ("notice", "Mitteilung zur Kenntnis", "I. Kenntnisnahme", "II. Sachbericht"),
            ("report", "Berichtsvorlage", "I. Kenntnisnahme", "II. Sachbericht"),
            ("decision", "Beschlussvorlage", "I. Beschlussvorschlag", "II. Begründung"),
            ("motion", "Antrag", "I. Antrag", "II. Begründung"),
            ("answer", "Beantwortung einer Anfrage", "I. Antwort", "II. Sachbericht"),
        ],
    )
    def test_their_headings(self, kind: PaperKind, name: str, first: str, second: str) -> None:
        found = [title for _, title in headings_of(here().markdown(bare(kind=kind)))]
        assert [found[0], *found[4:6]] == [name, first, second]

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_proposal_is_the_paper_s_or_names_the_report(
        self, kind: PaperKind, language: str
    ) -> None:
        given = here().chapters(full(kind=kind), language)
        ours = here().chapters(bare(kind=kind), language)
        (first,) = (title for title in ours if title.startswith("I."))
        assert given[first].strip() == f"Vorschlag ({language})"
        name = {"de": "„Selbstcheck Musterstadt“", "en": "“Self-check of Musterstadt”"}[language]
        assert name in ours[first]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_two_propose_the_same(self, language: str) -> None:
        found = [here().chapters(bare(kind=kind), language) for kind in KINDS]
        firsts = {text for one in found for title, text in one.items() if title.startswith("I.")}
        assert len(firsts) == len(KINDS)


class TestNothingIsInvented:
    def test_what_the_paper_leaves_out_is_empty_or_to_be_filled_in(self) -> None:
        found = here().chapters()
        assert tables(found[""])[0][1] == [""] * 4
        assert found["Betreff"].strip() == "**Selbstcheck Musterstadt: Ergebnisse**"
        assert found["Beratungsfolge"].strip() == "Noch nicht festgelegt."
        assert found["Beteiligte Dienststellen"].strip() == "Keine weiteren genannt."
        assert found["Anlagen"].strip() == "Keine."
        assert tables(found["III. Behandlung im Gremium"]) == [
            [["Gremium", "Termin", "Abstimmung"], [BLANK] * 3]
        ]
        (resources_,) = lines_of(here().facts()["Kosten und Ressourcen"])
        assert resources_ == f"Noch keine Angaben; bitte ergänzen: {BLANK}"

    def test_resources_are_the_paper_s(self) -> None:
        markdown = here().markdown(full())
        assert "### 9\\. Kosten und Ressourcen\n\nZwei Stellen (de)\n" in markdown

    def test_the_subject_names_the_report(self) -> None:
        one = here()
        named = wo.Text({"de": "Stand 2026", "en": "State of 2026"})
        titled = attrs.evolve(one.report, title=named)
        page = open_page(titled, "en", None, "subject")
        assert subject(page, bare()).plain == "State of 2026: results"
        assert subject(page, full()).plain == "Betreffzeile (en)"


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
        assert said[0].startswith("Diese Hinweise stehen so im Bericht")
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
        assert ("höchstens 5; alle stehen im Bericht" in body) == (count > 5)


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


class TestTextsAreChosenByThePaperItselfM7:
    def test_its_source_language_where_there_is_none_of_the_reader(self) -> None:
        given = {"cs": "Radnice", "fr": "Mairie"}
        paper = bare(source_language="fr", title=given, office=given, resources=given)
        markdown = here().markdown(paper, "en")
        assert markdown.count("Mairie") == 3
        assert "Radnice" not in markdown

    def test_our_own_words_are_german_or_english(self) -> None:
        assert headings_of(here().markdown(bare(source_language="fr"), "fr"))[0] == (
            1,
            "Notice for information",
        )
        assert headings_of(here().markdown(bare(), "de-simple"))[0] == (
            1,
            "Mitteilung zur Kenntnis",
        )


class TestOnlyReportsAreTakenP5:
    @pytest.mark.parametrize("write", [paper_markdown, paper_html, paper_docx])
    def test_nothing_else(self, write: Any) -> None:  # noqa: ANN401
        with pytest.raises(wo.Unprotected, match=f"{write.__name__} takes a Report"):
            write(bare(), {})

    @pytest.mark.parametrize("write", [paper_markdown, paper_html, paper_docx])
    def test_the_edition_must_be_that_of_the_report(self, write: Any) -> None:  # noqa: ANN401
        with pytest.raises(wo.InvalidDocument) as caught:
            write(bare(), here().report, edition=demo().edition)
        assert [problem.code for problem in caught.value.problems] == ["other-edition"]

    def test_the_extra_is_named_if_it_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "docx", None)
        with pytest.raises(MissingExtra, match=r"weltoffen\[docx\]"):
            paper_docx(bare(), here().report)


# --- Hostile texts ---------------------------------------------------------------------------------------


def as_name(text: str) -> str:
    """Give as much of a text as may stand in a number or the name of a file."""
    return one_line(text).replace("/", "").replace("\\", "")[:90].strip()


def with_text(value: Any, text: str) -> Any:  # noqa: ANN401 - any model value
    """Put a text in the place of every text of a report or a paper, and of numbers and names of files."""
    if isinstance(value, wo.Text):
        return wo.Text({"de": text, "en": text})
    if isinstance(value, tuple):
        return tuple(with_text(one, text) for one in value)
    if attrs.has(type(value)) and not isinstance(value, wo.Reference):
        names = [field.name for field in attrs.fields(type(value)) if field.init]
        changed = {name: with_text(getattr(value, name), text) for name in names}
        for name in {"file_number", "paper_number", "file_name"} & changed.keys():
            changed[name] = changed[name] and as_name(text)
        return attrs.evolve(value, **changed)
    return value


def hostile_report(text: str) -> Report:
    """Give a report with everything, whose town and texts are called otherwise."""
    found = full_village().report
    names = (
        *("levels", "stages", "offices", "modules", "participation"),
        *("nodes", "supplement", "title"),
    )
    changed = {name: with_text(getattr(found, name), text) for name in names}
    place = attrs.evolve(found.municipality, name=text)
    return attrs.evolve(found, **changed, municipality=place)


def word_texts(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    found: list[str] = []
    for one in document.iter_inner_content():
        if isinstance(one, WordTable):
            found += [cell.text for row in one.rows for cell in row.cells]
        elif one.text:
            found.append(one.text)
    return [one for one in found if one]


class TestTextsStayTexts:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_in_markdown(self, language: str) -> None:
        hostile, calm = (
            paper_markdown(with_text(full(), text), hostile_report(text), language)
            for text in (HOSTILE, "calm")
        )
        assert types_of(hostile) == types_of(calm)
        assert "<script" not in hostile
        whole = one_line(HOSTILE)
        for line, other in zip(lines_of(hostile), lines_of(calm), strict=True):
            assert line.replace(whole, "calm").replace(as_name(HOSTILE), "calm") == other

    def test_in_word(self) -> None:
        data = paper_docx(with_text(full(), HOSTILE), hostile_report(HOSTILE))
        markdown = paper_markdown(with_text(full(), HOSTILE), hostile_report(HOSTILE))
        assert word_texts(data) == [one for one in lines_of(markdown) if one]
        body = docx.Document(io.BytesIO(data)).element.body
        active = ("w:hyperlink", "w:instrText", "w:fldSimple", "w:fldChar", "w:drawing", "w:object")
        assert [*body.iter(*map(qn, active))] == []

    @pytest.mark.parametrize("attack", [HOSTILE, "</style><script>x</script>", "{{ 7 * 7 }}"])
    def test_on_the_page(self, attack: str) -> None:
        hostile, calm = (
            paper_html(with_text(full(), text), hostile_report(text)) for text in (attack, "calm")
        )
        assert skeleton(hostile) == skeleton(calm)
        assert [
            one for one in htmlpages.read(hostile).iter() if one.tag in {"script", "img", "iframe"}
        ] == []
        (told,) = [one for one in all_of(hostile, "section") if one.attrib["id"] == "subject"]
        assert one_line(attack) in text_of(told)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_numbers_of_the_page_say_where_they_come_from(self, language: str) -> None:
        one = demo()
        numbers = numbers_of(paper_html(full(), one.report, language, edition=one.edition))
        assert len(numbers) > 100
        for number in numbers:
            check_shown(number, one.document, language)

    @settings(max_examples=10)
    @given(council_papers())
    def test_any_paper_reads_alike_in_both(self, paper: CouncilPaper) -> None:
        found = here().report
        markdown = paper_markdown(paper, found)
        assert word_texts(paper_docx(paper, found)) == [one for one in lines_of(markdown) if one]


class TestWordAndMarkdownSayTheSameN3:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_line_by_line(self, language: str) -> None:
        one = demo()
        data = paper_docx(full(), one.report, language, edition=one.edition)
        markdown = paper_markdown(full(), one.report, language, edition=one.edition)
        assert word_texts(data) == [line for line in lines_of(markdown) if line]

    def test_the_page_has_the_same_parts(self) -> None:
        found = here().report
        root = html5lib.parse(paper_html(full(), found), namespaceHTMLElements=False)
        heads = {"h1", "h2", "h3", "h4"}
        titles = ["".join(one.itertext()).strip() for one in root.iter() if one.tag in heads]
        wanted = [title for _, title in headings_of(paper_markdown(full(), found))]
        assert [one for one in titles if one in wanted] == wanted

    def test_equal_input_gives_equal_bytes(self) -> None:
        found = here().report
        assert paper_docx(full(), found) == paper_docx(full(), found)
        assert paper_markdown(full(), found) == paper_markdown(full(), found)

    def test_the_file_is_called_by_its_subject(self) -> None:
        document = docx.Document(io.BytesIO(paper_docx(full(), here().report, "en")))
        assert document.core_properties.title == "Betreffzeile (en)"
        assert document.core_properties.language == "en-GB"


class TestOurWordingIsThereInBothLanguages:
    SOURCE = resources.files("weltoffen.render").joinpath("council.toml").read_text("utf-8")

    def entries(self) -> dict[str, dict[str, str]]:
        return {
            f"{group}.{name}": texts
            for group, found in tomllib.loads(self.SOURCE).items()
            for name, texts in found.items()
        }

    def test_with_the_same_braces(self) -> None:
        for name, texts in self.entries().items():
            assert set(texts) == {"de", "en"}, name
            german, english = (
                {brace for _, brace, _, _ in string.Formatter().parse(text) if brace}
                for text in (texts["de"], texts["en"])
            )
            assert german == english, name

    def test_each_kind_of_paper_has_its_own(self) -> None:
        for group in ("first", "second", "proposal"):
            assert set(tomllib.loads(self.SOURCE)[group]) == set(KINDS)
