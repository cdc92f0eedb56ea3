# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The example of L5 and L6 in ``docs/method/measures.md``: the town on the page gives its other tables."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from tests.builders import node, single, town
from tests.course.catalogues import ORGANISATION, WAY, catalogue, funded, measure

from weltoffen.course.candidates import own_costs
from weltoffen.course.picks import OmissionCode, PickCode, UncoveredCode
from weltoffen.course.selection import propose_selection
from weltoffen.course.urgency import Criteria
from weltoffen.model.measures import MAX_PRIORITIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weltoffen.course.selection import Selection
    from weltoffen.model.measures import MeasureCatalogue
    from weltoffen.report.structure import Report

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "method" / "measures.md").read_text(
    encoding="utf-8"
)
NONE = "–"
PRIORITIES = ("steering", "living")
STATES = {"proposed": WAY[:1], "selected": WAY[:2]}


@cache
def rows(name: str) -> list[Mapping[str, str]]:
    """Give the rows of a marked table."""
    (text,) = re.findall(rf"<!-- (?:example: )?{name} -->\n((?:\|.*\n)+)", PAGE)
    head, _, *others = [
        [c.strip() for c in line.strip("|").split("|")] for line in text.splitlines()
    ]
    return [dict(zip(head, one, strict=True)) for one in others]


def listed(cell: str) -> list[str]:
    """Give the entries of a cell."""
    return [] if cell == NONE else cell.split(", ")


def shown(value: Fraction | int | None) -> str:
    """Write a number as the page does."""
    return NONE if value is None else str(value).replace("-", "−")


def cell(entries: Sequence[str]) -> str:
    """Write entries as the page does."""
    return ", ".join(entries) or NONE


def name_of(title: str) -> str:
    """Give the id of a measure by its name on the page."""
    return title.replace("é", "e")


@cache
def report() -> Report:
    """Make the report of the town of the page."""
    given = rows("gaps")
    fields = dict.fromkeys(one["field"] for one in given)
    here = town(
        *(single(f"{one['criterion']}-1", one["criterion"]) for one in given),
        nodes=[
            *map(node, fields),
            *(node(one["criterion"], one["field"]) for one in given),
        ],
    )
    options = {one["criterion"]: one["option"] for one in given}
    return here.report(
        here.official(
            **{
                f"{criterion}-1": "unknown" if option == "don't know" else f"s{option}"
                for criterion, option in options.items()
            }
        )
    )


@cache
def measures() -> MeasureCatalogue:
    """Make the catalogue of the page."""
    return catalogue(
        *(
            measure(
                name_of(one["measure"]),
                *listed(one["criteria"]),
                costs=None if one["costs"] == NONE else one["costs"],
                funding=[funded(amount) for amount in listed(one["granted"])],
                events=STATES[one["state"]],
            )
            for one in rows("measures")
        ),
        priorities=PRIORITIES,
    )


def proposal(row: Mapping[str, str]) -> Selection:
    """Propose what a row of the page asks for."""
    return propose_selection(
        measures(),
        report(),
        row["budget"],
        organisation=ORGANISATION,
        chosen=[name_of(one) for one in listed(row["chosen"])],
        refused=[name_of(one) for one in listed(row["refused"])],
    )


class TestExampleL5L6:
    """L5, L6: what stands on the page is what the code gives."""

    def test_gaps(self) -> None:
        for one in rows("gaps"):
            gap = report().by_node[one["criterion"]].gap
            assert one["gap"] == shown(None if gap is None else gap.points.exact)

    def test_measures(self) -> None:
        everything = propose_selection(measures(), report(), 10**6, organisation=ORGANISATION)
        omitted = {one.measure: one.code for one in everything.omitted}
        criteria = Criteria(report())
        for one in rows("measures"):
            found = measures().measures_by_id[name_of(one["measure"])]
            sizes = [gap.gap.points.exact for gap in criteria.urgency(found.nodes).gaps]
            assert [one["own costs"], one["largest gap"], one["sum"], one["competes"]] == [
                shown(own_costs(found)),
                shown(max(sizes, default=None)),
                shown(sum(sizes, Fraction(0)) if sizes else None),
                omitted.get(found.id, "yes"),
            ]

    @pytest.mark.parametrize("row", rows("proposals"))
    def test_proposals(self, row: Mapping[str, str]) -> None:
        found = proposal(row)
        assert [name_of(one) for one in listed(row["selection"])] == [
            one.measure for one in found.picks
        ]
        missing = [
            f"{one.measure} {one.missing}" for one in found.omitted if one.code == "over-budget"
        ]
        assert name_of(row["over budget, missing"]) == cell(missing)
        uncovered = [f"{one.node} {one.missing or ''}".strip() for one in found.uncovered]
        assert row["uncovered, missing"] == cell(uncovered)
        assert row["left"] == shown(found.budget - found.spent)

    def test_the_rows_hold_every_case(self) -> None:
        """Some proposals cover all fields, one passes over the most urgent, one exceeds the budget."""
        found = [proposal(row) for row in rows("proposals")]
        assert {one.code for each in found for one in each.uncovered} == {
            "too-expensive",
            "no-candidate",
        }
        assert any(one.over_budget for one in found)
        assert any(not one.uncovered for one in found)


class TestCodes:
    """L5: the page names every code, and how many priority fields there may be."""

    @pytest.mark.parametrize(
        ("name", "codes"),
        [("reasons", PickCode), ("omissions", OmissionCode), ("uncovered", UncoveredCode)],
    )
    def test_every_code_is_named(self, name: str, codes: object) -> None:
        assert [next(iter(one.values())).strip("`") for one in rows(name)] == [*get_args(codes)]

    def test_the_bound(self) -> None:
        assert MAX_PRIORITIES == 10
        assert "at most ten" in PAGE
