# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from tests.builders import T, node, refused, single, town

from weltoffen import schemas
from weltoffen.model.assessment import Supplement
from weltoffen.model.questionnaire import Gate
from weltoffen.model.target import Node
from weltoffen.report.assembly import build_report
from weltoffen.report.recomputation import check_report
from weltoffen.report.structure import (
    Clarify,
    GapResult,
    Lever,
    Share,
    Strength,
    TargetResult,
)
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from weltoffen.report.structure import NodeResult, Report

OWN = Supplement(nodes=[Node(id="own", title=T)], questions=[single("o", "own")])
HERE = town(
    single("p"),
    single("q", "b"),
    single("r", "c"),
    single("z", "d", weight=0),
    single("s", "d"),
    nodes=[node(one) for one in "abcd"],
    gates=[Gate(id="g1", node="d", stage="four", question="z", minimum=4)],
    supplement=OWN,
)
REPORT = HERE.report(HERE.official(p="s1", q="s0", s="s4", z="s1", o="s2"))
"""a 1/4 and b 0 lack something, d is held at three by its gate, c has no answer; own is 1/2."""


def problems(report: Report) -> list[tuple[str, str]]:
    return refused(lambda: check_report(report))


def with_node(name: str, **changes: Any) -> Report:  # noqa: ANN401 - any field
    """Give the report with one node's result changed."""
    nodes = [attrs.evolve(one, **changes) if one.node == name else one for one in REPORT.nodes]
    return attrs.evolve(REPORT, nodes=tuple(nodes))


def gap(points: str, stages: int) -> GapResult:
    return GapResult(points=Share(points), stages=stages)


class TestSound:
    """A4: a report as it was built is sound, whoever builds it."""

    def test_the_report_of_these_tests(self) -> None:
        check_report(REPORT)
        assert [one.node for one in REPORT.needs] == ["b", "a", "d"]
        assert REPORT.by_node["d"].gap == gap("-1/4", 1)

    @settings(max_examples=15)
    @given(cases())
    def test_any_report(self, case: Case) -> None:
        public = protect(case.tally, ProtectionRule(k=3), case.assessment, case.edition)
        report = build_report(public, case.assessment, case.edition)
        check_report(report)
        assert schemas.read_report(schemas.write(report)) == report


class TestNodes:
    """A4, G1, S6: target gaps and stages are computed again."""

    def test_gap_in_points(self) -> None:
        """Only the node was changed, so that its need differs from it, too."""
        assert problems(with_node("b", gap=gap("1/4", 3))) == [
            ("total-differs", "/nodes/1/gap/points"),
            ("total-differs", "/needs/0/gap"),
        ]

    def test_gap_in_stages(self) -> None:
        assert problems(with_node("b", gap=gap("3/4", 2))) == [
            ("total-differs", "/nodes/1/gap/stages"),
            ("total-differs", "/needs/0/gap"),
        ]

    def test_a_stage_above_that_of_the_score(self) -> None:
        changed = with_node("a", stage="three", gap=gap("1/2", 1))
        assert ("total-differs", "/nodes/0/stage") in problems(changed)

    def test_a_stage_below_that_of_the_score_needs_a_gate(self) -> None:
        assert problems(with_node("d", held_by=())) == [("total-differs", "/nodes/3/stage")]
        changed = with_node("a", stage="one", gap=gap("1/2", 3))
        assert ("total-differs", "/nodes/0/stage") in problems(changed)

    def test_a_gate_does_not_lift(self) -> None:
        changed = with_node("a", stage="three", held_by=("g1",), gap=gap("1/2", 1))
        assert ("total-differs", "/nodes/0/stage") in problems(changed)

    def test_the_stage_of_a_target(self) -> None:
        target = TargetResult(score=Share("3/4"), stage="three", own=False)
        assert problems(with_node("c", target=target)) == [
            ("total-differs", "/nodes/2/target/stage")
        ]

    def test_unknown_stages(self) -> None:
        target = TargetResult(score=Share("3/4"), stage="nine", own=False)
        assert problems(with_node("c", target=target)) == [("unknown-stage", "/nodes/2/target")]
        assert problems(with_node("a", stage="nine")) == [("unknown-stage", "/nodes/0/stage")]

    @pytest.mark.parametrize("place", ["whole", "supplement"])
    def test_the_whole_and_the_supplement_too(self, place: str) -> None:
        known: NodeResult = REPORT.whole if place == "whole" else REPORT.supplement[0]
        assert known.gap is not None
        changed = attrs.evolve(known, gap=gap("1/100", known.gap.stages))
        if place == "whole":
            report = attrs.evolve(REPORT, whole=changed)
            assert problems(report) == [("total-differs", "/whole/gap/points")]
        else:
            report = attrs.evolve(REPORT, supplement=(changed,))
            assert problems(report) == [("total-differs", "/supplement/0/gap/points")]


