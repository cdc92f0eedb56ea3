# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the workshop; W1-W4, G7, N3."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.render.htmlpages import skeleton
from tests.render.paper import HOSTILE, headings_of, lines_of, one_line, types_of
from tests.render.refs import check_shown, shown_numbers
from tests.render.village import report, sections, tables, village, worded

from weltoffen.course.workshops import WorkshopFinding, WorkshopFindingCode, workshop_findings
from weltoffen.model.organisation import Body, Organisation
from weltoffen.model.questionnaire import Gate
from weltoffen.model.text import Text
from weltoffen.model.workshop import (
    ActionNeed,
    NeedBasis,
    NextStep,
    Rerating,
    Statement,
    Workshop,
    WorkshopGroup,
)
from weltoffen.render.course import workshops as chapter_module
from weltoffen.render.course.voice import Voice
from weltoffen.render.course.workshops import workshop_chapter
from weltoffen.render.html import Document, write_html
from weltoffen.render.inline import Line
from weltoffen.render.markdown import write_markdown
from weltoffen.render.page import Page
from weltoffen.render.sections import divided
from weltoffen.schemas import write
from weltoffen.testing import workshops

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weltoffen.report.structure import Report

LANGUAGES = ("de", "en")
OFFICIAL = {"sport-hall": "s2", "sport-club": "s2", "music-choir": "s4"}
"""Sport is at stage 3 (1/2, 25 points below its target), music at 4 (1), news has no answers."""
OFFICE = Organisation(
    id="o",
    source_language="de",
    bodies=[
        Body(
            id="sports-office",
            kind="office",
            title={"de": "Sportamt", "en": "Sports office"},
        )
    ],
)
RATINGS = (
    Rerating(node="sport", stage="one", tendency=True),
    Rerating(
        node="music", stage="four", reason={"de": "Der Chor singt.", "en": "The choir sings."}
    ),
)
RECORD = Workshop(
    id="w",
    source_language="de",
    assessment="town-2026",
    date=dt.date(2026, 5, 5),
    groups=[
        WorkshopGroup(perspective="administration", number=12),
        WorkshopGroup(perspective="politics", number=3),
    ],
    reratings=RATINGS,
    statements=[
        Statement(id="time", text={"de": "Zeit fehlt.", "en": "There is no time."}),
        Statement(id="paper", text={"de": "Niemand liest.", "en": "Nobody reads."}, node="news"),
        Statement(
            id="hall",
            text={"de": "Die Halle ist voll.", "en": "The hall is full."},
            node="sport",
            perspective="politics",
        ),
    ],
    needs=[
        ActionNeed(
            id="hall",
            title={"de": "Mehr Hallenzeit", "en": "More time in the hall"},
            description={"de": "Auch am Abend.", "en": "In the evening, too."},
            nodes=["sport", "music", "news"],
            basis=["target-gap", "monitoring"],
            indicators=["hours", "clubs"],
        ),
        ActionNeed(
            id="choir",
            title={"de": "Chor", "en": "Choir"},
            nodes=["music"],
            basis=["workshop"],
        ),
    ],
    next_steps=[
        NextStep(
            id="plan",
            text={"de": "Plan schreiben", "en": "Write a plan"},
            needs=["hall", "choir"],
            body="sports-office",
            responsible={"de": "die Leitung", "en": "its head"},
            due=dt.date(2026, 9, 1),
        ),
        NextStep(
            id="send",
            text={"de": "Protokoll senden", "en": "Send the minutes"},
            responsible={"de": "Koordination", "en": "Coordination"},
            due=dt.date(2026, 5, 12),
        ),
    ],
)


def beside(*ratings: Rerating) -> Report:
    one = village()
    return report(one, one.official(**OFFICIAL), reratings=ratings)


def voice(language: str, found: Report | None = None, **more: Any) -> Voice:  # noqa: ANN401
    page = None if found is None else Page(report=found, language=language)
    return Voice(language=language, page=page, **more)


def told(
    language: str = "de",
    found: Report | None = None,
    record: Workshop = RECORD,
    findings: Iterable[WorkshopFinding] = (),
    **more: Any,  # noqa: ANN401 - of the voice
) -> str:
    blocks = workshop_chapter(voice(language, found, **more), record, tuple(findings))
    return write_markdown(blocks).replace("\u00a0", " ")


def section(body: str, title: str) -> str:
    return sections(body)[title]


