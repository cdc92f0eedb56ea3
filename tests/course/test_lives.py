# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.builders import refused

from weltoffen.course.lives import MeasureLife, lives, take_step
from weltoffen.errors import InvalidDocument
from weltoffen.model.measures import Measure, MeasureCatalogue, MeasureEvent, StepKind
from weltoffen.model.organisation import (
    ACTS,
    BODY_KINDS,
    Act,
    Body,
    BodyKind,
    Entitlement,
    Organisation,
)
from weltoffen.model.paper import PaperReference
from weltoffen.model.text import Text
from weltoffen.testing import measure_catalogues, steered

TEXT = {"de": "x"}
PAPER = PaperReference(number="51/003/2021")


def day(month: int, number: int = 1, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


def body(id_: str, kind: Any, **changes: Any) -> Body:  # noqa: ANN401 - any kind and field
    return Body(id=id_, kind=kind, title=TEXT, **changes)


TOWN = Organisation(
    id="town",
    source_language="de",
    bodies=[
        body("conference", "conference"),
        body("steering", "steering-group"),
        body("old-group", "steering-group", start=day(1), end=day(3, 31)),
        body("council", "council"),
        body("youth", "responsible"),
        body("sports", "responsible"),
        body("coordination", "coordination-office"),
    ],
)


def event(kind: Any, date: dt.date, body: str, **changes: Any) -> MeasureEvent:  # noqa: ANN401 - any field
    return MeasureEvent(kind=kind, date=date, body=body, **changes)


WAY = (
    event("proposed", day(1, 10), "conference"),
    event("selected", day(2, 10), "steering"),
    event("recommended", day(2, 10), "steering"),
    event("resolved", day(3, 20), "council", paper=PAPER),
    event("started", day(4, 1), "youth"),
    event("documented", day(6, 30), "youth"),
    event("done", day(9, 30), "youth"),
    event("reviewed", day(11, 2), "coordination"),
)


def measure(*events: MeasureEvent, id_: str = "m", **changes: Any) -> Measure:  # noqa: ANN401 - any field
    return Measure(
        **{"id": id_, "title": TEXT, "responsible": "youth", "events": events, **changes}
    )


def catalogue(*measures: Measure, **changes: Any) -> MeasureCatalogue:  # noqa: ANN401 - any field
    return MeasureCatalogue(
        **{
            "id": "c",
            "source_language": "de",
            "organisation": "town",
            "measures": measures,
            **changes,
        }
    )


def life(
    *events: MeasureEvent, on: dt.date | None = None, organisation: Organisation = TOWN
) -> MeasureLife:
    (found,) = lives(catalogue(measure(*events)), organisation, on=on)
    return found


def steps(found: MeasureLife) -> dict[str, tuple[str, ...]]:
    return {one.kind: one.bodies for one in found.possible}


class TestStates:
    """L2, L4: state and since follow from the events, on any day."""

    @pytest.mark.parametrize(
        ("count", "state", "since"),
        [
            (1, "proposed", day(1, 10)),
            (2, "selected", day(2, 10)),
            (3, "recommended", day(2, 10)),
            (4, "resolved", day(3, 20)),
            (5, "running", day(4, 1)),
            (6, "running", day(4, 1)),
            (7, "done", day(9, 30)),
            (8, "done", day(9, 30)),
        ],
    )
    def test_each_event_leads_to_its_state(self, count: int, state: str, since: dt.date) -> None:
        found = life(*WAY[:count])
        assert (found.state, found.since) == (state, since)

    @pytest.mark.parametrize(
        ("on", "state", "since"),
        [
            (day(1, 10), "proposed", day(1, 10)),
            (day(2, 9), "proposed", day(1, 10)),
            (day(2, 10), "recommended", day(2, 10)),
            (day(3, 31), "resolved", day(3, 20)),
            (day(7, 1), "running", day(4, 1)),
            (day(12, 31), "done", day(9, 30)),
            (dt.date.max, "done", day(9, 30)),
        ],
    )
    def test_on_a_day_the_events_up_to_that_day_count(
        self, on: dt.date, state: str, since: dt.date
    ) -> None:
        found = life(*WAY, on=on)
        assert (found.state, found.since) == (state, since)
        assert len(found.measure.events) == len(WAY)

    def test_before_it_was_proposed_a_measure_is_not_there(self) -> None:
        both = catalogue(
            measure(*WAY[:1]), measure(event("proposed", day(1, 2), "sports"), id_="n")
        )
        assert [one.measure.id for one in lives(both, TOWN, on=day(1, 9))] == ["n"]
        assert lives(both, TOWN, on=day(1, 1)) == ()
        assert [one.measure.id for one in lives(both, TOWN)] == ["m", "n"]

    def test_a_dropping_is_an_end(self) -> None:
        early = life(*WAY[:3], event("dropped", day(3, 1), "steering"))
        assert (early.state, early.since, early.possible) == ("dropped", day(3, 1), ())
        late = life(*WAY[:5], event("dropped", day(5, 1), "council", paper=PAPER))
        assert (late.state, late.since, late.possible) == ("dropped", day(5, 1), ())

    def test_an_empty_catalogue_has_no_lives(self) -> None:
        assert lives(catalogue(), TOWN) == ()


def wrong(*events: MeasureEvent, **changes: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any field
    return refused(lambda: lives(catalogue(measure(*events, **changes)), TOWN))


class TestRights:
    """L3, O2, O3: no state without rightful steps."""

    @pytest.mark.parametrize(
        ("place", "changes", "codes"),
        [
            (0, {"body": "nobody"}, ["unknown-body"]),
            (1, {"body": "conference"}, ["not-entitled"]),
            (1, {"body": "old-group"}, []),
            (2, {"body": "council"}, ["not-entitled"]),
            (3, {"body": "steering"}, ["not-entitled"]),
            (3, {"body": "youth"}, ["not-entitled"]),
            (4, {"body": "sports"}, ["not-responsible"]),
            (4, {"body": "council"}, ["not-entitled", "not-responsible"]),
            (5, {"body": "sports"}, ["not-responsible"]),
            (5, {"body": "coordination"}, []),
            (5, {"body": "steering"}, ["not-entitled"]),
            (5, {"body": "council"}, ["not-entitled"]),
            (6, {"body": "sports"}, ["not-responsible"]),
            (7, {"body": "youth"}, ["not-entitled"]),
            (7, {"body": "old-group"}, ["body-not-there"]),
        ],
        ids=str,
    )
    def test_each_step_needs_its_right_at_its_place(
        self, place: int, changes: dict[str, Any], codes: list[str]
    ) -> None:
        events = [*WAY]
        events[place] = attrs.evolve(events[place], **changes)
        if codes:
            where = f"/measures/0/events/{place}/body"
            assert wrong(*events) == [(code, where) for code in codes]
        else:
            assert life(*events).state == "done"

    def test_a_dropping_needs_the_right_of_what_it_undoes(self) -> None:
        at = "/measures/0/events/{}/body".format
        early = [*WAY[:2], event("dropped", day(3, 1), "council")]
        assert wrong(*early) == [("not-entitled", at(2))]
        late = [*WAY[:4], event("dropped", day(4, 1), "steering", paper=PAPER)]
        assert wrong(*late) == [("not-entitled", at(4))]

    def test_the_council_declines_what_was_recommended(self) -> None:
        """L3: with its paper; who selects withdraws it without one."""
        at = "/measures/0/events/3/{}".format
        declined = [*WAY[:3], event("dropped", day(3, 1), "council", paper=PAPER)]
        assert life(*declined).state == "dropped"
        bare = [*WAY[:3], event("dropped", day(3, 1), "council")]
        assert wrong(*bare) == [("paper-missing", at("paper"))]
        for paper in (None, PAPER):
            withdrawn = [*WAY[:3], event("dropped", day(3, 1), "steering", paper=paper)]
            assert life(*withdrawn).state == "dropped"
        foreign = [*WAY[:3], event("dropped", day(3, 1), "conference", paper=PAPER)]
        assert wrong(*foreign) == [("not-entitled", at("body"))]

    def test_who_selects_and_resolves_needs_no_paper_to_withdraw(self) -> None:
        acts: list[Act] = ["propose", "select", "resolve"]
        here = attrs.evolve(TOWN, entitlements=[Entitlement(kind="council", acts=acts)])
        bare = [*WAY[:3], event("dropped", day(3, 1), "council")]
        assert life(*bare, organisation=here).state == "dropped"
        early = refused(lambda: measure(*WAY[:4], event("dropped", day(4, 1), "council")))
        assert early == [("paper-missing", "/events/4/paper")]

    def test_a_measure_without_a_responsible_body_is_documented_by_who_reviews(self) -> None:
        events = [*WAY[:4], event("documented", day(4, 1), "coordination")]
        (found,) = lives(catalogue(measure(*events, responsible=None)), TOWN)
        assert found.state == "resolved"
        events[-1] = attrs.evolve(events[-1], body="youth")
        assert wrong(*events, responsible=None) == [
            ("not-responsible", "/measures/0/events/4/body")
        ]

    def test_nobody_starts_what_nobody_is_responsible_for(self) -> None:
        found = wrong(*WAY[:5], responsible=None)
        assert found == [("not-responsible", "/measures/0/events/4/body")]

    def test_the_responsible_body_is_one_of_the_organisation(self) -> None:
        found = wrong(*WAY[:1], responsible="nobody")
        assert found == [("unknown-body", "/measures/0/responsible")]

    def test_one_wrong_step_refuses_the_whole_catalogue(self) -> None:
        good, bad = measure(*WAY), measure(event("proposed", day(1), "ghost"), id_="n")
        found = refused(lambda: lives(catalogue(good, bad), TOWN, on=day(1, 10, 2020)))
        assert found == [("unknown-body", "/measures/1/events/0/body")]

    def test_all_wrong_steps_are_named(self) -> None:
        events = [attrs.evolve(one, body="ghost") for one in WAY[:2]]
        assert wrong(*events, responsible="spook") == [
            ("unknown-body", "/measures/0/responsible"),
            ("unknown-body", "/measures/0/events/0/body"),
            ("unknown-body", "/measures/0/events/1/body"),
        ]

    def test_it_is_the_organisation_that_the_catalogue_names(self) -> None:
        other = catalogue(measure(*WAY), organisation="elsewhere")
        assert refused(lambda: lives(other, TOWN)) == [("other-organisation", "/organisation")]

    def test_a_town_may_settle_it_otherwise(self) -> None:
        """O2: here the conference selects, and the steering group no longer does."""
        rights = [
            Entitlement(kind="conference", acts=["propose", "select"]),
            Entitlement(kind="steering-group", acts=["recommend"]),
        ]
        here = attrs.evolve(TOWN, entitlements=rights)
        chosen = [WAY[0], event("selected", day(2, 1), "conference")]
        assert life(*chosen, organisation=here).state == "selected"
        found = refused(lambda: lives(catalogue(measure(*WAY[:2])), here))
        assert found == [("not-entitled", "/measures/0/events/1/body")]


class TestPossible:
    """L3, L4: which steps may come next, by whom, and with which paper."""

    def test_each_state_has_its_steps(self) -> None:
        groups = ("steering", "old-group")
        assert steps(life(*WAY[:1])) == {"selected": groups, "dropped": groups}
        assert steps(life(*WAY[:2])) == {"recommended": groups, "dropped": groups}
        recommended = [(x.kind, x.bodies, x.paper) for x in life(*WAY[:3]).possible]
        assert recommended == [
            ("resolved", ("council",), True),
            ("dropped", groups, False),
            ("dropped", ("council",), True),
        ]
        writers = ("youth", "coordination")
        reviewers = ("steering", "old-group", "coordination")
        assert steps(life(*WAY[:4])) == {
            "started": ("youth",),
            "dropped": ("council",),
            "documented": writers,
            "reviewed": reviewers,
        }
        assert steps(life(*WAY[:5])) == {
            "done": ("youth",),
            "dropped": ("council",),
            "documented": writers,
            "reviewed": ("steering", "coordination"),
        }
        assert steps(life(*WAY)) == {
            "documented": writers,
            "reviewed": ("steering", "coordination"),
        }

    def test_bodies_are_those_of_the_day(self) -> None:
        assert steps(life(*WAY[:1], on=day(3, 31)))["selected"] == ("steering", "old-group")
        assert steps(life(*WAY[:1], on=day(4, 1)))["selected"] == ("steering",)

    def test_the_paper_is_asked_for_where_the_council_acts(self) -> None:
        papers = {one.kind: one.paper for one in life(*WAY[:2]).possible}
        assert papers == {"recommended": False, "dropped": False}
        papers = {one.kind: one.paper for one in life(*WAY[:5]).possible}
        assert papers == {"done": False, "dropped": True, "documented": False, "reviewed": False}

    def test_a_step_that_nobody_may_take_has_no_bodies(self) -> None:
        bodies = [one for one in TOWN.bodies if one.id != "council"]
        here = attrs.evolve(TOWN, bodies=bodies)
        assert steps(life(*WAY[:3], organisation=here))["resolved"] == ()

    def test_a_responsible_body_without_the_right_cannot_start(self) -> None:
        kept = measure(*WAY[:4], responsible="coordination")
        (found,) = lives(catalogue(kept), TOWN)
        assert steps(found)["started"] == ()

    @given(steered(), st.sampled_from(get_args(StepKind)), st.integers(0, 500), st.data())
    def test_a_step_succeeds_exactly_if_it_is_listed(
        self,
        pair: tuple[Organisation, MeasureCatalogue],
        kind: StepKind,
        later: int,
        data: st.DataObject,
    ) -> None:
        organisation, found = pair
        assume(found.measures)
        one = data.draw(st.sampled_from(found.measures))
        on = one.events[-1].date + dt.timedelta(days=later)
        body = data.draw(st.sampled_from([*organisation.bodies_by_id, "nobody-at-all-0"]))
        paper = data.draw(st.sampled_from([None, PAPER]))
        now = next(x for x in lives(found, organisation, on=on) if x.measure == one)
        listed = any(
            step.kind == kind and body in step.bodies and (paper or not step.paper)
            for step in now.possible
        )
        try:
            take_step(found, organisation, one.id, kind, body=body, date=on, paper=paper)
        except InvalidDocument:
            assert not listed
        else:
            assert listed


class TestSteps:
    """L2, L3: a step gives a new catalogue with one more event, or nothing at all."""

    def test_a_step_is_one_more_event(self) -> None:
        before = catalogue(measure(*WAY[:3]), measure(*WAY[:1], id_="n"))
        note = Text({"de": "Einstimmig."})
        after = take_step(
            before, TOWN, "m", "resolved", body="council", date=day(3, 20), paper=PAPER, note=note
        )
        assert after.measures[0].events == (*WAY[:3], attrs.evolve(WAY[3], note=note))
        assert after.measures[1] == before.measures[1]
        assert attrs.evolve(after, measures=before.measures) == before
        assert len(before.measures[0].events) == 3

    def test_a_whole_life_goes_step_by_step(self) -> None:
        now = catalogue(measure(*WAY[:1]))
        for one in WAY[1:]:
            now = take_step(now, TOWN, "m", one.kind, body=one.body, date=one.date, paper=one.paper)
        assert now == catalogue(measure(*WAY))

    @pytest.mark.parametrize(
        ("kind", "changes", "expected"),
        [
            ("done", {}, ("step-not-possible", "/measures/1/events/4/kind")),
            ("invented", {}, ("not-allowed", "/measures/1/events/4/kind")),
            ("started", {"date": day(3, 19)}, ("event-order", "/measures/1/events/4/date")),
            ("started", {"body": "sports"}, ("not-responsible", "/measures/1/events/4/body")),
            ("dropped", {"body": "council"}, ("paper-missing", "/measures/1/events/4/paper")),
            (
                "dropped",
                {"body": "steering", "paper": PAPER},
                ("not-entitled", "/measures/1/events/4/body"),
            ),
            ("started", {"measure": "x"}, ("unknown-measure", "/measures")),
            (
                "dropped",
                {"body": "council", "paper": PaperReference(number="1", date=day(4, 2))},
                ("paper-later", "/measures/1/events/4/paper/date"),
            ),
        ],
        ids=str,
    )
    def test_a_wrong_step_has_its_code_and_changes_nothing(
        self,
        kind: Any,  # noqa: ANN401 - also what is none
        changes: dict[str, Any],
        expected: tuple[str, str],
    ) -> None:
        before = catalogue(measure(*WAY[:1], id_="n"), measure(*WAY[:4]))
        copy = attrs.evolve(before)
        given_ = {"measure": "m", "body": "youth", "date": day(4), **changes}
        found = refused(lambda: take_step(before, TOWN, kind=kind, **given_))
        assert found == [expected]
        assert before == copy

    def test_a_step_is_refused_where_the_past_was_not_rightful(self) -> None:
        """L3: a new step is no way around the check of the old ones."""
        before = catalogue(measure(event("proposed", day(1), "ghost")))
        found = refused(
            lambda: take_step(before, TOWN, "m", "selected", body="steering", date=day(2))
        )
        assert found == [("unknown-body", "/measures/0/events/0/body")]

    def test_another_organisation_takes_no_steps(self) -> None:
        other = attrs.evolve(TOWN, id="elsewhere")
        found = refused(
            lambda: take_step(
                catalogue(measure(*WAY[:1])), other, "m", "selected", body="steering", date=day(2)
            )
        )
        assert found == [("other-organisation", "/organisation")]


class TestArguments:
    """What is no document is told at once."""

    def test_both_documents_are_needed(self) -> None:
        here: Any = TOWN
        with pytest.raises(TypeError, match="lives: catalogue"):
            lives(here, TOWN)
        with pytest.raises(TypeError, match="lives: organisation"):
            lives(catalogue(), None)  # type: ignore[arg-type] # that is the point
        with pytest.raises(TypeError, match="lives: on"):
            lives(catalogue(), TOWN, on="2026-01-01")  # type: ignore[arg-type] # that is the point
        with pytest.raises(TypeError, match="lives: on is to be date, not datetime"):
            lives(catalogue(), TOWN, on=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        with pytest.raises(TypeError, match="take_step: catalogue"):
            take_step(here, TOWN, "m", "done", body="b", date=day(1))
        with pytest.raises(TypeError, match="take_step: organisation"):
            take_step(catalogue(), here.bodies, "m", "done", body="b", date=day(1))

    @pytest.mark.parametrize(
        ("changes", "name"),
        [
            ({"measure": ["m"]}, "measure"),
            ({"measure": None}, "measure"),
            ({"date": "2026-04-01"}, "date"),
            ({"date": dt.datetime(2026, 4, 1, tzinfo=dt.UTC)}, "date"),
            ({"date": None}, "date"),
            ({"paper": "51/003/2021"}, "paper"),
            ({"note": "Einstimmig."}, "note"),
        ],
        ids=str,
    )
    def test_what_is_no_argument_of_a_step_is_told_by_name(
        self, changes: dict[str, Any], name: str
    ) -> None:
        given_ = {"measure": "m", "body": "youth", "date": day(4), **changes}
        with pytest.raises(TypeError, match=f"take_step: {name} is to be"):
            take_step(catalogue(measure(*WAY[:4])), TOWN, kind="started", **given_)

    def test_a_note_may_be_a_mapping(self) -> None:
        note: Any = {"de": "Einstimmig."}
        before = catalogue(measure(*WAY[:4]))
        after = take_step(before, TOWN, "m", "started", body="youth", date=day(4), note=note)
        assert after.measures[0].events[-1].note == Text(note)


class TestReorganised:
    """L3: what a town does when departments or rights change, so that the past stays rightful."""

    def test_a_body_under_another_name_keeps_its_id(self) -> None:
        bodies = [attrs.evolve(one, title={"de": "Amt für alles"}) for one in TOWN.bodies]
        here = attrs.evolve(TOWN, bodies=bodies)
        assert life(*WAY, organisation=here).state == "done"

    @pytest.mark.parametrize("count", range(1, 9))
    def test_responsible_is_exchanged_only_before_start_and_documentation(self, count: int) -> None:
        taken_over = catalogue(measure(*WAY[:count], responsible="sports"))
        if count <= 4:
            assert len(lives(taken_over, TOWN)) == 1
        else:
            codes = {code for code, _ in refused(lambda: lives(taken_over, TOWN))}
            assert codes == {"not-responsible"}

    def test_a_body_that_loses_a_right_ends_and_goes_on_as_another_kind(self) -> None:
        """From 1 July on the steering group no longer selects."""
        fewer = [
            attrs.evolve(one, end=day(6, 30)) if one.id == "steering" else one
            for one in TOWN.bodies
        ]
        new = body("circle", "other", start=day(7))
        rights = [Entitlement(kind="other", acts=["propose", "recommend", "review"])]
        here = attrs.evolve(TOWN, bodies=[*fewer, new], entitlements=rights)
        before = catalogue(measure(*WAY), measure(*WAY[:1], id_="n"))
        assert [one.state for one in lives(before, here)] == ["done", "proposed"]
        found = refused(
            lambda: take_step(before, here, "n", "selected", body="circle", date=day(7))
        )
        assert found == [("not-entitled", "/measures/1/events/1/body")]
        withdrawn = attrs.evolve(
            TOWN, entitlements=[Entitlement(kind="steering-group", acts=["recommend", "review"])]
        )
        assert {code for code, _ in refused(lambda: lives(before, withdrawn))} == {"not-entitled"}

    @given(steered(), st.sampled_from(BODY_KINDS), st.sampled_from(ACTS))
    def test_more_rights_make_no_step_wrongful(
        self, pair: tuple[Organisation, MeasureCatalogue], kind: BodyKind, act: Act
    ) -> None:
        organisation, found = pair
        own = [one for one in organisation.entitlements if one.kind != kind]
        acts = sorted({*organisation.acts_by_kind[kind], act})
        wider = attrs.evolve(organisation, entitlements=[*own, Entitlement(kind=kind, acts=acts)])
        states = [one.state for one in lives(found, organisation)]
        assert [one.state for one in lives(found, wider)] == states


class TestStrategies:
    """L3: what `steered` gives is rightful; what `measure_catalogues` gives need not be."""

    @given(steered())
    def test_steered_catalogues_have_lives(
        self, pair: tuple[Organisation, MeasureCatalogue]
    ) -> None:
        organisation, found = pair
        assert [one.measure for one in lives(found, organisation)] == list(found.measures)

    @given(measure_catalogues())
    def test_a_catalogue_alone_has_no_state(self, found: MeasureCatalogue) -> None:
        """No step is rightful in an organisation that has none of the bodies."""
        assume(found.measures)
        codes = {code for code, _ in refused(lambda: lives(found, _named(found.organisation)))}
        assert codes == {"unknown-body"}


def _named(id_: str) -> Organisation:
    return attrs.evolve(TOWN, id=id_)
