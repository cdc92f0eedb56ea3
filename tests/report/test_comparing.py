# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from tests.builders import checklist, number, refused, single, town

import weltoffen as wo
from weltoffen.model.workshop import Rerating
from weltoffen.report.assembly import build_report
from weltoffen.report.rounds import RatingResult
from weltoffen.report.shares import Share
from weltoffen.report.views import (
    Answers,
    NodeGapResult,
    OfficialAnswer,
    OrderAgreementResult,
    QuestionGapResult,
)
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.scoring.results import View
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

F = Fraction
HERE = town(single("q"), single("r", "b"), perspectives=("administration", "politics", "economy"))
OFFICIAL = View(kind="official", perspective="administration")
POLITICS = View(kind="personal", perspective="politics")
ECONOMY = View(kind="personal", perspective="economy")


def shares(*values: str) -> tuple[Share, ...]:
    return tuple(Share(F(value)) for value in values)


def reported(*more: Rerating) -> Report:
    """Politics: q 0 0 2 4 4, r 3 3 3 1 1; economy: q 1 2 2 3 3 and one silent, r 0 0 1 1 2."""
    public = HERE.protect(
        HERE.official(q="s4", r="unknown"),
        *HERE.persons("politics", q="00244", r="33311"),
        *HERE.persons("economy", q="12233-", r="001124"),
    )
    return build_report(public, HERE.assessment, HERE.edition, reratings=more)


class TestQuestions:
    """P2, N2, G5: what may be shown of the answers to a question."""

    def test_published_answers_by_hand(self) -> None:
        question = reported().questions[0]
        assert (question.question, question.node, question.kind) == ("q", "a", "single")
        assert question.values == shares("0", "1/4", "1/2", "3/4", "1")
        assert question.published == (
            Answers(
                perspective="politics",
                counts=(2, 0, 1, 0, 2),
                unanswered=0,
                mean=Share(F(1, 2)),
                low=Share(F(1, 2)),
                high=Share(F(1, 2)),
                # Two layers: each of the three filled options once (A = -5/18), then both ends (-1).
                agreement=Share(F(3, 5) * F(-5, 18) + F(2, 5) * -1),
            ),
            Answers(
                perspective="economy",
                counts=(0, 1, 2, 2, 0),
                unanswered=1,
                mean=Share(F(11, 20)),
                low=Share(F(1, 2)),
                high=Share(F(1, 2)),
                agreement=Share(F(3, 5) * F(1, 2) + F(2, 5) * F(3, 4)),
            ),
        )
        assert question.total is not None
        assert question.total.counts == (2, 1, 3, 2, 2)
        assert (question.total.n, question.total.unanswered) == (10, 1)
        assert question.total.perspective is None

    def test_the_median_of_an_even_number_is_a_pair(self) -> None:
        """R of the economy: 0 0 1 1 2 4, the third and the fourth are 1 and 1; of all: 1 and 2."""
        economy = reported().questions[1].published[1]
        assert (economy.low, economy.high) == shares("1/4", "1/4")
        even = HERE.report(*HERE.persons("politics", q="001344"))
        (answers,) = even.questions[0].published
        assert (answers.low, answers.high) == shares("1/4", "3/4")

    def test_official_answers(self) -> None:
        found = [one.official for one in reported().questions]
        assert found == [
            (OfficialAnswer(perspective="administration", state="answered", value=Share(1)),),
            (OfficialAnswer(perspective="administration", state="unanswered"),),
        ]

    def test_what_is_hidden_is_not_there(self) -> None:
        report = HERE.report(*HERE.persons("politics", q="00000", r="0123-"))
        assert [(one.published, one.total) for one in report.questions] == [((), None)] * 2

    def test_a_number_without_bands_has_no_values(self) -> None:
        here = town(number("n"), checklist("c", "b"))
        report = here.report(here.official(n=40, c=["x"]))
        assert report.questions[0].values == ()
        assert report.questions[0].official[0].value == Share(F(2, 5))
        assert report.questions[1].values == shares("0", "1/4", "1/2", "3/4", "1")


