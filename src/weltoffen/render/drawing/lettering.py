# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How wide a text will be, and where it is broken into lines (Umbruch).

Charts are drawn without a browser; widths are those of Arial and of letters cut to its measure, rounded up,
and a seventh more, for where a reader's letters are wider.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTHS = {
    **dict.fromkeys("ijl|'\u2018\u2019\u201a", 24),
    **dict.fromkeys(' .,:;!/\\ftI[]()-`"·r\u00a0“”„', 35),
    **dict.fromkeys("cksvxyzJ*", 52),
    **dict.fromkeys("ABEFKLPSTVXYZ+=<>~", 68),
    **dict.fromkeys("CDGHNOQRUw&", 79),
    **dict.fromkeys("mMW%@–—…", 96),
}
_OTHER = 58
_WIDE = 110
_STRONG = Fraction(115, 100)
_SLACK = Fraction(115, 100)
_OWN = "-/"
_JOINT = re.compile(
    r"(?<=ungs|ions|täts)(?=[abdefghiklmnorsuvwz])"
    r"|(?<=heits|keits)(?=[abdefghiklmnorsuvwz])"
    r"|(?<=schafts)(?=[abdefghiklmnorsuvwz])"
    r"|(?<=[a-zäöüß]{3})(?=gesellschaft|management|verwaltung|ordnung|ausschuss|verein|behörde"
    r"|förderung|vertretung|kompetenz|unternehmen|organisation|einrichtung|diskriminierung)",
)
"""Where a German word is surely a joint: behind the linking s of a known ending unless the letter behind it
could take the s with it (st, sp, sch), and before some words that only ever begin a part."""
_FEWEST = 3
"""Letters of a broken word on each line."""


def width(text: str, size: int, *, strong: bool = False) -> Fraction:
    """Estimate how wide a line is.

    Args:
        text: One line.
        size: Size of the letters in pixels.
        strong: Whether they are bold.

    Returns:
        Pixels, rather too many than too few.
    """
    total = sum(map(_letter, unicodedata.normalize("NFD", text)))
    return Fraction(total * size, 100) * _SLACK * (_STRONG if strong else 1)


def _letter(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in {"F", "W"}:
        return _WIDE
    return _WIDTHS.get(letter, _OTHER)


def wrap(
    text: str, room: int, size: int, *, lines: int = 3, strong: bool = False
) -> tuple[str, ...]:
    """Break a text into lines.

    A word that is too long is broken behind its own hyphen, or with a hyphen at a joint that is surely one, or
    else wherever it must be, without a hyphen, which would be wrong there. What finds no room ends in an
    ellipsis.

    Args:
        text: One line.
        room: Pixels that a line may be wide.
        size: Size of the letters in pixels.
        lines: Most lines.
        strong: Whether the letters are bold.

    Returns:
        At least one line; an empty one for an empty text.
    """
    found: list[str] = []
    line = ""
    for piece in _pieces(text, room, size, strong=strong):
        longer = line + piece
        if line and width(longer.rstrip(), size, strong=strong) > room:
            found.append(line.rstrip())
            longer = piece
        line = longer
        if not piece.endswith(" "):
            found.append(line)
            line = ""
    found.append(line.rstrip())
    if len(found) <= lines:
        return tuple(found)
    last = found[lines - 1].rstrip("-")
    while len(last) > 1 and width(f"{last}…", size, strong=strong) > room:
        last = last[:-1]
    return (*found[: lines - 1], f"{last.rstrip()}…")


def _pieces(text: str, room: int, size: int, *, strong: bool) -> Iterator[str]:
    """Give the words, each with the blank behind it, and the parts of those that are too long."""
    for word in text.split(" "):
        rest = word
        while width(rest, size, strong=strong) > room and len(rest) > 1:
            piece = _piece(rest, room, size, strong=strong)
            yield piece
            rest = rest[len(piece.rstrip(_ADDED)) :]
        yield f"{rest} "


