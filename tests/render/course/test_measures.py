# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on measures, worked out by hand and read back; L1-L4, M7."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from hypothesis import given
from tests.course.catalogues import WAY, catalogue, funded, measure, propose
from tests.render.course.chapterpages import check_calm, check_wording, html, wording
from tests.render.course.measurepages import CATALOGUE, blocks, told, voice
from tests.render.htmlpages import all_of, text_of
from tests.render.paper import HOSTILE, TRICKY, headings_of, lines_of, reworded, types_of
from tests.render.refreports import demo
from tests.render.village import sections, tables

from weltoffen.model.measures import MEASURE_STEPS, MeasureState, StepKind
from weltoffen.model.monitoring import Indicator, Monitoring
from weltoffen.model.suggestion import EFFORTS
from weltoffen.model.workshop import ActionNeed, Workshop
from weltoffen.render.blocks import Fold, Heading, Table
from weltoffen.render.markdown import write_markdown

if TYPE_CHECKING:
    from weltoffen.render.blocks import Block


class TestOverviewL1L2:
    """L1, L2: what each measure is linked to, who is responsible, and where it stands since when."""

    def test_headings(self) -> None:
        first = blocks()[0]
        assert isinstance(first, Heading)
        assert (first.level, first.anchor) == (2, "course-measures")
        assert headings_of(told()) == [
            (2, "Maßnahmen"),
            (3, "Kosten und Förderung"),
            (3, "Maßnahme park"),
            (3, "Maßnahme choir"),
            (3, "Maßnahme fair"),
            (3, "Maßnahme shed"),
        ]
        english = headings_of(told(selection=propose(CATALOGUE, 1), by=voice("en")))
        assert english[0] == (2, "Measures")
        assert english[2] == (3, "Measure park")
        assert english[-1] == (3, "Proposal for the next selection")

    def test_each_measure_has_its_row(self) -> None:
        assert tables(told())[0] == [
            ["Maßnahme", "Kriterien", "Verantwortlich", "Stand", "Seit"],
            ["Maßnahme park", "gate, north", "Kulturamt", "vorgeschlagen", "2. März 2026"],
            [
                "Maßnahme choir",
                "keine genannt",
                "noch nicht benannt",
                "vorgeschlagen",
                "2. März 2026",
            ],
            ["Maßnahme fair", "lake", "Kulturamt", "beschlossen", "5. März 2026"],
            ["Maßnahme shed", "mill", "Kulturamt", "verworfen", "3. März 2026"],
        ]

    def test_in_english(self) -> None:
        assert tables(told(by=voice("en")))[0][1] == [
            "Measure park",
            "gate, north",
            "Culture office",
            "proposed",
            "2 March 2026",
        ]

    def test_without_organisation_bodies_have_their_ids(self) -> None:
        found = tables(told(by=voice(alone=True)))
        assert found[0][1][2] == "culture"
        assert found[2][1][2] == "circle"

    def test_with_a_report_criteria_have_their_names(self) -> None:
        """The demo calls its nodes by name; one that it does not know keeps its id."""
        found = catalogue(measure("a", "management", "mars"))
        by = voice("en", demo().report)
        assert tables(told(found, by=by))[0][1][1] == "Management and steering, mars"

    def test_without_measures(self) -> None:
        assert lines_of(told(catalogue())) == [
            "Maßnahmen",
            "Bis zu diesem Tag ist keine Maßnahme vorgeschlagen.",
        ]
        before = told(on=dt.date(2026, 3, 1), by=voice("en"))
        assert lines_of(before) == ["Measures", "No measure has been proposed by this day."]

    @pytest.mark.parametrize(
        ("language", "words"),
        [("de", "Es belegt keine Wirkung."), ("en", "It is no evidence of an effect.")],
    )
    def test_no_effect_is_claimed(self, language: str, words: str) -> None:
        assert words in told(by=voice(language))


