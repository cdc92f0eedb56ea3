# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Sheets for a workshop: what stands on them, and what is left free; G2, G6, G7, M8, P4."""

from __future__ import annotations

import functools
import re
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.builders import single
from tests.render.htmlpages import read
from tests.render.refreports import demo, full_village
from tests.render.village import NODES, OWN, report, village
from tests.render.workshoppages import (
    OFFICIAL,
    SVG,
    broad,
    foot,
    having,
    headings,
    here,
    lists,
    page_of,
    rows,
    sheets,
    text,
)

from weltoffen.model.target import Stage
from weltoffen.render.workshopsheets import ROWS_BESIDE_RESULT, render_workshop

if TYPE_CHECKING:
    from tests.builders import Town

    from weltoffen.report.structure import Report


class TestASheetForEachField:
    def test_in_declared_order_with_its_place_at_the_foot(self) -> None:
        found = sheets(page_of(*here()))
        assert list(found) == ["field-play", "field-talk"]
        assert [foot(one) for one in found.values()] == [
            "Musterstadt · Durchgang first · Freizeit · Blatt 1 von 2",
            "Musterstadt · Durchgang first · Gespräch · Blatt 2 von 2",
        ]

    def test_result_chart_needs_talks_rating_and_room(self) -> None:
        """Sport is at 1, music at 1/2: leisure is at 3/4, which is the lower bound of the highest stage."""
        sheet = sheets(page_of(*here()))["field-play"]
        assert headings(sheet) == [
            "Freizeit",
            "Was am weitesten vom Ziel entfernt ist",
            "Wo die Sichten auseinandergehen",
        ]
        assert text(sheet.findall("p")[0]) == (
            "Stufe 4, Einstufung unsicher · Stand 75 % (n = 1) · Ziel 75 %"
        )
        assert len(list(sheet.iter(f"{SVG}svg"))) == 1
        assert lists(sheet, "ol") == [
            "Musik: noch 25 Prozentpunkte, eine Stufe bis zum Ziel (n = 1)"
        ]
        assert lists(sheet, "ul") == [
            (
                "Sport: Verwaltung (offizielle Antwort) 100 % (n = 1), Politik 50 % (n = 6) "
                "(2 gemeinsame Fragen)"
            ),
            (
                "Sport: In der Gruppe Politik gehen die Antworten auf „Frage sport-hall?“ weit "
                "auseinander (n = 6)"
            ),
        ]
        (space,) = having(sheet, "div", "space")
        assert text(space) == "Was brauchen wir? Wer macht was bis wann?"

    @pytest.mark.parametrize(
        ("language", "said"),
        [("de", r"Tisch/Gruppe: _+ Datum: _+"), ("en", r"Table/group: _+ Date: _+")],
    )
    def test_each_has_room_at_its_head_for_who_filled_it_in_and_when(
        self, language: str, said: str
    ) -> None:
        pages = page_of(*here(), language=language), page_of(*broad(6), language=language)
        for sheet in (one for page in pages for one in sheets(page).values()):
            assert sum(bool(re.fullmatch(said, text(one))) for one in sheet.findall("p")[:2]) == 1

    def test_in_english(self) -> None:
        sheet = sheets(page_of(*here(), language="en"))["field-play"]
        assert lists(sheet, "ol") == [
            "Music: 25 percentage points, one stage to the target (n = 1)"
        ]
        assert lists(sheet, "ul")[0] == (
            "Sports: Administration (official response) 100% (n = 1), Politics 50% (n = 6) "
            "(2 questions in common)"
        )
        assert foot(sheet) == "Musterstadt · round first · Leisure · sheet 1 of 2"

    def test_a_field_without_needs_and_talks_says_nothing_of_them(self) -> None:
        one = village()
        found = report(one, one.official(**dict.fromkeys(OFFICIAL, "s4")))
        sheet = sheets(page_of(one, found))["field-play"]
        assert headings(sheet) == ["Freizeit"]
        assert lists(sheet, "ol") == lists(sheet, "ul") == []

    def test_a_field_without_criteria_is_rated_itself(self) -> None:
        """A chart of a single node is none."""
        one = village(single("alone", "talk"), nodes=[*NODES[:3], NODES[3]], depth=2)
        found = report(one, one.official(alone="s2"))
        sheet = sheets(page_of(one, found))["field-talk"]
        assert rows(sheet) == [["Gespräch", "Stufe 3: 50 % (n = 1) *", "75 %"]]
        assert list(sheet.iter(f"{SVG}svg")) == []
        assert lists(sheet, "ol") == [
            "Gespräch: noch 25 Prozentpunkte, eine Stufe bis zum Ziel (n = 1)"
        ]

    @pytest.mark.parametrize("count", [ROWS_BESIDE_RESULT, ROWS_BESIDE_RESULT + 1])
    def test_many_criteria_have_a_page_of_their_own(self, count: int) -> None:
        found = sheets(page_of(*broad(count)))
        if count == ROWS_BESIDE_RESULT:
            assert list(found) == ["field-play"]
            return
        assert list(found) == ["field-play", "field-play.rating"]
        first, second = found.values()
        assert having(first, "table", "ballot") == []
        assert text(having(first, "div", "space")[0]) == "Was fällt uns auf?"
        assert headings(second) == ["Freizeit – Einstufung"]
        assert len(rows(second)) == count
        assert foot(second) == "Musterstadt · Durchgang first · Freizeit · Blatt 2 von 2"

    def test_at_most_three_needs_and_three_talks(self) -> None:
        found = sheets(render_workshop(demo().report, edition=demo().edition))
        assert max(len(lists(one, "ol")) for one in found.values()) == 3
        assert max(len(lists(one, "ul")) for one in found.values()) == 3

    def test_needs_are_those_of_the_field_in_order_of_priority_g2(self) -> None:
        report_, edition = demo().report, demo().edition
        found = sheets(render_workshop(report_, "en", edition=edition))
        titles = {
            name: one.title.choose("en") for name, one in report_.by_node.items() if one.title
        }
        for field in (one.node for one in report_.nodes if one.parent is None):
            wanted = [n.node for n in report_.needs if report_.by_node[n.node].parent == field][:3]
            said = lists(found[f"field-{field}"], "ol")
            assert [line.partition(":")[0] for line in said] == [titles[one] for one in wanted]


