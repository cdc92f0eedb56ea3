# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers and dates in words of a language (Zahlen und Daten in Worten); S1, N3."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from weltoffen.model.exact import as_decimal, round_half_away
from weltoffen.report.shares import Share
from weltoffen.report.wording import words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from weltoffen.model.assessment import Round

TEXT_DIGITS = 4
MEASURE_DIGITS = 2
CENTS = 2


def whole_percents(counts: Sequence[int]) -> tuple[int, ...]:
    """Turn counts into whole percentages that add up to 100 (N1).

    Each is its share of 100 rounded down; what is missing goes, one each, to those with the largest
    remainders, of equal ones to the lower option.

    Args:
        counts: Number of answers of each option, in order; at least one answer in all.
    """
    total = sum(counts)
    floors = [100 * count // total for count in counts]
    remainders = [100 * count % total for count in counts]
    order = sorted(range(len(counts)), key=lambda place: (-remainders[place], place))
    raised = {*order[: 100 - sum(floors)]}
    return tuple(floor + (place in raised) for place, floor in enumerate(floors))


@final
@attrs.frozen
class Figures:
    """Writes numbers as they are written in a language (Zahlenformat).

    Attributes:
        language: BCP 47 tag, as `weltoffen.report.wording.words` takes it.
    """

    language: str

    @property
    def words(self) -> Mapping[str, str]:
        """The wording in this language."""
        return words(self.language)

    def percent(self, share: Share) -> str:
        """Write a share in whole percent: ``61 %``, ``61%`` (S1)."""
        return self.words["unit.percent"].format(number=share.percent)

    def points(self, difference: Share, digits: int = 0) -> str:
        """Write a difference of shares in percentage points, with a sign only below zero (S1)."""
        rounded = round_half_away(difference.exact * 100, digits)
        unit = "unit.point" if digits == 0 and abs(rounded) == 1 else "unit.points"
        return self.words[unit].format(number=self.fixed(rounded, digits))

    def distance(self, difference: Share) -> str:
        """Write the size of a difference in percentage points, without its sign; one above 0 is never 0."""
        size = abs(difference.exact)
        if size > 0 and not round_half_away(size * 100):
            return self.words["unit.under-point"]
        return self.points(Share(size))

    def decimal(self, number: Share) -> str:
        """Write a measure with two decimal places: ``−0,31``."""
        return self.fixed(round_half_away(number.exact, MEASURE_DIGITS), MEASURE_DIGITS)

    def fixed(self, value: Fraction, digits: int) -> str:
        """Write a number with a fixed number of decimal places; it must have no more of them."""
        whole = abs(int(value * 10**digits))
        text = str(whole).rjust(digits + 1, "0")
        if digits:
            text = text[:-digits] + self.words["unit.decimal-mark"] + text[-digits:]
        return ("\u2212" if value < 0 else "") + text

    def number(self, value: Fraction) -> str:
        """Write any number; one without finite decimal expansion is rounded to four places."""
        decimal = as_decimal(value)
        digits = TEXT_DIGITS if decimal is None else max(0, -int(decimal.as_tuple().exponent))
        return self.fixed(round_half_away(value, digits), digits)

    def amount(self, value: Fraction) -> str:
        """Write an amount of money, in groups of three digits; cents only if there are any (S1)."""
        rounded = round_half_away(value, CENTS)
        whole, mark, cents = self.fixed(rounded, CENTS).partition(self.words["unit.decimal-mark"])
        sign, digits = ("\u2212", whole[1:]) if rounded < 0 else ("", whole)
        grouped = f"{int(digits):,}".replace(",", self.words["unit.group-mark"])
        return f"{sign}{grouped}" + (mark + cents if int(cents) else "")

    def count(self, name: str, number: int) -> str:
        """Write a counted thing: ``count("step", 2)`` gives two steps; needs both forms in the texts."""
        key = f"unit.{name}" if number == 1 else f"unit.{name}s"
        return self.words[key].format(number=number)

    def n(self, number: int | None) -> str:
        """Write how many answers a value rests on, or the marker (N3)."""
        if number is None:
            return self.words["reason.protected"]
        return self.words["unit.n"].format(number=number)

    def date(self, day: dt.date) -> str:
        """Write a day: ``1. März 2026``, ``1 March 2026``."""
        month = self.words[f"month.{day.month}"]
        return self.words["unit.date"].format(day=day.day, month=month, year=day.year)

    def period(self, round_: Round) -> str:
        """Write when a round took place; empty if nothing is known."""
        return self.days(round_.start, round_.end)

    def days(self, start: dt.date | None, end: dt.date | None) -> str:
        """Write a stretch of days; empty if nothing is known."""
        first = None if start is None else self.date(start)
        last = None if end is None else self.date(end)
        if first and last:
            return self.words["unit.between"].format(first=first, last=last)
        if first:
            return self.words["unit.since"].format(first=first)
        return self.words["unit.until"].format(last=last) if last else ""
