# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked examples of ``docs/method/offers.md`` (F1, F2): its towns give its numbers."""

from __future__ import annotations

import importlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from tests.builders import T, node, single, town

import weltoffen as wo
from weltoffen.course.offers import recommend_offers
from weltoffen.demo import demo_bytes
from weltoffen.model.suggestion import CONDITIONS, Module, OfferRule, StageText, Suggestion
from weltoffen.schemas.wire import unstructure

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

PAGE = Path(__file__).resolve().parents[2] / "docs" / "method" / "offers.md"
TEXT = PAGE.read_text(encoding="utf-8")
NONE = "–"
WHOLE_PAGE = {"conditions", "answers", "rules", "demo", "keys"}


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Give the rows of a marked table by their headings."""
    found = re.search(rf"<!-- (?:example: )?{name} -->\n((?:\|.*\n)+)", TEXT)
    assert found
    head, _, *rows = map(cells, found[1].splitlines())
    return tuple(dict(zip(head, row, strict=True)) for row in rows)


def split(cell: str) -> tuple[str, ...]:
    return () if cell == NONE else tuple(cell.split(", "))


@cache
def small_town() -> Report:
    """Make the town of the first example from its table of answers and its table of rules."""
    answers = table("answers")
    named = StageText(
        stage="one", assessment=T, suggestions=[Suggestion(id="go", text=T, module="advice")]
    )
    fields = dict.fromkeys(one["field"] for one in answers)
    leaves = [
        node(
            one["criterion"],
            one["field"],
            stage_texts=[named] if one["criterion"] == "council" else (),
        )
        for one in answers
    ]
    rules: dict[str, list[OfferRule]] = {}
    for one in table("rules"):
        rules.setdefault(one["module"], []).append(made(one))
    here = town(
        *(single(one["criterion"], one["criterion"]) for one in answers),
        nodes=[*map(node, fields), *leaves],
        depth=2,
        modules=[Module(id=name, title=T, rules=found) for name, found in rules.items()],
    )
    official = {
        one["criterion"]: "unknown"
        if one["administration"] == "don't know"
        else f"s{one['administration']}"
        for one in answers
    }
    persons = {one["criterion"]: one["politics"].replace(" ", "") for one in answers}
    return here.report(here.official(**official), *here.persons("politics", **persons))


def made(row: dict[str, str]) -> OfferRule:
    when: Any = row["when"]
    return OfferRule(
        id=row["rule"],
        when=when,
        stage=None if row["stage"] == NONE else row["stage"],
        nodes=split(row["nodes"]),
        least=int(row["least"]),
        reason=T,
    )


@cache
def musterstadt() -> Report:
    return wo.evaluate(demo_bytes("answers.ndjson"), demo_bytes("assessment.json"))


def held(report: Report) -> dict[tuple[str, str], tuple[int, tuple[str, ...]]]:
    return {
        (one.module, why.rule): (why.number, why.nodes)
        for one in recommend_offers(report)
        for why in one.reasons
    }


def told(row: dict[str, str]) -> tuple[int, tuple[str, ...]]:
    return int(row["number"]), split(row["leaves"])


def counted(report: Report, row: dict[str, str]) -> tuple[int, tuple[str, ...]]:
    """Say what a rule counts whether or not it is enough: as if it asked for one."""
    rule = attrs.evolve(made(row), id="r", least=1)
    modules = (Module(id=row["module"], title=T, rules=[rule]),)
    found = held(attrs.evolve(report, modules=modules))
    return found.get((row["module"], "r"), (0, ()))


class TestPage:
    """F1, F2: every marked table of the page is read, and says what the code does."""

    def test_every_marked_table_is_known(self) -> None:
        assert set(re.findall(r"<!-- (?:example: )?([a-z]+) -->\n\|", TEXT)) == WHOLE_PAGE
        assert TEXT.count("<!--") == len(WHOLE_PAGE)

    def test_conditions(self) -> None:
        assert [one["`when`"].strip("`") for one in table("conditions")] == list(CONDITIONS)

    def test_six_rules(self) -> None:
        rows = table("rules")
        found = held(small_town())
        assert len(rows) == len(CONDITIONS) == len({one["when"] for one in rows})
        for one in rows:
            key = one["module"], one["rule"]
            assert counted(small_town(), one) == told(one), key
            assert (key in found) == (one["holds"] == "yes"), key
            if key in found:
                assert found[key] == told(one)

    def test_what_is_said_of_them(self) -> None:
        assert [one["holds"] for one in table("rules")].count("yes") == 4
        assert {module for module, _ in held(small_town())} == {"talks", "advice"}
        results = {one.node: one.stage for one in small_town().nodes}
        assert (results["language"], results["disputes"]) == ("four", None)

    def test_musterstadt(self) -> None:
        rows = {(one["module"], one["rule"]): told(one) for one in table("demo")}
        assert list(rows.items()) == list(held(musterstadt()).items())
        assert len({module for module, _ in rows}) == 4
        assert len(musterstadt().modules) == 6

    def test_why_two_are_not_recommended(self) -> None:
        report = musterstadt()
        steering = {one.node: one for one in report.nodes if one.parent == "management"}
        low = {stage.id for stage in report.stages[:2]}
        assert len(steering) == 4
        assert not any(one.stage in low for one in steering.values())
        apart = [one for one in report.occasions if one.kind == "between" and one.node in steering]
        assert len(apart) == 1
        suggested = [
            one.node
            for one in report.nodes
            if one.parent is not None and one.gap is not None and one.gap.is_open
            for step in one.suggestions
            if step.module == "decision-maker-workshops"
        ]
        assert len(suggested) == 2
        stages = [stage.id for stage in report.stages]
        assert report.by_node["discrimination-protection"].stage == stages[1]
        assert report.by_node["anti-racism"].stage == stages[2]

    def test_every_key_is_there(self) -> None:
        rules: list[dict[str, Any]] = [
            rule for module in unstructure(musterstadt())["modules"] for rule in module["rules"]
        ]
        written = {f"modules[].rules[].{key}" for rule in rules for key in rule}
        assert {one["key"].strip("`") for one in table("keys")} == written

    def test_every_python_name_is_there(self) -> None:
        names = re.findall(r"`weltoffen\.([a-z_.]+)\.(\w+)`", TEXT)
        assert len(names) == 5
        for module, one in names:
            assert hasattr(importlib.import_module(f"weltoffen.{module}"), one)
