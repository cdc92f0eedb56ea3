# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import sys
from typing import Any

import attrs
import pytest
from tests.interop.sheettowns import (
    ASKED,
    cells,
    open_sheet,
    rows_of,
    template,
)

from weltoffen.errors import InvalidDocument, MissingExtra
from weltoffen.interop.answersheets import answer_sheet, read_answer_sheet
from weltoffen.interop.sheetlayout import COLUMNS, SheetLayout, distinct, folded, say
from weltoffen.model.forms import NumberEntry

FORMS = ("xlsx", "csv")


class TestTemplate:
    """An answer sheet as CSV and XLSX template for a questionnaire."""

    def test_has_a_row_for_each_question_and_option(self) -> None:
        lines = cells(template("csv"))
        start = next(i for i, line in enumerate(lines) if line[-2:] == ["Frage-ID", "Antwort-ID"])
        assert [tuple(line[-2:]) for line in lines[start + 1 :]] == [
            ("plot", ""),
            ("often", ""),
            ("tools", ""),
            ("tools", "spade"),
            ("tools", "hose"),
            ("tools", "rake"),
            ("share", ""),
            ("after-share", ""),
            ("area", ""),
        ]
        assert all(len(line) == len(COLUMNS) for line in lines[start:])

    def test_head_names_response_and_questionnaire(self) -> None:
        assert cells(template("csv"))[2:8] == [
            ["Selbstcheck", "beispielstadt-2026"],
            ["Fragebogen und Fassung", "small 2026.1"],
            ["Perspektive", "Verwaltung [administration]"],
            ["Art der Antwort", "offiziell"],
            ["Teilantwort von (Amt)", ""],
            ["Sprache", "de"],
        ]

    def test_the_head_in_english(self) -> None:
        assert cells(template("csv", "en"), "en")[1:8] == [
            [say("en", "sheet.how")],
            ["Assessment", "beispielstadt-2026"],
            ["Questionnaire and version", "small 2026.1"],
            ["Perspective", "Administration [administration]"],
            ["Kind of response", "official"],
            ["Part given by (office)", ""],
            ["Language", "en"],
        ]

    def test_quotation_marks_are_those_of_the_language(self) -> None:
        assert "„Antwort“" in say("de", "sheet.how")
        assert "“Answer”" in say("en", "sheet.how")

    def test_a_perspective_that_is_not_known_is_its_id(self) -> None:
        data = answer_sheet(
            ASKED, assessment_id="a", perspective="p", capacity="personal", form="csv"
        )
        assert cells(data)[4:6] == [["Perspektive", "p"], ["Art der Antwort", "persönlich"]]

    @pytest.mark.parametrize(
        ("asked", "more", "message"),
        [
            (None, {}, "asked is to be Edition or Questionnaire, not NoneType"),
            (ASKED, {"perspectives": ["p"]}, "each of perspectives is to be Perspective, not str"),
        ],
    )
    def test_wrong_types_are_told(self, asked: Any, more: Any, message: str) -> None:  # noqa: ANN401
        with pytest.raises(TypeError, match=f"answer_sheet: {message}"):
            answer_sheet(asked, assessment_id="a", perspective="p", capacity="personal", **more)

    def test_a_row_says_how_to_answer_and_when(self) -> None:
        rows = {(line[7], line[8]): line for line in cells(template("csv"))[9:]}
        assert rows["plot", ""][:7] == [
            "Gemeinschaftsgarten",
            "Gibt es ein Beet für alle?",
            "Wählen Sie eine Antwort.",
            "",
            "",
            "Es zählt ein Beet. – Nachweis, zum Beispiel: ein Plan – Weiß es meist: Grünflächenamt",
            "noch nicht | geplant; noch offen | umgesetzt | weiß ich nicht | passt nicht",
        ]
        assert rows["often", ""][2:7] == [
            "Wie oft?",
            "",
            "bei „Gibt es ein Beet für alle?“ gilt: „geplant; noch offen“ oder „umgesetzt“",
            "",
            "öfter [few] | Öfter [many] | weiß ich nicht | passt nicht",
        ]
        assert rows["tools", "hose"][2] == "Trifft das zu? Schlauch"
        assert rows["tools", "hose"][6] == "ja | nein"
        assert rows["share", ""][2] == "Zahl von 0 bis 100 (%), oder: weiß ich nicht, passt nicht"
        assert rows["after-share", ""][4] == (
            "bei „Welcher Anteil ist bepflanzt?“ gilt: „0 bis unter 50,5“ oder „50,5 bis 100“"
        )
        assert rows["after-share", ""][2] == "Eigene Worte, höchstens 100 Zeichen"
        assert rows["area", ""][2].startswith("Zahl von -1,5 bis 5000, oder:")

    def test_a_band_with_a_name_is_called_by_it(self) -> None:
        share = ASKED.by_id["share"]
        named = attrs.evolve(
            share.form,
            bands=[  # type: ignore[arg-type] # a number with bands
                attrs.evolve(one, title={"de": f"Klasse {one.id}"})
                for one in share.form.bands  # type: ignore[union-attr]
            ],
        )
        asked = attrs.evolve(
            ASKED,
            questions=[
                attrs.evolve(one, form=named) if one.id == "share" else one
                for one in ASKED.questions
            ],
        )
        lines = {line.question.id: line for line in SheetLayout(asked, "de").lines(personal=False)}
        assert lines["after-share"].condition.endswith("gilt: „Klasse half“ oder „Klasse most“")

    def test_personal_sheets_lack_what_is_asked_officially_only_and_parts(self) -> None:
        text = template("csv", capacity="personal").decode("utf-8-sig")
        assert ';"area";' not in text
        assert "Teilantwort" not in text
        assert ';"share";' in text

    def test_csv_has_mark_line_ends_and_the_delimiter_of_its_language(self) -> None:
        german, english = template("csv"), template("csv", "en")
        assert german.startswith(b'\xef\xbb\xbf"Antwortbogen: Kleiner Fragebogen"\r\n')
        assert b';"Frage-ID";"Antwort-ID"\r\n' in german
        assert b',"Question id","Option id"\r\n' in english
        assert b'"planned, open' not in english.split(b"\r\n")[2]

    @pytest.mark.parametrize("form", FORMS)
    def test_equal_input_gives_equal_bytes(self, form: str) -> None:
        assert template(form) == template(form)

    def test_a_questionnaire_alone_has_no_titles_of_criteria(self) -> None:
        data = answer_sheet(
            ASKED, assessment_id="a", perspective="p", capacity="personal", form="csv"
        )
        row = next(line for line in cells(data) if line[7:8] == ["plot"])
        assert row[0] == "garden"
        assert "Grünflächenamt" not in row[5]

    @pytest.mark.parametrize(
        ("minimum", "maximum", "bounds"),
        [
            (0, 10**400, "D8>=0"),  # longer than any float
            (-(10**400), 10, "D8<=10"),
            (-(10**400), 10**400, ""),
            (-(2**53) + 1, 2**53, "D8>=-9.00719925474099e+15"),
        ],
    )
    def test_bounds_that_no_spreadsheet_has_are_left_out(
        self, minimum: int, maximum: int, bounds: str
    ) -> None:
        form = NumberEntry(minimum=minimum, maximum=maximum)
        asked = attrs.evolve(ASKED, questions=[attrs.evolve(ASKED.by_id["area"], form=form)])
        data = answer_sheet(asked, assessment_id="a", perspective="p", capacity="official")
        assert read_answer_sheet(data, asked).answers == ()
        _, sheet = open_sheet(data)
        row = rows_of(sheet)["area", ""]
        (found,) = sheet.data_validations.dataValidation
        tests = ",".join(filter(None, ["ISNUMBER(D8)", bounds])).replace("D8", f"D{row}")
        assert found.formula1.startswith(f"OR(AND({tests}),COUNTIF(")

    def test_no_finite_decimal_is_written_as_a_fraction(self) -> None:
        area = ASKED.by_id["area"]
        thirds = attrs.evolve(area.form, maximum="1/3")  # type: ignore[arg-type] # a number
        asked = attrs.evolve(ASKED, questions=[attrs.evolve(area, form=thirds)])
        (line,) = SheetLayout(asked, "de").lines(personal=False)
        assert line.how.startswith("Zahl von -1,5 bis 1/3,")

    def test_without_words_for_no_answer_there_are_own_ones(self) -> None:
        asked = attrs.evolve(ASKED, no_answers=[])
        labels = SheetLayout(asked, "en").labels(asked.by_id["tools"])
        assert labels == {"unknown": "don't know", "not-applicable": "does not apply"}

    def test_what_cannot_be_a_response_is_refused(self) -> None:
        with pytest.raises(InvalidDocument) as caught:
            answer_sheet(ASKED, assessment_id="A B", perspective="p", capacity="official")
        assert caught.value.problems[0].code == "bad-id"
        with pytest.raises(InvalidDocument) as caught:
            template(language="Deutsch!")
        assert caught.value.problems[0].code == "bad-language"
        with pytest.raises(InvalidDocument) as caught:
            template("ods")
        assert caught.value.problems[0].code == "not-allowed"


