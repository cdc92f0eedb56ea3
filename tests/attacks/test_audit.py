# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The audit held against scipy's linear programming, and against an elimination of the attack's own."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest
from scipy.optimize import linprog
from tests.attacks.differencing import derivable, derive
from tests.attacks.reading import Told
from tests.attacks.towns import Column, choice, counted
from tests.builders import refused, town

from weltoffen.scoring.audit import Relation, audit_figures, find_atoms, least_count
from weltoffen.scoring.elimination import find_minimum, is_spanned, reduce_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.attacks.rule import Numbers

    from weltoffen.scoring.tally import Tally

NAMES = ("d", "b", "a", "e", "c")
INFEASIBLE = 2
TOWNS = {options: town(choice("q", options), perspectives=NAMES) for options in range(2, 6)}


def minimum(
    objective: Sequence[int], rows: Sequence[Sequence[int]], sums: Sequence[int]
) -> float | None:
    """Give the minimum that scipy finds; None if nothing fulfils the equations."""
    found = linprog(objective, A_eq=np.array(rows), b_eq=np.array(sums), method="highs")
    assert found.status in {0, INFEASIBLE}
    return None if found.status else float(found.fun)


@attrs.frozen
class Table:
    """One question of some perspectives, and what is published of it."""

    counts: dict[str, tuple[int, ...]]
    silent: dict[str, int]
    relations: tuple[Relation, ...]
    k: int

    @property
    def options(self) -> int:
        return len(next(iter(self.counts.values())))

    @property
    def sizes(self) -> dict[str, int]:
        return {one: sum(row) for one, row in self.counts.items()}

    @property
    def present(self) -> list[str]:
        return [one for one in self.counts if self.sizes[one] + self.silent[one]]

    def tally(self) -> Tally:
        return counted(
            TOWNS[self.options],
            {
                one: (sum(row) + self.silent[one], {"q": Column(row, unknown=self.silent[one])})
                for one, row in self.counts.items()
            },
        )

    def told(self) -> list[Told]:
        return [Told(one.members, one.counts[:-1]) for one in self.relations]

    def least(self, members: frozenset[str], option: int) -> int:
        """Least number of answers at an option that these perspectives can have given, by scipy."""
        cells = list(itertools.product(self.counts, range(self.options)))
        rows = [[int(who == one) for who, _ in cells] for one in self.counts]
        sums = list(self.sizes.values())
        for relation in self.relations:
            for at in range(self.options):
                rows.append([int(place == at and who in relation.members) for who, place in cells])
                sums.append(relation.counts[at])
        aim = [int(place == option and who in members) for who, place in cells]
        found = minimum(aim, rows, sums)
        assert found is not None
        return math.ceil(found - 1e-6)


def draw(dice: np.random.Generator, divisions: int) -> Table:
    """Draw a table of which some divisions of the perspectives are published by a plain threshold.

    In half of them the first division is the declared one; in the others relations often overlap.
    """
    options, k = int(dice.integers(2, 6)), int(dice.choice([3, 5]))
    declared = bool(dice.random() < 0.5)
    names = NAMES[: int(dice.integers(2 if declared else 4, 6))]
    mood = dice.dirichlet(np.full(options, dice.choice([0.2, 1.0, 5.0])))
    counts, silent = {}, {}
    largest = int(dice.choice([3, 8, 13]))
    for one in names:
        own = mood if dice.random() < 0.6 else dice.dirichlet(np.full(options, 0.3))
        counts[one] = tuple(dice.multinomial(dice.integers(0, largest), own).tolist())
        silent[one] = int(dice.integers(0, 2))
    relations: dict[frozenset[str], Relation] = {}
    for at in range(divisions):
        parts = dice.permutation(len(names)) // 2
        if declared and not at:
            parts = np.arange(len(names))
        whole = frozenset(names)
        for cell in (*(frozenset(np.array(names)[parts == part]) for part in set(parts)), whole):
            row = [sum(counts[one][at] for one in cell) for at in range(options)]
            if sum(row) >= k:
                figures = (*row, sum(silent[one] for one in cell))
                relations[cell] = Relation(members=cell, counts=figures)
    return Table(counts, silent, tuple(relations.values()), k)


