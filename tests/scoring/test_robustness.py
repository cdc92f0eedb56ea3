# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.scoring.robustness`: G9."""

from __future__ import annotations

import itertools
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Final, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import STAGES, Town, after, node, single, town

from weltoffen.model.assessment import Supplement
from weltoffen.model.forms import Band, NumberEntry
from weltoffen.model.method import Method, ParentPolicy, WholePolicy
from weltoffen.model.questionnaire import Gate
from weltoffen.scoring.gaps import target_of
from weltoffen.scoring.protection import (
    Cell,
    ProtectedItem,
    ProtectedTally,
    ProtectionRule,
    protect,
)
from weltoffen.scoring.robustness import Doubt, NodeStability, Variant, stability
from weltoffen.scoring.sheets import score, sheet
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weltoffen.model.assessment import Assessment
    from weltoffen.model.edition import Edition
    from weltoffen.model.response import Response
    from weltoffen.scoring.results import QuestionScore, Sheet

    Stabilities = Mapping[str | None, NodeStability]

F = Fraction
PARENTS: tuple[ParentPolicy, ...] = get_args(ParentPolicy)
WHOLES: tuple[WholePolicy, ...] = get_args(WholePolicy)
FIELD = (node("f"), node("a", "f", weight=3), node("b", "f"))


def judged(public: ProtectedTally, assessment: Assessment, edition: Edition) -> Stabilities:
    scores = score(public, assessment, edition)
    found = stability(public, scores, assessment, assessment.extend(edition))
    return {one.node: one for one in found}


def of(here: Town, *responses: Response) -> Stabilities:
    return judged(here.protect(*responses), here.assessment, here.edition)


End = Fraction | int | None


def span(one: NodeStability) -> tuple[End, End]:
    return one.low, one.high


def variant(parent: ParentPolicy, whole: WholePolicy, value: Fraction, stage: str) -> Variant:
    return Variant(parent_policy=parent, whole_policy=whole, score=value, stage=stage)


