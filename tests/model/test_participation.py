# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given

from weltoffen.model.assessment import Municipality
from weltoffen.model.extensions import Extensions
from weltoffen.model.paper import PaperReference
from weltoffen.model.participation import (
    MAIN_PHASES,
    PHASE_KINDS,
    PREREQUISITE_KINDS,
    Contact,
    Participant,
    Participation,
    Period,
    Phase,
    Prerequisite,
)
from weltoffen.model.text import Text
from weltoffen.testing import participations

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

TEXT = {"de": "x"}
DAY = dt.date(2026, 3, 1)
TOWN = Municipality(name="Musterstadt")
DACHAU = Municipality(name="Landkreis Dachau", ags="09174", kind="county")


def contact(id_: str = "c", **changes: Any) -> Contact:  # noqa: ANN401 - any field
    return Contact(**{"id": id_, "function": TEXT, **changes})


def need(id_: str = "n", kind: Any = "support", **changes: Any) -> Prerequisite:  # noqa: ANN401 - any field
    return Prerequisite(**{"id": id_, "kind": kind, **changes})


def phase(id_: str = "f", kind: Any = "interest", **changes: Any) -> Phase:  # noqa: ANN401 - any field
    return Phase(**{"id": id_, "kind": kind, **changes})


def place(id_: str = "t", **changes: Any) -> Participant:  # noqa: ANN401 - any field
    return Participant(**{"id": id_, "municipality": TOWN, **changes})


def whole(*places: Participant, **changes: Any) -> Participation:  # noqa: ANN401 - any field
    fields = {"id": "p", "source_language": "de", "participants": places or [place()]}
    return Participation(**{**fields, **changes})


def keyed(id_: str, ags: str | None = None, ars: str | None = None) -> Participant:
    return place(id_, municipality=Municipality(name=id_, ags=ags, ars=ars))


class TestParticipation:
    """Rules C: municipality, contact, prerequisites, phases."""

    def test_almost_nothing_is_asked_for(self) -> None:
        found = whole()
        assert (found.county, found.papers, found.extensions) == (None, (), None)
        (one,) = found.participants
        assert (one.contacts, one.prerequisites, one.phases, one.assessment) == ((), (), (), None)
        assert hash(found)

    def test_what_nobody_has_said_is_open(self) -> None:
        assert need().state == "open"
        assert (phase().planned, phase().actual, phase().dropped) == (None, None, False)
        assert contact().period is None

    def test_plain_mappings_become_texts(self) -> None:
        assert contact(office=TEXT).office == Text(TEXT)
        assert need(kind="other", title=TEXT, evidence=TEXT).evidence == Text(TEXT)
        assert phase(title=TEXT, note=TEXT).note == Text(TEXT)

    def test_main_phases_stand_in_the_order_of_the_course(self) -> None:
        """C3."""
        order = "interest first-talk questionnaire evaluation workshop next-steps"
        assert " ".join(MAIN_PHASES) == order
        assert set(PHASE_KINDS) - set(MAIN_PHASES) == {"dialogue", "decision-makers"}

    @given(participations())
    def test_equal_parts_make_equal_participations(self, found: Participation) -> None:
        fields = {field.name: getattr(found, field.name) for field in attrs.fields(Participation)}
        assert Participation(**fields) == found


class TestPeriods:
    """Days are days, the last not before the first; either may be unknown."""

    def test_a_period_may_be_one_day_or_open_or_unknown(self) -> None:
        assert Period(start=DAY, end=DAY).end == DAY
        assert Period(start=DAY).end is None
        assert Period(end=DAY).start is None
        assert Period() == Period(start=None, end=None)

    def test_the_end_is_not_before_the_start(self, refused: Refused) -> None:
        before = DAY - dt.timedelta(days=1)
        assert refused(lambda: Period(start=DAY, end=before)) == [("end-before-start", "/end")]

    @pytest.mark.parametrize("wrong", ["2026-03-01", 5, dt.datetime(2026, 3, 1, tzinfo=dt.UTC)])
    def test_a_day_is_a_date(self, refused: Refused, wrong: Any) -> None:  # noqa: ANN401 - wrong on purpose
        assert refused(lambda: Period(start=wrong, end=wrong)) == [
            ("bad-date", "/start"),
            ("bad-date", "/end"),
        ]

    def test_only_a_period_is_one(self, refused: Refused) -> None:
        wrong: Any = DAY
        assert refused(lambda: contact(period=wrong)) == [("wrong-type", "/period")]
        assert refused(lambda: phase(planned=wrong, actual=wrong)) == [
            ("wrong-type", "/planned"),
            ("wrong-type", "/actual"),
        ]


