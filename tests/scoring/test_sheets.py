# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from tests.builders import PERSPECTIVES, number, refused, single, town

import weltoffen
from weltoffen.model.assessment import Supplement
from weltoffen.model.method import Method
from weltoffen.model.target import Node
from weltoffen.scoring.results import View

F = Fraction

HERE = town(single("p"), single("q", "b"))
POOLED = town(single("p"), single("q", "b"), method=Method(whole_policy="pooled"))
EQUAL = town(single("p"), single("q", "b"), method=Method(whole_policy="equal"))


class TestWhole:
    """S5: how perspectives become a whole is a named policy; each perspective also has its own scores."""

    def test_official_is_the_default_where_there_is_one(self) -> None:
        scores = HERE.scores(
            HERE.official("politics", p="s0", q="s0"),
            HERE.official(p="s4", q="s2"),
            *HERE.persons("residents", p="01234", q="01234"),
        )
        assert scores.whole_policy == "official"
        assert scores.main.view == View(kind="official", perspective="administration")
        assert scores.main.whole.score == F(3, 4)
        assert [one.view.perspective for one in scores.official] == ["administration", "politics"]
        assert [one.view.perspective for one in scores.personal] == ["residents"]
        assert scores.official[1].whole.score == 0
        assert scores.personal[0].whole.score == F(1, 2)

    def test_without_one_it_is_equal(self) -> None:
        """Another perspective's official response does not stand for the whole."""
        scores = HERE.scores(
            HERE.official("politics", p="s0", q="s0"),
            *HERE.persons("residents", p="01234", q="11224"),
        )
        assert scores.whole_policy == "equal"
        assert scores.main.view == View(kind="equal")
        assert scores.main.whole.score == F(1, 2)

    def test_whose_official_response_is_the_methods(self) -> None:
        here = town(single("p"), method=Method(official_perspective="politics"))
        scores = here.scores(here.official("politics", p="s1"), here.official(p="s4"))
        assert scores.main.view.perspective == "politics"
        assert scores.main.whole.score == F(1, 4)

    def test_official_on_request_without_one_has_no_score(self) -> None:
        here = town(single("p"), number("m", "b"), method=Method(whole_policy="official"))
        scores = here.scores(*here.persons("politics", p="01234"))
        assert scores.whole_policy == "official"
        assert scores.main.view == View(kind="official", perspective="administration")
        assert (scores.main.whole.score, scores.main.whole.reason) == (None, "no-answers")
        assert scores.official == ()
        assert scores.personal[0].by_node["a"].score == F(1, 2)

    def test_equal_counts_perspectives_alike(self) -> None:
        """a: politics 1/2 (5 persons), residents 1/4 (10): 3/8. b: 1/4 and 1/2: 3/8."""
        scores = EQUAL.scores(
            EQUAL.official(p="s4", q="s4"),
            *EQUAL.persons("politics", p="01234", q="00122"),
            *EQUAL.persons("residents", p="0011120122", q="0123401234"),
        )
        main = scores.main
        assert scores.whole_policy == "equal"
        assert main.by_node["a"].score == F(3, 8)
        assert main.by_node["b"].score == F(3, 8)
        assert main.whole.score == F(3, 8)
        assert (main.whole.n, main.whole.answered, main.whole.applicable) == (5, 2, 2)

    def test_equal_takes_node_scores_not_answers(self) -> None:
        """Politics: a 1/2, b 5 of 11 answered, whole 1/2. Economy: 3/4, 3/10, 21/40. Mean: 41/80.

        By nodes it would be (5/8 + 3/10) / 2 = 37/80.
        """
        scores = EQUAL.scores(
            *EQUAL.persons("politics", p="00112233442", q="00123------"),
            *EQUAL.persons("economy", p="22344", q="00123"),
        )
        assert [one.whole.score for one in scores.personal] == [F(1, 2), F(21, 40)]
        assert scores.main.by_node["a"].score == F(5, 8)
        assert scores.main.by_node["b"].score == F(3, 10)
        assert scores.main.whole.score == F(41, 80)
        assert scores.main.whole.coverage == F(3, 4)

    def test_pooled_counts_answers_alike(self) -> None:
        """a: (10 + 10) / 4 / 15 = 1/3. b: (5 + 20) / 4 / 15 = 5/12. whole: 3/8."""
        scores = POOLED.scores(
            *POOLED.persons("politics", p="01234", q="00122"),
            *POOLED.persons("residents", p="0011120122", q="0123401234"),
        )
        assert scores.whole_policy == "pooled"
        assert scores.main.view == View(kind="pooled")
        assert scores.main.by_node["a"].score == F(1, 3)
        assert scores.main.by_node["b"].score == F(5, 12)
        assert scores.main.whole.score == F(3, 8)
        assert scores.main.whole.n == 15

    def test_pooled_uses_totals_of_groups_that_are_not_shown(self) -> None:
        """P2: 2 + 3 + 4 answers, total only: (1 + 6 + 10) / 4 / 9 = 17/36."""
        here = town(single("p"), method=Method(whole_policy="pooled"))
        scores = here.scores(
            *here.persons("politics", p="01"),
            *here.persons("economy", p="222"),
            *here.persons("residents", p="3340"),
        )
        assert scores.personal == ()
        assert scores.main.whole.score == F(17, 36)

    def test_pooled_without_persons_is_protected(self) -> None:
        scores = POOLED.scores(POOLED.official(p="s4"))
        assert (scores.main.whole.score, scores.main.whole.reason) == (None, "protected")

    def test_equal_without_a_published_perspective_is_protected(self) -> None:
        scores = EQUAL.scores(*EQUAL.persons("politics", p="0123"))
        assert (scores.main.whole.score, scores.main.whole.reason) == (None, "protected")

    def test_equal_where_every_perspective_is_protected_at_a_node(self) -> None:
        scores = EQUAL.scores(*EQUAL.persons("politics", p="01234", q="44444"))
        found = scores.main.by_node["b"]
        assert (found.score, found.reason, found.n) == (None, "protected", None)
        assert scores.main.by_node["a"].score == F(1, 2)

    def test_equal_with_a_perspective_without_score(self) -> None:
        """Residents skipped most of p, 5 of 11 answered: no score, so that it covers nothing at a."""
        scores = EQUAL.scores(
            *EQUAL.persons("politics", p="01234"), *EQUAL.persons("residents", p="00112------")
        )
        assert scores.personal[1].by_node["a"].reason == "low-coverage"
        found = scores.main.by_node["a"]
        assert (found.score, found.coverage) == (F(1, 2), F(1, 2))


