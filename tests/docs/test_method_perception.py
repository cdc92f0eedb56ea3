# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method/perception.md``: G4-G6."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.builders import single, town
from tests.docs.pages import Rows, given, missing_keys, named, page, row, tables

from weltoffen.render.talks import ALIKE
from weltoffen.report.shares import Share
from weltoffen.scoring.distribution import published_distributions
from weltoffen.scoring.gaps import target_of
from weltoffen.scoring.occasions import CAMPS, LARGE_GAP
from weltoffen.scoring.perception import ViewGap, perception_gaps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.builders import Town

    from weltoffen.report.structure import Report

UNKNOWN = "don't know"


def points(value: Fraction) -> int:
    """Percentage points as a report shows them (S1)."""
    return Share(value).percent


@cache
def seen_differently() -> tuple[Town, Report, tuple[ViewGap, ...]]:
    """Give the town of the page on perception, its report and its gaps; views in order of the table."""
    told = given("perception", "answers")
    leaves = {one["question"]: one["criterion"] for one in told}
    here = town(*(single(question, leaf) for question, leaf in leaves.items()))
    columns: dict[str, dict[str, str]] = {}
    for one in told:
        answers = "".join(option * int(one[option]) for option in "01234")
        columns.setdefault(one["view"], {})[one["question"]] = answers + "u" * int(one[UNKNOWN])
    office = columns.pop("administration")
    responses = [here.official(**{question: f"s{option}" for question, option in office.items()})]
    for view, answered in columns.items():
        responses += here.persons(view, **answered)
    public, scores = here.protect(*responses), here.scores(*responses)
    return (
        here,
        here.report(*responses),
        perception_gaps(published_distributions(public, here.edition), scores, here.edition),
    )


def apart() -> ViewGap:
    """Politics against residents."""
    *_, found = seen_differently()[2]
    assert [one.perspective for one in (found.row, found.column)] == ["politics", "residents"]
    return found


def medians() -> Rows:
    return [
        row(gap.question, view, side.n, side.mean, *side.median)
        for gap in apart().questions
        for view, side in (("politics", gap.row), ("residents", gap.column))
    ]


def pairs() -> Rows:
    gap = apart().questions[0]
    found = []
    for option, count in enumerate(gap.row.counts):
        below, above = sum(gap.column.counts[:option]), sum(gap.column.counts[option + 1 :])
        if count:
            found.append(row(option, count, below, above, count * (below - above)))
    return found


def question_gaps() -> Rows:
    return [
        row(one.question, one.difference, points(one.difference), one.delta)
        for one in apart().questions
    ]


def node_gaps() -> Rows:
    *_, result = seen_differently()[1].gaps
    return [
        row(
            named(one.node),
            one.questions,
            one.row,
            one.row_n,
            one.column,
            one.column_n,
            one.difference,
            one.difference.percent,
            one.stages,
        )
        for one in result.nodes
    ]


def overview() -> Rows:
    report, whole = seen_differently()[1], apart().nodes[0]
    own = [
        one.nodes[0].score.exact
        for one in report.perspectives
        if one.capacity == "personal" and one.nodes[0].score
    ]
    return [
        row("each by itself", *own, own[0] - own[1]),
        row("over the same questions", whole.row, whole.column, whole.difference),
    ]


def agreement() -> Rows:
    return [
        row(one.question, *(answers.agreement for answers in one.published))
        for one in seen_differently()[1].questions
    ]


def orders() -> Rows:
    """The places by hand: there are no ties."""
    here, report, _ = seen_differently()
    assert report.order_agreement
    leaves = report.order_agreement.leaves
    assert leaves == ("language", "housing")
    aims = [target_of(leaf, here.assessment, here.edition).score for leaf in leaves]
    found = []
    for one in report.perspectives:
        scores = {each.node: each.score for each in one.nodes}
        gaps = [
            aim - score.exact
            for leaf, aim in zip(leaves, aims, strict=True)
            if (score := scores[leaf])
        ]
        places = [1 + sum(other > gap for other in gaps) for gap in gaps]
        found.append(row(one.perspective, *gaps, *places))
    return found


def occasions() -> Rows:
    found = []
    for place, one in enumerate(seen_differently()[1].occasions, 1):
        views = tuple(view.perspective for view in (one.row, one.column) if view)
        number, percent = one.agreement, None
        if one.difference:
            number, percent = one.difference, one.difference.percent
        found.append(row(place, one.kind, one.node, one.question, views, number, percent))
    return found


EXAMPLES: Mapping[str, Callable[[], Rows]] = {
    "medians": medians,
    "pairs": pairs,
    "questions": question_gaps,
    "nodes": node_gaps,
    "overview": overview,
    "agreement": agreement,
    "orders": orders,
    "occasions": occasions,
}


class TestExamples:
    """G4 to G6: what stands on the page is what the code gives."""

    @pytest.mark.parametrize("table", EXAMPLES)
    def test_every_number(self, table: str) -> None:
        assert tables("perception")[table][1] == EXAMPLES[table]()

    def test_no_marked_table_is_left_out(self) -> None:
        assert {*tables("perception")} == {*EXAMPLES, "answers", "keys"}

    def test_every_key_is_one_of_a_report(self) -> None:
        assert missing_keys("perception", seen_differently()[1]) == []


class TestSentences:
    """What the page says beside its tables."""

    def test_delta_is_the_sum_of_the_pairs_by_hand(self) -> None:
        """G4."""
        total = sum(int(one[-1].replace("−", "-")) for one in tables("perception")["pairs"][1])
        gap = apart().questions[0]
        assert (total, gap.row.n * gap.column.n) == (26, 5 * 12)
        assert gap.delta == Fraction(total, 60) == Fraction(13, 30)

    def test_w(self) -> None:
        """G5: 12 · 1/2 / (9 · 6)."""
        found = seen_differently()[1].order_agreement
        assert found
        places = [list(map(int, one[-2:])) for one in tables("perception")["orders"][1]]
        sums = [sum(column) for column in zip(*places, strict=True)]
        s = sum((one - Fraction(sum(sums), 2)) ** 2 for one in sums)
        assert sums == [5, 4]
        assert found.w.exact == 12 * s / (9 * 6) == Fraction(1, 9)
        assert (3 * found.w.exact - 1) / 2 == Fraction(-1, 3)

    def test_thresholds(self) -> None:
        """G5 (its words), G6."""
        text = page("perception")
        assert re.findall(r"says from (\d/\d) on that the views largely", text) == [str(ALIKE)]
        assert re.findall(r"at least (\d/\d) apart", text) == [str(LARGE_GAP)]
        assert re.findall(r"agreement A of (\d) or less", text) == [str(CAMPS)]
