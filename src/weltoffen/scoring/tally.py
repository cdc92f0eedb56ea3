# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tallies (Auszählungen): the counts that everything later is computed from; T1, T2."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

import attrs

from weltoffen.errors import InvalidDocument, PathStep, Problem, Problems
from weltoffen.model.answers import Answer, checked_answers
from weltoffen.model.forms import Checklist
from weltoffen.model.ids import Reference
from weltoffen.model.questionnaire import Kind, Question, Questionnaire

_Key = TypeVar("_Key")


@attrs.frozen(kw_only=True)
class QuestionCount:
    """How a perspective's personal responses answered one question (Auszählung einer Frage, T1).

    ``answered + unknown + not_applicable + not_asked + skipped`` is the number of responses.

    Attributes:
        question: Id of the question.
        kind: Its kind.
        options: Pairs of option or band id and how often it was chosen, in the question's order; empty
            for a text. In a checklist one person counts for several options.
        points: For a checklist pairs of capped points and how many persons reached them, rising, for
            every sum that can be reached; otherwise empty.
        answered: Number of answers.
        unknown: How often "don't know" was answered (weiß nicht, A1).
        not_applicable: How often "does not apply" was answered (trifft nicht zu, A1).
        not_asked: In how many responses it was not to be asked (A1).
        skipped: In how many responses it was asked and has no entry (A1).
    """

    question: str
    kind: Kind
    options: tuple[tuple[str, int], ...] = attrs.field(
        converter=tuple[tuple[str, int], ...], default=()
    )
    points: tuple[tuple[Fraction, int], ...] = attrs.field(
        converter=tuple[tuple[Fraction, int], ...], default=()
    )
    answered: int
    unknown: int
    not_applicable: int
    not_asked: int
    skipped: int

    @property
    def shape(self) -> tuple[object, ...]:
        """What two counts must share to be added."""
        return self.question, self.kind, _keys(self.options), _keys(self.points)

    @property
    def responses(self) -> int:
        """Number of responses that were counted."""
        return self.answered + self.unknown + self.not_applicable + self.not_asked + self.skipped

    @property
    def histogram(self) -> tuple[int, ...]:
        """Distribution of persons that a score is made from: options, bands or capped points."""
        return tuple([n for _, n in (self.points or self.options)])

    def __add__(self, other: QuestionCount) -> QuestionCount:
        """Add two counts of the same question.

        Raises:
            InvalidDocument: ``tally-other-shape``, for counts of another question or other options.
        """
        if self.shape != other.shape:
            raise InvalidDocument([Problem.at("tally-other-shape")])
        return QuestionCount(
            question=self.question,
            kind=self.kind,
            options=_added(self.options, other.options),
            points=_added(self.points, other.points),
            answered=self.answered + other.answered,
            unknown=self.unknown + other.unknown,
            not_applicable=self.not_applicable + other.not_applicable,
            not_asked=self.not_asked + other.not_asked,
            skipped=self.skipped + other.skipped,
        )


def _keys(pairs: tuple[tuple[object, int], ...]) -> tuple[object, ...]:
    return tuple([key for key, _ in pairs])


def _added(
    a: tuple[tuple[_Key, int], ...], b: tuple[tuple[_Key, int], ...]
) -> tuple[tuple[_Key, int], ...]:
    return tuple((key, n + m) for (key, n), (_, m) in zip(a, b, strict=True))


@attrs.frozen(kw_only=True)
class PersonalCount:
    """Counts of one perspective's personal responses (T1).

    Attributes:
        perspective: Id of the perspective.
        responses: Number of responses, at least 1.
        questions: One count for each question of the questionnaire, in its order.
    """

    perspective: str
    responses: int
    questions: tuple[QuestionCount, ...] = attrs.field(converter=tuple[QuestionCount, ...])


@attrs.frozen(kw_only=True)
class OfficialPart:
    """An official response, or one part of it, kept exactly (T1, A3).

    Attributes:
        perspective: Id of the perspective.
        part: Department; ``""`` for the whole response.
        answers: Pairs of question id and answer, in the questionnaire's order.
    """

    perspective: str
    part: str = ""
    answers: tuple[tuple[str, Answer], ...] = attrs.field(converter=tuple[tuple[str, Answer], ...])


