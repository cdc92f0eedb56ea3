# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method/robustness.md``: G9."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, get_args

import pytest
from tests.builders import single, town
from tests.docs.pages import (
    NONE,
    Rows,
    missing_keys,
    named,
    official_town,
    page,
    row,
    shown,
    tables,
)

from weltoffen.scoring.robustness import Doubt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from weltoffen.report.shares import Share
    from weltoffen.report.structure import Report


def stage(value: Share | None, name: str | None) -> str:
    """Write a score with its stage."""
    return NONE if value is None else f"{shown(value)}, stage {name}"


@cache
def firm() -> Report:
    here, response = official_town("robustness")
    return here.report(response)


@cache
def five_people() -> Report:
    here = town(single("courses", "language"))
    return here.report(*here.persons("politics", courses="01234"))


def policies() -> Rows:
    found = []
    for own, one in zip((firm().whole, *firm().nodes), firm().stability, strict=True):
        assert own.node == one.node
        scores = {each.parent_policy: stage(each.score, each.stage) for each in one.variants}
        scores[firm().stamp.method.parent_policy] = stage(own.score, own.stage)
        found.append(
            row(named(one.node), *(scores[name] for name in ("mean", "questions", "minimum")))
        )
    return found


def ranges(report: Report) -> Rows:
    scores = {one.node: one.score for one in (report.whole, *report.nodes)}
    return [
        row(named(one.node), scores[one.node], one.low, one.high, one.fragile)
        for one in report.stability
    ]


EXAMPLES: Mapping[str, Callable[[], Rows]] = {
    "policies": policies,
    "ranges": lambda: ranges(firm()),
    "persons": lambda: ranges(five_people())[1:],
}


class TestExamples:
    """G9: what stands on the page is what the code gives."""

    @pytest.mark.parametrize("table", EXAMPLES)
    def test_every_number(self, table: str) -> None:
        assert tables("robustness")[table][1] == EXAMPLES[table]()

    def test_no_marked_table_is_left_out(self) -> None:
        assert {*tables("robustness")} == {*EXAMPLES, "answers", "keys"}

    def test_every_key_is_one_of_a_report(self) -> None:
        assert missing_keys("robustness", firm()) == []


class TestSentences:
    """What the page says beside its tables."""

    def test_doubts(self) -> None:
        """G9: the page explains every doubt there is."""
        doubts = re.findall(r"^\| `([a-z-]+)` \|", page("robustness"), re.MULTILINE)
        assert tuple(doubts) == get_args(Doubt)
