# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The page about the house says of each room what import-linter lets it import alone."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict

from tests.docs.blocks import ROOT, read
from tests.docs.pages import cells

PAGE = read("docs/house.md")
CONTRACTS = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
PACKAGES = {"python-docx": "docx"}
"""What is installed under another name than it is imported."""


def imported(package: str) -> str:
    return PACKAGES.get(package, package.replace("-", "_")).lower()


def told() -> dict[str, set[str]]:
    """Give the packages that the table of the page tells of each room."""
    table = PAGE.partition("| room |")[2].partition("\n\n")[0]
    rows = [cells(line) for line in table.splitlines()[2:]]
    return {room.strip("`"): {imported(one) for one in more.split(", ")} for room, more in rows}


def allowed() -> dict[str, set[str]]:
    """Give the packages that only one room may import, by the contracts that hold for all rooms."""
    found: dict[str, set[str]] = defaultdict(set)
    for contract in CONTRACTS:
        if contract["type"] == "forbidden" and contract["source_modules"] == ["weltoffen"]:
            for line in contract["ignore_imports"]:
                rule = re.fullmatch(r"weltoffen\.(\w+)(?:\.\*\*)? -> (\w+)", line)
                assert rule is not None
                room, package = rule.groups()
                assert package in contract["forbidden_modules"]
                found[room].add(package.lower())
    return dict(found)


def test_the_table_is_that_of_the_contracts() -> None:
    assert told() == allowed()


def test_no_package_is_told_of_two_rooms() -> None:
    packages = [one for more in told().values() for one in more]
    assert len(packages) == len(set(packages)) > 10


def test_every_room_of_the_table_is_there() -> None:
    assert [room for room in told() if not (ROOT / "src" / "weltoffen" / room).is_dir()] == []
