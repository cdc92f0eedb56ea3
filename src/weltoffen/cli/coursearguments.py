# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Commands on what is before and after the questionnaire (Befehle zum Verlauf)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from weltoffen.cli import descriptions
from weltoffen.cli.options import (
    CHAPTERS,
    COURSE_FORMS,
    Commands,
    add_command,
    add_look,
    add_output,
    add_rule,
)

if TYPE_CHECKING:
    import argparse


@attrs.frozen
class _Command:
    """A command that writes chapters of a course.

    Attributes:
        name: Its name.
        short: What it does, in a line.
        files: What its files are.
        selects: Whether it proposes a selection of measures.
    """

    name: str
    short: str
    files: str
    selects: bool = False

    def add(self, commands: Commands) -> argparse.ArgumentParser:
        """Add it, with the texts of its name."""
        description, examples = (
            getattr(descriptions, f"{self.name.upper()}{end}") for end in ("", "_EXAMPLES")
        )
        found = add_command(commands, self.name, self.short, description, examples)
        found.add_argument(
            "files", nargs="+", metavar="FILE", help=f"{self.files}; - is standard input"
        )
        add_on(found)
        if self.selects:
            _add_selection(found)
        add_output(found, COURSE_FORMS)
        add_look(found)
        return found


_COURSE = _Command(
    "course",
    "write the whole story: before, report, after",
    "documents of one participation, or folders with them",
    selects=True,
)
_CHAPTERS = (
    _Command(
        "participation",
        "review a participation: what is still missing",
        "participation (JSON), or a folder with it",
    ),
    _Command(
        "measures",
        "say where measures stand, and propose a selection",
        "measures and organisation, for a proposal a report, too; or a folder with them",
        selects=True,
    ),
    _Command(
        "goals",
        "review the yearly goals",
        "goals and organisation, and what they are held against: report, monitoring",
    ),
    _Command(
        "monitoring",
        "say how indicators stand and develop",
        "monitoring (JSON), or a folder with it; with a report, criteria have names",
    ),
)


def add_courses(commands: Commands) -> None:
    """Add ``course``, and a command for each chapter that has a document of its own."""
    course = _COURSE.add(commands)
    add_chapters(course, "only this chapter, without the report around it")
    add_rule(course)
    for chapter in _CHAPTERS:
        chapter.add(commands)


def add_chapters(command: argparse.ArgumentParser, what: str) -> None:
    """Add which chapters are wanted."""
    command.add_argument(
        "--chapter",
        action="append",
        choices=CHAPTERS,
        default=[],
        metavar="NAME",
        help=f"{what}: {', '.join(CHAPTERS)}; may stand several times (default: all)",
    )


def add_on(command: argparse.ArgumentParser) -> None:
    """Add the day as of which is told."""
    command.add_argument("--on", metavar="DAY", help="as of which day, YYYY-MM-DD (default: today)")


def _add_selection(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--budget",
        metavar="AMOUNT",
        help="propose the next selection of measures under this budget, such as 25000 (needs a report)",
    )
    command.add_argument(
        "--choose",
        action="append",
        default=[],
        metavar="ID",
        help="measure that the steering group has chosen already; may stand several times",
    )
    command.add_argument(
        "--refuse",
        action="append",
        default=[],
        metavar="ID",
        help="measure that it does not want; may stand several times",
    )
