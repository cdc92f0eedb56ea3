# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Organisations and histories of measures as plain data, right and wrong ones (strategies)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, get_args

from hypothesis import strategies as st

from weltoffen.model.measures import StepKind
from weltoffen.model.organisation import ACTS, BODY_KINDS

if TYPE_CHECKING:
    from tests.laws.lifeoracle import Plain

FIRST = dt.date(2026, 1, 1)
NAMES = [f"b{number}" for number in range(6)]
WHO = st.sampled_from([*NAMES, "ghost"])
KINDS: tuple[StepKind, ...] = get_args(StepKind)
USUAL = ("steering-group", "council", "responsible", "responsible")
ROAD = ("proposed", "selected", "recommended", "resolved", "started", "done")
PAPER = {"number": "1/2026"}
PLACES = st.integers(0, 2)


def written(number: int) -> str:
    """Write the n-th day."""
    return (FIRST + dt.timedelta(days=number)).isoformat()


def happening(kind: str, date: str, body: str, paper: Plain | None) -> Plain:
    """Make an event as plain data."""
    found: Plain = {"kind": kind, "date": date, "body": body}
    return found if paper is None else {**found, "paper": paper}


DAYS = st.integers(0, 20).map(written)
PAPERS = st.none() | st.just(PAPER) | st.builds(lambda day: {**PAPER, "date": day}, DAYS)
EVENTS = st.builds(
    happening,
    st.sampled_from(KINDS),
    DAYS,
    WHO,
    PAPERS,
)


@st.composite
def towns(draw: st.DrawFn) -> Plain:
    """Give organisations with bodies of every kind; in half of them bodies end, or have other rights."""
    steady = draw(st.booleans())
    bodies: list[Plain] = []
    for place, name in enumerate(NAMES):
        kind = USUAL[place] if place < len(USUAL) else draw(st.sampled_from(BODY_KINDS))
        body: Plain = {"id": name, "kind": kind, "title": {"de": name}}
        first, last = sorted(draw(st.tuples(st.integers(0, 20), st.integers(0, 20))))
        if not steady and draw(st.integers(0, 4)) == 4:
            body["start"] = written(first)
        if not steady and draw(st.integers(0, 4)) == 4:
            body["end"] = written(last)
        bodies.append(body)
    return {
        "id": "town",
        "sourceLanguage": "de",
        "bodies": bodies,
        "entitlements": [] if steady else draw(RIGHTS),
    }


RIGHTS = st.lists(
    st.builds(
        lambda kind, acts: {"kind": kind, "acts": acts},
        st.sampled_from([*USUAL, *BODY_KINDS]),
        st.lists(st.sampled_from(ACTS), unique=True, min_size=2),
    ),
    max_size=2,
    unique_by=lambda one: str(one["kind"]),
)
RESPONSIBLE = st.sampled_from(["b2", None, *NAMES, "ghost"])


@st.composite
def roads(draw: st.DrawFn) -> list[Plain]:
    """Give the beginning of the usual road and sometimes a turn, by bodies that usually may."""
    usual = dict(zip(ROAD, ("b0", "b0", "b0", "b1", "b2", "b2"), strict=True))
    days = sorted(draw(st.lists(st.integers(0, 20), min_size=7, max_size=7)))
    road = ROAD[: draw(st.sampled_from([5, 6, 6, 4, 3, 2, 1]))]
    events = [
        happening(kind, written(day), usual[kind], PAPER if kind == "resolved" else None)
        for kind, day in zip(road, days, strict=False)
    ]
    turn = draw(st.sampled_from([None, "dropped", "documented"]))
    if turn == "dropped" and len(road) < 6:
        by_council = len(road) > 2
        body, paper = ("b1", PAPER) if by_council else ("b0", None)
        events.append(happening(turn, written(days[-1]), body, paper))
    if turn == "documented" and len(road) > 3:
        events.append(happening(turn, written(days[-1]), "b2", None))
    return events


@st.composite
def detours(draw: st.DrawFn) -> list[Plain]:
    """Give a usual road with one thing changed; whether it is still rightful depends on the town."""
    road = draw(roads())
    place = draw(st.integers(0, len(road) - 1))
    what = draw(st.sampled_from(["body", "paper", "left-out", "exchanged"]))
    if what == "left-out":
        return [*road[:place], *road[place + 1 :]] or road
    if what == "exchanged":
        return [{**one, "date": other["date"]} for one, other in zip(road, road[::-1], strict=True)]
    body = draw(st.sampled_from(NAMES[:4])) if what == "body" else None
    if what == "paper":
        place = next((at for at, one in enumerate(road) if "paper" in one), place)
    paper = draw(PAPERS) if what == "paper" else road[place].get("paper")
    one = road[place]
    changed = happening(one["kind"], one["date"], body or one["body"], paper)
    return [*road[:place], changed, *road[place + 1 :]]


HISTORIES = roads() | detours() | st.lists(EVENTS, min_size=1, max_size=4)
