# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from tests.builders import STAGES, banded, checklist, node, number, single, town

from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Gate, Question

if TYPE_CHECKING:
    from tests.builders import Town

    from weltoffen.scoring.results import NodeScore

F = Fraction

PLAIN = town(number("m"))


def at(percent: F | int, here: Town = PLAIN, **answers: Any) -> NodeScore:  # noqa: ANN401 - any answer
    """Give the leaf whose only weighted question is the number ``m``: its score is a hundredth of it."""
    found = here.scores(here.official(m=percent, **answers)).main.by_node["a"]
    assert found.score == F(percent) / 100
    return found


def gated(*gates: Gate, question: Question | None = None) -> Town:
    return town(number("m"), question or single("q", weight=0), gates=gates)


def gate(
    stage: str, minimum: F | int, *, question: str = "q", name: str = "g", place: str = "a"
) -> Gate:
    return Gate(id=name, node=place, stage=stage, question=question, minimum=F(minimum))


class TestStages:
    """S6: ordered bands on exact scores, lower bound included."""

    @pytest.mark.parametrize(
        ("percent", "stage"),
        [
            (0, "one"),
            (F(24_999, 1_000), "one"),
            (25, "two"),
            (F(49_999_999, 1_000_000), "two"),
            (50, "three"),
            (F(74_999, 1_000), "three"),
            (75, "four"),
            (100, "four"),
        ],
    )
    def test_bands(self, percent: F, stage: str) -> None:
        """S1: 49.999999 shows 50 percent, but decides by its exact value."""
        assert at(percent).stage == stage

    def test_one_stage_only(self) -> None:
        here = town(number("m"), stages=STAGES[:1])
        assert [(at(n, here).stage, at(n, here).tendency) for n in (0, 100)] == [("one", False)] * 2

    def test_without_score_there_is_no_stage(self) -> None:
        here = gated(gate("two", 2))
        found = here.scores(here.official(q="s0")).main.by_node["a"]
        assert (found.score, found.stage, found.tendency, found.held_by) == (None, None, False, ())

    def test_every_node_has_a_stage(self) -> None:
        here = town(number("m"), nodes=[node("f"), node("a", "f")])
        sheet = here.scores(here.official(m=60)).main
        assert [(one.node, one.stage) for one in sheet.nodes] == [
            (None, "three"),
            ("f", "three"),
            ("a", "three"),
        ]


class TestTendencies:
    """S6: a tendency when the score lies in the last part of its band, not at the top stage."""

    @pytest.mark.parametrize(
        ("percent", "tendency"),
        [
            (0, False),
            (F(1666, 100), False),
            (F(50, 3), True),  # 25 - 25/3
            (F(24_999, 1_000), True),
            (25, False),
            (F(416, 10), False),
            (F(125, 3), True),  # 50 - 25/3
            (49, True),
            (50, False),
            (F(2, 3) * 100, True),  # 75 - 25/3
            (74, True),
            (75, False),
            (99, False),
            (100, False),
        ],
    )
    def test_the_last_third(self, percent: F, tendency: bool) -> None:  # noqa: FBT001 - a column
        assert at(percent).tendency is tendency

    @pytest.mark.parametrize(
        ("share", "percent"), [("0.1", F("47.5")), ("0.5", F("37.5")), ("1", F(25))]
    )
    def test_the_share_is_the_methods(self, share: str, percent: F) -> None:
        here = town(number("m"), method=Method(tendency_share=share))
        assert at(percent, here).tendency
        assert not at(percent - F(1, 1000), here).tendency or share == "1"

    def test_a_share_of_0_means_none(self) -> None:
        here = town(number("m"), method=Method(tendency_share=0))
        assert not at(F(49_999, 1_000), here).tendency


