# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Needs and next steps in the chapter on the workshop; W2, W4, G1, N3."""

from __future__ import annotations

import json

import attrs
import pytest
from tests.render.course.recordpages import (
    LANGUAGES,
    OFFICE,
    OFFICIAL,
    RECORD,
    beside,
    section,
    told,
    voice,
)
from tests.render.paper import lines_of
from tests.render.refs import check_shown, shown_numbers
from tests.render.village import report, tables, village

from weltoffen.model.questionnaire import Gate
from weltoffen.model.workshop import ActionNeed
from weltoffen.render.course.workshops import workshop_chapter
from weltoffen.schemas import write


class TestNeedsW2:
    """W2, G1: needs in their order, with criteria, gaps of the report and what they rest on."""

    @pytest.mark.parametrize(
        ("language", "title", "lines"),
        [
            (
                "de",
                "Vereinbarte Handlungsbedarfe",
                [
                    "In der Reihenfolge, in der sie als dringlich gelten. Die Lücken sind die des Berichts.",
                    "Mehr Hallenzeit",
                    "Auch am Abend.",
                    "Sport (Freizeit): 25 Prozentpunkte, eine Stufe unter dem Ziel",
                    "Musik (Freizeit): Ziel erreicht",
                    "Nachrichten (Gespräch): kein Wert (keine Antworten)",
                    "Grundlage: Abstand zum Ziel, Monitoring",
                    "Indikatoren: hours, clubs",
                    "Chor",
                    "Musik (Freizeit): Ziel erreicht",
                    "Grundlage: Gespräch im Workshop",
                ],
            ),
            (
                "en",
                "Needs for action agreed on",
                [
                    "In order of urgency as the workshop sees it. The gaps are those of the report.",
                    "More time in the hall",
                    "In the evening, too.",
                    "Sports (Leisure): 25 percentage points, one stage below the target",
                    "Music (Leisure): target reached",
                    "News (Talk): no value (no answers)",
                    "Rests on: distance from the target, monitoring",
                    "Indicators: hours, clubs",
                    "Choir",
                    "Music (Leisure): target reached",
                    "Rests on: the talk in the workshop",
                ],
            ),
        ],
    )
    def test_line_by_line(self, language: str, title: str, lines: list[str]) -> None:
        assert lines_of(section(told(language, beside()), title)) == lines

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_gaps_say_where_they_come_from_n3(self, language: str) -> None:
        found = beside()
        blocks = list(workshop_chapter(voice(language, found), RECORD))
        document = json.loads(write(found))
        numbers = shown_numbers(blocks)
        assert [one.form for one in numbers] == ["distance", "count:stage"]
        for one in numbers:
            check_shown(one, document, language)

    def test_a_target_reached_exactly_is_reached(self) -> None:
        one = village(targets={"sport": "three"})
        found = report(one, one.official(**OFFICIAL))
        assert "Sport (Freizeit): Ziel erreicht" in lines_of(told(found=found))

    def test_a_gate_can_hold_a_criterion_below_its_target_s6(self) -> None:
        """Sport has 7/8, more than its target of 3/4; the gate asks for the highest option at the club."""
        gate = Gate(id="g", node="sport", stage="four", question="sport-club", minimum=4)
        one = village(gates=[gate])
        answers = {**OFFICIAL, "sport-hall": "s4", "sport-club": "s3"}
        found = report(one, one.official(**answers))
        assert "Sport (Freizeit): eine Stufe unter dem Ziel" in lines_of(told(found=found))

    def test_a_protected_result_keeps_the_marker_p4(self) -> None:
        one = village()
        found = report(one, *one.persons("politics", **{"sport-hall": "000"}))
        assert "Sport (Freizeit): kein Wert (geschützt)" in lines_of(told(found=found))

    def test_without_a_report_criteria_are_named_by_their_ids(self) -> None:
        assert lines_of(section(told(), "Vereinbarte Handlungsbedarfe"))[:6] == [
            "In der Reihenfolge, in der sie als dringlich gelten.",
            "Mehr Hallenzeit",
            "Auch am Abend.",
            "sport",
            "music",
            "news",
        ]

    def test_so_are_those_that_a_report_lacks(self) -> None:
        need = ActionNeed(id="n", title={"de": "x"}, nodes=["pool"], basis=["workshop"])
        body = told(found=beside(), record=attrs.evolve(RECORD, needs=[need], next_steps=()))
        assert "pool" in lines_of(body)

    def test_none_is_said(self) -> None:
        body = told("en", record=attrs.evolve(RECORD, needs=(), next_steps=()))
        assert section(body, "Needs for action agreed on").strip() == (
            "No need for action was agreed on."
        )


class TestNextStepsW4:
    """W4: what, for which need, who, until when; the first that is due at the top."""

    @pytest.mark.parametrize(
        ("language", "title", "cells"),
        [
            (
                "de",
                "Nächste Schritte",
                [
                    ["Schritt", "Handlungsbedarf", "Verantwortlich", "Bis wann"],
                    ["Protokoll senden", "keiner", "Koordination", "12. Mai 2026"],
                    [
                        "Plan schreiben",
                        "alle",
                        "Sportamt, die Leitung",
                        "1. September 2026",
                    ],
                ],
            ),
            (
                "en",
                "Next steps",
                [
                    ["Step", "Need for action", "Responsible", "By when"],
                    ["Send the minutes", "none", "Coordination", "12 May 2026"],
                    [
                        "Write a plan",
                        "all",
                        "Sports office, its head",
                        "1 September 2026",
                    ],
                ],
            ),
        ],
    )
    def test_in_a_table(self, language: str, title: str, cells: list[list[str]]) -> None:
        assert tables(section(told(language, organisation=OFFICE), title)) == [cells]

    def test_some_of_the_needs_are_named(self) -> None:
        more = ActionNeed(id="more", title={"de": "Halle 2"}, nodes=["news"], basis=["workshop"])
        record = attrs.evolve(RECORD, needs=[*RECORD.needs, more])
        ((_, _, row),) = tables(section(told(record=record), "Nächste Schritte"))
        assert row[1] == "Mehr Hallenzeit; Chor"

    def test_a_single_need_is_named_too(self) -> None:
        step = attrs.evolve(RECORD.next_steps[0], needs=["hall"])
        record = attrs.evolve(RECORD, needs=RECORD.needs[:1], next_steps=[step])
        ((_, row),) = tables(section(told(record=record), "Nächste Schritte"))
        assert row[1] == "Mehr Hallenzeit"

    def test_without_organisation_a_body_is_named_by_its_id(self) -> None:
        ((_, _, row),) = tables(section(told(), "Nächste Schritte"))
        assert row[2] == "sports-office, die Leitung"

    def test_none_is_said(self) -> None:
        body = told(record=attrs.evolve(RECORD, next_steps=()))
        assert section(body, "Nächste Schritte").strip() == (
            "Es ist kein nächster Schritt vereinbart."
        )
