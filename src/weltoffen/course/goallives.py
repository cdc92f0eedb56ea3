# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The life of yearly goals (Werdegang der Jahresziele): states from events, steps by the right body; Y2."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import attrs

from weltoffen.course.steps import check_steps, placed_at, state_on
from weltoffen.errors import InvalidDocument, Problem, Problems
from weltoffen.model.goals import GOAL_STEPS, GoalEvent, GoalPlan, GoalStep, YearlyGoal
from weltoffen.model.organisation import Organisation
from weltoffen.model.paper import PaperReference
from weltoffen.model.text import Text

GoalState = Literal["draft", "recommended", "resolved", "reviewed", "dropped"]


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
        One for each goal, in the order of the plan; what has no event by that day is a draft.

    Raises:
        InvalidDocument: ``other-organisation``, ``unknown-body``, ``body-not-there`` or ``not-entitled``,
            with every place.
    """
    _check_rights(plan, organisation)
    return tuple(_life(goal, on) for goal in plan.goals)


def take_goal_step(  # noqa: PLR0913 - what an event tells, by keyword
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
        body: Id of the body that does it; to drop a goal it must be one that may recommend, and once the goal
            is resolved one that may resolve.
        date: On which day; not before the goal's last event.
        paper: The council's paper; needed to resolve, and to drop what was resolved.
        note: What is to be said of it.

    Returns:
        The plan with one more event.

    Raises:
        InvalidDocument: ``unknown-goal``, ``step-not-possible``, ``paper-missing``, ``event-order``, and what
            `goal_lives` raises.
    """
    if goal not in plan.goals_by_id:
        raise InvalidDocument([Problem.at("unknown-goal", ("goals",), id=goal)])
    event = GoalEvent(kind=kind, date=date, body=body, paper=paper, note=note)
    goals = list(plan.goals)
    place = list(plan.goals_by_id).index(goal)
    with placed_at("goals", place):
        goals[place] = attrs.evolve(goals[place], events=(*goals[place].events, event))
    stepped = attrs.evolve(plan, goals=goals)
    _check_rights(stepped, organisation)
    return stepped


def _check_rights(plan: GoalPlan, organisation: Organisation) -> None:
    problems = Problems()
    if plan.organisation != organisation.id:
        problems.add("other-organisation", ("organisation",), id=organisation.id)
        problems.raise_if_any()
    for index, goal in enumerate(plan.goals):
        check_steps(problems, GOAL_STEPS, goal, organisation, ("goals", index))
    problems.raise_if_any()


def _life(goal: YearlyGoal, on: dt.date | None) -> GoalLife:
    state, since = state_on(GOAL_STEPS, goal, on)
    resolved = [one.date for one in goal.events if one.kind == "resolved"]
    start = next((day for day in resolved if on is None or day <= on), None)
    return GoalLife(goal=goal, state=state or "draft", since=since, start=start)
