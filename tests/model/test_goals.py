# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import copy
import datetime as dt
import pickle
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.errors import InvalidDocument
from weltoffen.model.goals import (
    MAX_GOALS,
    MAX_LINKS,
    GoalEvent,
    GoalPlan,
    GoalStep,
    IndicatorAim,
    StageAim,
    YearlyGoal,
)
from weltoffen.model.paper import PaperReference
from weltoffen.model.text import Text
from weltoffen.model.transitions import MAX_EVENTS
from weltoffen.testing import goal_plans

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

TEXT = {"de": "x"}
PAPER = PaperReference(number="13/101/2026")
DAY = dt.date(2026, 12, 15)


def goal(id_: str = "courses", **changes: Any) -> YearlyGoal:  # noqa: ANN401 - any field
    aim = {} if "stage" in changes else {"indicator": IndicatorAim(indicator="places", value=240)}
    return YearlyGoal(**{"id": id_, "title": TEXT, "year": 2027, **aim, **changes})


def plan(*goals: Any, **changes: Any) -> GoalPlan:  # noqa: ANN401 - any field
    fields = {"id": "p", "source_language": "de", "organisation": "o", "goals": goals}
    return GoalPlan(**{**fields, **changes})


def event(kind: Any, day: Any = DAY, **changes: Any) -> GoalEvent:  # noqa: ANN401 - any field
    return GoalEvent(**{"kind": kind, "date": day, "body": "council", **changes})


def lived(*kinds: str) -> YearlyGoal:
    """Give a goal with steps of these kinds, each with a paper."""
    return goal(events=[event(kind, paper=PAPER) for kind in kinds])


def kinds_of(*events: GoalEvent) -> list[str]:
    """Give the steps of a goal that was accepted."""
    return [one.kind for one in goal(events=events).events]


class TestPlan:
    """Y1: a plan holds goals, each with a year, an aim, and what it comes from."""

    def test_almost_nothing_is_asked_for(self) -> None:
        found = plan()
        assert found.goals == ()
        assert found.goals_by_id == {}
        assert found.extensions is None
        draft = goal()
        assert (draft.needs, draft.measures, draft.events) == ((), (), ())
        assert (draft.responsible, draft.stage) == (None, None)

    def test_everything_has_its_place(self) -> None:
        first = goal(
            needs=["near-by"],
            measures=["district-courses"],
            responsible="office",
            events=[
                event("recommended", note=TEXT),
                event("resolved", paper=PAPER),
            ],
        )
        second = goal("steering", stage=StageAim(node="management", stage="far", baseline="0.375"))
        found = plan(first, second)
        assert found.goals_by_id == {"courses": first, "steering": second}
        assert first.title == Text(TEXT)
        assert first.events[0].note == Text(TEXT)
        assert hash(found)

    def test_a_goal_has_one_aim_and_ends_with_its_year(self) -> None:
        by_value, by_stage = goal(), goal(stage=StageAim(node="n", stage="s"), year=2028)
        assert by_value.aim == IndicatorAim(indicator="places", value=Fraction(240))
        assert by_stage.aim == StageAim(node="n", stage="s")
        assert by_value.end == dt.date(2027, 12, 31)
        assert by_stage.end == dt.date(2028, 12, 31)

    @given(goal_plans())
    def test_equal_parts_make_equal_plans(self, found: GoalPlan) -> None:
        fields = {field.name: getattr(found, field.name) for field in attrs.fields(GoalPlan)}
        assert GoalPlan(**fields) == found


