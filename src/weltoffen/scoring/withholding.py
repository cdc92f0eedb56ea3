# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What is withheld, and why (Zurückhalten): the decisions of P2, P3 and P4, group by group.

The reasons are for the operator's eyes only (P4): `weltoffen.scoring.protection.protect` turns decisions into
what may be published, and drops them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import attrs

from weltoffen.model.questionnaire import Question, Questionnaire
from weltoffen.scoring.counts import QuestionCount

GroupReason = Literal["participation", "parent", "too-few", "company"]
"""Why a group is in the undisclosed rest of an item (P2, P3).

In turn: its participation is hidden; the question that this one depends on is hidden for it; it gave fewer
than k answers; a smaller group needs its company.
"""
ItemReason = Literal["parent", "too-few", "homogeneous", "ticks", "audit"]
"""Why a whole item is hidden (P1, P3, P8).

In turn: the question it depends on is; fewer than k answers in all; a cell in which one option holds all
answers or all but one; an option of a checklist that (almost) all or nobody ticked; the audit.
"""

Counts = Sequence[QuestionCount | None]
"""One question's counts of each group, in declared order; None for a group that took no part."""
Cells = tuple[tuple[int, ...], ...]
"""Cells of one item, as tuples of indices of groups."""


@attrs.frozen(kw_only=True)
class Rest:
    """Which groups stay undisclosed, by sizes alone (Rest, P2).

    Attributes:
        reasons: Index of each group in the rest, and why it is there.
        is_shown: Whether the total is shown; False if there are fewer than k in all.
    """

    reasons: Mapping[int, GroupReason]
    is_shown: bool


@attrs.frozen(kw_only=True)
class Decision:
    """What is decided on one item (Entscheidung über eine Frage); for the operator only.

    Attributes:
        question: Id of the question.
        rest: Who stays undisclosed.
        hidden: Why the whole item is hidden; None if it is shown.
        cells: The cells that are too homogeneous (P3), as tuples of indices of groups; empty otherwise.
    """

    question: str
    rest: Rest
    hidden: ItemReason | None = None
    cells: Cells = ()


def find_rest(
    sizes: Sequence[int],
    responses: Sequence[int],
    k: int,
    base: Mapping[int, GroupReason] | None = None,
) -> Rest:
    """Choose by sizes alone which groups stay in the undisclosed rest (P2).

    Groups with fewer than k answers are in the rest, and those of `base`. While somebody is in the rest and
    it holds fewer than two groups that took part, or fewer than k answers, the next smallest joins. Smallest
    is meant by responses, ties by declared order: an order by answers would tell how many in the rest were
    silent (decision 0012).

    Args:
        sizes: Number of answers of each group, in declared order.
        responses: Number of responses of each group; a group without any is nobody.
        k: Smallest number that is shown.
        base: Groups that are in the rest for another reason.

    Returns:
        The rest: nobody who took part, or at least two groups with at least k answers, or everybody.
    """
    if sum(sizes) < k:
        return _everybody(len(sizes))
    reasons: dict[int, GroupReason] = dict(base or {})
    for index, size in enumerate(sizes):
        if size < k:
            reasons.setdefault(index, "too-few")
    inside = [i for i in reasons if responses[i]]
    if inside:
        for _, index in sorted((responses[i], i) for i in range(len(sizes)) if i not in reasons):
            if len(inside) > 1 and sum([sizes[i] for i in inside]) >= k:
                break
            reasons[index] = "company"
            inside.append(index)
    return Rest(reasons=reasons, is_shown=True)


@functools.lru_cache(maxsize=64)
def _everybody(groups: int) -> Rest:
    """All groups, where there are too few answers in all; of most towns that is every question."""
    return Rest(reasons=dict.fromkeys(range(groups), "too-few"), is_shown=False)


def decide(
    questionnaire: Questionnaire, counts: Mapping[str, Counts], participation: Rest, k: int
) -> dict[str, Decision]:
    """Decide on every scored question, in order of the questionnaire (P2, P3, P4).

    Args:
        questionnaire: The questionnaire.
        counts: Counts of each scored question.
        participation: The rest by numbers of responses; it stays in the rest of every item.
        k: Smallest number that is shown.
    """
    decisions: dict[str, Decision] = {}
    for question in questionnaire.questions:
        if question.id in counts:
            parent = decisions.get(question.depends_on.question) if question.depends_on else None
            base = _base(participation, parent)
            decisions[question.id] = _decision(question, counts[question.id], parent, base, k)
    return decisions


def _base(participation: Rest, parent: Decision | None) -> dict[int, GroupReason]:
    found: dict[int, GroupReason] = dict.fromkeys(participation.reasons, "participation")
    for index in () if parent is None else parent.rest.reasons:
        found.setdefault(index, "parent")
    return found


def _decision(
    question: Question,
    counts: Counts,
    parent: Decision | None,
    base: Mapping[int, GroupReason],
    k: int,
) -> Decision:
    sizes = [0 if one is None else one.answered for one in counts]
    responses = [0 if one is None else one.responses for one in counts]
    rest = find_rest(sizes, responses, k, base)
    if parent is not None and parent.hidden is not None:
        return Decision(question=question.id, rest=rest, hidden="parent")
    if not rest.is_shown:
        return Decision(question=question.id, rest=rest, hidden="too-few")
    for reason, tells in _TELLING.items():
        if cells := tells(counts, cells_of(rest, len(counts))):
            return Decision(question=question.id, rest=rest, hidden=reason, cells=cells)
    return Decision(question=question.id, rest=rest)


def cells_of(rest: Rest, groups: int) -> Cells:
    """Give the cells that the published figures of an item tell: each group, the rest, the total (P3)."""
    everyone = range(groups)
    single = [(i,) for i in everyone if i not in rest.reasons]
    return (*single, tuple([i for i in everyone if i in rest.reasons]), tuple(everyone))


def add_up(rows: Sequence[Sequence[int]]) -> Sequence[int]:
    """Add rows of counts column by column; nothing for no rows."""
    return rows[0] if len(rows) == 1 else list(map(sum, zip(*rows, strict=True)))


def _homogeneous(counts: Counts, cells: Cells) -> Cells:
    """Give the cells in which one option holds at least n - 1 of n answers (P3); not those without any."""
    rows = [() if one is None else one.histogram for one in counts]
    found = []
    for cell in cells:
        columns = add_up([rows[i] for i in cell if rows[i]])
        if (n := sum(columns)) and max(columns) >= n - 1:
            found.append(cell)
    return tuple(found)


def _telling_ticks(counts: Counts, cells: Cells) -> Cells:
    """Give the cells in which all but one at most ticked an option of a checklist, or left it (P3, 0009).

    The option's count itself is not published, but sums of points and dependent questions can tell it.
    """
    rows = [
        () if one is None or not one.points else (one.answered, *[n for _, n in one.options])
        for one in counts
    ]
    found = []
    for cell in cells if any(rows) else ():
        n, *ticks = add_up([rows[i] for i in cell if rows[i]]) or (0,)
        if n and any(tick <= 1 or tick >= n - 1 for tick in ticks):
            found.append(cell)
    return tuple(found)


_TELLING: Mapping[ItemReason, Callable[[Counts, Cells], Cells]] = {
    "homogeneous": _homogeneous,
    "ticks": _telling_ticks,
}
