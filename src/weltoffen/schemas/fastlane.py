# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The fast way for well-formed personal responses: membership of whole answers, no look at single ones.

It never refuses: it gives a response, or None for "let the slow judge look".
"""

from __future__ import annotations

import datetime as dt
import functools
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from operator import getitem
from typing import TYPE_CHECKING, Any, final

from weltoffen.model.answers import Answer, chosen
from weltoffen.model.forms import Checklist, FreeText, NumberEntry
from weltoffen.model.response import fields_of, response_of
from weltoffen.model.scale import NOT_APPLICABLE, RESERVED, UNKNOWN
from weltoffen.schemas.heads import DOUBTS, MAX_HEAD_LENGTH, Heads
from weltoffen.schemas.strict import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from weltoffen.model.assessment import Assessment
    from weltoffen.model.questionnaire import Dependency, Question, Questionnaire
    from weltoffen.model.response import Fields, Response
    from weltoffen.schemas.heads import Own, Pair, Pairs

ANSWERS = b'"answers":'
TIGHT, FIRST, NEXT = '"{}":"{}"', '"{}": "{}"', ' "{}": "{}"'
"""Members as common writers of JSON lay them out: without blanks; the first one, and the next, with them."""
_BLANK = ord(" ")


@final
class FastLane:
    """Look-ups of one questionnaire, and heads of responses that the slow judge accepted.

    There are two ways. By members, where there are only single-choice questions: the text of the answers
    is cut at its commas, and each piece must be the text of a whole member, ``"question":"option"``; all
    of these are known beforehand. By values: the text is parsed, whatever its layout.

    Attributes:
        heads: Heads of responses that were learned.
    """

    def __init__(
        self, questionnaire: Questionnaire, assessment: Assessment | None, limits: Limits
    ) -> None:
        """Take note of what is allowed; look-ups are compiled when they are first needed.

        Args:
            questionnaire: The questionnaire.
            assessment: What each response must name, and one of its perspectives; None for any.
            limits: Limits of reading.
        """
        self._questionnaire = questionnaire
        self.heads: Heads = Heads(questionnaire, assessment, limits)
        self._size = limits.size
        # The schema has a bound of its own.
        self._most = min(limits.answers, DEFAULT_LIMITS.answers)
        # Without ids and times all is the same around the answers.
        self._surroundings = functools.lru_cache(maxsize=64)(self._surrounded)

    def read(self, data: bytes) -> Response | None:
        """Give the response if it is well-formed beyond doubt, otherwise None."""
        if len(data) > self._size:
            return None
        try:
            if not self._special and (found := self._by_members(data)) is not None:
                return found
        except DOUBTS:
            pass
        try:
            return self._by_values(data.decode()) if self.heads else None
        except DOUBTS:
            return None

    def learn(self, data: bytes, response: Response) -> None:
        """Remember the head of a personal response that the slow judge accepted."""
        self.heads.learn(data, response)
        self._surroundings.cache_clear()

    # --- The two ways --------------------------------------------------------------------------------

    def _by_members(self, data: bytes) -> Response | None:
        opening = data.index(b"{", data.index(ANSWERS))
        end = data.index(b"}", opening)
        if len(data) - end + opening > MAX_HEAD_LENGTH:
            return None
        around = self._surroundings(data[:opening], data[end + 1 :])
        if around is None:
            return None
        pieces = data[opening + 1 : end].split(b",")
        if len(pieces) == self._length:
            # In the usual order each is held against the members of its own question: none comes twice.
            columns = self._spaced if pieces[-1][0] == _BLANK else self._tight
            try:
                return response_of(around, tuple(map(getitem, columns, pieces)))
            except KeyError:
                pass
        answers = tuple(map(self._members.__getitem__, pieces))
        return response_of(around, answers) if self._is_sound(answers) else None

    def _by_values(self, text: str) -> Response | None:
        head, own = self.heads.parted(text)
        template = self.heads.template(head, own)
        if template is None or type(own["answers"]) is not tuple:
            return None
        plain, special = self._plain, self._special
        answers = tuple(
            [
                plain[pair] if pair[0] not in special else self._read_special(pair)
                for pair in own["answers"]
            ]
        )
        return response_of(_fields(template, own), answers) if self._is_sound(answers) else None

    def _surrounded(self, before: bytes, after: bytes) -> Fields | None:
        found = self.heads.around(before, after)
        return None if found is None else _fields(*found)

    # --- Answers -------------------------------------------------------------------------------------

    def _read_special(self, pair: Pair) -> Pair:
        key, value = pair
        if type(value) is str and value in RESERVED:
            return self._plain[pair]
        return key, self._special[key](value)

    def _is_sound(self, answers: Pairs) -> bool:
        """Say whether no question comes twice, and all of them were to be asked."""
        given = dict(answers)
        return len(given) == len(answers) <= self._most and all(
            is_met(given) for key, is_met in self._conditions if key in given
        )

    # --- Look-ups ------------------------------------------------------------------------------------

    @cached_property
    def _plain(self) -> Mapping[Pair, Pair]:
        """Every answer that is one word, as question and option; one object for all equal ones."""
        pairs = [
            (question.id, one)
            for question in self._questionnaire.questions
            if not question.officially_only
            for one in words_of(self._questionnaire, question)
        ]
        return {pair: pair for pair in pairs}

    @cached_property
    def _members(self) -> Mapping[bytes, Pair]:
        """The same by their text."""
        return {
            layout.format(*pair).encode(): pair
            for layout in (TIGHT, FIRST, NEXT)
            for pair in self._plain
        }

    @cached_property
    def _tight(self) -> Sequence[Mapping[bytes, Pair]]:
        """The members of each question, without blanks."""
        return self._columns(TIGHT, TIGHT)

    @cached_property
    def _spaced(self) -> Sequence[Mapping[bytes, Pair]]:
        """The members of each question, with blanks."""
        return self._columns(FIRST, NEXT)

    def _columns(self, first: str, following: str) -> Sequence[Mapping[bytes, Pair]]:
        columns: dict[str, dict[bytes, Pair]] = {}
        for pair in self._plain:
            layout = following if columns.keys() - {pair[0]} else first
            columns.setdefault(pair[0], {})[layout.format(*pair).encode()] = pair
        return tuple(columns.values())

    @cached_property
    def _length(self) -> int:
        """How many members a complete response has; 0 if some depend on others."""
        return 0 if self._conditions or len(self._tight) > self._most else len(self._tight)

    @cached_property
    def _special(self) -> Mapping[str, Callable[[Any], Answer]]:
        return {
            question.id: special_reader(question)
            for question in self._questionnaire.questions
            if not question.officially_only and question.kind != "single"
        }

    @cached_property
    def _conditions(self) -> tuple[tuple[str, Callable[[Mapping[str, Any]], bool]], ...]:
        known = self._questionnaire.by_id
        return tuple(
            (question.id, _condition(known[question.depends_on.question], question.depends_on))
            for question in self._questionnaire.questions
            if question.depends_on is not None
        )


def _fields(template: Response, own: Own) -> Fields:
    time = own.get("submittedAt")
    return fields_of(
        template,
        assessment=own["assessment"],
        perspective=own["perspective"],
        id=own.get("id"),
        submitted_at=None if time is None else dt.datetime.fromisoformat(time),
    )


def _whole(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number


def words_of(questionnaire: Questionnaire, question: Question) -> tuple[str, ...]:
    """Give the answers to a question that are one word (A1)."""
    options = questionnaire.choices(question) if question.kind == "single" else ()
    return (*options, UNKNOWN, NOT_APPLICABLE)


def _condition(parent: Question, dependency: Dependency) -> Callable[[Mapping[str, Any]], bool]:
    key, options = parent.id, frozenset(dependency.options)
    if parent.kind == "single":
        return lambda given: given.get(key) in options
    return lambda given: not options.isdisjoint(chosen(parent, given.get(key)))


def special_reader(question: Question) -> Callable[[Any], Answer]:
    """Make a reader of answers that are not one word: plain value in, its one form out.

    An error of doubt means that the value is not well-formed; see `weltoffen.schemas.heads.DOUBTS`.
    """
    form = question.form
    if isinstance(form, Checklist):
        known = frozenset(option.id for option in form.options)

        def checklist(value: Any) -> Answer:  # noqa: ANN401 - parsed JSON
            if type(value) is list and len(ticked := set(value)) == len(value) and ticked <= known:
                return tuple(sorted(value))
            raise ValueError

        return checklist
    if isinstance(form, NumberEntry):
        # The schema has bounds of its own, whatever the limits are. Whole numbers compare faster.
        low = _whole(max(form.minimum, Fraction(-DEFAULT_LIMITS.integer)))
        high = _whole(min(form.maximum, Fraction(DEFAULT_LIMITS.integer)))

        def number(value: Any) -> Answer:  # noqa: ANN401 - parsed JSON
            answer: int | Fraction = Fraction(value) if type(value) is Decimal else value
            if type(answer) in {int, Fraction} and low <= answer <= high:
                return answer
            raise ValueError

        return number
    length = form.max_length if isinstance(form, FreeText) else 0

    def text(value: Any) -> Answer:  # noqa: ANN401 - parsed JSON
        if type(value) is str and len(value) <= length:
            value.encode()  # an error for half a character
            return value
        raise ValueError

    return text
