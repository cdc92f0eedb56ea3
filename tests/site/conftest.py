# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the site that ``python tools/site.py`` has built; WELTOFFEN_SITE names its folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def site() -> Path:
    """Give the folder of the built site."""
    folder = os.environ.get("WELTOFFEN_SITE")
    if not folder:
        pytest.skip(
            "no site was built: python tools/site.py, then set WELTOFFEN_SITE; .ci/run does"
        )
    return Path(folder).resolve()
