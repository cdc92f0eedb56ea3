# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the yearly goals (Kapitel zu den Jahreszielen): aims, verdicts, reasons; Y1-Y4, N3."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, final

from weltoffen.model.exact import as_decimal, round_half_away
from weltoffen.model.goals import StageAim
from weltoffen.render.blocks import Entry, fold, heading, listing, paragraphs, table
from weltoffen.render.course.columns import compact_table
from weltoffen.render.inline import Line, join
from weltoffen.report.shares import Share
from weltoffen.report.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.course.goalevidence import GoalReason
    from weltoffen.course.goalreviews import GoalReview
    from weltoffen.model.goals import GoalEvent, GoalPlan, IndicatorAim, YearlyGoal
    from weltoffen.model.monitoring import Monitoring
    from weltoffen.model.text import Text
    from weltoffen.render.blocks import Block
    from weltoffen.render.course.voice import Voice

DIGITS = 2
"""So many decimal places at most has what a goal is expected to have reached (S1)."""


def goals_chapter(
    voice: Voice,
    plan: GoalPlan,
    reviews: Sequence[GoalReview],
    monitoring: Monitoring | None = None,
    *,
    brief: bool = False,
) -> Iterator[Block]:
    """Write how far the yearly goals have got, year by year (Kapitel zu den Jahreszielen).

    Args:
        voice: The language; its page names nodes, stages and gates.
        plan: The yearly goals.
        reviews: What `weltoffen.course.goalreviews.review_goals` says of them; others are not shown. Steps
            after the day of the review are not shown either.
        monitoring: Names the indicators and their units.
        brief: Whether the steps are left out, as in a council paper.
    """
    chapter = _Chapter(voice, plan, monitoring)
    yield from heading(2, chapter.say("heading.goals"), "course-goals")
    if not reviews:
        yield from paragraphs(chapter.say("none.goals"))
        return
    yield from paragraphs(
        chapter.say("intro.review", day=voice.day(reviews[0].on)),
        chapter.say("intro.course"),
        chapter.say("intro.no-effect"),
        chapter.say("intro.base") if any(one.base is not None for one in reviews) else Line(),
    )
    for year in sorted({one.goal.year for one in reviews}):
        those = [one for one in reviews if one.goal.year == year]
        yield from chapter.year(year, those)
        if not brief:
            yield from chapter.steps(those)


