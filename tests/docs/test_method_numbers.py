# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method/numbers.md``: N1-N3."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, get_args

import pytest
from tests.builders import flat, single, town
from tests.docs.pages import NONE, Rows, given, number, page, row, tables

from weltoffen.model.exact import round_half_away
from weltoffen.render.figures import Figures, whole_percents
from weltoffen.report.caveats import LOW_COVERAGE, SMALL_BASE
from weltoffen.report.shares import Share
from weltoffen.report.structure import CaveatCode
from weltoffen.scoring.distribution import Distribution

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ENGLISH = Figures("en")
STEPS = tuple(Fraction(step, 4) for step in range(5))


def counts(cell: str) -> tuple[int, ...]:
    return tuple(map(int, cell.split(", ")))


def percentages() -> Rows:
    found = []
    for one in given("numbers", "percentages"):
        told = counts(one["answers"])
        shares = [round_half_away(Fraction(100 * n, sum(told)), 2) for n in told]
        decimals = tuple(f"{float(share):g}" for share in shares)
        found.append(row(told, decimals, whole_percents(told)))
    return found


def medians() -> Rows:
    found = []
    for one in given("numbers", "medians"):
        told = counts(one["answers at 0 to 4"])
        distribution = Distribution(counts=told, values=STEPS)
        found.append(row(told, distribution.n, *distribution.median))
    return found


def written() -> Rows:
    found = []
    for one in given("numbers", "written"):
        exact = None if one["exact"] == NONE else Share(number(one["exact"]))
        if exact is None:
            text = ENGLISH.n(None)
        elif one["answers"] != NONE:
            score, n = ENGLISH.percent(exact), ENGLISH.n(int(one["answers"]))
            text = ENGLISH.words["unit.with-n"].format(score=score, n=n)
        elif exact.percent:
            text = ENGLISH.points(exact)
        else:
            text = ENGLISH.distance(exact)
        found.append([*list(one.values())[:3], text.replace("\u00a0", " ")])
    return found


EXAMPLES: Mapping[str, Callable[[], Rows]] = {
    "percentages": percentages,
    "medians": medians,
    "written": written,
}


class TestExamples:
    """N1 to N3: what stands on the page is what the code gives."""

    @pytest.mark.parametrize("table", EXAMPLES)
    def test_every_number(self, table: str) -> None:
        assert tables("numbers")[table][1] == EXAMPLES[table]()

    def test_no_marked_table_is_left_out(self) -> None:
        assert {*tables("numbers")} == {*EXAMPLES, "caveats"}

    def test_percentages_add_up(self) -> None:
        """N1: on the page, too."""
        shown = [counts(one["percent"]) for one in given("numbers", "percentages")]
        assert [sum(one) for one in shown] == [100] * len(shown)


class TestSentences:
    """What the page says beside its tables."""

    def test_every_caveat_is_explained(self) -> None:
        codes = [one["code"].strip("`") for one in given("numbers", "caveats")]
        assert codes == [*get_args(CaveatCode)]

    def test_thresholds(self) -> None:
        assert Fraction(3, 4) == LOW_COVERAGE
        assert SMALL_BASE == 3
        assert "less than three quarters" in page("numbers")
        assert "fewer than three questions" in page("numbers")

    def test_few_and_none_look_alike(self) -> None:
        """P4: only where some answers are shown, a caveat says that others are not."""
        here = town(single("q"))
        official = here.official(q="s2")
        few = here.persons("politics", q="0123")
        more = flat([few, here.persons("residents", q="01234")])
        caveats = [
            {one.code for one in here.report(official, *persons).caveats}
            for persons in ([], few, more)
        ]
        assert ["protected" in one for one in caveats] == [False, False, True]

    def test_n_of_a_node(self) -> None:
        """N3: the smallest number of answers to a question with a value."""
        here = town(single("q1"), single("q2"))
        persons = here.persons("politics", q1="0123401", q2="01234uu")
        (sheet,) = here.scores(*persons).personal
        assert [one.n for one in sheet.nodes] == [5, 5]
