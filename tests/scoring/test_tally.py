# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import pytest
from tests.builders import after, checklist, refused, single, town

import weltoffen
from weltoffen import schemas
from weltoffen.model.ids import Reference
from weltoffen.scoring.counting import empty_tally
from weltoffen.scoring.counts import OfficialPart, PersonalCount, QuestionCount
from weltoffen.scoring.tally import Tally, check_tally

HERE = town(single("q"), checklist("c", cap=3))
ASKED = HERE.questionnaire
REFERENCE = Reference(id="asked", version="1")


def row(**more: Any) -> QuestionCount:  # noqa: ANN401 - any field
    """Give the counts of two answers, ``s1`` and ``s4``, among three responses."""
    plain: dict[str, Any] = {
        "question": "q",
        "kind": "single",
        "options": [("s0", 0), ("s1", 1), ("s2", 0), ("s3", 0), ("s4", 1)],
        "answered": 2,
        "unknown": 1,
        "not_applicable": 0,
        "not_asked": 0,
        "skipped": 0,
    }
    return QuestionCount(**{**plain, **more})


def ticks(**more: Any) -> QuestionCount:  # noqa: ANN401 - any field
    """Give the counts of a checklist: one person ticked x and y, one z, one skipped it."""
    plain: dict[str, Any] = {
        "question": "c",
        "kind": "multiple",
        "options": [("x", 1), ("y", 1), ("z", 1)],
        "points": [(0, 0), (1, 0), (2, 2), (3, 0)],
        "answered": 2,
        "unknown": 0,
        "not_applicable": 0,
        "not_asked": 0,
        "skipped": 1,
    }
    return QuestionCount(**{**plain, **more})


def group(perspective: str = "politics", *rows: QuestionCount, responses: int = 3) -> PersonalCount:
    return PersonalCount(
        perspective=perspective, responses=responses, questions=rows or (row(), ticks())
    )


def counts(*groups: PersonalCount, **more: Any) -> Tally:  # noqa: ANN401 - any field
    plain: dict[str, Any] = {"assessment": "town-2026", "questionnaire": REFERENCE}
    return Tally(**{**plain, "personal": groups, **more})


def statement(perspective: str = "administration", part: str = "", **answers: Any) -> OfficialPart:  # noqa: ANN401 - any answer
    return OfficialPart(perspective=perspective, part=part, answers=tuple(answers.items()))


class TestRecounting:
    """A4, T1: every stored total is recomputed, and a difference is a problem."""

    def test_what_adds_up_is_accepted(self) -> None:
        found = counts(group("economy"), group("politics"))
        assert found.by_perspective["politics"].questions[0].histogram == (0, 1, 0, 0, 1)
        assert found.by_perspective["politics"].questions[1].histogram == (0, 0, 2, 0)

    def test_states_add_up_to_the_responses(self) -> None:
        wrong = [row(unknown=2), row(skipped=1), row(not_asked=1), row(not_applicable=1)]
        for one in wrong:
            assert refused(lambda one=one: counts(group("politics", one))) == [  # type: ignore[misc] # bound at once
                ("total-differs", "/personal/0/questions/q")
            ]

    def test_options_add_up_to_the_answers(self) -> None:
        one = row(options=[("s0", 1), ("s1", 1), ("s2", 0), ("s3", 0), ("s4", 1)])
        assert refused(lambda: counts(group("politics", one))) == [
            ("total-differs", "/personal/0/questions/q")
        ]

    def test_points_of_a_checklist_add_up_to_the_answers(self) -> None:
        one = ticks(points=[(0, 0), (1, 1), (2, 2), (3, 0)])
        assert refused(lambda: counts(group("politics", one))) == [
            ("total-differs", "/personal/0/questions/c")
        ]

    def test_no_option_of_a_checklist_is_ticked_by_more_than_answered(self) -> None:
        one = ticks(options=[("x", 3), ("y", 1), ("z", 1)])
        assert refused(lambda: counts(group("politics", one))) == [
            ("total-differs", "/personal/0/questions/c")
        ]

    @pytest.mark.parametrize(
        "one",
        [
            row(unknown=-1, skipped=2),
            row(options=[("s0", -1), ("s1", 2), ("s2", 0), ("s3", 0), ("s4", 1)]),
            row(options=[], answered=-1, skipped=3),
            ticks(points=[(0, -1), (1, 1), (2, 2), (3, 0)]),
        ],
    )
    def test_no_count_is_negative(self, one: QuestionCount) -> None:
        assert refused(lambda: counts(group("politics", one))) == [
            ("negative-count", f"/personal/0/questions/{one.question}")
        ]

    def test_a_group_is_no_larger_than_a_document_counts(self) -> None:
        """Integers within 2^53-1."""
        crowd = PersonalCount(perspective="politics", responses=2**53, questions=())
        assert refused(lambda: counts(crowd)) == [("outside-range", "/personal/0/responses")]

    def test_nobody_is_no_group(self) -> None:
        nobody = PersonalCount(perspective="politics", responses=0, questions=())
        assert refused(lambda: counts(nobody)) == [("outside-range", "/personal/0/responses")]


