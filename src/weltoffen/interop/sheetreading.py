# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""From filled cells to a response (ausgefüllte Bögen deuten), and from problems back to cells; A1, A2."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from typing import TYPE_CHECKING, final

import attrs

from weltoffen.errors import MAX_PROBLEMS, InvalidDocument, Problem, Problems, pointer_to
from weltoffen.interop.grids import CellKind, Grid, GridCell, Row, address
from weltoffen.interop.sheetlayout import (
    LANGUAGES,
    SheetColumn,
    SheetLayout,
    capacity_names,
    column_names,
    decimal_mark,
    folded,
    head_names,
    perspective_id,
    say,
)
from weltoffen.model.forms import Checklist, FreeText, NumberEntry
from weltoffen.model.text import is_language
from weltoffen.schemas.catalogue import schema_uri
from weltoffen.schemas.responses import ResponseReader
from weltoffen.schemas.strict import Limits, dump

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from weltoffen.model.assessment import Assessment
    from weltoffen.model.questionnaire import Question, Questionnaire
    from weltoffen.model.response import Response


def wanted_columns(row: Row) -> frozenset[int]:
    """Give the columns to be read below a row that holds the column names; none for any other row."""
    found = _columns(row)
    if {"question", "answer"} <= found.keys():
        return frozenset(found.values())
    return frozenset()


def _columns(row: Row) -> dict[SheetColumn, int]:
    """Give the columns that a row names and reading needs; of a name that stands twice, the first."""
    found: dict[SheetColumn, int] = {}
    for column, name in _named_columns(row):
        found.setdefault(name, column)
    return found


def _named_columns(row: Row) -> Iterator[tuple[int, SheetColumn]]:
    for column, cell in sorted(row.items()):
        name = column_names().get(_short(cell.text))
        if name in _TOLD_APART:
            yield column, name


_MAX_NAME = 100


@functools.lru_cache(maxsize=1_000)
def _short(text: str) -> str:
    """Fold a text that may be a name; a long one is none."""
    return folded(text) if len(text) <= _MAX_NAME else ""


