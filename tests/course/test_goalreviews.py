# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, get_args

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

from weltoffen.course.goalreviews import (
    GoalReason,
    GoalReview,
    review_goals,
)
from weltoffen.model.assessment import Round
from weltoffen.model.goals import IndicatorAim, StageAim
from weltoffen.model.questionnaire import Gate
from weltoffen.report.earlier import Earlier, compare_reports
from weltoffen.scoring.results import Reason

if TYPE_CHECKING:
    from weltoffen.model.edition import Edition
    from weltoffen.report.structure import Report

MIDDLE, END = day_of(146), day_of(365)
"""Two fifths of the 365 days of 2027 have passed on day 146."""
NEXT = dt.date(2028, 3, 1)


def facts(found: GoalReview, *names: str) -> tuple[object, ...]:
    """Give attributes of a review."""
    return tuple(getattr(found, name) for name in names)


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
        assert (after.verdict, codes(after)) == ("behind", ["held", "year-over"])
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


class TestRounds:
    """Y3: the day of a report is the last one of its round, or the first; before the start is no progress."""

    def test_a_round_without_days(self) -> None:
        found = judge(stage("two"), MIDDLE, by=report("4", None))
        assert (found.verdict, codes(found)) == ("no-data", ["undated"])

    def test_the_first_day_if_there_is_no_last_one(self) -> None:
        found = judge(stage("two"), MIDDLE, by=report("4", None, start=day_of(9)))
        assert facts(found, "verdict", "measured_on") == ("reached", day_of(9))
        both = judge(stage("two"), MIDDLE, by=report("4", day_of(20), start=day_of(9)))
        assert both.measured_on == day_of(20)

    def test_a_round_of_later_than_the_review(self) -> None:
        by = report("4", day_of(200))
        found = judge(stage("two"), day_of(199), by=by)
        assert found.verdict == "no-data"
        assert found.reasons == (GoalReason(code="not-yet", day=day_of(200)),)
        assert judge(stage("two"), day_of(200), by=by).verdict == "reached"

    @pytest.mark.parametrize("day", [RESOLVED, RESOLVED - dt.timedelta(days=1)])
    def test_a_round_up_to_the_start_is_the_baseline(self, day: dt.date) -> None:
        found = judge(stage("three"), MIDDLE, by=report("4", day))
        assert found.verdict == "no-data"
        assert found.reasons == (GoalReason(code="no-data-since", day=RESOLVED),)
        assert facts(found, "baseline", "value") == (Fraction(1), None)
        assert judge(stage("three", "0.5"), MIDDLE, by=report("4", day)).baseline == Fraction(1, 2)
        assert judge(stage("three"), MIDDLE, by=report("u", day)).baseline is None

    def test_the_day_after_the_start_is_progress(self) -> None:
        assert judge(stage("three"), MIDDLE, by=report("4", day_of(1))).verdict == "reached"


def over_two_rounds(
    earlier: str,
    later: str,
    *,
    day: dt.date | None = RESOLVED,
    baseline: str | None = None,
    without: bool = False,
) -> GoalReview:
    """Judge stage four by a report beside an earlier one: an option for each question of ``a`` in turn.

    Args:
        earlier: Answers of the earlier round; it asked so many questions.
        later: Answers of the later one.
        day: Last day of the earlier round.
        baseline: The goal's own baseline.
        without: Whether the node is left out of what was compared.
    """

    def made(answers: str) -> tuple[Edition, Report]:
        here = town(*(single(f"q{number}", "a") for number in range(len(answers))))
        given = {f"q{number}": f"s{option}" for number, option in enumerate(answers)}
        return here.edition, here.report(here.official(**given))

    (edition, old), (newer, new) = made(earlier), made(later)
    old = attrs.evolve(old, assessment="town-2025", round=Round(id="old", end=day))
    new = attrs.evolve(new, round=Round(id="new", end=MIDDLE))
    change = compare_reports(Earlier(report=old, edition=edition), new, newer)
    assert change.main is not None
    if without:
        change = attrs.evolve(change, main=attrs.evolve(change.main, nodes=()))
    return judge(stage("four", baseline), MIDDLE, by=attrs.evolve(new, change=change))


