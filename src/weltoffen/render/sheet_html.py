# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Blank questionnaires as one HTML file for the printer (leerer Fragebogen als HTML)."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from weltoffen.render.escaping import escape_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weltoffen.render.sheets import BlankSheet, Item, Part
    from weltoffen.render.words import Choice

DEEPEST_HEADING = 6


def sheet_html(sheet: BlankSheet) -> str:
    """Write a blank questionnaire as HTML: one file, no script, nothing from outside.

    Every text of the edition is escaped.
    """
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: BlankSheet) -> Iterator[str]:
    safe = escape_html
    style = resources.files("weltoffen.render").joinpath("sheet.css").read_text("utf-8")
    yield "<!DOCTYPE html>"
    yield f'<html lang="{safe(sheet.language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{safe(sheet.title)}</title>"
    yield f"<style>\n{style}</style>"
    yield "</head>\n<body>\n<main>"
    yield f"<h1>{safe(sheet.title)}</h1>"
    for one in sheet.introduction:
        yield f"<p>{safe(one)}</p>"
    if sheet.scales or sheet.no_answers:
        yield from _legend(sheet)
    for part in sheet.parts:
        yield from _part(sheet, part)
    yield f'<p class="closing">{safe(sheet.closing)}</p>'
    yield "</main>\n</body>\n</html>"


def _legend(sheet: BlankSheet) -> Iterator[str]:
    yield '<section class="legend">'
    yield f"<h2>{escape_html(sheet.steps_label)}</h2>"
    for scale in sheet.scales:
        if scale.prompt is not None:
            yield f"<p>{escape_html(scale.prompt)}</p>"
        yield from _explained(scale.choices)
    if sheet.no_answers:
        yield f"<p>{escape_html(sheet.no_answers_label)}</p>"
        yield from _explained(sheet.no_answers)
    yield "</section>"


def _explained(choices: Iterable[Choice]) -> Iterator[str]:
    yield "<dl>"
    for one in choices:
        yield f"<dt>{escape_html(one.title)}</dt>"
        yield f"<dd>{escape_html(one.description or '')}</dd>"
    yield "</dl>"


def _part(sheet: BlankSheet, part: Part) -> Iterator[str]:
    level = min(2 + part.depth, DEEPEST_HEADING)
    top = ' class="top"' if part.depth == 0 else ""
    yield f"<h{level}{top}>{escape_html(part.title)}</h{level}>"
    if part.aim is not None:
        label = escape_html(sheet.aim_label)
        yield f'<p class="aim"><span class="label">{label}:</span> {escape_html(part.aim)}</p>'
    for item in part.items:
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    safe = escape_html
    yield '<div class="item">'
    key = f'<span class="id">{safe(item.id)}</span>'
    yield f'<p class="question"><strong>{item.number}. {safe(item.title)}</strong> {key}</p>'
    if item.condition is not None:
        yield f'<p class="condition">{safe(item.condition)}</p>'
    for label, text in item.notes:
        yield f'<p class="note"><span class="label">{safe(label)}:</span> {safe(text)}</p>'
    yield f"<p>{safe(item.instruction)}</p>"
    yield from _boxes("row" if item.in_a_row else "choices", item.choices)
    if item.entry is not None:
        yield f'<p class="entry"><span class="blank"></span> {safe(item.entry)}</p>'
    yield from _boxes("row none", item.no_answers)
    yield from ['<p class="line"></p>'] * item.lines
    yield "</div>"


def _boxes(name: str, choices: Iterable[Choice]) -> Iterator[str]:
    found = [f'<li><span class="box"></span>{escape_html(one.title)}</li>' for one in choices]
    if found:
        yield f'<ul class="{name}">'
        yield from found
        yield "</ul>"
