# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Blank questionnaires as Markdown (leerer Fragebogen als Markdown)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.escaping import escape_markdown
from weltoffen.render.markdown import bullets, heading, paragraph, strong

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weltoffen.render.sheets import BlankSheet, Item, Part
    from weltoffen.render.words import Choice

BOX, LINE = "☐", "\\_" * 40


def sheet_markdown(sheet: BlankSheet) -> str:
    """Write a blank questionnaire as Markdown; every text of the edition is escaped."""
    return "\n".join(_lines(sheet))


def _lines(sheet: BlankSheet) -> Iterator[str]:
    safe = escape_markdown
    yield from heading(1, safe(sheet.title))
    for one in sheet.introduction:
        yield from paragraph(safe(one))
    if sheet.scales or sheet.no_answers:
        yield from heading(2, safe(sheet.steps_label))
    for place, scale in enumerate(sheet.scales):
        if scale.prompt is not None:
            yield from paragraph(safe(scale.prompt))
        elif place:
            yield from paragraph("–")  # two lists without anything between them would be one
        yield from _explained(scale.choices)
    if sheet.no_answers:
        yield from paragraph(safe(sheet.no_answers_label))
        yield from _explained(sheet.no_answers)
    for part in sheet.parts:
        yield from _part(sheet, part)
    yield from paragraph(safe(sheet.closing))


def _explained(choices: Iterable[Choice]) -> Iterator[str]:
    yield from bullets(
        strong(escape_markdown(one.title))
        + ("" if one.description is None else f" – {escape_markdown(one.description)}")
        for one in choices
    )


def _part(sheet: BlankSheet, part: Part) -> Iterator[str]:
    yield from heading(2 + part.depth, escape_markdown(part.title))
    if part.aim is not None:
        yield from paragraph(f"*{escape_markdown(sheet.aim_label)}:* {escape_markdown(part.aim)}")
    for item in part.items:
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    safe = escape_markdown
    yield from paragraph(f"**{item.number}.** {strong(safe(item.title))} `{item.id}`")
    if item.condition is not None:
        yield from paragraph(f"*{safe(item.condition)}*")
    yield from bullets(f"*{safe(label)}:* {safe(text)}" for label, text in item.notes)
    yield from paragraph(safe(item.instruction))
    boxes = [f"{BOX} {safe(one.title)}" for one in item.choices]
    if item.entry is not None:
        boxes.append(f"{LINE} {safe(item.entry)}".rstrip())
    boxes += [f"{BOX} {safe(one.title)}" for one in item.no_answers]
    yield from bullets(boxes)
    for _ in range(item.lines):
        yield from paragraph(LINE)
