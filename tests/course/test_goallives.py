# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import refused
from tests.course.goaltowns import ORGANISATION, PAPER, event, goal, places, plan, until

from weltoffen.course.goallives import GoalLife, goal_lives, take_goal_step
from weltoffen.errors import InvalidDocument
from weltoffen.model.goals import GoalEvent, GoalPlan, GoalState, GoalStep
from weltoffen.model.organisation import Entitlement, Organisation
from weltoffen.model.text import Text
from weltoffen.testing import organised_goal_plans

if TYPE_CHECKING:
    from weltoffen.model.paper import PaperReference

DAYS = [dt.date(2026, month, 1) for month in (9, 10, 11, 12)]
LIVED = plan(
    goal(
        places(240),
        events=[
            event("recommended", DAYS[0]),
            event("resolved", DAYS[1], "council", paper=PAPER),
            event("reviewed", DAYS[2], "coordination"),
            event("reviewed", DAYS[3]),
        ],
    )
)


def life(found: GoalPlan, on: dt.date | None = None) -> GoalLife:
    (one,) = goal_lives(found, ORGANISATION, on=on)
    return one


def step(
    found: GoalPlan, kind: GoalStep, body: str, paper: PaperReference | None = None
) -> GoalPlan:
    return take_goal_step(found, ORGANISATION, "goal", kind, body=body, date=DAYS[-1], paper=paper)


class TestLives:
    """Y2: the state of a goal is derived from its events, on any day from those up to that day."""

    def test_a_draft_has_no_events(self) -> None:
        found = life(plan(goal(places(240), events=[])))
        assert (found.state, found.since, found.start) == ("draft", None, None)

    @pytest.mark.parametrize(
        ("on", "state", "since", "start"),
        [
            (DAYS[0], "recommended", DAYS[0], None),
            (dt.date(2026, 9, 30), "recommended", DAYS[0], None),
            (DAYS[1], "resolved", DAYS[1], DAYS[1]),
            (DAYS[2], "reviewed", DAYS[2], DAYS[1]),
            (DAYS[3], "reviewed", DAYS[3], DAYS[1]),
            (None, "reviewed", DAYS[3], DAYS[1]),
        ],
    )
    def test_on_a_day(
        self, on: dt.date | None, state: str, since: dt.date | None, start: dt.date | None
    ) -> None:
        found = life(LIVED, on)
        assert (found.state, found.since, found.start) == (state, since, start)
        assert found.goal == LIVED.goals[0]

    def test_what_was_not_there_yet_is_left_out(self) -> None:
        draft = goal(places(1), "draft", events=[])
        found = plan(LIVED.goals[0], draft, goal(places(1), "new", events=until("recommended")))
        shown = {
            on: [one.goal.id for one in goal_lives(found, ORGANISATION, on=on)]
            for on in (dt.date(1990, 1, 1), DAYS[0] - dt.timedelta(days=1), DAYS[0], None)
        }
        assert list(shown.values()) == [
            ["draft"],
            ["draft"],
            ["goal", "draft"],
            ["goal", "draft", "new"],
        ]
        (early,) = goal_lives(found, ORGANISATION, on=dt.date(1990, 1, 1))
        assert (early.state, early.since, early.start) == ("draft", None, None)

    def test_what_was_dropped_keeps_its_start(self) -> None:
        found = life(
            step(
                plan(goal(places(240), events=until("resolved", DAYS[0]))),
                "dropped",
                "council",
                PAPER,
            )
        )
        assert (found.state, found.since, found.start) == ("dropped", DAYS[-1], DAYS[0])

    def test_in_the_order_of_the_plan(self) -> None:
        kinds = [None, "recommended", "resolved", "reviewed"]
        goals = [goal(places(1), f"g{9 - n}", events=until(kind)) for n, kind in enumerate(kinds)]
        found = goal_lives(plan(*goals), ORGANISATION)
        assert [one.state for one in found] == ["draft", "recommended", "resolved", "reviewed"]
        assert [one.goal for one in found] == goals

    @given(organised_goal_plans(), st.dates(dt.date(2019, 12, 1), dt.date(2025, 1, 1)))
    def test_the_events_alone_rebuild_the_state(
        self, drawn: tuple[Organisation, GoalPlan], on: dt.date
    ) -> None:
        organisation, found = drawn
        cut = [
            attrs.evolve(one, events=[past for past in one.events if past.date <= on])
            for one in found.goals
            if not one.events or one.events[0].date <= on
        ]
        ended = goal_lives(attrs.evolve(found, goals=cut), organisation)
        now = goal_lives(found, organisation, on=on)
        assert [(one.state, one.since, one.start) for one in now] == [
            (one.state, one.since, one.start) for one in ended
        ]


