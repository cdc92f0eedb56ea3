# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers and dates in words of a language; S1, N3."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from weltoffen.model.assessment import Round
from weltoffen.render.figures import Figures
from weltoffen.report.structure import GapResult, PerspectiveScore, Share

DE, EN = Figures("de"), Figures("en")
FIRST, LAST = dt.date(2026, 3, 1), dt.date(2026, 6, 30)


class TestNumbersHaveTheFormOfTheLanguage:
    def test_percent(self) -> None:
        assert DE.percent(Share(Fraction(243, 400))) == "61\u00a0%"
        assert EN.percent(Share(Fraction(243, 400))) == "61%"

    @pytest.mark.parametrize(
        ("value", "digits", "german", "english"),
        [
            (Fraction(1, 8), 0, "13 Prozentpunkte", "13 percentage points"),
            (Fraction(1, 8), 1, "12,5 Prozentpunkte", "12.5 percentage points"),
            (Fraction(1, 100), 0, "1 Prozentpunkt", "1 percentage point"),
            (Fraction(1, 100), 1, "1,0 Prozentpunkte", "1.0 percentage points"),
            (Fraction(-1, 16), 1, "−6,3 Prozentpunkte", "−6.3 percentage points"),
            (Fraction(-1, 100), 0, "−1 Prozentpunkt", "−1 percentage point"),
            (Fraction(1, 3000), 1, "0,0 Prozentpunkte", "0.0 percentage points"),
        ],
    )
    def test_points_are_rounded_half_away_from_zero_s1(
        self, value: Fraction, digits: int, german: str, english: str
    ) -> None:
        assert DE.points(Share(value), digits) == german.replace(" ", "\u00a0")
        assert EN.points(Share(value), digits) == english.replace(" ", "\u00a0", 1)

    @pytest.mark.parametrize(
        ("value", "german"),
        [
            (Fraction(42), "42"),
            (Fraction(85, 2), "42,5"),
            (Fraction(-1, 100), "−0,01"),
            (Fraction(2, 3), "0,6667"),
            (Fraction(0), "0"),
        ],
    )
    def test_any_number(self, value: Fraction, german: str) -> None:
        assert DE.number(value) == german

    def test_counted_things(self) -> None:
        assert DE.count("step", 1) == "ein Schritt"
        assert EN.count("stage", 2) == "2\u00a0stages"

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
        assert DE.gap(gap).replace("\u00a0", " ") == german
        assert EN.gap(gap).replace("\u00a0", " ") == english

    def test_a_gap_that_only_a_gate_holds_open_s6(self) -> None:
        assert DE.gap(GapResult(points=Share(Fraction(-1, 4)), stages=1)) == "eine Stufe"

    def test_no_gap_without_score(self) -> None:
        assert DE.gap(None) == "–"

    def test_a_perspective_s_score_with_n_and_coverage_n3_p6(self) -> None:
        score = PerspectiveScore(
            score=Share(Fraction(1, 2)), coverage=Share(Fraction(3, 4)), n=7, tendency=False
        )
        assert DE.scored(score) == "50\u00a0% (n\u00a0=\u00a07, Abdeckung\u00a075\u00a0%)"
        assert EN.scored(score) == "50% (n\u00a0=\u00a07, coverage\u00a075%)"

    def test_the_marker_where_something_is_missing_p4(self) -> None:
        score = PerspectiveScore(score=Share(Fraction(1, 2)), tendency=False)
        assert EN.scored(score) == "50% (protected, coverage\u00a0protected)"
        assert EN.scored(PerspectiveScore(tendency=False)) == "protected"
        little = PerspectiveScore(reason="low-coverage", tendency=False)
        assert EN.scored(little) == "too few questions answered"

    def test_n_or_the_marker_n3(self) -> None:
        assert DE.n(7) == "n\u00a0=\u00a07"
        assert DE.n(None) == "geschützt"


class TestPeriods:
    @pytest.mark.parametrize(
        ("start", "end", "german", "english"),
        [
            (FIRST, LAST, "1. März 2026 bis 30. Juni 2026", "1 March 2026 to 30 June 2026"),
            (FIRST, None, "ab 1. März 2026", "from 1 March 2026"),
            (None, LAST, "bis 30. Juni 2026", "until 30 June 2026"),
            (None, None, "", ""),
        ],
    )
    def test_say_what_is_known(
        self, start: dt.date | None, end: dt.date | None, german: str, english: str
    ) -> None:
        round_ = Round(id="r", start=start, end=end)
        assert DE.period(round_) == german
        assert EN.period(round_) == english
