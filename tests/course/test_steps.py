# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What measures and goals share; the rules themselves are proved in test_lives.py and test_goallives.py."""

from __future__ import annotations

import datetime as dt

import pytest

from weltoffen.course.steps import check_steps, placed_at, possible_steps, state_on
from weltoffen.errors import MAX_PROBLEMS, InvalidDocument, Problem, Problems
from weltoffen.model.goals import GoalEvent, StageAim, YearlyGoal
from weltoffen.model.organisation import Body, Organisation
from weltoffen.model.steps import Transition

TEXT = {"de": "x"}
DAY = dt.date(2026, 3, 1)
TOWN = Organisation(
    id="o",
    source_language="de",
    bodies=[
        Body(id="steering", kind="steering-group", title=TEXT),
        Body(id="office", kind="office", title=TEXT, start=DAY),
    ],
)
TABLE: tuple[Transition[str], ...] = (
    Transition(kind="recommended", sources=(None,), state="recommended", act="recommend"),
    Transition(
        kind="reviewed", sources=("recommended",), state=None, act="document", responsible=True
    ),
)


def goal(*events: GoalEvent, responsible: str | None = "office") -> YearlyGoal:
    return YearlyGoal(
        id="g",
        title=TEXT,
        year=2026,
        responsible=responsible,
        stage=StageAim(node="n", stage="s"),
        events=events,
    )


RECOMMENDED = GoalEvent(kind="recommended", date=DAY, body="steering")


class TestSharedSteps:
    """L3, L4, Y2: one table, one check, one way to a state."""

    def test_nothing_has_happened_to_a_draft(self) -> None:
        assert state_on(TABLE, goal(), None) == (None, None)
        assert state_on(TABLE, goal(RECOMMENDED), DAY - dt.timedelta(days=1)) == (None, None)
        assert state_on(TABLE, goal(RECOMMENDED), DAY) == ("recommended", DAY)

    def test_what_may_come_next_starts_from_the_draft_too(self) -> None:
        (first,) = possible_steps(TABLE, goal(), None, TOWN, DAY)
        assert (first.kind, first.bodies, first.paper) == ("recommended", ("steering",), False)

    def test_only_the_responsible_body_is_listed_where_the_step_is_its_own(self) -> None:
        def bodies(responsible: str | None, day: dt.date) -> tuple[str, ...]:
            found = goal(RECOMMENDED, responsible=responsible)
            (step,) = possible_steps(TABLE, found, "recommended", TOWN, day)
            return step.bodies

        assert bodies("office", DAY) == ("office",)
        assert bodies("office", DAY - dt.timedelta(days=1)) == ()
        assert bodies("steering", DAY) == ()
        assert bodies(None, DAY) == ()

    def test_problems_stand_at_the_thing(self) -> None:
        problems = Problems()
        found = goal(GoalEvent(kind="recommended", date=DAY, body="office"), responsible="ghost")
        check_steps(problems, TABLE, found, TOWN, ("goals", 3))
        assert [(one.code, one.pointer) for one in problems.found] == [
            ("unknown-body", "/goals/3/responsible"),
            ("not-entitled", "/goals/3/events/0/body"),
        ]


class TestPlaces:
    """input.md: a problem has a pointer into the document that was given."""

    def test_the_problems_of_a_part_stand_in_its_document(self) -> None:
        with pytest.raises(InvalidDocument) as caught, placed_at("measures", 2):
            raise InvalidDocument([Problem.at("bad-id", ("id",))] * MAX_PROBLEMS, 7)
        assert {one.pointer for one in caught.value.problems} == {"/measures/2/id"}
        assert (len(caught.value.problems), caught.value.more) == (MAX_PROBLEMS, 7)

    def test_nothing_else_is_caught(self) -> None:
        with pytest.raises(KeyError), placed_at("measures"):
            raise KeyError
        with placed_at("measures"):
            pass
