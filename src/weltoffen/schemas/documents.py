# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The door for whole documents (Lesen und Schreiben): read, write, check."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from weltoffen.errors import MAX_PROBLEMS, InvalidDocument, Problem, Unprotected
from weltoffen.model.assessment import Assessment
from weltoffen.model.goals import GoalPlan
from weltoffen.model.ids import near_duplicates
from weltoffen.model.measures import MeasureCatalogue
from weltoffen.model.method import Method
from weltoffen.model.monitoring import Monitoring
from weltoffen.model.organisation import Organisation
from weltoffen.model.paper import CouncilPaper
from weltoffen.model.participation import Participation
from weltoffen.model.questionnaire import Questionnaire
from weltoffen.model.response import Response
from weltoffen.model.target import TargetModel
from weltoffen.model.workshop import Workshop
from weltoffen.report.recomputation import check_report
from weltoffen.report.structure import Report
from weltoffen.schemas.catalogue import KINDS, VERSION, Kind, schema_uri, split_uri
from weltoffen.schemas.idlists import id_lists
from weltoffen.schemas.judging import check_schema
from weltoffen.schemas.migration import migrate
from weltoffen.schemas.strict import DEFAULT_LIMITS, Limits, dump, parse
from weltoffen.schemas.wire import structure, unstructure, wire_pointer
from weltoffen.scoring.tally import Tally, arranged, check_tally

if TYPE_CHECKING:
    from collections.abc import Mapping

Document = (
    TargetModel
    | Questionnaire
    | Assessment
    | Method
    | Response
    | Tally
    | Report
    | CouncilPaper
    | Participation
    | Organisation
    | Workshop
    | MeasureCatalogue
    | GoalPlan
    | Monitoring
)
"""Any document that can be read and written (Dokument)."""
Source = bytes | str | os.PathLike[str]
"""What a document is read from: its bytes, or the path of a file."""
D = TypeVar("D", bound=Document)

CLASSES: Mapping[Kind, type[Document]] = {
    "target-model": TargetModel,
    "questionnaire": Questionnaire,
    "assessment": Assessment,
    "method": Method,
    "response": Response,
    "tally": Tally,
    "report": Report,
    "council-paper": CouncilPaper,
    "participation": Participation,
    "organisation": Organisation,
    "workshop": Workshop,
    "measures": MeasureCatalogue,
    "goals": GoalPlan,
    "monitoring": Monitoring,
}
_KINDS_BY_NAME: Mapping[str, Kind] = {kind: kind for kind in KINDS}
_KIND_OF: Mapping[type, Kind] = {cls: kind for kind, cls in CLASSES.items()}
_CURRENT = tuple(int(part) for part in VERSION.split("."))


