# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the monitoring (Kapitel zum Integrationsmonitoring); I1-I6, N3, S1."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, final

import attrs

from weltoffen.course.observations import IndicatorResult
from weltoffen.model.exact import as_decimal, round_half_away
from weltoffen.model.monitoring import Indicator, Monitoring
from weltoffen.render.blocks import Entry, fold, heading, listing, paragraphs, table
from weltoffen.render.course.columns import compact_table
from weltoffen.render.course.voice import Voice
from weltoffen.render.figures import TEXT_DIGITS
from weltoffen.render.inline import Line, join
from weltoffen.scoring.trends import LEAST_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from weltoffen.course.observations import SeriesResult, VisibleNeed
    from weltoffen.model.text import Text
    from weltoffen.render.blocks import Block
    from weltoffen.scoring.trends import Trend

TREND_DIGITS = 2
_LEAST_TREND = Fraction(1, 10**TREND_DIGITS)
_LEAST_GAP = Fraction(1, 10**TEXT_DIGITS)
_PERCENT = frozenset({"%", "prozent", "percent", "per cent"})
_SERIES_HEAD = ("value", "trend", "target", "gap", "development")


def monitoring_chapter(
    voice: Voice,
    monitoring: Monitoring,
    results: Sequence[IndicatorResult],
    *,
    brief: bool = False,
) -> Iterator[Block]:
    """Write what the monitoring shows (Kapitel zum Integrationsmonitoring): all indicators, needs, details.

    Args:
        voice: The language; its page names the criteria.
        monitoring: Names and defines the indicators.
        results: What `weltoffen.course.observations.observe` found in it.
        brief: Whether to leave out the section of each indicator with its definition and observations.
    """
    yield from heading(2, voice.say("monitorings", "about.title"), "course-monitoring")
    if monitoring.municipality is not None:
        town = Line.of(monitoring.municipality.name)
        yield from paragraphs(voice.say("monitorings", "about.town", town=town))
    yield from paragraphs(
        voice.say("monitorings", "about.no-effect"),
        voice.say("monitorings", "about.no-protection"),
        voice.say("monitorings", "about.trend", least=Line.of(LEAST_DAYS)),
        voice.say("monitorings", "about.base") if _says_bases(results) else Line(),
    )
    by_id = monitoring.indicators_by_id
    found = [_Described(voice, monitoring, by_id[one.indicator], one) for one in results]
    head = [voice.say("monitorings", f"head.{name}") for name in ("indicator", *_SERIES_HEAD)]
    yield table(head, [[one.title, *one.cells(one.result.whole)] for one in found])
    yield from _needs(voice, found)
    if not brief:
        for described in found:
            yield from described.blocks()


def _says_bases(results: Iterable[IndicatorResult]) -> bool:
    every = (series for one in results for series in (one.whole, *one.parts))
    return any(one.base is not None for series in every for one in series.observations)


def _needs(voice: Voice, found: Sequence[_Described]) -> Iterator[Block]:
    yield from heading(3, voice.say("monitorings", "needs.title"))
    entries = [one.need(series) for one in found for series in one.result.needs]
    yield from paragraphs(
        voice.say("monitorings", "needs.rule"),
        Line() if entries else voice.say("monitorings", "needs.none"),
    )
    yield from listing(entries)


