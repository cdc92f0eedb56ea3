# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen paper`` and its template."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from tests.cli.commands import CORPUS, Output, new, save
from tests.cli.test_rendering import known

from weltoffen import schemas
from weltoffen.cli import CANNOT_RUN, FINE, PROBLEMS, main
from weltoffen.interop import to_oparl
from weltoffen.model.paper import KIND_TERMS, TREATMENT_TERMS
from weltoffen.render import Look, paper_docx, paper_html, paper_markdown

if TYPE_CHECKING:
    from pathlib import Path

PAPER = ("paper", "report.json", "paper.json", "--assessment", "assessment.json")
OPARL = (*PAPER, "--format", "json")
BASE = ("--base-url", "https://ris.example/oparl")
CREATED = ("--created", "2026-06-15T10:00:00+02:00")


@pytest.fixture
def council(small: Path) -> Path:
    """Give a folder with the small round and a council paper."""
    (small / "paper.json").write_bytes((CORPUS / "council-paper.json").read_bytes())
    return small


class TestPaper:
    @pytest.mark.parametrize("language", ["de", "en"])
    @pytest.mark.parametrize("form", ["md", "html", "docx"])
    def test_forms_to_read(self, form: str, language: str, council: Path, capsys: Output) -> None:
        report, edition = known(council)
        paper = schemas.read_council_paper(council / "paper.json")
        assert main([*PAPER, "-o", f"p.{form}", "--language", language]) == FINE
        if form == "md":
            expected = paper_markdown(paper, report, language, edition=edition).encode()
        elif form == "html":
            expected = paper_html(paper, report, language, edition=edition).encode()
        else:
            expected = paper_docx(paper, report, language, edition=edition)
        assert (council / f"p.{form}").read_bytes() == expected
        assert capsys.readouterr().err.endswith(f": p.{form}\n")

    def test_markdown_to_standard_output(self, council: Path, capsys: Output) -> None:
        del council
        assert main([*PAPER]) == FINE
        assert "13/017/2026" in capsys.readouterr().out

    def test_the_look_of_a_page(self, council: Path, capsys: Output) -> None:
        report, edition = known(council)
        paper = schemas.read_council_paper(council / "paper.json")
        assert main([*PAPER, "-o", "p.html", "--name", "Stadt"]) == FINE
        look = Look(name="Stadt")
        expected = paper_html(paper, report, "de", edition=edition, look=look)
        assert (council / "p.html").read_text(encoding="utf-8") == expected
        assert main([*PAPER, "--name", "Stadt"]) == CANNOT_RUN
        assert "--name gehört nur zu --format html." in capsys.readouterr().err

    @pytest.mark.parametrize("name", ["assessment.json", "report.json"])
    def test_something_else_than_a_paper(self, name: str, council: Path, capsys: Output) -> None:
        del council
        assert main(["paper", "report.json", name]) == PROBLEMS
        said = capsys.readouterr().err.splitlines()[-1]
        assert said.startswith(f"{name}: /$schema: other-kind: ")

    def test_a_name_that_shows_no_form(self, council: Path, capsys: Output) -> None:
        del council
        assert main([*PAPER, "-o", "p.xlsx"]) == CANNOT_RUN
        said = capsys.readouterr().err
        assert "--format md, --format html, --format docx, --format json" in said

    def test_standard_input_only_once(self, capsys: Output) -> None:
        assert main(["paper", "-", "-"]) == CANNOT_RUN
        assert "nur einmal" in capsys.readouterr().err


