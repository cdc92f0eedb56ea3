# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A participation step by step: what the tests on its review share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from weltoffen.course.reviews import ReviewCode, ReviewFinding, review
from weltoffen.model.assessment import Municipality
from weltoffen.model.participation import (
    MAIN_PHASES,
    Contact,
    Participant,
    Participation,
    Period,
    Phase,
    Prerequisite,
)

if TYPE_CHECKING:
    from weltoffen.model.participation import PhaseKind, PrerequisiteKind

TEXT = {"de": "x"}
STANDARD: tuple[PrerequisiteKind, ...] = ("support", "processes", "sharing")
MET = tuple(Prerequisite(id=kind, kind=kind, state="met", evidence=TEXT) for kind in STANDARD)
ALWAYS = (Contact(id="officer", function=TEXT),)


def day(text: str) -> dt.date:
    """Read a day of 2026: ``03-01``, or of any year."""
    return dt.date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def days(start: str | None = None, end: str | None = None) -> Period:
    return Period(start=start and day(start), end=end and day(end))  # type: ignore[arg-type] # None stays None


def phase(kind: PhaseKind, actual: Period | None = None, **more: Any) -> Phase:  # noqa: ANN401 - any field
    return Phase(**{"id": kind, "kind": kind, "actual": actual, **more})


def planned(kind: PhaseKind, start: str | None = "07-01", end: str | None = "07-01") -> Phase:
    return phase(kind, planned=days(start, end))


AHEAD = {kind: planned(kind) for kind in MAIN_PHASES}
"""A plan for each main phase, so that none is missing; in order, and in the six months of `COURSE`."""


def taking_part(*phases: Phase, **changes: Any) -> Participation:  # noqa: ANN401 - any field
    """Make a participation with contact, prerequisites and a plan for each main phase that is not given."""
    plans = {**AHEAD, **{one.kind: one for one in phases if one.kind in MAIN_PHASES}}
    others = [one for one in phases if one.kind not in MAIN_PHASES]
    fields = {"contacts": ALWAYS, "prerequisites": MET, "phases": [*plans.values(), *others]}
    town = Participant(
        **{"id": "town", "municipality": Municipality(name="x"), **fields, **changes}
    )
    return Participation(id="p", source_language="de", participants=[town])


def found(on: str, *phases: Phase, **changes: Any) -> list[ReviewFinding]:  # noqa: ANN401 - any field
    return [*review(taking_part(*phases, **changes), on=day(on))]


def finding(code: ReviewCode, **fields: Any) -> ReviewFinding:  # noqa: ANN401 - any field
    return ReviewFinding(code=code, participant="town", **fields)


def about(
    code: ReviewCode,
    kind: PhaseKind,
    **fields: Any,  # noqa: ANN401 - any field
) -> ReviewFinding:
    """Make a finding on a phase that is in the document; here its id is its kind."""
    return finding(code, **{"phase": kind, "phase_kind": kind, **fields})


BEGUN = phase("interest", days("01-12", "01-12"))
TALKED = phase("first-talk", days("01-28", "01-28"))
ASKED = phase("questionnaire", days("02-16", "03-20"))
EVALUATED = phase("evaluation", days("04-07", "04-24"))
MET_THERE = phase("workshop", days("05-20", "05-20"))
CLOSED = phase("next-steps", days("05-21", "06-30"))
COURSE = (BEGUN, TALKED, ASKED, EVALUATED, MET_THERE, CLOSED)
CLOSING = phase("next-steps", days("05-21"))
