# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the organisation, worked out by hand and read back; O1-O3, M7."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import attrs
import pytest
from hypothesis import given
from tests.course.catalogues import ORGANISATION
from tests.render.course.chapterpages import check_calm, check_wording, html, wording
from tests.render.htmlpages import all_of, text_of
from tests.render.paper import HOSTILE, TRICKY, headings_of, lines_of, reworded, types_of
from tests.render.village import tables

from weltoffen.model.organisation import Act, Body, BodyKind, Entitlement, Organisation
from weltoffen.render.blocks import Heading
from weltoffen.render.course.organisations import organisation_chapter
from weltoffen.render.course.voice import Voice
from weltoffen.render.markdown import write_markdown

if TYPE_CHECKING:
    from weltoffen.render.blocks import Block


def blocks(organisation: Organisation = ORGANISATION, language: str = "de") -> list[Block]:
    """Write the chapter."""
    return list(organisation_chapter(Voice(language=language), organisation))


def told(organisation: Organisation = ORGANISATION, language: str = "de") -> str:
    """Write the chapter as Markdown."""
    return write_markdown(blocks(organisation, language)).replace("\u00a0", " ")


def with_kinds(*kinds: BodyKind, acts: tuple[Entitlement, ...] = ()) -> Organisation:
    """Give an organisation with a body of each of these kinds, called as the kind."""
    bodies = [Body(id=f"b-{one}", kind=one, title={"de": one, "en": one}) for one in kinds]
    return Organisation(id="x", source_language="de", bodies=bodies, entitlements=acts)


class TestBodiesO1:
    """O1: bodies by kind with mandate and members by role; with first and last day."""

    def test_headings(self) -> None:
        first = blocks()[0]
        assert isinstance(first, Heading)
        assert (first.level, first.anchor) == (2, "course-organisation")
        assert headings_of(told()) == [
            (2, "Die Organisation"),
            (3, "Wer welchen Schritt gehen darf"),
        ]
        assert headings_of(told(language="en")) == [
            (2, "The organisation"),
            (3, "Who may take which step"),
        ]

    def test_by_kind_with_roles_and_days(self) -> None:
        assert tables(told())[0] == [
            ["Stelle", "Art", "Auftrag", "Mitglieder", "Besteht"],
            [
                "Lenkungskreis",
                "Lenkungskreis",
                "Steuert die Richtung.",
                "Vorsitz (eine Person), Fraktionen, Gäste (2 Personen, ohne Stimme)",
                "ab 1. Januar 2025",
            ],
            ["Stadtrat", "Rat", "nicht festgehalten", "nicht genannt", "ohne Frist"],
            [
                "Alter Ausschuss",
                "Ausschuss",
                "nicht festgehalten",
                "nicht genannt",
                "1. Januar 2020 bis 31. Dezember 2024",
            ],
            ["Kulturamt", "Amt", "nicht festgehalten", "nicht genannt", "ohne Frist"],
        ]

    def test_in_english(self) -> None:
        assert tables(told(language="en"))[0][1] == [
            "Steering group",
            "Steering group",
            "Steers the direction.",
            "Chair (one person), Council groups, Guests (2 people, without a vote)",
            "from 1 January 2025",
        ]

    def test_members_without_number_may_have_no_vote_either(self) -> None:
        (body, *_) = ORGANISATION.bodies
        members = [attrs.evolve(one, number=None, voting=False) for one in body.members[:1]]
        here = attrs.evolve(ORGANISATION, bodies=[attrs.evolve(body, members=members)])
        assert tables(told(here))[0][1][3] == "Vorsitz (ohne Stimme)"

    def test_kinds_stand_in_their_own_order_bodies_of_one_kind_in_declared_order(self) -> None:
        kinds: tuple[BodyKind, ...] = ("other", "council", "steering-group", "council")
        bodies = [
            Body(id=f"b-{place}", kind=kind, title={"de": str(place)})
            for place, kind in enumerate(kinds)
        ]
        here = Organisation(id="x", source_language="de", bodies=bodies)
        assert [row[0] for row in tables(told(here))[0][1:]] == ["2", "1", "3", "0"]

    def test_no_persons_are_named_and_it_says_so(self) -> None:
        assert "Genannt sind Funktionen, keine Personen." in lines_of(told())[1]
        assert "Functions are named, not persons." in lines_of(told(language="en"))[1]


