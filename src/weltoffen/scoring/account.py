# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The operator's private account of a release (internes Protokoll des Schutzes): P4, P8, and merges, P7.

Nothing here may be published, and no writer or renderer of reports takes it: a reason tells what the marker
hides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import attrs

from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.model.ids import is_id
from weltoffen.scoring.grouping import FEWEST, JOINT, Merges
from weltoffen.scoring.protection import Decided, ProtectionRule, decide_all
from weltoffen.scoring.tally import Tally
from weltoffen.scoring.withholding import GroupReason, ItemReason, Rest, find_rest

MOST_PERSPECTIVES = 7
"""Up to this many perspectives all divisions are tried; beyond it one joint group at a time."""
LARGEST_JOINT = 3
"""Largest joint group that is tried then."""


@attrs.frozen(kw_only=True)
class GroupAccount:
    """What became of one group in one item (intern).

    Attributes:
        group: Id of the group.
        answers: Number of its answers.
        reason: Why it is not shown; None if it is, or would be if the item were not hidden.
    """

    group: str
    answers: int
    reason: GroupReason | None = None


@attrs.frozen(kw_only=True)
class ItemAccount:
    """What became of one item (intern): shown, or hidden and why.

    Attributes:
        question: Id of the question; None for the numbers of participants.
        hidden: Why the whole item is hidden; None if it is shown.
        cells: The cells that are too homogeneous, as ids of groups; of the total all of them.
        groups: Every group, in declared order.
    """

    question: str | None
    hidden: ItemReason | None = None
    cells: tuple[tuple[str, ...], ...] = ()
    groups: tuple[GroupAccount, ...]


@attrs.frozen(kw_only=True)
class Account:
    """Why each item of a release is shown or hidden (internes Protokoll, P4); for the operator only.

    Attributes:
        rule: The rule of protection.
        participation: What became of the numbers of participants.
        items: What became of each scored question, in order of the questionnaire.
    """

    rule: ProtectionRule
    participation: ItemAccount
    items: tuple[ItemAccount, ...]


def account_for(
    tally: Tally, rule: ProtectionRule, assessment: Assessment, edition: Edition
) -> Account:
    """Say why each item of a first release is shown or hidden (Rechenschaft, P4, P8).

    It is private, for it tells what is hidden. A later release shows at most what the first one does (P7).
    `weltoffen.scoring.protection.protect` decides by the same code.

    Args:
        tally: As in `weltoffen.scoring.protection.protect`.
        rule: As in `weltoffen.scoring.protection.protect`.
        assessment: As in `weltoffen.scoring.protection.protect`.
        edition: As in `weltoffen.scoring.protection.protect`.

    Raises:
        InvalidDocument: As in `weltoffen.scoring.protection.protect`, and so the other errors.
    """
    decided = decide_all(tally, rule, assessment, edition)
    participation = decided.participation
    return Account(
        rule=rule,
        participation=ItemAccount(
            question=None,
            hidden=None if participation.is_shown else "too-few",
            groups=_groups(decided, decided.responses, participation),
        ),
        items=tuple(
            ItemAccount(
                question=one.question,
                hidden=one.hidden,
                cells=tuple(tuple(decided.groups[i].id for i in cell) for cell in one.cells),
                groups=_groups(decided, _sizes(decided, one.question), one.rest),
            )
            for one in decided.decisions.values()
        ),
    )


def _sizes(decided: Decided, question: str) -> list[int]:
    return [0 if one is None else one.answered for one in decided.counts[question]]


def _groups(decided: Decided, sizes: Sequence[int], rest: Rest) -> tuple[GroupAccount, ...]:
    return tuple(
        GroupAccount(group=group.id, answers=sizes[i], reason=rest.reasons.get(i))
        for i, group in enumerate(decided.groups)
    )


