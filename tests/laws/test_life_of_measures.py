# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The life of measures as a state machine: any public call, in any order, against the rules typed anew.

The rules are those of ``lifeoracle``, which knows nothing of the library.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.laws.lifehistories import (
    EVENTS,
    FIRST,
    HISTORIES,
    PAPER,
    PLACES,
    RESPONSIBLE,
    RIGHTS,
    WHO,
    detours,
    happening,
    roads,
    towns,
    written,
)
from tests.laws.lifeoracle import DEFAULTS, Wrongful, replay, rightful

from weltoffen.course import lives as course_lives
from weltoffen.course import steps as course_steps
from weltoffen.course.lives import lives, take_step
from weltoffen.errors import InvalidDocument
from weltoffen.model import measures as model_measures
from weltoffen.model import transitions as model_transitions
from weltoffen.model.measures import (
    MEASURE_STEPS,
    Measure,
    MeasureCatalogue,
    MeasureEvent,
)
from weltoffen.model.organisation import Body, Organisation
from weltoffen.model.paper import PaperReference
from weltoffen.schemas import read_measures, read_organisation, schema_uri, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.laws.lifeoracle import Plain


def paper_of(plain: Plain) -> PaperReference:
    """Make a paper by hand, past the door."""
    day = dt.date.fromisoformat(plain["date"]) if "date" in plain else None
    return PaperReference(number=plain["number"], date=day)


def events_of(plain: list[Plain]) -> list[MeasureEvent]:
    """Make events by hand, past the door."""
    return [
        MeasureEvent(
            kind=one["kind"],
            date=dt.date.fromisoformat(one["date"]),
            body=one["body"],
            paper=paper_of(one["paper"]) if "paper" in one else None,
        )
        for one in plain
    ]


def measure_of(plain: Plain) -> Measure:
    """Make a measure by hand, past the door."""
    return Measure(**{**plain, "events": events_of(plain["events"])})


def document(kind: str, plain: Plain) -> bytes:
    """Write a document by hand."""
    return json.dumps({"$schema": schema_uri(kind), **plain}).encode()


