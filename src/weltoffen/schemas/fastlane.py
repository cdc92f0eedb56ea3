# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The fast way for well-formed personal responses: membership of whole answers, no look at single ones.

It never refuses: it gives a response, or None for "let the slow judge look".
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import math
import re
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, final

import attrs

from weltoffen.model.answers import Answer, chosen
from weltoffen.model.forms import Checklist, FreeText, NumberEntry
from weltoffen.model.ids import is_id
from weltoffen.model.response import MAX_RESPONSE_ID_LENGTH, Response, mark_checked, with_own
from weltoffen.model.scale import NOT_APPLICABLE, RESERVED, UNKNOWN
from weltoffen.schemas.catalogue import schema, split_uri
from weltoffen.schemas.migration import STEPS
from weltoffen.schemas.strict import DEFAULT_LIMITS, Limits, has_surrogate, number_hooks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from weltoffen.model.questionnaire import Dependency, Question, Questionnaire

Pair = tuple[str, Any]
Pairs = tuple[Pair, ...]
MAX_HEADS = 1_000
"""Different heads of responses that are remembered; a round has a handful."""
MAX_HEAD_LENGTH = 10_000
"""Longest head that is remembered; extensions can make it of any length."""
MIN_DEPTH = 3
"""Depth of a response with a checklist; under a lower limit the slow judge reads alone."""

_OWN = frozenset({"answers", "id", "perspective", "submittedAt"})
"""What each response has for itself. The rest is its head, which many have in common."""
_DOUBTS = (ValueError, LookupError, TypeError, ArithmeticError, RecursionError)


