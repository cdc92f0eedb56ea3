# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on measures (Kapitel zu den Maßnahmen): state, money, steps, what may come next; L1-L6."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, final

from weltoffen.course.candidates import own_costs
from weltoffen.render.blocks import fold, heading, listing, paragraphs, table
from weltoffen.render.course.columns import compact_table
from weltoffen.render.course.selections import selection_section
from weltoffen.render.inline import Line, join

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from weltoffen.course.lives import MeasureLife
    from weltoffen.course.selection import Selection
    from weltoffen.course.steps import PossibleStep
    from weltoffen.model.measures import Funding, Measure, MeasureCatalogue, MeasureEvent
    from weltoffen.model.text import Text
    from weltoffen.render.blocks import Block
    from weltoffen.render.course.voice import Voice


def measures_chapter(
    voice: Voice,
    catalogue: MeasureCatalogue,
    lives: Sequence[MeasureLife],
    selection: Selection | None = None,
    *,
    on: dt.date | None = None,
    brief: bool = False,
) -> Iterator[Block]:
    """Write where the measures stand, and what is proposed next (Kapitel zu den Maßnahmen).

    Args:
        voice: The language.
        catalogue: The catalogue.
        lives: Where its measures stand, `weltoffen.course.lives.lives`; others are not shown.
        selection: A proposal for the next selection, or None.
        on: The day of ``lives``; steps after it are not shown. None shows all.
        brief: Whether what is said of each measure by itself is left out: what it is, its steps, and what may
            come next; as in a paper for the council.
    """
    chapter = _Chapter(voice, catalogue, on)
    yield from heading(2, chapter.say("heading.measures"), "course-measures")
    if lives:
        yield from paragraphs(chapter.say("intro.measures"), chapter.say("intro.no-effect"))
        yield chapter.overview(lives)
        yield from chapter.money(lives)
        for one in () if brief else lives:
            yield from chapter.life(one)
    else:
        yield from paragraphs(chapter.say("none.measures"))
    if selection is not None:
        yield from selection_section(voice, catalogue, selection, on=on)


@final
class _Chapter:
    def __init__(self, voice: Voice, catalogue: MeasureCatalogue, on: dt.date | None) -> None:
        self._voice = voice
        self._catalogue = catalogue
        self._on = on

    def say(self, name: str, **values: Line) -> Line:
        """Fill a text of ``measures.toml``."""
        return self._voice.say("measures", name, **values)

    def _text(self, text: Text) -> Line:
        return self._voice.text(text, self._catalogue.source_language)

    def _labels(self, *names: str) -> list[Line]:
        return [self.say(f"label.{name}") for name in names]

    def _money(self, amount: Fraction | None) -> Line:
        if amount is None:
            return self.say("none.costs")
        return self._voice.money(amount, self._catalogue.currency)

    # --- All measures --------------------------------------------------------------------------------

    def overview(self, lives: Sequence[MeasureLife]) -> Block:
        """Give a table of all measures with their states."""
        head = self._labels("measure", "nodes", "responsible", "state", "since")
        return table(head, map(self._row, lives))

    def _row(self, life: MeasureLife) -> list[Line]:
        one, voice = life.measure, self._voice
        return [
            self._text(one.title).strong,
            voice.nodes(one.nodes) or self.say("none.nodes"),
            self.say("none.responsible")
            if one.responsible is None
            else voice.body(one.responsible),
            self.say(f"state.{life.state}"),
            voice.day(life.since),
        ]

    def money(self, lives: Sequence[MeasureLife]) -> Iterator[Block]:
        """Write what measures cost, who pays for it, and the sums as far as costs are known."""
        yield from heading(3, self.say("heading.money"))
        yield from paragraphs(self.say("intro.money"))
        head = self._labels("measure", "costs", "secured", "open", "own")
        yield table(head, [self._costs(one.measure) for one in lives], numbers=4)
        meant = [one.measure for one in lives if one.state != "dropped"]
        yield from paragraphs(self._sum(meant), self._unknown(meant))

    def _costs(self, one: Measure) -> list[Line]:
        return [
            self._text(one.title).strong,
            self._money(one.costs),
            self._funding(money for money in one.funding if money.secured),
            self._funding(money for money in one.funding if not money.secured),
            self._money(own_costs(one)),
        ]

    def _funding(self, funding: Iterable[Funding]) -> Line:
        amounts = [one.amount for one in funding]
        return self._money(sum(amounts, Fraction(0))) if amounts else self.say("none.funding")

    def _sum(self, measures: Iterable[Measure]) -> Line:
        found = [(one.costs, own_costs(one)) for one in measures]
        costs = sum((all_ for all_, _ in found if all_ is not None), Fraction(0))
        own = sum((own for _, own in found if own is not None), Fraction(0))
        return self.say(
            "sum.all",
            costs=self._money(costs),
            secured=self._money(costs - own),
            own=self._money(own),
        )

    def _unknown(self, measures: Iterable[Measure]) -> Line:
        """Name the measures that the sum lacks; nothing if there are none."""
        found = [self._text(one.title) for one in measures if one.costs is None]
        return self.say("sum.unknown", measures=join("; ", found)) if found else Line()

    # --- One measure ---------------------------------------------------------------------------------

    def life(self, life: MeasureLife) -> Iterator[Block]:
        """Write what a measure is, what may come next, and every step up to the day (L2-L4)."""
        one = life.measure
        yield from heading(3, self._text(one.title))
        if one.description is not None:
            yield from paragraphs(self._text(one.description))
        yield from listing(self._facts(one))
        steps = join("; ", map(self._possible, life.possible))
        yield from paragraphs(
            self.say("measure.next", steps=steps) if steps else self.say("none.step")
        )
        events = [event for event in one.events if self._on is None or event.date <= self._on]
        head = self._labels("day", "step", "body", "paper", "note")
        summary = self.say("measure.steps", number=Line.of(len(events)))
        none = [self.say("none.paper"), self.say("none.note")]
        yield from fold(summary, [compact_table(head, map(self._event, events), none)])

    def _facts(self, one: Measure) -> Iterator[Line]:
        planned = Line.of(self._voice.figures.days(one.start, one.end))
        yield self.say("measure.planned", days=planned or self.say("none.planned"))
        effort = "none.effort" if one.effort is None else f"effort.{one.effort}"
        yield self.say("measure.effort", effort=self.say(effort))
        if one.needs:
            yield self.say("measure.needs", needs=join("; ", map(self._voice.need, one.needs)))
        for money in one.funding:
            yield self.say(
                "measure.secured" if money.secured else "measure.not-secured",
                source=self._text(money.source),
                amount=self._money(money.amount),
            )
        if one.indicators:
            indicators = join("; ", map(self._voice.indicator, one.indicators))
            yield self.say("measure.indicators", indicators=indicators)

    def _event(self, event: MeasureEvent) -> list[Line]:
        voice, language = self._voice, self._catalogue.source_language
        return [
            voice.day(event.date),
            self.say(f"event.{event.kind}"),
            voice.body(event.body),
            Line() if event.paper is None else voice.paper(event.paper, language),
            voice.maybe(event.note, language),
        ]

    def _possible(self, step: PossibleStep) -> Line:
        bodies = join(", ", map(self._voice.body, step.bodies)) or self.say("step.nobody")
        name = "step.next-paper" if step.paper else "step.next"
        return self.say(name, step=self.say(f"next.{step.kind}"), bodies=bodies)
