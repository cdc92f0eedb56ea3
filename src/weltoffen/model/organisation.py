# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Who does what after the self-check (Organisation): bodies and what each kind may do; O1-O3."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Literal, get_args

import attrs

from weltoffen.arguments import check_day
from weltoffen.errors import PathStep, Problems
from weltoffen.model.assessment import Municipality
from weltoffen.model.checks import (
    check_days,
    check_entries,
    check_head,
    check_optional,
    check_size,
    check_term,
)
from weltoffen.model.extensions import Extensions
from weltoffen.model.ids import check_listed
from weltoffen.model.text import Text, optional_text, text

BodyKind = Literal[
    "coordination-office",
    "steering-group",
    "responsible",
    "conference",
    "integration-council",
    "council",
    "committee",
    "working-group",
    "office",
    "other",
]
"""Kinds of bodies (Art des Gremiums, O1)."""
Act = Literal["propose", "select", "recommend", "resolve", "carry-out", "document", "review"]
"""What a body may do in the life of a measure or a goal (Befugnis, O2)."""
BODY_KINDS: tuple[BodyKind, ...] = get_args(BodyKind)
ACTS: tuple[Act, ...] = get_args(Act)

MAX_BODIES = 200
"""At most so many bodies in an organisation."""
MAX_MEMBERS = 100
"""At most so many roles in a body."""
MAX_SEATS = 10_000
"""At most so many people in a role."""


@attrs.frozen(kw_only=True)
class Member:
    """Who sits in a body (Mitglied), by role; no names of persons (O1).

    Attributes:
        role: Role, such as chair of the integration council.
        number: How many of them, 1 to 10 000; None if not said.
        voting: Whether they vote.
    """

    role: Text = attrs.field(converter=text)
    number: int | None = None
    voting: bool = True


@attrs.frozen(kw_only=True)
class Body:
    """A body or office of the organisation (Gremium, Stelle; O1).

    Attributes:
        id: Id, unique in the organisation.
        kind: What kind.
        title: Its name.
        mandate: What it is there for, or None.
        members: Its members by role, at most 100 entries.
        start: First day on which it exists (O3), or None: since ever.
        end: Last day on which it exists; None while it goes on.
    """

    id: str
    kind: BodyKind
    title: Text = attrs.field(converter=text)
    mandate: Text | None = attrs.field(default=None, converter=optional_text)
    members: tuple[Member, ...] = attrs.field(converter=tuple[Member, ...], default=())
    start: dt.date | None = None
    end: dt.date | None = None

    def exists_on(self, day: dt.date) -> bool:
        """Say whether the body exists on a day (O3); its first and last day count.

        Args:
            day: The day.
        """
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@attrs.frozen(kw_only=True)
class Entitlement:
    """What a kind of body may do (Befugnis, O2).

    Attributes:
        kind: Kind of body.
        acts: What it may do; may be empty.
    """

    kind: BodyKind
    acts: tuple[Act, ...] = attrs.field(converter=tuple[Act, ...])


DEFAULT_ENTITLEMENTS: tuple[Entitlement, ...] = (
    Entitlement(kind="coordination-office", acts=("propose", "document", "review")),
    Entitlement(kind="steering-group", acts=("propose", "select", "recommend", "review")),
    Entitlement(kind="responsible", acts=("propose", "carry-out", "document")),
    Entitlement(kind="conference", acts=("propose",)),
    Entitlement(kind="integration-council", acts=("propose", "recommend")),
    Entitlement(kind="council", acts=("propose", "resolve")),
    Entitlement(kind="committee", acts=("propose", "recommend")),
    Entitlement(kind="working-group", acts=("propose",)),
    Entitlement(kind="office", acts=("propose", "carry-out", "document")),
    Entitlement(kind="other", acts=()),
)
"""What each kind may do where a town says nothing else (O2)."""


