# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.errors import Problems
from weltoffen.model.assessment import Municipality
from weltoffen.model.organisation import (
    ACTS,
    BODY_KINDS,
    DEFAULT_ENTITLEMENTS,
    Act,
    Body,
    BodyKind,
    Entitlement,
    Member,
    Organisation,
    check_actor,
)
from weltoffen.model.text import Text
from weltoffen.testing import organisations

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

TEXT = {"de": "x"}
FIRST, LAST = dt.date(2020, 3, 1), dt.date(2021, 2, 28)
ONE_DAY = dt.timedelta(days=1)


def body(id_: Any = "b", **changes: Any) -> Body:  # noqa: ANN401 - any field
    return Body(**{"id": id_, "kind": "office", "title": TEXT, **changes})


def organisation(**changes: Any) -> Organisation:  # noqa: ANN401 - any field
    return Organisation(**{"id": "o", "source_language": "de", "bodies": [body()], **changes})


def right(kind: Any, *acts: Any) -> Entitlement:  # noqa: ANN401 - also what is none
    return Entitlement(kind=kind, acts=acts)


class TestBodies:
    """O1: bodies by kind with mandate and members by role, never by name."""

    def test_almost_nothing_is_asked_for(self) -> None:
        found = organisation()
        assert (found.municipality, found.entitlements, found.extensions) == (None, (), None)
        (one,) = found.bodies
        assert (one.mandate, one.members, one.start, one.end) == (None, (), None, None)

    def test_everything_has_its_place(self) -> None:
        chair = Member(role=TEXT, number=1)
        guest = Member(role={"en": "guest"}, voting=False)
        found = organisation(
            municipality=Municipality(name="Musterstadt"),
            bodies=[
                body("a", mandate=TEXT, members=[chair, guest], start=FIRST, end=LAST),
                body("c", kind="council"),
            ],
        )
        assert list(found.bodies_by_id) == ["a", "c"]
        assert found.bodies_by_id["a"].members == (chair, guest)
        assert chair.voting
        assert guest.role == Text({"en": "guest"})
        assert hash(found)

    def test_a_member_has_no_place_for_a_name(self) -> None:
        assert {field.name for field in attrs.fields(Member)} == {"role", "number", "voting"}

    @given(organisations())
    def test_equal_parts_make_equal_organisations(self, found: Organisation) -> None:
        fields = {field.name: getattr(found, field.name) for field in attrs.fields(Organisation)}
        assert Organisation(**fields) == found


class TestRefusals:
    """Every broken rule is named at its place, and all of them at once."""

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"id": "No id"}, ("bad-id", "/id")),
            ({"source_language": "deutsch"}, ("bad-language", "/source_language")),
            ({"source_language": 1}, ("bad-language", "/source_language")),
            ({"bodies": []}, ("too-few", "/bodies")),
            ({"bodies": [body(f"b{n}") for n in range(201)]}, ("too-many", "/bodies")),
            ({"bodies": [body(1)]}, ("bad-id", "/bodies/0/id")),
            ({"bodies": [body(), body()]}, ("duplicate-id", "/bodies/1/id")),
            ({"bodies": [body(kind="mayor")]}, ("not-allowed", "/bodies/0/kind")),
            ({"bodies": [body(kind=["office"])]}, ("not-allowed", "/bodies/0/kind")),
            ({"bodies": [body(start="2020-03-01")]}, ("bad-date", "/bodies/0/start")),
            ({"bodies": [body(end=dt.datetime(2020, 3, 1))]}, ("bad-date", "/bodies/0/end")),  # noqa: DTZ001 - no time zone makes it a day
            (
                {"bodies": [body(start=FIRST, end=FIRST - ONE_DAY)]},
                ("end-before-start", "/bodies/0/end"),
            ),
            (
                {"bodies": [body(members=[Member(role=TEXT)] * 101)]},
                ("too-many", "/bodies/0/members"),
            ),
            (
                {"entitlements": [right("mayor")]},
                ("not-allowed", "/entitlements/0/kind"),
            ),
            (
                {"entitlements": [right("office", "decide")]},
                ("not-allowed", "/entitlements/0/acts/0"),
            ),
            (
                {"entitlements": [Entitlement(kind="office", acts=["review", "review"])]},
                ("duplicate-id", "/entitlements/0/acts/1"),
            ),
            (
                {"entitlements": [Entitlement(kind="office", acts=[])] * 2},
                ("duplicate-id", "/entitlements/1/kind"),
            ),
        ],
        ids=str,
    )
    def test_each_broken_rule_has_its_code(
        self, changes: dict[str, Any], expected: tuple[str, str], refused: Refused
    ) -> None:
        assert refused(lambda: organisation(**changes)) == [expected]

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"number": 0}, "outside-range"),
            ({"number": -1}, "outside-range"),
            ({"number": 10_001}, "outside-range"),
            ({"number": True}, "wrong-type"),
            ({"number": 1.0}, "wrong-type"),
            ({"number": "3"}, "wrong-type"),
            ({"voting": 1}, "wrong-type"),
            ({"voting": None}, "wrong-type"),
        ],
        ids=str,
    )
    def test_members_are_counted_in_whole_numbers(
        self, changes: dict[str, Any], code: str, refused: Refused
    ) -> None:
        member = Member(**{"role": TEXT, **changes})
        (name,) = changes
        found = refused(lambda: organisation(bodies=[body(members=[member])]))
        assert found == [(code, f"/bodies/0/members/0/{name}")]

    def test_bounds_belong_to_what_is_allowed(self) -> None:
        members = [Member(role=TEXT, number=1), Member(role=TEXT, number=10_000)] * 50
        bodies = [body(f"b{n}", start=FIRST, end=FIRST) for n in range(199)]
        rights = [Entitlement(kind=kind, acts=ACTS) for kind in BODY_KINDS]
        found = organisation(bodies=[*bodies, body(members=members)], entitlements=rights)
        assert len(found.bodies) == 200

    def test_all_problems_come_at_once(self, refused: Refused) -> None:
        found = refused(lambda: organisation(id="", source_language="", bodies=[]))
        assert [code for code, _ in found] == ["bad-id", "bad-language", "too-few"]


