# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import csv
import io
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.interop.sheettowns import (
    ANSWER_COLUMN,
    ASKED,
    OPTION_COLUMN,
    QUESTION_COLUMN,
    TOWN,
    cells,
    changed,
    entries,
    filled_csv,
    filled_xlsx,
    reply,
    template,
)

from weltoffen.errors import InvalidDocument
from weltoffen.interop.answersheets import answer_sheet, read_answer_sheet
from weltoffen.interop.cells import guarded, unguarded
from weltoffen.interop.sheetreading import typed_number
from weltoffen.interop.spreadsheets import number_text
from weltoffen.model.scale import Option, Scale

if TYPE_CHECKING:
    from pathlib import Path

    import weltoffen as wo

FORMS = ("xlsx", "csv")
LANGUAGES = ("de", "en")


def problems(
    data: bytes, assessment: wo.Assessment | None = TOWN, questionnaire: wo.Questionnaire = ASKED
) -> list[tuple[str, str, str | None]]:
    """Read a sheet that must be refused; give code, pointer and cell of each problem."""
    with pytest.raises(InvalidDocument) as caught:
        read_answer_sheet(data, questionnaire, assessment)
    return [(one.code, one.pointer, one.cell) for one in caught.value.problems]


def entered(given: dict[tuple[str, str], object]) -> list[wo.Response]:
    """Enter the same into XLSX and CSV and read both."""
    return [
        read_answer_sheet(filled_xlsx(template(), given), ASKED, TOWN),
        read_answer_sheet(filled_csv(template("csv"), given), ASKED, TOWN),
    ]


