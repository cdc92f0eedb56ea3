# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A small questionnaire with every kind of question, its answers, and hands that fill in its sheets."""

from __future__ import annotations

import csv
import io
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import openpyxl
from tests.builders import after

import weltoffen as wo
from weltoffen.interop.answersheets import answer_sheet
from weltoffen.interop.cells import guarded
from weltoffen.interop.sheetlayout import SheetLayout
from weltoffen.model.forms import Band, Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.questionnaire import Question
from weltoffen.model.response import build_response
from weltoffen.model.scale import NoAnswer, Option, Scale
from weltoffen.model.suggestion import Office
from weltoffen.model.target import Level, Node, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from weltoffen.model.answers import Answer
    from weltoffen.model.questionnaire import Questionnaire
    from weltoffen.model.response import Capacity, Response


def _text(german: str, english: str) -> dict[str, str]:
    return {"de": german, "en": english}


MODEL = wo.TargetModel(
    id="small-model",
    version="1",
    title=_text("Kleines Zielbild", "Small model"),
    source_language="de",
    levels=[Level(id="criterion", title=_text("Kriterium", "Criterion"))],
    stages=[
        Stage(id="low", title=_text("am Anfang", "beginning"), lower=0),
        Stage(id="high", title=_text("weit", "far"), lower="0.5"),
    ],
    nodes=[Node(id="garden", title=_text("Gemeinschaftsgarten", "Shared garden"))],
    offices=[Office(id="parks", title=_text("Grünflächenamt", "Parks department"))],
)
ASKED = wo.Questionnaire(
    id="small",
    version="2026.1",
    target_model=MODEL.reference,
    title=_text("Kleiner Fragebogen", "Small questionnaire"),
    source_language="de",
    scales=[
        Scale(
            id="steps",
            options=[
                Option(id="no", title=_text("noch nicht", "not yet"), points=0),
                Option(id="plan", title=_text("geplant; noch offen", "planned, open"), points=1),
                Option(id="done", title=_text("umgesetzt", "done"), points=2),
            ],
        ),
        Scale(
            id="twins",
            prompt=_text("Wie oft?", "How often?"),
            options=[
                Option(id="few", title=_text("öfter", "often"), points=0),
                Option(id="many", title=_text("Öfter ", "Often"), points=1),
            ],
        ),
    ],
    no_answers=[
        NoAnswer(id="unknown", title=_text("weiß ich nicht", "I do not know")),
        NoAnswer(id="not-applicable", title=_text("passt nicht", "does not fit")),
    ],
    questions=[
        Question(
            id="plot",
            node="garden",
            title=_text("Gibt es ein Beet für alle?", "Is there a plot for all?"),
            form=SingleChoice(scale="steps"),
            help=_text("Es zählt ein Beet.", "One plot counts."),
            evidence=_text("ein Plan", "a plan"),
            ask=["parks"],
        ),
        Question(
            id="often",
            node="garden",
            title=_text("Wie oft wird gegossen?", "How often is it watered?"),
            form=SingleChoice(scale="twins"),
            depends_on=after("plot", "plan", "done"),
        ),
        Question(
            id="tools",
            node="garden",
            title=_text("Was steht bereit?", "What is at hand?"),
            form=Checklist(
                options=[
                    Option(id="spade", title=_text("Spaten", "Spade"), points=1),
                    Option(id="hose", title=_text("Schlauch", "Hose"), points=1),
                    Option(id="rake", title=_text("Rechen", "Rake"), points=1),
                ]
            ),
        ),
        Question(
            id="share",
            node="garden",
            title=_text("Welcher Anteil ist bepflanzt?", "What share is planted?"),
            form=NumberEntry(
                minimum=0,
                maximum=100,
                unit=_text("%", "%"),
                bands=[
                    Band(id="half", lower=0, points=0),
                    Band(id="most", lower="50.5", points=1),
                ],
            ),
        ),
        Question(
            id="after-share",
            node="garden",
            title=_text("Was wächst dort?", "What grows there?"),
            form=FreeText(max_length=100),
            depends_on=after("share", "half", "most"),
        ),
        Question(
            id="area",
            node="garden",
            title=_text("Wie groß ist der Garten?", "How large is the garden?"),
            form=NumberEntry(minimum="-1.5", maximum=5_000),
        ),
    ],
)
EDITION = wo.Edition(target_model=MODEL, questionnaire=ASKED)
TOWN = wo.Assessment(
    id="beispielstadt-2026",
    municipality=wo.Municipality(name="Beispielstadt"),
    round=wo.Round(id="2026"),
    edition=ASKED.reference,
    perspectives=[
        wo.Perspective(id="administration", title=_text("Verwaltung", "Administration")),
        wo.Perspective(id="residents", title=_text("Leute", "People")),
    ],
)
ANSWERS: Mapping[str, Answer] = {
    "plot": "plan",
    "often": "many",
    "tools": ("hose", "spade"),
    "share": Fraction(127, 2),
    "after-share": "Möhren; Kürbis\n„Ringelblumen“",
    "area": Fraction(7, 4),
}


