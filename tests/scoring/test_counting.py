# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import after, banded, checklist, free, number, refused, single, town

from weltoffen import schemas
from weltoffen.model.ids import Reference
from weltoffen.model.response import Response
from weltoffen.scoring.counting import empty_tally, tally, tally_by
from weltoffen.scoring.counts import OfficialPart
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weltoffen.scoring.counts import QuestionCount
    from weltoffen.scoring.tally import Tally

HERE = town(
    single("q1"),
    checklist("q2", cap=3),
    banded("q3"),
    single("q4", depends_on=after("q1", "s3", "s4")),
    free("q5"),
    number("q6"),
)
FOUR = HERE.persons(
    "politics",
    q1="34u-",
    q2=[("x", "y"), ("z", "x"), (), None],
    q3=[10, 50, "not-applicable", Fraction("79.5")],
    q4="0u--",
    q5=["hello", None, None, None],
)


def rows(counted: Tally, perspective: str = "politics") -> dict[str, QuestionCount]:
    return {row.question: row for row in counted.by_perspective[perspective].questions}


def states(row: QuestionCount) -> tuple[int, int, int, int, int]:
    """Answered, unknown, not applicable, not asked, skipped."""
    return row.answered, row.unknown, row.not_applicable, row.not_asked, row.skipped


def levels(*persons: int) -> tuple[tuple[Fraction, int], ...]:
    """Give how many persons reached 0, 1, 2 and 3 points."""
    return tuple((Fraction(points), n) for points, n in enumerate(persons))


class TestCounts:
    """T1: how often each option was chosen, and how often each state of A1 occurred."""

    ROWS = rows(HERE.tally(*FOUR))

    def test_every_question_has_its_row_in_order(self) -> None:
        assert list(self.ROWS) == ["q1", "q2", "q3", "q4", "q5", "q6"]

    def test_a_single_choice(self) -> None:
        row = self.ROWS["q1"]
        assert row.options == (("s0", 0), ("s1", 0), ("s2", 0), ("s3", 1), ("s4", 1))
        assert row.points == ()
        assert states(row) == (2, 1, 0, 0, 1)

    def test_a_checklist_counts_ticks_and_capped_points(self) -> None:
        """Ticks x + y = 2; z + x = 3; nothing ticked is an answer with 0 points."""
        row = self.ROWS["q2"]
        assert row.options == (("x", 2), ("y", 1), ("z", 1))
        assert row.points == levels(1, 0, 1, 1)
        assert row.histogram == (1, 0, 1, 1)
        assert states(row) == (3, 0, 0, 0, 1)

    def test_points_are_capped_for_each_person(self) -> None:
        found = rows(HERE.tally(*HERE.persons("politics", q2=[("x", "y", "z"), ("x", "z")])))
        assert found["q2"].points == levels(0, 0, 0, 2)

    def test_numbers_of_persons_are_counted_by_their_bands(self) -> None:
        """50 is the lower bound of the band that it lies in; 79.5 is still below 80."""
        row = self.ROWS["q3"]
        assert row.options == (("low", 1), ("mid", 2), ("high", 0))
        assert states(row) == (3, 0, 1, 0, 0)

    def test_a_dependent_question_is_not_asked_unless_its_condition_is_met(self) -> None:
        """Asked after s3 and s4: the third person's unknown and the fourth's silence do not meet it."""
        row = self.ROWS["q4"]
        assert row.options == (("s0", 1), ("s1", 0), ("s2", 0), ("s3", 0), ("s4", 0))
        assert states(row) == (1, 1, 0, 2, 0)

    def test_of_texts_only_the_number_is_kept(self) -> None:
        row = self.ROWS["q5"]
        assert row.options == ()
        assert row.histogram == ()
        assert states(row) == (1, 0, 0, 0, 3)

    def test_numbers_without_bands_are_not_put_to_persons(self) -> None:
        assert states(self.ROWS["q6"]) == (0, 0, 0, 4, 0)

    def test_number_of_responses(self) -> None:
        assert HERE.tally(*FOUR).personal[0].responses == 4

    def test_it_names_assessment_and_questionnaire(self) -> None:
        counted = HERE.tally(*FOUR)
        assert counted.assessment == "town-2026"
        assert counted.questionnaire == Reference(id="asked", version="1")


