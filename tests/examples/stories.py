# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The example of Erlangen as a course, put together by the library."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import weltoffen as wo
from weltoffen import schemas

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "erlangen"
REVIEW = dt.date(2021, 12, 15)
"""Day of the review, as in the command of the README."""


@cache
def erlangen() -> tuple[wo.Course, wo.Edition]:
    """Build the course as of the review, with a proposal under a budget, and give its edition."""
    workshop = schemas.read_workshop(FOLDER / "workshop.json")
    assessment = schemas.read_assessment(FOLDER / "assessment.json")
    report = wo.evaluate(FOLDER / "answers.ndjson", assessment, reratings=workshop.reratings)
    course = wo.build_course(
        report,
        on=REVIEW,
        participation=schemas.read_participation(FOLDER / "participation.json"),
        organisation=schemas.read_organisation(FOLDER / "organisation.json"),
        workshop=workshop,
        catalogue=schemas.read_measures(FOLDER / "measures.json"),
        plan=schemas.read_goals(FOLDER / "goals.json"),
        monitoring=schemas.read_monitoring(FOLDER / "monitoring.json"),
        budget=25_000,
    )
    return course, assessment.extend(wo.load_reference("2026.1"))
