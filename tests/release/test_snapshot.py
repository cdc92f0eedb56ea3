# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What is built and tried as a copy of the working tree: ``.ci/snapshot`` makes it."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from tests.scripts import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Make a repository with the script, and three files that git knows."""
    folder = tmp_path / "a town"
    (folder / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "snapshot", folder / ".ci")
    (folder / "kept.txt").write_text("old", encoding="utf-8")
    (folder / "gone.txt").write_text("old", encoding="utf-8")
    (folder / ".gitignore").write_text("*.log\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    subprocess.run(["git", "-C", str(folder), "add", "--all"], check=True)
    return folder


def test_it_is_what_git_knows_and_what_is_new_as_it_stands(town: Path, tmp_path: Path) -> None:
    (town / "gone.txt").unlink()
    (town / "kept.txt").write_text("changed", encoding="utf-8")
    (town / "new\nÜber").mkdir()
    (town / "new\nÜber" / "a b.txt").write_text("new", encoding="utf-8")
    (town / "ignored.log").write_text("log", encoding="utf-8")
    copy = tmp_path / "the" / "copy"
    subprocess.run([town / ".ci" / "snapshot", "../the/copy"], check=True, cwd=town)
    files = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    assert files == {".ci/snapshot", ".gitignore", "kept.txt", "new\nÜber/a b.txt"}
    assert (copy / "kept.txt").read_text(encoding="utf-8") == "changed"
    assert (copy / ".ci" / "snapshot").stat().st_mode & 0o111


@pytest.mark.parametrize("arguments", [[], ["a", "b"]])
def test_it_wants_one_folder(town: Path, arguments: list[str]) -> None:
    done = subprocess.run(
        [town / ".ci" / "snapshot", *arguments], check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "usage" in done.stderr
