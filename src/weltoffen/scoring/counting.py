# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counting (Auszählen): responses stream in, a tally comes out, or one for each town; T1, T2."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar, final

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.answers import Answer, checked_answers
from weltoffen.model.questionnaire import Questionnaire
from weltoffen.model.response import Response, is_checked
from weltoffen.scoring.counts import OfficialPart
from weltoffen.scoring.growth import CompactCount, GrowingCount
from weltoffen.scoring.tally import Tally

Key = TypeVar("Key", bound=Hashable)


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
    growing = _Growing(questionnaire, GrowingCount)
    for response in responses:
        growing.add(response)
    return growing.tally()


def tally_by(
    responses: Iterable[Response],
    key: Callable[[Response], Key],
    questionnaire: Questionnaire,
    *,
    grouped: bool = False,
) -> Iterator[tuple[Key, Tally]]:
    """Count the responses of many towns, each for itself (auszählen je Kommune, T1).

    Counting starts with the first step of the iterator. Tallies are made one at a time, so that they can
    be protected and reported one after the other.

    Args:
        responses: Responses to this questionnaire; read once. Those with one key belong to one assessment.
        key: What tells the towns apart, such as ``operator.attrgetter("assessment")``.
        questionnaire: The questionnaire, with the local supplement if there is one.
        grouped: Whether the responses of one key come one after the other. Then a tally is given as soon
            as the key changes, and memory does not grow with the number of towns. Otherwise all counts
            grow side by side: two bytes for each option and state of a perspective, eight from 65 536
            responses on.

    Yields:
        Key and tally, in the order in which the keys first appear; each tally is the one that `tally`
        gives for the responses with that key.

    Raises:
        InvalidDocument: Like `tally`; and ``key-comes-again``, if responses that were said to come
            together do not: the tally given for that key before was not the whole one.
    """
    if grouped:
        yield from _tally_grouped(responses, key, questionnaire)
        return
    towns: dict[Key, _Growing] = {}
    for response in responses:
        name = key(response)
        town = towns.get(name)
        if town is None:
            town = towns[name] = _Growing(questionnaire, CompactCount)
        town.add(response)
    left = list(reversed(towns.items()))
    towns.clear()
    while left:  # what was given is let go
        name, town = left.pop()
        yield name, town.tally()


def _tally_grouped(
    responses: Iterable[Response], key: Callable[[Response], Key], questionnaire: Questionnaire
) -> Iterator[tuple[Key, Tally]]:
    seen: set[Key] = set()
    for name, group in itertools.groupby(responses, key):
        if name in seen:
            assessment = next(group).assessment
            raise InvalidDocument([Problem.at("key-comes-again", assessment=assessment)])
        seen.add(name)
        yield name, tally(group, questionnaire)  # noqa: B031 - the other use raises


@final
class _Growing:
    """What is known of one tally while its responses come in."""

    __slots__ = ("assessment", "groups", "kind", "official", "questionnaire")

    def __init__(
        self, questionnaire: Questionnaire, kind: type[GrowingCount | CompactCount]
    ) -> None:
        self.questionnaire = questionnaire
        self.kind = kind
        self.assessment: str | None = None
        self.groups: dict[str, GrowingCount | CompactCount] = {}
        self.official: list[OfficialPart] = []

    def add(self, response: Response) -> None:
        if response.assessment != self.assessment:
            if self.assessment is not None:
                raise InvalidDocument([Problem.at("tally-other-assessment", ("assessment",))])
            self.assessment = response.assessment
        questionnaire = self.questionnaire
        answers = response.answers
        if not is_checked(response, questionnaire):
            if response.questionnaire != questionnaire.reference:
                raise InvalidDocument([Problem.at("tally-other-questionnaire", ("questionnaire",))])
            answers = _checked(response, questionnaire)
        if response.capacity == "personal":
            group = self.groups.get(response.perspective)
            if group is None:
                group = self.groups[response.perspective] = self.kind(questionnaire)
            group.add(answers)
        else:
            self.official.append(_official(response, answers, questionnaire))

    def tally(self) -> Tally:
        return Tally(
            assessment=self.assessment,
            questionnaire=self.questionnaire.reference,
            personal=[self.groups[one].count(one) for one in sorted(self.groups)],
            official=sorted(self.official, key=lambda one: (one.perspective, one.part)),
        )


def empty_tally(questionnaire: Questionnaire) -> Tally:
    """Give the tally of no responses: the identity of ``+`` (T2).

    Args:
        questionnaire: The questionnaire.
    """
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
