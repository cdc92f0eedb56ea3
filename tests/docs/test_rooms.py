# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The README's table of rooms, and the picture, have the floors that import-linter enforces."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from tests.docs.blocks import read
from tests.scripts import load_script

HOUSE = load_script("docs/_house.py")


def test_the_readme_lists_the_rooms_floor_by_floor() -> None:
    table = read("README.md").partition("| room |")[2].partition("\n\n")[0]
    rows = [re.findall(r"`(\w+)`", line.split("|")[1]) for line in table.splitlines()[2:]]
    assert rows == HOUSE.floors()


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_picture_names_each_room_and_what_it_is_for(language: str) -> None:
    drawn = ET.fromstring(HOUSE.picture(language))  # noqa: S314 - our own
    texts = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    names = [room for floor in HOUSE.floors() for room in floor]
    assert [one for one in texts if one in names] == names
    shown = " ".join(one for one in texts if one)
    for name in names:
        assert getattr(HOUSE.ROOMS[name], language) in shown


def test_a_room_without_words_is_told() -> None:
    assert {room for floor in HOUSE.floors() for room in floor} == set(HOUSE.ROOMS)
