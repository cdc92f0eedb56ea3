# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Findings in a line each (Auszüge), for where there is little room; G2, G4, G6, N3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.blocks import listing
from weltoffen.render.inline import Line, fill
from weltoffen.render.talks import compared, published
from weltoffen.report.wording import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weltoffen.render.blocks import Block
    from weltoffen.render.page import Page
    from weltoffen.report.structure import Need
    from weltoffen.report.views import OccasionResult


def first_needs(page: Page, found: Iterable[Need]) -> Iterator[Block]:
    """List needs for action with what is missing, in their order (G2, N3); nothing for none."""
    yield from listing((_need(page, one) for one in found), ordered=True)


def first_occasions(page: Page, found: Iterable[OccasionResult]) -> Iterator[Block]:
    """List occasions for talk, each with whom it is about and what it rests on (G6); nothing for none."""
    yield from listing(_occasion(page, one) for one in found)


def _say(page: Page, name: str, **values: Line) -> Line:
    texts = words_of("weltoffen.render", "extracts.toml", page.language)
    return fill(texts[f"extract.{name}"], values)


def _need(page: Page, one: Need) -> Line:
    return _say(
        page,
        "need",
        node=page.node(one.node).strong,
        gap=page.figures.gap(one.gap),
        n=page.figures.n(page.report.by_node[one.node]),
    )


def _occasion(page: Page, one: OccasionResult) -> Line:
    return _between(page, one) if one.question is None else _within(page, one, one.question)


def _between(page: Page, one: OccasionResult) -> Line:
    gap, found = compared(page, one)
    return _say(
        page,
        "between",
        node=page.node(one.node).strong,
        row=page.view(gap.row),
        first=page.figures.based(found.row, found, "row_n"),
        column=page.view(gap.column),
        second=page.figures.based(found.column, found, "column_n"),
        questions=page.figures.count("common-question", found, "questions"),
    )


def _within(page: Page, one: OccasionResult, question: str) -> Line:
    return _say(
        page,
        "within",
        node=page.node(one.node).strong,
        group=page.view(one.row),
        question=page.quoted(page.question(question)),
        n=page.figures.answers(published(page, one, question)),
    )
