# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.report.findings`: A4 for what follows from a node's score."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from tests.builders import T
from tests.report.tampering import POOLED, gap, problems, tampered

from weltoffen.errors import Problems
from weltoffen.model.suggestion import Module, Office, Suggestion
from weltoffen.model.target import Stage
from weltoffen.model.text import Text
from weltoffen.report.findings import check_least
from weltoffen.report.recomputation import check_report
from weltoffen.report.shares import Share
from weltoffen.report.structure import TargetResult

A, C, D, E, H = 1, 3, 4, 5, 7
"""Where nodes stand."""


def after(*path: str | int, to: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any part of a report
    return problems(tampered(POOLED, *path, to=to))


class TestTree:
    """A4, M1: ids once, parents before their children, levels by depth, sound stages."""

    def test_a_parent_stands_further_up(self) -> None:
        assert ("unknown-parent", "/nodes/1/parent") in after("nodes", A, "parent", to="h")

    def test_an_id_occurs_once(self) -> None:
        assert ("duplicate-id", "/nodes/7/node") in after("nodes", H, "node", to="g")
        assert ("duplicate-id", "/supplement/0/node") in after("supplement", 0, "node", to="g")

    def test_a_level_is_that_of_the_depth(self) -> None:
        differs = [("total-differs", "/nodes/1/level")]
        assert after("nodes", A, "level", to="level-0") == differs
        shorter = attrs.evolve(POOLED, levels=POOLED.levels[:1])
        assert problems(shorter) == [*differs, ("total-differs", "/nodes/2/level")]

    def test_unsound_stages_are_told_alone(self) -> None:
        assert after("stages", 0, "lower", to="1/8") == [("stages-start", "/stages")]
        assert after("stages", 2, "lower", to="1/4") == [("stages-rise", "/stages/2/lower")]
        assert after("stages", to=()) == [("stages-start", "/stages")]
        more = (*POOLED.stages, Stage(id="one", title={"de": "x"}, lower=1))
        assert after("stages", to=more) == [("duplicate-id", "/stages/4/id")]


class TestLeastNumberOfAnswers:
    """A4, N3: the smallest number of answers to some questions, of which only is told how many count."""

    @pytest.mark.parametrize(
        ("questions", "stored", "counted"),
        [
            pytest.param(3, 7, 6, id="of all three it is the smallest of all"),
            pytest.param(3, 9, 6, id="and no other"),
            pytest.param(2, 9, 7, id="of two at most the second"),
            pytest.param(2, 5, 6, id="never below the smallest"),
            pytest.param(1, 8, 7, id="it is that of a question"),
            pytest.param(1, 12, 9, id="never above the largest"),
            pytest.param(4, 7, 6, id="of more than there are as of all"),
        ],
    )
    def test_of_6_7_and_9(self, questions: int, stored: int, counted: int) -> None:
        found = Problems()
        check_least(found, ("n",), stored, [9, 6, 7], questions)
        assert [(one.pointer, dict(one.parameters)) for one in found.found] == [
            ("/n", {"stored": stored, "counted": counted})
        ]

    @pytest.mark.parametrize(("questions", "stored"), [(3, 6), (2, 6), (2, 7), (1, 9), (4, 6)])
    def test_what_can_be(self, questions: int, stored: int) -> None:
        found = Problems()
        check_least(found, ("n",), stored, [9, 6, 7], questions)
        assert not found.found

    def test_of_none_there_is_no_number(self) -> None:
        found = Problems()
        check_least(found, ("n",), 5, [], 1)
        assert [one.code for one in found.found] == ["total-differs"]


class TestScores:
    """A4, S3, S6: coverage, stage, tendency and what holds a node, for every score."""

    def test_a_score_has_enough_coverage(self) -> None:
        """S3: the method asks for 1/2."""
        low = Share("5/12")
        outside = "outside-range"
        assert after("nodes", A, "coverage", to=low) == [(outside, "/nodes/1/coverage")]
        assert after("nodes", A, "coverage", to=None) == [(outside, "/nodes/1/coverage")]
        assert after("perspectives", 0, "nodes", 2, "coverage", to=low) == [
            (outside, "/perspectives/0/nodes/2/coverage"),
            ("total-differs", "/stability/2/variants/2"),
        ]
        assert after("whole", "coverage", to=low) == [(outside, "/whole/coverage")]

    @pytest.mark.parametrize("stage", ["one", "three"])
    def test_a_stage_is_that_of_the_score(self, stage: str) -> None:
        """A gate alone holds below it."""
        changed = tampered(POOLED, "nodes", A, "stage", to=stage)
        assert ("total-differs", "/nodes/1/stage") in problems(changed)

    def test_a_gate_does_not_lift(self) -> None:
        changed = tampered(POOLED, "nodes", A, "held_by", to=("g1",))
        changed = tampered(changed, "nodes", A, "stage", to="three")
        assert ("total-differs", "/nodes/1/stage") in problems(changed)

    def test_who_is_held_lies_below_and_who_lies_below_is_held(self) -> None:
        assert after("nodes", A, "held_by", to=("g1",)) == [("total-differs", "/nodes/1/held_by")]
        assert after("nodes", C, "held_by", to=()) == [("total-differs", "/nodes/3/stage")]

    def test_a_perspective_may_lie_below_but_never_above(self) -> None:
        """S6: its gates are not in the report; c is held for politics, too."""
        place = ("perspectives", 0, "nodes", 1 + D, "stage")
        assert POOLED.perspectives[0].nodes[1 + C].stage == "three"
        check_report(tampered(POOLED, *place, to="one"))
        assert after(*place, to="four") == [("total-differs", "/perspectives/0/nodes/5/stage")]

    @pytest.mark.parametrize(
        "node",
        [
            pytest.param(A, id="too low in its band"),
            pytest.param(C, id="held by a gate"),
            pytest.param(D, id="just below the last third"),
        ],
    )
    def test_a_tendency_needs_the_last_part_of_the_band(self, node: int) -> None:
        assert after("nodes", node, "tendency", to=True) == [
            ("total-differs", f"/nodes/{node}/tendency")
        ]
        place = ("perspectives", 0, "nodes", 1 + node, "tendency")
        assert after(*place, to=True) == [
            ("total-differs", f"/perspectives/0/nodes/{1 + node}/tendency")
        ]

    def test_how_large_the_part_is_says_the_stamp(self) -> None:
        """S6: 11/16 lies in the last quarter of the band from 1/2 to 3/4, but not in the last fifth."""
        assert POOLED.nodes[E].tendency
        place = ("stamp", "method", "tendency_share")
        assert ("total-differs", "/nodes/5/tendency") in after(*place, to="1/5")
        check_report(tampered(POOLED, *place, to="1/4"))

    def test_there_is_none_at_the_top(self) -> None:
        changed = tampered(POOLED, "perspectives", 0, "nodes", 1 + C, "stage", to="four")
        changed = tampered(changed, "perspectives", 0, "nodes", 1 + C, "tendency", to=True)
        assert problems(changed) == [("total-differs", "/perspectives/0/nodes/4/tendency")]

    def test_unknown_stages(self) -> None:
        assert ("unknown-stage", "/nodes/1/stage") in after("nodes", A, "stage", to="nine")
        assert after("perspectives", 0, "nodes", 2, "stage", to="nine") == [
            ("unknown-stage", "/perspectives/0/nodes/2/stage")
        ]


class TestTargets:
    """A4, G1: whose a target is, its stage, and the gap to it."""

    def target(self, node: int, score: str, stage: str, *, own: bool) -> list[tuple[str, str]]:
        target = TargetResult(score=Share(score), stage=stage, own=own)
        return after("nodes", node, "target", to=target)

    def test_the_stage_is_that_of_the_score(self) -> None:
        assert self.target(H, "3/4", "three", own=True) == [
            ("total-differs", "/nodes/7/target/stage")
        ]

    def test_unknown_stages(self) -> None:
        assert self.target(H, "3/4", "nine", own=True) == [
            ("unknown-stage", "/nodes/7/target/stage")
        ]

    def test_without_a_target_of_the_town_the_highest_stage_counts(self) -> None:
        score = ("total-differs", "/nodes/7/target/score")
        assert self.target(H, "1/2", "three", own=False) == [score]
        assert self.target(H, "4/5", "four", own=False) == [score]

    def test_the_whole_has_none_of_its_own(self) -> None:
        assert after("whole", "target", "own", to=True) == [("total-differs", "/whole/target/own")]

    def test_a_target_is_inherited(self) -> None:
        """G1: f has a target of the town, so a and b have one, too."""
        changed = tampered(POOLED, "nodes", A, "target", "own", to=False)
        assert ("total-differs", "/nodes/1/target/own") in problems(changed)

    def test_the_gap_in_points_and_stages(self) -> None:
        """Only the node is changed, so that its need differs from it, too."""
        assert after("nodes", A, "gap", to=gap("1/5", 1)) == [
            ("total-differs", "/nodes/1/gap/points"),
            ("total-differs", "/needs/0/gap/points"),
        ]
        assert after("nodes", A, "gap", to=gap("1/4", 2)) == [
            ("total-differs", "/nodes/1/gap/stages"),
            ("total-differs", "/needs/0/gap/stages"),
        ]

    @pytest.mark.parametrize("name", ["whole", "supplement"])
    def test_the_whole_and_the_supplement_too(self, name: str) -> None:
        path = ("whole",) if name == "whole" else ("supplement", 0)
        pointer = "/".join(["", *map(str, path), "gap", "points"])
        assert after(*path, "gap", "points", to=Share("1/100")) == [("total-differs", pointer)]


class TestSuggestions:
    """A4: words stand where an edition has them; offices and modules named are listed."""

    def test_the_whole_has_no_words(self) -> None:
        """An edition says nothing of the whole."""
        wrong = [("not-allowed-here", "/whole/assessment")]
        assert after("whole", "assessment", to=Text(T)) == wrong
        assert after("whole", "suggestions", to=(Suggestion(id="go", text=T),)) == wrong

    def test_suggestions_stand_beside_an_assessment(self) -> None:
        bare = tampered(POOLED, "nodes", A, "assessment", to=None)
        said = tampered(bare, "nodes", A, "suggestions", to=(Suggestion(id="go", text=T),))
        assert problems(said) == [("not-allowed-here", f"/nodes/{A}/suggestions")]

    KNOWING = attrs.evolve(
        POOLED, offices=(Office(id="personnel", title=T),), modules=(Module(id="day", title=T),)
    )

    @pytest.mark.parametrize("path", [("nodes", A), ("supplement", 0)])
    def test_of_every_node(self, path: tuple[str | int, ...]) -> None:
        """A module is no office, nor an office a module."""

        def saying(*pairs: tuple[str | None, str | None]) -> Any:  # noqa: ANN401 - a report
            steps = tuple(
                Suggestion(id=f"go-{at}", text=T, carrier=carrier, module=module)
                for at, (carrier, module) in enumerate(pairs)
            )
            assessed = tampered(self.KNOWING, *path, "assessment", to=Text(T))
            return tampered(assessed, *path, "suggestions", to=steps)

        check_report(saying(("personnel", "day"), (None, None), ("personnel", None), (None, "day")))
        here = "/".join(["", *map(str, path), "suggestions"])
        assert problems(saying(("personnel", "day"), ("day", "personnel"), ("", ""))) == [
            ("unknown-office", f"{here}/1/carrier"),
            ("unknown-module", f"{here}/1/module"),
            ("unknown-office", f"{here}/2/carrier"),
            ("unknown-module", f"{here}/2/module"),
        ]

    def test_their_ids_are_unique_in_their_node(self) -> None:
        """M2."""
        step = Suggestion(id="go", text=T)
        steps = (step, Suggestion(id="stay", text=T), step)
        said = tampered(POOLED, "nodes", A, "assessment", to=Text(T))
        said = tampered(said, "nodes", D, "assessment", to=Text(T))
        assert problems(tampered(said, "nodes", A, "suggestions", to=steps)) == [
            ("duplicate-id", f"/nodes/{A}/suggestions/2/id")
        ]
        changed = tampered(said, "nodes", A, "suggestions", to=(step,))
        check_report(tampered(changed, "nodes", D, "suggestions", to=(step,)))

    def test_what_nobody_names_may_stand_there(self) -> None:
        check_report(self.KNOWING)
