# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The quickstart shows what the commands print, and its example in Python does what it says: G7, G8."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.docs.blocks import demo_documents, marked, plain, read

from weltoffen.cli import FINE, PROBLEMS, main
from weltoffen.demo import demo_bytes
from weltoffen.schemas import read_report

TEXT = read("docs/guide/quickstart.md")


def shown(marker: str) -> list[str]:
    """Give the lines of the output that stands after a marker."""
    return marked(TEXT, f"shown: {marker}").splitlines()


def kept(name: str) -> str:
    """Give the file that the reader writes."""
    return marked(TEXT, f"file: {name}")


def lines() -> list[str]:
    """Give the lines for the command line that are copied, but those that install."""
    return [line for block in plain(TEXT, "sh") for line in block.splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the reader's folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestFirstMinute:
    """An invented town, a town of one's own, a wrong file, copied line by line."""

    def test_the_demo_prints_what_is_shown(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        expected = shown("weltoffen demo --language en")
        assert expected
        assert "weltoffen demo --language en" in lines()
        assert main(["demo", "--language", "en"]) == FINE
        printed = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").splitlines()
        assert [line for line in expected if line not in printed] == []
        for name in ("musterstadt/assessment.json", "musterstadt/answers.ndjson"):
            assert (folder / name).read_bytes() == demo_bytes(name.partition("/")[2])
        assert read_report(folder / "musterstadt-report.json").municipality.name == "Musterstadt"

    def test_a_wrong_file_is_told_as_shown(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "wrong.json").write_text(kept("wrong.json"), "utf-8")
        assert main(["new", "assessment", "--language", "en", "-o", "town.json"]) == FINE
        capsys.readouterr()
        line = "weltoffen check --language en wrong.json --assessment town.json"
        assert f'{line} || echo "exit code $?"' in lines()
        code = main(line.split()[1:])
        said = capsys.readouterr()
        assert shown("wrong") == [
            *(said.out + said.err).replace("\N{NO-BREAK SPACE}", " ").splitlines(),
            f"exit code {code}",
        ]
        wrong = "report wrong.json --assessment town.json -o none.json --language en"
        assert main(wrong.split()) == PROBLEMS
        assert not (folder / "none.json").exists()
        told = capsys.readouterr().err.replace("\N{NO-BREAK SPACE}", " ")
        assert all(line in told for line in shown("wrong")[:-1])

    def test_with_the_first_topic_answered_one_criterion_has_a_score(self, folder: Path) -> None:
        (folder / "response.json").write_text(kept("response.json"), "utf-8")
        for line in [
            "new assessment --language en -o town.json",
            "check --language en town.json response.json",
            "report response.json --assessment town.json -o report.json",
        ]:
            assert f"weltoffen {line}" in lines()
            assert main(line.split()) == FINE
        report = read_report(folder / "report.json")
        scored = [one.node for one in report.nodes if one.score is not None]
        assert scored == ["steering-structures"]
        reasons = {one.reason for one in report.nodes if one.score is None}
        assert reasons == {"low-coverage", "no-answers"}
        assert report.clarify


class TestPython:
    """The second example carries on from the first one."""

    def test_an_earlier_round_and_a_workshop(self, folder: Path) -> None:
        assert folder == Path.cwd()
        demo_documents()
        first, carried_on = plain(TEXT, "python")
        names: dict[str, Any] = {}
        exec(first + carried_on, names)  # noqa: S102 - the text of our own page
        report, second = names["report"], names["second"]
        assert {one.difference.exact for one in second.change.main.nodes} == {0}
        (rating,) = second.ratings
        own = report.by_node[rating.node]
        assert (rating.stage, rating.tendency) != (own.stage, own.tendency)
        assert second.by_node == report.by_node
        for attribute in re.findall(r"`second\.(\w+)`", TEXT):
            assert getattr(second, attribute)
