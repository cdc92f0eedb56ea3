# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Computing a report's lists again (Listen): A4, for G2 and G3."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from weltoffen.errors import Problems
from weltoffen.report.findings import compare, compare_gap, compare_ids, compare_nodes, leaves_of
from weltoffen.report.structure import NodeResult, Report
from weltoffen.report.summaries import summaries


def check_lists(problems: Problems, report: Report) -> None:
    """Compute needs, strengths, what is to be clarified, summaries, and the order of levers again (A4).

    What closing a gap adds and what steps do cannot be computed from the report.
    """
    leaves = leaves_of(report.nodes)
    _check_needs(problems, report, leaves)
    _check_strengths(problems, report, leaves)
    _check_clarify(problems, report, leaves)
    _check_levers(problems, report)
    _check_summaries(problems, report)
    for index, caveat in enumerate(report.caveats):
        for at, node in enumerate(caveat.nodes):
            if node not in report.by_node:
                problems.add("unknown-node", ("caveats", index, "nodes", at), id=node)


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
    opened = _open_questions(report)
    known = {one.node for one in report.clarify} if opened is None else opened.keys()
    counted = [
        node
        for node, one in leaves.items()
        if (one.reason != "protected" if one.score is None else node in known)
    ]
    _check_order(problems, report, "clarify", [one.node for one in report.clarify], counted)
    for index, one in enumerate(report.clarify):
        if one.node in report.by_node:
            reason = report.by_node[one.node].reason
            compare(problems, ("clarify", index, "reason"), one.reason, reason)
        place = ("clarify", index, "questions")
        if opened is not None and one.node in leaves:
            compare_ids(problems, place, one.questions, opened.get(one.node, ()))
        elif one.reason is None and not one.questions:
            problems.add("too-few", place, minimum=1)
        if report.stamp.whole_policy != "official" and one.questions:
            problems.add("too-many", place, maximum=0)


def _open_questions(report: Report) -> Mapping[str, Sequence[str]] | None:
    """Give the questions that the official response leaves open, by leaf; None if it is not the main view.

    Without an official response every question is open that nothing leads away from; that is not known here.
    """
    if not _has_official_view(report):
        return None
    found: defaultdict[str, list[str]] = defaultdict(list)
    for question in report.questions:
        for one in question.official:
            own = one.perspective == report.stamp.method.official_perspective
            if own and one.state in {"unanswered", "conflict"}:
                found[question.node].append(question.question)
    return found


def _has_official_view(report: Report) -> bool:
    """Whether an official response that was given stands for the whole."""
    stamp = report.stamp
    official = {one.perspective for one in report.participation if one.official}
    return stamp.whole_policy == "official" and stamp.method.official_perspective in official


def _check_levers(problems: Problems, report: Report) -> None:
    """Compare the leaves that have levers: all of them where an official response is the main view."""
    counted = list[str]()
    if _has_official_view(report):
        counted = [*leaves_of(report.nodes), *leaves_of(report.supplement)]
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
        compare_ids(problems, (*place, "unscored"), stored.unscored, right.unscored)
        found, expected = ([one.stage for one in each.stages] for each in (stored, right))
        compare_ids(problems, (*place, "stages"), found, expected)
        if found == expected:
            for at, (one, other) in enumerate(zip(stored.stages, right.stages, strict=True)):
                compare_ids(problems, (*place, "stages", at, "leaves"), one.leaves, other.leaves)
