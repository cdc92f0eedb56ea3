# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method/course.md`` (C1-C8): the code has to give every cell of its tables."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from weltoffen.course.phases import due_day
from weltoffen.course.reviews import REVIEW_CODES, review
from weltoffen.errors import InvalidDocument
from weltoffen.model.assessment import Municipality
from weltoffen.model.participation import (
    MAIN_PHASES,
    PHASE_KINDS,
    PREREQUISITE_KINDS,
    Contact,
    Participant,
    Participation,
    Period,
    Phase,
    Prerequisite,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "method" / "course.md"
TEXT = PAGE.read_text(encoding="utf-8")
NONE = "–"
Row = dict[str, str]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def rows(name: str) -> list[Row]:
    """Read a marked table."""
    (found,) = re.findall(rf"<!-- example: {name} -->\n((?:\|.*\n)+)", TEXT)
    headings, _, *lines = map(cells, found.splitlines())
    return [dict(zip(headings, line, strict=True)) for line in lines]


def day(cell: str) -> dt.date | None:
    return None if cell == NONE else dt.date.fromisoformat(cell)


def period(row: Row, name: str) -> Period | None:
    start, end = day(row[f"{name} from"]), day(row[f"{name} to"])
    return None if start is None and end is None else Period(start=start, end=end)


def town(example: str, until: dt.date | None) -> Participation:
    """Make the municipality of an example."""
    met: Any = {"state": "met", "evidence": {"de": "x"}}
    kinds: Any = ("support", "processes", "sharing")
    phases: list[Any] = [
        Phase(
            id=row["phase"],
            kind=row["phase"],  # type: ignore[arg-type] # checked by the class
            planned=period(row, "planned"),
            actual=period(row, "actual"),
            dropped=row["dropped"] == "yes",
        )
        for row in rows(example)
    ]
    one = Participant(
        id="town",
        municipality=Municipality(name="x"),
        contacts=[Contact(id="c", function={"de": "x"}, period=Period(end=until))],
        prerequisites=[Prerequisite(id=kind, kind=kind, **met) for kind in kinds],
        phases=phases,
    )
    return Participation(id="p", source_language="de", participants=[one])


def problems(fields: dict[str, Any]) -> list[str]:
    """Give the codes of what is wrong with a municipality."""
    try:
        Municipality(name="x", **fields)
    except InvalidDocument as error:
        return [one.code for one in error.problems]
    return []


class TestExamples:
    def test_every_example_is_read(self) -> None:
        marked = re.findall(r"<!-- example: ([a-z]+) -->", TEXT)
        assert marked == ["months", "phases", "findings", "plan", "planned", "keys"]
        assert TEXT.count("<!-- ") == len(marked)

    def test_months_c5(self) -> None:
        for row in rows("months"):
            first = day(row["first day"])
            assert first is not None
            assert due_day(first) == day(row["last day in time"])

    @pytest.mark.parametrize(
        ("phases", "findings", "until"),
        [("phases", "findings", dt.date(2026, 6, 30)), ("plan", "planned", None)],
    )
    def test_findings_c7(self, phases: str, findings: str, until: dt.date | None) -> None:
        wanted = rows(findings)
        participation = town(phases, until)
        found = [
            [
                on,
                one.code,
                one.phase or one.phase_kind or NONE,
                one.other_kind or NONE,
                *(NONE if at is None else at.isoformat() for at in (one.since, one.until, one.due)),
            ]
            for on in dict.fromkeys(row["on"] for row in wanted)
            for one in review(participation, on=dt.date.fromisoformat(on))
        ]
        assert found == [list(row.values()) for row in wanted]
        assert len(found) > 2

    @pytest.mark.parametrize("row", rows("keys"), ids=lambda row: row["AGS"] + row["ARS"])
    def test_keys_c8(self, row: Row) -> None:
        given: Any = {
            "kind": row["kind"],
            "ags": row["AGS"],
            "ars": row["ARS"],
        }
        fields = {name: value for name, value in given.items() if value != NONE}
        assert problems(fields) == ([] if row["problem"] == NONE else [row["problem"]])


class TestPage:
    def test_every_code_and_kind_is_explained(self) -> None:
        for name in (*REVIEW_CODES, *PREREQUISITE_KINDS, *PHASE_KINDS):
            assert f"`{name}`" in TEXT

    def test_every_rule_has_a_heading(self) -> None:
        assert re.findall(r"^## (C\d):", TEXT, re.MULTILINE) == [f"C{n}" for n in range(1, 9)]
        assert re.findall(r"^\(rule-(c\d)\)=$", TEXT, re.MULTILINE) == [
            f"c{n}" for n in range(1, 9)
        ]

    def test_the_order_of_the_main_phases(self) -> None:
        assert " → ".join(f"`{kind}`" for kind in MAIN_PHASES) in TEXT
