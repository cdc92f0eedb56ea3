# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Texts of an edition and of its sheets in one language (Wortwahl): rule M7."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Collection, Mapping
from importlib import resources
from typing import TYPE_CHECKING

import attrs

from weltoffen.model.completeness import is_plain
from weltoffen.model.edition import Edition
from weltoffen.model.forms import NumberEntry
from weltoffen.model.text import Text
from weltoffen.render.figures import Figures
from weltoffen.report.wording import wording_language

if TYPE_CHECKING:
    from weltoffen.model.questionnaire import Question
    from weltoffen.model.scale import NoAnswer, Option


@functools.cache
def _phrases() -> Mapping[str, Text]:
    source = resources.files("weltoffen.render").joinpath("sheets.toml").read_text("utf-8")
    return {
        f"{group}.{name}": Text(versions)
        for group, entries in tomllib.loads(source).items()
        for name, versions in entries.items()
    }


@attrs.frozen(kw_only=True)
class Choice:
    """A box to be ticked, with its explanation or None."""

    title: str
    description: str | None = None


class Words:
    """Texts of an edition and of the sheets in one language, chosen by M7."""

    def __init__(self, edition: Edition, language: str) -> None:
        """Take the edition and the language of the reader."""
        self.language = language
        self._source = edition.target_model.source_language
        self._asked_source = edition.questionnaire.source_language

    @property
    def plain(self) -> bool:
        """Whether plain language is read (M7)."""
        return is_plain(self.language)

    def text(self, text: Text) -> str:
        """Choose a text of the target model."""
        return text.choose(self.language, self._source)

    def asked(self, text: Text) -> str:
        """Choose a text of the questionnaire, which has a source language of its own."""
        return text.choose(self.language, self._asked_source)

    def maybe(self, text: Text | None) -> str | None:
        """Choose a text of the questionnaire, or None."""
        return None if text is None else self.asked(text)

    def say(self, name: str, **values: object) -> str:
        """Fill a text of ``sheets.toml``."""
        fallback = wording_language(self.language)
        return _phrases()[name].choose(self.language, fallback).format(**values)

    def exactly(self, name: str) -> str | None:
        """Give a text that stands in some languages only."""
        return _phrases()[name].get(self.language)

    def choices(
        self, entries: Collection[Option | NoAnswer], *, explained: bool = False
    ) -> tuple[Choice, ...]:
        """Write options, or answers that are no option, as boxes to be ticked."""
        return tuple(
            Choice(
                title=self.asked(one.title),
                description=self.maybe(one.description) if explained else None,
            )
            for one in entries
        )


def option_titles(
    question: Question, options: Collection[str], edition: Edition, words: Words
) -> str:
    """Name options or bands of a question one after the other, in quotation marks."""
    return ", ".join(
        words.say("sheet.quote", text=entry_title(question, place, edition, words))
        for place, one in enumerate(edition.questionnaire.entries(question))
        if one.id in options
    )


def entry_title(question: Question, place: int, edition: Edition, words: Words) -> str:
    """Name an option or band; a band without name by its range."""
    entries = edition.questionnaire.entries(question)
    title = entries[place].title
    if title is not None:
        return words.asked(title)
    form, figures = question.form, Figures(words.language)
    assert isinstance(form, NumberEntry)  # noqa: S101 - only bands may lack a name
    low = figures.number(form.bands[place].lower)
    if place + 1 < len(form.bands):
        return words.say("sheet.band", low=low, high=figures.number(form.bands[place + 1].lower))
    return words.say("sheet.band-last", low=low, high=figures.number(form.maximum))