class TestWorkbook:
    """Drop-down lists, help texts, locked cells, texts that stay texts."""

    def test_ids_stand_last_and_grey(self) -> None:
        _, sheet = open_sheet(template())
        header = rows_of(sheet)["Frage-ID", "Antwort-ID"]
        assert [cell.value for cell in sheet[header]] == [
            "Bereich", "Frage", "So antworten Sie", "Antwort", "Nur wenn", "Hilfe",
            "Mögliche Antworten", "Frage-ID", "Antwort-ID",
        ]  # fmt: skip
        assert [bool(cell.font.bold) for cell in sheet[header]] == [True] * 7 + [False] * 2
        for row in (header, header + 1):
            assert {cell.font.color.rgb for cell in sheet[row][7:]} == {"FF595959"}

    def test_lists_stand_on_a_hidden_sheet(self) -> None:
        book, sheet = open_sheet(template())
        assert [one.title for one in book.worksheets] == ["Antworten", "Listen"]
        assert book["Listen"].sheet_state == "hidden"
        rows = rows_of(sheet)
        found = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
        plot = found[f"D{rows['plot', '']}"]
        assert plot.type == "list"
        name, _, area = plot.formula1.partition("!")
        assert name == "'Listen'"
        labels = [row[0].value for row in book["Listen"][area.replace("$", "")]]
        assert labels == [
            "noch nicht", "geplant; noch offen", "umgesetzt", "weiß ich nicht", "passt nicht",
        ]  # fmt: skip
        assert plot.prompt.startswith("Es zählt ein Beet. – Nachweis")
        assert f"D{rows['after-share', '']}" not in found

    def test_equal_lists_stand_there_once(self) -> None:
        book, _ = open_sheet(template())
        assert book["Listen"].max_column == 4  # plot; often; no answers; yes and no

    def test_numbers_are_held_in_their_range(self) -> None:
        _, sheet = open_sheet(template())
        cell = f"D{rows_of(sheet)['area', '']}"
        rule = next(one for one in sheet.data_validations.dataValidation if str(one.sqref) == cell)
        assert rule.type == "custom"
        assert f"AND(ISNUMBER({cell}),{cell}>=-1.5,{cell}<=5000)" in rule.formula1

    def test_only_cells_for_answers_are_unlocked(self) -> None:
        _, sheet = open_sheet(template())
        assert sheet.protection.sheet
        assert not sheet.protection.password
        rows = rows_of(sheet)
        free = {
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        part = rows["Teilantwort von (Amt)", ""]
        answers = {f"D{row}" for key, row in rows.items() if key[0] in ASKED.by_id}
        assert free == answers | {f"B{part}"}

    def test_messages_are_no_longer_than_excel_takes(self) -> None:
        long = attrs.evolve(ASKED.by_id["plot"], help={"de": "😀" * 300})
        asked = attrs.evolve(ASKED, questions=[long])
        data = answer_sheet(asked, assessment_id="a", perspective="p", capacity="personal")
        _, sheet = open_sheet(data)
        prompt = sheet.data_validations.dataValidation[0].prompt
        assert len(prompt.encode("utf-16-le")) // 2 <= 255
        assert prompt.endswith("…")

    @pytest.mark.parametrize("title", ["=1+1", "<r><t>x</t></r>", "https://a.example", "{=A1}"])
    def test_texts_stay_texts(self, title: str) -> None:
        asked = attrs.evolve(
            ASKED, questions=[attrs.evolve(ASKED.by_id["plot"], title={"de": title})]
        )
        data = answer_sheet(asked, assessment_id="a", perspective="p", capacity="personal")
        _, sheet = open_sheet(data)
        cell = sheet.cell(rows_of(sheet)["plot", ""], 2)
        assert cell.value.strip() == title
        assert cell.data_type == "s"
        assert cell.hyperlink is None

    def test_without_the_extra_it_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        data = template()
        monkeypatch.setitem(sys.modules, "xlsxwriter", None)
        with pytest.raises(MissingExtra, match=r"weltoffen\[tables\]"):
            template()
        assert template("csv")
        monkeypatch.setitem(sys.modules, "defusedxml", None)
        with pytest.raises(MissingExtra, match=r"weltoffen\[tables\]"):
            read_answer_sheet(data, ASKED)


class TestLabels:
    """Display texts are no keys: what could be taken for another option has its id behind it."""

    @pytest.mark.parametrize(
        ("titles", "labels"),
        [
            ({"a": "A", "b": "B"}, {"a": "A", "b": "B"}),
            ({"a": "x", "b": "X"}, {"a": "x [a]", "b": "X [b]"}),
            ({"a": "b", "b": "y"}, {"a": "b [a]", "b": "y"}),
            ({"a": "x", "b": "x", "c": "x [a]"}, {"a": "a", "b": "x [b]", "c": "c"}),
            ({"a": "", "b": "y"}, {"a": "[a]", "b": "y"}),
        ],
    )
    def test_labels_are_distinct(self, titles: dict[str, str], labels: dict[str, str]) -> None:
        assert distinct(titles) == labels

    def test_folding_ignores_case_and_blanks(self) -> None:
        assert folded(" Weiß\u00a0 NICHT\n") == folded("weiss nicht")