class TestRatingAgainG7:
    """Two ratings stand side by side; neither overwrites the other."""

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            (
                "de",
                "Das ersetzt die Selbsteinschätzung nicht: Im Bericht stehen beide nebeneinander.",
            ),
            (
                "en",
                "This does not replace the self-assessment: in the report, both stand side by side.",
            ),
        ],
    )
    def test_each_sheet_says_so(self, language: str, said: str) -> None:
        for sheet in sheets(page_of(*here(), language=language)).values():
            assert said in text(having(sheet, "div", "how")[0])

    def test_each_criterion_has_its_result_and_a_box_for_each_stage_and_for_the_tendency(
        self,
    ) -> None:
        sheet = sheets(page_of(*here()))["field-play"]
        (table,) = having(sheet, "table", "ballot")
        assert [text(one) for one in table.iter("th") if one.get("scope") == "col"] == [
            *("Kriterium", "Selbsteinschätzung", "Ziel"),
            *("Stufe 1", "Stufe 2", "Stufe 3", "Stufe 4", "Tendenz zur nächsten"),
        ]
        assert rows(sheet) == [
            ["Sport", "Stufe 4: 100 % (n = 1)", "75 %"],
            ["Musik", "Stufe 3: 50 % (n = 1) *", "75 %"],
        ]
        for body in table.iter("tbody"):
            first, second = body
            assert len(having(first, "span", "choice")) == 4
            assert len(having(first, "span", "tick")) == 1
            assert [text(cell) for cell in second] == ["Begründung"]
            assert second[0].get("colspan") == "8"

    def test_many_stages_have_a_box_each(self) -> None:
        one, found = here()
        stages = tuple(
            Stage(id=f"s-{i}", title={"de": f"Nr. {i}", "en": f"No. {i}"}, lower=Fraction(i, 8))
            for i in range(8)
        )
        named = attrs.evolve(found, stages=(*found.stages, *stages[4:]))
        (table,) = having(sheets(page_of(one, named))["field-play"], "table", "ballot")
        heads = [text(box) for box in having(table, "th", "box")]
        assert heads[4:] == ["Nr. 4", "Nr. 5", "Nr. 6", "Nr. 7", "Tendenz zur nächsten"]
        for body in table.iter("tbody"):
            assert len(having(body, "span", "choice")) == 8
            assert body[1][0].get("colspan") == "12"

    def test_boxes_are_empty_even_if_a_workshop_has_rated_before(self) -> None:
        told = full_village()
        page = read(render_workshop(told.report, edition=told.edition))
        boxes = [*having(page, "span", "choice"), *having(page, "span", "tick")]
        assert boxes
        assert not any(text(one) for one in boxes)
        assert "Hallen fehlen" not in text(page)

    def test_a_tendency_is_named(self) -> None:
        """17/24 lies in the last third of [1/2, 3/4)."""
        one = village()
        found = report(one, *one.persons("politics", **{"news-paper": "223334"}))
        assert rows(sheets(page_of(one, found))["field-talk"]) == [
            ["Nachrichten", "Stufe 3, Tendenz zur nächsten: 71 % (n = 6) *", "75 %"]
        ]