class TestLists:
    """A4, G2: needs and strengths say what their nodes say, and needs stand in order."""

    def test_a_need_says_what_its_node_says(self) -> None:
        first = attrs.evolve(REPORT.needs[0], gap=gap("1", 3))
        assert problems(attrs.evolve(REPORT, needs=(first, *REPORT.needs[1:]))) == [
            ("total-differs", "/needs/0/gap")
        ]

    def test_a_need_of_a_node_without_score(self) -> None:
        last = attrs.evolve(REPORT.needs[2], node="c")
        assert problems(attrs.evolve(REPORT, needs=(*REPORT.needs[:2], last))) == [
            ("total-differs", "/needs/2/gap")
        ]

    def test_needs_stand_in_order(self) -> None:
        second, first, third = REPORT.needs
        assert problems(attrs.evolve(REPORT, needs=(first, second, third))) == [
            ("not-sorted", "/needs/1")
        ]

    def test_a_strength_says_what_its_node_says(self) -> None:
        wrong = (Strength(node="a", score=Share("1")), Strength(node="c", score=Share("1")))
        assert problems(attrs.evolve(REPORT, strengths=wrong)) == [
            ("total-differs", "/strengths/0/score"),
            ("total-differs", "/strengths/1/score"),
        ]

    def test_every_node_named_exists(self) -> None:
        nowhere = "nowhere"
        changed = attrs.evolve(
            REPORT,
            needs=(*REPORT.needs[:2], attrs.evolve(REPORT.needs[2], node=nowhere)),
            strengths=(Strength(node=nowhere, score=Share(1)),),
            clarify=(*REPORT.clarify, Clarify(node=nowhere, questions=())),
            levers=(Lever(node=nowhere, steps=(), clarify=()),),
        )
        assert problems(changed) == [
            ("unknown-node", "/needs/2/node"),
            ("unknown-node", "/strengths/0/node"),
            ("unknown-node", f"/clarify/{len(REPORT.clarify)}/node"),
            ("unknown-node", "/levers/0/node"),
        ]

    def test_all_problems_at_once(self) -> None:
        changed = attrs.evolve(
            with_node("d", held_by=()), whole=attrs.evolve(REPORT.whole, gap=gap("1", 0))
        )
        assert {code for code, _ in problems(changed)} == {"total-differs"}
        assert len(problems(changed)) == 3


class TestReading:
    """A4: stored totals are never trusted; on reading a difference is a problem at its place."""

    def changed(self, *path: str | int, value: object) -> list[tuple[str, str]]:
        plain = json.loads(schemas.write(REPORT))
        place = plain
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        written = json.dumps(plain).encode()
        return refused(lambda: schemas.read_report(written))

    def test_unchanged(self) -> None:
        assert schemas.read_report(schemas.write(REPORT)) == REPORT

    def test_pointers_are_those_of_the_json_document(self) -> None:
        assert self.changed("nodes", 3, "heldBy", value=[]) == [("total-differs", "/nodes/3/stage")]
        assert self.changed("needs", 0, "node", value="c") == [("total-differs", "/needs/0/gap")]

    def test_the_forms_of_a_number_agree(self) -> None:
        assert self.changed("nodes", 0, "score", "percent", value=26) == [
            ("total-differs", "/nodes/0/score/percent")
        ]
        assert self.changed("nodes", 0, "score", "value", value=0.26) == [
            ("total-differs", "/nodes/0/score/value")
        ]

    def test_a_changed_score_shows_everywhere(self) -> None:
        other = {"exact": "1/2", "value": 0.5, "percent": 50}
        assert self.changed("nodes", 0, "score", value=other) == [
            ("total-differs", "/nodes/0/gap/points"),
            ("total-differs", "/nodes/0/stage"),
        ]
        assert REPORT.by_node["a"].score == Share(Fraction(1, 4))
