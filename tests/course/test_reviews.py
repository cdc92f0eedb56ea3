# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the review of a participation finds, worked out by hand; C1 to C7."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.course.reviews import (
    REVIEW_CODES,
    ReviewCode,
    ReviewFinding,
    review,
)
from weltoffen.model.assessment import Municipality
from weltoffen.model.paper import PaperReference
from weltoffen.model.participation import (
    MAIN_PHASES,
    Contact,
    Participant,
    Participation,
    Period,
    Phase,
    Prerequisite,
)
from weltoffen.schemas import read_participation
from weltoffen.testing import participations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weltoffen.model.participation import PhaseKind, PrerequisiteKind

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TEXT = {"de": "x"}
STANDARD: tuple[PrerequisiteKind, ...] = ("support", "processes", "sharing")
MET = tuple(Prerequisite(id=kind, kind=kind, state="met", evidence=TEXT) for kind in STANDARD)
ALWAYS = (Contact(id="officer", function=TEXT),)


def day(text: str) -> dt.date:
    """Read a day of 2026: ``03-01``, or of any year."""
    return dt.date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def days(start: str | None = None, end: str | None = None) -> Period:
    return Period(start=start and day(start), end=end and day(end))  # type: ignore[arg-type] # None stays None


def phase(kind: PhaseKind, actual: Period | None = None, **more: Any) -> Phase:  # noqa: ANN401 - any field
    return Phase(**{"id": kind, "kind": kind, "actual": actual, **more})


def planned(kind: PhaseKind, start: str | None = "07-01", end: str | None = "07-01") -> Phase:
    return phase(kind, planned=days(start, end))


AHEAD = {kind: planned(kind) for kind in MAIN_PHASES}
"""A plan for each main phase, so that none is missing; in order, and in the six months of `COURSE`."""


def taking_part(*phases: Phase, **changes: Any) -> Participation:  # noqa: ANN401 - any field
    """Make a participation with contact, prerequisites and a plan for each main phase that is not given."""
    plans = {**AHEAD, **{one.kind: one for one in phases if one.kind in MAIN_PHASES}}
    others = [one for one in phases if one.kind not in MAIN_PHASES]
    fields = {"contacts": ALWAYS, "prerequisites": MET, "phases": [*plans.values(), *others]}
    town = Participant(
        **{"id": "town", "municipality": Municipality(name="x"), **fields, **changes}
    )
    return Participation(id="p", source_language="de", participants=[town])


def found(on: str, *phases: Phase, **changes: Any) -> list[ReviewFinding]:  # noqa: ANN401 - any field
    return [*review(taking_part(*phases, **changes), on=day(on))]


def finding(code: ReviewCode, **fields: Any) -> ReviewFinding:  # noqa: ANN401 - any field
    return ReviewFinding(code=code, participant="town", **fields)


def about(
    code: ReviewCode,
    kind: PhaseKind,
    **fields: Any,  # noqa: ANN401 - any field
) -> ReviewFinding:
    """Make a finding on a phase that is in the document; here its id is its kind."""
    return finding(code, **{"phase": kind, "phase_kind": kind, **fields})


BEGUN = phase("interest", days("01-12", "01-12"))
TALKED = phase("first-talk", days("01-28", "01-28"))
ASKED = phase("questionnaire", days("02-16", "03-20"))
EVALUATED = phase("evaluation", days("04-07", "04-24"))
MET_THERE = phase("workshop", days("05-20", "05-20"))
CLOSED = phase("next-steps", days("05-21", "06-30"))
COURSE = (BEGUN, TALKED, ASKED, EVALUATED, MET_THERE, CLOSED)
CLOSING = phase("next-steps", days("05-21"))


class TestNothingIsMissingC7:
    def test_a_course_as_it_should_be(self) -> None:
        """Over after five and a half months; on each day on the way nothing is missing either."""
        assert found("07-01", *COURSE) == []
        assert found("2030-01-01", *COURSE) == []

    def test_a_course_half_way(self) -> None:
        assert found("03-01", BEGUN, TALKED, phase("questionnaire", days("02-16"))) == []

    def test_optional_phases_may_come_at_any_time(self) -> None:
        """C3."""
        early = [phase("dialogue", days("01-01", "01-01"))]
        early.append(phase("decision-makers", days("2025-01-01", "2025-12-31")))
        assert found("01-28", BEGUN, TALKED, *early) == []