class LifeOfMeasures(RuleBasedStateMachine):
    """L2-L4, O2, O3: no public call reaches a state that a body had no right to lead to."""

    @initialize(town=towns(), first=roads(), further=st.lists(detours(), max_size=3))
    def begin(self, town: Plain, first: list[Plain], further: list[list[Plain]]) -> None:
        self.town = town
        self.organisation = read_organisation(document("organisation", town))
        self.measures: list[Plain] = []
        self.catalogue = MeasureCatalogue(id="catalogue", source_language="de", organisation="town")
        self.passed = self.replayed = self.documents
        self.add("b2", first, through=True)
        for road in further:
            self.add("b2", road, through=False)

    @property
    def documents(self) -> tuple[MeasureCatalogue, Organisation]:
        return self.catalogue, self.organisation

    def attempt(
        self, measures: list[Plain], call: Callable[[], MeasureCatalogue], *, alone: bool = False
    ) -> None:
        """Make a call and ask for lives; what is refused must be wrongful, and leaves all as it was.

        Args:
            measures: What the catalogue then holds, as plain data.
            call: The call.
            alone: Whether the call by itself refuses what is wrongful.
        """
        before = write(self.catalogue), write(self.organisation), copy.deepcopy(self.catalogue)
        expected = rightful(self.town, measures)
        try:
            made = call()
            if not alone:
                lives(made, self.organisation)
        except InvalidDocument:
            assert not expected, "refused, though every step was rightful"
        else:
            assert expected, "a step was taken that its body had no right to"
            self.catalogue, self.measures = made, measures
            return
        now = write(self.catalogue), write(self.organisation), self.catalogue
        assert now == before, "a refused call changed something"

    def replaced(self, place: int, one: Plain) -> tuple[int, list[Plain]]:
        place %= len(self.measures)
        return place, [*self.measures[:place], one, *self.measures[place + 1 :]]

    @rule(responsible=RESPONSIBLE, events=HISTORIES, through=st.booleans())
    @precondition(lambda self: len(self.measures) < 3)
    def construct(self, responsible: str | None, events: list[Plain], *, through: bool) -> None:
        """Add a measure with any history, as a value or through the door for documents."""
        self.add(responsible, events, through=through)

    def add(self, responsible: str | None, events: list[Plain], *, through: bool) -> None:
        one: Plain = {"id": f"m{len(self.measures)}", "title": {"de": "x"}, "events": events}
        if responsible is not None:
            one["responsible"] = responsible
        measures = [*self.measures, one]

        def call() -> MeasureCatalogue:
            if not through:
                made = [*self.catalogue.measures, measure_of(one)]
                return attrs.evolve(self.catalogue, measures=made)
            plain = {"id": "catalogue", "sourceLanguage": "de", "organisation": "town"}
            return read_measures(document("measures", {**plain, "measures": measures}))

        self.attempt(measures, call)

    @rule(place=PLACES, event=EVENTS)
    @precondition(lambda self: self.measures)
    def step(self, place: int, event: Plain) -> None:
        """Take any step by any body on any day."""
        self.take(place, event)

    @rule(
        place=PLACES,
        choice=st.integers(0, 30),
        later=st.integers(0, 3),
        other=st.none() | WHO,
        unpapered=st.sampled_from([False, False, True]),
    )
    @precondition(lambda self: self.measures)
    def listed_step(
        self, place: int, choice: int, later: int, other: str | None, *, unpapered: bool
    ) -> None:
        """Take a step that is listed as possible, or one that differs from it in body or paper."""
        one = self.measures[place % len(self.measures)]
        day = dt.date.fromisoformat(one["events"][-1]["date"]) + dt.timedelta(days=later)
        now = lives(self.catalogue, self.organisation, on=day)
        (possible,) = (
            [step for step in found.possible if step.bodies]
            for found in now
            if found.measure.id == one["id"]
        )
        assume(possible)
        step = possible[choice % len(possible)]
        body = other or step.bodies[choice % len(step.bodies)]
        paper = PAPER if step.paper and not unpapered else None
        self.take(place, happening(step.kind, day.isoformat(), body, paper))
        (events,) = (m["events"] for m in self.measures if m["id"] == one["id"])
        if other is None and not unpapered:
            assert len(events) == len(one["events"]) + 1, "listed, but refused"

    def take(self, place: int, event: Plain) -> None:
        one = self.measures[place % len(self.measures)]
        _, measures = self.replaced(place, {**one, "events": [*one["events"], event]})
        (made,) = events_of([event])

        def call() -> MeasureCatalogue:
            return take_step(
                self.catalogue,
                self.organisation,
                one["id"],
                made.kind,
                body=made.body,
                date=made.date,
                paper=made.paper,
            )

        self.attempt(measures, call, alone=True)

    @rule(
        place=PLACES,
        at=st.integers(0, 9),
        event=EVENTS,
        names=st.sets(st.sampled_from(["kind", "date", "body", "paper"]), min_size=1, max_size=2),
    )
    @precondition(lambda self: self.measures)
    def falsify(self, place: int, at: int, event: Plain, names: set[str]) -> None:
        """Change an event that has happened."""
        one = self.measures[place % len(self.measures)]
        events = list(one["events"])
        at %= len(events)
        events[at] = {
            **{key: value for key, value in events[at].items() if key not in names},
            **{key: value for key, value in event.items() if key in names},
        }
        self.rewrite(place, {**one, "events": events})

    @rule(place=PLACES, at=st.integers(0, 9), twice=st.booleans())
    @precondition(lambda self: self.measures)
    def rearrange(self, place: int, at: int, *, twice: bool) -> None:
        """Take an event out, or put it in a second time."""
        one = self.measures[place % len(self.measures)]
        events = list(one["events"])
        at %= len(events)
        events[at : at + 1] = [events[at], events[at]] if twice else []
        self.rewrite(place, {**one, "events": events})

    @rule(place=PLACES, responsible=RESPONSIBLE)
    @precondition(lambda self: self.measures)
    def reassign(self, place: int, responsible: str | None) -> None:
        """Give the measure to another body."""
        one = {**self.measures[place % len(self.measures)]}
        one.pop("responsible", None)
        self.rewrite(place, one if responsible is None else {**one, "responsible": responsible})

    def rewrite(self, place: int, one: Plain) -> None:
        """Put a changed measure in its place with `attrs.evolve`."""
        place, measures = self.replaced(place, one)

        def call() -> MeasureCatalogue:
            made = list(self.catalogue.measures)
            events = events_of(one["events"])
            made[place] = attrs.evolve(
                made[place], responsible=one.get("responsible"), events=events
            )
            return attrs.evolve(self.catalogue, measures=made)

        self.attempt(measures, call)

    @rule(place=st.integers(0, 5), last=st.integers(0, 30), rights=st.none() | RIGHTS)
    @precondition(lambda self: self.measures)
    def reorganise(self, place: int, last: int, rights: list[Plain] | None) -> None:
        """End a body, or change what kinds of body may do: the past is judged by it as well."""
        town = copy.deepcopy(self.town)
        if rights is None:
            town["bodies"][place].pop("start", None)
            town["bodies"][place]["end"] = written(last)
        else:
            town["entitlements"] = rights
        organisation = read_organisation(document("organisation", town))
        expected = rightful(town, self.measures)
        try:
            lives(self.catalogue, organisation)
        except InvalidDocument:
            assert not expected, "refused, though every step was rightful"
        else:
            assert expected, "a step was taken that its body had no right to"
            self.town, self.organisation = town, organisation

    @rule()
    @precondition(lambda self: self.passed != self.documents)
    def write_and_read(self) -> None:
        """Pass both documents through their JSON form, once after each change."""
        catalogue = read_measures(write(self.catalogue))
        organisation = read_organisation(write(self.organisation))
        assert (catalogue, organisation) == self.documents
        self.catalogue, self.organisation = self.passed = catalogue, organisation

    @invariant()
    def the_events_alone_rebuild_the_state(self) -> None:
        """L4: replayed from the JSON text after each change, on the last day and every tenth day before."""
        if self.replayed == self.documents:
            return
        measures = json.loads(write(self.catalogue)).get("measures", [])
        town = json.loads(write(self.organisation))
        assert [one["events"] for one in measures] == [one["events"] for one in self.measures]
        for day in (None, FIRST, FIRST + dt.timedelta(days=10), FIRST + dt.timedelta(days=20)):
            until = "9999-12-31" if day is None else day.isoformat()
            replayed = [(one["id"], *replay(town, one, until)) for one in measures]
            found = [
                (one.measure.id, one.state, one.since.isoformat())
                for one in lives(self.catalogue, self.organisation, on=day)
            ]
            assert found == [one for one in replayed if one[1] != "new"]
        self.replayed = self.documents