class TestOperator:
    """P5: from a raw tally the same way gives an operator's sheet."""

    def test_it_sees_small_groups(self) -> None:
        persons = HERE.persons("politics", p="04")
        scores = HERE.raw_scores(*persons)
        assert scores.personal[0].by_node["a"].score == F(1, 2)
        assert scores.personal[0].by_node["a"].n == 2
        assert HERE.scores(*persons).personal == ()

    def test_pooled_sums_up_all_perspectives(self) -> None:
        scores = POOLED.raw_scores(
            *POOLED.persons("politics", p="04", q="u-"), *POOLED.persons("economy", p="1", q="1")
        )
        assert scores.main.by_node["a"].score == F(5, 12)
        assert scores.main.by_node["b"].coverage == F(1, 3)

    def test_without_any_response(self) -> None:
        for here in (HERE, EQUAL, POOLED):
            whole = here.raw_scores().main.whole
            assert whole.score is None
            assert whole.reason is not None

    def test_sheets_stand_in_declared_order(self) -> None:
        scores = HERE.raw_scores(
            *HERE.persons("residents", p="0"),
            *HERE.persons("civil-society", p="0"),
            *HERE.persons("politics", p="0"),
        )
        found = [one.view.perspective for one in scores.personal]
        assert found == ["politics", "civil-society", "residents"]


