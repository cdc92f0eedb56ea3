# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on measures and a proposed selection, worked out by hand and read back; L1-L6, M7, N3."""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from hypothesis import given
from tests.course.catalogues import (
    ORGANISATION,
    WAY,
    catalogue,
    event,
    funded,
    measure,
    propose,
    report,
)
from tests.render.course.chapterpages import check_calm, check_wording, html, wording
from tests.render.htmlpages import all_of, numbers_of, text_of
from tests.render.paper import HOSTILE, TRICKY, headings_of, lines_of, reworded, types_of
from tests.render.refreports import demo
from tests.render.village import sections, tables

from weltoffen.course.lives import lives
from weltoffen.course.picks import OmissionCode, PickCode, UncoveredCode
from weltoffen.model.measures import MEASURE_STEPS, MeasureState, StepKind
from weltoffen.model.monitoring import Indicator, Monitoring
from weltoffen.model.paper import PaperReference
from weltoffen.model.suggestion import EFFORTS
from weltoffen.model.workshop import ActionNeed, Workshop
from weltoffen.render.blocks import Heading
from weltoffen.render.course.measures import measures_chapter
from weltoffen.render.course.voice import Voice
from weltoffen.render.markdown import write_markdown
from weltoffen.render.page import open_page

if TYPE_CHECKING:
    from weltoffen.course.selection import Selection
    from weltoffen.model.measures import MeasureCatalogue
    from weltoffen.render.blocks import Block
    from weltoffen.report.structure import Report

PAPER = PaperReference(number="1/2026", title={"de": "Spielplatz", "en": "Playground"})
RESOLVED = attrs.evolve(WAY[3], paper=PAPER)
CATALOGUE = catalogue(
    measure(
        "park",
        "gate",
        "north",
        costs="12500",
        funding=[funded(4000), funded("500.5", secured=False)],
        effort="small",
        start=dt.date(2026, 5, 1),
        end=dt.date(2026, 9, 30),
        description={"de": "Ein Platz für alle.", "en": "A place for all."},
        needs=["need-1", "need-2"],
        indicators=["visits"],
    ),
    measure("choir", costs=None, responsible=None),
    measure(
        "fair",
        "lake",
        costs="0.1",
        effort="large",
        events=[
            *WAY[:3],
            RESOLVED,
            event("documented", 6, "culture", note={"de": "Ein Zwischenstand", "en": "Halfway"}),
        ],
    ),
    measure("shed", "mill", costs=99, events=[*WAY[:1], event("dropped", 3)]),
    priorities=("north", "mars"),
)


def voice(language: str = "de", found: Report | None = None, *, alone: bool = False) -> Voice:
    """Give the voice of a language; with a page of a report, or without; with bodies unless alone."""
    page = None if found is None else open_page(found, language, None, "test")
    return Voice(language=language, page=page, organisation=None if alone else ORGANISATION)


def blocks(
    found: MeasureCatalogue = CATALOGUE,
    selection: Selection | None = None,
    *,
    on: dt.date | None = None,
    by: Voice | None = None,
) -> list[Block]:
    """Write the chapter."""
    stands = lives(found, ORGANISATION, on=on)
    return list(measures_chapter(by or voice(), found, stands, selection, on=on))


def told(*arguments: Any, **more: Any) -> str:  # noqa: ANN401 - as `blocks` takes them
    """Write the chapter as Markdown."""
    return write_markdown(blocks(*arguments, **more)).replace("\u00a0", " ")


def proposal(found: MeasureCatalogue, budget: Any, **more: Any) -> str:  # noqa: ANN401 - as `propose`
    """Write the section on a proposal, in German, without names of nodes."""
    text = told(found, propose(found, budget, **more))
    return sections(text)["Vorschlag für die nächste Auswahl"]


