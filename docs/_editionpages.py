# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The pages of the reference edition, written from its own files in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from _writing import write_if_new

import weltoffen
from weltoffen.render import render_edition, render_field

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("de", "en")


def write_edition_pages(folder: Path) -> None:
    """Write the newest edition's pages below ``edition/LANGUAGE``, each only if it is another one now."""
    edition = weltoffen.load_reference(weltoffen.editions()[-1])
    fields = [node.id for node in edition.target_model.children()]
    for language in LANGUAGES:
        contents = "\n".join(["```{toctree}", ":maxdepth: 2", "", *fields, "```", ""])
        pages = {field: render_field(edition, field, language) for field in fields}
        pages["index"] = f"{render_edition(edition, language)}\n{contents}"
        for name, text in pages.items():
            write_if_new(folder / "edition" / language / f"{name}.md", text.encode())