class TestContactC1:
    """C1: somebody for the whole time: before the course on the day, during it without a gap."""

    def contacts(self, *periods: Period | None) -> list[Contact]:
        return [Contact(id=f"c-{n}", function=TEXT, period=one) for n, one in enumerate(periods)]

    def told(
        self, on: str, *periods: Period | None, course: Sequence[Phase] = (BEGUN,)
    ) -> list[Any]:
        return [
            (one.code, one.since, one.until)
            for one in found(on, *course, contacts=self.contacts(*periods))
            if one.code.startswith("contact")
        ]

    def test_nobody(self) -> None:
        assert self.told("01-10") == [("contact-missing", None, None)]
        assert self.told("02-01") == [("contact-missing", day("01-12"), None)]

    def test_a_contact_without_period_is_there_all_the_time(self) -> None:
        assert self.told("02-01", None) == []
        assert self.told("02-01", days()) == []

    def test_before_the_course_the_day_alone_counts(self) -> None:
        later = days("01-11")
        assert self.told("01-10", later) == [("contact-missing", None, None)]
        assert self.told("01-11", later) == []

    def test_periods_that_follow_each_other_leave_no_gap(self) -> None:
        assert self.told("03-01", days("01-01", "01-31"), days("02-01")) == []
        assert self.told("03-01", days("02-01"), days("01-01", "02-15")) == []
        assert self.told("03-01", days(None, "01-31"), days("02-01", "03-01")) == []

    def test_a_gap_has_its_first_and_last_day(self) -> None:
        assert self.told("03-01", days("01-01", "01-31"), days("02-10")) == [
            ("contact-gap", day("02-01"), day("02-09"))
        ]

    def test_a_late_start_is_a_gap_from_the_first_day_of_the_course(self) -> None:
        assert self.told("03-01", days("01-13")) == [("contact-gap", day("01-12"), day("01-12"))]

    def test_several_gaps_and_nobody_today(self) -> None:
        periods = [days("01-20", "01-31"), days("02-05", "02-10"), days("02-06", "02-07")]
        assert self.told("03-01", *periods) == [
            ("contact-missing", day("02-11"), None),
            ("contact-gap", day("01-12"), day("01-19")),
            ("contact-gap", day("02-01"), day("02-04")),
        ]

    def test_a_contact_after_the_day_is_none_yet(self) -> None:
        assert self.told("03-01", days("01-01", "02-20"), days("04-01")) == [
            ("contact-missing", day("02-21"), None)
        ]

    def test_after_the_course_nobody_has_to_be_there(self) -> None:
        assert self.told("2027-01-01", days("01-01", "06-30"), course=COURSE) == []
        assert self.told("2027-01-01", days("01-01", "06-20"), course=COURSE) == [
            ("contact-gap", day("06-21"), day("06-30"))
        ]

    def test_a_contact_who_came_after_the_course_closes_no_gap(self) -> None:
        told = self.told("2027-01-01", days("01-01", "06-20"), days("08-01"), course=COURSE)
        assert told == [("contact-gap", day("06-21"), day("06-30"))]

    def test_without_days_of_the_course_only_today_counts(self) -> None:
        course = [phase("interest", days())]
        assert self.told("03-01", days("02-01"), course=course) == []
        assert self.told("01-31", days("02-01"), course=course) == [("contact-missing", None, None)]

    def test_a_course_over_since_nobody_knows_when(self) -> None:
        course = [*COURSE[:-1], phase("next-steps", days())]
        assert self.told("2027-01-01", course=course) == []

    def test_a_course_that_began_on_a_day_nobody_has_said(self) -> None:
        """Whoever was missing on its first known day may have been missing before."""
        course = [phase("interest", days()), phase("first-talk", days("01-12"))]

        def told(*periods: Period) -> list[Any]:
            return [
                (one.code, one.since, one.at_latest)
                for one in found("03-01", *course, contacts=self.contacts(*periods))
                if one.code.startswith("contact")
            ]

        assert told() == [("contact-missing", day("01-12"), True)]
        assert told(days("01-15")) == [("contact-gap", day("01-12"), True)]
        assert told(days("01-12", "01-20")) == [("contact-missing", day("01-21"), False)]
        assert told(days("01-01", "01-10")) == [("contact-missing", day("01-12"), True)]
        assert told(days("01-01", "01-11")) == [("contact-missing", day("01-12"), False)]

    @given(
        st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=5), st.integers(0, 45)
    )
    def test_gaps_are_the_days_without_anybody(
        self, stretches: list[tuple[int, int]], length: int
    ) -> None:
        """Held against a count of every single day, from the first of the course to the one of the review."""
        first = day("01-12")
        at = [first + dt.timedelta(days=n) for n in range(-20, 80)]
        periods = [Period(start=at[a], end=at[a + n]) for a, n in stretches]
        on = first + dt.timedelta(days=length)
        free = {
            one for one in at if first <= one <= on and not any(one in _all(p) for p in periods)
        }
        said = [
            (since or on, on if until is None else until)
            for _, since, until in self.told(on.isoformat(), *periods)
        ]
        assert {one for one in at if any(a <= one <= b for a, b in said)} == free


