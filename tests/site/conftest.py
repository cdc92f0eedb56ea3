# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the site that ``python tools/site.py`` has built; WELTOFFEN_SITE names its folder."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="session")
def site() -> Path:
    """Give the folder of the built site."""
    folder = os.environ.get("WELTOFFEN_SITE")
    if not folder:
        pytest.skip(
            "no site was built: python tools/site.py, then set WELTOFFEN_SITE; .ci/run does"
        )
    return Path(folder).resolve()


@pytest.fixture(scope="session")
def languages(site: Path) -> ModuleType:
    """Give the module of the docs that knows which page is there in which language."""
    assert site.is_dir()
    sys.path.insert(0, str(DOCS))
    try:
        return importlib.import_module("_languages")
    finally:
        sys.path.remove(str(DOCS))
