# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Yearly goals (Jahresziele): what a town wants to reach in a year; Y1, Y2."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import attrs

from weltoffen.errors import Problems
from weltoffen.model.checks import (
    check_head,
    check_instance,
    check_links,
    check_number,
    check_size,
)
from weltoffen.model.exact import exact, optional_exact
from weltoffen.model.extensions import Extensions
from weltoffen.model.ids import check_id, check_unique
from weltoffen.model.paper import PaperReference
from weltoffen.model.text import Text, optional_text, text
from weltoffen.model.transitions import Transition, check_events

GoalStep = Literal["recommended", "resolved", "reviewed", "dropped"]
"""Steps in the life of a goal (Schritt, Y2)."""
GoalState = Literal["draft", "recommended", "resolved", "reviewed", "dropped"]
"""States of a goal (Stand, Y2)."""
_SET: tuple[GoalStep, ...] = ("resolved", "reviewed")

GOAL_STEPS: tuple[Transition[GoalStep], ...] = (
    Transition(kind="recommended", sources=(None,), state="recommended", act="recommend"),
    Transition(
        kind="resolved", sources=("recommended",), state="resolved", act="resolve", paper=True
    ),
    Transition(kind="reviewed", sources=_SET, state="reviewed", act="review"),
    Transition(kind="dropped", sources=(None, "recommended"), state="dropped", act="recommend"),
    Transition(
        kind="dropped",
        sources=("recommended", *_SET),
        state="dropped",
        act="resolve",
        paper=True,
    ),
)
"""The life of a goal (Y2): a state is called as the last step; None is a draft, to which nothing happened.

What was recommended may be dropped in two ways: withdrawn by a body that may recommend, or declined by one
that may resolve, with its paper.
"""

FIRST_YEAR = 1990
LAST_YEAR = 2100
MAX_GOALS = 200
"""At most so many goals in a plan."""
MAX_LINKS = 100
"""At most so many needs, and so many measures, of a goal."""


@attrs.frozen(kw_only=True)
class StageAim:
    """A stage that a node is to reach (Zielstufe, Y1).

    Attributes:
        node: Id of the node.
        stage: Id of the stage.
        baseline: Score in [0, 1] when the goal was set; None if not known.
    """

    node: str
    stage: str
    baseline: Fraction | None = attrs.field(default=None, converter=optional_exact)


@attrs.frozen(kw_only=True)
class IndicatorAim:
    """A value that an indicator is to reach (Zielwert).

    Attributes:
        indicator: Id of the indicator.
        value: The value, in its unit.
        baseline: Value when the goal was set; None takes the last observation up to then.

    Both are finite decimals within plus or minus 2^53 - 1 (M5).
    """

    indicator: str
    value: Fraction = attrs.field(converter=exact)
    baseline: Fraction | None = attrs.field(default=None, converter=optional_exact)


@attrs.frozen(kw_only=True)
class GoalEvent:
    """A step in the life of a goal (Schritt, Y2).

    Attributes:
        kind: What happened.
        date: On which day.
        body: Id of the body that did it.
        paper: The council paper, or None; dated not after the step. A resolution has one, and so has what a
            body drops because it may resolve: a goal that was resolved, or recommended to it.
        note: What is to be said of it, or None.
    """

    kind: GoalStep
    date: dt.date
    body: str
    paper: PaperReference | None = None
    note: Text | None = attrs.field(default=None, converter=optional_text)


