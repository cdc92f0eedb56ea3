# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reading an answer sheet takes bounded work, whatever a file within the limit of size holds."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from tests.interop.sheetparts import (
    SHEET,
    all_rows,
    packed,
    problems,
    rebuilt,
    unpacked,
    with_rows,
)
from tests.interop.sheettowns import (
    ANSWER_COLUMN,
    ASKED,
    TOWN,
    changed,
    filled_xlsx,
    reply,
    template,
)

import weltoffen as wo
from weltoffen.interop import answer_sheet, delimited, read_answer_sheet, sheetreading, spreadsheets
from weltoffen.interop.delimited import read_delimited
from weltoffen.interop.grids import HEADER_ROWS, MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from weltoffen.interop.sheetreading import wanted_columns
from weltoffen.interop.spreadsheets import MAX_ELEMENTS, MAX_GAP, MAX_PARTS, read_spreadsheet
from weltoffen.schemas.strict import DEFAULT_LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD = b"Question id;Answer"
STACKED = "u" + "\u0301\u0323" * 16_000
"""Marks in turn, which take quadratic time to sort."""
NAMES = "<si><t>Question id</t></si><si><t>Answer</t></si>"
HEAD_ROW = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'


class Counted:
    """Stands in for a function, and counts."""

    def __init__(self, function: Any) -> None:  # noqa: ANN401 - any function
        self.function, self.calls, self.longest = function, 0, 0

    def __call__(self, *arguments: Any) -> Any:  # noqa: ANN401 - as the function
        self.calls += 1
        self.longest = max([self.longest, *(len(one) for one in arguments if type(one) is str)])
        return self.function(*arguments)


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> Counted:
    """Count the calls of a function of a module."""
    one = Counted(getattr(module, name))
    monkeypatch.setattr(module, name, one)
    return one


