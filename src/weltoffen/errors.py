# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Errors and problems: what is wrong with a document, as data.

A `Problem` carries a stable code, an RFC 6901 pointer and parameters. Its German and English wording
stands in ``problems.toml`` beside this module and is only read when a message is asked for.
"""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Literal, final

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "MAX_PROBLEMS",
    "InvalidDocument",
    "MissingExtra",
    "PathStep",
    "Problem",
    "Severity",
    "Unprotected",
    "WeltoffenError",
    "WorkerEnded",
    "problem_codes",
]

Severity = Literal["error", "warning"]
"""Whether a problem refuses the document or is only reported."""
PathStep = str | int
"""A key or an index on the way to a place in a document."""

MAX_PROBLEMS = 1_000
"""At most this many problems are kept in one `InvalidDocument`; the others are counted."""
MAX_ECHO = 60
"""At most this many characters of an input are ever repeated in one place of a message."""


def shorten(text: object, limit: int = MAX_ECHO) -> str:
    """Make a piece of input safe to repeat: printable, on one line, at most ``limit`` characters."""
    raw = str(text)
    clean = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in raw[: limit + 1])
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def pointer_to(path: Iterable[PathStep]) -> str:
    """Write a path as an RFC 6901 JSON pointer; each step is shortened as `shorten` does."""
    return "".join("/" + shorten(step).replace("~", "~0").replace("/", "~1") for step in path)


@final
@attrs.frozen(kw_only=True)
class Problem:
    """One thing that is wrong with a document (Mangel), or a warning about it.

    Attributes:
        code: Stable kebab-case code; every code has an entry in ``problems.toml``.
        pointer: RFC 6901 pointer to the place; ``""`` is the document itself.
        parameters: Named values of the message, in the order in which they were given. They never
            hold what a respondent answered.
        severity: ``error`` refuses the document, ``warning`` is only reported.
        line: 1-based line in an NDJSON stream, or None.
        source: Name of the file or stream, or None.
        cell: Address of the cell of a spreadsheet, such as ``Antworten!F17``, or None; the pointer then
            leads into the document that the cells make.
    """

    code: str
    pointer: str = ""
    parameters: tuple[tuple[str, str | int], ...] = ()
    severity: Severity = "error"
    line: int | None = None
    source: str | None = None
    cell: str | None = None

    @classmethod
    def at(cls, code: str, path: Iterable[PathStep] = (), **parameters: object) -> Problem:
        """Make a problem from a path of keys and indices; parameters are shortened to 60 characters.

        Args:
            code: One of `problem_codes`.
            path: Keys and indices from the document down to the place.
            parameters: Named values of the message; all but whole numbers become text.
        """
        return cls(code=code, pointer=pointer_to(path), parameters=_safe(parameters))

    @classmethod
    def warn(cls, code: str, path: Iterable[PathStep] = (), **parameters: object) -> Problem:
        """Make a warning; otherwise like `at`.

        Args:
            code: As in `at`.
            path: As in `at`.
            parameters: As in `at`.
        """
        return attrs.evolve(cls.at(code, path, **parameters), severity="warning")

    def message(self, language: str = "de") -> str:
        """Say in German (``de``) or English (anything else) what was expected and what to do.

        Args:
            language: Language tag of the reader; ``de`` and what begins with ``de-`` is German.

        Raises:
            KeyError: For a code that is none of `problem_codes`.
        """
        entry = _texts()[self.code]
        text = entry["de"] if language == "de" or language.startswith("de-") else entry["en"]
        return text.format_map(dict(self.parameters))

    def plain(self, language: str = "de") -> dict[str, object]:
        """Give the problem as plain values for JSON (Mangel als JSON), as a web service answers with it.

        Args:
            language: Language of the message, as in `message`.

        Returns:
            ``pointer``, ``code``, ``message``, ``severity`` and ``parameters``; ``line``, ``source`` and
            ``cell`` only where they are known.
        """
        found: dict[str, object] = {
            "pointer": self.pointer,
            "code": self.code,
            "message": self.message(language),
            "severity": self.severity,
            "parameters": dict(self.parameters),
        }
        places = {"line": self.line, "source": self.source, "cell": self.cell}
        return found | {name: place for name, place in places.items() if place is not None}


def _safe(parameters: Mapping[str, object]) -> tuple[tuple[str, str | int], ...]:
    return tuple(
        (name, value if type(value) is int else shorten(value))
        for name, value in parameters.items()
    )


@functools.cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    source = resources.files("weltoffen").joinpath("problems.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def problem_codes() -> tuple[str, ...]:
    """List every problem code that the library knows, in alphabetical order."""
    return tuple(sorted(_texts()))


class WeltoffenError(Exception):
    """Root of all errors that weltoffen raises on purpose."""


class InvalidDocument(WeltoffenError, ValueError):
    """A document or value breaks its rules (ungültiges Dokument); carries all problems at once.

    Attributes:
        problems: The problems found, at most 1 000.
        more: How many further problems were counted but not kept.
    """

    def __init__(self, problems: Iterable[Problem], more: int = 0) -> None:
        """Keep the first 1 000 problems and count the others."""
        found = tuple(problems)
        self.problems: tuple[Problem, ...] = found[:MAX_PROBLEMS]
        self.more: int = more + max(0, len(found) - MAX_PROBLEMS)
        super().__init__(self.problems, self.more)

    def __str__(self) -> str:
        """Name the first problems in English, one a line."""
        shown = self.problems[:10]
        lines = [f"{p.pointer or '/'}: {p.code}: {p.message('en')}" for p in shown]
        rest = len(self.problems) - len(shown) + self.more
        if rest:
            lines.append(f"and {rest} more")
        return "\n".join(lines)


class Unprotected(WeltoffenError, TypeError):
    """Unprotected data was handed to something that publishes (rule P5)."""


class MissingExtra(WeltoffenError, ImportError):
    """An optional dependency is not installed; the message names the extra."""


class WorkerEnded(WeltoffenError, RuntimeError):
    """A process that counted has ended on its own (Zählprozess beendet); for want of memory, say."""


@final
class Problems:
    """Collects problems and raises them together (an internal helper of all checks)."""

    def __init__(self) -> None:
        """Start empty."""
        self.found: list[Problem] = []
        self.more: int = 0

    def add(self, code: str, path: Iterable[PathStep] = (), **parameters: object) -> None:
        """Add one problem; past 1 000 it is only counted."""
        if len(self.found) < MAX_PROBLEMS:
            self.found.append(Problem.at(code, path, **parameters))
        else:
            self.more += 1

    def extend(self, error: InvalidDocument) -> None:
        """Take over the problems of another check."""
        room = max(0, MAX_PROBLEMS - len(self.found))
        self.found.extend(error.problems[:room])
        self.more += error.more + max(0, len(error.problems) - room)

    def raise_if_any(self) -> None:
        """Raise `InvalidDocument` if anything was found."""
        if self.found:
            raise InvalidDocument(self.found, self.more)
