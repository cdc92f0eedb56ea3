# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Review of yearly goals (Überprüfung der Jahresziele): how far each has got, and why; Y3, Y4.

It tells where a town stands, not why: a goal that is reached does not show that a measure worked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal

import attrs

from weltoffen.arguments import check_day, check_type
from weltoffen.course.goalevidence import GoalEvidence, GoalReason, GoalStanding, GoalTerm
from weltoffen.course.goallives import GoalLife, goal_lives
from weltoffen.errors import Problems
from weltoffen.model.goals import GoalPlan, GoalState, IndicatorAim, YearlyGoal
from weltoffen.model.monitoring import Monitoring
from weltoffen.model.organisation import Organisation
from weltoffen.report.editions import check_edition
from weltoffen.report.structure import Report

GoalVerdict = Literal["reached", "on-course", "behind", "no-data"]
"""What the evidence says of a goal (Urteil, Y3, Y4)."""


@attrs.frozen(kw_only=True)
class GoalReview:
    """How far a goal has got by a day (Ergebnis der Überprüfung, Y3).

    Attributes:
        goal: The goal; it names the measures that are to contribute.
        on: The day of the review.
        state: Its state on that day (Y2).
        verdict: ``reached``, ``on-course``, ``behind``, or ``no-data`` where none of these can be said.
        reasons: What is to be said of it; the order is always the same.
        start: Day of the resolution; only data from after it count. None for a goal that is not judged.
        value: Where it stands: the node's score in [0, 1], or the indicator's value in its unit; None if
            that is not known.
        measured_on: The day to which value and stage belong; None if there are none.
        base: How many people or cases an indicator's value rests on (N3), as in `SeriesResult`; or None.
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

    Only goals that were resolved by the end of their year are judged, by data from after the resolution and
    up to the day: by the last value up to the end of the year, and only if there is none by the first after
    it. So the verdict on a year that is over stays, whatever is measured later. Values are taken over all
    parts of an indicator; those of one day are averaged. A goal whose first step lies after the day is left
    out.

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
    evidence = GoalEvidence(report=report, monitoring=monitoring)
    _check_aims(plan, found, evidence)
    return tuple(_review(one, on, evidence) for one in found)


def _check_aims(plan: GoalPlan, found: Iterable[GoalLife], evidence: GoalEvidence) -> None:
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
            if aim.stage not in evidence.stages:
                problems.add("unknown-stage", (*here, "stage", "stage"), id=aim.stage)
    problems.raise_if_any()


# --- The verdict -------------------------------------------------------------------------------------


def _review(life: GoalLife, on: dt.date, evidence: GoalEvidence) -> GoalReview:
    goal = life.goal
    if life.state == "dropped" or life.start is None or life.start > goal.end:
        return _not_judged(life, on)
    term = GoalTerm(start=life.start, end=goal.end, on=on)
    found = evidence.standing(goal.aim, term)
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
    return GoalReview(
        goal=life.goal,
        on=on,
        state=life.state,
        verdict="no-data",
        reasons=tuple(_why_not(life, on)),
    )


def _why_not(life: GoalLife, on: dt.date) -> Iterator[GoalReason]:
    if life.state == "dropped":
        yield GoalReason(code="dropped", day=life.since)
        return
    if life.start is None:
        yield GoalReason(code="not-resolved")
    else:
        yield GoalReason(code="resolved-late", day=life.start)
    if on > life.goal.end:
        yield GoalReason(code="year-over", day=life.goal.end)


def _expected(found: GoalStanding, term: GoalTerm) -> Fraction | None:
    """Give the part of the way that has to be done by the day of the value (Y4)."""
    if term.over or found.baseline is None or found.target is None or found.day is None:
        return None
    if found.reached_before:
        return found.target
    return found.baseline + (found.target - found.baseline) * term.passed(found.day)


def _verdict(found: GoalStanding, term: GoalTerm, expected: Fraction | None) -> GoalVerdict:
    if found.value is None:
        return "no-data"
    if found.reached:
        return "reached"
    if term.over:
        return "behind"
    if expected is None:
        return "no-data"
    return "on-course" if found.meets(found.value, expected) else "behind"


def _further(found: GoalStanding, term: GoalTerm, verdict: GoalVerdict) -> Iterator[GoalReason]:
    if found.value is not None and verdict == "no-data":
        yield GoalReason(code=found.without)
    if found.reached and found.reached_before:
        yield GoalReason(code="reached-before")
    if not term.over:
        return
    if found.day is not None and found.day != term.end:
        yield GoalReason(code="late" if found.day > term.end else "before-end", day=found.day)
    yield GoalReason(code="year-over", day=term.end)
