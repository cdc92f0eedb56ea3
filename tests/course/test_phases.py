# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Where phases stand, when a course began and when it is to be over, worked out by hand; C1, C3, C5."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.course.phases import CourseStart, course_start, due_day, known_days, phase_states
from weltoffen.model.assessment import Municipality
from weltoffen.model.participation import MAIN_PHASES, Participant, Period, Phase
from weltoffen.testing import participations

if TYPE_CHECKING:
    from weltoffen.model.participation import Participation, PhaseKind


def day(text: str) -> dt.date:
    """Read a day of 2026: ``03-01``, or of any year."""
    return dt.date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def days(start: str | None = None, end: str | None = None) -> Period:
    return Period(start=start and day(start), end=end and day(end))  # type: ignore[arg-type] # None stays None


def phase(kind: PhaseKind, actual: Period | None = None, *, dropped: bool = False) -> Phase:
    return Phase(id=kind, kind=kind, actual=actual, dropped=dropped)


def town(*phases: Phase) -> Participant:
    return Participant(id="town", municipality=Municipality(name="x"), phases=phases)


class TestStatesC3:
    """C3: open, running, over or dropped, as the actual days say of a day."""

    @pytest.mark.parametrize(
        ("period", "dropped", "state"),
        [
            (None, False, "open"),
            (None, True, "dropped"),
            (days(), False, "over"),
            (days("02-02"), False, "open"),
            (days("02-01"), False, "running"),
            (days("02-01", "02-02"), False, "running"),
            (days("02-01", "02-01"), False, "over"),
            (days("01-01", "01-31"), False, "over"),
            (days(None, "02-01"), False, "over"),
            (days(None, "02-02"), False, "open"),
        ],
    )
    def test_where_a_phase_stands(
        self,
        period: Period | None,
        dropped: bool,  # noqa: FBT001 - a case
        state: str,
    ) -> None:
        found = phase_states(town(phase("workshop", period, dropped=dropped)), day("02-01"))
        assert found == {"workshop": state}

    def test_no_phase_has_no_state(self) -> None:
        assert phase_states(town(), day("02-01")) == {}


class TestPhasesWithoutDaysC3:
    """C3: what took place, and nobody has said when, is over once a later main phase shows it."""

    def state(self, on: str, *others: Phase, kind: PhaseKind = "questionnaire") -> str:
        return phase_states(town(*others, phase(kind, days())), day(on))[kind]

    @pytest.mark.parametrize("shop", [days("05-20"), days("05-20", "05-22"), days(None, "05-20")])
    def test_from_the_first_known_day_of_a_later_phase(self, shop: Period) -> None:
        others = [phase("workshop", shop), phase("next-steps", days("05-25")), phase("evaluation")]
        assert self.state("05-19", *others) == "open"
        assert self.state("05-20", *others) == "over"
        assert self.state("1999-01-01", *others) == "open"

    def test_the_earliest_of_several_later_phases_counts(self) -> None:
        others = [phase("evaluation", days("05-25")), phase("workshop", days("05-20"))]
        assert self.state("05-19", *others) == "open"
        assert self.state("05-20", *others) == "over"

    def test_a_later_phase_counts_before_an_earlier_one(self) -> None:
        others = [phase("interest", days("01-12")), phase("evaluation", days("04-07"))]
        assert self.state("04-06", *others) == "open"
        assert self.state("04-07", *others) == "over"

    def test_otherwise_from_the_latest_first_day_of_the_earlier_ones(self) -> None:
        others = [
            phase("interest", days("01-12", "03-01")),
            phase("first-talk", days("01-28", "01-28")),
            phase("workshop", days()),
        ]
        assert self.state("01-27", *others) == "open"
        assert self.state("01-28", *others) == "over"

    def test_otherwise_on_every_day(self) -> None:
        assert self.state("1999-01-01") == "over"
        others = [phase("interest", days()), phase("dialogue", days("05-20"))]
        assert self.state("1999-01-01", *others) == "over"

    def test_plans_show_nothing(self) -> None:
        plan = Phase(id="w", kind="workshop", planned=days("05-20", "05-20"))
        assert self.state("1999-01-01", plan) == "over"

    def test_optional_phases_may_come_at_any_time(self) -> None:
        shop = phase("workshop", days("05-20"))
        assert self.state("1999-01-01", shop, kind="dialogue") == "over"

    @given(participations(), st.integers(0, 800), st.integers(0, 400))
    def test_what_was_over_stays_over(self, whole: Participation, later: int, more: int) -> None:
        """Nor does anything that has begun become open again."""
        order = ["open", "running", "over", "dropped"]
        on = dt.date(2019, 11, 1) + dt.timedelta(days=later)
        for one in whole.participants:
            before, after = (phase_states(one, at) for at in (on, on + dt.timedelta(days=more)))
            for name, state in before.items():
                assert order.index(state) <= order.index(after[name])

    def test_the_order_in_which_phases_are_written_does_not_matter(self) -> None:
        phases = [phase(kind, days()) for kind in MAIN_PHASES[:4]]
        phases.append(phase("workshop", days("05-20")))
        for on in ("05-19", "05-20"):
            forth = phase_states(town(*phases), day(on))
            assert forth == phase_states(town(*phases[::-1]), day(on))


