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
from itertools import takewhile
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
_OWN = "-/*"
_JOINT = re.compile(
    r"(?:(?<=[a-zäöüß]{2}ungs)|(?<=ions|täts)|(?<=heits|keits)|(?<=schafts))(?=[abdefghiklmnorsuvwz])"
    r"|(?<=[a-zäöüß]{3})(?=ausschuss|behörde|diskriminierung|einrichtung|förderung|gesellschaft|kompetenz"
    r"|management|ordnung|organisation|unternehmen|verein|vertretung|verwaltung)"
)
"""Where a German word surely has a joint: behind the s that links a known ending to the next part, unless the
letter behind it could take that s with it (sch, sp, st), and before some words that begin a part."""
_FARTHEST = 20
"""Letters behind a joint that are needed to see that it is one."""
_NARROWEST = 24
_MARKS = 4
"""Characters of a text that are looked at for each letter that may find room: letters can have marks."""
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

    A word that is too long is broken behind its own hyphen, or with a hyphen at a joint that is surely one.
    Any other takes the room that is spared for wider letters, and only if that is too little is it broken
    wherever it must be, without a hyphen, which would be wrong there. What finds no room ends in an ellipsis.

    Args:
        text: One line.
        room: Pixels that a line may be wide.
        size: Size of the letters in pixels.
        lines: Most lines.
        strong: Whether the letters are bold.

    Returns:
        At least one line; an empty one for an empty text.
    """
    most = _MARKS * lines * (room * 100 // (_NARROWEST * size) + 1)
    found: list[str] = []
    line = ""
    for piece in _pieces(text[:most], room, size, strong=strong):
        longer = line + piece
        if line and width(longer.rstrip(), size, strong=strong) > room:
            found.append(line.rstrip())
            longer = piece
        line = longer
        if not piece.endswith(" "):
            found.append(line)
            line = ""
    found.append(line.rstrip())
    if len(found) <= lines and len(text) <= most:
        return tuple(found)
    last = found[min(lines, len(found)) - 1].rstrip("-")
    while len(last) > 1 and width(f"{last}…", size, strong=strong) > room:
        last = last[:-1]
    return (*found[: lines - 1], f"{last.rstrip()}…")


def _pieces(text: str, room: int, size: int, *, strong: bool) -> Iterator[str]:
    """Give the words, each with the blank behind it, and the parts of those that are too long."""
    for word in text.split(" "):
        rest = word
        while width(rest, size, strong=strong) > room and len(rest) > 1:
            cut, hyphen = _cut(rest, room, size, strong=strong)
            if cut == len(rest):
                break
            yield rest[:cut] + hyphen
            rest = rest[cut:]
        yield f"{rest} "


def _cut(word: str, room: int, size: int, *, strong: bool) -> tuple[int, str]:
    """Say where a word that is too long is broken, if it has to be, and what is written there."""

    def fits(cut: int, hyphen: str = "", *, slack: Fraction = Fraction(1)) -> bool:
        return width(word[:cut] + hyphen, size, strong=strong) <= room * slack

    fitting = [*takewhile(fits, range(1, len(word)))] or [1]
    own = [cut for cut in fitting if cut >= _FEWEST and word[cut - 1] in _OWN]
    if own:
        return own[-1], ""
    near = _JOINT.finditer(word, 0, fitting[-1] + _FARTHEST)
    joints = [one.start() for one in near if fits(one.start(), "-")]
    if joints:
        return joints[-1], "-"
    if fits(len(word), slack=_SLACK):
        return len(word), ""
    return max(min(fitting[-1], len(word) - _FEWEST), 1), ""