class TestParticipantsW1:
    """W1, N3: numbers per perspective, with their sum."""

    @pytest.mark.parametrize(
        ("language", "title", "cells"),
        [
            (
                "de",
                "Wer teilgenommen hat",
                [
                    ["Perspektive", "Zahl der Personen"],
                    ["Verwaltung", "12"],
                    ["Politik", "3"],
                    ["Zusammen", "15"],
                ],
            ),
            (
                "en",
                "Who took part",
                [
                    ["Perspective", "Number of people"],
                    ["Administration", "12"],
                    ["Politics", "3"],
                    ["All together", "15"],
                ],
            ),
        ],
    )
    def test_numbers_and_their_sum(self, language: str, title: str, cells: list[list[str]]) -> None:
        assert tables(section(told(language, beside()), title)) == [cells]

    def test_what_was_not_recorded_is_said(self) -> None:
        body = told(record=attrs.evolve(RECORD, groups=(), statements=()))
        assert section(body, "Wer teilgenommen hat").strip() == (
            "Wer teilgenommen hat, ist nicht festgehalten."
        )


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
                    ["Protokoll senden", "nicht genannt", "Koordination", "12. Mai 2026"],
                    [
                        "Plan schreiben",
                        "Mehr Hallenzeit; Chor",
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
                    ["Send the minutes", "not named", "Coordination", "12 May 2026"],
                    [
                        "Write a plan",
                        "More time in the hall; Choir",
                        "Sports office, its head",
                        "1 September 2026",
                    ],
                ],
            ),
        ],
    )
    def test_in_a_table(self, language: str, title: str, cells: list[list[str]]) -> None:
        assert tables(section(told(language, organisation=OFFICE), title)) == [cells]

    def test_without_organisation_a_body_is_named_by_its_id(self) -> None:
        ((_, _, row),) = tables(section(told(), "Nächste Schritte"))
        assert row[2] == "sports-office, die Leitung"

    def test_none_is_said(self) -> None:
        body = told(record=attrs.evolve(RECORD, next_steps=()))
        assert section(body, "Nächste Schritte").strip() == (
            "Es ist kein nächster Schritt vereinbart."
        )


class TestStatementsW3:
    """W3: by criterion in the order of the report; the perspective only where the record names it."""

    @pytest.mark.parametrize(
        ("language", "title", "lines"),
        [
            (
                "de",
                "Was gesagt wurde",
                [
                    "Sport (Freizeit)",
                    "Die Halle ist voll. (Politik)",
                    "Nachrichten (Gespräch)",
                    "Niemand liest.",
                    "Allgemein",
                    "Zeit fehlt.",
                ],
            ),
            (
                "en",
                "What was said",
                [
                    "Sports (Leisure)",
                    "The hall is full. (Politics)",
                    "News (Talk)",
                    "Nobody reads.",
                    "In general",
                    "There is no time.",
                ],
            ),
        ],
    )
    def test_line_by_line(self, language: str, title: str, lines: list[str]) -> None:
        assert lines_of(section(told(language, beside()), title)) == lines

    def test_without_a_report_in_the_order_of_the_record(self) -> None:
        found = lines_of(section(told(), "Was gesagt wurde"))
        assert found[::2] == ["news", "sport", "Allgemein"]
        assert found[3] == "Die Halle ist voll. (politics)"

    def test_without_statements_there_is_no_section(self) -> None:
        assert "Was gesagt wurde" not in told(record=attrs.evolve(RECORD, statements=()))


class TestRatingsG7:
    """G7: both ratings stand side by side in the report; where that lacks them they stand here."""

    CELLS = (
        ["Kriterium", "Einstufung im Workshop", "Begründung"],
        ["Sport (Freizeit)", "Stufe 1, Tendenz zur nächsten", "nicht genannt"],
        ["Musik (Freizeit)", "Stufe 4", "Der Chor singt."],
    )

    def test_a_report_without_them(self) -> None:
        body = section(told(found=beside()), "Zweite Einstufung")
        assert tables(body) == [[*self.CELLS]]
        assert "Das ändert kein Ergebnis der Selbsteinschätzung." in body

    def test_a_report_with_them(self) -> None:
        body = section(told(found=beside(*RATINGS)), "Zweite Einstufung")
        assert body.strip() == (
            "Was der Workshop selbst eingestuft hat, steht im Bericht neben den Ergebnissen der "
            "Selbsteinschätzung."
        )

    def test_no_report(self) -> None:
        ((_, first, second),) = tables(section(told("en"), "Second ratings"))
        assert first == ["sport", "one, tending to the next", "not named"]
        assert second == ["music", "four", "The choir sings."]

    def test_without_ratings_there_is_no_section(self) -> None:
        assert "Zweite Einstufung" not in told(record=attrs.evolve(RECORD, reratings=()))


