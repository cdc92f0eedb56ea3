# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The rules of publication, P1-P4, written a second time: what an attacker knows, for many worlds at once.

Nothing here is taken from the library. A `Rule` can be weakened, to show that an attack finds what it should.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import attrs
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator

Numbers = npt.NDArray[np.int64]
Figures = npt.NDArray[np.int16]
"""For each world and group how many chose each option, and last how many did not answer; or rows of these."""
Yes = npt.NDArray[np.bool_]


@attrs.frozen
class Item:
    """A question: number of options (or sums of points), what it depends on, and of a checklist the ticks."""

    options: int
    parent: int | None = None
    asked: frozenset[int] = frozenset()
    ticks: int = 0


@attrs.frozen
class Rule:
    """The rules as they are; or without one of their parts, as a control."""

    k: int
    homogeneous: Literal["hide", "partner", "show"] = "hide"
    ticks: bool = True
    company: Literal["responses", "answers"] = "responses"
    """What makes a group somebody, and the next smallest: ``answers`` before decision 0012."""
    alone: bool = False
    """Whether the rest may be a single group."""


def find_rest(
    answers: Sequence[int], responses: Sequence[int], rule: Rule, base: int = 0
) -> int | None:
    """P2: give the groups of the undisclosed rest as bits; None if the total is hidden."""
    if sum(answers) < rule.k:
        return None
    rest = base
    for group, n in enumerate(answers):
        if n < rule.k:
            rest |= 1 << group
    sizes = responses if rule.company == "responses" else answers
    for group in sorted(range(len(answers)), key=lambda one: (sizes[one], one)):
        inside = [one for one in range(len(answers)) if rest >> one & 1 and responses[one]]
        counting = sum(sizes[one] > 0 for one in inside)
        enough = rule.alone or (counting > 1 and sum(answers[one] for one in inside) >= rule.k)
        if not inside or enough:
            break
        rest |= 1 << group
    return rest


@attrs.define
class _Publication:
    """One item in all worlds while it is decided."""

    item: Item
    figures: Figures
    ticks: Figures | None
    responses: Sequence[int]
    rule: Rule
    rows: Figures
    rests: Numbers

    def decide(self, where: Numbers, answers: Sequence[int], base: int) -> None:
        """Decide on worlds in which the groups gave the same numbers of answers."""
        rest = find_rest(answers, self.responses, self.rule, base)
        if rest is None:
            return
        groups = len(answers)
        outside = [one for one in range(groups) if not rest >> one & 1]
        single = [self._tells(where, 1 << one) for one in outside]
        together, total = self._tells(where, rest), self._tells(where, 2**groups - 1)
        if self.rule.homogeneous == "partner":
            self._join(where, answers, rest, dict(zip(outside, single, strict=True)), together)
            return
        if self.rule.homogeneous == "hide":
            where = where[~np.any([*single, together, total], axis=0)]
        self._show(where, rest)

    def _tells(self, where: Numbers, cell: int) -> Yes:
        """P3: say in which worlds a cell is homogeneous, or an option of a checklist is."""
        members = [one for one in range(len(self.responses)) if cell >> one & 1]
        counts = self.figures[where][:, members, : self.item.options].sum(axis=1)
        n = counts.sum(axis=1)
        found = counts.max(axis=1) >= n - 1
        if self.ticks is not None and self.rule.ticks:
            ticks = self.ticks[where][:, members].sum(axis=1)
            found |= np.any((ticks <= 1) | (ticks >= n[:, None] - 1), axis=1)
        told: Yes = found & (n > 0)
        return told

    def _join(
        self,
        where: Numbers,
        answers: Sequence[int],
        rest: int,
        single: dict[int, Yes],
        together: Yes,
    ) -> None:
        """In place of P3: what is homogeneous joins the rest, or gets company."""
        joining = np.zeros(len(where), np.int64)
        for group, tells in single.items():
            joining |= tells.astype(np.int64) << group
        if single:
            following = min(single, key=lambda one: (self.responses[one], one))
            joining |= np.where((joining == 0) & together, 1 << following, 0)
        self._show(where[(joining == 0) & ~together], rest)
        for joined in np.unique(joining[joining > 0]):
            self.decide(where[joining == joined], answers, rest | int(joined))

    def _show(self, where: Numbers, rest: int) -> None:
        self.rests[where] = rest
        for group in range(len(self.responses)):
            if not rest >> group & 1:
                self.rows[where, group] = self.figures[where, group]
        self.rows[where, -1] = self.figures[where].sum(axis=1)


def _alike(answers: Numbers, before: Numbers) -> Iterator[Numbers]:
    """Give the worlds that have the same numbers of answers, and the same before."""
    key = before - before.min()
    for group in range(answers.shape[1]):
        key = key * (int(answers.max()) + 1) + answers[:, group]
    order = np.argsort(key, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(key[order])) + 1)


def publish(
    items: Sequence[Item],
    responses: Sequence[int],
    figures: Sequence[Figures],
    rule: Rule,
    ticks: Sequence[Figures | None] | None = None,
) -> list[Figures]:
    """Give what is published of each item in each world: one row each, -1 for the marker.

    A row holds the figures of each group, and last those of the total.
    """
    base = find_rest(responses, responses, rule)
    worlds = len(figures[0])
    published: list[Figures] = []
    rests: list[Numbers] = []
    for index, item in enumerate(items):
        found = _Publication(
            item,
            figures[index],
            None if ticks is None else ticks[index],
            responses,
            rule,
            np.full((worlds, len(responses) + 1, item.options + 1), -1, np.int16),
            np.full(worlds, -1, np.int64),
        )
        before = np.full(worlds, -1 if base is None else base)
        if item.parent is not None:
            before = rests[item.parent]
        answers = found.figures[:, :, : item.options].sum(axis=2, dtype=np.int64)
        for where in _alike(answers, before) if worlds else ():
            if before[where[0]] >= 0:
                found.decide(where, answers[where[0]].tolist(), int(before[where[0]]))
        published.append(found.rows.reshape(worlds, -1))
        rests.append(found.rests)
    return published


def classes(rows: Sequence[Figures]) -> Numbers:
    """Number the publications: worlds with equal rows get the same number, exactly."""
    found = np.zeros(len(rows[0]), np.int64)
    largest = 1
    for row in rows:
        for column in row.T:
            low, high = int(column.min()), int(column.max())
            width = high - low + 1
            if width == 1:
                continue
            if largest * width >= 2**62:
                found = np.unique(found, return_inverse=True)[1].astype(np.int64)
                largest = int(found.max()) + 1
            found = found * width + (column - low)
            largest *= width
    return found