def load(source: Source, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Give the bytes of a source: bytes as they are, a path's file.

    Raises:
        InvalidDocument: ``cannot-read``, or ``not-bytes`` for anything else, such as a parsed dict.
    """
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    if not isinstance(source, (str, os.PathLike)):
        raise InvalidDocument([not_bytes(source)])
    try:
        with Path(source).open("rb") as file:
            return file.read(limits.size + 1)
    except (OSError, ValueError, TypeError) as error:
        raise InvalidDocument([cannot_read(error)]) from None


def not_bytes(found: object) -> Problem:
    """Say that something is neither bytes nor the path of a file."""
    return Problem.at("not-bytes", found=type(found).__name__)


def cannot_read(error: Exception) -> Problem:
    """Say why a file cannot be read, without repeating its name."""
    reason = (error.strerror or "?") if isinstance(error, OSError) else type(error).__name__
    return Problem.at("cannot-read", reason=reason)


def read(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read any document by the schema that it names (Dokument lesen).

    Args:
        source: The bytes, or the path of a file. A parsed dict will not do: it has already lost repeated
            keys.
        limits: Limits of size, depth and numbers.

    Returns:
        The model value. A response is not yet held against its questionnaire: see `read_responses`.

    Raises:
        InvalidDocument: With all problems of the first tier that found any.
    """
    return _built(*accepted(parse(load(source, limits), limits), None, limits))


def read_as(source: Source, cls: type[D], *, limits: Limits = DEFAULT_LIMITS) -> D:
    """Read a document that must be of one kind; otherwise like `read`, and ``other-kind`` is raised."""
    document = _built(*accepted(parse(load(source, limits), limits), _KIND_OF[cls], limits))
    assert isinstance(document, cls)  # noqa: S101 - the kind was checked
    return document


def read_target_model(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> TargetModel:
    """Read a target model (Zielbild).

    Args:
        source: As in `read`.
        limits: As in `read`.

    Raises:
        InvalidDocument: As in `read`; ``other-kind`` for a document of another kind.
    """
    return read_as(source, TargetModel, limits=limits)


def read_questionnaire(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Questionnaire:
    """Read a questionnaire (Fragebogen).

    Args:
        source: As in `read`.
        limits: As in `read`.

    Raises:
        InvalidDocument: As in `read`; ``other-kind`` for a document of another kind.
    """
    return read_as(source, Questionnaire, limits=limits)


def read_assessment(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Assessment:
    """Read an assessment (Selbstcheck einer Kommune).

    Args:
        source: As in `read`.
        limits: As in `read`.

    Raises:
        InvalidDocument: As in `read`; ``other-kind`` for a document of another kind.
    """
    return read_as(source, Assessment, limits=limits)


def read_method(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Method:
    """Read a method (Auswertungsmethode).

    Args:
        source: As in `read`.
        limits: As in `read`.

    Raises:
        InvalidDocument: As in `read`; ``other-kind`` for a document of another kind.
    """
    return read_as(source, Method, limits=limits)


def read_report(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Report:
    """Read a report (Bericht); its derived numbers are computed again and compared (A4).

    Args:
        source: As in `read`.
        limits: As in `read`.

    Raises:
        InvalidDocument: As in `read`; ``other-kind`` for a document of another kind.
    """
    return read_as(source, Report, limits=limits)


def read_council_paper(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> CouncilPaper:
    """Read a council paper (Vorlage).

    Args:
        source: As in `read`.
        limits: As in `read`.

    Raises:
        InvalidDocument: As in `read`; ``other-kind`` for a document of another kind.
    """
    return read_as(source, CouncilPaper, limits=limits)


def read_participation(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Participation:
    """Read a participation (Teilnahme).

    Args:
        source: As in `read`.
        limits: As in `read`.

    Raises:
        InvalidDocument: As in `read`; ``other-kind`` for a document of another kind.
    """
    return read_as(source, Participation, limits=limits)


def read_organisation(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Organisation:
    """Read an organisation (Organisation).

    Args:
        source: As in `read`.
        limits: As in `read`.

    Raises:
        InvalidDocument: As in `read`; ``other-kind`` for a document of another kind.
    """
    return read_as(source, Organisation, limits=limits)


def read_workshop(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Workshop:
    """Read the record of a workshop (Workshop-Protokoll).

    Args:
        source: As in `read`.
        limits: As in `read`.

    Raises:
        InvalidDocument: As in `read`; ``other-kind`` for a document of another kind.
    """
    return read_as(source, Workshop, limits=limits)


def read_measures(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> MeasureCatalogue:
    """Read a catalogue of measures (Maßnahmenkatalog).

    Whether each step was taken by a body that may take it is not yet checked: see
    `weltoffen.course.lives.lives`.

    Args:
        source: As in `read`.
        limits: As in `read`.

    Raises:
        InvalidDocument: As in `read`; ``other-kind`` for a document of another kind.
    """
    return read_as(source, MeasureCatalogue, limits=limits)


def read_goals(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> GoalPlan:
    """Read yearly goals (Jahresziele).

    Whether each step was taken by a body that may take it is not yet checked: see
    `weltoffen.course.goallives.goal_lives`.

    Args:
        source: As in `read`.
        limits: As in `read`.

    Raises:
        InvalidDocument: As in `read`; ``other-kind`` for a document of another kind.
    """
    return read_as(source, GoalPlan, limits=limits)


def read_monitoring(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Monitoring:
    """Read a monitoring (Integrationsmonitoring).

    Args:
        source: As in `read`.
        limits: As in `read`.

    Raises:
        InvalidDocument: As in `read`; ``other-kind`` for a document of another kind.
    """
    return read_as(source, Monitoring, limits=limits)


def read_tally(
    source: Source, questionnaire: Questionnaire, *, limits: Limits = DEFAULT_LIMITS
) -> Tally:
    """Read a tally (Auszählung) and hold it against its questionnaire (A4, T1).

    Args:
        source: As in `read`.
        questionnaire: The questionnaire that it was counted with.
        limits: As in `read`.

    Raises:
        InvalidDocument: As in `read`; ``other-kind`` for a document of another kind; what does not fit the
            questionnaire.
    """
    tally = arranged(read_as(source, Tally, limits=limits), questionnaire)
    check_tally(tally, questionnaire)
    return tally


def from_plain(value: Mapping[str, Any]) -> Document:
    """Build a document from plain values that were not JSON, such as TOML.

    Args:
        value: The document, with its ``$schema``; numbers are int or Decimal.

    Raises:
        InvalidDocument: As in `read`.
    """
    return _built(*accepted(dict(value), None, is_json=False))


def _built(kind: Kind, plain: Mapping[str, Any]) -> Document:
    document = structure({k: v for k, v in plain.items() if k != "$schema"}, CLASSES[kind])
    if isinstance(document, Report):
        _recompute(document)
    return document


def _recompute(report: Report) -> None:
    try:
        check_report(report)
    except InvalidDocument as error:
        found = [attrs.evolve(p, pointer=wire_pointer(p.pointer)) for p in error.problems]
        raise InvalidDocument(found, error.more) from None


def accepted(
    value: object, wanted: Kind | None, limits: Limits = DEFAULT_LIMITS, *, is_json: bool = True
) -> tuple[Kind, dict[str, Any]]:
    """Find the kind and version of a document, carry it forward, hold it against its schema.

    Values that the strict reader did not make are marked by ``is_json=False``.

    Raises:
        InvalidDocument: ``wrong-type``, ``missing-key``, ``unknown-schema``, ``other-kind``,
            ``newer-version``, ``older-version``, ``too-many`` answers, or the problems that the schema
            finds.
    """
    if not isinstance(value, dict):
        raise InvalidDocument([Problem.at("wrong-type", expected="object")])
    if "$schema" not in value:
        raise InvalidDocument([Problem.at("missing-key", ("$schema",), key="$schema")])
    named = split_uri(value["$schema"])
    kind = None if named is None else _KINDS_BY_NAME.get(named[0])
    if named is None or kind is None:
        raise InvalidDocument([Problem.at("unknown-schema", ("$schema",), kinds=", ".join(KINDS))])
    if wanted is not None and kind != wanted:
        raise InvalidDocument([Problem.at("other-kind", ("$schema",), expected=wanted, found=kind)])
    major, minor, _ = named[1]
    if major > _CURRENT[0]:
        raise InvalidDocument([Problem.at("newer-version", ("$schema",), known=VERSION)])
    (major, minor), plain = migrate(kind, (major, minor), value)
    if major < _CURRENT[0]:
        raise InvalidDocument([Problem.at("older-version", ("$schema",), known=VERSION)])
    plain = {**plain, "$schema": schema_uri(kind)}
    answers = plain.get("answers")
    if isinstance(answers, dict) and len(answers) > limits.answers:
        raise InvalidDocument([Problem.at("too-many", ("answers",), maximum=limits.answers)])
    check_schema(plain, kind, is_json=is_json)
    return kind, plain


def read_response_as_given(data: bytes, limits: Limits) -> tuple[Response, Mapping[str, Any]]:
    """Read a response, and its answers in the order and form in which they stand in the document."""
    kind, plain = accepted(parse(data, limits), "response", limits)
    response = _built(kind, plain)
    assert isinstance(response, Response)  # noqa: S101 - the kind was checked
    return response, plain["answers"]


def write(document: Document) -> bytes:
    """Write a document as JSON (Dokument schreiben): UTF-8, two spaces, line break at the end.

    Args:
        document: Any document of the model; equal documents give equal bytes.

    Returns:
        The bytes, which read back to an equal document.

    Raises:
        Unprotected: For an operator's sheet or a protected tally, which have no written form (P5).
        InvalidDocument: For a number that no JSON number can give exactly.
    """
    return dump(plain_of(document))


def write_line(document: Document) -> bytes:
    """Write a document on one line, for NDJSON streams; otherwise like `write`.

    Args:
        document: As in `write`.

    Raises:
        Unprotected: As in `write`.
        InvalidDocument: As in `write`.
    """
    return dump(plain_of(document), indent=None)


def plain_of(document: Document) -> dict[str, Any]:
    """Turn a document into plain values with its ``$schema``; errors as in `write`."""
    kind = _KIND_OF.get(type(document))
    if kind is None:
        msg = f"{type(document).__name__} has no written form; documents are: {', '.join(KINDS)}"
        raise Unprotected(msg)
    return {"$schema": schema_uri(kind), **unstructure(document)}


def check(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> tuple[Problem, ...]:
    """Check any document by the schema that it names (prüfen).

    Args:
        source: As in `read`.
        limits: As in `read`.

    Returns:
        All problems and warnings; empty if there is nothing to say. A document is accepted if no problem
        has the severity ``error``.
    """
    try:
        document = read(source, limits=limits)
    except InvalidDocument as error:
        return error.problems
    pairs = (pair for ids in id_lists(document) for pair in near_duplicates(ids))
    return tuple(
        Problem.warn("near-duplicate", first=first, second=second)
        for first, second in itertools.islice(pairs, MAX_PROBLEMS)
    )
