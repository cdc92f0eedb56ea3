# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the workshop; W1-W4, G7, N3."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.render.course.chapterpages import html
from tests.render.course.recordpages import (
    ALL_FINDINGS,
    LANGUAGES,
    OFFICE,
    OFFICIAL,
    RATINGS,
    RECORD,
    beside,
    section,
    told,
    voice,
)
from tests.render.htmlpages import all_of, skeleton, text_of
from tests.render.paper import HOSTILE, headings_of, lines_of, one_line, types_of
from tests.render.village import report, tables, village, worded

from weltoffen.course.workshops import WorkshopFindingCode, workshop_findings
from weltoffen.model.text import Text
from weltoffen.model.workshop import NeedBasis, Workshop
from weltoffen.render.blocks import Heading
from weltoffen.render.course import workshops as chapter_module
from weltoffen.render.course.workshops import workshop_chapter
from weltoffen.render.inline import Line
from weltoffen.testing import workshops


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
                    ["Politik", "5"],
                    ["Zusammen", "17"],
                ],
            ),
            (
                "en",
                "Who took part",
                [
                    ["Perspective", "Number of people"],
                    ["Administration", "12"],
                    ["Politics", "5"],
                    ["All together", "17"],
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


class TestStatementsW3:
    """W3: by criterion in the order of the report; the perspective only where the record names it."""

    @pytest.mark.parametrize(
        ("language", "title", "lines"),
        [
            (
                "de",
                "Was gesagt wurde",
                [
                    (
                        "Hier stehen keine Namen und eine Perspektive nur, wenn mindestens 5 Personen aus "
                        "ihr da waren; der Workshop gehört nicht zu den geschützten Antworten, und nichts "
                        "hier ist eine Antwort auf den Fragebogen."
                    ),
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
                    (
                        "Nobody is named, and a perspective only if at least 5 people of it were there; the "
                        "workshop is not part of the protected answers, and nothing here is an answer to the "
                        "questionnaire."
                    ),
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
        found = lines_of(section(told(), "Was gesagt wurde"))[1:]
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
            "Was der Workshop selbst eingestuft hat, steht im Kapitel „Selbsteinschätzung und Workshop "
            "nebeneinander“ des Berichts."
        )

    def test_in_english(self) -> None:
        body = section(told("en", beside(*RATINGS)), "Second ratings")
        assert body.strip() == (
            "What the workshop rated itself stands in the chapter “Self-assessment and workshop side by "
            "side” of the report."
        )

    def test_the_name_of_the_chapter_leads_to_it(self) -> None:
        """On a page of the report that chapter is the section `workshop`."""
        blocks = workshop_chapter(voice("de", beside(*RATINGS)), RECORD)
        there = Heading(level=2, line=Line.of("x"), anchor="workshop")
        links = [(one.get("href"), text_of(one)) for one in all_of(html([*blocks, there]), "a")]
        assert ("#workshop", "Selbsteinschätzung und Workshop nebeneinander") in links

    def test_no_report(self) -> None:
        ((_, first, second),) = tables(section(told("en"), "Second ratings"))
        assert first == ["sport", "one, tending to the next", "not named"]
        assert second == ["music", "four", "The choir sings."]

    def test_without_ratings_there_is_no_section(self) -> None:
        assert "Zweite Einstufung" not in told(record=attrs.evolve(RECORD, reratings=()))


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

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_council_paper_leaves_out_what_was_said_and_the_remarks(self, language: str) -> None:
        whole = told(language, beside(), findings=ALL_FINDINGS)
        found = told(language, beside(), findings=ALL_FINDINGS, brief=True)
        cut = {"de": "### Was gesagt wurde", "en": "### What was said"}[language]
        assert found.rstrip() == whole.partition(cut)[0].rstrip()
        assert len(headings_of(found)) == 5

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
            pages.append(html(workshop_chapter(speaker, record, ALL_FINDINGS), language))
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
