# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Claims about people in a report, and the worlds that refute them.

A claim of certainty ("all of the economy chose option 2") is refuted by one world in which it is false, and
which gives the very same publication.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs
import numpy as np
from tests.attacks.possible import divide
from tests.attacks.rule import Numbers, Rule, Yes
from tests.attacks.surveys import NAMES
from tests.attacks.worlds import Case

if TYPE_CHECKING:
    from collections.abc import Iterator


@attrs.frozen
class Claim:
    """That all members of a group (but the attacker) gave one of these answers to a question."""

    attacker: int | None
    """Place of the participant who attacks; None for an outsider."""
    group: int
    question: int
    kind: str
    answers: frozenset[int]


@attrs.frozen
class _Cells:
    """The cells of one question: which one each perspective is in (None is the rest), and their figures."""

    places: dict[int, int | None]
    counts: dict[int | None, Numbers]

    def share(self, one: int, other: int) -> bool:
        return self.places[one] == self.places[other]


@attrs.define
class Claims:
    """What is true of a world and could be claimed, and which other worlds refute it."""

    case: Case
    rule: Rule
    found: list[Claim] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """List what is true."""
        self.found = [
            claim for claim in self._all() if self._holds(self.case.people[None], claim)[0]
        ]

    def _all(self) -> Iterator[Claim]:
        case = self.case
        seen = set()
        published = self._cells()
        for attacker in (None, *range(len(case.people))):
            if attacker is not None:
                who = int(case.groups[attacker]), tuple(case.people[attacker].tolist())
                if who in seen:
                    continue
                seen.add(who)
            for group, index in itertools.product(range(len(NAMES)), range(len(case.survey.items))):
                own = attacker is not None and case.groups[attacker] == group
                if case.sizes[group] - own < 1:
                    continue
                forced = self._forced(published, attacker, group, index)
                for kind, answers in self._kinds(index):
                    if not forced or kind not in {"out", "absent"}:
                        yield Claim(attacker, group, index, kind, answers)

    def _kinds(self, index: int) -> Iterator[tuple[str, frozenset[int]]]:
        values, ticks = self.case.survey.values[index], self.case.survey.ticks[index]
        for answer in range(values):
            yield "option", frozenset([answer])
        if ticks is not None:
            for column in ticks.T:
                yield "tick", frozenset(np.flatnonzero(column).tolist())
                yield "tick", frozenset(np.flatnonzero(column == 0).tolist())
        yield "silent", frozenset([values])
        yield "out", frozenset([values + 1])
        yield "absent", frozenset([values, values + 1])

    def _cells(self) -> list[_Cells]:
        """Give for each question the published distributions of the cells that the perspectives are in."""
        joint = divide(len(NAMES), self.case.merges)
        place = {one: at for at, group in enumerate(joint) for one in group}
        found = []
        rows = self.case.published(self.case.people[None], self.rule)
        for item, row in zip(self.case.survey.items, rows, strict=True):
            *single, total = row[0].reshape(-1, item.options + 1).astype(np.int64)
            figures: dict[int | None, Numbers] = {
                at: cell for at, cell in enumerate(single) if cell[0] >= 0
            }
            places = {one: at if at in figures else None for one, at in place.items()}
            if total[0] >= 0:
                figures[None] = total - sum(figures.values(), np.zeros_like(total))
            found.append(_Cells(places, figures))
        return found

    def _forced(
        self, published: list[_Cells], attacker: int | None, group: int, index: int
    ) -> bool:
        """Say whether the published figures of the parent alone tell that nobody was asked."""
        case, item = self.case, self.case.survey.items[index]
        if item.parent is None:
            return False
        cells = published[item.parent]
        cell = cells.counts.get(cells.places[group])
        if cell is not None:
            levels = case.survey.levels[item.parent]
            asked = int(cell[sorted({int(levels[one]) for one in item.asked})].sum())
            if attacker is not None and cells.share(int(case.groups[attacker]), group):
                asked -= int(case.people[attacker, item.parent] in item.asked)
            if asked == 0:
                return True
        return self._forced(published, attacker, group, item.parent)

    def _holds(self, worlds: Numbers, claim: Claim) -> Yes:
        """Say in which worlds a claim is true."""
        case = self.case
        table = np.zeros(case.survey.values[claim.question] + 2, np.int64)
        table[sorted(claim.answers)] = 1
        of_group = worlds[:, case.groups == claim.group, claim.question]
        so = table[of_group].sum(axis=1)
        needed = case.sizes[claim.group]
        if claim.attacker is not None and case.groups[claim.attacker] == claim.group:
            so = so - table[case.people[claim.attacker, claim.question]]
            needed -= 1
        held: Yes = so == needed
        return held

    def there(self, worlds: Numbers, attacker: int | None) -> Yes:
        """Say in which worlds somebody in the attacker's group answered as she or he did."""
        if attacker is None:
            return np.ones(len(worlds), np.bool_)
        case = self.case
        group = worlds[:, case.groups == case.groups[attacker]]
        there: Yes = (group == case.people[attacker]).all(axis=2).any(axis=1)
        return there

    @property
    def withholding(self) -> bool:
        """Whether some question shows figures and withholds a group that took part."""
        return any(
            cells.counts
            and any(cells.places[one] is None for one, n in enumerate(self.case.sizes) if n)
            for cells in self._cells()
        )

    def same(self, worlds: Numbers) -> Numbers:
        """Keep the worlds in which the rule publishes the same."""
        rows = self.case.published(np.concatenate([self.case.people[None], worlds]), self.rule)
        alike = np.all([(row[1:] == row[0]).all(axis=1) for row in rows], axis=0)
        return worlds[alike]

    def refuting(self, worlds: Numbers) -> Yes:
        """Say which claims (rows) are refuted by which worlds (columns), all of the same publication."""
        there = {one: self.there(worlds, one) for one in {claim.attacker for claim in self.found}}
        rows = [there[claim.attacker] & ~self._holds(worlds, claim) for claim in self.found]
        return np.array(rows, np.bool_).reshape(len(self.found), len(worlds))


def witnesses(refuting: Yes) -> list[int]:
    """Choose a few worlds that together refute every claim that can be refuted."""
    open_ones = refuting.any(axis=1)
    found = []
    while open_ones.any():
        best = int(refuting[open_ones].sum(axis=0).argmax())
        found.append(best)
        open_ones &= ~refuting[:, best]
    return found