class TestOverviewL1L2:
    """L1, L2: what each measure is linked to, who is responsible, and where it stands since when."""

    def test_headings(self) -> None:
        first = blocks()[0]
        assert isinstance(first, Heading)
        assert (first.level, first.anchor) == (2, "course-measures")
        assert headings_of(told()) == [
            (2, "Maßnahmen"),
            (3, "Kosten und Förderung"),
            (3, "Maßnahme park: bisherige Schritte"),
            (3, "Maßnahme choir: bisherige Schritte"),
            (3, "Maßnahme fair: bisherige Schritte"),
            (3, "Maßnahme shed: bisherige Schritte"),
        ]
        english = headings_of(told(selection=propose(CATALOGUE, 1), by=voice("en")))
        assert english[0] == (2, "Measures")
        assert english[2] == (3, "Measure park: steps so far")
        assert english[-1] == (3, "Proposal for the next selection")

    def test_each_measure_has_its_row(self) -> None:
        assert tables(told())[0] == [
            ["Maßnahme", "Kriterien", "Verantwortlich", "Aufwand", "Geplante Zeit", "Stand"],
            [
                "Maßnahme park",
                "gate, north",
                "Kulturamt",
                "klein",
                "1. Mai 2026 bis 30. September 2026",
                "vorgeschlagen, seit 2. März 2026",
            ],
            [
                "Maßnahme choir",
                "keine genannt",
                "noch nicht benannt",
                "nicht angegeben",
                "noch nicht geplant",
                "vorgeschlagen, seit 2. März 2026",
            ],
            [
                "Maßnahme fair",
                "lake",
                "Kulturamt",
                "groß",
                "noch nicht geplant",
                "beschlossen, seit 5. März 2026",
            ],
            [
                "Maßnahme shed",
                "mill",
                "Kulturamt",
                "nicht angegeben",
                "noch nicht geplant",
                "verworfen, seit 3. März 2026",
            ],
        ]

    def test_in_english(self) -> None:
        assert tables(told(by=voice("en")))[0][1] == [
            "Measure park",
            "gate, north",
            "Culture office",
            "small",
            "1 May 2026 to 30 September 2026",
            "proposed, since 2 March 2026",
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
        body = sections(told())["Maßnahme park: bisherige Schritte"]
        assert lines_of(body) == [
            "Ein Platz für alle.",
            "Handlungsbedarfe aus dem Workshop: need-1; need-2",
            "Förderung: Land, 4.000 EUR, zugesagt",
            "Förderung: Land, 500,50 EUR, noch nicht zugesagt",
            "Indikatoren, mit denen das Thema beobachtet wird: visits",
            *["Tag", "Schritt", "Stelle", "Vorlage", "Bemerkung"],
            *["2. März 2026", "vorgeschlagen", "Lenkungskreis", "keine", "keine"],
            "Als Nächstes ist möglich:",
            "auswählen: Lenkungskreis",
            "verwerfen: Lenkungskreis",
        ]

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
        body = sections(told())["Maßnahme fair: bisherige Schritte"]
        assert tables(body)[0][1:] == [
            ["2. März 2026", "vorgeschlagen", "Lenkungskreis", "keine", "keine"],
            ["3. März 2026", "ausgewählt", "Lenkungskreis", "keine", "keine"],
            ["4. März 2026", "dem Rat empfohlen", "Lenkungskreis", "keine", "keine"],
            ["5. März 2026", "beschlossen", "Stadtrat", "1/2026 – Spielplatz", "keine"],
            ["6. März 2026", "dokumentiert", "Kulturamt", "keine", "Ein Zwischenstand"],
        ]
        assert lines_of(body)[-4:] == [
            "beginnen: Kulturamt",
            "verwerfen, mit einer Vorlage des Rates: Stadtrat",
            "dokumentieren: Kulturamt",
            "überprüfen: Lenkungskreis",
        ]

    def test_in_english(self) -> None:
        body = sections(told(by=voice("en")))["Measure fair: steps so far"]
        assert tables(body)[0][4:] == [
            ["5 March 2026", "resolved", "City council", "1/2026 – Playground", "none"],
            ["6 March 2026", "documented", "Culture office", "none", "Halfway"],
        ]
        assert "drop, with a paper of the council: City council" in lines_of(body)

    def test_what_was_dropped_has_no_next_step(self) -> None:
        body = sections(told())["Maßnahme shed: bisherige Schritte"]
        assert lines_of(body)[-1] == "Kein weiterer Schritt ist möglich."

    def test_a_step_that_nobody_may_take(self) -> None:
        """Without anybody responsible, nobody may start what was resolved (L3)."""
        found = catalogue(measure("a", responsible=None, events=WAY[:4]))
        assert "beginnen: zurzeit keine Stelle" in lines_of(told(found))

    def test_only_steps_up_to_the_day(self) -> None:
        """On 4 March 2026 the measure is recommended; its two later steps are not told."""
        day = dt.date(2026, 3, 4)
        body = sections(told(on=day))["Maßnahme fair: bisherige Schritte"]
        assert [row[1] for row in tables(body)[0][1:]] == [
            "vorgeschlagen",
            "ausgewählt",
            "dem Rat empfohlen",
        ]
        assert "beschließen, mit einer Vorlage des Rates: Stadtrat" in lines_of(body)

    def test_every_step_and_every_state_has_its_word(self) -> None:
        names = wording("measures").keys()
        assert {f"event.{one}" for one in get_args(StepKind)} <= names
        assert {f"state.{one}" for one in get_args(MeasureState)} <= names
        later = {one.kind for one in MEASURE_STEPS if None not in one.sources}
        assert {f"next.{one}" for one in later} <= names
        assert {f"effort.{one}" for one in EFFORTS} <= names


class TestSelectionL5L6:
    """L5, L6: what is proposed, why, and what is not; no effect is claimed; the steering group decides."""

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            (
                "de",
                ("Er behauptet keine Wirkung", "Der Lenkungskreis entscheidet", "geht immer vor"),
            ),
            ("en", ("It claims no effect", "The steering group decides", "always wins")),
        ],
    )
    def test_no_effect_is_claimed_and_the_steering_group_decides(
        self, language: str, words: tuple[str, ...]
    ) -> None:
        text = told(CATALOGUE, propose(CATALOGUE, 10), by=voice(language))
        assert all(one in text for one in words)

    def test_picks_with_reasons_in_order(self) -> None:
        """North's most urgent: gate 3/4 - 1/4 = 1/2 two stages apart; then lake with 1/4, one stage."""
        found = catalogue(
            measure("a", "lake", costs="2.5"),
            measure("b", "north", costs=3),
            measure("c", costs=None),
            priorities=("north",),
        )
        here = report(gate="1", hill="3", lake="2")
        body = proposal(found, 10, report=here, chosen=["c"])
        assert lines_of(body)[2:] == [
            "Budget: 10 EUR. Eigene Mittel für diese Auswahl: 5,50 EUR. Übrig: 4,50 EUR.",
            "Nicht in der Summe, weil die Kosten nicht bekannt sind: Maßnahme c.",
            "In der Auswahl, mit den Gründen:",
            "Maßnahme c: Kosten nicht bekannt",
            "vom Lenkungskreis gewählt",
            "Maßnahme b: eigene Mittel 3 EUR",
            "eine Maßnahme für den Schwerpunkt „north“",
            "Lücke zum Ziel bei „gate“: 50 Prozentpunkte, 2 Stufen",
            "Maßnahme a: eigene Mittel 2,50 EUR",
            "Lücke zum Ziel bei „lake“: 25 Prozentpunkte, eine Stufe",
        ]

    def test_each_omission_says_why(self) -> None:
        found = catalogue(
            measure("none"),
            measure("unknown", "mars", "venus"),
            measure("unclear", "lake", "mill"),
            measure("closed", "gate"),
            measure("costs", "pier", costs=None),
            measure("no", "pier"),
            measure("gone", "pier", events=WAY[:2]),
            measure("dear", "pier", costs=12),
            measure("late", "pier", events=[event("proposed", 9)]),
        )
        here = report(gate="4", lake="u", mill="u")
        body = proposal(found, 10, report=here, refused=["no"], on=dt.date(2026, 3, 8))
        assert "Es gibt keine Maßnahme, die sich mit diesem Budget vorschlagen lässt." in body
        assert tables(body)[0] == [
            ["Maßnahme", "Eigene Mittel", "Warum nicht"],
            ["Maßnahme none", "1 EUR", "Sie ist mit keinem Kriterium verbunden."],
            [
                "Maßnahme unknown",
                "1 EUR",
                "Im Bericht fehlen die Kriterien, mit denen sie verbunden ist: mars, venus.",
            ],
            ["Maßnahme unclear", "1 EUR", "Der Bericht hat kein Ergebnis zu: lake, mill."],
            ["Maßnahme closed", "1 EUR", "Das Ziel ist erreicht bei: gate."],
            [
                "Maßnahme costs",
                "nicht bekannt",
                "Ihre Kosten sind nicht bekannt; so lässt sie sich keinem Budget gegenüberstellen.",
            ],
            ["Maßnahme no", "1 EUR", "Der Lenkungskreis will sie nicht."],
            ["Maßnahme dear", "12 EUR", "Dafür fehlen 2 EUR."],
            ["Maßnahme late", "1 EUR", "An diesem Tag ist sie noch nicht vorgeschlagen."],
        ]
        further = "Nicht zur Auswahl, weil sie schon weiter oder verworfen sind: "
        assert f"{further}Maßnahme gone (ausgewählt)." in body

    def test_uncovered_priority_fields_say_why(self) -> None:
        found = catalogue(
            measure("a", "gate", costs=12),
            measure("b", "lake", costs=None),
            priorities=("mars", "north", "south", "west"),
        )
        assert lines_of(proposal(found, 10))[-4:] == [
            "mars: Der Bericht kennt dieses Feld nicht.",
            (
                "north: Dafür fehlen 2 EUR, wenn zuerst Gewähltes und die früher genannten "
                "Schwerpunkte bedacht sind."
            ),
            (
                "south: Keine der Maßnahmen zu diesem Feld lässt sich vorschlagen; die Gründe stehen "
                "bei den Maßnahmen."
            ),
            "west: Keine Maßnahme des Katalogs ist mit einem Kriterium dieses Felds verbunden.",
        ]

    def test_beyond_the_budget(self) -> None:
        found = catalogue(measure("a", "gate", costs=12), currency="CHF")
        assert (
            "Budget: 10 CHF. Eigene Mittel für diese Auswahl: 12 CHF. Das sind 2 CHF mehr als das "
            "Budget; darum ist nichts weiter vorgeschlagen."
        ) in lines_of(proposal(found, 10, chosen=["a"]))

    def test_what_is_complete_has_nothing_left_over_to_say(self) -> None:
        body = proposal(catalogue(measure("a", "gate"), priorities=("north",)), 1)
        assert "Nicht in der Auswahl:" not in body
        assert "Schwerpunkte ohne Maßnahme" not in body
        assert "Nicht in der Summe" not in body

    def test_every_reason_has_its_word(self) -> None:
        names = wording("measures").keys()
        assert {f"reason.{one}" for one in get_args(PickCode)} <= names
        reasons = {*get_args(OmissionCode), "not-yet"} - {"not-proposed"}
        assert {f"omission.{one}" for one in reasons} <= names
        assert {f"uncovered.{one}" for one in get_args(UncoveredCode)} <= names

    def test_there_is_none_without_a_proposal(self) -> None:
        assert "Vorschlag für die nächste Auswahl" not in told()

    def test_a_proposal_without_any_measure_is_shown_all_the_same(self) -> None:
        found = catalogue(priorities=("north",))
        assert "Keine Maßnahme des Katalogs" in proposal(found, 1)


