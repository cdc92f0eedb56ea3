# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import T, after, banded, checklist, free, number, refused, single, town

from weltoffen import schemas
from weltoffen.errors import MAX_PROBLEMS, InvalidDocument
from weltoffen.model.answers import not_asked
from weltoffen.model.forms import Band, Checklist, NumberEntry
from weltoffen.model.questionnaire import Question
from weltoffen.model.scale import Option
from weltoffen.scoring.counting import empty_tally, tally
from weltoffen.scoring.tally import Tally
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.model.answers import Answer
    from weltoffen.model.questionnaire import Questionnaire
    from weltoffen.model.response import Response

HERE = town(
    single("q1"),
    checklist("q2", cap=3),
    banded("q3"),
    single("q4", depends_on=after("q1", "s3", "s4")),
    free("q5"),
    number("q6"),
)
ASKED = HERE.questionnaire
Row = tuple[Any, ...]


def made(*rows: Any, **more: Any) -> Tally:  # noqa: ANN401 - also what is no row
    return Tally.from_counts(rows, ASKED, **{"assessment": "town-2026", **more})


def said(question: str, option: object, n: object = 1, perspective: object = "politics") -> Row:
    """Give a row of personal responses."""
    return perspective, "personal", question, option, n


def stated(question: str, option: object, n: object = 1, perspective: str = "economy") -> Row:
    """Give a row of an official response."""
    return perspective, "official", question, option, n


def states(counted: Tally, question: str) -> tuple[int, int, int, int, int]:
    """Answered, unknown, not applicable, not asked, skipped."""
    row = {one.question: one for one in counted.personal[0].questions}[question]
    return row.answered, row.unknown, row.not_applicable, row.not_asked, row.skipped


# --- What an engine would count ----------------------------------------------------------------------


def entries(response: Response, asked: Questionnaire, *, words: bool) -> Iterator[Row]:
    """Give a line for each question of one response, as a join of all questions would."""
    given_answers = dict(response.answers)
    personal = response.capacity == "personal"
    closed = not_asked(asked, given_answers, personal=personal)
    for question in asked.questions:
        answer: Answer | None = given_answers.get(question.id)
        if answer is None and words:
            answer = "not-asked" if question.id in closed else "skipped"
        yield response.perspective, response.capacity, question.id, answer


def grouped(responses: Sequence[Response], asked: Questionnaire, *, words: bool) -> list[Row]:
    """Count equal lines."""
    lines = (line for one in responses for line in entries(one, asked, words=words))
    return [(*line, n) for line, n in Counter(lines).items()]


def unlike(option: object, draw: st.DataObject) -> object:
    """Give an answer as one of the types in which engines have it."""
    if isinstance(option, tuple):
        forms: list[object] = [option, list(option), list(reversed(option)), " ".join(option)]
        return draw.draw(st.sampled_from(forms))
    if isinstance(option, int):
        return draw.draw(
            st.sampled_from([option, str(option), Fraction(option), Decimal(option), float(option)])
        )
    if isinstance(option, Fraction):
        return draw.draw(st.sampled_from([option, str(option), float(option)]))
    if option is None:
        return draw.draw(st.sampled_from([None, float("nan")]))
    return option


def check_equal(case: Case, draw: st.DataObject) -> None:
    asked = case.extended.questionnaire
    # Parts of an official response are no rows: there a whole one is counted.
    responses = [one for one in case.responses if one.part is None]
    expected = tally(responses, asked)
    rows = grouped(responses, asked, words=draw.draw(st.booleans()))
    rows = [(*row[:3], unlike(row[3], draw), row[4]) for row in rows]
    rows = draw.draw(st.permutations(rows)) if len(rows) < 200 else rows
    found = Tally.from_counts(rows, asked, assessment=case.assessment.id)
    assert found == expected
    assert schemas.write(found) == schemas.write(expected)

    # With the number of responses, those without an entry need no row; and rows may come again.
    numbers = Counter(one.perspective for one in responses if one.capacity == "personal")
    answered = [row for row in grouped(responses, asked, words=False) if row[3] is not None]
    once = [(*row[:4], 1) for row in answered for _ in range(row[4])]
    silent = [(*row[:3], None, 1) for row in rows if row[1] == "official" and row[3] is None]
    told = Tally.from_counts(
        [*once, *silent], asked, assessment=case.assessment.id, responses=numbers
    )
    official = {one.perspective for one in told.official}
    assert told.personal == expected.personal
    assert told.official == tuple(o for o in expected.official if o.perspective in official)