class TestReading:
    """Filled sheets are read back through the same door."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_filled_sheet_gives_the_response(self, language: str) -> None:
        given = dict(entries(reply(), ASKED, language))
        xlsx = filled_xlsx(template("xlsx", language), given)
        assert read_answer_sheet(xlsx, ASKED, TOWN) == reply()
        text = filled_csv(template("csv", language), given, language)
        assert read_answer_sheet(text, ASKED, TOWN) == reply()

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_an_unfilled_sheet_has_no_answers(self, form: str, language: str) -> None:
        assert read_answer_sheet(template(form, language), ASKED, TOWN) == reply({})

    def test_a_path_is_read_and_named(self, tmp_path: Path) -> None:
        path = tmp_path / "bogen.csv"
        path.write_bytes(template("csv"))
        assert read_answer_sheet(path, ASKED, TOWN) == reply({})
        path.write_bytes(b"nothing")
        with pytest.raises(InvalidDocument) as caught:
            read_answer_sheet(path, ASKED)
        assert caught.value.problems[0].source == str(path)
        with pytest.raises(InvalidDocument) as caught:
            read_answer_sheet(tmp_path / "none.xlsx", ASKED)
        assert caught.value.problems[0].code == "cannot-read"

    @pytest.mark.parametrize(
        ("text", "option"),
        [
            ("umgesetzt", "done"),
            ("  UMGESETZT\u00a0", "done"),
            ("done", "done"),
            ("weiß ich nicht", "unknown"),
            ("not-applicable", "not-applicable"),
        ],
    )
    def test_an_option_is_named_by_title_or_id(self, text: str, option: str) -> None:
        for found in entered({("plot", ""): text}):
            assert found == reply({"plot": option})

    def test_an_option_that_looks_like_a_number(self) -> None:
        scale = Scale(
            id="steps",
            options=[Option(id=f"o{n}", title={"de": str(n)}, points=n) for n in range(3)],
        )
        asked = attrs.evolve(
            ASKED, scales=[scale, ASKED.scales[1]], questions=[ASKED.by_id["plot"]]
        )
        data = answer_sheet(asked, assessment_id="a", perspective="p", capacity="personal")
        data = filled_xlsx(data, {("plot", ""): Fraction(2)})
        assert dict(read_answer_sheet(data, asked).answers) == {"plot": "o2"}

    def test_titles_are_those_of_the_language_of_the_sheet(self) -> None:
        english = filled_csv(template("csv", "en"), {("plot", ""): "umgesetzt"}, "en")
        assert problems(english)[0][0] == "answer-unknown-option"
        found = read_answer_sheet(english, ASKED, TOWN, language="de")
        assert found == reply({"plot": "done"})

    @pytest.mark.parametrize(
        ("given", "answer"),
        [
            ({"spade": "x", "hose": "X"}, ("hose", "spade")),
            ({"spade": "Ja", "rake": "nein"}, ("spade",)),
            ({"spade": "yes", "rake": "no"}, ("spade",)),
            ({"hose": "nein"}, ()),
            ({"": "weiß ich nicht"}, "unknown"),
            ({"": "not-applicable", "hose": " "}, "not-applicable"),
        ],
    )
    def test_checklists(self, given: dict[str, str], answer: object) -> None:
        for found in entered({("tools", one): text for one, text in given.items()}):
            assert found == reply({"tools": answer})

    def test_boxes_of_a_spreadsheet_are_true_or_false(self) -> None:
        def tick(sheet: Any, rows: Any) -> None:  # noqa: ANN401 - a worksheet
            sheet.cell(rows["tools", "hose"], ANSWER_COLUMN, value=True)
            sheet.cell(rows["tools", "rake"], ANSWER_COLUMN, value=False)

        assert read_answer_sheet(changed(template(), tick), ASKED, TOWN) == reply(
            {"tools": ["hose"]}
        )

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("3,5", "3.5"),
            ("3.5", "3.5"),
            (" 63 % ", "63"),
            ("0", "0"),
            ("+7", "7"),
            ("0,125", "0.125"),
            ("weiß ich nicht", "unknown"),
        ],
    )
    def test_numbers_as_texts(self, text: str, number: str) -> None:
        expected = number if number == "unknown" else Fraction(number)
        for found in entered({("share", ""): text}):
            assert found == reply({"share": expected})

    @pytest.mark.parametrize("text", ["1.125", "12 €", "viel", "1 000", "nan", "1e1", "٣", "1,2,3"])
    def test_what_is_no_number_or_may_be_two_is_refused(self, text: str) -> None:
        data = filled_csv(template("csv"), {("share", ""): text})
        assert problems(data) == [("answer-wrong-kind", "/answers/share", "D17")]

    @pytest.mark.parametrize(
        ("text", "language", "number"),
        [
            ("1.500", "de", None),
            ("1,500", "de", "1.500"),
            ("1,500", "en", None),
            ("1.500", "en", "1.500"),
            ("1.50", "de", "1.50"),
            ("-2", "de", "-2"),
            ("9" * 41, "de", None),
        ],
    )
    def test_the_mark_that_may_part_thousands(
        self, text: str, language: str, number: str | None
    ) -> None:
        expected = None if number is None else Decimal(number)
        assert typed_number(text, "", language) == expected

    @pytest.mark.parametrize(
        ("stored", "number"),
        [
            ("0.30000000000000004", "0.30000000000000004"),
            ("1.1000000000000001", "1.1"),
            ("3.50", "3.5"),
            ("2E3", "2000"),
            ("-0.5", "-0.5"),
            ("100", "100"),
            ("1e-300", "1E-300"),
            ("1e999", None),
            ("NaN", None),
            ("1" * 65, None),
        ],
    )
    def test_numbers_as_numbers_are_the_shortest_that_tell_them_apart(
        self, stored: str, number: str | None
    ) -> None:
        assert number_text(stored) == number

    def test_numbers_as_numbers(self) -> None:
        given: dict[tuple[str, str], object] = {
            ("share", ""): Fraction("50.25"),
            ("area", ""): Fraction(-1),
        }
        found = read_answer_sheet(filled_xlsx(template(), given), ASKED, TOWN)
        assert dict(found.answers) == {"share": Fraction("50.25"), "area": -1}

    def test_a_number_in_a_text_is_a_text(self) -> None:
        given: dict[tuple[str, str], object] = {
            ("share", ""): Fraction(3),
            ("after-share", ""): Fraction(2024),
        }
        data = filled_xlsx(template(), given)
        assert dict(read_answer_sheet(data, ASKED).answers)["after-share"] == "2024"

    @pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "'tis", "-x", "\uff0b1", "a ", "\t=1"])
    def test_texts_come_back_as_they_were(self, text: str) -> None:
        assert unguarded(guarded(text)) == text
        given: dict[tuple[str, str], object] = {("share", ""): "1", ("after-share", ""): text}
        for found in entered(given):
            assert dict(found.answers)["after-share"] == text

    def test_what_may_stand_before_a_formula_is_guarded(self) -> None:
        assert guarded("=1") == "'=1"
        assert guarded("'=1") == "''=1"
        assert guarded("a=1") == "a=1"
        assert unguarded("=1") == "=1"

    def test_line_ends_of_windows_are_line_ends(self) -> None:
        given: dict[tuple[str, str], object] = {("share", ""): "1", ("after-share", ""): "a\r\nb"}
        for found in entered(given):
            assert dict(found.answers)["after-share"] == "a\nb"

    def test_blank_cells_and_rows_are_no_answers(self) -> None:
        def blank(sheet: Any, rows: Any) -> None:  # noqa: ANN401 - a worksheet
            for key in rows:
                if key[0] in ASKED.by_id:
                    sheet.cell(rows[key], ANSWER_COLUMN, value=" \u00a0")
            sheet.cell(400, 1, value=" ")
            sheet.cell(401, ANSWER_COLUMN, value="  ")
            sheet.cell(402, 12, value="Notiz")

        assert read_answer_sheet(changed(template(), blank), ASKED, TOWN) == reply({})

    def test_a_sheet_may_be_renamed_cut_and_its_columns_moved(self) -> None:
        data = filled_xlsx(template(), {("tools", "hose"): "ja"})

        def cut(sheet: Any, rows: Any) -> None:  # noqa: ANN401 - a worksheet
            sheet.title = "Bogen 'neu'"
            sheet.delete_rows(rows["share", ""], 3)
            sheet.insert_cols(ANSWER_COLUMN)
            sheet.insert_cols(1)
            sheet.insert_rows(1)

        assert read_answer_sheet(changed(data, cut), ASKED, TOWN) == reply({"tools": ["hose"]})

    def test_without_the_column_of_options_a_checklist_has_one_row(self) -> None:
        text = "Selbstcheck;a\nFragebogen;x\nFragebogen und Fassung;small 2026.1\nPerspektive;p\n"
        text += "Eigenschaft;personal\nFrage-ID;Antwort\ntools;weiß nicht\nplot;done\n"
        found = read_answer_sheet(text.replace("weiß nicht", "unknown").encode(), ASKED)
        assert dict(found.answers) == {"tools": "unknown", "plot": "done"}

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    def test_csv_of_many_programs(self, encoding: str, delimiter: str) -> None:
        given = dict(entries(reply(), ASKED, "de"))
        lines = cells(filled_csv(template("csv"), given))
        stream = io.StringIO(newline="")
        csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(lines)
        data = stream.getvalue().encode(encoding)
        assert read_answer_sheet(data, ASKED, TOWN) == reply()


class TestAddresses:
    """Problems tell the address of the cell, beside the pointer."""

    def test_every_problem_of_an_answer_has_its_cell(self) -> None:
        given: dict[tuple[str, str], object] = {
            ("plot", ""): "vielleicht",
            ("share", ""): Fraction(101),
            ("area", ""): "groß",
        }
        data = filled_xlsx(template(), given)
        assert problems(data) == [
            ("answer-unknown-option", "/answers/plot", "Antworten!D11"),
            ("answer-outside-range", "/answers/share", "Antworten!D17"),
            ("answer-wrong-kind", "/answers/area", "Antworten!D19"),
        ]
        assert [one[2] for one in problems(filled_csv(template("csv"), given))] == [
            "D11",
            "D17",
            "D19",
        ]

    def test_a_question_that_was_not_to_be_asked(self) -> None:
        data = filled_xlsx(template(), {("often", ""): "many"})
        assert problems(data) == [("answer-not-asked", "/answers/often", "Antworten!D12")]

    def test_an_unknown_question(self) -> None:
        data = changed(template(), lambda sheet, _: sheet.cell(30, QUESTION_COLUMN, "else"))
        assert problems(data) == [("answer-unknown-question", "/answers/else", "Antworten!H30")]

    def test_rows_of_checklists(self) -> None:
        def spoil(sheet: Any, rows: Any) -> None:  # noqa: ANN401 - a worksheet
            sheet.cell(rows["tools", ""], ANSWER_COLUMN, value="ja")
            sheet.cell(rows["tools", "spade"], ANSWER_COLUMN, value="vielleicht")
            sheet.cell(rows["tools", "hose"], OPTION_COLUMN, value="hammer")

        assert problems(changed(template(), spoil)) == [
            ("answer-unknown-option", "/answers/tools", "Antworten!D13"),
            ("sheet-not-yes-or-no", "/answers/tools", "Antworten!D14"),
            ("answer-unknown-option", "/answers/tools", "Antworten!I15"),
            ("sheet-contradiction", "/answers/tools", "Antworten!D13"),
        ]

    def test_no_answer_beside_ticks(self) -> None:
        data = filled_xlsx(template(), {("tools", ""): "passt nicht", ("tools", "hose"): "nein"})
        assert problems(data) == [("sheet-contradiction", "/answers/tools", "Antworten!D13")]

    def test_the_head(self) -> None:
        def spoil(sheet: Any, _: object) -> None:  # noqa: ANN401 - a worksheet
            sheet.title = "A b"
            sheet["B3"] = "x"
            sheet["B4"] = "small 2025.1"
            sheet["B5"] = "cats"

        assert problems(changed(template(), spoil)) == [
            ("other-questionnaire", "/questionnaire", "'A b'!B4"),
            ("other-assessment", "/assessment", "'A b'!B3"),
            ("answer-unknown-perspective", "/perspective", "'A b'!B5"),
        ]

    @pytest.mark.parametrize(
        ("cell", "value", "code", "pointer", "where"),
        [
            ("B3", None, "missing-key", "/assessment", None),
            ("B4", "small", "bad-version", "/questionnaire/version", "Antworten!B4"),
            ("B6", "private", "not-allowed", "/capacity", "Antworten!B6"),
            ("B8", "d" * 200, "bad-language", "/language", "Antworten!B8"),
            ("B3", "=1+1", "sheet-formula", "/assessment", "Antworten!B3"),
        ],
    )
    def test_one_cell_of_the_head(
        self, cell: str, value: object, code: str, pointer: str, where: str | None
    ) -> None:
        data = changed(template(), lambda sheet, _: sheet.__setitem__(cell, value))
        assert (code, pointer, where) in problems(data)

    def test_a_long_text_is_told_by_the_door(self) -> None:
        data = filled_xlsx(template(), {("share", ""): "1", ("after-share", ""): "x" * 101})
        assert problems(data) == [("answer-too-long", "/answers/after-share", "Antworten!D18")]

    def test_no_message_repeats_an_answer(self) -> None:
        data = filled_xlsx(template(), {("plot", ""): "geheim", ("area", ""): "geheim"})
        with pytest.raises(InvalidDocument) as caught:
            read_answer_sheet(data, ASKED)
        assert len(caught.value.problems) == 2
        assert not any("geheim" in repr(one) + one.message() for one in caught.value.problems)