@functools.cache
def big() -> MeasureCatalogue:
    """Give measures for the first needs of the demo."""
    needs = [one.node for one in demo().report.needs][:3]
    return catalogue(*(measure(f"m-{one}", one) for one in needs), priorities=("management",))


class TestGapsOfAReportN3:
    """N3: a gap is shown as the report shows it, with where it stands."""

    def test_in_the_words_of_the_report_with_a_way_to_it(self) -> None:
        here = demo().report
        selection = propose(big(), 3, report=here)
        found = blocks(big(), selection, by=voice("en", here))
        text = write_markdown(found)
        first = here.needs[0]
        assert f"“{open_page(here, 'en', None, 'x').node(first.node).plain}”" in text
        place = [one.node for one in here.nodes].index(first.node)
        shown = {(one.pointer, one.form) for one in numbers_of(html(found, "en"))}
        assert (f"/nodes/{place}/gap/points", "distance") in shown

    def test_without_the_report_it_is_shown_alike_but_leads_nowhere(self) -> None:
        here = demo().report
        selection = propose(big(), 3, report=here)
        bare = blocks(big(), selection, by=voice("en"))
        named = blocks(big(), selection, by=voice("en", here))
        gaps = [
            [
                line.rpartition("”: ")[2]
                for line in lines_of(write_markdown(one))
                if "gap to the" in line
            ]
            for one in (bare, named)
        ]
        assert gaps[0] == gaps[1] != []
        assert not numbers_of(html(bare, "en"))

    def test_another_report_is_not_pointed_to(self) -> None:
        """The proposal rests on other gaps than the page has: they are shown, without a way to the page's."""
        found = catalogue(measure("a", "gate"))
        selection = propose(found, 1, report=report(gate="1"))
        there = blocks(found, selection, by=voice("de", report(gate="2")))
        assert "50 Prozentpunkte" in write_markdown(there).replace("\u00a0", " ")
        assert not numbers_of(html(there))


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
