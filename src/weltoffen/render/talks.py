# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What to talk about (Gesprächsanlässe): where views differ, or one in itself; G5, G6, N1."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from weltoffen.render.blocks import heading, listing, paragraphs
from weltoffen.render.inline import Line, join
from weltoffen.report.shares import Share
from weltoffen.scoring.occasions import LARGE_GAP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.render.blocks import Block
    from weltoffen.render.page import Page
    from weltoffen.report.views import (
        Answers,
        NodeGapResult,
        OccasionResult,
        OrderAgreementResult,
        ViewGapResult,
    )

ALIKE = Fraction(1, 2)
"""From this mean rank correlation on, orders are called largely alike. The project's own choice; it decides
only on a word."""


def occasions(page: Page, *, limit: int | None = None) -> Iterator[Block]:
    """Write the chapter on occasions for talk, and how far the views agree in what is most urgent.

    Args:
        page: The page.
        limit: At most so many occasions; None for all.
    """
    yield from heading(2, page.say("heading.talks"))
    found = _occasions(page, own=False)[:limit]
    large = page.figures.points(Share(LARGE_GAP))  # laid down by the method
    yield from paragraphs(page.say(_introduction(page, found), limit=large))
    yield from _reasons(page, found)
    order = page.report.order_agreement
    if order is not None:
        yield from paragraphs(_order(page, order))


def own_occasions(page: Page) -> Iterator[Block]:
    """Write the occasions at the local supplement's own nodes (M8); nothing without any."""
    found = _occasions(page, own=True)
    if not found:
        return
    yield from heading(3, page.say("heading.talks"))
    yield from _reasons(page, found)


def _occasions(page: Page, *, own: bool) -> list[OccasionResult]:
    return [one for one in page.report.occasions if page.is_own(one.node) == own]


def _introduction(page: Page, found: Sequence[OccasionResult]) -> str:
    if found:
        return "intro.talks"
    seen = page.report.gaps or any(one.published for one in page.report.questions)
    return "intro.no-talks" if seen else "intro.no-talks-yet"


def _reasons(page: Page, found: Sequence[OccasionResult]) -> Iterator[Block]:
    """Write the occasions, and what a reader has to know about each kind that there is."""
    kinds = {one.kind for one in found}
    if "between" in kinds:
        yield from paragraphs(page.say("protected.elsewhere"))
    yield from listing((_reason(page, one) for one in found), ordered=True)
    if "within" in kinds:
        yield from paragraphs(page.say("talk.agreement"))


def _reason(page: Page, one: OccasionResult) -> Line:
    why = _between(page, one) if one.question is None else _within(page, one, one.question)
    return join(": ", [page.full_node(one.node), why])


def compared(page: Page, one: OccasionResult) -> tuple[ViewGapResult, NodeGapResult]:
    """Give the pair of views that an occasion is about, and what they say of its leaf (G4)."""
    (found,) = (
        (gap, node)
        for gap in page.report.gaps
        if (gap.row, gap.column) == (one.row, one.column)
        for node in gap.nodes
        if node.node == one.node
    )
    return found


def published(page: Page, one: OccasionResult, question: str) -> Answers:
    """Give the answers of the group that an occasion is about to its question (G5)."""
    cells = page.results[question].published
    (found,) = (cell for cell in cells if cell.perspective == one.row.perspective)
    return found


def _between(page: Page, one: OccasionResult) -> Line:
    """Say who sees a leaf differently and how far apart; the scores are those of its pair (G4, N3)."""
    gap, found = compared(page, one)
    return page.say(
        "talk.between",
        row=page.view(gap.row),
        column=page.view(gap.column),
        first=page.figures.based(found.row, found, "row_n"),
        second=page.figures.based(found.column, found, "column_n"),
        distance=page.figures.apart(found),
        questions=page.figures.count("common-question", found, "questions"),
    )


def _within(page: Page, one: OccasionResult, question: str) -> Line:
    """Say how a group's answers to a question are spread; the percentages add up to 100 (N1)."""
    result, found = page.results[question], published(page, one, question)
    return page.say(
        "talk.within",
        group=page.view(one.row),
        question=page.quoted(page.question(question)),
        answers=join(
            ", ",
            (
                page.say(
                    "talk.share",
                    number=page.figures.part(found, place),
                    answer=page.answered(result, place),
                )
                for place, count in enumerate(found.counts)
                if count
            ),
        ),
        n=page.figures.answers(found),
        agreement=page.say("label.none")
        if found.agreement is None
        else page.figures.decimal(found.agreement),
    )


def _order(page: Page, found: OrderAgreementResult) -> Line:
    """Say in words how far orders agree: by the mean of their rank correlations, which W stands for.

    Source: Kendall, M. G. (1948): Rank Correlation Methods; of m orders it is (m W - 1) / (m - 1), and W is
    1 / m on average if they have nothing to do with each other.
    """
    views = len(found.views)
    alike = (views * found.w.exact - 1) / (views - 1)
    name = "alike" if alike >= ALIKE else "partly" if alike > 0 else "unlike"
    measure = page.say(
        "order.measure",
        views=join(", ", map(page.view, found.views)),
        leaves=page.figures.length(found, "leaves", "leaf"),
        w=page.figures.decimal(found.w),
        chance=page.figures.decimal(Share(Fraction(1, views))),
    )
    return join(" ", [page.say(f"order.{name}"), measure])
