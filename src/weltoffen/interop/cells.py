# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Texts in spreadsheets (Texte in Tabellenblättern): one that looks like a formula stays a text."""

from __future__ import annotations

import unicodedata

from weltoffen.cleaning import clean

_FORMULA = frozenset("=+-@")


def safe_cell(text: object) -> str:
    """Make a text safe in a cell that a program has to guess the type of.

    What comes out is one line without control characters and without marks that reverse its direction; an
    apostrophe stands before what looks like a formula.

    Args:
        text: Any value; its `str` is taken. Numbers are not meant for it: -1 would become a text.
    """
    line = clean(text)
    return f"'{line}" if looks_like_formula(line) else line


def looks_like_formula(line: str) -> bool:
    """Say whether what can be seen of a text begins with ``=``, ``+``, ``-`` or ``@``, in whatever width.

    Args:
        line: A text without control characters.
    """
    seen = next((one for one in line if not _is_unseen(one)), "")
    return unicodedata.normalize("NFKC", seen) in _FORMULA


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Cf"


MAX_CELL = 32_767
"""Most units of UTF-16 in a cell of an XLSX file."""


def fitting(line: str) -> str:
    """Make a clean text fit for a cell of an XLSX file: cut with a mark where the format would cut it."""
    shown = cut(line, MAX_CELL)
    # xlsxwriter takes a text with these two ends for XML of its own; a blank behind it is not seen.
    return f"{shown} " if shown.startswith("<r>") and shown.endswith("</r>") else shown


def cut(text: str, limit: int) -> str:
    """Cut a text that has more units of UTF-16 than the format takes, and say so with its last character."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * limit:
        return text
    return units[: 2 * (limit - 1)].decode("utf-16-le", "ignore") + "…"
