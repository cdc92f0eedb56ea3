# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Marked tables of ``docs/method``, and values in the form in which the pages write them.

Above a table stands ``<!-- example: name -->``. Tables that are given make a small town; the code has to give
every cell of the others.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs
from tests.builders import Town, single, town
from tests.docs.blocks import ROOT, read

from weltoffen.model.scale import NOT_APPLICABLE, UNKNOWN
from weltoffen.report.shares import Share
from weltoffen.report.structure import Report
from weltoffen.schemas.wire import unstructure

if TYPE_CHECKING:
    from weltoffen.model.response import Response

DOCS = ROOT / "docs" / "method"
MARKED = re.compile(r"<!-- (?:example: )?([a-z]+) -->\n((?:\|.*\n)+)")
NONE = "–"
WORDS = {"don't know": UNKNOWN, "does not apply": NOT_APPLICABLE, NONE: None}
"""What the pages write for an answer that is no option."""

Row = Mapping[str, str]
Rows = list[list[str]]


def page(name: str) -> str:
    return read(f"docs/method/{name}.md")


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


@cache
def tables(name: str) -> Mapping[str, tuple[tuple[str, ...], Rows]]:
    """Give the marked tables of a page: headings and rows, by their names."""
    marked = MARKED.findall(page(name))
    found = {}
    for one, text in marked:
        headings, _, *rows = map(cells, text.splitlines())
        found[one] = tuple(headings), rows
    assert len(found) == len(marked) == page(name).count("<!-- ")
    return found


def given(name: str, table: str) -> list[Row]:
    headings, rows = tables(name)[table]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def shown(value: object) -> str:
    """Write a value as the pages do."""
    if value is None or value == ():
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Share):
        value = value.exact
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value).replace("-", "−") if isinstance(value, Fraction | int) else str(value)


def row(*values: object) -> list[str]:
    return [shown(value) for value in values]


def named(one: str | None) -> str:
    return one or "whole"


def number(text: str) -> Fraction:
    return Fraction(text.replace("−", "-"))


def said(cell: str) -> str | None:
    """Give the answer that a cell stands for: a number is a step of the scale, ``–`` no entry."""
    return WORDS.get(cell, f"s{cell}")


def official_town(name: str, **more: Any) -> tuple[Town, Response]:  # noqa: ANN401 - as town
    """Give the town of a page whose table ``answers`` is one official response."""
    answers = given(name, "answers")
    here = town(*(single(one["question"], one["criterion"]) for one in answers), **more)
    told = {one["question"]: answer for one in answers if (answer := said(one["option"]))}
    return here, here.official(**told)


def held(value: object, key: str) -> bool:
    """Say whether a path such as ``gaps[].nodes[].difference`` leads to something in plain values."""
    head, _, rest = key.partition(".")
    if isinstance(value, Mapping):
        inner = value.get(head.removesuffix("[]"))
        inside = inner if head.endswith("[]") else [inner]
        if not isinstance(inside, Sequence):
            return False
        return any(held(one, rest) if rest else one is not None for one in inside)
    return False


def missing_keys(name: str, *reports: Report) -> list[str]:
    """Give the keys in a page's table ``keys`` that none of the reports has."""
    plain = [unstructure(report) for report in reports]
    keys = [one["key"].strip("`") for one in given(name, "keys")]
    return [key for key in keys if not any(held(one, key) for one in plain)]


def unknown_names(name: str) -> list[str]:
    """Give what a page calls a name of the library, or an attribute of a report, and is none."""
    names = re.findall(r"`weltoffen\.([a-z_.]+)\.(\w+)`", page(name))
    attributes = {one.name for one in attrs.fields(Report)}
    return [
        *(
            f"{module}.{one}"
            for module, one in names
            if not hasattr(importlib.import_module(f"weltoffen.{module}"), one)
        ),
        *sorted({*re.findall(r"`Report\.(\w+)`", page(name))} - attributes),
    ]
