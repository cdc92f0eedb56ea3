# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Commands and options of the command line (Befehle und Optionen)."""

from __future__ import annotations

import argparse
from typing import Any

from weltoffen import __version__

_DESCRIPTION = """\
Self-assessments of municipalities in integration and diversity work: checks documents, counts answers,
protects small groups, and writes the report. Nothing is sent anywhere.
"""
_EXAMPLES = """\
examples:
  weltoffen demo                                       the result of an invented town
  weltoffen new assessment > assessment.json           an empty template
  weltoffen new response > response.json
  weltoffen check assessment.json response.json
  weltoffen report answers.ndjson --assessment assessment.json -o report.md

exit codes: 0 all is well; 1 a document has problems; 2 wrong command, or a file cannot be read or written
"""
_CHECK = """\
Checks documents by the schema that each of them names, and lists every problem: file, line (of a stream),
pointer, code, text. A file with one document on every line (NDJSON) is checked line by line.

Responses are also held against their questionnaire: that of --assessment or --edition; otherwise that of an
assessment that stands earlier in the list; otherwise that of a shipped edition, if they name one.
"""
_CHECK_EXAMPLES = """\
examples:
  weltoffen check assessment.json response.json
  weltoffen check answers.ndjson --assessment assessment.json
  weltoffen check --format json answers.ndjson         one JSON object a problem, on a line of its own
  cat response.json | weltoffen check -
"""
_NEW = """\
Writes an empty template to standard output; fill it in and check it.

With --questions a response has beside its empty "answers" the list of questions, in the language chosen,
under "extensions" / "weltoffen-help": for each question its text, help, kind, options or range, and after
which answers alone it is asked. It only helps with filling in; nothing reads it. An answer is the id of an
option, a list of ids (kind "multiple"), a number or a text; "unknown" and "not-applicable" always stand open.
What has no answer counts as skipped.
"""
_NEW_EXAMPLES = """\
examples:
  weltoffen new assessment > assessment.json
  weltoffen new response > response.json
  weltoffen new response --perspective residents --questions > response.json
"""
_QUESTIONNAIRE = """\
Writes a blank questionnaire, to be printed or handed round in a workshop: all of it, some fields, or the
questions for which an office is asked first, so that each question goes to one office only. It holds no
answers. With --assessment the town's own questions stand at the end.
"""
_QUESTIONNAIRE_EXAMPLES = """\
examples:
  weltoffen questionnaire --format html -o questionnaire.html
  weltoffen questionnaire --field management --field opening --format md
  weltoffen questionnaire --language de-simple --format html -o einfach.html
  weltoffen questionnaire --office personnel           what the personnel office is asked
"""
_REFERENCE = """\
Prints what a shipped edition holds: fields, criteria, questions by kind, texts by language. Without VERSION
it lists the shipped editions.
"""
_REFERENCE_EXAMPLES = """\
examples:
  weltoffen reference
  weltoffen reference 2026.1
  weltoffen reference 2026.1 --ids                     ids of fields, criteria and offices
  weltoffen reference 2026.1 --missing fr              which texts a translation into French would need
"""
_REPORT = """\
Makes the report of an assessment from its responses: one in each file, or one on every line (NDJSON).
Official parts are merged, answers counted, small groups protected.
"""
_REPORT_EXAMPLES = """\
examples:
  weltoffen report answers.ndjson --assessment assessment.json
  weltoffen report part-1.json part-2.json survey.ndjson --assessment assessment.json -o report.json
  cat answers.ndjson | weltoffen report - --assessment assessment.json --protect 10 -o report.md
"""
_SCHEMA_EXAMPLES = """\
examples:
  weltoffen schema assessment
  weltoffen schema bundle                              all schemas in one document
  weltoffen schema response --edition 2026.1           the closed schema of the responses to one edition
"""


def parser() -> argparse.ArgumentParser:
    """Build the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="weltoffen",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"weltoffen {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _check(commands)
    _new(commands)
    _questionnaire(commands)
    _report(commands)
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
    check = _command(commands, "check", "check documents", _CHECK, _CHECK_EXAMPLES)
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
    new = _command(commands, "new", "write an empty template", _NEW, _NEW_EXAMPLES)
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
        _QUESTIONNAIRE,
        _QUESTIONNAIRE_EXAMPLES,
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


def _reference(commands: _Commands) -> None:
    reference = _command(
        commands, "reference", "show what an edition holds", _REFERENCE, _REFERENCE_EXAMPLES
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


def _report(commands: _Commands) -> None:
    report = _command(commands, "report", "make a report from responses", _REPORT, _REPORT_EXAMPLES)
    report.add_argument(
        "answers", nargs="+", metavar="ANSWERS", help="file with responses; - is standard input"
    )
    report.add_argument("--assessment", metavar="FILE", help="the assessment (required)")
    report.add_argument(
        "--edition", metavar="VERSION", help="shipped edition (default: as the assessment says)"
    )
    report.add_argument(
        "--protect",
        type=int,
        metavar="K",
        help="smallest number of personal answers that is shown (default: 5, never below 3; "
        "10 is recommended for the public)",
    )
    report.add_argument(
        "-o", "--output", metavar="FILE", help="file, .json or .md; - is standard output"
    )
    report.add_argument(
        "--format",
        choices=["json", "md"],
        help="form of the report (default: by the file's name, else md)",
    )


def _schema(commands: _Commands) -> None:
    description = (
        "Prints a JSON Schema: of a kind of document, or of the responses to one questionnaire."
    )
    schema = _command(commands, "schema", "print a JSON Schema", description, _SCHEMA_EXAMPLES)
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
