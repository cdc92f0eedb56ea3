# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Pages and their blocks of code, as tests read them; and the demo's documents beside a page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from weltoffen.demo import demo_bytes

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(
    r"^(?:<!-- (?P<marker>[^\n]*?) -->\n)?```(?P<language>\w+)\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)


class Block(NamedTuple):
    """A block of code, with the comment that stands directly before it."""

    marker: str
    language: str
    text: str


def read(page: str) -> str:
    """Give the text of a page such as ``docs/guide/quickstart.md``."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(text: str) -> list[Block]:
    """Give the blocks of a page in their order."""
    return [
        Block(found["marker"] or "", found["language"], found["text"])
        for found in BLOCK.finditer(text)
    ]


def marked(text: str, marker: str) -> str:
    """Give the one block of a page with a marker."""
    (found,) = [one.text for one in blocks(text) if one.marker == marker]
    return found


def plain(text: str, language: str) -> list[str]:
    """Give the blocks of a page in a language that are to be run as they stand."""
    return [one.text for one in blocks(text) if one.language == language and not one.marker]


def demo_documents(folder: str = "musterstadt") -> None:
    """Write the demo's documents where ``weltoffen demo`` does, or into another folder."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name in ("assessment.json", "answers.ndjson"):
        Path(folder, name).write_bytes(demo_bytes(name))
