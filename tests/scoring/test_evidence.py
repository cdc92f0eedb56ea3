# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.builders import T, after, banded, checklist, free, node, number, single, town

from weltoffen.model.edition import Edition
from weltoffen.model.forms import SingleChoice
from weltoffen.model.questionnaire import Question
from weltoffen.model.scale import Option, Scale

if TYPE_CHECKING:
    from tests.builders import Town

    from weltoffen.scoring.results import QuestionScore, Sheet

ALL = town(
    single("q"),
    checklist("c", cap=3),
    checklist("open"),
    banded("d"),
    number("m"),
    free("t"),
    single("r", depends_on=after("q", "s4")),
)

F = Fraction


def official(here: Town, **answers: Any) -> dict[str, QuestionScore]:  # noqa: ANN401 - any answer
    return dict(here.scores(here.official(**answers)).official[0].by_question)


def only(sheets: tuple[Sheet, ...]) -> dict[str, QuestionScore]:
    assert len(sheets) == 1
    return dict(sheets[0].by_question)


class TestValues:
    """M6: points of an option are exact and mapped to [0, 1] by the scale's own smallest and largest."""

    @pytest.mark.parametrize(
        ("answer", "value"),
        [("s0", 0), ("s1", F(1, 4)), ("s2", F(1, 2)), ("s3", F(3, 4)), ("s4", 1)],
    )
    def test_an_option(self, answer: str, value: F) -> None:
        assert official(ALL, q=answer)["q"].value == value

    def test_a_scale_that_starts_below_zero_and_jumps(self) -> None:
        """-2, 0, 0, 3: (0 - -2) / (3 - -2) = 2/5."""
        options = [Option(id=f"o{i}", title=T, points=p) for i, p in enumerate((-2, 0, 0, 3))]
        question = Question(id="j", node="a", title=T, form=SingleChoice(scale="jump"))
        here = town(single("q"))
        asked = attrs.evolve(
            here.edition.questionnaire,
            scales=[*here.edition.questionnaire.scales, Scale(id="jump", options=options)],
            questions=[question],
        )
        edition = Edition(target_model=here.edition.target_model, questionnaire=asked)
        here = attrs.evolve(here, edition=edition)
        found = [official(here, j=f"o{i}")["j"].value for i in range(4)]
        assert found == [0, F(2, 5), F(2, 5), 1]

    @pytest.mark.parametrize(
        ("answer", "value"),
        [
            ((), 0),
            (("x",), F(1, 3)),
            (("x", "y"), F(2, 3)),
            (("z",), F(2, 3)),
            (("y", "z"), 1),
            (("x", "y", "z"), 1),
        ],
    )
    def test_a_checklist_adds_up_and_is_capped(self, answer: tuple[str, ...], value: F) -> None:
        assert official(ALL, c=answer)["c"].value == value

    def test_a_checklist_without_cap_needs_every_point(self) -> None:
        assert official(ALL, open=("y", "z"))["open"].value == F(3, 4)

    @pytest.mark.parametrize(
        ("answer", "value"),
        [(0, 0), (F(4999, 100), 0), (50, F(1, 4)), (F("79.99"), F(1, 4)), (80, 1), (100, 1)],
    )
    def test_a_number_in_bands_takes_the_value_of_its_band(self, answer: F, value: F) -> None:
        """The lower bound belongs to the band."""
        assert official(ALL, d=answer)["d"].value == value

    @pytest.mark.parametrize(
        ("answer", "value"), [(0, 0), (25, F(1, 4)), (F(1, 8), F(1, 800)), (100, 1)]
    )
    def test_a_number_without_bands_is_its_place_in_the_range(self, answer: F, value: F) -> None:
        assert official(ALL, m=answer)["m"].value == value

    def test_a_text_is_never_scored(self) -> None:
        """M4."""
        assert "t" not in official(ALL, t="very good")


