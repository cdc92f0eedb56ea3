# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Ratings of a workshop beside the self-assessment (zweite Einstufung): G7."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.blocks import heading, paragraphs, table
from weltoffen.render.inline import Line, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weltoffen.render.blocks import Block
    from weltoffen.render.page import Page
    from weltoffen.report.rounds import RatingResult


def ratings(page: Page) -> Iterator[Block]:
    """Write the chapter on both ratings side by side; nothing without a workshop's."""
    found = [one for one in page.report.ratings if not page.is_own(one.node)]
    if not found:
        return
    yield from heading(2, page.say("heading.ratings"))
    yield from paragraphs(page.say("intro.ratings"))
    labels = ("self-assessment", "workshop", "difference", "reason")
    head = [page.levels(), *(page.say(f"label.{label}") for label in labels)]
    yield table(head, [_row(page, one) for one in found])


def _row(page: Page, one: RatingResult) -> list[Line]:
    own, none = page.report.by_node[one.node], page.say("label.none")
    rated = none
    if own.score is None:
        rated = page.why_none(own.reason)
    elif own.stage is not None:
        score = page.figures.percent(own.score)
        rated = page.say("rating.scored", stage=page.reached(own.stage, own.tendency), score=score)
    return [
        page.full_node(one.node),
        rated,
        page.reached(one.stage, one.tendency),
        none if one.stages is None else page.figures.moved(one, one.stages),
        none if one.reason is None else page.text(one.reason),
    ]


def rating_sentence(page: Page, node: str | None) -> Line:
    """Say how the workshop rated a node, beside the self-assessment (G7); empty if it did not."""
    found = next((one for one in page.report.ratings if one.node == node), None)
    if found is None:
        return Line()
    tendency = "rating.stage-tendency" if found.tendency else "rating.stage"
    stage = page.say(tendency, stage=page.quoted(page.stage(found.stage)))
    said = [page.say(f"rating.{_name(found)}", stage=stage, stages=_stages(page, found))]
    if found.reason is not None:
        said.append(page.say("rating.reason", reason=page.text(found.reason)))
    return join(" ", said)


def _name(one: RatingResult) -> str:
    if one.stages is None:
        return "alone"
    return "same" if one.stages == 0 else "higher" if one.stages > 0 else "lower"


def _stages(page: Page, one: RatingResult) -> Line:
    return Line() if one.stages is None else page.figures.count("stage", one, "stages")
