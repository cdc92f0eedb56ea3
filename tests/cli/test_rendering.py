# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen report`` and ``weltoffen render`` in every form, with look and charts."""

from __future__ import annotations

import json
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from tests.cli.commands import CORPUS, Output, standard_input

import weltoffen as wo
from weltoffen import interop, schemas
from weltoffen.cli import CANNOT_RUN, FINE, PROBLEMS, main, options
from weltoffen.render import (
    Look,
    chart_files,
    charts,
    render_docx,
    render_html,
    render_markdown,
)

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
REPORT = ("report", "answers.ndjson", "--assessment", "assessment.json")
RENDER = ("render", "report.json", "--assessment", "assessment.json")


def known(folder: Path) -> tuple[wo.Report, wo.Edition]:
    """Give the report of a folder, and its edition with the town's own questions."""
    assessment = schemas.read_assessment(folder / "assessment.json")
    edition = assessment.extend(wo.load_reference("2026.1"))
    return schemas.read_report(folder / "report.json"), edition


def expected(form: str, folder: Path, language: str = "de") -> bytes:
    """Write the report of a folder by the library alone."""
    report, edition = known(folder)
    tables = interop.to_tables(report, language, edition=edition)
    match form:
        case "md":
            return render_markdown(report, language, edition=edition).encode()
        case "html":
            return render_html(report, language, edition=edition).encode()
        case "docx":
            return render_docx(report, language, edition=edition, pictures=True)
        case "json":
            return (folder / "report.json").read_bytes()
        case "csv":
            return interop.write_csv(tables[0], "en" if language == "en" else "de")
    title = {"de": "Selbstcheck Musterstadt 2026", "en": "Self-check of Musterstadt 2026"}[language]
    return interop.write_workbook(tables, title=title, created=report.round.end)