class TestAims:
    """Y1: either a target stage of a node or a value of an indicator, and a year."""

    def test_exactly_one_aim(self, refused: Refused) -> None:
        wanted = [("stage-or-indicator", "")]
        assert refused(lambda: goal(indicator=None)) == wanted
        both = StageAim(node="n", stage="s"), IndicatorAim(indicator="i", value=1)
        assert refused(lambda: goal(stage=both[0], indicator=both[1])) == wanted

    @pytest.mark.parametrize("year", [1990, 2100])
    def test_years(self, year: int) -> None:
        assert goal(year=year).year == year

    @pytest.mark.parametrize("year", [1989, 2101, 0, -2027, 20270])
    def test_years_out_of_range(self, year: int, refused: Refused) -> None:
        assert refused(lambda: goal(year=year)) == [("outside-range", "/year")]

    @pytest.mark.parametrize("year", ["2027", 2027.0, True, None, DAY])
    def test_a_year_is_a_whole_number(self, year: object, refused: Refused) -> None:
        assert refused(lambda: goal(year=year)) == [("wrong-type", "/year")]

    @pytest.mark.parametrize("baseline", [0, 1, "0.5", "1/3"])
    def test_a_score_is_a_share(self, baseline: Any) -> None:  # noqa: ANN401 - exact input
        stage = StageAim(node="n", stage="s", baseline=baseline)
        assert goal(stage=stage).stage == stage

    @pytest.mark.parametrize("baseline", ["-0.001", "1.001", 45])
    def test_no_score_lies_elsewhere(self, baseline: Any, refused: Refused) -> None:  # noqa: ANN401 - exact input
        stage = StageAim(node="n", stage="s", baseline=baseline)
        assert refused(lambda: goal(stage=stage)) == [("outside-range", "/stage/baseline")]

    def test_a_value_may_be_any_number(self) -> None:
        aim = IndicatorAim(indicator="i", value="-12.5", baseline="1000000")
        assert goal(indicator=aim).indicator == aim
        with pytest.raises(InvalidDocument):
            IndicatorAim(indicator="i", value=0.5)  # type: ignore[arg-type] # that is the point

    def test_a_value_can_be_written(self, refused: Refused) -> None:
        """M5: a finite decimal within plus or minus 2^53 - 1."""
        most = IndicatorAim(indicator="i", value=2**53 - 1, baseline=1 - 2**53)
        assert goal(indicator=most).indicator == most
        for value, code in (("1/3", "not-decimal"), (2**53, "number-too-large")):
            aim = IndicatorAim(indicator="i", value=value, baseline=value)
            assert refused(partial(goal, indicator=aim)) == [
                (code, "/indicator/value"),
                (code, "/indicator/baseline"),
            ]

    def test_ids(self, refused: Refused) -> None:
        assert refused(lambda: goal(stage=StageAim(node="N", stage=3))) == [  # type: ignore[arg-type]
            ("bad-id", "/stage/node"),
            ("bad-id", "/stage/stage"),
        ]
        assert refused(lambda: goal(indicator=IndicatorAim(indicator="", value=1))) == [
            ("bad-id", "/indicator/indicator")
        ]


STATES = {
    (): {"recommended", "dropped"},
    ("recommended",): {"resolved", "dropped"},
    ("recommended", "resolved"): {"reviewed", "dropped"},
    ("recommended", "resolved", "reviewed"): {"reviewed", "dropped"},
    ("recommended", "resolved", "reviewed", "reviewed"): {"reviewed", "dropped"},
    ("dropped",): set(),
    ("recommended", "dropped"): set(),
    ("recommended", "resolved", "dropped"): set(),
    ("recommended", "resolved", "reviewed", "dropped"): set(),
}
"""What may come next, written from Y2."""
STEPS: tuple[GoalStep, ...] = get_args(GoalStep)


def in_order(kinds: list[str]) -> bool:
    """Say whether steps are in a possible order, without looking at the code (Y2)."""
    *steps, last = [*kinds, "end"] if kinds[-1:] != ["dropped"] else kinds
    plain = [one for one in steps if one != "reviewed"]
    starts = (["recommended", "resolved"][: len(plain)] == plain) and len(plain) <= 2
    reviewed = [place for place, one in enumerate(steps) if one == "reviewed"]
    return starts and all(place >= 2 for place in reviewed) and last in {"end", "dropped"}


