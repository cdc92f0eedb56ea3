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
NEW = "new"
"""How a message names the state of a thing to which nothing has happened yet."""


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

    A kind of step may have several transitions; no two of them start from the same state.

    Attributes:
        kind: Kind of step.
        sources: States from which it may be taken; None stands for a thing to which nothing has happened.
        state: State to which it leads; None if the state stays as it is.
        act: What a body must be entitled to (O2) in order to take it.
        paper: Whether the council's paper must be named.
        responsible: Whether only the thing's own responsible body may take it.
    """

    kind: str
    sources: tuple[S | None, ...]
    state: S | None
    act: Act
    paper: bool = False
    responsible: bool = False


def transition_of(
    table: Iterable[Transition[S]], kind: str, state: S | None
) -> Transition[S] | None:
    """Give the transition of a kind of step from a state; None if there is none."""
    return next((t for t in table if t.kind == kind and state in t.sources), None)


def walk(
    table: Sequence[Transition[S]], events: Iterable[E]
) -> Iterator[tuple[E, Transition[S], S | None]]:
    """Run events through a table (L2): each with its transition and the state after it.

    The walk ends before the first event that is not possible.
    """
    state: S | None = None
    for event in events:
        found = transition_of(table, event.kind, state)
        if found is None:
            return
        state = found.state or state
        yield event, found, state


def check_events(
    problems: Problems,
    table: Sequence[Transition[S]],
    events: Sequence[LifeEvent],
    path: tuple[PathStep, ...],
    minimum: int = 0,
) -> None:
    """Check what can be seen of a life without knowing the bodies (L2, L3).

    Adds ``step-not-possible``, ``paper-missing``, ``event-order`` and what is wrong with single events.

    Args:
        problems: Takes what is wrong.
        table: The transitions.
        events: The events in order.
        path: Where the events stand.
        minimum: At least so many events; there may be 200.
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
    _check_order(problems, table, events, path)


def _check_order(
    problems: Problems,
    table: Sequence[Transition[S]],
    events: Sequence[LifeEvent],
    path: tuple[PathStep, ...],
) -> None:
    taken = list(walk(table, events))
    for index, (event, found, _) in enumerate(taken):
        if found.paper and event.paper is None:
            problems.add("paper-missing", (*path, index, "paper"), kind=event.kind)
    if len(taken) == len(events):
        return
    state = taken[-1][2] if taken else None
    possible = dict.fromkeys(one.kind for one in table if state in one.sources)
    problems.add(
        "step-not-possible",
        (*path, len(taken), "kind"),
        kind=events[len(taken)].kind,
        state=state or NEW,
        possible=", ".join(possible) or "–",
    )
