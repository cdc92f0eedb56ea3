# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Catalogues of measures (Maßnahmenkatalog): what may be done, by whom, at what cost, and its life; L1-L6."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import attrs

from weltoffen.errors import PathStep, Problems
from weltoffen.model.checks import (
    check_days,
    check_entries,
    check_head,
    check_links,
    check_size,
    check_term,
)
from weltoffen.model.exact import as_decimal, exact, optional_exact
from weltoffen.model.extensions import Extensions
from weltoffen.model.ids import check_id, check_listed
from weltoffen.model.paper import PaperReference
from weltoffen.model.suggestion import EFFORTS, Effort
from weltoffen.model.text import Text, optional_text, text
from weltoffen.model.transitions import Transition, check_events

StepKind = Literal[
    "proposed",
    "selected",
    "recommended",
    "resolved",
    "started",
    "done",
    "dropped",
    "documented",
    "reviewed",
]
"""Steps in the life of a measure (Schritt, L3)."""
MeasureState = Literal[
    "proposed", "selected", "recommended", "resolved", "running", "done", "dropped"
]
"""States of a measure (Stand, L2)."""
_RESOLVED: tuple[MeasureState, ...] = ("resolved", "running", "done")

MEASURE_STEPS: tuple[Transition[MeasureState], ...] = (
    Transition(kind="proposed", sources=(None,), state="proposed", act="propose"),
    Transition(kind="selected", sources=("proposed",), state="selected", act="select"),
    Transition(kind="recommended", sources=("selected",), state="recommended", act="recommend"),
    Transition(
        kind="resolved", sources=("recommended",), state="resolved", act="resolve", paper=True
    ),
    Transition(
        kind="started", sources=("resolved",), state="running", act="carry-out", responsible=True
    ),
    Transition(kind="done", sources=("running",), state="done", act="carry-out", responsible=True),
    Transition(
        kind="dropped",
        sources=("proposed", "selected", "recommended"),
        state="dropped",
        act="select",
    ),
    Transition(
        kind="dropped",
        sources=("recommended", "resolved", "running"),
        state="dropped",
        act="resolve",
        paper=True,
    ),
    Transition(kind="documented", sources=_RESOLVED, state=None, act="document", responsible=True),
    Transition(kind="documented", sources=_RESOLVED, state=None, act="document", also="review"),
    Transition(kind="reviewed", sources=_RESOLVED, state=None, act="review"),
)
"""Every step in the life of a measure: from where, to where, by whom; several ways for some (L3)."""

MAX_MEASURES = 300
"""At most so many measures in a catalogue."""
MAX_ENTRIES = 100
"""At most so many needs, criteria, indicators and sources of money of a measure."""
MAX_PRIORITIES = 10
"""At most so many priority fields in a catalogue: a selection looks at all sets of them (L5)."""
MAX_AMOUNT = 2**53 - 1
"""Largest amount of money that every language reads exactly."""
_CURRENCY = re.compile(r"[A-Z]{3}")


@attrs.frozen(kw_only=True)
class Funding:
    """Money from elsewhere (Förderung).

    Attributes:
        source: Where it comes from.
        amount: How much, an exact decimal in the currency of the catalogue; above 0.
        secured: Whether it has been granted.
    """

    source: Text = attrs.field(converter=text)
    amount: Fraction = attrs.field(converter=exact)
    secured: bool = False


@attrs.frozen(kw_only=True)
class MeasureEvent:
    """A step in the life of a measure (Schritt, L2).

    Attributes:
        kind: What happened.
        date: On which day.
        body: Id of the body that did it.
        paper: The council paper, or None; if it has a day, not one after ``date``.
        note: What is to be said of it, or None.
    """

    kind: StepKind
    date: dt.date
    body: str
    paper: PaperReference | None = None
    note: Text | None = attrs.field(default=None, converter=optional_text)


