# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What lives of measures and goals share (Schritte): who may take a step, the state on a day; L2-L4, Y2."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import attrs

from weltoffen.errors import InvalidDocument, PathStep, Problems, pointer_to
from weltoffen.model.goals import YearlyGoal
from weltoffen.model.measures import Measure
from weltoffen.model.organisation import Organisation, check_actor
from weltoffen.model.steps import LifeEvent, Transition, walk

S = TypeVar("S", bound=str)

Living = Measure | YearlyGoal
"""What has a life: events, and a responsible body or None."""


@attrs.frozen(kw_only=True)
class PossibleStep:
    """A step that may come next (möglicher Schritt, L3).

    Attributes:
        kind: Kind of step.
        bodies: Ids of the bodies that may take it on that day, in declared order; empty if there is none.
        paper: Whether it needs the council's paper.
    """

    kind: str
    bodies: tuple[str, ...]
    paper: bool


def check_steps(
    problems: Problems,
    table: Sequence[Transition[S]],
    thing: Living,
    organisation: Organisation,
    path: tuple[PathStep, ...],
) -> None:
    """Check that each step was taken by a body that was entitled to it on that day (L3, O2, O3).

    Adds what `check_actor` adds, and ``not-responsible``.

    Args:
        problems: Takes what is wrong.
        table: The transitions.
        thing: The thing; its constructor has accepted its events (`weltoffen.model.steps.check_events`).
        organisation: The organisation whose bodies it names.
        path: Where the thing stands in its document.
    """
    if thing.responsible not in (None, *organisation.bodies_by_id):
        problems.add("unknown-body", (*path, "responsible"), id=thing.responsible)
    events: Sequence[LifeEvent] = thing.events
    for index, (event, found, _) in enumerate(walk(table, events)):
        at = (*path, "events", index, "body")
        check_actor(problems, organisation, event.body, found.act, event.date, at)
        if found.responsible and event.body != thing.responsible:
            problems.add("not-responsible", at, kind=event.kind)


def state_on(
    table: Sequence[Transition[S]], thing: Living, on: dt.date | None
) -> tuple[S | None, dt.date | None]:
    """Derive the state on a day from the events up to that day, and since when it holds (L2, L4).

    Args:
        table: The transitions.
        thing: The thing; its constructor has accepted its events.
        on: The day; None takes all events.

    Returns:
        State and day of the event that led to it; None and None if nothing has happened by then.
    """
    state: S | None = None
    since: dt.date | None = None
    events: Sequence[LifeEvent] = thing.events
    for event, found, after in walk(table, events):
        if on is not None and event.date > on:
            break
        if found.state is not None:
            state, since = after, event.date
    return state, since


def possible_steps(
    table: Sequence[Transition[S]],
    thing: Living,
    state: S | None,
    organisation: Organisation,
    day: dt.date,
) -> tuple[PossibleStep, ...]:
    """Say which steps may come next from a state, and which bodies may take each on a day (L3)."""
    return tuple(
        PossibleStep(
            kind=one.kind,
            bodies=tuple(
                body.id
                for body in organisation.bodies
                if one.act in organisation.acts_of(body.id, day)
                and (body.id == thing.responsible or not one.responsible)
            ),
            paper=one.paper,
        )
        for one in table
        if state in one.sources
    )


@contextmanager
def placed_at(*path: PathStep) -> Iterator[None]:
    """Let the problems of a part appear where it stands in its document."""
    try:
        yield
    except InvalidDocument as error:
        here = pointer_to(path)
        found = [attrs.evolve(one, pointer=here + one.pointer) for one in error.problems]
        raise InvalidDocument(found, error.more) from None
