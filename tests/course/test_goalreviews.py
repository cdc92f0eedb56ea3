# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
import time
from fractions import Fraction
from typing import Any, Literal, get_args

import attrs
import pytest
from tests.builders import refused, single, town
from tests.course.goaltowns import (
    ORGANISATION,
    PAPER,
    RESOLVED,
    codes,
    day_of,
    event,
    facts,
    goal,
    judge,
    monitoring,
    places,
    plan,
    report,
    seen,
    stage,
    until,
)

from weltoffen.course.goalevidence import GoalReason
from weltoffen.course.goalreviews import review_goals
from weltoffen.errors import Unprotected
from weltoffen.model.assessment import Round
from weltoffen.model.goals import MAX_GOALS, IndicatorAim, StageAim
from weltoffen.model.monitoring import MAX_OBSERVATIONS
from weltoffen.model.questionnaire import Gate
from weltoffen.scoring.results import Reason

MIDDLE, END = day_of(146), day_of(365)
"""Two fifths of the 365 days of 2027 have passed on day 146."""
NEXT = dt.date(2028, 3, 1)


class TestWho:
    """Y3: only goals that are resolved are judged; the others are named, with the reason."""

    @pytest.mark.parametrize("kind", [None, "recommended"])
    def test_what_is_not_resolved(self, kind: str | None) -> None:
        found = judge(places(1), MIDDLE, by=monitoring(seen(MIDDLE, 5)), events=until(kind))
        assert (found.verdict, codes(found)) == ("no-data", ["not-resolved"])
        assert facts(found, "start", "value", "target") == (None, None, None)

    def test_what_was_never_resolved_when_the_year_was_over(self) -> None:
        found = judge(places(1), NEXT, by=monitoring(), events=[])
        assert found.reasons == (
            GoalReason(code="not-resolved"),
            GoalReason(code="year-over", day=END),
        )

    def test_what_is_resolved_later_is_not_resolved_yet(self) -> None:
        later = [event("recommended", RESOLVED), event("resolved", END, "council", paper=PAPER)]
        found = judge(places(1), MIDDLE, by=monitoring(seen(MIDDLE, 5)), events=later)
        assert (found.state, codes(found)) == ("recommended", ["not-resolved"])

    def test_what_was_dropped(self) -> None:
        dropped = [*until("resolved"), event("dropped", day_of(100), "council", paper=PAPER)]
        by = monitoring(seen(day_of(90), 5))
        found = judge(places(1), MIDDLE, by=by, events=dropped)
        assert facts(found, "state", "verdict") == ("dropped", "no-data")
        assert found.reasons == (GoalReason(code="dropped", day=day_of(100)),)
        assert judge(places(1), day_of(99), by=by, events=dropped).verdict == "reached"

    def test_what_was_reviewed_is_judged_like_what_is_resolved(self) -> None:
        by = monitoring(seen(MIDDLE, 5))
        found = judge(places(1), MIDDLE, by=by, events=until("reviewed"))
        assert facts(found, "state", "verdict") == ("reviewed", "reached")

    def test_one_for_each_goal_in_the_order_of_the_plan(self) -> None:
        goals = [
            goal(places(1), "d", events=until("recommended")),
            goal(stage("two"), "a"),
            goal(places(9), "c", measures=["courses"]),
            goal(places(1), "b", events=[event("dropped", RESOLVED)]),
        ]
        found = review_goals(
            plan(*goals),
            ORGANISATION,
            on=MIDDLE,
            report=report("2", MIDDLE),
            monitoring=monitoring(seen(MIDDLE, 2)),
        )
        assert [one.goal for one in found] == goals
        assert [one.verdict for one in found] == ["no-data", "reached", "no-data", "no-data"]
        assert found[2].goal.measures == ("courses",)

    def test_what_was_not_there_yet_is_left_out(self) -> None:
        goals = [
            goal(places(1), "later", events=[event("recommended", END)]),
            goal(IndicatorAim(indicator="x", value=1), "later-without-indicator"),
            goal(places(1), "draft", events=[]),
        ]
        found = plan(*goals[::2])
        by = monitoring()
        day = RESOLVED - dt.timedelta(days=1)
        assert [one.goal.id for one in review_goals(found, ORGANISATION, on=day)] == ["draft"]
        assert [one.goal.id for one in review_goals(found, ORGANISATION, on=END)] == [
            "later",
            "draft",
        ]
        early = review_goals(plan(*goals), ORGANISATION, on=day, monitoring=by)
        assert [one.goal.id for one in early] == ["draft"]
        assert refused(
            lambda: review_goals(plan(*goals), ORGANISATION, on=MIDDLE, monitoring=by)
        ) == [("unknown-indicator", "/goals/1/indicator/indicator")]

    def test_rights_are_checked(self) -> None:
        wrong = plan(goal(places(1), events=[event("recommended", RESOLVED, "office")]))
        assert refused(lambda: review_goals(wrong, ORGANISATION, on=MIDDLE)) == [
            ("not-entitled", "/goals/0/events/0/body")
        ]


