# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reports to read (Bericht zum Lesen), in each format; N3, P4, P5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.document import report_blocks
from weltoffen.render.markdown import write_markdown
from weltoffen.render.page import open_page

if TYPE_CHECKING:
    from weltoffen.model.edition import Edition
    from weltoffen.report.structure import Report


def render_markdown(report: Report, language: str = "de", *, edition: Edition | None = None) -> str:
    """Write a report as Markdown (Bericht als Markdown).

    Args:
        report: The report; nothing else is taken (P5).
        language: Language of the reader: German for ``de`` and its variants, English otherwise; texts of
            the edition are chosen by M7.
        edition: The edition of the report, extended by the assessment if there is a local supplement. It
            gives questions and options their texts; without it their ids are shown.

    Returns:
        Markdown with the tables of GitHub; equal arguments give equal text. Every text of a document is
        escaped.

    Raises:
        Unprotected: For anything but a `Report`.
        InvalidDocument: ``other-edition``, if the report was made with another edition.
    """
    page = open_page(report, language, edition, "render_markdown")
    return write_markdown(report_blocks(page))