class TestPolicies:
    """G9: the same tally under the other declared policies."""

    def test_by_hand(self) -> None:
        """Official: a (weight 3) is (1 + 0) / 2, b is 1; the field (3/2 + 1) / 4 = 5/8.

        Of the persons' answers q is hidden, as four of five say the same (P3). Politics have a 1/2, b 1/2 and
        the field 1/2; residents a 1/4, b 4/5 and the field (3/4 + 4/5) / 4. All together have 20 steps of 60
        at p, 42 of 60 at r, and the field (1 + 7/10) / 4.
        """
        here = town(single("p"), single("q"), single("r", "b"), nodes=FIELD)
        result = of(
            here,
            here.official(p="s4", q="s0", r="s4"),
            *here.persons("politics", p="01234", q="00001", r="01234"),
            *here.persons("residents", p="0011120122", q="0123401234", r="3443234324"),
        )
        assert result["f"].variants == (
            variant("questions", "official", F(2, 3), "three"),
            variant("minimum", "official", F(1, 2), "three"),
            variant("mean", "equal", (F(1, 2) + F(31, 80)) / 2, "two"),
            variant("mean", "pooled", F(17, 40), "two"),
        )

    def test_at_a_leaf_policies_for_parents_change_nothing(self) -> None:
        here = town(single("p"))
        result = of(here, here.official(p="s1"))
        same = tuple(variant(one, "official", F(1, 4), "two") for one in ("questions", "minimum"))
        assert result[None].variants == result["a"].variants == same

    def test_of_the_policies_in_force_one_is_kept(self) -> None:
        """Pooled with minimum: 1/2 and 9/10."""
        method = Method(parent_policy="minimum", whole_policy="pooled")
        here = town(single("p"), single("q", "b"), method=method)
        result = of(here, *here.persons("politics", p="01234", q="33444"))
        assert result[None].variants == (
            variant("mean", "pooled", F(7, 10), "three"),
            variant("questions", "pooled", F(7, 10), "three"),
            variant("minimum", "equal", F(1, 2), "three"),
        )

    def test_official_is_the_methods_perspective(self) -> None:
        """The response of politics is no variant of the administration's (S5)."""
        here = town(single("p"), method=Method(whole_policy="equal"))
        persons = here.persons("residents", p="01234")
        with_office = of(here, here.official(p="s3"), here.official("politics", p="s0"), *persons)
        assert [one for one in with_office["a"].variants if one.whole_policy == "official"] == [
            variant("mean", "official", F(3, 4), "four")
        ]
        without = of(here, here.official("politics", p="s0"), *persons)
        assert {one.whole_policy for one in without["a"].variants} == {"equal", "pooled"}

    def test_only_totals_are_pooled(self) -> None:
        """P2: 3 + 3 answers are published as a total only."""
        here = town(single("p"))
        result = of(
            here,
            here.official(p="s1"),
            *here.persons("politics", p="012"),
            *here.persons("residents", p="234"),
        )
        assert [(one.whole_policy, one.score) for one in result["a"].variants] == [
            ("official", F(1, 4)),
            ("official", F(1, 4)),
            ("pooled", F(1, 2)),
        ]

    def test_a_policy_without_score_at_a_node_has_no_variant_there(self) -> None:
        """Nobody in politics answered q."""
        here = town(single("p"), single("q", "b"))
        result = of(
            here, here.official(p="s1", q="s1"), *here.persons("politics", p="01234", q="-----")
        )
        assert {one.whole_policy for one in result["a"].variants} == {"official", "equal", "pooled"}
        assert {one.whole_policy for one in result["b"].variants} == {"official"}

    def test_stages_are_held_by_gates(self) -> None:
        """S6: 3/4 is the fourth stage, but q is 0; the persons' mean at q opens the gate."""
        gate = Gate(id="gate", node="a", stage="three", question="q", minimum=1)
        here = town(single("p", weight=3), single("q"), gates=[gate])
        result = of(
            here,
            here.official(p="s4", q="s0"),
            *here.persons("politics", p="33444", q="01234"),
        )
        assert [(one.whole_policy, one.stage) for one in result["a"].variants] == [
            ("official", "two"),
            ("official", "two"),
            ("equal", "four"),
            ("pooled", "four"),
        ]

    @given(cases())
    def test_against_the_engine(self, case: Case) -> None:
        """A variant is what scoring the round anew by the other policy gives."""
        public = protect(case.tally, ProtectionRule(k=3), case.assessment, case.edition)
        scores = score(public, case.assessment, case.edition)
        now = (scores.method.parent_policy, scores.whole_policy)
        others: list[tuple[ParentPolicy, WholePolicy]] = [
            *((parent, now[1]) for parent in PARENTS),
            *((now[0], whole) for whole in WHOLES),
        ]
        expected: defaultdict[str | None, list[Variant]] = defaultdict(list)
        for parent, whole in others:
            method = attrs.evolve(scores.method, parent_policy=parent, whole_policy=whole)
            declared = method.official_perspective in case.assessment.perspective_ids
            if (parent, whole) != now and (declared or whole != "official"):
                assessment = attrs.evolve(case.assessment, method=method)
                for one in score(public, assessment, case.edition).main.nodes:
                    if one.score is not None and one.stage is not None:
                        expected[one.node].append(variant(parent, whole, one.score, one.stage))
        for found in stability(public, scores, case.assessment, case.extended):
            assert list(found.variants) == expected[found.node]