class TestEvents:
    """Y2: recommended, resolved, reviewed any number of times; dropped from any of them, for good."""

    @pytest.mark.parametrize("before", STATES, ids=lambda kinds: "-".join(kinds) or "draft")
    @pytest.mark.parametrize("kind", STEPS)
    def test_what_may_come_next(self, before: tuple[str, ...], kind: str, refused: Refused) -> None:
        if kind in STATES[before]:
            assert len(lived(*before, kind).events) == len(before) + 1
        else:
            assert refused(lambda: lived(*before, kind)) == [
                ("step-not-possible", f"/events/{len(before)}/kind")
            ]

    @given(st.lists(st.sampled_from(STEPS), max_size=6))
    def test_any_sequence(self, kinds: list[str]) -> None:
        try:
            lived(*kinds)
        except InvalidDocument:
            assert not in_order(kinds)
        else:
            assert in_order(kinds)

    def test_the_message_says_what_is_possible(self) -> None:
        with pytest.raises(InvalidDocument) as caught:
            lived("resolved")
        (problem,) = caught.value.problems
        assert problem.message("en") == (
            'The kind cannot be "resolved" here: before it, the state is "draft". It can be: recommended, '
            "dropped. Check whether a step before it is missing."
        )

    def test_a_resolution_has_its_paper(self, refused: Refused) -> None:
        steps = [event("recommended"), event("resolved")]
        assert refused(lambda: goal(events=steps)) == [("paper-missing", "/events/1/paper")]

    def test_a_paper_is_not_dated_after_its_step(self, refused: Refused) -> None:
        def dated(days: int) -> YearlyGoal:
            paper = attrs.evolve(PAPER, date=DAY + dt.timedelta(days=days))
            return goal(events=[event("recommended"), event("resolved", paper=paper)])

        assert [len(dated(days).events) for days in (0, -1, -400)] == [2, 2, 2]
        assert refused(lambda: dated(1)) == [("paper-later", "/events/1/paper/date")]

    def test_dropping_what_was_resolved_needs_a_paper(self, refused: Refused) -> None:
        resolved = [event("recommended"), event("resolved", paper=PAPER)]
        for steps in (resolved, [*resolved, event("reviewed")]):
            without = [*steps, event("dropped")]
            assert refused(partial(goal, events=without)) == [
                ("paper-missing", f"/events/{len(steps)}/paper")
            ]
            assert kinds_of(*steps, event("dropped", paper=PAPER))[-1] == "dropped"

    def test_nothing_else_needs_one(self) -> None:
        assert kinds_of(event("dropped")) == ["dropped"]
        assert kinds_of(event("recommended"), event("dropped")) == ["recommended", "dropped"]
        reviewed = [event("recommended"), event("resolved", paper=PAPER), event("reviewed")]
        assert kinds_of(*reviewed) == ["recommended", "resolved", "reviewed"]

    def test_days_never_fall_back(self, refused: Refused) -> None:
        steps = [event("recommended"), event("resolved", paper=PAPER)]
        assert kinds_of(*steps) == ["recommended", "resolved"]  # on one day
        later = event("recommended", DAY + dt.timedelta(days=1))
        assert refused(lambda: goal(events=[later, steps[1]])) == [
            ("event-order", "/events/1/date")
        ]


