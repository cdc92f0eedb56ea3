# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The one escaper for each format (Maskierung): a text from a document stays text, wherever it stands."""

from __future__ import annotations

import html
import re
import unicodedata

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
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


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
    line = _one_line(text)
    line = _WEB.sub(r"\\", line.translate(_INLINE))
    return _BLOCK.sub(_shielded, line, count=1) if _BLOCK.match(line) else line


def escape_html(text: object) -> str:
    """Make a text safe at any place of an HTML document, between tags or in a quoted attribute.

    What comes out is one line; control characters and marks that reverse the direction of the text are
    left out.

    Args:
        text: Any value; its `str` is shown.
    """
    return html.escape(_one_line(text), quote=True)


def _one_line(text: object) -> str:
    return " ".join("".join(map(_printable, str(text))).split())


def _shielded(found: re.Match[str]) -> str:
    return (found["number"] or "") + "\\"


def _printable(character: str) -> str:
    if character in _BIDI:
        return ""
    kind = unicodedata.category(character)
    return " " if kind in {"Cc", "Zl", "Zp"} else "\ufffd" if kind == "Cs" else character
