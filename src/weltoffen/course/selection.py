# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Proposal of a selection of measures (Vorschlag einer Auswahl): by open gaps, under a budget; L5, L6.

It orders what a town has written down already. It claims no effect: nothing here says that a measure closes
a gap. Whoever selects decides, by default the steering group (O2, L6).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from typing import final

import attrs

from weltoffen.arguments import check_day, check_type
from weltoffen.course.candidates import Candidate, bar, candidate_of
from weltoffen.course.lives import lives
from weltoffen.course.picks import Omission, Pick, PickReason, UncoveredCode, UncoveredField
from weltoffen.course.urgency import Criteria
from weltoffen.errors import InvalidDocument, Problem, Problems
from weltoffen.model.exact import ExactInput, exact
from weltoffen.model.measures import MeasureCatalogue, MeasureState
from weltoffen.model.organisation import Organisation
from weltoffen.report.editions import check_edition
from weltoffen.report.structure import Report

MAX_BUDGET = 10**12
"""No budget is larger, in the currency of the catalogue."""


@attrs.frozen(kw_only=True)
class Selection:
    """Which measures to take up, as a proposal to whoever selects (Auswahl, L5, L6).

    It claims no effect: that a measure is in it says nothing about what the measure will change.

    Attributes:
        currency: ISO 4217 code of all amounts.
        budget: Money of the town's own that may be spent, at least 0.
        spent: Own costs of all picks together, as far as they are known.
        picks: What was chosen, in declared order; then one for each priority field, in the order of the
            fields; then by urgency.
        omitted: All other measures, in declared order.
        uncovered: Declared priority fields without a measure, in declared order.
    """

    currency: str
    budget: Fraction
    spent: Fraction
    picks: tuple[Pick, ...]
    omitted: tuple[Omission, ...]
    uncovered: tuple[UncoveredField, ...]

    @property
    def over_budget(self) -> Fraction:
        """By how much the chosen measures exceed the budget, in which case nothing else is proposed; or 0."""
        return max(self.spent - self.budget, Fraction(0))

    @property
    def without_costs(self) -> tuple[str, ...]:
        """Ids of the picks whose costs are not known, and which `spent` therefore lacks."""
        return tuple(one.measure for one in self.picks if one.own_costs is None)


def propose_selection(
    catalogue: MeasureCatalogue,
    report: Report,
    budget: ExactInput,
    *,
    organisation: Organisation,
    on: dt.date | None = None,
    chosen: Collection[str] = (),
    refused: Collection[str] = (),
) -> Selection:
    """Propose which measures to take up (Vorschlag einer Auswahl, L5, L6); claims no effect.

    Measures whose state is ``proposed`` compete for the budget with their own costs
    (``weltoffen.course.candidates.own_costs``). They are ordered by the open gaps of the leaves that they are
    linked to: by the largest gap in exact points (G2), then by the sum of the gaps above 0, then by lower own
    costs, then in declared order. A node that is no leaf counts with all leaves below it, and each leaf once.
    Leaves of the local supplement (M8) count like all others. Re-ratings of a workshop and the monitoring do
    not enter.

    A measure stands for a priority field if it is linked to a leaf there with an open gap; a chosen one, if
    it is linked to any leaf there. A field is given up only if no set of measures within the budget stands
    for it and for those before it that were not given up. For each other field, in declared order, the most
    urgent measure is taken that leaves the fields after it possible; then the most urgent ones that still
    fit. Measures that were selected before take nothing from the budget and stand for no field.

    Args:
        catalogue: The catalogue.
        report: The report that has the gaps.
        budget: Money of the town's own, from 0 to 10¹², in the currency of the catalogue.
        organisation: The organisation whose bodies acted.
        on: The day on which states are looked at; None after all events.
        chosen: Ids of measures that whoever selects wants, by default the steering group (O2). They are in,
            whatever their costs, state and gaps are, and their own costs are spent first.
        refused: Ids of measures that are not wanted. They are out.

    Returns:
        The proposal. Each measure of the catalogue is in it exactly once: picked with its reasons, or omitted
        with one.

    Raises:
        Unprotected: For anything but a `Report` (P5).
        InvalidDocument: ``not-exact`` and ``outside-range`` for the budget; ``unknown-measure``;
            ``chosen-and-refused``; and what `weltoffen.course.lives.lives` raises.
        TypeError: For another argument of a wrong type.
    """
    name = "propose_selection"
    check_edition(report, None, name)
    check_type(name, "catalogue", catalogue, MeasureCatalogue)
    check_type(name, "organisation", organisation, Organisation)
    if on is not None:
        check_day(name, "on", on)
    for argument, ids in (("chosen", chosen), ("refused", refused)):
        check_type(name, argument, ids, tuple, list, set, frozenset)
    money = _budget(budget)
    _check_say(catalogue, chosen, refused)
    states: dict[str, MeasureState] = {
        one.measure.id: one.state for one in lives(catalogue, organisation, on=on)
    }
    criteria, fields = Criteria(report), catalogue.priorities
    everything = [candidate_of(one, criteria, fields) for one in catalogue.measures]
    others = [one for one in everything if one.id not in chosen]
    barred = {one.id: bar(one, states.get(one.id), refused=one.id in refused) for one in others}
    candidates = sorted((one for one in others if barred[one.id] is None), key=Candidate.order)
    basket = _Basket(fields, money)
    for one in everything:
        if one.id in chosen:
            basket.choose(one)
    cheapest = _cheapest(candidates, len(fields))
    further = [one for one in others if _went_further(barred[one.id])]
    uncovered = tuple(basket.give_up(cheapest, _lost(fields, criteria, everything, further)))
    basket.cover(cheapest, candidates)
    basket.fill(candidates)
    return Selection(
        currency=catalogue.currency,
        budget=money,
        spent=money - basket.rest,
        picks=tuple(basket.picks.values()),
        omitted=tuple(
            barred[one.id] or one.over_budget(basket.rest)
            for one in others
            if one.id not in basket.picks
        ),
        uncovered=uncovered,
    )


