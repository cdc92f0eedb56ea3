# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""All possible worlds of a few people and one question, or one and what depends on it.

Persons of a perspective are exchangeable. So a world says of each perspective how many gave each complete
answer, and what is certain of a person is certain of all of her or his perspective.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import attrs
import numpy as np
from tests.attacks.rule import Figures, Item, Numbers, Rule, Yes, classes, publish

if TYPE_CHECKING:
    from collections.abc import Iterator


@attrs.frozen
class Family:
    """A question and those that depend on it.

    An answer is the index of an option; the next number stands for silence (unknown or skipped), the one
    after it for being out of the base (not applicable or not asked).
    """

    items: tuple[Item, ...]
    silence: bool = True
    """Whether people may leave a question without an answer."""

    @cached_property
    def types(self) -> Numbers:
        """All complete answers of one person: one row each, one column for each question."""
        found: list[tuple[int, ...]] = [()]
        for item in self.items:
            out = item.options + 1
            every = range(out + 1) if self.silence else range(item.options)
            found = [
                (*one, answer)
                for one in found
                for answer in (
                    every if item.parent is None or one[item.parent] in item.asked else (out,)
                )
            ]
        return np.array(found)

    def people(self, size: int) -> Numbers:
        """All perspectives of so many people: how many gave each complete answer, one row each."""
        rows = list(_shares(size, len(self.types)))
        return np.array(rows, np.int64).reshape(len(rows), len(self.types))

    def figures(self, people: Numbers, index: int) -> Figures:
        """What rows of people say to a question: how many chose each option, and were silent."""
        item = self.items[index]
        table = self.types[:, index, None] == np.arange(item.options + 1)
        found: Figures = (people @ table).astype(np.int16)
        return found


def _shares(size: int, kinds: int) -> Iterator[tuple[int, ...]]:
    for bars in itertools.combinations(range(size + kinds - 1), kinds - 1):
        edges = (-1, *bars, size + kinds - 1)
        yield tuple(b - a - 1 for a, b in itertools.pairwise(edges))


@attrs.frozen
class Claim:
    """What an attacker is certain of: that all members of a group (but herself) gave this answer."""

    group: int
    question: int
    kind: str
    """``option``; ``silent``; ``out``; ``absent`` if it is one of the two."""
    attacker: tuple[int, tuple[int, ...]] | None
    """None for an outsider; otherwise the group and the complete answer of a participant."""
    published: tuple[tuple[int, ...], ...]
    """For each question the row that is published."""


@attrs.frozen
class Outcome:
    """What an attack on all worlds found.

    Attributes:
        worlds: How many there are.
        publications: How many different publications.
        withholding: How many of these show an item and withhold a group that took part.
        claims: How often an attacker was certain, by kind.
        smallest: The first of these claims of each kind.
    """

    worlds: int = 0
    publications: int = 0
    withholding: int = 0
    claims: Counter[str] = attrs.field(factory=Counter)
    smallest: dict[str, tuple[tuple[int, ...], Claim]] = attrs.field(factory=dict)

    def __add__(self, other: Outcome) -> Outcome:
        """Take two attacks together."""
        return Outcome(
            self.worlds + other.worlds,
            self.publications + other.publications,
            self.withholding + other.withholding,
            self.claims + other.claims,
            other.smallest | self.smallest,
        )


def attack(
    family: Family,
    sizes: Sequence[int],
    rules: Sequence[Rule],
    *,
    merges: Sequence[Sequence[Sequence[int]]] = (),
    kinds: int | None = None,
) -> Outcome:
    """Go through all worlds of groups of these sizes, and count what attackers are certain of.

    Args:
        family: The questions.
        sizes: Number of people of each group.
        rules: The rule of each release that is published.
        merges: For each release the groups that are taken together; empty for none.
        kinds: How many of the complete answers participants attack with; None for all. Where all options are
            alike, those who chose the first stand for all; with 0 only outsiders attack.
    """
    return _Attack.prepare(family, sizes, rules, merges or [()] * len(rules)).run(kinds)


