# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on offers: each recommendation with its reasons, in both languages; F2, M7, N3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from tests.builders import single, town
from tests.render.htmlpages import all_of, skeleton, text_of
from tests.render.paper import HOSTILE, TRICKY, headings_of, lines_of, reworded, types_of

from weltoffen.course.offers import OfferReason, OfferRecommendation, recommend_offers
from weltoffen.model.suggestion import Module, OfferRule
from weltoffen.model.target import Node
from weltoffen.render.blocks import Heading
from weltoffen.render.course.offers import offers_chapter
from weltoffen.render.course.voice import Voice
from weltoffen.render.html import Document, write_html
from weltoffen.render.inline import Line
from weltoffen.render.markdown import write_markdown
from weltoffen.render.page import Page
from weltoffen.render.sections import divided

if TYPE_CHECKING:
    from weltoffen.render.blocks import Block
    from weltoffen.report.structure import Report


def said(text: str) -> dict[str, str]:
    return {"de": f"{text} (de)", "en": f"{text} (en)"}


def rule(name: str, when: Any = "open-gap") -> OfferRule:  # noqa: ANN401 - any condition
    return OfferRule(id=name, when=when, reason=said(f"weil {name}"))


NODES = tuple(Node(id=one, title=said(one)) for one in ("plan", "geld", "haus"))
MODULES = (
    Module(id="talk", title=said("Gespräch"), rules=[rule("far"), rule("split", "disagreement")]),
    Module(id="quiet", title=said("Stille"), description=said("Nichts"), rules=[rule("never")]),
    Module(id="visit", title=said("Besuch"), description=said("Hinfahren"), rules=[rule("near")]),
)
PLACE = town(*(single(f"q-{one.id}", one.id) for one in NODES), nodes=NODES, modules=MODULES)
REPORT = PLACE.report()
OFFERS = (
    OfferRecommendation(
        module="talk",
        reasons=(
            OfferReason(rule="far", nodes=("plan", "haus"), number=2),
            OfferReason(rule="split", nodes=("geld",), number=3),
        ),
    ),
    OfferRecommendation(
        module="visit", reasons=(OfferReason(rule="near", nodes=("plan",), number=1),)
    ),
)


def blocks(
    offers: tuple[OfferRecommendation, ...] = OFFERS, language: str = "de", report: Report = REPORT
) -> list[Block]:
    voice = Voice(language=language, page=Page(report=report, language=language))
    return list(offers_chapter(voice, offers))


def markdown(*arguments: Any, **more: Any) -> str:  # noqa: ANN401 - as blocks
    return write_markdown(blocks(*arguments, **more))


def page(found: list[Block], language: str = "de") -> str:
    lead, sections = divided(found)
    title = Line.of("x")
    return write_html(
        Document(
            language=language,
            title=title,
            town="Musterstadt",
            lead=lead,
            sections=sections,
            closing=title,
        )
    )


