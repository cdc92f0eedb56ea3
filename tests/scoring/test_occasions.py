# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Where a talk is worth while: rule G6."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import Town, checklist, node, number, single, town

import weltoffen as wo
from weltoffen.model.assessment import Supplement
from weltoffen.scoring.agreement import van_der_eijk
from weltoffen.scoring.distribution import published_distributions
from weltoffen.scoring.occasions import LARGE_GAP, Occasion, occasions
from weltoffen.scoring.perception import NodeGap, ViewGap, perception_gaps
from weltoffen.scoring.results import View
from weltoffen.scoring.sheets import score
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from weltoffen.model.response import Response

F = Fraction
OFFICE = View(kind="official", perspective="administration")
COUNCIL = View(kind="official", perspective="politics")
POLITICS = View(kind="personal", perspective="politics")
RESIDENTS = View(kind="personal", perspective="residents")
HERE = town(
    single("p"),
    single("q", "b"),
    single("r", "c"),
    nodes=(node("f"), node("a", "f"), node("b", "f"), node("c")),
)


def pointed_out(here: Town, *responses: Response) -> tuple[Occasion, ...]:
    edition = here.assessment.extend(here.edition)
    public = here.protect(*responses)
    told = published_distributions(public, edition)
    gaps = perception_gaps(told, score(public, here.assessment, edition), edition)
    return occasions(told, gaps, edition)


def apart(row: View, column: View, **differences: Fraction) -> ViewGap:
    """Two views that lie apart at some nodes."""
    return ViewGap(
        row=row,
        column=column,
        questions=(),
        nodes=tuple(
            NodeGap(
                node=None if one == "whole" else one,
                questions=1,
                row=max(size, F(0)),
                column=max(-size, F(0)),
                row_n=1,
                column_n=1,
            )
            for one, size in differences.items()
        ),
    )


def between(*gaps: ViewGap) -> list[tuple[str, View, View | None, Fraction | None]]:
    found = occasions(published_distributions(HERE.protect(), HERE.edition), gaps, HERE.edition)
    assert all(one.kind == "between" for one in found)
    return [(one.node, one.row, one.column, one.difference) for one in found]


class TestBetween:
    """G6: for each leaf the two views that lie furthest apart, if by a quarter."""

    def test_by_hand(self) -> None:
        """Leaf a: 0 against 3/4, the mean of five answers at one end of the scale."""
        found = pointed_out(
            HERE,
            HERE.official(p="s0"),
            *HERE.persons("politics", p="22344"),
        )
        assert found == (
            Occasion(
                kind="between",
                node="a",
                row=OFFICE,
                column=POLITICS,
                difference=F(-3, 4),
                questions=1,
            ),
        )

    def test_how_many_questions(self) -> None:
        here = town(single("p"), single("q"), single("z", weight=0))
        (one,) = pointed_out(
            here,
            here.official(p="s0", q="s1", z="s0"),
            here.official("politics", p="s3", q="s4", z="s0"),
        )
        assert (one.difference, one.questions) == (F(-3, 4), 2)

    def test_the_bound_belongs_to_it(self) -> None:
        just_below = F(1, 4) - F(1, 10**9)
        assert between(apart(OFFICE, POLITICS, a=just_below, b=-just_below)) == []
        assert between(apart(OFFICE, POLITICS, a=F(1, 4), b=F(-1, 4))) == [
            ("a", OFFICE, POLITICS, F(1, 4)),
            ("b", OFFICE, POLITICS, F(-1, 4)),
        ]

    def test_the_bound_is_a_stage_of_the_reference_edition(self) -> None:
        stages = wo.load_reference("2026.1").target_model.stages
        bounds = [*(stage.lower for stage in stages), F(1)]
        widths = {upper - lower for lower, upper in pairwise(bounds)}
        assert widths == {LARGE_GAP}

    def test_the_two_furthest_apart(self) -> None:
        """Whichever sign the difference has."""
        assert between(
            apart(OFFICE, POLITICS, a=F(1, 4)),
            apart(OFFICE, RESIDENTS, a=F(-3, 4)),
            apart(POLITICS, RESIDENTS, a=F(1, 2)),
        ) == [("a", OFFICE, RESIDENTS, F(-3, 4))]

    def test_of_several_the_earlier(self) -> None:
        assert between(
            apart(OFFICE, POLITICS, a=F(1, 4)),
            apart(OFFICE, RESIDENTS, a=F(-1, 2)),
            apart(POLITICS, RESIDENTS, a=F(1, 2)),
        ) == [("a", OFFICE, RESIDENTS, F(-1, 2))]

    def test_largest_first_then_declared_order(self) -> None:
        assert between(
            apart(OFFICE, POLITICS, a=F(1, 4), b=F(1, 2), c=F(1, 3)),
            apart(OFFICE, RESIDENTS, c=F(-1, 2)),
        ) == [
            ("b", OFFICE, POLITICS, F(1, 2)),
            ("c", OFFICE, RESIDENTS, F(-1, 2)),
            ("a", OFFICE, POLITICS, F(1, 4)),
        ]

    def test_leaves_only(self) -> None:
        assert between(apart(OFFICE, POLITICS, whole=F(1), f=F(1))) == []

    def test_the_supplement_is_pointed_out_too(self) -> None:
        own = Supplement(
            nodes=[node("own"), node("own-leaf", "own")], questions=[single("o", "own-leaf")]
        )
        here = town(single("p"), supplement=own)
        found = pointed_out(
            here, here.official(p="s4", o="s0"), here.official("politics", p="s0", o="s4")
        )
        assert [(one.node, one.difference) for one in found] == [("a", F(1)), ("own-leaf", F(-1))]

    def test_numbers_of_two_official_views(self) -> None:
        here = town(number("m"))
        (one,) = pointed_out(here, here.official(m=80), here.official("politics", m=55))
        assert (one.row, one.column, one.difference) == (OFFICE, COUNCIL, F(1, 4))