class TestCommaSeparated:
    """A row is refused before it is taken apart, and a file once it has more than any sheet."""

    @pytest.mark.parametrize(
        "data",
        [
            HEAD + b";a" * 1_000_000,
            HEAD + b";" * 1_000_000,
            HEAD + b'\n"x\n"' + b';"a\n"' * 1_000_000,
            b"x" + b"\t" * MAX_COLUMNS + b"\n" + HEAD.replace(b";", b"\t"),
        ],
    )
    def test_wide_rows(self, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        made = counted(monkeypatch, delimited, "GridCell")
        assert problems(data) == [("too-many", None)]
        assert made.calls <= 4

    def test_as_wide_as_a_row_may_be(self) -> None:
        empty = b";" * (MAX_COLUMNS - 1) + b"\n"
        assert read_answer_sheet(empty * 3 + template("csv"), ASKED, TOWN) == reply({})
        assert problems(b";" + empty + template("csv")) == [("too-many", None)]

    def test_many_cells(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made = counted(monkeypatch, delimited, "GridCell")
        data = HEAD + b"\n" + b"a;;;b\n" * (MAX_CELLS // 2 - 1)
        assert len(read_delimited(data, DEFAULT_LIMITS, wanted_columns).rows) == MAX_CELLS // 2
        assert problems(data + b"a" + b"\na" * 500_000) == [("too-many", None)]
        assert made.calls <= 2 * MAX_CELLS + 10

    def test_many_empty_rows(self) -> None:
        data = template("csv")
        rows = MAX_ROWS - data.count(b"\n")
        assert read_answer_sheet(data + b"\n" * rows, ASKED, TOWN) == reply({})
        assert problems(data + b"\n" * (rows + 1)) == [("too-many", None)]

    def test_cells_longer_than_those_of_spreadsheets(self) -> None:
        data = HEAD + b";Option id\nplot;" + b"x" * MAX_CELL
        assert ("sheet-damaged", None) not in problems(data)
        assert problems(data + b"x") == [("sheet-damaged", None)]

    @pytest.mark.parametrize(("rows", "found"), [(HEADER_ROWS - 1, True), (HEADER_ROWS, False)])
    def test_column_names_stand_in_the_first_rows(self, rows: int, found: bool) -> None:  # noqa: FBT001
        data = b"note\n\n" * rows + HEAD
        assert (problems(data) == [("sheet-without-answers", None)]) is not found

    def test_what_is_not_asked_for_is_not_kept(self) -> None:
        data = HEAD + b";Option id;note\nplot;done;;much\n;;;more\n"
        grid = read_delimited(data, DEFAULT_LIMITS, wanted_columns)
        assert [[cell.text for cell in row.values()] for _, row in grid.rows[1:]] == [
            ["plot", "done"]
        ]


class TestWorkbooks:
    """What a small file unpacks to is counted before it is parsed."""

    @pytest.mark.parametrize(
        "rows",
        [
            "<row><c><v>1</v></c></row>" * (MAX_ELEMENTS // 3),
            "<row>" + "<c/>" * MAX_ELEMENTS + "</row>",
            "<!---->" * MAX_ELEMENTS,
        ],
    )
    def test_many_elements(self, rows: str, monkeypatch: pytest.MonkeyPatch) -> None:
        made = counted(monkeypatch, spreadsheets, "GridCell")
        assert problems(with_rows(rows)) == [("too-many", None)]
        assert made.calls == 0

    def test_many_strings(self) -> None:
        strings = "<si><t/></si>" * (MAX_ELEMENTS // 2)
        assert problems(with_rows("", strings=strings)) == [("too-many", None)]

    def test_a_real_sheet_has_far_fewer(self) -> None:
        data = answer_sheet(
            wo.load_reference("2026.1"),
            assessment_id="a",
            perspective="p",
            capacity="official",
        )
        found = sum(
            one.count(b"<") - one.count(b"</")
            for name, one in unpacked(data).items()
            if name.endswith((".xml", ".rels"))
        )
        assert found < MAX_ELEMENTS // 10

    def test_an_element_with_many_attributes(self) -> None:
        attributes = " ".join(f'a{n}=""' for n in range(MAX_GAP // 4))
        assert problems(with_rows(f"<row><c {attributes}/></row>")) == [("sheet-damaged", None)]

    def test_a_directory_of_many_parts_is_not_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        opened = counted(monkeypatch, zipfile, "ZipFile")
        data = packed({f"a{n}": b"" for n in range(MAX_PARTS + 1)})
        opened.calls = 0
        assert problems(data) == [("too-many", None)]
        assert opened.calls == 0

    def test_no_more_is_read_where_no_column_names_are(self) -> None:
        wanted = Counted(all_rows)
        row = "<row><c><v>1</v></c></row>"
        data = with_rows(row * 2 * HEADER_ROWS)
        assert len(read_spreadsheet(data, DEFAULT_LIMITS, wanted)[0].rows) == HEADER_ROWS
        assert wanted.calls == HEADER_ROWS

    @pytest.mark.parametrize(("question", "answer"), [(2, 3), (3, 2), (3, 3)])
    def test_long_texts_that_stand_in_every_row(
        self, question: int, answer: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A shared text costs nothing in the file: it is not folded, wherever it stands."""
        row = f'<c t="s"><v>{question}</v></c><c t="s"><v>{answer}</v></c>'
        strings = f"{NAMES}<si><t>plot</t></si><si><t>{STACKED}</t></si>"
        folds = counted(monkeypatch, sheetreading, "folded")
        found = problems(with_rows(HEAD_ROW + f"<row>{row}</row>" * 5_000, strings=strings))
        assert len(found) == 1_000
        assert folds.longest < 1_000

    @pytest.mark.parametrize("question", ["plot", "share", "tools", "after-share"])
    def test_a_long_text_for_an_answer(
        self, question: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folds = counted(monkeypatch, sheetreading, "folded")
        data = filled_xlsx(template(), {(question, ""): STACKED, ("tools", "hose"): STACKED})
        codes = {code for code, _ in problems(data)}
        assert "sheet-not-yes-or-no" in codes
        assert folds.longest < 1_000

    def test_a_long_text_in_the_head(self, monkeypatch: pytest.MonkeyPatch) -> None:
        folds = counted(monkeypatch, sheetreading, "folded")
        text = template("csv").decode("utf-8-sig")
        for old in ("Verwaltung [administration]", "offiziell"):
            text = text.replace(f'"{old}"', f'"{STACKED}"')
        assert {cell for _, cell in problems(text.encode())} == {"B5", "B6"}
        assert folds.longest < 1_000


class TestLongIds:
    """A cell for an id that holds more than an id is no id, and no blank cell either."""

    @pytest.mark.parametrize("text", ["plot" + " " * 200 + "x", " " * 200 + "plot", "x" * 20_000])
    def test_long_ids(self, text: str) -> None:
        data = f"Question id;Option id;Answer\n{text};;done\ntools;{text};yes".encode()
        assert problems(data) == [
            ("answer-unknown-question", "A2"),
            ("answer-unknown-option", "B3"),
        ]


class TestNothingIsLost:
    """Nothing read is lost: what cannot be told, or stands where nobody looks, is a problem."""

    @pytest.mark.parametrize("name", ["Antwort", "Answer", " antwort ", "Frage-ID", "Option id"])
    def test_a_second_column_of_a_meaning(self, name: str) -> None:
        lines = template("csv").decode("utf-8-sig").split("\r\n")
        lines = [f"{line};{name}" if "Frage-ID" in line else line for line in lines]
        assert problems("\r\n".join(lines).encode()) == [("sheet-repeated-column", "J10")]

    @pytest.mark.parametrize("name", ["Hilfe", "Frage", "Notiz", ""])
    def test_a_second_column_that_is_not_read(self, name: str) -> None:
        lines = template("csv").decode("utf-8-sig").split("\r\n")
        lines = [f"{line};{name}" if "Frage-ID" in line else line for line in lines]
        assert read_answer_sheet("\r\n".join(lines).encode(), ASKED, TOWN) == reply({})

    @pytest.mark.parametrize(
        ("line", "cell"),
        [
            ("x;y;;done;;;;plot;", "H1"),
            (";;;done;;;; plot ;", "H1"),
            ("plot;;;done", "A1"),
            ("plot", "A1"),
        ],
    )
    def test_a_question_above_the_column_names(self, line: str, cell: str) -> None:
        data = f"{line}\r\n".encode() + template("csv")[3:]
        assert problems(data) == [("sheet-row-above", cell)]

    def test_an_entry_of_the_head_is_no_question(self) -> None:
        values: Mapping[str, str] = {"Selbstcheck": "plot", "Perspektive": "plot"}
        lines = [f"{name};{value}" for name, value in values.items()]
        lines += ["Fragebogen und Fassung;small 2026.1", "Eigenschaft;personal"]
        text = "\n".join([*lines, "Antwort;Frage-ID", "done;plot"])
        found = read_answer_sheet(text.encode(), ASKED)
        assert (found.assessment, found.perspective) == ("plot", "plot")

    @pytest.mark.parametrize(
        ("text", "code"),
        [("1", None), ("true", None), (" 1 ", None), ("0", None), ("false", None)]
        + [(text, "sheet-error") for text in ("2", "TRUE", "yes", "-1", "1.0")],
    )
    def test_truth_values(self, text: str, code: str | None) -> None:
        data = changed(
            template(),
            lambda sheet, rows: sheet.cell(rows["tools", "hose"], ANSWER_COLUMN, value=True),
        )
        written = f't="b"><v>{text}</v>'.encode()
        filled = rebuilt(SHEET, lambda old: old.replace(b't="b"><v>1</v>', written, 1) + b" ", data)
        if code is not None:
            assert problems(filled) == [(code, "Antworten!D15")]
        else:
            hose = ["hose"] if text.strip() in {"1", "true"} else []
            assert read_answer_sheet(filled, ASKED, TOWN) == reply({"tools": hose})