@attrs.frozen(kw_only=True)
class Tally:
    """The counts of a round (Auszählung, T1): a confidential working document, not for publication.

    Tallies add: ``a + b`` counts what both counted, in any order and grouping, and a tally of no
    responses changes nothing (T2).

    Attributes:
        assessment: Id of the assessment; None only if nothing was counted.
        questionnaire: Id and version of the questionnaire.
        personal: Counts by perspective, sorted by its id.
        official: Official responses and parts, sorted by perspective and part.
    """

    assessment: str | None = None
    questionnaire: Reference
    personal: tuple[PersonalCount, ...] = attrs.field(
        converter=tuple[PersonalCount, ...], default=()
    )
    official: tuple[OfficialPart, ...] = attrs.field(converter=tuple[OfficialPart, ...], default=())

    def __attrs_post_init__(self) -> None:
        """Recompute every total (A4) and check that no perspective stands twice."""
        problems = Problems()
        for index, count in enumerate(self.personal):
            _check_personal(problems, count, ("personal", index))
        _check_order(problems, [(c.perspective,) for c in self.personal], "personal")
        _check_order(problems, [(o.perspective, o.part) for o in self.official], "official")
        _check_parts(problems, self.official)
        if self.assessment is None and (self.personal or self.official):
            problems.add("assessment-missing", ("assessment",))
        problems.raise_if_any()

    @cached_property
    def by_perspective(self) -> Mapping[str, PersonalCount]:
        """Personal counts by perspective."""
        return {count.perspective: count for count in self.personal}

    def __add__(self, other: Tally) -> Tally:
        """Add two tallies of the same round (T2).

        Raises:
            InvalidDocument: For another assessment or questionnaire, or a second official response of a
                perspective.
        """
        if not isinstance(other, Tally):
            return NotImplemented
        problems = Problems()
        if self.questionnaire != other.questionnaire:
            problems.add("tally-other-questionnaire", ("questionnaire",))
        if None not in {self.assessment, other.assessment} and self.assessment != other.assessment:
            problems.add("tally-other-assessment", ("assessment",))
        problems.raise_if_any()
        return Tally(
            assessment=self.assessment or other.assessment,
            questionnaire=self.questionnaire,
            personal=_added_personal(self.by_perspective, other.by_perspective),
            official=tuple(sorted((*self.official, *other.official), key=_official_key)),
        )


def _official_key(one: OfficialPart) -> tuple[str, str]:
    return one.perspective, one.part


def _added_personal(
    a: Mapping[str, PersonalCount], b: Mapping[str, PersonalCount]
) -> tuple[PersonalCount, ...]:
    found = []
    for perspective in sorted(a.keys() | b.keys()):
        both = [counts[perspective] for counts in (a, b) if perspective in counts]
        found.append(both[0] if len(both) == 1 else _added_count(both[0], both[1]))
    return tuple(found)


def _added_count(a: PersonalCount, b: PersonalCount) -> PersonalCount:
    if [q.shape for q in a.questions] != [q.shape for q in b.questions]:
        problems = Problems()
        problems.add("tally-other-questionnaire", ("personal",))
        problems.raise_if_any()
    return PersonalCount(
        perspective=a.perspective,
        responses=a.responses + b.responses,
        questions=tuple(x + y for x, y in zip(a.questions, b.questions, strict=True)),
    )


def _check_personal(problems: Problems, count: PersonalCount, here: tuple[PathStep, ...]) -> None:
    if count.responses < 1:
        problems.add("outside-range", (*here, "responses"), minimum=1, maximum=2**53 - 1)
    for question in count.questions:
        path = (*here, "questions", question.question)
        if question.responses != count.responses:
            problems.add("total-differs", path, stored=count.responses, counted=question.responses)
        if any(n < 0 for n in _numbers(question)):
            problems.add("negative-count", path)
        if question.histogram and sum(question.histogram) != question.answered:
            counted = sum(question.histogram)
            problems.add("total-differs", path, stored=question.answered, counted=counted)
        if question.points and any(n > question.answered for _, n in question.options):
            problems.add(
                "total-differs",
                path,
                stored=question.answered,
                counted=max(n for _, n in question.options),
            )


