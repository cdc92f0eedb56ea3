# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Read what the project says of itself, for the tools beside this file and for ``.ci/ready.py``."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)


def read_project(root: Path) -> dict[str, Any]:
    """Give the table ``[project]`` of ``pyproject.toml``, with the version from ``version.py``."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = VERSION.findall((root / "src/weltoffen/version.py").read_text(encoding="utf-8"))
    if len(found) != 1:
        message = "no version, or several, in src/weltoffen/version.py"
        raise ValueError(message)
    return {**project, "version": found[0]}
