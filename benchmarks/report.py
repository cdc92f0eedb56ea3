# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Speed of one town's report, as ratios to reading responses in the same run."""

from __future__ import annotations

import argparse
import platform
import sys
from typing import TYPE_CHECKING

import _material
import attrs
from _measure import Board, exhaust, measured

import weltoffen as wo
from weltoffen.report.earlier import Earlier

if TYPE_CHECKING:
    from _material import Round

FEW, MANY, ROUNDS = 500, 5_000, 9
"""The bars: an official response alone, and five perspectives, against reading so many responses."""


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


def reported(one: Round, tally: wo.Tally, earlier: Earlier | None = None) -> wo.Report:
    """Protect, audit, score and report, with gaps, agreement and robustness."""
    public = wo.protect(tally, wo.ProtectionRule(), one.assessment, one.edition)
    return wo.build_report(public, one.assessment, one.edition, earlier=earlier)


def check(report: wo.Report, views: int) -> None:
    """Refuse to time a report that has less in it than it should."""
    pairs = views * (views - 1) // 2
    agreed = [a.agreement for q in report.questions for a in q.published]
    there = len(report.perspectives) == views and len(report.gaps) == pairs and report.stability
    if not there or (views > 1 and not any(agreed)):
        message = "the report is not the one that is to be timed"
        raise SystemExit(message)


def town(one: Round, board: Board, bar: float | None) -> None:
    """Measure the reports of one town."""
    lines = list(one.lines(MANY))
    alone = official(one)
    tally = wo.tally(
        wo.schemas.read_responses(lines, one.questionnaire, one.assessment), one.questionnaire
    )
    report = attrs.evolve(reported(one, tally), assessment="musterstadt-2024")
    before = Earlier(report=report, edition=one.edition)
    check(reported(one, alone), 1)
    check(reported(one, tally), 5)
    reader = wo.schemas.ResponseReader(one.questionnaire, one.assessment)
    times = measured(
        {
            "few": lambda: exhaust(map(reader.read, lines[:FEW])),
            "alone": lambda: reported(one, alone),
            "many": lambda: exhaust(map(reader.read, lines)),
            "five": lambda: reported(one, tally),
            "change": lambda: reported(one, tally, before),
            "written": lambda: wo.schemas.write(before.report),
        },
        ROUNDS,
    )
    print(f"{one.name}: {len(one.questionnaire.questions)} questions")
    told = ", ".join(f"{name} {time * 1e3:.0f} ms" for name, time in times.items())
    print(f"  ({told})")
    board.show(f"official response alone / reading {FEW}", times["alone"] / times["few"], most=bar)
    board.show(f"five perspectives / reading {MANY}", times["five"] / times["many"], most=bar)
    board.show(f"  with change since a round / reading {MANY}", times["change"] / times["many"])
    board.show(f"  writing it as JSON / reading {MANY}", times["written"] / times["many"])


def main() -> int:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit with 1 if a bar is missed")
    options = parser.parse_args()
    board = Board()
    print(f"Python {platform.python_version()}, {platform.machine()}; medians of {ROUNDS} rounds\n")
    town(_material.mixed(), board, bar=1)
    town(_material.single(), board, bar=None)
    print(f"\n{board.missed} bar(s) missed" if board.missed else "\nall bars kept")
    return 1 if options.check and board.missed else 0


if __name__ == "__main__":
    sys.exit(main())
