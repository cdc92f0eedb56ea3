# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies for yearly goals, alone and with the organisation whose bodies they name; Y1, Y2, O2."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING, get_args

import attrs
from hypothesis import strategies as st

from weltoffen.model.goals import (
    GOAL_STEPS,
    GoalEvent,
    GoalPlan,
    GoalStep,
    IndicatorAim,
    StageAim,
    YearlyGoal,
)
from weltoffen.model.organisation import Body, BodyKind, Entitlement, Organisation
from weltoffen.model.paper import PaperReference
from weltoffen.testing.basics import LANGUAGES, draw_stock, ids, maybe_extensions, pick, upto

if TYPE_CHECKING:
    from weltoffen.model.transitions import Transition
    from weltoffen.testing.basics import Stock

_KINDS: tuple[BodyKind, ...] = ("council", "steering-group", "coordination-office", "committee")
_OWN: tuple[Entitlement, ...] = (
    Entitlement(kind="coordination-office", acts=("propose",)),
    Entitlement(kind="committee", acts=("recommend", "resolve", "review")),
)
_STEPS: tuple[GoalStep, ...] = get_args(GoalStep)
_FIRST_DAY = dt.date(2020, 1, 1)
_FIRST_YEAR = 2019
_LAST_STEP = 400
_BASELINES = (None, Fraction(0), Fraction(1), Fraction("0.375"))
_VALUES = (Fraction(240), Fraction(0), Fraction("-0.5"), Fraction("12.25"))
_PLAIN = PaperReference(number="13/017/2026")
_WHOLE = PaperReference(
    number="<b>=1+1</b>",
    title={"de": "| *Jahresziele* |"},
    date=_FIRST_DAY,
    url="https://ris.example/getfile?id=5",
)
_EARLIER = 30
"""A paper is dated at most so many days before the step (Y2)."""


def goal_plans() -> st.SearchStrategy[GoalPlan]:
    """Give plans of yearly goals (Zielpläne, Y1, Y2) with goals in every state, some without any goal."""
    return organised_goal_plans().map(lambda pair: pair[1])


@st.composite
def organised_goal_plans(draw: st.DrawFn) -> tuple[Organisation, GoalPlan]:
    """Give an organisation, and a plan of goals whose steps its bodies were entitled to (Y2, O2)."""
    stock = draw_stock(draw)
    organisation = Organisation(
        id=draw(ids()),
        source_language=pick(draw, LANGUAGES),
        bodies=[
            Body(id=stock.id(index), kind=kind, title=stock.text(index))
            for index, kind in enumerate(_KINDS)
        ],
        entitlements=pick(draw, ((), _OWN)),
    )
    plan = GoalPlan(
        id=draw(ids()),
        source_language=pick(draw, LANGUAGES),
        organisation=organisation.id,
        goals=[_goal(draw, stock, index, organisation) for index in range(draw(upto(3)))],
        extensions=draw(maybe_extensions()),
    )
    return organisation, plan


def _goal(draw: st.DrawFn, stock: Stock, index: int, organisation: Organisation) -> YearlyGoal:
    by_stage = pick(draw, (True, False))
    return YearlyGoal(
        id=stock.id(index),
        title=stock.text(index),
        year=_FIRST_YEAR + draw(upto(5)),
        needs=[stock.id(place) for place in range(draw(upto(2)))],
        measures=[stock.id(place) for place in range(draw(upto(2)))],
        responsible=pick(draw, (None, *organisation.bodies_by_id)),
        stage=_stage(draw, stock) if by_stage else None,
        indicator=None if by_stage else _indicator(draw, stock),
        events=_events(draw, stock, organisation),
    )


def _stage(draw: st.DrawFn, stock: Stock) -> StageAim:
    return StageAim(node=stock.id(0), stage=stock.id(1), baseline=pick(draw, _BASELINES))


def _indicator(draw: st.DrawFn, stock: Stock) -> IndicatorAim:
    return IndicatorAim(
        indicator=stock.id(0), value=pick(draw, _VALUES), baseline=pick(draw, (None, *_VALUES))
    )


def _events(draw: st.DrawFn, stock: Stock, organisation: Organisation) -> list[GoalEvent]:
    events: list[GoalEvent] = []
    day = _FIRST_DAY
    state: GoalStep | None = None
    last = draw(upto(4)) - 1
    for index in range(last + 1):
        possible: list[tuple[GoalStep, Transition[GoalStep]]] = [
            (kind, one)
            for kind in _STEPS
            for one in GOAL_STEPS
            if one.kind == kind and state in one.sources and (kind != "dropped" or index == last)
        ]
        kind, step = pick(draw, possible)
        day += dt.timedelta(days=draw(upto(_LAST_STEP)))
        bodies = [
            body
            for body in organisation.bodies_by_id
            if step.act in organisation.acts_of(body, day)
        ]
        events.append(
            GoalEvent(
                kind=kind,
                date=day,
                body=pick(draw, bodies),
                paper=_paper(draw, day, needed=step.paper),
                note=pick(draw, (None, stock.text(index))),
            )
        )
        state = step.state
    return events


def _paper(draw: st.DrawFn, day: dt.date, *, needed: bool) -> PaperReference | None:
    found = pick(draw, (_PLAIN, _WHOLE) if needed else (None, _PLAIN, _WHOLE))
    if found is not _WHOLE:
        return found
    return attrs.evolve(_WHOLE, date=day - dt.timedelta(days=draw(upto(_EARLIER))))
