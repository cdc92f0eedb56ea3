# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.report.retrospect`: A4 for a workshop's ratings (G7) and for change (G8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.builders import T, of_another_round, single, town
from tests.report.tampering import EARLIER, NEW, OLD, POOLED, SECOND, problems, tampered

from weltoffen.errors import InvalidDocument
from weltoffen.model.comparison import Relation
from weltoffen.model.method import Method
from weltoffen.model.target import Node, Stage
from weltoffen.report.assembly import build_report
from weltoffen.report.earlier import Earlier, compare_reports
from weltoffen.report.recomputation import check_report
from weltoffen.report.rounds import NodeChangeResult, RatingResult, ViewChangeResult
from weltoffen.report.shares import Share
from weltoffen.scoring.results import View

if TYPE_CHECKING:
    from tests.builders import Town

    from weltoffen.model.method import WholePolicy
    from weltoffen.model.response import Response
    from weltoffen.report.rounds import ChangeResult
    from weltoffen.report.structure import Report
    from weltoffen.scoring.matching import Pair

DIFFERS, OUTSIDE, BARRED = "total-differs", "outside-range", "not-allowed-here"


def change_of(report: Report) -> ChangeResult:
    """Give the change of a report that has one."""
    assert report.change is not None
    return report.change


CHANGE = change_of(SECOND)


def after(*path: str | int, to: Any, report: Report = SECOND) -> list[tuple[str, str]]:  # noqa: ANN401 - any part
    """Give the problems of a report with another value in one place; maybe none."""
    try:
        check_report(tampered(report, *path, to=to))
    except InvalidDocument as error:
        return [(one.code, one.pointer) for one in error.problems]
    return []


class TestRatings:
    """A4, G7: a workshop's ratings beside the results of the self-assessment."""

    def test_the_stages_are_the_difference_of_both(self) -> None:
        """a: four by itself, three for the workshop; d has no result of its own."""
        assert [(one.node, one.stage, one.stages) for one in SECOND.ratings] == [
            ("a", "three", -1),
            ("d", "two", None),
        ]
        for at, wrong in ((0, 1), (0, None), (1, 0)):
            assert after("ratings", at, "stages", to=wrong) == [(DIFFERS, f"/ratings/{at}/stages")]
        assert after("ratings", 0, "stage", to="two") == [(DIFFERS, "/ratings/0/stages")]

    def test_nodes_are_known_and_rated_once_in_order(self) -> None:
        first, second = SECOND.ratings
        unknown = attrs.evolve(first, node="nowhere")
        for wrong, problem in (
            ((unknown,), ("unknown-node", "/ratings/0/node")),
            ((first, first), ("duplicate-id", "/ratings/1/node")),
            ((second, first), (DIFFERS, "/ratings/0/node")),
        ):
            assert after("ratings", to=wrong) == [problem]

    def test_the_supplement_may_be_rated_too(self) -> None:
        own = RatingResult(node="own", stage="one", tendency=False)
        check_report(attrs.evolve(SECOND, ratings=(*SECOND.ratings, own)))

    def test_stages_are_known(self) -> None:
        assert after("ratings", 1, "stage", to="nowhere") == [("unknown-stage", "/ratings/1/stage")]


