# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A small town, its organisation and its measures, written in one line each: for tests on selections."""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING, Any

from tests.builders import node, single, town

from weltoffen.course.selection import propose_selection
from weltoffen.model.assessment import Supplement
from weltoffen.model.measures import Funding, Measure, MeasureCatalogue, MeasureEvent
from weltoffen.model.organisation import Body, Member, Organisation
from weltoffen.model.paper import PaperReference

if TYPE_CHECKING:
    from weltoffen.course.selection import Selection
    from weltoffen.model.exact import ExactInput
    from weltoffen.report.structure import Report

NODES = (
    node("north"),
    node("gate", "north"),
    node("hill", "north"),
    node("south"),
    node("lake", "south"),
    node("mill", "south"),
    node("west"),
)
OWN = Supplement(nodes=[node("pier")], questions=[single("pier-1", "pier")])
LEAVES = ("gate", "hill", "lake", "mill", "west", "pier")
"""Two fields of two leaves each, one field that is a leaf, and the town's own leaf (M8)."""
FIELDS = ("north", "south", "west")

ORGANISATION = Organisation(
    id="structure",
    source_language="de",
    bodies=[
        Body(
            id="circle",
            kind="steering-group",
            title={"de": "Lenkungskreis", "en": "Steering group"},
            mandate={"de": "Steuert die Richtung.", "en": "Steers the direction."},
            members=[
                Member(role={"de": "Vorsitz", "en": "Chair"}, number=1),
                Member(role={"de": "Fraktionen", "en": "Council groups"}),
                Member(role={"de": "Gäste", "en": "Guests"}, number=2, voting=False),
            ],
            start=dt.date(2025, 1, 1),
        ),
        Body(id="council", kind="council", title={"de": "Stadtrat", "en": "City council"}),
        Body(id="culture", kind="office", title={"de": "Kulturamt", "en": "Culture office"}),
        Body(
            id="old",
            kind="committee",
            title={"de": "Alter Ausschuss", "en": "Old committee"},
            start=dt.date(2020, 1, 1),
            end=dt.date(2024, 12, 31),
        ),
    ],
)

PROPOSED = dt.date(2026, 3, 2)


def event(kind: Any, day: int, body: str = "circle", **more: Any) -> MeasureEvent:  # noqa: ANN401 - any field
    """Give an event of March 2026."""
    return MeasureEvent(kind=kind, date=dt.date(2026, 3, day), body=body, **more)


WAY = (
    event("proposed", 2),
    event("selected", 3),
    event("recommended", 4),
    event("resolved", 5, "council", paper=PaperReference(number="1/2026")),
    event("started", 6, "culture"),
    event("done", 9, "culture"),
)
"""The whole way; the first so many events lead to each state."""


def measure(name: str, *nodes: str, costs: ExactInput | None = 1, **more: Any) -> Measure:  # noqa: ANN401 - any field
    """Give a measure that was proposed, with its title in both languages."""
    fields: dict[str, Any] = {
        "title": {"de": f"Maßnahme {name}", "en": f"Measure {name}"},
        "events": WAY[:1],
        "responsible": "culture",
        **more,
    }
    return Measure(id=name, nodes=nodes, costs=costs, **fields)


def funded(amount: ExactInput, *, secured: bool = True) -> Funding:
    """Give money from elsewhere."""
    return Funding(source={"de": "Land", "en": "State"}, amount=amount, secured=secured)


def catalogue(
    *measures: Measure, priorities: tuple[str, ...] = (), currency: str = "EUR"
) -> MeasureCatalogue:
    """Give a catalogue."""
    return MeasureCatalogue(
        id="measures",
        source_language="de",
        organisation="structure",
        priorities=priorities,
        measures=measures,
        currency=currency,
    )


@functools.cache
def report(**options: str) -> Report:
    """Give the report of official answers: an option of 0 to 4 for each leaf; 0 if nothing is said.

    The target is 3/4, so that the gaps are 3/4, 1/2, 1/4, 0 and -1/4; ``u`` gives no score.
    """
    here = town(*(single(f"{one}-1", one) for one in LEAVES[:-1]), nodes=NODES, supplement=OWN)
    said = {one: options.get(one, "0") for one in LEAVES}
    words = {"u": "unknown"}
    return here.report(
        here.official(
            **{f"{one}-1": words.get(option, f"s{option}") for one, option in said.items()}
        )
    )


def propose(found: MeasureCatalogue, budget: Any, **more: Any) -> Selection:  # noqa: ANN401 - any argument
    """Propose a selection with the report of no steps anywhere, or another one."""
    given: dict[str, Any] = {"report": report(), "organisation": ORGANISATION, **more}
    return propose_selection(found, given.pop("report"), budget, **given)


def picked(selection: Selection) -> list[str]:
    """Give the ids of what is in a selection."""
    return [one.measure for one in selection.picks]


def reasons(selection: Selection, name: str) -> list[tuple[str, str | None]]:
    """Give the reasons of a pick: code and node."""
    (found,) = [one for one in selection.picks if one.measure == name]
    return [(one.code, one.node) for one in found.reasons]


def left_out(selection: Selection) -> dict[str, str]:
    """Give what is not in a selection, with the reason."""
    return {one.measure: one.code for one in selection.omitted}


def missed(selection: Selection) -> dict[str, str]:
    """Give the priority fields without a measure, with the reason."""
    return {one.node: one.code for one in selection.uncovered}