@final
@attrs.frozen
class _Described:
    """One indicator in words."""

    voice: Voice
    monitoring: Monitoring
    indicator: Indicator
    result: IndicatorResult

    def _say(self, name: str, **values: Line) -> Line:
        return self.voice.say("monitorings", name, **values)

    def _text(self, text: Text) -> Line:
        return self.voice.text(text, self.monitoring.source_language)

    @property
    def title(self) -> Line:
        return self._text(self.indicator.title)

    @cached_property
    def _parts(self) -> Mapping[str | None, Line]:
        named: dict[str | None, Line] = {None: self._say("part.all")}
        named |= {part.id: self._text(part.title) for part in self.indicator.breakdown}
        return named

    # --- Numbers -------------------------------------------------------------------------------------

    def _amount(self, value: Fraction) -> Line:
        unit = self._text(self.indicator.unit)
        return self._say("value.of", number=self.voice.number(value), unit=unit)

    def _difference(self, number: Line) -> Line:
        """Write a difference of values; two percentages differ by percentage points."""
        unit = self._text(self.indicator.unit)
        if unit.plain.strip().casefold() in _PERCENT:
            unit = self._say("value.points")
        return self._say("value.of", number=number, unit=unit)

    def _slope(self, trend: Trend) -> Line:
        """Write a trend with two places (S1); one that is not 0 never looks like 0."""
        figures = self.voice.figures
        rounded = round_half_away(trend.slope, TREND_DIGITS)
        if rounded or not trend.slope:
            return self._difference(Line.of(figures.fixed(rounded, TREND_DIGITS)))
        least = self._difference(Line.of(figures.fixed(_LEAST_TREND, TREND_DIGITS)))
        return self._say("trend.tiny-rise" if trend.slope > 0 else "trend.tiny-fall", least=least)

    # --- Cells ---------------------------------------------------------------------------------------

    def cells(self, series: SeriesResult) -> list[Line]:
        """Give what stands in a table of one series: as many cells as `_SERIES_HEAD` has names."""
        return [
            self._value(series),
            self._trend(series),
            self._target(series),
            self._gap(series),
            self._say(f"development.{series.development or 'none'}"),
        ]

    def _value(self, series: SeriesResult) -> Line:
        if series.value is None:
            return self._say("value.none")
        said = {
            "value": self._amount(series.value),
            "day": self.voice.day(series.date),
            "status": self._say(f"status.{series.status}"),
        }
        if series.base is None:
            return self._say("value.known", **said)
        return self._say("value.based", **said, base=self._base(series.base))

    def _base(self, base: int | None) -> Line:
        return self._say("base.none") if base is None else Line.of(self.voice.figures.n(base))

    def _trend(self, series: SeriesResult) -> Line:
        days, least = Line.of(series.days), Line.of(LEAST_DAYS)
        if series.trend is None:
            name = {0: "no-day", 1: "one-day"}.get(series.days, "few-days")
            return self._say(f"trend.{name}", days=days, least=least)
        name = "noted" if series.noted else "known"
        return self._say(f"trend.{name}", trend=self._slope(series.trend), days=days)

    def _target(self, series: SeriesResult) -> Line:
        return self._say("target.none") if series.target is None else self._amount(series.target)

    def _gap(self, series: SeriesResult) -> Line:
        """Write a gap (I4); one above 0 never looks like 0."""
        if series.gap is None:
            return self._say("gap.no-target" if series.target is None else "gap.no-value")
        if series.gap <= 0:
            return self._say("gap.reached")
        if as_decimal(series.gap) is None and series.gap < _LEAST_GAP / 2:
            least = Line.of(self.voice.figures.fixed(_LEAST_GAP, TEXT_DIGITS))
            return self._say("gap.tiny", least=self._difference(least))
        return self._difference(self.voice.number(series.gap))

    # --- Needs ---------------------------------------------------------------------------------------

    def need(self, series: SeriesResult) -> Entry:
        """Name a need that becomes visible, with its reasons (I5)."""
        place = "needs.of-all" if series.category is None else "needs.of-part"
        line = self._say(place, indicator=self.title, part=self._parts[series.category])
        told = [self._reason(series, one) for one in series.needs]
        if series.status in {"provisional", "estimated"}:
            told.append(self._say(f"needs.{series.status}"))
        return Entry(line=line, items=tuple(Entry(line=one) for one in (*told, self._nodes())))

    def _reason(self, series: SeriesResult, reason: VisibleNeed) -> Line:
        if reason == "against-direction":
            return self._say(f"needs.against-{self.indicator.direction}", trend=self._trend(series))
        return self._say(
            "needs.target-missed",
            target=self._target(series),
            value=self._value(series),
            gap=self._gap(series),
        )

    def _nodes(self) -> Line:
        nodes = self.indicator.nodes
        if not nodes:
            return self._say("fact.no-nodes")
        return self._say("fact.nodes", said=self.voice.nodes(nodes))

    # --- Details -------------------------------------------------------------------------------------

    def blocks(self) -> Iterator[Block]:
        """Define the indicator, and show its parts and what was observed."""
        indicator, result = self.indicator, self.result
        yield from heading(3, self.title)
        address = [] if indicator.source_url is None else [Line.of(indicator.source_url)]
        source = join(", ", [self._text(indicator.source), *address])
        yield from listing(
            (
                self._say("fact.definition", said=self._text(indicator.definition)),
                self._say("fact.unit", said=self._text(indicator.unit)),
                self._say(f"fact.{indicator.direction}"),
                self._say("fact.source", said=source),
                self._nodes(),
            )
        )
        if result.parts:
            head = [self._say(f"head.{name}") for name in ("part", *_SERIES_HEAD)]
            rows = [
                [self._parts[one.category], *self.cells(one)]
                for one in (result.whole, *result.parts)
            ]
            yield table(head, rows, caption=self._say("parts.caption"))
        yield from self._observations()

    def _observations(self) -> Iterator[Block]:
        found = [
            one for series in (self.result.whole, *self.result.parts) for one in series.observations
        ]
        if not found:
            yield from paragraphs(self._say("observed.none"))
            return
        based = any(one.base is not None for one in found)
        names = ("day", "part", "observed", *(["base"] if based else []), "status", "note")
        head = [self._say(f"head.{name}") for name in names]
        rows = [
            [
                self.voice.day(one.date),
                self._parts[one.category],
                self._amount(one.value),
                *([self._base(one.base)] if based else []),
                self._say(f"status.{one.status}"),
                self.voice.maybe(one.note, self.monitoring.source_language),
            ]
            for one in found
        ]
        summary = self._say("observed.title", number=Line.of(len(rows)))
        yield from fold(summary, [compact_table(head, rows, [self._say("none.note")])])