class TestRelations:
    """A4, M3: a relation has the sides that it should, and each pair that can be compared one place."""

    QUESTIONS = ("change", "questions")
    POINTER = "/change/questions"

    @pytest.mark.parametrize(
        "wrong",
        [
            Relation(how="same", earlier=("gone",)),
            Relation(how="reworded", later=("c-list",)),
            Relation(how="same", earlier=("x", "y"), later=("c-list",)),
            Relation(how="new", earlier=("x",), later=("c-list",)),
            Relation(how="new", later=("c-list", "y")),
            Relation(how="new"),
            Relation(how="dropped", earlier=("x",), later=("c-list",)),
            Relation(how="dropped"),
            Relation(how="split", earlier=("x", "y"), later=("c-list",)),
            Relation(how="split", earlier=("x",)),
            Relation(how="merged", later=("c-list",)),
            Relation(how="merged", earlier=("x", "y"), later=("c-list", "z")),
        ],
    )
    def test_sides(self, wrong: Relation) -> None:
        found = after(*self.QUESTIONS, "relations", 4, to=wrong)
        assert (BARRED, f"{self.POINTER}/relations/4") in found

    @pytest.mark.parametrize(
        "right",
        [
            Relation(how="split", earlier=("x",), later=("c-list", "y")),
            Relation(how="split", earlier=("x",), later=("c-list",)),
            Relation(how="merged", earlier=("x",), later=("c-list",)),
        ],
    )
    def test_of_split_and_merged_one_may_be_left(self, right: Relation) -> None:
        """An edition may name one part only, and parts of another edition are left aside."""
        assert after(*self.QUESTIONS, "relations", 4, to=right) == []

    def test_every_question_and_node_of_the_later_round_is_there(self) -> None:
        for name in ("questions", "nodes"):
            relations = getattr(CHANGE, name).relations
            at = next(at for at, one in enumerate(relations) if one.later)
            left = (*relations[:at], *relations[at + 1 :])
            found = after("change", name, "relations", to=left)
            assert (DIFFERS, f"/change/{name}/relations") in found

    def test_each_pair_has_a_place(self) -> None:
        """a, b and c are the same; b-new was reworded, which was asked for."""
        pairs: tuple[Pair, ...] = CHANGE.questions.compared
        assert pairs == (("a", "a"), ("b", "b"), ("b-old", "b-new"), ("c-old", "c"))
        assert after(*self.QUESTIONS, "compared", to=pairs[:3]) == [(DIFFERS, self.POINTER)]
        for name in ("altered", "contradictory", "without_leaf"):
            moved = tampered(SECOND, *self.QUESTIONS, "compared", to=pairs[:3])
            check_report(tampered(moved, *self.QUESTIONS, name, to=pairs[3:]))

    def test_and_one_only(self) -> None:
        for name in ("altered", "contradictory", "without_leaf"):
            assert after(*self.QUESTIONS, name, to=(("a", "a"),)) == [
                ("duplicate-id", f"{self.POINTER}/{name}/0")
            ]

    @pytest.mark.parametrize("wrong", [("b", "a"), ("d1", "d"), ("dropped", "a")])
    def test_no_other_pair_is_compared(self, wrong: Pair) -> None:
        pairs = (*CHANGE.questions.compared, wrong)
        assert after(*self.QUESTIONS, "compared", to=pairs) == [
            (BARRED, f"{self.POINTER}/compared/4")
        ]

    def test_reworded_ones_are_compared_on_request(self) -> None:
        assert after("change", "reworded", to=False) == [
            (BARRED, f"{self.POINTER}/compared/2"),
        ]

    def test_what_is_compared_is_in_the_report(self) -> None:
        relation = Relation(how="same", earlier=("z",), later=("z",))
        for name, code in (("questions", "unknown-question"), ("nodes", "unknown-node")):
            matching = getattr(CHANGE, name)
            more = attrs.evolve(
                matching,
                relations=(*matching.relations, relation),
                compared=(*matching.compared, ("z", "z")),
            )
            at = len(matching.compared)
            assert after("change", name, to=more) == [(code, f"/change/{name}/compared/{at}/1")]

    def test_a_text_of_the_later_round_is_not(self) -> None:
        """M4: a question may have been reworded into a free text, which is never compared."""
        matching = CHANGE.questions
        relation = Relation(how="reworded", earlier=("z",), later=("z",))
        more = attrs.evolve(
            matching, relations=(*matching.relations, relation), altered=(("z", "z"),)
        )
        assert after("change", "questions", to=more) == []

    def test_questions_are_compared_in_leaves_that_are(self) -> None:
        nodes = CHANGE.nodes
        moved = attrs.evolve(nodes, compared=nodes.compared[:-2], altered=nodes.compared[-2:])
        assert [one for _, one in moved.compared] == ["f", "a", "b"]
        assert after("change", "nodes", to=moved) == [(BARRED, f"{self.POINTER}/compared/3")]

    def test_nodes_have_no_leaves_of_their_own(self) -> None:
        nodes = CHANGE.nodes
        moved = attrs.evolve(nodes, compared=nodes.compared[:-1], without_leaf=nodes.compared[-1:])
        assert after("change", "nodes", to=moved) == [(BARRED, "/change/nodes/without_leaf/0")]


