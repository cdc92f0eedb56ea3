# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The one escaper for each format (Maskierung): a text from a document stays text, wherever it stands."""

from __future__ import annotations

import html
import re
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
    said = "".join(
        f"**{text.translate(_INLINE)}**" if strong else text.translate(_INLINE)
        for strong, text in pieces
    )
    line = _WEB.sub(r"\\", said)
    return _BLOCK.sub(_shielded, line, count=1) if _BLOCK.match(line) else line


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
