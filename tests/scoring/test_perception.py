# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How views differ: rules G4 and G5 (orders of priority)."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import Town, node, number, single, town
from tests.scoring.told import answers, distributions, told, turned

import weltoffen as wo
from weltoffen.model.assessment import Supplement
from weltoffen.model.edition import Edition
from weltoffen.model.method import Method, ParentPolicy
from weltoffen.scoring.agreement import kendall_w
from weltoffen.scoring.distribution import Distribution, published_distributions
from weltoffen.scoring.gaps import target_gap
from weltoffen.scoring.perception import (
    NodeGap,
    OrderAgreement,
    QuestionGap,
    ViewGap,
    order_agreement,
    perception_gaps,
)
from weltoffen.scoring.protection import ProtectedTally
from weltoffen.scoring.results import QuestionScore, Scores, Sheet, View
from weltoffen.scoring.sheets import score
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weltoffen.model.response import Response

F = Fraction
OFFICE = View(kind="official", perspective="administration")
POLITICS = View(kind="personal", perspective="politics")
RESIDENTS = View(kind="personal", perspective="residents")


def gap(row: Distribution, column: Distribution) -> QuestionGap:
    return QuestionGap(question="q", row=row, column=column)


class TestQuestionGap:
    """G4: row minus column, and Cliff's delta."""

    def test_by_hand(self) -> None:
        """Row 1/2, 1; column 0, 1/2: of four pairs three lie above and one is even."""
        one = gap(told(0, 0, 1, 0, 1), told(1, 0, 1, 0, 0))
        assert one.difference == F(1, 2)
        assert one.delta == F(3, 4)

    def test_one_official_answer_against_three_persons(self) -> None:
        """1/3 lies above 0 and 1/4 and below 1/2."""
        office = Distribution(counts=(1,), values=(F(1, 3),))
        one = gap(office, told(1, 1, 1, 0, 0))
        assert one.difference == F(1, 12)
        assert one.delta == F(1, 3)

    def test_limits(self) -> None:
        assert gap(told(0, 0, 0, 0, 3), told(2, 1, 0, 0, 0)).delta == 1
        assert gap(told(2, 1, 0, 0, 0), told(0, 0, 0, 0, 3)).delta == -1
        assert gap(told(1, 2, 1, 0, 0), told(1, 2, 1, 0, 0)).delta == 0

    @given(distributions(), distributions())
    def test_against_scipy(self, row: Distribution, column: Distribution) -> None:
        """Mann and Whitney's U is n m (delta + 1) / 2."""
        both = sorted({*row.values, *column.values})
        sides = [np.array([both.index(one) for one in answers(side)]) for side in (row, column)]
        u = scipy.stats.mannwhitneyu(*sides, method="asymptotic").statistic
        expected = 2 * u / (row.n * column.n) - 1
        assert math.isclose(float(gap(row, column).delta), expected, abs_tol=1e-12)

    @given(distributions(), distributions())
    def test_signs_change_with_the_sides_and_with_the_scale(
        self, row: Distribution, column: Distribution
    ) -> None:
        one = gap(row, column)
        for other in (gap(column, row), gap(turned(row), turned(column))):
            assert (other.difference, other.delta) == (-one.difference, -one.delta)


def compared(here: Town, *responses: Response) -> tuple[ViewGap, ...]:
    edition = here.assessment.extend(here.edition)
    public = here.protect(*responses)
    return perception_gaps(
        published_distributions(public, edition), score(public, here.assessment, edition), edition
    )


def nodes(one: ViewGap) -> dict[str | None, tuple[Fraction, Fraction, int]]:
    """Row, column and number of questions by node."""
    return {each.node: (each.row, each.column, each.questions) for each in one.nodes}


def told_apart(one: ViewGap) -> dict[str, tuple[Fraction, Fraction]]:
    """Difference and delta by question."""
    return {each.question: (each.difference, each.delta) for each in one.questions}