class TestGaps:
    """G4: every pair of views, row minus column."""

    def test_pairs_in_order(self) -> None:
        found = [(one.row, one.column) for one in reported().gaps]
        assert found == [(OFFICIAL, POLITICS), (OFFICIAL, ECONOMY), (POLITICS, ECONOMY)]

    def test_by_hand(self) -> None:
        """In q 1 against 1/2; the answer lies above three of five, and beside two."""
        first = reported().gaps[0]
        assert first.questions == (
            QuestionGapResult(question="q", difference=Share(F(1, 2)), delta=Share(F(3, 5))),
        )
        assert first.nodes == (
            NodeGapResult(
                questions=1,
                row=Share(1),
                column=Share(F(1, 2)),
                row_n=1,
                column_n=5,
                difference=Share(F(1, 2)),
                stages=1,
            ),
            NodeGapResult(
                node="a",
                questions=1,
                row=Share(1),
                column=Share(F(1, 2)),
                row_n=1,
                column_n=5,
                difference=Share(F(1, 2)),
                stages=1,
            ),
        )

    def test_stages_are_those_of_the_scores(self) -> None:
        """b: politics 3 3 3 1 1 is 11/20, third stage; economy 0 0 1 1 2 4 is 1/3, second stage."""
        last = reported().gaps[2].nodes[-1]
        assert (last.node, last.row, last.column) == ("b", *shares("11/20", "1/3"))
        assert (last.difference, last.stages) == (Share(F(11, 20) - F(1, 3)), 1)

    def test_orders_of_priority(self) -> None:
        """Politics: both leaves at 1/2 and 11/20; economy: 11/20 and 1/3. They disagree fully."""
        here = town(single("q"), single("r", "b"), perspectives=("politics", "economy"))
        report = here.report(
            *here.persons("politics", q="00244", r="33311"),
            *here.persons("economy", q="12233-", r="001124"),
        )
        assert report.order_agreement == OrderAgreementResult(
            w=Share(0), views=(POLITICS, ECONOMY), leaves=("a", "b")
        )

    def test_occasions_name_the_views(self) -> None:
        found = reported().occasions
        assert [(one.kind, one.node, one.row, one.column) for one in found] == [
            ("between", "a", OFFICIAL, POLITICS),
            ("within", "a", POLITICS, None),
        ]
        assert [(one.difference, one.question) for one in found] == [
            (Share(F(1, 2)), None),
            (None, "q"),
        ]

    @settings(max_examples=25)
    @given(cases())
    def test_only_published_answers_are_compared(self, case: Case) -> None:
        """P5: a personal view occurs in a pair only with questions that it is published for."""
        public = protect(case.tally, ProtectionRule(k=3), case.assessment, case.edition)
        report = build_report(public, case.assessment, case.edition)
        shown = {
            (answers.perspective, one.question)
            for one in report.questions
            for answers in one.published
        }
        for gap in report.gaps:
            for view in (gap.row, gap.column):
                if view.kind == "personal":
                    assert all((view.perspective, one.question) in shown for one in gap.questions)


class TestTwoRatings:
    """G7: self-assessment and workshop stand side by side; neither overwrites the other."""

    def test_by_hand(self) -> None:
        """The official response is at the highest stage in a and has no score in b."""
        why = wo.Text({"de": "Es fehlt am Geld.", "en": "There is no money."})
        report = reported(
            Rerating(node="b", stage="one", reason=why),
            Rerating(node="a", stage="two", tendency=True),
        )
        assert report.ratings == (
            RatingResult(node="a", stage="two", tendency=True, stages=-2),
            RatingResult(node="b", stage="one", tendency=False, reason=why),
        )

    def test_the_own_results_stay(self) -> None:
        plain, rated = reported(), reported(Rerating(node="a", stage="one"))
        assert rated.nodes == plain.nodes
        assert rated.whole == plain.whole
        assert rated.needs == plain.needs

    def test_unknown_and_repeated_names_are_refused(self) -> None:
        sometimes: Any = "now and then"
        found = refused(
            lambda: reported(
                Rerating(node="x", stage="one"),
                Rerating(node="a", stage="five"),
                Rerating(node="a", stage="two"),
                Rerating(node="b", stage="four", tendency=True),
                Rerating(node="b", stage="one", tendency=sometimes),
            )
        )
        assert found == [
            ("unknown-node", "/reratings/0/node"),
            ("unknown-stage", "/reratings/1/stage"),
            ("duplicate-id", "/reratings/2/node"),
            ("not-allowed-here", "/reratings/3/tendency"),
            ("wrong-type", "/reratings/4/tendency"),
            ("duplicate-id", "/reratings/4/node"),
        ]
