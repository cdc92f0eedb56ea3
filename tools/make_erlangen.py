# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0

"""Make up the answers of the Erlangen example: what nobody published, nobody is said to have answered.

Usage::

    python tools/make_erlangen.py          # write examples/erlangen/assessment.json and answers.ndjson
    python tools/make_erlangen.py --check  # fail if they no longer fit the edition

Every answer follows from the ids of person and question and from the levels below, by whole numbers and a
hash: one changed question changes no other answer, and every version of Python makes the same.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
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

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "erlangen"
COMMAND = "python tools/make_erlangen.py"
EDITION = "2026.1"
ASSESSMENT = "erlangen-2020"
WHOLE = 1000
UNSURE = 50
"""How many of a thousand questions somebody does not know."""

FIELDS = {
    "management": 640,
    "opening": 470,
    "access": 560,
    "economy": 520,
    "engagement": 520,
    "cohesion": 700,
    "communication": 500,
}
"""How far the administration sees itself in each field, in thousandths."""
CRITERIA = {
    "integration-monitoring": 280,
    "staff-diversity": 220,
    "diversity-competence": 380,
    "services-for-all": 720,
    "discrimination-protection": 120,
    "language-learning": 480,
    "newcomer-orientation": 640,
    "skilled-immigration": 480,
    "open-location": 560,
    "inclusive-participation": 180,
    "migrant-organisations": 560,
    "active-citizenship": 480,
    "public-stance": 600,
    "multilingual-information": 240,
}
"""Where a criterion differs from its field."""
PERSPECTIVES = {
    "administration": ("Verwaltung", "Administration", 0, 0),
    "politics": ("Politik", "Politics", 7, 20),
    "civil-society": ("Zivilgesellschaft", "Civil society", 9, -110),
    "economy": ("Wirtschaft", "Economy", 4, 0),
    "residents": ("Einwohner*innen", "Residents", 8, -90),
}
"""German and English name, number of persons, and how much better than the administration they see it."""
SEEN_OTHERWISE = {
    ("civil-society", "services-for-all"): -260,
    ("residents", "services-for-all"): -320,
    ("residents", "newcomer-orientation"): -240,
}
"""Where a perspective sees a criterion differently from its usual tilt."""
PARTS = {
    "coordination-office": ("management", "engagement", "cohesion"),
    "personnel-office": ("opening",),
    "social-affairs-office": ("access", "economy"),
    "press-office": ("communication",),
}
"""Offices that answer for the administration, with their fields."""
TARGETS = {
    "management": "well-advanced",
    "opening": "well-advanced",
    "access": "well-advanced",
    "language-learning": "lastingly-open",
    "economy": "well-advanced",
    "engagement": "well-advanced",
    "cohesion": "well-advanced",
    "communication": "well-advanced",
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
            sys.stderr.write(f"{path} does not fit the edition {EDITION}; run: {COMMAND}\n")
            return 1
    return 0


def documents() -> dict[str, bytes]:
    """Make both documents; every response is checked on the way."""
    questionnaire = wo.load_reference(EDITION).questionnaire
    lines = b"".join(map(wo.schemas.write_line, responses(questionnaire)))
    return {"assessment.json": wo.schemas.write(assessment(questionnaire)), "answers.ndjson": lines}


def assessment(questionnaire: Questionnaire) -> wo.Assessment:
    """Describe the round; its days are invented, and lie before the workshop."""
    return wo.Assessment(
        id=ASSESSMENT,
        title=wo.Text(
            {
                "de": "Selbstcheck Erlangen 2020 (Beispiel, Antworten erfunden)",
                "en": "Self-check of Erlangen 2020 (example, answers invented)",
            }
        ),
        municipality=wo.Municipality(
            name="Erlangen", ags="09562000", ars="095620000000", kind="independent-city"
        ),
        round=wo.Round(id="2020", start=dt.date(2020, 9, 14), end=dt.date(2020, 10, 16)),
        edition=questionnaire.reference,
        perspectives=[
            wo.Perspective(id=key, title=wo.Text({"de": german, "en": english}))
            for key, (german, english, _, _) in PERSPECTIVES.items()
        ],
        targets=[wo.Target(node=node, stage=stage) for node, stage in TARGETS.items()],
    )


def responses(questionnaire: Questionnaire) -> Iterator[wo.Response]:
    """Make up the official response in parts, then the personal ones."""
    official = answers(questionnaire, "administration", person="")
    for part, fields in PARTS.items():
        yield wo.build_response(
            questionnaire,
            assessment=ASSESSMENT,
            perspective="administration",
            capacity="official",
            part=part,
            answers={
                question.id: official[question.id]
                for question in questionnaire.questions
                if question.id in official and field_of(question) in fields
            },
        )
    for perspective, (_, _, persons, _) in PERSPECTIVES.items():
        for number in range(1, persons + 1):
            person = f"{perspective}-{number:02}"
            yield wo.build_response(
                questionnaire,
                assessment=ASSESSMENT,
                perspective=perspective,
                answers=answers(questionnaire, perspective, person=person),
                id=person,
            )


def field_of(question: Question) -> str:
    """Id of the field that a question stands under."""
    return wo.load_reference(EDITION).target_model.path(question.node)[0].id


def answers(questionnaire: Questionnaire, perspective: str, *, person: str) -> dict[str, Answer]:
    """Make up the answers of a person, or of the administration for an empty person."""
    found: dict[str, Answer] = {}
    for question in questionnaire.questions:
        if not asked(questionnaire, question, found, personal=bool(person)):
            continue
        if (
            question.kind in {"single", "multiple"}
            and throw(WHOLE, person, question.id, "silent") < UNSURE
        ):
            found[question.id] = "unknown"
        else:
            level = level_of(question, perspective, person)
            found[question.id] = reply(questionnaire, question, level, person)
    return found


def level_of(question: Question, perspective: str, person: str) -> int:
    """How far somebody sees what a question asks for, in thousandths."""
    field, node = field_of(question), question.node
    level = CRITERIA.get(node, FIELDS[field] + spread(150, node))
    if person:
        level += PERSPECTIVES[perspective][3] + spread(80, person)
        level += SEEN_OTHERWISE.get((perspective, node), 0)
    level += spread(280 if person else 120, person, question.id)
    return min(max(level, 0), WHOLE)


def throw(sides: int, *keys: str) -> int:
    """Give a whole number from 0 to ``sides - 1`` that depends on the keys alone."""
    digest = hashlib.sha256("|".join((ASSESSMENT, *keys)).encode()).digest()
    return int.from_bytes(digest[:8], "big") % sides


def spread(width: int, *keys: str) -> int:
    """Give a whole number from ``-width`` to ``width`` that depends on the keys alone."""
    return throw(2 * width + 1, *keys) - width


def asked(
    questionnaire: Questionnaire, question: Question, given: Mapping[str, Answer], *, personal: bool
) -> bool:
    """Say whether a question is put, after the answers so far; nobody writes texts here."""
    if question.kind == "text" or (personal and question.officially_only):
        return False
    if question.depends_on is None:
        return True
    parent = questionnaire.by_id[question.depends_on.question]
    return bool(chosen(parent, given.get(parent.id)) & set(question.depends_on.options))


def reply(questionnaire: Questionnaire, question: Question, level: int, person: str) -> Answer:
    """Turn a level into an answer."""
    form = question.form
    if isinstance(form, NumberEntry):
        best = min(range(len(form.bands)), key=lambda i: abs(form.band_values[i] * WHOLE - level))
        return int(form.bands[best].lower)
    options = questionnaire.choices(question)
    if question.kind == "single":
        values = questionnaire.values[question.id]
        pairs = zip(options, values, strict=True)
        return min(pairs, key=lambda pair: abs(pair[1] * WHOLE - level))[0]
    return tuple(sorted(one for one in options if throw(WHOLE, person, question.id, one) < level))


if __name__ == "__main__":
    sys.exit(main())