class TestEarlierRounds:
    """Y3, G8: without a baseline of its own a goal begins at the earlier round, if that rests on the same."""

    def test_the_earlier_score_is_the_baseline(self) -> None:
        found = over_two_rounds("1", "2")
        assert found.baseline == Fraction(1, 4)
        assert found.expected == Fraction(1, 4) + Fraction(1, 2) * Fraction(2, 5)
        assert (found.verdict, found.reasons) == ("on-course", ())

    @pytest.mark.parametrize("day", [day_of(1), None])
    def test_but_not_if_it_was_after_the_start(self, day: dt.date | None) -> None:
        found = over_two_rounds("1", "2", day=day)
        assert (found.verdict, codes(found)) == ("no-data", ["no-baseline"])

    def test_over_what_both_rounds_share(self) -> None:
        found = over_two_rounds("13", "2")  # the second question was dropped
        assert found.baseline == Fraction(1, 4)

    @pytest.mark.parametrize("later", ["23", "22"])
    def test_but_not_if_the_score_rests_on_more(self, later: str) -> None:
        found = over_two_rounds("1", later)  # the second question is new
        assert (found.verdict, codes(found)) == ("no-data", ["other-questions"])
        assert found.baseline is None

    def test_if_it_is_reached_nobody_asks_where_it_began(self) -> None:
        found = over_two_rounds("1", "34")
        assert (found.verdict, found.reasons) == ("reached", ())

    def test_its_own_baseline_counts_first(self) -> None:
        assert over_two_rounds("1", "2", baseline="0.4").baseline == Fraction(2, 5)
        assert over_two_rounds("1", "22", baseline="0.4").baseline == Fraction(2, 5)

    def test_without_a_change_of_the_node_there_is_none(self) -> None:
        assert codes(over_two_rounds("1", "2", without=True)) == ["no-baseline"]

    def test_without_a_change_of_what_stands_for_the_whole_there_is_none(self) -> None:
        here = town(single("q", "a"))
        old = here.report(*here.persons("residents", q="111112"))
        new = here.report(here.official(q="s2"))
        old = attrs.evolve(old, assessment="town-2025", round=Round(id="old", end=RESOLVED))
        change = compare_reports(Earlier(report=old, edition=here.edition), new, here.edition)
        assert change.main is None
        by = attrs.evolve(new, change=change, round=Round(id="new", end=MIDDLE))
        assert codes(judge(stage("four"), MIDDLE, by=by)) == ["no-baseline"]


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

    def test_a_target_that_was_met_from_the_start(self) -> None:
        kept = monitoring(seen(RESOLVED, 300), seen(MIDDLE, 290))
        assert judge(places(240), MIDDLE, by=kept).verdict == "reached"
        lost = monitoring(seen(RESOLVED, 300), seen(MIDDLE, 239))
        assert judge(places(240), MIDDLE, by=lost).verdict == "behind"

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


class TestEnd:
    """Y3: once the year is over a goal is reached or not; a value from after it says so."""

    def test_it_is_not_on_course_any_more(self) -> None:
        by = monitoring(seen(MIDDLE, 190))
        assert judge(places(200, 100), END, by=by).verdict == "on-course"
        found = judge(places(200, 100), day_of(366), by=by)
        assert facts(found, "verdict", "expected") == ("behind", None)
        assert found.reasons == (GoalReason(code="year-over", day=END),)
        assert judge(places(200), day_of(366), by=by).verdict == "behind"  # without baseline, too

    def test_reached(self) -> None:
        found = judge(places(200, 100), NEXT, by=monitoring(seen(END, 200)))
        assert (found.verdict, codes(found)) == ("reached", ["year-over"])

    def test_a_value_from_after_the_end(self) -> None:
        by = monitoring(seen(END, 190), seen(day_of(366), 200))
        assert judge(places(200, 100), END, by=by).verdict == "behind"
        found = judge(places(200, 100), NEXT, by=by)
        assert facts(found, "verdict", "value") == ("reached", 200)
        assert found.reasons == (
            GoalReason(code="late", day=day_of(366)),
            GoalReason(code="year-over", day=END),
        )

    def test_a_goal_that_was_resolved_after_its_year(self) -> None:
        events = until("resolved", dt.date(2028, 2, 1))
        by = monitoring(seen(END, 300), seen(dt.date(2028, 1, 15), 300))
        found = judge(places(200), dt.date(2028, 2, 1), by=by, events=events)
        assert facts(found, "start", "verdict") == (END, "reached")
        assert codes(found) == ["late", "year-over"]
        early = monitoring(seen(END, 300))
        found = judge(places(200), dt.date(2028, 2, 1), by=early, events=events)
        assert codes(found) == ["no-data-since", "year-over"]

    def test_a_goal_that_was_resolved_on_the_last_day(self) -> None:
        found = judge(
            places(200), END, by=monitoring(seen(END, 300)), events=until("resolved", END)
        )
        assert (found.verdict, codes(found)) == ("no-data", ["no-data-since"])
