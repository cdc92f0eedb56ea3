# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What stands on an answer sheet (Aufbau des Antwortbogens): its rows, its words, its labels; A1, M4, M7."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, final

import attrs

from weltoffen.cleaning import clean
from weltoffen.model.exact import as_decimal
from weltoffen.model.forms import Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.questionnaire import Question, Questionnaire
from weltoffen.model.scale import NOT_APPLICABLE, UNKNOWN
from weltoffen.report.wording import words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from weltoffen.model.assessment import Perspective
    from weltoffen.model.edition import Edition
    from weltoffen.model.response import Capacity, Response
    from weltoffen.model.text import Text

SheetColumn = Literal[
    "question", "option", "subject", "title", "how", "answer", "condition", "help", "allowed"
]
COLUMNS: tuple[SheetColumn, ...] = (
    "subject",
    "title",
    "how",
    "answer",
    "condition",
    "help",
    "allowed",
    "question",
    "option",
)
"""Columns of an answer sheet, in order: for people first, the ids last."""
IDS: tuple[SheetColumn, ...] = ("question", "option")
"""Columns that only programs need."""
HEAD = ("assessment", "questionnaire", "perspective", "capacity", "part", "language")
"""Entries of the head, in order."""
_FORMER = ("capacity", "part")
"""Entries of the head that had another name before."""
CAPACITIES: tuple[Capacity, ...] = ("official", "personal")
LANGUAGES = ("de", "en")
_NO_ANSWERS = (UNKNOWN, NOT_APPLICABLE)


def say(language: str, name: str, **values: object) -> str:
    """Fill a text of ``answersheets.toml``."""
    return words_of("weltoffen.interop", "answersheets.toml", language)[name].format(**values)


@functools.cache
def head_names() -> Mapping[str, str]:
    """Give the entries of the head by their names, folded, in both languages; former names too."""
    names = (*(("head", one) for one in HEAD), *(("former", one) for one in _FORMER))
    return {folded(say(tag, f"{group}.{one}")): one for group, one in names for tag in LANGUAGES}


@functools.cache
def capacity_names() -> Mapping[str, Capacity]:
    """Give the capacities by their words, folded, in both languages."""
    return {folded(say(tag, f"capacity.{one}")): one for one in CAPACITIES for tag in LANGUAGES}


@functools.cache
def column_names() -> Mapping[str, SheetColumn]:
    """Give the columns by their names, folded, in both languages."""
    return {folded(say(tag, f"column.{one}")): one for one in COLUMNS for tag in LANGUAGES}


