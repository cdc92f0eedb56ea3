# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Computing a report's lists again (Listen): A4, for G2 and G3."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from weltoffen.errors import Problems
from weltoffen.report.findings import Place, compare, compare_gap, compare_nodes
from weltoffen.report.structure import NodeResult, Report
from weltoffen.report.summaries import summaries


def check_lists(problems: Problems, report: Report) -> None:
    """Compute needs, strengths, what is to be clarified, summaries, and the order of levers again (A4).

    What closing a gap adds, which questions are open and what steps do cannot be computed from the report.
    """
    leaves = _leaves(report.nodes)
    _check_needs(problems, report, leaves)
    _check_strengths(problems, report, leaves)
    _check_clarify(problems, report, leaves)
    _check_levers(problems, report)
    _check_summaries(problems, report)
    for index, caveat in enumerate(report.caveats):
        for at, node in enumerate(caveat.nodes):
            if node not in report.by_node:
                problems.add("unknown-node", ("caveats", index, "nodes", at), id=node)


def _leaves(nodes: Iterable[NodeResult]) -> dict[str, NodeResult]:
    """Give the nodes without children in declared order."""
    parents = {one.parent for one in nodes}
    return {one.node: one for one in nodes if one.node is not None and one.node not in parents}


def _check_order(
    problems: Problems, report: Report, name: str, stored: Sequence[str], counted: Sequence[str]
) -> None:
    """Compare the nodes of a list with those computed, if each is known and there once."""
    seen: set[str] = set()
    for index, node in enumerate(stored):
        if node not in report.by_node:
            problems.add("unknown-node", (name, index, "node"), id=node)
        elif node in seen:
            problems.add("duplicate-id", (name, index, "node"), id=node)
        else:
            seen.add(node)
    if len(seen) == len(stored):
        compare_nodes(problems, (name,), stored, counted)


def _check_needs(problems: Problems, report: Report, leaves: dict[str, NodeResult]) -> None:
    gains = {need.node: need.gain.exact for need in report.needs}
    below = [
        (-one.gap.points.exact, -gains.get(node, 0), at, node)
        for at, (node, one) in enumerate(leaves.items())
        if one.gap is not None and one.gap.is_open
    ]
    stored = [need.node for need in report.needs]
    _check_order(problems, report, "needs", stored, [node for *_, node in sorted(below)])
    for index, need in enumerate(report.needs):
        if need.node in report.by_node:
            gap = report.by_node[need.node].gap
            compare_gap(problems, ("needs", index, "gap"), need.gap, gap)


def _check_strengths(problems: Problems, report: Report, leaves: dict[str, NodeResult]) -> None:
    reached = [
        (-one.score.exact, at, node)
        for at, (node, one) in enumerate(leaves.items())
        if one.score is not None and one.gap is not None and not one.gap.is_open
    ]
    stored = [strength.node for strength in report.strengths]
    _check_order(problems, report, "strengths", stored, [node for *_, node in sorted(reached)])
    for index, one in enumerate(report.strengths):
        if one.node in report.by_node:
            score = report.by_node[one.node].score
            compare(problems, ("strengths", index, "score"), one.score, score)


def _check_clarify(problems: Problems, report: Report, leaves: dict[str, NodeResult]) -> None:
    stored = {one.node: one for one in report.clarify}
    counted = [
        node
        for node, one in leaves.items()
        if (one.reason != "protected" if one.score is None else node in stored)
    ]
    _check_order(problems, report, "clarify", [one.node for one in report.clarify], counted)
    for index, one in enumerate(report.clarify):
        if one.node in report.by_node:
            reason = report.by_node[one.node].reason
            compare(problems, ("clarify", index, "reason"), one.reason, reason)
        place = ("clarify", index, "questions")
        if one.reason is None and not one.questions:
            problems.add("too-few", place, minimum=1)
        if report.stamp.whole_policy != "official" and one.questions:
            problems.add("too-many", place, maximum=0)


def _check_levers(problems: Problems, report: Report) -> None:
    """Compare the leaves that have levers: all of them where an official response is the main view."""
    stamp, counted = report.stamp, list[str]()
    official = {one.perspective for one in report.participation if one.official}
    if stamp.whole_policy == "official" and stamp.method.official_perspective in official:
        counted = [*_leaves(report.nodes), *_leaves(report.supplement)]
    _check_order(problems, report, "levers", [one.node for one in report.levers], counted)
    stages: list[str | None] = [stage.id for stage in report.stages]
    following = dict(zip(stages, (*stages[1:], None), strict=True))
    for index, lever in enumerate(report.levers):
        if lever.node in report.by_node:
            stage = following.get(report.by_node[lever.node].stage)
            compare(problems, ("levers", index, "next_stage"), lever.next_stage, stage)


def _check_summaries(problems: Problems, report: Report) -> None:
    counted = summaries(report.nodes, report.stages, report.needs)
    nodes = [one.node for one in report.summaries]
    if nodes != [one.node for one in counted]:
        compare_nodes(problems, ("summaries",), nodes, [one.node for one in counted])
        return
    for index, (stored, right) in enumerate(zip(report.summaries, counted, strict=True)):
        place = ("summaries", index)
        compare(problems, (*place, "first_need"), stored.first_need, right.first_need)
        _compare_ids(problems, (*place, "unscored"), stored.unscored, right.unscored)
        found, expected = ([one.stage for one in each.stages] for each in (stored, right))
        _compare_ids(problems, (*place, "stages"), found, expected)
        if found == expected:
            for at, (one, other) in enumerate(zip(stored.stages, right.stages, strict=True)):
                _compare_ids(problems, (*place, "stages", at, "leaves"), one.leaves, other.leaves)


def _compare_ids(
    problems: Problems, place: Place, stored: Sequence[str], counted: Sequence[str]
) -> None:
    if list(stored) != list(counted):
        told = {"stored": ", ".join(stored) or "–", "counted": ", ".join(counted) or "–"}
        problems.add("total-differs", place, **told)
