# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A response schema of one questionnaire (Antwortschema), for validators in any language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weltoffen.model.forms import Checklist, FreeText, NumberEntry
from weltoffen.model.scale import NOT_APPLICABLE, UNKNOWN
from weltoffen.schemas.catalogue import BASE, VERSION, schema, schema_uri
from weltoffen.schemas.wire import unstructure

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from weltoffen.model.assessment import Assessment
    from weltoffen.model.questionnaire import Question, Questionnaire


def response_schema(
    questionnaire: Questionnaire, assessment: Assessment | None = None
) -> dict[str, Any]:
    """Generate the closed JSON Schema of the responses to one questionnaire.

    Any validator can check ids, options, ranges and lengths with it. What it cannot see is left to the
    second tier of the door: whether a question was to be asked, and whether an option stands twice.

    Args:
        questionnaire: The questionnaire, extended by the local supplement if there is one.
        assessment: If given, its id and perspectives are the only ones allowed.

    Returns:
        A JSON Schema 2020-12 as plain values, without references to other files.
    """
    common = schema("common")["$defs"]
    plain_id = {key: common["id"][key] for key in ("type", "maxLength", "pattern")}
    date_time = {
        key: common["dateTime"][key] for key in ("type", "pattern") if key in common["dateTime"]
    }
    reference = questionnaire.reference
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{BASE}/{VERSION}/response/{reference.id}/{reference.version}.schema.json",
        "title": f"Response to {reference.id} {reference.version}",
        "type": "object",
        "required": [
            "$schema",
            "questionnaire",
            "assessment",
            "perspective",
            "capacity",
            "answers",
        ],
        "additionalProperties": False,
        "properties": {
            "$schema": {"const": schema_uri("response")},
            "questionnaire": {
                "type": "object",
                "required": ["id", "version"],
                "additionalProperties": False,
                "properties": {
                    "id": {"const": reference.id},
                    "version": {"const": reference.version},
                },
            },
            "assessment": plain_id if assessment is None else {"const": assessment.id},
            "perspective": plain_id
            if assessment is None
            else {"enum": list(assessment.perspective_ids)},
            "capacity": {"enum": ["official", "personal"]},
            "part": plain_id,
            "id": {"type": "string", "minLength": 1, "maxLength": 200},
            "submittedAt": date_time,
            "answers": {
                "type": "object",
                "additionalProperties": False,
                "properties": {q.id: _answer(questionnaire, q) for q in questionnaire.questions},
            },
            "extensions": {"type": "object"},
        },
        "if": {"properties": {"capacity": {"const": "personal"}}, "required": ["capacity"]},
        "then": {"properties": {"part": False, **_personal(questionnaire)}},
    }


def _personal(questionnaire: Questionnaire) -> dict[str, Any]:
    barred = {q.id: False for q in questionnaire.questions if q.officially_only}
    return {"answers": {"type": "object", "properties": barred}} if barred else {}


def _answer(questionnaire: Questionnaire, question: Question) -> dict[str, Any]:
    form = question.form
    reserved = {"enum": [UNKNOWN, NOT_APPLICABLE]}
    if isinstance(form, Checklist):
        ids = [option.id for option in form.options]
        items = {"type": "array", "maxItems": len(ids), "items": {"enum": ids}}
        return {"anyOf": [reserved, items]}
    if isinstance(form, NumberEntry):
        bounds = {"minimum": _plain(form.minimum), "maximum": _plain(form.maximum)}
        return {"anyOf": [reserved, {"type": "number", **bounds}]}
    if isinstance(form, FreeText):
        return {"anyOf": [reserved, {"type": "string", "maxLength": form.max_length}]}
    return {"enum": [*questionnaire.choices(question), UNKNOWN, NOT_APPLICABLE]}


def _plain(value: Fraction) -> int | Decimal:
    number: int | Decimal = unstructure(value)
    return number
