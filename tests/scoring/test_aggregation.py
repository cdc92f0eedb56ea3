# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from tests.builders import free, node, refused, single, town

from weltoffen.model.method import Method
from weltoffen.scoring.sheets import explain

if TYPE_CHECKING:
    from tests.builders import Town

    from weltoffen.scoring.aggregation import Explanation
    from weltoffen.scoring.results import NodeScore

F = Fraction


def scored(here: Town, **answers: Any) -> dict[str | None, NodeScore]:  # noqa: ANN401 - any answer
    return dict(here.scores(here.official(**answers)).main.by_node)


def explained(here: Town, name: str | None, **answers: Any) -> Explanation:  # noqa: ANN401 - any answer
    return explain(here.scores(here.official(**answers)), name, here.edition)


def listed(found: Explanation) -> list[tuple[Any, ...]]:
    return [(p.id, p.kind, p.weight, p.score, p.coverage, p.left_out) for p in found.parts]


WEIGHTED = town(single("p", weight=3), single("q"), single("r", weight="0.5"), free("t"))
TREE = [node("f", weight=2), node("a", "f"), node("b", "f", weight=3), node("g")]


def tree(method: Method | None = None, **more: Any) -> Town:  # noqa: ANN401 - any weight
    return town(
        single("p"),
        single("q"),
        single("r", "b"),
        single("s", "g", **more),
        nodes=TREE,
        method=method,
    )


class TestLeaves:
    """S3: a leaf is the weighted mean of its questions; its coverage is the weight that was answered."""

    def test_the_weighted_mean(self) -> None:
        """(3 * 1/4 + 1 * 1 + 1/2 * 1/2) / 4.5 = 2 / 4.5."""
        found = scored(WEIGHTED, p="s1", q="s4", r="s2")["a"]
        assert found.score == F(4, 9)
        assert found.coverage == 1
        assert (found.answered, found.applicable, found.n) == (3, 3, 1)

    def test_open_questions_lower_the_coverage_not_the_score(self) -> None:
        """P alone: 3 of 4.5 of the weight."""
        found = scored(WEIGHTED, p="s1", q="unknown")["a"]
        assert found.score == F(1, 4)
        assert found.coverage == F(2, 3)
        assert (found.answered, found.applicable) == (1, 3)

    def test_not_applicable_leaves_the_base(self) -> None:
        """P of p and r: 3 of 3.5."""
        found = scored(WEIGHTED, p="s1", q="not-applicable")["a"]
        assert found.coverage == F(6, 7)
        assert (found.answered, found.applicable) == (1, 2)

    def test_below_the_minimum_there_is_no_score(self) -> None:
        """Q and r are 1.5 of 4.5 = 1/3 of the weight."""
        found = scored(WEIGHTED, q="s4", r="s4")["a"]
        assert (found.score, found.reason, found.coverage) == (None, "low-coverage", F(1, 3))

    def test_the_minimum_itself_is_enough(self) -> None:
        here = town(single("p"), single("q"))
        assert scored(here, p="s3")["a"].score == F(3, 4)
        assert scored(here, p="s3")["a"].coverage == F(1, 2)

    def test_the_minimum_is_the_methods(self) -> None:
        third = Method(minimum_coverage="1/3")
        here = town(single("p", weight=3), single("q"), single("r", weight="0.5"), method=third)
        assert scored(here, q="s4", r="s4")["a"].score == 1

    def test_a_group_covers_what_it_answered(self) -> None:
        """p: 2 of 4 asked answered; q: 3 of 3: coverage (1/2 + 1) / 2 = 3/4; n is the smaller one."""
        here = town(single("p"), single("q"))
        found = here.raw_scores(*here.persons("politics", p="04u-n", q="224nn")).personal[0]
        leaf = found.by_node["a"]
        assert leaf.score == F(7, 12)
        assert leaf.coverage == F(3, 4)
        assert leaf.n == 2


