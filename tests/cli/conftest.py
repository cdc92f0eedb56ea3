# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Each test of the command line has a folder of its own, and no language in its environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.commands import small_round

from weltoffen.demo import demo_bytes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    for name in ("assessment.json", "answers.ndjson"):
        (tmp_path / name).write_bytes(demo_bytes(name))
    return tmp_path


@pytest.fixture(scope="session")
def small_files() -> dict[str, bytes]:
    """Give assessment, answers and report of a small round with a question of its own."""
    return small_round()


@pytest.fixture
def small(small_files: dict[str, bytes], tmp_path: Path) -> Path:
    """Give a folder with the small round."""
    for name, data in small_files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path
