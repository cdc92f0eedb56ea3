# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.report.contrast`: A4 for gaps between views (G4), agreement (G5) and occasions (G6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.builders import checklist, single, town
from tests.report.tampering import OWN, POOLED, SECOND, TOGETHER, problems, tampered

from weltoffen.errors import InvalidDocument
from weltoffen.report.contrast import views_of
from weltoffen.report.recomputation import check_report
from weltoffen.report.shares import Share
from weltoffen.report.views import NodeGapResult, OrderAgreementResult
from weltoffen.scoring.results import View

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

DIFFERS, OUTSIDE = "total-differs", "outside-range"
POLITICS, CIVIL = (View(kind="personal", perspective=one) for one in ("politics", "civil-society"))
OFFICIAL = View(kind="official", perspective="administration")
NODES = ("gaps", 3, "nodes")
"""Politics against civil society: the whole, f, a, b and c."""


def after(*path: str | int, to: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any part of a report
    return problems(tampered(SECOND, *path, to=to))


def found_in(report: Report) -> list[tuple[str, str]]:
    """Give the problems of a report; maybe none."""
    try:
        check_report(report)
    except InvalidDocument as error:
        return [(one.code, one.pointer) for one in error.problems]
    return []


class TestPairs:
    """A4, G4: every two views are compared, official ones first, each pair once."""

    def test_views_are_those_whose_answers_stand_there(self) -> None:
        together = View(kind="personal", perspective=TOGETHER)
        assert views_of(SECOND) == (OFFICIAL, POLITICS, CIVIL, together)
        assert len(SECOND.gaps) == 6

    def test_every_pair_in_order(self) -> None:
        gaps = SECOND.gaps
        assert (DIFFERS, "/gaps") in after("gaps", to=gaps[:-1])
        assert (DIFFERS, "/gaps/6") in after("gaps", to=(*gaps, gaps[0]))
        assert (DIFFERS, "/gaps/0") in after("gaps", to=(gaps[1], gaps[0], *gaps[2:]))
        assert (DIFFERS, "/gaps") in after("gaps", to=())

    def test_the_row_is_the_earlier_one(self) -> None:
        turned = attrs.evolve(SECOND.gaps[3], row=CIVIL, column=POLITICS)
        assert (DIFFERS, "/gaps/3") in after("gaps", 3, to=turned)

    def test_with_one_view_there_is_none(self) -> None:
        assert views_of(POOLED) == (POLITICS,)
        assert problems(attrs.evolve(POOLED, gaps=SECOND.gaps[3:4])) == [
            (DIFFERS, "/gaps/0"),
            (DIFFERS, "/occasions/0"),
        ]


class TestQuestions:
    """A4, G4: differences and delta of all questions that are there for both."""

    PLACE = ("gaps", 3, "questions")

    def test_every_question_that_both_answered(self) -> None:
        """Politics is hidden at d and at the checklist, the administration does not know c."""
        asked = [[one.question for one in gap.questions] for gap in SECOND.gaps]
        assert asked == [["a", "b"]] * 3 + [["a", "b", "c"]] * 3
        own = SECOND.gaps[3].questions
        for wrong, place in (
            (own[:-1], "/gaps/3/questions"),
            (own[1:], "/gaps/3/questions/0/question"),
            (own[::-1], "/gaps/3/questions/0/question"),
            ((*own, own[0]), "/gaps/3/questions/3/question"),
        ):
            assert after(*self.PLACE, to=wrong) == [(DIFFERS, place)]

    def test_the_difference_is_that_of_the_means(self) -> None:
        """a: 1/2 against 1/8."""
        assert SECOND.gaps[3].questions[0].difference == Share("3/8")
        for wrong in ("-3/8", "1/2"):
            assert after(*self.PLACE, 0, "difference", to=Share(wrong)) == [
                (DIFFERS, "/gaps/3/questions/0/difference")
            ]

    def test_delta_is_that_of_the_counts(self) -> None:
        """a: of 48 pairs politics lies above in 40 and beside in 8: 1, 1, 2, 2, 3, 3 against 0 and 1."""
        assert SECOND.gaps[3].questions[0].delta == Share("40/48")
        assert after(*self.PLACE, 0, "delta", to=Share("3/4")) == [
            (DIFFERS, "/gaps/3/questions/0/delta")
        ]

    def test_an_official_response_is_one_answer(self) -> None:
        """s4 against 1, 1, 2, 2, 3, 3: always above."""
        assert (SECOND.gaps[0].questions[0].difference, SECOND.gaps[0].questions[0].delta) == (
            Share("1/2"),
            Share(1),
        )
        assert after("gaps", 0, "questions", 0, "delta", to=Share("1/2")) == [
            (DIFFERS, "/gaps/0/questions/0/delta")
        ]

    def test_what_has_no_count_for_each_value_is_left_aside(self) -> None:
        changed = tampered(SECOND, "questions", 0, "published", 0, "counts", to=(3, 3))
        assert ("total-differs", "/questions/0/published/0/counts") in problems(changed)
        assert (DIFFERS, "/gaps/3/questions/0/question") in problems(changed)


class TestNodes:
    """A4, G4: a node's difference is that of its two scores, and so are its stages."""

    def test_the_difference(self) -> None:
        """c: 1/3 against 13/16."""
        c = SECOND.gaps[3].nodes[4]
        assert (c.row, c.column, c.difference) == tuple(map(Share, ("1/3", "13/16", "-23/48")))
        assert (DIFFERS, "/gaps/3/nodes/4/difference") in after(
            *NODES, 4, "difference", to=Share("23/48")
        )
        assert (DIFFERS, "/gaps/3/nodes/4/difference") in after(*NODES, 4, "row", to=Share("1/2"))

    def test_the_stages(self) -> None:
        """c: two against four, two places lower."""
        assert SECOND.gaps[3].nodes[4].stages == -2
        assert after(*NODES, 4, "stages", to=2) == [(DIFFERS, "/gaps/3/nodes/4/stages")]

    def test_no_more_questions_than_there_are_below(self) -> None:
        """One question of a, two of f, three of all; fewer are possible, as some have no weight."""
        nodes = SECOND.gaps[3].nodes
        assert [(one.node, one.questions) for one in nodes] == [
            *((None, 3), ("f", 2), ("a", 1), ("b", 1), ("c", 1))
        ]
        for at, node in enumerate(nodes):
            found = after(*NODES, at, "questions", to=node.questions + 1)
            assert (OUTSIDE, f"/gaps/3/nodes/{at}/questions") in found
        check_report(tampered(SECOND, *NODES, 0, "questions", to=2))

    def test_the_smallest_number_of_answers(self) -> None:
        """N3: six of politics and eight of civil society answered a and b, six and eight c; one office."""
        assert {(one.row_n, one.column_n) for one in SECOND.gaps[3].nodes} == {(6, 8)}
        assert {(one.row_n, one.column_n) for one in SECOND.gaps[0].nodes} == {(1, 6)}
        for at, right in ((0, (1, 6)), (3, (6, 8))):
            for name, n in zip(("row_n", "column_n"), right, strict=True):
                for wrong in (n - 1, n + 1):
                    found = after("gaps", at, "nodes", 0, name, to=wrong)
                    assert found == [(DIFFERS, f"/gaps/{at}/nodes/0/{name}")]

    def test_of_fewer_questions_it_may_be_larger(self) -> None:
        """Which ones count is not in a report: of two of 6, 7 and 9 answers it may be 6 or 7, never 9."""
        place = town(single("p"), single("q"), single("r"))
        columns = {"p": "012340123", "q": "0123401uu", "r": "012340uuu"}
        report = place.report(
            place.official(p="s1", q="s1", r="s1"), *place.persons("politics", **columns)
        )
        leaf = report.gaps[0].nodes[1]
        assert (leaf.node, leaf.questions, leaf.row_n, leaf.column_n) == ("a", 3, 1, 6)
        spot = ("gaps", 0, "nodes", 1)
        for questions, right in ((3, {6}), (2, {6, 7}), (1, {6, 7, 9})):
            changed = tampered(report, *spot, "questions", to=questions)
            for n in range(1, 12):
                expected = [] if n in right else [(DIFFERS, "/gaps/0/nodes/1/column_n")]
                told = tampered(changed, *spot, "column_n", to=n)
                assert [one for one in found_in(told) if one[1].endswith("_n")] == expected

    def test_questions_of_the_supplement_never_enter_the_whole(self) -> None:
        """M8: nobody answered the own question; with a gap there it would be one of no questions."""
        own = attrs.evolve(SECOND.gaps[3].nodes[4], node="own", difference=Share("-23/48"))
        found = after(*NODES, to=(*SECOND.gaps[3].nodes, own))
        assert (OUTSIDE, "/gaps/3/nodes/5/questions") in found
        place = town(single("a"), supplement=OWN)
        report = place.report(
            place.official(a="s1", o="s4"), place.official("politics", a="s2", o="s1")
        )
        assert [one.node for one in report.gaps[0].nodes] == [None, "a", "own"]
        found = problems(tampered(report, "gaps", 0, "nodes", 0, "questions", to=2))
        assert found == [(OUTSIDE, "/gaps/0/nodes/0/questions")]

    def test_nodes_are_known_and_stand_there_once_in_order(self) -> None:
        nodes = SECOND.gaps[3].nodes
        unknown = attrs.evolve(nodes[4], node="nowhere")
        for wrong, problem in (
            ((*nodes[:4], unknown), ("unknown-node", "/gaps/3/nodes/4/node")),
            ((*nodes, nodes[0]), ("duplicate-id", "/gaps/3/nodes/5/node")),
            ((*nodes[1:], nodes[0]), (DIFFERS, "/gaps/3/nodes/0/node")),
        ):
            assert problem in after(*NODES, to=wrong)

    def test_a_node_may_be_missing(self) -> None:
        """G4: whether a side has a score over the common questions is not known from the report."""
        nodes: tuple[NodeGapResult, ...] = SECOND.gaps[5].nodes
        check_report(tampered(SECOND, "gaps", 5, "nodes", to=nodes[:2]))
        check_report(tampered(SECOND, "gaps", 5, "nodes", to=()))


class TestOccasions:
    """A4, G6: where views lie furthest apart, and where a group disagrees within itself."""

    def test_they_are_computed_from_gaps_and_answers(self) -> None:
        """a: 1 against 1/8; b: 3/4 against 1/4; c: 1/3 against 13/16, and politics is in two camps."""
        assert [
            (one.kind, one.node, one.question, one.row, one.column) for one in SECOND.occasions
        ] == [
            ("between", "a", None, OFFICIAL, CIVIL),
            ("between", "b", None, OFFICIAL, POLITICS),
            ("between", "c", None, POLITICS, CIVIL),
            ("within", "c", "c", POLITICS, None),
        ]
        found = SECOND.occasions
        for wrong, place in (
            (found[:-1], "/occasions"),
            (found[1:], "/occasions/0"),
            ((found[1], found[0], *found[2:]), "/occasions/0"),
            ((*found[:3], *found[3:] * 2), "/occasions/4"),
        ):
            assert after("occasions", to=wrong) == [(DIFFERS, place)]

    @pytest.mark.parametrize(
        ("at", "name", "wrong"),
        [
            (0, "difference", Share("3/4")),
            (0, "difference", None),
            (0, "agreement", Share(0)),
            (0, "questions", 2),
            (3, "agreement", Share("-1/2")),
            (3, "difference", Share("1/2")),
            (3, "questions", 2),
        ],
    )
    def test_their_numbers_are_those_of_gaps_and_answers(
        self, at: int, name: str, wrong: object
    ) -> None:
        assert after("occasions", at, name, to=wrong) == [(DIFFERS, f"/occasions/{at}/{name}")]

    @pytest.mark.parametrize(
        ("name", "wrong"),
        [("kind", "within"), ("node", "b"), ("question", "a"), ("row", CIVIL), ("column", None)],
    )
    def test_what_names_them_too(self, name: str, wrong: object) -> None:
        assert after("occasions", 0, name, to=wrong) == [(DIFFERS, "/occasions/0")]

    def test_the_first_of_several_pairs_that_lie_as_far_apart(self) -> None:
        place = town(single("a"))
        report = place.report(
            *(place.official(one, a=to) for one, to in (("administration", "s4"),)),
            *(place.official(one, a="s2") for one in ("politics", "economy")),
        )
        (occasion,) = report.occasions
        assert occasion.column == View(kind="official", perspective="politics")
        later = attrs.evolve(occasion, column=View(kind="official", perspective="economy"))
        assert problems(attrs.evolve(report, occasions=(later,))) == [(DIFFERS, "/occasions/0")]

    def test_sums_of_a_checklist_are_left_aside(self) -> None:
        """Half have nothing, half all: A is -1, but different sums are no sign of disagreement."""
        place = town(checklist("q"), perspectives=["politics"])
        ticked = [[], [], [], ["x", "y", "z"], ["x", "y", "z"], ["x", "y", "z"]]
        report = place.report(*place.persons("politics", q=ticked))
        assert report.questions[0].published[0].agreement == Share(-1)
        check_report(report)
        assert report.occasions == ()

    def test_of_the_supplement_too(self) -> None:
        place = town(single("a"), supplement=OWN)
        report = place.report(
            place.official(a="s1", o="s4"), place.official("politics", a="s1", o="s1")
        )
        assert [one.node for one in report.occasions] == ["own"]
        check_report(report)


class TestOrders:
    """A4, G5: Kendall's W of the gaps to the targets is computed again."""

    def test_w_views_and_leaves(self) -> None:
        """Each of the four views has a score for a and b; two of them put a first, two b."""
        agreement = SECOND.order_agreement
        assert agreement == OrderAgreementResult(
            w=Share(0), views=views_of(SECOND), leaves=("a", "b")
        )
        spot = "/order_agreement"
        for name, wrong, place in (
            ("w", Share(1), f"{spot}/w"),
            ("leaves", ("b", "a"), f"{spot}/leaves/0"),
            ("leaves", ("a", "b", "c"), f"{spot}/leaves/2"),
            ("views", views_of(SECOND)[:3], f"{spot}/views"),
            ("views", views_of(SECOND)[::-1], f"{spot}/views/0"),
        ):
            assert after("order_agreement", name, to=wrong) == [(DIFFERS, place)]

    def test_it_is_there_exactly_if_it_has_a_value(self) -> None:
        assert after("order_agreement", to=None) == [(DIFFERS, "/order_agreement")]
        assert POOLED.order_agreement is None
        more = attrs.evolve(POOLED, order_agreement=SECOND.order_agreement)
        assert problems(more) == [(DIFFERS, "/order_agreement")]

    def test_what_is_ordered_is_the_gap_to_the_target(self) -> None:
        """Leaf a aims at 1/2, b at 3/4. One lacks 1/4 at both, the other 1/2 at a and nothing at b.

        Ranks 1.5, 1.5 and 2, 1: W = (12 * (3.5² + 2.5²) - 216) / (24 - 2 * 6).
        """
        place = town(single("a"), single("b", "b"), targets={"a": "three"})
        report = place.report(
            place.official(a="s1", b="s2"), place.official("politics", a="s0", b="s3")
        )
        assert report.order_agreement is not None
        assert report.order_agreement.w == Share("1/2")
        check_report(report)

    def test_it_follows_targets_and_scores(self) -> None:
        """Were a's target 0, everybody would put b first."""
        found = after("nodes", 1, "target", "score", to=Share(0))
        assert (DIFFERS, "/order_agreement/w") in found
