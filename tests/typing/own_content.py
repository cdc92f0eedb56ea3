# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A user's own instrument, written with public names alone: both checkers must agree (not run by pytest)."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never, assert_type

import weltoffen as wo
from weltoffen.model import (
    AnswerForm,
    Body,
    Capacity,
    Checklist,
    Contact,
    FreeText,
    Gate,
    GoalEvent,
    Indicator,
    Level,
    Measure,
    Node,
    NumberEntry,
    Observation,
    Option,
    Participant,
    Period,
    Phase,
    Question,
    Scale,
    SingleChoice,
    Stage,
    YearlyGoal,
)

if TYPE_CHECKING:
    from weltoffen.errors import Severity

STAGES = [
    Stage(id="begun", title={"en": "Begun"}, lower=0),
    Stage(id="established", title={"en": "Established"}, lower=Fraction(1, 2)),
]
MODEL = wo.TargetModel(
    id="clubs",
    version="1",
    title={"en": "Sports clubs"},
    source_language="en",
    levels=[Level(id="field", title={"en": "Field"})],
    stages=STAGES,
    nodes=[Node(id="welcome", title={"en": "Welcome"})],
)
SCALE = Scale(
    id="extent",
    options=[
        Option(id="no", title={"en": "No"}, points=0),
        Option(id="yes", title={"en": "Yes"}, points=1),
    ],
)
QUESTION = Question(
    id="contact",
    node="welcome",
    title={"en": "Is there a contact for new members?"},
    form=SingleChoice(scale="extent"),
)
assert_type(QUESTION.form, AnswerForm)
assert_type(QUESTION.weight, Fraction)
assert_type(MODEL.nodes, tuple[Node, ...])
assert_type(MODEL.stages[0].lower, Fraction)
assert_type(MODEL.path("welcome"), tuple[Node, ...])
assert_type(SCALE.options, tuple[Option, ...])


def forms_of(questionnaire: wo.Questionnaire) -> Mapping[str, str]:
    """Say of each question how it is answered."""
    return {one.id: form_of(one.form) for one in questionnaire.questions}


def form_of(form: AnswerForm) -> str:
    """Name every form there is."""
    match form:
        case SingleChoice():
            return form.scale
        case Checklist():
            return ", ".join(one.id for one in form.options)
        case NumberEntry():
            return f"{form.minimum} to {form.maximum}"
        case FreeText():
            return "text"
        case _:
            assert_never(form)


def gates_of(questionnaire: wo.Questionnaire) -> Iterable[Gate]:
    """Give the gates."""
    return questionnaire.gates


def answer(questionnaire: wo.Questionnaire, capacity: Capacity) -> wo.Response:
    """Build a response."""
    return wo.build_response(
        questionnaire,
        answers={"contact": "yes"},
        assessment="club",
        perspective="members",
        capacity=capacity,
    )


def phases_of(participation: wo.Participation) -> list[Phase]:
    """Give all phases of all participants."""
    participants: tuple[Participant, ...] = participation.participants
    return [phase for one in participants for phase in one.phases]


def periods_of(contact: Contact, phase: Phase) -> tuple[Period | None, Period | None]:
    """Look at periods."""
    return contact.period, phase.planned


def open_measures(catalogue: wo.MeasureCatalogue, bodies: Iterable[Body]) -> list[Measure]:
    """Give the measures that a body has to do with."""
    known = {one.id for one in bodies}
    return [one for one in catalogue.measures if {event.body for event in one.events} & known]


def last_event(goal: YearlyGoal) -> GoalEvent | None:
    """Give the last event of a goal."""
    return goal.events[-1] if goal.events else None


def of_indicator(monitoring: wo.Monitoring, indicator: Indicator) -> list[Observation]:
    """Give the observations of an indicator."""
    return [one for one in monitoring.observations if one.indicator == indicator.id]


def loudness(problem: wo.Problem) -> int:
    """Treat every severity."""
    severity: Severity = problem.severity
    match severity:
        case "error":
            return 2
        case "warning":
            return 1