class TestMoney:
    """L1, N3: costs and funding with currency; sums are exact, and unknown costs are said."""

    def test_own_funds_are_costs_without_granted_funding(self) -> None:
        assert tables(told())[1] == [
            [
                "Maßnahme",
                "Kosten",
                "Förderung, zugesagt",
                "Förderung, noch nicht zugesagt",
                "Eigene Mittel",
            ],
            ["Maßnahme park", "12.500 EUR", "4.000 EUR", "500,50 EUR", "8.500 EUR"],
            ["Maßnahme choir", "nicht bekannt", "keine", "keine", "nicht bekannt"],
            ["Maßnahme fair", "0,10 EUR", "keine", "keine", "0,10 EUR"],
            ["Maßnahme shed", "99 EUR", "keine", "keine", "99 EUR"],
        ]

    def test_an_amount_is_never_broken_before_its_currency(self) -> None:
        found = write_markdown(blocks())
        assert "12.500\u00a0EUR" in found
        assert " EUR" not in found

    def test_the_sum_leaves_out_what_was_dropped_and_names_what_is_unknown(self) -> None:
        """12500 + 0.1; 4000; 8500 + 0.1."""
        body = sections(told())["Kosten und Förderung"]
        assert lines_of(body)[-2:] == [
            (
                "Zusammen, ohne verworfene Maßnahmen und soweit die Kosten bekannt sind: 12.500,10 EUR "
                "Kosten, davon 4.000 EUR durch zugesagte Förderung und 8.500,10 EUR aus eigenen Mitteln."
            ),
            "Nicht in der Summe, weil die Kosten nicht bekannt sind: Maßnahme choir.",
        ]

    def test_sums_are_exact(self) -> None:
        """As floats, ten times 0.1 is less than 1."""
        found = catalogue(*(measure(f"m-{one}", costs="0.1") for one in range(10)), currency="CHF")
        body = sections(told(found, by=voice("en")))["Costs and funding"]
        assert lines_of(body)[-1] == (
            "Together, without measures that were dropped and as far as costs are known: 1 CHF in "
            "costs, of which 0 CHF is covered by funding granted and 1 CHF by own funds."
        )

    def test_several_sources_are_added_in_the_table_and_told_apart_below(self) -> None:
        found = catalogue(measure("a", costs=10, funding=[funded(1), funded("2.5"), funded(3)]))
        assert tables(told(found))[1][1] == [
            "Maßnahme a",
            "10 EUR",
            "6,50 EUR",
            "keine",
            "3,50 EUR",
        ]
        assert lines_of(told(found)).count("Förderung: Land, 2,50 EUR, zugesagt") == 1


class TestStepsL2L3L4:
    """L2-L4: every step with day, body and paper, and what may come next by whom."""

    def test_a_measure_with_everything(self) -> None:
        body = sections(told())["Maßnahme park"]
        assert lines_of(body) == [
            "Ein Platz für alle.",
            "Geplante Zeit: 1. Mai 2026 bis 30. September 2026",
            "Aufwand: klein",
            "Handlungsbedarfe aus dem Workshop: need-1; need-2",
            "Förderung: Land, 4.000 EUR, zugesagt",
            "Förderung: Land, 500,50 EUR, noch nicht zugesagt",
            "Indikatoren, mit denen das Thema beobachtet wird: visits",
            "Als Nächstes möglich: auswählen (Lenkungskreis); verwerfen (Lenkungskreis).",
            "Bisherige Schritte (1)",
            *["Tag", "Schritt", "Stelle"],
            *["2. März 2026", "vorgeschlagen", "Lenkungskreis"],
        ]

    @pytest.mark.parametrize(
        ("language", "title", "said"),
        [
            ("de", "Maßnahme choir", ["noch nicht geplant", "nicht angegeben"]),
            ("en", "Measure choir", ["not planned yet", "not stated"]),
        ],
    )
    def test_what_is_not_planned_is_said(self, language: str, title: str, said: list[str]) -> None:
        found = lines_of(sections(told(by=voice(language)))[title])[:2]
        assert [one.partition(": ")[2] for one in found] == said

    def test_needs_and_indicators_have_their_names_where_their_documents_are_there(self) -> None:
        """Titles may have commas; what no document names keeps its id."""
        day = dt.date(2026, 2, 1)
        need = ActionNeed(
            id="need-1", title={"de": "Plätze, Wege"}, nodes=["gate"], basis=["workshop"]
        )
        record = Workshop(
            id="w", source_language="de", assessment="town-2026", date=day, needs=[need]
        )
        names = ("title", "definition", "unit", "source")
        texts: dict[str, Any] = {key: {"de": "Besuche"} for key in names}
        visits = Indicator(id="visits", direction="rise", **texts)
        watched = Monitoring(id="m", source_language="de", indicators=[visits])
        by = attrs.evolve(voice(), workshop=record, monitoring=watched)
        found = lines_of(told(by=by))
        assert "Handlungsbedarfe aus dem Workshop: Plätze, Wege; need-2" in found
        assert "Indikatoren, mit denen das Thema beobachtet wird: Besuche" in found

    def test_steps_with_paper_and_note(self) -> None:
        body = sections(told())["Maßnahme fair"]
        assert tables(body)[0] == [
            ["Tag", "Schritt", "Stelle", "Vorlage", "Bemerkung"],
            ["2. März 2026", "vorgeschlagen", "Lenkungskreis", "keine", "keine"],
            ["3. März 2026", "ausgewählt", "Lenkungskreis", "keine", "keine"],
            ["4. März 2026", "dem Rat empfohlen", "Lenkungskreis", "keine", "keine"],
            ["5. März 2026", "beschlossen", "Stadtrat", "1/2026 – Spielplatz", "keine"],
            ["6. März 2026", "dokumentiert", "Kulturamt", "keine", "Ein Zwischenstand"],
        ]
        assert (
            "Als Nächstes möglich: beginnen (Kulturamt); verwerfen mit einer Vorlage für den Rat "
            "(Stadtrat); dokumentieren (Kulturamt); überprüfen (Lenkungskreis)."
        ) in lines_of(body)
        assert "Bisherige Schritte (5)" in lines_of(body)

    def test_in_english(self) -> None:
        body = sections(told(by=voice("en")))["Measure fair"]
        assert tables(body)[0][4:] == [
            ["5 March 2026", "resolved", "City council", "1/2026 – Playground", "none"],
            ["6 March 2026", "documented", "Culture office", "none", "Halfway"],
        ]
        assert (
            "What may come next: start (Culture office); drop with a paper for the council (City "
            "council); document (Culture office); review (Steering group)."
        ) in lines_of(body)
        assert "Steps so far (5)" in lines_of(body)

    def test_what_was_dropped_has_no_next_step(self) -> None:
        body = sections(told())["Maßnahme shed"]
        assert lines_of(body)[2] == "Kein weiterer Schritt ist möglich."
        assert "Als Nächstes" not in body

    def test_a_step_that_nobody_may_take(self) -> None:
        """Without anybody responsible, nobody may start what was resolved (L3)."""
        found = catalogue(measure("a", responsible=None, events=WAY[:4]))
        assert "Als Nächstes möglich: beginnen (zurzeit keine Stelle); " in told(found)

    def test_only_steps_up_to_the_day(self) -> None:
        """On 4 March 2026 the measure is recommended; its two later steps are not told."""
        day = dt.date(2026, 3, 4)
        body = sections(told(on=day))["Maßnahme fair"]
        assert [row[1] for row in tables(body)[0][1:]] == [
            "vorgeschlagen",
            "ausgewählt",
            "dem Rat empfohlen",
        ]
        assert (
            "Als Nächstes möglich: beschließen mit einer Vorlage für den Rat (Stadtrat); verwerfen "
            "(Lenkungskreis); verwerfen mit einer Vorlage für den Rat (Stadtrat)."
        ) in lines_of(body)
        assert "Bisherige Schritte (3)" in lines_of(body)

    def test_a_page_folds_the_steps_and_nothing_else(self) -> None:
        """What may come next is seen at once; a measure's steps are shown on request."""
        folds = [one for one in blocks() if isinstance(one, Fold)]
        assert [one.summary.plain for one in folds] == [
            f"Bisherige Schritte ({number})" for number in (1, 1, 5, 2)
        ]
        assert all(isinstance(block, Table) for one in folds for block in one.blocks)

    def test_every_step_and_every_state_has_its_word(self) -> None:
        names = wording("measures").keys()
        assert {f"event.{one}" for one in get_args(StepKind)} <= names
        assert {f"state.{one}" for one in get_args(MeasureState)} <= names
        later = {one.kind for one in MEASURE_STEPS if None not in one.sources}
        assert {f"next.{one}" for one in later} <= names
        assert {f"effort.{one}" for one in EFFORTS} <= names


