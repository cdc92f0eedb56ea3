# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.scoring.gaps`: G1 and G2."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.model.assessment import (
    Assessment,
    Municipality,
    Perspective,
    Round,
    Supplement,
    Target,
)
from weltoffen.model.edition import Edition
from weltoffen.model.forms import SingleChoice
from weltoffen.model.method import Method, ParentPolicy
from weltoffen.model.questionnaire import Gate, Question, Questionnaire
from weltoffen.model.scale import Option, Scale
from weltoffen.model.target import Level, Node, Stage, TargetModel
from weltoffen.scoring.gaps import (
    Gains,
    NodeTarget,
    Priority,
    TargetGap,
    has_reached,
    priorities,
    target_gap,
    target_of,
    unclear,
)
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.scoring.results import QuestionScore, Scores, Sheet, View
from weltoffen.scoring.sheets import equal_sheet, score, sheet
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT = {"en": "x"}
NODES = (("f", None, 1), ("a", "f", 1), ("b", "f", 1), ("g", None, 1), ("c", "g", 1), ("d", "g", 0))
LEAVES = ("a", "b", "c", "d")


def town(*gates: Gate, weights: Mapping[str, int] | None = None) -> Edition:
    """Give two fields of two leaves with one question each; quarters as stages; d has no weight."""
    model = TargetModel(
        id="model",
        version="1",
        title=TEXT,
        source_language="en",
        levels=[Level(id="field", title=TEXT), Level(id="leaf", title=TEXT)],
        stages=[Stage(id=f"s{n}", title=TEXT, lower=Fraction(n, 4)) for n in range(4)],
        nodes=[
            Node(id=one, title=TEXT, parent=parent, weight=(weights or {}).get(one, weight))
            for one, parent, weight in NODES
        ],
    )
    options = [Option(id=f"o{n}", title=TEXT, points=n) for n in range(9)]
    questions = [
        Question(id=f"{leaf}{n}", node=leaf, title=TEXT, form=SingleChoice(scale="scale"))
        for leaf in LEAVES
        for n in range(2 if leaf == "b" else 1)
    ]
    return Edition(
        target_model=model,
        questionnaire=Questionnaire(
            id="asked",
            version="1",
            target_model=model.reference,
            title=TEXT,
            source_language="en",
            scales=[Scale(id="scale", options=options)],
            questions=questions,
            gates=gates,
        ),
    )


def assessment_of(edition: Edition, *targets: Target) -> Assessment:
    return Assessment(
        id="town",
        municipality=Municipality(name="Town"),
        round=Round(id="first"),
        edition=edition.reference,
        perspectives=[Perspective(id=one, title=TEXT) for one in ("politics", "economy", "x")],
        targets=targets,
    )


def sheet_of(
    edition: Edition, eighths: Mapping[str, int], method: Method, view: View | None = None
) -> Sheet:
    """Score questions given in eighths; the others are unanswered."""
    values = tuple(
        QuestionScore(
            question=one.id,
            node=one.node,
            kind=one.kind,
            weight=one.weight,
            value=Fraction(eighths[one.id], 8) if one.id in eighths else None,
            answered=1 if one.id in eighths else 0,
            applicable=1,
            state="answered" if one.id in eighths else "unanswered",
        )
        for one in edition.questionnaire.questions
    )
    return sheet(view or View(kind="pooled"), values, edition, method)


def scores_of(
    edition: Edition, eighths: Mapping[str, int], policy: ParentPolicy = "mean"
) -> Scores:
    method = Method(parent_policy=policy, whole_policy="pooled")
    main = sheet_of(edition, eighths, method)
    return Scores(
        method=method,
        target_model_hash=edition.target_model.digest,
        questionnaire_hash=edition.questionnaire.digest,
        whole_policy="pooled",
        main=main,
        official=(),
        personal=(),
    )


def equal_scores(edition: Edition, *groups: Mapping[str, int]) -> Scores:
    method = Method(whole_policy="equal")
    personal = tuple(
        sheet_of(edition, group, method, View(kind="personal", perspective=one))
        for one, group in zip(("politics", "economy", "x"), groups, strict=False)
    )
    scores = scores_of(edition, {})
    main = equal_sheet(personal, edition, method)
    return attrs.evolve(scores, method=method, whole_policy="equal", main=main, personal=personal)