class TestPerceptionGaps:
    """G4: both sides are recomputed over the questions available for both, and how many is said."""

    HERE = town(single("p"), single("q", "b"), number("m", "b"))

    def test_by_hand(self) -> None:
        """Leaf b of the administration is 3/4 with its number, and 1/2 over what politics answered, too.

        Politics: p 1/2, q 1/4. 3/4 lies above three of five answers and below one; 1/2 above three of
        five and below none.
        """
        (one,) = compared(
            self.HERE,
            self.HERE.official(p="s3", q="s2", m=100),
            *self.HERE.persons("politics", p="01234", q="00122"),
        )
        assert (one.row, one.column) == (OFFICE, POLITICS)
        assert told_apart(one) == {"p": (F(1, 4), F(2, 5)), "q": (F(1, 4), F(3, 5))}
        assert [(gap.row.n, gap.column.n) for gap in one.questions] == [(1, 5), (1, 5)]
        assert one.questions[1].column == told(2, 1, 2, 0, 0)
        assert nodes(one) == {
            None: (F(5, 8), F(3, 8), 2),
            "a": (F(3, 4), F(1, 2), 1),
            "b": (F(1, 2), F(1, 4), 1),
        }
        assert [gap.node for gap in one.nodes] == [None, "a", "b"]
        assert [gap.difference for gap in one.nodes] == [F(1, 4)] * 3

    def test_every_two_views_the_official_ones_first(self) -> None:
        here = self.HERE
        found = compared(
            here,
            *here.persons("residents", p="01234"),
            *here.persons("politics", p="01234"),
            here.official("politics", p="s0"),
            here.official(p="s4"),
        )
        council = View(kind="official", perspective="politics")
        order = (OFFICE, council, POLITICS, RESIDENTS)
        assert [(one.row, one.column) for one in found] == list(combinations(order, 2))

    def test_one_view_is_not_compared(self) -> None:
        assert compared(self.HERE, self.HERE.official(p="s4")) == ()
        assert compared(self.HERE) == ()

    def test_numbers_of_two_official_views(self) -> None:
        """A number without bands is put to nobody else: 1 and 2/5."""
        (one,) = compared(
            self.HERE, self.HERE.official(m=100), self.HERE.official("politics", m=40)
        )
        assert told_apart(one) == {"m": (F(3, 5), F(1))}
        assert nodes(one) == {None: (F(1), F(2, 5), 1), "b": (F(1), F(2, 5), 1)}

    def test_nothing_in_common(self) -> None:
        here = self.HERE
        (one,) = compared(here, here.official(m=100), *here.persons("politics", p="01234"))
        assert one == ViewGap(row=OFFICE, column=POLITICS, questions=(), nodes=())

    def test_what_is_not_published_is_not_compared(self) -> None:
        """P1: four answered p. P3: all answered q alike."""
        here = town(single("p"), single("q", "b"), single("r", "c"))
        persons = here.persons("politics", p="0123uu", q="444444", r="012344")
        (one,) = compared(here, here.official(p="s0", q="s0", r="s0"), *persons)
        assert [gap.question for gap in one.questions] == ["r"]
        assert [gap.node for gap in one.nodes] == [None, "c"]

    def test_weights(self) -> None:
        """Leaf a: p with weight 3, q with 1, z with none. Its sibling b has no weight in the field."""
        here = town(
            single("p", weight=3),
            single("q"),
            single("z", weight=0),
            single("r", "b"),
            nodes=(node("f"), node("a", "f"), node("b", "f", weight=0)),
        )
        (one,) = compared(
            here,
            here.official(p="s4", q="s0", z="s4", r="s4"),
            here.official("politics", p="s0", q="s4", z="s0", r="s0"),
        )
        assert [gap.question for gap in one.questions] == ["p", "q", "z", "r"]
        assert nodes(one) == {
            None: (F(3, 4), F(1, 4), 2),
            "f": (F(3, 4), F(1, 4), 2),
            "a": (F(3, 4), F(1, 4), 2),
            "b": (F(1), F(0), 1),
        }

    def test_only_questions_without_weight(self) -> None:
        here = town(single("z", weight=0))
        (one,) = compared(here, here.official(z="s4"), here.official("politics", z="s0"))
        assert told_apart(one) == {"z": (F(1), F(1))}
        assert one.nodes == ()

    @pytest.mark.parametrize(
        ("policy", "whole"),
        [
            ("mean", (F(5, 8), F(1, 4))),
            ("questions", (F(1, 2), F(1, 3))),
            ("minimum", (F(1, 4), F(0))),
        ],
    )
    def test_policies(self, policy: ParentPolicy, whole: tuple[Fraction, Fraction]) -> None:
        """S4. Leaf a: 0 and 1/2 against 1/2 and 1/2; leaf b: 1 against 0."""
        here = town(single("p"), single("q"), single("r", "b"), method=Method(parent_policy=policy))
        (one,) = compared(
            here,
            here.official(p="s0", q="s2", r="s4"),
            here.official("politics", p="s2", q="s2", r="s0"),
        )
        assert nodes(one) == {
            None: (*whole, 3),
            "a": (F(1, 4), F(1, 2), 2),
            "b": (F(1), F(0), 1),
        }

    @pytest.mark.parametrize(
        ("minimum", "field"),
        [("0.5", (F(0), F(7, 16), 1)), ("0.4", (F(1, 2), F(15, 32), 2))],
    )
    def test_a_leaf_that_one_side_has_no_score_for(
        self, minimum: str, field: tuple[Fraction, Fraction, int]
    ) -> None:
        """S3: where 5 of 12 are too few for a score, the leaf is left out of the other side's field, too.

        Politics: p 7/16, q 1/2.
        """
        here = town(
            single("p"),
            single("q", "b"),
            nodes=(node("f"), node("a", "f"), node("b", "f")),
            method=Method(minimum_coverage=minimum),
        )
        persons = here.persons("politics", p="012340123401", q="01234uuuuuuu")
        (one,) = compared(here, here.official(p="s0", q="s4"), *persons)
        assert [gap.question for gap in one.questions] == ["p", "q"]
        assert nodes(one)["f"] == nodes(one)[None] == field
        assert ("b" in nodes(one)) is (field[2] == 2)

    def test_the_smallest_number_of_answers_stands_with_each_score(self) -> None:
        """N3: over the common questions that count in the node, of each side by itself.

        Politics: six answered p, seven q, eight r; residents: nine p, five q, seven r. Question z of five
        and five answers has no weight, and leaf c of five and six has none in the field. At s only the
        residents' answers are published, five of them, so that it is not compared.
        """
        here = town(
            single("p"),
            single("q"),
            single("z", weight=0),
            single("r", "b"),
            single("t", "c"),
            single("s", "b"),
            nodes=(node("f"), node("a", "f"), node("b", "f"), node("c", "f", weight=0)),
            method=Method(minimum_coverage="0.5"),
        )
        politics = {"p": "012340uu", "q": "0123401u", "z": "01234uuu", "r": "01234012"}
        politics |= {"t": "01234uuu", "s": "0123uuuu"}
        residents = {"p": "012340123", "q": "01234uuuu", "z": "01234uuuu", "r": "0123401uu"}
        residents |= {"t": "012340uuu", "s": "01234uuuu"}
        office, _, one = compared(
            here,
            here.official(p="s0", q="s1", z="s2", r="s3", t="s4", s="s0"),
            *here.persons("politics", **politics),
            *here.persons("residents", **residents),
        )
        assert [gap.question for gap in one.questions] == ["p", "q", "z", "r", "t"]
        assert {gap.node: (gap.row_n, gap.column_n) for gap in one.nodes} == {
            None: (6, 5),
            "f": (6, 5),
            "a": (6, 5),
            "b": (8, 7),
            "c": (5, 6),
        }
        assert {gap.node: (gap.row_n, gap.column_n) for gap in office.nodes} == {
            None: (1, 6),
            "f": (1, 6),
            "a": (1, 6),
            "b": (1, 8),
            "c": (1, 5),
        }

    def test_the_supplement_stands_apart(self) -> None:
        """M8: it has gaps of its own and does not enter the whole."""
        own = Supplement(
            nodes=[node("own"), node("own-leaf", "own")], questions=[single("o", "own-leaf")]
        )
        here = town(single("p"), supplement=own)
        (one,) = compared(
            here,
            here.official(p="s3", o="s0"),
            *here.persons("politics", p="01234", o="23444"),
        )
        assert nodes(one) == {
            None: (F(3, 4), F(1, 2), 1),
            "a": (F(3, 4), F(1, 2), 1),
            "own": (F(0), F(17, 20), 1),
            "own-leaf": (F(0), F(17, 20), 1),
        }
        (alone,) = compared(here, here.official(o="s3"), here.official("politics", o="s0"))
        assert list(nodes(alone)) == ["own", "own-leaf"]


