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