class TestBrief:
    """A council paper has the tables and the proposal, and nothing of each measure by itself."""

    def test_the_sections_of_the_measures_are_left_out(self) -> None:
        found, selection = told(brief=True), propose(CATALOGUE, 1)
        assert headings_of(found) == [(2, "Maßnahmen"), (3, "Kosten und Förderung")]
        assert tables(found) == tables(told())[:2]
        for word in (
            "Schritte (",
            "Als Nächstes",
            "Ein Platz für alle.",
            "need-1",
            "Zwischenstand",
        ):
            assert word not in found
        body = "Vorschlag für die nächste Auswahl"
        whole, brief = (told(selection=selection, brief=one) for one in (False, True))
        assert sections(brief)[body] == sections(whole)[body]

    def test_without_measures_it_says_so(self) -> None:
        assert told(catalogue(), brief=True) == told(catalogue())


class TestWording:
    """M7: German for German readers, English for all others."""

    @pytest.mark.parametrize(
        ("language", "title"), [("fr", "Measures"), ("de-simple", "Maßnahmen")]
    )
    def test_other_languages(self, language: str, title: str) -> None:
        assert headings_of(told(by=voice(language)))[0] == (2, title)

    def test_both_languages(self) -> None:
        check_wording("measures")

    def test_as_html(self) -> None:
        cells = [text_of(one) for one in all_of(html(blocks()), "td")]
        assert "Ein Zwischenstand" in cells


class TestHostileTexts:
    """Texts of a catalogue stay texts, in each format."""

    @staticmethod
    def worded(text: str) -> list[Block]:
        found = reworded(CATALOGUE, text)
        return blocks(found, propose(found, 10_000, chosen=["choir"]))

    @pytest.mark.parametrize("text", [HOSTILE, "a<b>", "a|", "=1+1", "a\nb", "a\u202e", "a\x00"])
    def test_of_each_sort(self, text: str) -> None:
        check_calm(self.worded(text), self.worded("calm"))

    @given(TRICKY)
    def test_of_any_sort(self, text: str) -> None:
        wild, calm = (write_markdown(self.worded(one)) for one in (text, "calm"))
        assert types_of(wild) == types_of(calm)
