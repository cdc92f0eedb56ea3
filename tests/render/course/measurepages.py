# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on measures, written in one line: what its tests share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs
from tests.course.catalogues import ORGANISATION, WAY, catalogue, event, funded, measure, propose
from tests.render.village import sections

from weltoffen.course.lives import lives
from weltoffen.model.paper import PaperReference
from weltoffen.render.course.measures import measures_chapter
from weltoffen.render.course.voice import Voice
from weltoffen.render.markdown import write_markdown
from weltoffen.render.page import open_page

if TYPE_CHECKING:
    from weltoffen.course.selection import Selection
    from weltoffen.model.measures import MeasureCatalogue
    from weltoffen.render.blocks import Block
    from weltoffen.report.structure import Report

PAPER = PaperReference(number="1/2026", title={"de": "Spielplatz", "en": "Playground"})
RESOLVED = attrs.evolve(WAY[3], paper=PAPER)
CATALOGUE = catalogue(
    measure(
        "park",
        "gate",
        "north",
        costs="12500",
        funding=[funded(4000), funded("500.5", secured=False)],
        effort="small",
        start=dt.date(2026, 5, 1),
        end=dt.date(2026, 9, 30),
        description={"de": "Ein Platz für alle.", "en": "A place for all."},
        needs=["need-1", "need-2"],
        indicators=["visits"],
    ),
    measure("choir", costs=None, responsible=None),
    measure(
        "fair",
        "lake",
        costs="0.1",
        effort="large",
        events=[
            *WAY[:3],
            RESOLVED,
            event("documented", 6, "culture", note={"de": "Ein Zwischenstand", "en": "Halfway"}),
        ],
    ),
    measure("shed", "mill", costs=99, events=[*WAY[:1], event("dropped", 3)]),
    priorities=("north", "mars"),
)


def voice(language: str = "de", found: Report | None = None, *, alone: bool = False) -> Voice:
    """Give the voice of a language; with a page of a report, or without; with bodies unless alone."""
    page = None if found is None else open_page(found, language, None, "test")
    return Voice(language=language, page=page, organisation=None if alone else ORGANISATION)


def blocks(
    found: MeasureCatalogue = CATALOGUE,
    selection: Selection | None = None,
    *,
    on: dt.date | None = None,
    by: Voice | None = None,
    brief: bool = False,
) -> list[Block]:
    """Write the chapter."""
    stands = lives(found, ORGANISATION, on=on)
    return list(measures_chapter(by or voice(), found, stands, selection, on=on, brief=brief))


def told(*arguments: Any, **more: Any) -> str:  # noqa: ANN401 - as `blocks` takes them
    """Write the chapter as Markdown."""
    return write_markdown(blocks(*arguments, **more)).replace("\u00a0", " ")


def proposal(found: MeasureCatalogue, budget: Any, **more: Any) -> str:  # noqa: ANN401 - as `propose`
    """Write the section on a proposal, in German, without names of nodes."""
    text = told(found, propose(found, budget, **more))
    return sections(text)["Vorschlag für die nächste Auswahl"]