class TestEqual:
    """T1, T2: rows that were counted elsewhere give the byte-identical tally of the same responses."""

    @settings(max_examples=40)
    @given(cases(), st.data())
    def test_as_the_tally_of_the_responses(self, case: Case, data: st.DataObject) -> None:
        check_equal(case, data)

    @pytest.mark.thorough
    @settings(max_examples=2_000)
    @given(cases(max_nodes=8, max_questions=10), st.data())
    def test_many_of_them(self, case: Case, data: st.DataObject) -> None:
        check_equal(case, data)

    def test_of_no_rows_it_is_the_empty_one(self) -> None:
        assert made() == empty_tally(ASKED)
        assert made(responses={"politics": 0}) == empty_tally(ASKED)
        assert made(said("q1", "s0", 0)) == empty_tally(ASKED)

    def test_persons_who_said_nothing_count_if_their_number_is_given(self) -> None:
        nothing = HERE.persons("politics", q1="---")
        assert made(responses={"politics": 3}) == HERE.tally(*nothing)
        assert made(said("q1", None, 3)) == HERE.tally(*nothing)

    def test_an_official_response_without_answers_is_one(self) -> None:
        assert made(stated("q1", None)) == HERE.tally(HERE.official("economy"))


class TestAnswers:
    """T1, A1: what an engine gives for an answer is read strictly, and in one way only."""

    @pytest.mark.parametrize(
        "ticked", [("z", "x"), ["x", "z"], "x z", "z x", {"x", "z"}, iter(["x", "z"])]
    )
    def test_a_checklist_is_a_list_or_a_text_with_blanks(self, ticked: object) -> None:
        expected = HERE.tally(*HERE.persons("politics", q2=[("x", "z")]))
        assert made(said("q2", ticked)) == expected

    @pytest.mark.parametrize("nothing", [(), [], ""])
    def test_nothing_ticked_is_an_answer(self, nothing: object) -> None:
        assert states(made(said("q2", nothing)), "q2") == (1, 0, 0, 0, 0)

    @pytest.mark.parametrize(
        "value",
        [Fraction("79.9"), Decimal("79.9"), 79.9, "79.9", "79.90", "mid"],
    )
    def test_a_number_is_counted_in_its_band(self, value: object) -> None:
        found = made(said("q3", value))
        assert found == HERE.tally(*HERE.persons("politics", q3=[Fraction("79.9")]))

    def test_a_float_stands_for_its_shortest_decimal_text(self) -> None:
        assert made(stated("q6", 0.1)).official[0].answers == (("q6", Fraction(1, 10)),)
        assert made(stated("q6", 3.0)).official[0].answers == (("q6", 3),)

    def test_official_numbers_are_kept_exactly_and_have_no_band(self) -> None:
        assert made(stated("q6", "0.25")) == HERE.tally(HERE.official("economy", q6=0.25))
        assert refused(lambda: made(stated("q3", "mid"))) == [
            ("answer-wrong-kind", "/rows/0/option")
        ]

    def test_a_text_that_is_a_number_is_no_band(self) -> None:
        """A band may be called 60 and not hold this number."""
        bands = [Band(id="0", lower=0, points=0), Band(id="60", lower=80, points=1)]
        form = NumberEntry(minimum=0, maximum=100, bands=bands)
        here = town(Question(id="q", node="a", title=T, form=form))
        found = Tally.from_counts([said("q", "60")], here.questionnaire, assessment="a")
        assert found.personal[0].questions[0].options == (("0", 1), ("60", 0))

    def test_of_texts_only_the_number_is_kept(self) -> None:
        found = made(
            said("q5", "1", 3), said("q5", "", 1), said("q5", "x" * 9_000), said("q5", None)
        )
        assert states(found, "q5") == (5, 0, 0, 0, 1)

    def test_of_official_texts_everything_is_kept(self) -> None:
        assert made(stated("q5", "so")) == HERE.tally(HERE.official("economy", q5="so"))
        assert refused(lambda: made(stated("q5", "x" * 5_001))) == [
            ("answer-too-long", "/rows/0/option")
        ]

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            (said("q1", "s9"), "answer-unknown-option"),
            (said("q1", 3), "answer-wrong-kind"),
            (said("q1", ["s1"]), "answer-wrong-kind"),
            (said("q2", ["x", "x"]), "answer-repeated-option"),
            (said("q2", b"x"), "answer-wrong-kind"),
            (said("q2", {"x": 1}), "answer-wrong-kind"),
            (said("q2", 2), "answer-wrong-kind"),
            (said("q3", 101), "answer-outside-range"),
            (said("q3", -0.5), "answer-outside-range"),
            (said("q3", "many"), "answer-wrong-kind"),
            (said("q3", "1e1"), "answer-wrong-kind"),
            (said("q3", float("inf")), "answer-wrong-kind"),
            (said("q3", True), "answer-wrong-kind"),  # noqa: FBT003 - an answer
            (said("q5", 1), "answer-wrong-kind"),
            (said("q6", 5), "answer-officially-only"),
            (said("q6", "unknown"), "answer-officially-only"),
        ],
    )
    def test_what_is_no_answer_is_refused_at_its_row(self, row: Row, code: str) -> None:
        assert refused(lambda: made(said("q1", None), row)) == [(code, "/rows/1/option")]

    @pytest.mark.parametrize(
        ("ticked", "places"),
        [("x w", [1]), ("x  y", [1]), (" ", [0, 1]), (["w", "x", "v"], [0, 2]), ("x,y", [0])],
    )
    def test_each_wrong_option_of_a_checklist_is_told(
        self, ticked: object, places: list[int]
    ) -> None:
        found = [one for one in refused(lambda: made(said("q2", ticked))) if "option" in one[0]]
        assert found[: len(places)] == [
            ("answer-unknown-option", f"/rows/0/option/{place}") for place in places
        ]

    def test_no_problem_repeats_an_answer(self) -> None:
        with pytest.raises(InvalidDocument) as caught:
            made(said("q1", "secret"), said("q2", ["secret"]), said("q3", "secret"))
        assert "secret" not in str(caught.value)


