# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Exact elimination and linear programming (Elimination) for the audit: rule P8.

Both work with fractions, so that nothing is derivable or hidden by a rounding error. The problems of an audit
are small: some perspectives and the options of one question.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Row = list[Fraction]


def reduce_rows(rows: Sequence[Sequence[int]]) -> list[Row]:
    """Give the reduced row echelon form of a matrix, without rows of zeros.

    Two matrices have the same form if and only if they span the same rows.
    """
    left = [[Fraction(value) for value in row] for row in rows]
    found: list[Row] = []
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        left = [_without(row, pivot, column) for row in left]
        found = [*(_without(row, pivot, column) for row in found), pivot]
    return found


def _without(row: Row, pivot: Row, column: int) -> Row:
    factor = row[column]
    if not factor:
        return row
    return [value - factor * other for value, other in zip(row, pivot, strict=True)]


def is_spanned(reduced: Sequence[Row], row: Sequence[int]) -> bool:
    """Say whether a row is a combination of rows in reduced form: whether its sum can be worked out."""
    left = [Fraction(value) for value in row]
    for pivot in reduced:
        column = next(at for at, value in enumerate(pivot) if value)
        left = _without(left, pivot, column)
    return not any(left)


def find_minimum(
    objective: Sequence[int], rows: Sequence[Sequence[int]], sums: Sequence[int]
) -> Fraction | None:
    """Find the exact minimum of a linear form over the x >= 0 with ``rows @ x == sums`` (simplex).

    Args:
        objective: What is to be minimised, one coefficient for each unknown.
        rows: Coefficients of the equations.
        sums: Their right sides, each at least 0.

    Returns:
        The minimum; None if no x fulfils the equations. The form must be bounded from below, as every form
        with coefficients of at least 0 is.
    """
    unknowns, equations = len(objective), len(rows)
    table = [
        [*map(Fraction, row), *(Fraction(at == other) for other in range(equations)), Fraction(one)]
        for at, (row, one) in enumerate(zip(rows, sums, strict=True))
    ]
    basis = list(range(unknowns, unknowns + equations))
    artificial = [Fraction(0)] * unknowns + [Fraction(1)] * equations
    if _optimise(table, basis, artificial, unknowns + equations):
        return None
    for at in range(
        equations
    ):  # an artificial unknown that is left is 0: let a real one take its place
        column = next((c for c in range(unknowns) if table[at][c]), None)
        if basis[at] >= unknowns and column is not None:
            _pivot(table, basis, at, column)
    costs = [*map(Fraction, objective), *[Fraction(0)] * equations]
    return _optimise(table, basis, costs, unknowns)


def _optimise(table: list[Row], basis: list[int], costs: Row, usable: int) -> Fraction:
    """Go from corner to corner until the cost is least, by Bland's rule, which never goes in circles."""
    while True:
        priced = [(row, costs[basis[at]]) for at, row in enumerate(table) if costs[basis[at]]]
        column = next(
            (
                c
                for c in range(usable)
                if costs[c] < sum((price * row[c] for row, price in priced), Fraction(0))
            ),
            None,
        )
        if column is None:
            return sum((price * row[-1] for row, price in priced), Fraction(0))
        ratios = [
            (row[-1] / row[column], basis[at], at)
            for at, row in enumerate(table)
            if row[column] > 0
        ]
        _pivot(table, basis, min(ratios)[2], column)


def _pivot(table: list[Row], basis: list[int], at: int, column: int) -> None:
    pivot = [value / table[at][column] for value in table[at]]
    table[:] = [
        pivot if index == at else _without(row, pivot, column) for index, row in enumerate(table)
    ]
    basis[at] = column
