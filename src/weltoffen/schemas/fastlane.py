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
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, final

import attrs

from weltoffen.model.answers import Answer, chosen
from weltoffen.model.questionnaire import Checklist, Dependency, FreeText, NumberEntry, Question, Questionnaire
from weltoffen.model.response import MAX_RESPONSE_ID_LENGTH, Response, mark_checked, with_answers
from weltoffen.model.scale import NOT_APPLICABLE, RESERVED, UNKNOWN
from weltoffen.schemas.catalogue import schema, split_uri
from weltoffen.schemas.migration import STEPS
from weltoffen.schemas.strict import DEFAULT_LIMITS, Limits, has_surrogate, number_hooks
from weltoffen.schemas.wire import read_answer

Pair = tuple[str, Any]
Pairs = tuple[Pair, ...]
MAX_HEADS = 1_000
"""Different heads of responses that are remembered; a round has a handful."""
MAX_HEAD_LENGTH = 10_000
"""Longest head that is remembered; extensions can make it of any length."""
MIN_DEPTH = 3
"""Depth of a response with a checklist; under a lower limit the slow judge reads alone."""

_OWN = frozenset({"answers", "id", "submittedAt"})
"""What each response has for itself. The rest is its head, which many have in common."""
_DOUBTS = (ValueError, LookupError, TypeError, ArithmeticError, RecursionError)


@final
class FastLane:
    """Look-ups of one questionnaire, and heads of responses that the slow judge accepted.

    There are two ways. By members: the text of the answers is cut at its commas; most pieces are the
    text of a whole member, ``"question":"option"``, and all of these are known beforehand. By values:
    the text is parsed, so that its layout does not matter.
    """

    def __init__(self, questionnaire: Questionnaire, limits: Limits) -> None:
        """Take note of the questionnaire; look-ups are compiled when they are first needed."""
        self._questionnaire = questionnaire
        self._limits = limits
        self._heads: dict[Pairs, Response] = {}
        integer, decimal = number_hooks(limits)
        self._scan = json.JSONDecoder(
            object_pairs_hook=tuple,  # objects come out as tuples, arrays as lists
            parse_int=integer,
            parse_float=decimal,
            parse_constant=float,  # Infinity, NaN: the only floats
        ).scan_once
        # In a stream without ids and times all is the same around the answers.
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
        before, _, after = text.partition('"answers":')
        body, _, tail = after.partition("}")
        body = body.lstrip(" ")
        if not body.startswith("{"):
            return None
        pieces = body[1:].split(",")
        try:
            answers = tuple(map(self._members.__getitem__, pieces))
        except KeyError:
            answers = tuple(self._joined(pieces))
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
            [(key, repr(value) if key == "extensions" else value) for key, value in pairs if key not in _OWN]
        )
        if len(head) + len(own) != len(pairs):
            raise ValueError(len(pairs))
        return head, own

    # --- Answers -------------------------------------------------------------------------------------

    def _joined(self, pieces: list[str]) -> Iterator[Pair]:
        """Read members of which some were cut, at the commas in lists and texts.

        Each run of unknown pieces must be one or more whole members by itself: then all are.
        """
        run: list[str] = []
        for piece in pieces:
            pair = self._members.get(piece)
            if pair is None:
                run.append(piece)
                continue
            if run:
                yield from self._run(run)
                run = []
            yield pair
        if run:
            yield from self._run(run)

    def _run(self, pieces: list[str]) -> Iterator[Pair]:
        pairs = self._object("{" + ",".join(pieces) + "}")
        if not pairs:
            raise ValueError(len(pieces))
        return self._checked(pairs)

    def _checked(self, pairs: Pairs) -> Iterator[Pair]:
        """Bring each answer into its one form; an error if it is not well-formed."""
        for pair in pairs:
            key, value = pair
            special = self._special.get(key)
            if special is None or (type(value) is str and value in RESERVED):
                yield self._plain[pair]
            else:
                yield key, special(value)

    def _response(self, head: Pairs, own: Mapping[str, Any], answers: Pairs) -> Response | None:
        template = self._heads.get(head)
        given = dict(answers)
        if template is None or not len(given) == len(answers) <= self._limits.answers:
            return None
        for key, is_met in self._conditions:
            if key in given and not is_met(given):
                return None
        if "id" in own and not _is_response_id(own["id"]):
            return None
        submitted_at: dt.datetime | None = None
        if "submittedAt" in own:
            if not _date_time().search(own["submittedAt"]):
                return None
            submitted_at = dt.datetime.fromisoformat(own["submittedAt"])
        return with_answers(template, answers, id=own.get("id"), submitted_at=submitted_at)

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
        isinstance(value, str) and 1 <= len(value) <= MAX_RESPONSE_ID_LENGTH and not has_surrogate(value)
    )


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
            if type(value) is list and known.issuperset(value) and len(set(value)) == len(value):
                return read_answer(value)
            raise ValueError

        return checklist
    if isinstance(form, NumberEntry):
        low = max(form.minimum, -DEFAULT_LIMITS.integer)  # the schema's bounds, whatever the limits are
        high = min(form.maximum, DEFAULT_LIMITS.integer)

        def number(value: Any) -> Answer:  # noqa: ANN401 - parsed JSON
            if type(value) in (int, Decimal) and low <= (answer := read_answer(value)) <= high:
                return answer
            raise ValueError

        return number
    length = form.max_length if isinstance(form, FreeText) else 0

    def text(value: Any) -> Answer:  # noqa: ANN401 - parsed JSON
        if type(value) is str and len(value) <= length and not has_surrogate(value):
            return value
        raise ValueError

    return text
