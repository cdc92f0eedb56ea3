# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The one escaper for each format (Maskierung): a text from a document stays text, wherever it stands."""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from weltoffen.cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPECIAL = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "@": "&#64;",  # an address of mail would become a link
    "|": "&#124;",  # a backslash would do in a paragraph; tables are split before backslashes are read
    **{c: f"\\{c}" for c in "\\`*_[]{}~^$#"},
}
_INLINE = str.maketrans(_SPECIAL)
_BLOCK = re.compile(r"(?:(?P<number>[0-9]{1,9})(?=[.)](?:\s|$))|(?=[-+=:]))")
_WEB = re.compile(r"(?<=:)(?=//)|(?<=(?<![^\W_])www)(?=\.)", re.IGNORECASE)


def escape_markdown(text: object) -> str:
    """Make a text safe at any place of a Markdown document: paragraph, heading, list item, table cell.

    What comes out is one line. HTML, links, images, emphasis, code, table cells, lists and headings in
    the text are shown as they were typed; web addresses are not turned into links. Control characters and
    marks that reverse the direction of the text are left out.

    Args:
        text: Any value; its `str` is shown.

    Returns:
        Markdown (CommonMark, with the tables of GitHub) that reads as the text.
    """
    return escaped_markdown([(False, clean(text))])


def escaped_markdown(pieces: Iterable[tuple[bool, str]]) -> str:
    """Escape a line of pieces, each stressed or not, as `escape_markdown` does.

    Args:
        pieces: Texts that are clean already; together they make one line.
    """
    parts = _merged(part for piece in _merged(pieces) for part in _tight(*piece))
    before, after = ["", *(text for _, text in parts)], [*(text for _, text in parts[1:]), ""]
    said = "".join(
        f"**{text.translate(_INLINE)}**" if strong else _beside(last[-1:], text, first[:1])
        for last, (strong, text), first in zip(before, parts, after, strict=False)
    )
    line = _WEB.sub(r"\\", said.strip())
    return _BLOCK.sub(_shielded, line, count=1) if _BLOCK.match(line) else line


def _merged(pieces: Iterable[tuple[bool, str]]) -> list[tuple[bool, str]]:
    said = (piece for piece in pieces if piece[1])
    return [
        (strong, "".join(text for _, text in found))
        for strong, found in groupby(said, key=itemgetter(0))
    ]


def _tight(strong: bool, text: str) -> list[tuple[bool, str]]:  # noqa: FBT001 - a piece
    """Take spaces at the ends out of what is stressed: stars beside them would be shown."""
    core = text.strip() if strong else ""
    if not core:
        return [(False, text)]
    head, _, tail = text.partition(core)
    return [(False, head), (True, core), (False, tail)]


def _beside(last: str, text: str, first: str) -> str:
    """Escape a text between what is stressed, which ends and begins with these characters."""
    safe = [character.translate(_INLINE) for character in text]
    if _is_mark(last):
        safe[0] = _parted(text[0])
    if _is_mark(first):
        safe[-1] = _parted(text[-1])
    return "".join(safe)


def _is_mark(character: str) -> bool:
    return character != "" and unicodedata.category(character)[0] in "PS"


def _parted(character: str) -> str:
    """Write a character so that stars may stand between it and a punctuation mark.

    CommonMark shows stars that have a letter on the outer side and a punctuation mark on the inner one; the
    number of the letter ends in a punctuation mark.
    """
    apart = character.isspace() or unicodedata.category(character)[0] == "P"
    return (
        character.translate(_INLINE) if apart or character in _SPECIAL else f"&#{ord(character)};"
    )


def escape_html(text: object) -> str:
    """Make a text safe at any place of an HTML document, between tags or in a quoted attribute.

    What comes out is one line; control characters and marks that reverse the direction of the text are
    left out.

    Args:
        text: Any value; its `str` is shown.
    """
    return html.escape(clean(text), quote=True)


def _shielded(found: re.Match[str]) -> str:
    return (found["number"] or "") + "\\"
