# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the review finds on the length of a participation, actual and planned; C5."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.course.takingpart import (
    AHEAD,
    ASKED,
    BEGUN,
    CLOSED,
    CLOSING,
    COURSE,
    EVALUATED,
    TALKED,
    about,
    day,
    days,
    finding,
    found,
    phase,
    planned,
)

if TYPE_CHECKING:
    from weltoffen.course.reviews import ReviewFinding
    from weltoffen.model.participation import Period, Phase, PhaseKind


class TestLengthC5:
    """C5: four to six months; longer than six calendar months is a finding."""

    def test_the_last_day_that_is_in_time(self) -> None:
        assert found("07-12", *COURSE[:5], phase("next-steps", days("05-21"))) == []
        assert found("12-31", *COURSE[:5], phase("next-steps", days("05-21", "07-12"))) == []

    def test_a_course_that_goes_on(self) -> None:
        going = phase("next-steps", days("05-21"))
        assert found("07-13", *COURSE[:5], going) == [
            finding("too-long", since=day("01-12"), until=day("07-13"), due=day("07-12"))
        ]

    def test_a_course_that_is_over(self) -> None:
        late = phase("next-steps", days("05-21", "07-20"))
        assert found("12-31", *COURSE[:5], late) == [
            finding("too-long", since=day("01-12"), until=day("07-20"), due=day("07-12"), over=True)
        ]

    def test_a_course_is_over_on_its_last_day(self) -> None:
        """And not before: then nobody has said that it is, though both name the same day."""
        late = phase("next-steps", days("05-21", "07-20"))
        fields = {"since": day("01-12"), "due": day("07-12")}
        for on, over in (("07-19", False), ("07-20", True)):
            told = [one for one in found(on, *COURSE[:5], late) if one.code == "too-long"]
            assert told == [finding("too-long", until=day(on), over=over, **fields)]

    def test_a_course_whose_next_steps_were_dropped(self) -> None:
        """It is over with the last day of the last phase, once nothing else is still to be done."""
        dropped = phase("next-steps", dropped=True)
        late = phase("workshop", days("07-20", "07-20"))
        assert found("12-31", *COURSE[:4], late, dropped) == [
            finding("too-long", since=day("01-12"), until=day("07-20"), due=day("07-12"), over=True)
        ]
        assert found("12-31", *COURSE[:5], dropped) == []
        still = phase("workshop", planned=days("2027-01-01", "2027-01-01"))
        assert found("12-31", *COURSE[:4], still, dropped) == [
            finding("too-long", since=day("01-12"), until=day("12-31"), due=day("07-12"))
        ]

    def test_a_phase_that_nobody_has_entered_is_still_to_be_done(self) -> None:
        """Behind the last that has begun; whatever was before it is over in any case."""
        dropped = phase("next-steps", dropped=True)
        told = found("12-31", phases=[BEGUN, TALKED, ASKED, EVALUATED, dropped])
        assert told == [
            finding("phase-missing", phase_kind="workshop"),
            finding("too-long", since=day("01-12"), until=day("12-31"), due=day("07-12")),
        ]
        codes = [one.code for one in found("12-31", phases=[*COURSE[1:5], dropped])]
        assert codes == ["phase-out-of-order"]

    def test_without_a_first_or_last_day_nothing_is_said(self) -> None:
        assert found("2030-01-01", phase("interest", days()), AHEAD["first-talk"])[0].code == (
            "overdue"
        )
        over = phase("next-steps", days())
        assert found("2030-01-01", *COURSE[:5], over) == []

    def test_the_first_day_is_the_earliest_of_any_main_phase(self) -> None:
        early = phase("first-talk", days("01-05", "01-05"))
        order, length = found("07-06", BEGUN, early, *COURSE[2:5], CLOSING)
        assert order.code == "phase-out-of-order"
        assert length == finding(
            "too-long", since=day("01-05"), until=day("07-06"), due=day("07-05")
        )

    def test_a_course_that_began_on_a_day_nobody_has_said(self) -> None:
        """An earlier main phase took place: the course began no later than on the first known day."""
        for unknown in (days(), days(None, "01-28")):
            (told,) = found("07-29", phase("interest", unknown), TALKED, *COURSE[2:5], CLOSING)
            fields = {"since": day("01-28"), "until": day("07-29"), "due": day("07-28")}
            assert told == finding("too-long", at_latest=True, **fields)

    def test_a_last_day_is_no_first_one(self) -> None:
        """The interest was expressed by 12 January at the latest, whatever its first day was."""
        ended = phase("interest", days(None, "01-12"))
        assert found("07-12", ended, *COURSE[1:5], CLOSING) == []
        (told,) = found("07-13", ended, *COURSE[1:5], CLOSING)
        assert (told.since, told.at_latest) == (day("01-12"), True)

    def test_a_later_phase_without_days_changes_nothing(self) -> None:
        (told,) = found("07-13", BEGUN, phase("first-talk", days()), *COURSE[2:5], CLOSING)
        assert (told.code, told.since, told.at_latest) == ("too-long", day("01-12"), False)


