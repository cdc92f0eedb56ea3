# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Review of yearly goals (Überprüfung der Jahresziele): how far each has got, and why; Y3, Y4.

It tells where a town stands, not why: a goal that is reached does not show that a measure worked.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Literal

import attrs

from weltoffen.arguments import check_day, check_type
from weltoffen.course.goallives import GoalLife, goal_lives
from weltoffen.course.observations import common_base
from weltoffen.errors import Problems
from weltoffen.model.assessment import Round
from weltoffen.model.goals import GoalPlan, GoalState, IndicatorAim, StageAim, YearlyGoal
from weltoffen.model.monitoring import Monitoring, Observation
from weltoffen.model.organisation import Organisation
from weltoffen.report.editions import check_edition
from weltoffen.report.structure import NodeResult, Report
from weltoffen.scoring.results import Reason
from weltoffen.scoring.trends import daily_means

GoalVerdict = Literal["reached", "on-course", "behind", "no-data"]
GoalReasonCode = (
    Literal[
        "dropped",
        "not-resolved",
        "no-report",
        "no-monitoring",
        "undated",
        "not-yet",
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


@attrs.frozen(kw_only=True)
class GoalReason:
    """What is to be said of a verdict (Begründung, Y3).

    Attributes:
        code: ``dropped`` and ``not-resolved``: the goal is not judged. ``no-report``, ``no-monitoring``:
            there is nothing to judge it by. ``undated``: the round of the report has no day. ``not-yet``: its
            day lies after the day of the review. ``no-data-since``: nothing is known from after the start.
            A `Reason`: why the node has no score. ``no-baseline``: nobody knows where the way began.
            ``other-questions``: the earlier round was asked otherwise, so it is no baseline. ``held``: the
            score is high enough, but gates hold the node below the stage. ``provisional``, ``estimated``: the
            status of the value. ``reached-before``: the baseline met the target already, so that the value
            shows no progress. ``before-end``, ``late``: the year is over, and the value is from before its
            end, or from after it. ``year-over``: the day of the review is after the end of the year.
        day: The day of which it tells: since when the goal is dropped (``dropped``), of the data
            (``not-yet``, ``provisional``, ``estimated``, ``before-end``, ``late``), of the start
            (``no-data-since``), of the end of the year (``year-over``); else None.
        gates: Ids of the gates (``held``); else empty.
    """

    code: GoalReasonCode
    day: dt.date | None = None
    gates: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class GoalReview:
    """How far a goal has got by a day (Ergebnis der Überprüfung, Y3).

    Attributes:
        goal: The goal; it names the measures that are to contribute.
        on: The day of the review.
        state: Its state on that day (Y2).
        verdict: ``reached``, ``on-course``, ``behind``, or ``no-data`` where none of these can be said.
        reasons: What is to be said of it; the order is always the same.
        start: From when on data count: the day of the resolution, but not after the end of its year; None
            for a goal that is not judged.
        value: Where it stands: the node's score in [0, 1], or the indicator's value in its unit; None if
            that is not known.
        measured_on: The day to which value and stage belong; None if there are none.
        base: How many people or cases the value of an indicator rests on (Bezugsgröße, N3), if every
            observation of that day says the same number; None otherwise, and for a stage.
        stage: Id of the stage that the node has reached; None for an indicator, and without score.
        baseline: Where the way began; None if that is not known.
        target: What is to be reached: the lower bound of the stage, or the value of the indicator; None for
            a stage without report.
        expected: What Y4 asks for on the day of the value: the target itself if the baseline meets it
            already; None without value or baseline, and once the year is over.
    """

    goal: YearlyGoal
    on: dt.date
    state: GoalState
    verdict: GoalVerdict
    reasons: tuple[GoalReason, ...] = ()
    start: dt.date | None = None
    value: Fraction | None = None
    measured_on: dt.date | None = None
    base: int | None = None
    stage: str | None = None
    baseline: Fraction | None = None
    target: Fraction | None = None
    expected: Fraction | None = None


def review_goals(
    plan: GoalPlan,
    organisation: Organisation,
    *,
    on: dt.date,
    report: Report | None = None,
    monitoring: Monitoring | None = None,
) -> tuple[GoalReview, ...]:
    """Review the yearly goals as of a day (Jahresziele überprüfen, Y3, Y4).

    Only goals that are resolved are judged, by data from after their start and up to the day. Values are
    taken over all parts of an indicator; those of one day are averaged. A goal whose first step lies after
    the day is left out.

    Args:
        plan: The yearly goals.
        organisation: The organisation that the plan names.
        on: The day of the review.
        report: The report by which goals with a stage are judged; its day is the last one of its round, or
            the first if it has no last one.
        monitoring: The monitoring by which goals with a value are judged.

    Returns:
        One for each goal that was there by that day, in the order of the plan; also for drafts and for goals
        that were dropped, with the verdict ``no-data``.

    Raises:
        InvalidDocument: ``unknown-node``, ``unknown-stage`` or ``unknown-indicator``, for goals that were
            there by that day and are not dropped; and what `goal_lives` raises.
        TypeError: For an argument of a wrong type.
        Unprotected: For a ``report`` that is none.
    """
    check_type("review_goals", "plan", plan, GoalPlan)
    check_type("review_goals", "organisation", organisation, Organisation)
    check_day("review_goals", "on", on)
    if report is not None:
        check_edition(report, None, "review_goals", takes="a Report or None")
    check_type("review_goals", "monitoring", monitoring, Monitoring, type(None))
    found = goal_lives(plan, organisation, on=on)
    evidence = _Evidence(report=report, monitoring=monitoring)
    _check_aims(plan, found, evidence)
    return tuple(_review(one, on, evidence) for one in found)


def _check_aims(plan: GoalPlan, found: Iterable[GoalLife], evidence: _Evidence) -> None:
    problems, report, monitoring = Problems(), evidence.report, evidence.monitoring
    places = {goal: index for index, goal in enumerate(plan.goals_by_id)}
    for life in found:
        aim, here = life.goal.aim, ("goals", places[life.goal.id])
        if life.state == "dropped":
            continue
        if isinstance(aim, IndicatorAim):
            if monitoring is not None and aim.indicator not in monitoring.indicators_by_id:
                path = (*here, "indicator", "indicator")
                problems.add("unknown-indicator", path, id=aim.indicator)
        elif report is not None:
            if aim.node not in report.by_node:
                problems.add("unknown-node", (*here, "stage", "node"), id=aim.node)
            if aim.stage not in _stages(report):
                problems.add("unknown-stage", (*here, "stage", "stage"), id=aim.stage)
    problems.raise_if_any()


def _stages(report: Report) -> Mapping[str, int]:
    return {stage.id: place for place, stage in enumerate(report.stages)}


# --- What is measured --------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class _Term:
    """From when to when a goal runs, and the day of the review."""

    start: dt.date
    end: dt.date
    on: dt.date

    @property
    def over(self) -> bool:
        return self.on > self.end

    def passed(self, day: dt.date) -> Fraction:
        """Give the share of the time that has passed by a day (Y4); the goal must not be over."""
        return Fraction((day - self.start).days, (self.end - self.start).days)


@attrs.frozen(kw_only=True)
class _Measured:
    """What is known of a goal: attributes as in `GoalReview`; `without` says why there is no baseline."""

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
class _Evidence:
    """What goals are judged by."""

    report: Report | None
    monitoring: Monitoring | None

    @cached_property
    def wholes(self) -> Mapping[str, Sequence[Observation]]:
        """Observations over all parts, by indicator."""
        found: defaultdict[str, list[Observation]] = defaultdict(list)
        for one in () if self.monitoring is None else self.monitoring.observations:
            if one.category is None:
                found[one.indicator].append(one)
        return found


_UNSURE: tuple[Literal["provisional", "estimated"], ...] = ("provisional", "estimated")


def _day_of(round_: Round) -> dt.date | None:
    return round_.end or round_.start


def _by_report(aim: StageAim, term: _Term, report: Report | None) -> _Measured:
    if report is None:
        return _Measured(reasons=(GoalReason(code="no-report"),), baseline=aim.baseline)
    place, found = _stages(report)[aim.stage], report.by_node[aim.node]
    known = _Measured(target=report.stages[place].lower, baseline=aim.baseline)
    day = _day_of(report.round)
    if day is None:
        return attrs.evolve(known, reasons=(GoalReason(code="undated"),))
    if day > term.on:
        return attrs.evolve(known, reasons=(GoalReason(code="not-yet", day=day),))
    if day <= term.start:
        return _nothing_since(known, term, None if found.score is None else found.score.exact)
    if found.score is None or found.stage is None:
        reason = GoalReason(code=found.reason or "protected")
        return attrs.evolve(known, reasons=(reason,))
    if known.baseline is None:
        known = _with_earlier(known, term, report, found)
    reached = _stages(report)[found.stage] >= place
    if not reached and found.score.exact >= report.stages[place].lower:
        known = attrs.evolve(known, reasons=(GoalReason(code="held", gates=found.held_by),))
    return attrs.evolve(known, value=found.score.exact, day=day, stage=found.stage, reached=reached)


def _with_earlier(known: _Measured, term: _Term, report: Report, found: NodeResult) -> _Measured:
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


def _by_monitoring(aim: IndicatorAim, term: _Term, evidence: _Evidence) -> _Measured:
    known = _Measured(target=aim.value, baseline=aim.baseline)
    if evidence.monitoring is None:
        return attrs.evolve(known, reasons=(GoalReason(code="no-monitoring"),))
    direction = evidence.monitoring.indicators_by_id[aim.indicator].direction
    known = attrs.evolve(known, rise=direction == "rise")
    found = [one for one in evidence.wholes[aim.indicator] if one.date <= term.on]
    means = daily_means((one.date, one.value) for one in found)
    before = [value for day, value in means if day <= term.start]
    since = [(day, value) for day, value in means if day > term.start]
    if not since:
        return _nothing_since(known, term, *before[-1:])
    if known.baseline is None and before:
        known = attrs.evolve(known, baseline=before[-1])
    day, value = since[-1]
    latest = [one for one in found if one.date == day]
    statuses = {one.status for one in latest}
    return attrs.evolve(
        known,
        reasons=tuple(GoalReason(code=one, day=day) for one in _UNSURE if one in statuses),
        value=value,
        day=day,
        base=common_base(latest),
        reached=known.meets(value, aim.value),
    )


def _nothing_since(known: _Measured, term: _Term, before: Fraction | None = None) -> _Measured:
    """Say that nothing is known from after the start; what is known from before is the baseline (Y3)."""
    baseline = before if known.baseline is None else known.baseline
    reason = GoalReason(code="no-data-since", day=term.start)
    return attrs.evolve(known, reasons=(reason,), baseline=baseline)


# --- The verdict -------------------------------------------------------------------------------------


def _review(life: GoalLife, on: dt.date, evidence: _Evidence) -> GoalReview:
    goal, aim = life.goal, life.goal.aim
    if life.state == "dropped" or life.start is None:
        return _not_judged(life, on)
    term = _Term(start=min(life.start, goal.end), end=goal.end, on=on)
    if isinstance(aim, StageAim):
        found = _by_report(aim, term, evidence.report)
    else:
        found = _by_monitoring(aim, term, evidence)
    expected = _expected(found, term)
    verdict = _verdict(found, term, expected)
    return GoalReview(
        goal=goal,
        on=on,
        state=life.state,
        verdict=verdict,
        reasons=(*found.reasons, *_further(found, term, verdict)),
        start=term.start,
        value=found.value,
        measured_on=found.day,
        base=found.base,
        stage=found.stage,
        baseline=found.baseline,
        target=found.target,
        expected=expected,
    )


def _not_judged(life: GoalLife, on: dt.date) -> GoalReview:
    if life.state == "dropped":
        reasons = [GoalReason(code="dropped", day=life.since)]
    else:
        reasons = [GoalReason(code="not-resolved")]
        if on > life.goal.end:
            reasons.append(GoalReason(code="year-over", day=life.goal.end))
    return GoalReview(
        goal=life.goal, on=on, state=life.state, verdict="no-data", reasons=tuple(reasons)
    )


def _expected(found: _Measured, term: _Term) -> Fraction | None:
    """Give the part of the way that has to be done by the day of the value (Y4)."""
    if term.over or found.baseline is None or found.target is None or found.day is None:
        return None
    if found.reached_before:
        return found.target
    return found.baseline + (found.target - found.baseline) * term.passed(found.day)


def _verdict(found: _Measured, term: _Term, expected: Fraction | None) -> GoalVerdict:
    if found.value is None:
        return "no-data"
    if found.reached:
        return "reached"
    if term.over:
        return "behind"
    if expected is None:
        return "no-data"
    return "on-course" if found.meets(found.value, expected) else "behind"


def _further(found: _Measured, term: _Term, verdict: GoalVerdict) -> Iterator[GoalReason]:
    if found.value is not None and verdict == "no-data":
        yield GoalReason(code=found.without)
    if found.reached and found.reached_before:
        yield GoalReason(code="reached-before")
    if not term.over:
        return
    if found.day is not None and found.day != term.end:
        yield GoalReason(code="late" if found.day > term.end else "before-end", day=found.day)
    yield GoalReason(code="year-over", day=term.end)
