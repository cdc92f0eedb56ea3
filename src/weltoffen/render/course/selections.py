# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The section on a proposed selection (Abschnitt zum Vorschlag einer Auswahl): picks with reasons; L5, L6."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from weltoffen.course.candidates import own_costs
from weltoffen.render.blocks import Entry, heading, listing, paragraphs, table
from weltoffen.render.inline import Line, join
from weltoffen.render.numbers import Numbers
from weltoffen.render.pointers import Pointers

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from fractions import Fraction

    from weltoffen.course.picks import Omission, Pick, PickReason, UncoveredField
    from weltoffen.course.selection import Selection
    from weltoffen.model.measures import MeasureCatalogue
    from weltoffen.render.blocks import Block
    from weltoffen.render.course.voice import Voice


def selection_section(
    voice: Voice,
    catalogue: MeasureCatalogue,
    selection: Selection,
    *,
    on: dt.date | None = None,
) -> Iterator[Block]:
    """Write what is proposed and why, and what is not (Abschnitt zum Vorschlag einer Auswahl).

    Args:
        voice: The language; with a page that of the report whose gaps the proposal rests on.
        catalogue: The catalogue that names the measures.
        selection: The proposal that was made from it.
        on: The day of the proposal, on which bodies may select or not (O2, O3); None for the day of the
            catalogue's last event.
    """
    section = _Section(voice, catalogue, selection)
    yield from heading(3, section.say("heading.selection"))
    yield from paragraphs(
        section.say("selection.no-effect"),
        section.decision(on),
        section.say("selection.how"),
        *section.sums(),
    )
    yield from section.picks()
    yield from section.omitted()
    yield from section.uncovered()


@final
class _Section:
    def __init__(self, voice: Voice, catalogue: MeasureCatalogue, selection: Selection) -> None:
        self._voice = voice
        self._catalogue = catalogue
        self._selection = selection

    def say(self, name: str, **values: Line) -> Line:
        """Fill a text of ``measures.toml``."""
        return self._voice.say("measures", name, **values)

    def _title(self, measure: str) -> Line:
        found = self._catalogue.measures_by_id[measure]
        return self._voice.text(found.title, self._catalogue.source_language)

    def _money(self, amount: Fraction) -> Line:
        return self._voice.money(amount, self._selection.currency)

    def _missing(self, amount: Fraction | None) -> Line:
        return Line() if amount is None else self._money(amount)

    def decision(self, on: dt.date | None) -> Line:
        """Say who decides (L6): the bodies that may select on that day, if there are any (O2)."""
        organisation = self._voice.organisation
        day = on or max(
            (event.date for one in self._catalogue.measures for event in one.events), default=None
        )
        if organisation is None or day is None:
            return self.say("selection.decision")
        able = [
            one.id for one in organisation.bodies if "select" in organisation.acts_of(one.id, day)
        ]
        if not able:
            return self.say("selection.decision")
        return self.say("selection.decision-by", bodies=join(", ", map(self._voice.body, able)))

    def sums(self) -> Iterator[Line]:
        """Hold what is spent against the budget, and name what the sum lacks."""
        found = self._selection
        yield self.say(
            "selection.over" if found.over_budget else "selection.money",
            budget=self._money(found.budget),
            spent=self._money(found.spent),
            rest=self._money(found.budget - found.spent),
            over=self._money(found.over_budget),
        )
        if found.without_costs:
            names = join("; ", map(self._title, found.without_costs))
            yield self.say("sum.unknown", measures=names)

    # --- In the selection ----------------------------------------------------------------------------

    def picks(self) -> Iterator[Block]:
        """Write what is in the selection, each with its reasons."""
        picks = self._selection.picks
        yield from paragraphs(self.say("selection.picks" if picks else "none.picks"))
        yield from listing(map(self._pick, picks), ordered=True)

    def _pick(self, one: Pick) -> Entry:
        title = self._title(one.measure).strong
        return Entry(
            line=self.say("pick.unknown", measure=title)
            if one.own_costs is None
            else self.say("pick.own", measure=title, own=self._money(one.own_costs)),
            items=tuple(Entry(line=self._reason(reason)) for reason in one.reasons),
        )

    def _reason(self, one: PickReason) -> Line:
        node = Line() if one.node is None else self._voice.node(one.node)
        return self.say(f"reason.{one.code}", node=node, gap=self._gap(one))

    def _gap(self, one: PickReason) -> Line:
        """Write a gap with the way to it, if the page's report has it (N3)."""
        page = self._voice.page
        if page is not None and one.node is not None and one.node in page.report.by_node:
            found = page.report.by_node[one.node].gap
            if found == one.gap:
                return page.figures.gap(found)
        return Numbers(self._voice.figures, Pointers(None)).gap(one.gap)

    # --- Not in the selection ------------------------------------------------------------------------

    def omitted(self) -> Iterator[Block]:
        """Write what is not in the selection, each with the reason; what has gone further in one line."""
        found = self._selection.omitted
        further = [one for one in found if one.state is not None]
        others = [one for one in found if one.state is None]
        if others:
            yield from paragraphs(self.say("selection.omitted"))
            head = [self.say(f"label.{name}") for name in ("measure", "own", "why")]
            yield table(head, map(self._omission, others))
        if further:
            named = join("; ", map(self._further, further))
            yield from paragraphs(self.say("selection.further", measures=named))

    def _further(self, one: Omission) -> Line:
        state = self.say(f"state.{one.state}")
        return self.say("selection.state", measure=self._title(one.measure), state=state)

    def _omission(self, one: Omission) -> list[Line]:
        own = own_costs(self._catalogue.measures_by_id[one.measure])
        code = "not-yet" if one.code == "not-proposed" else one.code
        return [
            self._title(one.measure).strong,
            self.say("none.costs") if own is None else self._money(own),
            self.say(
                f"omission.{code}",
                nodes=self._voice.nodes(one.nodes),
                missing=self._missing(one.missing),
            ),
        ]

    def uncovered(self) -> Iterator[Block]:
        """Name the priority fields for which the selection has no measure, each with the reason."""
        if self._selection.uncovered:
            yield from paragraphs(self.say("selection.uncovered"))
            yield from listing(map(self._field, self._selection.uncovered))

    def _field(self, one: UncoveredField) -> Line:
        known = {found.measure: found for found in self._selection.omitted}
        further = one.code == "too-expensive" and one.measures
        return self.say(
            f"uncovered.{one.code}-further" if further else f"uncovered.{one.code}",
            node=self._voice.node(one.node).strong,
            missing=self._missing(one.missing),
            measures=join("; ", (self._further(known[measure]) for measure in one.measures)),
        )
