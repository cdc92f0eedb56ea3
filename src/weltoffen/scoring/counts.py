# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counts (Zahlen) of one perspective: questions, personal responses, official parts; T1, T2."""

from __future__ import annotations

from collections.abc import Callable, Collection
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

import attrs

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.answers import Answer
from weltoffen.model.forms import Checklist
from weltoffen.model.questionnaire import Kind, Question, Questionnaire, Shape

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

    @cached_property
    def shape(self) -> Shape:
        """What two counts must share to be added."""
        return (
            self.question,
            self.kind,
            tuple([key for key, _ in self.options]),
            tuple([key for key, _ in self.points]),
        )

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
        if self.shape is not other.shape and self.shape != other.shape:
            raise InvalidDocument([Problem.at("tally-other-shape")])
        return made_count(
            self.shape,
            _added(self.options, other.options),
            _added(self.points, other.points),
            self.answered + other.answered,
            self.unknown + other.unknown,
            self.not_applicable + other.not_applicable,
            self.not_asked + other.not_asked,
            self.skipped + other.skipped,
        )


def _added(
    a: tuple[tuple[_Key, int], ...], b: tuple[tuple[_Key, int], ...]
) -> tuple[tuple[_Key, int], ...]:
    return tuple([(key, n + m) for (key, n), (_, m) in zip(a, b, strict=True)])


def _setter(name: str) -> Callable[[QuestionCount, object], None]:
    return vars(QuestionCount)[name].__set__  # type: ignore[no-any-return]


# Setting each slot directly takes a third of the time of the constructor.
_set_question, _set_kind = _setter("question"), _setter("kind")
_set_options, _set_points = _setter("options"), _setter("points")
_set_answered, _set_skipped = _setter("answered"), _setter("skipped")
_set_unknown, _set_not_applicable = _setter("unknown"), _setter("not_applicable")
_set_not_asked, _set_shape = _setter("not_asked"), _setter("shape")


def made_count(  # noqa: PLR0917 - in the order of the fields; keywords would take as long as the rest
    shape: Shape,
    options: tuple[tuple[str, int], ...],
    points: tuple[tuple[Fraction, int], ...],
    answered: int,
    unknown: int,
    not_applicable: int,
    not_asked: int,
    skipped: int,
) -> QuestionCount:
    """Make a count of parts that have their one form already; a tally holds hundreds of them.

    Counts that were made of one questionnaire share their shapes, so that comparing them takes no time.
    """
    count = object.__new__(QuestionCount)
    _set_question(count, shape[0])
    _set_kind(count, shape[1])
    _set_options(count, options)
    _set_points(count, points)
    _set_answered(count, answered)
    _set_unknown(count, unknown)
    _set_not_applicable(count, not_applicable)
    _set_not_asked(count, not_asked)
    _set_skipped(count, skipped)
    _set_shape(count, shape)
    return count


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


def clashes(seen: Collection[tuple[str, str]], perspective: str, part: str) -> bool:
    """Say whether an official part cannot stand beside those of its round that came before (A2, A3).

    A perspective has one whole response, or parts of different departments; never both.

    Args:
        seen: Perspective and part of the official parts so far; a set, where there may be many.
        perspective: Id of the perspective.
        part: Department; ``""`` for the whole response.
    """
    if part:
        return (perspective, part) in seen or (perspective, "") in seen
    return any(one == perspective for one, _ in seen)


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
