# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Blocks as a Word document (DOCX schreiben): styles, lists and tables as Word knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.extras import needed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weltoffen.render.blocks import Block


def write_word(
    blocks: Iterable[Block],
    *,
    title: str,
    language: str,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """Write blocks as a Word document of A4 pages (Word-Dokument); needs the extra ``docx``.

    Every text is text: there are no links, no macros, and no fields but the number of the page.

    Args:
        blocks: The blocks.
        title: Name of the document; it stands in its properties and at the foot of each page.
        language: Language of the reader, in which Word checks the spelling: German for ``de`` and its
            variants, British English otherwise.
        pictures: PNG pictures by id of their chart. A chart without one is its table alone, and so is one
            that would have to shrink to less than half of its width to be no taller than a page.

    Returns:
        The file; equal arguments give equal bytes. It holds no date, no author and no computer's name.

    Raises:
        MissingExtra: If python-docx is not installed.
    """
    needed("docx", extra="docx")
    from weltoffen.render.wordfile import WordFile

    file = WordFile(title=title, language=language, pictures=pictures or {})
    file.add(blocks)
    return file.to_bytes()
