# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen new``: empty templates (Vorlagen) that `check` accepts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from weltoffen import schemas
from weltoffen.cli.console import FINE, CannotRun
from weltoffen.cli.inputs import edition_named
from weltoffen.errors import InvalidDocument
from weltoffen.model.assessment import Assessment, Municipality, Perspective, Round
from weltoffen.model.forms import Checklist, NumberEntry, SingleChoice
from weltoffen.model.method import ADMINISTRATION
from weltoffen.model.response import build_response
from weltoffen.model.text import Text
from weltoffen.render.figures import Figures
from weltoffen.schemas.strict import dump

if TYPE_CHECKING:
    import argparse

    from weltoffen.cli.console import Console
    from weltoffen.model.edition import Edition
    from weltoffen.model.questionnaire import Question, Questionnaire
    from weltoffen.model.response import Capacity

TOWN = "Musterstadt"
HELP = "weltoffen-help"
"""Key of the extension that lists the questions."""
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
    edition = edition_named(options.edition, console)
    year = edition.reference.version.partition(".")[0]
    assessment = options.assessment or f"{TOWN.lower()}-{year}"
    try:
        if options.kind == "assessment":
            console.data(new_assessment(edition, assessment, year))
        else:
            perspective = options.perspective or ADMINISTRATION
            usual: Capacity = "official" if perspective == ADMINISTRATION else "personal"
            capacity = options.capacity or usual
            language = console.language if options.questions else None
            console.data(new_response(edition, assessment, perspective, capacity, language))
    except InvalidDocument as error:
        raise CannotRun("; ".join(map(console.line, error.problems))) from None
    return FINE


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
    edition: Edition,
    assessment: str,
    perspective: str,
    capacity: Capacity,
    language: str | None = None,
) -> bytes:
    """Write the template of a response without answers: what nobody answered, nobody is said to have.

    Args:
        edition: The edition to be answered.
        assessment: Id of the assessment.
        perspective: Id of the perspective.
        capacity: ``official`` or ``personal``.
        language: If given, the questions are listed in this language, in the extension ``weltoffen-help``.
    """
    response = build_response(
        edition.questionnaire,
        assessment=assessment,
        perspective=perspective,
        capacity=capacity,
        answers={},
    )
    data = schemas.write(response)
    if language is None:
        return data
    listed = questions_listed(edition.questionnaire, capacity, language)
    # Written beside the response: an `Extensions` would sort the questions by their ids.
    return dump({**json.loads(data), "extensions": {HELP: listed}})


def questions_listed(
    questionnaire: Questionnaire, capacity: Capacity, language: str
) -> dict[str, object]:
    """List the questions that can be put to somebody, with what is needed to answer them."""
    return {
        question.id: _listed(questionnaire, question, language)
        for question in questionnaire.questions
        if capacity == "official" or not question.officially_only
    }


def _listed(questionnaire: Questionnaire, question: Question, language: str) -> dict[str, object]:
    source = questionnaire.source_language
    found: dict[str, object] = {
        "title": question.title.choose(language, source),
    }
    if question.help is not None:
        found["help"] = question.help.choose(language, source)
    found["kind"] = question.kind
    form = question.form
    if isinstance(form, (SingleChoice, Checklist)):
        scales = questionnaire.scales_by_id
        options = form.options if isinstance(form, Checklist) else scales[form.scale].options
        found["options"] = {one.id: one.title.choose(language, source) for one in options}
    elif isinstance(form, NumberEntry):
        figures = Figures(language)
        unit = "" if form.unit is None else f" {form.unit.choose(language, source)}"
        found["range"] = f"{figures.number(form.minimum)} – {figures.number(form.maximum)}{unit}"
    if question.depends_on is not None:
        dependency = question.depends_on
        found["onlyAfter"] = {dependency.question: list(dependency.options)}
    return found
