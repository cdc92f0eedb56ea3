# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Possible worlds of whole reports: a true one, others near it, or all that there are."""

from __future__ import annotations

import itertools
import math
from functools import cached_property
from typing import TYPE_CHECKING

import attrs
import numpy as np
from tests.attacks.possible import divide
from tests.attacks.rule import Figures, Numbers, Rule, publish
from tests.attacks.surveys import NAMES, Survey

if TYPE_CHECKING:
    from collections.abc import Sequence


@attrs.frozen
class Case:
    """A true world: who is in which group, and how everybody answered."""

    survey: Survey
    groups: Numbers
    people: Numbers
    merges: tuple[tuple[int, ...], ...] = ()

    @cached_property
    def sizes(self) -> list[int]:
        """Number of people of each perspective."""
        found: list[int] = np.bincount(self.groups, minlength=len(NAMES)).tolist()
        return found

    def sums(self, of_people: Numbers) -> Numbers:
        """Add up by perspective what is given for each person: the second axis."""
        member = self.groups[:, None] == np.arange(len(NAMES))
        found: Numbers = np.einsum("wp...,pg->wg...", of_people, member.astype(np.int64))
        return found

    def published(self, worlds: Numbers, rule: Rule) -> list[Figures]:
        """Give what the rule publishes in each of some worlds."""
        survey = self.survey
        figures: list[Figures] = []
        ticks: list[Figures | None] = []
        joint = divide(len(NAMES), self.merges)
        for index, values in enumerate(survey.values):
            answers, columns = worlds[:, :, index], survey.items[index].options
            level = np.append(survey.levels[index], [columns, -1])[answers]
            row = self.sums((level[:, :, None] == np.arange(columns + 1)).astype(np.int64))
            figures.append(_joined(row, joint))
            marks = survey.ticks[index]
            if marks is None:
                ticks.append(None)
            else:
                silent = np.zeros((2, marks.shape[1]), np.int64)
                chosen = np.concatenate([marks, silent])[np.minimum(answers, values)]
                ticks.append(_joined(self.sums(chosen), joint))
        sizes = [sum(self.sizes[one] for one in group) for group in joint]
        return publish(survey.items, sizes, figures, rule, ticks)


def _joined(row: Numbers, joint: Sequence[Sequence[int]]) -> Figures:
    return np.stack([row[:, group].sum(axis=1) for group in joint], axis=1).astype(np.int16)


# --- The true world ----------------------------------------------------------------------------------


def draw_case(dice: np.random.Generator, survey: Survey, largest: int) -> Case:
    """Draw a true world: groups are often of one mind each, and some say nothing at all."""
    sizes = [int(dice.integers(1, largest + 1)) for _ in NAMES[: int(dice.integers(2, 4))]]
    groups = np.repeat(np.arange(len(sizes)), sizes)
    groups = dice.permutation(len(NAMES))[groups]
    people = np.zeros((len(groups), len(survey.items)), np.int64)
    strength = dice.choice([0.0, 0.5, 1.0])
    quiet = dice.choice([0.0, 0.1, 0.3])
    for index, values in enumerate(survey.values):
        favourite = {group: int(dice.integers(values + 2)) for group in range(len(NAMES))}
        for place, group in enumerate(groups.tolist()):
            answer = int(dice.integers(values))
            if dice.random() < quiet:
                answer = values + int(dice.integers(2))
            if dice.random() < strength * 0.9 and (favourite[group] < values or quiet):
                answer = favourite[group]
            asked = survey.is_asked(people[place], index)
            people[place, index] = answer if asked else values + 1
    merges = ((0, 1),) if dice.random() < 0.25 else ()
    return Case(survey, groups, people, merges)


# --- Other worlds ------------------------------------------------------------------------------------


