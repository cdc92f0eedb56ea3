# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the organisation, worked out by hand and read back; O1-O3, M7."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

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
            ["Stelle", "Auftrag", "Mitglieder", "Besteht"],
            [
                "Lenkungskreis",
                "Steuert die Richtung.",
                "Vorsitz (eine Person), Fraktionen, Gäste (2 Personen, ohne Stimme)",
                "ab 1. Januar 2025",
            ],
            ["Stadtrat", "nicht festgehalten", "nicht genannt", "ohne Frist"],
            [
                "Alter Ausschuss",
                "nicht festgehalten",
                "nicht genannt",
                "1. Januar 2020 bis 31. Dezember 2024",
            ],
            ["Kulturamt", "nicht festgehalten", "nicht genannt", "ohne Frist"],
        ]

    def test_in_english(self) -> None:
        assert tables(told(language="en"))[0][1] == [
            "Steering group",
            "Steers the direction.",
            "Chair (one person), Council groups, Guests (2 people, without a vote)",
            "from 1 January 2025",
        ]

    def test_members_without_number_may_have_no_vote_either(self) -> None:
        (body, *_) = ORGANISATION.bodies
        members = [attrs.evolve(one, number=None, voting=False) for one in body.members[:1]]
        here = attrs.evolve(ORGANISATION, bodies=[attrs.evolve(body, members=members)])
        assert tables(told(here))[0][1][2] == "Vorsitz (ohne Stimme)"

    @pytest.mark.parametrize(
        ("field", "kept"),
        [
            ("mandate", ["Mitglieder", "Besteht"]),
            ("members", ["Auftrag", "Besteht"]),
            ("days", ["Auftrag", "Mitglieder"]),
        ],
    )
    def test_what_is_known_of_no_body_has_no_column(self, field: str, kept: list[str]) -> None:
        nothing: dict[str, dict[str, Any]] = {
            "mandate": {"mandate": None},
            "members": {"members": ()},
            "days": {"start": None, "end": None},
        }
        bodies = [attrs.evolve(one, **nothing[field]) for one in ORGANISATION.bodies]
        found = tables(told(attrs.evolve(ORGANISATION, bodies=bodies)))[0]
        assert found[0] == ["Stelle", *kept]
        assert {len(row) for row in found} == {3}

    def test_bodies_of_which_nothing_is_known_but_their_names_stand_in_a_list(self) -> None:
        found = told(with_kinds("council", "conference"))
        assert lines_of(found)[2:4] == ["conference (Integrationskonferenz)", "council (Rat)"]
        assert len(tables(found)) == 1

    @pytest.mark.parametrize(
        ("kind", "title", "language", "shown"),
        [
            ("council", "Stadtrat", "de", "Stadtrat"),
            ("council", "RAT der Stadt", "de", "RAT der Stadt"),
            ("council", "Kreistag", "de", "Kreistag (Rat)"),
            ("office", "Sozialamt", "de", "Sozialamt"),
            ("office", "Sozialamt", "en", "Sozialamt (Office)"),
            ("working-group", "Runder Tisch", "en", "Runder Tisch (Working group)"),
            ("other", "Runder Tisch", "de", "Runder Tisch (Sonstige)"),
        ],
    )
    def test_the_kind_stands_behind_the_title_unless_that_says_it(
        self, kind: BodyKind, title: str, language: str, shown: str
    ) -> None:
        body = Body(id="b", kind=kind, title={"de": title})
        here = Organisation(id="x", source_language="de", bodies=[body])
        assert lines_of(told(here, language))[2] == shown

    def test_kinds_stand_in_their_own_order_bodies_of_one_kind_in_declared_order(self) -> None:
        kinds: tuple[BodyKind, ...] = ("other", "council", "steering-group", "council")
        bodies = [
            Body(id=f"b-{place}", kind=kind, title={"de": str(place)}, mandate={"de": "x"})
            for place, kind in enumerate(kinds)
        ]
        here = Organisation(id="x", source_language="de", bodies=bodies)
        assert [row[0] for row in tables(told(here))[0][1:]] == [
            "2 (Lenkungskreis)",
            "1 (Rat)",
            "3 (Rat)",
            "0 (Sonstige)",
        ]

    def test_no_persons_are_named_and_it_says_so(self) -> None:
        assert "Genannt sind Funktionen, keine Personen." in lines_of(told())[1]
        assert "Functions are named, not persons." in lines_of(told(language="en"))[1]


class TestActsO2:
    """O2: what a kind of body may do is data."""

    def test_the_default(self) -> None:
        """By hand from the list of the defaults."""
        assert tables(told())[1] == [
            ["Schritt", "Wer ihn gehen darf"],
            ["vorschlagen", "Lenkungskreis, Rat, Ausschuss, Amt"],
            ["auswählen", "Lenkungskreis"],
            ["empfehlen", "Lenkungskreis, Ausschuss"],
            ["beschließen", "Rat"],
            ["umsetzen", "Amt"],
            ["dokumentieren", "Amt"],
            ["überprüfen", "Lenkungskreis"],
        ]
        assert "Anders als voreingestellt" not in told()

    @pytest.mark.parametrize(
        ("language", "none"), [("de", "keine dieser Stellen"), ("en", "none of these bodies")]
    )
    def test_what_no_body_may_do_is_said(self, language: str, none: str) -> None:
        """Of these two, a council may propose and resolve, an office what it carries out."""
        rows = tables(told(with_kinds("council", "office"), language))[-1]
        assert [row[1] == none for row in rows[1:]] == [
            *[False, True, True, False],
            *[False, False, True],
        ]

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
        assert len(tables(told(ORGANISATION))[1]) == 8
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
        council = {"de": "Rat", "en": "Council"}[language]
        able = [council in row[1].split(", ") for row in tables(found)[-1][1:]]
        assert able == [False, True, *[False] * 5]

    def test_every_kind_has_a_name_of_its_own(self) -> None:
        kinds: tuple[BodyKind, ...] = get_args(BodyKind)
        for language in ("de", "en"):
            names = [wording("organisations")[f"kind.{one}"][language] for one in kinds]
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
