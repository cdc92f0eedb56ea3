# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Commands and options of the command line (Befehle und Optionen)."""

from __future__ import annotations

import argparse

from weltoffen import __version__
from weltoffen.cli import descriptions
from weltoffen.cli.coursearguments import add_courses
from weltoffen.cli.options import (
    BLANK_FORMS,
    NEW_KINDS,
    SHEET_FORMS,
    Commands,
    add_command,
    add_output,
)
from weltoffen.cli.reportarguments import (
    add_charts,
    add_compare,
    add_paper,
    add_protection,
    add_render,
    add_report,
    add_tally,
    add_workshop,
)


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
    add_report(commands)
    add_render(commands)
    add_charts(commands)
    add_workshop(commands)
    add_paper(commands)
    add_courses(commands)
    add_compare(commands)
    add_protection(commands)
    add_tally(commands)
    _reference(commands)
    _schema(commands)
    _demo(commands)
    return top


def _check(commands: Commands) -> None:
    check = add_command(
        commands, "check", "check documents", descriptions.CHECK, descriptions.CHECK_EXAMPLES
    )
    check.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="document, NDJSON, or answer sheet (.xlsx, .csv); - is standard input",
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


def _new(commands: Commands) -> None:
    new = add_command(
        commands,
        "new",
        "write an empty template",
        descriptions.NEW,
        descriptions.NEW_EXAMPLES,
        plain=True,
    )
    new.add_argument(
        "kind",
        choices=NEW_KINDS,
        metavar="KIND",
        help=f"kind of document: {', '.join(NEW_KINDS)}",
    )
    new.add_argument("--edition", metavar="VERSION", help="shipped edition (default: the newest)")
    new.add_argument(
        "--assessment",
        metavar="ID",
        help="id of the assessment; for response, answersheet and workshop also its file (a name with "
        "a dot), whose own questions and perspectives are added",
    )
    new.add_argument(
        "--perspective",
        metavar="ID",
        help="of response and answersheet (default: administration)",
    )
    new.add_argument(
        "--capacity",
        choices=["official", "personal"],
        help="of response and answersheet (default: official for the administration, else personal)",
    )
    new.add_argument(
        "--questions",
        action="store_true",
        help="of the response: list the questions and their options beside the empty answers",
    )
    new.add_argument("-o", "--output", metavar="FILE", help="file; - is standard output (default)")
    new.add_argument(
        "--format",
        choices=SHEET_FORMS,
        help="of the answersheet (default: by the file's name, else xlsx)",
    )


def _questionnaire(commands: Commands) -> None:
    blank = add_command(
        commands,
        "questionnaire",
        "write a blank questionnaire",
        descriptions.QUESTIONNAIRE,
        descriptions.QUESTIONNAIRE_EXAMPLES,
        plain=True,
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
    add_output(blank, BLANK_FORMS)


def _reference(commands: Commands) -> None:
    reference = add_command(
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


def _schema(commands: Commands) -> None:
    description = (
        "Prints a JSON Schema: of a kind of document, or of the responses to one questionnaire."
    )
    schema = add_command(
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


def _demo(commands: Commands) -> None:
    add_command(
        commands,
        "demo",
        "show the result of an invented town",
        descriptions.DEMO,
        descriptions.DEMO_EXAMPLES,
    )