class TestStamps:
    """S8: results carry the method and hashes of model and questionnaire, never of responses."""

    def test_they_do(self) -> None:
        scores = HERE.scores(HERE.official(p="s1"))
        assert scores.method == HERE.assessment.method
        assert scores.target_model_hash == HERE.edition.target_model.digest
        assert scores.questionnaire_hash == HERE.edition.questionnaire.digest

    def test_answers_do_not_change_them(self) -> None:
        one, other = HERE.scores(HERE.official(p="s1")), HERE.scores(HERE.official(p="s2"))
        assert one.questionnaire_hash == other.questionnaire_hash
        assert one.main != other.main


class TestSupplement:
    """M8: the town's own questions are scored apart, never mixed into the edition's scores."""

    OWN = town(
        single("p"),
        supplement=Supplement(
            nodes=[
                Node(id="own", title={"de": "x"}),
                Node(id="own-leaf", title={"de": "x"}, parent="own"),
            ],
            questions=[single("o", "own-leaf")],
        ),
    )

    def test_the_whole_does_not_see_it(self) -> None:
        sheet = self.OWN.scores(self.OWN.official(p="s1", o="s4")).main
        assert sheet.by_node["own"].score == 1
        assert sheet.by_node["own-leaf"].score == 1
        assert sheet.by_node["a"].score == F(1, 4)
        assert sheet.whole.score == F(1, 4)
        assert sheet.whole.coverage == 1

    def test_nor_do_its_counts(self) -> None:
        """The numbers of questions with a value and of those that applied."""
        sheet = self.OWN.scores(self.OWN.official(p="s1", o="s4")).main
        assert (sheet.whole.answered, sheet.whole.applicable) == (1, 1)

    def test_with_the_policy_questions_neither(self) -> None:
        method = Method(parent_policy="questions")
        assessment = attrs.evolve(self.OWN.assessment, method=method)
        here = attrs.evolve(self.OWN, assessment=assessment)
        assert here.scores(here.official(p="s1", o="s4")).main.whole.score == F(1, 4)


class TestRefusals:
    """T1: counts of another assessment or questionnaire are not scored."""

    def test_another_assessment(self) -> None:
        other = attrs.evolve(HERE.assessment, id="town-2027")
        for counts in (HERE.tally(HERE.official(p="s1")), HERE.protect(HERE.official(p="s1"))):
            assert refused(lambda counts=counts: weltoffen.score(counts, other, HERE.edition)) == [  # type: ignore[misc] # bound at once
                ("tally-other-assessment", "/assessment")
            ]

    def test_an_undeclared_perspective(self) -> None:
        few = town(single("p"), single("q", "b"), perspectives=["politics"])
        counted = HERE.tally(HERE.official(p="s1"), *HERE.persons("economy", p="01234"))
        assert refused(lambda: weltoffen.score(counted, few.assessment, few.edition)) == [
            ("unknown-perspective", "/official/0/perspective"),
            ("unknown-perspective", "/personal/0/perspective"),
        ]

    @pytest.mark.parametrize(
        "perspectives", [PERSPECTIVES[:4], (*PERSPECTIVES, "press"), PERSPECTIVES[::-1]]
    )
    def test_counts_that_were_protected_for_other_perspectives(
        self, perspectives: tuple[str, ...]
    ) -> None:
        """P2: who is shown was decided for the declared perspectives in their order."""
        other = town(single("p"), single("q", "b"), perspectives=perspectives)
        public = HERE.protect(*HERE.persons("politics", p="01234"))
        found = refused(lambda: weltoffen.score(public, other.assessment, other.edition))
        assert found[0] == ("tally-other-assessment", "/perspectives")
