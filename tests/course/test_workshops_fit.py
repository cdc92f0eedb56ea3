# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Whether a workshop fits the report that it discussed; G7, W1-W3, P5."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from tests.builders import refused
from tests.course.records import HALF, TEXT, need, official, workshop
from tests.render.village import report, village

from weltoffen.course.workshops import check_workshop, workshop_findings
from weltoffen.errors import InvalidDocument, Unprotected
from weltoffen.model.workshop import Rerating, Statement, WorkshopGroup

if TYPE_CHECKING:
    from collections.abc import Callable


class TestItFits:
    """W1-W3, G7: a record fits a report of the assessment that it discussed, and names only what this has."""

    def test_one_that_fits(self) -> None:
        record = workshop(
            groups=[WorkshopGroup(perspective="politics", number=5)],
            reratings=[Rerating(node="sport", stage="three", tendency=True)],
            statements=[Statement(id="s", text=TEXT, node="play", perspective="politics")],
            needs=[need("n", "music", "talk")],
        )
        check_workshop(record, official())

    def test_another_assessment_is_all_that_is_told(self) -> None:
        record = workshop(assessment="town-2025", needs=[need("n", "nowhere")])
        with pytest.raises(InvalidDocument) as caught:
            check_workshop(record, official())
        (problem,) = caught.value.problems
        assert (problem.code, problem.pointer) == ("other-assessment", "/assessment")
        assert dict(problem.parameters) == {"id": "town-2026"}
        assert problem.source == "workshop"

    def test_everything_unknown_is_told_at_once(self) -> None:
        record = workshop(
            groups=[
                WorkshopGroup(perspective="politics", number=5),
                WorkshopGroup(perspective="press", number=5),
            ],
            reratings=[
                Rerating(node="x", stage="two"),
                Rerating(node="sport", stage="five", tendency=True),
            ],
            statements=[
                Statement(id="a", text=TEXT),
                Statement(id="b", text=TEXT, node="y", perspective="press"),
            ],
            needs=[need("n", "sport"), need("m", "sport", "z")],
        )
        with pytest.raises(InvalidDocument) as caught:
            check_workshop(record, official())
        assert [(one.code, one.pointer) for one in caught.value.problems] == [
            ("unknown-node", "/reratings/0/node"),
            ("unknown-node", "/statements/1/node"),
            ("unknown-node", "/needs/1/nodes/1"),
            ("unknown-stage", "/reratings/1/stage"),
            ("unknown-perspective", "/groups/1/perspective"),
            ("unknown-perspective", "/statements/1/perspective"),
        ]
        assert {one.source for one in caught.value.problems} == {"workshop"}

    def test_there_is_no_tendency_beyond_the_highest_stage_s6(self) -> None:
        ratings = [
            Rerating(node="music", stage="three", tendency=True),
            Rerating(node="sport", stage="four", tendency=True),
        ]
        assert refused(lambda: check_workshop(workshop(reratings=ratings), official())) == [
            ("not-allowed-here", "/reratings/1/tendency")
        ]

    def test_members_of_a_merged_group_are_perspectives_and_the_group_is_none(self) -> None:
        """A2: a merged group is counted together; who sits in a workshop comes from one perspective."""
        one = village()
        merged = report(one, one.official(**HALF), merges=[("civil-society", "economy")])
        (joint,) = (taken for taken in merged.participation if taken.members)
        for perspective in ("civil-society", "economy"):
            check_workshop(
                workshop(groups=[WorkshopGroup(perspective=perspective, number=1)]), merged
            )
            alone = attrs.evolve(merged, participation=(joint,))
            check_workshop(
                workshop(groups=[WorkshopGroup(perspective=perspective, number=1)]), alone
            )
        group = [WorkshopGroup(perspective=joint.perspective, number=9)]
        assert refused(lambda: check_workshop(workshop(groups=group), merged)) == [
            ("unknown-perspective", "/groups/0/perspective")
        ]

    def test_findings_are_not_made_of_what_does_not_fit(self) -> None:
        record = workshop(needs=[need("n", "nowhere")])
        assert refused(lambda: workshop_findings(record, official())) == [
            ("unknown-node", "/needs/0/nodes/0")
        ]


class TestArguments:
    """P5: what is no workshop or no report is told by name."""

    @pytest.mark.parametrize("function", [check_workshop, workshop_findings])
    @pytest.mark.parametrize("wrong", [None, "w", {"id": "w"}])
    def test_a_workshop_that_is_none(self, function: Callable[..., object], wrong: object) -> None:
        name = function.__name__
        with pytest.raises(TypeError, match=rf"^{name}: workshop is to be Workshop, not "):
            function(wrong, official())

    @pytest.mark.parametrize("function", [check_workshop, workshop_findings])
    def test_a_report_that_is_none(self, function: Callable[..., object]) -> None:
        one = village()
        for wrong in (None, one.tally(one.official(**HALF)), one.assessment):
            with pytest.raises(Unprotected, match=rf"^{function.__name__} takes a Report, not "):
                function(workshop(), wrong)