class TestReasons:
    """S2: a score is in [0, 1] or no score with a reason."""

    def test_nothing_applies(self) -> None:
        found = scored(WEIGHTED, p="not-applicable", q="not-applicable", r="not-applicable")["a"]
        assert (found.score, found.reason, found.coverage) == (None, "not-applicable", None)
        assert (found.answered, found.applicable, found.n) == (0, 0, None)

    def test_nothing_was_answered(self) -> None:
        found = scored(WEIGHTED, p="unknown")["a"]
        assert (found.score, found.reason, found.coverage) == (None, "no-answers", F(0))

    def test_nothing_has_weight(self) -> None:
        """M5: an explicit 0 is kept."""
        here = town(single("p", weight=0), single("q", weight=0))
        found = scored(here, p="s4")["a"]
        assert (found.score, found.reason, found.coverage) == (None, "no-weight", None)
        assert (found.answered, found.applicable) == (0, 0)

    def test_a_question_without_weight_is_left_out(self) -> None:
        here = town(single("p", weight=0), single("q"))
        found = scored(here, p="s0", q="s4")["a"]
        assert (found.score, found.coverage, found.answered) == (F(1), F(1), 1)

    def test_a_leaf_without_questions(self) -> None:
        here = town(single("p"), nodes=[node("a"), node("empty")])
        found = scored(here, p="s3")
        assert found["empty"].reason == "not-applicable"
        assert found[None].score == F(3, 4)
        assert found[None].coverage == 1

    def test_everything_is_protected(self) -> None:
        here = town(single("p"), single("q", "b"))
        sheet = here.scores(*here.persons("politics", p="01234", q="00000")).personal[0]
        assert sheet.by_node["b"].reason == "protected"
        assert sheet.by_node["b"].coverage == 0
        assert sheet.by_node["a"].score == F(1, 2)
        assert sheet.whole.score == F(1, 2)
        assert sheet.whole.coverage == F(1, 2)

    def test_where_something_is_protected_the_marker_is_the_reason(self) -> None:
        """P4: p (1 of 3 published) is too little, and q and r are hidden; the whole the same."""
        here = town(single("p"), single("q"), single("r"))
        persons = here.persons("politics", p="01234", q="00000", r="11111")
        sheet = here.scores(*persons).personal[0]
        assert [one.reason for one in sheet.nodes] == ["protected", "protected"]
        assert sheet.by_node["a"].coverage == F(1, 3)

    def test_even_a_minimum_of_0_needs_an_answer(self) -> None:
        here = town(single("p"), method=Method(minimum_coverage=0))
        found = scored(here, p="unknown")["a"]
        assert (found.score, found.reason, found.coverage) == (None, "no-answers", F(0))

    def test_zero_is_a_score(self) -> None:
        found = scored(WEIGHTED, p="s0", q="s0", r="s0")["a"]
        assert (found.score, found.reason) == (F(0), None)


class TestParents:
    """S3, S4 ``mean``: the weighted mean of the children with a score."""

    def test_two_levels(self) -> None:
        """A = (1/4 + 1) / 2 = 5/8; f = (5/8 + 3 * 1/2) / 4 = 17/32; (2 * 17/32 + 0) / 3 = 17/48."""
        found = scored(tree(), p="s1", q="s4", r="s2", s="s0")
        assert found["a"].score == F(5, 8)
        assert found["f"].score == F(17, 32)
        assert found["g"].score == 0
        assert found[None].score == F(17, 48)
        assert found[None].coverage == 1
        assert (found[None].answered, found[None].applicable, found[None].n) == (4, 4, 1)

    def test_a_child_without_score_covers_nothing(self) -> None:
        """A is open; f: 3 of 4 covered; whole: (2 * 3/4 + 1) / 3 = 5/6."""
        found = scored(tree(), r="s2", s="s4")
        assert found["f"].score == F(1, 2)
        assert found["f"].coverage == F(3, 4)
        assert found[None].score == F(2, 3)
        assert found[None].coverage == F(5, 6)

    def test_a_child_below_the_minimum_covers_nothing_either(self) -> None:
        """With a minimum of 3/5 a (1/2) has no score: f covers (0 + 3) / 4, not (1/2 + 3) / 4."""
        found = scored(tree(Method(minimum_coverage="3/5")), p="s4", r="s2", s="s4")
        assert found["a"].reason == "low-coverage"
        assert found["f"].coverage == F(3, 4)
        assert found["f"].score == F(1, 2)

    def test_a_child_to_which_nothing_applies_is_no_part_of_the_base(self) -> None:
        found = scored(tree(), p="not-applicable", q="not-applicable", r="s2", s="s4")
        assert found["a"].coverage is None
        assert found["f"].coverage == 1
        assert found["f"].score == F(1, 2)

    def test_a_parent_below_the_minimum(self) -> None:
        """A alone is 1 of 4; whole: 1 of 3 with g."""
        found = scored(tree(), p="s4", q="s4", s="s4")
        assert (found["f"].score, found["f"].reason) == (None, "low-coverage")
        assert found["f"].coverage == F(1, 4)
        assert (found[None].score, found[None].coverage) == (None, F(1, 3))
        assert found[None].reason == "low-coverage"

    def test_a_node_without_weight_does_not_count(self) -> None:
        nodes = [node("a", weight=0), node("b")]
        here = town(single("p"), single("q", "b"), nodes=nodes)
        found = scored(here, p="s4", q="s1")
        assert found["a"].score == 1
        assert found[None].score == F(1, 4)
        assert found[None].coverage == 1

    def test_only_nodes_without_weight(self) -> None:
        here = town(single("p"), nodes=[node("a", weight=0)])
        assert scored(here, p="s4")[None].reason == "no-weight"