COLUMNS = st.fixed_dictionaries({one: st.text("01234u-n", min_size=6, max_size=6) for one in "pqr"})
POLICIES: tuple[ParentPolicy, ...] = ("mean", "questions", "minimum")


def policed(policy: ParentPolicy, minimum: str = "0.5") -> Town:
    """Give a town with two fields; field f has two leaves."""
    return town(
        single("p"),
        single("q"),
        single("r", "b", weight=2),
        number("m", "g"),
        nodes=(node("f"), node("a", "f"), node("b", "f", weight=3), node("g")),
        method=Method(parent_policy=policy, minimum_coverage=minimum),
    )


@st.composite
def towns(draw: st.DrawFn) -> Case:
    """Give rounds in which nearly every view has something to say, and some leaves too few answers."""
    here = policed(draw(st.sampled_from(POLICIES)), draw(st.sampled_from(["0", "0.5", "0.8"])))
    spoken = st.sampled_from(["s0", "s1", "s2", "s3", "s4", "unknown"])
    responses = [
        here.official(who, m=draw(st.integers(0, 100)), **{one: draw(spoken) for one in "pqr"})
        for who in ("administration", "politics")
    ]
    for who in ("politics", "residents"):
        responses += here.persons(who, **draw(COLUMNS))
    return Case(edition=here.edition, assessment=here.assessment, responses=tuple(responses))


