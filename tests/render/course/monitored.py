# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Monitorings made by hand, and the chapter on them as a page; what the tests of that chapter share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tests.render.village import sections, tables

from weltoffen.course.observations import observe
from weltoffen.model.assessment import Municipality
from weltoffen.model.monitoring import Category, Indicator, Monitoring, Observation
from weltoffen.render.course.monitorings import monitoring_chapter
from weltoffen.render.course.voice import Voice
from weltoffen.render.markdown import write_markdown

if TYPE_CHECKING:
    from weltoffen.model.exact import ExactInput
    from weltoffen.render.blocks import Block

END = dt.date(2025, 12, 31)


def both(name: str) -> dict[str, str]:
    return {"de": f"{name} (de)", "en": f"{name} (en)"}


def indicator(id_: str = "leavers", **more: Any) -> Indicator:  # noqa: ANN401 - any field
    fields = {
        "id": id_,
        "title": both(f"Titel {id_}"),
        "definition": both("Definition"),
        "unit": {"de": "%", "en": "%"},
        "direction": "fall",
        "source": both("Quelle"),
    }
    return Indicator(**{**fields, **more})


def seen(
    year: int,
    value: ExactInput,
    **more: Any,  # noqa: ANN401 - any field
) -> Observation:
    fields = {"indicator": "leavers", "date": dt.date(year, 7, 31), "value": value}
    return Observation(**{**fields, **more})


def monitoring(*observations: Observation, **more: Any) -> Monitoring:  # noqa: ANN401 - any field
    fields = {"id": "m", "source_language": "de", "indicators": [indicator()]}
    return Monitoring(**{**fields, "observations": observations, **more})


def chapter(found: Monitoring, language: str = "de", *, brief: bool = False) -> list[Block]:
    """Write the chapter as of the end of 2025."""
    results = observe(found, on=END)
    return [*monitoring_chapter(Voice(language=language), found, results, brief=brief)]


def written(found: Monitoring, language: str = "de", *, brief: bool = False) -> str:
    """Write the chapter as Markdown."""
    return write_markdown(chapter(found, language, brief=brief))


def glance(markdown: str) -> list[list[str]]:
    """Give the cells of the table of all indicators."""
    (only,) = tables(sections(markdown)[""])
    return only


def overview(found: Monitoring, language: str = "de") -> list[str]:
    """Give the cells of the first indicator in the table of all indicators."""
    return glance(written(found, language))[1]


FULL = monitoring(
    *[seen(year, value) for year, value in ((2022, 8), (2023, "7.5"), (2024, 7), (2025, "6.5"))],
    seen(2024, "14.5", category="other", status="provisional", note=both("neu gezählt")),
    seen(2025, 5, category="own", status="estimated"),
    municipality=Municipality(name="Musterstadt"),
    indicators=[
        indicator(
            target=5,
            source_url="https://statistik.example/1",
            nodes=["education", "culture"],
            breakdown=[
                Category(id="own", title=both("eigene"), target=6),
                Category(id="other", title=both("andere"), target=9),
            ],
        ),
        indicator("staff", direction="rise", unit={"de": "Personen", "en": "persons"}),
    ],
)
"""Slopes 2022 to 2025: -1/2 or -1 or -3/2 over 365, 366, 730, 731 and 1 096 days; about -0.5 a year."""
