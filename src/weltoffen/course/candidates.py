# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Measures that compete for a budget (Kandidaten): own costs, urgency, and why one is none; L5."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import final

import attrs

from weltoffen.arguments import check_type
from weltoffen.course.picks import Omission, OmissionCode
from weltoffen.course.urgency import Criteria, Urgency
from weltoffen.model.measures import Measure, MeasureState


def own_costs(measure: Measure) -> Fraction | None:
    """Give what a measure costs the town itself (Eigenmittel, L5).

    Returns:
        All costs minus the funding that has been granted, in the currency of the catalogue; at least 0, since
        funding that has been granted is never more than the costs (L1). None if the costs are not known.

    Raises:
        TypeError: For anything but a `Measure`.
    """
    check_type("own_costs", "measure", measure, Measure)
    if measure.costs is None:
        return None
    return measure.costs - sum(one.amount for one in measure.funding if one.secured)


@final
@attrs.frozen(kw_only=True)
class Candidate:
    """What a selection needs to know of a measure (Kandidat, L5).

    Attributes:
        measure: The measure.
        costs: Its own costs, or None.
        urgency: What the report says of its criteria.
        linked: The priority fields that hold any of its leaves, one bit each.
        opened: Those that hold one with an open gap.
    """

    measure: Measure
    costs: Fraction | None
    urgency: Urgency
    linked: int
    opened: int

    @property
    def id(self) -> str:
        """Id of the measure."""
        return self.measure.id

    @property
    def money(self) -> Fraction:
        """Its own costs as far as they are known."""
        return Fraction(0) if self.costs is None else self.costs

    def order(self) -> tuple[Fraction, ...]:
        """Give what candidates are ordered by, the first first; equal ones stay in declared order (L5)."""
        return (*self.urgency.order, self.money)

    def over_budget(self, rest: Fraction) -> Omission:
        """Say what is missing for the measure if only so much of the budget is left."""
        return Omission(measure=self.id, code="over-budget", missing=self.money - rest)


def candidate_of(measure: Measure, criteria: Criteria, fields: Sequence[str]) -> Candidate:
    """Hold a measure against a report and the declared priority fields."""
    urgency = criteria.urgency(measure.nodes)
    return Candidate(
        measure=measure,
        costs=own_costs(measure),
        urgency=urgency,
        linked=_bits(fields, criteria.above(urgency.leaves)),
        opened=_bits(fields, criteria.above(one.node for one in urgency.gaps)),
    )


def _bits(fields: Sequence[str], nodes: Collection[str]) -> int:
    return sum(1 << place for place, node in enumerate(fields) if node in nodes)


def bar(one: Candidate, state: MeasureState | None, *, refused: bool) -> Omission | None:
    """Say why a measure cannot be proposed, whatever the budget is; None if it can."""
    if refused:
        return Omission(measure=one.id, code="refused")
    if state != "proposed":
        return Omission(measure=one.id, code="not-proposed", state=state)
    if not one.urgency.gaps:
        code, nodes = _no_gap(one)
        return Omission(measure=one.id, code=code, nodes=nodes)
    return Omission(measure=one.id, code="costs-unknown") if one.costs is None else None


def _no_gap(one: Candidate) -> tuple[OmissionCode, tuple[str, ...]]:
    """Say why a measure has no open gap, and which nodes that rests on."""
    if not one.measure.nodes:
        return "no-criteria", ()
    if not one.urgency.leaves:
        return "unknown-criteria", one.measure.nodes
    if not one.urgency.scored:
        return "unclear", one.urgency.leaves
    return "no-open-gap", one.urgency.scored
