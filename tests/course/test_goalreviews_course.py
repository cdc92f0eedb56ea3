# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Verdicts on goals in the course of their year, at its end, and of what was reached before; Y3, Y4."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import attrs
import pytest
from tests.course.goaltowns import (
    RESOLVED,
    codes,
    day_of,
    facts,
    judge,
    monitoring,
    places,
    report,
    seen,
    stage,
    until,
)

from weltoffen.course.goalevidence import GoalReason
from weltoffen.model.questionnaire import Gate

MIDDLE, END = day_of(146), day_of(365)
"""Two fifths of the 365 days of 2027 have passed on day 146."""
NEXT = dt.date(2028, 3, 1)


class TestCourse:
    """Y4: on course is at least the share of the way that has passed of the time, on the value's day."""

    @pytest.mark.parametrize(
        ("baseline", "target", "direction", "least"),
        [
            (100, 200, "rise", 140),
            (100, "100.5", "rise", "100.2"),
            (-100, 0, "rise", -60),
            (200, 100, "fall", 160),
            (0, -1, "fall", "-0.4"),
        ],
    )
    def test_two_fifths_of_the_time(
        self, baseline: int, target: int | str, direction: str, least: int | str
    ) -> None:
        def verdict(value: Fraction) -> str:
            by = monitoring(seen(MIDDLE, value), direction=direction)
            found = judge(places(target, baseline), MIDDLE, by=by)
            assert found.expected == Fraction(least)
            return found.verdict

        step = Fraction(1, 1000) if direction == "rise" else Fraction(-1, 1000)
        assert verdict(Fraction(least)) == "on-course"
        assert verdict(Fraction(least) + step) == "on-course"
        assert verdict(Fraction(least) - step) == "behind"

    def test_the_day_of_the_value_counts_not_that_of_the_review(self) -> None:
        by = monitoring(seen(day_of(73), 120))
        for on in (day_of(73), day_of(300), END):
            found = judge(places(200, 100), on, by=by)
            assert facts(found, "verdict", "expected") == ("on-course", 120)

    def test_a_goal_that_is_set_in_the_course_of_its_year(self) -> None:
        start = day_of(265)  # 100 days are left
        events = until("resolved", start)
        by = monitoring(seen(day_of(290), "124.9"), seen(day_of(315), 150))
        early = judge(places(200, 100), day_of(290), by=by, events=events)
        late = judge(places(200, 100), day_of(315), by=by, events=events)
        assert facts(early, "start", "expected", "verdict") == (start, 125, "behind")
        assert facts(late, "expected", "verdict") == (150, "on-course")

    def test_a_goal_that_is_set_long_before_its_year(self) -> None:
        events = until("resolved", dt.date(2025, 12, 31))  # 730 days before the end
        by = monitoring(seen(RESOLVED, 149), seen(day_of(365), 1))
        found = judge(places(200, 100), RESOLVED, by=by, events=events)
        assert facts(found, "expected", "verdict") == (150, "behind")

    def test_on_the_last_day_nothing_but_the_target_will_do(self) -> None:
        found = judge(places(200, 100), END, by=monitoring(seen(END, "199.9")))
        assert facts(found, "expected", "verdict", "reasons") == (200, "behind", ())

    def test_without_baseline_only_reaching_it_can_be_told(self) -> None:
        found = judge(places(200), MIDDLE, by=monitoring(seen(MIDDLE, 150)))
        assert (found.verdict, codes(found)) == ("no-data", ["no-baseline"])
        assert facts(found, "value", "expected") == (150, None)
        assert judge(places(200), MIDDLE, by=monitoring(seen(MIDDLE, 200))).verdict == "reached"