def nearby(case: Case, dice: np.random.Generator, more: int = 300) -> Numbers:
    """Give worlds near the true one: all exchanges, all single changes, everybody alike, and random ones."""
    found = [case.people[None], _exchanges(case), _changes(case), _alike(case)]
    found = [one for one in found if len(one)]
    close = np.concatenate(found)
    mixed = np.repeat(case.people[None], more, axis=0)
    for _ in range(2):
        other = close[dice.integers(len(close), size=more)]
        mixed = np.where(other != case.people, other, mixed)
    worlds = np.concatenate([close, _settled(case, mixed)])
    return worlds[case.survey.is_possible(worlds)]


def _exchanges(case: Case) -> Numbers:
    """Two persons exchange an answer, with or without what depends on it; or all their answers."""
    subsets: set[tuple[int, ...]] = {(index,) for index in range(len(case.survey.items))}
    subsets |= {tuple(case.survey.followers(index)) for index in range(len(case.survey.items))}
    subsets.add(tuple(range(len(case.survey.items))))
    found = []
    for one, other in itertools.combinations(range(len(case.people)), 2):
        if case.groups[one] != case.groups[other]:
            for questions in sorted(subsets):
                world = case.people.copy()
                world[[one, other], np.array(questions)[:, None]] = case.people[
                    [other, one], np.array(questions)[:, None]
                ]
                found.append(world)
    return np.array(found).reshape(-1, *case.people.shape)


def _changes(case: Case) -> Numbers:
    """One person answers a question in another way."""
    found = []
    for place, (index, values) in itertools.product(
        range(len(case.people)), enumerate(case.survey.values)
    ):
        for answer in range(values + 2):
            world = case.people.copy()
            world[place, index] = answer
            found.append(world)
    return _settled(case, np.array(found))


def _alike(case: Case) -> Numbers:
    """Everybody, or a perspective, answers a question in the same way; or everybody but one person."""
    found = []
    everyone = np.arange(len(case.people))
    parts = [everyone, *(everyone[case.groups == group] for group in range(len(NAMES)))]
    for part, spared in itertools.product(parts, [None, *everyone]):
        who = part[part != spared]
        for index, values in enumerate(case.survey.values):
            for answer in range(values + 2):
                world = case.people.copy()
                world[who, index] = answer
                found.append(world)
    return _settled(case, np.array(found))


def _settled(case: Case, worlds: Numbers) -> Numbers:
    """Take away answers to what is not asked any more; who is asked now says one or the other, or nothing."""
    survey, found = case.survey, []
    for said in range(3):
        settled = worlds.copy()
        for index, values in enumerate(survey.values):
            answers = settled[..., index]
            asked = survey.is_asked(settled, index)
            new = asked & ~survey.is_asked(case.people, index)
            answers = np.where(new, said if said < 2 else values, answers)
            settled[..., index] = np.where(asked, answers, values + 1)
        found.append(settled)
    return np.unique(np.concatenate(found), axis=0)


def _kinds(case: Case) -> Numbers:
    """Give all complete answers of one person."""
    found = np.array(list(itertools.product(*(range(n + 2) for n in case.survey.values))))
    return found[case.survey.is_possible(found[:, None])]


def number_of_worlds(case: Case) -> int:
    """Say how many worlds there are with these sizes."""
    kinds = len(_kinds(case))
    return math.prod(math.comb(size + kinds - 1, size) for size in case.sizes)


def every_world(case: Case) -> Numbers:
    """Give all worlds with these sizes, once each but for the order of persons."""
    kinds = _kinds(case)
    rows = []
    for size in case.sizes:
        groups = list(itertools.combinations_with_replacement(range(len(kinds)), size))
        rows.append(np.array(groups, np.int64).reshape(len(groups), size))
    places = np.indices([len(row) for row in rows]).reshape(len(rows), -1)
    worlds = np.zeros((places.shape[1], *case.people.shape), np.int64)
    for group, row in enumerate(rows):
        worlds[:, case.groups == group] = kinds[row[places[group]]]
    return worlds