@attrs.frozen(kw_only=True)
class YearlyGoal:
    """A yearly goal (Jahresziel, Y1): either a stage or the value of an indicator.

    Attributes:
        id: Id, unique in the plan.
        title: Its name.
        year: Year at whose end it is to be reached, from 1990 to 2100.
        needs: Ids of the needs for action from which it comes (W2), each once; at most 100.
        measures: Ids of the measures that are to contribute (L1), each once; at most 100.
        responsible: Id of the body that is responsible, or None.
        stage: The stage to be reached, or None.
        indicator: The value to be reached, or None.
        events: What happened, in order of days; empty while it is a draft; at most 200.

    Raises:
        InvalidDocument: With every broken rule that can be seen without the organisation, among them
            ``stage-or-indicator`` (Y1), ``step-not-possible``, ``event-order``, ``paper-missing`` and
            ``paper-later`` (Y2).
    """

    id: str
    title: Text = attrs.field(converter=text)
    year: int
    needs: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())
    measures: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())
    responsible: str | None = None
    stage: StageAim | None = None
    indicator: IndicatorAim | None = None
    events: tuple[GoalEvent, ...] = attrs.field(converter=tuple[GoalEvent, ...], default=())

    def __attrs_post_init__(self) -> None:
        """Check ids, year, aim, and the order of the events."""
        problems = Problems()
        check_id(problems, self.id, ("id",))
        if type(self.year) is not int:
            problems.add("wrong-type", ("year",), expected="integer")
        elif not FIRST_YEAR <= self.year <= LAST_YEAR:
            problems.add("outside-range", ("year",), minimum=FIRST_YEAR, maximum=LAST_YEAR)
        check_links(problems, self.needs, MAX_LINKS, ("needs",))
        check_links(problems, self.measures, MAX_LINKS, ("measures",))
        if self.responsible is not None:
            check_id(problems, self.responsible, ("responsible",))
        self._check_aim(problems)
        self._check_events(problems)
        problems.raise_if_any()

    @property
    def aim(self) -> StageAim | IndicatorAim:
        """What is to be reached (Y1)."""
        found = self.stage or self.indicator
        assert found is not None  # noqa: S101 - one of the two is there, or there is no goal
        return found

    @property
    def end(self) -> dt.date:
        """The day by which it is to be reached: 31 December of its year."""
        return dt.date(self.year, 12, 31)

    def _check_aim(self, problems: Problems) -> None:
        if (self.stage is None) == (self.indicator is None):
            problems.add("stage-or-indicator")
        stage, indicator = self.stage, self.indicator
        if stage is not None and check_instance(problems, stage, StageAim, ("stage",)):
            check_id(problems, stage.node, ("stage", "node"))
            check_id(problems, stage.stage, ("stage", "stage"))
            if stage.baseline is not None and not 0 <= stage.baseline <= 1:
                problems.add("outside-range", ("stage", "baseline"), minimum=0, maximum=1)
        if indicator is not None and check_instance(
            problems, indicator, IndicatorAim, ("indicator",)
        ):
            check_id(problems, indicator.indicator, ("indicator", "indicator"))
            check_number(problems, indicator.value, ("indicator", "value"))
            check_number(problems, indicator.baseline, ("indicator", "baseline"))

    def _check_events(self, problems: Problems) -> None:
        known = [
            check_instance(problems, one, GoalEvent, ("events", index))
            for index, one in enumerate(self.events)
        ]
        if all(known):
            check_events(problems, GOAL_STEPS, self.events, ("events",), new="draft")


@attrs.frozen(kw_only=True)
class GoalPlan:
    """The yearly goals of a town (Zielplan).

    Attributes:
        id: Id.
        source_language: Language in which the texts were written first (M7).
        organisation: Id of the organisation whose bodies are named.
        goals: The goals, in declared order; at most 200.
        extensions: Data of other software.

    Raises:
        InvalidDocument: With every broken rule that can be seen without the organisation.
    """

    id: str
    source_language: str
    organisation: str
    goals: tuple[YearlyGoal, ...] = attrs.field(converter=tuple[YearlyGoal, ...], default=())
    extensions: Extensions | None = None

    def __attrs_post_init__(self) -> None:
        """Check ids, language, the number of goals, and types."""
        problems = Problems()
        check_head(problems, self.id, self.source_language, self.extensions)
        check_id(problems, self.organisation, ("organisation",))
        check_size(problems, self.goals, MAX_GOALS, ("goals",))
        for index, goal in enumerate(self.goals):
            check_instance(problems, goal, YearlyGoal, ("goals", index))
        problems.raise_if_any()
        check_unique(problems, (goal.id for goal in self.goals), ("goals",))
        problems.raise_if_any()

    @cached_property
    def goals_by_id(self) -> Mapping[str, YearlyGoal]:
        """Goals by id."""
        return MappingProxyType({goal.id: goal for goal in self.goals})