class TestReachedBefore:
    """Y3, Y4: a target that the baseline met already is reached without progress, which is told."""

    @pytest.mark.parametrize(
        ("direction", "target", "baseline", "value"),
        [
            ("rise", 20, 30, 25),
            ("rise", 20, 20, 20),
            ("rise", 20, 30, 40),
            ("fall", 20, 10, 15),
            ("fall", -20, -20, -20),
        ],
    )
    def test_of_an_indicator(self, direction: str, target: int, baseline: int, value: int) -> None:
        observed = monitoring(seen(RESOLVED, baseline), seen(MIDDLE, value), direction=direction)
        told = monitoring(seen(MIDDLE, value), direction=direction)
        for aim, by in ((places(target), observed), (places(target, baseline), told)):
            found = judge(aim, MIDDLE, by=by)
            assert facts(found, "verdict", "expected") == ("reached", target)
            assert found.reasons == (GoalReason(code="reached-before"),)

    @pytest.mark.parametrize(("direction", "before"), [("rise", "19.9"), ("fall", "20.1")])
    def test_what_was_not_met_before_is_progress(self, direction: str, before: str) -> None:
        by = monitoring(seen(MIDDLE, 20), direction=direction)
        found = judge(places(20, before), MIDDLE, by=by)
        assert (found.verdict, found.reasons) == ("reached", ())

    @pytest.mark.parametrize(("direction", "value"), [("rise", "19.9"), ("fall", "20.1")])
    def test_what_was_lost_is_behind_and_the_target_itself_was_needed(
        self, direction: str, value: str
    ) -> None:
        baseline = 30 if direction == "rise" else 10
        by = monitoring(seen(MIDDLE, value), direction=direction)
        found = judge(places(20, baseline), MIDDLE, by=by)
        assert facts(found, "verdict", "expected", "reasons") == ("behind", 20, ())

    def test_nobody_knows_without_baseline(self) -> None:
        assert judge(places(20), MIDDLE, by=monitoring(seen(MIDDLE, 25))).reasons == ()

    def test_of_a_stage(self) -> None:
        for baseline, wanted in (("0.5", ["reached-before"]), ("0.49", []), (None, [])):
            found = judge(stage("three", baseline), MIDDLE, by=report("2", MIDDLE))
            assert (found.verdict, codes(found)) == ("reached", wanted)

    def test_a_gate_may_hold_what_the_score_met_before(self) -> None:
        gate = Gate(id="gate", node="a", stage="four", question="q", minimum=4)
        found = judge(stage("four", "0.9"), MIDDLE, by=report("3", MIDDLE, gates=[gate]))
        assert facts(found, "verdict", "expected") == ("on-course", Fraction(3, 4))
        assert codes(found) == ["held"]

    def test_when_the_year_is_over(self) -> None:
        found = judge(places(20, 30), NEXT, by=monitoring(seen(END, 25)))
        assert (found.verdict, codes(found)) == ("reached", ["reached-before", "year-over"])


