# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The fast way for well-formed personal responses: one parse, set algebra, no look at single answers.

It never refuses: it gives a response, or None for "let the slow judge look".
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, final

from weltoffen.model.answers import Answer, chosen
from weltoffen.model.questionnaire import Checklist, FreeText, NumberEntry, Question, Questionnaire
from weltoffen.model.response import MAX_RESPONSE_ID_LENGTH, Response, mark_checked
from weltoffen.model.scale import NOT_APPLICABLE, RESERVED, UNKNOWN
from weltoffen.schemas.strict import Limits, has_surrogate, not_a_number, number_hooks
from weltoffen.schemas.wire import read_answer

Pair = tuple[str, Any]
Head = tuple[Pair, ...]
MAX_HEADS = 1_000
"""Different heads of responses that are remembered; a round has a handful."""
MAX_DEPTH = 8
"""A well-formed response is less deep than any limit; deeper ones go to the slow judge."""

_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_OWN = frozenset({"id", "submittedAt"})


@final
class FastLane:
    """Look-ups of one questionnaire, and heads of responses that the slow judge accepted."""

    def __init__(self, questionnaire: Questionnaire, limits: Limits) -> None:
        """Compile the questionnaire."""
        self._questionnaire = questionnaire
        self._limits = limits
        self._heads: dict[Head, Response] = {}
        integer, decimal = number_hooks(limits)
        self._scan = json.JSONDecoder(
            object_pairs_hook=tuple,
            parse_int=integer,
            parse_float=decimal,
            parse_constant=not_a_number,
        ).scan_once
        plain = {
            (question.id, one)
            for question in questionnaire.questions
            if not question.officially_only
            for one in _plain_answers(questionnaire, question)
        }
        self._is_plain = frozenset(plain).issuperset
        self._special: Mapping[str, Callable[[Any], Answer | None]] = {
            question.id: _special_reader(question)
            for question in questionnaire.questions
            if not question.officially_only and question.kind != "single"
        }
        self._conditions = tuple(
            (question.id, questionnaire.by_id[question.depends_on.question], frozenset(question.depends_on.options))
            for question in questionnaire.questions
            if question.depends_on is not None
        )

    def read(self, data: bytes) -> Response | None:
        """Give the response if it is well-formed beyond doubt, otherwise None."""
        if len(data) > self._limits.size:
            return None
        try:
            text = data.decode()
            pairs, end = self._scan(text, 0)
            if text[end:].strip(" \t\n\r") or type(pairs) is not tuple:
                return None
            return self._response(pairs)
        except (ValueError, StopIteration, TypeError, RecursionError):
            return None

    def learn(self, data: bytes, response: Response) -> None:
        """Remember the head of a personal response that the slow judge accepted."""
        if response.capacity != "personal" or len(self._heads) >= MAX_HEADS:
            return
        try:
            pairs, _ = self._scan(data.decode(), 0)
            head = tuple(pair for pair in pairs if pair[0] != "answers" and pair[0] not in _OWN)
            self._heads.setdefault(head, response)
        except (ValueError, StopIteration, TypeError):
            return

    def _response(self, pairs: tuple[Pair, ...]) -> Response | None:
        own: dict[str, Any] = {}
        head = pairs[:-1]
        key, answers = pairs[-1]
        template = self._heads.get(head) if key == "answers" else None
        if template is None:
            own = {pair[0]: pair[1] for pair in pairs if pair[0] in _OWN or pair[0] == "answers"}
            head = tuple(pair for pair in pairs if pair[0] not in own)
            template = self._heads.get(head)
            if template is None or len(head) + len(own) != len(pairs) or "answers" not in own:
                return None
            answers = own.pop("answers")
        if type(answers) is not tuple:
            return None
        checked = self._answers(answers)
        if checked is None:
            return None
        return self._made(template, checked, own)

    def _answers(self, pairs: tuple[Pair, ...]) -> tuple[Pair, ...] | None:
        answers = dict(pairs)
        if len(answers) != len(pairs) or len(answers) > self._limits.answers:
            return None
        if not self._special:
            if not self._is_plain(pairs):
                return None
        else:
            for key in self._special.keys() & answers.keys():
                value = answers[key]
                if type(value) is str and value in RESERVED:
                    continue
                answer = self._special[key](value)
                if answer is None:
                    return None
                answers[key] = answer
            plain = [pair for pair in answers.items() if pair[0] not in self._special]
            if not self._is_plain(plain):
                return None
            pairs = tuple(answers.items())
        for key, parent, condition in self._conditions:
            if key in answers and not chosen(parent, answers.get(parent.id)) & condition:
                return None
        return pairs

    def _made(self, template: Response, answers: tuple[Pair, ...], own: dict[str, Any]) -> Response | None:
        submitted_at: dt.datetime | None = None
        id = own.get("id")  # noqa: A001 - the field's name
        if "id" in own and not _is_response_id(id):
            return None
        if "submittedAt" in own:
            if not _TIME.fullmatch(own["submittedAt"]):
                return None
            submitted_at = dt.datetime.fromisoformat(own["submittedAt"])
        response = Response(
            questionnaire=template.questionnaire,
            assessment=template.assessment,
            perspective=template.perspective,
            capacity=template.capacity,
            answers=answers,
            id=id,
            submitted_at=submitted_at,
            extensions=template.extensions,
        )
        return mark_checked(response, self._questionnaire)


def _is_response_id(value: object) -> bool:
    return (
        isinstance(value, str) and 1 <= len(value) <= MAX_RESPONSE_ID_LENGTH and not has_surrogate(value)
    )


def _plain_answers(questionnaire: Questionnaire, question: Question) -> tuple[str, ...]:
    chosen_from = questionnaire.choices(question) if question.kind == "single" else ()
    return (*chosen_from, UNKNOWN, NOT_APPLICABLE)


def _special_reader(question: Question) -> Callable[[Any], Answer | None]:
    form = question.form
    if isinstance(form, Checklist):
        known = frozenset(option.id for option in form.options)

        def checklist(value: Any) -> Answer | None:  # noqa: ANN401 - parsed JSON
            if type(value) is list and known.issuperset(value) and len(set(value)) == len(value):
                return read_answer(value)
            return None

        return checklist
    if isinstance(form, NumberEntry):
        low, high = form.minimum, form.maximum

        def number(value: Any) -> Answer | None:  # noqa: ANN401 - parsed JSON
            if type(value) is bool or isinstance(value, (str, tuple, list)) or value is None:
                return None
            answer = read_answer(value)
            return answer if isinstance(answer, (int, Fraction)) and low <= answer <= high else None

        return number
    length = form.max_length if isinstance(form, FreeText) else 0

    def text(value: Any) -> Answer | None:  # noqa: ANN401 - parsed JSON
        if type(value) is str and len(value) <= length and not has_surrogate(value):
            return value
        return None

    return text
