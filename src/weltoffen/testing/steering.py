# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies for organisations and catalogues of measures; O1-O3, L1-L4."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from weltoffen.model.measures import (
    MEASURE_STEPS,
    Funding,
    Measure,
    MeasureCatalogue,
    MeasureEvent,
    MeasureState,
    StepKind,
)
from weltoffen.model.organisation import (
    ACTS,
    BODY_KINDS,
    Body,
    BodyKind,
    Entitlement,
    Member,
    Organisation,
)
from weltoffen.model.paper import PaperReference
from weltoffen.model.suggestion import EFFORTS
from weltoffen.model.transitions import Transition, ways_of
from weltoffen.testing.basics import (
    LANGUAGES,
    draw_stock,
    ids,
    maybe_extensions,
    pick,
    pick_some,
    upto,
)
from weltoffen.testing.towns import municipalities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weltoffen.testing.basics import Stock

_NO_YES = (False, True)
_SELDOM = (False, False, True)
_FIRST_DAY = dt.date(2020, 1, 1)
_SIZES = (1, 0, 2, 3)
_GAPS = (0, 1, 30, 400)
_SEATS = (None, 1, 2, 10_000)
_CURRENCIES = ("EUR", "CHF")
_NUMBERS = ("51/003/2021", "<b>=1+1</b>")
_ADDRESSES = (None, "https://ris.example/51-003-2021")
_SHARES = ((), (Fraction(1),), (Fraction(1, 2), Fraction(1, 4)), (Fraction(1), Fraction(1, 2)))
_ROAD: tuple[StepKind, ...] = (
    "proposed",
    "selected",
    "recommended",
    "resolved",
    "started",
    "done",
)
_LENGTHS = (1, 2, 3, 4, 5, 6, 6, 6)
_ASIDE: tuple[StepKind, ...] = ("documented", "reviewed")
_STEERING: tuple[BodyKind, ...] = ("steering-group", "council", "responsible")
"""Kinds of body with which, by default, a measure can go its whole way."""

Actors = Callable[[Transition[MeasureState], dt.date], "Sequence[str]"]
"""Says who may take a step on a day."""


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """Give organisations (Organisationen, O1-O3): bodies that come and go, and a town's own entitlements."""
    return _organisation(draw, ())


@st.composite
def measure_catalogues(draw: st.DrawFn) -> MeasureCatalogue:
    """Give catalogues of measures (Maßnahmenkataloge, L1-L3) that hold by themselves.

    The bodies that they name need not be those of any organisation; `steered` gives a catalogue with its
    organisation.
    """
    stock = draw_stock(draw)
    bodies = [stock.id(index) for index in range(3)]
    return _catalogue(draw, stock, draw(ids()), bodies, lambda *_: bodies)


@st.composite
def steered(draw: st.DrawFn) -> tuple[Organisation, MeasureCatalogue]:
    """Give an organisation and a catalogue of its measures in which every step was rightful (L3).

    Where nobody may propose, there are no measures.
    """
    organisation = _organisation(draw, pick(draw, (_STEERING, _STEERING, _STEERING, ())))

    def actors(step: Transition[MeasureState], day: dt.date) -> Sequence[str]:
        return [
            body.id
            for body in organisation.bodies
            if organisation.acts_of(body.id, day).issuperset(step.acts)
        ]

    stock = draw_stock(draw)
    acts = organisation.acts_by_kind
    carriers = [one.id for one in organisation.bodies if "carry-out" in acts[one.kind]]
    bodies = [*carriers, *carriers, *organisation.bodies_by_id]
    return organisation, _catalogue(draw, stock, organisation.id, bodies, actors)


# --- Organisations -----------------------------------------------------------------------------------


def _organisation(draw: st.DrawFn, lasting: Sequence[BodyKind]) -> Organisation:
    stock = draw_stock(draw)
    others = range(len(lasting), max(1, len(lasting)) + draw(upto(3)))
    return Organisation(
        id=draw(ids()),
        source_language=pick(draw, LANGUAGES),
        municipality=draw(municipalities()) if pick(draw, _NO_YES) else None,
        bodies=[
            *(
                Body(id=stock.id(index), kind=kind, title=stock.text(index))
                for index, kind in enumerate(lasting)
            ),
            *(_body(draw, stock, index) for index in others),
        ],
        entitlements=[
            Entitlement(kind=kind, acts=() if pick(draw, _SELDOM) else pick_some(draw, ACTS))
            for kind in (pick_some(draw, BODY_KINDS) if pick(draw, _SELDOM) else ())
        ],
        extensions=draw(maybe_extensions()),
    )