class TestOParl:
    @pytest.mark.parametrize(
        ("typed", "time"),
        [
            ("2026-06-15T10:00:00+02:00", dt.timezone(dt.timedelta(hours=2))),
            ("2026-06-15T10:00:00Z", dt.UTC),
            ("2026-06-15T10:00:00.5-00:00", dt.UTC),
        ],
    )
    def test_the_time_is_the_one_given(
        self, typed: str, time: dt.timezone, council: Path, capsys: Output
    ) -> None:
        report, _ = known(council)
        paper = schemas.read_council_paper(council / "paper.json")
        created = dt.datetime(2026, 6, 15, 10, tzinfo=time)
        assert main([*OPARL, *BASE, "--created", typed]) == FINE
        expected = to_oparl(paper, report, base_url=BASE[1], created=created, language="de")
        assert json.loads(capsys.readouterr().out) == expected

    def test_by_the_name_of_the_file(self, council: Path) -> None:
        assert main([*PAPER, *BASE, *CREATED, "-o", "oparl.json", "--language", "en"]) == FINE
        found = json.loads((council / "oparl.json").read_bytes())
        assert found["type"] == "https://schema.oparl.org/1.1/Paper"
        assert found["paperType"] == "Notice for information"
        assert found["created"] == "2026-06-15T10:00:00+02:00"

    def test_the_clock_is_asked_only_if_the_user_says_now(
        self, council: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        del council
        before = dt.datetime.now(dt.UTC).replace(microsecond=0)
        assert main([*OPARL, *BASE, "--created", "now"]) == FINE
        found = dt.datetime.fromisoformat(json.loads(capsys.readouterr().out)["created"])
        assert before <= found <= dt.datetime.now(dt.UTC)

        class NoClock(dt.datetime):
            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> NoClock:
                raise AssertionError(tz)

        monkeypatch.setattr(dt, "datetime", NoClock)
        assert main([*OPARL, *BASE, *CREATED]) == FINE

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (CREATED, "--base-url fehlt"),
            (BASE, "--created fehlt"),
            ((*BASE, "--created", "2026-06-15"), "--created: "),
            ((*BASE, "--created", "2026-06-15T10:00:00"), "--created: "),
            ((*BASE, "--created", "2026-02-30T10:00:00Z"), "--created: "),
            ((*BASE, "--created", "2026-06-15T10:00:00+25:00"), "--created: "),
            ((*BASE, "--created", "\u0662026-06-15T10:00:00Z"), "--created: "),
            ((*BASE, "--created", ""), "--created: "),
            ((*CREATED, "--base-url", "ris.example"), "--base-url: "),
            ((*CREATED, "--base-url", "https://ris.example/?a=b"), "--base-url: "),
            ((*CREATED, "--base-url", "javascript:alert(1)"), "--base-url: "),
        ],
    )
    def test_what_oparl_needs(
        self, arguments: tuple[str, ...], said: str, council: Path, capsys: Output
    ) -> None:
        del council
        assert main([*OPARL, *arguments]) == CANNOT_RUN
        output = capsys.readouterr()
        assert output.out == ""
        assert output.err.startswith(f"weltoffen paper: {said}")

    @pytest.mark.parametrize("arguments", [BASE, CREATED])
    @pytest.mark.parametrize("form", ["md", "html", "docx"])
    def test_only_for_oparl(
        self, form: str, arguments: tuple[str, ...], council: Path, capsys: Output
    ) -> None:
        del council
        assert main([*PAPER, "--format", form, *arguments]) == CANNOT_RUN
        assert f"{arguments[0]} gehört nur zu --format json." in capsys.readouterr().err


class TestTemplate:
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_check_and_paper_accept_it(self, language: str, small: Path, capsys: Output) -> None:
        save(small / "paper.json", new(capsys, "paper", "--language", language))
        assert main(["check", "paper.json"]) == FINE
        assert capsys.readouterr().out == "paper.json: in Ordnung (council-paper)\n"
        assert main([*PAPER, "--language", language]) == FINE
        assert "weltoffen-help" not in capsys.readouterr().out

    def test_it_makes_nothing_up(self, capsys: Output) -> None:
        found = new(capsys, "paper")
        assert found.keys() == {
            *("$schema", "id", "sourceLanguage", "kind"),
            *("consultations", "attachments", "extensions"),
        }
        assert found["id"] == "musterstadt-2026-paper"
        assert new(capsys, "paper", "--assessment", "neustadt-1")["id"] == "neustadt-1-paper"

    def test_it_lists_the_terms_and_every_key(self, capsys: Output) -> None:
        found = new(capsys, "paper", "--language", "en")
        helped = found["extensions"]["weltoffen-help"]
        assert helped["kind"] == {one: term.choose("en") for one, term in KIND_TERMS.items()}
        terms = {one: term.choose("en") for one, term in TREATMENT_TERMS.items()}
        assert helped["treatment"] == terms
        schema = schemas.schema("council-paper")["properties"].keys()
        technical = {"$schema", "id", "sourceLanguage", "kind", "extensions"}
        oparl = {"officeUrl", "originators"}
        assert {*helped["more"]} == schema - technical - oparl

    def test_a_wrong_id(self, capsys: Output) -> None:
        assert main(["new", "paper", "--assessment", "Ä"]) == CANNOT_RUN
        assert "bad-id" in capsys.readouterr().err
