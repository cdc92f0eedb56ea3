# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.errors import InvalidDocument
from weltoffen.model.answers import checked_answers, chosen, not_asked
from weltoffen.model.forms import AnswerForm, Band, Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.ids import Reference
from weltoffen.model.questionnaire import Dependency, Question, Questionnaire
from weltoffen.model.scale import Option, Scale
from weltoffen.testing import answers, questionnaires

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from weltoffen.model.answers import Answer

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

T = {"de": "x"}


def option(one: str, points: int) -> Option:
    return Option(id=one, title=T, points=points)


def question(one: str, form: AnswerForm, after: tuple[str, ...] = ()) -> Question:
    depends_on = Dependency(question=after[0], options=after[1:]) if after else None
    return Question(id=one, node="leaf", title=T, form=form, depends_on=depends_on)


STEPS = SingleChoice(scale="steps")
LIST = Checklist(options=[option("b-money", 2), option("a-plan", 1)])
BANDED = NumberEntry(
    minimum="0.5",
    maximum=10,
    bands=[Band(id="low", lower="0.5", points=0), Band(id="high", lower=5, points=1)],
)
ASKED = Questionnaire(
    id="check",
    version="1",
    target_model=Reference(id="town", version="1"),
    title=T,
    source_language="de",
    scales=[Scale(id="steps", options=[option("none", 0), option("some", 1), option("all", 2)])],
    questions=[
        question("plan", STEPS),
        question("list", LIST),
        question("banded", BANDED, ("plan", "some", "all")),
        question("words", FreeText(max_length=5), ("banded", "high")),
        question("share", NumberEntry(minimum=0, maximum=100), ("list", "a-plan")),
        question("third", NumberEntry(minimum=0, maximum="1/3")),
    ],
)


def check(
    given_answers: Mapping[str, Any], *, personal: bool = False, partial: bool = False
) -> dict[str, Answer]:
    return dict(checked_answers(ASKED, given_answers, personal=personal, partial=partial))


def asked_about(given_answers: Mapping[str, Any], *, personal: bool = False) -> frozenset[str]:
    checked = check(given_answers, personal=personal)
    return not_asked(ASKED, checked, personal=personal)


class TestStates:
    """A1: unknown, not applicable, skipped and not asked are never mixed up."""

    @pytest.mark.parametrize("state", ["unknown", "not-applicable"])
    def test_any_kind_of_question_takes_the_reserved_answers(self, state: str) -> None:
        first = {"plan": state, "list": state, "third": state}
        assert check(first) == first
        deeper = {"plan": "all", "banded": state, "list": ["a-plan"], "share": state}
        assert check(deeper) == {**deeper, "list": ("a-plan",)}
        words = {"plan": "all", "banded": 7, "words": state}
        assert check(words) == words

    def test_a_skipped_question_has_no_entry(self) -> None:
        assert check({}) == {}
        assert asked_about({}) == {"banded", "words", "share"}

    def test_an_empty_checklist_is_an_answer(self) -> None:
        assert check({"list": []}) == {"list": ()}

    def test_a_question_is_asked_after_one_of_the_options(self) -> None:
        assert asked_about({"plan": "some"}) == {"words", "share"}
        assert asked_about({"plan": "none"}) == {"banded", "words", "share"}

    def test_a_number_counts_by_its_band(self) -> None:
        assert "words" in asked_about({"plan": "all", "banded": Fraction("4.99")})
        assert "words" not in asked_about({"plan": "all", "banded": 5})

    def test_one_checked_option_suffices(self) -> None:
        assert "share" not in asked_about({"list": ["b-money", "a-plan"]})
        assert "share" in asked_about({"list": ["b-money"]})

    @pytest.mark.parametrize("state", ["unknown", "not-applicable"])
    def test_no_answer_to_the_condition_means_not_asked(self, state: str) -> None:
        assert "banded" in asked_about({"plan": state})
        assert "words" in asked_about({"plan": "all", "banded": state})

    def test_below_a_question_not_asked_nothing_is_asked(self) -> None:
        answered: dict[str, Answer] = {"plan": "none", "banded": 7}
        assert not_asked(ASKED, answered, personal=False) == {"banded", "words", "share"}

    def test_numbers_without_bands_are_not_put_to_persons(self) -> None:
        """T1: numbers of personal responses are counted by their bands."""
        everything = {"plan": "all", "banded": 7, "list": ["a-plan"]}
        assert asked_about(everything, personal=True) == {"share", "third"}
        assert asked_about(everything) == frozenset()

    def test_a_text_that_looks_like_a_band_chooses_nothing(self) -> None:
        assert chosen(ASKED.by_id["words"], "high") == set()
        assert chosen(ASKED.by_id["third"], 0) == set()
        assert chosen(ASKED.by_id["plan"], None) == set()


