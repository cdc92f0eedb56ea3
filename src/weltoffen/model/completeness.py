# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Which texts lack which language (Vollständigkeit der Sprachfassungen): rule M7."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import attrs

from weltoffen.model.questionnaire import Question, Questionnaire
from weltoffen.model.scale import NoAnswer, Scale
from weltoffen.model.text import Text

PLAIN = "simple"
"""Subtag of plain language, as in ``de-simple``; asked only of what a respondent reads."""


@attrs.frozen(kw_only=True)
class Completeness:
    """How complete a document is in one language (Vollständigkeit, M7).

    Attributes:
        language: The language.
        texts: Number of texts that should be there in it.
        missing: Where one is missing: ids and names of attributes from the top, with slashes between.
    """

    language: str
    texts: int
    missing: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def completeness(document: object, languages: Iterable[str]) -> tuple[Completeness, ...]:
    """Report what a document lacks in each of several languages (Vollständigkeitsbericht, M7).

    A language is there if a text has exactly that tag. A plain language, with the subtag ``simple``, is
    asked only of what a respondent reads: a questionnaire, or the questions and scales of a local supplement,
    but never the sources of questions.

    Args:
        document: An edition, a target model, a questionnaire, or any other document or part of one.
        languages: Language tags, such as ``de``, ``en``, ``de-simple``.

    Returns:
        One report for each language, in the order asked for.
    """
    texts = list(_walk(document, (), read=False))
    asked = [languages] if isinstance(languages, str) else languages
    return tuple(_of(language, texts) for language in asked)


def is_plain(language: str) -> bool:
    """Say whether a language tag is that of a plain language (einfache Sprache)."""
    return PLAIN in language.lower().split("-")[1:]


def texts_of(document: object) -> Iterator[tuple[str, Text]]:
    """Find every text of a document or a part of one, each with its place as in `Completeness`."""
    return ((place, text) for place, text, _ in _walk(document, (), read=False))


def _of(language: str, texts: Collection[tuple[str, Text, bool]]) -> Completeness:
    wanted = [(place, text) for place, text, read in texts if read or not is_plain(language)]
    missing = tuple(place for place, text in wanted if text.get(language) is None)
    return Completeness(language=language, texts=len(wanted), missing=missing)


def _walk(
    value: Any,  # noqa: ANN401 - any model value
    place: tuple[str, ...],
    *,
    read: bool,
) -> Iterator[tuple[str, Text, bool]]:
    """Give every text with its place, and whether a respondent reads it."""
    if isinstance(value, Text):
        yield "/".join(place), value, read
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, (*place, _name(item) or str(index)), read=read)
    elif attrs.has(type(value)):
        read = read or isinstance(value, (Questionnaire, Question, Scale, NoAnswer))
        for field in attrs.fields(type(value)):
            inner = getattr(value, field.name)
            name = () if field.name == "form" else (field.name,)
            yield from _walk(inner, (*place, *name), read=read and field.name != "sources")


def _name(item: object) -> str | None:
    """Give what tells an item from its neighbours: its id, or what it is about."""
    keys = ("id", "node", "question", "perspective", "stage")
    found = (getattr(item, key, None) for key in keys)
    return next((one for one in found if isinstance(one, str)), None)
