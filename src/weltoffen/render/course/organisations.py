# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the organisation (Kapitel zur Organisation): bodies, roles, and who may do what; O1-O3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.model.organisation import ACTS, BODY_KINDS, DEFAULT_ENTITLEMENTS
from weltoffen.render.blocks import heading, listing, paragraphs, table
from weltoffen.render.course.columns import compact_table
from weltoffen.render.inline import Line, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weltoffen.model.organisation import Act, Body, BodyKind, Member, Organisation
    from weltoffen.render.blocks import Block
    from weltoffen.render.course.voice import Voice


def organisation_chapter(voice: Voice, organisation: Organisation) -> Iterator[Block]:
    """Write who works on after the self-check (Kapitel zur Organisation).

    Args:
        voice: The language.
        organisation: The organisation; its bodies are shown by kind.
    """
    kinds: list[BodyKind] = [
        kind for kind in BODY_KINDS if any(one.kind == kind for one in organisation.bodies)
    ]
    yield from heading(2, _say(voice, "heading.organisation"), "course-organisation")
    yield from paragraphs(_say(voice, "intro.organisation"))
    yield from _bodies(
        voice,
        [
            _body(voice, organisation, one)
            for kind in kinds
            for one in organisation.bodies
            if one.kind == kind
        ],
    )
    yield from heading(3, _say(voice, "heading.acts"))
    yield from paragraphs(_say(voice, "intro.acts"))
    yield table(
        [_say(voice, "label.act"), _say(voice, "label.kinds")],
        [_act(voice, organisation, act, kinds) for act in ACTS],
    )
    yield from paragraphs(_own_acts(voice, organisation, kinds))


def _say(voice: Voice, name: str, **values: Line) -> Line:
    return voice.say("organisations", name, **values)


def _bodies(voice: Voice, rows: list[list[Line]]) -> Iterator[Block]:
    """Show the bodies in a table; in a list if there is no more to say of them than their names."""
    names = ("mandate", "members", "exists")
    head = [_say(voice, f"label.{one}") for one in ("body", *names)]
    found = compact_table(head, rows, [_say(voice, f"none.{one}") for one in names])
    if len(found.head) > 1:
        yield found
    else:
        yield from listing(name for (name,) in found.rows)


def _body(voice: Voice, organisation: Organisation, one: Body) -> list[Line]:
    language = organisation.source_language
    return [
        _named(voice, organisation, one),
        voice.maybe(one.mandate, language),
        join(", ", (_member(voice, language, member) for member in one.members)),
        Line.of(voice.figures.days(one.start, one.end)),
    ]


def _named(voice: Voice, organisation: Organisation, one: Body) -> Line:
    """Name a body, with its kind unless the title has that word already (O1)."""
    title, kind = voice.text(one.title, organisation.source_language), _kind(voice, one.kind)
    if kind.plain.casefold() in title.plain.casefold():
        return title.strong
    return _say(voice, "body.of-kind", title=title.strong, kind=kind)


def _kind(voice: Voice, kind: BodyKind) -> Line:
    return _say(voice, f"kind.{kind}")


def _member(voice: Voice, language: str, one: Member) -> Line:
    name = "member.alone" if one.number is None else "member.counted"
    number = "number.one" if one.number == 1 else "number.several"
    return _say(
        voice,
        name if one.voting else f"{name}-without-vote",
        role=voice.text(one.role, language),
        number=_say(voice, number, number=Line.of(one.number)),
    )


def _act(voice: Voice, organisation: Organisation, act: Act, kinds: list[BodyKind]) -> list[Line]:
    """Say which of the kinds of body may do something (O2)."""
    able = [_kind(voice, one) for one in kinds if act in organisation.acts_by_kind[one]]
    return [_say(voice, f"act.{act}"), join(", ", able) or _say(voice, "none.kinds")]


def _own_acts(voice: Voice, organisation: Organisation, kinds: list[BodyKind]) -> Line:
    """Name the kinds shown for which a town has settled something else than the default; or nothing."""
    default = {one.kind: frozenset(one.acts) for one in DEFAULT_ENTITLEMENTS}
    own: list[BodyKind] = [
        kind for kind in kinds if organisation.acts_by_kind[kind] != default[kind]
    ]
    if not own:
        return Line()
    return _say(
        voice,
        "intro.own-acts",
        kinds=join(", ", (_kind(voice, kind) for kind in own)),
    )
