# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from hypothesis import given

from weltoffen.errors import InvalidDocument
from weltoffen.model.measures import (
    MEASURE_STEPS,
    Funding,
    Measure,
    MeasureCatalogue,
    MeasureEvent,
    MeasureState,
    StepKind,
)
from weltoffen.model.paper import PaperReference
from weltoffen.model.text import Text
from weltoffen.testing import measure_catalogues

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

TEXT = {"de": "x"}
DAY = dt.date(2026, 3, 1)
PAPER = PaperReference(number="1/2026")


def event(kind: str = "proposed", **changes: Any) -> MeasureEvent:  # noqa: ANN401 - any field
    return MeasureEvent(**{"kind": kind, "date": DAY, "body": "b", **changes})


def measure(id_: str = "m", **changes: Any) -> Measure:  # noqa: ANN401 - any field
    return Measure(**{"id": id_, "title": TEXT, "events": [event()], **changes})


def catalogue(**changes: Any) -> MeasureCatalogue:  # noqa: ANN401 - any field
    return MeasureCatalogue(**{"id": "c", "source_language": "de", "organisation": "o", **changes})


def funded(amount: Any, **changes: Any) -> Funding:  # noqa: ANN401 - any amount and field
    return Funding(**{"source": TEXT, "amount": amount, **changes})


class TestMeasure:
    """L1: a measure is linked to needs and criteria, has a responsible body, costs, funding and days."""

    def test_almost_nothing_is_asked_for(self) -> None:
        found = measure()
        told = (found.description, found.responsible, found.effort, found.costs, found.start)
        assert told == (None,) * 5
        assert [*found.needs, *found.nodes, *found.funding, *found.indicators] == []

    def test_everything_has_its_place(self) -> None:
        found = measure(
            description=TEXT,
            needs=["language"],
            nodes=["access-language", "cohesion-meeting"],
            responsible="youth",
            effort="medium",
            costs="12500.50",
            funding=[funded(8000, secured=True), funded(Decimal("0.01"))],
            start=DAY,
            end=DAY,
            indicators=["places"],
        )
        assert found.costs == Fraction(25_001, 2)
        assert [one.amount for one in found.funding] == [8000, Fraction(1, 100)]
        assert [one.secured for one in found.funding] == [True, False]
        assert found.funding[0].source == Text({"de": "x"})
        assert hash(found)

    def test_granted_funding_may_cover_everything_but_no_more(self, refused: Refused) -> None:
        def granted(amount: Any) -> Funding:  # noqa: ANN401 - any amount
            return funded(amount, secured=True)

        assert measure(costs=100, funding=[granted(60), granted(40)]).costs == 100
        over = [granted(60), granted("40.01")]
        found = refused(lambda: measure(costs=100, funding=over))
        assert found == [("funding-above-costs", "/funding")]

    def test_what_was_applied_for_may_be_more(self) -> None:
        """L1: a town may ask several sources for the same money."""
        twice = [funded(100), funded(100), funded(100, secured=True)]
        assert len(measure(costs=100, funding=twice).funding) == 3

    def test_funding_has_no_bound_where_costs_are_not_known(self) -> None:
        assert measure(funding=[funded(10**9, secured=True)]).costs is None

    def test_what_costs_nothing_is_known_to_cost_nothing(self, refused: Refused) -> None:
        assert measure(costs=0).costs == 0
        found = refused(lambda: measure(costs=0, funding=[funded("0.01", secured=True)]))
        assert found == [("funding-above-costs", "/funding")]

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"id": "No id"}, ("bad-id", "/id")),
            ({"needs": ["a", "A"]}, ("bad-id", "/needs/1")),
            ({"nodes": ["a", "b", "a"]}, ("duplicate-id", "/nodes/2")),
            ({"indicators": [["a"]]}, ("bad-id", "/indicators/0")),
            ({"needs": [f"n{n}" for n in range(101)]}, ("too-many", "/needs")),
            ({"responsible": "Youth office"}, ("bad-id", "/responsible")),
            ({"effort": "huge"}, ("not-allowed", "/effort")),
            ({"costs": -1}, ("outside-range", "/costs")),
            ({"costs": 2**53}, ("outside-range", "/costs")),
            ({"costs": "1/3"}, ("not-decimal", "/costs")),
            ({"funding": [funded(0)]}, ("outside-range", "/funding/0/amount")),
            ({"funding": [funded(-5)]}, ("outside-range", "/funding/0/amount")),
            ({"funding": [funded("1/7")]}, ("not-decimal", "/funding/0/amount")),
            ({"funding": [funded(1, secured="yes")]}, ("wrong-type", "/funding/0/secured")),
            ({"funding": [funded(1)] * 101}, ("too-many", "/funding")),
            ({"start": "2026-03-01"}, ("bad-date", "/start")),
            ({"start": DAY, "end": dt.date(2026, 2, 28)}, ("end-before-start", "/end")),
        ],
        ids=str,
    )
    def test_each_broken_rule_has_its_code(
        self, changes: dict[str, Any], expected: tuple[str, str], refused: Refused
    ) -> None:
        assert refused(lambda: measure(**changes)) == [expected]

    def test_bounds_belong_to_what_is_allowed(self) -> None:
        links = [f"n{n}" for n in range(100)]
        money = [funded(Fraction(2**53 - 1, 128), secured=True)] * 100
        found = measure(needs=links, nodes=links, costs=2**53 - 1, funding=money)
        assert len(found.needs) == len(found.funding) == 100

    @pytest.mark.parametrize("amount", [0.5, "much", None], ids=str)
    def test_amounts_are_exact(self, amount: object) -> None:
        with pytest.raises(InvalidDocument, match="not-exact"):
            funded(amount)