class TestStates:
    """A1: unknown, not-applicable, skipped and not-asked are never mixed up."""

    def test_each_is_counted_apart(self) -> None:
        found = rows(HERE.tally(*HERE.persons("politics", q1="3uunnn----", q4="-" * 10)))
        assert states(found["q1"]) == (1, 2, 3, 0, 4)
        assert states(found["q4"]) == (0, 0, 0, 9, 1)

    def test_what_depends_on_a_question_that_was_not_asked_was_not_asked(self) -> None:
        chain = town(
            single("a1"),
            single("a2", depends_on=after("a1", "s4")),
            single("a3", depends_on=after("a2", "s0", "s1")),
        )
        found = rows(chain.tally(*chain.persons("politics", a1="4440u", a2="014--", a3="2----")))
        assert states(found["a2"]) == (3, 0, 0, 2, 0)
        assert states(found["a3"]) == (1, 0, 0, 3, 1)

    def test_a_condition_may_hang_on_a_tick_or_a_band(self) -> None:
        here = town(
            checklist("c"),
            banded("d"),
            single("e", depends_on=after("c", "x", "z")),
            single("f", depends_on=after("d", "high")),
        )
        persons = here.persons(
            "politics", c=[("x", "z"), ("y",), ()], d=[80, 79, None], e="1--", f="2--"
        )
        found = rows(here.tally(*persons))
        assert states(found["e"]) == (1, 0, 0, 2, 0)
        assert states(found["f"]) == (1, 0, 0, 2, 0)


class TestGroups:
    """T1, A2: counted for each perspective; official responses are kept exactly."""

    def test_perspectives_are_counted_apart_and_sorted(self) -> None:
        counted = HERE.tally(
            *HERE.persons("residents", q1="0"),
            *HERE.persons("economy", q1="12"),
            *HERE.persons("residents", q1="4"),
        )
        assert [(one.perspective, one.responses) for one in counted.personal] == [
            ("economy", 2),
            ("residents", 2),
        ]
        assert rows(counted, "residents")["q1"].histogram == (1, 0, 0, 0, 1)

    def test_official_answers_are_kept_exactly_in_order_of_the_questionnaire(self) -> None:
        counted = HERE.tally(
            HERE.official("economy", q6=Fraction("0.25"), q3=51, q2=["z", "x"], q1="unknown"),
            HERE.official("administration", q1="s3", q5="said so"),
        )
        assert counted.personal == ()
        assert counted.official == (
            OfficialPart(perspective="administration", answers=(("q1", "s3"), ("q5", "said so"))),
            OfficialPart(
                perspective="economy",
                answers=(
                    ("q1", "unknown"),
                    ("q2", ("x", "z")),
                    ("q3", 51),
                    ("q6", Fraction(1, 4)),
                ),
            ),
        )

    def test_parts_are_kept_apart_and_sorted(self) -> None:
        """A3: they are merged when scores are made, so that no conflict is lost."""
        counted = HERE.tally(
            HERE.official(part="youth", q1="s3"), HERE.official(part="culture", q1="s4")
        )
        assert [(one.part, one.answers) for one in counted.official] == [
            ("culture", (("q1", "s4"),)),
            ("youth", (("q1", "s3"),)),
        ]

    def test_a_perspective_may_answer_in_both_capacities(self) -> None:
        counted = HERE.tally(
            *HERE.persons("administration", q1="0"), HERE.official("administration", q1="s4")
        )
        assert rows(counted, "administration")["q1"].histogram == (1, 0, 0, 0, 0)
        assert counted.official[0].answers == (("q1", "s4"),)


class TestStreams:
    """T2: responses are read once, in any order; what does not belong here is refused."""

    def test_an_iterator_will_do(self) -> None:
        def stream() -> Iterator[Response]:
            yield from FOUR

        assert tally(stream(), HERE.questionnaire) == HERE.tally(*reversed(FOUR))

    def test_no_responses_give_the_empty_tally(self) -> None:
        assert HERE.tally() == empty_tally(HERE.questionnaire)

    def test_many_different_answers(self) -> None:
        """More distinct texts than are kept at once are still counted one by one."""
        here = town(free("t"), banded("d"))
        persons = here.persons("politics", t=[f"text {i}" for i in range(4_500)], d=[50] * 4_500)
        found = rows(here.tally(*persons))
        assert states(found["t"]) == (4_500, 0, 0, 0, 0)
        assert found["d"].histogram == (0, 4_500, 0)

    def test_another_assessment(self) -> None:
        other = attrs.evolve(FOUR[0], assessment="town-2027")
        assert refused(lambda: HERE.tally(*FOUR, other)) == [
            ("tally-other-assessment", "/assessment")
        ]

    def test_another_questionnaire(self) -> None:
        other = attrs.evolve(FOUR[0], questionnaire=Reference(id="asked", version="2"))
        assert refused(lambda: HERE.tally(other)) == [
            ("tally-other-questionnaire", "/questionnaire")
        ]

    def test_answers_that_were_never_checked_are_checked_now(self) -> None:
        answers: dict[str, str | int] = {"q1": "s7", "q4": "s0", "q6": 3, "q9": "s1"}
        unchecked = Response(
            questionnaire=HERE.questionnaire.reference,
            assessment="town-2026",
            perspective="politics",
            capacity="personal",
            answers=answers,
        )
        assert refused(lambda: HERE.tally(unchecked)) == [
            ("answer-unknown-option", "/answers/q1"),
            ("answer-unknown-question", "/answers/q9"),
            ("answer-officially-only", "/answers/q6"),
        ]
        right = attrs.evolve(unchecked, answers={"q1": "s3", "q4": "s0"})
        assert HERE.tally(right) == HERE.tally(*HERE.persons("politics", q1="3", q4="0"))

    def test_a_second_official_response(self) -> None:
        one = HERE.official(q1="s3")
        part = HERE.official(part="youth", q1="s3")
        assert refused(lambda: HERE.tally(one, one)) == [
            ("second-official", "/official/1/perspective")
        ]
        assert refused(lambda: HERE.tally(part, one)) == [("second-official", "/official/1/part")]
        assert refused(lambda: HERE.tally(part, part)) == [
            ("second-official", "/official/1/perspective")
        ]


