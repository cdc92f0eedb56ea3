# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Extras: what is missing is named with the extra that brings it; what is broken is said as it is."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from weltoffen.errors import MissingExtra
from weltoffen.extras import is_there, needed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder whose modules can be imported, and forget them afterwards."""
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in [one for one in sys.modules if one.startswith("brought")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return tmp_path


class TestWhatIsThere:
    def test_is_imported(self) -> None:
        assert needed("json", extra="tables") is json
        assert needed("json.decoder", extra="tables") is json.decoder


class TestWhatIsMissing:
    @pytest.mark.parametrize("module", ["not_there", "not_there.below"])
    def test_is_named_with_its_extra(self, module: str) -> None:
        with pytest.raises(MissingExtra) as caught:
            needed(module, extra="tables")
        assert str(caught.value) == (
            f"{module} is not installed; install it with: pip install 'weltoffen[tables]'"
        )
        assert caught.value.__suppress_context__

    def test_is_an_error_of_importing_that_can_be_caught_as_such(self) -> None:
        with pytest.raises(ImportError, match=r"weltoffen\[docx\]"):
            needed("not_there", extra="docx")

    def test_may_be_a_part_of_a_module(self) -> None:
        with pytest.raises(MissingExtra, match=r"json\.not_there is not installed"):
            needed("json.not_there", extra="report")


class TestWhatIsBroken:
    """A module that is installed and cannot be imported is not said to be missing."""

    @pytest.mark.parametrize(
        ("source", "kind", "said"),
        [
            ("import brought_by_none", ModuleNotFoundError, "No module named 'brought_by_none'"),
            ("from brought import gone", ImportError, "cannot import name 'gone'"),
            ("import brought.gone", ModuleNotFoundError, "brought"),
            ("raise ImportError('too old')", ImportError, "too old"),
            ("raise ModuleNotFoundError", ModuleNotFoundError, "^$"),
            ("raise RuntimeError('no drawing')", RuntimeError, "no drawing"),
        ],
    )
    def test_it_says_so_itself(
        self, modules: Path, source: str, kind: type[Exception], said: str
    ) -> None:
        (modules / "brought.py").write_text(source, "utf-8")
        with pytest.raises(kind, match=said) as caught:
            needed("brought", extra="report")
        assert not isinstance(caught.value, MissingExtra)


class TestIsThere:
    def test_what_is_installed_and_what_is_not(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert is_there("jinja2")
        assert not is_there("no_such_module_anywhere")
        monkeypatch.setitem(sys.modules, "jinja2", None)
        assert not is_there("jinja2")
