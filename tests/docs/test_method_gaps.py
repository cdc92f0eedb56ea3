# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method/gaps.md``: G1-G3."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.docs.pages import Rows, missing_keys, named, official_town, row, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.builders import Town

    from weltoffen.report.structure import Report


@cache
def falling_short() -> tuple[Town, Report]:
    here, response = official_town("gaps", targets={"housing": "three"})
    return here, here.report(response)


def targets() -> Rows:
    _, report = falling_short()
    return [
        row(named(one.node), one.score, one.target.score, *gap)
        for one in (report.whole, *report.nodes)
        for gap in [
            (one.gap.points, one.gap.points.percent, one.gap.stages)
            if one.gap
            else (None, None, None)
        ]
    ]


def needs() -> Rows:
    _, report = falling_short()
    return [
        row(place, one.node, one.gap.points, one.gain, one.gain.percent)
        for place, one in enumerate(report.needs, 1)
    ]


def steps() -> Rows:
    _, report = falling_short()
    return [
        row(one.node, step.question, step.option.strip("s"), step.leaf, step.whole)
        for one in report.levers
        for step in one.steps
    ]


def paths() -> Rows:
    _, report = falling_short()
    return [
        row(
            one.node,
            one.next_stage,
            tuple(
                f"{part.question} → {option.strip('s')}"
                for part in one.path or ()
                for option in part.options
            ),
            one.clarify,
        )
        for one in report.levers
    ]


EXAMPLES: Mapping[str, Callable[[], Rows]] = {
    "targets": targets,
    "needs": needs,
    "steps": steps,
    "paths": paths,
}


class TestExamples:
    """G1 to G3: what stands on the page is what the code gives."""

    @pytest.mark.parametrize("table", EXAMPLES)
    def test_every_number(self, table: str) -> None:
        assert tables("gaps")[table][1] == EXAMPLES[table]()

    def test_no_marked_table_is_left_out(self) -> None:
        assert {*tables("gaps")} == {*EXAMPLES, "answers", "keys"}

    def test_every_key_is_one_of_a_report(self) -> None:
        assert missing_keys("gaps", falling_short()[1]) == []