class TestRangesByHand:
    """G9: leaving out one answer per question; lows and highs are carried up all at once."""

    def test_an_official_leaf(self) -> None:
        """1, 1/2 and 0: without the first 1/4, without the second 1/2, without the third 3/4."""
        here = town(single("p"), single("q"), single("r"))
        assert span(of(here, here.official(p="s4", q="s2", r="s0"))["a"]) == (F(1, 4), F(3, 4))

    def test_weights_count(self) -> None:
        """Weights 1, 1, 2 and values 1, 0, 1/2: 1/2; without p 1/3, without q 2/3, without r 1/2."""
        here = town(single("p"), single("q"), single("r", weight=2))
        assert span(of(here, here.official(p="s4", q="s0", r="s2"))["a"]) == (F(1, 3), F(2, 3))

    def test_what_loses_the_score_is_not_in_the_range(self) -> None:
        """S3: without r (weight 3 of 5) the coverage is 2/5. Without p 3/4, without q 1: one stage."""
        here = town(single("p"), single("q"), single("r", weight=3))
        one = of(here, here.official(p="s4", q="s0", r="s4"))["a"]
        assert span(one) == (F(3, 4), 1)
        assert one.fragile == ("no-score",)

    def test_a_single_answer_has_no_range(self) -> None:
        here = town(single("p"), single("q", weight=0))
        one = of(here, here.official(p="s2", q="s0"))["a"]
        assert (span(one), one.fragile) == ((None, None), ("no-score",))

    def test_equal_answers_have_a_range_of_one_score(self) -> None:
        here = town(single("p"), single("q"))
        one = of(here, here.official(p="s2", q="s2"))["a"]
        assert (span(one), one.fragile) == ((F(1, 2), F(1, 2)), ())

    def test_dependent_answers_stay(self) -> None:
        """What is left out is not given; that q was asked after p does not matter."""
        here = town(single("p"), single("q", depends_on=after("p", "s0")))
        assert span(of(here, here.official(p="s0", q="s4"))["a"]) == (0, 1)

    def test_personal_answers(self) -> None:
        """0 to 4 steps: without the last 6/16, without the first 10/16."""
        here = town(single("p"))
        assert span(of(here, *here.persons("politics", p="01234"))["a"]) == (F(3, 8), F(5, 8))

    def test_only_what_was_answered_can_be_left_out(self) -> None:
        """1, 1, 2, 2, 2 steps: 8/20; without a 2 6/16, without a 1 7/16."""
        here = town(single("p"))
        assert span(of(here, *here.persons("politics", p="11222"))["a"]) == (F(3, 8), F(7, 16))

    def test_bands_that_fall(self) -> None:
        """Two each of 1, 0 and 1/2: without a 1 2/5, without a 0 3/5."""
        bands = [
            Band(id=one, lower=lower, points=points)
            for one, lower, points in (("low", 0, 2), ("mid", 50, 0), ("high", 80, 1))
        ]
        form = NumberEntry(minimum=0, maximum=100, bands=bands)
        here = town(attrs.evolve(single("p"), form=form))
        persons = here.persons("politics", p=[10, 20, 50, 60, 90, 90])
        assert span(of(here, *persons)["a"]) == (F(2, 5), F(3, 5))

    def test_silence_counts(self) -> None:
        """S3: 5 of 10 answered p, 4 are too few. q alone keeps its leaf above one half."""
        here = town(single("p"), single("q", "b"), single("r", "b"))
        persons = here.persons("politics", p="01234-----", q="0123401234", r="01234-----")
        result = of(here, *persons)
        assert (span(result["a"]), result["a"].fragile) == ((None, None), ("no-score",))
        # b: q 18/36 ± 2/36, r 1/2 ± 1/8: the mean moves by (1/18 + 1/8) / 2.
        assert span(result["b"]) == (F(1, 2) - F(13, 144), F(1, 2) + F(13, 144))
        assert result["b"].fragile == ("one-answer",)

    def test_equal_takes_the_mean_of_the_perspectives_ends(self) -> None:
        """Politics 3/8 to 5/8; residents 8 of 20 steps: 6/16 to 7/16."""
        here = town(single("p"), method=Method(whole_policy="equal"))
        persons = [*here.persons("politics", p="01234"), *here.persons("residents", p="11222")]
        assert span(of(here, *persons)["a"]) == (F(3, 8), F(17, 32))

    def test_equal_without_a_perspective_that_loses_its_score(self) -> None:
        """Without one answer residents (1/5) have no score: coverage 4/10. The highest mean is without them.

        Politics 3/8 to 5/8, economy 3/8 to 7/16. The coverage of all three stays above one half: 8/15.
        """
        here = town(single("p"), method=Method(whole_policy="equal"))
        persons = [
            *here.persons("politics", p="01234"),
            *here.persons("economy", p="11222"),
            *here.persons("residents", p="00112-----"),
        ]
        one = of(here, *persons)["a"]
        assert (span(one), one.fragile) == ((F(19, 60), F(17, 32)), ("one-answer",))

    def test_equal_loses_its_score_with_its_perspectives(self) -> None:
        """With politics alone beside residents 4/10 are covered."""
        here = town(single("p"), method=Method(whole_policy="equal"))
        persons = [
            *here.persons("politics", p="01234"),
            *here.persons("residents", p="00112-----"),
        ]
        one = of(here, *persons)["a"]
        assert (span(one), one.fragile) == ((F(23, 80), F(5, 8)), ("one-answer", "no-score"))

    def test_pooled_leaves_out_one_of_all(self) -> None:
        """18 of 40 steps: without a 4 14/36, without a 0 18/36."""
        here = town(single("p"), method=Method(whole_policy="pooled"))
        persons = [*here.persons("politics", p="01234"), *here.persons("residents", p="11222")]
        assert span(of(here, *persons)["a"]) == (F(7, 18), F(1, 2))


TREE = (node("f"), node("a", "f"), node("b", "f", weight=3), node("g"), node("c", "g"))