def draw_problem(dice: np.random.Generator) -> tuple[list[int], list[list[int]], list[int]]:
    """Draw a linear form and equations; of those with sums of a point some are made to fail."""
    unknowns, equations = int(dice.integers(1, 9)), int(dice.integers(1, 7))
    rows = dice.integers(-1 if dice.random() < 0.3 else 0, 3, (equations, unknowns))
    point = dice.integers(0, 6, unknowns) * (dice.random(unknowns) < 0.7)
    sums = rows @ point
    rows[sums < 0] *= -1
    sums = np.abs(sums)
    if dice.random() < 0.2:
        sums[dice.integers(equations)] += dice.integers(1, 4)
    return dice.integers(0, 3, unknowns).tolist(), rows.tolist(), sums.tolist()


def check_minimum(problems: int, seed: int) -> dict[str, int]:
    dice = np.random.default_rng(seed)
    found = {"problems": problems, "impossible": 0, "no whole number": 0}
    for _ in range(problems):
        objective, rows, sums = draw_problem(dice)
        exact, expected = find_minimum(objective, rows, sums), minimum(objective, rows, sums)
        assert (exact is None) == (expected is None), (objective, rows, sums)
        if exact is None or expected is None:
            found["impossible"] += 1
            continue
        assert abs(float(exact) - expected) < 1e-6, (objective, rows, sums)
        found["no whole number"] += exact.denominator > 1
    return found


def check_least(tables: int, seed: int) -> dict[str, int]:
    dice = np.random.default_rng(seed)
    found = {"tables": tables, "above 0": 0, "overlapping": 0}
    for _ in range(tables):
        table = draw(dice, int(dice.integers(1, 5)))
        size = int(dice.integers(1, len(table.counts)))
        members = frozenset(dice.choice(list(table.counts), size, replace=False).tolist())
        option = int(dice.integers(table.options))
        exact = least_count(table.relations, table.sizes, members, option)
        assert exact == table.least(members, option), (table, members, option)
        found["above 0"] += exact > 0
        known = frozenset(one.members for one in table.relations)
        found["overlapping"] += bool(known) and find_atoms(known) is None
    return found


def expected_bounded(table: Table) -> set[frozenset[str]]:
    """Give the perspectives of which all answers, or all but one, must be alike, by scipy."""
    sizes = table.sizes
    alone = [one for one in table.counts if sizes[one] == 1]
    sets = [frozenset([one]) for one in table.counts if sizes[one]]
    sets += [frozenset(pair) for pair in itertools.combinations(alone, 2)]
    found = set()
    for members in sets:
        enough = max(1, sum(sizes[one] for one in members) - 1)
        columns = [
            sum(column) for column in zip(*(table.counts[one] for one in members), strict=True)
        ]
        # The true table fulfils the equations, so no minimum is above what it says.
        for option in (at for at, n in enumerate(columns) if n >= enough):
            if table.least(members, option) >= enough:
                found.add(members)
    return found


def check_audit(tables: int, seed: int) -> dict[str, int]:
    dice = np.random.default_rng(seed)
    found = {"tables": tables, "leaks": 0, "bounded": 0, "clean": 0, "overlapping": 0}
    for _ in range(tables):
        table = draw(dice, int(dice.integers(1, 5)))
        findings = audit_figures({"q": table.relations}, table.tally(), table.k)
        broken = {frozenset(one.members) for one in findings if one.breach != "bounded"}
        leaks = {one.members for one in derive(table.told(), table.present) if one.breaks(table.k)}
        assert broken <= leaks, (table, broken, leaks)
        assert bool(broken) == bool(leaks), (table, broken, leaks)
        bounded = {frozenset(one.members) for one in findings if one.breach == "bounded"}
        assert bounded == expected_bounded(table), table
        found["leaks"] += bool(leaks)
        found["bounded"] += bool(bounded)
        found["clean"] += bool(table.relations) and not findings
        known = frozenset(one.members & {*table.present} for one in table.relations) - {frozenset()}
        found["overlapping"] += bool(known) and find_atoms(known) is None
    return found


