# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen new``: empty templates (Vorlagen) that `check` accepts.

Those of questions list them; those of papers and of the course list their terms. None of them answers
anything.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from weltoffen import schemas
from weltoffen.cli.console import FINE, STANDARD, CannotRun, default_language
from weltoffen.cli.inputs import edition_named
from weltoffen.cli.options import SHEET_FORMS
from weltoffen.cli.outputs import chosen_form, put_out
from weltoffen.cli.rounds import asked_round
from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.assessment import Assessment, Municipality, Perspective, Round
from weltoffen.model.forms import Checklist, NumberEntry, SingleChoice
from weltoffen.model.method import ADMINISTRATION
from weltoffen.model.paper import (
    KIND_TERMS,
    TREATMENT_TERMS,
    Attachment,
    Consultation,
    CouncilPaper,
)
from weltoffen.model.response import build_response
from weltoffen.model.text import Text
from weltoffen.render.figures import Figures
from weltoffen.schemas.strict import dump

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from weltoffen.cli.console import Console
    from weltoffen.cli.coursetemplates import CourseKind
    from weltoffen.model.edition import Edition
    from weltoffen.model.questionnaire import Question, Questionnaire
    from weltoffen.model.response import Capacity

TOWN = "Musterstadt"
RESPONSES = frozenset({"response", "answersheet"})
"""Kinds of template that are answered."""
HELP = "weltoffen-help"
"""Key of the extension that lists questions or terms."""
FILE_MARKS = frozenset("./\\")
"""An id has none of these characters, and hardly any file has none."""
COUNCIL = Text({"de": "Rat", "en": "Council"})
REPORT = Text({"de": "Bericht zum Selbstcheck", "en": "Report of the self-check"})
PAPER_KEYS = (
    "title",
    "fileNumber",
    "paperNumber",
    "date",
    "office",
    "offices",
    "proposal",
    "resources",
    "consultations",
    "attachments",
)
"""Keys of a council paper that its template explains."""
PERSPECTIVES = (
    Perspective(id=ADMINISTRATION, title=Text({"de": "Verwaltung", "en": "Administration"})),
    Perspective(id="politics", title=Text({"de": "Politik", "en": "Politics"})),
    Perspective(id="civil-society", title=Text({"de": "Zivilgesellschaft", "en": "Civil society"})),
    Perspective(id="economy", title=Text({"de": "Wirtschaft", "en": "Economy"})),
    Perspective(id="residents", title=Text({"de": "Einwohner*innen", "en": "Residents"})),
)
"""The five groups of actors (Akteursgruppen) of the self-check."""


def run(options: argparse.Namespace, console: Console) -> int:
    """Write a template; arguments and exit codes as in `weltoffen.cli`."""
    if options.format is not None and options.kind != "answersheet":
        raise CannotRun(console.phrase("new.only-answersheet"))
    try:
        data = _template(options, console)
    except InvalidDocument as error:
        if any(problem.source for problem in error.problems):
            raise
        raise CannotRun("; ".join(map(console.line, error.problems))) from None
    put_out(options, data, console)
    return FINE


def _template(options: argparse.Namespace, console: Console) -> bytes:
    if options.kind in {"assessment", "paper"}:
        edition = edition_named(options.edition, console)
        year = edition.reference.version.partition(".")[0]
        assessment = options.assessment or _assessment_of(year)
        if options.kind == "assessment":
            return new_assessment(edition, assessment, year)
        return new_paper(assessment, console)
    form = "json"
    if options.kind == "answersheet":
        form = chosen_form(options, SHEET_FORMS, console, usual="xlsx")
    assessment, perspectives, edition = _asked(options, console)
    if options.kind not in RESPONSES:
        from weltoffen.cli.coursetemplates import new_course_document

        kind = cast("CourseKind", options.kind)
        return new_course_document(kind, assessment, perspectives, edition, console)
    perspective = options.perspective or ADMINISTRATION
    usual: Capacity = "official" if perspective == ADMINISTRATION else "personal"
    capacity = options.capacity or usual
    language = options.language or default_language()
    if form == "json":
        helped = language if options.questions else None
        return new_response(edition, assessment, perspective, capacity, helped)
    from weltoffen.interop import answer_sheet

    return answer_sheet(
        edition,
        assessment_id=assessment,
        perspective=perspective,
        capacity=capacity,
        perspectives=perspectives,
        language=language,
        form="csv" if form == "csv" else "xlsx",
    )


def _assessment_of(year: str) -> str:
    return f"{TOWN.lower()}-{year}"


def _asked(
    options: argparse.Namespace, console: Console
) -> tuple[str, tuple[Perspective, ...], Edition]:
    """Give id and perspectives of the assessment, and the edition.

    If the file of the assessment was named, they are its own, and the edition has the town's own questions.

    Raises:
        InvalidDocument: If the assessment does not have the perspective that is to answer.
    """
    named = options.assessment
    if named is None or not (named == STANDARD or FILE_MARKS.intersection(named)):
        edition = edition_named(options.edition, console)
        year = edition.reference.version.partition(".")[0]
        return named or _assessment_of(year), PERSPECTIVES, edition
    assessment, edition = asked_round(options, console)
    perspective = options.perspective or ADMINISTRATION
    if options.kind in RESPONSES and perspective not in assessment.perspective_ids:
        known = ", ".join(assessment.perspective_ids)
        raise InvalidDocument(
            [Problem.at("answer-unknown-perspective", ("perspective",), known=known)]
        )
    return assessment.id, assessment.perspectives, edition


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


def new_paper(assessment: str, console: Console) -> bytes:
    """Write the template of a council paper: one body, the report as attachment, and nothing made up.

    What may be added, and which terms there are, stands in the extension ``weltoffen-help``.
    """
    paper = CouncilPaper(
        id=f"{assessment}-paper",
        source_language=console.language,
        consultations=[Consultation(id="council", body=COUNCIL, treatment="information")],
        attachments=[Attachment(id="report", title=REPORT)],
    )
    terms: Mapping[str, Mapping[Any, Text]] = {"kind": KIND_TERMS, "treatment": TREATMENT_TERMS}
    helped: dict[str, object] = {
        name: {one: term.choose(console.language) for one, term in found.items()}
        for name, found in terms.items()
    }
    helped["more"] = {key: console.phrase(f"paper.{key}") for key in PAPER_KEYS}
    # What is left out when writing stands in a template, to show where it belongs.
    head: dict[str, Any] = dict.fromkeys(("$schema", "id", "sourceLanguage", "kind"), paper.kind)
    written = {**head, **json.loads(schemas.write(paper))}
    for one in written["consultations"]:
        one["public"] = True
    return dump({**written, "extensions": {HELP: helped}})


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
