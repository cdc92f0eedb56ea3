# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies for participations; C1 to C6, C8."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from weltoffen.model.assessment import MUNICIPALITY_KINDS, Municipality
from weltoffen.model.paper import PaperReference
from weltoffen.model.participation import (
    MAIN_PHASES,
    PHASE_KINDS,
    PREREQUISITE_KINDS,
    PREREQUISITE_STATES,
    Contact,
    Participant,
    Participation,
    Period,
    Phase,
    Prerequisite,
)
from weltoffen.model.towns import town_key
from weltoffen.testing.basics import (
    LANGUAGES,
    draw_stock,
    ids,
    maybe_extensions,
    pick,
    pick_some,
    upto,
)
from weltoffen.testing.towns import draw_municipality

if TYPE_CHECKING:
    from weltoffen.model.participation import PhaseKind
    from weltoffen.model.text import Text
    from weltoffen.testing.basics import Stock

_NO_YES = (False, True)
_FIRST_DAY = dt.date(2020, 1, 1)
_NUMBERS = ("13/017/2026", "<b>=1+1</b>")
_ADDRESSES = (None, "https://ris.example/paper?id=5")


@st.composite
def participations(draw: st.DrawFn) -> Participation:
    """Give participations (Teilnahmen): one municipality or several, with a county above them or without."""
    stock = draw_stock(draw)
    digits = f"{1 + draw(upto(15)):02}{draw(upto(999)):03}"
    county = draw_municipality(draw, digits, "county") if pick(draw, _NO_YES) else None
    return Participation(
        id=draw(ids()),
        source_language=pick(draw, LANGUAGES),
        county=county,
        participants=_participants(draw, stock, digits),
        papers=[_paper(draw, stock, index) for index in range(draw(upto(2)))],
        extensions=draw(maybe_extensions()),
    )


def _participants(draw: st.DrawFn, stock: Stock, digits: str) -> list[Participant]:
    towns: list[Municipality] = []
    seen: set[str | None] = set()
    for _ in range(1 + draw(upto(2))):
        town = draw_municipality(draw, digits, pick(draw, (None, *MUNICIPALITY_KINDS)))
        key = town_key(town)
        if key is None or key not in seen:
            towns.append(town)
        seen.add(key)
    return [_participant(draw, stock, index, town) for index, town in enumerate(towns)]


def _participant(draw: st.DrawFn, stock: Stock, index: int, town: Municipality) -> Participant:
    kinds: list[PhaseKind] = pick_some(draw, PHASE_KINDS)
    more: list[PhaseKind] = [kind for kind in kinds if kind not in MAIN_PHASES]
    kinds += more
    phases = [_phase(draw, stock, place, kind) for place, kind in enumerate(kinds)]
    return Participant(
        id=stock.id(index),
        municipality=town,
        contacts=[_contact(draw, stock, place) for place in range(draw(upto(2)))],
        prerequisites=[_prerequisite(draw, stock, place) for place in range(draw(upto(5)))],
        phases=phases[::-1] if pick(draw, _NO_YES) else phases,
        assessment=pick(draw, (None, stock.id(index))),
    )


def _contact(draw: st.DrawFn, stock: Stock, index: int) -> Contact:
    return Contact(
        id=stock.id(index),
        function=stock.text(index),
        office=_maybe_text(draw, stock, index),
        period=_maybe_period(draw),
    )


def _prerequisite(draw: st.DrawFn, stock: Stock, index: int) -> Prerequisite:
    kind = pick(draw, PREREQUISITE_KINDS)
    return Prerequisite(
        id=stock.id(index),
        kind=kind,
        title=stock.text(index) if kind == "other" else _maybe_text(draw, stock, index),
        state=pick(draw, PREREQUISITE_STATES),
        evidence=_maybe_text(draw, stock, index),
        paper=_paper(draw, stock, index) if pick(draw, _NO_YES) else None,
    )


def _phase(draw: st.DrawFn, stock: Stock, index: int, kind: PhaseKind) -> Phase:
    dropped = draw(upto(5)) == 1
    return Phase(
        id=stock.id(index),
        kind=kind,
        title=_maybe_text(draw, stock, index),
        planned=_maybe_period(draw),
        actual=None if dropped else _maybe_period(draw),
        dropped=dropped,
        note=_maybe_text(draw, stock, index),
    )


def _paper(draw: st.DrawFn, stock: Stock, index: int) -> PaperReference:
    return PaperReference(
        number=pick(draw, _NUMBERS),
        title=_maybe_text(draw, stock, index),
        date=pick(draw, (None, _FIRST_DAY)),
        url=pick(draw, _ADDRESSES),
    )


def _maybe_period(draw: st.DrawFn) -> Period | None:
    """Draw a period of which both days, one or neither are known, or None."""
    if pick(draw, _NO_YES):
        return None
    start = _FIRST_DAY + dt.timedelta(days=draw(upto(300)))
    end = start + dt.timedelta(days=draw(upto(60)))
    return Period(start=pick(draw, (start, None)), end=pick(draw, (end, None)))


def _maybe_text(draw: st.DrawFn, stock: Stock, index: int) -> Text | None:
    return pick(draw, (None, stock.text(index)))
