# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What lives of measures and goals share (Schritte): who may take a step, the state on a day; L2-L4, Y2."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import attrs

from weltoffen.arguments import check_day, check_type
from weltoffen.errors import InvalidDocument, PathStep, Problems, pointer_to
from weltoffen.model.goals import GOAL_STEPS, GoalEvent, GoalPlan, YearlyGoal
from weltoffen.model.measures import MEASURE_STEPS, Measure, MeasureCatalogue, MeasureEvent
from weltoffen.model.organisation import Organisation, check_actor
from weltoffen.model.paper import PaperReference
from weltoffen.model.text import Text
from weltoffen.model.transitions import LifeEvent, Transition, walk

S = TypeVar("S", bound=str)
L = TypeVar("L", Measure, YearlyGoal)

Living = Measure | YearlyGoal
"""What has a life: events, and a responsible body or None."""


@attrs.frozen(kw_only=True)
class PossibleStep:
    """A step that may come next (möglicher Schritt, L3).

    Attributes:
        kind: Kind of step.
        bodies: Ids of the bodies that may take it on that day, in declared order; empty if there is none.
        paper: Whether they need the council's paper for it.
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

    Where there are several ways to take a step, one of them must fit; if none does, the first of those that
    come nearest says what is wrong. Adds what `check_actor` adds, ``not-responsible``, and ``paper-missing``
    where only the way that fits the body needs a paper.

    Args:
        problems: Takes what is wrong.
        table: The transitions.
        thing: The thing; its constructor has accepted its events
            (`weltoffen.model.transitions.check_events`).
        organisation: The organisation whose bodies it names.
        path: Where the thing stands in its document.
    """
    if thing.responsible not in (None, *organisation.bodies_by_id):
        problems.add("unknown-body", (*path, "responsible"), id=thing.responsible)
    events: Sequence[LifeEvent] = thing.events
    for index, (event, ways, _) in enumerate(walk(table, events)):
        at = (*path, "events", index)
        judged = [_judge(way, event, thing, organisation, at) for way in ways]
        rights, unpapered = min(judged, key=lambda one: (len(one[0].found), one[1]))
        if rights.found:
            problems.extend(InvalidDocument(rights.found))
        elif unpapered:
            problems.add("paper-missing", (*at, "paper"), kind=event.kind)


def check_lives(document: MeasureCatalogue | GoalPlan, organisation: Organisation) -> None:
    """Check that an organisation is the one a document names, and each step of each life in it (L3, Y2).

    Args:
        document: The measures or the goals.
        organisation: The organisation.

    Raises:
        InvalidDocument: ``other-organisation``, or what `check_steps` adds, with every place.
    """
    problems = Problems()
    if document.organisation != organisation.id:
        problems.add("other-organisation", ("organisation",), id=organisation.id)
        problems.raise_if_any()
    if isinstance(document, GoalPlan):
        for index, goal in enumerate(document.goals):
            check_steps(problems, GOAL_STEPS, goal, organisation, ("goals", index))
    else:
        for index, measure in enumerate(document.measures):
            check_steps(problems, MEASURE_STEPS, measure, organisation, ("measures", index))
    problems.raise_if_any()


def _judge(
    way: Transition[S],
    event: LifeEvent,
    thing: Living,
    organisation: Organisation,
    path: tuple[PathStep, ...],
) -> tuple[Problems, bool]:
    """Say which rights a body lacked to take a step this way, and whether the way needs a paper it lacks."""
    rights = Problems()
    at = (*path, "body")
    for act in way.acts:
        if not rights.found:
            check_actor(rights, organisation, event.body, act, event.date, at)
    if way.responsible and event.body != thing.responsible:
        rights.add("not-responsible", at, kind=event.kind)
    return rights, way.paper and event.paper is None


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
    for event, ways, after in walk(table, events):
        if on is not None and event.date > on:
            break
        if ways[0].state is not None:
            state, since = after, event.date
    return state, since


def possible_steps(
    table: Sequence[Transition[S]],
    thing: Living,
    state: S | None,
    organisation: Organisation,
    day: dt.date,
) -> tuple[PossibleStep, ...]:
    """Say which steps may come next from a state, and which bodies may take each on a day (L3).

    A step that some may take without a paper and others only with one is listed twice.
    """
    found: dict[tuple[str, bool], set[str]] = {}
    for way in table:
        if state in way.sources:
            able = found.setdefault((way.kind, way.paper), set())
            able.update(_able(way, thing, organisation, day))
    return tuple(
        PossibleStep(
            kind=kind, bodies=tuple(b.id for b in organisation.bodies if b.id in able), paper=paper
        )
        for (kind, paper), able in found.items()
    )


def _able(
    way: Transition[S], thing: Living, organisation: Organisation, day: dt.date
) -> Iterator[str]:
    for body in organisation.bodies:
        entitled = organisation.acts_of(body.id, day).issuperset(way.acts)
        if entitled and (body.id == thing.responsible or not way.responsible):
            yield body.id


def check_happening(function: str, date: object, paper: object, note: object) -> None:
    """Refuse what cannot be told of a step: a day, a paper or a note of a wrong type.

    Raises:
        TypeError: With the name of the argument.
    """
    check_day(function, "date", date)
    check_type(function, "paper", paper, PaperReference, type(None))
    check_type(function, "note", note, Text, Mapping, type(None))


def with_event(
    things: Sequence[L], list_name: str, place: int, event: MeasureEvent | GoalEvent
) -> tuple[L, ...]:
    """Give the measures or goals of a document, one of them with one more event at its end.

    Raises:
        InvalidDocument: If the event does not follow from those before it, at its place in the document.
    """
    thing: Any = things[place]
    with placed_at(list_name, place):
        stepped = attrs.evolve(thing, events=(*thing.events, event))
    return (*things[:place], stepped, *things[place + 1 :])


@contextmanager
def placed_at(*path: PathStep) -> Iterator[None]:
    """Let the problems of a part appear where it stands in its document."""
    try:
        yield
    except InvalidDocument as error:
        here = pointer_to(path)
        found = [attrs.evolve(one, pointer=here + one.pointer) for one in error.problems]
        raise InvalidDocument(found, error.more) from None