class TestEvents:
    """L2, L3: what can be seen of a life without the organisation."""

    def test_there_is_at_least_the_proposal(self, refused: Refused) -> None:
        assert refused(lambda: measure(events=[])) == [("too-few", "/events")]

    def test_there_are_at_most_two_hundred(self, refused: Refused) -> None:
        lived = [event(), event("selected"), event("recommended"), event("resolved", paper=PAPER)]
        full = [*lived, *(event("reviewed") for _ in range(196))]
        assert len(measure(events=full).events) == 200
        found = refused(lambda: measure(events=[*full, event("reviewed")]))
        assert found == [("too-many", "/events")]

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"kind": "invented"}, ("not-allowed", "/events/0/kind")),
            ({"kind": None}, ("not-allowed", "/events/0/kind")),
            ({"date": "2026-03-01"}, ("bad-date", "/events/0/date")),
            ({"date": None}, ("bad-date", "/events/0/date")),
            ({"body": "The council"}, ("bad-id", "/events/0/body")),
            ({"body": 7}, ("bad-id", "/events/0/body")),
            ({"paper": "1/2026"}, ("wrong-type", "/events/0/paper")),
        ],
        ids=str,
    )
    def test_each_broken_rule_has_its_code(
        self, changes: dict[str, Any], expected: tuple[str, str], refused: Refused
    ) -> None:
        """What is wrong with single events is said before their order is looked at."""
        made = [event(**changes), event("resolved")]
        assert refused(lambda: measure(events=made)) == [expected]

    def test_events_stand_in_the_order_of_days(self, refused: Refused) -> None:
        def lived(*days: int) -> Measure:
            kinds = ("proposed", "selected", "recommended")
            made = zip(kinds, days, strict=True)
            return measure(events=[event(k, date=dt.date(2026, 3, d)) for k, d in made])

        assert lived(1, 1, 2).events[2].date == dt.date(2026, 3, 2)
        assert refused(lambda: lived(2, 1, 2)) == [("event-order", "/events/1/date")]
        assert refused(lambda: lived(3, 2, 1)) == [
            ("event-order", "/events/1/date"),
            ("event-order", "/events/2/date"),
        ]

    def test_a_paper_is_not_dated_after_the_step(self, refused: Refused) -> None:
        papers = [PaperReference(number="1", date=dt.date(2026, 3, n)) for n in (1, 2)]
        assert measure(events=[event(paper=papers[0])]).events[0].paper == papers[0]
        late = [event(paper=papers[0]), event("selected", paper=papers[1])]
        assert refused(lambda: measure(events=late)) == [("paper-later", "/events/1/paper/date")]

    def test_only_the_first_impossible_step_is_named(self, refused: Refused) -> None:
        """What comes after it cannot be judged."""
        made = [event(), event("recommended"), event("resolved"), event("done")]
        assert refused(lambda: measure(events=made)) == [("step-not-possible", "/events/1/kind")]

    def test_a_refusal_says_what_was_possible(self) -> None:
        with pytest.raises(InvalidDocument) as caught:
            measure(events=[event(), event("done")])
        (problem,) = caught.value.problems
        assert dict(problem.parameters) == {
            "kind": "done",
            "state": "proposed",
            "possible": "selected, dropped",
        }
        with pytest.raises(InvalidDocument) as caught:
            measure(events=[event("done")])
        (problem,) = caught.value.problems
        assert dict(problem.parameters)["state"] == "new"
        assert dict(problem.parameters)["possible"] == "proposed"

    def test_after_a_dropping_nothing_is_possible(self) -> None:
        dropped = [event(), event("dropped")]
        assert len(measure(events=dropped).events) == 2
        for kind in get_args(StepKind):
            with pytest.raises(InvalidDocument) as caught:
                measure(events=[*dropped, event(kind, paper=PAPER)])
            (problem,) = caught.value.problems
            assert (problem.code, dict(problem.parameters)["possible"]) == (
                "step-not-possible",
                "–",
            )


