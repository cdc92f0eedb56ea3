# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The one door for documents (Lesen, Prüfen, Schreiben): strict JSON in, model values out, and back."""

from weltoffen.schemas.catalogue import (
    KINDS,
    VERSION,
    Kind,
    registry,
    schema,
    schema_bytes,
    schema_uri,
)
from weltoffen.schemas.documents import (
    Document,
    check,
    from_plain,
    read,
    read_assessment,
    read_council_paper,
    read_goals,
    read_measures,
    read_method,
    read_monitoring,
    read_organisation,
    read_participation,
    read_questionnaire,
    read_report,
    read_tally,
    read_target_model,
    read_workshop,
    write,
    write_line,
)
from weltoffen.schemas.generation import response_schema
from weltoffen.schemas.responses import (
    ResponseReader,
    read_response,
    read_responses,
    split_documents,
)
from weltoffen.schemas.strict import Limits

__all__ = [
    "KINDS",
    "VERSION",
    "Document",
    "Kind",
    "Limits",
    "ResponseReader",
    "check",
    "from_plain",
    "read",
    "read_assessment",
    "read_council_paper",
    "read_goals",
    "read_measures",
    "read_method",
    "read_monitoring",
    "read_organisation",
    "read_participation",
    "read_questionnaire",
    "read_report",
    "read_response",
    "read_responses",
    "read_tally",
    "read_target_model",
    "read_workshop",
    "registry",
    "response_schema",
    "schema",
    "schema_bytes",
    "schema_uri",
    "split_documents",
    "write",
    "write_line",
]
