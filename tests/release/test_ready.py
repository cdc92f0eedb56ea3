# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""docs/releasing.md: ``.ci/ready.py`` says what is missing, also what a release makes false on our pages."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.scripts import ROOT, load_script

if TYPE_CHECKING:
    from pathlib import Path

READY = load_script(".ci/ready.py")


class TestTheCommand:
    @pytest.mark.parametrize("given", [[], ["--help"], ["v1.0.0", "ledger.json", "more"]])
    def test_without_a_tag_or_with_too_much_it_says_how_it_is_used(self, given: list[str]) -> None:
        done = subprocess.run(
            [sys.executable, ROOT / ".ci" / "ready.py", *given],
            check=False,
            capture_output=True,
            text=True,
        )
        assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{READY.USAGE}\n")


class TestWhatAReleaseMakesFalse:
    @pytest.mark.parametrize(
        "text",
        [
            "Before the first release. The schemas are drafts.",
            "There is no release\nyet.",
            "The edition is a draft until the first release of the library.",
            "Both are drafts until the\nfirst one.",
            "All of it: drafts and may still change.",
            "The package is not on a package index yet.",
            "- JSON Schemas 1.0.0 (draft) for reports.",
        ],
    )
    def test_it_is_found_in_pages_and_docstrings(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "src").mkdir()
        for name in ("page.md", "src/room.py"):
            (tmp_path / name).write_text(f"More.\n{text}\n", encoding="utf-8")
            assert [line.partition(":")[0] for line in READY.stale(tmp_path, [name])] == [name]

    @pytest.mark.parametrize(
        "text",
        [
            "How small groups are protected is decided before the first release: what is published stays.",
            "It is chosen before the first release. A later one is made from it.",
            "A goal without events is a draft.",
            "From the first release on they are fixed.",
        ],
    )
    def test_what_stays_true_is_left_alone(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "page.md").write_text(text, encoding="utf-8")
        assert list(READY.stale(tmp_path, ["page.md"])) == []

    def test_decisions_and_tests_keep_what_they_say(self, tmp_path: Path) -> None:
        (tmp_path / "docs" / "decisions").mkdir(parents=True)
        names = ["docs/decisions/0001.md", "test_x.py", "data.json"]
        for name in names:
            (tmp_path / name).write_text("There is no release yet.", encoding="utf-8")
        assert list(READY.stale(tmp_path, names)) == []

    def test_the_command_names_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(READY, "checks", lambda *_: [])
        monkeypatch.setattr(READY, "stale", lambda *_: ["page.md: says so"])
        # In an unpacked sdist there is no git to ask.
        listed = subprocess.CompletedProcess([], 0, stdout="page.md\n")
        monkeypatch.setattr(subprocess, "run", lambda *_, **__: listed)
        monkeypatch.setattr(sys, "argv", ["ready.py", "v1.0.0"])
        with pytest.raises(SystemExit, match=r"(?m)^- page.md: says so$"):
            READY.main()

    def test_as_long_as_the_schemas_are_drafts_the_pages_say_so_and_are_found(self) -> None:
        """The first release is held until each of these is mended."""
        ledger = load_script("tools/guard.py").read_ledger(ROOT / "src/weltoffen/ledger.json")
        is_draft = any(one["status"] == "draft" for one in ledger["schemas"].values())
        names = ["README.md", "docs/compatibility.md", "docs/schemas/index.md", "CHANGELOG.md"]
        for name in names:
            assert any(READY.stale(ROOT, [name])) is is_draft
