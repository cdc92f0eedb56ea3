# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The example of the guide to protection is computed again, table by table."""

from __future__ import annotations

import pytest
from tests.builders import flat, single, town
from tests.docs.blocks import read

from weltoffen.scoring.protection import ProtectedItem, ProtectionRule, protect

PAGE = read("docs/guide/protection.md")
PERSPECTIVES = ("administration", "politics", "civil-society", "economy")
HERE = town(single("q"), perspectives=PERSPECTIVES)
Table = dict[str, list[str]]


def table(marker: str) -> Table:
    """Read the table after a marker: the cells of each row by its first one."""
    lines = PAGE.splitlines()
    start = lines.index(f"<!-- {marker} -->") + 3
    found: Table = {}
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        name, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        found[name] = cells
    return found


def protected(confidential: Table, *merges: tuple[str, ...]) -> ProtectedItem:
    persons = flat(
        HERE.persons(one, q="".join(str(o) * int(n) for o, n in enumerate(confidential[one][:5])))
        for one in PERSPECTIVES
    )
    rule = ProtectionRule(merges=merges)
    return protect(HERE.tally(*persons), rule, HERE.assessment, HERE.edition).items[0]


def written(item: ProtectedItem, groups: list[str]) -> Table:
    hidden = ["protected"] * 6
    found = dict.fromkeys(groups, hidden)
    for one, cell in item.published:
        found[one] = [*map(str, cell.counts), str(cell.answered)]
    assert item.total is not None
    return found | {"total": [*map(str, item.total.counts), str(item.total.answered)]}


class TestGuide:
    """P1-P3: what the page says is published is what the library publishes."""

    @pytest.mark.parametrize("marker", ["confidential", "confidential homogeneous"])
    def test_the_confidential_tables_add_up(self, marker: str) -> None:
        found = table(marker)
        rows = [list(map(int, found[one])) for one in PERSPECTIVES]
        assert all(sum(row[:5]) == row[5] for row in rows)
        assert [sum(column) for column in zip(*rows, strict=True)] == list(map(int, found["total"]))

    def test_what_is_published(self) -> None:
        item = protected(table("confidential"))
        assert table("published") == written(item, list(PERSPECTIVES))

    def test_with_two_merged(self) -> None:
        item = protected(table("confidential"), ("politics", "economy"))
        groups = ["administration", "politics-and-economy", "civil-society"]
        assert table("merged politics+economy") == written(item, groups)

    def test_a_homogeneous_row_hides_the_item(self) -> None:
        item = protected(table("confidential homogeneous"))
        assert (item.published, item.total) == ((), None)
