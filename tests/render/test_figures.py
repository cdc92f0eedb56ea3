# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers and dates in words of a language; S1, N3."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from weltoffen.model.assessment import Round
from weltoffen.render.figures import Figures, whole_percents
from weltoffen.report.shares import Share

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


class TestDifferencesInWordsG4G8:
    @pytest.mark.parametrize(
        ("value", "german", "english"),
        [
            (Fraction(3, 8), "38 Prozentpunkte", "38 percentage points"),
            (Fraction(-3, 8), "38 Prozentpunkte", "38 percentage points"),
            (Fraction(-1, 100), "1 Prozentpunkt", "1 percentage point"),
            (Fraction(1, 200), "1 Prozentpunkt", "1 percentage point"),
            (Fraction(-1, 201), "unter 1 Prozentpunkt", "under 1 percentage point"),
            (Fraction(0), "0 Prozentpunkte", "0 percentage points"),
        ],
    )
    def test_a_distance_has_no_sign(self, value: Fraction, german: str, english: str) -> None:
        assert DE.distance(Share(value)).replace("\u00a0", " ") == german
        assert EN.distance(Share(value)).replace("\u00a0", " ") == english


class TestMeasuresG5N2:
    @pytest.mark.parametrize(
        ("value", "german", "english"),
        [
            (Fraction(-5, 18), "−0,28", "−0.28"),
            (Fraction(1), "1,00", "1.00"),
            (Fraction(1, 200), "0,01", "0.01"),
            (Fraction(-1, 1000), "0,00", "0.00"),
        ],
    )
    def test_have_two_places(self, value: Fraction, german: str, english: str) -> None:
        assert DE.decimal(Share(value)) == german
        assert EN.decimal(Share(value)) == english


class TestSharesOfADistributionN1:
    @pytest.mark.parametrize(
        ("counts", "shares"),
        [
            ((1, 1, 1), (34, 33, 33)),
            ((1, 1, 1, 0, 0, 0, 1, 1, 1), (17, 17, 17, 0, 0, 0, 17, 16, 16)),
            ((3, 0, 0, 3), (50, 0, 0, 50)),
            ((2, 3, 0, 0, 3), (25, 38, 0, 0, 37)),
            ((4, 2, 1, 4), (37, 18, 9, 36)),
            ((1, 200), (0, 100)),
            ((1, 1, 198), (1, 0, 99)),
            ((7,), (100,)),
        ],
    )
    def test_worked_by_hand(self, counts: tuple[int, ...], shares: tuple[int, ...]) -> None:
        """Largest remainder, ties to the lower option: 3/8 is 37.5 twice, and the lower one is raised."""
        assert whole_percents(counts) == shares

    @given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any))
    @example([0, 0, 1])
    def test_they_add_up_to_100_and_are_less_than_one_off(self, counts: list[int]) -> None:
        shares = whole_percents(counts)
        total = sum(counts)
        assert sum(shares) == 100
        for share, count in zip(shares, counts, strict=True):
            assert abs(share - Fraction(100 * count, total)) < 1
        for (share, count), (other, more) in zip(
            zip(shares, counts, strict=True), zip(shares[1:], counts[1:], strict=True), strict=False
        ):
            if count == more:
                assert 0 <= share - other <= 1  # ties to the lower option
            elif count > more:
                assert share >= other


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
