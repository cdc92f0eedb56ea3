# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.report.lengths`: numbers that no report can be added up with."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.report.tampering import POOLED, SECOND, problems, tampered

from weltoffen.errors import Problems
from weltoffen.report.lengths import LONGEST, check_lengths
from weltoffen.report.shares import Share

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

BITS = 6_000
"""About as long as one number may be."""


def long_shares(count: int) -> list[Share]:
    """Give shares whose common denominator is nearly as long as all of theirs together."""
    sizes = itertools.count(BITS, 2)
    return [Share(Fraction(1, 2**size - 1)) for size in itertools.islice(sizes, count)]


def found(report: Report) -> list[tuple[str, str]]:
    """Give what is found of lengths alone."""
    told = Problems()
    check_lengths(told, report)
    return [(one.code, one.pointer) for one in told.found]


MANY = long_shares(LONGEST // BITS + 20)


def with_many(*path: str, spot: tuple[str | int, ...]) -> Report:
    """Give the second round with one entry of a list many times, each with another long number."""
    entries: Any = SECOND
    for step in path:
        entries = getattr(entries, step)
    longer = tuple(tampered(entries[1], *spot, to=share) for share in MANY)
    changed: Report = tampered(SECOND, *path, to=longer)
    return changed


class TestLengths:
    """What would take hours is refused at once, at the place where it becomes too long."""

    @pytest.mark.parametrize("report", [POOLED, SECOND], ids=["pooled", "second"])
    def test_reports_are_short(self, report: Report) -> None:
        assert found(report) == []

    def test_values_of_a_question(self) -> None:
        report = tampered(SECOND, "questions", 0, "values", to=tuple(MANY))
        ((code, pointer),) = problems(report)
        assert code == "number-too-long"
        assert pointer.startswith("/questions/0/values/1")

    def test_values_of_different_questions_do_not_add_up(self) -> None:
        question = SECOND.questions[0]
        each = tuple(attrs.evolve(question, values=(share,)) for share in MANY)
        assert found(attrs.evolve(SECOND, questions=each)) == []

    @pytest.mark.parametrize("name", ["score", "coverage"])
    def test_scores_and_coverages_of_a_node(self, name: str) -> None:
        report = with_many("perspectives", spot=("nodes", 1, name))
        ((code, pointer),) = found(report)
        assert code == "number-too-long"
        assert pointer.startswith("/perspectives/1")
        assert pointer.endswith(f"/nodes/1/{name}")

    @pytest.mark.parametrize("name", ["earlier", "later"])
    def test_scores_of_both_rounds(self, name: str) -> None:
        report = with_many("change", "views", spot=("nodes", 1, name))
        ((code, pointer),) = found(report)
        assert code == "number-too-long"
        assert pointer.startswith("/change/views/1")
        assert pointer.endswith(f"/nodes/1/{name}")

    def test_a_few_long_ones_may_stand_there(self) -> None:
        few = tuple(MANY[:10])
        assert found(tampered(SECOND, "questions", 0, "values", to=few)) == []