# --- Merges ------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class MergeSuggestion:
    """A division of the perspectives, and how much of it could be shown (Vorschlag zum Zusammenlegen, P2).

    Attributes:
        merges: The sets of perspectives that are taken together; empty for none.
        voices: In how many pairs of perspective and question the perspective's group is shown.
        groups: Number of groups that took part.
        possible: The largest number of `voices` there could be.
    """

    merges: Merges
    voices: int
    groups: int
    possible: int


def suggest_merges(
    tally: Tally, rule: ProtectionRule, assessment: Assessment, edition: Edition
) -> tuple[MergeSuggestion, ...]:
    """List divisions of the perspectives, best first (Zusammenlegen vorschlagen, P2, P7).

    Looks at numbers of responses and answers alone, never at what was answered: the choice of a division is
    seen in the report, and must not tell anything. So some of the items counted here may still be hidden by
    P3. Merges are chosen before the first release: afterwards a round is closed.

    Args:
        tally: The confidential tally.
        rule: The threshold; its own merges are not used.
        assessment: The assessment.
        edition: The edition that was answered.

    Returns:
        Divisions of the perspectives that took part into two groups at least: by `voices`, most first; then
        by the number of groups, most first; then by the number of merges, fewest first. The division without
        merges is always among them, and none whose groups could not be named (their ids would be too long, or
        taken). With more than seven perspectives only divisions with one joint group of
        two or three.

    Raises:
        InvalidDocument: As `weltoffen.scoring.protection.protect`.
    """
    decided = decide_all(tally, attrs.evolve(rule, merges=()), assessment, edition)
    present = [i for i, n in enumerate(decided.responses) if n]
    after = {
        question.id: question.depends_on.question
        for question in assessment.extend(edition).questionnaire.questions
        if question.depends_on is not None
    }
    sizes = {question: _sizes(decided, question) for question in decided.decisions}
    asked = [question for question, found in sizes.items() if any(found)]
    names = [group.id for group in decided.groups]
    found = []
    for division in _divisions(present):
        joint = [JOINT.join(names[i] for i in one) for one in division if len(one) >= FEWEST]
        if not all(is_id(one) and one not in names for one in joint):
            continue
        responses = _summed(division, decided.responses)
        participation = find_rest(responses, responses, rule.k)
        rests: dict[str, Rest] = {}
        voices = 0
        for question in asked:
            base = dict(participation.reasons)
            if question in after:
                base |= rests[after[question]].reasons
            rest = find_rest(_summed(division, sizes[question]), responses, rule.k, base)
            rests[question] = rest
            if rest.is_shown:
                voices += sum(len(one) for i, one in enumerate(division) if i not in rest.reasons)
        found.append(
            MergeSuggestion(
                merges=tuple(
                    tuple(names[i] for i in one) for one in division if len(one) >= FEWEST
                ),
                voices=voices,
                groups=len(division),
                possible=len(asked) * len(present),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.voices, -one.groups, len(one.merges))))


Division = tuple[tuple[int, ...], ...]


def _summed(division: Division, sizes: Sequence[int]) -> list[int]:
    return [sum(sizes[i] for i in one) for one in division]


def _divisions(present: Sequence[int]) -> Iterator[Division]:
    """Give the divisions of what is present: that without merges first, none that is a single group."""
    single: Division = tuple((i,) for i in present)
    yield single
    if len(present) > MOST_PERSPECTIVES:
        for size in range(FEWEST, LARGEST_JOINT + 1):
            for joint in combinations(present, size):
                yield tuple(sorted([joint, *((i,) for i in present if i not in joint)]))
        return
    for division in _partitions(list(present)):
        if 1 < len(division) < len(present):
            yield tuple(sorted(division))


def _partitions(things: list[int]) -> Iterator[list[tuple[int, ...]]]:
    if not things:
        yield []
        return
    first, *others = things
    for division in _partitions(others):
        yield [(first,), *division]
        for at, one in enumerate(division):
            yield [*division[:at], (first, *one), *division[at + 1 :]]
