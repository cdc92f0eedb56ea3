# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Options that several commands share (gemeinsame Angaben)."""

from __future__ import annotations

import argparse
import re
from typing import Any

from weltoffen.errors import shorten

Commands = Any
"""argparse has no public name for what `add_subparsers` gives."""

TABLES = (
    "results",
    "perspectives",
    "needs",
    "strengths",
    "clarify",
    "answers",
    "gaps",
    "questiongaps",
    "occasions",
    "levers",
    "stability",
    "ratings",
    "change",
    "participation",
    "caveats",
    "suggestions",
    "conflicts",
    "about",
)
"""``weltoffen.interop.REPORT_TABLES``, written out so that ``--help`` loads no tables."""
REPORT_FORMS = ("md", "html", "docx", "json", "csv", "xlsx")
PAPER_FORMS = ("md", "html", "docx", "json")
COURSE_FORMS = ("md", "html", "docx")
CHAPTERS = (
    "participation",
    "workshop",
    "offers",
    "organisation",
    "measures",
    "goals",
    "monitoring",
)
"""``weltoffen.render.course.chapters.CHAPTERS``, written out so that ``--help`` loads no renderer."""
BLANK_FORMS = ("md", "html")
SHEET_FORMS = ("xlsx", "csv")
NEW_KINDS = (
    *("response", "answersheet", "assessment", "paper"),
    *("participation", "organisation", "workshop", "measures", "goals", "monitoring"),
)
"""Kinds of template."""
CHART_FORMS = ("svg", "png", "spec")


def add_command(
    commands: Commands,
    name: str,
    short: str,
    description: str,
    examples: str,
    *,
    plain: bool = False,
) -> argparse.ArgumentParser:
    """Add a command with its language; ``plain`` allows plain German, too."""
    found: argparse.ArgumentParser = commands.add_parser(
        name,
        help=short,
        description=description,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    said = "language of texts and messages"
    if plain:
        said += "; de-simple is plain German"
    found.add_argument(
        "--language",
        choices=["de", "en", "de-simple"] if plain else ["de", "en"],
        help=f"{said} (default: from LANG, else de)",
    )
    return found


def add_responses(command: argparse.ArgumentParser) -> None:
    """Add what tells which responses are counted, and how they are protected."""
    counted = command.add_mutually_exclusive_group(required=True)
    counted.add_argument("answers", nargs="*", default=[], metavar="ANSWERS", help=_ANSWERS)
    counted.add_argument(
        "--counts",
        action="append",
        default=[],
        metavar="FILE",
        help='instead of answers: tally (JSON) that "weltoffen tally" wrote; may stand several times, '
        "tallies are added",
    )
    add_round(command)
    add_rule(command)


_ANSWERS = (
    "file with responses: .json, .ndjson, or a filled answer sheet (.xlsx, .csv); "
    "- is standard input"
)


def add_counted(command: argparse.ArgumentParser) -> None:
    """Add what tells which responses are counted, and how."""
    command.add_argument("answers", nargs="+", metavar="ANSWERS", help=_ANSWERS)
    add_round(command)
    command.add_argument(
        "--workers",
        type=_workers,
        default=1,
        metavar="N",
        help="processes that count (default: 1); more of them for NDJSON files only",
    )
    command.add_argument(
        "--checkpoint",
        metavar="FILE",
        help="for NDJSON files: keep in this file how far the count is; after a stop the same command goes "
        "on from there. It is as confidential as the tally; delete it afterwards",
    )


def add_round(command: argparse.ArgumentParser) -> None:
    """Add what responses belong to, and what becomes of those that are refused."""
    command.add_argument("--assessment", metavar="FILE", help="the assessment (required)")
    command.add_argument(
        "--edition", metavar="VERSION", help="shipped edition (default: as the assessment says)"
    )
    command.add_argument(
        "--skip-refused",
        action="store_true",
        help="leave out responses that are refused instead of stopping at the first; they are listed on "
        "standard error, and the exit code is 3 if there were any (default: stop, exit code 1)",
    )


def add_rule(command: argparse.ArgumentParser) -> None:
    """Add how small groups are protected."""
    command.add_argument(
        "--protect",
        type=_whole_number,
        metavar="K",
        help="smallest number of personal answers that is shown (default: 5, never below 3; "
        "10 is recommended for the public)",
    )
    command.add_argument(
        "--merge",
        action="append",
        default=[],
        metavar="A+B",
        help="ids of perspectives whose personal answers are taken together, so that more can be shown; "
        "may stand several times",
    )


def _workers(text: str) -> int:
    """Read a number of processes, 1 or more."""
    number = _whole_number(text)
    if number < 1:
        message = f"not 1 or more: {number}"
        raise argparse.ArgumentTypeError(message)
    return number


def _whole_number(text: str) -> int:
    """Read a number of ASCII digits; Python's own takes other digits and underscores, and echoes it whole."""
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
        message = f"not a whole number: {shorten(text, 20)!r}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def add_saved(command: argparse.ArgumentParser) -> None:
    """Add the saved report that a command works on."""
    command.add_argument(
        "report", metavar="REPORT", help="report (JSON), as saved; - is standard input"
    )
    command.add_argument(
        "--assessment",
        metavar="FILE",
        help="its assessment, for the texts of the town's own questions (default: their ids are shown)",
    )


def add_report_forms(command: argparse.ArgumentParser) -> None:
    """Add in which form a report is written, and where to."""
    add_output(command, REPORT_FORMS)
    command.add_argument(
        "--table",
        choices=TABLES,
        metavar="NAME",
        help=f"with csv: which table (default: results); one of {', '.join(TABLES)}",
    )
    command.add_argument(
        "--charts",
        metavar="DIR",
        help="also write each chart into this folder, as SVG and PNG",
    )
    add_look(command)


def add_output(command: argparse.ArgumentParser, forms: tuple[str, ...], usual: str = "md") -> None:
    """Add file and form; the first form that the name of a file shows is taken."""
    endings = " or ".join([", ".join(f".{form}" for form in forms[:-1]), f".{forms[-1]}"])
    command.add_argument(
        "-o", "--output", metavar="FILE", help=f"file, {endings}; - is standard output"
    )
    command.add_argument(
        "--format", choices=forms, help=f"form (default: by the file's name, else {usual})"
    )


def add_look(command: argparse.ArgumentParser) -> None:
    """Add the look of a page."""
    command.add_argument(
        "--name", metavar="TEXT", help="with html: name over the page (default: the municipality)"
    )
    command.add_argument(
        "--logo", metavar="FILE", help="with html: logo over the page, PNG or JPEG, at most 1 MB"
    )
    command.add_argument(
        "--colour",
        metavar="COLOUR",
        help='with html: colour of headings and links, such as "#0b5394"; it needs enough contrast',
    )
    command.add_argument(
        "--dark-colour", metavar="COLOUR", help="with html: the same on a dark screen"
    )