class TestOfficialStates:
    """A1, A3: what an official response leaves open, and what does not count for it."""

    def test_an_answer(self) -> None:
        found = official(ALL, q="s3")["q"]
        assert (found.state, found.answered, found.applicable) == ("answered", 1, 1)

    @pytest.mark.parametrize("answers", [{}, {"q": "unknown"}])
    def test_unknown_and_skipped_are_open(self, answers: dict[str, object]) -> None:
        found = official(ALL, **answers)["q"]
        assert (found.state, found.value) == ("unanswered", None)
        assert (found.answered, found.applicable) == (0, 1)

    def test_not_applicable_and_not_asked_leave_the_base(self) -> None:
        found = official(ALL, q="s3", c="not-applicable")
        for key in ("c", "r"):
            assert (found[key].state, found[key].value) == ("not-applicable", None)
            assert (found[key].answered, found[key].applicable) == (0, 0)

    def test_what_depends_on_an_open_question_was_not_asked(self) -> None:
        assert official(ALL, q="unknown")["r"].state == "not-applicable"

    def test_a_conflict_counts_as_unanswered(self) -> None:
        here = ALL
        scores = here.scores(
            here.official(part="youth", q="s1", c=["x"], d="unknown"),
            here.official(part="works", q="s2", c=["x"], d=50),
        )
        found = only(scores.official)
        assert (found["q"].state, found["q"].value) == ("conflict", None)
        assert (found["q"].answered, found["q"].applicable) == (0, 1)
        assert found["c"].value == F(1, 3)
        assert found["d"].value == F(1, 4)

    def test_an_answer_that_was_not_to_be_asked_leaves_the_base(self) -> None:
        """A3: one part answers r after s4, another part says that q is s0."""
        scores = ALL.scores(ALL.official(part="youth", r="s1"), ALL.official(part="works", q="s0"))
        assert only(scores.official)["r"].state == "not-applicable"


class TestCountedValues:
    """A1, S1: a group's value is the exact mean over those who answered."""

    def test_the_mean_of_a_scale(self) -> None:
        """(0 + 1 + 1 + 4) / 4 / 4 answers = 6/16; asked and open: unknown and skipped."""
        found = only(ALL.raw_scores(*ALL.persons("politics", q="0114u-nn")).personal)["q"]
        assert found.value == F(3, 8)
        assert (found.state, found.answered, found.applicable) == ("answered", 4, 6)

    def test_the_mean_of_a_checklist_and_of_bands(self) -> None:
        """c: (2 + 3 + 0) / 3 / 3 = 5/9; d: (0 + 1/4 + 1/4) / 3 = 1/6."""
        persons = ALL.persons("politics", c=[("x", "y"), ("x", "y", "z"), ()], d=[10, 50, 79])
        found = only(ALL.raw_scores(*persons).personal)
        assert found["c"].value == F(5, 9)
        assert found["d"].value == F(1, 6)

    def test_without_answers_it_is_open_or_not_applicable(self) -> None:
        persons = ALL.persons("politics", q="uu-n", c=["not-applicable"] * 4, d=[None] * 4)
        found = only(ALL.raw_scores(*persons).personal)
        assert (found["q"].state, found["q"].applicable) == ("unanswered", 3)
        assert (found["c"].state, found["c"].applicable) == ("not-applicable", 0)
        assert (found["d"].state, found["d"].applicable) == ("unanswered", 4)
        assert found["r"].state == "not-applicable"

    def test_what_persons_are_not_asked_does_not_apply(self) -> None:
        found = only(ALL.raw_scores(*ALL.persons("politics", q="0")).personal)["m"]
        assert (found.state, found.applicable) == ("not-applicable", 0)


class TestPublishedValues:
    """P6: protected views are made from published cells only."""

    HERE = town(single("p"), single("q", "b"), number("m", "b"), nodes=[node("a"), node("b")])

    def test_published_cells_give_the_same_values_as_raw_counts(self) -> None:
        persons = self.HERE.persons("politics", p="01144u-", q="012340n")
        public = only(self.HERE.scores(*persons).personal)
        raw = only(self.HERE.raw_scores(*persons).personal)
        assert public == raw
        assert public["p"].value == F(1, 2)
        assert (public["p"].answered, public["p"].applicable) == (5, 7)

    def test_a_hidden_cell_is_protected_and_tells_no_number(self) -> None:
        persons = self.HERE.persons("politics", p="01144", q="0000u")
        found = only(self.HERE.scores(*persons).personal)["q"]
        assert (found.state, found.value) == ("protected", None)
        assert (found.answered, found.applicable) == (0, 0)

    def test_what_persons_are_not_asked_is_not_called_protected(self) -> None:
        found = only(self.HERE.scores(*self.HERE.persons("politics", p="01144")).personal)["m"]
        assert found.state == "not-applicable"
