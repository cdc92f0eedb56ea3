# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Protection of small groups (Schutz kleiner Gruppen): P1-P6, P8.

Only personal responses are protected. Everything that is published later is a function of the
`ProtectedTally` made here (P5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import attrs

from weltoffen.errors import InvalidDocument, Problem, Problems
from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.model.ids import Reference
from weltoffen.model.questionnaire import Kind, Questionnaire
from weltoffen.scoring.audit import Relation, audit_figures
from weltoffen.scoring.counts import OfficialPart
from weltoffen.scoring.grouping import Group, Merges, group_perspectives, merged, summed_counts
from weltoffen.scoring.tally import Tally, check_tally
from weltoffen.scoring.withholding import Counts, Decision, Rest, add_up, decide, find_rest

SMALLEST_K = 3
"""The smallest k that a rule of protection takes (P1)."""
DEFAULT_K = 5
"""The k of a rule of protection unless another is given (P1)."""
LARGEST_K = 1_000_000
"""The largest k that a rule of protection takes (P1)."""


@attrs.frozen(kw_only=True)
class ProtectionRule:
    """What decides on protection beside the answers (Schutzregel, P1, A2).

    Attributes:
        k: Smallest number of answers of a group that is shown: 5 by default, never below 3; 10 is
            recommended for reports to the public.
        merges: Sets of perspectives whose personal responses are taken together, such as
            ``[("civil-society", "economy")]``; each holds at least two, and no perspective stands in two.

    Raises:
        InvalidDocument: ``k-too-small``, for k below 3 or no whole number; ``outside-range``, for a k that
            other software could not read; ``bad-merge``.
    """

    k: int = DEFAULT_K
    merges: Merges = attrs.field(converter=merged, default=())

    def __attrs_post_init__(self) -> None:
        """Refuse a threshold that protects nobody."""
        if type(self.k) is not int or self.k < SMALLEST_K:
            raise InvalidDocument([Problem.at("k-too-small", ("k",), minimum=SMALLEST_K)])
        if self.k > LARGEST_K:
            problem = Problem.at("outside-range", ("k",), minimum=SMALLEST_K, maximum=LARGEST_K)
            raise InvalidDocument([problem])


def as_counts(counts: Iterable[int]) -> tuple[int, ...]:
    """Bring counts into their one form; much faster than ``tuple[int, ...]``, and there are thousands."""
    return tuple(counts)


@attrs.frozen(kw_only=True)
class Cell:
    """Counts that may be shown (veröffentlichte Zelle, P2).

    Attributes:
        counts: How many persons chose each option or band; for a checklist how many reached each sum
            of capped points. They add up to the number of answers.
        unanswered: How many were asked and did not answer: "don't know" or skipped, taken together
            (P4).
    """

    counts: tuple[int, ...] = attrs.field(converter=as_counts)
    unanswered: int

    @property
    def answered(self) -> int:
        """Number of answers."""
        return sum(self.counts)

    @property
    def figures(self) -> tuple[int, ...]:
        """All numbers of the cell: the counts, then who did not answer."""
        return (*self.counts, self.unanswered)


@attrs.frozen(kw_only=True)
class ProtectedItem:
    """One question after protection (geschützte Frage, P2).

    Attributes:
        question: Id of the question.
        kind: Its kind, never ``text``.
        published: Groups whose cell may be shown, in declared order.
        total: All groups together, or None for the marker "protected".
    """

    question: str
    kind: Kind
    published: tuple[tuple[str, Cell], ...] = attrs.field(
        converter=tuple[tuple[str, Cell], ...], default=()
    )
    total: Cell | None = None

    @cached_property
    def by_perspective(self) -> Mapping[str, Cell]:
        """Published cells by perspective, or by merged group."""
        return dict(self.published)


@attrs.frozen(kw_only=True)
class ProtectedTally:
    """What of a tally may be published (geschützte Auszählung, P5).

    Protected tallies do not add. One is made by `protect`, or from another one by
    `weltoffen.scoring.releases.release_again`; nothing in it tells why something is missing (P4).

    Attributes:
        assessment: Id of the assessment; None if nothing was counted.
        questionnaire: Id and version of the questionnaire.
        rule: The rule by which it was made.
        groups: Perspectives, and sets of them that were merged, in declared order.
        perspectives: The id of each of these groups and its number of personal responses; None is the
            marker "protected".
        responses: Number of all personal responses; None is the marker.
        items: One item for each scored question, in order of the questionnaire.
        official: Official responses and parts; not personal, not protected (A2).
    """

    assessment: str | None
    questionnaire: Reference
    rule: ProtectionRule
    groups: tuple[Group, ...] = attrs.field(converter=tuple[Group, ...])
    perspectives: tuple[tuple[str, int | None], ...] = attrs.field(
        converter=tuple[tuple[str, int | None], ...]
    )
    responses: int | None
    items: tuple[ProtectedItem, ...] = attrs.field(converter=tuple[ProtectedItem, ...])
    official: tuple[OfficialPart, ...] = attrs.field(converter=tuple[OfficialPart, ...])

    @cached_property
    def by_question(self) -> Mapping[str, ProtectedItem]:
        """Items by question."""
        return {item.question: item for item in self.items}


def protect(
    tally: Tally, rule: ProtectionRule, assessment: Assessment, edition: Edition
) -> ProtectedTally:
    """Keep of a tally what may be published (schützen, P1-P5, P8).

    It is the first release of a round, and closes it: whatever is released later is made from it
    (P7, `weltoffen.scoring.releases.release_again`).

    Args:
        tally: A confidential tally.
        rule: The threshold, and what is merged.
        assessment: The assessment; the order of its perspectives decides ties (P2).
        edition: The edition that was answered; its questions say which depends on which (P4).

    Returns:
        The protected tally; the only thing that reports are made from. An item that the audit (P8) does not
        pass is hidden.

    Raises:
        InvalidDocument: If the tally was made for another assessment or with another questionnaire, counts
            a perspective that was not declared, or the rule merges one.
    """
    decided = decide_all(tally, rule, assessment, edition)
    rest = decided.participation
    return ProtectedTally(
        assessment=tally.assessment,
        questionnaire=tally.questionnaire,
        rule=rule,
        groups=decided.groups,
        perspectives=tuple(
            (group.id, None if i in rest.reasons else decided.responses[i])
            for i, group in enumerate(decided.groups)
        ),
        responses=sum(decided.responses) if rest.is_shown else None,
        items=tuple(decided.items.values()),
        official=tally.official,
    )


@attrs.frozen(kw_only=True)
class Decided:
    """All decisions on a tally (Entscheidungen); for the operator only, no writer takes it (P4).

    Attributes:
        groups: The groups, in declared order.
        responses: Number of personal responses of each.
        participation: Which of these numbers stay undisclosed.
        counts: Counts of each scored question, by group.
        decisions: What is decided on each.
        items: What may be published of each.
    """

    groups: tuple[Group, ...]
    responses: tuple[int, ...]
    participation: Rest
    counts: Mapping[str, Counts]
    decisions: Mapping[str, Decision]
    items: Mapping[str, ProtectedItem]


def decide_all(
    tally: Tally, rule: ProtectionRule, assessment: Assessment, edition: Edition
) -> Decided:
    """Decide on every item, and let the audit look at what would be published (P1-P4, P8).

    Arguments and errors as in `protect`.
    """
    questionnaire = assessment.extend(edition).questionnaire
    check_belongs(tally, assessment, questionnaire)
    groups = group_perspectives(assessment, rule.merges)
    counted = [summed_counts(tally, group) for group in groups]
    responses = tuple([0 if one is None else one.responses for one in counted])
    participation = find_rest(responses, responses, rule.k)
    counts: dict[str, Counts] = {
        question.id: [None if one is None else one.questions[index] for one in counted]
        for index, question in enumerate(questionnaire.questions)
        if question.kind != "text"
    }
    decisions = decide(questionnaire, counts, participation, rule.k)
    decided = Decided(
        groups=groups,
        responses=responses,
        participation=participation,
        counts=counts,
        decisions=decisions,
        items={
            key: _item(questionnaire.by_id[key].kind, groups, counts[key], decision)
            for key, decision in decisions.items()
        },
    )
    return _audited(decided, tally, rule.k, questionnaire)


def _item(kind: Kind, groups: Sequence[Group], counts: Counts, decision: Decision) -> ProtectedItem:
    if decision.hidden is not None:
        return ProtectedItem(question=decision.question, kind=kind)
    cells = {
        group.id: Cell(counts=count.histogram, unanswered=count.unknown + count.skipped)
        for group, count in zip(groups, counts, strict=True)
        if count is not None
    }
    return ProtectedItem(
        question=decision.question,
        kind=kind,
        published=[
            (group.id, cells[group.id])
            for i, group in enumerate(groups)
            if i not in decision.rest.reasons
        ],
        total=Cell(
            counts=add_up([cell.counts for cell in cells.values()]),
            unanswered=sum([cell.unanswered for cell in cells.values()]),
        ),
    )


def _audited(decided: Decided, tally: Tally, k: int, questionnaire: Questionnaire) -> Decided:
    """Hide what the audit does not pass, and what depends on it (P8, P4)."""
    members = {group.id: frozenset(group.members) for group in decided.groups}
    relations = {
        key: relations_of(item, members) for key, item in decided.items.items() if item.total
    }
    failed = {finding.question for finding in audit_figures(relations, tally, k)}
    if not failed:
        return decided
    decisions: dict[str, Decision] = {}
    for question, decision in decided.decisions.items():
        after = questionnaire.by_id[question].depends_on
        reason = decision.hidden
        if question in failed:
            reason = "audit"
        elif reason is None and after and decisions[after.question].hidden:
            reason = "parent"
        decisions[question] = attrs.evolve(decision, hidden=reason)
    items = {
        key: ProtectedItem(question=key, kind=item.kind) if decisions[key].hidden else item
        for key, item in decided.items.items()
    }
    return attrs.evolve(decided, decisions=decisions, items=items)


def relations_of(
    item: ProtectedItem, members: Mapping[str, frozenset[str]]
) -> tuple[Relation, ...]:
    """Give what an item publishes as the audit takes it (P8).

    Args:
        item: A protected item.
        members: Perspectives of each group.
    """
    found = [Relation(members=members[one], counts=cell.figures) for one, cell in item.published]
    if item.total is not None:
        everybody = frozenset().union(*members.values())
        found.append(Relation(members=everybody, counts=item.total.figures))
    return tuple(found)


def check_belongs(
    counts: Tally | ProtectedTally, assessment: Assessment, questionnaire: Questionnaire
) -> None:
    """Check that counts were made for this assessment and with this questionnaire.

    Raises:
        InvalidDocument: With every place that does not fit.
    """
    problems = Problems()
    if counts.assessment not in {None, assessment.id}:
        problems.add("tally-other-assessment", ("assessment",))
    if counts.questionnaire != questionnaire.reference:
        problems.add("tally-other-questionnaire", ("questionnaire",))
    named = {"official": [one.perspective for one in counts.official]}
    if isinstance(counts, Tally):
        named["personal"] = [count.perspective for count in counts.personal]
    else:
        named["perspectives"] = [member for group in counts.groups for member in group.members]
        if not _fits(counts, assessment):
            problems.add("tally-other-assessment", ("perspectives",))
    for name, perspectives in named.items():
        for index, perspective in enumerate(perspectives):
            if perspective not in assessment.perspective_ids:
                path = (name, index, "perspective")
                problems.add("unknown-perspective", path, id=perspective)
    problems.raise_if_any()
    if isinstance(counts, Tally):
        check_tally(counts, questionnaire)


def _fits(public: ProtectedTally, assessment: Assessment) -> bool:
    """Say whether groups are those that the assessment's perspectives, in their order, lead to."""
    if not {one for merge in public.rule.merges for one in merge} <= {*assessment.perspective_ids}:
        return False
    return public.groups == group_perspectives(assessment, public.rule.merges)
