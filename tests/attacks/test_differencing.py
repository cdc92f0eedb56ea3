# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Differencing: sums and differences of published figures, over all subsets of them."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest
from tests.attacks.differencing import Derived, combination, derive
from tests.attacks.reading import Told, read
from tests.attacks.towns import Column, choice, counted, published, released
from tests.builders import Town, after, node, town

from weltoffen.model.method import Method
from weltoffen.scoring.protection import ProtectionRule
from weltoffen.scoring.releases import release_again

if TYPE_CHECKING:
    from collections.abc import Callable

    from weltoffen.scoring.tally import Tally

NAMES = ("d", "b", "a", "e", "c")
OPTIONS = (2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6)
TABLES = len(OPTIONS) + 1
"""Questions of each report: the last depends on the first."""


def _town(groups: int) -> Town:
    questions = [choice(f"q{at}", options, "ab"[at % 2]) for at, options in enumerate(OPTIONS)]
    last = choice("last", 3, depends_on=after("q0", "b1"))
    return town(
        *questions,
        last,
        nodes=[node("a"), node("b")],
        perspectives=NAMES[:groups],
        method=Method(whole_policy="equal", minimum_coverage="1/4"),
    )


TOWNS = {groups: _town(groups) for groups in range(2, 6)}


class _Dice:
    """Random tables: from uniform to of one mind, from complete to full of gaps."""

    def __init__(self, seed: int) -> None:
        self.dice = np.random.default_rng(seed)

    def tally(self, here: Town) -> Tally:
        sizes = {one: int(self.dice.integers(0, 13)) for one in here.assessment.perspective_ids}
        columns: dict[str, dict[str, Column]] = {one: {} for one in sizes}
        for at, options in enumerate(OPTIONS):
            for one, found in self.columns(sizes, options).items():
                columns[one][f"q{at}"] = found
        asked = {one: found["q0"].counts[1] for one, found in columns.items()}
        for one, found in self.columns(asked, 3).items():
            columns[one]["last"] = found
        return counted(here, {one: (n, columns[one]) for one, n in sizes.items()})

    def columns(self, sizes: dict[str, int], options: int) -> dict[str, Column]:
        mood = self.mood(options)
        own = self.dice.random() < 0.5
        gaps = self.dice.choice([0.0, 0.1, 0.5])
        return {
            one: self.column(n, self.mood(options) if own else mood, gaps)
            for one, n in sizes.items()
        }

    def mood(self, options: int) -> list[float]:
        strength = self.dice.choice([0.0, 0.5, 0.8, 0.95, 1.0])
        shares = np.full(options, (1 - strength) / options)
        shares[self.dice.integers(options)] += strength
        return [float(one) for one in shares]

    def column(self, n: int, mood: list[float], gaps: float) -> Column:
        silent = int(self.dice.binomial(n, gaps))
        unknown, skipped, _ = (int(one) for one in self.dice.multinomial(silent, [0.4, 0.4, 0.2]))
        counts = [int(one) for one in self.dice.multinomial(n - silent, mood)]
        return Column(counts, unknown, skipped, silent - unknown - skipped)

    def merges(self, here: Town) -> list[tuple[str, ...]]:
        ids = self.dice.permutation(here.assessment.perspective_ids).tolist()
        return [tuple(ids[: self.dice.integers(2, len(ids) + 1)])]


@attrs.define
class _Found:
    """What an attack found.

    Attributes:
        tables: How many tables were attacked.
        withholding: How many show figures and withhold a group that took part.
        hits: How many give away a sum that P1 or P3 keeps.
        alone: How many of these the answers of a single withheld perspective.
    """

    tables: int = 0
    withholding: int = 0
    hits: int = 0
    alone: int = 0

    def look(self, told: list[Told], present: dict[str, int], k: int) -> list[Derived]:
        self.tables += 1
        single = {one.members for one in told if len(one.members) == 1}
        hidden = [one for one, n in present.items() if n and frozenset([one]) not in single]
        self.withholding += bool(told and hidden)
        hits = [one for one in derive(told, present) if one.breaks(k)]
        self.hits += bool(hits)
        self.alone += any(len(one.members) == 1 for one in hits if one.members not in single)
        return hits


def answers(tally: Tally, at: int) -> dict[str, tuple[int, ...]]:
    return {one.perspective: one.questions[at].histogram for one in tally.personal}


