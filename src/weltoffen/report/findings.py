# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Computing again what follows from a node's score (Befunde): A4, for G1, S3, S6 and M1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import final

from weltoffen.errors import MAX_ECHO, PathStep, Problems
from weltoffen.model.target import stage_index
from weltoffen.report.shares import Share
from weltoffen.report.structure import (
    GapResult,
    NodeResult,
    PerspectiveScore,
    Report,
    TargetResult,
)
from weltoffen.scoring.aggregation import Explanation, Part
from weltoffen.scoring.results import View

Place = tuple[PathStep, ...]


def compare(problems: Problems, place: Place, stored: object, counted: object) -> None:
    """Add ``total-differs`` if a stored value is not the computed one."""
    if stored != counted:
        problems.add("total-differs", place, stored=shown(stored), counted=shown(counted))


def check_least(
    problems: Problems, place: Place, stored: int, known: Iterable[int], questions: int
) -> None:
    """Check the smallest number of answers to some of the questions below a node (N3).

    Which of them count does not stand in a report, only how many: weights are not told. So the number is
    that of one of them, and there are as many as count that have no smaller one.

    Args:
        problems: Takes what is found.
        place: Place of the number.
        stored: The number that is there.
        known: Numbers of answers to all questions that there can be.
        questions: How many of them count.
    """
    ordered = sorted(known)
    possible = ordered[: max(len(ordered) - questions + 1, 1)]
    nearest = max((n for n in possible if n <= stored), default=min(possible, default=0))
    compare(problems, place, stored, nearest)


