# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Which nodes of a report lie below which (Abstammung der Knoten); M1, M8."""

from __future__ import annotations

from collections.abc import Mapping

from weltoffen.report.structure import Report


def lines_above(report: Report) -> Mapping[str, frozenset[str]]:
    """Give each node with itself and all nodes above it (Abstammung, M1).

    A node lies at or below any of several nodes exactly if its line has one of them.

    Args:
        report: The report; parents stand before their children.

    Returns:
        By id of the node, in declared order; those of the local supplement (M8) are last.
    """
    lines: dict[str, frozenset[str]] = {}
    for node, one in report.by_node.items():
        above = frozenset[str]() if one.parent is None else lines[one.parent]
        lines[node] = above | {node}
    return lines
