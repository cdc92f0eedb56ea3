# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Laws of the review of goals, and the rules once more as oracles; Y3, Y4."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.course.goaltowns import (
    codes,
    day_of,
    judge,
    monitoring,
    places,
    report,
    seen,
    stage,
    until,
)

if TYPE_CHECKING:
    from weltoffen.course.goalreviews import GoalReview
    from weltoffen.model.monitoring import Monitoring

NUMBERS = st.builds(Fraction, st.integers(-80, 80), st.sampled_from([1, 2, 4, 5]))
"""Finite decimals (M5), some of them equal."""
OBSERVATIONS = st.lists(
    st.tuples(st.integers(-60, 430), NUMBERS, st.sampled_from(["final", "estimated"])),
    max_size=6,
    unique_by=lambda one: (one[0], one[1]),
)
OLD_DAYS = st.integers(-40, 400)
"""Days counted from the last of 2026."""


def watched(found: list[tuple[int, Fraction, str]], direction: str, sign: int = 1) -> Monitoring:
    return monitoring(
        *(seen(day_of(day), sign * value, status=status) for day, value, status in found),
        direction=direction,
    )


def told(found: GoalReview, sign: int = 1) -> tuple[object, ...]:
    """Give everything of a review but the goal, with numbers multiplied by a sign."""
    numbers = (found.value, found.baseline, found.target, found.expected)
    signed = [None if one is None else sign * one for one in numbers]
    return (*signed, found.verdict, found.reasons, found.start, found.measured_on)