class TestEnd:
    """Y3: once the year is over a goal is reached or not; a value from after it says so."""

    def test_it_is_not_on_course_any_more(self) -> None:
        by = monitoring(seen(MIDDLE, 190))
        assert judge(places(200, 100), END, by=by).verdict == "on-course"
        found = judge(places(200, 100), day_of(366), by=by)
        assert facts(found, "verdict", "expected") == ("behind", None)
        assert found.reasons == (
            GoalReason(code="before-end", day=MIDDLE),
            GoalReason(code="year-over", day=END),
        )
        assert judge(places(200), day_of(366), by=by).verdict == "behind"  # without baseline, too

    @pytest.mark.parametrize("value", [199, 200])
    def test_a_value_from_before_the_end_is_named_as_such_whatever_it_is(self, value: int) -> None:
        by = monitoring(seen(day_of(364), value))
        told = judge(places(200, 100), NEXT, by=by)
        assert told.verdict == ("reached" if value == 200 else "behind")
        assert told.reasons[0] == GoalReason(code="before-end", day=day_of(364))
        assert codes(judge(places(200, 100), END, by=by)) == []

    def test_so_is_a_round_from_before_the_end(self) -> None:
        found = judge(stage("two", "0"), NEXT, by=report("1", MIDDLE))
        assert found.verdict == "reached"
        assert found.reasons[0] == GoalReason(code="before-end", day=MIDDLE)
        last = judge(stage("two", "0"), NEXT, by=report("1", END))
        assert codes(last) == ["year-over"]

    def test_reached(self) -> None:
        found = judge(places(200, 100), NEXT, by=monitoring(seen(END, 200)))
        assert (found.verdict, codes(found)) == ("reached", ["year-over"])

    def test_no_later_value_changes_what_was_said(self) -> None:
        seen_by_then = [seen(MIDDLE, 150), seen(day_of(300), 190)]
        later = [seen(day_of(366), 200), seen(dt.date(2028, 12, 31), 500)]
        first = judge(places(200, 100), NEXT, by=monitoring(*seen_by_then))
        assert facts(first, "verdict", "value", "measured_on") == ("behind", 190, day_of(300))
        for on in (day_of(366), NEXT, dt.date(2040, 1, 1)):
            found = judge(places(200, 100), on, by=monitoring(*seen_by_then, *later))
            assert attrs.evolve(found, on=first.on) == first

    @pytest.mark.parametrize(("direction", "values"), [("rise", (200, 9)), ("fall", (200, 300))])
    def test_only_without_a_value_in_time_the_first_one_after_it_counts(
        self, direction: str, values: tuple[int, int]
    ) -> None:
        late, later = seen(day_of(370), values[0]), seen(day_of(380), values[1])
        by = monitoring(seen(RESOLVED, 150), late, later, direction=direction)
        for on in (day_of(370), day_of(380), NEXT):
            found = judge(places(200), on, by=by)
            assert facts(found, "verdict", "value", "expected") == ("reached", 200, None)
            assert [one for one in found.reasons if one.code != "reached-before"] == [
                GoalReason(code="late", day=day_of(370)),
                GoalReason(code="year-over", day=END),
            ]
        before = judge(places(200), day_of(369), by=by)
        assert (before.verdict, codes(before)) == ("no-data", ["no-data-since", "year-over"])

    def test_a_late_value_may_be_behind(self) -> None:
        found = judge(places(200, 100), NEXT, by=monitoring(seen(day_of(366), 199)))
        assert (found.verdict, codes(found)) == ("behind", ["late", "year-over"])

    @pytest.mark.parametrize("day", [dt.date(2028, 1, 1), dt.date(2028, 2, 1)])
    def test_a_goal_that_was_resolved_after_its_year_is_not_judged(self, day: dt.date) -> None:
        """Neither what was measured before the resolution counts, nor what was measured after it."""
        events = until("resolved", day)
        after = day + dt.timedelta(days=1)
        by = monitoring(seen(END, 300), seen(day, 300), seen(after, 300))
        for on in (day, after, NEXT):
            found = judge(places(200), on, by=by, events=events)
            assert facts(found, "state", "verdict", "start", "value") == (
                "resolved",
                "no-data",
                None,
                None,
            )
            assert found.reasons == (
                GoalReason(code="resolved-late", day=day),
                GoalReason(code="year-over", day=END),
            )
        by_stage = judge(stage("two"), NEXT, by=report("4", after), events=events)
        assert codes(by_stage) == ["resolved-late", "year-over"]

    def test_a_goal_that_was_resolved_on_the_last_day(self) -> None:
        found = judge(
            places(200), END, by=monitoring(seen(END, 300)), events=until("resolved", END)
        )
        assert (found.verdict, codes(found)) == ("no-data", ["no-data-since"])
        by = monitoring(seen(END, 300), seen(day_of(366), 200))
        late = judge(places(250), NEXT, by=by, events=until("resolved", END))
        assert facts(late, "verdict", "value", "start") == ("behind", 200, END)
        assert codes(late) == ["late", "year-over"]
