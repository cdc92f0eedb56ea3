# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Computing again who took part and what they answered (Offenlegung): A4, for A2, A3, N2 and P1-P4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from operator import add, sub
from typing import final

from weltoffen.errors import MAX_ECHO, Problems
from weltoffen.report.findings import Place, compare, compare_ids, leaves_of
from weltoffen.report.shares import Share, share
from weltoffen.report.structure import Involvement, Report
from weltoffen.report.views import Answers, OfficialAnswer, QuestionResult
from weltoffen.scoring.distribution import Distribution
from weltoffen.scoring.grouping import JOINT

LARGEST = 2**53 - 1
FEWEST_HIDDEN = 2
"""So many groups at least share what is undisclosed, or it could be told of the only one (P2)."""


def groups_of(participation: Iterable[Involvement]) -> tuple[Involvement, ...]:
    """Give the groups whose answers are counted, in order: a merged one at its first member's place (A2)."""
    entries = tuple(participation)
    joint = {member: one for one in entries for member in one.members}
    found = [joint.get(one.perspective, one) for one in entries if not one.members]
    return tuple({one.perspective: one for one in found}.values())


# --- Who took part -----------------------------------------------------------------------------------


def check_participation(problems: Problems, report: Report, official: Iterable[str]) -> None:
    """Check numbers of persons (P1, P2, P4), who answered officially (A3), and what was merged (A2).

    The names of merged groups are words and are not looked at.

    Args:
        problems: Takes what is found.
        report: The report.
        official: Ids of the perspectives with an official sheet.
    """
    given = {*official}
    seen: set[str] = set()
    for index, one in enumerate(report.participation):
        place = ("participation", index)
        if one.perspective in seen:
            problems.add("duplicate-id", (*place, "perspective"), id=one.perspective)
        seen.add(one.perspective)
        compare(problems, (*place, "official"), one.official, one.perspective in given)
        check_size(problems, report, one.responses, (*place, "responses"))
    _check_merges(problems, report.participation)
    check_size(problems, report, report.responses, ("responses",))
    _check_sum(problems, report)
    for index, conflict in enumerate(report.conflicts):
        if conflict.perspective not in given:
            place = ("conflicts", index)
            problems.add("unknown-perspective", (*place, "perspective"), id=conflict.perspective)


def undisclosed(report: Report) -> int:
    """Give how many of all responses are not disclosed by group; 0 if their number is protected, too."""
    given = [one.responses or 0 for one in groups_of(report.participation)]
    return 0 if report.responses is None else report.responses - sum(given)


def check_size(problems: Problems, report: Report, size: int | None, place: Place) -> None:
    """Check that a number of persons or of answers is no smaller than the threshold (P1)."""
    k = report.stamp.protection_k
    if size is not None and size < k:
        problems.add("outside-range", place, minimum=k, maximum=LARGEST)


def _check_merges(problems: Problems, participation: Sequence[Involvement]) -> None:
    """Check that merged groups stand last, and hold known perspectives, each one in one of them."""
    order = {one.perspective: at for at, one in enumerate(participation) if not one.members}
    taken: set[str] = set()
    for index, one in enumerate(participation):
        place = ("participation", index)
        for at, member in enumerate(one.members):
            if member not in order:
                problems.add("unknown-perspective", (*place, "members", at), id=member)
            elif member in taken:
                problems.add("duplicate-id", (*place, "members", at), id=member)
            taken.add(member)
        members = sorted(one.members, key=lambda member: order.get(member, len(order)))
        compare_ids(problems, (*place, "members"), one.members, members)
        if members:
            compare(problems, (*place, "perspective"), one.perspective, JOINT.join(members))
    for index, one in enumerate(participation):
        if one.perspective in taken and one.responses is not None:
            problems.add("not-allowed-here", ("participation", index, "responses"))
    stored = [(order.get((*one.members, "")[0], -1), one.perspective) for one in participation]
    ordered = sorted(stored, key=lambda pair: pair[0])
    compare_ids(
        problems, ("participation",), [one for _, one in stored], [one for _, one in ordered]
    )


def _check_sum(problems: Problems, report: Report) -> None:
    """Check that what is undisclosed of all responses is nothing, or enough of at least two groups (P2)."""
    groups = groups_of(report.participation)
    given = [one.responses for one in groups if one.responses is not None]
    if report.responses is None:
        if given:
            compare(problems, ("responses",), None, sum(given))
        return
    rest = undisclosed(report)
    if rest < 0 or (rest and len(groups) - len(given) < FEWEST_HIDDEN):
        compare(problems, ("responses",), report.responses, sum(given))
    elif 0 < rest < report.stamp.protection_k:
        least = sum(given) + report.stamp.protection_k
        problems.add("outside-range", ("responses",), minimum=least, maximum=LARGEST)


