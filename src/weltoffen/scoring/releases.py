# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Later releases of a closed round (weitere Freigaben): rule P7.

A later release is made from the first one, not from the tally. So it can tell nothing that the first did not,
whatever its threshold and its merges (decision 0013).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.scoring.audit import Finding, Relation, audit_figures
from weltoffen.scoring.grouping import Group, group_perspectives
from weltoffen.scoring.protection import (
    Cell,
    ProtectedTally,
    ProtectionRule,
    check_belongs,
    relations_of,
)
from weltoffen.scoring.tally import Tally


def release_again(
    first: ProtectedTally, rule: ProtectionRule, assessment: Assessment, edition: Edition
) -> ProtectedTally:
    """Make a later release of a round from its first one (weitere Freigabe, P7).

    A group is shown if the first release tells its figures: if it is made of groups that were shown there,
    or takes in the whole undisclosed rest. What was hidden stays hidden. Beyond that P1 and P2 hold with the
    new threshold; the next smallest group is meant by the figures that were released.

    Args:
        first: The first release.
        rule: Another threshold, other merges. A k below that of the first release counts as that one.
        assessment: The assessment.
        edition: The edition that was answered.

    Returns:
        The later release, a function of the first.

    Raises:
        InvalidDocument: As `weltoffen.scoring.protection.protect`.
    """
    questionnaire = assessment.extend(edition).questionnaire
    check_belongs(first, assessment, questionnaire)
    rule = attrs.evolve(rule, k=max(rule.k, first.rule.k))
    groups = group_perspectives(assessment, rule.merges)
    total = None if first.responses is None else _number(first.responses)
    numbers = {one: _number(n) for one, n in first.perspectives if n is not None}
    taking_part = _Figures(first.groups, numbers, total, groups)
    shown = taking_part.shown(rule.k, frozenset())
    hidden = frozenset(range(len(groups))) - shown.keys()
    rests: dict[str, frozenset[int]] = {}
    items = []
    for item in first.items:
        after = questionnaire.by_id[item.question].depends_on
        base = hidden if after is None else hidden | rests[after.question]
        figures = _Figures(first.groups, item.by_perspective, item.total, groups)
        cells = figures.shown(rule.k, base)
        rests[item.question] = frozenset(range(len(groups))) - cells.keys()
        published = tuple((groups[i].id, cell) for i, cell in cells.items())
        items.append(attrs.evolve(item, published=published, total=figures.total_above(rule.k)))
    everybody = taking_part.total_above(rule.k)
    return attrs.evolve(
        first,
        rule=rule,
        groups=groups,
        perspectives=tuple(
            (group.id, shown[i].answered if i in shown else None) for i, group in enumerate(groups)
        ),
        responses=None if everybody is None else everybody.answered,
        items=tuple(items),
    )


def audit_releases(releases: Sequence[ProtectedTally], tally: Tally) -> tuple[Finding, ...]:
    """Audit all that was released of a round together (Prüfung aller Freigaben, P7, P8).

    Args:
        releases: Releases of the same round, however they were made; at least one.
        tally: The confidential tally that they were made from.

    Returns:
        What they give away together, by the smallest k of them; nothing if all is well. For the operator
        only.

    Raises:
        InvalidDocument: As `weltoffen.scoring.audit.audit_figures`.
    """
    published: dict[str, list[Relation]] = {}
    for public in releases:
        members = {group.id: frozenset(group.members) for group in public.groups}
        for item in public.items:
            published.setdefault(item.question, []).extend(relations_of(item, members))
    return audit_figures(published, tally, min(public.rule.k for public in releases))


def _number(n: int) -> Cell:
    return Cell(counts=(n,), unanswered=0)


def _added(cells: Iterable[Cell]) -> Cell | None:
    found = list(cells)
    if not found:
        return None
    columns = zip(*(cell.counts for cell in found), strict=True)
    return Cell(counts=tuple(map(sum, columns)), unanswered=sum(cell.unanswered for cell in found))


@attrs.frozen
class _Figures:
    """What the first release tells of one item, or of the numbers of participants, for new groups."""

    first: Sequence[Group]
    published: Mapping[str, Cell]
    total: Cell | None
    groups: Sequence[Group]

    def total_above(self, k: int) -> Cell | None:
        return None if self.total is None or self.total.answered < k else self.total

    def shown(self, k: int, base: frozenset[int]) -> dict[int, Cell]:
        """Give the cells of the new groups that may be shown (P2), by index; none if the total is hidden."""
        total = self.total_above(k)
        if total is None:
            return {}
        cells = self._cells(total)
        outside = {i: c for i, c in cells.items() if c.answered >= k and i not in base}
        for i in sorted(outside, key=lambda one: (outside[one].answered, one)):
            inside = [
                j for j in range(len(self.groups)) if j not in outside and _somebody(cells.get(j))
            ]
            answers = total.answered - sum(c.answered for c in outside.values())
            if not inside or (len(inside) > 1 and answers >= k):
                break
            del outside[i]
        return outside

    def _cells(self, total: Cell) -> dict[int, Cell]:
        """Work out the cells of the new groups that the first release tells, by index."""
        units = {frozenset(g.members): self.published.get(g.id) for g in self.first}
        known = {members: cell for members, cell in units.items() if cell is not None}
        undisclosed = frozenset().union(*(members for members in units if members not in known))
        if undisclosed:
            left = _less(total, known.values())
            nobody = [frozenset([one]) for one in sorted(undisclosed)]
            known |= dict.fromkeys([undisclosed] if any(left.figures) else nobody, left)
        found = {}
        for index, group in enumerate(self.groups):
            parts = {members: c for members, c in known.items() if members <= {*group.members}}
            cell = _added(parts.values())
            if cell is not None and frozenset().union(*parts) == {*group.members}:
                found[index] = cell
        return found


def _less(total: Cell, cells: Iterable[Cell]) -> Cell:
    figures = [one.figures for one in cells]
    left = [one - sum(column) for one, *column in zip(total.figures, *figures, strict=True)]
    return Cell(counts=tuple(left[:-1]), unanswered=left[-1])


def _somebody(cell: Cell | None) -> bool:
    """Say whether there may be somebody in a group: its figures are not known, or not all 0."""
    return cell is None or any(cell.figures)
