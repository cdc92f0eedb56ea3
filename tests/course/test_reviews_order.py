# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the review finds on the order of the phases, and on the questionnaire; C3, C4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.course.takingpart import (
    AHEAD,
    ASKED,
    BEGUN,
    CLOSED,
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

from weltoffen.model.participation import MAIN_PHASES, Phase

if TYPE_CHECKING:
    from weltoffen.course.reviews import ReviewCode
    from weltoffen.model.participation import PhaseKind


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
