# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the command line does where an extra is not installed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.cli.commands import Output, demo_report

from weltoffen import schemas
from weltoffen.cli import CANNOT_RUN, FINE, main

if TYPE_CHECKING:
    from pathlib import Path

OPTIONAL = ("jinja2", "markupsafe", "vl_convert", "docx", "xlsxwriter", "openpyxl", "defusedxml")


def run(folder: Path, *commands: str, without: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Run commands in a Python that does not have some modules; the exit code is the highest of theirs."""
    lines = [
        "import sys",
        *(f"sys.modules[{name!r}] = None" for name in without),
        "from weltoffen.cli import main",
        "sys.exit(max(main(line.split()) for line in sys.argv[1:]))",
    ]
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", "\n".join(lines), *commands],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def prepare(folder: Path) -> None:
    """Put an answer sheet and a council paper into a folder."""
    assert main(["new", "answersheet", "-o", str(folder / "sheet.xlsx")]) == FINE
    assert main(["new", "paper", "-o", str(folder / "paper.json")]) == FINE


class TestDemo:
    @pytest.mark.parametrize("without", [("jinja2",), OPTIONAL])
    def test_writes_markdown_and_says_in_one_line_what_gives_the_page(
        self, without: tuple[str, ...], tmp_path: Path
    ) -> None:
        done = run(tmp_path, "demo --language en", without=without)
        assert (done.returncode, done.stderr) == (FINE, "")
        (line,) = [one for one in done.stdout.splitlines() if "pip install" in one]
        assert line.endswith("pip install 'weltoffen[report]'")
        assert "  musterstadt-report.md\n" in done.stdout
        assert {one.name for one in tmp_path.iterdir()} == {
            *("musterstadt", "musterstadt-report.json", "musterstadt-report.md")
        }
        text = (tmp_path / "musterstadt-report.md").read_text(encoding="utf-8")
        assert text.startswith("# Self-check of Musterstadt 2026\n")
        data = (tmp_path / "musterstadt-report.json").read_bytes()
        assert data == schemas.write(demo_report())  # N1: whatever is installed


class TestMissingExtras:
    @pytest.mark.parametrize(
        ("arguments", "extra"),
        [
            (["render", "report.json", "-o", "r.html"], "report"),
            (["render", "report.json", "-o", "r.md", "--charts", "charts"], "report"),
            (["render", "report.json", "-o", "r.docx"], "docx"),
            (["render", "report.json", "-o", "r.xlsx"], "tables"),
            (
                ["report", "answers.ndjson", "--assessment", "assessment.json", "-o", "r.html"],
                "report",
            ),
            (["charts", "report.json", "-o", "charts"], "report"),
            (["workshop", "report.json", "-o", "r.html"], "report"),
            (["paper", "report.json", "paper.json", "-o", "r.html"], "report"),
            (["paper", "report.json", "paper.json", "-o", "r.docx"], "docx"),
            (["new", "answersheet", "-o", "r.xlsx"], "tables"),
            (["report", "sheet.xlsx", "--assessment", "assessment.json"], "tables"),
            (["protection", "sheet.xlsx", "--assessment", "assessment.json"], "tables"),
            (["check", "sheet.xlsx", "--assessment", "assessment.json"], "tables"),
        ],
    )
    def test_one_line_names_the_extra_and_nothing_is_written(
        self,
        arguments: list[str],
        extra: str,
        small: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: Output,
    ) -> None:
        prepare(small)
        before = sorted(one.name for one in small.iterdir())
        for name in OPTIONAL:
            monkeypatch.setitem(sys.modules, name, None)
        capsys.readouterr()
        assert main([*arguments, "--language", "en"]) == CANNOT_RUN
        output = capsys.readouterr()
        assert output.out == ""
        last = output.err.splitlines()[-1]
        assert last.endswith(f"install it with: pip install 'weltoffen[{extra}]'")
        assert sorted(one.name for one in small.iterdir()) == before

    def test_what_needs_none(self, small: Path) -> None:
        """In a Python that never had them: whatever was imported before does not help."""
        prepare(small)
        commands = [
            *("render report.json -o r.md", "render report.json -o r.csv"),
            *("render report.json -o r.json", "charts report.json -o charts --format spec"),
            *("paper report.json paper.json -o p.md", "new answersheet -o a.csv"),
            *("questionnaire -o q.html", "check a.csv --edition 2026.1", "check assessment.json"),
            "report a.csv --assessment assessment.json -o a.json",
        ]
        done = run(small, *commands, without=OPTIONAL)
        assert done.returncode == FINE, done.stderr
        assert "Traceback" not in done.stderr

    def test_without_traceback(self, small: Path) -> None:
        done = run(small, "render report.json -o r.html", without=OPTIONAL)
        assert done.returncode == CANNOT_RUN
        assert done.stderr.splitlines()[-1].endswith("pip install 'weltoffen[report]'")
        assert "Traceback" not in done.stderr

    def test_the_help_needs_none(self, tmp_path: Path) -> None:
        assert run(tmp_path, "report --help", without=OPTIONAL).returncode == FINE