@final
class SheetReading:
    """Reads one sheet: cells to the JSON of a response, problems back to cells."""

    def __init__(self, grid: Grid, questionnaire: Questionnaire, language: str | None) -> None:
        """Take a sheet with a row of column names, and read its head."""
        self._grid = grid
        self._questionnaire = questionnaire
        self._problems = Problems()
        self._cells: dict[str, str] = {}
        self._seen: set[tuple[str, str]] = set()
        start = next(place for place, (_, row) in enumerate(grid.rows) if wanted_columns(row))
        self._columns = _columns(grid.rows[start][1])
        self._check_columns(grid.rows[start][1])
        self._document = dict(self._head(grid.rows[:start]))
        named = self._document.pop("language", "")
        self._language = str(language or named)
        self._layout = SheetLayout(questionnaire, self._language)
        self._rows = grid.rows[start + 1 :]
        self._first = grid.rows[start][0] + 1

    def response(self, assessment: Assessment | None, limits: Limits) -> Response:
        """Give the response, or raise what is wrong with it."""
        answers = dict(self._answers())
        self._problems.raise_if_any()
        document = {"$schema": schema_uri("response"), **self._document, "answers": answers}
        if "perspective" in document:
            known = () if assessment is None else assessment.perspectives
            document["perspective"] = perspective_id(str(document["perspective"]), known)
        try:
            reader = ResponseReader(self._questionnaire, assessment, limits=limits)
            return reader.read(dump(document, indent=None))
        except InvalidDocument as error:
            found = [self._placed(one) for one in error.problems]
            raise InvalidDocument(found, error.more) from None

    # --- Problems ------------------------------------------------------------------------------------

    def _add(
        self, code: str, where: str | GridCell, path: tuple[str, ...] = (), **more: object
    ) -> None:
        if len(self._problems.found) == MAX_PROBLEMS:
            self._problems.more += 1
            return
        cell = where if isinstance(where, str) else where.address
        self._problems.found.append(attrs.evolve(Problem.at(code, path, **more), cell=cell))

    def _placed(self, problem: Problem) -> Problem:
        """Add the cell that a pointer of the door leads to."""
        pointer = problem.pointer
        while pointer and pointer not in self._cells:
            pointer = pointer.rpartition("/")[0]
        return attrs.evolve(problem, cell=self._cells.get(pointer))

    # --- Head ----------------------------------------------------------------------------------------

    def _head(self, rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[str, object]]:
        """Give the entries of the head: the first cell of a row names one, the next holds its value."""
        seen: set[str] = set()
        for _, row in rows:
            label = row[min(row)]
            name, value = head_names().get(_short(label.text)), row.get(label.column + 1)
            if name is None:
                self._check_above(row, label)
            if name is None or value is None:
                continue
            if name in seen:
                self._add("sheet-repeated-row", label, (name,))
            seen.add(name)
            text = self._plain(value, (name,))
            self._cells.setdefault(pointer_to((name,)), value.address)
            if name == "questionnaire":
                one, _, version = text.partition(" ")
                yield name, {"id": one, "version": version}
            elif name == "language" and text and not is_language(text):
                self._add("bad-language", value, (name,))
            elif text:
                yield name, capacity_names().get(_short(text), text) if name == "capacity" else text

    def _check_columns(self, row: Row) -> None:
        """Find a second column of a meaning: which of them holds the answers cannot be told."""
        for column, name in _named_columns(row):
            if column != self._columns[name]:
                self._add("sheet-repeated-column", row[column], ("answers",))

    def _check_above(self, row: Row, first: GridCell) -> None:
        """Find the row of a question above the column names, where it is no answer."""
        for cell in (first, self._cell(row, "question")):
            if cell is not None and cell.text.strip() in self._questionnaire.by_id:
                self._add("sheet-row-above", cell, ("answers", cell.text.strip()))
                return

    def _plain(self, cell: GridCell, path: tuple[str, ...]) -> str:
        """Give the text of a cell that is neither computed nor a date, with single spaces."""
        if cell.kind in _NO_TEXT:
            self._add(_NO_TEXT[cell.kind], cell, path)
            return ""
        return " ".join(cell.text.split())

    # --- Answers -------------------------------------------------------------------------------------

    def _answers(self) -> Iterator[tuple[str, object]]:
        """Give the answers in the order of the sheet, those to checklists at the end."""
        checklists: dict[str, _Checked] = {}
        for _, row in self._rows:
            answer = self._cell(row, "answer")
            question = self._question(row, answer)
            if question is None:
                continue
            option = self._option(row, question)
            if option is None or answer is None:
                continue
            self._cells.setdefault(pointer_to(("answers", question.id)), answer.address)
            if isinstance(question.form, Checklist):
                checked = checklists.setdefault(question.id, _Checked())
                self._tick(question, option, answer, checked)
            else:
                yield from self._answered(question, answer)
        for one, checked in checklists.items():
            yield from self._chosen(one, checked)
        self._check_merged()

    def _id(self, cell: GridCell, path: tuple[str, ...]) -> str:
        """Give the id that a cell names; of what is too long for one the start, with a mark that no id has.

        A long text can stand in every row of a small file.
        """
        long = len(cell.text) > _MAX_NAME
        return f"{cell.text[:_MAX_NAME]}…" if long else self._plain(cell, path)

    def _question(self, row: Row, answer: GridCell | None) -> Question | None:
        """Give the question of a row; None for an empty row, or if there is a problem."""
        place = self._cell(row, "question")
        one = "" if place is None else self._id(place, ("answers",))
        if place is not None and one:
            question = self._questionnaire.by_id.get(one)
            if question is None:
                self._add("answer-unknown-question", place, ("answers", one))
            return question
        if answer is not None:
            self._add("sheet-row-without-id", answer, ("answers",))
        return None

    def _option(self, row: Row, question: Question) -> str | None:
        """Give the option of a row of a checklist, ``""`` for the question itself; None for a problem."""
        is_checklist = isinstance(question.form, Checklist)
        place = self._cell(row, "option") if is_checklist else None
        path = ("answers", question.id)
        one = "" if place is None else self._id(place, path)
        if place is not None and one and one not in self._questionnaire.choices(question):
            known = ", ".join(self._questionnaire.choices(question))
            self._add("answer-unknown-option", place, path, options=known)
            return None
        if (question.id, one) in self._seen:
            self._add("sheet-repeated-row", place or row[self._columns["question"]], path)
            return None
        self._seen.add((question.id, one))
        return one

    def _cell(self, row: Row, column: SheetColumn) -> GridCell | None:
        return row.get(self._columns.get(column, -1))

    def _answered(self, question: Question, cell: GridCell) -> Iterator[tuple[str, object]]:
        path = ("answers", question.id)
        if cell.kind in _NO_ANSWER:
            self._add(_NO_ANSWER[cell.kind], cell, path)
        elif cell.kind == "boolean":
            self._add("answer-wrong-kind", cell, path, kind=question.kind)
        else:
            value = self._value(question, cell)
            try:
                dump(value)  # half a character, or more digits than any program keeps
            except InvalidDocument as error:
                self._add(error.problems[0].code, cell, path)
            else:
                yield question.id, value

    def _value(self, question: Question, cell: GridCell) -> object:
        """Turn a cell into what JSON would hold; what cannot be turned is left to the door."""
        form = question.form
        if isinstance(form, FreeText):
            return cell.text.replace("\r\n", "\n")
        named = self._named(question, cell.text)
        if named is not None or not isinstance(form, NumberEntry):
            return named or cell.text
        if cell.kind == "number":
            return Decimal(cell.text)
        unit = "" if form.unit is None else self._layout.asked(form.unit)
        number = typed_number(cell.text, unit, self._language)
        return cell.text if number is None else number

    def _named(self, question: Question, text: str) -> str | None:
        """Give the id of an option, or of no answer, that a text names by its label or by itself."""
        labels = self._labels(question)
        longest = _MAX_NAME + _SPELLINGS * max(map(len, labels), default=0)
        return labels.get(folded(text)) if len(text) <= longest else None

    def _labels(self, question: Question) -> Mapping[str, str]:
        labels = self._layout.labels(question)
        return {
            **{folded(label): one for one, label in labels.items()},
            **{one: one for one in labels},
        }

    # --- Checklists ----------------------------------------------------------------------------------

    def _tick(self, question: Question, option: str, answer: GridCell, checked: _Checked) -> None:
        path = ("answers", question.id)
        if answer.kind in _NO_ANSWER:
            self._add(_NO_ANSWER[answer.kind], answer, path)
        elif option:
            ticked = self._ticked(answer)
            if ticked is None:
                yes, no = self._layout.say("answer.yes"), self._layout.say("answer.no")
                self._add("sheet-not-yes-or-no", answer, path, yes=yes, no=no)
            checked.ticked[option] = bool(ticked)
        else:
            checked.instead = self._named(question, answer.text)
            checked.place = answer
            if checked.instead is None:
                words = ", ".join(self._layout.labels(question).values())
                self._add("answer-unknown-option", answer, path, options=words)

    def _ticked(self, cell: GridCell) -> bool | None:
        if cell.kind == "boolean":
            return cell.text == "1"
        return _ticks().get(_short(cell.text))

    def _chosen(self, one: str, checked: _Checked) -> Iterator[tuple[str, object]]:
        if checked.place is not None and checked.ticked:
            self._add("sheet-contradiction", checked.place, ("answers", one))
        elif checked.place is not None:
            yield one, checked.instead
        elif checked.ticked:
            yield one, [option for option, ticked in checked.ticked.items() if ticked]

    # --- Merged cells --------------------------------------------------------------------------------

    def _check_merged(self) -> None:
        """Find merged cells that reach an answer: to which row it belongs can no longer be told."""
        wanted = {self._columns[one] for one in _TOLD_APART if one in self._columns}
        for area in self._grid.merged:
            if area.bottom >= self._first and any(
                area.left <= column <= area.right for column in wanted
            ):
                where = address(self._grid.name, area.top, area.left)
                self._add("sheet-merged", where, ("answers",))


