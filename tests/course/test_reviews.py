# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the review of a participation finds, worked out by hand; C1, C2, C7."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.course.takingpart import (
    BEGUN,
    COURSE,
    MET,
    STANDARD,
    TALKED,
    TEXT,
    about,
    day,
    days,
    finding,
    found,
    phase,
    planned,
    taking_part,
)

from weltoffen.course.reviews import REVIEW_CODES, ReviewFinding, review
from weltoffen.model.paper import PaperReference
from weltoffen.model.participation import Contact, Participation, Period, Phase, Prerequisite
from weltoffen.testing import participations

if TYPE_CHECKING:
    from collections.abc import Sequence


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
