# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""One small town with every document of a course: what the tests of links, assembly and pages share."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

import attrs
from tests.builders import T, node, single, town

from weltoffen.course.links import CourseDocuments
from weltoffen.model.assessment import Municipality
from weltoffen.model.goals import GoalEvent, GoalPlan, IndicatorAim, StageAim, YearlyGoal
from weltoffen.model.measures import Measure, MeasureCatalogue, MeasureEvent
from weltoffen.model.monitoring import Indicator, Monitoring, Observation
from weltoffen.model.organisation import Body, Organisation
from weltoffen.model.paper import PaperReference
from weltoffen.model.participation import Participant, Participation
from weltoffen.model.suggestion import Module
from weltoffen.model.text import Text
from weltoffen.model.workshop import ActionNeed, NextStep, Workshop

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

MUSTERSTADT = Municipality(name="Musterstadt")
HERE = town(
    single("q1", "a"),
    single("q2", "b"),
    nodes=[node("field"), node("a", "field"), node("b", "field")],
    modules=[Module(id="talks", title=Text({"de": "Gespräche", "en": "Talks"}))],
)
"""Criterion ``a`` stands at 1/4 and is open, ``b`` at 1 and is not."""


@cache
def report() -> Report:
    """Give the report of the town."""
    return HERE.report(HERE.official(q1="s1", q2="s4"))


def day(month: int, number: int = 1, year: int = 2026) -> dt.date:
    """Give a day."""
    return dt.date(year, month, number)


PAPER = PaperReference(number="1/2026")
ORGANISATION = Organisation(
    id="bodies",
    source_language="de",
    municipality=MUSTERSTADT,
    bodies=[
        Body(id="steering", kind="steering-group", title={"de": "Lenkungskreis", "en": "Steering"}),
        Body(id="council", kind="council", title={"de": "Rat", "en": "Council"}),
        Body(id="library", kind="responsible", title={"de": "Bücherei", "en": "Library"}),
    ],
)
PARTICIPATION = Participation(
    id="taking-part",
    source_language="de",
    participants=[Participant(id="musterstadt", municipality=MUSTERSTADT)],
)
WORKSHOP = Workshop(
    id="workshop",
    source_language="de",
    assessment="town-2026",
    date=day(3),
    needs=[
        ActionNeed(
            id="more-talks", title=T, nodes=["a"], basis=["target-gap"], indicators=["members"]
        )
    ],
    next_steps=[
        NextStep(id="begin", text=T, needs=["more-talks"], body="library", due=day(6)),
        NextStep(id="ask", text=T, responsible={"de": "Amt 13", "en": "Office 13"}, due=day(7)),
    ],
)
CATALOGUE = MeasureCatalogue(
    id="catalogue",
    source_language="de",
    organisation="bodies",
    priorities=["field"],
    measures=[
        Measure(
            id="reading",
            title={"de": "Vorlesen", "en": "Reading aloud"},
            needs=["more-talks"],
            nodes=["a"],
            responsible="library",
            costs=1000,
            indicators=["members"],
            events=[MeasureEvent(kind="proposed", date=day(4), body="library")],
        )
    ],
)
PLAN = GoalPlan(
    id="plan",
    source_language="de",
    organisation="bodies",
    goals=[
        YearlyGoal(
            id="stage-goal",
            title=T,
            year=2026,
            needs=["more-talks"],
            measures=["reading"],
            responsible="library",
            stage=StageAim(node="a", stage="three"),
            events=[
                GoalEvent(kind="recommended", date=day(4), body="steering"),
                GoalEvent(kind="resolved", date=day(5), body="council", paper=PAPER),
            ],
        ),
        YearlyGoal(
            id="members-goal",
            title=T,
            year=2026,
            indicator=IndicatorAim(indicator="members", value=50),
        ),
    ],
)
MONITORING = Monitoring(
    id="monitoring",
    source_language="de",
    municipality=MUSTERSTADT,
    indicators=[
        Indicator(
            id="members",
            title={"de": "Mitglieder", "en": "Members"},
            definition=T,
            unit={"de": "Personen", "en": "people"},
            direction="rise",
            source=T,
            nodes=["a"],
        )
    ],
    observations=[Observation(indicator="members", date=day(2), value=40)],
)


def everything() -> CourseDocuments:
    """Give all documents of the town; they fit together."""
    return CourseDocuments(
        report=report(),
        participation=PARTICIPATION,
        organisation=ORGANISATION,
        workshop=WORKSHOP,
        catalogue=CATALOGUE,
        plan=PLAN,
        monitoring=MONITORING,
    )


def without(*names: str) -> CourseDocuments:
    """Give all documents but those named."""
    return attrs.evolve(everything(), **dict.fromkeys(names))
