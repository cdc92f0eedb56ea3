# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The glossary can be read in both directions, and both say the same."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import pytest
from tests.docs.blocks import ROOT, read
from tests.docs.pages import cells

if TYPE_CHECKING:
    from types import ModuleType

PAGE = read("docs/glossary.md")
SMALL = """
Abdeckung
  *Coverage.* What share was answered, *Coverage* being a word.

Knoten, Blatt
  *Node, leaf.* A place in the model.

Zielbild
  *Target picture, target model.* A tree. `TargetModel`

<!-- english -->
"""


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    """Give the module that makes the table."""
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        return importlib.import_module("_glossary")
    finally:
        sys.path.remove(str(ROOT / "docs"))


def rows(hook: ModuleType, text: str) -> list[list[str]]:
    """Give the rows of the table that stands in the place of the marker."""
    table: str = hook.put_index(text).partition("| English | Deutsch |")[2]
    return [cells(line) for line in table.strip().splitlines()[1:]]


def test_terms_are_sorted_by_their_english_names(hook: ModuleType) -> None:
    assert rows(hook, SMALL) == [
        ["Coverage", "{term}`Abdeckung`"],
        ["Leaf", "{term}`Blatt <Knoten, Blatt>`"],
        ["Node", "{term}`Knoten <Knoten, Blatt>`"],
        ["Target model", "{term}`Zielbild`"],
        ["Target picture", "{term}`Zielbild`"],
    ]


def test_every_entry_is_in_it(hook: ModuleType) -> None:
    glossary = PAGE.partition("```{glossary}\n")[2].partition("```")[0]
    entries = [block.splitlines()[0] for block in glossary.strip().split("\n\n")]
    linked = {german.strip("`").partition("`")[2] for _, german in rows(hook, PAGE)}
    assert {one.partition(" <")[2].rstrip(">") or one for one in linked} == set(entries)


def test_no_english_name_stands_for_two_entries(hook: ModuleType) -> None:
    names = [english for english, _ in rows(hook, PAGE)]
    assert len(names) == len(set(names)) > 90


def test_a_page_without_the_marker_stays_as_it_is(hook: ModuleType) -> None:
    assert hook.put_index("A page.\n") == "A page.\n"
