# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reading a response with jsonschema and cattrs, and listing the problems of a bad one with jsonschema.

Validator and converter are made once; the converter does without detailed errors, as the documents were
validated before. With the schema that weltoffen generates for one questionnaire, ids and options are
checked too, as our reader does it; its inlined ``enum``s are several times faster than the ``$ref``s of
the general schema.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Literal, cast, final

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn, override
from jsonschema import Draft202012Validator

import weltoffen as wo

if TYPE_CHECKING:
    from jsonschema import ValidationError

    from weltoffen.model.questionnaire import Questionnaire

Answer = str | list[str] | int | float


@attrs.frozen
class Reference:
    """Names the questionnaire."""

    id: str
    version: str


@attrs.frozen
class Response:
    """A response as a user of cattrs would model it."""

    questionnaire: Reference
    assessment: str
    perspective: str
    capacity: Literal["official", "personal"]
    answers: dict[str, Answer]
    part: str | None = None
    id: str | None = None
    submitted_at: dt.datetime | None = None
    extensions: dict[str, Any] | None = None


@final
class Reader:
    """Reads one response after another."""

    def __init__(self, validator: Draft202012Validator) -> None:
        """Make the converter once."""
        self.validator = validator
        self.converter = cattrs.Converter(detailed_validation=False)
        self.converter.register_structure_hook(
            dt.datetime, lambda v, _: dt.datetime.fromisoformat(v)
        )
        self.converter.register_structure_hook(Answer, lambda value, _: value)
        hook = make_dict_structure_fn(
            Response,
            self.converter,
            _cattrs_detailed_validation=False,
            submitted_at=override(rename="submittedAt"),
            answers=override(struct_hook=lambda value, _: value),
        )
        self.converter.register_structure_hook(Response, cast("Any", hook))

    def problems(self, line: bytes) -> list[ValidationError]:
        """Parse a response and list every error of the schema, by place, as jsonschema's own guide does."""
        return sorted(
            self.validator.iter_errors(json.loads(line)), key=lambda error: error.json_path
        )

    def read(self, line: bytes) -> Response:
        """Parse, validate and structure one response."""
        document = json.loads(line)
        self.validator.validate(document)
        return self.converter.structure(document, Response)


def generated(questionnaire: Questionnaire, assessment: wo.Assessment) -> Reader:
    """Give a reader with the schema of one questionnaire."""
    schema = wo.schemas.response_schema(questionnaire, assessment)
    # Through JSON, so that bounds are the numbers that a schema file would hold.
    return Reader(Draft202012Validator(json.loads(json.dumps(schema, default=float))))


def general() -> Reader:
    """Give a reader with the schema of all responses."""
    schema = wo.schemas.schema("response")
    return Reader(Draft202012Validator(schema, registry=wo.schemas.registry()))