class TestLinearProgramming:
    """P8: exact minima are those of scipy's linear programming."""

    def test_minimum(self, record_property: Callable[[str, object], None]) -> None:
        found = check_minimum(400, 1)
        record_property("minima", found)
        assert found["impossible"] > 20
        assert found["no whole number"] > 10

    def test_least_count(self, record_property: Callable[[str, object], None]) -> None:
        found = check_least(120, 2)
        record_property("least counts", found)
        assert found["above 0"] > 20
        assert found["overlapping"] > 5

    @pytest.mark.thorough
    def test_many_minima(self, record_property: Callable[[str, object], None]) -> None:
        found = check_minimum(10_000, 3)
        record_property("minima", found)
        assert found["impossible"] > 500

    @pytest.mark.thorough
    def test_many_least_counts(self, record_property: Callable[[str, object], None]) -> None:
        found = check_least(10_000, 4)
        record_property("least counts", found)
        assert found["above 0"] > 500
        assert found["overlapping"] > 500


class TestElimination:
    """P8: sums that can be derived are found as the attack's own elimination finds them."""

    def test_atoms(self) -> None:
        """Every sum that follows is a sum of atoms; where there are none, sums that follow overlap."""
        dice = np.random.default_rng(5)
        overlapping = 0
        for _ in range(300):
            names = NAMES[: int(dice.integers(2, 6))]
            masks = {int(one) for one in dice.integers(1, 2 ** len(names), dice.integers(1, 5))}
            follow = {one for one, _ in derivable(tuple(sorted(masks)), len(names))}
            atoms = find_atoms(frozenset(_members(one, names) for one in masks))
            if atoms is not None:
                sums = {
                    frozenset().union(*some)
                    for n in range(1, len(atoms) + 1)
                    for some in itertools.combinations(atoms, n)
                }
                assert sums == {_members(one, names) for one in follow}
            else:
                least = [
                    one for one in follow if not any(o != one and o & one == o for o in follow)
                ]
                one_each = sum(one.bit_count() for one in least)
                covered = int(np.bitwise_or.reduce(least)).bit_count()
                assert one_each > covered or len(follow) != 2 ** len(least) - 1
                overlapping += 1
        assert overlapping > 20

    def test_spans(self) -> None:
        dice = np.random.default_rng(6)
        for _ in range(300):
            rows: Numbers = dice.integers(0, 2, (dice.integers(1, 5), 5))
            target = dice.integers(0, 2, 5)
            reduced = reduce_rows(rows.tolist())
            rank = np.linalg.matrix_rank(rows)
            assert len(reduced) == rank
            spanned = np.linalg.matrix_rank(np.vstack([rows, target])) == rank
            assert is_spanned(reduced, target.tolist()) == spanned
            assert all(isinstance(value, Fraction) for row in reduced for value in row)


def _members(mask: int, names: Sequence[str]) -> frozenset[str]:
    return frozenset(one for at, one in enumerate(names) if mask >> at & 1)


class TestPlantedLeaks:
    """P8: the audit finds what a plain threshold gives away, and nothing else."""

    def test_some_tables(self, record_property: Callable[[str, object], None]) -> None:
        found = check_audit(100, 7)
        record_property("planted leaks", found)
        assert min(found["leaks"], found["bounded"], found["clean"], found["overlapping"]) > 5

    @pytest.mark.thorough
    def test_10_000_tables(self, record_property: Callable[[str, object], None]) -> None:
        found = check_audit(10_000, 8)
        record_property("planted leaks", found)
        assert min(found["leaks"], found["bounded"], found["clean"], found["overlapping"]) > 300

    def test_figures_of_another_tally_are_refused(self) -> None:
        """P7: a round is closed; one more answer, and the audit publishes nothing."""
        table = Table({"d": (3, 3), "b": (2, 4)}, {"d": 0, "b": 0}, (), 3)
        both: dict[str, Any] = {"members": frozenset("db"), "counts": (5, 7, 0)}
        assert audit_figures({"q": [Relation(**both)]}, table.tally(), 3) == ()
        other = Relation(**{**both, "counts": (5, 8, 0)})
        assert [
            code for code, _ in refused(lambda: audit_figures({"q": [other]}, table.tally(), 3))
        ] == ["release-differs"]
