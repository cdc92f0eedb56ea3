# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen questionnaire``: blank questionnaires from the command line."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from tests.cli.commands import Output, save, standard_input
from tests.render.test_sheet_markdown import questions

import weltoffen as wo
from weltoffen.cli import CANNOT_RUN, FINE, PROBLEMS, main
from weltoffen.demo import demo_bytes
from weltoffen.render import render_questionnaire

if TYPE_CHECKING:
    from pathlib import Path

SUPPLEMENT = {
    "nodes": [{"id": "jubilee", "title": {"de": "Stadtjubiläum", "en": "Jubilee"}}],
    "questions": [
        {
            "id": "jubilee-plan",
            "node": "jubilee",
            "title": {"de": "Gibt es einen Festplan?", "en": "Is there a plan?"},
            "kind": "single",
            "scale": "establishment",
        }
    ],
}


def blank(capsys: Output, *arguments: str) -> str:
    assert main(["questionnaire", *arguments]) == FINE
    output = capsys.readouterr()
    assert output.err == ""
    return output.out


def refused(capsys: Output, *arguments: str) -> str:
    """Expect exit code 2, nothing on standard output, and one line without traceback."""
    assert main(["questionnaire", *arguments]) == CANNOT_RUN
    output = capsys.readouterr()
    assert output.out == ""
    assert "Traceback" not in output.err
    assert output.err.count("\n") == 1
    assert output.err.startswith("weltoffen questionnaire: ")
    return output.err


def own_assessment(folder: Path, **changes: object) -> Path:
    document = json.loads(demo_bytes("assessment.json"))
    return save(folder / "own.json", {**document, "supplement": SUPPLEMENT, **changes})


def field() -> str:
    return wo.load_reference().target_model.nodes[0].id


