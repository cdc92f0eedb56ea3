# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Lives as data (Werdegang): which step leads from which state to which, and what it needs; L2, L3, Y2."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import attrs

from weltoffen.errors import InvalidDocument, Problems
from weltoffen.model.checks import check_day, check_size, check_term
from weltoffen.model.ids import check_id
from weltoffen.model.organisation import Act
from weltoffen.model.paper import PaperReference

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from weltoffen.errors import PathStep

S = TypeVar("S", bound=str)
MAX_EVENTS = 200
"""At most so many events in one life."""


class LifeEvent(Protocol):
    """What a step in a life tells (Schritt): `MeasureEvent` and `GoalEvent` do."""

    @property
    def kind(self) -> str:
        """What happened."""
        ...

    @property
    def date(self) -> dt.date:
        """On which day."""
        ...

    @property
    def body(self) -> str:
        """Id of the body that did it."""
        ...

    @property
    def paper(self) -> PaperReference | None:
        """The council paper, or None."""
        ...


E = TypeVar("E", bound=LifeEvent)


@attrs.frozen(kw_only=True)
class Transition(Generic[S]):
    """A step that may be taken from certain states (Übergang, L3).

    A kind of step may have several transitions, also from the same state: then they are several ways to take
    it, by bodies with different rights, and all lead to the same state.

    Attributes:
        kind: Kind of step.
        sources: States from which it may be taken; None stands for a thing to which nothing has happened.
        state: State to which it leads; None if the state stays as it is.
        act: What a body must be entitled to (O2) in order to take it.
        also: What else it must be entitled to, or None.
        paper: Whether the council's paper must be named.
        responsible: Whether only the thing's own responsible body may take it.
    """

    kind: str
    sources: tuple[S | None, ...]
    state: S | None
    act: Act
    also: Act | None = None
    paper: bool = False
    responsible: bool = False

    @property
    def acts(self) -> tuple[Act, ...]:
        """All that a body must be entitled to in order to take it."""
        return (self.act,) if self.also is None else (self.act, self.also)


def ways_of(
    table: Iterable[Transition[S]], kind: str, state: S | None
) -> tuple[Transition[S], ...]:
    """Give the ways to take a kind of step from a state, in the order of the table; none if there is none."""
    return tuple(one for one in table if one.kind == kind and state in one.sources)


def walk(
    table: Sequence[Transition[S]], events: Iterable[E]
) -> Iterator[tuple[E, tuple[Transition[S], ...], S | None]]:
    """Run events through a table (L2): each with the ways to take it and the state after it.

    The walk ends before the first event that is not possible.
    """
    state: S | None = None
    for event in events:
        ways = ways_of(table, event.kind, state)
        if not ways:
            return
        state = ways[0].state or state
        yield event, ways, state


def check_events(
    problems: Problems,
    table: Sequence[Transition[S]],
    events: Sequence[LifeEvent],
    path: tuple[PathStep, ...],
    *,
    minimum: int = 0,
    new: str = "new",
) -> None:
    """Check what can be seen of a life without knowing the bodies (L2, L3).

    Adds ``step-not-possible``, ``paper-missing``, ``paper-later``, ``event-order`` and what is wrong with
    single events. A paper is only missed here where every way to take the step needs one; where some do not,
    the body's rights say so (`weltoffen.course.steps.check_steps`).

    Args:
        problems: Takes what is wrong.
        table: The transitions.
        events: The events in order.
        path: Where the events stand.
        minimum: At least so many events; there may be 200.
        new: How a message names the state of a thing to which nothing has happened yet.
    """
    check_size(problems, events, MAX_EVENTS, path, minimum)
    single = Problems()
    kinds = tuple(dict.fromkeys(one.kind for one in table))
    for index, event in enumerate(events):
        check_term(single, event.kind, kinds, (*path, index, "kind"))
        check_day(single, event.date, (*path, index, "date"))
        check_id(single, event.body, (*path, index, "body"))
        if event.paper is not None and not isinstance(event.paper, PaperReference):
            single.add("wrong-type", (*path, index, "paper"), expected="PaperReference")
    if single.found:
        problems.extend(InvalidDocument(single.found, single.more))
        return
    for index, (earlier, later) in enumerate(pairwise(events), start=1):
        if later.date < earlier.date:
            problems.add("event-order", (*path, index, "date"))
    _check_papers(problems, events, path)
    _check_order(problems, table, events, path, new)


def _check_papers(
    problems: Problems, events: Sequence[LifeEvent], path: tuple[PathStep, ...]
) -> None:
    for index, event in enumerate(events):
        written = None if event.paper is None else event.paper.date
        if written is not None and written > event.date:
            problems.add("paper-later", (*path, index, "paper", "date"))


def _check_order(
    problems: Problems,
    table: Sequence[Transition[S]],
    events: Sequence[LifeEvent],
    path: tuple[PathStep, ...],
    new: str,
) -> None:
    taken = list(walk(table, events))
    for index, (event, ways, _) in enumerate(taken):
        if event.paper is None and all(way.paper for way in ways):
            problems.add("paper-missing", (*path, index, "paper"), kind=event.kind)
    if len(taken) == len(events):
        return
    state = taken[-1][2] if taken else None
    possible = dict.fromkeys(one.kind for one in table if state in one.sources)
    problems.add(
        "step-not-possible",
        (*path, len(taken), "kind"),
        kind=events[len(taken)].kind,
        state=state or new,
        possible=", ".join(possible) or "–",
    )
