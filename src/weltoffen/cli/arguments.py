# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Commands and options of the command line (Befehle und Optionen)."""

from __future__ import annotations

import argparse
import re
from typing import Any

from weltoffen import __version__
from weltoffen.cli import descriptions
from weltoffen.errors import shorten


def parser() -> argparse.ArgumentParser:
    """Build the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="weltoffen",
        description=descriptions.DESCRIPTION,
        epilog=descriptions.EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"weltoffen {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _check(commands)
    _new(commands)
    _questionnaire(commands)
    _report(commands)
    _compare(commands)
    _protection(commands)
    _reference(commands)
    _schema(commands)
    _demo(commands)
    return top


_Commands = Any
"""argparse has no public name for what `add_subparsers` gives."""


def _command(
    commands: _Commands, name: str, short: str, description: str, examples: str
) -> argparse.ArgumentParser:
    found = _bare(commands, name, short, description, examples)
    found.add_argument(
        "--language",
        choices=["de", "en"],
        help="language of texts and messages (default: from LANG, else de)",
    )
    return found


def _bare(
    commands: _Commands, name: str, short: str, description: str, examples: str
) -> argparse.ArgumentParser:
    found: argparse.ArgumentParser = commands.add_parser(
        name,
        help=short,
        description=description,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    return found


def _check(commands: _Commands) -> None:
    check = _command(
        commands, "check", "check documents", descriptions.CHECK, descriptions.CHECK_EXAMPLES
    )
    check.add_argument(
        "files", nargs="+", metavar="FILE", help="document or NDJSON; - is standard input"
    )
    check.add_argument(
        "--assessment", metavar="FILE", help="assessment that the responses belong to"
    )
    check.add_argument("--edition", metavar="VERSION", help="shipped edition that was answered")
    check.add_argument(
        "--format",
        choices=["text", "json"],
        default="text",
        help="form of the output (default: text)",
    )


def _new(commands: _Commands) -> None:
    new = _command(
        commands, "new", "write an empty template", descriptions.NEW, descriptions.NEW_EXAMPLES
    )
    new.add_argument("kind", choices=["response", "assessment"], help="kind of document")
    new.add_argument("--edition", metavar="VERSION", help="shipped edition (default: the newest)")
    new.add_argument("--assessment", metavar="ID", help="id of the assessment")
    new.add_argument(
        "--perspective", metavar="ID", help="of the response (default: administration)"
    )
    new.add_argument(
        "--capacity",
        choices=["official", "personal"],
        help="of the response (default: official for the administration, else personal)",
    )
    new.add_argument(
        "--questions",
        action="store_true",
        help="of the response: list the questions and their options beside the empty answers",
    )


def _questionnaire(commands: _Commands) -> None:
    blank = _bare(
        commands,
        "questionnaire",
        "write a blank questionnaire",
        descriptions.QUESTIONNAIRE,
        descriptions.QUESTIONNAIRE_EXAMPLES,
    )
    blank.add_argument(
        "--language",
        choices=["de", "en", "de-simple"],
        help="language of texts and messages; de-simple is plain German (default: from LANG, else de)",
    )
    blank.add_argument("--edition", metavar="VERSION", help="shipped edition (default: the newest)")
    blank.add_argument(
        "--assessment", metavar="FILE", help="assessment whose own questions are added at the end"
    )
    blank.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="ID",
        help="field or criterion; may stand several times (default: all)",
    )
    blank.add_argument(
        "--office",
        action="append",
        default=[],
        metavar="ID",
        help="only questions that name this office first; may stand several times",
    )
    blank.add_argument(
        "-o", "--output", metavar="FILE", help="file, .html or .md; - is standard output"
    )
    blank.add_argument(
        "--format", choices=["md", "html"], help="form (default: by the file's name, else md)"
    )


def _report(commands: _Commands) -> None:
    report = _command(
        commands,
        "report",
        "make a report from responses",
        descriptions.REPORT,
        descriptions.REPORT_EXAMPLES,
    )
    _responses(report)
    report.add_argument(
        "--previous",
        metavar="FILE",
        help="report (JSON) of an earlier round of the same municipality: the change since then is added",
    )
    report.add_argument(
        "--reworded",
        action="store_true",
        help="with --previous: compare reworded questions, too",
    )
    report.add_argument(
        "--released",
        metavar="FILE",
        help="first release (report, JSON) of this same round: the new report is a later release, and tells "
        "nothing that the first did not; its k and its merges hold unless others are given",
    )
    report.add_argument(
        "-o", "--output", metavar="FILE", help="file, .json or .md; - is standard output"
    )
    report.add_argument(
        "--format",
        choices=["json", "md"],
        help="form of the report (default: by the file's name, else md)",
    )


def _whole_number(text: str) -> int:
    """Read a number of ASCII digits; Python's own takes other digits and underscores, and echoes it whole."""
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
        message = f"not a whole number: {shorten(text, 20)!r}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _responses(command: argparse.ArgumentParser) -> None:
    """Add what tells which responses are counted, and how they are protected."""
    command.add_argument(
        "answers", nargs="+", metavar="ANSWERS", help="file with responses; - is standard input"
    )
    command.add_argument("--assessment", metavar="FILE", help="the assessment (required)")
    command.add_argument(
        "--edition", metavar="VERSION", help="shipped edition (default: as the assessment says)"
    )
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


