# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked example of ``docs/method/goals.md``: goals and data on the page give its other tables."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import attrs
from tests.builders import STAGES, single, town
from tests.course.goaltowns import ORGANISATION, plan, until

from weltoffen.course.goalevidence import GoalReasonCode
from weltoffen.course.goalreviews import (
    GoalReview,
    GoalVerdict,
    review_goals,
)
from weltoffen.model.assessment import Round
from weltoffen.model.goals import GOAL_STEPS, IndicatorAim, StageAim, YearlyGoal
from weltoffen.model.monitoring import Indicator, Monitoring, Observation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weltoffen.report.structure import Report

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "method" / "goals.md").read_text("utf-8")
NONE = "–"
TEXT = {"en": "x"}
ANSWERS = {"q1": "s1", "q2": "s2"}
"""Two answers to questions on steering, worth 1/4 and 1/2: the score is 3/8."""


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


@cache
def tables() -> Mapping[str, list[list[str]]]:
    """Give the rows of the marked tables of the page, without their heads."""
    marked = re.findall(r"<!-- (?:example: )?([a-z]+) -->\n((?:\|.*\n)+)", PAGE)
    assert len(marked) == PAGE.count("<!-- ")
    return {name: [cells(line) for line in text.splitlines()[2:]] for name, text in marked}


def known(text: str) -> str | None:
    return None if text == NONE else text


def shown(value: object) -> str:
    return NONE if value in (None, "") else str(value)


def goals() -> list[YearlyGoal]:
    """Make the goals of the first table."""
    made = []
    for name, resolved, aim, _, target, baseline in tables()["goals"]:
        by_stage = aim == "stage"
        stages = {str(stage.lower): stage.id for stage in STAGES}
        goal = YearlyGoal(
            id=name,
            title=TEXT,
            year=2027,
            events=until("resolved", dt.date.fromisoformat(resolved)),
            stage=StageAim(node=name, stage=stages[target], baseline=known(baseline))
            if by_stage
            else None,
            indicator=None
            if by_stage
            else IndicatorAim(indicator=name, value=target, baseline=known(baseline)),
        )
        made.append(goal)
    return made


def watched() -> Monitoring:
    """Make the monitoring of the second table."""
    texts = {"title": TEXT, "definition": TEXT, "unit": TEXT, "source": TEXT}
    return Monitoring(
        id="m",
        source_language="en",
        indicators=[
            Indicator(id=name, direction=direction, **texts)  # type: ignore[arg-type] # the model checks it
            for name, _, _, direction, _, _ in tables()["goals"]
            if direction != NONE
        ],
        observations=[
            Observation(
                indicator=name,
                date=dt.date.fromisoformat(day),
                value=value,
                status=status,  # type: ignore[arg-type] # the model checks it
            )
            for name, day, value, status in tables()["data"]
            if status != NONE
        ],
    )


def report() -> Report:
    """Make the report of the second table; its score is the one on the page."""
    ((name, day, score, _),) = [row for row in tables()["data"] if row[3] == NONE]
    here = town(*(single(question, name) for question in ANSWERS))
    made = here.report(here.official(**ANSWERS))
    found = made.by_node[name].score
    assert found is not None
    assert found.exact == Fraction(score)
    return attrs.evolve(made, round=Round(id="r", end=dt.date.fromisoformat(day)))


@cache
def reviewed(on: str) -> Mapping[str, GoalReview]:
    found = review_goals(
        plan(*goals()),
        ORGANISATION,
        on=dt.date.fromisoformat(on),
        report=report(),
        monitoring=watched(),
    )
    return {one.goal.id: one for one in found}


class TestExample:
    """Y3, Y4: what stands on the page is what the code gives."""

    def test_reviews(self) -> None:
        for name, on, *told in tables()["reviews"]:
            one = reviewed(on)[name]
            reasons = ", ".join(reason.code for reason in one.reasons)
            values = (one.value, one.measured_on, one.baseline, one.expected, one.verdict, reasons)
            assert [shown(value) for value in values] == told, (name, on)

    def test_every_goal_is_reviewed_and_every_verdict_given(self) -> None:
        rows = tables()["reviews"]
        assert {row[0] for row in rows} == {row[0] for row in tables()["goals"]}
        assert {row[6] for row in rows} == set(get_args(GoalVerdict))

    def test_targets(self) -> None:
        targets = {row[0]: row[4] for row in tables()["goals"]}
        found = reviewed("2028-03-01").values()
        judged = {one.goal.id: shown(one.target) for one in found if one.start is not None}
        assert judged == {name: targets[name] for name in judged}
        assert targets.keys() - judged.keys() == {"mentors"}

    def test_two_fifths(self) -> None:
        day, start = dt.date(2027, 5, 26), dt.date(2026, 12, 31)
        assert "146 of the 365 days" in PAGE
        assert (day - start).days == 146
        assert Fraction(146, 365) == Fraction(2, 5)


class TestTables:
    """Y2, Y3: steps, reasons and attributes on the page are those of the code."""

    def test_steps(self) -> None:
        assert tables()["steps"] == [
            [
                one.kind,
                ", ".join(source or "draft" for source in one.sources),
                one.act,
                "yes" if one.paper else NONE,
            ]
            for one in GOAL_STEPS
        ]

    def test_reasons(self) -> None:
        own, of_scores = get_args(GoalReasonCode)
        codes = [f"`{code}`" for code in (*get_args(own), *get_args(of_scores))]
        assert [row[0] for row in tables()["reasons"]] == codes

    def test_attributes(self) -> None:
        names = [f"`{field.name}`" for field in attrs.fields(GoalReview)]
        assert sorted(row[0] for row in tables()["attributes"]) == sorted(names)