class TestForms:
    """M4: exact types; an answer has one checked form."""

    def test_checked_options_are_sorted(self) -> None:
        assert check({"list": ["b-money", "a-plan"]}) == check({"list": ("a-plan", "b-money")})
        assert check({"list": ["b-money", "a-plan"]})["list"] == ("a-plan", "b-money")

    @pytest.mark.parametrize(
        ("given_number", "kept"),
        [
            (1, 1),
            (1.0, 1),
            (Decimal("1.0"), 1),
            (Fraction(2, 2), 1),
            (0.5, Fraction(1, 2)),
            (Decimal("4.99"), Fraction(499, 100)),
            (4.99, Fraction(499, 100)),
            (10, 10),
        ],
    )
    def test_whole_numbers_become_ints_and_others_exact(
        self, given_number: object, kept: int | Fraction
    ) -> None:
        found = check({"plan": "all", "banded": given_number})["banded"]
        assert found == kept
        assert type(found) is type(kept)

    def test_a_float_of_another_library_is_read_by_its_value(self) -> None:
        class Loud(float):
            __slots__ = ()

            def __repr__(self) -> str:
                return f"Loud({float(self)})"

        assert check({"third": Loud(0.25)}) == {"third": Fraction(1, 4)}

    def test_answers_keep_the_given_order(self) -> None:
        assert list(check({"list": [], "plan": "all"})) == ["list", "plan"]

    @pytest.mark.parametrize("wrong", [True, 5, 4.99, None, ["none"], b"none", {"a": 1}])
    def test_an_option_is_a_text(self, refused: Refused, wrong: object) -> None:
        assert refused(lambda: check({"plan": wrong})) == [("answer-wrong-kind", "/answers/plan")]

    @pytest.mark.parametrize("wrong", ["a-plan", True, 5, [1], ["a-plan", None], {"a-plan": 1}])
    def test_a_checklist_takes_a_list_of_texts(self, refused: Refused, wrong: object) -> None:
        assert refused(lambda: check({"list": wrong})) == [("answer-wrong-kind", "/answers/list")]

    @pytest.mark.parametrize(
        "wrong",
        [
            True,
            False,
            "5",
            "false",
            [5],
            None,
            float("nan"),
            float("inf"),
            Decimal("NaN"),
            Decimal("1E+1000"),
            Decimal("1E-1000"),
            complex(1),
        ],
    )
    def test_a_number_is_a_finite_number(self, refused: Refused, wrong: object) -> None:
        assert refused(lambda: check({"third": wrong})) == [("answer-wrong-kind", "/answers/third")]

    @pytest.mark.parametrize("wrong", [5, True, None, ["a"], b"a"])
    def test_a_text_is_a_text(self, refused: Refused, wrong: object) -> None:
        made = lambda: check({"plan": "all", "banded": 7, "words": wrong})  # noqa: E731 - short
        assert refused(made) == [("answer-wrong-kind", "/answers/words")]


