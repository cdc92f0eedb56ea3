# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Pages of ``docs/guide`` run in a test, for what they claim beside their examples.

That each block runs, and that shown values are the true ones, is checked where the pages stand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.docs.blocks import blocks, read


def page(name: str) -> str:
    return read(f"docs/guide/{name}.md")


def keep_files(name: str) -> None:
    """Write the blocks of a page that are files."""
    for marker, _, text in blocks(page(name)):
        if marker.startswith("file: "):
            path = Path(marker.removeprefix("file: "))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def run(name: str, *, since: str = "", until: str = "\0") -> dict[str, Any]:
    """Run the Python blocks and the files of a page in order; give its names.

    Args:
        name: Name of the page.
        since: What stands before these words is not run.
        until: The block that holds these words and those after it are not run.
    """
    names: dict[str, Any] = {"__name__": "page"}
    whole = page(name)
    assert since in whole
    text = whole[whole.index(since) :].partition(until)[0]
    for marker, language, block in blocks(text):
        if marker.startswith("file: "):
            Path(marker.removeprefix("file: ")).write_text(block, encoding="utf-8")
        elif language == "python" and not marker.startswith("not run: "):
            exec(block, names)  # noqa: S102 - the text of our own page
    return names