class TestPlannedLengthC5:
    """C5: a course planned to take longer than six calendar months is a finding while there is time."""

    def told(self, on: str, *phases: Phase, **changes: Any) -> list[ReviewFinding]:  # noqa: ANN401 - any field
        return [one for one in found(on, *phases, **changes) if one.code.endswith("too-long")]

    def long(self, kind: PhaseKind, until: str, **changes: Any) -> ReviewFinding:  # noqa: ANN401 - any field
        fields = {"since": day("01-12"), "until": day(until), "due": day("07-12"), **changes}
        return about("plan-too-long", kind, **fields)

    def test_a_plan_within_six_months(self) -> None:
        assert self.told("02-01", BEGUN, planned("next-steps", "06-01", "07-12")) == []
        assert self.told("02-01", BEGUN, planned("next-steps", "07-12", None)) == []

    def test_a_plan_beyond_six_months(self) -> None:
        late = self.long("next-steps", "07-13")
        assert self.told("02-01", BEGUN, planned("next-steps", "06-01", "07-13")) == [late]
        assert self.told("02-01", BEGUN, planned("next-steps", "07-13", None)) == [late]
        assert self.told("02-01", BEGUN, planned("next-steps", None, "07-13")) == [late]

    def test_the_phase_planned_to_end_last_is_named(self) -> None:
        """Also one that goes on; of two that end on the same day the first in order."""
        asked = phase("questionnaire", days("02-16"), planned=days("02-16", "08-31"))
        more = [planned("evaluation", "08-03", "08-31"), planned("next-steps", "08-04", "08-05")]
        assert self.told("03-01", BEGUN, TALKED, asked, *more) == [
            self.long("questionnaire", "08-31")
        ]

    def test_before_the_course_has_begun(self) -> None:
        """Then the earliest planned day counts, of all phases that were not dropped."""
        listed = [
            phase("interest", planned=days("01-02"), dropped=True),
            planned("first-talk", "01-12", "01-12"),
            planned("next-steps", "07-20", "07-20"),
        ]
        assert self.told("01-01", *listed) == [self.long("next-steps", "07-20")]

    @pytest.mark.parametrize("interest", [None, days(), days(None, "01-12")])
    def test_a_plan_whose_first_day_is_not_known(self, interest: Period | None) -> None:
        listed = [
            phase("interest", planned=interest),
            planned("first-talk", "01-12", "01-12"),
            planned("next-steps", "07-20", "07-20"),
        ]
        wanted = [self.long("next-steps", "07-20", at_latest=True)]
        assert self.told("01-01", *listed) == wanted
        assert self.told("01-01", phases=listed[1:]) == wanted

    def test_a_course_that_began_on_a_day_nobody_has_said(self) -> None:
        """While no day of it is known, the plan of what comes next bounds its beginning."""
        listed = [
            phase("interest", days()),
            planned("first-talk", "01-12", "01-12"),
            planned("next-steps", "07-20", "07-20"),
        ]
        wanted = [self.long("next-steps", "07-20", at_latest=True)]
        assert self.told("01-01", *listed) == wanted

    def test_once_the_six_months_are_over_that_is_said_instead(self) -> None:
        late = planned("next-steps", "07-20", "07-20")
        assert [one.code for one in self.told("07-12", *COURSE[:5], late)] == ["plan-too-long"]
        assert [one.code for one in self.told("07-13", *COURSE[:5], late)] == ["too-long"]

    def test_what_is_over_or_dropped_needs_no_plan(self) -> None:
        over = phase("workshop", days("05-20", "05-20"), planned=days("05-20", "12-31"))
        dropped = phase("next-steps", planned=days("12-01", "12-31"), dropped=True)
        assert self.told("06-01", *COURSE[:4], over, planned("next-steps")) == []
        assert self.told("06-01", *COURSE[:4], over, dropped) == []
        left = planned("workshop", "12-01", "12-01")
        assert self.told("07-01", *COURSE[:4], left, CLOSED) == []

    def test_nothing_planned(self) -> None:
        assert self.told("02-01", phases=[BEGUN, phase("first-talk", planned=days())]) == []
        assert self.told("02-01", phases=()) == []
        assert self.told("02-01", phases=[phase("interest", days())]) == []

    def test_optional_phases_may_come_later(self) -> None:
        assert self.told("02-01", BEGUN, phase("dialogue", planned=days("12-01", "12-01"))) == []
