# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Heads of responses (Köpfe der Antwortbögen): what many have in common, and what each has for itself.

The slow judge looks at one response of each kind of head; others with the same head are known by it.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import math
import re
from typing import TYPE_CHECKING, Any, final

import attrs

from weltoffen.model.ids import is_id
from weltoffen.model.response import MAX_RESPONSE_ID_LENGTH, Response, mark_checked
from weltoffen.schemas.catalogue import schema, split_uri
from weltoffen.schemas.migration import STEPS
from weltoffen.schemas.strict import Limits, has_surrogate, number_hooks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from weltoffen.model.assessment import Assessment
    from weltoffen.model.questionnaire import Questionnaire

Pair = tuple[str, Any]
Pairs = tuple[Pair, ...]
Own = dict[str, Any]
"""What a response has for itself: answers, perspective, id, time, and its assessment, one of many."""
DOUBTS = (ValueError, LookupError, TypeError, ArithmeticError, RecursionError)
"""Errors of a fast way that mean no more than: the slow judge shall look."""
MAX_HEADS = 1_000
"""Different heads of responses that are remembered; a round has a handful."""
MAX_HEAD_LENGTH = 10_000
"""Longest head that is remembered; extensions can make it of any length."""
MIN_DEPTH = 3
"""Depth of a response with a checklist; under a lower limit the slow judge reads alone."""

_OWN = frozenset({"answers", "assessment", "id", "perspective", "submittedAt"})


@final
class Heads:
    """Heads of personal responses that the slow judge accepted."""

    def __init__(
        self, questionnaire: Questionnaire, assessment: Assessment | None, limits: Limits
    ) -> None:
        """Start with none.

        Args:
            questionnaire: The questionnaire.
            assessment: What each response must name, and one of its perspectives; None for any.
            limits: Limits of reading.
        """
        self._questionnaire = questionnaire
        self._assessment = None if assessment is None else assessment.id
        self._perspectives = frozenset(() if assessment is None else assessment.perspective_ids)
        self._limits = limits
        self._known: dict[Pairs, Response] = {}
        integer, decimal = number_hooks(limits)
        decoder: Any = json.JSONDecoder(
            object_pairs_hook=tuple,  # objects come out as tuples, arrays as lists
            parse_int=integer,
            parse_float=decimal,
            parse_constant=float,  # Infinity, NaN: the only floats
        )
        self._scan: Callable[[str, int], tuple[Any, int]] = decoder.scan_once
        self._around = functools.lru_cache(maxsize=64)(self._looked_up)

    def __bool__(self) -> bool:
        """Say whether any head is known."""
        return bool(self._known)

    def learn(self, data: bytes, response: Response) -> None:
        """Remember the head of a personal response that the slow judge accepted."""
        if response.capacity != "personal" or self._limits.depth < MIN_DEPTH:
            return
        try:
            head, _ = self.parted(data.decode())
        except DOUBTS:
            return
        named = split_uri(dict(head)["$schema"])
        migrated = named is not None and ("response", named[1][:2]) in STEPS
        if migrated or len(self._known) >= MAX_HEADS or len(repr(head)) > MAX_HEAD_LENGTH:
            return
        template = attrs.evolve(response, answers=(), id=None, submitted_at=None)
        self._known[head] = mark_checked(template, self._questionnaire)
        self._around.cache_clear()

    def parted(self, text: str) -> tuple[Pairs, Own]:
        """Part a document into its head and what it has for itself; an error of doubt if it cannot be."""
        try:
            pairs, end = self._scan(text, 0)
        except StopIteration:
            pairs, end = None, 0
        if type(pairs) is not tuple or text[end:].strip(" \t\n\r"):
            raise ValueError(end)
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

    def template(self, head: Pairs, own: Mapping[str, Any]) -> Response | None:
        """Give a response with this head if what the document has for itself is well-formed, too."""
        found = self._known.get(head)
        if found is None or not self._is_known(own["assessment"], own["perspective"]):
            return None
        if "id" in own and not is_response_id(own["id"]):
            return None
        if "submittedAt" in own and not is_date_time(own["submittedAt"]):
            return None
        return found

    def _is_known(self, assessment: object, perspective: object) -> bool:
        if self._assessment is None:
            return is_id(assessment) and is_id(perspective)
        return assessment == self._assessment and perspective in self._perspectives

    def around(self, before: bytes, after: bytes) -> tuple[Response, Own] | None:
        """Give what is known of the text around the braces of the answers; None if there is any doubt."""
        if len(before) + len(after) > MAX_HEAD_LENGTH:
            return None
        return self._around(before, after)

    def _looked_up(self, before: bytes, after: bytes) -> tuple[Response, Own] | None:
        if not before.rstrip(b" ").endswith(b'"answers":'):
            return None
        # Infinity takes the place of the answers. No head that was learned holds one; so if it comes out at
        # the top, and the rest is known, this was the place of the answers.
        try:
            head, own = self.parted((before + b"Infinity" + after).decode())
            template = self.template(head, own)
        except DOUBTS:
            return None
        return (template, own) if template is not None and own["answers"] == math.inf else None


@functools.cache
def _date_time() -> re.Pattern[str]:
    return re.compile(schema("common")["$defs"]["dateTime"]["pattern"])


def is_date_time(value: Any) -> bool:  # noqa: ANN401 - parsed JSON
    """Say whether a text is a moment with an offset (RFC 3339); an error of doubt if there is no such day."""
    return bool(_date_time().search(value) and dt.datetime.fromisoformat(value))


def is_response_id(value: object) -> bool:
    """Say whether a value can be the id of a response."""
    return (
        isinstance(value, str)
        and 1 <= len(value) <= MAX_RESPONSE_ID_LENGTH
        and not has_surrogate(value)
    )
