# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the guide to a language of one's own says beside its examples; M7."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.docs.blocks import demo_documents
from tests.docs.guidepages import run

import weltoffen as wo
from weltoffen.cli import FINE, main
from weltoffen.model.completeness import texts_of
from weltoffen.reference import completeness
from weltoffen.render import render_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

FRENCH = "Le travail d'intégration repose-t-il sur une délibération du conseil municipal ?"


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Give what the page makes; its folder is the one that tests are in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("language"))
        demo_documents()
        table = run("own-language", until="Three lines of the table")
        shutil.copy("french.csv", "empty.csv")
        yield table | run("own-language")


class TestTranslation:
    """M7: texts in a further language, and nothing else."""

    def test_the_table_has_every_text_once(self, names: dict[str, Any]) -> None:
        with Path("empty.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {row["fr"] for row in rows} == {""}
        assert len({row["de"] for row in rows}) == len(rows)
        told = {row["de"]: row["en"] for row in rows}
        found = [text for _, text in texts_of(names["edition"])]
        assert {one.get("de") for one in found} == set(told)
        assert all(told[one.get("de")] for one in found)
        (german,) = completeness(names["edition"], ["de"])
        assert len(found) == german.texts

    def test_with_every_row_filled_in_nothing_is_missing(self, names: dict[str, Any]) -> None:
        whole = names["with_texts"](
            names["edition"], lambda text: wo.Text({**dict(text.versions), "fr": "mot"})
        )
        (found,) = completeness(whole, ["fr"])
        assert found.is_complete

    def test_taking_the_french_texts_away_gives_the_edition_back(
        self, names: dict[str, Any]
    ) -> None:
        def without(text: wo.Text) -> wo.Text:
            return wo.Text({key: one for key, one in text.versions if key != "fr"})

        assert names["in_french"] != names["edition"]
        assert names["with_texts"](names["in_french"], without) == names["edition"]

    def test_the_documents_are_read_again(self, names: dict[str, Any]) -> None:
        again = wo.Edition(
            target_model=wo.schemas.read_target_model("model.json"),
            questionnaire=wo.schemas.read_questionnaire("questionnaire.json"),
        )
        assert again == names["in_french"]


class TestUse:
    """What a reader sees, and what stays as it was."""

    def test_french_stands_on_the_page_and_the_rest_falls_back(self, names: dict[str, Any]) -> None:
        sheet = Path("questionnaire-fr.html").read_text("utf-8")
        assert FRENCH.replace("'", "&#x27;") in sheet or FRENCH.replace("'", "&#39;") in sheet
        assert "pas encore" in sheet
        assert "Werden" in sheet  # German is the source language
        report = Path("report-fr.md").read_text("utf-8")
        assert "En chemin" in report
        assert "Unterwegs" in report
        assert "What this report is" in report
        assert names["report"].whole.stage == "on-the-way"

    def test_scores_are_those_of_the_shipped_edition(self, names: dict[str, Any]) -> None:
        shipped = wo.evaluate("musterstadt/answers.ndjson", names["assessment"])
        assert [one.score for one in shipped.nodes] == [one.score for one in names["report"].nodes]
        assert names["in_french"].reference == names["edition"].reference

    def test_a_comparison_needs_the_edition_that_the_report_was_made_with(
        self, names: dict[str, Any]
    ) -> None:
        report, french = names["report"], names["in_french"]
        before = attrs.evolve(report, assessment="before")
        change = wo.compare_reports(wo.Earlier(report=before, edition=french), report, french)
        assert change.main is not None
        assert {one.difference.exact for one in change.main.nodes} == {0}
        with pytest.raises(wo.InvalidDocument) as caught:
            wo.compare_reports(wo.Earlier(report=before, edition=names["edition"]), report, french)
        assert [one.code for one in caught.value.problems] == ["edition-changed"]

    def test_the_assessment_has_texts_of_its_own(self, names: dict[str, Any]) -> None:
        (found,) = completeness(names["assessment"], ["fr"])
        assert "perspectives/politics/title" in found.missing


class TestOwnWords:
    """The library's own words are German for German, and English for everybody else."""

    def test_problems(self) -> None:
        told = wo.Problem.at("missing-key", key="id")
        german, english = told.message("de"), told.message("en")
        assert german != english
        assert told.message("de-AT") == german
        assert {told.message("fr"), told.message("pt-BR")} == {english}

    def test_reports_and_sheets(self, names: dict[str, Any]) -> None:
        """With a text in no language but German, all that is not German on the page is English."""
        report = attrs.evolve(names["report"], title=None)
        german, english, french = (render_markdown(report, one) for one in ("de", "en", "fr"))
        headings = [
            [one for one in text.splitlines() if one.startswith("## ")]
            for text in (english, french)
        ]
        assert headings[0] == headings[1]
        assert headings[0][0] not in german

    def test_the_command_line_knows_no_french(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            main(["report", "--language", "fr"])
        assert "fr" in capsys.readouterr().err

    def test_plain_german_is_asked_of_what_a_respondent_reads(self, names: dict[str, Any]) -> None:
        model, asked = names["edition"].target_model, names["edition"].questionnaire
        ((of_model,), (of_asked,)) = (completeness(one, ["de-simple"]) for one in (model, asked))
        assert (of_model.texts, of_asked.is_complete) == (0, True)
        assert of_asked.texts > 0
        (own,) = completeness(wo.load_reference().questionnaire, ["en-simple"])
        assert len(own.missing) == own.texts == of_asked.texts

    def test_what_is_missing_is_listed(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["reference", "2026.1", "--missing", "fr"]) == FINE
        (found,) = completeness(wo.load_reference("2026.1"), ["fr"])
        assert set(found.missing) <= set(capsys.readouterr().out.splitlines())