def attack(reports: int, seed: int, releases: int) -> _Found:
    """Publish random tables, read the bytes, derive what can be derived."""
    dice, found = _Dice(seed), _Found()
    for groups, k in itertools.islice(itertools.cycle(itertools.product(TOWNS, (3, 5))), reports):
        here = TOWNS[groups]
        counts = dice.tally(here)
        first = released(here, counts, ProtectionRule(k=k))
        public = [first]
        for _ in range(releases - 1):
            rule = ProtectionRule(k=int(dice.dice.integers(3, 7)), merges=dice.merges(here))
            public.append(release_again(first, rule, here.assessment, here.edition))
        readings = [read(published(here, one)) for one in public]
        responses = {one.perspective: one.responses for one in counts.personal}
        numbers = [told for one in readings for told in one.participation]
        assert not [one for one in derive(numbers, responses) if one.breaks(k)]
        for at, question in enumerate(one.id for one in here.questionnaire.questions):
            true = answers(counts, at)
            told = [each for one in readings for each in one.questions[question]]
            hits = found.look(told, responses, k)
            assert not hits, (question, true, told)
    return found


def control(tables: int, seed: int, k: int) -> _Found:
    """The same on a plain threshold: every group with k answers, and the total."""
    dice, found = _Dice(seed), _Found()
    for groups in itertools.islice(itertools.cycle(TOWNS), tables):
        sizes = {one: int(dice.dice.integers(0, 13)) for one in NAMES[:groups]}
        columns = dice.columns(sizes, int(dice.dice.integers(2, 7)))
        true = {one: tuple(column.counts) for one, column in columns.items() if sizes[one]}
        told = [Told(frozenset([one]), row) for one, row in true.items() if sum(row) >= k]
        total = tuple(map(sum, zip(*true.values(), strict=True)))
        if sum(total) >= k:
            told.append(Told(frozenset(NAMES), total))
        if told and any(0 < sum(row) < k for row in true.values()):
            found.look(told, {one: sum(row) for one, row in true.items()}, k)
    return found


class TestElimination:
    """The attack's own elimination finds factors exactly where there are some."""

    def test_a_difference_and_a_half(self) -> None:
        assert combination([[1, 1, 1], [0, 1, 1]], [1, 0, 0]) == [Fraction(1), Fraction(-1)]
        half = combination([[1, 1, 0], [1, 0, 1], [0, 1, 1]], [1, 1, 1])
        assert half is not None
        assert {2 * one for one in half} == {1}
        assert combination([[1, 1, 1], [1, 0, 0]], [0, 1, 0]) is None

    @pytest.mark.parametrize("seed", range(20))
    def test_as_numpy_finds_the_rank(self, seed: int) -> None:
        dice = np.random.default_rng(seed)
        rows = dice.integers(0, 2, (3, 4))
        rank = np.linalg.matrix_rank(rows)
        for target in itertools.product([0, 1], repeat=4):
            factors = combination(rows.tolist(), target)
            same = np.linalg.matrix_rank([*rows.tolist(), target]) == rank
            assert (factors is not None) == same
            if factors is not None:
                assert (np.array(factors) @ rows == target).all()


class TestDifferencing:
    """P2, P3, P7: no sum that can be derived has fewer than k answers, or all but one of them alike."""

    def test_one_release(self, record_property: Callable[[str, object], None]) -> None:
        found = attack(80, 1, releases=1)
        record_property("differencing", attrs.asdict(found))
        assert found.tables == 80 * TABLES
        assert found.withholding > found.tables / 10

    def test_two_releases(self, record_property: Callable[[str, object], None]) -> None:
        found = attack(60, 2, releases=2)
        record_property("differencing of two releases", attrs.asdict(found))
        assert found.withholding > found.tables / 10

    def test_a_plain_threshold_is_broken(
        self, record_property: Callable[[str, object], None]
    ) -> None:
        """Control: of tables with a group below five, the attack opens a large share."""
        found = control(2_000, 3, 5)
        record_property("differencing of a plain threshold", attrs.asdict(found))
        assert found.hits / found.tables > 0.3

    @pytest.mark.thorough
    def test_100_000_tables(self, record_property: Callable[[str, object], None]) -> None:
        found = attack(100_000 // TABLES + 1, 4, releases=1)
        record_property("differencing", attrs.asdict(found))
        assert found.tables >= 100_000
        assert found.withholding > found.tables / 10

    @pytest.mark.thorough
    def test_25_000_tables_in_three_releases(
        self, record_property: Callable[[str, object], None]
    ) -> None:
        found = attack(25_000 // TABLES + 1, 5, releases=3)
        record_property("differencing of three releases", attrs.asdict(found))
        assert found.withholding > found.tables / 10