class TestOrder:
    """T2: one order, so that equal tallies have equal bytes."""

    def test_groups_stand_in_order_and_once(self) -> None:
        assert refused(lambda: counts(group("politics"), group("economy"))) == [
            ("not-sorted", "/personal/1")
        ]
        assert refused(lambda: counts(group("politics"), group("politics"))) == [
            ("duplicate-id", "/personal/1/perspective")
        ]

    def test_official_parts_stand_in_order_and_once(self) -> None:
        parts = [statement("politics"), statement("economy")]
        assert refused(lambda: counts(official=parts)) == [("not-sorted", "/official/1")]
        parts = [statement("politics", "b"), statement("politics", "a")]
        assert refused(lambda: counts(official=parts)) == [("not-sorted", "/official/1")]
        parts = [statement("politics", "a"), statement("politics", "a")]
        assert refused(lambda: counts(official=parts)) == [
            ("second-official", "/official/1/perspective")
        ]

    def test_a_whole_response_has_no_parts_beside_it(self) -> None:
        parts = [statement("politics"), statement("politics", "a"), statement("politics", "b")]
        assert refused(lambda: counts(official=parts)) == [
            ("second-official", "/official/1/part"),
            ("second-official", "/official/2/part"),
        ]

    def test_counts_name_their_assessment(self) -> None:
        assert refused(lambda: counts(group(), assessment=None)) == [
            ("assessment-missing", "/assessment")
        ]
        assert refused(lambda: counts(assessment=None, official=[statement()])) == [
            ("assessment-missing", "/assessment")
        ]
        assert counts(assessment=None).personal == ()


class TestAdding:
    """T2: tallies add; what does not belong together refuses."""

    def test_counts_add_up(self) -> None:
        one = counts(group("politics"), official=[statement("politics", q="s1")])
        other = counts(group("economy"), group("politics"), official=[statement("economy", q="s2")])
        found = one + other
        assert [(c.perspective, c.responses) for c in found.personal] == [
            ("economy", 3),
            ("politics", 6),
        ]
        assert found.personal[0] == group("economy")
        q, c = found.personal[1].questions
        assert q.options == (("s0", 0), ("s1", 2), ("s2", 0), ("s3", 0), ("s4", 2))
        assert (q.answered, q.unknown, q.skipped) == (4, 2, 0)
        assert c.points == tuple(zip(map(Fraction, range(4)), (0, 0, 4, 0), strict=True))
        assert c.options == (("x", 2), ("y", 2), ("z", 2))
        assert (c.answered, c.skipped) == (4, 2)
        assert [o.perspective for o in found.official] == ["economy", "politics"]
        assert found == other + one

    def test_the_empty_tally_changes_nothing(self) -> None:
        one = counts(group(), official=[statement(q="s1")])
        nothing = empty_tally(ASKED)
        assert nothing == Tally(questionnaire=REFERENCE)
        assert one + nothing == nothing + one == one
        assert nothing + nothing == nothing

    def test_another_questionnaire_refuses(self) -> None:
        newer = counts(questionnaire=Reference(id="asked", version="2"))
        assert refused(lambda: counts(group()) + newer) == [
            ("tally-other-questionnaire", "/questionnaire")
        ]

    def test_another_assessment_refuses(self) -> None:
        other = counts(group("economy"), assessment="town-2027")
        assert refused(lambda: counts(group()) + other) == [
            ("tally-other-assessment", "/assessment")
        ]

    def test_both_are_said_at_once(self) -> None:
        other = counts(questionnaire=Reference(id="x", version="1"), assessment="town-2027")
        assert refused(lambda: counts(group()) + other) == [
            ("tally-other-questionnaire", "/questionnaire"),
            ("tally-other-assessment", "/assessment"),
        ]

    def test_a_second_official_response_refuses(self) -> None:
        whole = counts(official=[statement(q="s1")])
        part = counts(official=[statement(part="youth", q="s1")])
        assert refused(lambda: whole + whole) == [("second-official", "/official/1/perspective")]
        assert refused(lambda: part + part) == [("second-official", "/official/1/perspective")]
        assert refused(lambda: whole + part) == [("second-official", "/official/1/part")]

    def test_parts_of_one_official_response_add(self) -> None:
        """A3: departments may be counted apart; what contradicts is found when they are merged."""
        youth = counts(official=[statement(part="youth", q="s1")])
        works = counts(official=[statement(part="works", q="s2")])
        assert [one.part for one in (youth + works).official] == ["works", "youth"]

    def test_counts_of_another_shape_refuse(self) -> None:
        other = counts(group("politics", row()))
        assert refused(lambda: counts(group()) + other) == [
            ("tally-other-questionnaire", "/personal")
        ]

    def test_counts_of_two_questions_refuse(self) -> None:
        assert refused(lambda: row() + ticks()) == [("tally-other-shape", "")]

    def test_only_tallies_add(self) -> None:
        one: Any = counts(group())
        with pytest.raises(TypeError):
            one + 1
        with pytest.raises(TypeError):
            sum([one])