class TestNoEntry:
    """A1: which kind of no entry it was follows from what was answered, as in the tally."""

    def test_it_is_computed(self) -> None:
        found = made(
            said("q1", "s3", 2), said("q1", "s0", 3), said("q4", "s1"), said("q4", None, 4)
        )
        assert states(found, "q4") == (1, 0, 0, 3, 1)
        assert states(found, "q6") == (0, 0, 0, 5, 0)

    def test_words_that_say_the_same_are_accepted(self) -> None:
        rows = [said("q1", "s3", 2), said("q1", "s0", 3), said("q4", "s1")]
        found = made(*rows, said("q4", "not-asked", 3), said("q4", "skipped"))
        assert found == made(*rows, said("q4", None, 4))
        assert found == made(*rows, said("q4", "not-asked", 1), said("q4", None, 3))

    @pytest.mark.parametrize(("closed", "skipped"), [(4, 0), (2, 2)])
    def test_words_that_say_otherwise_are_refused(self, closed: int, skipped: int) -> None:
        rows = [said("q1", "s3", 2), said("q1", "s0", 3), said("q4", "s1")]
        told = [said("q4", "not-asked", closed), said("q4", "skipped", skipped)]
        assert refused(lambda: made(*rows, *told)) == [("total-differs", "/rows/2/option")]

    def test_the_words_of_an_official_response_are_checked_too(self) -> None:
        right = [stated("q1", "s0"), stated("q2", "skipped"), stated("q4", "not-asked")]
        assert made(*right) == HERE.tally(HERE.official("economy", q1="s0"))
        wrong = [stated("q1", "s0"), stated("q2", "not-asked"), stated("q4", "skipped")]
        assert refused(lambda: made(*wrong)) == [
            ("total-differs", "/rows/1/option"),
            ("total-differs", "/rows/2/option"),
        ]

    def test_an_option_may_have_such_a_name(self) -> None:
        form = Checklist(options=[Option(id="skipped", title=T, points=1)])
        here = town(Question(id="c", node="a", title=T, form=form))
        found = Tally.from_counts([said("c", "skipped")], here.questionnaire, assessment="a")
        assert states(found, "c") == (1, 0, 0, 0, 0)