def _all(period: Period) -> set[dt.date]:
    assert period.start is not None
    assert period.end is not None
    length = (period.end - period.start).days + 1
    return {period.start + dt.timedelta(days=n) for n in range(length)}


class TestPrerequisitesC2:
    """C2: each has a state and evidence; what nobody has said is open."""

    def needing(self, *needs: Prerequisite, **more: Any) -> list[ReviewFinding]:  # noqa: ANN401 - any field
        return found("02-01", BEGUN, TALKED, prerequisites=needs, **more)

    def test_what_is_not_in_the_document_is_open(self) -> None:
        assert self.needing() == [
            finding("prerequisite-open", prerequisite_kind=kind) for kind in STANDARD
        ]

    def test_whether_there_is_a_contact_is_said_once(self) -> None:
        """C1 says it; a prerequisite of that kind which stands in the document has its own state."""
        codes = [one.code for one in self.needing(*MET, contacts=())]
        assert codes == ["contact-missing"]
        open_ = Prerequisite(id="who", kind="contact")
        assert self.needing(*MET, open_) == [
            finding("prerequisite-open", prerequisite="who", prerequisite_kind="contact")
        ]

    def test_open_and_unmet(self) -> None:
        needs = [
            Prerequisite(id="mayor", kind="support", state="unmet", evidence=TEXT),
            Prerequisite(id="council", kind="support"),
            *MET[1:],
            Prerequisite(id="rooms", kind="other", title=TEXT, state="unmet"),
        ]
        assert self.needing(*needs) == [
            finding("prerequisite-open", prerequisite="council", prerequisite_kind="support"),
            finding("prerequisite-unmet", prerequisite="mayor", prerequisite_kind="support"),
            finding("prerequisite-unmet", prerequisite="rooms", prerequisite_kind="other"),
        ]

    def test_what_is_met_needs_evidence(self) -> None:
        paper = PaperReference(number="13/017/2020")
        needs = [
            Prerequisite(id="a", kind="support", state="met"),
            Prerequisite(id="b", kind="processes", state="met", paper=paper),
            Prerequisite(id="c", kind="sharing", state="met", evidence=TEXT),
        ]
        assert self.needing(*needs) == [
            finding("evidence-missing", prerequisite="a", prerequisite_kind="support")
        ]

    def test_a_contact_who_is_named_is_evidence_of_one(self) -> None:
        named = Prerequisite(id="who", kind="contact", state="met")
        assert self.needing(*MET, named) == []
        assert [one.code for one in self.needing(*MET, named, contacts=())] == [
            "contact-missing",
            "evidence-missing",
        ]


