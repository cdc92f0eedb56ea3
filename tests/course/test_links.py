# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""CourseDocuments of a course fit together, or are refused with the place; docs/schemas, decision 0017."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from tests.course.documents import (
    CATALOGUE,
    MONITORING,
    ORGANISATION,
    PARTICIPATION,
    PLAN,
    WORKSHOP,
    everything,
    without,
)

from weltoffen.course.links import CourseDocuments, check_fit
from weltoffen.errors import InvalidDocument
from weltoffen.model.assessment import Municipality
from weltoffen.model.participation import Participant

ELSEWHERE = Municipality(name="Anderswo")


def found(documents: CourseDocuments) -> list[tuple[str | None, str, str]]:
    """List kind of document, code and pointer of every problem."""
    with pytest.raises(InvalidDocument) as caught:
        check_fit(documents)
    return [(one.source, one.code, one.pointer) for one in caught.value.problems]


def changed(document: Any, name: str, place: int, **values: object) -> Any:  # noqa: ANN401 - any document
    """Change one entry of a list of a document."""
    entries = list(getattr(document, name))
    entries[place] = attrs.evolve(entries[place], **values)
    return attrs.evolve(document, **{name: tuple(entries)})


class TestIds:
    """Every id that a document names is there, if the document that would have it is."""

    def test_documents_that_fit_are_fine(self) -> None:
        check_fit(everything())
        check_fit(CourseDocuments())

    @pytest.mark.parametrize(
        ("kind", "document", "code", "pointer"),
        [
            (
                "workshop",
                changed(WORKSHOP, "needs", 0, indicators=("none", "members")),
                "unknown-indicator",
                "/needs/0/indicators/0",
            ),
            (
                "workshop",
                changed(WORKSHOP, "next_steps", 0, body="none"),
                "unknown-body",
                "/next_steps/0/body",
            ),
            (
                "catalogue",
                attrs.evolve(CATALOGUE, priorities=("field", "none")),
                "unknown-node",
                "/priorities/1",
            ),
            (
                "catalogue",
                changed(CATALOGUE, "measures", 0, needs=("none",)),
                "unknown-need",
                "/measures/0/needs/0",
            ),
            (
                "catalogue",
                changed(CATALOGUE, "measures", 0, nodes=("a", "none")),
                "unknown-node",
                "/measures/0/nodes/1",
            ),
            (
                "catalogue",
                changed(CATALOGUE, "measures", 0, indicators=("none",)),
                "unknown-indicator",
                "/measures/0/indicators/0",
            ),
            (
                "plan",
                changed(PLAN, "goals", 0, needs=("none",)),
                "unknown-need",
                "/goals/0/needs/0",
            ),
            (
                "plan",
                changed(PLAN, "goals", 0, measures=("none",)),
                "unknown-measure",
                "/goals/0/measures/0",
            ),
            (
                "monitoring",
                changed(MONITORING, "indicators", 0, nodes=("none",)),
                "unknown-node",
                "/indicators/0/nodes/0",
            ),
        ],
    )
    def test_an_id_that_nothing_has_is_told_with_its_place(
        self, kind: str, document: object, code: str, pointer: str
    ) -> None:
        given: dict[str, Any] = {kind: document}
        documents = attrs.evolve(everything(), **given)
        source = {"catalogue": "measures", "plan": "goals"}.get(kind, kind)
        assert found(documents) == [(source, code, pointer)]

    @pytest.mark.parametrize("missing", ["report", "organisation", "workshop", "catalogue"])
    def test_what_is_not_there_is_not_looked_up(self, missing: str) -> None:
        check_fit(without(missing))

    def test_all_problems_are_told_at_once(self) -> None:
        catalogue = changed(CATALOGUE, "measures", 0, needs=("one", "two"), nodes=("three",))
        assert found(attrs.evolve(everything(), catalogue=catalogue)) == [
            ("measures", "unknown-need", "/measures/0/needs/0"),
            ("measures", "unknown-need", "/measures/0/needs/1"),
            ("measures", "unknown-node", "/measures/0/nodes/0"),
        ]


class TestOneTown:
    """CourseDocuments of two municipalities are never taken together."""

    def test_each_document_is_held_against_the_report(self) -> None:
        documents = attrs.evolve(
            everything(),
            participation=changed(PARTICIPATION, "participants", 0, municipality=ELSEWHERE),
            organisation=attrs.evolve(ORGANISATION, municipality=ELSEWHERE),
            monitoring=attrs.evolve(MONITORING, municipality=ELSEWHERE),
        )
        assert found(documents) == [
            ("organisation", "foreign-municipality", "/municipality"),
            ("monitoring", "foreign-municipality", "/municipality"),
            ("participation", "foreign-municipality", "/participants"),
        ]

    def test_one_of_several_participants_is_enough(self) -> None:
        other = Participant(id="elsewhere", municipality=ELSEWHERE)
        several = attrs.evolve(PARTICIPATION, participants=(other, *PARTICIPATION.participants))
        check_fit(attrs.evolve(everything(), participation=several))

    def test_documents_that_name_none_fit_every_town(self) -> None:
        documents = attrs.evolve(
            everything(),
            organisation=attrs.evolve(ORGANISATION, municipality=None),
            monitoring=attrs.evolve(MONITORING, municipality=None),
        )
        check_fit(documents)

    def test_without_a_report_the_first_town_named_counts(self) -> None:
        documents = CourseDocuments(
            organisation=ORGANISATION,
            monitoring=attrs.evolve(MONITORING, municipality=ELSEWHERE),
        )
        assert found(documents) == [("monitoring", "foreign-municipality", "/municipality")]

    def test_two_participants_do_not_lend_their_names_to_two_documents(self) -> None:
        """Organisation and monitoring are of one town, even if both towns take part."""
        other = Participant(id="elsewhere", municipality=ELSEWHERE)
        several = attrs.evolve(PARTICIPATION, participants=(*PARTICIPATION.participants, other))
        documents = CourseDocuments(
            participation=several,
            organisation=ORGANISATION,
            monitoring=attrs.evolve(MONITORING, municipality=ELSEWHERE),
        )
        assert found(documents) == [("monitoring", "foreign-municipality", "/municipality")]


class TestOneRound:
    """A participant names the assessment whose report it is, or none."""

    def test_another_round_is_told(self) -> None:
        other = changed(PARTICIPATION, "participants", 0, assessment="town-2020")
        assert found(attrs.evolve(everything(), participation=other)) == [
            ("participation", "other-assessment", "/participants/0/assessment")
        ]

    def test_its_own_is_fine_and_that_of_a_neighbour_is_not_looked_at(self) -> None:
        own = changed(PARTICIPATION, "participants", 0, assessment="town-2026")
        other = Participant(id="elsewhere", municipality=ELSEWHERE, assessment="elsewhere-2020")
        several = attrs.evolve(own, participants=(*own.participants, other))
        check_fit(attrs.evolve(everything(), participation=several))