class TestFitting:
    """T1: a tally names its questionnaire and fits it."""

    def test_one_that_fits(self) -> None:
        check_tally(counts(group(), official=[statement(q="s1", c=("x",))]), ASKED)

    def test_another_questionnaire(self) -> None:
        newer = counts(group(), questionnaire=Reference(id="asked", version="2"))
        assert refused(lambda: check_tally(newer, ASKED)) == [
            ("tally-other-questionnaire", "/questionnaire")
        ]

    @pytest.mark.parametrize(
        "rows",
        [
            (row(),),
            (ticks(), row()),
            (row(options=[("s0", 1), ("s1", 1)]), ticks()),
            (row(), ticks(points=[(0, 2)])),
        ],
    )
    def test_other_questions_options_or_points(self, rows: tuple[QuestionCount, ...]) -> None:
        wrong = counts(group("economy"), group("politics", *rows))
        assert refused(lambda: check_tally(wrong, ASKED)) == [
            ("tally-other-shape", "/personal/1/questions")
        ]

    def test_official_answers_that_do_not_fit(self) -> None:
        parts = [statement("economy", q="s1"), statement("politics", q="s9", c=("x", "x"), d="s1")]
        assert refused(lambda: check_tally(counts(official=parts), ASKED)) == [
            ("answer-unknown-option", "/official/1/answers/q"),
            ("answer-repeated-option", "/official/1/answers/c"),
            ("answer-unknown-question", "/official/1/answers/d"),
        ]

    def test_a_part_may_answer_what_depends_on_another_part(self) -> None:
        here = town(single("q"), single("r", depends_on=after("q", "s4")))
        alone = statement("politics", r="s1")
        part = statement("politics", "youth", r="s1")
        check_tally(counts(official=[part]), here.questionnaire)
        assert refused(lambda: check_tally(counts(official=[alone]), here.questionnaire)) == [
            ("answer-not-asked", "/official/0/answers/r")
        ]

    def test_scores_are_made_of_nothing_else(self) -> None:
        wrong = counts(group("politics", row()))
        assert refused(lambda: weltoffen.score(wrong, HERE.assessment, HERE.edition)) == [
            ("tally-other-shape", "/personal/0/questions")
        ]


class TestWriting:
    """T1, T2: a confidential document of its own; reading restores the questionnaire's order."""

    def test_what_is_written_reads_back(self) -> None:
        one = counts(group(), official=[statement(q="s1", c=("x", "z"))])
        assert schemas.read_tally(schemas.write(one), ASKED) == one

    def test_the_order_of_keys_in_json_means_nothing(self) -> None:
        mixed = group(
            "politics",
            ticks(options=[("z", 1), ("y", 1), ("x", 1)], points=[(2, 2), (3, 0), (1, 0), (0, 0)]),
            row(options=[("s4", 1), ("s1", 1), ("s3", 0), ("s2", 0), ("s0", 0)]),
        )
        answers = [statement(c=("x", "z"), q="s1")]
        written = schemas.write(counts(mixed, official=answers))
        found = schemas.read_tally(written, ASKED)
        assert found == counts(group(), official=[statement(q="s1", c=("x", "z"))])

    def test_strange_keys_are_refused_not_lost(self) -> None:
        strange = group("politics", row(), ticks(), row(question="r", options=[("t", 2)]))
        odd = group("politics", row(options=[("t", 2)]), ticks())
        answers = [statement(r="s1")]
        for wrong, problem in (
            (counts(strange), ("tally-other-shape", "/personal/0/questions")),
            (counts(odd), ("tally-other-shape", "/personal/0/questions")),
            (counts(official=answers), ("answer-unknown-question", "/official/0/answers/r")),
        ):
            written = schemas.write(wrong)
            assert refused(lambda written=written: schemas.read_tally(written, ASKED)) == [problem]  # type: ignore[misc] # bound at once

    def test_a_wrong_total_is_refused_on_reading(self) -> None:
        written = schemas.write(counts(group()))
        wrong = written.replace(b'"unknown": 1', b'"unknown": 2')
        assert wrong != written
        assert {code for code, _ in refused(lambda: schemas.read_tally(wrong, ASKED))} == {
            "total-differs"
        }

    def test_nothing_of_single_persons_is_kept(self) -> None:
        """T1: the counts are all there is."""
        assert {field.name for field in attrs.fields(PersonalCount)} == {
            "perspective",
            "responses",
            "questions",
        }
