# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.model.exact import (
    ExactInput,
    as_decimal,
    exact,
    in_whole,
    optional_exact,
    percent,
    round_half_away,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]


class TestExactNumbers:
    """M5, M6: weights and points are exact."""

    @pytest.mark.parametrize(
        ("given_value", "expected"),
        [
            (3, Fraction(3)),
            (-2, Fraction(-2)),
            (0, Fraction(0)),
            (Decimal("0.1"), Fraction(1, 10)),
            (Decimal("1.0"), Fraction(1)),
            (Decimal("1E+400"), Fraction(10**400)),
            (Decimal("1E-400"), Fraction(1, 10**400)),
            (Fraction(1, 3), Fraction(1, 3)),
            ("3", Fraction(3)),
            ("-0.25", Fraction(-1, 4)),
            ("1/3", Fraction(1, 3)),
            ("-2/04", Fraction(-1, 2)),
        ],
    )
    def test_the_value_is_kept_exactly(self, given_value: ExactInput, expected: Fraction) -> None:
        assert exact(given_value) == expected

    @pytest.mark.parametrize(
        "wrong",
        [
            0.1,
            1.0,
            True,
            None,
            Decimal("NaN"),
            Decimal("Infinity"),
            Decimal("1E+401"),
            Decimal("1E-401"),
            "",
            "a",
            " 1",
            "1\n",
            "1e3",
            "1/0",
            "1/00",
            ".5",
            "5.",
            "٣",
            "1_000",
            "9" * 41,
            "1/" + "9" * 41,
            [1],
        ],
    )
    def test_anything_else_is_refused(self, refused: Refused, wrong: Any) -> None:  # noqa: ANN401 - wrong on purpose
        assert refused(lambda: exact(wrong)) == [("not-exact", "")]

    def test_none_stays_none_where_it_may(self) -> None:
        assert optional_exact(None) is None
        assert optional_exact("0.5") == Fraction(1, 2)

    @given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
    def test_a_decimal_and_its_plain_writing_agree(self, value: Decimal) -> None:
        written = f"{value:f}"
        if len(written.partition(".")[2]) <= 40:
            assert exact(written) == exact(value) == Fraction(value)


class TestWholeNumbers:
    """S1: fractions as whole numbers of a unit, exactly."""

    def test_by_hand(self) -> None:
        assert in_whole([Fraction(1, 4), Fraction(-2, 3), Fraction(1)]) == (12, (3, -8, 12))

    def test_nothing_is_counted_in_ones(self) -> None:
        assert in_whole([]) == (1, ())

    @given(st.lists(st.fractions()))
    def test_nothing_is_lost(self, values: list[Fraction]) -> None:
        unit, whole = in_whole(values)
        assert [Fraction(one, unit) for one in whole] == values


class TestRounding:
    """S1: rounding happens once, half away from zero."""

    @pytest.mark.parametrize(
        ("value", "digits", "expected"),
        [
            (Fraction(1, 2), 0, Fraction(1)),
            (Fraction(-1, 2), 0, Fraction(-1)),
            (Fraction(3, 2), 0, Fraction(2)),
            (Fraction(5, 2), 0, Fraction(3)),
            (Fraction(49, 100), 0, Fraction(0)),
            (Fraction(1, 8), 2, Fraction(13, 100)),
            (Fraction(-1, 8), 2, Fraction(-13, 100)),
            (Fraction(2, 3), 3, Fraction(667, 1000)),
        ],
    )
    def test_halves_go_away_from_zero(
        self, value: Fraction, digits: int, expected: Fraction
    ) -> None:
        assert round_half_away(value, digits) == expected

    def test_mipex_germany_2015_shows_61(self) -> None:
        areas = [86, 57, 47, 43, 63, 60, 72, 58]
        assert Fraction(sum(areas), len(areas)) == Fraction("60.75")
        assert percent(Fraction("0.6075")) == 61

    @pytest.mark.parametrize(
        ("share", "shown"), [("0.005", 1), ("0.0049", 0), ("1", 100), ("-0.005", -1)]
    )
    def test_percent_are_whole(self, share: str, shown: int) -> None:
        assert percent(Fraction(share)) == shown

    @given(st.fractions(max_denominator=10_000), st.integers(0, 4))
    def test_it_is_symmetric_and_never_off_by_more_than_half(
        self, value: Fraction, digits: int
    ) -> None:
        rounded = round_half_away(value, digits)
        assert round_half_away(-value, digits) == -rounded
        assert abs(rounded - value) * 10**digits <= Fraction(1, 2)
        assert (rounded * 10**digits).denominator == 1


class TestDecimals:
    """M5: a decimal is written back as the decimal that it was."""

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("1/2", "0.5"),
            ("-1/8", "-0.125"),
            ("3", "3"),
            ("0", "0"),
            ("100", "100"),
            ("7/40", "0.175"),
        ],
    )
    def test_finite_decimals_are_written(self, value: str, written: str) -> None:
        assert str(as_decimal(Fraction(value))) == written

    @pytest.mark.parametrize("value", ["1/3", "22/7", "5/6"])
    def test_other_fractions_have_none(self, value: str) -> None:
        assert as_decimal(Fraction(value)) is None

    @given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6))
    def test_it_is_the_inverse_of_exact(self, value: Decimal) -> None:
        found = as_decimal(exact(value))
        assert found is not None
        assert exact(found) == exact(value)
