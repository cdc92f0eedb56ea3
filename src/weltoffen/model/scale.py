# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Scales and their options (Skalen und Antwortstufen): rule M6."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Literal

import attrs

from weltoffen.errors import PathStep, Problems
from weltoffen.model.exact import exact
from weltoffen.model.ids import check_id, check_unique
from weltoffen.model.text import Text, optional_text, text

UNKNOWN = "unknown"
"""The answer "don't know" (weiß nicht), reserved in every question (A1)."""
NOT_APPLICABLE = "not-applicable"
"""The answer "does not apply" (trifft nicht zu), reserved in every question (A1)."""
RESERVED = frozenset({UNKNOWN, NOT_APPLICABLE})
"""Answers that are no option: ``unknown`` (weiß nicht) and ``not-applicable`` (trifft nicht zu), A1."""


@attrs.frozen(kw_only=True)
class Option:
    """One possible answer (Antwortstufe, Option).

    Attributes:
        id: Id, unique in its scale or checklist; not ``unknown`` or ``not-applicable``.
        title: What the respondent reads.
        points: Exact points on the scale's own range (M6).
        description: A longer explanation, or None.
    """

    id: str
    title: Text = attrs.field(converter=text)
    points: Fraction = attrs.field(converter=exact)
    description: Text | None = attrs.field(default=None, converter=optional_text)


@attrs.frozen(kw_only=True)
class NoAnswer:
    """The words for an answer that is no option (Antwort ohne Wertung, A1).

    Attributes:
        id: ``unknown`` or ``not-applicable``.
        title: What the respondent reads.
        description: When to choose it, or None.
    """

    id: Literal["unknown", "not-applicable"]
    title: Text = attrs.field(converter=text)
    description: Text | None = attrs.field(default=None, converter=optional_text)


@attrs.frozen(kw_only=True)
class Scale:
    """An ordered scale (geordnete Skala); options stand from least to most.

    Points never fall from one option to the next, and the last has more than the first. They are
    mapped to [0, 1] by the smallest and the largest of them (M6).

    Attributes:
        id: Id, unique in the questionnaire.
        options: At least two options.
        prompt: What leads from a question to the options, such as "How far has this come?"; or None.
    """

    id: str
    options: tuple[Option, ...] = attrs.field(converter=tuple[Option, ...])
    prompt: Text | None = attrs.field(default=None, converter=optional_text)

    def __attrs_post_init__(self) -> None:
        """Check ids and the order of points."""
        problems = Problems()
        check_id(problems, self.id, ("id",))
        check_options(problems, self.options, ("options",))
        check_rising(problems, [o.points for o in self.options], ("options",))
        problems.raise_if_any()

    @cached_property
    def values(self) -> tuple[Fraction, ...]:
        """Value of each option in [0, 1], in order (M6)."""
        return mapped([option.points for option in self.options])

    @property
    def option_ids(self) -> tuple[str, ...]:
        """Ids of the options, in order."""
        return tuple(option.id for option in self.options)


def mapped(points: list[Fraction]) -> tuple[Fraction, ...]:
    """Map points to [0, 1] by the smallest and the largest of them (M6)."""
    low, high = min(points), max(points)
    return tuple((p - low) / (high - low) for p in points)


def check_options(
    problems: Problems, options: tuple[Option, ...], path: tuple[PathStep, ...]
) -> None:
    """Check ids of options: form, uniqueness, reserved words."""
    for index, option in enumerate(options):
        check_id(problems, option.id, (*path, index, "id"))
        if option.id in RESERVED:
            problems.add("reserved-id", (*path, index, "id"), id=option.id)
    check_unique(problems, (o.id for o in options), path)


def check_no_answers(
    problems: Problems, no_answers: tuple[NoAnswer, ...], path: tuple[PathStep, ...]
) -> None:
    """Check that only the two reserved answers are put in words, each once (A1)."""
    for index, one in enumerate(no_answers):
        if one.id not in RESERVED:
            problems.add("not-reserved", (*path, index, "id"))
    check_unique(problems, (one.id for one in no_answers), path)


def check_rising(problems: Problems, points: list[Fraction], path: tuple[PathStep, ...]) -> None:
    """Check that points never fall and rise at least once (M6)."""
    for index in range(1, len(points)):
        if points[index] < points[index - 1]:
            problems.add("points-fall", (*path, index, "points"))
    if len(set(points)) < 2:  # noqa: PLR2004 - a scale needs two different values
        problems.add("points-equal", path)
