# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Computing a report's derived values again (Nachrechnen): A4."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from weltoffen.errors import PathStep, Problems
from weltoffen.report.structure import NodeResult, Report


def check_report(report: Report) -> None:
    """Compute again what can be computed from the report alone, and compare (A4).

    Checked are target gaps in points and stages, stages by score, needs and strengths against their
    nodes, the order of needs, and that every node named exists.

    Raises:
        InvalidDocument: ``total-differs``, ``unknown-node``, ``unknown-stage`` or ``not-sorted``, at each
            place.
    """
    problems = Problems()
    stages = {stage.id: index for index, stage in enumerate(report.stages)}
    lowers = [stage.lower for stage in report.stages]
    _check_node(problems, report.whole, ("whole",), stages, lowers)
    for name in ("nodes", "supplement"):
        for index, node in enumerate(getattr(report, name)):
            _check_node(problems, node, (name, index), stages, lowers)
    _check_lists(problems, report)
    problems.raise_if_any()


def _check_node(
    problems: Problems,
    node: NodeResult,
    here: tuple[PathStep, ...],
    stages: Mapping[str, int],
    lowers: list[Fraction],
) -> None:
    for place, stage in (("target", node.target.stage), ("stage", node.stage)):
        if stage is not None and stage not in stages:
            problems.add("unknown-stage", (*here, place), id=stage)
            return
    aimed = stages[node.target.stage]
    if _band(node.target.score.exact, lowers) != aimed:
        counted = _band(node.target.score.exact, lowers)
        problems.add("total-differs", (*here, "target", "stage"), stored=aimed, counted=counted)
    if node.score is None or node.gap is None or node.stage is None:
        return
    points = node.target.score.exact - node.score.exact
    if node.gap.points.exact != points:
        stored = str(node.gap.points.exact)
        problems.add("total-differs", (*here, "gap", "points"), stored=stored, counted=str(points))
    reached = stages[node.stage]
    if node.gap.stages != aimed - reached:
        stored_stages, counted_stages = node.gap.stages, aimed - reached
        path = (*here, "gap", "stages")
        problems.add("total-differs", path, stored=stored_stages, counted=counted_stages)
    by_score = _band(node.score.exact, lowers)
    if reached > by_score or (reached < by_score and not node.held_by):
        problems.add("total-differs", (*here, "stage"), stored=reached, counted=by_score)


def _band(score: Fraction, lowers: list[Fraction]) -> int:
    return max((i for i, lower in enumerate(lowers) if lower <= score), default=0)


def _check_lists(problems: Problems, report: Report) -> None:
    named = {
        "needs": [need.node for need in report.needs],
        "strengths": [strength.node for strength in report.strengths],
        "clarify": [one.node for one in report.clarify],
        "levers": [lever.node for lever in report.levers],
    }
    for name, nodes in named.items():
        for index, one in enumerate(nodes):
            if one not in report.by_node:
                problems.add("unknown-node", (name, index, "node"), id=one)
    for index, need in enumerate(report.needs):
        node = report.by_node.get(need.node)
        if node is not None and node.gap != need.gap:
            counted = "–" if node.gap is None else str(node.gap.points.exact)
            path = ("needs", index, "gap")
            problems.add("total-differs", path, stored=str(need.gap.points.exact), counted=counted)
        if index and report.needs[index - 1].gap.points.exact < need.gap.points.exact:
            problems.add("not-sorted", ("needs", index))
    for index, strength in enumerate(report.strengths):
        node = report.by_node.get(strength.node)
        if node is not None and node.score != strength.score:
            counted = "–" if node.score is None else str(node.score.exact)
            path = ("strengths", index, "score")
            problems.add("total-differs", path, stored=str(strength.score.exact), counted=counted)
