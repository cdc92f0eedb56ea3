# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0

"""Make up the documents of Musterstadt, the invented town of ``weltoffen demo``.

Usage::

    python tools/make_demo.py          # write src/weltoffen/demo/assessment.json and answers.ndjson
    python tools/make_demo.py --check  # fail if they no longer fit the edition

Every answer follows from the ids of person and question and from the tilts below: nobody gave it, and one
changed question changes no other answer.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import weltoffen as wo
from weltoffen.model.answers import chosen
from weltoffen.model.forms import NumberEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weltoffen.model.answers import Answer
    from weltoffen.model.questionnaire import Question, Questionnaire

FOLDER = Path(__file__).resolve().parents[1] / "src" / "weltoffen" / "demo"
COMMAND = "python tools/make_demo.py"
EDITION = "2026.1"
ASSESSMENT = "musterstadt-2026"

FIELDS = {
    "management": 0.62,
    "opening": 0.42,
    "access": 0.52,
    "economy": 0.28,
    "engagement": 0.45,
    "cohesion": 0.82,
    "communication": 0.18,
}
"""How far the administration sees itself in each field, from 0 to 1."""
PERSPECTIVES = {
    "administration": ("Verwaltung", "Administration", 0, 0.0),
    "politics": ("Politik", "Politics", 9, 0.04),
    "civil-society": ("Zivilgesellschaft", "Civil society", 11, -0.17),
    "economy": ("Wirtschaft", "Economy", 3, 0.0),
    "residents": ("Einwohner*innen", "Residents", 7, -0.08),
}
"""German and English name, number of persons, and how much better than the administration they see it."""
PARTS = {
    "main-office": ("management", "opening", "communication"),
    "social-affairs-office": ("access", "engagement", "cohesion"),
    "economic-development-office": ("economy", "work-and-training"),
}
"""Departments that answer for the administration, with fields or criteria; one criterion has two of them."""
TEXTS = {
    "leadership-example": "Die Bürgermeisterin eröffnet jedes Jahr selbst die Interkulturelle Woche.",
}
TARGETS = {
    "communication": "well-advanced",
    "economy": "well-advanced",
    "staff-diversity": "well-advanced",
}


def main(arguments: list[str] | None = None) -> int:
    """Write the documents, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail if they differ")
    check = parser.parse_args(arguments).check
    for name, data in documents().items():
        path = FOLDER / name
        if not check:
            path.write_bytes(data)
        elif not path.is_file() or path.read_bytes() != data:
            sys.stderr.write(
                f"{path} does not fit the edition {EDITION} any more; run: {COMMAND}\n"
            )
            return 1
    return 0


def documents() -> dict[str, bytes]:
    """Make both documents; every response is checked on the way."""
    questionnaire = wo.load_reference(EDITION).questionnaire
    lines = b"".join(map(wo.schemas.write_line, responses(questionnaire)))
    return {"assessment.json": wo.schemas.write(assessment(questionnaire)), "answers.ndjson": lines}


def assessment(questionnaire: Questionnaire) -> wo.Assessment:
    """Describe the town's round."""
    return wo.Assessment(
        id=ASSESSMENT,
        title=wo.Text(
            {"de": "Selbstcheck Musterstadt 2026", "en": "Self-check of Musterstadt 2026"}
        ),
        municipality=wo.Municipality(name="Musterstadt"),
        round=wo.Round(id="2026", start=dt.date(2026, 3, 2), end=dt.date(2026, 5, 29)),
        edition=questionnaire.reference,
        perspectives=[
            wo.Perspective(id=key, title=wo.Text({"de": german, "en": english}))
            for key, (german, english, _, _) in PERSPECTIVES.items()
        ],
        targets=[wo.Target(node=node, stage=stage) for node, stage in TARGETS.items()],
    )


