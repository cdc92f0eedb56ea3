# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A small town with yearly goals: what the tests on goals, their reviews and their chapter share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs
from tests.builders import single, town

from weltoffen.course.goalreviews import review_goals
from weltoffen.model.goals import GoalEvent, GoalPlan, IndicatorAim, StageAim, YearlyGoal
from weltoffen.model.monitoring import Category, Indicator, Monitoring, Observation
from weltoffen.model.organisation import Body, Organisation
from weltoffen.model.paper import PaperReference

if TYPE_CHECKING:
    from fractions import Fraction

    from weltoffen.course.goalreviews import GoalReview
    from weltoffen.report.structure import Report

PAPER = PaperReference(number="13/101/2026", title={"de": "Jahresziele", "en": "Yearly goals"})
ORGANISATION = Organisation(
    id="structure",
    source_language="de",
    bodies=[
        Body(
            id="circle",
            kind="steering-group",
            title={"de": "Lenkungskreis", "en": "Steering group"},
        ),
        Body(id="council", kind="council", title={"de": "Stadtrat", "en": "City council"}),
        Body(id="office", kind="office", title={"de": "Bildungsamt", "en": "Education office"}),
        Body(
            id="coordination",
            kind="coordination-office",
            title={"de": "Koordinationsstelle", "en": "Coordination office"},
        ),
        Body(
            id="old",
            kind="steering-group",
            title={"de": "Alter Kreis", "en": "Old circle"},
            start=dt.date(2020, 1, 1),
            end=dt.date(2024, 12, 31),
        ),
    ],
)
RESOLVED = dt.date(2026, 12, 31)
"""Day on which goals of 2027 are resolved, so that their time is the 365 days of 2027."""


def day_of(number: int, year: int = 2027) -> dt.date:
    """Give the day on which so many days of a year have passed: 1 for 1 January."""
    return dt.date(year - 1, 12, 31) + dt.timedelta(days=number)


def event(kind: Any, day: dt.date, body: str = "circle", **more: Any) -> GoalEvent:  # noqa: ANN401 - any field
    """Give a step."""
    return GoalEvent(kind=kind, date=day, body=body, **more)


def until(kind: str | None, day: dt.date = RESOLVED) -> list[GoalEvent]:
    """Give the steps of a goal up to one, all of one day; None for a draft."""
    way = [
        event("recommended", day),
        event("resolved", day, "council", paper=PAPER),
        event("reviewed", day, "coordination"),
    ]
    names: list[str | None] = [None, *(one.kind for one in way)]
    return way[: names.index(kind)]


def goal(aim: StageAim | IndicatorAim, id_: str = "goal", **more: Any) -> YearlyGoal:  # noqa: ANN401 - any field
    """Give a goal of 2027 that was resolved on the last day of 2026."""
    kind = "stage" if isinstance(aim, StageAim) else "indicator"
    fields = {"title": {"de": "Ziel", "en": "Goal"}, "year": 2027, "events": until("resolved")}
    return YearlyGoal(**{"id": id_, kind: aim, **fields, **more})


def plan(*goals: YearlyGoal, organisation: str = "structure") -> GoalPlan:
    """Give a plan."""
    return GoalPlan(id="plan", source_language="de", organisation=organisation, goals=goals)


def seen(day: dt.date, value: Any, **more: Any) -> Observation:  # noqa: ANN401 - exact input, any field
    """Give an observation of the indicator ``places``."""
    return Observation(**{"indicator": "places", "date": day, "value": value, **more})


def monitoring(*observations: Observation, direction: Any = "rise") -> Monitoring:  # noqa: ANN401 - a direction
    """Give a monitoring of two indicators."""
    fields: dict[str, Any] = {
        "definition": {"de": "Wie gezählt wird", "en": "How it is counted"},
        "source": {"de": "Volkshochschule", "en": "Adult education centre"},
        "direction": direction,
        "breakdown": [Category(id="district", title={"de": "Stadtteil", "en": "District"})],
    }
    return Monitoring(
        id="monitoring",
        source_language="de",
        indicators=[
            Indicator(
                id="places",
                title={"de": "Kursplätze", "en": "Course places"},
                unit={"de": "Plätze", "en": "places"},
                **fields,
            ),
            Indicator(
                id="waiting",
                title={"de": "Wartezeit", "en": "Waiting time"},
                unit={"de": "Tage", "en": "days"},
                **fields,
            ),
        ],
        observations=observations,
    )


def report(
    option: str,
    day: dt.date | None,
    *,
    start: dt.date | None = None,
    **more: Any,  # noqa: ANN401 - as town
) -> Report:
    """Give the report of one official answer to one question of the node ``a``: ``0`` to ``4``, or ``u``.

    The answers are worth 0, 1/4, 1/2, 3/4 and 1; the stages ``one`` to ``four`` begin at 0, 1/4, 1/2, 3/4.
    """
    here = town(single("q", "a"), **more)
    answer = "unknown" if option == "u" else f"s{option}"
    found = here.report(here.official(q=answer))
    return attrs.evolve(found, round=attrs.evolve(found.round, start=start, end=day))


def judge(
    aim: StageAim | IndicatorAim,
    on: dt.date,
    *,
    by: Report | Monitoring | None = None,
    **more: Any,  # noqa: ANN401 - as goal
) -> GoalReview:
    """Review one goal."""
    (found,) = review_goals(
        plan(goal(aim, **more)),
        ORGANISATION,
        on=on,
        report=None if isinstance(by, Monitoring) else by,
        monitoring=by if isinstance(by, Monitoring) else None,
    )
    return found


def codes(found: GoalReview) -> list[str]:
    """Give the codes of the reasons."""
    return [one.code for one in found.reasons]


def places(value: Any, baseline: Any = None) -> IndicatorAim:  # noqa: ANN401 - exact input
    """Give the aim of so many places."""
    return IndicatorAim(indicator="places", value=value, baseline=baseline)


def stage(name: str, baseline: Fraction | str | None = None) -> StageAim:
    """Give the aim of a stage of the node ``a``."""
    return StageAim(node="a", stage=name, baseline=baseline)


def facts(found: GoalReview, *names: str) -> tuple[object, ...]:
    """Give attributes of a review."""
    return tuple(getattr(found, name) for name in names)
