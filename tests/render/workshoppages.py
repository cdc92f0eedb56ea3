# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the tests of workshop sheets share: small towns, and how to read a sheet."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from tests.builders import node, single
from tests.render.htmlpages import Element, read
from tests.render.village import NODES, report, village

from weltoffen.render.workshopsheets import render_workshop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.builders import Town

    from weltoffen.report.structure import Report

SVG = "{http://www.w3.org/2000/svg}"
OFFICIAL = {"sport-hall": "s4", "sport-club": "s4", "music-choir": "s2", "news-paper": "s0"}
LANGUAGES = ("de", "en")


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).replace("\u00a0", " ").split())


def sheets(page: str) -> dict[str, Element]:
    return {one.attrib["id"]: one for one in read(page).iter("section")}


def having(element: Element, tag: str, name: str) -> list[Element]:
    return [one for one in element.iter(tag) if name in one.get("class", "").split()]


def headings(sheet: Element) -> list[str]:
    return [text(one) for one in sheet.iter() if one.tag in {"h2", "h3"}]


def lists(sheet: Element, tag: str) -> list[str]:
    return [text(item) for one in sheet.iter(tag) for item in one]


def rows(sheet: Element) -> list[list[str]]:
    """Give what stands in the rows to be rated, without the boxes."""
    (table,) = having(sheet, "table", "ballot")
    return [
        [text(cell) for cell in body[0] if cell.get("class") != "box"]
        for body in table.iter("tbody")
    ]


def foot(sheet: Element) -> str:
    return text(sheet.findall("p")[-1])


@functools.cache
def here() -> tuple[Town, Report]:
    """Give the village of `tests.render.test_talks`, where politics sees sport and news differently."""
    one = village()
    answers = {"sport-hall": "000444", "sport-club": "112233", "music-choir": "111122"}
    persons = one.persons("politics", **answers, **{"news-paper": "112213"})
    return one, report(one, one.official(**OFFICIAL), *persons)


def broad(count: int) -> tuple[Town, Report]:
    """Give a town with a single field of so many criteria."""
    leaves = [node(f"leaf-{i}", "play") for i in range(count)]
    one = village(
        *(single(f"ask-{i}", f"leaf-{i}") for i in range(count)), nodes=[NODES[0], *leaves]
    )
    return one, report(one, one.official(**{"ask-0": "s1"}))


def page_of(one: Town, found: Report, language: str = "de", fields: Sequence[str] = ()) -> str:
    return render_workshop(
        found, language, edition=one.assessment.extend(one.edition), fields=fields
    )