def shown(value: object) -> object:
    """Give a value as a message tells it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, View):
        return f"{value.kind} {value.perspective}" if value.perspective else value.kind
    if isinstance(value, tuple):
        return " – ".join(str(shown(one)) for one in value)
    if isinstance(value, Share):
        return value.exact if value.exact.denominator < _LONG else value.value
    return value


_LONG = 10**MAX_ECHO
"""A denominator of more digits is not told; Python would refuse to write one of 4 300."""


def compare_entries(
    problems: Problems,
    place: Place,
    stored: Sequence[object],
    counted: Sequence[object],
    name: str | None = None,
) -> bool:
    """Compare what names the entries of a list, and tell the first difference.

    Args:
        problems: Takes what is found.
        place: Place of the list.
        stored: What names each entry that is there: an id, a view, or a tuple of such.
        counted: What should.
        name: Attribute of an entry that holds its name; None if it is made of several.

    Returns:
        Whether there is none.
    """
    at = _first_difference(stored, counted)
    if at is None:
        return True
    found, expected = (names[at] if at < len(names) else None for names in (stored, counted))
    where: Place = place
    if at < len(stored):
        where = (*place, at) if name is None else (*place, at, name)
    problems.add("total-differs", where, stored=shown(found), counted=shown(expected))
    return False


def _first_difference(stored: Sequence[object], counted: Sequence[object]) -> int | None:
    """Find where two lists differ first; they are not copied, as some are compared with many others."""
    pairs = enumerate(zip(stored, counted, strict=False))
    shorter = min(len(stored), len(counted))
    at = next((at for at, (found, expected) in pairs if found != expected), shorter)
    return None if at == len(stored) == len(counted) else at


def compare_nodes(
    problems: Problems,
    place: Place,
    stored: Sequence[str | None],
    counted: Sequence[str | None],
) -> bool:
    """Compare the nodes of a list, tell the first difference, and say whether there is none."""
    return compare_entries(problems, place, stored, counted, "node")


def compare_ids(
    problems: Problems, place: Place, stored: Sequence[str], counted: Sequence[str]
) -> None:
    """Compare a list of ids as a whole."""
    if _first_difference(stored, counted) is not None:
        told = [", ".join(ids[:MAX_ECHO]) or "–" for ids in (stored, counted)]
        problems.add("total-differs", place, stored=told[0], counted=told[1])


def equal_scores(report: Report) -> Mapping[str | None, Explanation]:
    """Say how the mean of the perspectives comes about at each node that they have (S5 ``equal``)."""
    parts: defaultdict[str | None, list[Part]] = defaultdict(list)
    for sheet in report.perspectives:
        if sheet.capacity == "personal":
            for one in sheet.nodes:
                part = Part(
                    id=sheet.perspective,
                    kind="perspective",
                    weight=Fraction(1),
                    score=None if one.score is None else one.score.exact,
                    coverage=None if one.coverage is None else one.coverage.exact,
                    left_out=one.reason,
                )
                parts[one.node].append(part)
    least = report.stamp.method.minimum_coverage
    return {
        node: Explanation(node=node, policy="mean", minimum_coverage=least, parts=found)
        for node, found in parts.items()
    }


def leaves_of(nodes: Iterable[NodeResult]) -> dict[str, NodeResult]:
    """Give the nodes without children in declared order."""
    parents = {one.parent for one in nodes}
    return {one.node: one for one in nodes if one.node is not None and one.node not in parents}


def compare_gap(
    problems: Problems, place: Place, stored: GapResult, counted: GapResult | None
) -> None:
    """Compare gaps in points and in stages; a computed one of None means that there is none."""
    if counted is None:
        compare(problems, place, stored.points, None)
        return
    compare(problems, (*place, "points"), stored.points, counted.points)
    compare(problems, (*place, "stages"), stored.stages, counted.stages)


def check_tree(problems: Problems, report: Report) -> None:
    """Check the tree of nodes: ids once, parents before their children, levels by depth (M1)."""
    levels = [level.id for level in report.levels]
    seen: set[str | None] = set()
    for name, nodes in (("nodes", report.nodes), ("supplement", report.supplement)):
        depths: dict[str | None, int] = {None: 0}
        for index, one in enumerate(nodes):
            if one.node in seen:
                problems.add("duplicate-id", (name, index, "node"), id=one.node)
            seen.add(one.node)
            if one.parent not in depths:
                problems.add("unknown-parent", (name, index, "parent"), id=one.parent)
            depth = depths.get(one.parent, 0)
            depths[one.node] = depth + 1
            level = levels[depth] if depth < len(levels) else None
            compare(problems, (name, index, "level"), one.level, level)


@final
class Places:
    """The nodes of a report in their order: the whole first, then as declared."""

    def __init__(self, problems: Problems, report: Report) -> None:
        """Take over the nodes.

        Args:
            problems: Takes what is found.
            report: The report.
        """
        self._problems = problems
        self._order: dict[str | None, int] = {None: 0}
        self._order |= {node: at for at, node in enumerate(report.by_node, 1)}

    def check(self, stored: Sequence[str | None], place: Place) -> bool:
        """Check that nodes of a list are known, there once and in order; say whether they are."""
        seen: set[str | None] = set()
        for index, node in enumerate(stored):
            if node not in self._order:
                self._problems.add("unknown-node", (*place, index, "node"), id=node)
            elif node in seen:
                self._problems.add("duplicate-id", (*place, index, "node"), id=shown(node))
            else:
                seen.add(node)
        if len(seen) < len(stored):
            return False
        ordered = sorted(stored, key=self._order.__getitem__)
        return compare_nodes(self._problems, place, stored, ordered)


@final
class Findings:
    """Computes the findings about nodes again: stage, tendency, coverage, target and gap."""

    def __init__(self, problems: Problems, report: Report) -> None:
        """Take over stages and method.

        Args:
            problems: Takes what is found.
            report: The report; its stages are sound.
        """
        self._problems = problems
        self._stages = report.stages
        self._order = {stage.id: index for index, stage in enumerate(report.stages)}
        self._method = report.stamp.method
        self._offices = {office.id for office in report.offices}
        self._modules = {module.id for module in report.modules}

    def check_score(self, one: NodeResult | PerspectiveScore, place: Place) -> None:
        """Check coverage, stage and tendency of a score (S3, S6).

        Of a perspective the gates are not known, so that its stage may lie below that of the score.
        """
        if one.score is None:
            return
        least = self._method.minimum_coverage
        if one.coverage is None or one.coverage.exact < least:
            self._problems.add("outside-range", (*place, "coverage"), minimum=least, maximum=1)
        band = stage_index(self._stages, one.score.exact)
        reached = self._index(one.stage, (*place, "stage"))
        if reached is None:
            return
        held = isinstance(one, PerspectiveScore) or bool(one.held_by)
        if reached > band or (reached < band and not held):
            compare(self._problems, (*place, "stage"), one.stage, self._stages[band].id)
        if reached == band and isinstance(one, NodeResult):
            compare(self._problems, (*place, "held_by"), len(one.held_by), 0)
        if one.tendency and not (reached == band and self._leans(one.score, band)):
            compare(self._problems, (*place, "tendency"), stored=True, counted=False)

    def check_variant(self, score: Share, stage: str, place: Place) -> bool:
        """Check that a stage is known and does not lie above that of the score; gates may hold it (S6)."""
        reached = self._index(stage, (*place, "stage"))
        band = stage_index(self._stages, score.exact)
        if reached is not None and reached > band:
            compare(self._problems, (*place, "stage"), stage, self._stages[band].id)
        return reached is not None

    def reaches(self, score: Share, stage: str, target: TargetResult) -> bool:
        """Say whether score and stage, both known, have reached a target (G1)."""
        high_enough = score.exact >= target.score.exact
        return high_enough and self._order[stage] >= self._order.get(target.stage, 0)

    def check_target(self, one: NodeResult, parent: NodeResult | None, place: Place) -> None:
        """Check target and gap of a node (G1): the stage of a target, whose it is, what is missing."""
        place_of_target = (*place, "target")
        aimed = self._index(one.target.stage, (*place_of_target, "stage"))
        if aimed is None:
            return
        highest = self._stages[-1]
        by_score = self._stages[stage_index(self._stages, one.target.score.exact)]
        compare(self._problems, (*place_of_target, "stage"), one.target.stage, by_score.id)
        inherited = parent is not None and parent.target.own
        if one.node is None or inherited:
            compare(self._problems, (*place_of_target, "own"), one.target.own, inherited)
        if not one.target.own:
            compare(
                self._problems, (*place_of_target, "score"), one.target.score, Share(highest.lower)
            )
        reached = self._order.get(one.stage or "")
        if one.score is None or one.gap is None or reached is None:
            return
        points = one.target.score.exact - one.score.exact
        gap = GapResult(points=Share(points), stages=aimed - reached)
        compare_gap(self._problems, (*place, "gap"), one.gap, gap)

    def check_words(self, one: NodeResult, place: Place) -> None:
        """Check the words of a node: none for the whole, suggestions only beside an assessment.

        Ids of suggestions stand once, and the offices and modules that they name are listed.
        """
        if one.node is None and (one.assessment is not None or one.suggestions):
            self._problems.add("not-allowed-here", (*place, "assessment"))
        elif one.assessment is None and one.suggestions:
            self._problems.add("not-allowed-here", (*place, "suggestions"))
        seen: set[str] = set()
        for index, suggestion in enumerate(one.suggestions):
            spot = (*place, "suggestions", index)
            if suggestion.id in seen:
                self._problems.add("duplicate-id", (*spot, "id"), id=suggestion.id)
            seen.add(suggestion.id)
            if suggestion.carrier is not None and suggestion.carrier not in self._offices:
                self._problems.add("unknown-office", (*spot, "carrier"), id=suggestion.carrier)
            if suggestion.module is not None and suggestion.module not in self._modules:
                self._problems.add("unknown-module", (*spot, "module"), id=suggestion.module)

    def _index(self, stage: str | None, place: Place) -> int | None:
        if stage not in self._order:
            self._problems.add("unknown-stage", place, id=stage)
            return None
        return self._order[stage]

    def _leans(self, score: Share, band: int) -> bool:
        """Whether a score lies in the last part of a band that is not the highest (S6)."""
        if band == len(self._stages) - 1:
            return False
        lower, upper = self._stages[band].lower, self._stages[band + 1].lower
        return score.exact >= upper - self._method.tendency_share * (upper - lower)
