# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen compare``."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.commands import Output, demo_round, new, save, standard_input

import weltoffen as wo
from weltoffen import schemas
from weltoffen.cli import CANNOT_RUN, FINE, PROBLEMS, main
from weltoffen.render import render_change

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROUNDS = ("compare", "2024.json", "2026.json")
QUESTION = b'"steering-council-resolution":"reviewed"'
EARLIER_ANSWER = b'"steering-council-resolution":"not-yet"'
PARTS = 3
"""So many parts has the official response at the head of the answers; less to read than all answers."""


def official_round(year: str) -> tuple[bytes, bytes]:
    """Give a round without personal answers; in 2024 one answer of the administration was lower."""
    assessment, answers = demo_round(year)
    official = b"".join(answers.splitlines(keepends=True)[:PARTS])
    assert official.count(QUESTION) == 1
    return assessment, official.replace(QUESTION, EARLIER_ANSWER) if year == "2024" else official


@functools.cache
def report_of(year: str) -> wo.Report:
    assessment, answers = official_round(year)
    return wo.evaluate(answers, assessment)


@functools.cache
def written(year: str) -> bytes:
    return schemas.write(report_of(year))


@functools.cache
def change_between(*, reworded: bool = False) -> wo.ChangeResult:
    edition = wo.load_reference("2026.1")
    earlier = wo.Earlier(report=report_of("2024"), edition=edition, reworded=reworded)
    return wo.compare_reports(earlier, report_of("2026"), edition)