@attrs.frozen(kw_only=True)
class Organisation:
    """The organisation of a town's work after the self-check (Organisation; O1-O3).

    Attributes:
        id: Id, by which measures and goals name it.
        source_language: Language in which the texts were written first (M7).
        municipality: The municipality, or None.
        bodies: Its bodies, 1 to 200.
        entitlements: What kinds of body may do, each kind at most once; a kind that is not listed has that
            of `DEFAULT_ENTITLEMENTS`. They hold on every day.
        extensions: Data of other software.

    Raises:
        InvalidDocument: With every broken rule.
    """

    id: str
    source_language: str
    municipality: Municipality | None = None
    bodies: tuple[Body, ...] = attrs.field(converter=tuple[Body, ...])
    entitlements: tuple[Entitlement, ...] = attrs.field(
        converter=tuple[Entitlement, ...], default=()
    )
    extensions: Extensions | None = None

    def __attrs_post_init__(self) -> None:
        """Check ids, kinds, members, days and what the kinds may do."""
        problems = Problems()
        check_head(problems, self.id, self.source_language, self.extensions)
        check_optional(problems, self.municipality, Municipality, ("municipality",))
        check_size(problems, self.bodies, MAX_BODIES, ("bodies",), minimum=1)
        if check_entries(problems, self.bodies, Body, ("bodies",)):
            check_listed(problems, (one.id for one in self.bodies), "bodies")
            for index, body in enumerate(self.bodies):
                _check_body(problems, body, ("bodies", index))
        if check_entries(problems, self.entitlements, Entitlement, ("entitlements",)):
            self._check_entitlements(problems)
        problems.raise_if_any()

    def _check_entitlements(self, problems: Problems) -> None:
        seen: list[str] = []
        for index, one in enumerate(self.entitlements):
            here = ("entitlements", index)
            check_term(problems, one.kind, BODY_KINDS, (*here, "kind"))
            if one.kind in seen:
                problems.add("duplicate-id", (*here, "kind"), id=one.kind)
            seen.append(one.kind)
            for place, act in enumerate(one.acts):
                check_term(problems, act, ACTS, (*here, "acts", place))
                if act in one.acts[:place]:
                    problems.add("duplicate-id", (*here, "acts", place), id=act)

    @cached_property
    def bodies_by_id(self) -> Mapping[str, Body]:
        """Bodies by id."""
        return MappingProxyType({body.id: body for body in self.bodies})

    @cached_property
    def acts_by_kind(self) -> Mapping[BodyKind, frozenset[Act]]:
        """What each kind of body may do (O2): the town's own where it says so, else the default."""
        entitlements = (*DEFAULT_ENTITLEMENTS, *self.entitlements)
        return MappingProxyType({one.kind: frozenset(one.acts) for one in entitlements})

    def acts_of(self, body: str, day: dt.date) -> frozenset[Act]:
        """Give what a body may do on a day (O2): nothing if it does not exist then (O3), or never.

        Args:
            body: Id of the body.
            day: The day.

        Raises:
            TypeError: For anything but a day.
        """
        check_day("acts_of", "day", day)
        found = self.bodies_by_id.get(body)
        if found is None or not found.exists_on(day):
            return frozenset()
        return self.acts_by_kind[found.kind]


def check_actor(  # noqa: PLR0917 - who did what when, and where that is written
    problems: Problems,
    organisation: Organisation,
    body: str,
    act: Act,
    day: dt.date,
    path: tuple[PathStep, ...],
) -> None:
    """Check that a body was there on a day (O3) and was entitled to what it did (O2).

    Adds ``unknown-body``, ``body-not-there`` or ``not-entitled``.

    Args:
        problems: Takes what is wrong.
        organisation: The organisation.
        body: Id of the body.
        act: What it did.
        day: On which day.
        path: Where the body is named.
    """
    found = organisation.bodies_by_id.get(body)
    if found is None:
        problems.add("unknown-body", path, id=body)
    elif not found.exists_on(day):
        problems.add("body-not-there", path, id=body, day=day.isoformat())
    elif act not in organisation.acts_by_kind[found.kind]:
        problems.add("not-entitled", path, id=body, kind=found.kind, act=act)


def _check_body(problems: Problems, body: Body, here: tuple[PathStep, ...]) -> None:
    check_term(problems, body.kind, BODY_KINDS, (*here, "kind"))
    check_days(problems, body.start, body.end, here)
    check_size(problems, body.members, MAX_MEMBERS, (*here, "members"))
    if not check_entries(problems, body.members, Member, (*here, "members")):
        return
    for index, member in enumerate(body.members):
        at = (*here, "members", index)
        if type(member.voting) is not bool:
            problems.add("wrong-type", (*at, "voting"), expected="boolean")
        if member.number is None:
            continue
        if type(member.number) is not int:
            problems.add("wrong-type", (*at, "number"), expected="integer")
        elif not 1 <= member.number <= MAX_SEATS:
            problems.add("outside-range", (*at, "number"), minimum=1, maximum=MAX_SEATS)
