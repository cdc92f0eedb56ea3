# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The way by msgspec (Leseweg mit dem Extra ``fast``): a line is decoded into a structure made for it.

Options are literals, so that membership is checked while decoding, and no text is made twice.
"""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any, Literal, final

from weltoffen.intake.columns import Column, Columns
from weltoffen.intake.ways import MOST_UNDERSTOOD, asked_of_persons, told_texts
from weltoffen.model.ids import is_id
from weltoffen.schemas.catalogue import schema_uri
from weltoffen.schemas.fastlane import special_reader, words_of
from weltoffen.schemas.heads import DOUBTS, is_date_time, is_response_id
from weltoffen.schemas.strict import number_hooks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weltoffen.intake.columns import Key
    from weltoffen.intake.ways import Found
    from weltoffen.model.answers import Answer
    from weltoffen.model.assessment import Assessment
    from weltoffen.model.questionnaire import Question, Questionnaire
    from weltoffen.schemas.strict import Limits

MAX_KEY = 4_096
"""Longest number or checklist that is kept undecoded, in bytes."""
MOST_QUESTIONS = 300
"""With more questions msgspec is left out: it looks up each member from the one before on, so that lines in
another order than the questionnaire's would take a time that grows with the square."""
_HEAD = 8
"""Members of a response beside its answers, id and time: six, and two of the questionnaire's name."""


@final
class ByMsgspec:
    """Rows of what msgspec decodes."""

    def __init__(
        self, questionnaire: Questionnaire, assessment: Assessment | None, limits: Limits
    ) -> None:
        """Make a structure for the responses of one questionnaire; arguments as in `tally_lines`.

        Raises:
            ImportError: If msgspec is not installed.
        """
        import msgspec

        asked = asked_of_persons(questionnaire)
        self.empty: Columns = Columns([_column(questionnaire, one, limits) for one in asked])
        self._texts = [index for index, one in enumerate(asked) if one.kind == "text"]
        fields = [
            (f"q{index}", _type(questionnaire, one, msgspec.Raw), None)
            for index, one in enumerate(asked)
        ]
        names = {f"q{index}": one.id for index, one in enumerate(asked)}
        strict: dict[str, Any] = {"forbid_unknown_fields": True, "gc": False}
        answers = msgspec.defstruct("Answers", fields, rename=names, **strict)
        reference = msgspec.defstruct(
            "Reference",
            [("id", Literal[questionnaire.id]), ("version", Literal[questionnaire.version])],
            **strict,
        )
        sheet = msgspec.defstruct(
            "Sheet",
            [
                ("uri", Literal[schema_uri("response")]),
                ("questionnaire", reference),
                ("assessment", str if assessment is None else Literal[assessment.id]),
                ("perspective", str if assessment is None else Literal[assessment.perspective_ids]),
                ("capacity", Literal["personal"]),
                ("answers", answers),
                ("id", str, None),
                ("submitted", str, None),
            ],
            rename={"uri": "$schema", "submitted": "submittedAt"},
            **strict,
        )
        self._decode: Callable[[bytes], Any] = msgspec.json.Decoder(sheet).decode
        known = (schema_uri("response"), questionnaire.id, questionnaire.version)
        self._is_named = assessment is not None
        self._beside = _HEAD + sum(text.count(":") for text in known)
        self._values: Callable[[Any], tuple[Any, ...]] = msgspec.structs.astuple

    def row(self, line: bytes) -> Found | None:
        """Decode a line; see `Way`."""
        if b"\\" in line:
            return None
        try:
            sheet = self._decode(line)
            row = self._values(sheet.answers)
            # Of a repeated key the last one wins silently. But every member has a colon of its own: what is
            # left beside those of the head and of texts are at least the members of the answers.
            members = line.count(b":") - self._beside
            for index in self._texts:
                if row[index]:
                    members -= row[index].count(":")
            if sheet.id is not None:
                members -= 1 + sheet.id.count(":")
            if sheet.submitted is not None:
                members -= 1 + sheet.submitted.count(":")
            is_sound = (
                (sheet.id is None or is_response_id(sheet.id))
                and (sheet.submitted is None or is_date_time(sheet.submitted))
                and (self._is_named or (is_id(sheet.assessment) and is_id(sheet.perspective)))
            )
        except DOUBTS:
            return None
        return (sheet.assessment, sheet.perspective, row, members) if is_sound else None


def _column(questionnaire: Questionnaire, question: Question, limits: Limits) -> Column:
    words = words_of(questionnaire, question)
    if question.kind == "single":
        return Column(question=question, words={word: word for word in words})
    read, decode = special_reader(question), _decoder(limits)
    if question.kind == "text":
        known = {word: word for word in (*words, "")}
        return Column(question=question, words=known, prepare=told_texts(read))

    @functools.lru_cache(maxsize=MOST_UNDERSTOOD)
    def understand(key: Key) -> Answer:
        return read(decode(key.decode()))

    quoted = {json.dumps(word).encode(): word for word in words}
    return Column(question=question, words=quoted, understand=understand, prepare=_raw)


def _decoder(limits: Limits) -> Callable[[str], Any]:
    """Make a strict decoder of numbers and lists; in lists, what is no id is refused afterwards."""
    integer, decimal = number_hooks(limits)
    decoder = json.JSONDecoder(parse_int=integer, parse_float=decimal, parse_constant=float)
    return decoder.decode


def _raw(values: Sequence[Any]) -> Sequence[Key]:
    """Make keys of what was not decoded; few distinct ones come, unless somebody pads them with blanks."""
    keys = [None if value is None else bytes(value) for value in values]
    if any(key is not None and len(key) > MAX_KEY for key in keys):
        raise ValueError(MAX_KEY)
    return keys


def _type(questionnaire: Questionnaire, question: Question, raw: type) -> Any:  # noqa: ANN401 - a type made at run time
    if question.kind == "single":
        return Literal[words_of(questionnaire, question)]
    return str if question.kind == "text" else raw
