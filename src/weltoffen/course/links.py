# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Whether documents of a course fit together (Verweise): one municipality, and every id that is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import attrs

from weltoffen.errors import InvalidDocument, PathStep, Problem
from weltoffen.model.assessment import Municipality
from weltoffen.model.goals import GoalPlan
from weltoffen.model.measures import MeasureCatalogue
from weltoffen.model.monitoring import Monitoring
from weltoffen.model.organisation import Organisation
from weltoffen.model.participation import Participation
from weltoffen.model.towns import is_same_town
from weltoffen.model.workshop import Workshop
from weltoffen.report.structure import Report

Path = tuple[PathStep, ...]


@attrs.frozen(kw_only=True)
class CourseDocuments:
    """The documents of a course (Dokumente des Verlaufs); None for those that are not there."""

    report: Report | None = None
    participation: Participation | None = None
    organisation: Organisation | None = None
    workshop: Workshop | None = None
    catalogue: MeasureCatalogue | None = None
    plan: GoalPlan | None = None
    monitoring: Monitoring | None = None


def check_fit(documents: CourseDocuments) -> None:
    """Check that documents belong together: the same municipality and round, and no id that nothing has.

    An id is only looked up in a document that is there.

    Raises:
        InvalidDocument: ``foreign-municipality``, ``other-assessment``, ``unknown-node``, ``unknown-need``,
            ``unknown-body``, ``unknown-indicator``, ``unknown-measure``; the source of each problem is the
            kind of the document in which it is found, such as ``measures``.
    """
    problems = [*_foreign(documents), *_other_round(documents), *_unknown(documents)]
    if problems:
        raise InvalidDocument(problems)


def _foreign(documents: CourseDocuments) -> Iterator[Problem]:
    """Hold every municipality against the first that is named, by the report if there is one."""
    named = [(kind, one) for kind, one in _towns(documents) if one is not None]
    participation = documents.participation
    if not named:
        return
    _, town = named[0]
    for kind, other in named[1:]:
        if not is_same_town(town, other):
            problem = Problem.at("foreign-municipality", ("municipality",), name=town.name)
            yield attrs.evolve(problem, source=kind)
    if participation is not None and not _taking_part(participation, town):
        problem = Problem.at("foreign-municipality", ("participants",), name=town.name)
        yield attrs.evolve(problem, source="participation")


def _towns(documents: CourseDocuments) -> Iterator[tuple[str, Municipality | None]]:
    for kind, found in (
        ("report", documents.report),
        ("organisation", documents.organisation),
        ("monitoring", documents.monitoring),
    ):
        yield kind, None if found is None else found.municipality


def _taking_part(participation: Participation, town: Municipality) -> tuple[int, ...]:
    """Give the places of the participants that are this municipality."""
    return tuple(
        place
        for place, one in enumerate(participation.participants)
        if is_same_town(one.municipality, town)
    )


def _other_round(documents: CourseDocuments) -> Iterator[Problem]:
    """Hold the assessment that a participant names against that of the report."""
    report, participation = documents.report, documents.participation
    if report is None or participation is None:
        return
    for place in _taking_part(participation, report.municipality):
        if participation.participants[place].assessment not in (None, report.assessment):
            path = ("participants", place, "assessment")
            problem = Problem.at("other-assessment", path, id=report.assessment)
            yield attrs.evolve(problem, source="participation")


@attrs.frozen(kw_only=True)
class _Link:
    """An id that a document names, and what it must be."""

    kind: str
    path: Path
    id: str
    thing: str


def _unknown(documents: CourseDocuments) -> Iterator[Problem]:
    known = _known(documents)
    for link in _links(documents):
        there = known.get(link.thing)
        if there is not None and link.id not in there:
            problem = Problem.at(f"unknown-{link.thing}", link.path, id=link.id)
            yield attrs.evolve(problem, source=link.kind)


def _known(documents: CourseDocuments) -> Mapping[str, Collection[str]]:
    """Give the ids there are, by what they are; nothing for what no document tells."""
    found: dict[str, Collection[str]] = {}
    if documents.report is not None:
        found["node"] = documents.report.by_node.keys()
    if documents.organisation is not None:
        found["body"] = {one.id for one in documents.organisation.bodies}
    if documents.workshop is not None:
        found["need"] = {one.id for one in documents.workshop.needs}
    if documents.catalogue is not None:
        found["measure"] = {one.id for one in documents.catalogue.measures}
    if documents.monitoring is not None:
        found["indicator"] = {one.id for one in documents.monitoring.indicators}
    return found


def _links(documents: CourseDocuments) -> Iterator[_Link]:
    if documents.workshop is not None:
        needs, steps = documents.workshop.needs, documents.workshop.next_steps
        yield from _named("workshop", "needs", needs, indicators="indicator")
        for index, one in enumerate(steps):
            if one.body is not None:
                path = ("next_steps", index, "body")
                yield _Link(kind="workshop", path=path, id=one.body, thing="body")
    if documents.catalogue is not None:
        found = documents.catalogue
        for index, node in enumerate(found.priorities):
            yield _Link(kind="measures", path=("priorities", index), id=node, thing="node")
        things = {"needs": "need", "nodes": "node", "indicators": "indicator"}
        yield from _named("measures", "measures", found.measures, **things)
    if documents.plan is not None:
        goals = documents.plan.goals
        yield from _named("goals", "goals", goals, needs="need", measures="measure")
    if documents.monitoring is not None:
        indicators = documents.monitoring.indicators
        yield from _named("monitoring", "indicators", indicators, nodes="node")


def _named(kind: str, name: str, entries: Iterable[object], **things: str) -> Iterator[_Link]:
    """Give the links of each entry of a list: the attributes that hold ids, and what these must be."""
    for place, one in enumerate(entries):
        for attribute, thing in things.items():
            for index, found in enumerate(getattr(one, attribute)):
                path = (name, place, attribute, index)
                yield _Link(kind=kind, path=path, id=found, thing=thing)
