# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The README's example runs as it stands, beside the files that the demo leaves."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from tests.docs.blocks import ROOT, marked, plain, read

from weltoffen import evaluate
from weltoffen.cli import FINE, main
from weltoffen.cli.arguments import parser
from weltoffen.schemas import read_report, write

README = read("README.md")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder in which the demo was run."""
    found = tmp_path_factory.mktemp("readme")
    command = [sys.executable, "-m", "weltoffen", "demo"]
    subprocess.run(command, cwd=found, check=True, capture_output=True, timeout=120)
    return found


def example() -> str:
    """Give the one Python example of the README."""
    (found,) = plain(README, "python")
    return found


def test_the_example_has_ten_lines() -> None:
    assert len(example().splitlines()) == 10


def test_the_example_runs_and_prints_a_stage_and_three_needs(folder: Path) -> None:
    script = [sys.executable, "-W", "error", "-c", example()]
    done = subprocess.run(
        script, cwd=folder, check=True, capture_output=True, text=True, timeout=120
    )
    assert re.fullmatch(r"[a-z-]+ \['[a-z-]+', '[a-z-]+', '[a-z-]+'\]\n", done.stdout)
    report = read_report(folder / "musterstadt-report.json")
    stage, needs = report.whole.stage, [need.node for need in report.needs[:3]]
    assert done.stdout == f"{stage} {needs}\n"


def commands() -> list[str]:
    """Give the lines of the README that call the program, in order."""
    lines = [line for block in plain(README, "sh") for line in block.splitlines()]
    return [line for line in lines if line.startswith(".venv/bin/weltoffen ")]


def test_every_line_for_the_command_line_can_be_parsed() -> None:
    found = [shlex.split(line, comments=True)[1:] for line in commands()]
    assert len(found) >= 15
    for words in found:
        typed = words[: words.index(">")] if ">" in words else words
        assert parser().parse_args(typed).command == typed[0]


def halves() -> tuple[list[str], list[str]]:
    """Give the lines for a town of one's own, up to its council paper, and those after it."""
    lines = commands()
    end = next(i for i, line in enumerate(lines) if " paper report.json " in line) + 1
    return lines[:end], lines[end:]


def test_the_way_of_a_municipality_of_your_own_works_line_by_line(tmp_path: Path) -> None:
    """From empty templates to report, tables, charts, sheets and council paper, without warnings."""
    program = shlex.join([sys.executable, "-W", "error", "-m", "weltoffen"])
    for line in halves()[0]:
        typed = line.replace(".venv/bin/weltoffen", program, 1)
        done = subprocess.run(
            ["bash", "-c", typed],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
    there = {one.name for one in tmp_path.iterdir()}
    assert there >= {
        "report.md",
        "report.html",
        "tables.xlsx",
        "charts",
        "workshop.html",
        "paper.docx",
    }


def test_the_lines_after_it_work_with_the_documents_of_a_town(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On paper, many responses, the first release, two rounds, and the course, from Erlangen's documents."""
    shutil.copytree(ROOT / "examples" / "erlangen", tmp_path, dirs_exist_ok=True)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    before = attrs.evolve(evaluate("answers.ndjson", "assessment.json"), assessment="earlier")
    Path("report-2024.json").write_bytes(write(before))
    _, lines = halves()
    for line in lines:
        assert main(shlex.split(line, comments=True)[1:]) == FINE, line
    assert len(lines) > 10
    there = {one.name for one in tmp_path.iterdir()}
    assert there >= {"questionnaire.html", "tally.json", "k10.md", "change.md", "erlangen.md"}


def test_the_first_screen_says_whose_project_it_is() -> None:
    """What this is, for whom, and that it is independent, on the first screen."""
    first = " ".join(README.splitlines()[:25])
    for word in ("municipal", "independent", "PHINEO", "Bertelsmann Stiftung"):
        assert word in first


@pytest.mark.parametrize("marker", ["demo-line", "test-line"])
def test_each_set_up_is_one_line_that_makes_its_own_environment(marker: str) -> None:
    """Two command lines do all set-up, each in one copyable line."""
    block = marked(README, marker)
    assert block.count("\n") == 1
    assert block.startswith("python3 -m venv .venv && ")


def test_what_the_demo_is_said_to_print_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first screen shows a result: each line of it stands in what the command prints."""
    shown = marked(README, "demo-output").splitlines()
    assert len(shown) > 5
    monkeypatch.chdir(tmp_path)
    assert main(["demo", "--language", "en"]) == FINE
    printed = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert [line for line in shown if line not in printed] == []
