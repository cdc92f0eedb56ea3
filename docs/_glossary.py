# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The glossary from English to German (Wörterverzeichnis), made from its entries: there is one truth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKER = "<!-- english -->"
ENTRY = re.compile(r"^(\S.*)\n  \*([^*]+)\.\*", re.MULTILINE)


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Give each English term of a glossary with the German one, as a link to its entry."""
    for entry, words in ENTRY.findall(text):
        english, german = words.split(", "), entry.split(", ")
        is_paired = len(german) == len(english) > 1
        for place, one in enumerate(english):
            link = f"{german[place]} <{entry}>" if is_paired else entry
            yield one[0].upper() + one[1:], f"{{term}}`{link}`"


def put_index(text: str) -> str:
    """Put a table of the English terms where the glossary has the marker."""
    found = sorted(pairs(text), key=lambda pair: pair[0].casefold())
    rows = ["| English | Deutsch |", "|---|---|", *(f"| {en} | {de} |" for en, de in found)]
    return text.replace(MARKER, "\n".join(rows))
