# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on what the rules recommend (Kapitel zu den Angeboten); F1, F2, N3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.blocks import Entry, heading, listing, paragraphs
from weltoffen.render.inline import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.course.offers import OfferReason, OfferRecommendation
    from weltoffen.model.suggestion import Module
    from weltoffen.render.blocks import Block
    from weltoffen.render.course.voice import Voice
    from weltoffen.report.structure import Report


def offers_chapter(voice: Voice, offers: Sequence[OfferRecommendation]) -> Iterator[Block]:
    """Write which modules are recommended, each with its reasons (Kapitel zu den Angeboten).

    Args:
        voice: The language, with the page of the report.
        offers: What `weltoffen.course.offers.recommend_offers` recommends for this report; may be empty.
    """
    assert voice.page is not None  # noqa: S101 - recommendations come from a report
    report = voice.page.report
    yield from heading(2, voice.say("offers", "offers.title"), "course-offers")
    yield from paragraphs(voice.say("offers", "offers.rules"))
    if not offers:
        yield from paragraphs(voice.say("offers", "offers.none"))
        return
    yield from paragraphs(voice.say("offers", "offers.no-promise"))
    modules = {module.id: module for module in report.modules}
    for one in offers:
        yield from _offer(voice, report, modules[one.module], one.reasons)


def _offer(
    voice: Voice, report: Report, module: Module, reasons: Sequence[OfferReason]
) -> Iterator[Block]:
    language = report.source_language
    yield from heading(3, voice.text(module.title, language))
    yield from paragraphs(voice.maybe(module.description, language))
    yield from paragraphs(voice.say("offers", "offers.why"))
    rules = {rule.id: rule for rule in module.rules}
    yield from listing(
        Entry(
            line=voice.text(rules[one.rule].reason, language),
            items=(Entry(line=_counted(voice, one, rules[one.rule].when == "disagreement")),),
        )
        for one in reasons
    )


def _counted(voice: Voice, reason: OfferReason, occasions: bool) -> Line:  # noqa: FBT001 - internal
    """Say how many leaves or occasions a reason rests on, and name the leaves (N3)."""
    name = "leaves"
    if occasions:
        name = "occasion" if reason.number == 1 else "occasions"
    return voice.say(
        "offers",
        f"counted.{name}",
        number=Line.of(reason.number),
        leaves=Line.number(voice.figures.count("leaf", len(reason.nodes)), None),
        nodes=voice.nodes(reason.nodes),
    )
