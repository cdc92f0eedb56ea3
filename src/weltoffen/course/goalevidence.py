# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What yearly goals are judged by (Grundlage der Überprüfung): which value counts, and from where; Y3."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import attrs

from weltoffen.course.observations import common_base
from weltoffen.model.assessment import Round
from weltoffen.model.goals import IndicatorAim, StageAim
from weltoffen.model.monitoring import Monitoring, Observation
from weltoffen.report.structure import NodeResult, Report
from weltoffen.scoring.results import Reason
from weltoffen.scoring.trends import daily_means

GoalReasonCode = (
    Literal[
        "dropped",
        "not-resolved",
        "resolved-late",
        "no-report",
        "no-monitoring",
        "undated",
        "not-yet",
        "earlier-round",
        "no-data-since",
        "no-baseline",
        "other-questions",
        "held",
        "provisional",
        "estimated",
        "reached-before",
        "before-end",
        "late",
        "year-over",
    ]
    | Reason
)
"""Why a goal's evidence tells what it tells, or why a score is missing (Grund, Y3, S2)."""


@attrs.frozen(kw_only=True)
class GoalReason:
    """What is to be said of a verdict (Begründung, Y3).

    Attributes:
        code: ``dropped``, ``not-resolved``, and ``resolved-late`` for what was resolved after the end of its
            year: the goal is not judged. ``no-report``, ``no-monitoring``: there is nothing to judge it by.
            ``undated``: the round of the report has no day. ``not-yet``: its day lies after the day of the
            review. ``earlier-round``: its day lies after the end of the year, and the round that it is
            compared with is from after the start, too, so that the report of that one is to decide.
            ``no-data-since``: nothing is known from after the start. A `Reason`: why the node has no score.
            ``no-baseline``: nobody knows where the way began. ``other-questions``: the earlier round was
            asked otherwise, so it is no baseline. ``held``: the score is high enough, but gates hold the node
            below the stage. ``provisional``, ``estimated``: the status of the value. ``reached-before``: the
            baseline met the target already, so that the value shows no progress. ``before-end``: the year is
            over, and the value is from before its end. ``late``: it is from after the end, as there is none
            up to it. ``year-over``: the day of the review is after the end of the year.
        day: The day of which it tells: since when the goal is dropped (``dropped``), of the resolution
            (``resolved-late``), of the data (``not-yet``, ``earlier-round``, ``provisional``, ``estimated``,
            ``before-end``, ``late``), of the start (``no-data-since``), of the end of the year
            (``year-over``); else None.
        gates: Ids of the gates (``held``); else empty.
    """

    code: GoalReasonCode
    day: dt.date | None = None
    gates: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class GoalTerm:
    """From when to when a goal runs, and the day of its review (Laufzeit, Y3).

    Attributes:
        start: Day of the resolution; not after the end.
        end: Last day of its year.
        on: The day of the review; not before the start.
    """

    start: dt.date
    end: dt.date
    on: dt.date

    @property
    def over(self) -> bool:
        """Whether the year is over."""
        return self.on > self.end

    def passed(self, day: dt.date) -> Fraction:
        """Give the share of the time that has passed by a day of the term (Y4)."""
        return Fraction((day - self.start).days, (self.end - self.start).days)

    def chosen(self, days: Sequence[dt.date]) -> int | None:
        """Give the place of the day that counts among days in order (Y3); None if none does.

        It is the last one from after the start up to the end of the year; if there is none, the first one
        after it. So no day that comes later changes what was said of a year that is over.
        """
        start, end = bisect_right(days, self.start), bisect_right(days, min(self.end, self.on))
        if start < end:
            return end - 1
        return end if end < bisect_right(days, self.on) else None


@attrs.frozen(kw_only=True)
class GoalStanding:
    """What is known of a goal (Stand der Dinge, Y3).

    Attributes:
        reasons: What is to be said of it by now.
        value: Where it stands, or None.
        day: The day to which the value belongs, or None.
        base: How many people or cases it rests on, or None.
        stage: The stage reached, or None.
        baseline: Where the way began, or None.
        without: Why there is no baseline.
        target: What is to be reached, or None.
        rise: Whether the value is to rise.
        reached: Whether the goal is reached.
    """

    reasons: tuple[GoalReason, ...] = ()
    value: Fraction | None = None
    day: dt.date | None = None
    base: int | None = None
    stage: str | None = None
    baseline: Fraction | None = None
    without: GoalReasonCode = "no-baseline"
    target: Fraction | None = None
    rise: bool = True
    reached: bool = False

    def meets(self, value: Fraction, wanted: Fraction) -> bool:
        """Say whether a value is at a wanted one or beyond it, in the direction of what is measured."""
        return value >= wanted if self.rise else value <= wanted

    @property
    def reached_before(self) -> bool:
        """Whether the baseline meets the target already."""
        if self.baseline is None or self.target is None:
            return False
        return self.meets(self.baseline, self.target)


@attrs.frozen(kw_only=True)
class _Daily:
    """What was observed of an indicator over all parts, in order of days."""

    days: tuple[dt.date, ...]
    means: tuple[Fraction, ...]
    observed: Mapping[dt.date, Sequence[Observation]]


