# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Ids that must not be mixed up (Kennungen), document by document; M2."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from weltoffen.model.assessment import Assessment
from weltoffen.model.forms import Checklist, NumberEntry
from weltoffen.model.goals import GoalPlan
from weltoffen.model.measures import MeasureCatalogue
from weltoffen.model.monitoring import Monitoring
from weltoffen.model.organisation import Organisation
from weltoffen.model.paper import CouncilPaper
from weltoffen.model.participation import Participation
from weltoffen.model.questionnaire import Question, Questionnaire
from weltoffen.model.scale import Scale
from weltoffen.model.target import TargetModel
from weltoffen.model.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@singledispatch
def id_lists(_: object) -> Iterator[Iterable[str]]:
    """Give the ids of a document, those together that must not be mixed up (M2)."""
    yield from ()


@id_lists.register(TargetModel)
def _target_model(document: TargetModel) -> Iterator[Iterable[str]]:
    yield (level.id for level in document.levels)
    yield (stage.id for stage in document.stages)
    yield (node.id for node in document.nodes)
    yield (office.id for office in document.offices)
    yield (module.id for module in document.modules)


@id_lists.register(Questionnaire)
def _questionnaire(document: Questionnaire) -> Iterator[Iterable[str]]:
    yield from _question_ids(document.scales, document.questions)
    yield (gate.id for gate in document.gates)


@id_lists.register(Assessment)
def _assessment(document: Assessment) -> Iterator[Iterable[str]]:
    yield document.perspective_ids
    if document.supplement is not None:
        yield (node.id for node in document.supplement.nodes)
        yield from _question_ids(document.supplement.scales, document.supplement.questions)


@id_lists.register(CouncilPaper)
def _council_paper(document: CouncilPaper) -> Iterator[Iterable[str]]:
    yield (one.id for one in document.consultations)
    yield (one.id for one in document.attachments)


@id_lists.register(Participation)
def _participation(document: Participation) -> Iterator[Iterable[str]]:
    yield (one.id for one in document.participants)
    for one in document.participants:
        yield (contact.id for contact in one.contacts)
        yield (prerequisite.id for prerequisite in one.prerequisites)
        yield (phase.id for phase in one.phases)


@id_lists.register(Organisation)
def _organisation(document: Organisation) -> Iterator[Iterable[str]]:
    yield (one.id for one in document.bodies)


@id_lists.register(Workshop)
def _workshop(document: Workshop) -> Iterator[Iterable[str]]:
    yield (one.id for one in document.statements)
    yield (one.id for one in document.needs)
    yield (one.id for one in document.next_steps)


@id_lists.register(MeasureCatalogue)
def _measures(document: MeasureCatalogue) -> Iterator[Iterable[str]]:
    yield (one.id for one in document.measures)


@id_lists.register(GoalPlan)
def _goals(document: GoalPlan) -> Iterator[Iterable[str]]:
    yield (one.id for one in document.goals)


@id_lists.register(Monitoring)
def _monitoring(document: Monitoring) -> Iterator[Iterable[str]]:
    yield (one.id for one in document.indicators)
    for one in document.indicators:
        yield (part.id for part in one.breakdown)


def _question_ids(
    scales: Iterable[Scale], questions: Sequence[Question]
) -> Iterator[Iterable[str]]:
    yield (question.id for question in questions)
    for listed in (*scales, *(question.form for question in questions)):
        if isinstance(listed, (Scale, Checklist)):
            yield (option.id for option in listed.options)
        elif isinstance(listed, NumberEntry):
            yield (band.id for band in listed.bands)
