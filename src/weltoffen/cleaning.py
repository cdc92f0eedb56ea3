# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Texts of documents made fit to be shown (Bereinigung): one line, nothing that cannot be seen."""

from __future__ import annotations

import unicodedata

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_NO_CHARACTERS, _LAST_OF_PLANE = range(0xFDD0, 0xFDF0), 0xFFFE
"""What Unicode says is no character: these, and the last two of each plane."""


def clean(text: object) -> str:
    """Make one line of a text, without control characters and without marks that reverse its direction.

    Half a surrogate pair becomes U+FFFD, and so does what Unicode says is no character: HTML and XML may not
    hold it. What remains is not escaped for any format.

    Args:
        text: Any value; its `str` is taken.
    """
    return " ".join("".join(map(_printable, str(text))).split())


def _printable(character: str) -> str:
    if character in _BIDI:
        return ""
    kind = unicodedata.category(character)
    if kind in {"Cc", "Zl", "Zp"}:
        return " "
    return "\ufffd" if kind == "Cs" or _is_none(ord(character)) else character


def _is_none(code: int) -> bool:
    return code in _NO_CHARACTERS or code & _LAST_OF_PLANE == _LAST_OF_PLANE
