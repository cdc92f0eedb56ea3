# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from weltoffen.scoring.elimination import find_minimum, is_spanned, reduce_rows

MATRICES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 2), min_size=width, max_size=width), min_size=1, max_size=5
    )
)


class TestElimination:
    """P8, exact elimination: what can be worked out from sums."""

    def test_by_hand(self) -> None:
        """From a + b, b + c and a + c each of the three follows."""
        reduced = reduce_rows([[1, 1, 0], [0, 1, 1], [1, 0, 1]])
        assert reduced == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        assert is_spanned(reduced, [1, 0, 0])

    def test_a_total_and_one_part_give_the_other_part(self) -> None:
        reduced = reduce_rows([[1, 1, 1], [1, 0, 0]])
        assert is_spanned(reduced, [0, 1, 1])
        assert not is_spanned(reduced, [0, 1, 0])

    def test_without_rows_only_nothing_follows(self) -> None:
        assert reduce_rows([]) == []
        assert is_spanned([], [0, 0])
        assert not is_spanned([], [0, 1])

    @given(MATRICES)
    def test_as_many_rows_as_the_rank_that_numpy_finds(self, rows: list[list[int]]) -> None:
        assert len(reduce_rows(rows)) == np.linalg.matrix_rank(np.array(rows))

    @given(MATRICES, st.data())
    def test_every_combination_is_spanned(self, rows: list[list[int]], data: st.DataObject) -> None:
        times = data.draw(st.lists(st.integers(-3, 3), min_size=len(rows), max_size=len(rows)))
        pairs = (zip(times, column, strict=True) for column in zip(*rows, strict=True))
        sums = [sum(t * value for t, value in one) for one in pairs]
        assert is_spanned(reduce_rows(rows), sums)


class TestMinimum:
    """P8, feasible intervals: the least value that equations leave open."""

    def test_by_hand(self) -> None:
        """Two groups of 3 and 4 with 5 at the first option: the first has at least 1 of them."""
        rows = [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]]
        assert find_minimum([1, 0, 0, 0], rows, [3, 4, 5, 2]) == 1
        assert find_minimum([0, 0, 1, 0], rows, [3, 4, 5, 2]) == 2

    def test_a_minimum_may_be_a_fraction(self) -> None:
        """X + y = 1, y + z = 1, x + z = 1: each is one half."""
        rows = [[1, 1, 0], [0, 1, 1], [1, 0, 1]]
        assert find_minimum([1, 0, 0], rows, [1, 1, 1]) == Fraction(1, 2)

    def test_there_is_none_where_nothing_fulfils_the_equations(self) -> None:
        assert find_minimum([1], [[1], [1]], [1, 2]) is None

    def test_equations_that_say_the_same_are_one(self) -> None:
        assert find_minimum([1, 0], [[1, 1], [1, 1], [2, 2]], [3, 3, 6]) == 0

    def test_an_equation_without_unknowns_says_nothing(self) -> None:
        assert find_minimum([1, 1], [[0, 0], [1, 1]], [0, 2]) == 2

    @pytest.mark.filterwarnings("ignore::scipy.optimize.OptimizeWarning")
    @given(MATRICES, st.data())
    def test_against_scipy(self, rows: list[list[int]], data: st.DataObject) -> None:
        width = len(rows[0])
        truth = data.draw(st.lists(st.integers(0, 4), min_size=width, max_size=width))
        goal = data.draw(st.lists(st.integers(0, 2), min_size=width, max_size=width))
        sums = [sum(a * x for a, x in zip(row, truth, strict=True)) for row in rows]
        found = linprog(goal, A_eq=np.array(rows), b_eq=np.array(sums), bounds=(0, None))
        exact = find_minimum(goal, rows, sums)
        assert exact is not None
        assert found.status == 0
        assert float(exact) == pytest.approx(found.fun, abs=1e-7)
