# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Words of a report that need explaining (Glossar eines Berichts)."""

from __future__ import annotations

import functools
import tomllib
import unicodedata
from collections.abc import Mapping
from importlib import resources

from weltoffen.render.blocks import Entry
from weltoffen.render.inline import Line, join
from weltoffen.report.wording import wording_language


@functools.cache
def _entries() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    source = resources.files("weltoffen.render").joinpath("glossary.toml")
    return tomllib.loads(source.read_text("utf-8"))


def explained(language: str) -> tuple[Entry, ...]:
    """Give each word with its meaning, in alphabetical order of the language."""
    chosen = wording_language(language)
    found = sorted(
        ((one["term"][chosen], one["meaning"][chosen]) for one in _entries().values()),
        key=lambda pair: _order(pair[0]),
    )
    return tuple(
        Entry(line=join(": ", [Line.of(term).strong, Line.of(meaning)])) for term, meaning in found
    )


def _order(term: str) -> str:
    """Give what a term is ordered by: umlauts as their vowels. Source: DIN 5007-1."""
    apart = unicodedata.normalize("NFKD", term.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))
