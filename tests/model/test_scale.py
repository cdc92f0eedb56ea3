# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given

from weltoffen.errors import Problems
from weltoffen.model.scale import RESERVED, NoAnswer, Option, Scale, check_no_answers, mapped
from weltoffen.model.text import Text
from weltoffen.testing import scales

if TYPE_CHECKING:
    from collections.abc import Callable

    from weltoffen.model.exact import ExactInput

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]


def option(one: str, points: ExactInput) -> Option:
    return Option(id=one, title={"de": one}, points=points)


def scale(*points: ExactInput) -> Scale:
    return Scale(id="s", options=[option(f"o-{i}", p) for i, p in enumerate(points)])


class TestMapping:
    """M6: points are exact and mapped to [0, 1] by the scale's own minimum and maximum."""

    @pytest.mark.parametrize(
        ("points", "values"),
        [
            ((0, 1, 2, 3, 4), ("0", "1/4", "1/2", "3/4", "1")),
            ((0, 50, 100), ("0", "1/2", "1")),
            ((1, 2, 4), ("0", "1/3", "1")),
            ((-2, 0, 2), ("0", "1/2", "1")),
            (("0", "0.25", "0.5", "1"), ("0", "1/4", "1/2", "1")),
            ((0, 0, 1, 1), ("0", "0", "1", "1")),
        ],
    )
    def test_the_lowest_is_0_and_the_highest_1(
        self, points: tuple[ExactInput, ...], values: tuple[str, ...]
    ) -> None:
        assert scale(*points).values == tuple(Fraction(value) for value in values)

    def test_points_may_fall_where_the_order_means_nothing(self) -> None:
        assert list(mapped([Fraction(3), Fraction(1), Fraction(2)])) == [1, 0, Fraction(1, 2)]

    @given(scales())
    def test_values_never_fall_from_0_to_1(self, made: Scale) -> None:
        assert made.values[0] == 0
        assert made.values[-1] == 1
        assert list(made.values) == sorted(made.values)
        assert len(made.values) == len(made.options) == len(made.option_ids)


class TestOrder:
    """M4, M6: a scale is ordered, and its points rise."""

    def test_points_that_fall_are_refused(self, refused: Refused) -> None:
        assert refused(lambda: scale(0, 2, 1, 3, 2)) == [
            ("points-fall", "/options/2/points"),
            ("points-fall", "/options/4/points"),
        ]

    @pytest.mark.parametrize("points", [(), (1,), (1, 1), (0, "0.0", "0/7")])
    def test_points_that_never_rise_are_refused(
        self, refused: Refused, points: tuple[ExactInput, ...]
    ) -> None:
        assert refused(lambda: scale(*points)) == [("points-equal", "/options")]

    def test_inexact_points_are_refused(self, refused: Refused) -> None:
        wrong: Any = 0.5
        assert refused(lambda: option("a", wrong)) == [("not-exact", "")]


class TestOptionIds:
    """M2, A1: options have ids; ``unknown`` and ``not-applicable`` are no options."""

    def test_options_are_listed_in_order(self) -> None:
        assert scale(0, 1).option_ids == ("o-0", "o-1")

    @pytest.mark.parametrize("reserved", ["unknown", "not-applicable"])
    def test_reserved_words_are_refused(self, refused: Refused, reserved: str) -> None:
        assert reserved in RESERVED
        options = (option("a", 0), option(reserved, 1))
        assert refused(lambda: Scale(id="s", options=options)) == [("reserved-id", "/options/1/id")]

    def test_bad_and_repeated_ids_are_refused_at_once(self, refused: Refused) -> None:
        options = (option("A", 0), option("b", 1), option("b", 2), option("b", 3))
        assert refused(lambda: Scale(id="S", options=options)) == [
            ("bad-id", "/id"),
            ("bad-id", "/options/0/id"),
            ("duplicate-id", "/options/2/id"),
            ("duplicate-id", "/options/3/id"),
        ]

    def test_a_scale_cannot_change(self) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            scale(0, 1).id = "other"  # type: ignore[misc]


class TestPrompt:
    """A prompt leads from a question to the options; a scale may do without."""

    def test_it_is_a_text_or_none(self) -> None:
        assert scale(0, 1).prompt is None
        asking = attrs.evolve(scale(0, 1), prompt={"de": "Wie weit?", "en": "How far?"})
        assert asking.prompt == Text({"en": "How far?", "de": "Wie weit?"})

    def test_it_changes_no_value(self) -> None:
        asking = attrs.evolve(scale(0, 1, 3), prompt={"de": "Wie weit?"})
        assert asking.values == scale(0, 1, 3).values


class TestNoAnswers:
    """A1: only ``unknown`` and ``not-applicable`` are put in words, each at most once."""

    def check(self, *ids: Any) -> None:  # noqa: ANN401 - wrong on purpose
        problems = Problems()
        words = tuple(NoAnswer(id=one, title={"de": "x"}) for one in ids)
        check_no_answers(problems, words, ("here",))
        problems.raise_if_any()

    @pytest.mark.parametrize(
        "ids", [(), ("unknown",), ("not-applicable",), ("not-applicable", "unknown")]
    )
    def test_any_of_them_in_any_order(self, ids: tuple[str, ...]) -> None:
        self.check(*ids)

    @pytest.mark.parametrize("wrong", ["skipped", "not-asked", "none", "Unknown", "", None])
    def test_other_states_have_no_words(self, refused: Refused, wrong: str | None) -> None:
        """Nobody chooses to skip a question, or not to be asked."""
        assert refused(lambda: self.check("unknown", wrong)) == [("not-reserved", "/here/1/id")]

    def test_each_once(self, refused: Refused) -> None:
        assert refused(lambda: self.check("unknown", "not-applicable", "unknown")) == [
            ("duplicate-id", "/here/2/id")
        ]

    def test_they_may_be_explained(self) -> None:
        assert NoAnswer(id="unknown", title={"de": "x"}).description is None
        explained = NoAnswer(id="unknown", title={"de": "x"}, description={"de": "y"})
        assert explained.description == Text({"de": "y"})