class TestRights:
    """Y2, O2, O3: recommended, resolved, reviewed by bodies entitled to it, on days on which they exist."""

    def test_the_right_bodies(self) -> None:
        found = plan(goal(places(240), events=[]))
        found = step(found, "recommended", "circle")
        found = step(found, "resolved", "council", PAPER)
        found = step(found, "reviewed", "coordination")
        found = step(found, "reviewed", "circle")
        assert life(step(found, "dropped", "council", PAPER)).state == "dropped"

    @pytest.mark.parametrize(
        ("before", "kind", "body"),
        [
            (None, "recommended", "council"),
            (None, "recommended", "office"),
            (None, "dropped", "council"),
            (None, "dropped", "coordination"),
            ("recommended", "resolved", "circle"),
            ("recommended", "dropped", "office"),
            ("recommended", "dropped", "coordination"),
            ("resolved", "reviewed", "council"),
            ("resolved", "reviewed", "office"),
            ("resolved", "dropped", "circle"),
            ("reviewed", "dropped", "coordination"),
        ],
    )
    def test_others_are_refused(self, before: str | None, kind: GoalStep, body: str) -> None:
        events = until(before)
        found = plan(goal(places(240), events=events))
        place = f"/goals/0/events/{len(events)}/body"
        late = event(kind, dt.date(2027, 2, 1), body, paper=PAPER)
        assert refused(
            lambda: take_goal_step(
                found, ORGANISATION, "goal", kind, body=body, date=late.date, paper=PAPER
            )
        ) == [("not-entitled", place)]
        told = plan(goal(places(240), events=[*events, late]))
        assert refused(lambda: goal_lives(told, ORGANISATION)) == [("not-entitled", place)]

    def test_before_a_resolution_a_goal_is_dropped_by_who_may_recommend(self) -> None:
        for before in (None, "recommended"):
            found = step(plan(goal(places(1), events=until(before, DAYS[0]))), "dropped", "circle")
            assert life(found).state == "dropped"

    def test_the_council_declines_what_was_recommended_to_it_with_its_paper(self) -> None:
        found = plan(goal(places(1), events=until("recommended", DAYS[0])))
        assert life(step(found, "dropped", "council", PAPER)).state == "dropped"
        assert refused(lambda: step(found, "dropped", "council")) == [
            ("paper-missing", "/goals/0/events/1/paper")
        ]
        declined = [*found.goals[0].events, event("dropped", DAYS[3], "council")]
        told = plan(goal(places(1), "first"), goal(places(1), events=declined))
        assert refused(lambda: goal_lives(told, ORGANISATION)) == [
            ("paper-missing", "/goals/1/events/1/paper")
        ]

    def test_who_may_recommend_and_resolve_withdraws_without_a_paper(self) -> None:
        own = attrs.evolve(
            ORGANISATION, entitlements=[Entitlement(kind="council", acts=("recommend", "resolve"))]
        )
        found = plan(goal(places(1), events=until("recommended", DAYS[0])))
        dropped = take_goal_step(found, own, "goal", "dropped", body="council", date=DAYS[1])
        assert goal_lives(dropped, own)[0].state == "dropped"

    def test_a_body_acts_on_days_on_which_it_exists(self) -> None:
        found = plan(goal(places(240), events=[]))
        assert refused(lambda: step(found, "recommended", "old")) == [
            ("body-not-there", "/goals/0/events/0/body")
        ]
        last = dt.date(2024, 12, 31)
        once = take_goal_step(found, ORGANISATION, "goal", "recommended", body="old", date=last)
        assert life(once).since == last

    def test_every_step_is_checked_also_later_ones(self) -> None:
        late = plan(
            goal(places(1), "a", events=[event("recommended", DAYS[3], "nobody")]),
            goal(places(1), "b", events=[event("recommended", DAYS[3], "office")]),
        )
        assert refused(lambda: goal_lives(late, ORGANISATION, on=DAYS[0])) == [
            ("unknown-body", "/goals/0/events/0/body"),
            ("not-entitled", "/goals/1/events/0/body"),
        ]

    def test_what_a_town_has_settled_otherwise(self) -> None:
        own = attrs.evolve(
            ORGANISATION, entitlements=[Entitlement(kind="office", acts=("recommend",))]
        )
        found = plan(goal(places(240), events=[event("recommended", DAYS[0], "office")]))
        assert goal_lives(found, own)[0].state == "recommended"
        assert refused(lambda: goal_lives(found, ORGANISATION)) == [
            ("not-entitled", "/goals/0/events/0/body")
        ]

    def test_the_organisation_is_that_of_the_plan(self) -> None:
        foreign = plan(goal(places(240), events=until("resolved", DAYS[0])), organisation="other")
        for call in (
            lambda: goal_lives(foreign, ORGANISATION),
            lambda: step(foreign, "reviewed", "circle"),
        ):
            assert refused(call) == [("other-organisation", "/organisation")]

    def test_the_responsible_body_is_known(self) -> None:
        assert life(plan(goal(places(240), responsible="office"))).goal.responsible == "office"
        foreign = plan(goal(places(240), "a"), goal(places(240), "b", responsible="nobody"))
        assert refused(lambda: goal_lives(foreign, ORGANISATION)) == [
            ("unknown-body", "/goals/1/responsible")
        ]


