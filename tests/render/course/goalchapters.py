# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the yearly goals of a small town: what its tests share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, get_args

from tests.course.goaltowns import (
    ORGANISATION,
    PAPER,
    RESOLVED,
    day_of,
    event,
    goal,
    monitoring,
    places,
    plan,
    report,
    seen,
    stage,
)

from weltoffen.course.goalevidence import GoalReasonCode
from weltoffen.course.goalreviews import review_goals
from weltoffen.model.target import Node, Stage
from weltoffen.render.blocks import Fold, Listing, Table
from weltoffen.render.course.goals import goals_chapter
from weltoffen.render.course.voice import Voice
from weltoffen.render.markdown import write_markdown
from weltoffen.render.page import open_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weltoffen.model.goals import GoalPlan
    from weltoffen.model.monitoring import Monitoring
    from weltoffen.model.organisation import Organisation
    from weltoffen.render.blocks import Block
    from weltoffen.report.structure import Report

MIDDLE, END = day_of(146), day_of(365)
STAGES = [
    Stage(id="one", title={"de": "Aufbruch", "en": "Setting out"}, lower=0),
    Stage(id="two", title={"de": "Unterwegs", "en": "On the way"}, lower="0.5"),
]
NODES = [Node(id="a", title={"de": "Steuerung", "en": "Steering"})]
PLAN = plan(
    goal(
        places(240, 100),
        "places",
        title={"de": "Mehr Kurse", "en": "More courses"},
        responsible="office",
        needs=["near-by", "evenings"],
        measures=["district-courses"],
        events=[
            event(
                "recommended", dt.date(2026, 11, 10), note={"de": "Einstimmig", "en": "All agree"}
            ),
            event("resolved", RESOLVED, "council", paper=PAPER),
            event("reviewed", day_of(200)),
        ],
    ),
    goal(stage("two", "0.25"), "steering", title={"de": "Klar gesteuert", "en": "Well steered"}),
    goal(places(9), "draft", year=2028, title={"de": "Entwurf", "en": "Draft"}, events=[]),
)
WATCHED = monitoring(seen(MIDDLE, 156), seen(END, 300))


def rated(option: str = "1", **more: Any) -> Report:  # noqa: ANN401 - as town
    """Give the report of one answer on day 146."""
    return report(option, MIDDLE, nodes=NODES, stages=STAGES, **more)


def blocks(
    found: GoalPlan = PLAN,
    language: str = "de",
    *,
    on: dt.date = MIDDLE,
    by: Report | None = None,
    watched: Monitoring | None = None,
    named: bool = True,
    organisation: Organisation = ORGANISATION,
) -> list[Block]:
    """Review the goals and write the chapter; with names or with nothing but the plan and its reviews."""
    reviews = review_goals(found, organisation, on=on, report=by, monitoring=watched)
    if not named:
        return list(goals_chapter(Voice(language=language), found, reviews))
    page = None if by is None else open_page(by, language, None, "x")
    voice = Voice(language=language, page=page, organisation=organisation)
    return list(goals_chapter(voice, found, reviews, watched))


def told(*args: Any, **more: Any) -> str:  # noqa: ANN401 - as `blocks`
    """Write the chapter as Markdown."""
    return write_markdown(blocks(*args, **more)).replace("\u00a0", " ")


def whole(language: str = "de", **more: Any) -> str:  # noqa: ANN401 - as `blocks`
    """Write the chapter with everything that names something."""
    return told(language=language, by=rated(), watched=WATCHED, **more)


def tables(*args: Any, **more: Any) -> list[list[list[str]]]:  # noqa: ANN401 - as `blocks`
    """Write the chapter and give the cells of each table, row by row, the head first."""
    return cells(blocks(*args, **more))


def cells(found: Iterable[Block]) -> list[list[list[str]]]:
    """Give the cells of each table, but of none in a fold."""
    return [
        [[cell.plain.replace("\u00a0", " ") for cell in row] for row in (one.head, *one.rows)]
        for one in found
        if isinstance(one, Table)
    ]


def steps(*args: Any, **more: Any) -> dict[str, list[list[str]]]:  # noqa: ANN401 - as `blocks`
    """Write the chapter and give the steps of each goal: what its fold says, and the cells of its table."""
    folds = [one for one in blocks(*args, **more) if isinstance(one, Fold)]
    found = {one.summary.plain: cells(one.blocks) for one in folds}
    assert len(found) == len(folds)
    return {said: table for said, (table,) in found.items()}


def items(*args: Any, **more: Any) -> list[str]:  # noqa: ANN401 - as `blocks`
    """Write the chapter and give the entries of its lists, those below an entry behind it."""
    return entries(blocks(*args, **more))


def entries(found: Iterable[Block]) -> list[str]:
    """Give the entries of lists."""
    lists = [one for one in found if isinstance(one, Listing)]
    told = [line for one in lists for entry in one.items for line in (entry, *entry.items)]
    return [one.line.plain.replace("\u00a0", " ") for one in told]


def codes() -> list[GoalReasonCode]:
    """Give all codes of reasons."""
    own, of_scores = get_args(GoalReasonCode)
    return [*get_args(own), *get_args(of_scores)]
