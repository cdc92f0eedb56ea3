# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The documents of a course beside the small round of the command line's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from tests.course.documents import (
    CATALOGUE,
    MONITORING,
    ORGANISATION,
    PARTICIPATION,
    PLAN,
    WORKSHOP,
)

from weltoffen import schemas
from weltoffen.model.goals import StageAim
from weltoffen.model.workshop import Rerating

if TYPE_CHECKING:
    from pathlib import Path

CRITERION, FIELD = "steering-structures", "management"
AIM = StageAim(node=CRITERION, stage="well-advanced")
DAY = ("--on", "2026-12-01")


def course_documents(assessment: str) -> dict[str, schemas.Document]:
    """Give the documents by file name; they fit the small round."""
    nodes = (CRITERION,)
    reratings = (Rerating(node=CRITERION, stage="on-the-way"),)
    needs = tuple(attrs.evolve(one, nodes=nodes) for one in WORKSHOP.needs)
    measures = tuple(attrs.evolve(one, nodes=nodes) for one in CATALOGUE.measures)
    stage_goal, members_goal = PLAN.goals
    aimed = attrs.evolve(stage_goal, stage=AIM)
    indicators = tuple(attrs.evolve(one, nodes=nodes) for one in MONITORING.indicators)
    return {
        "participation.json": PARTICIPATION,
        "organisation.json": ORGANISATION,
        "workshop.json": attrs.evolve(
            WORKSHOP, assessment=assessment, needs=needs, reratings=reratings
        ),
        "measures.json": attrs.evolve(CATALOGUE, priorities=(FIELD,), measures=measures),
        "goals.json": attrs.evolve(PLAN, goals=(aimed, members_goal)),
        "monitoring.json": attrs.evolve(MONITORING, indicators=indicators),
    }


def write_course(folder: Path, assessment: str) -> None:
    """Write the documents into a folder."""
    folder.mkdir(exist_ok=True)
    for name, document in course_documents(assessment).items():
        (folder / name).write_bytes(schemas.write(document))
