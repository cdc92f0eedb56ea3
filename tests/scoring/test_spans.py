# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.scoring.spans`: which scores are left without single answers, by hand (G9)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
from tests.builders import node, single, town

import weltoffen as wo
from weltoffen.model.method import Method
from weltoffen.scoring.spans import Span, main_spans

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.builders import Town


def spans(here: Town, **answers: str) -> Mapping[str | None, Span]:
    public = here.protect(here.official(**answers))
    scores = wo.score(public, here.assessment, here.edition)
    return main_spans(public, scores, here.edition)


class TestMainSpans:
    """G9: of an official response at most one answer in each leaf is left out."""

    THREE = (single("p"), single("q"), single("r"))

    def test_the_best_and_the_worst_answer_of_a_leaf(self) -> None:
        """Values 0, 1/2 and 1 have the mean 1/2; without one of them 3/4, 1/2 or 1/4."""
        found = spans(town(*self.THREE), p="s0", q="s2", r="s4")
        assert found["a"] == found[None] == Span(Fraction(1, 4), Fraction(3, 4), can_go=False)

    def test_weights(self) -> None:
        """Values 0, 1/2 and 1 with the weights 1/2, 1 and 3/2: without one 4/5, 3/4 or 1/3."""
        questions = [
            attrs.evolve(one, weight=Fraction(n, 2)) for n, one in enumerate(self.THREE, 1)
        ]
        found = spans(town(*questions), p="s0", q="s2", r="s4")
        low, high = Fraction(1, 3), Fraction(4, 5)
        # Without the last one half of the weight is left, and that is enough (S3).
        assert found["a"] == Span(low, high, can_go=False)

    def test_a_leaf_that_can_lose_its_score(self) -> None:
        """Without its one answer ``a`` has no score; then the whole is that of ``b``, 1/4, otherwise 5/8."""
        method = Method(minimum_coverage="1/4")
        questions = [single("p"), single("q"), single("r"), single("b", "b"), single("c", "b")]
        here = town(*questions, nodes=[node("a"), node("b")], method=method)
        found = spans(here, p="s4", b="s1", c="s1")
        assert found["a"] == Span(Fraction(1), Fraction(1), can_go=True)
        assert found["b"] == Span(Fraction(1, 4), Fraction(1, 4), can_go=False)
        assert found[None] == Span(Fraction(1, 4), Fraction(5, 8), can_go=False)
