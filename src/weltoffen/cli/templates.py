# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen new``: empty templates (Vorlagen) that `check` accepts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from weltoffen import schemas
from weltoffen.cli.console import CannotRun
from weltoffen.cli.inputs import edition_named
from weltoffen.errors import InvalidDocument
from weltoffen.model.answers import not_asked
from weltoffen.model.assessment import Assessment, Municipality, Perspective, Round
from weltoffen.model.method import ADMINISTRATION
from weltoffen.model.response import build_response
from weltoffen.model.scale import UNKNOWN
from weltoffen.model.text import Text
from weltoffen.reference import editions
from weltoffen.schemas.strict import dump

if TYPE_CHECKING:
    import argparse

    from weltoffen.cli.console import Console
    from weltoffen.model.edition import Edition
    from weltoffen.model.response import Capacity

TOWN = "Musterstadt"
PERSPECTIVES = (
    Perspective(id=ADMINISTRATION, title=Text({"de": "Verwaltung", "en": "Administration"})),
    Perspective(id="politics", title=Text({"de": "Politik", "en": "Politics"})),
    Perspective(id="civil-society", title=Text({"de": "Zivilgesellschaft", "en": "Civil society"})),
    Perspective(id="economy", title=Text({"de": "Wirtschaft", "en": "Economy"})),
    Perspective(id="residents", title=Text({"de": "Einwohner*innen", "en": "Residents"})),
)
"""The five groups of actors (Akteursgruppen) of the self-check."""


def run(options: argparse.Namespace, console: Console) -> int:
    """Write a template to standard output; arguments and exit codes as in `weltoffen.cli`."""
    edition = edition_named(options.edition or editions()[-1], console)
    year = edition.reference.version.partition(".")[0]
    assessment = options.assessment or f"{TOWN.lower()}-{year}"
    try:
        if options.kind == "assessment":
            console.data(new_assessment(edition, assessment, year))
        else:
            perspective = options.perspective or ADMINISTRATION
            usual: Capacity = "official" if perspective == ADMINISTRATION else "personal"
            capacity = options.capacity or usual
            console.data(
                new_response(edition, assessment, perspective, capacity, asked=options.questions)
            )
    except InvalidDocument as error:
        raise CannotRun("; ".join(map(console.line, error.problems))) from None
    return 0


def new_assessment(edition: Edition, assessment: str, year: str) -> bytes:
    """Write the template of an assessment: a placeholder town, five perspectives, no targets."""
    document = Assessment(
        id=assessment,
        title=Text({"de": f"Selbstcheck {TOWN} {year}", "en": f"Self-check of {TOWN} {year}"}),
        municipality=Municipality(name=TOWN),
        round=Round(id=year),
        edition=edition.reference,
        perspectives=PERSPECTIVES,
    )
    # An empty list of targets is left out when writing; a template shows where it stands.
    return dump({**json.loads(schemas.write(document)), "targets": []})


def new_response(
    edition: Edition, assessment: str, perspective: str, capacity: Capacity, *, asked: bool
) -> bytes:
    """Write the template of a response: without answers, or with every question as unknown."""
    questionnaire = edition.questionnaire
    answers: dict[str, object] = {}
    if asked:
        skipped = not_asked(questionnaire, {}, personal=capacity == "personal")
        answers = {q.id: UNKNOWN for q in questionnaire.questions if q.id not in skipped}
    response = build_response(
        questionnaire,
        assessment=assessment,
        perspective=perspective,
        capacity=capacity,
        answers=answers,
    )
    return schemas.write(response)
