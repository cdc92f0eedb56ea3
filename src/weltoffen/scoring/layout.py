# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Layout (Anordnung) of all counts of one perspective in one row of integers; T1, T2."""

from __future__ import annotations

import functools
import math
import weakref
from collections import defaultdict
from collections.abc import Iterable, MutableSequence
from typing import final

import attrs

from weltoffen.model.answers import Answer, chosen
from weltoffen.model.forms import Checklist
from weltoffen.model.questionnaire import Question, Questionnaire, Shape
from weltoffen.model.scale import NOT_APPLICABLE, UNKNOWN
from weltoffen.scoring.counts import PersonalCount, QuestionCount, made_count

Pair = tuple[str, Answer]
Row = MutableSequence[int]
MAX_KEPT = 4_096
"""Answers of checklists and numbers whose slots are remembered, per layout."""


@final
@attrs.frozen
class _Place:
    """Where the counts of one question stand: options, points, answers to a text, the two states.

    Attributes:
        shape: What the counts are about.
        options: Slots of the options or bands.
        points: Slots of the points that a checklist can reach.
        answered: Slots whose sum is the number of answers.
        unknown: Slot of ``unknown``; that of ``not-applicable`` comes next.
        asked: Slots whose sum is in how many responses the question was asked; None for in all.
    """

    shape: Shape
    options: slice
    points: slice
    answered: slice
    unknown: int
    asked: tuple[int, ...] | None

    def count(self, row: Row, responses: int) -> QuestionCount:
        _, _, options, points = self.shape
        answered = sum(row[self.answered])
        unknown, not_applicable = row[self.unknown], row[self.unknown + 1]
        asked = responses if self.asked is None else sum([row[slot] for slot in self.asked])
        return made_count(
            self.shape,
            tuple(zip(options, row[self.options], strict=True)),
            tuple(zip(points, row[self.points], strict=True)),
            answered,
            unknown,
            not_applicable,
            responses - asked,
            asked - answered - unknown - not_applicable,
        )


@final
@attrs.frozen
class _Scale:
    """Points of a checklist in whole numbers: of each option, at most, and the slot of each sum."""

    points: dict[str, int]
    full: int
    slots: dict[int, int]


def _scale(form: Checklist, first: int) -> _Scale:
    unit = math.lcm(form.full.denominator, *[one.points.denominator for one in form.options])
    return _Scale(
        {option.id: int(option.points * unit) for option in form.options},
        int(form.full * unit),
        {int(level * unit): first + at for at, level in enumerate(form.levels)},
    )


@final
class Layout:
    """Gives each answer to a questionnaire its slots in a row, and makes counts of a row.

    Attributes:
        size: Length of a row.
        slot: The one slot of each answer that is an option of a single choice, ``unknown`` or
            ``not-applicable``, by question and answer.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        """Lay out the counts of a questionnaire."""
        self._questions = questionnaire.by_id
        self._choices: dict[str, dict[str, int]] = {}
        self._scales: dict[str, _Scale] = {}
        self._texts: dict[str, int] = {}
        # A person may tick several options that a checklist's dependents ask for: those count apart.
        self._ticked: defaultdict[str, list[tuple[frozenset[str], int]]] = defaultdict(list)
        self._places: list[_Place] = []
        self.slot: dict[Pair, int] = {}
        self.size: int = 0
        for question, shape in zip(questionnaire.questions, questionnaire.shapes, strict=True):
            self._add(question, shape)
        self._apart = functools.lru_cache(maxsize=MAX_KEPT)(self._taken_apart)

    def _add(self, question: Question, shape: Shape) -> None:
        key, kind, options, points = shape
        asked = self._asked(question)
        start = self.size
        first = start + len(options)
        text = first + len(points)
        unknown = text + (not options)
        self.size = unknown + 2
        self._choices[key] = {one: start + at for at, one in enumerate(options)}
        if isinstance(question.form, Checklist):
            self._scales[key] = _scale(question.form, first)
        if not options:
            self._texts[key] = text
        if kind == "single":
            self.slot.update({(key, one): slot for one, slot in self._choices[key].items()})
        self.slot[key, UNKNOWN], self.slot[key, NOT_APPLICABLE] = unknown, unknown + 1
        self._places.append(
            _Place(
                shape,
                slice(start, first),
                slice(first, text),
                slice(first, text) if points else slice(start, unknown),
                unknown,
                asked,
            )
        )

    def _asked(self, question: Question) -> tuple[int, ...] | None:
        if question.officially_only:
            return ()
        dependency = question.depends_on
        if dependency is None:
            return None
        parent, options = dependency.question, frozenset(dependency.options)
        if parent not in self._scales:
            return tuple([self._choices[parent][one] for one in options])
        self._ticked[parent].append((options, self.size))
        self.size += 1
        return (self.size - 1,)

    def add(self, row: Row, pairs: Iterable[tuple[Pair, int]]) -> None:
        """Add to a row question and answer in its one form, each with how often it occurred."""
        slot_of = self.slot.get
        for pair, n in pairs:
            slot = slot_of(pair)
            if slot is not None:
                row[slot] += n
                continue
            for one in self.slots(pair):
                row[one] += n

    def slots(self, pair: Pair) -> tuple[int, ...]:
        """Give all slots of an answer that has no slot of its own: of a checklist, a number or a text."""
        text = self._texts.get(pair[0])
        return self._apart(pair) if text is None else (text,)

    def _taken_apart(self, pair: Pair) -> tuple[int, ...]:
        key, answer = pair
        choices, scale = self._choices[key], self._scales.get(key)
        if scale is None or not isinstance(answer, tuple):
            return tuple([choices[one] for one in chosen(self._questions[key], answer)])
        reached = min(sum([scale.points[one] for one in answer]), scale.full)
        asking = self._ticked.get(key, ())
        return (
            *[choices[one] for one in answer],
            scale.slots[reached],
            *[slot for options, slot in asking if not options.isdisjoint(answer)],
        )

    def count(self, perspective: str, responses: int, row: Row) -> PersonalCount:
        """Make counts of a row."""
        questions = tuple([place.count(row, responses) for place in self._places])
        return PersonalCount(perspective=perspective, responses=responses, questions=questions)


_known: dict[int, tuple[weakref.ref[Questionnaire], Layout]] = {}


def layout_of(questionnaire: Questionnaire) -> Layout:
    """Give the layout of a questionnaire, which is made once and kept as long as the questionnaire is."""
    key = id(questionnaire)
    found = _known.get(key)
    if found is not None and found[0]() is questionnaire:
        return found[1]
    layout = Layout(questionnaire)
    _known[key] = weakref.ref(questionnaire, lambda _: _known.pop(key, None)), layout
    return layout