def expected(language: str, *, reworded: bool = False) -> str:
    edition = wo.load_reference("2026.1")
    change = change_between(reworded=reworded)
    return render_change(change, report_of("2026"), language, edition=edition)


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Give a folder with the reports of two rounds of Musterstadt."""
    for year in ("2024", "2026"):
        (tmp_path / f"{year}.json").write_bytes(written(year))
    return tmp_path


def edit(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    document = json.loads(path.read_bytes())
    change(document)
    save(path, document)


class TestCompare:
    """G8: the change between two rounds, from their reports alone."""

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_markdown_to_standard_output(self, language: str, two: Path, capsys: Output) -> None:
        del two
        assert main([*ROUNDS, "--language", language]) == FINE
        output = capsys.readouterr()
        assert output.out == expected(language)
        assert output.err == ""

    def test_to_a_file(self, two: Path, capsys: Output) -> None:
        assert main([*ROUNDS, "-o", "deep/change.MD"]) == FINE
        assert capsys.readouterr().err == "Geschrieben: deep/change.MD\n"
        assert (two / "deep" / "change.MD").read_text(encoding="utf-8") == expected("de")

    def test_reworded_questions_on_request(self, two: Path, capsys: Output) -> None:
        del two
        assert main([*ROUNDS, "--reworded", "-o", "-"]) == FINE
        assert capsys.readouterr().out == expected("de", reworded=True)

    @pytest.mark.parametrize("arguments", [["-", "2026.json"], ["2024.json", "-"]])
    def test_from_standard_input(
        self, arguments: list[str], two: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        del two
        standard_input(monkeypatch, written("2024" if arguments[0] == "-" else "2026"))
        assert main(["compare", *arguments]) == FINE
        assert capsys.readouterr().out == expected("de")

    def test_the_same_as_in_the_report_of_the_later_round(self, two: Path) -> None:
        """`report --previous` says what `compare` says: worked by hand, one answer rose."""
        assessment, answers = official_round("2026")
        (two / "assessment.json").write_bytes(assessment)
        (two / "answers.ndjson").write_bytes(answers)
        arguments = ["answers.ndjson", "--assessment", "assessment.json"]
        assert main(["report", *arguments, "--previous", "2024.json", "-o", "new.json"]) == FINE
        report = schemas.read_report(two / "new.json")
        assert report.change == change_between()
        assert report.change.main is not None
        changes = {one.node: one.difference.exact for one in report.change.main.nodes}
        assert {one for one, found in changes.items() if found} == {
            None,
            "management",
            "steering-structures",
        }
        assert changes["steering-structures"] > changes["management"] > changes[None] > 0


class TestItIsNoRanking:
    """G8: municipalities are not compared with one another."""

    def test_the_help_says_so(self, capsys: Output) -> None:
        with pytest.raises(SystemExit):
            main(["compare", "--help"])
        said = capsys.readouterr().out
        assert "It is no ranking, and reports of two municipalities are refused." in said
        assert "two rounds of the same municipality" in said

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("de", "Kommunen werden nicht miteinander verglichen"),
            ("en", "Municipalities are not compared with one another"),
        ],
    )
    def test_another_town_is_refused(
        self, language: str, said: str, two: Path, capsys: Output
    ) -> None:
        edit(two / "2024.json", lambda one: one["municipality"].update(name="Anderstadt"))
        assert main([*ROUNDS, "--language", language]) == PROBLEMS
        output = capsys.readouterr()
        assert output.out == ""
        assert output.err.startswith("2024.json: /municipality: other-municipality: ")
        assert said in output.err
        assert "Anderstadt" in output.err


class TestErrors:
    """No other exception leaves, and each problem names its file."""

    @pytest.mark.parametrize("name", ROUNDS[1:])
    def test_a_missing_file(self, name: str, two: Path, capsys: Output) -> None:
        (two / name).unlink()
        assert main([*ROUNDS]) == CANNOT_RUN
        assert f"{name} lässt sich nicht lesen" in capsys.readouterr().err

    @pytest.mark.parametrize("name", ROUNDS[1:])
    def test_a_document_of_another_kind(self, name: str, two: Path, capsys: Output) -> None:
        save(two / name, new(capsys, "assessment"))
        assert main([*ROUNDS]) == PROBLEMS
        assert capsys.readouterr().err.startswith(f"{name}: /$schema: other-kind: ")

    @pytest.mark.parametrize("name", ROUNDS[1:])
    @pytest.mark.parametrize("data", [b"", b"# Bericht", b"[1]", b"\xff"])
    def test_no_document_at_all(self, name: str, data: bytes, two: Path, capsys: Output) -> None:
        (two / name).write_bytes(data)
        assert main([*ROUNDS]) == PROBLEMS
        assert capsys.readouterr().err.startswith(f"{name}: ")

    @pytest.mark.parametrize("name", ROUNDS[1:])
    def test_a_report_that_was_tampered_with(self, name: str, two: Path, capsys: Output) -> None:
        """A4: what can be computed again is, and a difference is told."""
        edit(two / name, lambda one: one["whole"].update(stage="set-out"))
        assert main([*ROUNDS]) == PROBLEMS
        assert capsys.readouterr().err.startswith(f"{name}: /whole/stage: total-differs: ")

    @pytest.mark.parametrize("name", ROUNDS[1:])
    def test_an_edition_that_is_not_shipped(self, name: str, two: Path, capsys: Output) -> None:
        edit(two / name, lambda one: one["stamp"]["edition"].update(version="2019.1"))
        assert main([*ROUNDS]) == CANNOT_RUN
        said = capsys.readouterr().err
        assert said.startswith(f"weltoffen compare: {name}: ")
        assert "2019.1" in said
        assert "2026.1" in said

    @pytest.mark.parametrize("name", ROUNDS[1:])
    def test_another_state_of_the_edition(self, name: str, two: Path, capsys: Output) -> None:
        other = "sha256:" + "0" * 64
        edit(two / name, lambda one: one["stamp"].update(questionnaireHash=other))
        assert main([*ROUNDS]) == PROBLEMS
        place = f"{name}: /stamp/questionnaireHash: edition-changed: "
        assert capsys.readouterr().err.startswith(place)

    def test_standard_input_twice(self, capsys: Output) -> None:
        assert main(["compare", "-", "-"]) == CANNOT_RUN
        assert "Standardeingabe" in capsys.readouterr().err

    def test_only_markdown(self, two: Path, capsys: Output) -> None:
        for name in ("change.json", "change"):
            assert main([*ROUNDS, "-o", name]) == CANNOT_RUN
            assert f"weltoffen compare: {name}: " in capsys.readouterr().err
            assert not (two / name).exists()
