# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What measures and goals share; the rules themselves are proved in test_lives.py and test_goallives.py."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from weltoffen.course.steps import check_steps, placed_at, possible_steps, state_on
from weltoffen.errors import MAX_PROBLEMS, InvalidDocument, Problem, Problems
from weltoffen.model.goals import GoalEvent, StageAim, YearlyGoal
from weltoffen.model.organisation import Act, Body, Entitlement, Organisation
from weltoffen.model.paper import PaperReference
from weltoffen.model.transitions import Transition

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
PAPER = PaperReference(number="1")
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


WAYS: tuple[Transition[str], ...] = (
    Transition(kind="dropped", sources=(None,), state="dropped", act="carry-out", responsible=True),
    Transition(kind="dropped", sources=(None,), state="dropped", act="document", also="review"),
    Transition(kind="dropped", sources=(None,), state="dropped", act="resolve", paper=True),
)
PLACE = Organisation(
    id="o",
    source_language="de",
    bodies=[
        Body(id="mine", kind="responsible", title=TEXT),
        Body(id="theirs", kind="responsible", title=TEXT),
        Body(id="coordination", kind="coordination-office", title=TEXT),
        Body(id="council", kind="council", title=TEXT),
        Body(id="steering", kind="steering-group", title=TEXT),
        Body(id="old", kind="council", title=TEXT, end=DAY - dt.timedelta(days=1)),
    ],
)


class TestWays:
    """L3: where a step may be taken in several ways, one of them has to fit the body."""

    @pytest.mark.parametrize(
        ("body", "paper", "expected"),
        [
            ("mine", None, None),
            ("mine", PAPER, None),
            ("coordination", None, None),
            ("council", PAPER, None),
            ("council", None, ("paper-missing", "paper")),
            ("theirs", None, ("not-responsible", "body")),
            ("theirs", PAPER, ("not-responsible", "body")),
            ("steering", PAPER, ("not-entitled", "body")),
            ("old", PAPER, ("body-not-there", "body")),
            ("ghost", None, ("unknown-body", "body")),
        ],
    )
    def test_the_nearest_way_says_what_is_wrong(
        self, body: str, paper: PaperReference | None, expected: tuple[str, str] | None
    ) -> None:
        problems = Problems()
        dropping = GoalEvent(kind="dropped", date=DAY, body=body, paper=paper)
        check_steps(problems, WAYS, goal(dropping, responsible="mine"), PLACE, ("goals", 0))
        found = [(one.code, one.pointer) for one in problems.found]
        assert found == (
            [] if expected is None else [(expected[0], f"/goals/0/events/0/{expected[1]}")]
        )

    def test_of_two_rights_the_one_that_is_lacking_is_named(self) -> None:
        problems = Problems()
        dropping = GoalEvent(kind="dropped", date=DAY, body="theirs")
        check_steps(problems, WAYS[1:2], goal(dropping, responsible="mine"), PLACE, ())
        (problem,) = problems.found
        assert (problem.code, dict(problem.parameters)["act"]) == ("not-entitled", "review")

    def test_what_needs_a_paper_is_listed_apart(self) -> None:
        found = possible_steps(WAYS, goal(responsible="mine"), None, PLACE, DAY)
        assert [(one.kind, one.bodies, one.paper) for one in found] == [
            ("dropped", ("mine", "coordination"), False),
            ("dropped", ("council",), True),
        ]

    def test_a_body_that_fits_two_ways_is_listed_once_in_each(self) -> None:
        acts: list[Act] = ["carry-out", "document", "review", "resolve"]
        here = attrs.evolve(PLACE, entitlements=[Entitlement(kind="responsible", acts=acts)])
        found = possible_steps(WAYS, goal(responsible="mine"), None, here, DAY)
        assert [(one.bodies, one.paper) for one in found] == [
            (("mine", "theirs", "coordination"), False),
            (("mine", "theirs", "council"), True),
        ]


class TestPlaces:
    """A problem has a pointer into the document that was given."""

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
