# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Chapters written as pages, and their wording: what the tests on organisation and measures share."""

from __future__ import annotations

import string
import tomllib
from importlib import resources
from typing import TYPE_CHECKING

from tests.render.htmlpages import skeleton
from tests.render.paper import types_of

from weltoffen.render.html import Document, write_html
from weltoffen.render.inline import Line
from weltoffen.render.markdown import write_markdown
from weltoffen.render.sections import divided

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weltoffen.render.blocks import Block


def html(blocks: Iterable[Block], language: str = "de") -> str:
    """Write a chapter as an HTML page."""
    lead, sections = divided(list(blocks))
    title = Line.of("x")
    return write_html(
        Document(
            language=language,
            title=title,
            town="Musterstadt",
            lead=lead,
            sections=sections,
            closing=title,
        )
    )


def check_calm(wild: Iterable[Block], calm: Iterable[Block]) -> None:
    """Check that hostile texts stay texts: the page is built as with calm ones."""
    hostile, tame = list(wild), list(calm)
    written = write_markdown(hostile)
    assert types_of(written) == types_of(write_markdown(tame))
    assert skeleton(html(hostile)) == skeleton(html(tame))
    assert "\u202e" not in written


def wording(name: str) -> dict[str, dict[str, str]]:
    """Give the texts of a file beside the chapters, by name."""
    source = resources.files("weltoffen.render.course").joinpath(f"{name}.toml").read_text("utf-8")
    return {
        f"{group}.{entry}": texts
        for group, found in tomllib.loads(source).items()
        for entry, texts in found.items()
    }


def braces(text: str) -> set[str]:
    """Give the names in the braces of a text."""
    return {brace for _, brace, _, _ in string.Formatter().parse(text) if brace}


def check_wording(name: str) -> None:
    """Check that a file has German and English with the same braces, and nothing empty."""
    for entry, texts in wording(name).items():
        assert set(texts) == {"de", "en"}, entry
        assert braces(texts["de"]) == braces(texts["en"]), entry
        assert all(text == text.strip() != "" for text in texts.values()), entry