ALL_FINDINGS = (
    WorkshopFinding(code="no-target-gap", needs=("hall", "choir")),
    WorkshopFinding(code="no-perception-gap", needs=("choir",)),
    WorkshopFinding(code="nothing-to-clarify", needs=("choir",)),
    WorkshopFinding(code="no-indicator", needs=("choir",)),
    WorkshopFinding(code="not-taken-up", nodes=("sport", "news")),
    WorkshopFinding(code="no-next-step", needs=("choir",)),
    WorkshopFinding(code="no-reason", nodes=("sport",)),
    WorkshopFinding(code="not-there", perspectives=("economy", "residents")),
    WorkshopFinding(code="few-people"),
    WorkshopFinding(code="many-people"),
)


class TestFindings:
    """W1-W4: remarks in plain words, with the names of what they concern."""

    @pytest.mark.parametrize(
        ("language", "title", "lines"),
        [
            (
                "de",
                "Hinweise zum Protokoll",
                [
                    (
                        "Als Grundlage ist ein Abstand zum Ziel genannt; der Bericht zeigt an den Kriterien "
                        "keinen: „Mehr Hallenzeit“, „Chor“."
                    ),
                    (
                        "Als Grundlage sind verschiedene Sichtweisen genannt; der Bericht zeigt an den "
                        "Kriterien keine: „Chor“."
                    ),
                    (
                        "Es soll vorher etwas geklärt werden; der Bericht nennt an den Kriterien nichts, das "
                        "offen ist: „Chor“."
                    ),
                    "Als Grundlage ist das Monitoring genannt, aber kein Indikator: „Chor“.",
                    (
                        "Unter den 5 größten Handlungsbedarfen des Berichts, hier nicht aufgegriffen: Sport "
                        "(Freizeit), Nachrichten (Gespräch)."
                    ),
                    "Hierzu ist kein nächster Schritt vereinbart: „Chor“.",
                    (
                        "Der Workshop stuft anders ein als die Selbsteinschätzung und nennt keinen Grund: "
                        "Sport (Freizeit)."
                    ),
                    "Von diesen Perspektiven war niemand da: Wirtschaft, Einwohner*innen.",
                    "Üblich sind 20 bis 40 Personen; hier waren es weniger. Umso eher fehlt eine Sicht.",
                    (
                        "Üblich sind 20 bis 40 Personen; hier waren es mehr. Umso eher kommt jemand nicht zu "
                        "Wort."
                    ),
                ],
            ),
            (
                "en",
                "Remarks on the record",
                [
                    (
                        "A distance from the target is named as the basis; the report shows none at the "
                        "criteria: “More time in the hall”, “Choir”."
                    ),
                    (
                        "Different views are named as the basis; the report shows none at the criteria: "
                        "“Choir”."
                    ),
                    (
                        "Something is to be clarified first; the report names nothing open at the criteria: "
                        "“Choir”."
                    ),
                    "Monitoring is named as the basis, but no indicator: “Choir”.",
                    (
                        "Among the 5 largest needs for action of the report, not taken up here: Sports "
                        "(Leisure), News (Talk)."
                    ),
                    "No next step was agreed on for: “Choir”.",
                    (
                        "The workshop rates differently from the self-assessment and gives no reason: Sports "
                        "(Leisure)."
                    ),
                    "Nobody was there from these perspectives: Economy, Residents.",
                    (
                        "Usually 20 to 40 people take part; here there were fewer. A view is more easily "
                        "missing."
                    ),
                    (
                        "Usually 20 to 40 people take part; here there were more. Some are more easily not "
                        "heard."
                    ),
                ],
            ),
        ],
    )
    def test_each_in_words(self, language: str, title: str, lines: list[str]) -> None:
        assert [one.code for one in ALL_FINDINGS] == [*get_args(WorkshopFindingCode)]
        body = told(language, beside(), findings=ALL_FINDINGS)
        assert lines_of(section(body, title))[1:] == lines

    def test_without_any_there_is_no_section(self) -> None:
        assert "Hinweise zum Protokoll" not in told(found=beside())


