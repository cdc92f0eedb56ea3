# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counting with nothing but the standard library: no check of anything, wrong words are counted too."""

from __future__ import annotations

import collections
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from _rivals import Counts


def counts(path: Path) -> Counts:
    """Count in one ``Counter`` per perspective, whose ``update`` counts pairs in C.

    Loops over nested dicts took as long, ``counts[question][answer] += 1`` a tenth longer.
    """
    found: dict[str, collections.Counter[tuple[str, str]]] = {}
    with path.open("rb") as file:
        for line in file:
            response = json.loads(line)
            perspective = found.setdefault(response["perspective"], collections.Counter())
            perspective.update(response["answers"].items())
    return {(name, *pair): n for name, counter in found.items() for pair, n in counter.items()}