class TestWhatItSays:
    """F2: title, description and reasons of each module that is recommended, and of no other."""

    def test_headings(self) -> None:
        found = blocks()
        assert isinstance(found[0], Heading)
        assert (found[0].level, found[0].anchor) == (2, "course-offers")
        assert headings_of(markdown()) == [
            (2, "Angebote"),
            (3, "Gespräch (de)"),
            (3, "Besuch (de)"),
        ]
        assert headings_of(markdown(language="en"))[0] == (2, "Offers")

    def test_reasons_with_the_leaves_they_rest_on(self) -> None:
        found = lines_of(markdown())
        at = found.index("Gespräch (de)")
        assert found[at + 1 :] == [
            "Gründe, danach zu fragen:",
            "weil far (de)",
            "2\u00a0Themen: plan (de), haus (de)",
            "weil split (de)",
            "3\u00a0Anlässe, ein Thema: geld (de)",
            "Besuch (de)",
            "Hinfahren (de)",
            "Gründe, danach zu fragen:",
            "weil near (de)",
            "ein Thema: plan (de)",
        ]
        assert "Stille" not in markdown()

    def test_in_english(self) -> None:
        found = lines_of(markdown(language="en"))
        at = found.index("Gespräch (en)")
        assert found[at + 1 : at + 6] == [
            "Reasons to ask for it:",
            "weil far (en)",
            "2\u00a0topics: plan (en), haus (en)",
            "weil split (en)",
            "3\u00a0occasions, one topic: geld (en)",
        ]

    @pytest.mark.parametrize(
        ("language", "words"), [("de", "Ein Anlass, ein Thema"), ("en", "One occasion, one topic")]
    )
    def test_one_occasion(self, language: str, words: str) -> None:
        once = OfferReason(rule="split", nodes=("geld",), number=1)
        offers = (OfferRecommendation(module="talk", reasons=(once,)),)
        assert any(one.startswith(words) for one in lines_of(markdown(offers, language)))

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            (
                "de",
                (
                    "Die Regeln stehen im Zielbild und beachten nur, was dieser Bericht zeigt.",
                    "Anlass",
                    "keine Wirkung",
                    "Dass jemand sie anbietet, ist damit nicht zugesagt.",
                ),
            ),
            (
                "en",
                (
                    "The rules stand in the target model and look only at what this report shows.",
                    "occasion to ask",
                    "no effect",
                    "no promise",
                ),
            ),
        ],
    )
    def test_what_a_recommendation_is_and_what_not(
        self, language: str, words: tuple[str, ...]
    ) -> None:
        for one in words:
            assert one in markdown(language=language)

    @pytest.mark.parametrize(
        ("language", "words"),
        [("de", "kein Angebot empfohlen"), ("en", "no offer is recommended")],
    )
    def test_nothing(self, language: str, words: str) -> None:
        found = markdown((), language)
        assert words in found
        assert len(headings_of(found)) == 1
        assert words not in markdown(language=language)

    @pytest.mark.parametrize(("language", "wanted"), [("fr", "en"), ("de-simple", "de")])
    def test_other_languages(self, language: str, wanted: str) -> None:
        """M7: our own words in German or English, those of the model in their source language."""
        found = lines_of(markdown(language=language))
        assert found[0] == {"en": "Offers", "de": "Angebote"}[wanted]
        assert "weil far (de)" in found

    def test_as_html(self) -> None:
        entries = [text_of(one) for one in all_of(page(blocks()), "li")]
        assert any("weil split (de)" in one and "3\u00a0Anlässe" in one for one in entries)


class TestHostileTexts:
    """Texts of a target model stay texts, in each format."""

    @staticmethod
    def worded(text: str) -> Report:
        nodes = reworded(REPORT.nodes, text)
        return attrs.evolve(REPORT, modules=reworded(MODULES, text), nodes=nodes)

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_of_all_sorts(self, language: str) -> None:
        self.check(HOSTILE, language)

    @pytest.mark.parametrize("text", ["<b>", "|", "=1+1", "a\nb", "\u202e", "\x00"])
    def test_of_each_sort(self, text: str) -> None:
        self.check(f"a{text}", "de")

    @given(TRICKY)
    def test_of_any_sort(self, text: str) -> None:
        self.check(text, "de")

    def check(self, text: str, language: str) -> None:
        wild, calm = (blocks(OFFERS, language, self.worded(one)) for one in (text, "calm"))
        assert types_of(write_markdown(wild)) == types_of(write_markdown(calm))
        assert skeleton(page(wild, language)) == skeleton(page(calm, language))
        assert "\u202e" not in write_markdown(wild)


class TestTogether:
    """F2: what is recommended for a report can be written with it, and nothing else is."""

    def test_of_a_town(self) -> None:
        """Plan is far below its target, geld has reached it; haus was not answered."""
        official = PLACE.official(**{"q-plan": "s0", "q-geld": "s4"})
        report = PLACE.report(official)
        found = lines_of(markdown(recommend_offers(report), "de", report))
        assert found.count("ein Thema: plan (de)") == 3
        assert not any("geld" in one or "haus" in one for one in found)
