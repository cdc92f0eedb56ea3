# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.interop.sheetparts import all_rows
from tests.interop.sheettowns import entries, filled_csv, filled_xlsx, open_sheet, template

import weltoffen as wo
from weltoffen.demo import demo_bytes
from weltoffen.interop.answersheets import answer_sheet, read_answer_sheet
from weltoffen.interop.delimited import read_delimited
from weltoffen.interop.spreadsheets import read_spreadsheet
from weltoffen.model.forms import FreeText
from weltoffen.schemas.strict import DEFAULT_LIMITS
from weltoffen.testing import assessments, editions, responses

if TYPE_CHECKING:
    from weltoffen.interop.answersheets import SheetForm
    from weltoffen.model.answers import Answer
    from weltoffen.model.questionnaire import Questionnaire
    from weltoffen.model.response import Response

FORMS: tuple[SheetForm, ...] = ("xlsx", "csv")
LANGUAGES = ("de", "en", "de-simple", "fr")


def as_a_sheet_can_hold(response: Response, questionnaire: Questionnaire) -> Response:
    """Leave out what no sheet tells: id, time, extensions, blank texts, control characters of texts."""
    kept: dict[str, Answer] = {}
    for question, answer in response.answers:
        if isinstance(questionnaire.by_id[question].form, FreeText):
            text = re.sub("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]", "", str(answer))
            if text.strip():
                kept[question] = text
        else:
            kept[question] = answer
    return attrs.evolve(response, answers=kept, id=None, submitted_at=None, extensions=None)


def round_trip(
    response: Response, edition: wo.Edition, form: SheetForm, language: str
) -> tuple[Response, Response]:
    """Fill in a template with a response; give what reading unfilled and filled sheet gives."""
    asked = edition.questionnaire
    blank = answer_sheet(
        edition,
        assessment_id=response.assessment,
        perspective=response.perspective,
        capacity=response.capacity,
        language=language,
        form=form,
    )
    filled = dict(entries(response, asked, language))
    part = response.part or ""
    data = (
        filled_xlsx(blank, filled, part)
        if form == "xlsx"
        else filled_csv(blank, filled, language, part)
    )
    return read_answer_sheet(blank, asked), read_answer_sheet(data, asked)


class TestRoundTrip:
    """A template filled in with any response reads back equal to it."""

    @pytest.mark.parametrize("form", FORMS)
    @given(data=st.data())
    def test_any_response(self, form: SheetForm, data: st.DataObject) -> None:
        edition = data.draw(editions(max_nodes=4, max_questions=5))
        assessment = data.draw(assessments(edition))
        extended = assessment.extend(edition)
        drawn = data.draw(responses(extended.questionnaire, assessment))
        response = as_a_sheet_can_hold(drawn, extended.questionnaire)
        language = data.draw(st.sampled_from(LANGUAGES))
        blank, filled = round_trip(response, extended, form, language)
        assert filled == response
        assert blank == attrs.evolve(response, answers=(), part=None)

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("language", ["de", "en", "de-simple"])
    def test_the_reference_edition(self, form: SheetForm, language: str) -> None:
        edition = wo.load_reference("2026.1")
        assessment = wo.schemas.read_assessment(demo_bytes("assessment.json"))
        asked = edition.questionnaire
        extended = assessment.extend(edition).questionnaire
        found = wo.schemas.read_responses(demo_bytes("answers.ndjson"), extended, assessment)
        parts = [
            one
            for one in found
            if one.capacity == "official" and one.perspective == "administration"
        ]
        official, _ = wo.merge_parts(parts, extended)
        answers = {q: answer for q, answer in official.answers if q in asked.by_id}
        expected = as_a_sheet_can_hold(attrs.evolve(official, answers=answers), asked)
        assert len(expected.answers) > 50
        blank, filled = round_trip(expected, edition, form, language)
        assert filled == expected
        assert blank.answers == ()


class TestOracle:
    """openpyxl sees the same cells in a workbook as the reader."""

    @settings(max_examples=20)
    @given(data=st.data())
    def test_the_cells_of_any_template(self, data: st.DataObject) -> None:
        edition = data.draw(editions(max_nodes=3, max_questions=4))
        language = data.draw(st.sampled_from(LANGUAGES))
        sheet = answer_sheet(
            edition, assessment_id="a", perspective="p", capacity="official", language=language
        )
        book, _ = open_sheet(sheet)
        for grid in read_spreadsheet(sheet, DEFAULT_LIMITS, all_rows):
            seen = {
                (cell.row, cell.column - 1): str(cell.value)
                for row in book[grid.name].iter_rows()
                for cell in row
                if cell.value is not None
            }
            ours = {(n, column): cell.text for n, row in grid.rows for column, cell in row.items()}
            assert ours == seen

    def test_both_forms_have_the_same_rows(self) -> None:
        xlsx, text = template(), template("csv")
        rows = [
            [(n, [cell.text for cell in row.values()]) for n, row in grid.rows]
            for grid in (
                read_spreadsheet(xlsx, DEFAULT_LIMITS, all_rows)[0],
                read_delimited(text, DEFAULT_LIMITS, lambda row: range(9) if len(row) > 5 else ()),
            )
        ]
        assert rows[0] == rows[1]