ROUNDS = cases() | towns()


@attrs.frozen
class Round:
    """What the laws are about: a published round, and all its sheets."""

    edition: Edition
    public: ProtectedTally
    scores: Scores

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return (*self.scores.official, *self.scores.personal)

    def gaps(self, *sheets: Sheet) -> tuple[ViewGap, ...]:
        """Compare sheets in the order in which they are given."""
        scores = attrs.evolve(self.scores, official=sheets, personal=())
        return perception_gaps(
            published_distributions(self.public, self.edition), scores, self.edition
        )


def published(case: Case) -> Round:
    public = wo.protect(case.tally, wo.ProtectionRule(k=3), case.assessment, case.edition)
    return Round(case.extended, public, score(public, case.assessment, case.edition))


def valued(sheet: Sheet) -> dict[str, QuestionScore]:
    return {one.question: one for one in sheet.questions if one.value is not None}


@attrs.frozen
class Comparison:
    """The rule, written down a second time: two sheets over what is available for both."""

    edition: Edition
    method: Method
    sheets: tuple[Sheet, Sheet]

    @property
    def common(self) -> list[str]:
        row, column = map(valued, self.sheets)
        return [one for one in row if one in column]

    @property
    def used(self) -> list[QuestionScore]:
        """Questions that count, on leaves that both sides have a score for."""
        row = valued(self.sheets[0])
        found = [row[one] for one in self.common if row[one].weight > 0]
        short = {one.node for one in found if any(self._short(one.node, s) for s in self.sheets)}
        return [one for one in found if one.node not in short]

    def _short(self, leaf: str, sheet: Sheet) -> bool:
        here = [one for key, one in valued(sheet).items() if key in self.common]
        here = [one for one in here if one.node == leaf]
        covered = sum((q.weight * F(q.answered, q.applicable) for q in here), F(0))
        return covered < self.method.minimum_coverage * sum(q.weight for q in here)

    def below(self, place: str | None) -> list[QuestionScore]:
        """The used questions that count in a node."""
        return [one for one in self.used if place in self._counted_in(one.node)]

    def least(self, place: str | None, sheet: Sheet) -> int:
        """The smallest number of answers to a used question."""
        return min(valued(sheet)[one.question].answered for one in self.below(place))

    def _counted_in(self, leaf: str) -> Iterable[str | None]:
        path = self.edition.target_model.path(leaf)
        for one in reversed(path):
            yield one.id
            if one.weight == 0 or one.id in self.edition.apart:
                return
        yield None

    def score(self, place: str | None, sheet: Sheet) -> Fraction | None:
        """Score of a node over the used questions."""
        questions, values = self.below(place), valued(sheet)
        if not questions:
            return None
        told = [(one.weight, values[one.question].value) for one in questions]
        children = self.edition.target_model.children(place)
        if children and self.method.parent_policy == "questions":
            told = [(F(1), value) for _, value in told]
        elif children:
            told = [
                (child.weight, self.score(child.id, sheet))
                for child in children
                if child.weight > 0 and child.id not in self.edition.apart
            ]
        known = [(weight, value) for weight, value in told if value is not None]
        if children and self.method.parent_policy == "minimum":
            return min(value for _, value in known)
        total = sum((weight * value for weight, value in known), F(0))
        return total / sum(weight for weight, _ in known)


