# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The independent audit of what is published (unabhängige Prüfung): rule P8.

It knows nothing of how a release was decided. It takes what is published as linear equations over the hidden
numbers of each perspective, and asks what follows from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import Literal

import attrs

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.scoring.counts import QuestionCount
from weltoffen.scoring.elimination import Row, find_minimum, is_spanned, reduce_rows
from weltoffen.scoring.tally import Tally

Members = frozenset[str]
Breach = Literal["small", "homogeneous", "ticks", "bounded"]
MOST_CLASSES = 12
"""With more kinds of perspectives in relations that overlap, there are too many sums to go through."""


@attrs.frozen(kw_only=True)
class Relation:
    """A published figure: what some perspectives answered together (veröffentlichte Beziehung).

    Attributes:
        members: Ids of the perspectives that it adds up.
        counts: How many chose each option, and last how many did not answer.
    """

    members: Members
    counts: tuple[int, ...]


@attrs.frozen(kw_only=True)
class Finding:
    """What published figures give away (Befund der Prüfung); for the operator only (P4).

    Attributes:
        question: Id of the question.
        members: The perspectives concerned.
        breach: ``small``: a sum of fewer than k answers can be derived (P1). ``homogeneous``: one in which
            an option holds all answers or all but one (P3). ``ticks``: the same of an option of a checklist.
            ``bounded``: every way to fill in the hidden numbers has all answers of these perspectives, or
            all but one, at the same option.
    """

    question: str
    members: tuple[str, ...]
    breach: Breach


@attrs.frozen
class _Item:
    """One question: what is published, and the hidden counts that are to be kept."""

    question: str
    relations: tuple[Relation, ...]
    hidden: Mapping[str, QuestionCount]
    figures: Mapping[str, tuple[int, ...]]
    """The hidden counts as relations count: how many chose each option, and last who did not answer."""


@attrs.frozen
class _Pattern:
    """What follows from whom relations add up, whatever they count.

    Attributes:
        present: The members of each relation that took part.
        atoms: The smallest sums that can be derived, if they do not overlap (`find_atoms`).
    """

    present: tuple[Members, ...]
    atoms: tuple[Members, ...] | None

    @cached_property
    def sums(self) -> Sequence[Members]:
        """The sums to be judged: the smallest ones, or, if they overlap, all that can be derived."""
        return _all_sums(_known(self.present)) if self.atoms is None else self.atoms


def _known(present: Iterable[Members]) -> frozenset[Members]:
    return frozenset(present) - {frozenset()}


def audit_figures(
    published: Mapping[str, Sequence[Relation]], tally: Tally, k: int
) -> tuple[Finding, ...]:
    """Look for hidden numbers that published figures give away (prüfen, P8).

    Args:
        published: For each question the relations that all releases together have published.
        tally: The confidential tally that they were made from.
        k: Smallest number of answers that may be known; the smallest of all releases.

    Returns:
        What is given away, question by question; nothing if all is well.

    Raises:
        InvalidDocument: ``release-differs``, if a figure was not made from this tally; ``audit-failed``, if
            too many relations overlap to be gone through. In both cases nothing may be published.
    """
    counts = {
        count.question: {group.perspective: group.questions[at] for group in tally.personal}
        for at, count in enumerate(tally.personal[0].questions if tally.personal else ())
    }
    patterns: dict[tuple[bool, tuple[Members, ...]], _Pattern] = {}
    found: list[Finding] = []
    for question, relations in published.items():
        hidden = counts.get(question, {})
        figures = {member: _figures(count) for member, count in hidden.items()}
        item = _Item(question, tuple(relations), hidden, figures)
        # Whoever took part has counts of every question, so that few patterns come again and again.
        key = question in counts, tuple([one.members for one in relations])
        if key not in patterns:
            present = tuple([one.members.intersection(hidden) for one in relations])
            patterns[key] = _Pattern(present, find_atoms(_known(present)))
        pattern = patterns[key]
        _check_figures(item, pattern)
        found += [breach for one in pattern.sums for breach in _breaches(item, one, k)]
        found += _bounded(item, pattern.atoms)
    return tuple(found)


def _figures(count: QuestionCount) -> tuple[int, ...]:
    return (*count.histogram, count.unknown + count.skipped)


def _summed(item: _Item, members: Members) -> tuple[int, ...]:
    """Add up the hidden figures of some perspectives."""
    rows = [item.figures[one] for one in members]
    return rows[0] if len(rows) == 1 else tuple(map(sum, zip(*rows, strict=True)))


def _check_figures(item: _Item, pattern: _Pattern) -> None:
    """Compare what is published with the tally: a round is closed, and its counts do not change (P7)."""
    for one, present in zip(item.relations, pattern.present, strict=True):
        if one.counts != _summed(item, present) if present else any(one.counts):
            raise InvalidDocument([Problem.at("release-differs", (), id=item.question)])


# --- Exact elimination -------------------------------------------------------------------------------


def find_atoms(known: frozenset[Members]) -> tuple[Members, ...] | None:
    """Give the smallest sums that can be derived from sums over sets, if they do not overlap.

    Every sum that can be derived at all is then a sum of these, so that it is enough to look at them: sums of
    cells that keep P1 and P3 keep them, too. None if the derived sums overlap.
    """
    classes, reduced = _reduced(known)
    atoms = [
        frozenset().union(*(one for one, value in zip(classes, row, strict=True) if value))
        for row in reduced
    ]
    whole = all(value in {0, 1} for row in reduced for value in row)
    disjoint = sum(map(len, atoms)) == len(frozenset().union(*atoms))
    return tuple(atoms) if whole and disjoint else None