class TestParentsByHand:
    """G9, S4: lows and highs of the children are carried up with the policy for parents.

    Two questions a leaf, weights 2 and 3, and least coverage 3/10, so that each can be left out. a: 0 and 1
    (3/5), from 0 to 1; b: 1/2 and 1/4 (7/20), from 1/4 to 1/2; c: 1 and 3/4 (17/20), from 3/4 to 1.
    """

    ANSWERS: Final = {"a1": "s0", "a2": "s4", "b1": "s2", "b2": "s1", "c1": "s4", "c2": "s3"}

    def result(self, parent: ParentPolicy) -> Stabilities:
        asked = [single(f"{leaf}{n}", leaf, weight=1 + n) for leaf in "abc" for n in (1, 2)]
        method = Method(parent_policy=parent, minimum_coverage=F(3, 10))
        here = town(*asked, nodes=TREE, method=method)
        return of(here, here.official(**self.ANSWERS))

    def test_leaves(self) -> None:
        for parent in PARENTS:
            result = self.result(parent)
            assert {leaf: span(result[leaf]) for leaf in "abc"} == {
                "a": (0, 1),
                "b": (F(1, 4), F(1, 2)),
                "c": (F(3, 4), 1),
            }

    def test_mean(self) -> None:
        """f: (0 + 3/4) / 4 to (1 + 3/2) / 4. Whole: the mean of f and g."""
        result = self.result("mean")
        assert span(result["f"]) == (F(3, 16), F(5, 8))
        assert span(result["g"]) == (F(3, 4), 1)
        assert span(result[None]) == (F(15, 32), F(13, 16))

    def test_minimum(self) -> None:
        result = self.result("minimum")
        assert span(result["f"]) == (0, F(1, 2))
        assert span(result[None]) == (0, F(1, 2))

    def test_questions(self) -> None:
        """f: without a2 and b1 (0 + 1/4) / 2, without a1 and b2 (1 + 1/2) / 2. Whole: c1 or c2 goes, too.

        For the lowest whole c1 is left out, for the highest c2: (0 + 1/4 + 3/4) / 3 and (1 + 1/2 + 1) / 3.
        """
        result = self.result("questions")
        assert span(result["f"]) == (F(1, 8), F(3, 4))
        assert span(result[None]) == (F(1, 3), F(5, 6))

    def test_questions_leave_out_what_pays(self) -> None:
        """0 and 1/4 in a, 3/4 and 1 in b. Without b2 it is 1/3; without a2, too, it would be 3/8."""
        asked = [single(f"{leaf}{n}", leaf) for leaf in "ab" for n in (1, 2)]
        here = town(*asked, method=Method(parent_policy="questions"))
        one = of(here, here.official(a1="s0", a2="s1", b1="s3", b2="s4"))[None]
        assert span(one) == (F(1, 3), F(2, 3))

    @pytest.mark.parametrize(
        ("parent", "ends"),
        [
            ("mean", (F(1, 2), F(3, 4))),
            ("questions", (F(1, 2), F(3, 4))),
            ("minimum", (F(1, 4), F(3, 4))),
        ],
    )
    def test_without_a_child_that_loses_its_score(
        self, parent: ParentPolicy, ends: tuple[Fraction, Fraction]
    ) -> None:
        """1/4 in a, 3/4 twice in b. The highest is without a; by questions the lowest without b1."""
        here = town(
            single("a1"),
            *(single(f"b{n}", "b") for n in (1, 2)),
            method=Method(parent_policy=parent),
        )
        assert span(of(here, here.official(a1="s1", b1="s3", b2="s3"))[None]) == ends

    @pytest.mark.parametrize("parent", PARENTS)
    def test_without_a_child_that_has_no_weight(self, parent: ParentPolicy) -> None:
        """0 and 1 in a, without weight, do not move the whole (M5); b stays at 1/2."""
        asked = [single(f"{leaf}{n}", leaf) for leaf in "ab" for n in (1, 2)]
        nodes = [node("a", weight=0), node("b")]
        here = town(*asked, nodes=nodes, method=Method(parent_policy=parent))
        result = of(here, here.official(a1="s0", a2="s4", b1="s2", b2="s2"))
        assert span(result["a"]) == (0, 1)
        assert span(result[None]) == (F(1, 2), F(1, 2))

    def test_the_lowest_child_where_all_can_go(self) -> None:
        here = town(single("p"), single("q", "b"), method=Method(parent_policy="minimum"))
        assert span(of(here, here.official(p="s1", q="s3"))[None]) == (F(1, 4), F(3, 4))