class TestWhatCouldNotBeWritten:
    """A tally is a document: what no document can hold is refused here, not when it is written."""

    @pytest.mark.parametrize("third", [Fraction(1, 3), "1/3"])
    def test_a_number_without_a_decimal(self, third: object) -> None:
        assert refused(lambda: made(stated("q6", third))) == [
            ("answer-wrong-kind", "/rows/0/option")
        ]
        assert made(stated("q6", "0.25")) == made(stated("q6", Fraction(1, 4)))

    def test_more_responses_than_a_document_counts(self) -> None:
        most = 2**53 - 1
        made(said("q1", "s0", most))
        found = refused(lambda: made(said("q1", "s0", most), said("q1", "s1", 1)))
        assert found == [("outside-range", "/personal/0/responses")]


class TestWrongArguments:
    """What is no argument at all is named, and no other error leaves."""

    @pytest.mark.parametrize("options", [{"responses": [1]}, {"responses": 5}])
    def test_numbers_that_are_no_mapping(self, options: dict[str, Any]) -> None:
        with pytest.raises(TypeError, match=r"^Tally.from_counts: responses is to be "):
            made(said("q1", "s0"), **options)

    def test_a_questionnaire_that_is_none(self) -> None:
        nothing: Any = None
        with pytest.raises(TypeError, match=r"^Tally.from_counts: questionnaire is to be "):
            Tally.from_counts([], nothing, assessment="town-2026")

    def test_an_array_without_dimensions(self) -> None:
        class Array:
            def __iter__(self) -> Iterator[object]:
                msg = "iteration over a 0-d array"
                raise TypeError(msg)

        assert refused(lambda: made(said("q2", Array()))) == [
            ("answer-wrong-kind", "/rows/0/option")
        ]

    def test_words_of_other_packages(self) -> None:
        class Word(str):
            __slots__ = ()

        rows = [said("q1", "s0", perspective=Word("politics"))]
        assert made(*rows, responses={Word("politics"): 1}) == made(said("q1", "s0"))


class TestRows:
    """T1: rows are five values, strictly typed; every wrong one is told."""

    @pytest.mark.parametrize(
        "row",
        [
            ("politics", "personal", "q1", "s0"),
            (*said("q1", "s0"), 1),
            (),
            None,
            7,
            "abcde",
            dict(zip("abcde", said("q1", "s0"), strict=True)),
        ],
    )
    def test_a_row_has_five_values(self, row: object) -> None:
        assert refused(lambda: made(said("q1", "s0"), row)) == [("row-columns", "/rows/1")]

    @pytest.mark.parametrize("n", [True, False, 1.0, "1", None, Decimal(1)])
    def test_n_is_a_whole_number(self, n: object) -> None:
        assert refused(lambda: made(said("q1", "s0", n))) == [("wrong-type", "/rows/0/n")]

    @pytest.mark.parametrize("n", [-1, 2**53])
    def test_n_is_not_negative_and_can_be_written(self, n: int) -> None:
        assert refused(lambda: made(said("q1", "s0", n))) == [("outside-range", "/rows/0/n")]

    def test_whatever_is_an_index_counts(self) -> None:
        class Whole:
            def __index__(self) -> int:
                return 2

        numbers: Any = {"politics": Whole()}
        rows = [said("q1", "s0", Whole()), said("q3", Whole(), 2)]
        expected = HERE.tally(*HERE.persons("politics", q1="00", q3=[2, 2]))
        assert made(*rows) == made(*rows, responses=numbers) == expected

    @pytest.mark.parametrize("capacity", ["private", "", None, ["personal"]])
    def test_the_capacity_is_one_of_two(self, capacity: object) -> None:
        row = ("politics", capacity, "q1", "s0", 1)
        assert refused(lambda: made(row, row)) == [
            ("unknown-capacity", "/rows/0/capacity"),
            ("unknown-capacity", "/rows/1/capacity"),
        ]

    @pytest.mark.parametrize("perspective", ["Politics", "", None, 3, ["politics"], "x" * 65])
    def test_the_perspective_is_an_id(self, perspective: object) -> None:
        assert refused(lambda: made(said("q1", "s0", perspective=perspective))) == [
            ("bad-id", "/rows/0/perspective")
        ]

    def test_everything_is_told_at_once(self) -> None:
        rows = [("Politics", "x", "q9", "s0", -1), said("q1", "s9", "2"), said("q1", "s0")]
        wrong: Any = {"Politics": 1, "politics": 1.5, "economy": -1}
        assert refused(lambda: made(*rows, assessment="A", responses=wrong)) == [
            ("bad-id", "/assessment"),
            ("bad-id", "/rows/0/perspective"),
            ("unknown-capacity", "/rows/0/capacity"),
            ("outside-range", "/rows/0/n"),
            ("answer-unknown-question", "/rows/0/question"),
            ("wrong-type", "/rows/1/n"),
            ("answer-unknown-option", "/rows/1/option"),
            ("bad-id", "/responses/Politics"),
            ("wrong-type", "/responses/politics"),
            ("outside-range", "/responses/economy"),
        ]

    @pytest.mark.parametrize("question", [None, 3, ["q1"], "q9"])
    def test_the_question_is_one_of_the_questionnaire(self, question: Any) -> None:  # noqa: ANN401 - wrong
        assert refused(lambda: made(said(question, "s0"))) == [
            ("answer-unknown-question", "/rows/0/question")
        ]

    def test_problems_are_bounded(self) -> None:
        with pytest.raises(InvalidDocument) as caught:
            made(*[said("q1", "s9")] * (MAX_PROBLEMS + 7))
        assert len(caught.value.problems) == MAX_PROBLEMS
        assert caught.value.more == 7