class TestTargets:
    """G1: own targets, else those of the nearest node above, else the highest stage's lower bound."""

    def test_the_highest_stage_without_own_target(self) -> None:
        edition = town()
        expected = NodeTarget(node="a", score=Fraction(3, 4), stage="s3", own=False)
        assert target_of("a", assessment_of(edition), edition) == expected

    def test_the_whole_has_no_own_target(self) -> None:
        edition = town()
        assessment = assessment_of(edition, *(Target(node=one, stage="s1") for one in "fg"))
        expected = NodeTarget(node=None, score=Fraction(3, 4), stage="s3", own=False)
        assert target_of(None, assessment, edition) == expected

    def test_an_own_stage_counts_with_its_lower_bound(self) -> None:
        edition = town()
        assessment = assessment_of(edition, Target(node="a", stage="s2"))
        expected = NodeTarget(node="a", score=Fraction(1, 2), stage="s2", own=True)
        assert target_of("a", assessment, edition) == expected

    def test_an_own_score_counts_with_the_stage_that_holds_it(self) -> None:
        edition = town()
        assessment = assessment_of(edition, Target(node="a", score="0.6"))
        expected = NodeTarget(node="a", score=Fraction(3, 5), stage="s2", own=True)
        assert target_of("a", assessment, edition) == expected

    def test_a_node_without_own_target_takes_that_of_its_field(self) -> None:
        """G1, worked: the town aims at s2 (from 1/2) for the field f, and at 9/10 for its leaf b.

        a (no target) aims at s2 as f does, b at its own 9/10, which lies in s3; g and c have nothing above
        them and aim at the highest stage, s3 from 3/4. With a at 3/8, b at 3/4 and c at 5/8 the gaps are
        1/2 - 3/8 = 1/8, 9/10 - 3/4 = 3/20 and 3/4 - 5/8 = 1/8.
        """
        edition = town()
        assessment = assessment_of(
            edition, Target(node="f", stage="s2"), Target(node="b", score="0.9")
        )
        main = scores_of(edition, {"a0": 3, "b0": 6, "b1": 6, "c0": 5}).main
        found = {
            one: target_gap(main.by_node[one], assessment, edition) for one in ("f", "a", "b", "c")
        }
        assert {one: (gap.target.stage, gap.target.own) for one, gap in found.items()} == {
            "f": ("s2", True),
            "a": ("s2", True),
            "b": ("s3", True),
            "c": ("s3", False),
        }
        assert found["a"].target == NodeTarget(node="a", score=Fraction(1, 2), stage="s2", own=True)
        assert [found[one].points for one in "abc"] == [
            Fraction(1, 8),
            Fraction(3, 20),
            Fraction(1, 8),
        ]

    def test_the_nearest_target_above_counts(self) -> None:
        """G1: over three levels the target of the middle one hides that of the top."""
        edition = town()
        model = attrs.evolve(
            edition.target_model,
            levels=[*edition.target_model.levels, Level(id="deeper", title=TEXT)],
            nodes=[
                *edition.target_model.nodes,
                Node(id="a-a", title=TEXT, parent="a"),
                Node(id="b-b", title=TEXT, parent="b"),
            ],
        )
        deeper = Edition(
            target_model=model, questionnaire=attrs.evolve(edition.questionnaire, questions=())
        )
        targets = (Target(node="f", stage="s1"), Target(node="a", score="0.6"))
        assessment = assessment_of(deeper, *targets)
        assert target_of("a-a", assessment, deeper).score == Fraction(3, 5)
        assert target_of("b-b", assessment, deeper).stage == "s1"

    @given(cases())
    def test_any_town(self, case: Case) -> None:
        """G1: a node has its own target, or else that of its parent."""
        edition, assessment = case.extended, case.assessment
        for node in edition.target_model.nodes:
            found = target_of(node.id, assessment, edition)
            if node.id in assessment.targets_by_node:
                assert found.own
            else:
                above = target_of(node.parent, assessment, edition)
                assert found == attrs.evolve(above, node=node.id)