@final
class FastLane:
    """Look-ups of one questionnaire, and heads of responses that the slow judge accepted.

    There are two ways. By members, where there are only single-choice questions: the text of the answers
    is cut at its commas, and each piece must be the text of a whole member, ``"question":"option"``; all
    of these are known beforehand. By values: the text is parsed, whatever its layout.
    """

    def __init__(
        self, questionnaire: Questionnaire, perspectives: Iterable[str] | None, limits: Limits
    ) -> None:
        """Take note of what is allowed; look-ups are compiled when they are first needed.

        Args:
            questionnaire: The questionnaire.
            perspectives: Declared perspectives; None for any.
            limits: Limits of reading.
        """
        self._questionnaire = questionnaire
        self._perspectives = None if perspectives is None else frozenset(perspectives)
        self._limits = limits
        self._most = min(
            limits.answers, DEFAULT_LIMITS.answers
        )  # the schema has a bound of its own
        self._heads: dict[Pairs, Response] = {}
        integer, decimal = number_hooks(limits)
        decoder: Any = json.JSONDecoder(
            object_pairs_hook=tuple,  # objects come out as tuples, arrays as lists
            parse_int=integer,
            parse_float=decimal,
            parse_constant=float,  # Infinity, NaN: the only floats
        )
        self._scan: Callable[[str, int], tuple[Any, int]] = decoder.scan_once
        # Without ids and times all is the same around the answers.
        self._surroundings = functools.lru_cache(maxsize=64)(self._parted)

    def read(self, data: bytes) -> Response | None:
        """Give the response if it is well-formed beyond doubt, otherwise None."""
        if not self._heads or len(data) > self._limits.size:
            return None
        for way in (self._by_members, self._by_values):
            try:
                response = way(data.decode())
            except _DOUBTS:
                continue
            if response is not None:
                return response
        return None

    def learn(self, data: bytes, response: Response) -> None:
        """Remember the head of a personal response that the slow judge accepted."""
        if response.capacity != "personal" or self._limits.depth < MIN_DEPTH:
            return
        try:
            head, _ = self._parted(data.decode())
        except _DOUBTS:
            return
        named = split_uri(dict(head)["$schema"])
        migrated = named is not None and ("response", named[1][:2]) in STEPS
        if migrated or len(self._heads) >= MAX_HEADS or len(repr(head)) > MAX_HEAD_LENGTH:
            return
        template = attrs.evolve(response, answers=(), id=None, submitted_at=None)
        self._heads[head] = mark_checked(template, self._questionnaire)

    # --- The two ways --------------------------------------------------------------------------------

    def _by_members(self, text: str) -> Response | None:
        if self._special:
            return None
        before, _, after = text.partition('"answers":')
        body, _, tail = after.partition("}")
        body = body.lstrip(" ")
        if not body.startswith("{") or len(before) + len(tail) > MAX_HEAD_LENGTH:
            return None
        answers = tuple(map(self._members.__getitem__, body[1:].split(",")))
        # Infinity takes the place of the answers that were read. No head that was learned holds one; so
        # if it comes out at the top, and the rest is known, this was the place of the answers.
        head, own = self._surroundings(f'{before}"answers":Infinity{tail}')
        return self._response(head, own, answers) if own["answers"] == math.inf else None

    def _by_values(self, text: str) -> Response | None:
        head, own = self._parted(text)
        if type(own["answers"]) is not tuple:
            return None
        return self._response(head, own, tuple(self._checked(own["answers"])))

    def _object(self, text: str) -> Pairs:
        try:
            pairs, end = self._scan(text, 0)
        except StopIteration:
            pairs, end = None, 0
        if type(pairs) is not tuple or text[end:].strip(" \t\n\r"):
            raise ValueError(end)
        return pairs

    def _parted(self, text: str) -> tuple[Pairs, dict[str, Any]]:
        """Part a document into its head and what it has for itself."""
        pairs = self._object(text)
        own = {key: value for key, value in pairs if key in _OWN}
        # True equals 1 and 1.0 equals 1.00, but in extensions they are told apart.
        head = tuple(
            [
                (key, repr(value) if key == "extensions" else value)
                for key, value in pairs
                if key not in _OWN
            ]
        )
        if len(head) + len(own) != len(pairs):
            raise ValueError(len(pairs))
        return head, own

    # --- Answers -------------------------------------------------------------------------------------

    def _checked(self, pairs: Pairs) -> Iterator[Pair]:
        """Bring each answer into its one form; an error if it is not well-formed."""
        plain, special = self._plain, self._special
        for pair in pairs:
            key, value = pair
            if key not in special or (type(value) is str and value in RESERVED):
                yield plain[pair]
            else:
                yield key, special[key](value)

    def _response(self, head: Pairs, own: Mapping[str, Any], answers: Pairs) -> Response | None:
        template = self._heads.get(head)
        given = dict(answers)
        if template is None or not len(given) == len(answers) <= self._most:
            return None
        for key, is_met in self._conditions:
            if key in given and not is_met(given):
                return None
        perspective, response_id = own["perspective"], own.get("id")
        time: Any = own.get("submittedAt")
        if not (
            is_id(perspective) if self._perspectives is None else perspective in self._perspectives
        ):
            return None
        if "id" in own and not _is_response_id(response_id):
            return None
        if "submittedAt" in own and not _date_time().search(time):
            return None
        return with_own(
            template,
            perspective=perspective,
            answers=answers,
            id=response_id,
            submitted_at=None if time is None else dt.datetime.fromisoformat(time),
        )

    # --- Look-ups ------------------------------------------------------------------------------------

    @cached_property
    def _plain(self) -> Mapping[Pair, Pair]:
        """Every answer that is one word, as question and option; one object for all equal ones."""
        pairs = [
            (question.id, one)
            for question in self._questionnaire.questions
            if not question.officially_only
            for one in _plain_answers(self._questionnaire, question)
        ]
        return {pair: pair for pair in pairs}

    @cached_property
    def _members(self) -> Mapping[str, Pair]:
        """The same by their text, in the layouts of common writers of JSON."""
        layouts = ('"{}":"{}"', '"{}": "{}"', ' "{}": "{}"')
        return {layout.format(*pair): pair for pair in self._plain for layout in layouts}

    @cached_property
    def _special(self) -> Mapping[str, Callable[[Any], Answer]]:
        return {
            question.id: _special_reader(question)
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


@functools.cache
def _date_time() -> re.Pattern[str]:
    return re.compile(schema("common")["$defs"]["dateTime"]["pattern"])


def _is_response_id(value: object) -> bool:
    return (
        isinstance(value, str)
        and 1 <= len(value) <= MAX_RESPONSE_ID_LENGTH
        and not has_surrogate(value)
    )


def _whole(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number


def _plain_answers(questionnaire: Questionnaire, question: Question) -> tuple[str, ...]:
    options = questionnaire.choices(question) if question.kind == "single" else ()
    return (*options, UNKNOWN, NOT_APPLICABLE)


def _condition(parent: Question, dependency: Dependency) -> Callable[[Mapping[str, Any]], bool]:
    key, options = parent.id, frozenset(dependency.options)
    if parent.kind == "single":
        return lambda given: given.get(key) in options
    return lambda given: not options.isdisjoint(chosen(parent, given.get(key)))


def _special_reader(question: Question) -> Callable[[Any], Answer]:
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
