# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""docs/decisions/0020: a package loads its public names when they are first used."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from weltoffen.errors import Problem
from weltoffen.faces import lazily

HOMES = {"weltoffen": ("errors",), "weltoffen.errors": ("Problem",)}


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Make a package that has the names of another one."""
    package = ModuleType("town")
    vars(package)["__all__"] = ["errors", "Problem", "Other"]
    monkeypatch.setitem(sys.modules, "town", package)
    return package


class TestLazily:
    def test_a_name_is_loaded_from_its_home_and_stays(self, town: ModuleType) -> None:
        load, _ = lazily("town", HOMES)
        assert "Problem" not in vars(town)
        assert load("Problem") is Problem
        assert vars(town)["Problem"] is Problem

    def test_a_module_of_the_package_itself_can_be_a_name(self) -> None:
        load, _ = lazily("weltoffen", HOMES)
        assert load("errors") is sys.modules["weltoffen.errors"]

    def test_what_is_listed_is_what_dir_tells(self, town: ModuleType) -> None:
        _, names = lazily("town", HOMES)
        assert names() == sorted(vars(town)["__all__"])

    def test_another_name_is_no_attribute(self) -> None:
        load, _ = lazily("town", HOMES)
        with pytest.raises(AttributeError, match="module 'town' has no attribute 'nonsense'"):
            load("nonsense")