class TestSteps:
    """Y2: a step gives a new plan with one more event; impossible ones are refused."""

    def test_one_more_event(self) -> None:
        first, second = goal(places(1), "first"), goal(places(2), events=until("recommended"))
        before = plan(first, second)
        note = Text({"de": "Einstimmig."})
        after = take_goal_step(
            before,
            ORGANISATION,
            "goal",
            "resolved",
            body="council",
            date=dt.date(2027, 1, 15),
            paper=PAPER,
            note=note,
        )
        added = GoalEvent(
            kind="resolved", date=dt.date(2027, 1, 15), body="council", paper=PAPER, note=note
        )
        assert after.goals == (first, attrs.evolve(second, events=(*second.events, added)))
        assert attrs.evolve(after, goals=before.goals) == before

    def test_refusals_name_the_place(self) -> None:
        found = plan(
            goal(places(1), "first"), goal(places(2), events=until("recommended", DAYS[3]))
        )

        def take(kind: GoalStep, date: dt.date = DAYS[3], name: str = "goal") -> GoalPlan:
            return take_goal_step(found, ORGANISATION, name, kind, body="council", date=date)

        assert refused(lambda: take("reviewed")) == [
            ("step-not-possible", "/goals/1/events/1/kind")
        ]
        assert refused(lambda: take("resolved")) == [("paper-missing", "/goals/1/events/1/paper")]
        assert refused(lambda: take("resolved", DAYS[2])) == [
            ("event-order", "/goals/1/events/1/date"),
            ("paper-missing", "/goals/1/events/1/paper"),
        ]
        assert refused(lambda: take("resolved", name="other")) == [("unknown-goal", "/goals")]
        later = attrs.evolve(PAPER, date=DAYS[3] + dt.timedelta(days=1))
        assert refused(lambda: step(plan(found.goals[1]), "resolved", "council", later)) == [
            ("paper-later", "/goals/0/events/1/paper/date")
        ]

    def test_a_goal_to_which_nothing_happened_is_a_draft_in_messages_too(self) -> None:
        with pytest.raises(InvalidDocument) as caught:
            step(plan(goal(places(1), events=[])), "reviewed", "circle")
        (problem,) = caught.value.problems
        assert "„draft“" in problem.message("de")


