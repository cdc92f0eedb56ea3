# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The section on a proposed selection, worked out by hand and read back; L5, L6, N3."""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING, get_args

import attrs
import pytest
from tests.course.catalogues import ORGANISATION, WAY, catalogue, event, measure, propose, report
from tests.render.course.chapterpages import html, wording
from tests.render.course.measurepages import CATALOGUE, blocks, proposal, told, voice
from tests.render.htmlpages import numbers_of
from tests.render.paper import lines_of
from tests.render.refreports import demo
from tests.render.village import tables

from weltoffen.course.picks import OmissionCode, PickCode, UncoveredCode
from weltoffen.model.organisation import Entitlement, Organisation
from weltoffen.render.blocks import Paragraph
from weltoffen.render.course.selections import selection_section
from weltoffen.render.markdown import write_markdown
from weltoffen.render.page import open_page

if TYPE_CHECKING:
    from weltoffen.model.measures import MeasureCatalogue


class TestSelectionL5L6:
    """L5, L6: what is proposed, why, and what is not; no effect is claimed; whoever selects decides."""

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            (
                "de",
                (
                    "Er behauptet keine Wirkung",
                    "was Workshop und Monitoring ergeben haben, geht nicht ein.",
                    "Die Entscheidung liegt bei: Lenkungskreis.",
                    "geht immer vor",
                    "Kosten über mehrere Jahre zählen ganz.",
                ),
            ),
            (
                "en",
                (
                    "It claims no effect",
                    "what workshop and monitoring have shown does not enter.",
                    "The decision rests with: Steering group.",
                    "always wins",
                    "Costs over several years count as a whole.",
                ),
            ),
        ],
    )
    def test_no_effect_is_claimed_and_whoever_selects_decides(
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
        assert lines_of(body)[3:] == [
            "Budget: 10 EUR. Eigene Mittel für diese Auswahl: 5,50 EUR. Übrig: 4,50 EUR.",
            "Nicht in der Summe, weil die Kosten nicht bekannt sind: Maßnahme c.",
            "In der Auswahl, mit den Gründen:",
            "Maßnahme c: Kosten nicht bekannt",
            "schon gewählt",
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
        assert "Es gibt keine Maßnahme, die sich vorschlagen lässt." in body
        assert tables(body)[0] == [
            ["Maßnahme", "Eigene Mittel", "Warum nicht"],
            ["Maßnahme none", "1 EUR", "Sie ist mit keinem Kriterium verbunden."],
            [
                "Maßnahme unknown",
                "1 EUR",
                "Im Bericht fehlen die Kriterien, mit denen sie verbunden ist: mars, venus.",
            ],
            ["Maßnahme unclear", "1 EUR", "Der Bericht hat kein Ergebnis zu: lake, mill."],
            [
                "Maßnahme closed",
                "1 EUR",
                "Nach der Selbsteinschätzung ist das Ziel erreicht bei: gate.",
            ],
            [
                "Maßnahme costs",
                "nicht bekannt",
                "Ihre Kosten sind nicht bekannt; so lässt sie sich keinem Budget gegenüberstellen.",
            ],
            ["Maßnahme no", "1 EUR", "Sie ist nicht gewollt."],
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

    def test_fields_with_measures_under_way_name_them(self) -> None:
        """North's only one runs; for west there is another one, which is too expensive."""
        found = catalogue(
            measure("a", "gate", events=WAY[:5]),
            measure("b", "hill", events=WAY),
            measure("c", "west", costs=12),
            measure("d", "west", events=WAY[:2]),
            priorities=("north", "west"),
        )
        assert lines_of(proposal(found, 10))[-2:] == [
            (
                "north: Zu diesem Feld sind schon Maßnahmen unterwegs oder abgeschlossen: "
                "Maßnahme a (in Umsetzung); Maßnahme b (abgeschlossen). Eine weitere lässt sich nicht "
                "vorschlagen."
            ),
            (
                "west: Für eine weitere Maßnahme fehlen 2 EUR, wenn zuerst Gewähltes und die früher "
                "genannten Schwerpunkte bedacht sind. Schon unterwegs oder abgeschlossen sind: "
                "Maßnahme d (ausgewählt)."
            ),
        ]
        english = told(found, propose(found, 10), by=voice("en"))
        assert "are under way or done already: Measure a (being carried out); " in english

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
        fields = {*get_args(UncoveredCode), "too-expensive-further"}
        assert {f"uncovered.{one}" for one in fields} <= names

    def test_there_is_none_without_a_proposal(self) -> None:
        assert "Vorschlag für die nächste Auswahl" not in told()

    def test_a_proposal_without_any_measure_is_shown_all_the_same(self) -> None:
        found = catalogue(priorities=("north",))
        assert "Keine Maßnahme des Katalogs" in proposal(found, 1)


OWN = attrs.evolve(
    ORGANISATION,
    entitlements=[
        Entitlement(kind="steering-group", acts=("propose", "recommend")),
        Entitlement(kind="council", acts=("resolve", "select")),
        Entitlement(kind="committee", acts=("select",)),
    ],
)
"""A town in which council and committee select."""
BEFORE = dt.date(2024, 6, 1)
"""The committee still exists, the steering group does not yet."""
ANYBODY = "Es entscheidet, wer auswählt; diese Wahl geht immer vor."


class TestWhoSelectsO2O3:
    """O2, O3: the bodies that may select on the day are named; a town may let another kind select."""

    @pytest.mark.parametrize(
        ("organisation", "day", "bodies"),
        [
            (ORGANISATION, None, "Lenkungskreis"),
            (OWN, None, "Stadtrat"),
            (OWN, BEFORE, "Stadtrat, Alter Ausschuss"),
            (ORGANISATION, BEFORE, None),
            (None, None, None),
        ],
    )
    def test_by_name_where_there_are_any(
        self, organisation: Organisation | None, day: dt.date | None, bodies: str | None
    ) -> None:
        """Without a day that of the last event counts: 2 March 2026."""
        said = f"Die Entscheidung liegt bei: {bodies}. Was dort gewählt wird, geht immer vor."
        assert self.decision(catalogue(measure("a", "gate")), organisation, day) == (
            said if bodies else ANYBODY
        )

    def test_without_any_event_there_is_no_day_but_the_one_that_is_asked_for(self) -> None:
        assert self.decision(catalogue(), ORGANISATION, None) == ANYBODY
        day = dt.date(2026, 3, 2)
        assert "liegt bei: Lenkungskreis." in self.decision(catalogue(), ORGANISATION, day)

    def test_the_chapter_says_it_of_its_own_day(self) -> None:
        found = catalogue(measure("a", "gate"))
        by = attrs.evolve(voice("en"), organisation=OWN)
        text = told(found, propose(found, 1), by=by, on=BEFORE)
        assert "The decision rests with: City council, Old committee. " in text

    @staticmethod
    def decision(
        found: MeasureCatalogue, organisation: Organisation | None, day: dt.date | None
    ) -> str:
        by = attrs.evolve(voice(), organisation=organisation)
        section = selection_section(by, found, propose(found, 1), on=day)
        return [one.line.plain for one in section if isinstance(one, Paragraph)][1]


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
