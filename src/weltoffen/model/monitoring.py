# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Monitoring (Integrationsmonitoring): indicators and what was observed; I1, I2.

Observations are statistics that somebody has published, not answers to a questionnaire: the rules for small
groups (P) do not apply, and nothing is hidden. Whoever publishes a breakdown answers for it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Literal, get_args

import attrs

from weltoffen.errors import PathStep, Problems
from weltoffen.model.assessment import Municipality
from weltoffen.model.checks import (
    MAX_NUMBER,
    check_day,
    check_head,
    check_ids,
    check_instance,
    check_links,
    check_number,
    check_optional,
    check_size,
    check_term,
)
from weltoffen.model.exact import exact, optional_exact
from weltoffen.model.extensions import Extensions
from weltoffen.model.ids import is_id
from weltoffen.model.paper import check_address
from weltoffen.model.text import Text, optional_text, text

Direction = Literal["rise", "fall"]
"""The direction in which an indicator is better (Richtung, I1)."""
ObservationStatus = Literal["final", "provisional", "estimated"]
"""How settled an observation is (Status, I2)."""
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
STATUSES: tuple[ObservationStatus, ...] = get_args(ObservationStatus)
"""Statuses of observations, the firmest first."""

MAX_INDICATORS = 500
MAX_ENTRIES = 100
"""At most so many parts of an indicator, and so many criteria that it is linked to."""
MAX_OBSERVATIONS = 20_000
"""At most so many observations in all, of all indicators and their parts."""
MAX_DAYS = 500
"""At most so many different days of one series: a trend compares each day with every other one (I3)."""

Series = tuple[str, str | None]
"""Ids of an indicator and of a part of it; None for all together."""


@attrs.frozen(kw_only=True)
class Category:
    """A part into which an indicator is broken down (Ausprägung).

    Attributes:
        id: Id, unique in the indicator.
        title: Its name.
        target: Value to be reached by this part, in the indicator's unit, or None; a finite decimal within
            plus or minus 2^53 - 1 (M5). The indicator's own target is not taken over: of a share it may hold
            for each part, of a number it does not.
    """

    id: str
    title: Text = attrs.field(converter=text)
    target: Fraction | None = attrs.field(default=None, converter=optional_exact)


@attrs.frozen(kw_only=True)
class Indicator:
    """An indicator (Indikator, Kennzahl; I1).

    Attributes:
        id: Id, unique in the document.
        title: Its name.
        definition: What exactly is counted or measured.
        unit: Its unit.
        direction: In which direction it is to go: ``rise`` or ``fall``.
        source: Where the values come from.
        source_url: Address of the source, or None.
        breakdown: Parts into which it is broken down, at most 100; empty for none.
        nodes: Ids of the criteria that it is linked to, each once, at most 100.
        target: Value to be reached by all together, a finite decimal within plus or minus 2^53 - 1 (M5), or
            None.
    """

    id: str
    title: Text = attrs.field(converter=text)
    definition: Text = attrs.field(converter=text)
    unit: Text = attrs.field(converter=text)
    direction: Direction
    source: Text = attrs.field(converter=text)
    source_url: str | None = None
    breakdown: tuple[Category, ...] = attrs.field(converter=tuple[Category, ...], default=())
    nodes: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())
    target: Fraction | None = attrs.field(default=None, converter=optional_exact)


@attrs.frozen(kw_only=True)
class Observation:
    """A value of an indicator on a day (Beobachtung, I2).

    Attributes:
        indicator: Id of the indicator.
        date: The day to which the value belongs (Stichtag).
        value: The value, in the indicator's unit; a finite decimal within plus or minus 2^53 - 1 (M5).
        status: ``final``, ``provisional`` or ``estimated``.
        category: Id of the part; None for all together.
        base: How many people or cases a share or a mean rests on (Bezugsgröße, N3); a whole number of at
            least 1, None if it is not said.
        note: What is to be said of it, such as a changed definition; None for nothing.
    """

    indicator: str
    date: dt.date
    value: Fraction = attrs.field(converter=exact)
    status: ObservationStatus = "final"
    category: str | None = None
    base: int | None = None
    note: Text | None = attrs.field(default=None, converter=optional_text)

    @property
    def series(self) -> Series:
        """To which indicator, and to which part of it, the value belongs."""
        return self.indicator, self.category


