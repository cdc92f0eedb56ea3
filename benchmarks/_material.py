# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the benchmarks read: two rounds of responses, made up and the same in every run."""

from __future__ import annotations

import itertools
import json
import random
from typing import TYPE_CHECKING, Any, final

import attrs

import weltoffen as wo
from weltoffen.model.answers import Answer, not_asked
from weltoffen.model.forms import FreeText, NumberEntry, SingleChoice
from weltoffen.model.questionnaire import Question, Questionnaire
from weltoffen.model.scale import NOT_APPLICABLE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

QUESTIONS = 108
PERSPECTIVES = ("administration", "politics", "civil-society", "economy", "residents")
SHEETS = 1_000
"""Different mixed sheets; what fills them up to a round differs in id, time and texts."""


@final
@attrs.frozen
class Round:
    """An assessment and its personal responses, any number of them, as lines of NDJSON."""

    name: str
    edition: wo.Edition
    assessment: wo.Assessment

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire that was answered."""
        return self.edition.questionnaire

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """The answers allowed to each question of single choice."""
        return {
            one.id: (*self.questionnaire.choices(one), UNKNOWN, NOT_APPLICABLE)
            for one in self.questionnaire.questions
        }

    def lines(self, count: int) -> Iterator[bytes]:
        """Give lines of NDJSON, compact as `weltoffen.schemas.write_line` and JavaScript write them."""
        return self._lines(itertools.repeat(self.assessment.id, count))

    def lines_of_towns(self, towns: int, each: int, *, grouped: bool) -> Iterator[bytes]:
        """Give lines of many towns, one town after the other, or in turn."""
        names = [f"town-{number:05}" for number in range(towns)]
        if grouped:
            return self._lines(name for name in names for _ in range(each))
        return self._lines(name for _ in range(each) for name in names)

    def _lines(self, assessments: Iterable[str]) -> Iterator[bytes]:
        rng = random.Random(2026)
        sheets = self._single(rng) if self.name == "single" else self._mixed(rng)
        for assessment, answers in zip(assessments, sheets, strict=False):
            yield (
                f'{{"$schema":"{wo.schemas.schema_uri("response")}",'
                f'"questionnaire":{{"id":"{self.questionnaire.id}","version":"{self.questionnaire.version}"}},'
                f'"assessment":"{assessment}","perspective":"{rng.choice(PERSPECTIVES)}",'
                f'"capacity":"personal","answers":{answers}}}\n'
            ).encode()

    def _single(self, rng: random.Random) -> Iterator[str]:
        asked = [
            [f'"{one.id}":"{answer}"' for answer in (*self.questionnaire.choices(one), UNKNOWN)]
            for one in self.questionnaire.questions
        ]
        while True:
            yield "{" + ",".join(map(rng.choice, asked)) + "}"

    def _mixed(self, rng: random.Random) -> Iterator[str]:
        sheets = [
            json.dumps(_answers(self.questionnaire, rng), separators=(",", ":"), ensure_ascii=False)
            for _ in range(SHEETS)
        ]
        for number in itertools.count(1):
            sheet = rng.choice(sheets).replace("#", f"#{number}")
            time = f"2026-03-{number % 28 + 1:02}T{number % 24:02}:{number % 60:02}:00+01:00"
            yield f'{sheet},"id":"r-{number:06}","submittedAt":"{time}"'


def _answers(questionnaire: Questionnaire, rng: random.Random) -> dict[str, Any]:
    found: dict[str, Answer] = {}
    for question in questionnaire.questions:
        chance = rng.random()
        if chance < 1 / 20 or question.id in not_asked(questionnaire, found, personal=True):
            continue
        if chance < 1 / 10:
            found[question.id] = rng.choice([UNKNOWN, NOT_APPLICABLE])
        else:
            found[question.id] = _answer(questionnaire, question, rng)
    return found


def _answer(questionnaire: Questionnaire, question: Question, rng: random.Random) -> Answer:
    choices = questionnaire.choices(question)
    if question.kind == "single":
        return rng.choice(choices)
    if question.kind == "multiple":
        return tuple(sorted(one for one in choices if rng.random() < 1 / 2))
    form = question.form
    if isinstance(form, NumberEntry):
        return rng.randint(int(form.minimum), int(form.maximum))
    length = form.max_length if isinstance(form, FreeText) else 0
    return "Anmerkung #: größere Räume, mehr Zeit"[:length]


def single(count: int = QUESTIONS) -> Round:
    """Questions of single choice on the reference edition's target model, 108 in the round of the bars."""
    reference = wo.load_reference("2026.1")
    model, asked = reference.target_model, reference.questionnaire
    leaves = itertools.islice(itertools.cycle(model.leaves), count)
    questions = [
        Question(
            id=f"{leaf.id}-{number}",
            node=leaf.id,
            title=leaf.title,
            form=SingleChoice(scale=asked.scales[0].id),
        )
        for number, leaf in enumerate(leaves)
    ]
    questionnaire = Questionnaire(
        id="single-choice",
        version="1.0",
        target_model=model.reference,
        title=asked.title,
        source_language=asked.source_language,
        scales=asked.scales,
        questions=questions,
    )
    return _round("single", wo.Edition(target_model=model, questionnaire=questionnaire))


def named(name: str) -> Round:
    """Give a round by its name, for another process."""
    return single() if name == "single" else mixed()


def mixed() -> Round:
    """The reference edition's own questionnaire: all kinds of questions, dependencies, ids and times."""
    return _round("mixed", wo.load_reference("2026.1"))


def _round(name: str, edition: wo.Edition) -> Round:
    assessment = wo.Assessment(
        id="musterstadt-2026",
        municipality=wo.Municipality(name="Musterstadt"),
        round=wo.Round(id="2026"),
        edition=edition.reference,
        perspectives=[wo.Perspective(id=one, title={"de": one}) for one in PERSPECTIVES],
    )
    return Round(name, edition, assessment)
