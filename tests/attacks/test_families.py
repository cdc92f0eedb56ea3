# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""All possible worlds of small groups that may leave questions without an answer, with dependent questions.

Here people may also say "don't know", skip, or say that a question does not apply; so numbers of participants
are known, and numbers of answers are not. Looked for are certain options, and certain states: that a whole
group gave no answer, or was out of the base.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest
from tests.attacks.possible import Family, Outcome, attack, size_vectors
from tests.attacks.rule import Item, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Sizes = tuple[int, ...]
ONE = {options: Family((Item(options),)) for options in (2, 3)}
CHILD = Family((Item(2), Item(2, parent=0, asked=frozenset([0]))))
WIDE = Family((Item(3), Item(2, parent=0, asked=frozenset([0, 1]))))
NARROW = Family((Item(3), Item(2, parent=0, asked=frozenset([0]))))
GRANDCHILD = Family((*NARROW.items, Item(2, parent=1, asked=frozenset([0]))))
TWINS = Family((*CHILD.items, Item(2, parent=0, asked=frozenset([1]))))
FOUR = list(itertools.product(range(1, 4), repeat=4))

UNIVERSES: dict[str, tuple[Family, list[Sizes], tuple[int, ...]]] = {
    "one question of two options, three groups of up to six": (
        ONE[2],
        size_vectors(3, 6),
        (3, 4, 5),
    ),
    "one question of two options, four groups": (ONE[2], FOUR, (3, 4, 5)),
    "one question of three options": (ONE[3], size_vectors(3, 4), (3, 4, 5)),
    "a dependent question, three groups": (CHILD, size_vectors(3, 4), (3,)),
    "a dependent question, two groups of up to six": (CHILD, size_vectors(2, 6), (3, 4, 5)),
    "a question that depends on two of three options": (WIDE, size_vectors(2, 4), (3, 4)),
    "a question that depends on one of three options": (NARROW, size_vectors(3, 3), (3, 4)),
    "a dependent question of a dependent one": (GRANDCHILD, size_vectors(2, 4), (3, 4)),
    "two dependent questions": (TWINS, size_vectors(2, 4), (3, 4)),
}


def attack_all(family: Family, sizes: Iterable[Sizes], k: int) -> Outcome:
    return sum((attack(family, one, [Rule(k)]) for one in sizes), Outcome())


def told(outcome: Outcome) -> dict[str, object]:
    return {**attrs.asdict(outcome), "claims": dict(outcome.claims)}


class TestFamilies:
    """P2-P4, decision 0007: nobody is certain of another's answer, nor that a whole group gave none."""

    @pytest.mark.parametrize("name", UNIVERSES)
    def test_some_sizes(self, name: str, record_property: Callable[[str, object], None]) -> None:
        """Sizes at random, up to about 100 000 worlds each."""
        family, sizes, ks = UNIVERSES[name]
        dice = np.random.default_rng(1)
        small = [one for one in sizes if sum(one) >= 4 and _worlds(family, one) < 100_000]
        some = [small[at] for at in dice.choice(len(small), 8, replace=False)]
        outcome = attack_all(family, some, ks[0])
        record_property(name, told(outcome))
        assert outcome.withholding > 0
        assert not outcome.claims, outcome.smallest

    @pytest.mark.thorough
    @pytest.mark.parametrize("name", UNIVERSES)
    def test_all_sizes(self, name: str, record_property: Callable[[str, object], None]) -> None:
        family, sizes, ks = UNIVERSES[name]
        for k in ks:
            outcome = attack_all(family, sizes, k)
            record_property(f"{name}, k = {k}", told(outcome))
            assert outcome.withholding > 100
            assert not outcome.claims, outcome.smallest

    @pytest.mark.thorough
    @pytest.mark.parametrize("merge", [(0, 1), (0, 3), (1, 2, 3)])
    def test_merged_groups(self, merge: Sizes) -> None:
        """A2: of the members of a merged group nothing more is certain than of the whole group."""
        outcome = Outcome()
        for sizes in FOUR:
            outcome += attack(ONE[2], sizes, [Rule(3)], merges=[[merge]])
        assert outcome.withholding > 100
        assert not outcome.claims, outcome.smallest


def _worlds(family: Family, sizes: Sizes) -> int:
    return int(np.prod([len(family.people(size)) for size in sizes]))


class TestControls:
    """P2, P3, P7: the same attack finds certain answers and states where the rule is another one."""

    def test_without_p3(self) -> None:
        outcome = attack(CHILD, (1, 2), [Rule(3, homogeneous="show")])
        assert outcome.claims["option"] > 0

    def test_a_single_group_as_the_rest(self) -> None:
        """P2: (1, 3), everybody but the one in the first group has answered, and each in another way."""
        outcome = attack(ONE[3], (1, 3), [Rule(3, alone=True)])
        assert outcome.claims["silent"] > 0
        assert outcome.claims["out"] > 0
        assert outcome.smallest["silent"][1].group == 0

    def test_company_by_answers(self) -> None:
        """Decision 0012: (1, 9, 12) and k = 5; if the one person is silent, the third group vanishes."""
        outcome = attack(ONE[2], (1, 9, 12), [Rule(5, company="answers")], kinds=0)
        assert outcome.claims["silent"] > 0
        assert outcome.smallest["silent"][1].group == 0
        assert not attack(ONE[2], (1, 9, 12), [Rule(5)], kinds=0).claims

    def test_two_thresholds(self) -> None:
        """Decision 0013: (5, 20) with k = 5 and with k = 6, each from the tally."""
        family = Family((Item(4),), silence=False)
        both = attack(family, (5, 20), [Rule(5), Rule(6)], kinds=1)
        assert both.claims["option"] > 0
        assert not attack(family, (5, 20), [Rule(5)], kinds=1).claims
        assert not attack(family, (5, 20), [Rule(6)], kinds=1).claims

    def test_two_first_releases(self) -> None:
        """P7: two releases made each from the tally tell who was silent; either of them alone does not."""
        sizes, merge = (2, 2, 2, 3), [(0, 2)]
        both = attack(ONE[2], sizes, [Rule(3), Rule(3)], merges=[(), merge])
        assert both.claims["silent"] > 0
        assert not attack(ONE[2], sizes, [Rule(3)]).claims
        assert not attack(ONE[2], sizes, [Rule(3)], merges=[merge]).claims

    def test_what_a_parent_shows_is_no_finding(self) -> None:
        """(4,): with a parent of 0 and 4 there is nothing to find out about who was asked."""
        outcome = attack(CHILD, (4,), [Rule(3, homogeneous="show")])
        assert outcome.claims["out"] == 0