class TestStages:
    """Y3, S6: a stage is reached at or above it, gates included, by the order of the stages."""

    @pytest.mark.parametrize(
        ("option", "verdict"),
        [("0", "behind"), ("1", "behind"), ("2", "reached"), ("3", "reached"), ("4", "reached")],
    )
    def test_at_or_above(self, option: str, verdict: str) -> None:
        found = judge(stage("three", "0.25"), END, by=report(option, END))
        assert found.verdict == verdict
        assert found.target == Fraction(1, 2)
        assert found.value == Fraction(int(option), 4)
        assert found.stage == ("one", "two", "three", "four", "four")[int(option)]
        assert found.measured_on == END

    def test_a_gate_holds_the_stage_though_the_score_is_there(self) -> None:
        gate = Gate(id="gate", node="a", stage="four", question="q", minimum=4)
        by = report("3", MIDDLE, gates=[gate])
        assert by.by_node["a"].stage == "three"
        found = judge(stage("four", "0.25"), MIDDLE, by=by)
        assert found.verdict == "on-course"  # by its score, but it is not reached
        assert found.reasons == (GoalReason(code="held", gates=("gate",)),)
        after = judge(stage("four", "0.25"), NEXT, by=by)
        assert (after.verdict, codes(after)) == ("behind", ["held", "before-end", "year-over"])
        assert judge(stage("four"), MIDDLE, by=report("4", MIDDLE, gates=[gate])).reasons == ()

    def test_no_report(self) -> None:
        found = judge(stage("three", "0.25"), MIDDLE, by=monitoring())
        assert (found.verdict, codes(found)) == ("no-data", ["no-report"])
        assert facts(found, "target", "baseline") == (None, Fraction(1, 4))

    @pytest.mark.parametrize("reason", get_args(Reason))
    def test_no_score_says_why(self, reason: Reason) -> None:
        asked = report("u", MIDDLE)
        assert asked.by_node["a"].reason == "no-answers"
        by = attrs.evolve(asked, nodes=(attrs.evolve(asked.nodes[0], reason=reason),))
        found = judge(stage("two"), MIDDLE, by=by)
        assert (found.verdict, codes(found)) == ("no-data", [reason])
        assert facts(found, "value", "stage", "measured_on") == (None, None, None)

    def test_a_protected_score_is_not_told(self) -> None:
        here = town(single("q", "a"))
        made = here.report(*here.persons("residents", q="44"))
        by = attrs.evolve(made, round=Round(id="r", end=MIDDLE))
        found = judge(stage("two"), MIDDLE, by=by)
        assert (found.verdict, codes(found), found.value) == ("no-data", ["protected"], None)

    def test_nodes_and_stages_exist(self) -> None:
        by = report("2", MIDDLE)
        goals = [
            goal(StageAim(node="a", stage="two"), "good"),
            goal(StageAim(node="x", stage="five"), "bad", events=[]),
            goal(StageAim(node="x", stage="two"), "old", events=[event("dropped", RESOLVED)]),
            goal(places(1), "value"),
        ]
        assert refused(lambda: review_goals(plan(*goals), ORGANISATION, on=MIDDLE, report=by)) == [
            ("unknown-node", "/goals/1/stage/node"),
            ("unknown-stage", "/goals/1/stage/stage"),
        ]


