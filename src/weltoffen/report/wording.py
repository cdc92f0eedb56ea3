# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Wording of reports in German and English (Wortlaut): reads ``texts.toml``; M7."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["de", "en"]


def wording_language(language: str) -> Language:
    """Give the language in which the wording is there: German for ``de`` and ``de-…``, else English."""
    return "de" if language == "de" or language.startswith("de-") else "en"


def words(language: str) -> Mapping[str, str]:
    """Give the wording of reports in one language (Wortlaut der Berichte).

    Args:
        language: BCP 47 tag; ``de`` and its variants give German, all others English.

    Returns:
        Texts by name, such as ``reason.protected``; some have braces to be filled with `str.format`.
    """
    return _words(wording_language(language), "weltoffen.report", "texts.toml")


def words_of(package: str, name: str, language: str) -> Mapping[str, str]:
    """Like `words`, from another file of the same form inside a package."""
    return _words(wording_language(language), package, name)


@functools.cache
def _words(language: Language, package: str, name: str) -> Mapping[str, str]:
    source = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return MappingProxyType(
        {
            f"{group}.{entry}": texts[language]
            for group, entries in tomllib.loads(source).items()
            for entry, texts in entries.items()
        }
    )