@final
class _Chapter:
    def __init__(self, voice: Voice, plan: GoalPlan, monitoring: Monitoring | None) -> None:
        self._voice = voice
        self._plan = plan
        self._monitoring = monitoring

    def say(self, name: str, **values: Line) -> Line:
        """Fill a text of ``goals.toml``."""
        return self._voice.say("goals", name, **values)

    def _text(self, text: Text) -> Line:
        return self._voice.text(text, self._plan.source_language)

    def _labels(self, *names: str) -> list[Line]:
        return [self.say(f"label.{name}") for name in names]

    def year(self, year: int, reviews: Sequence[GoalReview]) -> Iterator[Block]:
        """Write all goals of a year: a table, and what is to be said of each."""
        yield from heading(3, self.say("heading.year", year=Line.of(year)))
        head = self._labels("goal", "responsible", "aim", "value", "verdict")
        yield table(head, map(self._row, reviews))
        yield from listing(map(self._details, reviews))

    def steps(self, reviews: Sequence[GoalReview]) -> Iterator[Block]:
        """Write the steps of each goal up to the day of its review."""
        past = [(one.goal, events) for one in reviews if (events := _past(one))]
        if not past:
            yield from paragraphs(self.say("none.steps"))
        head = self._labels("day", "step", "body", "paper", "note")
        none = [self.say("none.paper"), self.say("none.note")]
        for goal, events in past:
            summary = self.say("goal.steps", goal=self._text(goal.title))
            yield from fold(summary, [compact_table(head, map(self._step, events), none)])

    # --- One goal ------------------------------------------------------------------------------------

    def _row(self, one: GoalReview) -> list[Line]:
        goal = one.goal
        return [
            self._text(goal.title).strong,
            self.say("none.responsible")
            if goal.responsible is None
            else self._voice.body(goal.responsible),
            self._aim(goal),
            self._value(one),
            self.say(f"verdict.{one.verdict}"),
        ]

    def _details(self, one: GoalReview) -> Entry:
        """Write the verdict with its reasons, and what a goal comes from and rests on."""
        verdict = self.say(f"verdict.{one.verdict}")
        told = (*self._reasons(one), *self._links(one.goal))
        return Entry(
            line=self.say("goal.verdict", goal=self._text(one.goal.title), verdict=verdict),
            items=tuple(Entry(line=line) for line in told),
        )

    def _reasons(self, one: GoalReview) -> Iterator[Line]:
        if one.expected is not None and one.baseline is not None and one.measured_on is not None:
            yield self.say(
                "goal.expected",
                baseline=self._number(one.goal, one.baseline),
                expected=self._rounded(one.goal, one.expected, one.value),
                day=self._voice.day(one.measured_on),
            )
        elif one.baseline is not None:
            yield self.say("goal.baseline", baseline=self._number(one.goal, one.baseline))
        yield from map(self._reason, one.reasons)

    def _reason(self, reason: GoalReason) -> Line:
        gates = join(", ", map(self._gate, reason.gates))
        return self.say(f"reason.{reason.code}", day=self._voice.day(reason.day), gates=gates)

    def _gate(self, gate: str) -> Line:
        page = self._voice.page
        return Line.of(gate) if page is None else page.gate(gate)

    def _links(self, goal: YearlyGoal) -> Iterator[Line]:
        voice = self._voice
        if goal.needs:
            yield self.say("goal.needs", links=join("; ", map(voice.need, goal.needs)))
        if goal.measures:
            yield self.say("goal.measures", links=join("; ", map(voice.measure, goal.measures)))

    # --- Aims and values -----------------------------------------------------------------------------

    def _aim(self, goal: YearlyGoal) -> Line:
        aim = goal.aim
        if isinstance(aim, StageAim):
            node, stage = self._node(aim.node), self._voice.stage(aim.stage)
            return self.say("aim.stage", node=node, stage=stage)
        name = self._indicator(aim)
        return self.say("aim.value", indicator=name, value=self._number(goal, aim.value))

    def _node(self, node: str) -> Line:
        """Name a node with a way to its section; by its id without report, or if the report lacks it."""
        page = self._voice.page
        known = page is not None and node in page.report.by_node
        return page.full_node(node) if page is not None and known else self._voice.node(node)

    def _indicator(self, aim: IndicatorAim) -> Line:
        found = self._monitoring
        if found is None or aim.indicator not in found.indicators_by_id:
            return Line.of(aim.indicator)
        title = found.indicators_by_id[aim.indicator].title
        return self._voice.text(title, found.source_language)

    def _value(self, one: GoalReview) -> Line:
        if one.start is None:
            return self.say("none.review")
        if one.value is None or one.measured_on is None:
            return self.say("none.value")
        day, number = self._voice.day(one.measured_on), self._number(one.goal, one.value)
        if one.stage is not None:
            stage, n = self._voice.stage(one.stage), self._answers(one)
            return self.say("value.stage", stage=stage, score=join(", ", [number, *n]), day=day)
        if one.base is None:
            return self.say("value.indicator", value=number, day=day)
        base = Line.of(self._voice.figures.n(one.base))
        return self.say("value.based", value=number, base=base, day=day)

    def _answers(self, one: GoalReview) -> Iterator[Line]:
        """Say on how many answers a score rests (N3), if it is that of the page."""
        page, aim = self._voice.page, one.goal.aim
        found = page.report.by_node.get(aim.node) if page and isinstance(aim, StageAim) else None
        if found is not None and found.score is not None and found.score.exact == one.value:
            yield Line.of(self._voice.figures.n(found.n))

    def _number(self, goal: YearlyGoal, value: Fraction, digits: int = 0) -> Line:
        """Write a value of what a goal aims at, with its unit (N3); a score in percent."""
        aim, voice, found = goal.aim, self._voice, self._monitoring
        if isinstance(aim, StageAim):
            said = voice.figures.fixed(round_half_away(value * 100, digits), digits)
            return Line.of(words(voice.language)["unit.percent"].format(number=said))
        number = voice.number(value)
        if found is None or aim.indicator not in found.indicators_by_id:
            return self.say("value.no-unit", number=number)
        unit = voice.text(found.indicators_by_id[aim.indicator].unit, found.source_language)
        return self.say("value.unit", number=number, unit=unit)

    def _rounded(self, goal: YearlyGoal, expected: Fraction, value: Fraction | None) -> Line:
        """Write what was expected (S1), with so many places that it stands to the value as it does.

        A value of an indicator has as many as its target or the value, at most `DIGITS`; more only if needed.
        """
        if isinstance(goal.aim, StageAim):
            alike = value is not None and Share(value).percent == Share(expected).percent
            return self._number(goal, expected, DIGITS if alike and value != expected else 0)
        known = [one for one in (goal.aim.value, value) if one is not None]
        for digits in (max(map(_places, known)), DIGITS):
            rounded = round_half_away(expected, digits)
            if value is None or _order(rounded, value) == _order(expected, value):
                return self._number(goal, rounded)
        return self._number(goal, expected)

    # --- Steps ---------------------------------------------------------------------------------------

    def _step(self, event: GoalEvent) -> list[Line]:
        voice, language = self._voice, self._plan.source_language
        return [
            voice.day(event.date),
            self.say(f"step.{event.kind}"),
            voice.body(event.body),
            Line() if event.paper is None else voice.paper(event.paper, language),
            voice.maybe(event.note, language),
        ]


def _past(one: GoalReview) -> list[GoalEvent]:
    """Give the steps of a goal up to the day of its review."""
    return [event for event in one.goal.events if event.date <= one.on]


def _places(value: Fraction) -> int:
    """Say how many decimal places a value has, at most `DIGITS`."""
    decimal = as_decimal(value)
    return DIGITS if decimal is None else min(DIGITS, -int(decimal.as_tuple().exponent))


def _order(one: Fraction, other: Fraction) -> int:
    """Say whether a number is less than another (-1), the same (0), or more (1)."""
    return (one > other) - (one < other)
