# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The course put together: every rule's result as of a day, and nothing else; decision 0017."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any, cast

import attrs
import pytest
from tests.builders import refused
from tests.course.documents import (
    CATALOGUE,
    HERE,
    MONITORING,
    ORGANISATION,
    PARTICIPATION,
    PLAN,
    WORKSHOP,
    day,
    report,
)

from weltoffen.course.assembly import Course, build_course
from weltoffen.course.goalreviews import review_goals
from weltoffen.course.lives import lives
from weltoffen.course.observations import observe
from weltoffen.course.offers import recommend_offers
from weltoffen.course.reviews import review
from weltoffen.course.selection import propose_selection
from weltoffen.course.workshops import workshop_findings
from weltoffen.errors import InvalidDocument, Unprotected
from weltoffen.model.assessment import Round

ALL: dict[str, Any] = {
    "participation": PARTICIPATION,
    "organisation": ORGANISATION,
    "workshop": WORKSHOP,
    "catalogue": CATALOGUE,
    "plan": PLAN,
    "monitoring": MONITORING,
}
ON = day(12)


def sources(make: Any) -> list[tuple[str | None, str]]:  # noqa: ANN401 - any call
    """Expect a refusal and list source and code of every problem."""
    with pytest.raises(InvalidDocument) as caught:
        make()
    return [(one.source, one.code) for one in caught.value.problems]


class TestTheWhole:
    """Decision 0017: a course holds documents and what the rules say of them on a day."""

    def test_it_holds_what_each_rule_gives(self) -> None:
        course = build_course(report(), on=ON, budget=1000, **ALL)
        assert course == Course(
            on=ON,
            report=report(),
            findings=review(PARTICIPATION, on=ON),
            workshop_findings=workshop_findings(WORKSHOP, report()),
            lives=lives(CATALOGUE, ORGANISATION, on=ON),
            selection=propose_selection(
                CATALOGUE, report(), 1000, organisation=ORGANISATION, on=ON
            ),
            goal_reviews=review_goals(
                PLAN, ORGANISATION, on=ON, report=report(), monitoring=MONITORING
            ),
            indicators=observe(MONITORING, on=ON),
            offers=recommend_offers(report()),
            **ALL,
        )
        assert course == build_course(report(), on=ON, budget=1000, **ALL)

    def test_steps_and_observations_after_the_day_are_not_looked_at(self) -> None:
        """L4, I2: a measure that is not proposed yet is not there."""
        early = build_course(report(), on=day(2), **ALL)
        assert early.lives == ()
        assert [one.whole.value for one in early.indicators] == [40]
        first = build_course(on=day(1), monitoring=MONITORING)
        assert first.indicators[0].whole.value is None

    def test_a_workshop_that_is_still_to_come_is_not_there(self) -> None:
        """Its record cannot be known: nothing was rated, said or agreed on yet."""
        assert build_course(report(), on=day(3), **ALL).workshop == WORKSHOP
        before = build_course(report(), on=day(2, 28), **ALL)
        assert before.workshop is None
        assert before.workshop_findings == ()
        assert before.report == report()

    @pytest.mark.parametrize(
        ("dates", "there"),
        [
            ({"start": day(5), "end": day(6)}, False),
            ({"start": day(6)}, False),
            ({"start": day(4), "end": day(5, 1)}, True),
            ({"start": day(5, 1)}, True),
            ({}, True),
        ],
    )
    def test_the_report_of_a_round_that_is_still_to_come_is_not_there(
        self,
        dates: dict[str, dt.date],
        there: bool,  # noqa: FBT001 - what is expected
    ) -> None:
        """By its last day, or else its first; one without days is taken as it is."""
        dated = attrs.evolve(report(), round=Round(id="first", **dates))
        found = build_course(dated, on=day(5, 1))
        assert found.report == (dated if there else None)
        assert (found.offers == recommend_offers(report())) == (there or not found.offers)
        if not there:
            assert refused(
                partial(
                    build_course,
                    dated,
                    on=day(5, 1),
                    catalogue=CATALOGUE,
                    budget=1,
                    organisation=ORGANISATION,
                )
            ) == [("report-missing", "/budget")]

    def test_every_document_may_be_missing(self) -> None:
        assert build_course(on=ON) == Course(on=ON)
        for name in ("participation", "organisation", "workshop", "monitoring"):
            course = build_course(on=ON, **{name: ALL[name]})
            assert getattr(course, name) == ALL[name]
            assert course.report is None
            assert course.offers == ()
            assert course.workshop_findings == ()

    def test_without_budget_nothing_is_proposed(self) -> None:
        assert build_course(report(), on=ON, **ALL).selection is None

    def test_the_choice_of_the_steering_group_goes_in(self) -> None:
        """L6: chosen is in, refused is out, whatever the rules say."""
        chosen = build_course(report(), on=ON, budget=0, chosen=["reading"], **ALL).selection
        refused_ = build_course(report(), on=ON, budget=9000, refused=["reading"], **ALL).selection
        assert chosen is not None
        assert [one.measure for one in chosen.picks] == ["reading"]
        assert refused_ is not None
        assert refused_.picks == ()