def of_towns(*towns: int) -> list[Response]:
    """Give a response for each number, of the town with that number; what they say goes on and on."""
    return [
        attrs.evolve(FOUR[at % len(FOUR)], assessment=f"town-{name}")
        for at, name in enumerate(towns)
    ]


def assessment_of(response: Response) -> str:
    return response.assessment


class TestManyTowns:
    """T1, T2: the responses of many towns are counted in one go, each town for itself."""

    @settings(max_examples=30)
    @given(cases(), st.data())
    def test_each_is_the_tally_of_its_part(self, case: Case, data: st.DataObject) -> None:
        asked = case.extended.questionnaire
        names = st.sampled_from(["alpha", "beta", "gamma"])
        towns = {at: data.draw(names) for at in range(len(case.responses))}
        responses = [
            attrs.evolve(one, assessment=towns[at]) for at, one in enumerate(case.responses)
        ]
        first_seen = list(dict.fromkeys(towns.values()))
        expected = {
            name: tally([one for one in responses if one.assessment == name], asked)
            for name in first_seen
        }
        found = list(tally_by(responses, assessment_of, asked))
        assert [name for name, _ in found] == first_seen
        together = [one for name in first_seen for one in responses if one.assessment == name]
        assert found == list(tally_by(iter(together), assessment_of, asked, grouped=True))
        assert dict(found) == expected
        for name, one in found:
            assert schemas.write(one) == schemas.write(expected[name])

    def test_the_key_may_be_anything(self) -> None:
        found = dict(tally_by(FOUR, lambda one: len(one.answers) > 3, HERE.questionnaire))
        assert sum(found.values(), empty_tally(HERE.questionnaire)) == HERE.tally(*FOUR)
        assert set(found) == {True, False}

    def test_no_responses_no_towns(self) -> None:
        for grouped in (False, True):
            assert list(tally_by([], assessment_of, HERE.questionnaire, grouped=grouped)) == []

    def test_grouped_towns_come_as_soon_as_the_key_changes(self) -> None:
        read = []

        def stream() -> Iterator[Response]:
            for one in of_towns(1, 1, 2, 2, 3):
                read.append(one.assessment)
                yield one

        towns = tally_by(stream(), assessment_of, HERE.questionnaire, grouped=True)
        assert read == []
        name, counted = next(towns)
        assert (name, counted.personal[0].responses) == ("town-1", 2)
        assert read == ["town-1", "town-1", "town-2"]
        assert [name for name, _ in towns] == ["town-2", "town-3"]

    def test_otherwise_when_all_is_read(self) -> None:
        stream = iter(of_towns(2, 1, 2))
        towns = tally_by(stream, assessment_of, HERE.questionnaire)
        name, counted = next(towns)
        assert (name, counted.personal[0].responses) == ("town-2", 2)
        assert list(stream) == []

    def test_grouped_towns_do_not_come_again(self) -> None:
        towns = tally_by(of_towns(1, 2, 1), assessment_of, HERE.questionnaire, grouped=True)
        assert [name for name, _ in (next(towns), next(towns))] == ["town-1", "town-2"]
        assert refused(lambda: next(towns)) == [("key-comes-again", "")]

    @pytest.mark.parametrize("grouped", [False, True])
    def test_what_does_not_belong_here_is_refused(self, grouped: bool) -> None:  # noqa: FBT001 - both ways
        def counted(*responses: Response) -> object:
            return list(tally_by(responses, lambda _: "all", HERE.questionnaire, grouped=grouped))

        assert refused(lambda: counted(*of_towns(1, 2))) == [
            ("tally-other-assessment", "/assessment")
        ]
        one = HERE.official(q1="s3")
        assert refused(lambda: counted(one, one)) == [
            ("second-official", "/official/1/perspective")
        ]

    def test_a_large_town_among_many(self) -> None:
        """More responses than two bytes can count."""
        here = town(single("q"), checklist("c"))
        one = here.persons("politics", q="3", c=[("x", "z")])[0]
        (_, counted), *_ = tally_by([one] * 70_000, assessment_of, here.questionnaire)
        q, c = counted.personal[0].questions
        assert q.options == (("s0", 0), ("s1", 0), ("s2", 0), ("s3", 70_000), ("s4", 0))
        assert c.options == (("x", 70_000), ("y", 0), ("z", 70_000))
        assert c.histogram == (0, 0, 0, 70_000, 0)