def _body(draw: st.DrawFn, stock: Stock, index: int) -> Body:
    start = _day(draw)
    last = (start or _FIRST_DAY) + dt.timedelta(days=draw(upto(1_000)))
    return Body(
        id=stock.id(index),
        kind=pick(draw, BODY_KINDS),
        title=stock.text(index),
        mandate=stock.maybe_text(index),
        members=[_member(draw, stock, place) for place in range(draw(upto(2)))],
        start=start,
        end=pick(draw, (None, last)),
    )


def _member(draw: st.DrawFn, stock: Stock, index: int) -> Member:
    return Member(
        role=stock.text(index), number=pick(draw, _SEATS), voting=pick(draw, (True, False))
    )


# --- Catalogues --------------------------------------------------------------------------------------


def _catalogue(
    draw: st.DrawFn, stock: Stock, organisation: str, bodies: Sequence[str], actors: Actors
) -> MeasureCatalogue:
    drawn = [_measure(draw, stock, index, bodies, actors) for index in range(pick(draw, _SIZES))]
    return MeasureCatalogue(
        id=draw(ids()),
        source_language=pick(draw, LANGUAGES),
        organisation=organisation,
        currency=pick(draw, _CURRENCIES),
        priorities=_links(draw, stock),
        measures=[one for one in drawn if one is not None],
        extensions=draw(maybe_extensions()),
    )


def _measure(
    draw: st.DrawFn, stock: Stock, index: int, bodies: Sequence[str], actors: Actors
) -> Measure | None:
    responsible = pick(draw, (*bodies, None))
    events = _events(draw, stock, responsible, actors)
    if not events:
        return None
    costs = pick(draw, (None, Fraction(draw(upto(10**7)), 100)))
    start = _day(draw)
    end = (start or _FIRST_DAY) + dt.timedelta(days=draw(upto(400)))
    return Measure(
        id=stock.id(index),
        title=stock.text(index),
        description=stock.maybe_text(index),
        needs=_links(draw, stock),
        nodes=_links(draw, stock),
        responsible=responsible,
        effort=pick(draw, (None, *EFFORTS)),
        costs=costs,
        funding=_funding(draw, stock, Fraction(1_000) if costs is None else costs),
        start=start,
        end=pick(draw, (None, end)),
        indicators=_links(draw, stock),
        events=events,
    )


def _funding(draw: st.DrawFn, stock: Stock, costs: Fraction) -> list[Funding]:
    """Give sources of money; what is granted never exceeds the costs, what is applied for may."""
    shares = pick(draw, _SHARES) if costs else ()
    found: list[Funding] = []
    room = Fraction(1)
    for index, share in enumerate(shares):
        secured = share <= room and pick(draw, _NO_YES)
        room -= share if secured else 0
        found.append(Funding(source=stock.text(index), amount=share * costs, secured=secured))
    return found


def _links(draw: st.DrawFn, stock: Stock) -> list[str]:
    return [stock.id(index) for index in pick_some(draw, range(3))]


def _events(
    draw: st.DrawFn, stock: Stock, responsible: str | None, actors: Actors
) -> list[MeasureEvent]:
    """Go some of the way, sometimes with steps that change nothing, sometimes to a dropping."""
    way: list[StepKind] = []
    for kind in _ROAD[: pick(draw, _LENGTHS)]:
        way.append(kind)
        way.extend(pick_some(draw, _ASIDE))
    if pick(draw, _SELDOM):
        way.append("dropped")
    events: list[MeasureEvent] = []
    state: MeasureState | None = None
    day = _FIRST_DAY + dt.timedelta(days=draw(upto(1_000)))
    for kind in way:
        possible: tuple[Transition[MeasureState], ...] = ways_of(MEASURE_STEPS, kind, state)
        ways = [
            (step, one)
            for step in possible
            for one in actors(step, day)
            if one == responsible or not step.responsible
        ]
        if not ways:
            continue
        step, body = pick(draw, ways)
        events.append(_event(draw, stock, step, kind, day, body))
        state = step.state or state
        day += dt.timedelta(days=pick(draw, _GAPS))
    return events


def _event(  # noqa: PLR0917 - what an event is made of
    draw: st.DrawFn,
    stock: Stock,
    step: Transition[MeasureState],
    kind: StepKind,
    day: dt.date,
    body: str,
) -> MeasureEvent:
    paper = PaperReference(
        number=pick(draw, _NUMBERS),
        title=stock.maybe_text(1),
        date=pick(draw, (None, day, day - dt.timedelta(days=draw(upto(30))))),
        url=pick(draw, _ADDRESSES),
    )
    return MeasureEvent(
        kind=kind,
        date=day,
        body=body,
        paper=paper if step.paper else pick(draw, (None, paper)),
        note=stock.maybe_text(draw(upto(1))),
    )


def _day(draw: st.DrawFn) -> dt.date | None:
    return pick(draw, (None, _FIRST_DAY + dt.timedelta(days=draw(upto(1_000)))))