# --- What they answered ------------------------------------------------------------------------------


def check_questions(problems: Problems, report: Report) -> None:
    """Compute again what stands of the answers to each question (A4).

    These are mean, medians and agreement of all counts (N2, G5); that no cell that can be told from them,
    the undisclosed rest among them, is too small or of one mind (P1-P3); that whoever's participation is
    protected is published nowhere (P4, decision 0007); and official answers with their conflicts (A3).

    Points, bands and weights do not stand in a report, nor does which question depends on which: whether the
    values are right, whether a question had to be hidden with another one (P4) or for single options of a
    checklist (P3), and what leaves get from their questions is not looked at.
    """
    disclosure = _Disclosure(problems, report)
    seen: set[str] = set()
    for index, one in enumerate(report.questions):
        if one.question in seen:
            problems.add("duplicate-id", ("questions", index, "question"), id=one.question)
        seen.add(one.question)
        disclosure.check(one, ("questions", index))
    _check_named(problems, report, seen)


def _check_named(problems: Problems, report: Report, known: set[str]) -> None:
    """Check that the questions that conflicts and levers name are there; newly asked ones may be texts."""
    named: list[tuple[Place, str]] = [
        (("conflicts", index, "question"), one.question)
        for index, one in enumerate(report.conflicts)
    ]
    for index, lever in enumerate(report.levers):
        place = ("levers", index)
        for at, part in enumerate(lever.path or ()):
            named.append(((*place, "path", at, "question"), part.question))
        for at, step in enumerate(lever.steps):
            named.append(((*place, "steps", at, "question"), step.question))
        named += [((*place, "clarify", at), one) for at, one in enumerate(lever.clarify)]
    for spot, question in named:
        if question not in known:
            problems.add("unknown-question", spot, id=question)