class TestForms:
    @pytest.mark.parametrize("form", options.REPORT_FORMS)
    def test_by_the_name_of_the_file(self, form: str, small: Path, capsys: Output) -> None:
        """A saved report gives what the answers gave."""
        assert main([*REPORT, "-o", f"out/one.{form}"]) == FINE
        assert main([*RENDER, "-o", f"out/two.{form.upper()}"]) == FINE
        one, two = (small / "out" / name for name in (f"one.{form}", f"two.{form.upper()}"))
        assert one.read_bytes() == two.read_bytes() == expected(form, small)
        assert capsys.readouterr().err.splitlines()[0] == f"Geschrieben: out/one.{form}"

    @pytest.mark.parametrize("form", options.REPORT_FORMS)
    def test_to_standard_output_in_english(
        self, form: str, small: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        """Standard output is no terminal here, so it takes Word and Excel, too."""
        assert main([*RENDER, "--format", form, "--language", "en"]) == FINE
        assert capfdbinary.readouterr().out == expected(form, small, "en")

    @pytest.mark.parametrize("form", ["docx", "xlsx"])
    @pytest.mark.parametrize("to", [[], ["-o", "-"]])
    def test_a_terminal_is_spared_what_it_cannot_show(
        self, form: str, to: list[str], small: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        del small
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        assert main([*RENDER, "--format", form, *to]) == CANNOT_RUN
        output = capsys.readouterr()
        assert output.out == ""
        assert output.err.startswith(f"weltoffen render: {form} ist nichts für ein Terminal.")
        assert f"-o DATEI.{form}" in output.err
        assert main([*RENDER, "--format", form, "-o", f"x.{form}"]) == FINE
        assert main([*RENDER, "--format", "csv", *to]) == FINE

    def test_no_standard_output_at_all(self, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        del small
        monkeypatch.setattr(sys, "stdout", None)
        assert main([*RENDER, "--format", "xlsx"]) == CANNOT_RUN

    @pytest.mark.parametrize("command", [REPORT, RENDER])
    @pytest.mark.parametrize("name", ["report.pdf", "report", "report.html.bak", ".json"])
    def test_a_name_that_shows_no_form(
        self, name: str, command: tuple[str, ...], small: Path, capsys: Output
    ) -> None:
        assert main([*command, "-o", f"new/{name}"]) == CANNOT_RUN
        said = capsys.readouterr().err
        assert all(f"--format {form}" in said for form in options.REPORT_FORMS)
        assert not (small / "new").exists()

    def test_a_form_that_was_asked_for_holds_whatever_the_name(self, small: Path) -> None:
        assert main([*RENDER, "-o", "report.txt", "--format", "csv"]) == FINE
        assert (small / "report.txt").read_bytes() == expected("csv", small)

    def test_a_report_page_is_replaced(self, small: Path) -> None:
        (small / "r.md").write_text("old " * 100_000)
        assert main([*RENDER, "-o", "r.md"]) == FINE
        assert (small / "r.md").read_bytes() == expected("md", small)


class TestTables:
    @pytest.mark.parametrize("table", ["needs", "about", "answers"])
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_each_can_be_had_as_csv(self, table: str, language: str, small: Path) -> None:
        report, edition = known(small)
        rows = interop.to_rows(report, table, language, edition=edition)
        arguments = ["--table", table, "--language", language]
        assert main([*RENDER, *arguments, "-o", "t.csv"]) == FINE
        dialect: Any = language
        assert (small / "t.csv").read_bytes() == interop.write_csv(rows, dialect)

    @pytest.mark.parametrize("form", sorted({*options.REPORT_FORMS} - {"csv"}))
    def test_only_for_csv(self, form: str, small: Path, capsys: Output) -> None:
        del small
        assert main([*RENDER, "--table", "needs", "--format", form]) == CANNOT_RUN
        assert capsys.readouterr().err == (
            "weltoffen render: --table gehört nur zu --format csv.\n"
        )

    def test_a_workbook_has_all(self, small: Path) -> None:
        assert main([*RENDER, "-o", "all.xlsx"]) == FINE
        with zipfile.ZipFile(small / "all.xlsx") as book:
            sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == len(interop.REPORT_TABLES)


class TestLook:
    def test_name_logo_and_colours(self, small: Path) -> None:
        report, edition = known(small)
        (small / "logo.png").write_bytes(PNG)
        arguments = ["--name", "Stadt <Musterstadt>", "--logo", "logo.png"]
        colours = ["--colour", "#0B5394", "--dark-colour", "#ffffff"]
        assert main([*RENDER, *arguments, *colours, "-o", "r.html"]) == FINE
        look = Look(name="Stadt <Musterstadt>", logo=PNG, colour="#0b5394", dark_colour="#ffffff")
        written = (small / "r.html").read_text(encoding="utf-8")
        assert written == render_html(report, "de", edition=edition, look=look)
        page = html5lib.parse(written, namespaceHTMLElements=False)
        assert "Stadt <Musterstadt>" in "".join(page.itertext())

    @pytest.mark.parametrize("option", ["--name", "--logo", "--colour", "--dark-colour"])
    @pytest.mark.parametrize("command", [REPORT, RENDER])
    def test_only_for_pages(
        self, option: str, command: tuple[str, ...], small: Path, capsys: Output
    ) -> None:
        del small
        assert main([*command, option, "x", "-o", "r.docx"]) == CANNOT_RUN
        assert f"{option} gehört nur zu --format html." in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--colour", "blue"], "--colour: Erwartet wird eine Farbe in der Form #rrggbb"),
            (
                ["--colour", "#ffff00"],
                "--colour: Die Farbe hebt sich zu wenig vom Grund #ffffff ab",
            ),
            (["--dark-colour", "#000000"], "--dark-colour: Die Farbe hebt sich zu wenig"),
            (["--logo", "assessment.json"], "--logo: Erwartet wird ein Bild in PNG oder JPEG"),
            (["--logo", "huge.png"], "--logo: Erwartet wird ein Bild in PNG oder JPEG"),
            (["--logo", "nowhere.png"], "nowhere.png lässt sich nicht lesen"),
            (["--logo", "."], ". lässt sich nicht lesen"),
            (["--colour", "blue", "--dark-colour", "\x1b[31m"], "--dark-colour: Erwartet wird"),
        ],
    )
    def test_what_is_none_is_told_before_anything_is_read(
        self, arguments: list[str], said: str, small: Path, capsys: Output
    ) -> None:
        (small / "huge.png").write_bytes(PNG + b"0" * 1_000_000)
        command = ["render", "no-such-report.json", "--format", "html"]
        assert main([*command, *arguments]) == CANNOT_RUN
        found = capsys.readouterr().err
        assert said in found
        assert "\x1b" not in found


class TestChartsBesideTheReport:
    def test_each_as_svg_and_png(self, small: Path, capsys: Output) -> None:
        report, edition = known(small)
        assert main([*REPORT, "-o", "r.md", "--charts", "charts", "--language", "en"]) == FINE
        number = 2 * len(charts(report, "en", edition=edition))
        assert capsys.readouterr().err == f"Written: r.md\nWritten: charts (files: {number})\n"
        found = {one.name: one.read_bytes() for one in (small / "charts").iterdir()}
        files = chart_files(report, "en", edition=edition, forms=("svg", "png"))
        assert found == dict(files)
        assert {name.rpartition(".")[2] for name in found} == {"svg", "png"}

    def test_a_folder_that_is_a_file(self, small: Path, capsys: Output) -> None:
        del small
        assert main([*RENDER, "-o", "r.md", "--charts", "report.json"]) == CANNOT_RUN
        assert "lässt sich nicht schreiben" in capsys.readouterr().err


class TestSavedReports:
    def test_from_standard_input(
        self, small: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        standard_input(monkeypatch, (small / "report.json").read_bytes())
        assert main(["render", "-", "--assessment", "assessment.json"]) == FINE
        assert capsys.readouterr().out.encode() == expected("md", small)
        assert main(["render", "-", "--assessment", "-"]) == CANNOT_RUN

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_own_questions_have_texts_only_with_the_assessment(
        self, language: str, small: Path, capsys: Output
    ) -> None:
        """M8: what a town asks itself stands in its assessment, not in the edition."""
        del small
        text = {"de": "Gibt es einen Festplan?", "en": "Is there a plan for it?"}[language]
        assert main([*RENDER, "--language", language]) == FINE
        found = capsys.readouterr()
        assert text in found.out
        assert found.err == ""
        assert main(["render", "report.json", "--language", language]) == FINE
        found = capsys.readouterr()
        assert text not in found.out
        assert "jubilee-plan" in found.out
        assert "--assessment" in found.err

    def test_of_an_edition_that_is_not_shipped_ids_are_shown(
        self, small: Path, capsys: Output
    ) -> None:
        document = json.loads((small / "report.json").read_bytes())
        document["stamp"]["edition"] = {"id": "our-own", "version": "7"}
        (small / "else.json").write_text(json.dumps(document), encoding="utf-8")
        assert main(["render", "else.json"]) == FINE
        found = capsys.readouterr()
        assert "steering-goals" in found.out
        assert found.err.startswith("else.json: Der Bericht wurde mit der Ausgabe „our-own“ 7")
        assert main(["render", "else.json", "--assessment", "assessment.json"]) == PROBLEMS
        assert "/stamp/edition: other-edition: " in capsys.readouterr().err

    def test_with_the_assessment_of_an_edition_that_is_not_shipped(
        self, small: Path, capsys: Output
    ) -> None:
        for name in ("report", "assessment"):
            document = json.loads((small / f"{name}.json").read_bytes())
            holder = document["stamp"] if name == "report" else document
            holder["edition"] = {"id": "our-own", "version": "7"}
            (small / f"own-{name}.json").write_text(json.dumps(document), encoding="utf-8")
        assert main(["render", "own-report.json", "--assessment", "own-assessment.json"]) == FINE
        assert "jubilee-plan" in capsys.readouterr().out

    def test_with_another_assessment(self, small: Path, capsys: Output) -> None:
        document = {**json.loads((small / "assessment.json").read_bytes()), "id": "other-town"}
        (small / "other.json").write_text(json.dumps(document), encoding="utf-8")
        assert main(["render", "report.json", "--assessment", "other.json"]) == PROBLEMS
        assert capsys.readouterr().err.startswith("report.json: /assessment: ")

    def test_numbers_that_were_changed_by_hand_a4(self, small: Path, capsys: Output) -> None:
        document = json.loads((small / "report.json").read_bytes())
        document["whole"]["score"] = 1
        (small / "better.json").write_text(json.dumps(document), encoding="utf-8")
        assert main(["render", "better.json"]) == PROBLEMS
        output = capsys.readouterr()
        assert output.out == ""
        assert output.err.startswith("better.json: /")


SAVED = {
    "render": ["-o", "x.html"],
    "charts": ["-o", "x.html"],
    "workshop": ["-o", "x.html"],
    "paper": ["paper.json", "-o", "x.html"],
}


class TestNothingButAReport:
    """P5: whatever publishes takes a protected report, and refuses everything else."""

    @pytest.mark.parametrize("command", SAVED)
    @pytest.mark.parametrize("name", ["tally", "response", "assessment", "council-paper"])
    def test_other_documents(self, command: str, name: str, tmp_path: Path, capsys: Output) -> None:
        (tmp_path / "paper.json").write_bytes((CORPUS / "council-paper.json").read_bytes())
        other = str(CORPUS / f"{name}.json")
        assert main([command, other, *SAVED[command]]) == PROBLEMS
        output = capsys.readouterr()
        assert output.out == ""
        assert "/$schema: other-kind: Erwartet wird ein Dokument der Art „report“" in output.err
        assert not (tmp_path / "x.html").exists()

    @pytest.mark.parametrize("command", SAVED)
    @pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"PK\x03\x04", b"[" * 10_000])
    def test_no_document_at_all(
        self, command: str, data: bytes, tmp_path: Path, capsys: Output
    ) -> None:
        (tmp_path / "bad.json").write_bytes(data)
        assert main([command, "bad.json", *SAVED[command]]) == PROBLEMS
        assert capsys.readouterr().err.startswith("bad.json: /")

    @pytest.mark.parametrize("command", SAVED)
    @pytest.mark.parametrize("name", ["nowhere.json", ".", "zero\0byte", "new\nline\x1b[31m"])
    def test_files_that_cannot_be_read(
        self, command: str, name: str, tmp_path: Path, capsys: Output
    ) -> None:
        assert main([command, name, *SAVED[command]]) == CANNOT_RUN
        output = capsys.readouterr()
        assert output.err.count("\n") == 1
        assert output.err.isprintable() or output.err[:-1].isprintable()
        assert "lässt sich nicht lesen" in output.err
        assert list(tmp_path.iterdir()) == []


class TestPlacesThatCannotBeWritten:
    @pytest.mark.parametrize("place", ["report.json/r.md", "zero\0.md", "d.md"])
    def test_they_are_named_on_one_line(self, place: str, small: Path, capsys: Output) -> None:
        (small / "d.md").mkdir()
        assert main([*RENDER, "-o", place]) == CANNOT_RUN
        said = capsys.readouterr().err
        assert "lässt sich nicht schreiben" in said
        assert said[:-1].isprintable()

    def test_hostile_names_are_written_and_shown_harmlessly(
        self, small: Path, capsys: Output
    ) -> None:
        name = "\x1b[31m\u202e\nr.md"
        assert main([*RENDER, "-o", name]) == FINE
        assert (small / name).read_bytes() == expected("md", small)
        assert capsys.readouterr().err[:-1].isprintable()
