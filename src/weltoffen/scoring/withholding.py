# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What is withheld, and why (Zurückhalten): the decisions of P2, P3 and P4, group by group.

The reasons are for the operator's eyes only (P4): `weltoffen.scoring.protection.protect` turns decisions into
what may be published, and drops them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import attrs

from weltoffen.model.questionnaire import Question, Questionnaire
from weltoffen.scoring.tally import QuestionCount

GroupReason = Literal["participation", "parent", "too-few", "company"]
"""Why a group is in the undisclosed rest of an item: its participation is hidden; the question that this one
depends on is hidden for it; it gave fewer than k answers; a smaller group needs its company."""
ItemReason = Literal["parent", "too-few", "homogeneous", "ticks", "audit"]
"""Why a whole item is hidden: the question it depends on is; fewer than k answers in all; a cell in which one
option holds all answers or all but one; an option of a checklist that (almost) all or nobody ticked; P8."""

Counts = Sequence[QuestionCount | None]
"""One question's counts of each group, in declared order; None for a group that took no part."""


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
    cells: tuple[tuple[int, ...], ...] = ()


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
        return Rest(reasons=dict.fromkeys(range(len(sizes)), "too-few"), is_shown=False)
    reasons: dict[int, GroupReason] = dict(base or {})
    for index, size in enumerate(sizes):
        if size < k:
            reasons.setdefault(index, "too-few")
    outside = sorted((responses[i], i) for i in range(len(sizes)) if i not in reasons)
    for _, index in outside:
        inside = [i for i in reasons if responses[i]]
        if not inside or (len(inside) > 1 and sum(sizes[i] for i in inside) >= k):
            break
        reasons[index] = "company"
    return Rest(reasons=reasons, is_shown=True)


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
    decision = Decision(question=question.id, rest=rest)
    if parent is not None and parent.hidden is not None:
        return attrs.evolve(decision, hidden="parent")
    if not rest.is_shown:
        return attrs.evolve(decision, hidden="too-few")
    for reason, tells in _TELLING.items():
        cells = tuple(
            cell for cell in cells_of(rest, len(counts)) if tells([counts[i] for i in cell])
        )
        if cells:
            return attrs.evolve(decision, hidden=reason, cells=cells)
    return decision


def cells_of(rest: Rest, groups: int) -> tuple[tuple[int, ...], ...]:
    """Give the cells that the published figures of an item tell: each group, the rest, the total (P3)."""
    everyone = range(groups)
    single = tuple((i,) for i in everyone if i not in rest.reasons)
    return (*single, tuple(i for i in everyone if i in rest.reasons), tuple(everyone))


def _is_homogeneous(counts: Counts) -> bool:
    """Say whether one option holds at least n - 1 of n answers (P3); a cell without answers is not."""
    present = [one for one in counts if one is not None]
    columns = list(map(sum, zip(*(one.histogram for one in present), strict=True)))
    n = sum(columns)
    return n > 0 and max(columns) >= n - 1


def _ticks_tell(counts: Counts) -> bool:
    """Say whether all but one at most ticked an option of a checklist, or left it (P3, decision 0009).

    The option's count itself is not published, but sums of points and dependent questions can tell it.
    """
    present = [one for one in counts if one is not None and one.points]
    n = sum(one.answered for one in present)
    ticks = [sum(n for _, n in pairs) for pairs in zip(*(o.options for o in present), strict=True)]
    return n > 0 and any(tick <= 1 or tick >= n - 1 for tick in ticks)


_TELLING: Mapping[ItemReason, Callable[[Counts], bool]] = {
    "homogeneous": _is_homogeneous,
    "ticks": _ticks_tell,
}
