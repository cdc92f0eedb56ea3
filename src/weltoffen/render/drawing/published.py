# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Which answers a chart may show, and how they and their groups are named; P2, P4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.inline import Line, join
from weltoffen.scoring.results import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.render.drawing.canvas import Canvas
    from weltoffen.report.views import Answers, QuestionResult


def shown_answers(one: QuestionResult) -> tuple[Answers, ...]:
    """Give the answers of groups, and of all together, that may be shown (P2)."""
    return one.published if one.total is None else (*one.published, one.total)


def by_scale(
    canvas: Canvas, asked: Sequence[QuestionResult]
) -> dict[tuple[str, ...], list[QuestionResult]]:
    """Put questions with the same options together."""
    found: dict[tuple[str, ...], list[QuestionResult]] = {}
    for one in asked:
        found.setdefault(options_of(canvas, one), []).append(one)
    return found


def options_of(canvas: Canvas, one: QuestionResult) -> tuple[str, ...]:
    """Name the options or bands of a question; without edition by their values."""
    page = canvas.page
    asked = None if page.edition is None else page.edition.questionnaire.by_id.get(one.question)
    entries = (
        [] if asked is None or page.edition is None else page.edition.questionnaire.entries(asked)
    )
    titles = {place: page.asked(entry.title) for place, entry in enumerate(entries) if entry.title}
    return tuple(
        titles.get(place, canvas.numbers.percent(value)).plain
        for place, value in enumerate(one.values)
    )


def groups(canvas: Canvas, one: QuestionResult) -> Iterator[tuple[Line, Answers | None]]:
    """Give the groups with an answer that may be shown anywhere in the leaf, and all together."""
    published = {cell.perspective: cell for cell in one.published}
    for group in _seen(canvas, one.node):
        yield _name(canvas, group), published.get(group)
    yield canvas.label("label.everybody"), one.total


def _seen(canvas: Canvas, leaf: str) -> list[str]:
    """Give the groups of which something may be shown in a leaf, in order."""
    seen = {
        cell.perspective
        for one in canvas.report.questions
        if one.node == leaf and is_drawn(one)
        for cell in one.published
    }
    return [one for one in _asked(canvas) if one in seen]


def is_drawn(one: QuestionResult) -> bool:
    """Say whether there is anything to show whose answers have an order; sums of a checklist have none."""
    return one.kind != "multiple" and bool(shown_answers(one))


def _asked(canvas: Canvas) -> list[str]:
    return [one.perspective for one in canvas.report.perspectives if one.capacity == "personal"]


def _name(canvas: Canvas, group: str) -> Line:
    return canvas.page.view(View(kind="personal", perspective=group))


def hidden_groups(canvas: Canvas, asked: Sequence[QuestionResult]) -> Line:
    """Name the groups of which nothing may be shown in the leaf (P4); empty without any."""
    seen = _seen(canvas, asked[0].node)
    hidden = [_name(canvas, one) for one in _asked(canvas) if one not in seen]
    return canvas.say("answers.hidden", names=join(", ", hidden)) if hidden else Line()