class TestPolicies:
    """S4: how children become a parent is a named policy, recorded in the result."""

    ANSWERS = {"p": "s1", "q": "s4", "r": "s2", "s": "s0"}  # noqa: RUF012 - never changed

    def test_questions(self) -> None:
        """f: (1/4 + 1 + 1/2) / 3 = 7/12; whole: (1/4 + 1 + 1/2 + 0) / 4 = 7/16."""
        found = scored(tree(Method(parent_policy="questions")), **self.ANSWERS)
        assert found["a"].score == F(5, 8)
        assert found["f"].score == F(7, 12)
        assert found[None].score == F(7, 16)

    def test_questions_count_alike_whatever_their_weight(self) -> None:
        """In its leaf a question counts by its weight; 0 takes it out everywhere."""
        here = town(
            single("p", weight=3),
            single("q"),
            single("z", weight=0),
            single("r", "b"),
            method=Method(parent_policy="questions"),
        )
        found = scored(here, p="s4", q="s0", z="s4", r="s1")
        assert found["a"].score == F(3, 4)
        assert found[None].score == F(5, 12)

    def test_questions_of_leaves_without_score_do_not_count(self) -> None:
        here = town(
            single("p"),
            single("q", weight=2),
            single("r", "b"),
            method=Method(parent_policy="questions"),
        )
        found = scored(here, p="s4", r="s1")
        assert found["a"].reason == "low-coverage"
        assert found[None].score == F(1, 4)

    def test_questions_below_nodes_without_weight_do_not_count(self) -> None:
        nodes = [node("f", weight=0), node("a", "f"), node("b")]
        here = town(
            single("p"), single("q", "b"), nodes=nodes, method=Method(parent_policy="questions")
        )
        assert scored(here, p="s4", q="s1")[None].score == F(1, 4)

    def test_questions_without_any_answer(self) -> None:
        found = scored(tree(Method(parent_policy="questions")))
        assert (found[None].score, found[None].reason) == (None, "no-answers")

    def test_minimum(self) -> None:
        """f: min(5/8, 1/2); whole: min(1/2, 0)."""
        found = scored(tree(Method(parent_policy="minimum")), **self.ANSWERS)
        assert found["a"].score == F(5, 8)
        assert found["f"].score == F(1, 2)
        assert found[None].score == 0

    def test_minimum_leaves_out_children_without_weight(self) -> None:
        nodes = [node("a", weight=0), node("b")]
        here = town(
            single("p"), single("q", "b"), nodes=nodes, method=Method(parent_policy="minimum")
        )
        assert scored(here, p="s0", q="s3")[None].score == F(3, 4)

    @pytest.mark.parametrize("policy", ["mean", "questions", "minimum"])
    def test_it_is_recorded(self, policy: Any) -> None:  # noqa: ANN401 - one of three words
        here = tree(Method(parent_policy=policy))
        scores = here.scores(here.official(p="s1"))
        assert scores.main.policy == policy
        assert scores.method.parent_policy == policy


