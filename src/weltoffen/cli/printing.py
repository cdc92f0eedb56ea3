# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen schema``: JSON Schemas (Schemata), shipped or made for one questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen import schemas
from weltoffen.cli.checking import read_assessment
from weltoffen.cli.console import FINE, CannotRun, naming
from weltoffen.cli.inputs import check_standard_once, edition_named, opened
from weltoffen.errors import InvalidDocument
from weltoffen.schemas.strict import DEFAULT_LIMITS, dump

if TYPE_CHECKING:
    import argparse

    from weltoffen.cli.console import Console
    from weltoffen.model.questionnaire import Questionnaire


def run(options: argparse.Namespace, console: Console) -> int:
    """Print a schema; arguments and exit codes as in `weltoffen.cli`."""
    if (options.questionnaire, options.edition, options.assessment) == (None, None, None):
        try:
            console.data(schemas.schema_bytes(options.name))
        except InvalidDocument as error:
            raise CannotRun(error.problems[0].message(console.language)) from None
        return FINE
    if options.name != "response":
        raise CannotRun(console.phrase("schema.only-response"))
    console.data(_generated(options, console))
    return FINE


def _generated(options: argparse.Namespace, console: Console) -> bytes:
    check_standard_once([options.questionnaire, options.assessment], console)
    assessment = None
    if options.assessment is not None:
        assessment = read_assessment(options.assessment, console)
    if options.questionnaire is not None:
        questionnaire = _own(options.questionnaire, console)
    elif assessment is None:
        questionnaire = edition_named(options.edition, console).questionnaire
    else:
        edition = edition_named(options.edition or assessment.edition.version, console)
        with naming(str(options.assessment)):
            questionnaire = assessment.extend(edition).questionnaire
    return dump(schemas.response_schema(questionnaire, assessment))


def _own(name: str, console: Console) -> Questionnaire:
    with opened(name, console) as file, naming(name):
        return schemas.read_questionnaire(file.read(DEFAULT_LIMITS.size + 1))
