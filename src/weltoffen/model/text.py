# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Texts in several languages (Sprachfassungen): rule M7."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

import attrs

from weltoffen.errors import Problems

_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
MAX_TEXT_LENGTH = 10_000
MAX_TAG_LENGTH = 35
"""BCP 47's own advice for the length of a tag."""


def is_language(value: object) -> bool:
    """Say whether ``value`` has the form of a BCP 47 tag: ``de``, ``en``, ``de-simple``."""
    return (
        isinstance(value, str)
        and len(value) <= MAX_TAG_LENGTH
        and _TAG.fullmatch(value) is not None
    )


def _pairs(value: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    if isinstance(value, str):
        msg = "a Text is made of languages and texts, such as {'de': 'Ja', 'en': 'Yes'}"
        raise TypeError(msg)
    items = value.items() if isinstance(value, Mapping) else value
    return tuple(sorted(items))  # pyright: ignore[reportReturnType] - takes a mapping for an iterable of pairs


@attrs.frozen
class Text:
    """A text in one or more languages (Sprachfassungen, M7).

    ``Text({"de": "Ja", "en": "Yes"})``. Wherever the model takes a Text, a plain mapping will do.

    Attributes:
        versions: Pairs of BCP 47 language tag and text, sorted by tag; at least one.
    """

    versions: tuple[tuple[str, str], ...] = attrs.field(converter=_pairs)

    def __attrs_post_init__(self) -> None:
        """Check language tags, lengths and that there is a text at all."""
        problems = Problems()
        if not self.versions:
            problems.add("empty-text")
        for language, text in self.versions:
            if not is_language(language):
                problems.add("bad-language", (language,))
            elif not isinstance(text, str) or not text.strip():
                problems.add("empty-text", (language,))
            elif len(text) > MAX_TEXT_LENGTH:
                problems.add("too-long", (language,), maximum=MAX_TEXT_LENGTH)
        for (one, _), (other, _) in pairwise(self.versions):
            if one == other:
                problems.add("duplicate-id", (one,), id=one)
        problems.raise_if_any()

    @property
    def languages(self) -> tuple[str, ...]:
        """Language tags, sorted."""
        return tuple(language for language, _ in self.versions)

    def get(self, language: str) -> str | None:
        """Give the text in exactly this language, or None.

        Args:
            language: BCP 47 language tag.
        """
        return dict(self.versions).get(language)

    def choose(self, language: str, source_language: str | None = None) -> str:
        """Give the best text for a reader.

        Tried in turn: the language itself, its shorter forms (``de-simple`` falls back to ``de``), the
        source language of the document, the first language there is.

        Args:
            language: BCP 47 language tag of the reader.
            source_language: Language in which the document was written, or None.
        """
        versions = dict(self.versions)
        tag = language
        while tag:
            if tag in versions:
                return versions[tag]
            tag = tag.rpartition("-")[0]
        if source_language in versions:
            return versions[source_language]
        return self.versions[0][1]


def text(value: Text | Mapping[str, str]) -> Text:
    """Turn a mapping of language to text into a `Text`; a `Text` stays as it is."""
    return value if isinstance(value, Text) else Text(value)


def optional_text(value: Text | Mapping[str, str] | None) -> Text | None:
    """Like `text`; None stays None."""
    return None if value is None else text(value)