class TestOuterBound:
    """G9: the range of a parent is an outer bound, and is called so."""

    def test_a_child_that_can_go_goes_at_will(self) -> None:
        """a, b and c have one answer each: 0, 1/2 and 1. Without c the whole is 1/4, without a 3/4.

        Without two of them there is no score: the coverage is 1/3. The bound does not see that.
        """
        here = town(*(single(f"q-{leaf}", leaf) for leaf in "abc"))
        answers = {"q-a": "s0", "q-b": "s2", "q-c": "s4"}
        one = of(here, here.official(**answers))[None]
        assert span(one) == (0, 1)
        assert one.fragile == ("policy", "one-answer", "no-score")
        left = [
            here.scores(here.official(**{k: v for k, v in answers.items() if k != gone}))
            for gone in answers
        ]
        assert [scores.main.whole.score for scores in left] == [F(3, 4), F(1, 2), F(1, 4)]


class TestDoubts:
    """G9: a finding that does not hold is marked fragile."""

    FIELD = (node("f"), node("a", "f"), node("b", "f"), node("c"))

    def test_policy_by_the_stage(self) -> None:
        """The field has 1/2 and 1: 3/4 by the mean, the fourth stage; 1/2 by the minimum, the third."""
        here = town(*(single(f"{leaf}-{i}", leaf) for leaf in "ab" for i in "12"), nodes=self.FIELD)
        official = here.official(**{"a-1": "s2", "a-2": "s2", "b-1": "s4", "b-2": "s4"})
        assert of(here, official)["f"].fragile == ("policy",)

    @pytest.mark.parametrize(
        ("target", "fragile"), [("0.5", ()), ("0.565", ("policy",)), ("0.7", ())]
    )
    def test_policy_by_the_target(self, target: str, fragile: tuple[Doubt, ...]) -> None:
        """A hundred at 0.525 and fifty at 0.625: equal 0.575, pooled 0.558, both in the third stage."""
        here = town(single("p"), targets={"a": F(target)}, method=Method(whole_policy="equal"))
        persons = [
            *here.persons("politics", p="2222222223" * 10),
            *here.persons("economy", p="23" * 25),
        ]
        found = of(here, *persons)["a"]
        assert [one.whole_policy for one in found.variants][-1] == "pooled"
        assert found.fragile == fragile

    def test_no_policy_where_persons_see_it_otherwise(self) -> None:
        """That is a perception gap (G4): official 1/2, persons 3/10, another stage."""
        here = town(single("p"), single("q"))
        persons = here.persons("politics", p="01122", q="01122")
        found = of(here, here.official(p="s2", q="s2"), *persons)["a"]
        assert {one.stage for one in found.variants} == {"two", "three"}
        assert found.fragile == ()

    def test_no_policy_where_a_gate_holds_back_either_way(self) -> None:
        """The gate keeps the node below the target's stage with 3/4 and with the persons' 4/5, too."""
        gate = Gate(id="gate", node="a", stage="four", question="g", minimum=4)
        here = town(
            single("p"), single("q"), single("g", "b"), gates=[gate], targets={"a": F("0.78")}
        )
        persons = here.persons("politics", p="33344", q="33344", g="01234")
        assert of(here, here.official(p="s3", q="s3", g="s0"), *persons)["a"].fragile == ()

    @pytest.mark.parametrize(
        ("target", "fragile"),
        [
            ("0.375", ()),
            ("0.376", ("one-answer",)),
            ("0.4", ("one-answer",)),
            ("0.4375", ("one-answer",)),
            ("0.4376", ()),
        ],
    )
    def test_one_answer_by_the_target(self, target: str, fragile: tuple[Doubt, ...]) -> None:
        """8 of 20 steps, 3/8 to 7/16, all in the second stage: the target is reached from the low end on."""
        here = town(single("p"), targets={"a": F(target)})
        assert of(here, *here.persons("politics", p="11222"))["a"].fragile == fragile

    def test_one_answer_by_the_stage(self) -> None:
        """1/2, from 3/8 to 5/8; then 27 of 40 steps, 24/36 to 25/36, both in the third stage."""
        here = town(single("p"))
        assert of(here, *here.persons("politics", p="01234"))["a"].fragile == ("one-answer",)
        ten = of(here, *here.persons("politics", p="2223333333"))["a"]
        assert (span(ten), ten.fragile) == ((F(2, 3), F(25, 36)), ())

    def test_one_answer_leaves_gates_aside(self) -> None:
        """The gate holds the node in the first stage, whatever the score."""
        gate = Gate(id="gate", node="a", stage="two", question="q", minimum=1)
        here = town(single("p"), single("q"), gates=[gate])
        assert of(here, here.official(p="s3", q="s0"))["a"].fragile == ("one-answer",)

    def test_none(self) -> None:
        here = town(single("p"), single("q"))
        assert of(here, here.official(p="s2", q="s2"))["a"].fragile == ()

    def test_all(self) -> None:
        """One answer in a, two in b; the lowest child is in another stage than the mean."""
        here = town(single("a1"), *(single(f"b{n}", "b") for n in (1, 2)))
        one = of(here, here.official(a1="s0", b1="s4", b2="s4"))[None]
        assert one.fragile == ("policy", "one-answer", "no-score")

    def test_with_a_single_stage_and_no_target_only_the_score_can_go(self) -> None:
        here = town(single("p"), single("q", "b"), stages=STAGES[:1])
        result = of(
            here, here.official(p="s0", q="s4"), *here.persons("politics", p="01234", q="01234")
        )
        assert [one.fragile for one in result.values()] == [("no-score",)] * 3