class TestLaws:
    """Y3, Y4: laws that hold whatever the values are."""

    @given(OBSERVATIONS, NUMBERS, st.none() | NUMBERS, OLD_DAYS, st.integers(0, 60))
    def test_turned_around_it_is_the_same(
        self,
        found: list[tuple[int, Fraction, str]],
        target: Fraction,
        baseline: Fraction | None,
        resolved: int,
        later: int,
    ) -> None:
        """Negating every value and the direction gives the same verdict and reasons."""
        events, on = until("resolved", day_of(resolved)), day_of(resolved + later)
        up = judge(places(target, baseline), on, by=watched(found, "rise"), events=events)
        down = judge(
            places(-target, None if baseline is None else -baseline),
            on,
            by=watched(found, "fall", -1),
            events=events,
        )
        assert told(up) == told(down, -1)

    @given(OBSERVATIONS, NUMBERS, st.none() | NUMBERS, st.integers(0, 430))
    def test_by_the_rule(
        self,
        found: list[tuple[int, Fraction, str]],
        target: Fraction,
        baseline: Fraction | None,
        on: int,
    ) -> None:
        """An oracle: the rule in whole days of 2027 and cross-multiplied, for a rising indicator."""
        result = judge(places(target, baseline), day_of(on), by=watched(found, "rise"))
        values: dict[int, list[Fraction]] = {}
        for day, value, _ in found:
            values.setdefault(day, []).append(value)
        mean = {day: sum(one, Fraction(0)) / len(one) for day, one in values.items()}
        in_time = [day for day in mean if 0 < day <= min(on, 365)]
        late = [day for day in mean if 365 < day <= on]
        since = [max(in_time)] if in_time else [min(late)] if late else []
        before = [day for day in mean if day <= 0]
        began = mean[max(before)] if baseline is None and before else baseline
        if not since:
            wanted = "no-data"
        elif mean[max(since)] >= target:
            wanted = "reached"
        elif on > 365:
            wanted = "behind"
        elif began is None:
            wanted = "no-data"
        else:
            day = max(since)
            ahead = 365 * (mean[day] - began) >= day * (target - began)
            wanted = "on-course" if ahead else "behind"
        assert result.verdict == wanted
        told_of = set(codes(result))
        met = began is not None and began >= target
        assert ("reached-before" in told_of) == (wanted == "reached" and met)
        over = on > 365 and bool(since)
        assert ("before-end" in told_of) == (over and max(since) < 365)
        assert ("late" in told_of) == (over and max(since) > 365)

    @given(OBSERVATIONS, OBSERVATIONS, NUMBERS, st.integers(0, 300), st.integers(0, 100))
    def test_the_verdict_on_a_year_that_is_over_stays(
        self,
        known: list[tuple[int, Fraction, str]],
        more: list[tuple[int, Fraction, str]],
        target: Fraction,
        resolved: int,
        waited: int,
    ) -> None:
        """Once there is one, neither the day of the review nor what is measured later changes it."""
        then = 366 + waited
        past = [one for one in known if one[0] <= then]
        later = [(then + 1 + abs(day), value, status) for day, value, status in more]
        events = until("resolved", day_of(resolved))
        first, *others = (
            told(judge(places(target), day_of(on), by=watched(found, "rise"), events=events))
            for found, on in (
                (past, then),
                (past, then + 900),
                ([*past, *later], then),
                ([*past, *later], then + 900),
            )
        )
        if first[4] == "no-data":
            assert others[:2] == [first, first]
        else:
            assert others == [first, first, first]

    @given(OBSERVATIONS, NUMBERS, OLD_DAYS, st.integers(0, 60))
    def test_only_data_from_after_the_resolution_count(
        self, found: list[tuple[int, Fraction, str]], target: Fraction, resolved: int, later: int
    ) -> None:
        """Whatever was measured by then may be wiped out, but for the baseline, which is given here."""
        events, on = until("resolved", day_of(resolved)), day_of(resolved + later)
        after = [one for one in found if one[0] > resolved]
        every, some = (
            judge(places(target, 0), on, by=watched(one, "rise"), events=events)
            for one in (found, after)
        )
        assert told(every) == told(some)
        assert every.measured_on is None or every.measured_on > day_of(resolved)

    @given(OBSERVATIONS, NUMBERS, st.integers(0, 430), st.data())
    def test_later_data_and_their_order_change_nothing(
        self, found: list[tuple[int, Fraction, str]], target: Fraction, on: int, data: st.DataObject
    ) -> None:
        mixed = data.draw(st.permutations(found))
        past = [one for one in found if one[0] <= on]
        first, *others = (
            told(judge(places(target), day_of(on), by=watched(one, "rise")))
            for one in (found, mixed, past)
        )
        assert others == [first, first]

    @given(OBSERVATIONS, NUMBERS, NUMBERS, st.integers(1, 365))
    def test_more_is_never_worse(
        self,
        found: list[tuple[int, Fraction, str]],
        target: Fraction,
        baseline: Fraction,
        on: int,
    ) -> None:
        order = ("behind", "on-course", "reached")
        more = [(day, value + 1, status) for day, value, status in found]
        low, high = (
            judge(places(target, baseline), day_of(on), by=watched(one, "rise")).verdict
            for one in (found, more)
        )
        if low == "no-data":
            assert high == "no-data"
        else:
            assert order.index(high) >= order.index(low)

    @given(
        st.sampled_from("01234u"),
        st.sampled_from(["one", "two", "three", "four"]),
        st.none() | st.fractions(0, 1, max_denominator=8),
        st.none() | st.integers(-40, 430),
        st.integers(0, 430),
    )
    def test_a_stage_by_the_rule(
        self,
        option: str,
        wanted: str,
        baseline: Fraction | None,
        day: int | None,
        on: int,
    ) -> None:
        """An oracle: four stages of a quarter each."""
        by = report(option, None if day is None else day_of(day))
        found = judge(stage(wanted, baseline), day_of(on), by=by)
        names = ["one", "two", "three", "four"]
        target = Fraction(names.index(wanted), 4)
        if day is None or not 0 < day <= on or option == "u":
            verdict = "no-data"
        elif Fraction(int(option), 4) >= target:
            verdict = "reached"
        elif on > 365:
            verdict = "behind"
        elif baseline is None:
            verdict = "no-data"
        else:
            done = Fraction(int(option), 4) - baseline
            verdict = "on-course" if 365 * done >= day * (target - baseline) else "behind"
        assert found.verdict == verdict
        assert (found.verdict == "no-data") <= bool(found.reasons)
