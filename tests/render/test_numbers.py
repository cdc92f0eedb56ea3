# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers as they are shown, with where they come from: N2, N3, G1, P4."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest

from weltoffen.render.figures import Figures
from weltoffen.render.numbers import Numbers
from weltoffen.render.pointers import Pointers
from weltoffen.report.shares import Share
from weltoffen.report.structure import GapResult, PerspectiveScore
from weltoffen.report.views import NodeGapResult

if TYPE_CHECKING:
    from weltoffen.render.inline import Line

DE, EN = (Numbers(Figures(language), Pointers(None)) for language in ("de", "en"))


def plain(line: Line) -> str:
    return line.plain.replace("\u00a0", " ")


@attrs.frozen
class Moved:
    stages: int


class TestSentences:
    """N2, N3, P4, G1, G4: what stands beside a number, in words."""

    @pytest.mark.parametrize(
        ("points", "stages", "german", "english"),
        [
            (Fraction(1, 4), 2, "25 Prozentpunkte, 2 Stufen", "25 percentage points, 2 stages"),
            (Fraction(1, 4), 0, "25 Prozentpunkte", "25 percentage points"),
            (Fraction(-1, 4), -1, "erreicht", "reached"),
            (Fraction(0), 0, "erreicht", "reached"),
        ],
    )
    def test_gaps_g1(self, points: Fraction, stages: int, german: str, english: str) -> None:
        gap = GapResult(points=Share(points), stages=stages)
        assert plain(DE.gap(gap)) == german
        assert plain(EN.gap(gap)) == english

    def test_a_gap_that_only_a_gate_holds_open_s6(self) -> None:
        assert plain(DE.gap(GapResult(points=Share(Fraction(-1, 4)), stages=1))) == "eine Stufe"

    def test_no_gap_without_score(self) -> None:
        assert plain(DE.gap(None)) == "–"

    def test_a_perspective_s_score_with_n_and_coverage_n3_p6(self) -> None:
        score = PerspectiveScore(
            score=Share(Fraction(1, 2)), coverage=Share(Fraction(3, 4)), n=7, tendency=False
        )
        assert plain(DE.scored(score)) == "50 % (n = 7, Abdeckung 75 %)"
        assert plain(EN.scored(score)) == "50% (n = 7, coverage 75%)"

    def test_the_marker_where_something_is_missing_p4(self) -> None:
        score = PerspectiveScore(score=Share(Fraction(1, 2)), tendency=False)
        assert plain(EN.scored(score)) == "50% (protected, coverage protected)"
        assert plain(EN.scored(PerspectiveScore(tendency=False))) == "protected"
        little = PerspectiveScore(reason="low-coverage", tendency=False)
        assert plain(EN.scored(little)) == "too few questions answered"

    def test_a_share_with_its_n_n3(self) -> None:
        score = PerspectiveScore(score=Share(Fraction(2, 3)), n=9, tendency=False)
        assert score.score is not None
        assert plain(DE.based(score.score, score, "n")) == "67 % (n = 9)"
        assert plain(EN.based(score.score, score, "n")) == "67% (n = 9)"

    @pytest.mark.parametrize(
        ("stages", "german", "english"),
        [
            (1, "eine Stufe höher", "one stage higher"),
            (-2, "2 Stufen niedriger", "2 stages lower"),
            (0, "gleich", "the same"),
        ],
    )
    def test_stages(self, stages: int, german: str, english: str) -> None:
        assert plain(DE.moved(Moved(stages), stages)) == german
        assert plain(EN.moved(Moved(stages), stages)) == english

    @pytest.mark.parametrize(
        ("stages", "german"),
        [
            (0, "25 Prozentpunkte"),
            (1, "25 Prozentpunkte und eine Stufe"),
            (-2, "25 Prozentpunkte und 2 Stufen"),
        ],
    )
    def test_points_and_stages(self, stages: int, german: str) -> None:
        found = NodeGapResult(
            questions=1,
            row=Share(0),
            column=Share(Fraction(1, 4)),
            row_n=5,
            column_n=5,
            difference=Share(Fraction(-1, 4)),
            stages=stages,
        )
        assert plain(DE.apart(found)) == german

    def test_a_median_is_one_value_or_a_pair_n2(self) -> None:
        half, whole = Share(Fraction(1, 2)), Share(1)
        assert plain(DE.median(half, half)) == "50 %"
        assert plain(DE.median(half, whole)) == "50 % bis 100 %"
        assert plain(EN.median(half, whole)) == "50% to 100%"