class TestGaps:
    """G1: target minus score, in points and stages."""

    def test_the_gap_in_points_and_stages(self) -> None:
        edition = town()
        main = scores_of(edition, {"a0": 1, "b0": 7, "b1": 7}).main
        gap = target_gap(main.by_node["a"], assessment_of(edition), edition)
        assert (gap.points, gap.stages, gap.is_open) == (Fraction(5, 8), 3, True)
        assert not has_reached(main.by_node["a"], gap.target, edition.target_model)
        gap = target_gap(main.by_node["b"], assessment_of(edition), edition)
        assert (gap.points, gap.stages, gap.is_open) == (Fraction(-1, 8), 0, False)
        assert has_reached(main.by_node["b"], gap.target, edition.target_model)

    def test_a_gate_counts_in_stages(self) -> None:
        edition = town(Gate(id="gate", node="a", stage="s2", question="c0", minimum=8))
        main = scores_of(edition, {"a0": 6, "b0": 0, "b1": 0, "c0": 0}).main
        gap = target_gap(main.by_node["a"], assessment_of(edition), edition)
        assert (gap.points, gap.stages, gap.is_open) == (Fraction(0), 2, True)
        assert not has_reached(main.by_node["a"], gap.target, edition.target_model)

    def test_without_score_there_is_no_gap(self) -> None:
        edition = town()
        whole = scores_of(edition, {}).main.whole
        gap = target_gap(whole, assessment_of(edition), edition)
        target = target_of(None, assessment_of(edition), edition)
        assert gap == TargetGap(node=None, target=target, points=None, stages=None)
        assert not gap.is_open
        assert not has_reached(whole, target, edition.target_model)


class TestPriorities:
    """G2: by exact gap, then by what closing it adds to the whole, then declared order."""

    def test_the_largest_gap_comes_first(self) -> None:
        edition = town()
        scores = scores_of(edition, {"a0": 5, "b0": 3, "b1": 3, "c0": 6})
        # Half of a field, which is half of the whole. c has reached its target, d has no score.
        assert priorities(scores, assessment_of(edition), edition, LEAVES) == (
            Priority(node="b", points=Fraction(3, 8), stages=2, gain=Fraction(3, 32)),
            Priority(node="a", points=Fraction(1, 8), stages=1, gain=Fraction(1, 32)),
        )

    def test_of_equal_gaps_the_larger_gain_comes_first(self) -> None:
        edition = town()
        scores = scores_of(edition, {"a0": 4, "b0": 4, "b1": 4, "c0": 4})
        found = priorities(scores, assessment_of(edition), edition, LEAVES)
        # c is a field of its own: half of the whole. a and b stand in declared order.
        assert [(one.node, one.gain) for one in found] == [
            ("c", Fraction(1, 8)),
            ("a", Fraction(1, 16)),
            ("b", Fraction(1, 16)),
        ]

    def test_only_the_nodes_asked_for_are_ordered(self) -> None:
        edition = town()
        scores = scores_of(edition, {"a0": 4, "b0": 4, "b1": 4, "c0": 5})
        found = priorities(scores, assessment_of(edition), edition, ("g", "f"))
        assert [(one.node, one.points, one.gain) for one in found] == [
            ("f", Fraction(1, 4), Fraction(1, 8)),
            ("g", Fraction(1, 8), Fraction(1, 16)),
        ]

    def test_a_node_that_only_a_gate_holds_back_comes_last(self) -> None:
        edition = town(Gate(id="gate", node="a", stage="s3", question="c0", minimum=8))
        scores = scores_of(edition, {"a0": 7, "b0": 5, "b1": 5, "c0": 6})
        assert priorities(scores, assessment_of(edition), edition, LEAVES)[1:] == (
            Priority(node="a", points=Fraction(-1, 8), stages=1, gain=Fraction(0)),
        )

    def test_nodes_without_score_stand_apart(self) -> None:
        edition = town()
        scores = scores_of(edition, {"b0": 4, "c0": 4})
        assert [(one.node, one.reason) for one in unclear(scores, LEAVES)] == [
            ("a", "no-answers"),
            ("d", "no-answers"),
        ]

    def test_the_supplement_is_ordered_apart_and_adds_nothing(self) -> None:
        plain = town()
        own = Question(id="own-q", node="own-a", title=TEXT, form=SingleChoice(scale="scale"))
        supplement = Supplement(
            nodes=[Node(id="own", title=TEXT), Node(id="own-a", title=TEXT, parent="own")],
            questions=[own],
        )
        assessment = attrs.evolve(assessment_of(plain), supplement=supplement)
        edition = assessment.extend(plain)
        scores = scores_of(edition, {"a0": 4, "b0": 6, "b1": 6, "c0": 6, "own-q": 0})
        leaves = (*LEAVES, "own-a")
        found = priorities(scores, assessment, edition, leaves)
        assert [one.node for one in found] == ["a"]
        assert priorities(scores, assessment, edition, leaves, apart=True) == (
            Priority(node="own-a", points=Fraction(3, 4), stages=3, gain=Fraction(0)),
        )


