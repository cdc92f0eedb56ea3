# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Surveys with several questions, and answers to them as numbers."""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
from tests.attacks.rule import Item, Numbers, Yes
from tests.attacks.towns import choice
from tests.builders import T, Town, after, free, node, town

from weltoffen.model.forms import Checklist
from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Question
from weltoffen.model.response import Response, build_response
from weltoffen.model.scale import NOT_APPLICABLE, UNKNOWN, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weltoffen.model.method import WholePolicy

NAMES = ("d", "b", "a")
"""Perspectives; their alphabetical order is not the declared one."""


@attrs.frozen
class Survey:
    """A town with its questions, and how answers are written as numbers.

    The number of an answer stands for an option or a set of options; the next one for silence (unknown or
    skipped), the one after it for being out of the base (not applicable or not asked).
    """

    here: Town
    items: tuple[Item, ...]
    plain: tuple[tuple[Any, ...], ...]
    """Of each question the answers as responses hold them."""
    levels: tuple[Numbers, ...]
    """Of each question which column of its distribution an answer falls into."""
    ticks: tuple[Numbers | None, ...]
    """Of each checklist which options an answer ticks."""

    @cached_property
    def values(self) -> tuple[int, ...]:
        """Number of answers to each question, without silence and being out."""
        return tuple(len(one) for one in self.plain)

    def followers(self, index: int) -> list[int]:
        """The questions that depend on one, directly or not, and itself."""
        found = [index]
        for at, item in enumerate(self.items):
            if item.parent in found:
                found.append(at)
        return found

    def is_asked(self, people: Numbers, index: int) -> Yes:
        """Say of whom a question is asked."""
        item = self.items[index]
        if item.parent is None:
            return np.ones(people.shape[:-1], np.bool_)
        return np.isin(people[..., item.parent], sorted(item.asked))

    def is_possible(self, people: Numbers) -> Yes:
        """Say of each world whether nobody answers what was not asked."""
        found: Yes = np.ones(people.shape[:-1], np.bool_)
        for index, values in enumerate(self.values):
            out: Yes = people[..., index] == values + 1
            found &= self.is_asked(people, index) | out
        possible: Yes = np.all(found, axis=-1)
        return possible

    def responses(self, people: Numbers, groups: Numbers) -> list[Response]:
        """Give the responses of one world."""
        asked = self.here.questionnaire
        found = []
        for place, (person, group) in enumerate(zip(people, groups, strict=True)):
            answers: dict[str, object] = {"t": f"{person} says no. {place}"}
            for index, values in enumerate(self.values):
                answer, name = int(person[index]), asked.questions[index].id
                if answer < values:
                    answers[name] = self.plain[index][answer]
                elif answer == values and (place + index) % 2:
                    answers[name] = UNKNOWN
                elif answer > values and self.is_asked(person, index):
                    answers[name] = NOT_APPLICABLE
            found.append(
                build_response(
                    asked,
                    assessment=self.here.assessment.id,
                    perspective=NAMES[group],
                    answers=answers,
                )
            )
        return found


def build_survey(
    questions: Sequence[Question], whole: WholePolicy = "equal", groups: int = 3
) -> Survey:
    """Give a survey of banded numbers and checklists, and at the end a free text."""
    here = town(
        *questions,
        free("t"),
        nodes=[node("a"), node("b")],
        perspectives=NAMES[:groups],
        method=Method(whole_policy=whole, minimum_coverage="1/4"),
    )
    places = {question.id: at for at, question in enumerate(questions)}
    items, plain, levels = [], [], []
    ticks: list[Numbers | None] = []
    for question in questions:
        answers, chosen = _answers(question)
        parent, asked = None, frozenset[int]()
        if question.depends_on is not None:
            parent = places[question.depends_on.question]
            before = _answers(questions[parent])[1]
            wanted = {*question.depends_on.options}
            asked = frozenset(at for at, one in enumerate(before) if wanted & {*one})
        form = question.form
        if isinstance(form, Checklist):
            names = [option.id for option in form.options]
            at = {level: place for place, level in enumerate(form.levels)}
            columns = [at[form.points(one)] for one in chosen]
            ticks.append(np.array([[name in one for name in names] for one in chosen], np.int64))
        else:
            columns = list(range(len(chosen)))
            ticks.append(None)
        plain.append(answers)
        levels.append(np.array(columns))
        items.append(Item(max(columns) + 1, parent, asked))
    return Survey(here, tuple(items), tuple(plain), tuple(levels), tuple(ticks))


def _answers(question: Question) -> tuple[tuple[Any, ...], list[tuple[str, ...]]]:
    """Give all answers to a question, and the options that each of them chooses."""
    form = question.form
    if isinstance(form, Checklist):
        names = [option.id for option in form.options]
        sets = [s for n in range(len(names) + 1) for s in itertools.combinations(names, n)]
        return tuple(sets), sets
    bands = getattr(form, "bands", ())
    return tuple(range(len(bands))), [(band.id,) for band in bands]


def ticked(name: str, *points: int, cap: int | None = None, **more: object) -> Question:
    """Give a checklist with options ``x0``, ``x1`` … of so many points."""
    options = [Option(id=f"x{i}", title=T, points=n) for i, n in enumerate(points)]
    form = Checklist(options=options, cap=cap)
    return Question(id=name, node="a", title=T, form=form, **more)  # type: ignore[arg-type] # any field


SURVEYS = (
    build_survey(
        [choice("p", 3), choice("q", 2, depends_on=after("p", "b1", "b2")), choice("e", 2, "b")]
    ),
    build_survey(
        [
            choice("p", 2),
            choice("q", 3, depends_on=after("p", "b1")),
            choice("d", 2, "b", depends_on=after("q", "b0", "b2")),
            choice("e", 3, "b"),
        ],
        "pooled",
    ),
    build_survey(
        [ticked("c", 1, 2), choice("q", 2, depends_on=after("c", "x0")), choice("e", 3, "b")]
    ),
    build_survey(
        [
            choice("p", 3),
            choice("q", 2, depends_on=after("p", "b0")),
            choice("r", 2, depends_on=after("p", "b1", "b2")),
            ticked("c", 1, 1, cap=1),
            choice("e", 4, "b"),
        ],
        "pooled",
    ),
)