class TestChapter:
    """W1-W4, M7: one heading, one order, and texts that stay texts."""

    def test_the_order(self) -> None:
        body = told(found=beside(), findings=ALL_FINDINGS)
        assert headings_of(body) == [
            (2, "Der Workshop"),
            (3, "Wer teilgenommen hat"),
            (3, "Zweite Einstufung"),
            (3, "Vereinbarte Handlungsbedarfe"),
            (3, "Nächste Schritte"),
            (3, "Was gesagt wurde"),
            (3, "Hinweise zum Protokoll"),
        ]
        assert "Der Workshop am 5. Mai 2026 hat die Ergebnisse" in lines_of(body)[1]

    def test_it_can_be_linked_to(self) -> None:
        first = next(workshop_chapter(voice("de"), RECORD))
        assert getattr(first, "anchor", None) == "course-workshop"

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_hostile_texts_stay_texts(self, language: str) -> None:
        bodies, pages = [], []
        for text in (HOSTILE, "calm"):
            one = worded(village(), text)
            found = report(one, one.official(**OFFICIAL))
            record, organisation = _put(RECORD, text), _put(OFFICE, text)
            more = {"findings": ALL_FINDINGS, "organisation": organisation}
            bodies.append(told(language, found, record, **more))
            speaker = voice(language, found, organisation=organisation)
            pages.append(_page(speaker, record, ALL_FINDINGS))
        first, second = bodies
        assert types_of(first) == types_of(second)
        assert sum(one_line(HOSTILE) in line for line in lines_of(first)) > 10
        assert skeleton(pages[0]) == skeleton(pages[1])
        assert "<script>alert" not in pages[0]

    @given(workshops(), st.sampled_from(LANGUAGES))
    @settings(max_examples=50)
    def test_any_record_can_be_written_without_report(
        self, record: Workshop, language: str
    ) -> None:
        assert told(language, record=record)

    @given(st.data(), st.sampled_from(LANGUAGES))
    @settings(max_examples=50)
    def test_any_record_can_be_written_beside_its_report(
        self, data: st.DataObject, language: str
    ) -> None:
        found = beside()
        record = data.draw(workshops(found))
        findings = workshop_findings(record, found)
        body = told(language, found, record, findings)
        if record.groups:
            total = tables(body)[0][-1][1]
            assert total == str(sum(one.number for one in record.groups))
        assert body.count("\n- ") >= len(findings)


def _put(value: Any, text: str) -> Any:  # noqa: ANN401 - any model value
    """Put a text in the place of every text; unlike `reworded` it knows days and keeps None."""
    if isinstance(value, Text):
        return Text(dict.fromkeys(value.languages, text))
    if isinstance(value, tuple):
        return tuple(_put(one, text) for one in value)
    if attrs.has(type(value)):
        names = [field.name for field in attrs.fields(type(value)) if field.init]
        return attrs.evolve(value, **{name: _put(getattr(value, name), text) for name in names})
    return value


def _page(speaker: Voice, record: Workshop, findings: tuple[WorkshopFinding, ...]) -> str:
    lead, found = divided(workshop_chapter(speaker, record, findings))
    return write_html(
        Document(
            language=speaker.language,
            title=Line.of("t"),
            town="t",
            lead=lead,
            sections=found,
            closing=Line.of("c"),
        )
    )


class TestWording:
    """M7: every text is there in both languages, with the same gaps, and every one is used."""

    SOURCE = tomllib.loads(
        resources.files("weltoffen.render.course").joinpath("workshops.toml").read_text("utf-8")
    )

    def test_both_languages_have_the_same_gaps(self) -> None:
        for entries in self.SOURCE.values():
            for name, texts in entries.items():
                assert set(texts) == {"de", "en"}, name
                german, english = (set(re.findall(r"\{(.*?)\}", texts[one])) for one in texts)
                assert german == english, name

    def test_closed_lists_are_worded(self) -> None:
        assert set(self.SOURCE["finding"]) == set(get_args(WorkshopFindingCode))
        assert set(self.SOURCE["basis"]) == set(get_args(NeedBasis))

    def test_every_text_is_used(self) -> None:
        assert chapter_module.__file__ is not None
        code = Path(chapter_module.__file__).read_text(encoding="utf-8")
        for group in self.SOURCE.keys() - {"finding", "basis", "label"}:
            for name in self.SOURCE[group]:
                assert f'"{group}.{name}"' in code
        for name in self.SOURCE["label"]:
            assert f'"{name}"' in code or f'"label.{name}"' in code
