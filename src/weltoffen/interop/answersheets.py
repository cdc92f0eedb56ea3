# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Answer sheets (Antwortbögen als Tabelle): templates for a spreadsheet program, and the filled ones read.

A filled sheet goes through the same door as any other response: it is turned into its JSON, and what the
door finds is told with the address of the cell.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

import attrs

from weltoffen.arguments import check_type
from weltoffen.errors import InvalidDocument, Problem
from weltoffen.interop.delimited import read_delimited
from weltoffen.interop.grids import headed
from weltoffen.interop.sheetfiles import csv_sheet, xlsx_sheet
from weltoffen.interop.sheetlayout import SheetLayout
from weltoffen.interop.sheetreading import SheetReading, wanted_columns
from weltoffen.interop.spreadsheets import is_spreadsheet, read_spreadsheet
from weltoffen.model.assessment import Assessment, Perspective
from weltoffen.model.edition import Edition
from weltoffen.model.questionnaire import Questionnaire
from weltoffen.model.response import build_response
from weltoffen.report.editions import check_language
from weltoffen.schemas.documents import load
from weltoffen.schemas.strict import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weltoffen.interop.grids import Grid
    from weltoffen.model.response import Capacity, Response

SheetForm = Literal["xlsx", "csv"]
"""Formats of answer sheets (Dateiformat)."""
FORMS: tuple[SheetForm, ...] = ("xlsx", "csv")


def answer_sheet(
    asked: Edition | Questionnaire,
    *,
    assessment_id: str,
    perspective: str,
    capacity: Capacity,
    perspectives: Iterable[Perspective] = (),
    language: str = "de",
    form: SheetForm = "xlsx",
) -> bytes:
    """Write the template of one response for a spreadsheet program (Antwortbogen als Vorlage; A1, A2).

    Each question has a row, each option of a checklist one more. In XLSX the cells for answers have
    drop-down lists and the help texts, and all others are locked, without a password. Nothing is filled in.

    Args:
        asked: The edition, extended by the local supplement if there is one, or its questionnaire alone,
            without the titles of criteria and offices.
        assessment_id: Id of the assessment.
        perspective: Id of the perspective.
        capacity: ``official`` or ``personal``; a personal sheet lacks the questions that are asked
            officially only (T1).
        perspectives: The perspectives of the assessment, for the title of the one that is named; without
            them the sheet shows its id alone.
        language: Language of the reader: ``de``, ``en``, ``de-simple``, or any other for which the texts
            of the edition are chosen by M7.
        form: ``xlsx`` or ``csv``.

    Returns:
        The file. Equal arguments give equal bytes.

    Raises:
        InvalidDocument: ``bad-id``, ``unknown-capacity``, ``bad-language``, ``not-allowed`` for another form.
        MissingExtra: For ``xlsx`` without the extra ``tables``.
        TypeError: For another argument of a wrong type.
    """
    check_type("answer_sheet", "asked", asked, Edition, Questionnaire)
    check_language(language)
    known = tuple(perspectives)
    for one in known:
        check_type("answer_sheet", "each of perspectives", one, Perspective)
    if form not in FORMS:
        raise InvalidDocument([Problem.at("not-allowed", ("form",), allowed=", ".join(FORMS))])
    layout = SheetLayout(asked, language, known)
    blank = build_response(
        layout.questionnaire,
        assessment=assessment_id,
        perspective=perspective,
        capacity=capacity,
        answers={},
    )
    return (xlsx_sheet if form == "xlsx" else csv_sheet)(layout, blank)


def read_answer_sheet(
    source: bytes | str | os.PathLike[str],
    questionnaire: Questionnaire,
    assessment: Assessment | None = None,
    *,
    language: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Response:
    """Read a filled answer sheet, XLSX or CSV (ausgefüllten Antwortbogen lesen; A1, A2).

    An answer may be given by the title of an option in the language of the sheet, or by its id; case and
    spaces around it do not matter. A blank cell is a question that was skipped. Nothing is computed: a
    formula is a problem, and so is what a spreadsheet program has turned into a date.

    Args:
        source: The bytes of the file, or its path.
        questionnaire: The questionnaire, extended by the local supplement if there is one.
        assessment: If given, the response must name it and one of its perspectives, which may then be
            named by its title, too.
        language: Language of the titles; None for the one that the sheet names.
        limits: Limits of reading; the size holds for all that is unpacked, too. Beside them a file has
            200 000 filled cells at most, and the column names stand in one of the first 300 filled rows.

    Returns:
        The checked response.

    Raises:
        InvalidDocument: With all problems of the first tier that found any: file, cells, answers. Those
            of cells and answers carry the address of the cell. ``bad-language`` for a language that is none.
        MissingExtra: For XLSX without the extra ``tables``.
        TypeError: For an argument other than the source of a wrong type.
    """
    check_type("read_answer_sheet", "questionnaire", questionnaire, Questionnaire)
    check_type("read_answer_sheet", "assessment", assessment, Assessment, type(None))
    if language is not None:
        check_language(language)
    check_type("read_answer_sheet", "limits", limits, Limits)
    try:
        grid = _answers_grid(load(source, limits), limits)
        return SheetReading(grid, questionnaire, language).response(assessment, limits)
    except InvalidDocument as error:
        if not isinstance(source, (str, os.PathLike)):
            raise
        name = os.fspath(source)
        found = [attrs.evolve(one, source=name) for one in error.problems]
        raise InvalidDocument(found, error.more) from None


def _answers_grid(data: bytes, limits: Limits) -> Grid:
    """Find the one sheet with a row of column names; what it is called does not matter."""
    if not is_spreadsheet(data):
        grids: Iterable[Grid] = [read_delimited(data, limits, wanted_columns)]
    elif len(data) > limits.size:
        raise InvalidDocument([Problem.at("too-large", maximum=limits.size)])
    else:
        grids = read_spreadsheet(data, limits, wanted_columns)
    found = [grid for grid in grids if headed(grid.rows, wanted_columns)]
    if not found:
        raise InvalidDocument([Problem.at("sheet-without-answers")])
    if len(found) > 1:
        raise InvalidDocument([Problem.at("sheet-twice")])
    return found[0]