def _compare(commands: _Commands) -> None:
    compare = _command(
        commands,
        "compare",
        "say what changed between two rounds of a municipality",
        descriptions.COMPARE,
        descriptions.COMPARE_EXAMPLES,
    )
    compare.add_argument(
        "earlier", metavar="EARLIER", help="report (JSON) of the earlier round; - is standard input"
    )
    compare.add_argument("later", metavar="LATER", help="report (JSON) of the later round")
    compare.add_argument("--reworded", action="store_true", help="compare reworded questions, too")
    compare.add_argument(
        "-o", "--output", metavar="FILE", help="file, .md; - is standard output (default)"
    )


def _protection(commands: _Commands) -> None:
    protection = _command(
        commands,
        "protection",
        "say what is hidden and why: for the operator only, not for publication",
        descriptions.PROTECTION,
        descriptions.PROTECTION_EXAMPLES,
    )
    _responses(protection)


def _reference(commands: _Commands) -> None:
    reference = _command(
        commands,
        "reference",
        "show what an edition holds",
        descriptions.REFERENCE,
        descriptions.REFERENCE_EXAMPLES,
    )
    reference.add_argument("edition", nargs="?", metavar="VERSION", help="shipped edition")
    instead = reference.add_mutually_exclusive_group()
    instead.add_argument(
        "--ids", action="store_true", help="list the ids of fields, criteria and offices instead"
    )
    instead.add_argument(
        "--missing",
        metavar="LANGUAGE",
        help="list the texts that a language lacks, such as fr or de-simple",
    )


def _schema(commands: _Commands) -> None:
    description = (
        "Prints a JSON Schema: of a kind of document, or of the responses to one questionnaire."
    )
    schema = _command(
        commands, "schema", "print a JSON Schema", description, descriptions.SCHEMA_EXAMPLES
    )
    schema.add_argument(
        "name", metavar="NAME", help="kind of document, such as assessment; bundle for all of them"
    )
    which = schema.add_mutually_exclusive_group()
    which.add_argument(
        "--questionnaire", metavar="FILE", help="for response: questionnaire of your own"
    )
    which.add_argument("--edition", metavar="VERSION", help="for response: shipped edition")
    schema.add_argument(
        "--assessment",
        metavar="FILE",
        help="for response: allow only this assessment, and its supplement",
    )


def _demo(commands: _Commands) -> None:
    description = (
        "Shows the result of Musterstadt, an invented town, and writes its documents and its report\n"
        "into the current folder."
    )
    _command(commands, "demo", "show the result of an invented town", description, "")
