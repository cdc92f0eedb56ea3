# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The README's example runs as it stands, beside the files that the demo leaves."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from weltoffen.schemas import read_report

README_PATH = Path(__file__).resolve().parents[1] / "README.md"
README = README_PATH.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder in which the demo was run."""
    found = tmp_path_factory.mktemp("readme")
    command = [sys.executable, "-m", "weltoffen", "demo"]
    subprocess.run(command, cwd=found, check=True, capture_output=True, timeout=120)
    return found


def example() -> str:
    """Give the one Python example of the README."""
    (found,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    return str(found)


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


def test_the_example_of_the_quickstart_runs(folder: Path) -> None:
    text = (README_PATH.parent / "docs" / "guide" / "quickstart.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    script = [sys.executable, "-W", "error", "-c", str(found) + "print(report.whole.stage)"]
    done = subprocess.run(
        script, cwd=folder, check=True, capture_output=True, text=True, timeout=120
    )
    report = read_report(folder / "musterstadt-report.json")
    assert done.stdout == f"{report.whole.stage}\n"


def test_the_first_screen_says_whose_project_it_is() -> None:
    """Issue 2: what this is, for whom, and that it is independent, on the first screen."""
    first = " ".join(README.splitlines()[:25])
    for word in ("municipal", "independent", "PHINEO", "Bertelsmann Stiftung"):
        assert word in first


@pytest.mark.parametrize("marker", ["demo-line", "test-line"])
def test_each_set_up_is_one_line_that_makes_its_own_environment(marker: str) -> None:
    """Issue 2: two command lines do all set-up, each in one copyable line."""
    (block,) = re.findall(rf"<!-- {marker} -->\n```sh\n(.*?)```", README, re.DOTALL)
    assert block.count("\n") == 1
    assert block.startswith("python3 -m venv .venv && ")
