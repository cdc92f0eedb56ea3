# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What each question is worth in one view (Fragewerte): from counts to values; A1, M6, P6, S2."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from operator import mul

from weltoffen.model.answers import Answer
from weltoffen.model.forms import Checklist, NumberEntry
from weltoffen.model.questionnaire import Question, Questionnaire
from weltoffen.model.response import Merged
from weltoffen.model.scale import NOT_APPLICABLE, UNKNOWN
from weltoffen.scoring.counts import QuestionCount
from weltoffen.scoring.protection import Cell
from weltoffen.scoring.results import QuestionScore, QuestionState


def answer_value(questionnaire: Questionnaire, question: Question, answer: Answer) -> Fraction:
    """Map a checked answer to its value in [0, 1] (M6)."""
    form = question.form
    if isinstance(form, Checklist) and isinstance(answer, tuple):
        return form.value(answer)
    if isinstance(form, NumberEntry) and isinstance(answer, (int, Fraction)):
        if form.bands:
            return form.band_values[form.band_index(answer)]
        return (Fraction(answer) - form.minimum) / (form.maximum - form.minimum)
    return questionnaire.option_values[question.id][str(answer)]


def official_values(questionnaire: Questionnaire, merged: Merged) -> tuple[QuestionScore, ...]:
    """Value every question by an official response (A3); a conflict counts as unanswered."""
    conflicts = {c.question for c in merged.conflicts if c.kind == "different"}
    found = []
    for question in scored(questionnaire):
        answer = merged.answers.get(question.id)
        if question.id in merged.not_asked or answer == NOT_APPLICABLE:
            found.append(_score(question, None, 0, 0, "not-applicable"))
        elif question.id in conflicts:
            found.append(_score(question, None, 0, 1, "conflict"))
        elif answer is None or answer == UNKNOWN:
            found.append(_score(question, None, 0, 1, "unanswered"))
        else:
            value = answer_value(questionnaire, question, answer)
            found.append(_score(question, value, 1, 1, "answered"))
    return tuple(found)


def counted_values(
    questionnaire: Questionnaire, counts: Mapping[str, QuestionCount]
) -> tuple[QuestionScore, ...]:
    """Value every question by raw counts: for an operator's sheet only (P5)."""
    return tuple(
        _from_counts(
            questionnaire,
            question,
            counts[question.id].histogram,
            counts[question.id].unknown + counts[question.id].skipped,
        )
        for question in scored(questionnaire)
    )


def published_values(
    questionnaire: Questionnaire, cells: Mapping[str, Cell | None]
) -> tuple[QuestionScore, ...]:
    """Value every question by what was published for it (P6); a missing cell is protected."""
    found = []
    for question in scored(questionnaire):
        cell = cells.get(question.id)
        if question.officially_only:
            found.append(_score(question, None, 0, 0, "not-applicable"))
        elif cell is None:
            found.append(_score(question, None, 0, 0, "protected"))
        else:
            found.append(_from_counts(questionnaire, question, cell.counts, cell.unanswered))
    return tuple(found)


def scored(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Questions that are scored, in declared order: all but free texts (M4)."""
    return questionnaire.scored


def _from_counts(
    questionnaire: Questionnaire, question: Question, histogram: Sequence[int], unanswered: int
) -> QuestionScore:
    answered = sum(histogram)
    if answered:
        unit, values = questionnaire.whole_values[question.id]
        mean = Fraction(sum(map(mul, histogram, values)), answered * unit)
        return _score(question, mean, answered, answered + unanswered, "answered")
    state: QuestionState = "unanswered" if unanswered else "not-applicable"
    return _score(question, None, 0, unanswered, state)


def _score(
    question: Question,
    value: Fraction | None,
    answered: int,
    applicable: int,
    state: QuestionState,
) -> QuestionScore:
    return QuestionScore(
        question=question.id,
        node=question.node,
        kind=question.kind,
        weight=question.weight,
        value=value,
        answered=answered,
        applicable=applicable,
        state=state,
    )