class TestArguments:
    """Wrong arguments are told at once and by name."""

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"plan": None}, "plan is to be GoalPlan, not NoneType"),
            ({"organisation": "structure"}, "organisation is to be Organisation, not str"),
            ({"on": "2026-12-31"}, "on is to be date, not str"),
            ({"on": dt.datetime(2026, 12, 31, tzinfo=dt.UTC)}, "on is to be date, not datetime"),
        ],
    )
    def test_lives(self, changes: dict[str, Any], said: str) -> None:
        given_: dict[str, Any] = {"plan": LIVED, "organisation": ORGANISATION, **changes}
        with pytest.raises(TypeError, match=f"^goal_lives: {said}$"):
            goal_lives(given_.pop("plan"), given_.pop("organisation"), **given_)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"plan": [LIVED]}, "plan is to be GoalPlan, not list"),
            ({"organisation": None}, "organisation is to be Organisation, not NoneType"),
            ({"goal": ["goal"]}, "goal is to be str, not list"),
            ({"date": None}, "date is to be date, not NoneType"),
            (
                {"date": dt.datetime(2026, 12, 31, tzinfo=dt.UTC)},
                "date is to be date, not datetime",
            ),
            ({"paper": "13/101/2026"}, "paper is to be PaperReference or None, not str"),
            ({"note": "Einstimmig."}, "note is to be Text or Mapping or None, not str"),
        ],
    )
    def test_steps(self, changes: dict[str, Any], said: str) -> None:
        fields: dict[str, Any] = {
            "plan": LIVED,
            "organisation": ORGANISATION,
            "goal": "goal",
            "kind": "reviewed",
            "body": "circle",
            "date": DAYS[3],
        }
        with pytest.raises(TypeError, match=f"^take_goal_step: {said}$"):
            take_goal_step(**{**fields, **changes})
        taken = take_goal_step(**{**fields, "note": {"de": "Ja"}})
        assert taken.goals[0].events[-1].note == Text({"de": "Ja"})


ALLOWED: dict[tuple[str, str], tuple[str, dict[str, bool]]] = {
    ("draft", "recommended"): ("recommended", {"circle": False}),
    ("draft", "dropped"): ("dropped", {"circle": False}),
    ("recommended", "resolved"): ("resolved", {"council": True}),
    ("recommended", "dropped"): ("dropped", {"circle": False, "council": True}),
    ("resolved", "reviewed"): ("reviewed", {"circle": False, "coordination": False}),
    ("resolved", "dropped"): ("dropped", {"council": True}),
    ("reviewed", "reviewed"): ("reviewed", {"circle": False, "coordination": False}),
    ("reviewed", "dropped"): ("dropped", {"council": True}),
}
"""From state and step: to which state, and by whom of the town's bodies, True with a paper (Y2, O2)."""
BODIES = ("circle", "council", "office", "coordination", "old", "nobody")


class TestReach:
    """Y2, O2, O3: no sequence of calls reaches a state to which its body had no right."""

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(get_args(GoalStep)),
                st.sampled_from(BODIES),
                st.booleans(),
                st.integers(-2, 20),
            ),
            max_size=25,
        )
    )
    def test_any_calls(self, calls: list[tuple[GoalStep, str, bool, int]]) -> None:
        found, state, today = plan(goal(places(240), events=[])), "draft", DAYS[0]
        taken: list[tuple[str, str]] = []
        for kind, body, with_paper, days in calls:
            date = today + dt.timedelta(days=days)
            goes_to, bodies = ALLOWED.get((state, kind), ("", {}))
            in_order = not taken or days >= 0
            rightful = body in bodies and (with_paper or not bodies[body]) and in_order
            try:
                found = take_goal_step(
                    found,
                    ORGANISATION,
                    "goal",
                    kind,
                    body=body,
                    date=date,
                    paper=PAPER if with_paper else None,
                )
            except InvalidDocument:
                assert not rightful
            else:
                assert rightful
                state, today = goes_to, date
                taken.append((kind, body))
            assert life(found).state == state
            assert [(one.kind, one.body) for one in found.goals[0].events] == taken

    def test_the_table_knows_every_state(self) -> None:
        assert {state for state, _ in ALLOWED} | {"dropped"} == set(get_args(GoalState))