class TestPrerequisitesC2:
    """C2: contact, support, processes, sharing, or one of the town's own; each with state and evidence."""

    def test_a_kind_may_stand_several_times(self) -> None:
        two = [need("mayor"), need("council")]
        assert len(place(prerequisites=two).prerequisites) == 2

    def test_one_of_the_towns_own_has_a_title(self, refused: Refused) -> None:
        assert refused(lambda: need(kind="other")) == [("missing-key", "/title")]
        for kind in PREREQUISITE_KINDS[:-1]:
            assert need(kind=kind).title is None

    def test_kind_state_and_paper_are_checked(self, refused: Refused) -> None:
        wrong: Any = {"kind": "money", "state": "yes", "paper": "13/017/2020"}
        assert refused(lambda: need(**wrong)) == [
            ("not-allowed", "/kind"),
            ("not-allowed", "/state"),
            ("wrong-type", "/paper"),
        ]
        assert need(paper=PaperReference(number="13/017/2020")).paper is not None


class TestPhasesC3:
    """C3: six phases once each, in whatever order they are written; two kinds at any time, several times."""

    def test_phases_may_be_written_in_any_order(self) -> None:
        backwards = [phase(kind, kind) for kind in reversed(PHASE_KINDS)]
        assert [one.kind for one in place(phases=backwards).phases] == [*reversed(PHASE_KINDS)]

    def test_a_main_phase_stands_once(self, refused: Refused) -> None:
        for kind in MAIN_PHASES:
            twice = [phase("a", kind), phase("b", "dialogue"), phase("c", kind)]
            assert refused(lambda: place(phases=twice)) == [("phase-twice", "/phases/2/kind")]  # noqa: B023 - called at once

    def test_the_others_may_stand_several_times(self) -> None:
        many = [phase(f"a-{n}", kind) for n, kind in enumerate(PHASE_KINDS[6:] * 3)]
        assert len(place(phases=many).phases) == 6

    def test_what_was_dropped_did_not_take_place(self, refused: Refused) -> None:
        made = lambda: phase(dropped=True, planned=Period(), actual=Period())  # noqa: E731 - short
        assert refused(made) == [("not-allowed-here", "/actual")]
        assert phase(dropped=True, planned=Period(start=DAY)).dropped

    @pytest.mark.parametrize("kind", ["Workshop", "", None, 1, ["workshop"]])
    def test_kind_and_dropped_are_checked(self, refused: Refused, kind: object) -> None:
        assert refused(lambda: phase(kind=kind, dropped="nein")) == [
            ("not-allowed", "/kind"),
            ("wrong-type", "/dropped"),
        ]


class TestCountyC6:
    """C6: a county and several municipalities side by side; keys start with the county's five digits."""

    def test_county_and_municipalities_side_by_side(self) -> None:
        found = whole(
            place("county", municipality=DACHAU),
            keyed("town", ags="09174115"),
            keyed("village", ars="091740126126"),
            keyed("unknown"),
            county=DACHAU,
        )
        assert len(found.participants) == 4

    def test_others_are_outside(self, refused: Refused) -> None:
        outside = (keyed("a", ags="09175115"), keyed("b", ars="095620000000"))
        assert refused(lambda: whole(*outside, county=DACHAU)) == [
            ("not-in-county", "/participants/0/municipality"),
            ("not-in-county", "/participants/1/municipality"),
        ]
        assert whole(*outside).county is None

    @pytest.mark.parametrize(
        "county",
        [
            DACHAU,
            Municipality(name="x", ags="09174000", kind="county"),
            Municipality(name="x", ars="091740000000", kind="county"),
        ],
    )
    def test_each_key_of_the_county_counts(self, county: Municipality, refused: Refused) -> None:
        assert whole(keyed("a", ags="09174115"), county=county).county == county
        made = lambda: whole(keyed("a", ags="09175115"), county=county)  # noqa: E731 - short
        assert refused(made) == [("not-in-county", "/participants/0/municipality")]

    def test_a_county_without_key_bars_nobody(self) -> None:
        county = Municipality(name="x", kind="county")
        assert whole(keyed("a", ags="09175115"), county=county).county == county

    def test_the_county_is_one(self, refused: Refused) -> None:
        for kind, problem in (
            (None, ("missing-key", "/county/kind")),
            ("town", ("not-allowed", "/county/kind")),
        ):
            county = Municipality(name="x", kind=kind)  # type: ignore[arg-type] # a kind, or none
            assert refused(lambda: whole(county=county)) == [problem]  # noqa: B023 - called at once

    def test_nobody_takes_part_twice(self, refused: Refused) -> None:
        """The same municipality may be named by either key."""
        twice = (keyed("a", ags="09174115"), keyed("b"), keyed("c", ars="091740115115"))
        assert refused(lambda: whole(*twice)) == [
            ("municipality-twice", "/participants/2/municipality")
        ]
        counties = [
            place(ags, municipality=Municipality(name="x", ags=ags, kind="county"))
            for ags in ("09174", "09174000")
        ]
        assert refused(lambda: whole(*counties)) == [
            ("municipality-twice", "/participants/1/municipality")
        ]

    def test_towns_of_the_same_name_may_be_two(self) -> None:
        assert len(whole(place("a"), place("b")).participants) == 2


