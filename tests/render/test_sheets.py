# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Blank questionnaires as data: what stands on the sheet, where, and in which words; M4, M7, M8, A1."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import after, refused
from tests.render.paper import (
    AGREE,
    NODES,
    QUESTIONS,
    STEPS,
    both,
    named,
    paper,
    said,
)

import weltoffen as wo
from weltoffen.model.forms import Band, NumberEntry, SingleChoice
from weltoffen.model.questionnaire import Question
from weltoffen.model.target import Node
from weltoffen.model.text import Text
from weltoffen.render.sheets import Choice, Item, Sheet, blank_sheet
from weltoffen.testing import assessments, editions

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = [question.id for question in QUESTIONS]


def items(sheet: Sheet) -> list[Item]:
    """Give the questions of a sheet from the first page to the last."""
    return [item for part in sheet.parts for item in part.items]


def ids(sheet: Sheet) -> list[str]:
    """Find the questions of a sheet of an edition from `named`."""
    found = [re.fullmatch("Frage:(.+):", item.title) for item in items(sheet)]
    return [one[1] for one in found if one]


def item(sheet: Sheet, question: str) -> Item:
    """Find a question of the small edition."""
    (title,) = [one.title for one in QUESTIONS if one.id == question]
    (found,) = [one for one in items(sheet) if one.title in title.versions_map]
    return found


def titles(choices: Iterable[Choice]) -> list[str]:
    return [one.title for one in choices]