# What leads where, typed from the rule (L3): from each state, which kinds lead to which state; with a star,
# the paper is needed.
RULE: dict[str, dict[str, str]] = {
    "new": {"proposed": "proposed"},
    "proposed": {"selected": "selected", "dropped": "dropped"},
    "selected": {"recommended": "recommended", "dropped": "dropped"},
    "recommended": {"resolved": "resolved*", "dropped": "dropped"},
    "resolved": {
        "started": "running",
        "dropped": "dropped*",
        "documented": "resolved",
        "reviewed": "resolved",
    },
    "running": {
        "done": "done",
        "dropped": "dropped*",
        "documented": "running",
        "reviewed": "running",
    },
    "done": {"documented": "done", "reviewed": "done"},
    "dropped": {},
}
WAYS: dict[str, tuple[str, ...]] = {
    "new": (),
    "proposed": ("proposed",),
    "selected": ("proposed", "selected"),
    "recommended": ("proposed", "selected", "recommended"),
    "resolved": ("proposed", "selected", "recommended", "resolved"),
    "running": ("proposed", "selected", "recommended", "resolved", "started"),
    "done": ("proposed", "selected", "recommended", "resolved", "started", "done"),
    "dropped": ("proposed", "dropped"),
}
"""The shortest way to each state."""


class TestTypes:
    """Things of a wrong type are told at their place."""

    def test_entries(self, refused: Refused) -> None:
        wrong: Any = {"funding": [5], "events": [event(), "proposed"]}
        assert refused(lambda: measure(**wrong)) == [
            ("wrong-type", "/funding/0"),
            ("wrong-type", "/events/1"),
        ]
        assert refused(lambda: catalogue(measures=["m"])) == [("wrong-type", "/measures/0")]

    def test_the_measures_cannot_be_changed_afterwards(self) -> None:
        found: Any = catalogue(measures=[measure()]).measures_by_id
        with pytest.raises(TypeError, match="does not support item assignment"):
            found["m"] = None