@attrs.frozen(kw_only=True)
class Measure:
    """A measure (Maßnahme, L1).

    Attributes:
        id: Id, unique in the catalogue.
        title: Its name.
        description: What is done, or None.
        needs: Ids of the needs for action that it answers (W2).
        nodes: Ids of the criteria that it is linked to.
        responsible: Id of the body that carries it out; None while nobody has been named.
        effort: ``small``, ``medium`` or ``large``, as in a suggestion; None if not said.
        costs: All costs, an exact decimal in the currency of the catalogue, 0 or more; None if they are not
            known.
        funding: Money from elsewhere, also what was only applied for. Where the costs are known, what has
            been granted is together not more than they are.
        start: First day planned, or None.
        end: Last day planned, or None.
        indicators: Ids of the indicators by which its field is watched (I1).
        events: What happened, 1 to 200 events in order of days; the first is that it was proposed.

    Needs, criteria, indicators and funding have at most 100 entries each.

    Raises:
        InvalidDocument: With every broken rule that can be seen without the organisation. What a state is
            only `weltoffen.course.lives.lives` says, which knows the organisation.
    """

    id: str
    title: Text = attrs.field(converter=text)
    description: Text | None = attrs.field(default=None, converter=optional_text)
    needs: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())
    nodes: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())
    responsible: str | None = None
    effort: Effort | None = None
    costs: Fraction | None = attrs.field(default=None, converter=optional_exact)
    funding: tuple[Funding, ...] = attrs.field(converter=tuple[Funding, ...], default=())
    start: dt.date | None = None
    end: dt.date | None = None
    indicators: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())
    events: tuple[MeasureEvent, ...] = attrs.field(converter=tuple[MeasureEvent, ...])

    def __attrs_post_init__(self) -> None:
        """Check links, amounts, days and the order of events (L1-L3)."""
        problems = Problems()
        check_id(problems, self.id, ("id",))
        for name in ("needs", "nodes", "indicators"):
            check_links(problems, getattr(self, name), MAX_ENTRIES, (name,))
        if self.responsible is not None:
            check_id(problems, self.responsible, ("responsible",))
        if self.effort is not None:
            check_term(problems, self.effort, EFFORTS, ("effort",))
        if check_entries(problems, self.funding, Funding, ("funding",)):
            self._check_money(problems)
        check_days(problems, self.start, self.end, ())
        if check_entries(problems, self.events, MeasureEvent, ("events",)):
            check_events(problems, MEASURE_STEPS, self.events, ("events",), minimum=1)
        problems.raise_if_any()

    def _check_money(self, problems: Problems) -> None:
        check_size(problems, self.funding, MAX_ENTRIES, ("funding",))
        if self.costs is not None:
            _check_amount(problems, self.costs, ("costs",), zero=True)
        for index, one in enumerate(self.funding):
            _check_amount(problems, one.amount, ("funding", index, "amount"), zero=False)
            if type(one.secured) is not bool:
                problems.add("wrong-type", ("funding", index, "secured"), expected="boolean")
        granted = sum(one.amount for one in self.funding if one.secured)
        if self.costs is not None and granted > max(self.costs, Fraction(0)):
            problems.add("funding-above-costs", ("funding",))


def _check_amount(
    problems: Problems, amount: Fraction, path: tuple[PathStep, ...], *, zero: bool
) -> None:
    if not 0 <= amount <= MAX_AMOUNT or (amount == 0 and not zero):
        problems.add("outside-range", path, minimum=0, maximum=MAX_AMOUNT)
    elif as_decimal(amount) is None:
        problems.add("not-decimal", path, value=str(amount))


@attrs.frozen(kw_only=True)
class MeasureCatalogue:
    """A catalogue of measures (Maßnahmenkatalog).

    Attributes:
        id: Id.
        source_language: Language in which the texts were written first (M7).
        organisation: Id of the organisation whose bodies are named.
        currency: ISO 4217 code of all amounts: three capital letters.
        priorities: Ids of the fields that were declared priorities (Schwerpunkte), in order; at most 10.
        measures: The measures, in declared order; at most 300.
        extensions: Data of other software.

    Raises:
        InvalidDocument: With every broken rule that can be seen without the organisation.
    """

    id: str
    source_language: str
    organisation: str
    currency: str = "EUR"
    priorities: tuple[str, ...] = attrs.field(converter=tuple[str, ...], default=())
    measures: tuple[Measure, ...] = attrs.field(converter=tuple[Measure, ...], default=())
    extensions: Extensions | None = None

    def __attrs_post_init__(self) -> None:
        """Check ids, language, currency and priorities."""
        problems = Problems()
        check_head(problems, self.id, self.source_language, self.extensions)
        check_id(problems, self.organisation, ("organisation",))
        if not isinstance(self.currency, str) or not _CURRENCY.fullmatch(self.currency):
            problems.add("wrong-form", ("currency",))
        check_links(problems, self.priorities, MAX_PRIORITIES, ("priorities",))
        check_size(problems, self.measures, MAX_MEASURES, ("measures",))
        if check_entries(problems, self.measures, Measure, ("measures",)):
            check_listed(problems, (one.id for one in self.measures), "measures")
        problems.raise_if_any()

    @cached_property
    def measures_by_id(self) -> Mapping[str, Measure]:
        """Measures by id."""
        return MappingProxyType({measure.id: measure for measure in self.measures})