class TestGates:
    """S6: a gate holds a node below a stage while a mandatory question is below its minimum."""

    def test_below_the_minimum_it_holds(self) -> None:
        found = at(90, gated(gate("three", 2)), q="s1")
        assert (found.stage, found.held_by, found.tendency) == ("two", ("g",), False)

    def test_at_the_minimum_it_opens(self) -> None:
        found = at(90, gated(gate("three", 2)), q="s2")
        assert (found.stage, found.held_by) == ("four", ())

    def test_not_answered_holds(self) -> None:
        here = gated(gate("three", 0))
        assert at(90, here).held_by == ("g",)
        assert at(90, here, q="unknown").held_by == ("g",)

    def test_not_applicable_passes(self) -> None:
        found = at(90, gated(gate("three", 4)), q="not-applicable")
        assert (found.stage, found.held_by) == ("four", ())

    def test_a_conflict_holds(self) -> None:
        here = gated(gate("three", 0))
        scores = here.scores(
            here.official(part="youth", q="s4", m=90), here.official(part="works", q="s3")
        )
        assert scores.main.by_node["a"].held_by == ("g",)

    def test_protected_holds(self) -> None:
        """Of one mind, so hidden: a gate cannot see it."""
        here = town(banded("d"), single("q", weight=0), gates=[gate("two", 0)])
        scores = here.scores(*here.persons("politics", d=[99, 99, 99, 50, 50], q="44444"))
        found = scores.personal[0].by_node["a"]
        assert found.score == F(7, 10)
        assert (found.stage, found.held_by) == ("one", ("g",))

    def test_it_holds_its_own_node_only(self) -> None:
        here = town(
            number("m"),
            single("q", weight=0),
            nodes=[node("f"), node("a", "f")],
            gates=[gate("three", 4, place="f")],
        )
        sheet = here.scores(here.official(m=90, q="s1")).main
        assert sheet.by_node["f"].stage == "two"
        assert sheet.by_node["a"].stage == "four"
        assert sheet.whole.stage == "four"

    def test_the_lowest_of_several_decides(self) -> None:
        gates = [gate("four", 4), gate("two", 3, name="h"), gate("three", 1, name="i")]
        found = at(90, gated(*gates), q="s1")
        assert (found.stage, found.held_by) == ("one", ("g", "h"))

    def test_a_gate_above_the_scores_own_stage_holds_nothing(self) -> None:
        found = at(30, gated(gate("four", 4)), q="s1")
        assert (found.stage, found.held_by) == ("two", ())

    def test_a_gate_at_the_next_stage_takes_the_tendency_away(self) -> None:
        here = gated(gate("three", 4))
        assert at(49, here, q="s4").tendency
        found = at(49, here, q="s1")
        assert (found.stage, found.held_by, found.tendency) == ("two", (), False)

    def test_a_gate_further_up_does_not(self) -> None:
        assert at(49, gated(gate("four", 4)), q="s1").tendency

    def test_a_held_node_has_no_tendency_though_its_score_lies_high(self) -> None:
        found = at(74, gated(gate("three", 4)), q="s1")
        assert (found.stage, found.tendency) == ("two", False)

    @pytest.mark.parametrize(
        ("question", "minimum", "holds", "opens"),
        [
            (checklist("q", cap=3, weight=0), 2, ("x",), ("z",)),
            (banded("q", weight=0), 1, 49, 50),
            (number("q", weight=0), 40, F("39.9"), 40),
        ],
    )
    def test_the_minimum_is_in_points_of_the_questions_own_scale(
        self,
        question: Question,
        minimum: int,
        holds: object,
        opens: object,
    ) -> None:
        """Of a number without bands it is the number itself."""
        here = gated(gate("two", minimum), question=question)
        assert at(90, here, q=holds).held_by == ("g",)
        assert at(90, here, q=opens).held_by == ()

    def test_a_group_passes_by_its_mean(self) -> None:
        """(1 + 1 + 2 + 2 + 4) / 5 = 2 points."""
        for minimum, held in ((F(2), ()), (F("2.01"), ("g",))):
            here = town(single("q"), single("r"), gates=[gate("two", minimum)])
            persons = here.persons("politics", q="11224", r="33344")
            scores = here.scores(*persons)
            assert scores.personal[0].by_node["a"].held_by == held
            assert scores.main.view.kind == "equal"
            assert scores.main.by_node["a"].held_by == held

    def test_under_equal_it_looks_at_the_mean_of_the_perspectives(self) -> None:
        """Politics 1/2, residents 1/4: the mean is 3/8, that is 1.5 points."""
        for minimum, held in ((F("1.5"), ()), (F("1.51"), ("g",))):
            here = town(single("q"), gates=[gate("two", minimum)])
            scores = here.scores(
                *here.persons("politics", q="01234"), *here.persons("residents", q="0011120122")
            )
            assert scores.main.by_node["a"].score == F(3, 8)
            assert scores.main.by_node["a"].held_by == held
