# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Answers (Antworten) held against a questionnaire: A1, M4, and the second tier of the door."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from weltoffen.errors import MAX_ECHO, PathStep, Problems
from weltoffen.model.exact import MAX_EXPONENT, as_decimal
from weltoffen.model.forms import Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.questionnaire import Dependency, Question, Questionnaire
from weltoffen.model.scale import RESERVED

Answer = str | tuple[str, ...] | int | Fraction
"""An option id, checked option ids (sorted), a number, a text, ``unknown`` or ``not-applicable``."""

Path = tuple[PathStep, ...]


def not_asked(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], *, personal: bool
) -> frozenset[str]:
    """Find the questions that were not to be asked (nicht gestellt, A1, M4).

    Args:
        questionnaire: The questionnaire.
        answers: Checked answers of one response.
        personal: Whether it is a personal response; numbers without bands are not put to persons.

    Returns:
        Ids of the questions.
    """
    found: set[str] = set()
    for question in questionnaire.conditional(personal=personal):
        dependency = question.depends_on
        if dependency is None or (personal and question.officially_only):
            found.add(question.id)
            continue
        parent = questionnaire.by_id[dependency.question]
        met = chosen(parent, answers.get(parent.id)) & set(dependency.options)
        if dependency.question in found or not met:
            found.add(question.id)
    return frozenset(found)


def chosen(question: Question, answer: Answer | None) -> set[str]:
    """Give the ids of the options or bands that a checked answer chose; none for unknown or skipped."""
    form = question.form
    if isinstance(answer, tuple):
        return set(answer)
    if isinstance(answer, str):
        return set() if answer in RESERVED or isinstance(form, FreeText) else {answer}
    if answer is not None and isinstance(form, NumberEntry) and form.bands:
        return {form.bands[form.band_index(answer)].id}
    return set()


def checked_answers(
    questionnaire: Questionnaire,
    answers: Mapping[str, object],
    *,
    personal: bool,
    partial: bool,
    path: Path = ("answers",),
) -> tuple[tuple[str, Answer], ...]:
    """Check answers against the questionnaire and give them in their one form.

    Args:
        questionnaire: The questionnaire.
        answers: Question id to plain value: str, list or tuple of str, int, float, Decimal, Fraction.
        personal: Whether it is a personal response.
        partial: Whether it is a part of an official response: a question whose condition was answered
            in another part may be answered here.
        path: Path of the answers, for the problems.

    Returns:
        Pairs of question id and answer, in the given order.

    Raises:
        InvalidDocument: With all problems at once; no problem repeats an answer.
    """
    problems = Problems()
    kept: dict[str, Answer] = {}
    for key, value in answers.items():
        question = questionnaire.by_id.get(key) if isinstance(key, str) else None
        if question is None:
            problems.add("answer-unknown-question", (*path, _step(key)))
            continue
        answer = checked_answer(questionnaire, question, value, problems, (*path, key))
        if answer is not None:
            kept[key] = answer
    # An answer that was refused above says nothing about the questions that depend on it, nor does one
    # that another part of the response may hold.
    unsure = {key for key in questionnaire.by_id if key not in kept and (partial or key in answers)}
    for question in questionnaire.conditional(personal=personal):
        key, dependency = question.id, question.depends_on
        if key not in kept:
            continue
        if personal and question.officially_only:
            problems.add("answer-officially-only", (*path, key))
        elif dependency is not None and _refused(questionnaire, dependency, kept, unsure):
            problems.add("answer-not-asked", (*path, key), question=dependency.question)
    problems.raise_if_any()
    return tuple(kept.items())


def _step(key: object) -> str:
    return key if isinstance(key, str) else type(key).__name__


def _refused(
    questionnaire: Questionnaire,
    dependency: Dependency | None,
    kept: Mapping[str, Answer],
    unsure: set[str],
) -> bool:
    """Say whether the answers show that a condition, or one that it rests on, was not met."""
    while dependency is not None:
        parent = questionnaire.by_id[dependency.question]
        if parent.id in unsure:
            return False
        if not chosen(parent, kept.get(parent.id)) & set(dependency.options):
            return True
        dependency = parent.depends_on
    return False


def checked_answer(
    questionnaire: Questionnaire, question: Question, value: object, problems: Problems, path: Path
) -> Answer | None:
    """Check one answer by itself and give it in its one form; None, and problems, if it is refused."""
    if isinstance(value, str) and value in RESERVED:
        return str(value)
    form = question.form
    if isinstance(form, SingleChoice):
        return _option(questionnaire.choices(question), value, problems, path)
    if isinstance(form, Checklist):
        return _options(questionnaire.choices(question), value, problems, path)
    if isinstance(form, NumberEntry):
        return _number(form, value, problems, path)
    return _free_text(form, value, problems, path)


def _option(known: tuple[str, ...], value: object, problems: Problems, path: Path) -> str | None:
    if not isinstance(value, str):
        problems.add("answer-wrong-kind", path, kind="single")
    elif value not in known:
        problems.add("answer-unknown-option", path, options=_listed(known))
    else:
        return str(value)
    return None


def _options(
    known: tuple[str, ...], value: object, problems: Problems, path: Path
) -> tuple[str, ...] | None:
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, str) for one in value):
        problems.add("answer-wrong-kind", path, kind="multiple")
        return None
    unknown = [index for index, one in enumerate(value) if one not in known]
    for index in unknown:
        problems.add("answer-unknown-option", (*path, index), options=_listed(known))
    if len(set(value)) != len(value):
        problems.add("answer-repeated-option", path)
        return None
    return None if unknown else tuple(sorted(value))


def _number(
    form: NumberEntry, value: object, problems: Problems, path: Path
) -> int | Fraction | None:
    number = _exact_number(value)
    if number is None:
        problems.add("answer-wrong-kind", path, kind="number")
    elif not form.minimum <= number <= form.maximum:
        problems.add(
            "answer-outside-range", path, minimum=_shown(form.minimum), maximum=_shown(form.maximum)
        )
    else:
        return int(number) if number.denominator == 1 else number
    return None


def _shown(value: Fraction) -> str:
    decimal = as_decimal(value)
    return str(value if decimal is None else decimal)


def _exact_number(value: object) -> Fraction | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    if isinstance(value, float) and math.isfinite(value):
        return Fraction(float.__repr__(value))  # a subclass, such as numpy's, may say more
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) <= MAX_EXPONENT:
        return Fraction(value)
    return None


def _free_text(form: FreeText, value: object, problems: Problems, path: Path) -> str | None:
    if not isinstance(value, str):
        problems.add("answer-wrong-kind", path, kind="text")
    elif len(value) > form.max_length:
        problems.add("answer-too-long", path, maximum=form.max_length)
    elif any("\ud800" <= c <= "\udfff" for c in value):
        problems.add("lone-surrogate", path)
    else:
        return str(value)
    return None


def _listed(known: tuple[str, ...]) -> str:
    text = ", ".join(known)
    return text if len(text) <= MAX_ECHO else f"{text[: MAX_ECHO - 1].rpartition(',')[0]} …"
