# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Texts in spreadsheets (Texte in Tabellenblättern): one that looks like a formula stays a text."""

from __future__ import annotations

import functools
import re
import unicodedata

import attrs

from weltoffen.cleaning import clean

_FORMULA = frozenset("=+-@")


def safe_cell(text: object) -> str:
    """Make a text safe in a cell that a program has to guess the type of.

    What comes out is one line without control characters and without marks that reverse its direction. An
    apostrophe stands before what looks like a formula, at the start and behind each semicolon and comma: to
    a program that expects another delimiter, a cell starts there.

    Args:
        text: Any value; its `str` is taken. Numbers are not meant for it: -1 would become a text.
    """
    return _patterns().bare.sub("'", clean(text))


def guarded(text: str) -> str:
    """Keep a text from being read as a formula with any delimiter, so that `unguarded` gives it back.

    An apostrophe goes where `safe_cell` puts one, and behind a tab; also where there is one already, or the
    two could not be told apart. The text is not cleaned.
    """
    return _patterns().start.sub("'", text)


def unguarded(text: str) -> str:
    """Take off the apostrophes that `guarded` sets, and no other ones."""
    return _patterns().guard.sub("", text)


@attrs.frozen
class _Patterns:
    """Where a formula may start, where it does without an apostrophe, and the apostrophe there."""

    start: re.Pattern[str]
    bare: re.Pattern[str]
    guard: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    marks = re.escape("".join(filter(_is_mark, _CHARACTERS)))
    # A tab is a delimiter: what stands before the last one is safe through the apostrophe behind it.
    unseen = re.escape("".join(one for one in _CHARACTERS if one != "\t" and _is_unseen(one)))
    # Quotation marks vanish where a program expects a cell to start.
    ahead = f"(?=[{unseen}\"']*[{marks}])"
    start = r"(?<![^;,\t])"
    return _Patterns(
        re.compile(start + ahead),
        re.compile(f"{start}(?!'){ahead}"),
        re.compile(rf"'(?<![^;,\t]'){ahead}"),
    )


_CHARACTERS = [chr(code) for code in (*range(0x20000), *range(0xE0000, 0xE1000))]
"""All characters that may be marks or unseen: no other plane of Unicode has any."""


def looks_like_formula(line: str) -> bool:
    """Say whether what can be seen of a text begins with ``=``, ``+``, ``-`` or ``@``, in whatever width.

    Args:
        line: A text without control characters.
    """
    return _is_mark(next((one for one in line if not _is_unseen(one)), ""))


def _is_mark(character: str) -> bool:
    return unicodedata.normalize("NFKC", character) in _FORMULA


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