@final
class _Disclosure:
    """What all questions of a report are held against."""

    def __init__(self, problems: Problems, report: Report) -> None:
        self._problems = problems
        self._k = report.stamp.protection_k
        self._responses = report.responses
        self._known = report.by_node
        self._leaves = leaves_of(report.nodes) | leaves_of(report.supplement)
        self._groups = {one.perspective: one for one in groups_of(report.participation)}
        self._shown = [key for key, one in self._groups.items() if one.responses is not None]
        self._order = {key: at for at, key in enumerate(self._shown)}
        # Whoever is protected among the participants took no part if nobody is left of all responses.
        self._present = len(self._groups if undisclosed(report) else self._shown)
        self._official = [one.perspective for one in report.participation if one.official]
        self._conflicts = {
            (one.perspective, one.question) for one in report.conflicts if one.kind == "different"
        }

    def check(self, one: QuestionResult, place: Place) -> None:
        """Check one question."""
        if one.node not in self._known:
            self._problems.add("unknown-node", (*place, "node"), id=one.node)
        elif one.node not in self._leaves:
            self._problems.add("not-a-leaf", (*place, "node"), id=one.node)
        values = [value.exact for value in one.values]
        self._check_official(one, {*values}, place)
        in_order = self._check_groups(one, place)
        sound = [
            self._check_cell(cell, values, self._size(cell), (*place, "published", index))
            for index, cell in enumerate(one.published)
        ]
        if one.total is None:
            if one.published:
                self._problems.add("not-allowed-here", (*place, "published"))
            return
        if self._responses is None:
            self._problems.add("not-allowed-here", (*place, "total"))
        sound.append(self._check_cell(one.total, values, self._responses, (*place, "total")))
        if in_order and all(sound):
            self._check_rest(one, one.total, place)

    def _check_official(
        self, one: QuestionResult, values: AbstractSet[Fraction], place: Place
    ) -> None:
        """Check who answered officially, and each answer."""
        perspectives = [answer.perspective for answer in one.official]
        compare_ids(self._problems, (*place, "official"), perspectives, self._official)
        for index, answer in enumerate(one.official):
            spot = (*place, "official", index)
            if values and answer.value is not None and answer.value.exact not in values:
                allowed = ", ".join(str(value.value) for value in one.values[:MAX_ECHO])
                self._problems.add("not-allowed", (*spot, "value"), allowed=allowed)
            self._check_state(one, answer, (*spot, "state"))

    def _check_state(self, one: QuestionResult, answer: OfficialAnswer, place: Place) -> None:
        """Check that there is a conflict exactly where the parts contradict each other (A3)."""
        if (answer.perspective, one.question) in self._conflicts:
            if answer.state != "not-applicable":
                compare(self._problems, place, answer.state, "conflict")
        elif answer.state == "conflict":
            compare(self._problems, place, answer.state, "unanswered")

    def _check_groups(self, one: QuestionResult, place: Place) -> bool:
        """Check that the groups published are known, not protected, and stand in order (P4, 0007)."""
        names = [cell.perspective or "" for cell in one.published]
        for index, name in enumerate(names):
            spot = (*place, "published", index, "perspective")
            if name not in self._groups:
                self._problems.add("unknown-perspective", spot, id=name)
            elif name not in self._order:
                self._problems.add("not-allowed-here", spot)
        if not all(name in self._order for name in names):
            return False
        ordered = sorted({*names}, key=self._order.__getitem__)
        compare_ids(self._problems, (*place, "published"), names, ordered)
        return names == ordered

    def _size(self, cell: Answers) -> int | None:
        group = self._groups.get(cell.perspective or "")
        return None if group is None else group.responses

    def _check_cell(
        self, cell: Answers, values: Sequence[Fraction], responses: int | None, place: Place
    ) -> bool:
        """Check size (P1), mixture (P3) and figures of a cell; say whether its counts can be used."""
        spot = (*place, "counts")
        if len(cell.counts) != len(values):
            compare(self._problems, spot, len(cell.counts), len(values))
            return False
        most = (LARGEST if responses is None else responses) - cell.unanswered
        if not self._k <= cell.n <= most:
            self._problems.add("outside-range", spot, minimum=self._k, maximum=most)
            return False
        self._check_mixture(cell.counts, spot)
        told = Distribution(counts=cell.counts, values=values)
        low, high = told.median
        for name, stored, counted in (
            ("mean", cell.mean, told.mean),
            ("low", cell.low, low),
            ("high", cell.high, high),
        ):
            compare(self._problems, (*place, name), stored, Share(counted))
        compare(self._problems, (*place, "agreement"), cell.agreement, share(told.agreement))
        return True

    def _check_mixture(
        self, counts: Sequence[int], place: Place, beside: Sequence[int] | None = None
    ) -> None:
        """Check that no option holds all answers or all but one (P3); `beside` is published beside them."""
        largest = max(counts)
        if largest >= sum(counts) - 1:
            at = counts.index(largest)
            most = sum(counts) - 2 + (0 if beside is None else beside[at])
            self._problems.add("outside-range", (*place, at), minimum=0, maximum=most)

    def _check_rest(self, one: QuestionResult, total: Answers, place: Place) -> None:
        """Check that what is left of the total is nothing, or enough of at least two groups (P2, P3)."""
        all_figures = _figures(total)
        shown = [0] * len(all_figures)
        for cell in one.published:
            shown = list(map(add, shown, _figures(cell)))
        rest = list(map(sub, all_figures, shown))
        for at, left in enumerate(rest):
            if left < 0:
                spot: Place = ("unanswered",) if at == len(total.counts) else ("counts", at)
                self._problems.add(
                    "outside-range", (*place, "total", *spot), minimum=shown[at], maximum=LARGEST
                )
        if min(rest) < 0:
            return
        if any(rest):
            self._check_undisclosed(one, rest[:-1], shown[:-1], place)
        else:
            names = [cell.perspective or "" for cell in one.published]
            compare_ids(self._problems, (*place, "published"), names, self._shown)

    def _check_undisclosed(
        self, one: QuestionResult, rest: Sequence[int], shown: Sequence[int], place: Place
    ) -> None:
        """Check size, mixture and number of groups of a rest; `shown` is published beside it."""
        spot = (*place, "total", "counts")
        if sum(rest) < self._k:
            least = sum(shown) + self._k
            self._problems.add("outside-range", spot, minimum=least, maximum=LARGEST)
        elif one.published:  # otherwise it is the total
            self._check_mixture(rest, spot, shown)
        most = max(self._present - FEWEST_HIDDEN, 0)
        if len(one.published) > most:
            self._problems.add("too-many", (*place, "published"), maximum=most)


def _figures(cell: Answers) -> tuple[int, ...]:
    """All numbers of persons in a cell."""
    return (*cell.counts, cell.unanswered)