class TestLawsOfPerception:
    """G4 for any round: only what is published, the same questions on both sides, signs and ranges."""

    @given(ROUNDS)
    def test_questions(self, case: Case) -> None:
        here = published(case)
        found = perception_gaps(
            published_distributions(here.public, here.edition), here.scores, here.edition
        )
        pairs = list(combinations(here.sheets, 2))
        assert [(one.row, one.column) for one in found] == [(r.view, c.view) for r, c in pairs]
        for one, sheets in zip(found, pairs, strict=True):
            common = Comparison(here.edition, here.scores.method, sheets).common
            assert [gap.question for gap in one.questions] == common
            for gap in one.questions:
                for side, sheet in zip((gap.row, gap.column), sheets, strict=True):
                    assert self.said(here, sheet.view, gap.question) == side.counts
                    assert side.mean == sheet.by_question[gap.question].value
                assert -1 <= gap.delta <= 1

    @staticmethod
    def said(here: Round, view: View, question: str) -> tuple[int, ...]:
        if view.kind == "official":
            return (1,)
        return dict(here.public.by_question[question].published)[view.perspective or ""].counts

    @given(ROUNDS)
    def test_nodes(self, case: Case) -> None:
        here = published(case)
        found = perception_gaps(
            published_distributions(here.public, here.edition), here.scores, here.edition
        )
        places = (None, *(one.id for one in here.edition.target_model.nodes))
        for one, sheets in zip(found, combinations(here.sheets, 2), strict=True):
            rule = Comparison(here.edition, here.scores.method, sheets)
            expected = []
            for place in places:
                row, column = (rule.score(place, sheet) for sheet in sheets)
                if row is not None and column is not None:
                    expected.append(
                        NodeGap(
                            node=place,
                            questions=len(rule.below(place)),
                            row=row,
                            column=column,
                            row_n=rule.least(place, sheets[0]),
                            column_n=rule.least(place, sheets[1]),
                        )
                    )
            assert list(one.nodes) == expected
            assert all(-1 <= gap.difference <= 1 for gap in one.nodes)
            for gap in one.nodes:
                for n, view in ((gap.row_n, one.row), (gap.column_n, one.column)):
                    assert n == 1 if view.kind == "official" else n >= here.public.rule.k

    @given(ROUNDS)
    def test_exchanging_the_sides_changes_the_signs(self, case: Case) -> None:
        here = published(case)
        for row, column in combinations(here.sheets, 2):
            (one,), (back,) = here.gaps(row, column), here.gaps(column, row)
            assert told_apart(back) == {key: (-d, -c) for key, (d, c) in told_apart(one).items()}
            assert nodes(back) == {key: (c, r, n) for key, (r, c, n) in nodes(one).items()}
            assert [(gap.column_n, gap.row_n) for gap in back.nodes] == [
                (gap.row_n, gap.column_n) for gap in one.nodes
            ]

    @given(ROUNDS)
    def test_a_view_against_itself(self, case: Case) -> None:
        here = published(case)
        for sheet in here.sheets:
            (one,) = here.gaps(sheet, sheet)
            assert [gap.question for gap in one.questions] == list(valued(sheet))
            assert all(gap.difference == gap.delta == 0 for gap in one.questions)
            assert all(gap.difference == 0 for gap in one.nodes)

    @given(ROUNDS)
    def test_without_published_items_only_official_views_are_left(self, case: Case) -> None:
        here = published(case)
        hidden = attrs.evolve(here.public, items=())
        scores = score(hidden, case.assessment, case.edition)
        found = perception_gaps(published_distributions(hidden, here.edition), scores, here.edition)
        assert {view.kind for one in found for view in (one.row, one.column)} <= {"official"}

    @given(COLUMNS, COLUMNS, st.sampled_from(["mean", "questions"]))
    def test_reversing_the_scale_changes_the_signs(
        self, politics: Mapping[str, str], residents: Mapping[str, str], policy: ParentPolicy
    ) -> None:
        """Under ``minimum`` it does not: the lowest child becomes the highest."""
        here = policed(policy)
        over = str.maketrans("01234", "43210")
        one, back = (
            compared(
                here,
                here.official(p=f"s{first}", r=f"s{first}"),
                *here.persons("politics", **{k: v.translate(table) for k, v in politics.items()}),
                *here.persons("residents", **{k: v.translate(table) for k, v in residents.items()}),
            )
            for first, table in ((0, {}), (4, over))
        )
        assert [(each.row, each.column) for each in one] == [
            (each.row, each.column) for each in back
        ]
        for there, again in zip(one, back, strict=True):
            expected = {key: (-d, -c) for key, (d, c) in told_apart(there).items()}
            assert told_apart(again) == expected
            assert nodes(again) == {
                key: (1 - r, 1 - c, n) for key, (r, c, n) in nodes(there).items()
            }
            for gap, turn in zip(there.questions, again.questions, strict=True):
                low, high = gap.column.median
                assert turn.column.median == (1 - high, 1 - low)