class TestWhichNodes:
    """G9: one entry for each node with a score, the whole first; the supplement apart (M8)."""

    def test_nodes_without_score_have_no_entry(self) -> None:
        here = town(single("p"), single("q", "b"), single("r", "c"))
        assert list(of(here, here.official(p="s1", r="s1"))) == [None, "a", "c"]
        assert of(here, here.official()) == {}

    def test_the_supplement(self) -> None:
        """The own leaf has entries of its own and does not move the whole."""
        own = Supplement(
            nodes=[node("own"), node("own-a", "own")],
            questions=[single(f"own-{n}", "own-a") for n in (1, 2)],
        )
        here = town(single("p"), single("q"), supplement=own)
        answers = {"p": "s2", "q": "s2", "own-1": "s0", "own-2": "s4"}
        result = of(here, here.official(**answers))
        assert list(result) == [None, "a", "own", "own-a"]
        assert span(result[None]) == (F(1, 2), F(1, 2))
        assert span(result["own"]) == span(result["own-a"]) == (0, 1)


# --- Every combination -------------------------------------------------------------------------------

SHAPES: tuple[dict[str, str | None], ...] = (
    {"a": None, "b": None, "c": None},
    {"f": None, "a": "f", "b": "f", "c": None},
    {"f": None, "g": "f", "a": "g", "b": "g", "c": "f"},
)
WEIGHTS = st.sampled_from([1, 1, 2, 3, 0])
COVERAGES = st.sampled_from([F(1, 2), F(1, 3), F(2, 3), F(0), F(1)])


@attrs.frozen
class Small:
    """A round small enough to leave out answers in every combination."""

    here: Town
    public: ProtectedTally

    def judged(self) -> Stabilities:
        return judged(self.public, self.here.assessment, self.here.edition)

    def main(self) -> Sheet:
        return score(self.public, self.here.assessment, self.here.edition).main


@st.composite
def towns(draw: st.DrawFn, whole: WholePolicy, most: int) -> Town:
    shape = draw(st.sampled_from(SHAPES))
    asked = [
        single(f"q{i}", draw(st.sampled_from("abc")), weight=draw(WEIGHTS))
        for i in range(draw(st.integers(1, most)))
    ]
    method = Method(
        parent_policy=draw(st.sampled_from(PARENTS)),
        whole_policy=whole,
        minimum_coverage=draw(COVERAGES),
    )
    nodes = [node(one, parent, weight=draw(WEIGHTS)) for one, parent in shape.items()]
    return town(*asked, nodes=nodes, method=method)


@st.composite
def cells(draw: st.DrawFn, *, hidden: bool = True) -> Cell | None:
    """Up to three options with three answers or more; nobody who answered; or protected."""
    kind = draw(st.sampled_from(["some"] * 4 + ["nobody", "hidden" if hidden else "nobody"]))
    if kind == "hidden":
        return None
    counts = [0] * 5
    for place in draw(st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True)):
        counts[place] = draw(st.integers(1, 4)) if kind == "some" else 0
    if 0 < sum(counts) < 3:
        counts[counts.index(max(counts))] += 2
    return Cell(counts=counts, unanswered=draw(st.integers(0, 5)))


