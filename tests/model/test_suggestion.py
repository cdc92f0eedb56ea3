# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest

from weltoffen.errors import Problems
from weltoffen.model.suggestion import (
    EFFORTS,
    Effort,
    Known,
    Module,
    Office,
    StageText,
    Suggestion,
    check_stage_texts,
)
from weltoffen.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

T = {"de": "x"}
KNOWN = Known(stages=["s1", "s2", "s3"], offices=["personnel"], modules=["workshop"])


def step(one: str, **more: Any) -> Suggestion:  # noqa: ANN401 - any field
    return Suggestion(id=one, text=T, **more)


def saying(stage: str, *suggestions: Suggestion) -> StageText:
    return StageText(stage=stage, assessment=T, suggestions=suggestions)


def check(*texts: StageText, known: Known = KNOWN) -> None:
    """Check the texts of a node that stands at ``/here``."""
    problems = Problems()
    check_stage_texts(problems, texts, ("here",), known)
    problems.raise_if_any()


class TestSuggestion:
    """A suggestion says what to do; effort, carrier and module are None if not said."""

    def test_nothing_more_than_a_text_is_needed(self) -> None:
        made = step("go")
        assert (made.effort, made.carrier, made.module) == (None, None, None)
        assert made.text == Text(T)

    def test_efforts_rise(self) -> None:
        assert EFFORTS == ("small", "medium", "large") == get_args(Effort)

    @pytest.mark.parametrize("kind", [Office, Module])
    def test_offices_and_modules_may_be_described(self, kind: type[Office | Module]) -> None:
        assert kind(id="a", title=T).description is None
        made = kind(id="a", title=T, description=T)
        assert (made.title, made.description) == (Text(T), Text(T))


class TestStages:
    """M1, S6: texts belong to stages of the model, one to each; stages may be missing."""

    def test_stages_may_be_missing_and_in_any_order(self) -> None:
        check()
        check(saying("s3"), saying("s1"))

    def test_texts_of_stages_the_model_lacks_are_refused(self, refused: Refused) -> None:
        assert refused(lambda: check(saying("s1"), saying("s9"))) == [
            ("unknown-stage", "/here/stage_texts/1/stage")
        ]

    def test_a_stage_has_one_text(self, refused: Refused) -> None:
        assert refused(lambda: check(saying("s1"), saying("s2"), saying("s1"))) == [
            ("duplicate-id", "/here/stage_texts/2/stage")
        ]


class TestSuggestionIds:
    """M2: ids of suggestions are unique in their node."""

    def test_across_all_its_stages(self, refused: Refused) -> None:
        texts = [
            saying("s1", step("A"), step("b")),
            saying("s2", step("c")),
            saying("s3", step("b"), step("d"), step("d")),
        ]
        assert refused(lambda: check(*texts)) == [
            ("bad-id", "/here/stage_texts/0/suggestions/0/id"),
            ("duplicate-id", "/here/stage_texts/2/suggestions/0/id"),
            ("duplicate-id", "/here/stage_texts/2/suggestions/2/id"),
        ]

    def test_another_node_may_use_them_again(self) -> None:
        for _ in range(2):
            check(saying("s1", step("a")))


class TestEfforts:
    """An effort is ``small``, ``medium`` or ``large``, or not said."""

    def test_each_of_them(self) -> None:
        efforts = ("small", "medium", "large", None)
        check(saying("s1", *(step(f"a-{i}", effort=one) for i, one in enumerate(efforts))))

    @pytest.mark.parametrize("wrong", ["", "huge", "Small", 1])
    def test_anything_else_is_refused(self, refused: Refused, wrong: Any) -> None:  # noqa: ANN401 - wrong on purpose
        texts = [saying("s1"), saying("s2", step("a"), step("b", effort=wrong))]
        assert refused(lambda: check(*texts)) == [
            ("not-allowed", "/here/stage_texts/1/suggestions/1/effort")
        ]


class TestNames:
    """A suggestion names an office as its carrier and a module that there are, or none."""

    def test_what_there_is_may_be_named(self) -> None:
        check(saying("s1", step("a", carrier="personnel", module="workshop"), step("b")))

    def test_anything_else_is_refused(self, refused: Refused) -> None:
        """A module is no office, and an empty name is none either."""
        texts = [
            saying("s1", step("a", carrier="personnel")),
            saying("s2", step("b", module="workshop"), step("c", carrier="workshop", module="")),
            saying("s3", step("d", carrier="", module="personnel")),
        ]
        assert refused(lambda: check(*texts)) == [
            ("unknown-office", "/here/stage_texts/1/suggestions/1/carrier"),
            ("unknown-module", "/here/stage_texts/1/suggestions/1/module"),
            ("unknown-office", "/here/stage_texts/2/suggestions/0/carrier"),
            ("unknown-module", "/here/stage_texts/2/suggestions/0/module"),
        ]

    def test_where_nothing_is_known_nothing_can_be_named(self, refused: Refused) -> None:
        texts = saying("s1", step("a", carrier="personnel", module="workshop"))
        assert refused(lambda: check(texts, known=Known(stages=["s1"]))) == [
            ("unknown-office", "/here/stage_texts/0/suggestions/0/carrier"),
            ("unknown-module", "/here/stage_texts/0/suggestions/0/module"),
        ]
