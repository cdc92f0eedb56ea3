# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Protection of small groups (Schutz kleiner Gruppen): P1-P6.

Only personal responses are protected. Everything that is published later is a function of the
`ProtectedTally` made here (P5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs

from weltoffen.errors import InvalidDocument, Problem, Problems
from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.model.ids import Reference
from weltoffen.model.questionnaire import Kind, Question, Questionnaire
from weltoffen.scoring.tally import OfficialPart, QuestionCount, Tally, check_tally

SMALLEST_K = 3
DEFAULT_K = 5


@attrs.frozen(kw_only=True)
class ProtectionRule:
    """The threshold of protection (Schutzregel, P1).

    Attributes:
        k: Smallest number of answers of a group that is shown: 5 by default, never below 3; 10 is
            recommended for reports to the public.

    Raises:
        InvalidDocument: ``k-too-small``, for k below 3 or no whole number.
    """

    k: int = DEFAULT_K

    def __attrs_post_init__(self) -> None:
        """Refuse a threshold that protects nobody."""
        if type(self.k) is not int or self.k < SMALLEST_K:
            raise InvalidDocument([Problem.at("k-too-small", ("k",), minimum=SMALLEST_K)])


@attrs.frozen(kw_only=True)
class Cell:
    """Counts that may be shown (veröffentlichte Zelle, P2).

    Attributes:
        counts: How many persons chose each option or band; for a checklist how many reached each sum
            of capped points. They add up to the number of answers.
        unanswered: How many were asked and did not answer: "don't know" or skipped, taken together
            (P4).
    """

    counts: tuple[int, ...] = attrs.field(converter=tuple[int, ...])
    unanswered: int

    @property
    def answered(self) -> int:
        """Number of answers."""
        return sum(self.counts)


@attrs.frozen(kw_only=True)
class ProtectedItem:
    """One question after protection (geschützte Frage, P2).

    Attributes:
        question: Id of the question.
        kind: Its kind, never ``text``.
        published: Perspectives whose cell may be shown, in declared order.
        total: All perspectives together, or None for the marker "protected".
    """

    question: str
    kind: Kind
    published: tuple[tuple[str, Cell], ...] = attrs.field(
        converter=tuple[tuple[str, Cell], ...], default=()
    )
    total: Cell | None = None

    @cached_property
    def by_perspective(self) -> Mapping[str, Cell]:
        """Published cells by perspective."""
        return dict(self.published)


@attrs.frozen(kw_only=True)
class ProtectedTally:
    """What of a tally may be published (geschützte Auszählung, P5). Protected tallies do not add.

    Made by `protect` only; nothing in it tells why something is missing (P4).

    Attributes:
        assessment: Id of the assessment; None if nothing was counted.
        questionnaire: Id and version of the questionnaire.
        rule: The threshold.
        perspectives: Perspectives in declared order and their number of personal responses; None is the
            marker "protected".
        responses: Number of all personal responses; None is the marker.
        items: One item for each scored question, in order of the questionnaire.
        official: Official responses and parts; not personal, not protected (A2).
    """

    assessment: str | None
    questionnaire: Reference
    rule: ProtectionRule
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
    """Keep of a tally what may be published (schützen, P1-P5).

    Args:
        tally: A confidential tally.
        rule: The threshold.
        assessment: The assessment; the order of its perspectives decides ties (P2).
        edition: The edition that was answered; its questions say which depends on which (P4).

    Returns:
        The protected tally; the only thing that reports are made from.

    Raises:
        InvalidDocument: If the tally was made for another assessment or with another questionnaire, or
            counts a perspective that was not declared.
    """
    questionnaire = assessment.extend(edition).questionnaire
    order = assessment.perspective_ids
    check_belongs(tally, assessment, questionnaire)
    groups = {c.perspective: c for c in tally.personal}
    sizes = [groups[p].responses if p in groups else 0 for p in order]
    rest, total_shown = partition(sizes, rule.k)
    items: dict[str, ProtectedItem] = {}
    for index, question in enumerate(questionnaire.questions):
        if question.kind == "text":
            continue
        counts = [groups[p].questions[index] if p in groups else None for p in order]
        items[question.id] = _protected(question, counts, order, rule.k, rest, items)
    return ProtectedTally(
        assessment=tally.assessment,
        questionnaire=tally.questionnaire,
        rule=rule,
        perspectives=tuple((p, None if i in rest else sizes[i]) for i, p in enumerate(order)),
        responses=sum(sizes) if total_shown else None,
        items=tuple(items.values()),
        official=tally.official,
    )


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
        named["perspectives"] = [perspective for perspective, _ in counts.perspectives]
        if tuple(named["perspectives"]) != assessment.perspective_ids:
            problems.add("tally-other-assessment", ("perspectives",))
    for name, perspectives in named.items():
        for index, perspective in enumerate(perspectives):
            if perspective not in assessment.perspective_ids:
                path = (name, index, "perspective")
                problems.add("unknown-perspective", path, id=perspective)
    problems.raise_if_any()
    if isinstance(counts, Tally):
        check_tally(counts, questionnaire)


def partition(
    sizes: Sequence[int],
    k: int,
    forced: frozenset[int] = frozenset(),
    took_part: Sequence[bool] | None = None,
) -> tuple[frozenset[int], bool]:
    """Choose by sizes alone which groups stay in the undisclosed rest (P2).

    Args:
        sizes: Number of answers of each group, in declared order.
        k: Smallest number that is shown.
        forced: Indices of groups that are in the rest for another reason (P4: their participation, or
            the question that this one depends on, is hidden for them).
        took_part: Which groups gave a response at all; None for those with an answer. A group that took
            part without answering needs company in the rest, too: otherwise the difference between total
            and published would tell that all of it did not answer.

    Returns:
        Indices in the rest, and whether the total is shown. The rest holds nobody who took part, or at
        least two groups with answers and together at least k answers, or everything.
    """
    present = [size > 0 for size in sizes] if took_part is None else took_part
    everyone = frozenset(range(len(sizes)))
    if sum(sizes) < k:
        return everyone, False
    rest = {i for i in everyone if sizes[i] < k} | forced
    while any(present[i] for i in rest) and rest != everyone and not _covers(rest, sizes, k):
        rest.add(min(everyone - rest, key=lambda i: (sizes[i], i)))
    return frozenset(rest), True


def _covers(rest: set[int], sizes: Sequence[int], k: int) -> bool:
    filled = [sizes[i] for i in rest if sizes[i]]
    return len(filled) >= 2 and sum(filled) >= k  # noqa: PLR2004 - P2: at least two


def _homogeneous(counts: Sequence[int]) -> bool:
    """Say whether one option holds at least n - 1 of n answers (P3); a cell without answers is not."""
    n = sum(counts)
    return n > 0 and max(counts) >= n - 1


def _ticks_tell(counts: Sequence[QuestionCount | None]) -> bool:
    """Say whether all but one at most ticked an option of a checklist, or left it (P3).

    The option's count itself is not published, but sums of points and dependent questions can tell it.
    """
    present = [count for count in counts if count is not None]
    n = sum(count.answered for count in present)
    ticks = [sum(n for _, n in pairs) for pairs in zip(*(c.options for c in present), strict=True)]
    return n > 0 and any(tick <= 1 or tick >= n - 1 for tick in ticks)


def _protected(  # noqa: PLR0913, PLR0917 - one argument a thing that decides
    question: Question,
    counts: Sequence[QuestionCount | None],
    order: Sequence[str],
    k: int,
    absent: frozenset[int],
    earlier: Mapping[str, ProtectedItem],
) -> ProtectedItem:
    hidden = ProtectedItem(question=question.id, kind=question.kind)
    forced = absent
    if question.depends_on is not None:
        parent = earlier[question.depends_on.question]
        if parent.total is None:
            return hidden
        forced |= {i for i, p in enumerate(order) if p not in parent.by_perspective}
    sizes = [0 if count is None else count.answered for count in counts]
    rest, shown = partition(sizes, k, forced, [count is not None for count in counts])
    if not shown:
        return hidden
    cells = {i: _cell([counts[i]]) for i in range(len(order)) if i not in rest}
    total = _cell(counts)
    undisclosed = _cell([counts[i] for i in sorted(rest)])
    shares = [[counts[i]] for i in cells] + [[counts[i] for i in sorted(rest)], counts]
    if any(_homogeneous(cell.counts) for cell in (*cells.values(), undisclosed, total)):
        return hidden
    if question.kind == "multiple" and any(_ticks_tell(share) for share in shares):
        return hidden
    published = tuple((order[i], cell) for i, cell in cells.items())
    return attrs.evolve(hidden, published=published, total=total)


def _cell(counts: Sequence[QuestionCount | None]) -> Cell:
    present = [count for count in counts if count is not None]
    columns = zip(*[count.histogram for count in present], strict=True)
    return Cell(
        counts=tuple(map(sum, columns)),
        unanswered=sum([count.unknown + count.skipped for count in present]),
    )