class TestWhatIsRefused:
    """All problems at once, each with the kind of document it is in."""

    def test_measures_and_goals_need_the_organisation(self) -> None:
        """O2: without it nobody can tell who may take a step."""
        assert sources(lambda: build_course(on=ON, catalogue=CATALOGUE, plan=PLAN)) == [
            ("measures", "organisation-missing"),
            ("goals", "organisation-missing"),
        ]

    def test_a_budget_needs_report_and_catalogue(self) -> None:
        """L5: a proposal goes by the gaps of a report."""
        for given in ({}, {"organisation": ORGANISATION, "catalogue": CATALOGUE}):
            documents: dict[str, Any] = given
            found = refused(partial(build_course, on=ON, budget=5, **documents))
            assert found == [("report-missing", "/budget")]
        found = refused(lambda: build_course(report(), on=ON, budget=5))
        assert found == [("report-missing", "/budget")]

    def test_a_choice_needs_a_budget(self) -> None:
        """L6: otherwise nothing would come of it, and nobody would notice."""
        found = refused(
            lambda: build_course(report(), on=ON, chosen=["reading"], refused=["none"], **ALL)
        )
        assert found == [("budget-missing", "/chosen"), ("budget-missing", "/refused")]

    def test_documents_that_do_not_fit_are_told(self) -> None:
        other = attrs.evolve(WORKSHOP, needs=(), next_steps=())
        found = sources(lambda: build_course(report(), on=ON, **{**ALL, "workshop": other}))
        assert found == [("measures", "unknown-need"), ("goals", "unknown-need")]

    def test_a_workshop_of_another_assessment_is_told(self) -> None:
        """W2: its needs rest on another report."""
        other = attrs.evolve(WORKSHOP, assessment="town-2020")
        found = refused(lambda: build_course(report(), on=ON, workshop=other))
        assert ("other-assessment", "/assessment") in found

    def test_a_step_without_right_is_told(self) -> None:
        """L3: the state of such a measure cannot be had."""
        other = attrs.evolve(ORGANISATION, entitlements=())
        bodies = tuple(attrs.evolve(one, kind="other") for one in ORGANISATION.bodies)
        other = attrs.evolve(other, bodies=bodies)
        for given, kind in (({"catalogue": CATALOGUE}, "measures"), ({"plan": PLAN}, "goals")):
            documents: dict[str, Any] = given
            found = sources(partial(build_course, on=ON, organisation=other, **documents))
            assert (kind, "not-entitled") in found

    def test_nothing_unprotected_gets_in(self) -> None:
        """P5."""
        public = HERE.protect(HERE.official(q1="s1"))
        with pytest.raises(Unprotected, match="build_course takes a Report or None"):
            build_course(cast("Any", public), on=ON)

    @pytest.mark.parametrize("name", ALL)
    def test_wrong_types_are_told_by_name(self, name: str) -> None:
        arguments: dict[str, Any] = {name: 5}
        with pytest.raises(TypeError, match=f"build_course: {name} is to be .* or None, not int"):
            build_course(on=ON, **arguments)

    @pytest.mark.parametrize("on", [None, "2026-12-01", dt.datetime(2026, 12, 1, tzinfo=dt.UTC)])
    def test_the_day_is_a_day(self, on: object) -> None:
        with pytest.raises(TypeError, match="build_course: on is to be date, not"):
            build_course(on=cast("Any", on))
