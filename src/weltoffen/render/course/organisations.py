# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the organisation (Kapitel zur Organisation): bodies, roles, and who may do what; O1-O3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.model.organisation import ACTS, BODY_KINDS, DEFAULT_ENTITLEMENTS
from weltoffen.render.blocks import heading, paragraphs, table
from weltoffen.render.inline import Line, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weltoffen.model.organisation import Body, BodyKind, Member, Organisation
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
    yield table(
        [_say(voice, f"label.{one}") for one in ("body", "kind", "mandate", "members", "exists")],
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
        [_say(voice, "label.kind"), *(_say(voice, f"act.{act}") for act in ACTS)],
        [_acts(voice, organisation, kind) for kind in kinds],
    )
    yield from paragraphs(_own_acts(voice, organisation, kinds))


def _say(voice: Voice, name: str, **values: Line) -> Line:
    return voice.say("organisations", name, **values)


def _body(voice: Voice, organisation: Organisation, one: Body) -> list[Line]:
    language = organisation.source_language
    return [
        voice.text(one.title, language).strong,
        _say(voice, f"kind.{one.kind}"),
        voice.maybe(one.mandate, language) or _say(voice, "none.mandate"),
        join(", ", (_member(voice, language, member) for member in one.members))
        or _say(voice, "none.members"),
        Line.of(voice.figures.days(one.start, one.end)) or _say(voice, "none.exists"),
    ]


def _member(voice: Voice, language: str, one: Member) -> Line:
    name = "member.alone" if one.number is None else "member.counted"
    number = "number.one" if one.number == 1 else "number.several"
    return _say(
        voice,
        name if one.voting else f"{name}-without-vote",
        role=voice.text(one.role, language),
        number=_say(voice, number, number=Line.of(one.number)),
    )


def _acts(voice: Voice, organisation: Organisation, kind: BodyKind) -> list[Line]:
    """Say of each act whether a kind of body may do it (O2)."""
    acts = organisation.acts_by_kind[kind]
    answers = (_say(voice, "answer.yes" if act in acts else "answer.no") for act in ACTS)
    return [_say(voice, f"kind.{kind}"), *answers]


def _own_acts(voice: Voice, organisation: Organisation, kinds: list[BodyKind]) -> Line:
    """Name the kinds shown for which a town has settled something else than the default; or nothing."""
    default = {one.kind: frozenset(one.acts) for one in DEFAULT_ENTITLEMENTS}
    own = [kind for kind in kinds if organisation.acts_by_kind[kind] != default[kind]]
    if not own:
        return Line()
    return _say(
        voice,
        "intro.own-acts",
        kinds=join(", ", (_say(voice, f"kind.{kind}") for kind in own)),
    )