RISING = {"p": "00112", "q": "11223", "r": "22344"}
FALLING = {"p": "22344", "q": "11223", "r": "00112"}
THREE = town(single("p"), single("q", "b"), single("r", "c"))


def agreed(here: Town, *responses: Response) -> OrderAgreement | None:
    edition = here.assessment.extend(here.edition)
    return order_agreement(here.scores(*responses), here.assessment, edition)


class TestOrderAgreement:
    """G5, G2: Kendall's W over the views' orders of priority, with ties."""

    def test_the_same_order(self) -> None:
        """Seen better by the administration everywhere, but in the same order."""
        found = agreed(
            THREE,
            THREE.official(p="s1", q="s3", r="s4"),
            *THREE.persons("politics", **RISING),
        )
        assert found == OrderAgreement(w=F(1), views=(OFFICE, POLITICS), leaves=("a", "b", "c"))

    def test_opposite_orders(self) -> None:
        found = agreed(
            THREE,
            *THREE.persons("residents", **RISING),
            *THREE.persons("politics", **FALLING),
        )
        assert found is not None
        assert found.w == 0
        assert found.views == (POLITICS, RESIDENTS)

    def test_three_views_by_hand(self) -> None:
        """Ranks 1 2 3, 1 2 3 and 3 2 1: sums 5, 6, 7; S = 2; W = 12 · 2 / (9 · 24) = 1/9."""
        found = agreed(
            THREE,
            THREE.official(p="s1", q="s3", r="s4"),
            *THREE.persons("politics", **RISING),
            *THREE.persons("residents", **FALLING),
        )
        assert found is not None
        assert found.w == F(1, 9)

    @pytest.mark.parametrize(
        ("targets", "w"),
        [({"a": F(1, 4)}, F(1, 2)), ({}, F(1, 4))],
    )
    def test_targets_make_the_order(self, targets: dict[str, Fraction], w: Fraction) -> None:
        """G1: the target is 3/4 unless it is the town's own.

        With 1/4 for a the gaps are 1/4, 1/2, 3/4 and 1/4, 3/4, 1/4: ranks 1, 2, 3 and 1.5, 3, 1.5; S = 3.5,
        W = 12 · 3.5 / (4 · 24 - 2 · 6). Without, 3/4, 1/2, 3/4 and 3/4, 3/4, 1/4: ranks 2.5, 1, 2.5 and
        2.5, 2.5, 1; S = 1.5, W = 12 · 1.5 / (4 · 24 - 2 · 12).
        """
        here = town(single("p"), single("q", "b"), single("r", "c"), targets=targets)
        found = agreed(
            here,
            here.official(p="s0", q="s1", r="s0"),
            here.official("politics", p="s0", q="s0", r="s2"),
        )
        assert found is not None
        assert found.w == w

    def test_only_leaves_that_every_view_has_a_score_for(self) -> None:
        """The third view has no score at all and is not asked."""
        found = agreed(
            THREE,
            THREE.official(p="s1", q="s3", r="s4"),
            THREE.official("politics", p="unknown", q="s1", r="s3"),
            THREE.official("economy", p="unknown"),
        )
        assert found is not None
        assert [view.perspective for view in found.views] == ["administration", "politics"]
        assert found.leaves == ("b", "c")

    def test_the_supplement_is_not_ordered(self) -> None:
        own = Supplement(nodes=[node("own")], questions=[single("o", "own")])
        here = town(single("p"), single("q", "b"), supplement=own)
        found = agreed(
            here, here.official(p="s1", q="s3", o="s0"), here.official("politics", p="s0", q="s4")
        )
        assert found is not None
        assert found.leaves == ("a", "b")

    def test_no_value(self) -> None:
        one = THREE.official(p="s1", q="s3", r="s4")
        even = {"p": "s2", "q": "s2", "r": "s2"}
        assert agreed(THREE) is None
        assert agreed(THREE, one) is None
        assert agreed(THREE, one, THREE.official("politics", p="s1")) is None
        assert agreed(THREE, THREE.official(**even), THREE.official("politics", **even)) is None

    @given(ROUNDS)
    def test_of_any_round(self, case: Case) -> None:
        """Every view with a score is used, and every leaf that these have a score for."""
        here = published(case)
        found = order_agreement(here.scores, case.assessment, here.edition)
        leaves = [one.id for one in case.edition.target_model.leaves]
        scores = [[one.by_node[leaf].score for leaf in leaves] for one in here.sheets]
        used = [at for at, row in enumerate(scores) if row != [None] * len(leaves)]
        common = [
            leaf
            for at, leaf in enumerate(leaves)
            if all(scores[row][at] is not None for row in used)
        ]
        gaps = [
            [
                target_gap(here.sheets[row].by_node[leaf], case.assessment, here.edition).points
                or 0
                for leaf in common
            ]
            for row in used
        ]
        w = kendall_w(gaps)
        if w is None:
            assert found is None
        else:
            views = [here.sheets[row].view for row in used]
            assert found == OrderAgreement(w=w, views=views, leaves=common)
            assert 0 <= w <= 1
