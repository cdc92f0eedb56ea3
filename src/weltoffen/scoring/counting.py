# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counting (Auszählen): responses stream in, a tally comes out; T1, T2."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import final

import attrs

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.answers import Answer, checked_answers, chosen
from weltoffen.model.forms import Checklist
from weltoffen.model.questionnaire import Question, Questionnaire
from weltoffen.model.response import Response, is_checked
from weltoffen.model.scale import NOT_APPLICABLE, UNKNOWN
from weltoffen.scoring.tally import OfficialPart, PersonalCount, QuestionCount, Tally, shape_of

FOLD_AT = 4_096
"""Distinct answers kept before they are folded into counts; bounds the memory of free answers."""


def tally(responses: Iterable[Response], questionnaire: Questionnaire) -> Tally:
    """Count responses (auszählen, T1).

    Args:
        responses: Responses of one assessment to this questionnaire; read once, in any order.
        questionnaire: The questionnaire, with the local supplement if there is one.

    Returns:
        The tally; byte-identical for any order of the responses, and for any split of them whose
        tallies are added (T2).

    Raises:
        InvalidDocument: For a response of another assessment or questionnaire, an answer that does not
            fit, or a second official response of a perspective.
    """
    reference = questionnaire.reference
    groups: dict[str, _Group] = {}
    official: list[OfficialPart] = []
    assessment: str | None = None
    for response in responses:
        if response.assessment != assessment:
            if assessment is not None:
                raise InvalidDocument([Problem.at("tally-other-assessment", ("assessment",))])
            assessment = response.assessment
        answers = response.answers
        if not is_checked(response, questionnaire):
            if response.questionnaire != reference:
                raise InvalidDocument([Problem.at("tally-other-questionnaire", ("questionnaire",))])
            answers = _checked(response, questionnaire)
        if response.capacity == "personal":
            group = groups.get(response.perspective)
            if group is None:
                group = groups[response.perspective] = _Group(questionnaire)
            group.add(answers)
        else:
            official.append(_official(response, answers, questionnaire))
    return Tally(
        assessment=assessment,
        questionnaire=reference,
        personal=tuple(groups[one].count(one) for one in sorted(groups)),
        official=tuple(sorted(official, key=lambda one: (one.perspective, one.part))),
    )


def empty_tally(questionnaire: Questionnaire) -> Tally:
    """Give the tally of no responses: the identity of ``+`` (T2)."""
    return Tally(assessment=None, questionnaire=questionnaire.reference)


def _checked(response: Response, questionnaire: Questionnaire) -> tuple[tuple[str, Answer], ...]:
    return checked_answers(
        questionnaire,
        dict(response.answers),
        personal=response.capacity == "personal",
        partial=response.part is not None,
    )


def _official(
    response: Response, answers: tuple[tuple[str, Answer], ...], questionnaire: Questionnaire
) -> OfficialPart:
    given = dict(answers)
    return OfficialPart(
        perspective=response.perspective,
        part=response.part or "",
        answers=tuple((q.id, given[q.id]) for q in questionnaire.questions if q.id in given),
    )


@final
class _Group:
    """Counts of one perspective while they grow.

    Pairs of question and answer are first counted as they come, which needs no look at a single answer;
    distinct pairs are few, and only they are taken apart.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.pairs: Counter[tuple[str, Answer]] = Counter()
        self.responses = 0
        self.options: Counter[tuple[str, str]] = Counter()
        self.points: Counter[tuple[str, Fraction]] = Counter()
        self.states: Counter[tuple[str, str]] = Counter()
        self.answered: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.dependents: defaultdict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        self.texts = frozenset(q.id for q in questionnaire.questions if q.kind == "text")
        self.apart = functools.lru_cache(maxsize=FOLD_AT)(self._apart)
        for question in questionnaire.questions:
            if question.depends_on is not None:
                condition = frozenset(question.depends_on.options)
                self.dependents[question.depends_on.question].append((question.id, condition))

    def add(self, answers: tuple[tuple[str, Answer], ...]) -> None:
        self.pairs.update(answers)
        self.responses += 1
        if len(self.pairs) > FOLD_AT:
            self.fold()

    def fold(self) -> None:
        for (key, answer), n in self.pairs.items():
            if answer in (UNKNOWN, NOT_APPLICABLE):
                self.states[key, str(answer)] += n
                continue
            self.answered[key] += n
            if key in self.texts:
                continue
            options, points = self.apart(key, answer)
            for option in options:
                self.options[key, option] += n
            if points is not None:
                self.points[key, points] += n
            for dependent, condition in self.dependents[key]:
                if options & condition:
                    self.asked[dependent] += n
        self.pairs.clear()

    def _apart(self, key: str, answer: Answer) -> tuple[set[str], Fraction | None]:
        question = self.questionnaire.by_id[key]
        form = question.form
        points = (
            form.points(answer)
            if isinstance(form, Checklist) and isinstance(answer, tuple)
            else None
        )
        return chosen(question, answer), points

    def count(self, perspective: str) -> PersonalCount:
        self.fold()
        questions = tuple(self._question(question) for question in self.questionnaire.questions)
        return PersonalCount(perspective=perspective, responses=self.responses, questions=questions)

    def _question(self, question: Question) -> QuestionCount:
        key, empty = question.id, shape_of(self.questionnaire, question)
        answered = self.answered[key]
        unknown, not_applicable = self.states[key, UNKNOWN], self.states[key, NOT_APPLICABLE]
        asked = self.responses if question.depends_on is None else self.asked[key]
        if question.officially_only:
            asked = 0
        return attrs.evolve(
            empty,
            options=tuple((one, self.options[key, one]) for one, _ in empty.options),
            points=tuple((level, self.points[key, level]) for level, _ in empty.points),
            answered=answered,
            unknown=unknown,
            not_applicable=not_applicable,
            not_asked=self.responses - asked,
            skipped=asked - answered - unknown - not_applicable,
        )