def _numbers(question: QuestionCount) -> tuple[int, ...]:
    states = (question.unknown, question.not_applicable, question.not_asked, question.skipped)
    counts = tuple(n for _, n in (*question.options, *question.points))
    return (question.answered, *states, *counts)


def _check_order(problems: Problems, keys: list[tuple[str, ...]], name: str) -> None:
    for index in range(1, len(keys)):
        if keys[index] == keys[index - 1]:
            code = "second-official" if name == "official" else "duplicate-id"
            problems.add(code, (name, index, "perspective"), **_who(code, keys[index][0]))
        elif keys[index] < keys[index - 1]:
            problems.add("not-sorted", (name, index))


def _who(code: str, perspective: str) -> dict[str, str]:
    return {"perspective" if code == "second-official" else "id": perspective}


def _check_parts(problems: Problems, official: tuple[OfficialPart, ...]) -> None:
    whole = {one.perspective for one in official if not one.part}
    for index, one in enumerate(official):
        if one.part and one.perspective in whole:
            path = ("official", index, "part")
            problems.add("second-official", path, perspective=one.perspective)


def shape_of(questionnaire: Questionnaire, question: Question) -> QuestionCount:
    """Give the empty count of a question: nothing answered, no response counted."""
    levels = question.form.levels if isinstance(question.form, Checklist) else ()
    return QuestionCount(
        question=question.id,
        kind=question.kind,
        options=tuple((one, 0) for one in questionnaire.choices(question)),
        points=tuple((level, 0) for level in levels),
        answered=0,
        unknown=0,
        not_applicable=0,
        not_asked=0,
        skipped=0,
    )


def arranged(tally: Tally, questionnaire: Questionnaire) -> Tally:
    """Bring counts into the questionnaire's order: JSON objects have none of their own (T2)."""
    order = {question.id: at for at, question in enumerate(questionnaire.questions)}
    choices = {q.id: questionnaire.choices(q) for q in questionnaire.questions}

    def placed(count: QuestionCount) -> QuestionCount:
        known = choices.get(count.question, ())
        keys = {key: at for at, key in enumerate(known)}
        options = sorted(count.options, key=lambda pair: keys.get(pair[0], len(keys)))
        return attrs.evolve(count, options=tuple(options), points=tuple(sorted(count.points)))

    def place(question: str) -> int:
        return order.get(question, len(order))

    return attrs.evolve(
        tally,
        personal=tuple(
            attrs.evolve(
                one,
                questions=tuple(
                    placed(count)
                    for count in sorted(one.questions, key=lambda c: place(c.question))
                ),
            )
            for one in tally.personal
        ),
        official=tuple(
            attrs.evolve(one, answers=tuple(sorted(one.answers, key=lambda pair: place(pair[0]))))
            for one in tally.official
        ),
    )


def check_tally(tally: Tally, questionnaire: Questionnaire) -> None:
    """Check that a tally was made with this questionnaire (T1).

    Raises:
        InvalidDocument: With every place that does not fit.
    """
    problems = Problems()
    if tally.questionnaire != questionnaire.reference:
        problems.add("tally-other-questionnaire", ("questionnaire",))
        problems.raise_if_any()
    shapes = [shape_of(questionnaire, question).shape for question in questionnaire.questions]
    for index, count in enumerate(tally.personal):
        if [question.shape for question in count.questions] != shapes:
            problems.add("tally-other-shape", ("personal", index, "questions"))
    for index, one in enumerate(tally.official):
        try:
            checked_answers(
                questionnaire,
                dict(one.answers),
                personal=False,
                partial=bool(one.part),
                path=("official", index, "answers"),
            )
        except InvalidDocument as error:
            problems.extend(error)
    problems.raise_if_any()