def responses(questionnaire: Questionnaire) -> Iterator[wo.Response]:
    """Make up the official response in parts, then the personal ones."""
    official = answers(questionnaire, "administration", person="", tilt=0.0)
    for part, nodes in PARTS.items():
        own = {
            question.id: official[question.id]
            for question in questionnaire.questions
            if question.id in official and not set(above(question)).isdisjoint(nodes)
        }
        if part == "economic-development-office":
            own |= disagreement(questionnaire, own)
        yield wo.build_response(
            questionnaire,
            assessment=ASSESSMENT,
            perspective="administration",
            capacity="official",
            part=part,
            answers=own,
        )
    for perspective, (_, _, persons, tilt) in PERSPECTIVES.items():
        for number in range(1, persons + 1):
            person = f"{perspective}-{number:02}"
            yield wo.build_response(
                questionnaire,
                assessment=ASSESSMENT,
                perspective=perspective,
                answers=answers(questionnaire, perspective, person=person, tilt=tilt),
                id=person,
            )


def above(question: Question) -> tuple[str, ...]:
    """Ids of the nodes that a question stands under."""
    path = wo.load_reference(EDITION).target_model.path(question.node)
    return tuple(node.id for node in path)


def disagreement(questionnaire: Questionnaire, own: Mapping[str, Answer]) -> dict[str, Answer]:
    """Let the second department see the first answered question of the shared criterion differently."""
    for question in questionnaire.by_node["work-and-training"]:
        if question.kind == "single" and own.get(question.id, "unknown") != "unknown":
            options = questionnaire.choices(question)
            place = options.index(str(own[question.id]))
            return {question.id: options[place - 1 if place else 1]}
    return {}


def answers(
    questionnaire: Questionnaire, perspective: str, *, person: str, tilt: float
) -> dict[str, Answer]:
    """Make up the answers of a person, or of the administration for an empty person."""
    found: dict[str, Answer] = {}
    for question in questionnaire.questions:
        if not asked(questionnaire, question, found, personal=bool(person)):
            continue
        field, node = above(question)[0], question.node
        dice = random.Random(f"musterstadt {person} {question.id}")
        character = random.Random(f"musterstadt {node}").uniform(-0.22, 0.22)
        mood = random.Random(f"musterstadt {person}").uniform(-0.1, 0.1)
        level = FIELDS[field] + character + (tilt + mood if person else 0.0)
        level += dice.gauss(0, 0.3 if person else 0.12)
        answer = reply(questionnaire, question, min(max(level, 0.0), 1.0), dice)
        if person and question.kind != "text" and dice.random() < silence(perspective):
            answer = dice.choice(["unknown", "unknown", None])
        elif not person and question.kind == "single" and dice.random() < silence(perspective):
            answer = "unknown"
        if answer is not None:
            found[question.id] = answer
    return found


def silence(perspective: str) -> float:
    """How often somebody does not know."""
    return {"administration": 0.05, "residents": 0.09, "economy": 0.06}.get(perspective, 0.05)


def asked(
    questionnaire: Questionnaire, question: Question, given: Mapping[str, Answer], *, personal: bool
) -> bool:
    """Say whether a question is put, after the answers so far."""
    if personal and (question.officially_only or question.kind == "text"):
        return False
    if question.depends_on is None:
        return True
    parent = questionnaire.by_id[question.depends_on.question]
    return bool(chosen(parent, given.get(parent.id)) & set(question.depends_on.options))


def reply(
    questionnaire: Questionnaire, question: Question, level: float, dice: random.Random
) -> Answer | None:
    """Turn a level from 0 to 1 into an answer."""
    form = question.form
    if isinstance(form, NumberEntry):
        return number(form, level, dice)
    if question.kind == "text":
        return TEXTS.get(question.id)
    options = questionnaire.choices(question)
    if question.kind == "single":
        values = questionnaire.values[question.id]
        return min(zip(options, values, strict=True), key=lambda pair: abs(pair[1] - level))[0]
    return tuple(sorted(one for one in options if dice.random() < level))


def number(form: NumberEntry, level: float, dice: random.Random) -> int:
    """Make up a whole number whose band, or place in the range, fits a level."""
    if not form.bands:
        return round(form.minimum + (form.maximum - form.minimum) * round(level * 100) / 100)
    best = min(range(len(form.bands)), key=lambda i: abs(form.band_values[i] - level))
    lower = form.bands[best].lower
    upper = form.bands[best + 1].lower - 1 if best + 1 < len(form.bands) else form.maximum
    return dice.randint(-int(-lower // 1), max(int(upper), -int(-lower // 1)))


if __name__ == "__main__":
    sys.exit(main())