class TestRefusals:
    """The second tier, response against questionnaire; own codes, all problems at once."""

    def test_a_question_the_questionnaire_lacks(self, refused: Refused) -> None:
        wrong: Any = {"Plan": "all", "a/b~": 1, 7: "x"}
        assert refused(lambda: check(wrong)) == [
            ("answer-unknown-question", "/answers/Plan"),
            ("answer-unknown-question", "/answers/a~1b~0"),
            ("answer-unknown-question", "/answers/int"),
        ]

    def test_an_option_the_scale_lacks(self, refused: Refused) -> None:
        assert refused(lambda: check({"plan": "ALL"})) == [
            ("answer-unknown-option", "/answers/plan")
        ]

    def test_options_the_checklist_lacks_are_named_by_their_place(self, refused: Refused) -> None:
        assert refused(lambda: check({"list": ["x", "a-plan", "unknown"]})) == [
            ("answer-unknown-option", "/answers/list/0"),
            ("answer-unknown-option", "/answers/list/2"),
        ]

    def test_an_option_checked_twice(self, refused: Refused) -> None:
        assert refused(lambda: check({"list": ["a-plan", "a-plan"]})) == [
            ("answer-repeated-option", "/answers/list")
        ]

    @pytest.mark.parametrize("number", [0, Fraction("0.49"), 10.01, -1, 10**400])
    def test_a_number_outside_its_range(self, refused: Refused, number: object) -> None:
        assert refused(lambda: check({"plan": "all", "banded": number})) == [
            ("answer-outside-range", "/answers/banded")
        ]

    def test_the_range_is_told_as_decimals_where_it_can_be(self) -> None:
        with pytest.raises(InvalidDocument) as caught:
            check({"plan": "all", "banded": 0, "third": 1})
        told = [dict(problem.parameters) for problem in caught.value.problems]
        assert told == [{"minimum": "0.5", "maximum": "10"}, {"minimum": "0", "maximum": "1/3"}]

    def test_a_text_has_at_most_its_length_in_code_points(self, refused: Refused) -> None:
        before = {"plan": "all", "banded": 7}
        assert check({**before, "words": "😀" * 5})
        assert refused(lambda: check({**before, "words": "abcdef"})) == [
            ("answer-too-long", "/answers/words")
        ]

    def test_a_lone_surrogate(self, refused: Refused) -> None:
        assert refused(lambda: check({"plan": "all", "banded": 7, "words": "a\ud800"})) == [
            ("lone-surrogate", "/answers/words")
        ]

    @pytest.mark.parametrize("state", ["none", "unknown", "not-applicable", None])
    def test_an_answer_to_a_question_that_was_not_to_be_asked(
        self, refused: Refused, state: str | None
    ) -> None:
        before = {} if state is None else {"plan": state}
        assert refused(lambda: check({**before, "banded": 7})) == [
            ("answer-not-asked", "/answers/banded")
        ]

    def test_even_unknown_is_an_answer_to_it(self, refused: Refused) -> None:
        assert refused(lambda: check({"plan": "none", "banded": "unknown"})) == [
            ("answer-not-asked", "/answers/banded")
        ]

    def test_a_whole_chain_is_followed(self, refused: Refused) -> None:
        assert refused(lambda: check({"plan": "none", "banded": 7, "words": "a"})) == [
            ("answer-not-asked", "/answers/banded"),
            ("answer-not-asked", "/answers/words"),
        ]

    def test_a_person_is_not_asked_for_numbers_without_bands(self, refused: Refused) -> None:
        given_answers = {"third": 0, "list": ["a-plan"], "share": 5}
        assert check(given_answers) == {**given_answers, "list": ("a-plan",)}
        assert refused(lambda: check(given_answers, personal=True)) == [
            ("answer-officially-only", "/answers/share"),
            ("answer-officially-only", "/answers/third"),
        ]

    def test_a_refused_answer_does_not_drag_others_along(self, refused: Refused) -> None:
        assert refused(lambda: check({"plan": "ALL", "banded": 7, "words": "a"})) == [
            ("answer-unknown-option", "/answers/plan")
        ]

    def test_all_problems_come_at_once(self, refused: Refused) -> None:
        wrong = {"plan": 1, "list": "x", "banded": "x", "share": -1, "nowhere": 1}
        assert refused(lambda: check(wrong)) == [
            ("answer-wrong-kind", "/answers/plan"),
            ("answer-wrong-kind", "/answers/list"),
            ("answer-wrong-kind", "/answers/banded"),
            ("answer-outside-range", "/answers/share"),
            ("answer-unknown-question", "/answers/nowhere"),
        ]

    def test_the_path_can_be_given(self) -> None:
        with pytest.raises(InvalidDocument) as caught:
            checked_answers(ASKED, {"plan": 1}, personal=True, partial=False, path=("official", 3))
        assert caught.value.problems[0].pointer == "/official/3/plan"

    @given(st.text(alphabet="QXZ@€", min_size=8, max_size=30))
    def test_no_problem_repeats_an_answer(self, value: str) -> None:
        wrong = {"plan": value, "list": [value], "banded": value, "words": value, "third": [value]}
        with pytest.raises(InvalidDocument) as caught:
            check(wrong)
        assert value not in repr(caught.value.problems)

    def test_options_are_listed_in_at_most_60_characters(self) -> None:
        many = [option(f"option-number-{i}", i) for i in range(9)]
        long = [option("x" * 64, 0), option("y" * 64, 1)]
        for options, shown in (
            (many, "option-number-0, option-number-1, option-number-2 …"),
            (long, " …"),
        ):
            asked = Questionnaire(
                id="check",
                version="1",
                target_model=Reference(id="town", version="1"),
                title=T,
                source_language="de",
                scales=[Scale(id="steps", options=options)],
                questions=[question("q", STEPS)],
            )
            with pytest.raises(InvalidDocument) as caught:
                checked_answers(asked, {"q": "x"}, personal=True, partial=False)
            assert dict(caught.value.problems[0].parameters) == {"options": shown}


