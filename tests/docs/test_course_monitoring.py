# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The worked example of ``docs/method/monitoring.md``: the observations on the page give its other tables."""

from __future__ import annotations

import datetime as dt
import importlib
import itertools
import re
import statistics
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from weltoffen.course.observations import observe
from weltoffen.model.exact import as_decimal, round_half_away
from weltoffen.model.monitoring import (
    MAX_DAYS,
    MAX_ENTRIES,
    MAX_INDICATORS,
    MAX_OBSERVATIONS,
    Category,
    Indicator,
    Monitoring,
    Observation,
)
from weltoffen.scoring.trends import DAYS_PER_YEAR, LEAST_DAYS, daily_means

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weltoffen.course.observations import IndicatorResult, SeriesResult

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "method" / "monitoring.md").read_text(
    encoding="utf-8"
)
NONE = "–"
ALL = "all"
TEXT = {"en": "x"}
PLACES = 4


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


@cache
def tables() -> Mapping[str, list[list[str]]]:
    """Give the rows of the marked tables of the page, without their heads."""
    marked = re.findall(r"<!-- example: ([a-z]+) -->\n((?:\|.*\n)+)", PAGE)
    assert len(marked) == PAGE.count("<!-- ")
    return {name: [cells(line) for line in text.splitlines()[2:]] for name, text in marked}


def number(text: str) -> Fraction:
    return Fraction(text.replace("−", "-"))


def shown(value: object) -> str:
    """Write a value as the page does."""
    if value is None or value == ():
        return NONE
    if isinstance(value, Fraction):
        return str(as_decimal(value)).replace("-", "−")
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def rounded(value: Fraction | None) -> str:
    """Write a slope with four places."""
    if value is None:
        return NONE
    return f"{as_decimal(round_half_away(value, PLACES)):.{PLACES}f}".replace("-", "−")


def part_of(name: str) -> str | None:
    return None if name == ALL else name


@cache
def result() -> IndicatorResult:
    """Observe what stands in the first table, with the targets of the table of gaps."""
    targets = {row[0]: None if row[1] == NONE else number(row[1]) for row in tables()["gaps"]}
    indicator = Indicator(
        id="leavers",
        title=TEXT,
        definition=TEXT,
        unit=TEXT,
        source=TEXT,
        direction="fall",
        target=targets.pop(ALL),
        breakdown=[Category(id=name, title=TEXT, target=to) for name, to in targets.items()],
    )
    observations = [
        Observation(
            indicator="leavers",
            date=dt.date.fromisoformat(day),
            category=part_of(part),
            value=value,
            status=status,  # type: ignore[arg-type] # one of the three, as the model checks
        )
        for day, part, value, status in tables()["observations"]
    ]
    found = Monitoring(
        id="m", source_language="en", indicators=[indicator], observations=observations
    )
    (only,) = observe(found, on=dt.date.max)
    return only


def series() -> list[tuple[str, SeriesResult]]:
    return [(one.category or ALL, one) for one in (result().whole, *result().parts)]


class TestExample:
    """I2 to I5: what stands on the page is what the code gives."""

    def test_pairs(self) -> None:
        means = daily_means((one.date, one.value) for one in result().whole.observations)
        pairs = sorted(
            (
                ((later - earlier) / (end - start).days * DAYS_PER_YEAR, start, end)
                for (start, earlier), (end, later) in itertools.combinations(means, 2)
            ),
        )
        by_day = dict(means)
        assert tables()["pairs"] == [
            [
                str(start),
                str(end),
                str((end - start).days),
                shown(by_day[end] - by_day[start]),
                rounded(slope),
            ]
            for slope, start, end in pairs
        ]
        trend = result().whole.trend
        assert trend is not None
        assert trend.slope == statistics.median(slope for slope, _, _ in pairs)

    def test_results(self) -> None:
        assert tables()["results"] == [
            [
                name,
                shown(one.value),
                str(one.date),
                str(one.status),
                str(one.days),
                rounded(one.trend and one.trend.slope),
                shown(one.development),
            ]
            for name, one in series()
        ]

    def test_gaps(self) -> None:
        assert tables()["gaps"] == [
            [name, *map(shown, (one.target, one.value, one.gap, one.needs))]
            for name, one in series()
        ]

    def test_sentences(self) -> None:
        """The mean of the two middle slopes, the number of pairs, and the reason for no trend."""
        assert "The fifth and the sixth are −0.3750 and −0.3333; their mean, −0.3541," in PAGE
        assert [row[-1] for row in tables()["pairs"]][4:6] == ["−0.3750", "−0.3333"]
        assert len(tables()["pairs"]) == 10
        none = [(one.no_trend, name, one.days) for name, one in series() if one.no_trend]
        assert none == [("too-few-days", "german", 3)]
        assert "(`too-few-days`)" in PAGE
        assert "(*german*: 3)" in PAGE


class TestNumbers:
    """I3: bounds and constants that the page names."""

    @pytest.mark.parametrize(
        ("pattern", "value"),
        [
            (r"at least (\d+) different", LEAST_DAYS),
            (r"fewer than (\d+) different days", LEAST_DAYS),
            (r"at most (\d+) indicators", MAX_INDICATORS),
            (r"(\d+) parts and \d+ criteria", MAX_ENTRIES),
            (r"\d+ parts and (\d+) criteria", MAX_ENTRIES),
            (r"([\d ]+) observations, and", MAX_OBSERVATIONS),
            (r"and (\d+) different\ndays of each series", MAX_DAYS),
        ],
    )
    def test_bounds(self, pattern: str, value: int) -> None:
        found = re.findall(pattern, PAGE)
        assert {int(one.replace(" ", "")) for one in found} == {value}

    def test_year(self) -> None:
        assert Fraction("365.2425") == DAYS_PER_YEAR
        assert "365.2425 days are the mean year" in PAGE

    def test_every_python_name_is_there(self) -> None:
        names = re.findall(r"`weltoffen\.([a-z_.]+)\.(\w+)`", PAGE)
        assert len(names) == 4
        for module, one in names:
            assert hasattr(importlib.import_module(f"weltoffen.{module}"), one)

    def test_every_rule_has_its_heading(self) -> None:
        assert re.findall(r"\(rule-(i\d)\)=\n## I\d: ", PAGE) == [f"i{n}" for n in range(1, 7)]
