# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Groups of perspectives (Gruppen): perspectives as declared, or merged for protection; A2, P7.

Perspectives partition the personal responses, and merging them gives a partition again. Official responses
are never merged: each stays its institution's own.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable

import attrs

from weltoffen.errors import InvalidDocument, PathStep, Problem, Problems
from weltoffen.model.assessment import Assessment
from weltoffen.model.ids import is_id
from weltoffen.scoring.counts import PersonalCount
from weltoffen.scoring.tally import Tally

Merges = tuple[tuple[str, ...], ...]
"""Sets of perspectives that are shown as one group (Zusammenlegungen, P2)."""
JOINT = "-and-"
FEWEST = 2


@attrs.frozen(kw_only=True)
class Group:
    """Perspectives whose personal responses are taken together (Gruppe, A2).

    Attributes:
        id: Id of the perspective; of a merged group its members' ids joined by ``-and-``.
        members: Ids of the perspectives, in declared order; one if nothing was merged.
    """

    id: str
    members: tuple[str, ...] = attrs.field(converter=tuple[str, ...])


def merged(merges: Iterable[Iterable[str]]) -> Merges:
    """Bring sets of perspectives into a form of their own: tuples of ids.

    Raises:
        InvalidDocument: ``bad-merge``, for a set of fewer than two, a text in place of a set, or a
            perspective that is named twice.
    """
    found: list[tuple[str, ...]] = []
    seen: set[str] = set()
    if isinstance(merges, str) or not isinstance(merges, Iterable):
        raise InvalidDocument([Problem.at("bad-merge", ("merges",))])
    for index, one in enumerate(merges):
        listed = [] if isinstance(one, str) or not isinstance(one, Iterable) else list(one)
        members = tuple(name for name in listed if isinstance(name, str))
        if len(members) < max(FEWEST, len(listed)) or len({*members} - seen) < len(members):
            raise InvalidDocument([Problem.at("bad-merge", ("merges", index))])
        seen.update(members)
        found.append(members)
    return tuple(found)


def group_perspectives(assessment: Assessment, merges: Merges) -> tuple[Group, ...]:
    """Give the groups of an assessment in declared order, a merged one at its first member's place (A2).

    Raises:
        InvalidDocument: ``unknown-perspective``, for one that the assessment does not declare; ``taken-id``,
            if a merged group would have the id of a perspective; ``bad-id``, if its id would be too long.
    """
    order = assessment.perspective_ids
    problems = Problems()
    together: dict[str, Group] = {}
    for index, merge in enumerate(merges):
        place: tuple[PathStep, ...] = ("merges", index)
        for one in merge:
            if one not in order:
                problems.add("unknown-perspective", place, id=one)
        members = tuple(one for one in order if one in merge)
        group = Group(id=JOINT.join(members), members=members)
        if len(members) >= FEWEST and group.id in order:
            problems.add("taken-id", place, id=group.id)
        elif members and not is_id(group.id):
            problems.add("bad-id", place)
        together.update(dict.fromkeys(members, group))
    problems.raise_if_any()
    groups = (together.get(one, Group(id=one, members=(one,))) for one in order)
    return tuple(dict.fromkeys(groups))


def summed_counts(tally: Tally, group: Group) -> PersonalCount | None:
    """Add the counts of a group's members; None if nobody took part."""
    by_perspective = tally.by_perspective
    counts = [by_perspective[one] for one in group.members if one in by_perspective]
    if len(counts) < FEWEST:
        return counts[0] if counts else None
    return PersonalCount(
        perspective=group.id,
        responses=sum(one.responses for one in counts),
        questions=tuple(
            functools.reduce(operator.add, column)
            for column in zip(*(one.questions for one in counts), strict=True)
        ),
    )