class TestTogether:
    """T1, A1: what rows say together is checked, once each of them is right."""

    def test_questions_count_the_same_responses(self) -> None:
        rows = [said("q1", "s0", 3), said("q2", "x", 2), said("q3", 5, 4)]
        assert refused(lambda: made(*rows)) == [
            ("rows-differ", "/rows/0/n"),
            ("rows-differ", "/rows/1/n"),
        ]

    def test_questions_without_rows_had_no_entry(self) -> None:
        assert states(made(said("q1", "s0", 3)), "q2") == (0, 0, 0, 0, 3)

    def test_with_the_number_of_responses_the_rest_had_no_entry(self) -> None:
        rows = [said("q1", "s0", 3), said("q2", "x", 2)]
        found = made(*rows, responses={"politics": 4})
        assert states(found, "q1") == (3, 0, 0, 0, 1)
        assert states(found, "q2") == (2, 0, 0, 0, 2)
        assert refused(lambda: made(*rows, responses={"politics": 2})) == [
            ("rows-differ", "/rows/0/n")
        ]
        assert refused(lambda: made(*rows, responses={"economy": 3})) == [
            ("rows-differ", "/rows/0/n"),
            ("rows-differ", "/rows/1/n"),
        ]

    def test_not_more_answer_than_were_asked(self) -> None:
        rows = [said("q1", "s3", 1), said("q1", "s0", 2)]
        fits = made(*rows, said("q4", "s0", 1), said("q4", None, 2))
        assert states(fits, "q4") == (1, 0, 0, 2, 0)
        wrong = [*rows, said("q4", None), said("q4", "s0"), said("q4", "unknown")]
        assert refused(lambda: made(*wrong)) == [("answer-not-asked", "/rows/2/question")]

    def test_each_perspective_is_told(self) -> None:
        rows = [
            said("q1", "s0", 1, perspective="residents"),
            said("q4", "s0", 1, perspective="residents"),
            said("q4", "s0", 1),
        ]
        assert refused(lambda: made(*rows)) == [
            ("answer-not-asked", "/rows/2/question"),
            ("answer-not-asked", "/rows/1/question"),
        ]

    def test_a_refused_row_says_nothing_about_the_rest(self) -> None:
        rows = [said("q1", "s9"), said("q4", "s0", 1)]
        assert refused(lambda: made(*rows)) == [("answer-unknown-option", "/rows/0/option")]

    def test_an_official_response_stands_once(self) -> None:
        assert refused(lambda: made(stated("q1", "s0", 2))) == [("second-official", "/rows/0/n")]
        assert refused(lambda: made(stated("q1", "s0"), stated("q1", None))) == [
            ("second-official", "/rows/1/n")
        ]
        both = made(stated("q1", "s0"), stated("q1", "s1", 0), stated("q1", "s1", 1, "politics"))
        assert [one.perspective for one in both.official] == ["economy", "politics"]

    def test_an_official_response_answers_only_what_is_asked(self) -> None:
        rows = [stated("q4", "s0"), stated("q1", "s0")]
        assert refused(lambda: made(*rows)) == [("answer-not-asked", "/rows/0/question")]
        assert refused(lambda: made(stated("q4", "s0"))) == [
            ("answer-not-asked", "/rows/0/question")
        ]