_TOLD_APART: tuple[SheetColumn, ...] = ("question", "option", "answer")
_SPELLINGS = 4
"""So many characters a letter has at most when its marks are parted from it."""
_NO_TEXT: Mapping[CellKind, str] = {
    "formula": "sheet-formula",
    "error": "sheet-error",
    "date": "sheet-date",
}
_NO_ANSWER: Mapping[CellKind, str] = {**_NO_TEXT, "percent": "sheet-percent"}
"""Codes for cells of which it cannot be told what was meant."""


@attrs.define
class _Checked:
    """What was answered to a checklist: option to yes or no, or an answer that is no option."""

    ticked: dict[str, bool] = attrs.Factory(dict)
    instead: str | None = None
    place: GridCell | None = None


def _ticks() -> Mapping[str, bool]:
    """Give the words for yes and no in both languages."""
    return {
        "x": True,
        **{folded(say(tag, "answer.yes")): True for tag in LANGUAGES},
        **{folded(say(tag, "answer.no")): False for tag in LANGUAGES},
    }


def typed_number(text: str, unit: str, language: str) -> Decimal | None:
    """Read a number that stands in a cell as a text (Zahl als Text).

    The decimal mark of the language is always one. The other mark is one, too, unless three digits follow:
    then it may have been meant to part the thousands.

    Args:
        text: The text; spaces around it do not matter.
        unit: The unit, which may stand behind the number; may be empty.
        language: The language of the sheet.

    Returns:
        The number, or None if it is none or may be two.
    """
    if len(text) > _MAX_NAME + _SPELLINGS * len(unit):
        return None
    plain = folded(text)
    if unit:
        plain = plain.removesuffix(folded(unit)).rstrip()
    found = _TYPED.fullmatch(plain)
    if found is None:
        return None
    whole, mark, places = found[1], found[2], found[3] or ""
    if mark and mark != decimal_mark(language) and len(places) == _GROUP:
        return None
    return Decimal(f"{whole}.{places}" if places else whole)


_TYPED = re.compile(r"([+-]?[0-9]{1,40})(?:([.,])([0-9]{1,40}))?")
_GROUP = 3