class TestWithin:
    """G6: a question at which the answers of one view have an agreement A of 0 or less."""

    def test_by_hand(self) -> None:
        """Half at each end: A is -1."""
        found = pointed_out(HERE, *HERE.persons("politics", q="000444"))
        assert found == (
            Occasion(
                kind="within", node="b", question="q", row=POLITICS, agreement=F(-1), questions=1
            ),
        )

    @pytest.mark.parametrize(
        ("answered", "agreement"),
        [
            ("01234", F(0)),  # as many at every option
            ("0123401234", F(0)),
            ("012344", None),  # a sixth agrees fully, the rest not at all: 1/6
            ("01234uuuunnnn", F(0)),  # no answer is no disagreement
        ],
    )
    def test_the_bound_belongs_to_it(self, answered: str, agreement: Fraction | None) -> None:
        found = pointed_out(HERE, *HERE.persons("politics", p=answered))
        assert [one.agreement for one in found] == ([] if agreement is None else [agreement])

    def test_lowest_first_then_declared_order_of_questions_then_of_views(self) -> None:
        """The camps 0 and 4 have an A of -1, the camps 0 and 3 one of -5/9 · 3/4 = -5/12."""
        persons = (
            *HERE.persons("residents", p="01234-", q="01234-", r="000444"),
            *HERE.persons("politics", p="01234-", q="000333", r="222233"),
        )
        found = pointed_out(HERE, *persons)
        assert [(one.question, one.row) for one in found if one.kind == "within"] == [
            ("r", RESIDENTS),
            ("q", POLITICS),
            ("p", POLITICS),
            ("p", RESIDENTS),
            ("q", RESIDENTS),
        ]
        assert [one.agreement for one in found if one.kind == "within"] == [-1, F(-5, 12), 0, 0, 0]

    def test_after_those_between_views(self) -> None:
        found = pointed_out(
            HERE, HERE.official(q="s0"), *HERE.persons("politics", p="01234", q="01234")
        )
        assert [(one.kind, one.node) for one in found] == [
            ("between", "b"),
            ("within", "a"),
            ("within", "b"),
        ]

    def test_an_official_view_is_one_answer(self) -> None:
        assert pointed_out(HERE, HERE.official(p="s0", q="s4")) == ()

    def test_sums_of_a_checklist_are_left_aside(self) -> None:
        """As many at every sum is no disagreement: people know of different things."""
        here = town(checklist("c"))
        ticked = [(), ("x",), ("z",), ("x", "z"), ("x", "y", "z")] * 2
        public = here.protect(*here.persons("politics", c=ticked))
        assert public.by_question["c"].by_perspective["politics"].counts == (2, 2, 2, 2, 2)
        told = published_distributions(public, here.edition)
        assert occasions(told, (), here.edition) == ()

    def test_what_is_not_published_is_not_pointed_out(self) -> None:
        """P1: four answered."""
        assert pointed_out(HERE, *HERE.persons("politics", p="0044uu")) == ()


@st.composite
def towns(draw: st.DrawFn) -> Case:
    """Give rounds whose persons are mostly published and seldom agree."""
    columns = st.fixed_dictionaries(
        {one: st.text("0134u", min_size=6, max_size=6) for one in "pqr"}
    )
    responses = [HERE.official(**{one: f"s{draw(st.integers(0, 4))}" for one in "pqr"})]
    for who in ("residents", "politics"):
        responses += HERE.persons(who, **draw(columns))
    return Case(edition=HERE.edition, assessment=HERE.assessment, responses=tuple(responses))


class TestLawsOfOccasions:
    """G6, P5 for any round: what is pointed out, and in which order, follows from what is published."""

    @given(cases() | towns())
    def test_of_any_round(self, case: Case) -> None:
        public = wo.protect(case.tally, wo.ProtectionRule(k=3), case.assessment, case.edition)
        edition = case.extended
        given_answers = published_distributions(public, edition)
        gaps = perception_gaps(given_answers, score(public, case.assessment, case.edition), edition)
        found = occasions(given_answers, gaps, edition)
        leaves = [leaf.id for leaf in edition.target_model.leaves]
        asked = [question.id for question in edition.questionnaire.questions]

        first = [one for one in found if one.kind == "between"]
        assert found[: len(first)] == tuple(first)
        sizes = [(-abs(one.difference or 0), leaves.index(one.node)) for one in first]
        assert sizes == sorted(sizes)
        for leaf in leaves:
            told = [
                (abs(one.difference), one.difference, gap.row, gap.column, one.questions)
                for gap in gaps
                for one in gap.nodes
                if one.node == leaf
            ]
            best = max(told, key=lambda each: each[0], default=None)
            said = [
                (abs(one.difference or 0), one.difference, one.row, one.column, one.questions)
                for one in first
                if one.node == leaf
            ]
            assert said == ([best] if best is not None and best[0] >= F(1, 4) else [])

        order = [one for one, _ in public.perspectives]
        expected = []
        for item in (one for one in public.items if one.kind != "multiple"):
            for perspective, cell in item.published:
                value = van_der_eijk(cell.counts) if sum(cell.counts) > 1 else None
                if value is not None and value <= 0:
                    place = (value, asked.index(item.question), order.index(perspective))
                    expected.append((place, item.question, perspective))
        within = [(one.agreement, one.question, one.row.perspective) for one in found[len(first) :]]
        assert within == [(at[0], question, who) for at, question, who in sorted(expected)]
        for one in found[len(first) :]:
            assert edition.questionnaire.by_id[one.question or ""].node == one.node