class TestExplanations:
    """S7: children, weights, values, shares, what was left out and why."""

    def test_a_leaf(self) -> None:
        """P 3 and q 1 count; r is open. Shares 3/4 and 1/4: 3/4 * 1/4 + 1/4 * 1 = 7/16."""
        found = explained(WEIGHTED, "a", p="s1", q="s4", r="unknown")
        assert (found.node, found.policy, found.minimum_coverage) == ("a", "mean", F(1, 2))
        assert listed(found) == [
            ("p", "question", 3, F(1, 4), 1, None),
            ("q", "question", 1, 1, 1, None),
            ("r", "question", F(1, 2), None, 0, "no-answers"),
        ]
        assert found.score == F(7, 16)
        assert found.coverage == F(8, 9)
        assert found.reason is None
        assert found.shares == {"p": F(3, 4), "q": F(1, 4)}

    def test_a_parent(self) -> None:
        found = explained(tree(), "f", p="s1", q="s4", r="not-applicable", s="s0")
        assert listed(found) == [
            ("a", "node", 1, F(5, 8), 1, None),
            ("b", "node", 3, None, None, "not-applicable"),
        ]
        assert found.shares == {"a": 1}

    def test_the_whole(self) -> None:
        found = explained(tree(), None, p="s1", q="s4", r="s2", s="s0")
        assert found.node is None
        assert found.shares == {"f": F(2, 3), "g": F(1, 3)}

    def test_questions_that_count_alike(self) -> None:
        here = tree(Method(parent_policy="questions"), weight=7)
        found = explained(here, None, p="s1", q="s4", r="s2", s="unknown")
        assert found.policy == "questions"
        assert [(p.id, p.left_out) for p in found.parts] == [("f", None), ("g", "no-answers")]
        assert [(p.id, p.weight) for p in found.questions] == [
            ("p", F(1)),
            ("q", F(1)),
            ("r", F(1)),
        ]
        assert found.shares == {"p": F(1, 3), "q": F(1, 3), "r": F(1, 3)}

    def test_the_lowest_children_share_the_minimum(self) -> None:
        nodes = [node("a"), node("b"), node("c")]
        here = town(
            single("p"),
            single("q", "b"),
            single("r", "c"),
            nodes=nodes,
            method=Method(parent_policy="minimum"),
        )
        found = explained(here, None, p="s1", q="s1", r="s4")
        assert found.score == F(1, 4)
        assert found.shares == {"a": F(1, 2), "b": F(1, 2)}

    def test_what_was_left_out_and_why(self) -> None:
        here = town(
            single("p"), single("zero", weight=0), single("na"), single("open"), single("clash")
        )
        scores = here.scores(
            here.official(part="youth", p="s1", zero="s4", na="not-applicable", clash="s1"),
            here.official(part="works", open="unknown", clash="s2"),
        )
        found = explain(scores, "a", here.edition)
        assert [(p.id, p.counts, p.left_out) for p in found.parts] == [
            ("p", True, None),
            ("zero", False, "no-weight"),
            ("na", False, "not-applicable"),
            ("open", False, "no-answers"),
            ("clash", False, "no-answers"),
        ]
        assert found.coverage == F(1, 3)
        assert found.reason == "low-coverage"
        assert found.shares == {}

    def test_protected_questions(self) -> None:
        here = town(single("p"), single("q"))
        scores = here.scores(*here.persons("politics", p="01234", q="00000"))
        found = explain(scores, "a", here.edition, scores.personal[0])
        assert [(p.id, p.coverage, p.left_out) for p in found.parts] == [
            ("p", F(1), None),
            ("q", F(0), "protected"),
        ]

    def test_perspectives_under_equal(self) -> None:
        """Politics 1/2, economy 3/4, residents protected at a: (1/2 + 3/4) / 2 = 5/8."""
        here = town(single("p"), single("q", "b"))
        scores = here.scores(
            *here.persons("politics", p="01234", q="00123"),
            *here.persons("economy", p="22344", q="00123"),
            *here.persons("residents", p="01---", q="00123"),
            *here.persons("administration", p="234--", q="00123"),
        )
        found = explain(scores, "a", here.edition)
        assert [(p.id, p.kind, p.weight, p.score) for p in found.parts if p.counts] == [
            ("politics", "perspective", F(1), F(1, 2)),
            ("economy", "perspective", F(1), F(3, 4)),
        ]
        assert found.score == scores.main.by_node["a"].score == F(5, 8)
        assert found.coverage == scores.main.by_node["a"].coverage == 1
        assert found.shares == {"politics": F(1, 2), "economy": F(1, 2)}

    def test_an_unknown_node(self) -> None:
        scores = WEIGHTED.scores(WEIGHTED.official(p="s1"))
        assert refused(lambda: explain(scores, "nowhere", WEIGHTED.edition)) == [
            ("unknown-node", "/node")
        ]
