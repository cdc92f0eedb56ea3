# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""All possible worlds of one question: up to three groups of up to five people, five options, k = 5."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest
from tests.attacks.possible import Family, Outcome, attack, size_vectors
from tests.attacks.reading import read
from tests.attacks.rule import Item, Rule, publish
from tests.attacks.towns import Column, counted, published, released
from tests.builders import single, town

from weltoffen.scoring.protection import ProtectionRule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FIVE = Family((Item(5),), silence=False)
SIZES = size_vectors(3, 5)
NAMES = ("d", "b", "a")


def attack_all(sizes: Iterable[tuple[int, ...]], rule: Rule) -> Outcome:
    """Options are alike: a participant who chose the first stands for those who chose another."""
    return sum((attack(FIVE, one, [rule], kinds=1) for one in sizes), Outcome())


def told(outcome: Outcome) -> dict[str, object]:
    return {**attrs.asdict(outcome), "claims": dict(outcome.claims)}


def some_sizes(seed: int) -> list[tuple[int, ...]]:
    """Every vector of one or two groups, and some of three."""
    dice = np.random.default_rng(seed)
    few = [one for one in SIZES if len(one) < 3]
    many = [one for one in SIZES if len(one) == 3]
    return few + [many[at] for at in dice.choice(len(many), 12, replace=False)]


class TestOneItem:
    """P2, P3: nobody is certain of another's answer, neither an outsider nor a participant."""

    def test_some_sizes(self, record_property: Callable[[str, object], None]) -> None:
        outcome = attack_all(some_sizes(1), Rule(5))
        record_property("possible worlds of one item", told(outcome))
        assert outcome.withholding > 10_000
        assert not outcome.claims, outcome.smallest

    @pytest.mark.thorough
    def test_all_sizes(self, record_property: Callable[[str, object], None]) -> None:
        """Each group is one of 251: 5, 15, 35, 70 or 126 for one to five people."""
        outcome = attack_all(SIZES, Rule(5))
        record_property("possible worlds of one item", told(outcome))
        assert outcome.worlds == 251 + 251**2 + 251**3
        assert outcome.withholding > 1_000_000
        assert not outcome.claims, outcome.smallest

    def test_all_participants_are_like_those_who_chose_the_first_option(self) -> None:
        """The symmetry used above: each of the five options gives as many certain answers as the first."""
        rule = Rule(5, homogeneous="show")
        outside, first, every = (
            attack(FIVE, (1, 2, 3), [rule], kinds=kinds).claims["option"] for kinds in (0, 1, None)
        )
        assert 0 < outside < first
        assert every - outside == 5 * (first - outside)


class TestControls:
    """P3: the same attack finds certain answers as soon as the rule is another one."""

    def test_without_p3(self) -> None:
        outcome = attack_all([(5,), (2, 3), (1, 4, 5)], Rule(5, homogeneous="show"))
        assert outcome.claims["option"] > 1_000

    def test_hiding_a_partner_instead(self) -> None:
        """(1, 5, 5): who is in the third group and not alone in the rest knows why the second joined it."""
        outcome = attack_all([(1, 5, 5)], Rule(5, homogeneous="partner"))
        assert outcome.claims["option"] > 0
        assert outcome.smallest["option"][1].attacker is not None

    def test_a_rest_of_one_group(self) -> None:
        outcome = attack(Family((Item(2),)), (1, 3, 4), [Rule(3, alone=True)])
        assert outcome.claims["silent"] > 0


class TestTheRuleIsTheLibrarys:
    """P1-P3: what the attack takes for published is what the report's bytes tell."""

    def test_a_sample_of_worlds(self) -> None:
        dice = np.random.default_rng(2)
        shown = withheld = 0
        for _ in range(150):
            sizes = [int(one) for one in dice.integers(0, 6, 3)]
            options = int(dice.integers(1, 6))
            rows = [dice.multinomial(n, np.full(options, 1 / options)).tolist() for n in sizes]
            rows = [row + [0] * (5 - options) for row in rows]
            true = np.array([[[*row, 0] for row in rows]], np.int16)
            expected = publish([Item(5)], sizes, [true], Rule(5))[0].reshape(4, 6).tolist()
            here = town(single("q"), perspectives=NAMES)
            counts = counted(
                here,
                {
                    one: (n, {"q": Column(row)})
                    for one, n, row in zip(NAMES, sizes, rows, strict=True)
                },
            )
            found = read(published(here, released(here, counts, ProtectionRule(k=5))))
            cells = {one.members: [*one.counts, one.unanswered] for one in found.questions["q"]}
            hidden = [-1] * 6
            assert [cells.get(frozenset([one]), hidden) for one in NAMES] == expected[:3]
            assert cells.get(frozenset(NAMES), hidden) == expected[3]
            shown += bool(cells)
            withheld += bool(cells) and len(cells) < 1 + sum(n > 0 for n in sizes)
        assert shown > 30
        assert withheld > 20