class TestViews:
    """A4, G8: views are known and in order; differences, stages and numbers of questions add up."""

    OWN = ("change", "views", 1)
    """Politics: the whole, f, a and b, over a and b."""

    def test_they_are_known(self) -> None:
        view = View(kind="personal", perspective="economy")
        assert after(*self.OWN, "view", to=view) == [
            ("unknown-perspective", "/change/views/1/view/perspective")
        ]

    def test_they_stand_in_order_and_once(self) -> None:
        """A view that the earlier round did not have is left out."""
        views = CHANGE.views
        main = tampered(SECOND, "change", "main", to=None)
        assert after("change", "views", to=views[1:], report=main) == []
        for wrong, place in (
            ((*views[:1], views[2], views[1]), "/1/view"),
            ((*views[:2], views[1]), "/2/view"),
        ):
            assert after("change", "views", to=wrong) == [(DIFFERS, f"/change/views{place}")]

    def test_the_difference_is_later_minus_earlier(self) -> None:
        whole = CHANGE.views[0].nodes[0]
        assert (whole.earlier, whole.later, whole.difference) == tuple(
            map(Share, ("3/8", "7/8", "1/2"))
        )
        place = "/change/views/1/nodes/2"
        assert CHANGE.views[1].nodes[2].difference == Share(0)
        assert after(*self.OWN, "nodes", 2, "difference", to=Share("1/2")) == [
            (DIFFERS, f"{place}/difference")
        ]
        assert after(*self.OWN, "nodes", 2, "later", to=Share("1/4")) == [
            (DIFFERS, f"{place}/difference"),
            (DIFFERS, f"{place}/stages"),
        ]

    def test_the_smallest_numbers_of_answers(self) -> None:
        """N3: six of politics answered a and b in both rounds; how many did before is not in the report.

        That they were at least three is (P1).
        """
        assert {(one.earlier_n, one.later_n) for one in CHANGE.views[1].nodes} == {(6, 6)}
        place = "/change/views/1/nodes/2"
        for wrong in (5, 7):
            assert after(*self.OWN, "nodes", 2, "later_n", to=wrong) == [
                (DIFFERS, f"{place}/later_n")
            ]
        assert after(*self.OWN, "nodes", 2, "earlier_n", to=2) == [(OUTSIDE, f"{place}/earlier_n")]
        for other in (3, 99):
            assert after(*self.OWN, "nodes", 2, "earlier_n", to=other) == []

    def test_an_official_response_is_one_answer(self) -> None:
        assert {(one.earlier_n, one.later_n) for one in CHANGE.views[0].nodes} == {(1, 1)}
        left = tampered(SECOND, "change", "main", to=None)
        for name in ("earlier_n", "later_n"):
            found = after("change", "views", 0, "nodes", 1, name, to=6, report=left)
            assert found == [(DIFFERS, f"/change/views/0/nodes/1/{name}")]

    def test_only_answers_to_what_is_compared_count(self) -> None:
        """Nine answered q, which is new, and six p: with seven of them at the leaf, q would be among them."""
        first, second = town(single("p")), town(single("p"), single("q"))
        before = of_another_round(first.report(*first.persons("politics", p="0123401")))
        report = _later(
            second,
            Earlier(report=before, edition=first.edition),
            *second.persons("politics", p="012340uuu", q="012340123"),
        )
        spot = ("change", "views", 0, "nodes", 1)
        change = change_of(report).views[0].nodes[1]
        assert (change.node, change.earlier_n, change.later_n) == ("a", 7, 6)
        left = tampered(report, "change", "main", to=None)
        for wrong in (7, 9):
            assert after(*spot, "later_n", to=wrong, report=left) == [
                (DIFFERS, "/change/views/0/nodes/1/later_n")
            ]

    def test_the_stages_too_if_they_are_the_same(self) -> None:
        assert [one.stages for one in CHANGE.views[0].nodes] == [2, 2, 1, 2]
        place = "/change/views/1/nodes/2/stages"
        for wrong in (1, None):
            assert after(*self.OWN, "nodes", 2, "stages", to=wrong) == [(DIFFERS, place)]
        found = after("change", "same_stages", to=False)
        assert (DIFFERS, place) in found
        assert {code for code, _ in found} == {DIFFERS}

    def test_other_stages_are_not_compared(self) -> None:
        place = town(single("a"), stages=[Stage(id="only", title=T, lower=0)])
        other = town(single("a"))
        before = place.report(place.official(a="s1"))
        report = _later(
            other,
            Earlier(report=of_another_round(before), edition=place.edition),
            other.official(a="s4"),
        )
        assert not change_of(report).same_stages
        check_report(report)
        assert after("change", "views", 0, "nodes", 0, "stages", to=3, report=report) == [
            (DIFFERS, "/change/views/0/nodes/0/stages")
        ]

    def test_nodes_are_known_compared_and_in_order(self) -> None:
        nodes = CHANGE.views[1].nodes
        more = attrs.evolve(nodes[3], node="own")
        found = after(*self.OWN, "nodes", to=(*nodes, more))
        assert (BARRED, "/change/views/1/nodes/4/node") in found
        for wrong, problem in (
            (nodes[::-1], (DIFFERS, "/change/views/1/nodes/0/node")),
            ((*nodes, nodes[0]), ("duplicate-id", "/change/views/1/nodes/4/node")),
            (
                (*nodes[:3], attrs.evolve(nodes[3], node="nowhere")),
                ("unknown-node", "/change/views/1/nodes/3/node"),
            ),
        ):
            assert problem in after(*self.OWN, "nodes", to=wrong)

    def test_a_view_has_the_questions_of_its_leaves(self) -> None:
        for wrong in (0, 1, 3):
            found = after(*self.OWN, "questions", to=wrong)
            assert (DIFFERS, "/change/views/1/questions") in found
        assert after(*self.OWN, "nodes", to=()) == [(DIFFERS, "/change/views/1/questions")]
        empty = ViewChangeResult(view=CHANGE.views[1].view, questions=0, nodes=())
        check_report(tampered(SECOND, *self.OWN, to=empty))

    def test_no_more_than_can_be_compared(self) -> None:
        """Four pairs: with b-new and two more of a there are five."""
        more = tampered(SECOND, *self.OWN, "nodes", 2, "questions", to=4)
        assert problems(tampered(more, *self.OWN, "questions", to=5)) == [
            (OUTSIDE, "/change/views/1/questions")
        ]

    def test_a_node_has_no_more_than_the_view(self) -> None:
        place = "/change/views/1/nodes/0/questions"
        assert after(*self.OWN, "nodes", 0, "questions", to=3) == [(OUTSIDE, place)]
        assert after(*self.OWN, "nodes", 0, "questions", to=1) == []

    def test_the_supplement_is_apart(self) -> None:
        """M8: the own leaf is one of the leaves, but not of the whole."""
        own = NEW.official(a="s4", o="s1")
        before = NEW.report(own)
        report = _later(
            NEW,
            Earlier(report=of_another_round(before), edition=NEW.assessment.extend(NEW.edition)),
            own,
        )
        assert change_of(report).views[0].questions == 2
        assert [(one.node, one.questions) for one in change_of(report).views[0].nodes] == [
            *((None, 1), ("f", 1), ("a", 1), ("own", 1)),
        ]
        check_report(report)