class TestOrderC3:
    """C3: interest, first talk, questionnaire, evaluation, workshop, next steps."""

    def test_not_begun(self) -> None:
        assert found("01-01") == [about("not-begun", "interest")]
        assert found("01-01", phase("dialogue", days("2025-12-01", "2025-12-01"))) == [
            about("not-begun", "interest")
        ]

    def test_not_begun_and_nothing_planned(self) -> None:
        """Then the expression of interest is all that is asked for; what follows it is not yet missing."""
        assert found("01-01", phases=()) == [finding("not-begun", phase_kind="interest")]

    def test_the_first_phase_that_was_not_dropped_begins_the_course(self) -> None:
        dropped = phase("interest", dropped=True)
        assert found("01-01", dropped) == [about("not-begun", "first-talk")]

    def test_a_participation_dropped_as_a_whole_does_not_begin(self) -> None:
        dropped = [phase(kind, dropped=True) for kind in MAIN_PHASES]
        assert found("01-01", *dropped, contacts=()) == [
            about("questionnaire-skipped", "questionnaire")
        ]

    def test_a_phase_that_began_before_an_earlier_one(self) -> None:
        early = phase("first-talk", days("01-11", "01-11"))
        assert found("02-01", BEGUN, early) == [
            about("phase-out-of-order", "first-talk", other_kind="interest", since=day("01-11"))
        ]

    def test_on_the_same_day_is_in_order(self) -> None:
        assert found("02-01", BEGUN, phase("first-talk", days("01-12", "01-12"))) == []

    def test_a_phase_that_began_without_an_earlier_one(self) -> None:
        """Of all phases that began without the first talk the first in order is named."""
        assert found("05-01", BEGUN, ASKED, EVALUATED) == [
            about(
                "phase-out-of-order", "questionnaire", other_kind="first-talk", since=day("02-16")
            )
        ]

    def test_a_phase_that_is_not_in_the_document_has_no_id(self) -> None:
        alone = [phase("workshop", days("05-20", "05-20")), AHEAD["next-steps"]]
        others: list[tuple[PhaseKind, ReviewCode]] = [
            ("interest", "phase-out-of-order"),
            ("first-talk", "phase-out-of-order"),
            ("evaluation", "phase-out-of-order"),
        ]
        skipped = finding(
            "questionnaire-skipped",
            phase_kind="questionnaire",
            other_kind="workshop",
            since=day("05-20"),
        )
        assert found("06-01", phases=alone) == [
            skipped,
            *(
                about(code, "workshop", other_kind=kind, since=day("05-20"))
                for kind, code in others
            ),
        ]

    def test_what_was_dropped_is_not_waited_for(self) -> None:
        assert found("03-25", BEGUN, phase("first-talk", dropped=True), ASKED) == []

    def test_only_what_is_certain_is_said(self) -> None:
        """Days that nobody knows may have been in order; an end before the other's start cannot."""
        unknown = phase("interest", days())
        assert found("02-01", unknown, TALKED) == []
        assert found("02-01", BEGUN, phase("first-talk", days())) == []
        assert found("02-01", BEGUN, phase("first-talk", days(None, "01-15"))) == []
        assert found("02-01", BEGUN, phase("first-talk", days(None, "01-11"))) == [
            about("phase-out-of-order", "first-talk", other_kind="interest")
        ]

    def test_phases_still_to_come_need_a_plan(self) -> None:
        """Once the course has begun: those behind the last that has begun, unless planned or dropped."""
        listed = [
            BEGUN,
            TALKED,
            planned("questionnaire", "02-16", None),
            phase("evaluation"),
            phase("workshop", planned=days()),
            phase("next-steps", dropped=True),
        ]
        assert found("02-01", phases=listed) == [
            about("phase-missing", "evaluation"),
            about("phase-missing", "workshop"),
        ]
        assert found("02-01", phases=[*listed[:3], *listed[5:]]) == [
            finding("phase-missing", phase_kind="evaluation"),
            finding("phase-missing", phase_kind="workshop"),
        ]

    def test_after_the_course_nothing_is_still_to_come(self) -> None:
        closed = phase("next-steps", days("02-01", "02-02"))
        codes = {one.code for one in found("03-01", phases=[BEGUN, closed])}
        assert codes == {"phase-out-of-order", "questionnaire-skipped"}


