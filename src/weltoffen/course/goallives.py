# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The life of yearly goals (Werdegang der Jahresziele): states from events, steps by the right body; Y2."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from weltoffen.arguments import check_day, check_type
from weltoffen.course.steps import (
    check_happening,
    check_lives,
    state_on,
    with_event,
)
from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.goals import (
    GOAL_STEPS,
    GoalEvent,
    GoalPlan,
    GoalState,
    GoalStep,
    YearlyGoal,
)
from weltoffen.model.organisation import Organisation
from weltoffen.model.paper import PaperReference
from weltoffen.model.text import Text


@attrs.frozen(kw_only=True)
class GoalLife:
    """Where a goal stands on a day (Stand eines Jahresziels, Y2).

    Attributes:
        goal: The goal.
        state: Its state on that day.
        since: Day of the event that led to this state; None for a draft. A goal that was reviewed several
            times has the day of the last review.
        start: Day of the resolution; None as long as it is not resolved.
    """

    goal: YearlyGoal
    state: GoalState
    since: dt.date | None
    start: dt.date | None


def goal_lives(
    plan: GoalPlan, organisation: Organisation, *, on: dt.date | None = None
) -> tuple[GoalLife, ...]:
    """Derive where each goal stands from its events alone, once all steps are rightful (Y2, O2, O3).

    All events of the plan are checked, also those after the day.

    Args:
        plan: The yearly goals.
        organisation: The organisation that the plan names.
        on: The day; events after it do not count. None takes all events.

    Returns:
        One for each goal that was there by that day, in the order of the plan. A goal without any event is a
        draft and was always there; one whose first step lies after the day is left out.

    Raises:
        InvalidDocument: ``other-organisation``, ``unknown-body``, ``body-not-there``, ``not-entitled``, or
            ``paper-missing`` where a body dropped what was recommended to it, with every place.
        TypeError: For an argument of a wrong type.
    """
    check_type("goal_lives", "plan", plan, GoalPlan)
    check_type("goal_lives", "organisation", organisation, Organisation)
    if on is not None:
        check_day("goal_lives", "on", on)
    check_lives(plan, organisation)
    return tuple(_lives(plan, on))


def take_goal_step(
    plan: GoalPlan,
    organisation: Organisation,
    goal: str,
    kind: GoalStep,
    *,
    body: str,
    date: dt.date,
    paper: PaperReference | None = None,
    note: Text | None = None,
) -> GoalPlan:
    """Take a step in the life of a goal (Schritt, Y2): gives a new plan, changes nothing.

    Args:
        plan: The yearly goals.
        organisation: The organisation that the plan names.
        goal: Id of the goal.
        kind: What happens.
        body: Id of the body that does it. A goal is dropped by one that may recommend as long as it is not
            resolved, and by one that may resolve once it is recommended.
        date: On which day; not before the goal's last event.
        paper: The council's paper, dated not after that day; needed to resolve, and to drop a goal by the
            right to resolve.
        note: What is to be said of it.

    Returns:
        The plan with one more event.

    Raises:
        InvalidDocument: ``unknown-goal``, ``step-not-possible``, ``paper-missing``, ``paper-later``,
            ``event-order``, and what `goal_lives` raises.
        TypeError: For an argument of a wrong type.
    """
    check_type("take_goal_step", "plan", plan, GoalPlan)
    check_type("take_goal_step", "organisation", organisation, Organisation)
    check_type("take_goal_step", "goal", goal, str)
    check_happening("take_goal_step", date, paper, note)
    ids = [one.id for one in plan.goals]
    if goal not in ids:
        raise InvalidDocument([Problem.at("unknown-goal", ("goals",), id=goal)])
    event = GoalEvent(kind=kind, date=date, body=body, paper=paper, note=note)
    goals = with_event(plan.goals, "goals", ids.index(goal), event)
    stepped = attrs.evolve(plan, goals=goals)
    check_lives(stepped, organisation)
    return stepped


def _lives(plan: GoalPlan, on: dt.date | None) -> Iterator[GoalLife]:
    for goal in plan.goals:
        state, since = state_on(GOAL_STEPS, goal, on)
        if state is None and goal.events:
            continue
        resolved = [one.date for one in goal.events if one.kind == "resolved"]
        start = next((day for day in resolved if on is None or day <= on), None)
        yield GoalLife(goal=goal, state=state or "draft", since=since, start=start)