class TestActsO2:
    """O2: what a kind of body may do is data."""

    def test_the_default(self) -> None:
        """By hand from the list of the defaults."""
        acts = ["vorschlagen", "auswählen", "empfehlen", "beschließen"]
        acts += ["umsetzen", "dokumentieren", "überprüfen"]
        assert tables(told())[1] == [
            ["Art", *acts],
            ["Lenkungskreis", "ja", "ja", "ja", "nein", "nein", "nein", "ja"],
            ["Rat", "ja", "nein", "nein", "ja", "nein", "nein", "nein"],
            ["Ausschuss", "ja", "nein", "ja", "nein", "nein", "nein", "nein"],
            ["Amt", "ja", "nein", "nein", "nein", "ja", "ja", "nein"],
        ]
        assert "Anders als voreingestellt" not in told()

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("de", "hängt von ihrer Art ab und gilt, solange es sie gibt."),
            ("en", "depends on its kind, and holds as long as the body exists."),
        ],
    )
    def test_it_says_what_that_means(self, language: str, words: str) -> None:
        assert words in told(language=language)

    def test_each_kind_once_however_many_bodies_there_are(self) -> None:
        assert len(tables(told(ORGANISATION))[1]) == 5
        double = attrs.evolve(
            ORGANISATION,
            bodies=[
                *ORGANISATION.bodies,
                *(attrs.evolve(one, id=f"{one.id}-2") for one in ORGANISATION.bodies),
            ],
        )
        assert tables(told(double))[1] == tables(told(ORGANISATION))[1]

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("de", "Anders als voreingestellt hat die Kommune geregelt: Rat."),
            ("en", "The town has settled these otherwise than by default: Council."),
        ],
    )
    def test_what_a_town_has_changed_is_named(self, language: str, words: str) -> None:
        """The council may select here; the steering group's own entry says what the default says."""
        own = (
            Entitlement(kind="council", acts=("select",)),
            Entitlement(kind="steering-group", acts=("review", "recommend", "select", "propose")),
            Entitlement(kind="conference", acts=()),
        )
        here = with_kinds("steering-group", "council", acts=own)
        found = told(here, language)
        assert words in lines_of(found)
        yes = {"de": "ja", "en": "yes"}[language]
        assert [cell == yes for cell in tables(found)[1][2][1:]] == [False, True, *[False] * 5]

    def test_every_kind_has_a_name_of_its_own(self) -> None:
        kinds: tuple[BodyKind, ...] = get_args(BodyKind)
        for language in ("de", "en"):
            names = [row[1] for row in tables(told(with_kinds(*kinds), language))[0][1:]]
            assert len({*names}) == len(kinds) == 10


class TestWording:
    """M7: German for German readers, English for all others, texts of documents in what they have."""

    @pytest.mark.parametrize(
        ("language", "title"), [("fr", "The organisation"), ("de-simple", "Die Organisation")]
    )
    def test_other_languages(self, language: str, title: str) -> None:
        assert headings_of(told(language=language))[0] == (2, title)

    def test_both_languages(self) -> None:
        check_wording("organisations")
        names = wording("organisations").keys()
        assert {f"kind.{one}" for one in get_args(BodyKind)} <= names
        assert {f"act.{one}" for one in get_args(Act)} <= names

    def test_as_html(self) -> None:
        cells = [text_of(one) for one in all_of(html(blocks()), "td")]
        assert "Steuert die Richtung." in cells


class TestHostileTexts:
    """Texts of an organisation stay texts, in each format."""

    @pytest.mark.parametrize("text", [HOSTILE, "a<b>", "a|", "=1+1", "a\nb", "a\u202e", "a\x00"])
    def test_of_each_sort(self, text: str) -> None:
        check_calm(blocks(reworded(ORGANISATION, text)), blocks(reworded(ORGANISATION, "calm")))

    @given(TRICKY)
    def test_of_any_sort(self, text: str) -> None:
        wild, calm = (told(reworded(ORGANISATION, one)) for one in (text, "calm"))
        assert types_of(wild) == types_of(calm)