def _later(place: Town, earlier: Earlier, *responses: Response) -> Report:
    return build_report(place.protect(*responses), place.assessment, place.edition, earlier=earlier)


def _twice(policy: WholePolicy) -> Report:
    """Give a report of two groups, six and twelve, that changed in opposite directions."""
    place = town(
        single("a"),
        single("b", "b"),
        nodes=[Node(id=one, title=T) for one in "ab"],
        perspectives=["politics", "economy"],
        method=Method(whole_policy=policy),
    )
    before = place.report(
        *place.persons("politics", a="001122"), *place.persons("economy", a="223344" * 2)
    )
    return _later(
        place,
        Earlier(report=of_another_round(before), edition=place.edition),
        *place.persons("politics", a="112233"),
        *place.persons("economy", a="112233" * 2),
    )


class TestMain:
    """A4, S5: the change of the view that stands for the whole follows from the others."""

    def test_it_may_be_missing(self) -> None:
        """Another view may have stood for the whole in the earlier round."""
        assert after("change", "main", to=None) == []

    def test_it_is_the_view_of_the_report(self) -> None:
        for wrong in (
            View(kind="equal"),
            View(kind="pooled"),
            View(kind="official", perspective="politics"),
        ):
            assert (DIFFERS, "/change/main/view") in after("change", "main", "view", to=wrong)

    def test_official_is_the_official_view(self) -> None:
        main = CHANGE.main
        assert main == CHANGE.views[0]
        for name in ("earlier", "later"):
            found = after("change", "main", "nodes", 2, name, to=Share("3/8"))
            assert (DIFFERS, f"/change/main/nodes/2/{name}") in found
        for wrong in (0, 2):
            found = after("change", "main", "nodes", 2, "questions", to=wrong)
            assert (OUTSIDE, "/change/main/nodes/2/questions") in found

    def test_without_an_official_view_it_is_empty(self) -> None:
        found = after("change", "views", to=CHANGE.views[1:])
        assert found == [(DIFFERS, "/change/main/nodes/0/node")]
        place = town(single("a"), method=Method(whole_policy="official"))
        nothing = _later(
            place, Earlier(report=of_another_round(place.report()), edition=place.edition)
        )
        change = change_of(nothing)
        assert (change.main, change.views) == (
            ViewChangeResult(
                view=View(kind="official", perspective="administration"), questions=0, nodes=()
            ),
            (),
        )
        check_report(nothing)

    def test_equal_is_the_mean_of_the_persons_views(self) -> None:
        """Politics rose from 1/4 to 1/2, the economy fell from 3/4 to 1/2."""
        report = _twice("equal")
        main = change_of(report).main
        assert main is not None
        a = main.nodes[1]
        assert (a.node, a.earlier, a.later, a.questions) == ("a", Share("1/2"), Share("1/2"), 1)
        check_report(report)
        for name in ("earlier", "later"):
            place = f"/change/main/nodes/1/{name}"
            found = after("change", "main", "nodes", 1, name, to=Share("5/8"), report=report)
            assert (DIFFERS, place) in found
        assert (a.earlier_n, a.later_n) == (6, 6)
        for name in ("earlier_n", "later_n"):
            found = after("change", "main", "nodes", 1, name, to=12, report=report)
            assert found == [(DIFFERS, f"/change/main/nodes/1/{name}")]
        left = main.nodes[:1]
        assert (DIFFERS, "/change/main/nodes") in after(
            "change", "main", "nodes", to=left, report=report
        )

    def test_of_equal_the_questions_of_both_may_be_different_ones(self) -> None:
        """One question each: together one or two; more than two pairs cannot be compared."""
        report = _twice("equal")
        for number in (1, 2):
            changed = tampered(report, "change", "main", "questions", to=number)
            for at in (0, 1):
                changed = tampered(changed, "change", "main", "nodes", at, "questions", to=number)
            check_report(changed)
        changed = tampered(report, "change", "main", "nodes", 1, "questions", to=3)
        found = problems(tampered(changed, "change", "main", "questions", to=3))
        assert (OUTSIDE, "/change/main/nodes/1/questions") in found

    def test_pooled_stands_alone(self) -> None:
        """All 18 together: from (6 * 1/4 + 12 * 3/4) / 18 = 7/12 to 1/2; weights are not in a report."""
        report = _twice("pooled")
        main = change_of(report).main
        assert main is not None
        a: NodeChangeResult = main.nodes[1]
        assert (a.earlier, a.later) == (Share("7/12"), Share("1/2"))
        assert (a.earlier_n, a.later_n) == (18, 18)
        check_report(report)
        found = after("change", "main", "nodes", 1, "later_n", to=12, report=report)
        assert found == [(DIFFERS, "/change/main/nodes/1/later_n")]
        changed = tampered(report, "change", "main", "nodes", 1, "earlier", to=Share("1/2"))
        changed = tampered(changed, "change", "main", "nodes", 1, "difference", to=Share(0))
        check_report(changed)


class TestWithoutChange:
    """G8: a report without an earlier round has no change."""

    def test_there_is_none(self) -> None:
        assert POOLED.change is None
        check_report(POOLED)

    def test_it_is_the_same_as_between_two_reports(self) -> None:
        found = compare_reports(
            Earlier(report=of_another_round(EARLIER), edition=OLD.edition, reworded=True),
            SECOND,
            NEW.assessment.extend(NEW.edition),
        )
        assert found == SECOND.change
