# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Forms of answering (Antwortformen): one option, a checklist, a number, a text; M4, M6."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property

import attrs

from weltoffen.errors import PathStep, Problems
from weltoffen.model.exact import exact, in_whole, optional_exact
from weltoffen.model.ids import check_id, check_unique
from weltoffen.model.scale import RESERVED, Option, check_options, mapped
from weltoffen.model.text import Text, optional_text

DEFAULT_TEXT_LENGTH = 2_000


@attrs.frozen(kw_only=True)
class SingleChoice:
    """One option of an ordered scale (Einfachauswahl).

    Attributes:
        scale: Id of the scale.
    """

    scale: str


@attrs.frozen(kw_only=True)
class Checklist:
    """Any number of options (Mehrfachauswahl, Checkliste); points add up to at most ``cap`` (M4).

    Attributes:
        options: At least one option; points ≥ 0.
        cap: Points that give the full value 1; None means the sum of all points.
    """

    options: tuple[Option, ...] = attrs.field(converter=tuple[Option, ...])
    cap: Fraction | None = attrs.field(default=None, converter=optional_exact)

    @cached_property
    def full(self) -> Fraction:
        """Points that give the value 1."""
        return sum((o.points for o in self.options), Fraction(0)) if self.cap is None else self.cap

    @cached_property
    def levels(self) -> tuple[Fraction, ...]:
        """Every sum of points, capped, that a person can reach, rising."""
        sums = {Fraction(0)}
        for option in self.options:
            sums |= {min(one + option.points, self.full) for one in sums}
        return tuple(sorted(sums))

    @cached_property
    def whole_points(self) -> tuple[int, Mapping[str, int]]:
        """Points that give the value 1, and those of each option, in whole numbers in proportion."""
        _, (full, *points) = in_whole([self.full, *(option.points for option in self.options)])
        return full, {option.id: n for option, n in zip(self.options, points, strict=True)}

    def points(self, chosen: tuple[str, ...]) -> Fraction:
        """Capped points of a set of chosen options.

        Args:
            chosen: Ids of options, each once.
        """
        return self.value(chosen) * self.full

    def value(self, chosen: Iterable[str]) -> Fraction:
        """Value in [0, 1] of a set of chosen options: their capped points (M4, M6).

        Args:
            chosen: Ids of options, each once.
        """
        full, points = self.whole_points
        return Fraction(min(sum([points[one] for one in chosen]), full), full)


@attrs.frozen(kw_only=True)
class Band:
    """A band of numbers (Klasse), lower bound included.

    Attributes:
        id: Id, unique in the question.
        lower: Lower bound.
        points: Exact points, mapped to [0, 1] like those of a scale (M6); may rise or fall.
        title: Name of the band, or None.
    """

    id: str
    lower: Fraction = attrs.field(converter=exact)
    points: Fraction = attrs.field(converter=exact)
    title: Text | None = attrs.field(default=None, converter=optional_text)


@attrs.frozen(kw_only=True)
class NumberEntry:
    """A number in a range (Zahleneingabe), scored by its place in the range or by bands (M4).

    Without bands the value is the share of the way from ``minimum`` to ``maximum``. Such a question is
    put to official responses only: numbers of persons are counted by bands (T1).

    Attributes:
        minimum: Smallest number allowed.
        maximum: Largest number allowed, above the minimum.
        bands: Bands, lower bounds rising from the minimum; empty for none.
        unit: Unit as a text, such as ``%``, or None.
    """

    minimum: Fraction = attrs.field(converter=exact)
    maximum: Fraction = attrs.field(converter=exact)
    bands: tuple[Band, ...] = attrs.field(converter=tuple[Band, ...], default=())
    unit: Text | None = attrs.field(default=None, converter=optional_text)

    def band_index(self, number: Fraction | int) -> int:
        """Index of the band that holds a number.

        Args:
            number: A number that is not below the first band.
        """
        return max(i for i, band in enumerate(self.bands) if band.lower <= number)

    @cached_property
    def band_values(self) -> tuple[Fraction, ...]:
        """Value of each band in [0, 1], in order (M6)."""
        return mapped([band.points for band in self.bands])


@attrs.frozen(kw_only=True)
class FreeText:
    """A free text (Freitext); never scored, never in a report (M4, P9).

    Attributes:
        max_length: Largest number of Unicode code points, at most 10 000.
    """

    max_length: int = DEFAULT_TEXT_LENGTH


AnswerForm = SingleChoice | Checklist | NumberEntry | FreeText
"""The form of a question's answers (Antwortform, M6)."""


MAX_LEVELS = 1_000
"""A checklist may not lead to more different sums of points than this (T1 keeps a histogram)."""


def check_checklist(problems: Problems, form: Checklist, here: tuple[PathStep, ...]) -> None:
    """Check options, cap and the number of sums of a checklist."""
    check_options(problems, form.options, (*here, "options"))
    for index, option in enumerate(form.options):
        if option.points < 0:
            problems.add("negative-points", (*here, "options", index, "points"))
    total = sum((option.points for option in form.options), Fraction(0))
    if form.cap is not None and not 0 < form.cap <= total:
        problems.add("bad-cap", (*here, "cap"))
    elif total <= 0:
        problems.add("points-equal", (*here, "options"))
    elif not _few_levels(form):
        problems.add("too-many-levels", (*here, "options"), maximum=MAX_LEVELS)


def _few_levels(form: Checklist) -> bool:
    sums = {Fraction(0)}
    for option in form.options:
        sums |= {min(one + option.points, form.full) for one in sums}
        if len(sums) > MAX_LEVELS:
            return False
    return True


def check_number(problems: Problems, form: NumberEntry, here: tuple[PathStep, ...]) -> None:
    """Check range and bands of a number."""
    if form.minimum >= form.maximum:
        problems.add("empty-range", (*here, "maximum"))
    if not form.bands:
        return
    if form.bands[0].lower != form.minimum:
        problems.add("bands-start", (*here, "bands", 0, "lower"))
    for index, band in enumerate(form.bands):
        check_id(problems, band.id, (*here, "bands", index, "id"))
        if band.id in RESERVED:
            problems.add("reserved-id", (*here, "bands", index, "id"), id=band.id)
        if index and band.lower <= form.bands[index - 1].lower:
            problems.add("bands-rise", (*here, "bands", index, "lower"))
        if band.lower > form.maximum:
            problems.add("bands-beyond", (*here, "bands", index, "lower"))
    check_unique(problems, (band.id for band in form.bands), (*here, "bands"))
    if len({band.points for band in form.bands}) < 2:  # noqa: PLR2004 - bands need two different values
        problems.add("points-equal", (*here, "bands"))