def _budget(budget: ExactInput) -> Fraction:
    try:
        money = exact(budget)
    except InvalidDocument:
        raise InvalidDocument([Problem.at("not-exact", ("budget",))]) from None
    if not 0 <= money <= MAX_BUDGET:
        problem = Problem.at("outside-range", ("budget",), minimum=0, maximum=MAX_BUDGET)
        raise InvalidDocument([problem])
    return money


def _check_say(
    catalogue: MeasureCatalogue, chosen: Collection[str], refused: Collection[str]
) -> None:
    """Check what whoever selects said (L6)."""
    problems = Problems()
    for name, ids in (("chosen", chosen), ("refused", refused)):
        for one in sorted(ids, key=str):
            if not isinstance(one, str) or one not in catalogue.measures_by_id:
                problems.add("unknown-measure", (name,), id=one)
    for one in sorted(_ids(chosen) & _ids(refused)):
        problems.add("chosen-and-refused", ("refused",), id=one)
    problems.raise_if_any()


def _ids(given: Collection[object]) -> set[str]:
    return {one for one in given if isinstance(one, str)}


# --- Which measures go together ----------------------------------------------------------------------


def _cheapest(candidates: Sequence[Candidate], number: int) -> Sequence[Fraction | None]:
    """Give for each set of priority fields what it costs at least to have a measure for each (L5).

    Args:
        candidates: Measures to choose from.
        number: How many priority fields there are, at most ten (L1); sets of them are numbers with one bit
            each.

    Returns:
        By set: the least sum of own costs; None if some field has no candidate.
    """
    least: dict[int, Fraction] = {}
    for one in candidates:
        least[one.opened] = min(one.money, least.get(one.opened, one.money))
    found: list[Fraction | None] = [Fraction(0)]
    for wanted in range(1, 1 << number):
        first = wanted & -wanted  # some measure has to stand for this one
        sums = [
            costs + others
            for fields, costs in least.items()
            if fields & first and (others := found[wanted & ~fields]) is not None
        ]
        found.append(min(sums, default=None))
    return found


def _within(costs: Fraction | None, rest: Fraction) -> bool:
    return costs is not None and costs <= rest


def _went_further(omission: Omission | None) -> bool:
    """Say whether a measure is omitted since it was selected before, or has gone further since."""
    return omission is not None and omission.state not in {None, "dropped"}


def _lost(
    fields: Sequence[str],
    criteria: Criteria,
    measures: Sequence[Candidate],
    further: Sequence[Candidate],
) -> list[UncoveredField]:
    """Say of each priority field why it has no measure, if it has no candidate."""
    found = list[UncoveredField]()
    for place, node in enumerate(fields):
        bit = 1 << place
        named = tuple(one.id for one in further if one.linked & bit)
        if node not in criteria:
            code: UncoveredCode = "unknown-field"
        elif named:
            code = "further"
        else:
            code = "no-candidate" if any(one.linked & bit for one in measures) else "no-measure"
        found.append(UncoveredField(node=node, code=code, measures=named))
    return found


@final
class _Basket:
    """What has been taken so far, what is left of the budget, and which fields still want a measure."""

    def __init__(self, fields: Sequence[str], budget: Fraction) -> None:
        self.rest = budget
        self.picks: dict[str, Pick] = {}
        self._fields = fields
        self._open = (1 << len(fields)) - 1

    def choose(self, one: Candidate) -> None:
        """Take a measure that whoever selects wants; it stands for each field that it is linked to."""
        self._put(one, one.linked, PickReason(code="chosen"))

    def propose(self, one: Candidate) -> None:
        """Take a measure for the fields that still want one."""
        self._put(one, self._open & one.opened)

    def _put(self, one: Candidate, covers: int, *first: PickReason) -> None:
        self._open &= ~covers
        self.rest -= one.money
        named = (field for place, field in enumerate(self._fields) if covers >> place & 1)
        reasons = (
            *first,
            *(PickReason(code="priority", node=field) for field in named),
            *(PickReason(code="gap", node=gap.node, gap=gap.gap) for gap in one.urgency.gaps),
        )
        self.picks[one.id] = Pick(measure=one.id, own_costs=one.costs, reasons=reasons)

    def give_up(
        self,
        cheapest: Sequence[Fraction | None],
        lost: Sequence[UncoveredField],
    ) -> Iterator[UncoveredField]:
        """Keep each field that is still possible with those kept before it; name the others."""
        kept = 0
        for place, one in enumerate(lost):
            bit = 1 << place
            if not self._open & bit:
                continue
            costs = cheapest[kept | bit]
            if costs is None:
                yield one
            elif costs > self.rest:
                yield attrs.evolve(one, code="too-expensive", missing=costs - self.rest)
            else:
                kept |= bit
        self._open = kept

    def cover(self, cheapest: Sequence[Fraction | None], candidates: Sequence[Candidate]) -> None:
        """Take for each kept field the most urgent candidate that leaves the others possible."""
        while self._open:
            first = self._open & -self._open
            one = next(
                one
                for one in candidates
                if one.opened & first
                and _within(cheapest[self._open & ~one.opened], self.rest - one.money)
            )
            self.propose(one)

    def fill(self, candidates: Sequence[Candidate]) -> None:
        """Take the most urgent candidates that still fit."""
        for one in candidates:
            if one.id not in self.picks and one.money <= self.rest:
                self.propose(one)