@attrs.define
class _Attack:
    family: Family
    sizes: Sequence[int]
    people: list[Numbers]
    """Of each group all that it may be."""
    places: list[Numbers]
    """Of each group which of these it is, in each world."""
    rows: list[list[Figures]]
    """For each question what each release publishes, in each world."""

    @classmethod
    def prepare(
        cls,
        family: Family,
        sizes: Sequence[int],
        rules: Sequence[Rule],
        merges: Sequence[Sequence[Sequence[int]]],
    ) -> _Attack:
        people = [family.people(size) for size in sizes]
        places = list(np.indices([len(one) for one in people]).reshape(len(sizes), -1))
        figures = [
            np.stack(
                [family.figures(one, index)[at] for one, at in zip(people, places, strict=True)],
                axis=1,
            )
            for index in range(len(family.items))
        ]
        releases = []
        for rule, merge in zip(rules, merges, strict=True):
            groups = divide(len(sizes), merge)
            joint = [
                np.stack([one[:, group].sum(axis=1, dtype=np.int16) for group in groups], axis=1)
                for one in figures
            ]
            responses = [sum(sizes[one] for one in group) for group in groups]
            releases.append(publish(family.items, responses, joint, rule))
        return cls(
            family, sizes, people, places, [list(one) for one in zip(*releases, strict=True)]
        )

    def run(self, kinds: int | None) -> Outcome:
        numbers = classes([row for rows in self.rows for row in rows])
        order = np.argsort(numbers, kind="stable")
        first = order[_starts(numbers[order])]
        outcome = Outcome(
            worlds=len(order), publications=len(first), withholding=self._withholding(first)
        )
        seen = [self._conditions(index) for index in range(len(self.family.items))]
        for attacker in self._attackers(kinds):
            there = order
            if attacker is not None:
                group, kind = attacker
                takes_part = self.people[group][:, kind] > 0
                there = order[takes_part[self.places[group][order]]]
            for group in range(len(self.sizes)):
                for index in range(len(self.family.items)):
                    self._certain(outcome, there, numbers, seen[index], (group, index, attacker))
        return outcome

    def _conditions(self, index: int) -> Numbers:
        """Number what is published of the questions that one depends on, directly or not."""
        rows: list[Figures] = []
        parent = self.family.items[index].parent
        while parent is not None:
            rows += self.rows[parent]
            parent = self.family.items[parent].parent
        return classes(rows or [np.zeros((len(self.places[0]), 1), np.int16)])

    def _attackers(self, kinds: int | None) -> Iterator[tuple[int, int] | None]:
        yield None
        answers = range(len(self.family.types))[:kinds]
        yield from itertools.product([one for one, n in enumerate(self.sizes) if n], answers)

    def _withholding(self, first: Numbers) -> int:
        found = np.zeros(len(first), np.bool_)
        for (row, *_), item in zip(self.rows, self.family.items, strict=True):
            blocks = row[first].reshape(len(first), -1, item.options + 1)[:, :, 0]
            published = np.sum(blocks[:, :-1] >= 0, axis=1)
            found |= (blocks[:, -1] >= 0) & (published < sum(n > 0 for n in self.sizes))
        return int(found.sum())

    def _certain(
        self,
        outcome: Outcome,
        there: Numbers,
        numbers: Numbers,
        parents: Numbers,
        what: tuple[int, int, tuple[int, int] | None],
    ) -> None:
        group, index, attacker = what
        own = attacker[1] if attacker is not None and attacker[0] == group else None
        others = self.sizes[group] - (own is not None)
        if others < 1 or not len(there):
            return
        item = self.family.items[index]
        people = self.people[group].copy()
        if own is not None:
            people[:, own] -= 1
        at = self.places[group][there]
        starts = _starts(numbers[there])
        told = np.bitwise_or.reduceat(self._codes(people, index, others)[at], starts)
        silent, out, absent, other = (1 << item.options + i for i in range(4))
        kinds = {
            "option": (told < silent) & (told & (told - 1) == 0),
            "silent": told == silent,
            "out": told == out,
            "absent": (told & (absent - 1 | absent) >= silent)
            & (told < other)
            & (told >= silent)
            & (told & (silent - 1) == 0),
        }
        kinds["absent"] &= ~kinds["silent"] & ~kinds["out"]
        if item.parent is not None:
            forced = self._forced(there, parents, people, at, item)[starts]
            kinds["out"] &= ~forced
            kinds["absent"] &= ~forced
        for kind, hits in kinds.items():
            if hits.any():
                outcome.claims[kind] += int(hits.sum())
                world = int(there[starts[np.argmax(hits)]])
                outcome.smallest.setdefault(
                    kind, (tuple(self.sizes), self._claim(world, kind, what))
                )

    def _codes(self, people: Numbers, index: int, others: int) -> Numbers:
        """Say what all members have in common: a bit for the option, silence, or being out of the base."""
        item = self.family.items[index]
        answers = self.family.types[:, index]
        code = np.full(len(people), 1 << item.options + 3, np.int64)
        code[people[:, answers >= item.options].sum(axis=1) == others] = 1 << item.options + 2
        for answer in range(item.options + 2):
            code[people[:, answers == answer].sum(axis=1) == others] = 1 << answer
        return code

    def _forced(
        self, there: Numbers, parents: Numbers, people: Numbers, at: Numbers, item: Item
    ) -> Yes:
        """Say where what is published of the conditions alone tells that nobody can have been asked."""
        before = self.family.types[:, item.parent or 0]
        asked = people[:, np.isin(before, sorted(item.asked))].sum(axis=1) > 0
        count = np.bincount(parents[there], weights=asked[at], minlength=int(parents.max()) + 1)
        nobody: Yes = count[parents[there]] == 0
        return nobody

    def _claim(self, world: int, kind: str, what: tuple[int, int, tuple[int, int] | None]) -> Claim:
        group, index, attacker = what
        who = None
        if attacker is not None:
            who = attacker[0], tuple(self.family.types[attacker[1]].tolist())
        rows = tuple(tuple(row[world].tolist()) for rows in self.rows for row in rows)
        return Claim(group, index, kind, who, rows)


def _starts(numbers: Numbers) -> Numbers:
    """Give the places at which a new number begins, in sorted numbers."""
    return np.concatenate([[0], np.flatnonzero(np.diff(numbers)) + 1])


def divide(groups: int, merges: Sequence[Sequence[int]]) -> list[list[int]]:
    """Give the groups after some were merged, each at its first member's place."""
    together = {one: sorted(merge) for merge in merges for one in merge}
    found = [together.get(one, [one]) for one in range(groups)]
    return [one for at, one in enumerate(found) if found.index(one) == at]


def size_vectors(groups: int, largest: int) -> list[tuple[int, ...]]:
    """All ordered vectors of sizes, for one group up to so many, with 1 to ``largest`` people each."""
    return [
        sizes
        for n in range(1, groups + 1)
        for sizes in itertools.product(range(1, largest + 1), repeat=n)
    ]