class TestRules:
    """M2, M7: ids, languages, days, lists of bounded length, and wrong types; all told at once."""

    def test_everything_that_is_wrong_with_a_goal(self, refused: Refused) -> None:
        wrong: dict[str, Any] = {
            "id": "Ziel 1",
            "year": 27,
            "needs": ["Bedarf", "a", "a", ["a"]],
            "measures": [1],
            "responsible": "Amt",
            "stage": StageAim(node="n", stage="Stufe 3", baseline=2),
            "events": [event("beschlossen", "15.12.2026", body="Rat")],
        }
        assert refused(lambda: goal(**wrong)) == [
            ("bad-id", "/id"),
            ("outside-range", "/year"),
            ("bad-id", "/needs/0"),
            ("duplicate-id", "/needs/2"),
            ("bad-id", "/needs/3"),
            ("bad-id", "/measures/0"),
            ("bad-id", "/responsible"),
            ("bad-id", "/stage/stage"),
            ("outside-range", "/stage/baseline"),
            ("not-allowed", "/events/0/kind"),
            ("bad-date", "/events/0/date"),
            ("bad-id", "/events/0/body"),
        ]

    def test_everything_that_is_wrong_with_a_plan(self, refused: Refused) -> None:
        wrong = {"id": "", "organisation": None, "source_language": "deutsch"}
        assert refused(lambda: plan("goal", goal(), **wrong)) == [
            ("bad-id", "/id"),
            ("bad-language", "/source_language"),
            ("bad-id", "/organisation"),
            ("wrong-type", "/goals/0"),
        ]

    @pytest.mark.parametrize("value", [5, "", {}, ()], ids=str)
    def test_extensions_are_extensions(self, value: object, refused: Refused) -> None:
        assert refused(lambda: plan(extensions=value)) == [("wrong-type", "/extensions")]

    def test_goals_by_id_cannot_be_changed(self) -> None:
        found = plan(goal())
        given_out: Any = found.goals_by_id
        with pytest.raises(TypeError):
            given_out["courses"] = None
        assert found.goals_by_id == {"courses": goal()}
        for same in (copy.deepcopy(found), pickle.loads(pickle.dumps(found))):  # noqa: S301 - our own
            assert (same, same.goals_by_id) == (found, found.goals_by_id)

    def test_ids_stand_once(self, refused: Refused) -> None:
        goals = [goal("a"), goal("b"), goal("a")]
        assert refused(lambda: plan(*goals)) == [("duplicate-id", "/goals/2/id")]

    @pytest.mark.parametrize(
        ("changes", "place"),
        [
            ({"stage": "far", "indicator": None}, "/stage"),
            ({"indicator": {"indicator": "i", "value": 1}}, "/indicator"),
            ({"events": ["recommended"]}, "/events/0"),
            ({"events": [event("recommended"), None]}, "/events/1"),
            ({"events": [event("recommended", paper="13/101/2026")]}, "/events/0/paper"),
        ],
    )
    def test_wrong_types_are_told(
        self, changes: dict[str, Any], place: str, refused: Refused
    ) -> None:
        assert refused(lambda: goal(**changes)) == [("wrong-type", place)]

    @pytest.mark.parametrize("day", [None, "2026-12-15", dt.datetime(2026, 12, 15, tzinfo=dt.UTC)])
    def test_a_day_is_a_day(self, day: object, refused: Refused) -> None:
        found = refused(lambda: goal(events=[event("recommended", day)]))
        assert found == [("bad-date", "/events/0/date")]

    def test_lists_are_bounded(self, refused: Refused) -> None:
        many = [f"n-{number}" for number in range(MAX_LINKS + 1)]
        assert len(goal(needs=many[1:], measures=many[1:]).needs) == MAX_LINKS
        found = refused(lambda: goal(needs=many, measures=many))
        assert found == [("too-many", "/needs"), ("too-many", "/measures")]
        start = [event("recommended"), event("resolved", paper=PAPER)]
        reviews = [event("reviewed")] * (MAX_EVENTS - 2)
        assert len(kinds_of(*start, *reviews)) == MAX_EVENTS
        found = refused(lambda: goal(events=[*start, *reviews, reviews[0]]))
        assert found == [("too-many", "/events")]
        goals = [goal(f"g-{number}") for number in range(MAX_GOALS + 1)]
        assert len(plan(*goals[1:]).goals) == MAX_GOALS
        assert refused(lambda: plan(*goals)) == [("too-many", "/goals")]
