# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.scoring.steps`: what one option more is (G3)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from weltoffen.model.forms import AnswerForm, Band, Checklist, NumberEntry, SingleChoice
from weltoffen.model.ids import Reference
from weltoffen.model.questionnaire import Dependency, Question, Questionnaire
from weltoffen.model.response import merge_answers
from weltoffen.model.scale import Option, Scale
from weltoffen.scoring.steps import Conditions, additions, moves_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weltoffen.model.answers import Answer

TEXT = {"en": "x"}
HALF = Fraction(1, 2)


def options(points: Sequence[int]) -> tuple[Option, ...]:
    return tuple(Option(id=f"o{n}", title=TEXT, points=p) for n, p in enumerate(points))


def bands(points: Sequence[int]) -> NumberEntry:
    found = [Band(id=f"o{n}", lower=10 * n, points=p) for n, p in enumerate(points)]
    return NumberEntry(minimum=0, maximum=10 * len(points), bands=found)


def asked(*questions: Question, points: Sequence[int] = (0, 1)) -> Questionnaire:
    return Questionnaire(
        id="asked",
        version="1",
        target_model=Reference(id="model", version="1"),
        title=TEXT,
        source_language="en",
        scales=[Scale(id="scale", options=options(points))],
        questions=questions,
    )


def ask(id: str, form: AnswerForm, *after: str) -> Question:  # noqa: A002
    needed = Dependency(question=after[0], options=after[1:]) if after else None
    return Question(id=id, node="leaf", title=TEXT, form=form, depends_on=needed)


def ways(form: AnswerForm, answer: Answer, points: Sequence[int] = (0, 1)) -> list[tuple[str, ...]]:
    """Give the options reached by each number of steps."""
    question = ask("q", form)
    found = moves_from(asked(question, points=points), question, answer)
    assert [one.steps for one in found] == list(range(len(found)))
    values = [one.value for one in found]
    assert values == sorted(set(values))
    return [one.reached for one in found]


class TestSingleChoice:
    """G3: one option more is the next option of a higher value."""

    def test_options_of_equal_value_are_skipped(self) -> None:
        found = ways(SingleChoice(scale="scale"), "o0", points=[0, 1, 1, 2])
        assert found == [(), ("o1",), ("o3",)]

    def test_from_the_second_of_two_equal_options(self) -> None:
        assert ways(SingleChoice(scale="scale"), "o2", points=[0, 1, 1, 2]) == [(), ("o3",)]

    def test_the_last_option_leads_nowhere(self) -> None:
        assert ways(SingleChoice(scale="scale"), "o1") == [()]


class TestNumbers:
    """G3: one option more is the nearest band of a higher value; without bands there is none."""

    def test_rising_bands_are_climbed_up(self) -> None:
        assert ways(bands([0, 1, 1, 2]), 5) == [(), ("o1",), ("o3",)]

    def test_falling_bands_are_climbed_down(self) -> None:
        assert ways(bands([2, 1, 1, 0]), 35) == [(), ("o2",), ("o0",)]

    def test_of_two_bands_equally_near_the_higher_value_is_taken(self) -> None:
        assert ways(bands([1, 0, 2]), 15) == [(), ("o2",)]

    def test_of_two_bands_equally_near_and_high_the_first_is_taken(self) -> None:
        assert ways(bands([1, 0, 1]), 15) == [(), ("o0",)]

    def test_without_bands_there_is_no_step(self) -> None:
        question = ask("q", NumberEntry(minimum=0, maximum=4))
        (only,) = moves_from(asked(question), question, 2)
        assert (only.value, only.reached, only.chosen) == (HALF, (), frozenset())


class TestChecklists:
    """G3: one option more is the one that adds most to the capped points, ties in declared order."""

    def test_the_option_with_most_points_comes_first(self) -> None:
        found = ways(Checklist(options=options([1, 3, 2, 0])), ())
        assert found == [(), ("o1",), ("o1", "o2"), ("o0", "o1", "o2")]

    def test_at_the_cap_the_first_option_that_reaches_it_is_taken(self) -> None:
        found = ways(Checklist(options=options([1, 3, 2, 0]), cap=3), ("o2", "o3"))
        assert found == [(), ("o0",)]

    def test_options_can_be_added_first_and_kept_out(self) -> None:
        form = Checklist(options=options([1, 3, 2, 0]), cap=6)
        found = additions(form, frozenset({"o3"}), frozenset({"o0"}), frozenset({"o0", "o1"}))
        assert [(one.steps, one.value, one.reached) for one in found] == [
            (1, Fraction(1, 6), ("o0",)),
            (2, HALF, ("o0", "o2")),
        ]


class TestConditions:
    """M4, A1: what is asked once answers have moved, through chains of dependencies."""

    SINGLE = SingleChoice(scale="scale")
    QUESTIONS = (
        ask("a", SINGLE),
        ask("b", SINGLE, "a", "o0"),
        ask("c", SINGLE, "b", "o1"),
        ask("d", SINGLE, "a", "o1"),
        ask("e", SINGLE, "d", "o0", "o1"),
    )

    @pytest.fixture
    def conditions(self) -> Conditions:
        questionnaire = asked(*self.QUESTIONS)
        answers: dict[str, Answer] = {"a": "o0", "b": "o1", "c": "o0"}
        return Conditions(questionnaire, merge_answers(questionnaire, {"": answers}))

    def test_everything_below_is_found(self, conditions: Conditions) -> None:
        assert conditions.below("a") == {"b", "c", "d", "e"}
        assert conditions.below("d") == {"e"}
        assert conditions.below("e") == frozenset()

    def test_a_move_takes_whole_chains_away_and_asks_the_first_of_others(
        self, conditions: Conditions
    ) -> None:
        first = self.QUESTIONS[0]
        move = moves_from(asked(*self.QUESTIONS), first, "o0")[1]
        # e waits for an answer to d.
        assert conditions.after({"a": move}) == {"b": False, "c": False, "d": True, "e": False}
        assert conditions.after({}) == {}

    def test_what_is_newly_asked_is_named_by_the_nearest_answer_that_opens_it(
        self, conditions: Conditions
    ) -> None:
        asked_ = asked(*self.QUESTIONS)
        first = moves_from(asked_, self.QUESTIONS[0], "o0")[1]
        # b and c fall away, e waits for an answer to d.
        assert conditions.opened({"a": first}) == {"a": ("d",)}
        chain = (
            ask("a", self.SINGLE),
            ask("b", self.SINGLE, "a", "o0", "o1"),
            ask("c", self.SINGLE, "b", "o1"),
            ask("d", self.SINGLE, "a", "o1"),
            ask("e", self.SINGLE),
        )
        questionnaire = asked(*chain)
        answers: dict[str, Answer] = {"a": "o0", "b": "o0", "e": "o0"}
        longer = Conditions(questionnaire, merge_answers(questionnaire, {"": answers}))
        moves = {one.id: moves_from(questionnaire, one, "o0")[1] for one in chain}
        three = {one: moves[one] for one in "abe"}
        assert longer.opened(three) == {"a": ("d",), "b": ("c",), "e": ()}
        assert longer.opened({}) == {}

    def test_conditions_that_are_not_met_bring_questions(self, conditions: Conditions) -> None:
        among = frozenset("bcde")
        assert conditions.bringing("a", frozenset({"o0"}), among) == {"o1"}
        assert conditions.bringing("a", frozenset({"o0"}), frozenset("c")) == frozenset()
        assert conditions.bringing("c", frozenset(), among) == frozenset()