class TestTable:
    """L3: each step may only be taken from certain states; some need the council's paper."""

    @pytest.mark.parametrize("state", RULE)
    @pytest.mark.parametrize("kind", get_args(StepKind))
    def test_the_constructor_accepts_exactly_what_the_rule_lists(
        self, state: str, kind: StepKind, refused: Refused
    ) -> None:
        way = [event(one, paper=PAPER) for one in WAYS[state]]
        target, place = RULE[state].get(kind), len(way)

        def step(**changes: Any) -> Measure:  # noqa: ANN401 - any field
            return measure(events=[*way, event(kind, **changes)])

        if target is None:
            impossible = [("step-not-possible", f"/events/{place}/kind")]
            assert refused(step) == impossible
            assert refused(lambda: step(paper=PAPER)) == impossible
            return
        assert step(paper=PAPER).events[-1].kind == kind
        if target.endswith("*"):
            assert refused(step) == [("paper-missing", f"/events/{place}/paper")]
        else:
            assert step().events[-1].paper is None

    def test_all_ways_of_a_step_lead_to_the_same_state(self) -> None:
        """L2: what an event leads to is never a matter of choice; no two ways are the same."""
        starts = {(one.kind, source) for one in MEASURE_STEPS for source in one.sources}
        ends = {(one.kind, source, one.state) for one in MEASURE_STEPS for source in one.sources}
        assert len(starts) == len(ends)
        ways = [
            (one.kind, source, one.acts, one.responsible)
            for one in MEASURE_STEPS
            for source in one.sources
        ]
        assert len(ways) == len(set(ways))
        assert {one.state for one in MEASURE_STEPS} - {None} == set(get_args(MeasureState))
        assert {one.kind for one in MEASURE_STEPS} == set(get_args(StepKind))


class TestCatalogue:
    """L1: measures in one catalogue, for one organisation, in one currency."""

    def test_almost_nothing_is_asked_for(self) -> None:
        found = catalogue()
        assert (found.currency, found.priorities, found.measures) == ("EUR", (), ())

    def test_measures_keep_their_order(self) -> None:
        found = catalogue(measures=[measure("z"), measure("a")], priorities=["y", "b"])
        assert list(found.measures_by_id) == ["z", "a"]
        assert found.priorities == ("y", "b")

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"id": 1}, ("bad-id", "/id")),
            ({"organisation": ""}, ("bad-id", "/organisation")),
            ({"source_language": "DE"}, ("bad-language", "/source_language")),
            ({"currency": "eur"}, ("wrong-form", "/currency")),
            ({"currency": "EUR\n"}, ("wrong-form", "/currency")),
            ({"currency": 978}, ("wrong-form", "/currency")),
            ({"priorities": ["a", "a"]}, ("duplicate-id", "/priorities/1")),
            ({"priorities": [f"p{n}" for n in range(11)]}, ("too-many", "/priorities")),
            ({"measures": [measure(), measure()]}, ("duplicate-id", "/measures/1/id")),
            ({"measures": [measure(f"m{n}") for n in range(301)]}, ("too-many", "/measures")),
        ],
        ids=lambda value: str(value)[:60],
    )
    def test_each_broken_rule_has_its_code(
        self, changes: dict[str, Any], expected: tuple[str, str], refused: Refused
    ) -> None:
        assert refused(lambda: catalogue(**changes)) == [expected]

    def test_ten_priorities_are_allowed(self) -> None:
        assert len(catalogue(priorities=[f"p{n}" for n in range(10)]).priorities) == 10

    def test_three_hundred_measures_are_allowed(self) -> None:
        found = catalogue(measures=[measure(f"m{n}") for n in range(300)])
        assert len(found.measures) == 300

    @given(measure_catalogues())
    def test_equal_parts_make_equal_catalogues(self, found: MeasureCatalogue) -> None:
        fields = {
            field.name: getattr(found, field.name) for field in attrs.fields(MeasureCatalogue)
        }
        assert MeasureCatalogue(**fields) == found

    def test_no_state_can_be_written_down(self) -> None:
        """L2: neither a measure nor an event has a place for a state."""
        names = {field.name for cls in (Measure, MeasureEvent) for field in attrs.fields(cls)}
        assert not any("state" in name for name in names)
