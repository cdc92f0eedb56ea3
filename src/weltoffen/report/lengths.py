# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers that no report can be computed again with (zu lange Zahlen)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from weltoffen.errors import Problems
from weltoffen.report.findings import Place
from weltoffen.report.shares import Share
from weltoffen.report.structure import Report

LONGEST = 100_000
"""Bits of a common denominator. That of all numbers of persons up to 2 000 has 3 000; sums over much longer
ones take hours."""


def check_lengths(problems: Problems, report: Report) -> None:
    """Check that numbers which are added or sorted together have a common denominator of some size.

    Adds ``number-too-long`` where it grows beyond `LONGEST`. No report that was written gets there: each of
    its numbers alone may have thousands of digits, but all rest on the same counts and points.
    """
    units: defaultdict[tuple[object, ...], int] = defaultdict(lambda: 1)
    for key, number, place in _added_together(report):
        unit = units[key]
        if unit.bit_length() <= LONGEST:
            units[key] = math.lcm(unit, number.exact.denominator)
            if units[key].bit_length() > LONGEST:
                problems.add("number-too-long", place)


def _added_together(report: Report) -> Iterator[tuple[tuple[object, ...], Share, Place]]:
    """Give numbers with what tells those that are added, and their places."""
    for index, question in enumerate(report.questions):
        for at, value in enumerate(question.values):
            yield ("values", index), value, ("questions", index, "values", at)
    for index, sheet in enumerate(report.perspectives):
        for at, one in enumerate(sheet.nodes):
            place: Place = ("perspectives", index, "nodes", at)
            if one.score is not None:
                yield ("score", one.node), one.score, (*place, "score")
            if one.coverage is not None:
                yield ("coverage", one.node), one.coverage, (*place, "coverage")
    for index, view in enumerate(() if report.change is None else report.change.views):
        for at, node in enumerate(view.nodes):
            place = ("change", "views", index, "nodes", at)
            yield ("earlier", node.node), node.earlier, (*place, "earlier")
            yield ("later", node.node), node.later, (*place, "later")