@attrs.frozen(kw_only=True)
class Monitoring:
    """A monitoring (Integrationsmonitoring); it describes state and development, not effect (I6).

    Attributes:
        id: Id.
        source_language: Language in which the texts were written first (M7).
        municipality: The municipality, or None.
        indicators: Indicators, in declared order; 1 to 500.
        observations: What was observed, in any order; at most 20 000, on at most 500 different days for each
            indicator and each part of one. Several of one day are allowed, equal ones are not.
        extensions: Data of other software.

    Raises:
        InvalidDocument: With every broken rule.
    """

    id: str
    source_language: str
    municipality: Municipality | None = None
    indicators: tuple[Indicator, ...] = attrs.field(converter=tuple[Indicator, ...])
    observations: tuple[Observation, ...] = attrs.field(
        converter=tuple[Observation, ...], default=()
    )
    extensions: Extensions | None = None

    def __attrs_post_init__(self) -> None:
        """Check ids, language, types, closed lists, days, numbers, addresses, what the observations name."""
        problems = Problems()
        check_head(problems, self.id, self.source_language, self.extensions)
        check_optional(problems, self.municipality, Municipality, ("municipality",))
        if self._check_types(problems):
            self._check_indicators(problems)
            self._check_observations(problems)
        problems.raise_if_any()

    @cached_property
    def indicators_by_id(self) -> Mapping[str, Indicator]:
        """Indicators by id."""
        return MappingProxyType({one.id: one for one in self.indicators})

    def _check_types(self, problems: Problems) -> bool:
        """Check what stands in the lists; say whether all of it can be looked into."""
        found = [
            check_instance(problems, one, Indicator, ("indicators", index))
            and _check_parts(problems, one, ("indicators", index, "breakdown"))
            for index, one in enumerate(self.indicators)
        ]
        found += [
            check_instance(problems, one, Observation, ("observations", index))
            for index, one in enumerate(self.observations)
        ]
        return all(found)

    def _check_indicators(self, problems: Problems) -> None:
        check_size(problems, self.indicators, MAX_INDICATORS, ("indicators",), minimum=1)
        check_ids(problems, (one.id for one in self.indicators), ("indicators",), "id")
        for index, one in enumerate(self.indicators):
            here = ("indicators", index)
            check_term(problems, one.direction, DIRECTIONS, (*here, "direction"))
            check_address(problems, one.source_url, (*here, "source_url"))
            check_size(problems, one.breakdown, MAX_ENTRIES, (*here, "breakdown"))
            check_ids(problems, (part.id for part in one.breakdown), (*here, "breakdown"), "id")
            for place, part in enumerate(one.breakdown):
                check_number(problems, part.target, (*here, "breakdown", place, "target"))
            check_links(problems, one.nodes, MAX_ENTRIES, (*here, "nodes"))
            check_number(problems, one.target, (*here, "target"))

    def _check_observations(self, problems: Problems) -> None:
        check_size(problems, self.observations, MAX_OBSERVATIONS, ("observations",))
        places = self._places()
        seen: set[Observation] = set()
        days: defaultdict[Series, set[dt.date]] = defaultdict(set)
        for index, one in enumerate(self.observations):
            here = ("observations", index)
            if not _check_observation(problems, one, places, here):
                continue
            if one in seen:
                problems.add("repeated-observation", here)
            seen.add(one)
            days[one.series].add(one.date)
        for series, found in days.items():
            if len(found) > MAX_DAYS:
                problems.add("too-many-days", places[series], maximum=MAX_DAYS)

    def _places(self) -> Mapping[Series, tuple[PathStep, ...]]:
        """Give where each indicator, and each part of one, is declared."""
        found: dict[Series, tuple[PathStep, ...]] = {}
        for index, one in enumerate(self.indicators):
            if not is_id(one.id):
                continue
            found[one.id, None] = ("indicators", index)
            for place, part in enumerate(one.breakdown):
                if is_id(part.id):
                    found[one.id, part.id] = ("indicators", index, "breakdown", place)
        return found


def _check_parts(problems: Problems, one: Indicator, path: tuple[PathStep, ...]) -> bool:
    found = [
        check_instance(problems, part, Category, (*path, place))
        for place, part in enumerate(one.breakdown)
    ]
    return all(found)


def _check_observation(
    problems: Problems,
    one: Observation,
    places: Mapping[Series, tuple[PathStep, ...]],
    here: tuple[PathStep, ...],
) -> bool:
    """Check one observation by itself; say whether it can be held against the others."""
    before = len(problems.found) + problems.more
    if not is_id(one.indicator):
        problems.add("bad-id", (*here, "indicator"))
    elif (one.indicator, None) not in places:
        problems.add("unknown-indicator", (*here, "indicator"), id=one.indicator)
    elif one.category is not None and not is_id(one.category):
        problems.add("bad-id", (*here, "category"))
    elif one.series not in places:
        problems.add("unknown-category", (*here, "category"), id=one.category)
    check_day(problems, one.date, (*here, "date"))
    check_number(problems, one.value, (*here, "value"))
    check_term(problems, one.status, STATUSES, (*here, "status"))
    if one.base is not None:
        _check_base(problems, one.base, (*here, "base"))
    return before == len(problems.found) + problems.more


def _check_base(problems: Problems, base: object, path: tuple[PathStep, ...]) -> None:
    if type(base) is not int:
        problems.add("wrong-type", path, expected="integer")
    elif not 1 <= base <= MAX_NUMBER:
        problems.add("outside-range", path, minimum=1, maximum=MAX_NUMBER)
