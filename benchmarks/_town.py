# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The report of one town, in readings of one response of the same round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from _measure import exhaust, measured
from _ours import counted, reported

import weltoffen as wo
from weltoffen.report.earlier import Earlier

if TYPE_CHECKING:
    from _board import Board
    from _material import Round

ALONE, FIVE = 200, 2_000
"""The bars in readings: an official response alone, and five perspectives with everything."""


def official(one: Round) -> wo.Tally:
    """Count one official response: what the first person of a round answered."""
    (response,) = wo.schemas.read_responses(one.lines(1), one.questionnaire, one.assessment)
    spoken = wo.build_response(
        one.questionnaire,
        assessment=one.assessment.id,
        perspective="administration",
        capacity="official",
        answers=dict(response.answers),
    )
    return wo.tally([spoken], one.questionnaire)


def check(report: wo.Report, views: int) -> None:
    """Refuse to time a report that has less in it than it should."""
    pairs = views * (views - 1) // 2
    agreed = [a.agreement for q in report.questions for a in q.published]
    there = len(report.perspectives) == views and len(report.gaps) == pairs and report.stability
    if not there or (views > 1 and not any(agreed)):
        message = "the report is not the one that is to be timed"
        raise SystemExit(message)


def town(one: Round, count: int, board: Board) -> None:
    """Measure the reports of one town."""
    lines = list(one.lines(count))
    alone, tally = official(one), counted(lines, one)
    report = attrs.evolve(reported(one, tally), assessment="musterstadt-2024")
    before = Earlier(report=report, edition=one.edition)
    check(reported(one, alone), 1)
    check(reported(one, tally), 5)
    reader = wo.schemas.ResponseReader(one.questionnaire, one.assessment)
    board.section(
        f"Report of one town, round {one.name}: {len(one.questionnaire.questions)} questions, "
        "from its tally, processor time"
    )
    times = measured(
        {
            "reading": lambda: exhaust(map(reader.read, lines)),
            "official alone": lambda: reported(one, alone),
            "five perspectives": lambda: reported(one, tally),
            "with change": lambda: reported(one, tally, before),
            "written": lambda: wo.schemas.write(report),
        },
        pieces={"reading": count},
    )
    told = ", ".join(f"{name} {times.of(name) * 1e3:.3g}" for name in times.taken)
    board.note(f"in ms: {told}")
    board.compare(
        "official response alone / reading", times, ("official alone", "reading"), most=ALONE
    )
    what = "five perspectives with everything"
    board.compare(f"{what} / reading", times, ("five perspectives", "reading"), most=FIVE)
    board.compare(
        f"{what}, and change since a round / reading", times, ("with change", "reading"), most=FIVE
    )
    board.compare("writing it as JSON / reading", times, ("written", "reading"))