class TestQuestionnaireC4:
    """C4: the questionnaire is obligatory."""

    def test_it_must_not_be_dropped(self) -> None:
        assert found("02-01", BEGUN, TALKED, phase("questionnaire", dropped=True)) == [
            about("questionnaire-skipped", "questionnaire")
        ]

    @pytest.mark.parametrize("dropped", [True, False])
    def test_no_later_phase_begins_without_it(self, dropped: bool) -> None:  # noqa: FBT001 - a case
        asked = phase("questionnaire", dropped=dropped)
        assert found("04-24", BEGUN, TALKED, asked, EVALUATED) == [
            about(
                "questionnaire-skipped",
                "questionnaire",
                other_kind="evaluation",
                since=day("04-07"),
            )
        ]

    def test_one_that_came_late_is_out_of_order_but_not_skipped(self) -> None:
        late = phase("questionnaire", days("04-20"))
        assert found("04-24", BEGUN, TALKED, late, EVALUATED) == [
            about(
                "phase-out-of-order", "evaluation", other_kind="questionnaire", since=day("04-07")
            )
        ]


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
            finding("too-long", since=day("01-12"), until=day("07-20"), due=day("07-12"))
        ]

    def test_a_course_whose_next_steps_were_dropped(self) -> None:
        """It is over with the last day of the last phase, once nothing else is still to be done."""
        dropped = phase("next-steps", dropped=True)
        late = phase("workshop", days("07-20", "07-20"))
        assert found("12-31", *COURSE[:4], late, dropped) == [
            finding("too-long", since=day("01-12"), until=day("07-20"), due=day("07-12"))
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


class TestPlansC3:
    """C3: a main phase planned to begin before an earlier one is planned to, or before it began."""

    def told(self, on: str, *phases: Phase) -> list[tuple[Any, ...]]:
        return [
            (one.phase, one.phase_kind, one.other_kind, one.since)
            for one in found(on, *phases)
            if one.code == "plan-out-of-order"
        ]

    def test_before_the_course_has_begun(self) -> None:
        """Of all later phases that are planned too early the first in order is named."""
        listed = [
            planned("interest", "01-12", "01-12"),
            planned("first-talk", "03-02", "03-02"),
            planned("questionnaire", "02-16", "03-20"),
            planned("evaluation", "02-01", "04-24"),
        ]
        code: ReviewCode = "plan-out-of-order"
        assert found("01-01", *listed) == [
            about("not-begun", "interest"),
            about(code, "questionnaire", other_kind="first-talk", since=day("02-16")),
            about(code, "evaluation", other_kind="questionnaire", since=day("02-01")),
        ]

    def test_on_the_same_day_is_in_order(self) -> None:
        same = [planned("interest", "01-12", "01-12"), planned("first-talk", "01-12", "01-12")]
        assert self.told("01-01", *same) == []

    def test_before_an_earlier_phase_began(self) -> None:
        """What was planned while the questionnaire was still to come has to be planned anew."""
        late = phase("questionnaire", days("03-02"), planned=days("02-02", "03-20"))
        told = self.told("03-03", BEGUN, TALKED, late, planned("evaluation", "03-01", "04-24"))
        assert told == [("evaluation", "evaluation", "questionnaire", day("03-01"))]
        after = planned("evaluation", "03-02", "04-24")
        assert self.told("03-03", BEGUN, TALKED, late, after) == []

    def test_the_plan_of_a_phase_that_has_begun_no_longer_counts(self) -> None:
        """When it began counts; whether that was in order, the other findings say."""
        early = phase("first-talk", days("01-28"), planned=days("01-01", "01-02"))
        assert self.told("02-01", BEGUN, early) == []
        slow = phase("first-talk", days("01-28"), planned=days("04-01", "04-02"))
        assert self.told("02-01", BEGUN, slow, planned("questionnaire", "02-16")) == []

    def test_what_was_dropped_is_not_waited_for(self) -> None:
        dropped = phase("first-talk", planned=days("04-01"), dropped=True)
        assert self.told("01-15", BEGUN, dropped, planned("questionnaire", "02-16")) == []
        gone = phase("questionnaire", planned=days("01-01"), dropped=True)
        assert self.told("01-15", BEGUN, planned("first-talk", "04-01"), gone) == []

    def test_only_what_is_certain_is_said(self) -> None:
        """A planned end before the other's beginning is certain; a phase without first day says nothing."""
        talk, asked = planned("first-talk", "04-01"), planned("questionnaire", None, "03-31")
        assert self.told("01-15", BEGUN, talk, asked) == [
            ("questionnaire", "questionnaire", "first-talk", None)
        ]
        asked = planned("questionnaire", "02-16")
        for unknown in (planned("first-talk", None, "04-01"), planned("first-talk", None, None)):
            assert self.told("01-15", BEGUN, unknown, asked) == []
        assert self.told("01-15", BEGUN, phase("first-talk", days()), asked) == []

    def test_optional_phases_are_planned_at_any_time(self) -> None:
        evening = phase("dialogue", planned=days("01-01", "01-02"))
        assert self.told("01-01", planned("interest", "01-12", "01-12"), evening) == []

    def test_after_the_course_no_plan_counts(self) -> None:
        late, early = planned("evaluation", "05-01"), planned("workshop", "04-01", "04-01")
        assert len(self.told("05-20", *COURSE[:3], late, early)) == 1
        assert self.told("07-01", *COURSE[:3], late, early, CLOSED) == []


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


class TestDays:
    """C7: a planned end that passed, and actual days that are still to come."""

    def test_overdue(self) -> None:
        asked = phase("questionnaire", days("02-16"), planned=days("02-16", "03-20"))
        assert found("03-20", BEGUN, TALKED, asked) == []
        assert found("03-21", BEGUN, TALKED, asked) == [
            about("overdue", "questionnaire", due=day("03-20"))
        ]

    def test_a_planned_beginning_that_passed(self) -> None:
        asked = planned("questionnaire", "02-16", None)
        assert found("02-16", BEGUN, TALKED, asked) == []
        assert found("02-17", BEGUN, TALKED, asked) == [
            about("overdue", "questionnaire", due=day("02-16"))
        ]
        begun = attrs.evolve(asked, actual=days("02-20"))
        assert found("03-01", BEGUN, TALKED, begun) == []

    def test_what_is_over_or_dropped_is_not_overdue(self) -> None:
        late = phase("first-talk", days("02-10", "02-10"), planned=days("01-20", "01-20"))
        assert found("02-15", BEGUN, late) == []
        dropped = phase("dialogue", planned=days("01-20", "01-20"), dropped=True)
        assert found("02-15", BEGUN, late, dropped) == []

    def test_optional_phases_can_be_overdue_too(self) -> None:
        evening = phase("dialogue", planned=days("01-20", "01-20"))
        assert found("02-15", BEGUN, TALKED, evening) == [
            about("overdue", "dialogue", due=day("01-20"))
        ]

    def test_dated_ahead(self) -> None:
        """What is dated later has not begun on the day."""
        ahead = phase("questionnaire", days("02-16", "03-20"))
        assert found("02-15", BEGUN, TALKED, ahead) == [
            about("dated-ahead", "questionnaire", since=day("02-16"))
        ]
        assert found("02-16", BEGUN, TALKED, ahead) == [
            about("dated-ahead", "questionnaire", since=day("03-20"))
        ]
        assert found("03-20", BEGUN, TALKED, ahead) == []


class TestReviewC7:
    """C7: a pure function of document and day, which names findings as data."""

    def test_participants_in_declared_order_then_codes_then_phases(self) -> None:
        one = taking_part(phases=(), prerequisites=(), contacts=()).participants[0]
        whole = Participation(
            id="p",
            source_language="de",
            participants=[attrs.evolve(one, id="z"), attrs.evolve(one, id="a")],
        )
        told = [(found.participant, found.code) for found in review(whole, on=day("01-01"))]
        codes = ["contact-missing", *["prerequisite-open"] * 3, "not-begun"]
        assert told == [(name, code) for name in ("z", "a") for code in codes]

    def test_other_documents_and_days_are_refused(self) -> None:
        wrong: Any = "2026-01-01"
        here = taking_part()
        with pytest.raises(TypeError, match="review: on is to be date, not str"):
            review(here, on=wrong)
        with pytest.raises(TypeError, match="review: on is to be date, not datetime"):
            review(here, on=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        with pytest.raises(
            TypeError, match="review: participation is to be Participation, not str"
        ):
            review(wrong, on=day("01-01"))

    @given(participations(), st.integers(0, 800))
    def test_findings_are_in_order_and_name_what_is_there(
        self, whole: Participation, later: int
    ) -> None:
        on = dt.date(2019, 11, 1) + dt.timedelta(days=later)
        told = review(whole, on=on)
        assert told == review(attrs.evolve(whole), on=on)
        order = [one.id for one in whole.participants]
        places = [(order.index(one.participant), REVIEW_CODES.index(one.code)) for one in told]
        assert places == sorted(places)
        assert len(set(told)) == len(told)
        by_id = {one.id: one for one in whole.participants}
        for one in told:
            town = by_id[one.participant]
            phases = {item.id: item.kind for item in town.phases}
            needs = {item.id: item.kind for item in town.prerequisites}
            assert one.phase is None or phases[one.phase] == one.phase_kind
            assert one.prerequisite is None or needs[one.prerequisite] == one.prerequisite_kind

    @given(participations(), st.integers(0, 800))
    def test_a_participant_is_reviewed_alone(self, whole: Participation, later: int) -> None:
        """C6, C7: nobody's findings depend on who takes part beside it."""
        on = dt.date(2019, 11, 1) + dt.timedelta(days=later)
        apart = [
            finding
            for one in whole.participants
            for finding in review(attrs.evolve(whole, participants=[one]), on=on)
        ]
        assert [*review(whole, on=on)] == apart

    def test_the_order_in_which_phases_are_written_does_not_matter(self) -> None:
        forth, back = ([*COURSE[:4], phase("dialogue", days("01-01"))], [*COURSE[:4]][::-1])
        one = found("2027-01-01", phases=forth[:4])
        assert one == found("2027-01-01", phases=back)
        assert {finding.code for finding in one} == {"phase-missing", "too-long"}


class TestRealTowns:
    """Issue 6, Shows: the review names exactly what is still missing; facts from domain.md."""

    @pytest.mark.parametrize("town", ["bad-salzuflen", "troisdorf"])
    @pytest.mark.parametrize("on", ["2020-06-01", "2026-11-27"])
    def test_at_the_stage_of_the_motion(self, town: str, on: str) -> None:
        """Nobody is named, nothing is settled, and the interest has not been expressed; nothing else."""
        whole = read_participation(EXAMPLES / town / "participation.json")
        assert [
            (one.code, one.prerequisite_kind or one.phase_kind, one.prerequisite)
            for one in review(whole, on=day(on))
        ] == [
            ("contact-missing", None, None),
            ("prerequisite-open", "support", "support"),
            ("prerequisite-open", "processes", None),
            ("prerequisite-open", "sharing", None),
            ("not-begun", "interest", None),
        ]

    def test_erlangen_after_the_workshop(self) -> None:
        """What is public: the workshop, and a conference planned for the end of January; not what followed.

        Nor who the contact was, nor whether the decision makers supported it: a notice for information does
        not show that. Four phases took place before the workshop, on days that are not public.
        """
        whole = read_participation(EXAMPLES / "erlangen" / "participation.json")
        shop = day("2020-11-24")
        wanting = [
            finding("contact-missing", since=shop, at_latest=True),
            finding("prerequisite-open", prerequisite="support", prerequisite_kind="support"),
            finding("prerequisite-open", prerequisite_kind="sharing"),
            finding("phase-missing", phase_kind="next-steps"),
        ]
        overdue = finding(
            "overdue", phase="conference", phase_kind="dialogue", due=day("2021-01-31")
        )
        fields = {"since": shop, "until": day("2021-12-15"), "due": day("2021-05-24")}
        long = finding("too-long", at_latest=True, **fields)
        for on, late in (
            ("2020-12-01", []),
            ("2021-03-01", [overdue]),
            ("2021-12-15", [overdue, long]),
        ):
            told = [attrs.evolve(one, participant="town") for one in review(whole, on=day(on))]
            assert told == [*wanting, *late]
        assert [one.number for one in whole.papers] == ["13/017/2020"]

    def test_erlangen_before_anything_is_known(self) -> None:
        """C3: what took place before the workshop was not over in 1999."""
        whole = read_participation(EXAMPLES / "erlangen" / "participation.json")
        told = [one.code for one in review(whole, on=day("1999-01-01"))]
        assert told == [
            "contact-missing",
            *["prerequisite-open"] * 2,
            "not-begun",
            "dated-ahead",
        ]

    def test_a_county_with_two_municipalities(self) -> None:
        """C6; the two municipalities are invented."""
        whole = read_participation(EXAMPLES / "dachau" / "participation.json")
        told: dict[str, list[str]] = {one.id: [] for one in whole.participants}
        for one in review(whole, on=day("2026-05-11")):
            told[one.participant].append(one.code)
        assert told["musterdorf"] == []
        assert told["musterbach"] == [
            "contact-missing",
            "prerequisite-open",
            *["phase-missing"] * 4,
            "overdue",
        ]
        assert told["county"] == [
            "contact-missing",
            *["prerequisite-open"] * 3,
            *["phase-missing"] * 5,
        ]
