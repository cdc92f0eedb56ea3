# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Documents of a course from files and folders (Dokumente des Verlaufs), told apart by their schemas."""

from __future__ import annotations

import itertools
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, final

import attrs

from weltoffen import schemas
from weltoffen.cli.answers import count
from weltoffen.cli.console import STANDARD, CannotRun, naming, shown_name
from weltoffen.cli.inputs import edition_named, edition_of, is_stream, opened
from weltoffen.cli.rounds import chosen_rule
from weltoffen.course.assembly import Course, build_course
from weltoffen.errors import InvalidDocument, Problem
from weltoffen.evaluation import evaluate
from weltoffen.model.assessment import Assessment
from weltoffen.model.goals import GoalPlan
from weltoffen.model.measures import MeasureCatalogue
from weltoffen.model.monitoring import Monitoring
from weltoffen.model.organisation import Organisation
from weltoffen.model.paper import CouncilPaper
from weltoffen.model.participation import Participation
from weltoffen.model.response import Response
from weltoffen.model.workshop import Workshop
from weltoffen.report.released import check_same_round
from weltoffen.report.structure import Report
from weltoffen.schemas.strict import DEFAULT_LIMITS

if TYPE_CHECKING:
    import argparse
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from weltoffen.cli.console import Console
    from weltoffen.model.edition import Edition

ENDINGS = frozenset({".json", ".ndjson", ".jsonl"})
"""Ends of the names of files that are read from a folder."""
KINDS: Mapping[type, str] = {
    Report: "report",
    Assessment: "assessment",
    Participation: "participation",
    Organisation: "organisation",
    Workshop: "workshop",
    MeasureCatalogue: "measures",
    GoalPlan: "goals",
    Monitoring: "monitoring",
}
"""Documents of a course, by the kind that problems name as their source."""
ARGUMENTS: Mapping[str, str] = {"measures": "catalogue", "goals": "plan"}
"""Arguments of `build_course` that are called otherwise than the kind of document."""


@final
@attrs.frozen(kw_only=True)
class Gathered:
    """What was found (gefundene Dokumente).

    Attributes:
        documents: The documents by kind.
        names: Names of their files by kind.
        answers: Names of files with responses.
    """

    documents: Mapping[str, Any]
    names: Mapping[str, str]
    answers: tuple[str, ...]


def gather(names: Sequence[str], console: Console) -> Gathered:
    """Read files, and every JSON document in folders.

    Raises:
        CannotRun: If a file cannot be read, a folder has no document, or there are two of one kind.
        InvalidDocument: With the problems of the first document that has any.
    """
    documents: dict[str, Any] = {}
    files: dict[str, str] = {}
    answers: list[str] = []
    seen: set[str] = set()
    for name in itertools.chain.from_iterable(_files(name, console) for name in names):
        place = _place(name)
        if place in seen:
            continue  # a folder, and a file in it
        seen.add(place)
        if is_stream(name):
            answers.append(name)
            continue
        document = _read(name, console)
        kind = KINDS.get(type(document))
        if isinstance(document, Response):
            answers.append(name)
        elif isinstance(document, CouncilPaper):
            continue  # it stands around the report, not in its course
        elif kind is None:
            raise CannotRun(console.phrase("course.not-taken", name=shown_name(name)))
        elif kind in files:
            first, second = shown_name(files[kind]), shown_name(name)
            raise CannotRun(console.phrase("course.twice", kind=kind, first=first, second=second))
        else:
            documents[kind], files[kind] = document, name
    return Gathered(documents=documents, names=files, answers=tuple(answers))


def _files(name: str, console: Console) -> Iterator[str]:
    """Give a file as it is, of a folder every document; hidden files are no documents, nor are pipes."""
    if name == STANDARD or not Path(name).is_dir():
        yield name
        return
    found = sorted(str(one) for one in Path(name).iterdir() if _is_document(one))
    if not found:
        raise CannotRun(console.phrase("course.empty-folder", name=shown_name(name)))
    yield from found


def _is_document(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and not path.name.startswith(".") and path.is_file()


def _place(name: str) -> str:
    """Give the one name of a file, however it is reached; two of standard input are refused elsewhere."""
    try:
        return name if name == STANDARD else os.path.realpath(name)
    except ValueError:  # a zero byte
        return name


def _read(name: str, console: Console) -> schemas.Document:
    with opened(name, console) as file, naming(name):
        return schemas.read(file.read(DEFAULT_LIMITS.size + 1))


def put_together(
    gathered: Gathered,
    console: Console,
    *,
    on: dt.date,
    report: Report | None = None,
    rule: argparse.Namespace | None = None,
    budget: str | None = None,
    chosen: Sequence[str] = (),
    refused: Sequence[str] = (),
) -> tuple[Course, Edition | None]:
    """Build the course, and find the edition in which the report's questions have their texts.

    Args:
        gathered: The documents.
        console: For messages.
        on: As of which day.
        report: The report; None takes the one that was found, or makes it from assessment and responses.
        rule: Options that say how small groups are protected if responses are to be counted (P1); None leaves
            responses aside.
        budget: As in `build_course`, as a text; None for no proposal.
        chosen: As in `build_course`.
        refused: As in `build_course`.

    Raises:
        CannotRun: For responses without assessment.
        InvalidDocument: With all problems of the documents, which have the names of the files.
    """
    documents = dict(gathered.documents)
    assessment = documents.pop("assessment", None)
    found = documents.pop("report", None) if report is None else report
    documents.pop("report", None)
    if found is not None:
        edition = edition_of(found.stamp.edition)
        if assessment is not None:
            with naming(gathered.names["assessment"]):
                check_same_round(found, assessment)
                edition = None if edition is None else assessment.extend(edition)
    elif rule is not None and gathered.answers:
        found, edition = _evaluated(gathered, assessment, rule, console)
    else:
        edition = None
    try:
        course = build_course(
            found,
            on=on,
            budget=budget,
            chosen=chosen,
            refused=refused,
            **{ARGUMENTS.get(kind, kind): one for kind, one in documents.items()},
        )
    except InvalidDocument as error:
        named = [_with_file(one, gathered.names) for one in error.problems]
        raise InvalidDocument(named, error.more) from None
    return course, edition


OPTIONS: Mapping[str, str] = {"budget": "--budget", "chosen": "--choose", "refused": "--refuse"}
"""Options by the arguments of `build_course` that they give."""


def _with_file(problem: Problem, names: Mapping[str, str]) -> Problem:
    """Name the file of a problem, or the option."""
    kind, (_, argument, *_) = problem.source, (*problem.pointer.split("/"), "")
    if kind is None:
        return attrs.evolve(problem, source=OPTIONS.get(argument))
    return attrs.evolve(problem, source=names.get(kind, kind))


def _evaluated(
    gathered: Gathered,
    assessment: Assessment | None,
    options: argparse.Namespace,
    console: Console,
) -> tuple[Report, Edition]:
    """Make the report from the responses, with what the workshop rated."""
    if assessment is None:
        raise CannotRun(console.phrase("report.assessment-missing"))
    edition = edition_named(assessment.edition.version, console)
    with naming(gathered.names["assessment"]):
        edition = assessment.extend(edition)
    rule = chosen_rule(options, assessment, console)
    counts = count(gathered.answers, assessment, edition.questionnaire, console).tally
    workshop = gathered.documents.get("workshop")
    reratings = () if workshop is None else workshop.reratings
    with console.stage("scoring"):
        report = evaluate(counts, assessment, edition=edition, rule=rule, reratings=reratings)
    console.note(console.phrase("course.counted", k=rule.k))
    return report, edition
