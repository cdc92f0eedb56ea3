# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Answer sheets are written, checked and evaluated like any other response."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests.cli.commands import Output, save

import weltoffen as wo
from weltoffen import schemas
from weltoffen.cli import CANNOT_RUN, FINE, PROBLEMS, main
from weltoffen.interop import answer_sheet, read_answer_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

QUESTION, ANSWER = "Frage-ID", "Antwort"
"""What stands over the two columns that reading needs."""
ANSWERS = {
    "steering-council-resolution": "geplant",
    "steering-coordination-office": "umgesetzt",
    "steering-permanent-share": "50",
}
SHARE = {**ANSWERS, "steering-permanent-share": "500"}
"""With a number out of its range."""
NEW = ("new", "answersheet", "--assessment", "assessment.json")


def places(rows: Sequence[Sequence[object]]) -> tuple[int, int]:
    """Find the columns of question and answer by what stands over them."""
    head = next(row for row in rows if {QUESTION, ANSWER} <= {*row})
    return head.index(QUESTION), head.index(ANSWER)


def fill(data: bytes, answers: Mapping[str, str]) -> bytes:
    """Fill in a sheet as people do, by the titles of options."""
    if data.startswith(b"PK"):
        book = openpyxl.load_workbook(io.BytesIO(data))
        sheet = book.worksheets[0]
        question, answer = places([*sheet.iter_rows(values_only=True)])
        for row in sheet.iter_rows():
            if str(row[question].value) in answers:
                row[answer].value = answers[str(row[question].value)]
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    question, answer = places(rows)
    for cells in rows:
        if question < len(cells) and cells[question] in answers:
            cells[answer] = answers[cells[question]]
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def cell_of(data: bytes, wanted: str) -> str:
    """Give the address of the answer to a question in an XLSX sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    question, answer = places([*sheet.iter_rows(values_only=True)])
    cell = next(row[answer] for row in sheet.iter_rows() if row[question].value == wanted)
    return f"{sheet.title}!{cell.coordinate}"


def politics(form: str = "xlsx") -> bytes:
    """Give an official sheet, so that protection hides nothing of it."""
    return answer_sheet(
        wo.load_reference("2026.1"),
        assessment_id="musterstadt-2026",
        perspective="politics",
        capacity="official",
        form="csv" if form == "csv" else "xlsx",
    )


def took_part(report: wo.Report) -> set[str]:
    return {one.perspective for one in report.participation if one.official}


class TestNewAnswersheet:
    @pytest.mark.parametrize("form", ["xlsx", "csv"])
    @pytest.mark.parametrize("language", ["de", "en", "de-simple"])
    def test_with_the_towns_own_questions(
        self, language: str, form: str, small: Path, capsys: Output
    ) -> None:
        assessment = schemas.read_assessment(small / "assessment.json")
        expected = answer_sheet(
            assessment.extend(wo.load_reference("2026.1")),
            assessment_id="musterstadt-2026",
            perspective="politics",
            capacity="personal",
            perspectives=assessment.perspectives,
            language=language,
            form="csv" if form == "csv" else "xlsx",
        )
        arguments = ["--perspective", "politics", "--language", language]
        assert main([*NEW, *arguments, "-o", f"s.{form.upper()}"]) == FINE
        assert (small / f"s.{form.upper()}").read_bytes() == expected
        assert capsys.readouterr().err.endswith(f": s.{form.upper()}\n")

    def test_the_usual_one(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        """XLSX, official, of the administration, for the assessment that ``new`` makes."""
        assert main(["new", "answersheet"]) == FINE
        found = capfdbinary.readouterr().out
        assert found.startswith(b"PK")
        response = read_answer_sheet(found, wo.load_reference("2026.1").questionnaire)
        assert response.assessment == "musterstadt-2026"
        assert response.perspective == "administration"
        assert response.capacity == "official"
        assert response.answers == ()
        assert main(["new", "answersheet", "--capacity", "personal", "--format", "csv"]) == FINE
        data = capfdbinary.readouterr().out
        other = read_answer_sheet(data, wo.load_reference("2026.1").questionnaire)
        assert other.capacity == "personal"

    @pytest.mark.parametrize(
        ("arguments", "shown"),
        [
            ([], "Verwaltung [administration]"),
            (["--assessment", "neustadt-1", "--language", "en"], "Administration [administration]"),
            (["--perspective", "economy"], "Wirtschaft [economy]"),
            (["--perspective", "crew"], "crew"),
        ],
    )
    def test_perspectives_are_named_by_their_titles(
        self, arguments: list[str], shown: str, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        """Without the file of an assessment they are the five of the template."""
        assert main(["new", "answersheet", "--format", "csv", *arguments]) == FINE
        assert f'"{shown}"' in capfdbinary.readouterr().out.decode("utf-8-sig")

    def test_not_to_a_terminal(self, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        assert main(["new", "answersheet"]) == CANNOT_RUN
        assert "-o DATEI.xlsx" in capsys.readouterr().err

    def test_an_id_alone(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        arguments = ["--assessment", "neustadt-1", "--perspective", "crew", "--format", "csv"]
        assert main(["new", "answersheet", *arguments]) == FINE
        data = capfdbinary.readouterr().out
        response = read_answer_sheet(data, wo.load_reference("2026.1").questionnaire)
        assert (response.assessment, response.perspective) == ("neustadt-1", "crew")
        assert response.capacity == "personal"

    @pytest.mark.parametrize("kind", ["answersheet", "response"])
    def test_a_perspective_that_the_assessment_does_not_have(
        self, kind: str, small: Path, capsys: Output
    ) -> None:
        del small
        command = ["new", kind, "--assessment", "assessment.json", "--perspective", "crew"]
        assert main([*command, "-o", "s.csv"]) == CANNOT_RUN
        said = capsys.readouterr().err
        assert said.startswith("weltoffen new: /perspective: answer-unknown-perspective: ")
        assert "politics" in said

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            (["--assessment", "nowhere.json"], CANNOT_RUN),
            (["--assessment", "Ä"], CANNOT_RUN),
            (["--assessment", "answers.ndjson"], PROBLEMS),
            (["--perspective", "Ä"], CANNOT_RUN),
            (["--edition", "1"], CANNOT_RUN),
            (["-o", "s.ods"], CANNOT_RUN),
            (["-o", "report.json/s.xlsx"], CANNOT_RUN),
        ],
    )
    def test_wrong_values(self, wrong: list[str], code: int, small: Path, capsys: Output) -> None:
        before = sorted(one.name for one in small.iterdir())
        assert main(["new", "answersheet", *wrong]) == code
        output = capsys.readouterr()
        assert output.out == ""
        assert output.err
        assert sorted(one.name for one in small.iterdir()) == before

    @pytest.mark.parametrize("kind", ["assessment", "response", "paper"])
    def test_forms_are_for_answer_sheets_only(self, kind: str, capsys: Output) -> None:
        assert main(["new", kind, "--format", "csv"]) == CANNOT_RUN
        assert "weltoffen new answersheet" in capsys.readouterr().err

    @pytest.mark.parametrize("kind", ["assessment", "response", "paper"])
    def test_other_templates_go_into_a_file_too(
        self, kind: str, tmp_path: Path, capsys: Output
    ) -> None:
        assert main(["new", kind]) == FINE
        shown = capsys.readouterr().out
        assert main(["new", kind, "-o", "deep/new.json"]) == FINE
        assert (tmp_path / "deep" / "new.json").read_text(encoding="utf-8") == shown

    def test_a_response_for_the_file_of_an_assessment(self, small: Path, capsys: Output) -> None:
        """M8: its own questions are listed with the others."""
        del small
        command = ["new", "response", "--assessment", "assessment.json", "--questions"]
        assert main([*command, "--language", "de-simple"]) == FINE
        found = json.loads(capsys.readouterr().out)
        assert found["assessment"] == "musterstadt-2026"
        listed = found["extensions"]["weltoffen-help"]
        assert listed["jubilee-plan"]["title"] == "Gibt es einen Festplan?"
        question = wo.load_reference("2026.1").questionnaire.questions[0]
        assert listed[question.id]["title"] == question.title.choose("de-simple")


class TestReport:
    @pytest.mark.parametrize("name", ["sheet.xlsx", "sheet.csv", "SHEET.XLSX", "Bögen\u202e.CSV"])
    def test_a_filled_sheet_counts_as_the_response_that_it_is(
        self, name: str, small: Path, capsys: Output
    ) -> None:
        form = name.lower().rpartition(".")[2]
        (small / name).write_bytes(fill(politics(form), ANSWERS))
        questionnaire = wo.load_reference("2026.1").questionnaire
        response = read_answer_sheet((small / name).read_bytes(), questionnaire)
        assert {one for one, _ in response.answers} == ANSWERS.keys()
        (small / "same.json").write_bytes(schemas.write(response))
        rest = ["answers.ndjson", "--assessment", "assessment.json", "--format", "json"]
        assert main(["report", name, *rest]) == FINE
        by_sheet = capsys.readouterr().out
        assert main(["report", "same.json", *rest]) == FINE
        assert capsys.readouterr().out == by_sheet
        assert took_part(schemas.read_report(by_sheet.encode())) == {"administration", "politics"}

    def test_a_sheet_alone(self, small: Path) -> None:
        (small / "sheet.csv").write_bytes(fill(politics("csv"), ANSWERS))
        rest = ["--assessment", "assessment.json", "-o", "r.json"]
        assert main(["report", "sheet.csv", *rest]) == FINE
        assert took_part(schemas.read_report(small / "r.json")) == {"politics"}

    def test_the_towns_own_questions_too(self, small: Path) -> None:
        """M8: a sheet is read by the edition with the supplement."""
        arguments = ["--perspective", "politics", "--capacity", "official"]
        assert main([*NEW, *arguments, "-o", "own.csv"]) == FINE
        data = fill((small / "own.csv").read_bytes(), {"jubilee-plan": "geplant"})
        (small / "own.csv").write_bytes(data)
        rest = ["--assessment", "assessment.json", "-o", "r.json"]
        assert main(["report", "own.csv", *rest]) == FINE
        assessment = schemas.read_assessment(small / "assessment.json")
        edition = assessment.extend(wo.load_reference("2026.1"))
        response = read_answer_sheet(data, edition.questionnaire, assessment)
        assert dict(response.answers) == {"jubilee-plan": "planned"}
        expected = wo.evaluate(schemas.write_line(response), assessment, edition=edition)
        assert schemas.read_report(small / "r.json") == expected

    @pytest.mark.parametrize("command", ["report", "protection"])
    def test_problems_name_file_and_cell(self, command: str, small: Path, capsys: Output) -> None:
        data = fill(politics(), {**ANSWERS, "steering-council-resolution": "vielleicht"})
        cell = cell_of(data, "steering-council-resolution")
        (small / "sheet.xlsx").write_bytes(data)
        rest = ["answers.ndjson", "sheet.xlsx", "--assessment", "assessment.json"]
        assert main([command, *rest]) == PROBLEMS
        output = capsys.readouterr()
        assert output.out == ""
        place = f"sheet.xlsx: /answers/steering-council-resolution ({cell}): "
        assert output.err.startswith(f"{place}answer-unknown-option: ")
        assert "vielleicht" not in output.err

    def test_of_another_assessment(self, small: Path, capsys: Output) -> None:
        arguments = ["--assessment", "neustadt-1", "-o", "sheet.xlsx"]
        assert main(["new", "answersheet", *arguments]) == FINE
        capsys.readouterr()
        assert main(["report", "sheet.xlsx", "--assessment", "assessment.json"]) == PROBLEMS
        assert capsys.readouterr().err.startswith("sheet.xlsx: /assessment (")
        assert (small / "sheet.xlsx").exists()

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("damaged.xlsx", b"PK\x03\x04"),
            ("empty.xlsx", b""),
            ("empty.csv", b""),
            ("list.csv", b"a;b\r\n1;2\r\n"),
            ("response.csv", b'{"$schema": "x"}'),
            ("latin.csv", "Frage-ID;Antwort\r\nä;ö".encode("latin-1")),
        ],
    )
    def test_what_is_no_answer_sheet(
        self, name: str, data: bytes, small: Path, capsys: Output
    ) -> None:
        (small / name).write_bytes(data)
        assert main(["report", name, "--assessment", "assessment.json"]) == PROBLEMS
        assert capsys.readouterr().err.startswith(f"{name}: /")
        assert main(["check", name, "--assessment", "assessment.json"]) == PROBLEMS
        assert capsys.readouterr().out.startswith(f"{name}: /")

    def test_a_sheet_that_goes_by_another_name(self, small: Path, capsys: Output) -> None:
        (small / "sheet.json").write_bytes(politics())
        assert main(["report", "sheet.json", "--assessment", "assessment.json"]) == PROBLEMS
        assert capsys.readouterr().err.startswith("sheet.json:1: /: not-utf8: ")
        (small / "csv.xlsx").write_bytes(fill(politics("csv"), ANSWERS))
        rest = ["--assessment", "assessment.json", "-o", "r.md"]
        assert main(["report", "csv.xlsx", *rest]) == FINE

    @pytest.mark.parametrize("name", ["nowhere.xlsx", "folder.csv"])
    def test_a_sheet_that_cannot_be_read(self, name: str, small: Path, capsys: Output) -> None:
        (small / "folder.csv").mkdir()
        assert main(["report", name, "--assessment", "assessment.json"]) == CANNOT_RUN
        assert f"{name} lässt sich nicht lesen" in capsys.readouterr().err


class TestCheck:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["sheet.xlsx", "--assessment", "assessment.json"],
            ["sheet.xlsx", "--edition", "2026.1"],
            ["assessment.json", "sheet.xlsx"],
        ],
    )
    def test_against_what_is_named(self, arguments: list[str], small: Path, capsys: Output) -> None:
        (small / "sheet.xlsx").write_bytes(fill(politics(), ANSWERS))
        assert main(["check", *arguments]) == FINE
        assert "sheet.xlsx: in Ordnung (response)\n" in capsys.readouterr().out
        data = fill(politics(), SHARE)
        cell = cell_of(data, "steering-permanent-share")
        (small / "sheet.xlsx").write_bytes(data)
        assert main(["check", *arguments]) == PROBLEMS
        (line,) = [one for one in capsys.readouterr().out.splitlines() if "sheet" in one]
        assert line.startswith(
            f"sheet.xlsx: /answers/steering-permanent-share ({cell}): answer-outside-range: "
        )

    def test_json_has_the_cell(self, small: Path, capsys: Output) -> None:
        data = fill(politics(), SHARE)
        (small / "sheet.xlsx").write_bytes(data)
        command = ["check", "sheet.xlsx", "--edition", "2026.1", "--format", "json"]
        assert main(command) == PROBLEMS
        (found,) = map(json.loads, capsys.readouterr().out.splitlines())
        assert (found["file"], found["line"]) == ("sheet.xlsx", None)
        assert found["cell"] == cell_of(data, "steering-permanent-share")

    @pytest.mark.parametrize("earlier", [[], ["one.json", "two.json"], ["else.json"]])
    def test_which_questionnaire_must_be_known(
        self, earlier: list[str], small: Path, capsys: Output
    ) -> None:
        document = json.loads((small / "assessment.json").read_bytes())
        for name in ("one", "two"):
            save(small / f"{name}.json", {**document, "id": name})
        save(small / "else.json", {**document, "edition": {"id": "our-own", "version": "7"}})
        (small / "sheet.csv").write_bytes(politics("csv"))
        assert main(["check", *earlier, "sheet.csv", "report.json"]) == CANNOT_RUN
        output = capsys.readouterr()
        assert output.err.startswith("sheet.csv: ")
        assert "--edition VERSION" in output.err
        assert [line.partition(":")[0] for line in output.out.splitlines()] == [
            *earlier,
            "report.json",
        ]

    def test_without_the_extra_the_others_are_still_checked(
        self, small: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        (small / "sheet.xlsx").write_bytes(politics())
        monkeypatch.setitem(sys.modules, "defusedxml", None)
        assert main(["check", "assessment.json", "sheet.xlsx", "report.json"]) == CANNOT_RUN
        output = capsys.readouterr()
        assert "weltoffen[tables]" in output.err
        assert len(output.out.splitlines()) == 2
