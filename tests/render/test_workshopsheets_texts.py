# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Sheets for a workshop: what they are made from, their numbers, hostile texts; N3, P5."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from tests.builders import refused
from tests.render.htmlpages import numbers_of, poisoned, read, skeleton
from tests.render.paper import HOSTILE, TRICKY, one_line
from tests.render.refreports import Told, demo, full_village
from tests.render.refs import check_shown
from tests.render.village import village
from tests.render.workshoppages import LANGUAGES, SVG, having, here, page_of, sheets, text

from weltoffen.errors import InvalidDocument, Unprotected
from weltoffen.render.look import Look
from weltoffen.render.workshopsheets import render_workshop
from weltoffen.scoring.results import OperatorSheet


class TestWhatIsTaken:
    @pytest.mark.parametrize("wrong", [None, {}, "report", OperatorSheet])
    def test_nothing_but_a_report_p5(self, wrong: object) -> None:
        with pytest.raises(Unprotected, match="render_workshop takes a Report"):
            render_workshop(wrong)  # type: ignore[arg-type]

    def test_the_edition_must_be_that_of_the_report(self) -> None:
        with pytest.raises(InvalidDocument):
            render_workshop(demo().report, edition=village().edition)

    def test_unknown_fields_are_told_all_at_once(self) -> None:
        found = refused(lambda: page_of(*here(), fields=["play", "sport", "nothing"]))
        assert found == [("unknown-node", "/fields/1"), ("unknown-node", "/fields/2")]

    def test_name_and_logo_of_the_town_stand_on_each_sheet(self) -> None:
        logo = b"\x89PNG\r\n\x1a\n" + b"0" * 20
        look = Look(name="Amt & Co.", logo=logo, logo_text="Wappen")
        page = render_workshop(here()[1], look=look)
        for sheet in sheets(page).values():
            (sender,) = having(sheet, "div", "sender")
            assert text(sender) == "Amt & Co."
            (image,) = sender.iter("img")
            assert image.get("alt") == "Wappen"
            assert image.get("src", "").startswith("data:image/png;base64,")

    def test_equal_reports_give_equal_pages(self) -> None:
        assert page_of(*here()) == page_of(*here())

    def test_each_sheet_says_that_the_project_is_independent(self) -> None:
        for sheet in sheets(page_of(*here())).values():
            assert "einem unabhängigen Projekt" in text(having(sheet, "div", "closing")[0])


class TestEveryNumberHasItsPlaceInTheReportN3:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("told", [demo(), full_village()], ids=["demo", "village"])
    def test_and_is_written_as_that_place_says(self, language: str, told: Told) -> None:
        page = render_workshop(told.report, language, edition=told.edition)
        found, document = numbers_of(page), told.document
        for one in found:
            check_shown(one, document, language)
        assert len(found) > 30

    def test_no_other_number_of_answers_or_percentage_stands_there(self) -> None:
        """Charts aside: without the numbers that have a place, none with a unit is left."""
        page = read(page_of(*here()))
        for sheet in page.iter("section"):
            for one in [*having(sheet, "span", "n"), *sheet.iter(f"{SVG}svg")]:
                one.clear()
            assert not re.search(r"% \(|n = \d", text(sheet))


class TestHostileTextsStayTexts:
    """A text of a document adds no element and no attribute, and reads as it was typed."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_in_every_text(self, language: str) -> None:
        made = [poisoned(full_village(), said) for said in ("a", HOSTILE)]
        plain, hostile = (
            render_workshop(one.report, language, edition=one.edition) for one in made
        )
        assert skeleton(hostile) == skeleton(plain)
        for sheet in sheets(hostile).values():
            assert text(sheet).count(one_line(HOSTILE)) > 10

    def test_in_the_name_over_the_sheet_and_the_text_of_its_logo(self) -> None:
        logo = b"\x89PNG\r\n\x1a\n" + b"0" * 20
        plain, hostile = (
            render_workshop(here()[1], look=Look(name=said, logo=logo, logo_text=said))
            for said in ("a", HOSTILE)
        )
        assert skeleton(hostile) == skeleton(plain)
        for sheet in sheets(hostile).values():
            (sender,) = having(sheet, "div", "sender")
            assert text(sender) == one_line(HOSTILE)
            (image,) = sender.iter("img")
            assert set(image.attrib) == {"src", "alt"}
            assert image.get("alt") == one_line(HOSTILE)

    @given(TRICKY)
    @settings(max_examples=10, deadline=None)
    def test_of_any_kind(self, said: str) -> None:
        made = [poisoned(full_village(), one) for one in ("a", said)]
        plain, tricky = (render_workshop(one.report, edition=one.edition) for one in made)
        assert skeleton(tricky) == skeleton(plain)
        assert one_line(said) in text(read(tricky))