class TestIndicators:
    """Y3, I1, I2: the latest value from after the start, in the direction of the indicator."""

    @pytest.mark.parametrize(
        ("direction", "value", "verdict"),
        [
            ("rise", "239.9", "behind"),
            ("rise", 240, "reached"),
            ("rise", 241, "reached"),
            ("fall", "240.1", "behind"),
            ("fall", 240, "reached"),
            ("fall", 239, "reached"),
        ],
    )
    def test_in_its_direction(self, direction: str, value: object, verdict: str) -> None:
        baseline = 0 if direction == "rise" else 500
        by = monitoring(seen(END, value), direction=direction)
        found = judge(places(240, baseline), END, by=by)
        assert facts(found, "verdict", "target", "measured_on") == (verdict, 240, END)

    def test_the_latest_value_up_to_the_day_counts(self) -> None:
        by = monitoring(seen(day_of(200), 10), seen(day_of(50), 1), seen(day_of(100), 5))
        for day, value in ((50, 1), (99, 1), (100, 5), (199, 5), (200, 10), (365, 10)):
            assert judge(places(240, 0), day_of(day), by=by).value == value

    def test_values_of_one_day_are_averaged_and_parts_left_out(self) -> None:
        by = monitoring(
            seen(MIDDLE, 10),
            seen(MIDDLE, 11),
            seen(MIDDLE, 999, category="district"),
            seen(END, 999, category="district"),
            seen(END, 7, indicator="waiting"),
        )
        found = judge(places(240, 0), END, by=by)
        assert facts(found, "value", "measured_on") == (Fraction(21, 2), MIDDLE)

    def test_the_last_value_up_to_the_start_is_the_baseline(self) -> None:
        before = [seen(dt.date(2025, 12, 31), 50), seen(RESOLVED, 100), seen(RESOLVED, 102)]
        found = judge(places(240), MIDDLE, by=monitoring(*before, seen(MIDDLE, 160)))
        assert found.baseline == 101
        assert found.expected == 101 + Fraction(139 * 2, 5)
        assert (
            judge(places(240, 7), MIDDLE, by=monitoring(*before, seen(MIDDLE, 160))).baseline == 7
        )

    def test_values_from_before_are_no_progress(self) -> None:
        found = judge(places(240), MIDDLE, by=monitoring(seen(RESOLVED, 300)))
        assert found.verdict == "no-data"
        assert found.reasons == (GoalReason(code="no-data-since", day=RESOLVED),)
        assert facts(found, "value", "baseline") == (None, 300)
        assert codes(judge(places(240), MIDDLE, by=monitoring())) == ["no-data-since"]

    def test_no_monitoring(self) -> None:
        found = judge(places(240, 5), MIDDLE, by=report("4", MIDDLE))
        assert (found.verdict, codes(found)) == ("no-data", ["no-monitoring"])
        assert facts(found, "target", "baseline") == (240, 5)

    @pytest.mark.parametrize("status", ["provisional", "estimated"])
    def test_the_status_is_told(self, status: Literal["provisional", "estimated"]) -> None:
        by = monitoring(seen(RESOLVED, 1, status="estimated"), seen(MIDDLE, 300, status=status))
        assert judge(places(240), MIDDLE, by=by).reasons == (GoalReason(code=status, day=MIDDLE),)
        mixed = monitoring(
            seen(MIDDLE, 300),
            seen(MIDDLE, 301, status="estimated"),
            seen(MIDDLE, 302, status=status),
        )
        assert status in codes(judge(places(240), MIDDLE, by=mixed))
        assert judge(places(240), MIDDLE, by=monitoring(seen(MIDDLE, 300))).reasons == ()

    def test_indicators_exist(self) -> None:
        goals = [
            goal(places(1), "good"),
            goal(IndicatorAim(indicator="x", value=1), "bad", events=[]),
            goal(IndicatorAim(indicator="x", value=1), "old", events=[event("dropped", RESOLVED)]),
        ]
        assert refused(
            lambda: review_goals(plan(*goals), ORGANISATION, on=MIDDLE, monitoring=monitoring())
        ) == [("unknown-indicator", "/goals/1/indicator/indicator")]
        assert len(review_goals(plan(*goals), ORGANISATION, on=MIDDLE)) == 3


class TestArguments:
    """P5: wrong arguments are told at once and by name, and a report that is none is refused."""

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"plan": None}, "plan is to be GoalPlan, not NoneType"),
            ({"organisation": "structure"}, "organisation is to be Organisation, not str"),
            ({"on": None}, "on is to be date, not NoneType"),
            ({"on": dt.datetime(2027, 5, 26, tzinfo=dt.UTC)}, "on is to be date, not datetime"),
            ({"monitoring": object()}, "monitoring is to be Monitoring or None, not object"),
        ],
    )
    def test_by_name(self, changes: dict[str, Any], said: str) -> None:
        fields: dict[str, Any] = {"plan": plan(), "organisation": ORGANISATION, "on": MIDDLE}
        with pytest.raises(TypeError, match=f"^review_goals: {said}$"):
            review_goals(**{**fields, **changes})

    def test_a_report_is_a_report(self) -> None:
        made: Any = object()
        with pytest.raises(Unprotected, match="review_goals takes a Report or None, not object"):
            review_goals(plan(goal(stage("two"))), ORGANISATION, on=MIDDLE, report=made)


class TestSpeed:
    """Input is bounded, and what is within the bounds is answered in seconds."""

    def test_the_most_goals_on_the_most_observations(self) -> None:
        """200 goals for one indicator with 40 values on each of 500 days."""
        days = [RESOLVED + dt.timedelta(days=number - 250) for number in range(500)]
        one = [seen(day, number) for day in days for number in range(MAX_OBSERVATIONS // len(days))]
        goals = [goal(places(number), f"g-{number}") for number in range(MAX_GOALS)]
        by = monitoring(*one)
        before = time.process_time()
        found = review_goals(plan(*goals), ORGANISATION, on=days[-1], monitoring=by)
        assert time.process_time() - before < 2
        assert len(one) == MAX_OBSERVATIONS
        assert {facts(each, "value", "measured_on") for each in found} == {
            (Fraction(39, 2), days[-1])
        }
        assert [each.verdict for each in found[19:21]] == ["reached", "behind"]
