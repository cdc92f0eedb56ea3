# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method/organisation.md``: O2, O3."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from tests.docs.pages import NONE, Rows, given, row, tables

from weltoffen.model.organisation import (
    ACTS,
    DEFAULT_ENTITLEMENTS,
    Body,
    Entitlement,
    Organisation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from weltoffen.model.organisation import Act

TODAY = dt.date(2026, 6, 1)
DEFAULTS = {one.kind: one.acts for one in DEFAULT_ENTITLEMENTS}


def organisation(*bodies: Body, **more: Any) -> Organisation:  # noqa: ANN401 - any field
    return Organisation(id="town", source_language="de", bodies=bodies, **more)


def body(kind: Any, **more: Any) -> Body:  # noqa: ANN401 - any field
    return Body(id=kind, kind=kind, title={"de": "x"}, **more)


def ordered(acts: Collection[Act]) -> tuple[Act, ...]:
    return tuple(act for act in ACTS if act in acts)


def own() -> Rows:
    told = given("organisation", "own")
    entries: dict[Any, Any] = {
        one["kind"]: one["the town's entry"].split(", ")
        for one in told
        if one["the town's entry"] != NONE
    }
    town = organisation(
        *(body(one["kind"]) for one in told),
        entitlements=[Entitlement(kind=kind, acts=acts) for kind, acts in entries.items()],
    )
    return [
        row(
            one.kind,
            ordered(DEFAULTS[one.kind]),
            tuple(entries.get(one.kind, ())),
            ordered(town.acts_of(one.id, TODAY)),
        )
        for one in town.bodies
    ]


def days() -> Rows:
    first, last = dt.date(2026, 3, 1), dt.date(2026, 12, 31)
    group = body("steering-group", start=first, end=last)
    town = organisation(group)
    found = []
    for one in given("organisation", "days"):
        day = dt.date.fromisoformat(one["day"])
        found.append(row(day, group.exists_on(day), ordered(town.acts_of(group.id, day))))
    return found


EXAMPLES: Mapping[str, Callable[[], Rows]] = {"own": own, "days": days}


class TestExamples:
    """O2, O3: what stands on the page is what the code gives."""

    @pytest.mark.parametrize("table", EXAMPLES)
    def test_every_cell(self, table: str) -> None:
        assert tables("organisation")[table][1] == EXAMPLES[table]()

    def test_no_marked_table_is_left_out(self) -> None:
        assert {*tables("organisation")} == {*EXAMPLES, "entitlements"}
