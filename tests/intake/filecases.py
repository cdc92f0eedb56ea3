# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Files of responses, good and bad ones, and what counting them has to give."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import attrs
from tests.intake.oracle import hold_against

import weltoffen as wo
from weltoffen.errors import MAX_PROBLEMS, InvalidDocument, Problem
from weltoffen.intake.parts import Intake
from weltoffen.model.answers import not_asked
from weltoffen.model.forms import FreeText, NumberEntry
from weltoffen.model.scale import NOT_APPLICABLE, UNKNOWN
from weltoffen.schemas import Limits, ResponseReader, split_documents, write_line
from weltoffen.schemas.strict import DEFAULT_LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from weltoffen.model.answers import Answer
    from weltoffen.model.assessment import Assessment
    from weltoffen.model.questionnaire import Question, Questionnaire


def one_after_the_other(
    files: Iterable[Path],
    questionnaire: Questionnaire,
    assessment: Assessment,
    limits: Limits = DEFAULT_LIMITS,
) -> Intake:
    """Count as the slow judge reads: file after file, document after document (T1, T2, A3)."""
    reader = ResponseReader(questionnaire, assessment, limits=limits)
    accepted: list[wo.Response] = []
    problems: list[Problem] = []
    refused = more = 0
    for file in files:
        for number, document in split_documents(file, limits):
            try:
                response = reader.read_slowly(document)
                hold_against(response, [one for one in accepted if one.capacity == "official"])
            except InvalidDocument as error:
                refused += 1
                more += error.more
                problems += [
                    attrs.evolve(one, line=number, source=str(file)) for one in error.problems
                ]
            else:
                accepted.append(response)
    return Intake(
        tally=wo.tally(accepted, questionnaire),
        accepted=len(accepted),
        refused=refused,
        problems=problems[:MAX_PROBLEMS],
        more=more + max(0, len(problems) - MAX_PROBLEMS),
    )


def first_problems(intake: Intake) -> list[Problem]:
    """Give the problems of the first refused response."""
    first = intake.problems[0]
    place = (first.source, first.line)
    return [one for one in intake.problems if (one.source, one.line) == place]


def random_lines(
    questionnaire: Questionnaire, assessment: Assessment, count: int, seed: int = 0
) -> Iterator[bytes]:
    """Give lines of personal responses of every perspective, the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    for number in range(count):
        yield write_line(
            wo.build_response(
                questionnaire,
                assessment=assessment.id,
                perspective=rng.choice(assessment.perspective_ids),
                answers=_answers(questionnaire, rng, personal=True),
                id=f"r-{number}" if number % 3 else None,
            )
        )


def official_line(
    questionnaire: Questionnaire,
    assessment: Assessment,
    perspective: str = "",
    seed: int = 0,
    **more: Any,  # noqa: ANN401 - any field
) -> bytes:
    """Give a line with an official response of a perspective, by default the first one."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    return write_line(
        wo.build_response(
            questionnaire,
            assessment=assessment.id,
            perspective=perspective or assessment.perspective_ids[0],
            capacity="official",
            answers=_answers(questionnaire, rng, personal=False),
            **more,
        )
    )


def bad_lines(good: bytes) -> list[bytes]:
    """Give lines that are refused, for every kind of reason."""
    plain = json.loads(good)
    return [
        b"{}\n",
        b"[]\n",
        b'{"a": \n',
        b"\xff\xfe{\n",
        good.rstrip(b"\n") * 2 + b"\n",
        json.dumps({**plain, "assessment": "other"}).encode() + b"\n",
        json.dumps({**plain, "perspective": "nobody", "extra": 1}).encode() + b"\n",
        json.dumps({**plain, "answers": {"q1": "s9", "no": "s1"}}).encode() + b"\n",
    ]


def write_files(folder: Path, contents: Sequence[bytes], suffix: str = ".ndjson") -> list[Path]:
    """Write files."""
    files = [folder / f"answers-{number}{suffix}" for number in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    return files


def _answers(
    questionnaire: Questionnaire, rng: random.Random, *, personal: bool
) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for question in questionnaire.questions:
        chance = rng.random()
        if chance < 1 / 20 or question.id in not_asked(questionnaire, found, personal=personal):
            continue
        states = chance < 1 / 10
        found[question.id] = (
            rng.choice([UNKNOWN, NOT_APPLICABLE])
            if states
            else _answer(questionnaire, question, rng)
        )
    return found


def _answer(questionnaire: Questionnaire, question: Question, rng: random.Random) -> Answer:
    choices = questionnaire.choices(question)
    form = question.form
    if question.kind == "single":
        return rng.choice(choices)
    if question.kind == "multiple":
        return tuple(sorted(one for one in choices if rng.random() < 1 / 2))
    if isinstance(form, NumberEntry):
        return rng.randint(int(form.minimum), int(form.maximum))
    return "größer"[: form.max_length if isinstance(form, FreeText) else 0]