class TestGains:
    """G2: what closing a gap adds to the whole, under every policy of S4 and S5."""

    @pytest.mark.parametrize(
        ("policy", "gains"),
        [
            # f = (2/8 + 4/8) / 2, g = 6/8.
            ("mean", {"a": Fraction(1, 8), "b": Fraction(1, 16), "f": Fraction(3, 16)}),
            # Four questions count: a's one, b's two, c's one; d has no weight. f = 10/24 is 1/3 below.
            ("questions", {"a": Fraction(1, 8), "b": Fraction(1, 8), "f": Fraction(1, 4)}),
            # The lowest is a: b is next.
            ("minimum", {"a": Fraction(1, 4), "b": Fraction(0), "f": Fraction(1, 2)}),
        ],
    )
    def test_every_policy_of_parents(
        self, policy: ParentPolicy, gains: Mapping[str, Fraction]
    ) -> None:
        edition = town()
        scores = scores_of(edition, {"a0": 2, "b0": 3, "b1": 5, "c0": 6, "d0": 0}, policy)
        found = {
            node: Gains(scores, edition).whole_gain(node, Fraction(3, 4))
            for node in ("a", "b", "c", "d", "f", "g")
        }
        assert found == {**gains, "c": 0, "d": 0, "g": 0}

    def test_only_questions_with_a_value_count(self) -> None:
        edition = town()
        scores = scores_of(edition, {"a0": 2, "b0": 6, "c0": 6}, "questions")
        # b1 is unanswered: a has one of three questions, 1/2 below.
        assert Gains(scores, edition).whole_gain("a", Fraction(3, 4)) == Fraction(1, 6)

    def test_a_whole_without_score_gains_nothing(self) -> None:
        edition = town()
        scores = scores_of(edition, {"a0": 0})
        assert scores.main.by_node["f"].score == 0
        assert scores.main.whole.score is None
        assert Gains(scores, edition).whole_gain("a", Fraction(1)) == 0

    def test_equal_raises_the_perspectives_that_lie_below(self) -> None:
        edition = town()
        first = {"a0": 2, "b0": 6, "b1": 6, "c0": 6}
        second = {"a0": 8, "b0": 6, "b1": 6, "c0": 6}
        gains = Gains(equal_scores(edition, first, second), edition)
        # Only the first is below: 1/2 in a, 1/8 in its whole, half of it in the mean.
        assert gains.whole_gain("a", Fraction(3, 4)) == Fraction(1, 16)

    def test_equal_divides_by_the_perspectives_that_have_a_whole(self) -> None:
        edition = town(weights={"g": 3})
        first = {"a0": 2, "b0": 2, "b1": 2, "c0": 6}
        third = {"a0": 2, "b0": 2, "b1": 2}
        gains = Gains(equal_scores(edition, first, first, third), edition)
        # 1/2 more in a is 1/16 in each whole that there is: f weighs 1 of 4.
        assert gains.whole_gain("a", Fraction(3, 4)) == Fraction(1, 16)


def raised(sheet_: Sheet, leaves: frozenset[str], by: Fraction, case: Case) -> Sheet:
    """Raise every value below a node and score again."""
    questions = tuple(
        attrs.evolve(one, value=one.value + by)
        if one.node in leaves and one.value is not None
        else one
        for one in sheet_.questions
    )
    # Stages have no place for a score above 1; only scores matter here.
    return sheet(sheet_.view, questions, case.extended, case.assessment.method)


class TestGainsAgainstTheEngine:
    """G2: closing a gap is the same as raising every value below the node by it."""

    @given(cases(), st.data())
    def test_any_town_under_any_policy(self, case: Case, data: st.DataObject) -> None:
        edition, method = case.extended, case.assessment.method
        shown = protect(case.tally, ProtectionRule(k=3), case.assessment, case.edition)
        scores = score(shown, case.assessment, case.edition)
        target = data.draw(st.integers(0, 20).map(lambda n: Fraction(n, 20)))
        gains = Gains(scores, edition)
        for node in edition.target_model.nodes:
            below = frozenset(
                leaf.id
                for leaf in edition.target_model.leaves
                if node in edition.target_model.path(leaf.id)
            )
            lifted = []
            for one in scores.personal if scores.main.view.kind == "equal" else (scores.main,):
                now = one.by_node[node.id].score
                gap = Fraction(0) if now is None else max(target - now, Fraction(0))
                lifted.append(raised(one, below, gap, case))
            if scores.main.view.kind == "equal":
                whole = equal_sheet(tuple(lifted), edition, method).whole.score
            else:
                whole = lifted[0].whole.score
            before = scores.main.whole.score
            expected = 0 if before is None or whole is None else whole - before
            assert gains.whole_gain(node.id, target) == expected