@st.composite
def official_rounds(draw: st.DrawFn) -> Small:
    here = draw(towns("official", 5))
    given_ = st.sampled_from(
        ["s0", "s1", "s2", "s3", "s4", "s4", "s0", "unknown", "not-applicable"]
    )
    answers = {one.id: draw(given_) for one in here.questionnaire.questions}
    return Small(here, here.protect(here.official(**answers)))


@st.composite
def personal_rounds(draw: st.DrawFn, whole: WholePolicy) -> Small:
    perspectives = draw(st.sampled_from([("politics",), ("politics", "residents")]))
    if whole == "pooled":
        perspectives = ()
    here = draw(towns(whole, 2 if len(perspectives) == 2 else 3))
    items = []
    for one in here.questionnaire.questions:
        shown = [(perspective, draw(cells())) for perspective in perspectives]
        items.append(
            ProtectedItem(
                question=one.id,
                kind="single",
                published=[(perspective, cell) for perspective, cell in shown if cell is not None],
                total=draw(cells()) if whole == "pooled" else None,
            )
        )
    return Small(here, attrs.evolve(here.protect(), items=items))


def less(cell: Cell) -> Iterator[Cell]:
    """Leave out nothing, or one answer: who gave it is then one who did not answer."""
    yield cell
    for place, count in enumerate(cell.counts):
        if count:
            counts = [n - (at == place) for at, n in enumerate(cell.counts)]
            yield Cell(counts=counts, unanswered=cell.unanswered + 1)


def less_personal(small: Small) -> Iterator[Small]:
    choices = []
    for item in small.public.items:
        published = itertools.product(
            *([(perspective, one) for one in less(cell)] for perspective, cell in item.published)
        )
        totals = [None] if item.total is None else list(less(item.total))
        choices.append(
            [
                attrs.evolve(item, published=shown, total=total)
                for shown in published
                for total in totals
            ]
        )
    for items in itertools.product(*choices):
        yield attrs.evolve(small, public=attrs.evolve(small.public, items=items))


def less_official(small: Small) -> Iterator[Small]:
    (part,) = small.public.official
    answers = dict(part.answers)
    by_leaf: defaultdict[str, list[str | None]] = defaultdict(lambda: [None])
    for question in small.here.questionnaire.questions:
        if str(answers.get(question.id)).startswith("s"):
            by_leaf[question.node].append(question.id)
    for gone in itertools.product(*by_leaf.values()):
        left = tuple((key, answer) for key, answer in answers.items() if key not in gone)
        official = [attrs.evolve(part, answers=left)]
        yield attrs.evolve(small, public=attrs.evolve(small.public, official=official))


def check_every(small: Small, all_less: Iterator[Small]) -> None:
    """Hold the result against every round that is left."""
    result, main = small.judged(), small.main()
    left: defaultdict[str | None, set[Fraction | None]] = defaultdict(set)
    for other in all_less:
        for node_score in other.main().nodes:
            left[node_score.node].add(node_score.score)
    assert list(result) == [one.node for one in main.nodes if one.score is not None]
    official, equal = main.view.kind == "official", main.view.kind == "equal"
    # Under "equal" a perspective's score can go while the others hold the mean.
    nothing_goes = not equal and not any("no-score" in one.fragile for one in result.values())
    for key, one in result.items():
        own, scores = main.by_node[key].score, {s for s in left[key] if s is not None}
        assert own is not None
        can_go = None in left[key]
        assert ("no-score" in one.fragile) is can_go
        if one.low is None or one.high is None:
            assert one.low is one.high is None
            assert can_go
            assert scores == {own}
        else:
            assert one.low <= own <= one.high
            assert one.low <= min(scores)
            assert max(scores) <= one.high
        counted = [q for q in main.questions if q.node == key and q.value is not None and q.weight]
        alone = len(counted) == 1 and not equal
        if (counted and (official or alone)) or nothing_goes:
            only = can_go and scores == {own}
            assert span(one) == ((None, None) if only else (min(scores), max(scores)))


class TestEveryCombination:
    """G9: what is left, whichever answers are really left out, lies in the range.

    The ends are reached where no score can go, at official leaves and at leaves with one question that counts
    always. A score is said to be able to go exactly if it does so in some combination.
    """

    @given(official_rounds())
    def test_official(self, small: Small) -> None:
        check_every(small, less_official(small))

    @given(personal_rounds("pooled"))
    def test_pooled(self, small: Small) -> None:
        check_every(small, less_personal(small))

    @given(personal_rounds("equal"))
    def test_equal(self, small: Small) -> None:
        check_every(small, less_personal(small))


