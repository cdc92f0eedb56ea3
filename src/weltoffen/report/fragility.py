# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Computing again how firm results are (Robustheit nachrechnen): A4, for G9."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final, get_args

from weltoffen.errors import Problems
from weltoffen.model.method import ParentPolicy, WholePolicy
from weltoffen.model.target import stage_index
from weltoffen.report.findings import (
    Findings,
    Place,
    compare,
    compare_entries,
    compare_ids,
    compare_nodes,
    equal_scores,
    leaves_of,
    shown,
)
from weltoffen.report.shares import Share
from weltoffen.report.stability import StabilityResult
from weltoffen.report.structure import NodeResult, Report
from weltoffen.scoring.robustness import Doubt, is_of_same_answers

Policies = tuple[ParentPolicy, WholePolicy]
WHOLES: tuple[WholePolicy, ...] = ("official", "equal", "pooled")
"""In the order in which variants stand."""


def check_stability(problems: Problems, report: Report, findings: Findings) -> None:
    """Compute again how firm the result of each node is (A4).

    These are the nodes that there are; that the score lies in its range; which policies there are, and the
    scores that follow from the perspectives or, at a leaf, from its own; and why a finding is fragile. The
    range itself, variants of nodes above the leaves and whether a score can get lost rest on weights, which
    do not stand in a report; neither do the gates that hold a variant below the stage of its score.
    """
    results = [
        (one, one.score)
        for one in (report.whole, *report.nodes, *report.supplement)
        if one.score is not None
    ]
    nodes = [one.node for one in report.stability]
    if not compare_nodes(problems, ("stability",), nodes, [one.node for one, _ in results]):
        return
    variants = _Variants(problems, report)
    for index, (one, (own, score)) in enumerate(zip(report.stability, results, strict=True)):
        place: Place = ("stability", index)
        _check_range(problems, one, score, place)
        variants.check(one, own, (*place, "variants"))
        sound = [
            findings.check_variant(variant.score, variant.stage, (*place, "variants", at))
            for at, variant in enumerate(one.variants)
        ]
        if all(sound):
            doubts = tuple(_doubts(report, one, own, findings))
            compare_ids(problems, (*place, "fragile"), one.fragile, doubts)


def _check_range(problems: Problems, one: StabilityResult, score: Share, place: Place) -> None:
    """Check that a score lies between its bounds; without low there is no high either."""
    told = shown(score)
    if one.low is not None and one.low.exact > score.exact:
        problems.add("outside-range", (*place, "low"), minimum=0, maximum=told)
    if one.high is not None and one.high.exact < score.exact:
        problems.add("outside-range", (*place, "high"), minimum=told, maximum=1)


def _doubts(
    report: Report, one: StabilityResult, own: NodeResult, findings: Findings
) -> Iterator[Doubt]:
    """Say why a finding is fragile; that a score can get lost is taken over where it is not known.

    Variants of other answers, an institution's in place of persons' or the reverse, raise no doubt.
    """
    reached = own.gap is not None and not own.gap.is_open
    now = report.stamp.whole_policy
    for other in one.variants:
        if is_of_same_answers(other.whole_policy, now) and (
            other.stage != own.stage
            or findings.reaches(other.score, other.stage, own.target) is not reached
        ):
            yield "policy"
            break
    if one.low is None or one.high is None:  # nothing but this very score can be left, or none
        yield "no-score"
        return
    low, high = one.low.exact, one.high.exact
    crossed = low < own.target.score.exact <= high
    if crossed or stage_index(report.stages, low) != stage_index(report.stages, high):
        yield "one-answer"
    if "no-score" in one.fragile and low != high:
        yield "no-score"


_Known = tuple[Share | None, str | None]
"""Score and stage that a variant should have; None where it is not known."""


@final
class _Variants:
    """Which policies there are beside those of the stamp, and what is known of the scores under them."""

    def __init__(self, problems: Problems, report: Report) -> None:
        method, now = report.stamp.method, report.stamp.whole_policy
        parents: tuple[ParentPolicy, ...] = get_args(ParentPolicy)
        self._problems = problems
        self._parents: list[Policies] = [(p, now) for p in parents if p != method.parent_policy]
        self._wholes: list[Policies] = [(method.parent_policy, w) for w in WHOLES if w != now]
        self._leaves = leaves_of(report.nodes) | leaves_of(report.supplement)
        self._official: dict[str | None, _Known] = {
            score.node: (score.score, score.stage)
            for sheet in report.perspectives
            if sheet.capacity == "official" and sheet.perspective == method.official_perspective
            for score in sheet.nodes
            if score.score is not None
        }
        self._equal: dict[str | None, _Known] = {
            node: (Share(found.score), None)
            for node, found in equal_scores(report).items()
            if found.score is not None
        }
        self._has_total = any(question.total is not None for question in report.questions)

    def check(self, one: StabilityResult, own: NodeResult, place: Place) -> None:
        """Compare policies and scores of a node's variants."""
        names: list[Policies] = [
            (other.parent_policy, other.whole_policy) for other in one.variants
        ]
        counted = {
            each: known
            for each in (*self._parents, *self._wholes)
            if (known := self._known(each, own, is_stored=each in names)) is not None
        }
        if not compare_entries(self._problems, place, names, [*counted]):
            return
        for index, (name, other) in enumerate(zip(names, one.variants, strict=True)):
            score, stage = counted[name]
            if score is not None:
                compare(self._problems, (*place, index, "score"), other.score, score)
            if stage is not None:
                compare(self._problems, (*place, index, "stage"), other.stage, stage)

    def _known(self, policies: Policies, own: NodeResult, *, is_stored: bool) -> _Known | None:
        """Say what a variant should be; None if there should be none."""
        _, whole = policies
        if policies in self._parents and own.node in self._leaves:
            return own.score, own.stage
        if policies in self._wholes and whole == "official":
            return self._official.get(own.node)
        if policies in self._wholes and whole == "equal":
            return self._equal.get(own.node)
        possible = policies in self._parents or self._has_total
        return (None, None) if is_stored and possible else None