def folded(text: str) -> str:
    """Fold what does not tell two labels apart: case, spaces of any kind, ways to write a letter."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


@attrs.frozen(kw_only=True)
class SheetLine:
    """A row of an answer sheet: a question, or an option of a checklist.

    Attributes:
        question: The question.
        option: Id of the option of a checklist, or None for the question itself.
        subject: Title of the criterion; without an edition its id.
        title: Text of the question.
        how: How to answer it; for an option its title.
        condition: After which answers alone it is asked; empty for always, and for an option.
        help: What counts, evidence, who knows; may be empty, and is for an option.
        choices: Labels to choose from; empty for a text.
        bounds: Smallest and largest number, or None if no number is asked for.
    """

    question: Question
    option: str | None = None
    subject: str
    title: str
    how: str
    condition: str = ""
    help: str = ""
    choices: tuple[str, ...] = ()
    bounds: tuple[Fraction, Fraction] | None = None

    def cells(self) -> Mapping[SheetColumn, str]:
        """Give what stands in the columns; the answer is empty."""
        return {
            "subject": self.subject,
            "title": self.title,
            "how": self.how,
            "answer": "",
            "condition": self.condition,
            "help": self.help,
            "allowed": " | ".join(self.choices),
            "question": self.question.id,
            "option": self.option or "",
        }


@final
class SheetLayout:
    """Lays out the answer sheet of a questionnaire in one language (Aufbau)."""

    def __init__(
        self,
        asked: Edition | Questionnaire,
        language: str,
        perspectives: Iterable[Perspective] = (),
    ) -> None:
        """Take the edition or the questionnaire alone, the language of the reader, and who may be named."""
        self.questionnaire: Questionnaire = (
            asked if isinstance(asked, Questionnaire) else asked.questionnaire
        )
        self.language = language
        self._perspectives = {one.id: one.title for one in perspectives}
        self._model = None if isinstance(asked, Questionnaire) else asked.target_model

    def say(self, name: str, **values: object) -> str:
        """Fill a text of ``answersheets.toml`` in the language of the sheet."""
        return say(self.language, name, **values)

    def asked(self, text: Text) -> str:
        """Choose a text of the questionnaire (M7), cleaned, on one line."""
        return clean(text.choose(self.language, self.questionnaire.source_language))

    # --- Head ----------------------------------------------------------------------------------------

    def head(self, response: Response) -> Iterator[tuple[str, str]]:
        """Give names and values of the head; only an official response has parts (A3)."""
        named = self.questionnaire.reference
        values = {
            "assessment": response.assessment,
            # In one cell: a version that stands alone is turned into a number or a date.
            "questionnaire": f"{named.id} {named.version}",
            "perspective": self._perspective(response.perspective),
            "capacity": self.say(f"capacity.{response.capacity}"),
            "language": self.language,
        }
        if response.capacity == "official":
            values["part"] = response.part or ""
        for one in HEAD:
            if one in values:
                yield one, values[one]

    def _perspective(self, name: str) -> str:
        """Name a perspective; its id stands behind, so that a sheet can be read without the assessment."""
        title = self._perspectives.get(name)
        if title is None:
            return name
        return self.say("perspective.named", title=clean(title.choose(self.language)), id=name)

    # --- Labels --------------------------------------------------------------------------------------

    def labels(self, question: Question) -> Mapping[str, str]:
        """Give the labels of what can be chosen at a question, by id: its options, and no answer (A1).

        Two labels are never taken for one another, nor a label for the id of another option: where titles
        would be, the id stands behind them. A checklist has only the labels for no answer.
        """
        form = question.form
        if isinstance(form, FreeText):
            return {}
        titles: dict[str, str] = {}
        if isinstance(form, SingleChoice):
            options = self.questionnaire.scales_by_id[form.scale].options
            titles = {one.id: self.asked(one.title) for one in options}
        given: dict[str, str] = {
            one.id: self.asked(one.title) for one in self.questionnaire.no_answers
        }
        for name in _NO_ANSWERS:
            titles[name] = given.get(name) or self.say(f"answer.{name}")
        return distinct(titles)

    def _allowed(self, line: SheetLine) -> SheetLine:
        labels = tuple(self.labels(line.question).values())
        how = line.how
        if line.bounds is not None:
            how = self.say("how.or", text=how, words=", ".join(labels))
        return attrs.evolve(line, choices=labels, how=how)

    # --- Rows ----------------------------------------------------------------------------------------

    def lines(self, *, personal: bool) -> Iterator[SheetLine]:
        """Give the rows; a question that is asked officially only stands on no personal sheet (T1)."""
        for question in self.questionnaire.questions:
            if personal and question.officially_only:
                continue
            form = question.form
            line = SheetLine(
                question=question,
                subject=self._subject(question),
                title=self.asked(question.title),
                how=self._how(question),
                condition=self._condition(question),
                help=self._help(question),
                bounds=(form.minimum, form.maximum) if isinstance(form, NumberEntry) else None,
            )
            yield self._allowed(line)
            if isinstance(form, Checklist):
                for one in form.options:
                    yield attrs.evolve(
                        line,
                        option=one.id,
                        condition="",
                        help="",
                        how=self.say("how.option", title=self.asked(one.title)),
                        choices=(self.say("answer.yes"), self.say("answer.no")),
                    )

    def _subject(self, question: Question) -> str:
        if self._model is None:
            return question.node
        title = self._model.by_id[question.node].title
        return clean(title.choose(self.language, self._model.source_language))

    def _how(self, question: Question) -> str:
        form = question.form
        if isinstance(form, SingleChoice):
            prompt = self.questionnaire.scales_by_id[form.scale].prompt
            return self.say("how.one") if prompt is None else self.asked(prompt)
        if isinstance(form, Checklist):
            return self.say("how.several")
        if isinstance(form, NumberEntry):
            low, high = self._number(form.minimum), self._number(form.maximum)
            if form.unit is None:
                return self.say("how.number", minimum=low, maximum=high)
            unit = self.asked(form.unit)
            return self.say("how.number-unit", minimum=low, maximum=high, unit=unit)
        return self.say("how.text", length=form.max_length)

    def _help(self, question: Question) -> str:
        found = []
        if question.help is not None:
            found.append(self.asked(question.help))
        if question.evidence is not None:
            found.append(self.say("help.evidence", text=self.asked(question.evidence)))
        if question.ask and self._model is not None:
            source = self._model.source_language
            titles = {
                one.id: one.title.choose(self.language, source) for one in self._model.offices
            }
            named = ", ".join(clean(titles[office]) for office in question.ask)
            found.append(self.say("help.ask", text=named))
        return " – ".join(found)

    def _condition(self, question: Question) -> str:
        if question.depends_on is None:
            return ""
        parent = self.questionnaire.by_id[question.depends_on.question]
        entries = self.questionnaire.entries(parent)
        named = (
            self.say("condition.option", title=self._entry(parent, place))
            for place, one in enumerate(entries)
            if one.id in question.depends_on.options
        )
        return self.say(
            "condition.after",
            question=self.asked(parent.title),
            options=self.say("condition.or").join(named),
        )

    def _entry(self, question: Question, place: int) -> str:
        title = self.questionnaire.entries(question)[place].title
        if title is not None:
            return self.asked(title)
        form = question.form
        assert isinstance(form, NumberEntry)  # noqa: S101 - only bands may lack a name
        low = self._number(form.bands[place].lower)
        if place + 1 < len(form.bands):
            return self.say("band.inner", low=low, high=self._number(form.bands[place + 1].lower))
        return self.say("band.last", low=low, high=self._number(form.maximum))

    def _number(self, value: Fraction) -> str:
        decimal = as_decimal(value)
        if decimal is None:
            return str(value)
        return f"{decimal:f}".replace(".", decimal_mark(self.language))


def decimal_mark(language: str) -> str:
    """Give the mark between whole and decimal places: ``,`` in German, otherwise ``.``."""
    return words(language)["unit.decimal-mark"]


def perspective_id(text: str, perspectives: Sequence[Perspective]) -> str:
    """Find the perspective that a text names: by its id, by an id in brackets at the end, or by its title.

    Args:
        text: The text, with single spaces.
        perspectives: The perspectives of the assessment; empty if it is not known.

    Returns:
        Its id; the text itself if it names none, or more than one.
    """
    known = {one.id for one in perspectives}
    bracketed = _BRACKETED.search(text)
    if bracketed and (not known or bracketed[1] in known):
        return bracketed[1]
    titles = [(one.id, clean(title)) for one in perspectives for _, title in one.title.versions]
    # Folding takes long for the longest texts; a letter has four characters at most.
    if len(text) > 4 * max((len(title) for _, title in titles), default=0):
        return text
    named = folded(text)
    found = {one for one, title in titles if folded(title) == named}
    return found.pop() if len(found) == 1 and text not in known else text


_BRACKETED = re.compile(r"\[([^\[\]]+)\]$")


def distinct(titles: Mapping[str, str]) -> Mapping[str, str]:
    """Make labels of titles by id: none like another, none like the id of another."""
    taken = Counter(folded(title) for title in titles.values())
    labels = {}
    for one, title in titles.items():
        key = folded(title)
        plain = key and taken[key] == 1 and (key == one or key not in titles)
        labels[one] = title if plain else f"{title} [{one}]".strip()
    counted = Counter(folded(label) for label in labels.values())
    return {one: label if counted[folded(label)] == 1 else one for one, label in labels.items()}
