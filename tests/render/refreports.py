# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reports that hold every kind of number, for the tests that hold what is shown against the report's JSON."""

from __future__ import annotations

import functools
import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
from tests.builders import Town, after, banded, checklist, number, of_another_round, single
from tests.render.village import OWN, QUESTIONS, report, village

import weltoffen as wo
from weltoffen.demo import demo_bytes
from weltoffen.model.edition import Edition
from weltoffen.model.workshop import Rerating
from weltoffen.report.earlier import Earlier
from weltoffen.report.structure import Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weltoffen.model.response import Response

Json = Any


@attrs.frozen
class Told:
    """A report with the edition that gives its questions their texts, and its JSON.

    Attributes:
        report: The report.
        edition: Its edition, with the local supplement.
    """

    report: Report
    edition: Edition

    @property
    def document(self) -> Json:
        """Its JSON as any program reads it."""
        return read(self.report)


def read(found: Report) -> Json:
    """Write a report and read it as plain JSON."""
    return json.loads(wo.schemas.write(found))


@functools.cache
def demo() -> Told:
    """Give the invented town that comes with the package."""
    assessment = wo.schemas.read_assessment(demo_bytes("assessment.json"))
    found = wo.evaluate(demo_bytes("answers.ndjson"), demo_bytes("assessment.json"))
    return Told(found, assessment.extend(wo.load_reference("2026.1")))


EVERYTHING = (
    *QUESTIONS,
    single("music-school", "music", depends_on=after("music-choir", "s2")),
    checklist("sport-list", "sport"),
    banded("news-rate", "news"),
    number("news-share", "news"),
)


def _asked() -> Town:
    return village(*EVERYTHING, supplement=OWN, targets={"music": "two"})


def _earlier() -> Earlier:
    """Give an earlier round whose questionnaire had a question less, and one that was worded otherwise."""
    one = village(
        *(one for one in EVERYTHING if one.id != "news-rate"),
        single("news-old", "news"),
        supplement=OWN,
    )
    asked = one.edition.questionnaire
    worded = [
        attrs.evolve(q, title={"de": "Früher gefragt?", "en": "Asked before?"})
        if q.id == "sport-club"
        else q
        for q in asked.questions
    ]
    edition = attrs.evolve(
        one.edition, questionnaire=attrs.evolve(asked, version="0", questions=worded)
    )
    then = Town(edition=edition, assessment=attrs.evolve(one.assessment, edition=edition.reference))
    answers = {"sport-hall": "112233", "music-choir": "444400", "river-bank": "000044"}
    found = report(
        then,
        then.official(**{"sport-hall": "s2", "music-choir": "s4", "river-bank": "s1"}),
        *then.persons("politics", **answers),
    )
    return Earlier(report=of_another_round(found), edition=then.assessment.extend(then.edition))


def official(one: Town, part: str, answers: Mapping[str, Any]) -> Response:
    """Give a part of the official response."""
    return one.official(part=part, **answers)


@functools.cache
def full_village() -> Told:
    """Give a village in which there is everything that a report can have.

    Parts of its official response contradict each other; perspectives are merged; views differ by stages or
    by less than a percentage point; a workshop has rated; an earlier round was asked other questions.
    """
    one = _asked()
    chosen = {"sport-hall": "s4", "sport-club": "s3", "music-choir": "s1", "news-paper": "s0"}
    typed = {"sport-list": ["x"], "news-rate": 60, "river-bank": "s1"}
    politics = {
        "sport-hall": "000444",
        "sport-club": "112233",
        "music-choir": "111122",
        "news-paper": "112213",
        "river-bank": "444400",
    }
    few = {
        "sport-hall": "1234",
        "sport-club": "4321",
        "music-choir": "4444",
        "news-paper": "0000",
        "river-bank": "0044",
    }
    found = report(
        one,
        official(one, "one", {**chosen, **typed, "news-share": 12}),
        official(one, "two", {"news-share": Fraction("37.5"), "sport-list": ["x"]}),
        *one.persons("politics", **politics),
        *one.persons("economy", **few),
        *one.persons("residents", **few),
        merges=[("economy", "residents")],
        reratings=[
            Rerating(node="sport", stage="one", reason={"de": "Hallen fehlen", "en": "No halls"}),
            Rerating(node="music", stage="four"),
            Rerating(node="river", stage="three"),
        ],
        earlier=_earlier(),
    )
    return Told(found, one.assessment.extend(one.edition))
