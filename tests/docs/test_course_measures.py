# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of ``docs/method/organisation.md`` and ``measures.md`` are those of the code (O2, L3, L4)."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from weltoffen.course.lives import lives, take_step
from weltoffen.model.measures import MEASURE_STEPS, Measure, MeasureCatalogue, MeasureEvent
from weltoffen.model.organisation import ACTS, DEFAULT_ENTITLEMENTS, Body, Organisation
from weltoffen.model.paper import PaperReference

DOCS = Path(__file__).resolve().parents[2] / "docs" / "method"
NONE = "–"


def table(name: str, marked: str) -> list[list[str]]:
    """Give a marked table of a page: its heading and its rows."""
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"<!-- example: {marked} -->\n((?:\|.*\n)+)", text)
    heading, _, *rows = (
        [cell.strip() for cell in line.strip("|").split("|")] for line in found.splitlines()
    )
    return [heading, *rows]


class TestTables:
    """O2, L3: what a page says is what the code does."""

    def test_the_default_entitlements(self) -> None:
        rows = [
            [one.kind, *("yes" if act in one.acts else NONE for act in ACTS)]
            for one in DEFAULT_ENTITLEMENTS
        ]
        assert table("organisation", "entitlements") == [["kind", *ACTS], *rows]

    def test_the_steps(self) -> None:
        heading = ["step", "from", "to", "act", "by", "paper"]
        rows = [
            [
                one.kind,
                ", ".join(source or "new" for source in one.sources),
                one.state or "stays",
                ", ".join(one.acts),
                "the responsible body" if one.responsible else "any entitled body",
                "yes" if one.paper else NONE,
            ]
            for one in MEASURE_STEPS
        ]
        assert table("measures", "steps") == [heading, *rows]

    def test_the_kinds_of_body(self) -> None:
        text = (DOCS / "organisation.md").read_text(encoding="utf-8")
        assert re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE) == [
            one.kind for one in DEFAULT_ENTITLEMENTS
        ]

    def test_the_problems_are_those_of_a_step(self) -> None:
        """Every code that `take_step` or `lives` promises stands on the page, and no other."""
        text = (DOCS / "measures.md").read_text(encoding="utf-8")
        told = f"{take_step.__doc__} {lives.__doc__}".partition("Raises:")
        promised = set(re.findall(r"``([a-z]+(?:-[a-z]+)+)``", "".join(told)))
        assert set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE)) >= promised
        assert len(promised) == 10


class TestLife:
    """L4: the language café of the page goes its way, step by step."""

    KINDS = ("conference", "steering-group", "council", "responsible")

    def test_the_steps_of_the_page_lead_to_its_states(self) -> None:
        bodies = [Body(id=kind, kind=kind, title={"de": kind}) for kind in self.KINDS]  # type: ignore[arg-type] # kinds
        town = Organisation(id="town", source_language="de", bodies=bodies)
        heading, first, *rows = table("measures", "life")
        assert heading == ["day", "step", "body", "paper", "state", "since"]
        now = MeasureCatalogue(
            id="c", source_language="de", organisation="town", measures=[_cafe(first)]
        )
        assert _shown(now, town) == first[4:]
        for day, kind, body, paper, *state in rows:
            step: Any = kind
            now = take_step(
                now,
                town,
                "cafe",
                step,
                body=body,
                date=dt.date.fromisoformat(day),
                paper=None if paper == NONE else PaperReference(number=paper),
            )
            assert _shown(now, town) == state
        for day, _, _, _, *state in [r for r in rows if r[1] != "selected"]:
            assert _shown(now, town, dt.date.fromisoformat(day)) == state


def _cafe(row: list[str]) -> Measure:
    kind: Any = row[1]
    event = MeasureEvent(kind=kind, date=dt.date.fromisoformat(row[0]), body=row[2])
    return Measure(id="cafe", title={"de": "x"}, responsible="responsible", events=[event])


def _shown(now: MeasureCatalogue, town: Organisation, on: dt.date | None = None) -> list[str]:
    (found,) = lives(now, town, on=on)
    return [found.state, found.since.isoformat()]
