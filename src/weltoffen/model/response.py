# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Responses (Antwortbögen): answers, official parts and their merge; A1, A2, A3."""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import attrs

from weltoffen.errors import InvalidDocument, Problem, Problems
from weltoffen.model.answers import Answer, checked_answers, not_asked
from weltoffen.model.checks import check_extensions
from weltoffen.model.extensions import Extensions
from weltoffen.model.forms import FreeText
from weltoffen.model.ids import Reference, check_id
from weltoffen.model.questionnaire import Question, Questionnaire
from weltoffen.model.scale import NOT_APPLICABLE, UNKNOWN

Capacity = Literal["official", "personal"]
"""Whether somebody answers for the administration or an institution, or as a person (A2)."""
MAX_RESPONSE_ID_LENGTH = 200


def _pairs(
    value: Mapping[str, Answer] | Iterable[tuple[str, Answer]],
) -> tuple[tuple[str, Answer], ...]:
    return tuple(value.items() if isinstance(value, Mapping) else value)  # pyright: ignore[reportReturnType] - takes a mapping for an iterable of pairs


@attrs.frozen(kw_only=True)
class Response:
    """One response to a questionnaire (Antwortbogen, A2).

    The constructor checks only what can be seen without the questionnaire; `build_response` and the
    readers of `weltoffen.schemas` check the answers too.

    Attributes:
        questionnaire: Id and version of the questionnaire that was answered.
        assessment: Id of the assessment.
        perspective: Id of the perspective.
        capacity: ``official`` (the institution's own statement: no personal data) or ``personal``.
        answers: Pairs of question id and answer: option id, tuple of option ids, number, text, or the
            reserved ``unknown`` and ``not-applicable``. A question without a pair was skipped (A1).
        part: Department that gave this part of an official response, or None for the whole (A3).
        id: Id given by the collecting software, or None; never in a report (P9).
        submitted_at: When it was sent, with time zone, or None; never in a report (P9).
        extensions: Data of other software.
    """

    questionnaire: Reference
    assessment: str
    perspective: str
    capacity: Capacity
    answers: tuple[tuple[str, Answer], ...] = attrs.field(converter=_pairs, eq=frozenset)
    part: str | None = None
    id: str | None = None
    submitted_at: dt.datetime | None = None
    extensions: Extensions | None = None
    _checked: Questionnaire | None = attrs.field(default=None, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Check ids, capacity, part and time."""
        problems = Problems()
        check_id(problems, self.assessment, ("assessment",))
        check_id(problems, self.perspective, ("perspective",))
        if self.capacity not in ("official", "personal"):  # a list has no hash
            problems.add("unknown-capacity", ("capacity",))
        if self.part is not None:
            check_id(problems, self.part, ("part",))
            if self.capacity != "official":
                problems.add("part-of-personal", ("part",))
        if self.id is not None and not isinstance(self.id, str):
            problems.add("wrong-type", ("id",), expected="string")
        elif self.id is not None and not self.id:
            problems.add("empty-text", ("id",))
        elif self.id is not None and len(self.id) > MAX_RESPONSE_ID_LENGTH:
            problems.add("too-long", ("id",), maximum=MAX_RESPONSE_ID_LENGTH)
        sent = self.submitted_at
        if sent is not None and (not isinstance(sent, dt.datetime) or sent.tzinfo is None):
            problems.add("bad-date-time", ("submitted_at",))
        check_extensions(problems, self.extensions)
        if len(dict(self.answers)) != len(self.answers):
            problems.add("repeated-answer", ("answers",))
        problems.raise_if_any()


def mark_checked(response: Response, questionnaire: Questionnaire) -> Response:
    """Note that the answers were checked against this questionnaire, so that no one need do it again."""
    object.__setattr__(response, "_checked", questionnaire)
    return response


Fields = tuple[tuple[Callable[[Response, Any], None], Any], ...]
"""Everything of a checked response but its answers, and how to put it into a new one."""


def fields_of(
    template: Response,
    *,
    assessment: str,
    perspective: str,
    id: str | None,  # noqa: A002 - the field's name
    submitted_at: dt.datetime | None,
) -> Fields:
    """Take the fields of a checked response, with these instead; for a reader that has checked these."""
    own = {
        "assessment": assessment,
        "perspective": perspective,
        "id": id,
        "submitted_at": submitted_at,
    }
    return tuple(
        [(put, own[name] if name in own else getattr(template, name)) for name, put in _SETTERS]
    )


def response_of(fields: Fields, answers: tuple[tuple[str, Answer], ...]) -> Response:
    """Make a response of fields and answers that a reader has checked.

    Other than with ``attrs.evolve`` nothing is checked again, which takes longer than all the reading.
    """
    made = _new()
    for put, value in fields:
        put(made, value)
    _put_answers(made, answers)
    return made


_new: Callable[[], Response] = functools.partial(object.__new__, Response)
_put_answers: Any = vars(Response)["answers"].__set__
_SETTERS: tuple[tuple[str, Any], ...] = tuple(
    (name, vars(Response)[name].__set__)
    for name in attrs.fields_dict(Response)
    if name != "answers"
)


def is_checked(response: Response, questionnaire: Questionnaire) -> bool:
    """Say whether the answers were already checked against this very questionnaire."""
    return response._checked is questionnaire  # noqa: SLF001 - same module


def build_response(
    questionnaire: Questionnaire,
    *,
    assessment: str,
    perspective: str,
    answers: Mapping[str, object],
    capacity: Capacity = "personal",
    part: str | None = None,
    id: str | None = None,  # noqa: A002 - the field's name
    submitted_at: dt.datetime | None = None,
    extensions: Extensions | None = None,
) -> Response:
    """Build a response (Antwortbogen) from plain Python values and check it against the questionnaire.

    Args:
        questionnaire: The questionnaire that was answered.
        assessment: Id of the assessment.
        perspective: Id of the perspective.
        answers: Question id to option id, list of option ids, number, text, ``unknown`` or
            ``not-applicable``.
        capacity: ``personal`` or ``official``.
        part: Department, for a part of an official response.
        id: Id given by the collecting software.
        submitted_at: When it was sent, with time zone.
        extensions: Data of other software.

    Returns:
        The checked response; sources: A1, A2.

    Raises:
        InvalidDocument: With all problems at once.
    """
    problems: list[Problem] = []
    if not isinstance(answers, Mapping):
        problems.append(Problem.at("wrong-type", ("answers",), expected="object"))
        answers = {}
    kept: tuple[tuple[str, Answer], ...] = ()
    more = 0
    try:
        kept = checked_answers(
            questionnaire, answers, personal=capacity == "personal", partial=part is not None
        )
    except InvalidDocument as error:
        problems.extend(error.problems)
        more = error.more
    try:
        response = Response(
            questionnaire=questionnaire.reference,
            assessment=assessment,
            perspective=perspective,
            capacity=capacity,
            answers=kept,
            part=part,
            id=id,
            submitted_at=submitted_at,
            extensions=extensions,
        )
    except InvalidDocument as error:
        raise InvalidDocument([*error.problems, *problems], more + error.more) from None
    if problems:
        raise InvalidDocument(problems, more)
    return mark_checked(response, questionnaire)


@attrs.frozen(kw_only=True)
class Conflict:
    """Parts of an official response that contradict each other (Widerspruch, A3).

    Attributes:
        question: Id of the question; it counts as unanswered until the conflict is resolved.
        kind: ``different`` (parts gave different answers) or ``not-asked`` (answered, although the
            merged answers say that it was not to be asked).
        answers: Pairs of part and answer, in order of the parts; a whole response has the part ``""``.
    """

    question: str
    kind: Literal["different", "not-asked"]
    answers: tuple[tuple[str, Answer], ...]


@attrs.frozen(kw_only=True)
class Merged:
    """The official response that its parts make together (A3).

    Attributes:
        answers: Question id to answer, without the questions in conflict.
        not_asked: Ids of questions that were not to be asked.
        conflicts: Contradictions, in the order of the questionnaire.
    """

    answers: Mapping[str, Answer] = attrs.field(hash=False)
    not_asked: frozenset[str]
    conflicts: tuple[Conflict, ...]


def merge_answers(
    questionnaire: Questionnaire, parts: Mapping[str, Mapping[str, Answer]]
) -> Merged:
    """Merge checked parts of one official response (Zusammenführung der Teilantworten, A3).

    A part that answers ``unknown`` does not contradict a part that knows. ``not-applicable`` against an
    option does. Free texts are put one after the other, and are a conflict only if that is too long.

    Args:
        questionnaire: The questionnaire that was answered.
        parts: Part to its answers; the whole response has the part ``""``.

    Returns:
        The merged answers and the conflicts. Nothing is overwritten.
    """
    given: defaultdict[str, list[tuple[str, Answer]]] = defaultdict(list)
    for part in sorted(parts):
        for question, answer in parts[part].items():
            given[question].append((part, answer))
    merged: dict[str, Answer] = {}
    different: dict[str, Conflict] = {}
    for question, pairs in given.items():
        known = {answer for _, answer in pairs} - {UNKNOWN}
        if len(known) > 1:
            joined = _joined(
                questionnaire.by_id[question], [one for _, one in pairs if one in known]
            )
            known = set() if joined is None else {joined}
        if known or not any(one != UNKNOWN for _, one in pairs):
            merged[question] = known.pop() if known else UNKNOWN
        else:
            different[question] = Conflict(
                question=question, kind="different", answers=tuple(pairs)
            )
    skipped = not_asked(questionnaire, merged, personal=False)
    conflicts = []
    for question in (q.id for q in questionnaire.questions):
        if question in different:
            conflicts.append(different[question])
        elif question in skipped and question in merged:
            del merged[question]
            if not _below_conflict(questionnaire, question, different):
                conflicts.append(
                    Conflict(question=question, kind="not-asked", answers=tuple(given[question]))
                )
    return Merged(answers=merged, not_asked=skipped, conflicts=tuple(conflicts))


def _joined(question: Question, answers: Iterable[Answer]) -> str | None:
    form = question.form
    texts = list(dict.fromkeys(str(answer) for answer in answers))
    whole = "\n\n".join(texts)
    if not isinstance(form, FreeText) or NOT_APPLICABLE in texts or len(whole) > form.max_length:
        return None
    return whole


def _below_conflict(
    questionnaire: Questionnaire, question: str, different: Mapping[str, Conflict]
) -> bool:
    dependency = questionnaire.by_id[question].depends_on
    while dependency is not None:
        if dependency.question in different:
            return True
        dependency = questionnaire.by_id[dependency.question].depends_on
    return False


def merge_parts(
    responses: Iterable[Response], questionnaire: Questionnaire
) -> tuple[Response, tuple[Conflict, ...]]:
    """Merge the parts of one official response (Teilantworten, A3).

    Args:
        responses: At least one official response; all of one perspective, assessment and questionnaire,
            each part once.
        questionnaire: The questionnaire that was answered.

    Returns:
        One official response without the questions in conflict, and the conflicts. It takes over no
        id, time or extensions: those belong to the parts.

    Raises:
        InvalidDocument: If the responses do not belong together.
    """
    given = tuple(responses)
    if not given:
        raise InvalidDocument([Problem.at("no-responses")])
    first = given[0]
    parts: dict[str, Mapping[str, Answer]] = {}
    problems = Problems()
    for index, response in enumerate(given):
        if response.capacity != "official":
            problems.add("not-official", (index, "capacity"))
        if _who(response) != _who(first) or response.questionnaire != questionnaire.reference:
            problems.add("other-response", (index,))
            continue
        part = response.part or ""
        if part in parts or (parts and "" in {part, *parts}):
            problems.add("second-official", (index, "part"), perspective=response.perspective)
        parts[part] = {}
        try:
            checked = checked_answers(
                questionnaire,
                dict(response.answers),
                personal=False,
                partial=bool(part),
                path=(index, "answers"),
            )
            parts[part] = dict(checked)
        except InvalidDocument as error:
            problems.extend(error)
    problems.raise_if_any()
    merged = merge_answers(questionnaire, parts)
    whole = Response(
        questionnaire=questionnaire.reference,
        assessment=first.assessment,
        perspective=first.perspective,
        capacity="official",
        answers=merged.answers,
    )
    return whole, merged.conflicts


def _who(response: Response) -> tuple[str, str]:
    return response.assessment, response.perspective