TestLifeOfMeasures = LifeOfMeasures.TestCase
TestLifeOfMeasures.settings = settings(stateful_step_count=25)


# --- That it would see what breaks -------------------------------------------------------------------


def changed(kind: str, way: int = 0, **changes: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any field
    """Change one of the transitions of a kind, by default the first."""
    meant = [one for one in MEASURE_STEPS if one.kind == kind][way]
    found = tuple(attrs.evolve(one, **changes) if one is meant else one for one in MEASURE_STEPS)
    assert found != MEASURE_STEPS
    return found


def judged_by(table: tuple[Any, ...]) -> list[tuple[object, str, object]]:
    """Put a table where lives and rights look for it."""
    return [(module, "MEASURE_STEPS", table) for module in (course_lives, course_steps)]


def everywhere(table: tuple[Any, ...]) -> list[tuple[object, str, object]]:
    """Put a table also where constructors look for it."""
    return [*judged_by(table), (model_measures, "MEASURE_STEPS", table)]


def anybody(*_: object) -> None:
    """Check nothing."""


def always(*_: object) -> bool:
    """Exist on every day."""
    return True


BROKEN: dict[str, list[tuple[object, str, object]]] = {
    "nobody-is-checked": [(course_steps, "check_actor", anybody)],
    "steps-are-not-checked": [(course_lives, "check_lives", anybody)],
    "bodies-never-end": [(Body, "exists_on", always)],
    "defaults-win": [
        (
            Organisation,
            "acts_by_kind",
            property(lambda _: {kind: frozenset(acts.split()) for kind, acts in DEFAULTS.items()}),
        )
    ],
    "anybody-responsible": judged_by(changed("started", responsible=False)),
    "others-finish": judged_by(changed("done", responsible=False)),
    "others-document": judged_by(changed("documented", responsible=False)),
    "all-reviewers-document": judged_by(changed("documented", 1, act="review", also=None)),
    "wrong-act": judged_by(changed("resolved", act="recommend")),
    "steering-undoes": judged_by(changed("dropped", 1, act="select")),
    "council-cannot-decline": everywhere(changed("dropped", 1, sources=("resolved", "running"))),
    "declined-without-paper": judged_by(changed("dropped", 1, paper=False)),
    "no-paper": everywhere(changed("resolved", paper=False)),
    "dropped-without-paper": everywhere(changed("dropped", 1, paper=False)),
    "short-cut": everywhere(changed("resolved", sources=("selected", "recommended"))),
    "papers-from-tomorrow": [(model_transitions, "_check_papers", anybody)],
    "any-order-of-days": [(model_transitions, "pairwise", lambda _: ())],
    "today-always": [
        (
            course_lives,
            "state_on",
            lambda table, thing, _: course_steps.state_on(table, thing, None),
        )
    ],
}


class TestTheMachineSees:
    """A test that cannot fail proves nothing; each of these rights is broken once."""

    @pytest.mark.parametrize("name", BROKEN)
    def test_a_broken_right_is_found(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        for holder, attribute, replacement in BROKEN[name]:
            monkeypatch.setattr(holder, attribute, replacement)
        search = settings(
            max_examples=2_000,
            stateful_step_count=8,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )
        with pytest.raises((AssertionError, Wrongful)):
            run_state_machine_as_test(LifeOfMeasures, settings=search)