class TestParts:
    """A3: in a part the condition of a question may have been answered by another part."""

    def test_without_the_condition_the_question_may_be_answered(self) -> None:
        assert check({"banded": 7, "words": "a"}, partial=True) == {"banded": 7, "words": "a"}
        assert check({"words": "a"}, partial=True) == {"words": "a"}

    def test_a_condition_that_this_part_answered_counts(self, refused: Refused) -> None:
        assert refused(lambda: check({"plan": "none", "banded": 7}, partial=True)) == [
            ("answer-not-asked", "/answers/banded")
        ]

    def test_it_counts_even_if_a_farther_one_is_open(self, refused: Refused) -> None:
        assert refused(lambda: check({"banded": 1, "words": "a"}, partial=True)) == [
            ("answer-not-asked", "/answers/words")
        ]

    def test_a_farther_condition_that_this_part_answered_counts(self, refused: Refused) -> None:
        assert refused(
            lambda: check({"plan": "none", "banded": 7, "words": "a"}, partial=True)
        ) == [
            ("answer-not-asked", "/answers/banded"),
            ("answer-not-asked", "/answers/words"),
        ]


class TestLaws:
    """A1, M4: what holds for any questionnaire."""

    @given(st.data(), questionnaires(), st.booleans(), st.booleans())
    def test_valid_answers_are_kept_as_they_are(
        self,
        data: st.DataObject,
        asked: Questionnaire,
        personal: bool,  # noqa: FBT001 - drawn
        partial: bool,  # noqa: FBT001 - drawn
    ) -> None:
        found = data.draw(answers(asked, personal=personal, partial=partial and not personal))
        kept = checked_answers(asked, found, personal=personal, partial=partial and not personal)
        assert dict(kept) == found
        again = checked_answers(asked, dict(kept), personal=personal, partial=partial)
        assert again == kept

    @given(st.data(), questionnaires(), st.booleans())
    def test_answered_and_not_asked_never_meet(
        self,
        data: st.DataObject,
        asked: Questionnaire,
        personal: bool,  # noqa: FBT001 - drawn
    ) -> None:
        found = data.draw(answers(asked, personal=personal))
        skipped = not_asked(asked, found, personal=personal)
        assert not skipped & found.keys()
        for q in asked.questions:
            if q.id not in found and q.id in skipped and q.kind == "single":
                with pytest.raises(InvalidDocument):
                    checked_answers(
                        asked, {**found, q.id: "unknown"}, personal=personal, partial=False
                    )
