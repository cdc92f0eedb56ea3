# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Where the criteria of each field stand (Zusammenfassungen der Handlungsfelder)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from weltoffen.model.target import Stage
from weltoffen.report.structure import FieldSummary, Need, NodeResult, StageLeaves


def summaries(
    nodes: Sequence[NodeResult], stages: Sequence[Stage], needs: Sequence[Need]
) -> tuple[FieldSummary, ...]:
    """Sum up each top-level node that has leaves below it (Zusammenfassung).

    Args:
        nodes: Results in declared order, parents first.
        stages: Stages of the model.
        needs: Needs in order of priority (G2).

    Returns:
        One summary for each such node, in declared order.
    """
    parents = {one.parent for one in nodes}
    tops: dict[str | None, str | None] = {}
    leaves: defaultdict[str | None, list[NodeResult]] = defaultdict(list)
    for one in nodes:
        tops[one.node] = one.node if one.parent is None else tops.get(one.parent)
        if one.node not in parents and one.parent is not None:
            leaves[tops[one.node]].append(one)
    return tuple(
        _summary(top.node, leaves[top.node], stages, needs)
        for top in nodes
        if top.node is not None and top.parent is None and leaves[top.node]
    )


def _summary(
    node: str, leaves: Sequence[NodeResult], stages: Sequence[Stage], needs: Sequence[Need]
) -> FieldSummary:
    at = {
        stage.id: tuple(one.node for one in leaves if one.stage == stage.id and one.node)
        for stage in reversed(stages)
    }
    names = {one.node for one in leaves}
    return FieldSummary(
        node=node,
        stages=tuple(
            StageLeaves(stage=stage, leaves=found) for stage, found in at.items() if found
        ),
        unscored=tuple(one.node for one in leaves if one.stage is None and one.node),
        first_need=next((need.node for need in needs if need.node in names), None),
    )