def reply(
    answers: Mapping[str, object] = ANSWERS,
    capacity: Capacity = "official",
    questionnaire: Questionnaire = ASKED,
) -> Response:
    """Give a response of the small town."""
    return build_response(
        questionnaire,
        assessment=TOWN.id,
        perspective="administration",
        capacity=capacity,
        answers=answers,
    )


def template(form: str = "xlsx", language: str = "de", capacity: Capacity = "official") -> bytes:
    """Give the template of the small town."""
    return answer_sheet(
        EDITION,
        assessment_id=TOWN.id,
        perspective="administration",
        capacity=capacity,
        perspectives=TOWN.perspectives,
        language=language,
        form=form,  # type: ignore[arg-type] # a wrong one is tested, too
    )


def cells(data: bytes, language: str = "de") -> list[list[str]]:
    """Take a CSV template apart."""
    delimiter = ";" if language == "de" else ","
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


# --- Hands that fill in ------------------------------------------------------------------------------


def entries(
    response: Response, questionnaire: Questionnaire, language: str
) -> Iterator[tuple[tuple[str, str], object]]:
    """Give what somebody enters: row (question and option) to a text, or a number as a Fraction."""
    layout = SheetLayout(questionnaire, language)
    for question, answer in response.answers:
        asked = questionnaire.by_id[question]
        if isinstance(answer, tuple):
            yes, no = ("ja", "nein") if language.startswith("de") else ("yes", "no")
            for one in questionnaire.choices(asked):
                yield (question, one), yes if one in answer else no
        elif isinstance(answer, str):
            yield (question, ""), layout.labels(asked).get(answer, answer)
        else:
            yield (question, ""), Fraction(answer)


def open_sheet(data: bytes) -> tuple[Any, Any]:
    """Open a workbook; give it and its first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return book, book.worksheets[0]


def saved(book: Any) -> bytes:  # noqa: ANN401 - a workbook
    """Save a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rows_of(sheet: Any) -> dict[tuple[str, str], int]:  # noqa: ANN401 - a worksheet
    """Give the number of the row of each question and option, and of each entry of the head."""
    found = {}
    for row in sheet.iter_rows():
        question, option = row[QUESTION_COLUMN - 1].value, row[OPTION_COLUMN - 1].value
        key = (str(question), option or "") if question else (str(row[0].value), "")
        found[key] = row[0].row
    return found


ANSWER_COLUMN, QUESTION_COLUMN, OPTION_COLUMN = 4, 8, 9


def changed(data: bytes, change: Callable[[Any, dict[tuple[str, str], int]], object]) -> bytes:
    """Change the first sheet of a workbook by hand."""
    book, sheet = open_sheet(data)
    change(sheet, rows_of(sheet))
    return saved(book)


_PART = re.compile(r"Teilantwort von \(Amt\)|Part given by \(office\)")


def filled_xlsx(data: bytes, given: Mapping[tuple[str, str], object], part: str = "") -> bytes:
    """Fill in an XLSX template: texts as texts, numbers as numbers."""

    def fill(sheet: Any, rows: dict[tuple[str, str], int]) -> None:  # noqa: ANN401 - a worksheet
        for (name, _), row in rows.items():
            if part and _PART.fullmatch(name):
                sheet.cell(row, 2, part)
        for key, value in given.items():
            cell = sheet.cell(rows[key], ANSWER_COLUMN)
            if isinstance(value, Fraction):
                cell.value = float(value)
            else:
                cell.value = _escaped(str(value))
                cell.data_type = "s"

    return changed(data, fill)


def _escaped(text: str) -> str:
    """Write what XML cannot hold as Excel writes it; openpyxl does not."""
    text = re.sub(r"_x(?=[0-9A-Fa-f]{4}_)", "_x005F_x", text)
    return re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", lambda found: f"_x{ord(found[0]):04X}_", text)


def filled_csv(
    data: bytes, given: Mapping[tuple[str, str], object], language: str = "de", part: str = ""
) -> bytes:
    """Fill in a CSV template."""
    delimiter, mark = (";", ",") if language.startswith("de") else (",", ".")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    for line in lines[1:]:
        if part and line and _PART.fullmatch(line[0]):
            line[1] = part
        ids = tuple(line[QUESTION_COLUMN - 1 :])
        value = given.get((ids[0], ids[1])) if ids else None
        if value is not None:
            number = str(float(value)).replace(".", mark) if isinstance(value, Fraction) else None
            line[ANSWER_COLUMN - 1] = number or guarded(str(value))
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(lines)
    return stream.getvalue().encode("utf-8-sig")