class TestStartC1:
    """C1: the earliest known day; it is the latest possible one if something may have been before it."""

    @pytest.mark.parametrize(
        ("periods", "start", "at_latest"),
        [
            ([days("01-12")], "01-12", False),
            ([days("01-12", "01-15"), days("01-28")], "01-12", False),
            ([days("01-28"), days("01-12")], "01-12", False),
            ([days("01-12"), days()], "01-12", False),
            ([days("01-12"), days(None, "01-13")], "01-12", False),
            ([days("01-12"), days(None, "01-12")], "01-12", False),
            ([days("01-12"), days(None, "01-11")], "01-11", True),
            ([days(None, "01-12"), days("01-12")], "01-12", True),
            ([days(), days("01-12")], "01-12", True),
            ([days(None, "02-01"), days("01-12")], "01-12", True),
            ([days(), days(), days(None, "01-12")], "01-12", True),
        ],
    )
    def test_earliest_known_day(
        self,
        periods: list[Period],
        start: str,
        at_latest: bool,  # noqa: FBT001 - a case
    ) -> None:
        assert course_start(periods) == CourseStart(day=day(start), at_latest=at_latest)

    def test_no_day_is_known(self) -> None:
        assert course_start([]) is None
        assert course_start([days(), days()]) is None

    def test_known_days(self) -> None:
        assert known_days(None) == known_days(days()) == ()
        assert known_days(days(None, "01-12")) == (day("01-12"),)
        assert known_days(days("01-11", "01-12")) == (day("01-11"), day("01-12"))


class TestDueDayC5:
    """C5: six calendar months, by the German rules for periods."""

    @pytest.mark.parametrize(
        ("start", "due"),
        [
            ("2026-01-12", "2026-07-12"),
            ("2026-01-01", "2026-07-01"),
            ("2026-07-31", "2027-01-31"),
            ("2026-03-31", "2026-09-30"),
            ("2026-08-31", "2027-02-28"),
            ("2027-08-29", "2028-02-29"),
            ("2027-08-31", "2028-02-29"),
            ("2026-12-31", "2027-06-30"),
            ("9999-06-30", "9999-12-30"),
            ("9999-07-01", "9999-12-31"),
        ],
    )
    def test_six_calendar_months(self, start: str, due: str) -> None:
        """BGB §§ 187 (1), 188 (2), (3): the same day of the month, or its last."""
        assert due_day(day(start)) == day(due)


class TestArguments:
    """Wrong arguments are told by name."""

    def test_days_and_participants(self) -> None:
        wrong: Any = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        with pytest.raises(TypeError, match="due_day: start is to be date, not datetime"):
            due_day(wrong)
        with pytest.raises(TypeError, match="phase_states: on is to be date, not datetime"):
            phase_states(town(), wrong)
        with pytest.raises(TypeError, match="phase_states: participant is to be Participant, not"):
            phase_states(wrong, day("01-01"))
