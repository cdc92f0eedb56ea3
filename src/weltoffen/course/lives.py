# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The life of measures (Werdegang der Maßnahmen): states from events, steps by the right body; L1-L4."""

from __future__ import annotations

import datetime as dt

import attrs

from weltoffen.arguments import check_day, check_type
from weltoffen.course.steps import (
    PossibleStep,
    check_happening,
    check_lives,
    possible_steps,
    state_on,
    with_event,
)
from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.measures import (
    MEASURE_STEPS,
    Measure,
    MeasureCatalogue,
    MeasureEvent,
    MeasureState,
    StepKind,
)
from weltoffen.model.organisation import Organisation
from weltoffen.model.paper import PaperReference
from weltoffen.model.text import Text


@attrs.frozen(kw_only=True)
class MeasureLife:
    """Where a measure stands on a day (Stand einer Maßnahme, L2).

    Attributes:
        measure: The measure.
        state: Its state on that day.
        since: Day of the event that led to this state.
        possible: Steps that may come next, and which bodies may take each on that day; a step stands there
            twice if some may take it without a paper and others only with one.
    """

    measure: Measure
    state: MeasureState
    since: dt.date
    possible: tuple[PossibleStep, ...]


def lives(
    catalogue: MeasureCatalogue, organisation: Organisation, *, on: dt.date | None = None
) -> tuple[MeasureLife, ...]:
    """Derive where each measure stands from its events alone (L2, L4), once all steps are rightful (L3).

    All events of the catalogue are checked, also those after the day. A step that no body may take that day
    is listed with no bodies.

    Args:
        catalogue: The catalogue.
        organisation: The organisation that it names.
        on: The day; events after it do not count. None takes all events, and for ``possible`` the day of
            each measure's last event.

    Returns:
        One for each measure that had been proposed by that day, in the order of the catalogue.

    Raises:
        InvalidDocument: ``other-organisation``, ``unknown-body``, ``body-not-there``, ``not-entitled``,
            ``not-responsible`` or ``paper-missing``, with every place.
        TypeError: For an argument of a wrong type.
    """
    check_type("lives", "catalogue", catalogue, MeasureCatalogue)
    check_type("lives", "organisation", organisation, Organisation)
    if on is not None:
        check_day("lives", "on", on)
    check_lives(catalogue, organisation)
    found = (_life(measure, organisation, on) for measure in catalogue.measures)
    return tuple(one for one in found if one is not None)


def take_step(
    catalogue: MeasureCatalogue,
    organisation: Organisation,
    measure: str,
    kind: StepKind,
    *,
    body: str,
    date: dt.date,
    paper: PaperReference | None = None,
    note: Text | None = None,
) -> MeasureCatalogue:
    """Take a step in the life of a measure (Schritt, L3): gives a new catalogue, changes nothing.

    Args:
        catalogue: The catalogue.
        organisation: The organisation that it names.
        measure: Id of the measure.
        kind: What happens.
        body: Id of the body that does it.
        date: On which day; not before the measure's last event.
        paper: The council's paper; needed to resolve, and for a body that resolves in order to drop. If it
            has a day, not one after ``date``.
        note: What is to be said of it.

    Returns:
        The catalogue with one more event.

    Raises:
        InvalidDocument: ``unknown-measure``, ``step-not-possible``, ``paper-missing``, ``paper-later``,
            ``event-order``, and what `lives` raises.
        TypeError: For an argument of a wrong type.
    """
    check_type("take_step", "catalogue", catalogue, MeasureCatalogue)
    check_type("take_step", "organisation", organisation, Organisation)
    check_type("take_step", "measure", measure, str)
    check_happening("take_step", date, paper, note)
    ids = [one.id for one in catalogue.measures]
    if measure not in ids:
        raise InvalidDocument([Problem.at("unknown-measure", ("measures",), id=measure)])
    event = MeasureEvent(kind=kind, date=date, body=body, paper=paper, note=note)
    measures = with_event(catalogue.measures, "measures", ids.index(measure), event)
    stepped = attrs.evolve(catalogue, measures=measures)
    check_lives(stepped, organisation)
    return stepped


def _life(measure: Measure, organisation: Organisation, on: dt.date | None) -> MeasureLife | None:
    state, since = state_on(MEASURE_STEPS, measure, on)
    if state is None or since is None:
        return None
    day = on or measure.events[-1].date
    possible = possible_steps(MEASURE_STEPS, measure, state, organisation, day)
    return MeasureLife(measure=measure, state=state, since=since, possible=possible)
