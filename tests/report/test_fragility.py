# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.report.fragility`: A4 for how firm results are (G9)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.builders import T, node, single, town
from tests.report.tampering import EQUAL, OFFICIAL, POOLED, SECOND, problems, tampered

from weltoffen.errors import InvalidDocument
from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Gate
from weltoffen.model.target import Stage
from weltoffen.report.recomputation import check_report
from weltoffen.report.shares import Share
from weltoffen.report.stability import VariantResult

if TYPE_CHECKING:
    from weltoffen.report.structure import Report
    from weltoffen.scoring.robustness import Doubt

DIFFERS, OUTSIDE = "total-differs", "outside-range"
WHOLE, F, A, B, C, D, E, OWN = range(8)
"""Where the entries of the pooled report and of the one with equal perspectives stand."""


def after(report: Report, *path: str | int, to: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any part
    """Give the problems of a report with another value in one place; maybe none."""
    try:
        check_report(tampered(report, "stability", *path, to=to))
    except InvalidDocument as error:
        return [(one.code, one.pointer) for one in error.problems]
    return []


def only(report: Report, *doubts: Doubt, at: int) -> list[tuple[str, str]]:
    """Give the problems of a report whose node is said to be fragile for these reasons."""
    return after(report, at, "fragile", to=doubts)


class TestNodes:
    """A4: one entry for each node with a score, in order."""

    def test_each_node_with_a_score(self) -> None:
        """G is protected, h has too low a coverage."""
        assert [one.node for one in POOLED.stability] == [None, *"fabcde", "own"]
        entries = POOLED.stability
        for wrong, place in (
            (entries[:-1], ""),
            (entries[1:], "/0/node"),
            (entries[::-1], "/0/node"),
            ((*entries, attrs.evolve(entries[0], node="h")), "/8/node"),
            ((*entries, entries[0]), "/8/node"),
        ):
            changed = attrs.evolve(POOLED, stability=wrong)
            assert problems(changed) == [(DIFFERS, f"/stability{place}")]

    def test_without_a_score_of_the_whole(self) -> None:
        """Of the official response c and d are missing."""
        assert [one.node for one in SECOND.stability] == ["f", "a", "b"]
        check_report(SECOND)


class TestRange:
    """A4: a score lies between its bounds; a is 1/4, without one answer from 5/22 to 3/11."""

    def test_low_is_no_higher_than_the_score(self) -> None:
        assert (OUTSIDE, "/stability/2/low") in after(POOLED, A, "low", to=Share("26/100"))
        assert after(POOLED, A, "low", to=Share("24/100")) == []

    def test_high_is_no_lower(self) -> None:
        assert (OUTSIDE, "/stability/2/high") in after(POOLED, A, "high", to=Share("24/100"))

    def test_a_range_of_one_score(self) -> None:
        """b: one of two answers may be missing, and the score stays 3/4."""
        assert (SECOND.stability[2].low, SECOND.stability[2].high) == (Share("3/4"),) * 2


class TestVariants:
    """A4, S4, S5: every other policy that gives a score, in order; what is known of it is computed again."""

    def test_at_a_leaf_parents_change_nothing(self) -> None:
        for at in (0, 1):
            place = f"/stability/3/variants/{at}"
            assert (DIFFERS, f"{place}/score") in after(
                POOLED, B, "variants", at, "score", to=Share("1/3")
            )
            assert (DIFFERS, f"{place}/stage") in after(
                POOLED, B, "variants", at, "stage", to="one"
            )

    def test_above_the_leaves_they_may_do_so(self) -> None:
        """Weights do not stand in a report."""
        assert after(POOLED, F, "variants", 1, "score", to=Share("26/100")) == []

    def test_official_is_the_official_sheet(self) -> None:
        place = town(single("a"), method=Method(whole_policy="equal"))
        report = place.report(
            *(place.official(a="s4"), place.official("politics", a="s0")),
            *place.persons("politics", a="001122"),
        )
        assert report.stability[1].variants[2:] == (
            VariantResult(
                parent_policy="mean", whole_policy="official", score=Share(1), stage="four"
            ),
            VariantResult(
                parent_policy="mean", whole_policy="pooled", score=Share("1/4"), stage="two"
            ),
        )
        check_report(report)
        spot = "/stability/1/variants/2"
        assert (DIFFERS, f"{spot}/score") in after(
            report, 1, "variants", 2, "score", to=Share("3/4")
        )
        assert (DIFFERS, f"{spot}/stage") in after(report, 1, "variants", 2, "stage", to="three")

    def test_equal_is_the_mean_of_the_perspectives(self) -> None:
        """S5: of a 1/2, 1/8 and 15/28 in the second round."""
        right = Share("65/168")
        assert SECOND.stability[1].variants[2].score == right
        spot = "/stability/1/variants/2"
        assert (DIFFERS, f"{spot}/score") in after(
            SECOND, 1, "variants", 2, "score", to=Share("1/2")
        )
        assert after(SECOND, 1, "variants", 2, "stage", to="one") == []

    def test_pooled_needs_a_total(self) -> None:
        """What all together give at a node rests on weights; where all totals are hidden it is nothing."""
        assert after(SECOND, 1, "variants", 3, "score", to=Share("3/8")) == []
        assert SECOND.stability[1].variants[:3] != SECOND.stability[1].variants
        assert after(SECOND, 1, "variants", to=SECOND.stability[1].variants[:3]) == []
        place = town(single("a"))
        official = place.report(place.official(a="s4"))
        assert [one.whole_policy for one in official.stability[0].variants] == ["official"] * 2
        more = (
            *official.stability[0].variants,
            VariantResult(
                parent_policy="mean", whole_policy="pooled", score=Share(1), stage="four"
            ),
        )
        assert after(official, 0, "variants", to=more) == [(DIFFERS, "/stability/0/variants/2")]

    def test_each_once_and_in_order(self) -> None:
        variants = EQUAL.stability[A].variants
        assert [(one.parent_policy, one.whole_policy) for one in variants] == [
            ("questions", "equal"),
            ("minimum", "equal"),
            ("mean", "pooled"),
        ]
        same = attrs.evolve(variants[2], whole_policy="equal")
        both = attrs.evolve(variants[0], whole_policy="pooled")
        for wrong, place in (
            (variants[1:], "/0"),
            (variants[::-1], "/0"),
            ((*variants, variants[2]), "/3"),
            ((*variants[:2], same), "/2"),
            ((*variants[:2], both, variants[2]), "/2"),
        ):
            found = after(EQUAL, A, "variants", to=wrong)
            assert (DIFFERS, f"/stability/2/variants{place}") in found

    def test_what_follows_from_the_perspectives_is_not_left_out(self) -> None:
        variants = POOLED.stability[WHOLE].variants
        assert after(POOLED, WHOLE, "variants", to=variants[:2]) == [
            (DIFFERS, "/stability/0/variants")
        ]

    @pytest.mark.parametrize(("stage", "code"), [("four", DIFFERS), ("nowhere", "unknown-stage")])
    def test_a_stage_is_known_and_no_higher_than_the_score(self, stage: str, code: str) -> None:
        """S6: a gate may hold it below, as c is held at three with 3/4; the gates are not known."""
        found = after(POOLED, F, "variants", 0, "stage", to=stage)
        assert (code, "/stability/1/variants/0/stage") in found
        lower = tampered(POOLED, "stability", F, "variants", 0, "stage", to="one")
        check_report(tampered(lower, "stability", F, "fragile", to=("policy",)))


class TestDoubts:
    """A4, G9: why a finding is fragile follows from its range and its variants."""

    PLACE = "/stability/{}/fragile"

    def differs(self, at: int) -> list[tuple[str, str]]:
        return [(DIFFERS, self.PLACE.format(at))]

    def test_policy_another_stage(self) -> None:
        """The whole is at three, but at two if the lowest leaf counts."""
        assert POOLED.stability[WHOLE].fragile == ("policy",)
        assert only(POOLED, at=WHOLE) == self.differs(WHOLE)
        assert only(POOLED, "policy", at=F) == self.differs(F)

    def test_policy_another_side_of_the_target(self) -> None:
        """6 persons at 1/2 and 12 at 3/4: the mean of both is 5/8, that of all 2/3; a aims at 0.65."""
        place = town(
            single("a"),
            targets={"a": Fraction("0.65")},
            stages=[Stage(id="only", title=T, lower=0)],
            method=Method(whole_policy="equal"),
        )
        report = place.report(
            *place.persons("politics", a="112233"), *place.persons("economy", a="223344" * 2)
        )
        assert report.stability[1].fragile == ("policy", "one-answer")
        check_report(report)
        assert only(report, "one-answer", at=1) == self.differs(1)

    def test_policy_where_a_gate_holds(self) -> None:
        """S6, G1: a is 3/4 in both groups, but z is 1/2 among all and less as the mean of both."""
        gate = Gate(id="g", node="a", stage="three", question="z", minimum=2)
        place = town(
            *(single("a"), single("z", "b")),
            gates=[gate],
            targets={"a": "three"},
            method=Method(whole_policy="pooled"),
        )
        report = place.report(
            *place.persons("politics", a="223344", z="000011"),
            *place.persons("economy", a="223344" * 2, z="333333222244"),
        )
        a = report.stability[1]
        assert (report.by_node["a"].stage, a.variants[2].stage) == ("four", "two")
        assert a.variants[2].score == report.by_node["a"].score
        assert a.fragile == ("policy", "one-answer")
        check_report(report)
        assert only(report, "one-answer", at=1) == self.differs(1)

    def test_policy_is_about_the_same_answers(self) -> None:
        """B is 0 officially and 3/8 among persons, two stages apart: that is a gap (G4), no doubt."""
        b = OFFICIAL.stability[3]
        assert (b.node, b.fragile) == ("b", ("no-score",))
        assert b.variants[2].stage != OFFICIAL.by_node["b"].stage
        assert only(OFFICIAL, "policy", "no-score", at=3) == self.differs(3)

    def test_one_answer_another_stage(self) -> None:
        """a: 1/4 at two, without one answer 5/22 at one."""
        assert POOLED.stability[A].fragile == ("one-answer",)
        assert only(POOLED, at=A) == self.differs(A)
        assert only(POOLED, "one-answer", at=B) == self.differs(B)

    def test_one_answer_another_side_of_the_target(self) -> None:
        """D aims at 1/2; bounds on both sides of it lie at two and three, too."""
        changed = tampered(POOLED, "stability", D, "low", to=Share("49/100"))
        assert problems(changed) == self.differs(D)
        check_report(tampered(changed, "stability", D, "fragile", to=("one-answer",)))
        aimed = tampered(POOLED, "nodes", 4, "target", "score", to=Share("3/5"))
        assert (DIFFERS, self.PLACE.format(D)) in problems(aimed)

    def test_the_higher_bound_at_the_target_reaches_it(self) -> None:
        """With one stage only: a has 5/8 and aims at 0.65."""
        place = town(
            single("a"),
            targets={"a": Fraction("0.65")},
            stages=[Stage(id="only", title=T, lower=0)],
            method=Method(whole_policy="pooled"),
        )
        report = place.report(*place.persons("politics", a="11223444"))
        assert report.by_node["a"].score == Share("21/32")
        changed = tampered(report, "nodes", 0, "score", to=Share("5/8"))
        assert changed.stability[1].fragile == ("one-answer",)
        for high, crossed in (("13/20", True), ("64/100", False)):
            bound = tampered(changed, "stability", 1, "high", to=Share(high))
            assert ((DIFFERS, self.PLACE.format(1)) in problems(bound)) is not crossed

    def test_a_bound_at_the_target_reaches_it(self) -> None:
        exactly = tampered(POOLED, "stability", D, "low", to=Share("1/2"))
        check_report(exactly)
        for low, high, crossed in (("1/2", "5/8", False), ("49/100", "5/8", True)):
            changed = tampered(POOLED, "stability", D, "low", to=Share(low))
            changed = tampered(changed, "stability", D, "high", to=Share(high))
            doubts: tuple[Doubt, ...] = ("one-answer",) if crossed else ()
            check_report(tampered(changed, "stability", D, "fragile", to=doubts))

    def test_no_score_where_nothing_else_can_be_left(self) -> None:
        """Of a there is one official answer: without it there is no score, and so no range."""
        a = OFFICIAL.stability[2]
        assert (a.low, a.high, a.fragile) == (None, None, ("no-score",))
        assert only(OFFICIAL, at=2) == self.differs(2)
        assert only(OFFICIAL, "one-answer", "no-score", at=2) == self.differs(2)

    def test_nor_where_there_is_one_bound_only(self) -> None:
        """A schema does not let it through; it is read as no range at all."""
        for name in ("low", "high"):
            half = tampered(POOLED, "stability", A, name, to=None)
            check_report(tampered(half, "stability", A, "fragile", to=("no-score",)))

    def test_no_score_is_taken_over_where_it_is_not_known(self) -> None:
        """Whether the coverage falls below the minimum without single answers rests on weights."""
        assert only(POOLED, "no-score", at=B) == []
        assert only(POOLED, "one-answer", "no-score", at=A) == []
        assert only(POOLED, "no-score", "one-answer", at=A) == self.differs(A)

    def test_not_where_the_very_same_score_is_left(self) -> None:
        """If it could get lost there, too, there would be no range."""
        assert only(SECOND, "policy", "no-score", at=2) == self.differs(2)


def test_the_tree_of_a_node_is_not_needed() -> None:
    """Every policy gives the same for nodes of one child."""
    place = town(single("a"), nodes=[node("f"), node("a", "f")])
    report = place.report(place.official(a="s2"))
    assert {variant.score for one in report.stability for variant in one.variants} == {Share("1/2")}
    check_report(report)
