# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Lines of text (Textzeilen): what stands in a paragraph or a cell, before any format escapes it.

A `Line` holds plain text. Each format escapes it once, when it writes it; nothing else does.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from typing import final

import attrs

from weltoffen.cleaning import clean


@attrs.frozen
class Shown:
    """Where a shown number comes from (Herkunft einer Zahl, N3).

    Attributes:
        pointer: RFC 6901 pointer into the report's JSON.
        form: How the value there is written: a form of the table in ``weltoffen.render.numbers``, and
            behind a colon what it needs to know.
    """

    pointer: str
    form: str


@attrs.frozen(kw_only=True)
class Run:
    """A piece of a line.

    Attributes:
        text: Plain text.
        strong: Whether it is stressed.
        shown: Where it comes from if it is a number of the report; None for anything else.
        link: Anchor of the heading under which more is told, or None; a page links to it if it is there.
    """

    text: str
    strong: bool = False
    shown: Shown | None = None
    link: str | None = None


@final
@attrs.frozen
class Line:
    """A line of text (Zeile): runs of plain text, some of them stressed, some of them numbers.

    Attributes:
        runs: The runs, in order.
    """

    runs: tuple[Run, ...] = ()

    @classmethod
    def of(cls, text: object) -> Line:
        """Take a text as it stands in a document; control characters and turned directions are left out.

        Args:
            text: The text, or what is written as one.
        """
        said = clean(text)
        return cls((Run(text=said),)) if said else cls()

    @classmethod
    def number(cls, text: str, shown: Shown | None) -> Line:
        """Take a number as it is written.

        Args:
            text: The number in words of the reader's language.
            shown: Where in the report it stands, or None.
        """
        return cls((Run(text=text, shown=shown),))

    @property
    def plain(self) -> str:
        """The text alone."""
        return "".join(run.text for run in self.runs)

    @property
    def strong(self) -> Line:
        """The same, stressed; nothing stays nothing."""
        return Line(tuple(attrs.evolve(run, strong=True) for run in self.runs))

    def to(self, anchor: str) -> Line:
        """The same, leading to an anchor.

        Args:
            anchor: Name of the anchor.
        """
        return Line(tuple(attrs.evolve(run, link=anchor) for run in self.runs))

    def __bool__(self) -> bool:
        """Say whether there is anything to read."""
        return bool(self.runs)

    def __add__(self, other: Line) -> Line:
        """Put another line behind this one."""
        return Line(self.runs + other.runs)

    def __format__(self, _: str) -> str:
        """Refuse to be put into a string, which would lose what is stressed and where numbers come from.

        Raises:
            TypeError: Always; see `fill` and `join`.
        """
        msg = "a Line cannot stand in a format string; use fill() or join()"
        raise TypeError(msg)


def fill(template: str, values: Mapping[str, Line]) -> Line:
    """Put lines into the braces of a text of our own."""
    runs: list[Run] = []
    for said, name, _, _ in string.Formatter().parse(template):
        if said:
            runs.append(Run(text=said))
        if name is not None:
            runs += values[name].runs
    return Line(tuple(runs))


def join(separator: str, lines: Iterable[Line]) -> Line:
    """Put lines one behind the other, with a text of our own between them."""
    runs: list[Run] = []
    for index, line in enumerate(lines):
        if index and separator:
            runs.append(Run(text=separator))
        runs += line.runs
    return Line(tuple(runs))