class TestTypes:
    """Things of a wrong type are told at their place."""

    def test_entries_and_municipality(self, refused: Refused) -> None:
        wrong = {"bodies": [5, body()], "entitlements": ["council"], "municipality": "Köln"}
        assert refused(lambda: organisation(**wrong)) == [
            ("wrong-type", "/municipality"),
            ("wrong-type", "/bodies/0"),
            ("wrong-type", "/entitlements/0"),
        ]
        found = refused(lambda: organisation(bodies=[body(members=["chair"])]))
        assert found == [("wrong-type", "/bodies/0/members/0")]

    def test_rights_cannot_be_widened_afterwards(self) -> None:
        """L3, O2: what is handed out cannot be changed."""
        found = organisation()
        for mapping in (found.acts_by_kind, found.bodies_by_id):
            changeable: Any = mapping
            with pytest.raises(TypeError, match="does not support item assignment"):
                changeable["office"] = None

    def test_only_days_have_rights(self) -> None:
        moment: Any = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        with pytest.raises(TypeError, match="acts_of: day is to be date, not datetime"):
            organisation().acts_of("b", moment)


class TestEntitlements:
    """O2: what a kind of body may do is data; a town may change it kind by kind."""

    def test_every_kind_has_one_default(self) -> None:
        assert [one.kind for one in DEFAULT_ENTITLEMENTS] == list(get_args(BodyKind))
        assert set(ACTS) == set(get_args(Act))

    def test_only_a_council_resolves_and_only_a_steering_group_selects(self) -> None:
        """As in examples/erlangen: the steering group picks from the catalogue, the council resolves."""

        def able(act: Act) -> set[str]:
            return {one.kind for one in DEFAULT_ENTITLEMENTS if act in one.acts}

        assert able("resolve") == {"council"}
        assert able("select") == {"steering-group"}
        assert able("carry-out") == {"responsible", "office"}
        assert able("review") == {"steering-group", "coordination-office"}

    def test_an_entry_replaces_the_default_of_its_kind_alone(self) -> None:
        found = organisation(
            bodies=[body("c", kind="conference"), body("s", kind="steering-group")],
            entitlements=[Entitlement(kind="conference", acts=["select"])],
        )
        assert found.acts_of("c", FIRST) == {"select"}
        assert found.acts_of("s", FIRST) == {"propose", "select", "recommend", "review"}

    def test_an_empty_entry_takes_everything_away(self) -> None:
        found = organisation(entitlements=[Entitlement(kind="office", acts=[])])
        assert found.acts_of("b", FIRST) == frozenset()

    def test_a_kind_may_have_rights_without_any_body(self) -> None:
        found = organisation(entitlements=[Entitlement(kind="council", acts=["review"])])
        assert found.acts_of("b", FIRST) == {"propose", "carry-out", "document"}


def named(found: Organisation, one: str, act: Act, day: dt.date) -> list[tuple[str, str]]:
    problems = Problems()
    check_actor(problems, found, one, act, day, ("here", "body"))
    return [(problem.code, problem.pointer) for problem in problems.found]


class TestDays:
    """O3: a body acts only on days on which it exists."""

    @pytest.mark.parametrize(
        ("start", "end", "day", "there"),
        [
            (FIRST, LAST, FIRST, True),
            (FIRST, LAST, LAST, True),
            (FIRST, LAST, FIRST - ONE_DAY, False),
            (FIRST, LAST, LAST + ONE_DAY, False),
            (None, LAST, dt.date.min, True),
            (None, LAST, LAST + ONE_DAY, False),
            (FIRST, None, dt.date.max, True),
            (FIRST, None, FIRST - ONE_DAY, False),
            (None, None, FIRST, True),
            (FIRST, FIRST, FIRST, True),
        ],
    )
    def test_first_and_last_day_belong_to_its_time(
        self, start: dt.date | None, end: dt.date | None, day: dt.date, *, there: bool
    ) -> None:
        found = organisation(bodies=[body(start=start, end=end)])
        assert ("propose" in found.acts_of("b", day)) is there
        assert named(found, "b", "propose", day) == (
            [] if there else [("body-not-there", "/here/body")]
        )

    def test_nobody_may_do_nothing(self) -> None:
        assert organisation().acts_of("nobody", FIRST) == frozenset()
        assert named(organisation(), "nobody", "propose", FIRST) == [("unknown-body", "/here/body")]

    def test_a_body_that_is_there_still_needs_the_right(self) -> None:
        assert named(organisation(), "b", "resolve", FIRST) == [("not-entitled", "/here/body")]

    @given(organisations(), st.dates(dt.date(2019, 1, 1), dt.date(2026, 1, 1)), st.data())
    def test_the_check_and_the_list_agree(
        self, found: Organisation, day: dt.date, data: st.DataObject
    ) -> None:
        """O2, O3: whoever is in the list of acts passes the check, and nobody else."""
        one = data.draw(st.sampled_from([*found.bodies_by_id, "nobody-at-all-0"]))
        for act in ACTS:
            assert (act in found.acts_of(one, day)) is (named(found, one, act, day) == [])
