# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Blank questionnaires as a document (leere Fragebögen): Markdown or HTML, without any extra."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Literal

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.render.sheet_html import sheet_html
from weltoffen.render.sheet_markdown import sheet_markdown
from weltoffen.render.sheets import BlankSheet, blank_sheet

if TYPE_CHECKING:
    from weltoffen.model.edition import Edition

SheetForm = Literal["md", "html"]
"""Formats of blank questionnaires (Dateiformat)."""
_WRITERS: Mapping[SheetForm, Callable[[BlankSheet], str]] = {
    "md": sheet_markdown,
    "html": sheet_html,
}


def render_questionnaire(
    edition: Edition,
    language: str = "de",
    form: SheetForm = "md",
    *,
    fields: Collection[str] = (),
    offices: Collection[str] = (),
) -> str:
    """Write a blank questionnaire for paper or a workshop (leerer Fragebogen).

    Args:
        edition: The edition; extended by an assessment, its local supplement stands at the end (M8).
        language: Language of the reader: ``de``, ``en``, ``de-simple``; texts are chosen by M7.
        form: ``md`` for Markdown, ``html`` for one self-contained page with a print style for A4.
        fields: Ids of nodes; only what stands at or below them is written. None given: everything.
        offices: Ids of offices; only questions whose first office is one of them are written, so that no
            question is put to two offices. None given: all.

    Returns:
        The document. It holds no answers; numbers of questions are places on the sheet.

    Raises:
        InvalidDocument: ``unknown-node``, ``unknown-office``, ``no-questions`` if nothing is left, or
            ``not-allowed`` for another form.
    """
    if form not in _WRITERS:
        raise InvalidDocument([Problem.at("not-allowed", ("form",), allowed=", ".join(_WRITERS))])
    return _WRITERS[form](blank_sheet(edition, language, fields=fields, offices=offices))