class TestRules:
    """M2, M7: ids, languages, bounded lists; wrong types are problems, not errors of Python."""

    def test_everything_that_is_wrong_is_told_at_once(self, refused: Refused) -> None:
        wrong: Any = {"id": "P 1", "source_language": "deutsch", "county": "Dachau"}
        assert refused(lambda: whole(participants=["x"], papers=["13/017/2020"], **wrong)) == [
            ("bad-id", "/id"),
            ("bad-language", "/source_language"),
            ("wrong-type", "/county"),
            ("wrong-type", "/participants/0"),
            ("wrong-type", "/papers/0"),
        ]
        lists: Any = {name: ["x"] for name in ("contacts", "prerequisites", "phases")}
        assert refused(lambda: place(municipality="x", assessment="A 1", **lists)) == [
            ("bad-id", "/assessment"),
            ("wrong-type", "/municipality"),
            ("wrong-type", "/contacts/0"),
            ("wrong-type", "/prerequisites/0"),
            ("wrong-type", "/phases/0"),
        ]

    @pytest.mark.parametrize("wrong", [5, "", True, Decimal("1.5"), {"a": 1}])
    def test_extensions_are_extensions(self, wrong: object, refused: Refused) -> None:
        assert refused(lambda: whole(extensions=wrong)) == [("wrong-type", "/extensions")]
        assert whole(extensions=Extensions({"a": 1})).extensions is not None

    def test_ids_are_ids_and_stand_once(self, refused: Refused) -> None:
        twice: Any = {
            "contacts": [contact("a"), contact("a")],
            "prerequisites": [need("B"), need("b")],
            "phases": [phase("a"), phase("a", "dialogue")],
        }
        assert refused(lambda: place(**twice)) == [
            ("duplicate-id", "/contacts/1/id"),
            ("bad-id", "/prerequisites/0/id"),
            ("duplicate-id", "/phases/1/id"),
        ]
        assert refused(lambda: whole(place("a"), place("B"), place("a"))) == [
            ("bad-id", "/participants/1/id"),
            ("duplicate-id", "/participants/2/id"),
        ]
        same = place(contacts=[contact("a")], prerequisites=[need("a")], phases=[phase("a")])
        assert same.contacts[0].id == same.phases[0].id

    @pytest.mark.parametrize("wrong", [5, None, ["a"], {"a": 1}])
    def test_an_id_of_another_type_is_a_problem(self, wrong: Any, refused: Refused) -> None:  # noqa: ANN401 - wrong on purpose
        fields: Any = {
            "contacts": [contact(wrong), contact(wrong)],
            "prerequisites": [need(wrong)],
            "phases": [phase(wrong)],
        }
        assert refused(lambda: place(**fields)) == [
            ("bad-id", "/contacts/0/id"),
            ("bad-id", "/contacts/1/id"),
            ("bad-id", "/prerequisites/0/id"),
            ("bad-id", "/phases/0/id"),
        ]
        assert refused(lambda: whole(place(wrong))) == [("bad-id", "/participants/0/id")]

    def test_there_is_a_participant_and_no_more_than_100(self, refused: Refused) -> None:
        many = [place(f"a-{n}") for n in range(101)]
        assert len(whole(*many[:100]).participants) == 100
        assert refused(lambda: whole(*many)) == [("too-many", "/participants")]
        assert refused(lambda: whole(participants=[])) == [("too-few", "/participants")]

    @pytest.mark.parametrize(
        ("name", "most"), [("contacts", 20), ("prerequisites", 20), ("phases", 50)]
    )
    def test_there_are_only_so_many_of_each(self, name: str, most: int, refused: Refused) -> None:
        made: dict[str, Callable[[str], object]] = {
            "contacts": contact,
            "prerequisites": need,
            "phases": lambda id_: phase(id_, "dialogue"),
        }
        entries = [made[name](f"a-{n}") for n in range(most + 1)]

        def holding(found: list[object]) -> Participant:
            changes: Any = {name: found}
            return place(**changes)

        assert len(getattr(holding(entries[:most]), name)) == most
        assert refused(lambda: holding(entries)) == [("too-many", f"/{name}")]

    def test_there_are_at_most_20_papers(self, refused: Refused) -> None:
        papers = [PaperReference(number="1")] * 21
        assert len(whole(papers=papers[:20]).papers) == 20
        assert refused(lambda: whole(papers=papers)) == [("too-many", "/papers")]