@attrs.frozen(kw_only=True)
class GoalEvidence:
    """What goals are judged by (Grundlage, Y3).

    Attributes:
        report: The report, or None.
        monitoring: The monitoring, or None.
    """

    report: Report | None
    monitoring: Monitoring | None

    def standing(self, aim: StageAim | IndicatorAim, term: GoalTerm) -> GoalStanding:
        """Say where a goal stands; its node, stage or indicator must be there."""
        if isinstance(aim, StageAim):
            return self._by_report(aim, term)
        return self._by_monitoring(aim, term)

    @cached_property
    def stages(self) -> Mapping[str, int]:
        """Places of the report's stages in their order; empty without report."""
        stages = () if self.report is None else self.report.stages
        return MappingProxyType({stage.id: place for place, stage in enumerate(stages)})

    def _by_report(self, aim: StageAim, term: GoalTerm) -> GoalStanding:
        report = self.report
        if report is None:
            return GoalStanding(reasons=(GoalReason(code="no-report"),), baseline=aim.baseline)
        place, found = self.stages[aim.stage], report.by_node[aim.node]
        known = GoalStanding(target=report.stages[place].lower, baseline=aim.baseline)
        day = _day_of(report.round)
        if day is None:
            return attrs.evolve(known, reasons=(GoalReason(code="undated"),))
        if day <= term.start:
            return _nothing_since(known, term, None if found.score is None else found.score.exact)
        other = _other_round(report, day, term)
        if other is not None:
            return attrs.evolve(known, reasons=(other,))
        if found.score is None or found.stage is None:
            return attrs.evolve(known, reasons=(GoalReason(code=found.reason or "protected"),))
        if known.baseline is None:
            known = _with_earlier(known, term, report, found)
        reached = self.stages[found.stage] >= place
        if not reached and found.score.exact >= report.stages[place].lower:
            known = attrs.evolve(known, reasons=(GoalReason(code="held", gates=found.held_by),))
        return attrs.evolve(
            known, value=found.score.exact, day=day, stage=found.stage, reached=reached
        )

    def _by_monitoring(self, aim: IndicatorAim, term: GoalTerm) -> GoalStanding:
        known = GoalStanding(target=aim.value, baseline=aim.baseline)
        if self.monitoring is None:
            return attrs.evolve(known, reasons=(GoalReason(code="no-monitoring"),))
        direction = self.monitoring.indicators_by_id[aim.indicator].direction
        known = attrs.evolve(known, rise=direction == "rise")
        daily = self._daily.get(aim.indicator, _UNSEEN)
        before, place = bisect_right(daily.days, term.start), term.chosen(daily.days)
        if known.baseline is None and before:
            known = attrs.evolve(known, baseline=daily.means[before - 1])
        if place is None:
            return _nothing_since(known, term)
        day, value = daily.days[place], daily.means[place]
        statuses = {one.status for one in daily.observed[day]}
        return attrs.evolve(
            known,
            reasons=tuple(GoalReason(code=one, day=day) for one in _UNSURE if one in statuses),
            value=value,
            day=day,
            base=common_base(daily.observed[day]),
            reached=known.meets(value, aim.value),
        )

    @cached_property
    def _daily(self) -> Mapping[str, _Daily]:
        """What was observed of each indicator; made once for all goals."""
        found: defaultdict[str, list[Observation]] = defaultdict(list)
        for one in () if self.monitoring is None else self.monitoring.observations:
            if one.category is None:
                found[one.indicator].append(one)
        return {indicator: _by_day(those) for indicator, those in found.items()}


_UNSEEN = _Daily(days=(), means=(), observed={})
_UNSURE: tuple[Literal["provisional", "estimated"], ...] = ("provisional", "estimated")


def _day_of(round_: Round) -> dt.date | None:
    return round_.end or round_.start


def _by_day(observations: Sequence[Observation]) -> _Daily:
    observed: defaultdict[dt.date, list[Observation]] = defaultdict(list)
    for one in observations:
        observed[one.date].append(one)
    means = daily_means((one.date, one.value) for one in observations)
    return _Daily(
        days=tuple(day for day, _ in means),
        means=tuple(value for _, value in means),
        observed=observed,
    )


def _other_round(report: Report, day: dt.date, term: GoalTerm) -> GoalReason | None:
    """Say why a round does not count though it is from after the start; None if it does."""
    if day > term.on:
        return GoalReason(code="not-yet", day=day)
    earlier = None if report.change is None else _day_of(report.change.earlier.round)
    if day > term.end and earlier is not None and term.start < earlier < day:
        return GoalReason(code="earlier-round", day=earlier)
    return None


def _with_earlier(
    known: GoalStanding, term: GoalTerm, report: Report, found: NodeResult
) -> GoalStanding:
    """Take the earlier round as the baseline if it was before the start and rests on the same (G8)."""
    change = report.change
    if change is None or change.main is None:
        return known
    day = _day_of(change.earlier.round)
    if day is None or day > term.start:
        return known
    for one in change.main.nodes:
        if one.node == found.node:
            if one.later == found.score and one.questions == found.answered:
                return attrs.evolve(known, baseline=one.earlier.exact)
            return attrs.evolve(known, without="other-questions")
    return known


def _nothing_since(
    known: GoalStanding, term: GoalTerm, before: Fraction | None = None
) -> GoalStanding:
    """Say that nothing is known from after the start; what is known from before is the baseline (Y3)."""
    baseline = before if known.baseline is None else known.baseline
    reason = GoalReason(code="no-data-since", day=term.start)
    return attrs.evolve(known, reasons=(reason,), baseline=baseline)
