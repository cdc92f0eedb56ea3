# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The files at the root of the repository."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from tests.scripts import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT: dict[str, Any] = PYPROJECT["project"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a file as YAML 1.2, in which `on` is a word and duplicate keys are an error."""
    found = YAML(typ="safe", pure=True).load(path)
    assert isinstance(found, dict)
    return found