def _reduced(known: frozenset[Members]) -> tuple[list[Members], list[Row]]:
    """Give the classes of perspectives that no relation tells apart, and the reduced relations."""
    relations = sorted(known, key=sorted)
    kinds: dict[tuple[bool, ...], set[str]] = {}
    for member in sorted(frozenset().union(*known)):
        kinds.setdefault(tuple(member in one for one in relations), set()).add(member)
    rows = [[int(kind[at]) for kind in kinds] for at in range(len(relations))]
    return [frozenset(one) for one in kinds.values()], reduce_rows(rows)


def _all_sums(known: frozenset[Members]) -> list[Members]:
    """Go through all sums of perspectives, and keep those that can be derived."""
    classes, reduced = _reduced(known)
    if len(classes) > MOST_CLASSES:
        raise InvalidDocument([Problem.at("audit-failed")])
    found = []
    for mask in range(1, 2 ** len(classes)):
        row = [mask >> at & 1 for at in range(len(classes))]
        if is_spanned(reduced, row):
            found.append(
                frozenset().union(*(one for one, value in zip(classes, row, strict=True) if value))
            )
    return found


def _breaches(item: _Item, members: Members, k: int) -> list[Finding]:
    """Judge one sum that can be derived (P1, P3)."""
    counts = [item.hidden[one] for one in members]
    columns = _summed(item, members)[:-1]
    n = sum(columns)
    breaches: list[Breach] = []
    if n < k:
        breaches.append("small")
    if max(columns) >= n - 1:
        breaches.append("homogeneous")
    if [one for one in counts if one.points]:
        ticks = [
            sum([n for _, n in pairs]) for pairs in zip(*[o.options for o in counts], strict=True)
        ]
        if any(one <= 1 or one >= n - 1 for one in ticks):
            breaches.append("ticks")
    return [
        Finding(question=item.question, members=tuple(sorted(members)), breach=one)
        for one in breaches
    ]


# --- Feasible intervals ------------------------------------------------------------------------------


def _bounded(item: _Item, atoms: tuple[Members, ...] | None) -> list[Finding]:
    """Look for perspectives of which all answers, or all but one, must be at the same option.

    Numbers of answers are taken as known (P2). A lower bound is never above the true number, so that only
    perspectives that are in truth of one mind have to be looked at. Pairs of perspectives with one answer
    each are looked at, too: either of the two could tell the other's.
    """
    sizes = {one: count.answered for one, count in item.hidden.items() if count.answered}
    single = sorted(one for one, size in sizes.items() if size == 1)
    sets = [frozenset([one]) for one in sizes] + [frozenset(p) for p in combinations(single, 2)]
    found = []
    for members in sets:
        columns = _summed(item, members)[:-1]
        enough = max(1, sum([sizes[one] for one in members]) - 1)
        if max(columns, default=0) < enough:
            continue
        for option, chosen in enumerate(columns):
            if chosen >= enough and _least(item, atoms, members, option) >= enough:
                names = tuple(sorted(members))
                found.append(Finding(question=item.question, members=names, breach="bounded"))
                break
    return found


def _least(item: _Item, atoms: tuple[Members, ...] | None, members: Members, option: int) -> int:
    """Give the least number of answers at an option that published figures and sizes allow."""
    if atoms is None:
        return least_count(item.relations, _sizes(item), members, option)
    least = 0
    for atom in atoms:
        n = sum(item.hidden[one].answered for one in atom)
        chosen = sum(item.figures[one][option] for one in atom)
        own = sum(item.hidden[one].answered for one in atom & members)
        least += max(0, own + chosen - n)
    return least


def _sizes(item: _Item) -> dict[str, int]:
    return {one: count.answered for one, count in item.hidden.items()}


def least_count(
    relations: Sequence[Relation], sizes: Mapping[str, int], members: Members, option: int
) -> int:
    """Give the least number of answers of some perspectives at an option, by linear programming.

    Args:
        relations: What is published; the last number of each, those without an answer, is not used.
        sizes: Number of answers of each perspective, taken as known.
        members: The perspectives that are asked about.
        option: Index of the option.

    Returns:
        The least whole number that is not below the exact minimum over all real numbers >= 0 that fulfil the
        relations and the sizes.

    Raises:
        InvalidDocument: ``audit-failed``, if nothing fulfils them.
    """
    if not relations:
        return 0
    names = sorted(sizes)
    options = len(relations[0].counts) - 1
    cells = [(one, at) for one in names for at in range(options)]
    rows = [[int(one == name) for one, _ in cells] for name in names]
    sums = [sizes[name] for name in names]
    for relation in relations:
        for at in range(options):
            rows.append([int(place == at and one in relation.members) for one, place in cells])
            sums.append(relation.counts[at])
    objective = [int(place == option and one in members) for one, place in cells]
    least = find_minimum(objective, rows, sums)
    if least is None:
        raise InvalidDocument([Problem.at("audit-failed")])
    return -int(-least // 1)