class TestWordsThatNeedExplainingAre:
    def test_fragile_where_there_is_such_a_row(self) -> None:
        one, found = here()
        play, talk = sheets(page_of(one, found)).values()
        assert "* Einstufung unsicher: Ohne einzelne Antworten" in text(play)
        firm = [attrs.evolve(each, fragile=()) for each in found.stability]
        none = sheets(page_of(one, attrs.evolve(found, stability=tuple(firm))))
        assert "*" not in text(none["field-play"])
        assert "Einstufung unsicher" not in text(none["field-play"])
        assert text(talk)

    def test_protected_where_there_is_such_a_row_p4(self) -> None:
        """Four persons are fewer than five: nothing of them is shown."""
        one = village()
        persons = one.persons("politics", **{"news-paper": "3344--", "sport-hall": "112233"})
        found = sheets(page_of(one, report(one, *persons)))
        (row,) = rows(found["field-talk"])
        assert row == ["Nachrichten", "geschützt", "75 %"]
        assert text(found["field-talk"].findall("p")[0]) == "Das Ergebnis ist geschützt · Ziel 75 %"
        assert "„geschützt“: Hier steht keine Zahl" in text(found["field-talk"])

    def test_why_there_is_no_score(self) -> None:
        one = village()
        found = sheets(page_of(one, report(one, one.official(**{"sport-hall": "s1"}))))
        talk = found["field-talk"]
        assert rows(talk) == [["Nachrichten", "keine Antworten", "75 %"]]
        assert text(talk.findall("p")[0]) == ("Noch kein Wert: keine Antworten · Ziel 75 %")
        assert "„geschützt“" not in text(talk)


class TestTheLocalSupplementStandsApartM8:
    @functools.cached_property
    def own(self) -> tuple[Town, Report]:
        one = village(supplement=OWN)
        answers = {**OFFICIAL, "river-bank": "s1"}
        persons = one.persons("politics", **{"river-bank": "444400", "sport-hall": "112233"})
        return one, report(one, one.official(**answers), *persons)

    def test_on_the_last_sheet(self) -> None:
        one, found = self.own
        *_, (name, sheet) = sheets(page_of(one, found)).items()
        assert name == "own"
        assert headings(sheet) == ["Lokale Ergänzung", "Wo die Sichten auseinandergehen"]
        assert text(sheet.findall("p")[0]).startswith(
            "Diese Fragen hat die Kommune selbst gestellt."
        )
        assert rows(sheet) == [["Fluss", "Stufe 2: 25 % (n = 1) *", "75 %"]]
        assert lists(sheet, "ul")[0].startswith(
            "Fluss: Verwaltung (offizielle Antwort) 25 % (n = 1)"
        )
        assert len(list(sheet.iter(f"{SVG}svg"))) == 1

    def test_talks_about_it_stand_nowhere_else(self) -> None:
        *others, _ = sheets(page_of(*self.own)).values()
        assert not any("Fluss" in text(one) for one in others)

    @pytest.mark.parametrize(
        ("fields", "wanted"),
        [
            (["river"], ["own"]),
            (["talk"], ["field-talk"]),
            (["river", "talk"], ["field-talk", "own"]),
            (["talk", "play"], ["field-play", "field-talk"]),
            ([], ["field-play", "field-talk", "own"]),
        ],
    )
    def test_sheets_can_be_chosen(self, fields: list[str], wanted: list[str]) -> None:
        assert list(sheets(page_of(*self.own, fields=fields))) == wanted
