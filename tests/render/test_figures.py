# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers and dates in words of a language; S1, N3."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from weltoffen.model.assessment import Round
from weltoffen.render.figures import Figures
from weltoffen.report.structure import Share

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
