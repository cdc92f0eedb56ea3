# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked example of ``docs/method/workshop.md`` (W1-W4): its tables give its findings."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from tests.builders import node, single, town

from weltoffen.course.workshops import (
    FIRST_NEEDS,
    LEAST_PEOPLE,
    MOST_PEOPLE,
    WorkshopFindingCode,
    workshop_findings,
)
from weltoffen.errors import InvalidDocument
from weltoffen.model.workshop import (
    LEAST_VOICES,
    MAX_PEOPLE,
    ActionNeed,
    NeedBasis,
    NextStep,
    Rerating,
    Statement,
    Workshop,
    WorkshopGroup,
)
from weltoffen.report.assembly import build_report
from weltoffen.scoring.protection import ProtectionRule, protect

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "method" / "workshop.md").read_text(encoding="utf-8")
SCHEMA = ROOT / "src" / "weltoffen" / "schemas" / "v1" / "workshop.schema.json"
TEXT = {"de": "x"}
DAY = dt.date(2026, 5, 5)


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def rows(name: str) -> list[dict[str, str]]:
    """Give the rows of a marked table of the page."""
    (found,) = re.findall(rf"<!-- (?:example: )?{name} -->\n((?:\|.*\n)+)", PAGE)
    head, _, *body = map(cells, found.splitlines())
    return [dict(zip(head, row, strict=True)) for row in body]


def listed(text: str) -> list[str]:
    return text.split(", ")


@cache
def beside() -> Report:
    """Make the report from the table of answers."""
    answers = rows("answers")
    fields = dict.fromkeys(row["field"] for row in answers)
    here = town(
        *(single(row["question"], row["criterion"]) for row in answers),
        nodes=[
            *(node(field) for field in fields),
            *(node(row["criterion"], row["field"]) for row in answers),
        ],
        perspectives=("administration", "politics", "civil-society", "economy"),
    )
    given = {
        row["question"]: "unknown" if row["option"] == "don't know" else f"s{row['option']}"
        for row in answers
    }
    tallied = here.tally(here.official(**given))
    public = protect(tallied, ProtectionRule(), here.assessment, here.edition)
    return build_report(public, here.assessment, here.edition)


def groups() -> list[WorkshopGroup]:
    return [
        WorkshopGroup(perspective=row["perspective"], number=int(row["people"]))
        for row in rows("voices")
    ]


def record(**changes: Any) -> Workshop:  # noqa: ANN401 - any field
    base = {"id": "w", "source_language": "de", "assessment": "town-2026", "date": DAY}
    return Workshop(**{**base, **changes})


def agreed() -> Workshop:
    """Make the record from the tables of participants, ratings and needs."""
    answered = [row["need"] for row in rows("needs") if row["next step"] == "yes"]
    bases = get_args(NeedBasis)
    return record(
        groups=groups(),
        reratings=[Rerating(node=row["node"], stage=row["workshop"]) for row in rows("ratings")],
        needs=[
            ActionNeed(
                id=row["need"],
                title=TEXT,
                nodes=listed(row["criteria"]),
                basis=[basis for basis in bases if basis in listed(row["basis"])],
            )
            for row in rows("needs")
        ],
        next_steps=[NextStep(id="s", text=TEXT, needs=answered, body="office", due=DAY)],
    )


class TestExample:
    """W1-W4: every cell of the page is what the code gives."""

    def test_findings(self) -> None:
        found = [
            {
                "finding": one.code,
                "concerns": ", ".join((*one.needs, *one.nodes, *one.perspectives)) or "–",
            }
            for one in workshop_findings(agreed(), beside())
        ]
        assert found == rows("findings")

    def test_the_self_assessment(self) -> None:
        assert {row["node"]: row["self-assessment"] for row in rows("ratings")} == {
            row["node"]: beside().by_node[row["node"]].stage for row in rows("ratings")
        }

    def test_what_the_text_says_of_the_report(self) -> None:
        gaps = {one.node: str(one.gap.points.exact) for one in beside().needs}
        assert gaps == {"housing": "1/2", "language": "1/4"}
        assert [one.node for one in beside().strengths] == ["jobs"]
        assert [one.node for one in beside().clarify] == ["training"]

    @pytest.mark.parametrize("row", rows("voices"), ids=lambda row: row["perspective"])
    def test_who_may_be_named(self, row: dict[str, str]) -> None:
        said = [Statement(id="s", text=TEXT, perspective=row["perspective"])]
        if row["a statement may name it"] == "yes":
            assert record(groups=groups(), statements=said).statements
            return
        with pytest.raises(InvalidDocument, match="statement-too-few"):
            record(groups=groups(), statements=said)

    def test_fewer_in_all_or_no_numbers_allow_no_statement(self) -> None:
        said = [Statement(id="s", text=TEXT)]
        alone = [one for one in groups() if one.perspective == "politics"]
        assert record(groups=groups(), statements=said).statements
        for few in (alone, []):
            with pytest.raises(InvalidDocument, match="too-few-for-statements"):
                record(groups=few, statements=said)


class TestPage:
    """W1-W4: the page names the numbers, lists and keys that the code has."""

    def test_numbers(self) -> None:
        assert f"if at least {LEAST_VOICES} people of it were there" in PAGE
        assert f"If fewer than {LEAST_VOICES} people were there in all" in PAGE
        assert f"from {LEAST_VOICES} people of it on" in PAGE
        assert (FIRST_NEEDS, LEAST_PEOPLE, MOST_PEOPLE) == (5, 20, 40)
        assert "the first five needs of the report" in PAGE
        assert "fewer than 20 people" in PAGE
        assert "more than 40 people" in PAGE
        assert f"1 to {MAX_PEOPLE:,}".replace(",", " ") in PAGE

    def test_the_schema_names_the_same_number_w3(self) -> None:
        schema = SCHEMA.read_text(encoding="utf-8")
        assert set(re.findall(r"at least (\d+) people", schema)) == {str(LEAST_VOICES)}

    def test_findings_are_all_there(self) -> None:
        table = re.findall(
            r"^\| `([a-z-]+)` \| .* \|$", PAGE.partition("| finding | when |")[2], re.MULTILINE
        )
        assert table[: len(get_args(WorkshopFindingCode))] == [*get_args(WorkshopFindingCode)]

    def test_bases_are_all_there(self) -> None:
        assert [row["basis"].strip("`") for row in rows("bases")] == [*get_args(NeedBasis)]

    def test_keys_are_those_of_the_schema(self) -> None:
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        inside = {"groups": "group", "reratings": "rerating", "statements": "statement"}
        inside |= {"needs": "need", "nextSteps": "nextStep"}
        keys = [row["key"].strip("`") for row in rows("keys")]
        for key in keys:
            holder, found, inner = key.partition("[].")
            assert holder in schema["properties"]
            if found:
                assert inner in schema["$defs"][inside[holder]]["properties"]
        for holder, name in inside.items():
            told = {key.partition("[].")[2] for key in keys if key.startswith(f"{holder}[].")}
            assert set(schema["$defs"][name]["properties"]) - told <= {"id"}
