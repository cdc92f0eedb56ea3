# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What groups answered, question by question (Antwortverteilungen): G5, N2, N3, P2, P4."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from weltoffen.render.blocks import heading, paragraphs, table
from weltoffen.render.inline import Line, join
from weltoffen.scoring.results import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.model.questionnaire import Kind
    from weltoffen.render.blocks import Block, Table
    from weltoffen.render.page import Page
    from weltoffen.report.views import Answers, QuestionResult


def answers(page: Page) -> Iterator[Block]:
    """Write the chapter on personal answers to each question; nothing if none may be shown."""
    found = list(_leaves(page, own=False))
    if not found:
        return
    yield from heading(2, page.say("heading.distributions"))
    yield from paragraphs(page.say("intro.distributions"))
    for leaf, questions in found:
        yield from heading(3, page.node(leaf))
        yield answers_table(page, questions)


def answers_to(page: Page, leaf: str) -> Sequence[QuestionResult]:
    """Give the questions of a leaf of which anything may be shown."""
    return dict(_leaves(page, own=page.is_own(leaf))).get(leaf, ())


def own_answers(page: Page) -> Iterator[Block]:
    """Write the personal answers to the local supplement's questions (M8); nothing if none may be shown."""
    found = [question for _, questions in _leaves(page, own=True) for question in questions]
    if found:
        yield from heading(3, page.say("heading.distributions"))
        yield from paragraphs(page.say("intro.distributions"))
        yield answers_table(page, found)


def _leaves(page: Page, *, own: bool) -> Iterator[tuple[str, Sequence[QuestionResult]]]:
    """Give each leaf with the questions of which anything may be shown, in declared order."""
    found: defaultdict[str, list[QuestionResult]] = defaultdict(list)
    for one in page.report.questions:
        if one.published or one.total is not None:
            found[one.node].append(one)
    for leaf in page.leaves(own=own):
        if leaf in found:
            yield leaf, found[leaf]


def answers_table(page: Page, questions: Sequence[QuestionResult]) -> Table:
    """Write a row for each question and a column for each group, with the marker where it is hidden (P4)."""
    groups = [one.perspective for one in page.report.perspectives if one.capacity == "personal"]
    names = [page.view(View(kind="personal", perspective=group)) for group in groups]
    head = [page.say("label.question"), *names, page.say("label.everybody")]
    rows = []
    for one in questions:
        published = {cell.perspective: cell for cell in one.published}
        cells = [published.get(group) for group in groups]
        told = [_cell(page, one.kind, cell) for cell in (*cells, one.total)]
        rows.append([page.question(one.question), *told])
    return table(head, rows, numbers=len(groups) + 1)


def _cell(page: Page, kind: Kind, found: Answers | None) -> Line:
    """Write mean, median, agreement and n of a group's answers, or the marker (N2, N3).

    Many different sums of a checklist are no sign of disagreement, so that A is left out there (G6).
    """
    if found is None:
        return page.say("reason.protected")
    figures = page.figures
    said = [
        figures.percent(found.mean),
        page.say("answers.median", median=figures.median(found.low, found.high)),
    ]
    if found.agreement is not None and kind != "multiple":
        said.append(page.say("answers.agreement", number=figures.decimal(found.agreement)))
    return page.say("answers.cell", figures=join(", ", said), n=figures.answers(found))
