# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Commands on what is before and after the questionnaire (Befehle zum Verlauf)."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def add_course(commands: Commands) -> None:
    """Add ``course``."""
    course = add_command(
        commands,
        "course",
        "write the whole story: before, report, after",
        descriptions.COURSE,
        descriptions.COURSE_EXAMPLES,
    )
    _add_files(course, "documents of one participation, or folders with them")
    add_chapters(course, "only this chapter, without the report around it")
    _add_selection(course)
    add_rule(course)
    _add_output(course)


def add_participation(commands: Commands) -> None:
    """Add ``participation``."""
    found = add_command(
        commands,
        "participation",
        "review a participation: what is still missing",
        descriptions.PARTICIPATION,
        descriptions.PARTICIPATION_EXAMPLES,
    )
    _add_files(found, "participation (JSON), or a folder with it")
    _add_output(found)


def add_measures(commands: Commands) -> None:
    """Add ``measures``."""
    found = add_command(
        commands,
        "measures",
        "say where measures stand, and propose a selection",
        descriptions.MEASURES,
        descriptions.MEASURES_EXAMPLES,
    )
    _add_files(
        found, "measures and organisation, for a proposal a report, too; or a folder with them"
    )
    _add_selection(found)
    _add_output(found)


def add_goals(commands: Commands) -> None:
    """Add ``goals``."""
    found = add_command(
        commands,
        "goals",
        "review the yearly goals",
        descriptions.GOALS,
        descriptions.GOALS_EXAMPLES,
    )
    _add_files(found, "goals and organisation, and what they are held against: report, monitoring")
    _add_output(found)


def add_monitoring(commands: Commands) -> None:
    """Add ``monitoring``."""
    found = add_command(
        commands,
        "monitoring",
        "say how indicators stand and develop",
        descriptions.MONITORING,
        descriptions.MONITORING_EXAMPLES,
    )
    _add_files(found, "monitoring (JSON), or a folder with it; with a report, criteria have names")
    _add_output(found)


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


def _add_files(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("files", nargs="+", metavar="FILE", help=f"{what}; - is standard input")
    add_on(command)


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


def _add_output(command: argparse.ArgumentParser) -> None:
    add_output(command, COURSE_FORMS)
    add_look(command)