class TestForms:
    def test_markdown_of_the_newest_edition_to_standard_output(self, capsys: Output) -> None:
        wanted = render_questionnaire(wo.load_reference(wo.editions()[-1]))
        assert blank(capsys) == wanted
        assert blank(capsys, "--edition", "2026.1", "--format", "md") == wanted

    def test_html(self, capsys: Output) -> None:
        assert blank(capsys, "--format", "html") == render_questionnaire(
            wo.load_reference(), "de", "html"
        )

    @pytest.mark.parametrize(
        ("name", "form"),
        [
            ("bogen.html", "html"),
            ("bogen.HTM", "html"),
            ("deep/down/bogen.Html", "html"),
            ("bogen.md", "md"),
            ("b.o.gen.markdown", "md"),
        ],
    )
    def test_by_the_name_of_the_file(
        self, name: str, form: str, tmp_path: Path, capsys: Output
    ) -> None:
        assert main(["questionnaire", "-o", name]) == FINE
        output = capsys.readouterr()
        assert output.out == ""
        assert output.err == f"Geschrieben: {name}\n"
        text = (tmp_path / name).read_bytes().decode("utf-8")
        assert text.startswith("<!DOCTYPE html>" if form == "html" else "# ")

    @pytest.mark.parametrize("name", ["bogen", "bogen.txt", "bogen.pdf", ".html", "bogen.json", ""])
    def test_a_name_that_does_not_show_it(self, name: str, tmp_path: Path, capsys: Output) -> None:
        for language, said in (("de", "welche Form"), ("en", "which form")):
            error = refused(capsys, "-o", name, "--language", language)
            assert said in error
            assert "--format html" in error
            assert "--format md" in error
        assert list(tmp_path.iterdir()) == []

    def test_a_form_that_is_named_overrules_the_file_s_name(
        self, tmp_path: Path, capsys: Output
    ) -> None:
        for name, form, start in (("a.txt", "html", "<!DOCTYPE"), ("b.html", "md", "# ")):
            assert main(["questionnaire", "-o", name, "--format", form]) == FINE
            assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
        assert "a.txt" in capsys.readouterr().err

    def test_a_place_that_cannot_be_written(self, tmp_path: Path, capsys: Output) -> None:
        (tmp_path / "file").write_text("here first")
        (tmp_path / "folder.md").mkdir()
        for name in ("file/bogen.md", "folder.md"):
            assert "lässt sich nicht schreiben" in refused(capsys, "-o", name)
            said = refused(capsys, "-o", name, "--language", "en")
            assert "cannot be written" in said
        assert (tmp_path / "file").read_text() == "here first"

    def test_a_name_that_no_file_can_have(self, capsys: Output) -> None:
        """`weltoffen.cli.main`: no error of an input ends in a traceback."""
        assert "lässt sich nicht schreiben" in refused(capsys, "-o", "a\0b.md")

    def test_utf_8_whatever_the_terminal_speaks(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with (tmp_path / "out").open("w", encoding="ascii") as file:
            monkeypatch.setattr(sys, "stdout", file)
            assert main(["questionnaire"]) == FINE
            monkeypatch.undo()
        assert (tmp_path / "out").read_bytes().decode("utf-8") == render_questionnaire(
            wo.load_reference()
        )


class TestLanguages:
    @pytest.mark.parametrize("language", ["de", "en", "de-simple"])
    def test_of_the_sheet(self, language: str, capsys: Output) -> None:
        wanted = render_questionnaire(wo.load_reference(), language)
        assert blank(capsys, "--language", language) == wanted

    def test_of_the_environment(self, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
        monkeypatch.setenv("LANG", "en_GB.UTF-8")
        assert blank(capsys) == render_questionnaire(wo.load_reference(), "en")
        assert "There is no node" in refused(capsys, "--field", "moon")

    def test_of_messages_in_plain_language_is_german(self, capsys: Output) -> None:
        error = refused(capsys, "--field", "moon", "--language", "de-simple")
        assert error == refused(capsys, "--field", "moon", "--language", "de")


class TestFieldsAndOffices:
    def test_may_be_named_several_times(self, capsys: Output) -> None:
        edition = wo.load_reference()
        fields = [node.id for node in edition.target_model.children()[:2]]
        offices = [office.id for office in edition.target_model.offices[:3]]
        arguments = [a for one in fields for a in ("--field", one)]
        arguments += [a for one in offices for a in ("--office", one)]
        wanted = render_questionnaire(edition, fields=fields, offices=offices)
        assert blank(capsys, *arguments) == wanted
        assert blank(capsys, *arguments[:2]) == render_questionnaire(edition, fields=fields[:1])

    def test_do_not_add_up_from_one_run_to_the_next(self, capsys: Output) -> None:
        blank(capsys, "--field", field())
        assert blank(capsys) == render_questionnaire(wo.load_reference())

    @pytest.mark.parametrize(
        ("wrong", "german", "english"),
        [
            (("--field", "moon"), "Knoten „moon“", 'no node "moon"'),
            (("--office", "nasa"), "Die Stelle „nasa“", 'office "nasa"'),
            (("--edition", "1999.1"), "1999.1", "1999.1"),
            (("--edition", "../2026.1"), "../2026.1", "../2026.1"),
            (("--field", ""), "Knoten „“", 'no node ""'),
        ],
    )
    def test_unknown_ones_are_told_in_both_languages(
        self, wrong: tuple[str, str], german: str, english: str, capsys: Output
    ) -> None:
        assert german in refused(capsys, *wrong, "--language", "de")
        assert english in refused(capsys, *wrong, "--language", "en")

    def test_all_unknown_ones_are_told_at_once(self, capsys: Output) -> None:
        error = refused(capsys, "--field", "moon", "--office", "nasa", "--field", "sun")
        for one in ("moon", "nasa", "sun"):
            assert error.count(one) == 1

    def test_control_characters_do_not_reach_the_terminal(self, capsys: Output) -> None:
        error = refused(capsys, "--field", "\x1b[31mred\n\u202e", "--office", "a" * 10_000)
        assert "\x1b" not in error
        assert "\u202e" not in error
        assert len(error) < 2_000

    def test_a_choice_that_leaves_no_question(self, capsys: Output) -> None:
        edition = wo.load_reference()
        known = {one.id for one in edition.target_model.offices}
        office, leaf = next(
            (office, leaf.id)
            for office in sorted(known)
            for leaf in edition.target_model.leaves
            if any(office in q.ask for q in edition.questionnaire.by_node[leaf.id])
            and all(office not in q.ask[:1] for q in edition.questionnaire.by_node[leaf.id])
        )  # asked about something there, but first about nothing
        choice = ("--field", leaf, "--office", office)
        assert "bleibt keine Frage übrig" in refused(capsys, *choice)
        assert "leaves no question" in refused(capsys, *choice, "--language", "en")

    def test_the_sheets_of_all_offices_share_out_the_questions(self, capsys: Output) -> None:
        edition = wo.load_reference()
        found: list[str] = []
        for office in edition.target_model.offices:
            first = [q.id for q in edition.questionnaire.questions if q.ask[:1] == (office.id,)]
            if first:
                sheet = blank(capsys, "--office", office.id)
                assert [key for _, key in questions(sheet)] == first
                assert f"zuerst diese Stelle gefragt ist: {office.title.choose('de')}\n" in sheet
                found += first
        assert sorted(found) == sorted(q.id for q in edition.questionnaire.questions if q.ask)
        assert len(found) == len(set(found)) > 0

    @pytest.mark.parametrize(
        "wrong",
        [
            ("--field", "moon"),
            ("--office", "nasa"),
            ("--field", "moon", "--office", "nasa", "--field", "sun"),
            ("--field", ""),
        ],
    )
    def test_unknown_ones_come_with_the_place_where_ids_are_listed(
        self, wrong: tuple[str, ...], capsys: Output
    ) -> None:
        for language, said in (("de", "der Ausgabe nennt: "), ("en", "ids of the edition: ")):
            error = refused(capsys, *wrong, "--language", language)
            assert error.endswith(f" {said}weltoffen reference 2026.1 --ids\n")
            assert error.count("weltoffen reference") == 1

    def test_which_lists_what_may_be_named(self, capsys: Output) -> None:
        """What the message names is there, and what stands there is taken."""
        assert main(["reference", "2026.1", "--ids"]) == FINE
        listed = {line.split()[0] for line in capsys.readouterr().out.splitlines()}
        edition = wo.load_reference()
        assert {n.id for n in edition.target_model.nodes} <= listed
        assert {o.id for o in edition.target_model.offices} <= listed
        for one in edition.target_model.leaves[:3]:
            blank(capsys, "--field", one.id)

    def test_an_unknown_edition_has_nothing_to_do_with_ids(self, capsys: Output) -> None:
        assert "--ids" not in refused(capsys, "--edition", "1999.1")


class TestWithAnAssessmentM8:
    def test_its_own_questions_stand_at_the_end(self, tmp_path: Path, capsys: Output) -> None:
        own_assessment(tmp_path)
        with_own = blank(capsys, "--assessment", "own.json")
        assert "Gibt es einen Festplan?" in with_own
        last = [line for line in with_own.splitlines() if line.startswith("## ")][-1]
        assert last == "## Fragen Ihrer Kommune: Stadtjubiläum"
        count = len(wo.load_reference().questionnaire.questions)
        assert f"**{count + 1}.** **Gibt es einen Festplan?** `jubilee-plan`\n" in with_own
        assert "Festplan" not in blank(capsys)

    def test_can_be_asked_for_alone(self, tmp_path: Path, capsys: Output) -> None:
        own_assessment(tmp_path)
        text = blank(capsys, "--assessment", "own.json", "--field", "jubilee", "--language", "en")
        assert questions(text) == [("1. Is there a plan?", "jubilee-plan")]
        assert "jubilee" in refused(capsys, "--field", "jubilee")

    @pytest.mark.parametrize("form", ["md", "html"])
    @pytest.mark.parametrize("language", ["de", "en", "de-simple"])
    def test_alone_they_are_not_the_project_s_nor_under_its_licence(
        self, language: str, form: str, tmp_path: Path, capsys: Output
    ) -> None:
        own_assessment(tmp_path)
        more = ("--assessment", "own.json", "--language", language, "--format", form)
        alone = blank(capsys, *more, "--field", "jubilee")
        mixed = blank(capsys, *more, "--field", "jubilee", "--field", field())
        licence = wo.load_reference().questionnaire.licence
        assert licence is not None
        for one in ("PHINEO", "Bertelsmann", licence):
            assert one not in alone
            assert one in mixed
        assert "jubilee-plan" in alone

    def test_without_supplement_it_is_that_of_its_edition(self, town: Path, capsys: Output) -> None:
        del town
        wanted = render_questionnaire(wo.load_reference())
        assert blank(capsys, "--assessment", "assessment.json") == wanted
        assert blank(capsys, "--assessment", "assessment.json", "--edition", "2026.1") == wanted

    @pytest.mark.parametrize("form", ["md", "html"])
    def test_texts_of_a_town_are_no_markup(self, form: str, tmp_path: Path, capsys: Output) -> None:
        title = {"de": "<script>alert(1)</script> ![x](http://x.example)"}
        nodes = [{"id": "jubilee", "title": title}]
        own_assessment(tmp_path, supplement={**SUPPLEMENT, "nodes": nodes})
        text = blank(capsys, "--assessment", "own.json", "--format", form)
        assert "alert(1)" in text
        assert "<script" not in text
        assert form == "html" or "![x](" not in text

    def test_from_standard_input(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        standard_input(monkeypatch, own_assessment(tmp_path).read_bytes())
        assert "Festplan" in blank(capsys, "--assessment", "-")

    def test_that_is_not_there(self, capsys: Output) -> None:
        assert "nowhere.json lässt sich nicht lesen" in refused(
            capsys, "--assessment", "nowhere.json"
        )

    def test_that_has_problems(self, tmp_path: Path, capsys: Output) -> None:
        save(tmp_path / "broken.json", {})
        assert main(["questionnaire", "--assessment", "broken.json"]) == PROBLEMS
        output = capsys.readouterr()
        assert output.err.startswith("broken.json: /$schema: missing-key:")
        assert output.out == ""

    def test_of_an_edition_that_is_not_shipped(self, tmp_path: Path, capsys: Output) -> None:
        edition = json.loads(demo_bytes("assessment.json"))["edition"]
        own_assessment(tmp_path, edition={**edition, "version": "1999.1"})
        assert "1999.1" in refused(capsys, "--assessment", "own.json")

    def test_of_another_questionnaire(self, tmp_path: Path, capsys: Output) -> None:
        edition = json.loads(demo_bytes("assessment.json"))["edition"]
        own_assessment(tmp_path, edition={**edition, "id": "somebody-elses"})
        assert main(["questionnaire", "--assessment", "own.json"]) == PROBLEMS
        assert capsys.readouterr().err.startswith("own.json: /edition: other-edition:")

    def test_whose_supplement_does_not_fit(self, tmp_path: Path, capsys: Output) -> None:
        taken = {**SUPPLEMENT["nodes"][0], "id": field()}
        own_assessment(tmp_path, supplement={**SUPPLEMENT, "nodes": [taken]})
        assert main(["questionnaire", "--assessment", "own.json"]) == PROBLEMS
        assert "taken-id" in capsys.readouterr().err


class TestAnEmptyEditionIsNoEdition:
    def test_such_as_an_unset_variable_of_a_shell(self, tmp_path: Path, capsys: Output) -> None:
        """What names no edition must not silently mean another one."""
        own_assessment(tmp_path)
        refused(capsys, "--edition", "")
        refused(capsys, "--edition", "", "--assessment", "own.json")