class TestLaws:
    """G9: what holds for every round."""

    @given(cases(), st.data())
    def test_any_round(self, case: Case, data: st.DataObject) -> None:
        """The score lies in its range, and so does what is left of one combination; doubts are as defined."""
        edition, assessment = case.extended, case.assessment
        public = protect(case.tally, ProtectionRule(k=3), assessment, case.edition)
        scores = score(public, assessment, case.edition)
        main = scores.main
        found = stability(public, scores, assessment, edition)
        assert found == stability(public, scores, assessment, edition)
        assert [one.node for one in found] == [n.node for n in main.nodes if n.score is not None]
        left = left_of(data, public, case)
        for one in found:
            own, after_ = main.by_node[one.node], left.by_node[one.node].score
            assert own.score is not None
            low = own.score if one.low is None else one.low
            high = own.score if one.high is None else one.high
            assert 0 <= low <= own.score <= high <= 1
            if after_ is None:
                assert "no-score" in one.fragile
            else:
                assert low <= after_ <= high
            assert set(one.fragile) - {"no-score"} == set(doubts(one, case, main))
            assert list(one.fragile) == [d for d in get_args(Doubt) if d in one.fragile]

    @given(personal_rounds("equal") | personal_rounds("pooled"), st.integers(2, 4))
    def test_more_answers_of_the_same_kind_hold_better(self, small: Small, times: int) -> None:
        """With every count multiplied the scores are the same, and no range is wider."""
        more = attrs.evolve(
            small,
            public=attrs.evolve(
                small.public,
                items=[
                    attrs.evolve(
                        item,
                        published=[(one, multiplied(cell, times)) for one, cell in item.published],
                        total=item.total and multiplied(item.total, times),
                    )
                    for item in small.public.items
                ],
            ),
        )
        before, after_ = small.judged(), more.judged()
        assert list(before) == list(after_)
        for few, many in zip(before.values(), after_.values(), strict=True):
            assert few.variants == many.variants
            if "no-score" not in few.fragile:
                assert "no-score" not in many.fragile
                assert few.low is not None
                assert few.high is not None
                assert many.low is not None
                assert many.high is not None
                assert few.low <= many.low <= many.high <= few.high


def multiplied(cell: Cell, times: int) -> Cell:
    return Cell(counts=[n * times for n in cell.counts], unanswered=cell.unanswered * times)


def doubts(one: NodeStability, case: Case, main: Sheet) -> Iterator[Doubt]:
    """Say again, from the definition, whether policies and single answers make a difference."""
    model, own = case.extended.target_model, main.by_node[one.node]
    target = target_of(one.node, case.assessment, case.extended)
    order = [stage.id for stage in model.stages]

    def finding(value: Fraction, stage: str) -> tuple[str, bool]:
        return stage, value >= target.score and order.index(stage) >= order.index(target.stage)

    assert own.score is not None
    assert own.stage is not None
    now = finding(own.score, own.stage)
    is_official = main.view.kind == "official"
    if any(
        finding(other.score, other.stage) != now
        for other in one.variants
        if (other.whole_policy == "official") is is_official
    ):
        yield "policy"
    for end in (one.low, one.high):
        if end is not None and (
            model.stage_index(end) != model.stage_index(own.score)
            or (end >= target.score) is not (own.score >= target.score)
        ):
            yield "one-answer"


def left_of(data: st.DataObject, public: ProtectedTally, case: Case) -> Sheet:
    """Leave out some answers, as drawn, and score what is left."""
    scores = score(public, case.assessment, case.edition)
    main, method = scores.main, scores.method
    if main.view.kind != "official":
        items = [
            attrs.evolve(
                item,
                published=[
                    (perspective, data.draw(st.sampled_from(list(less(cell)))))
                    for perspective, cell in item.published
                ],
                total=item.total and data.draw(st.sampled_from(list(less(item.total)))),
            )
            for item in public.items
        ]
        return score(attrs.evolve(public, items=items), case.assessment, case.edition).main
    # Dependent answers stay, which the reader of official responses would not allow.
    by_leaf: defaultdict[str, list[QuestionScore | None]] = defaultdict(lambda: [None])
    for question in main.questions:
        if question.value is not None:
            by_leaf[question.node].append(question)
    gone = [data.draw(st.sampled_from(some)) for some in by_leaf.values()]
    left = tuple(
        attrs.evolve(one, value=None, answered=0, state="unanswered") if one in gone else one
        for one in main.questions
    )
    return sheet(main.view, left, case.extended, method)
