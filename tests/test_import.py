# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The public face: `import weltoffen` stays light, and every public name has one home."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import weltoffen

HEAVY = (
    *(
        "jsonschema",
        "jsonschema_rs",
        "referencing",
        "cattrs",
        "hypothesis",
        "jinja2",
        "rich",
        "vl_convert",
        "docx",
        "IPython",
    ),
    *("xlsxwriter", "defusedxml", "openpyxl", "dask", "pyspark"),
)
FACE = Path(str(weltoffen.__file__))
HOMES: dict[str, tuple[str, ...]] = vars(weltoffen)["_HOMES"]


def loaded_by(code: str) -> set[str]:
    """Run code in a fresh Python and give the top-level modules that it loaded."""
    script = (
        f"{code}\nimport sys; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return set(done.stdout.split())


class TestLight:
    """docs/house.md: `import weltoffen` loads neither jsonschema nor any extra."""

    def test_import_loads_nothing_heavy(self) -> None:
        loaded = loaded_by("import weltoffen; weltoffen.__version__; dir(weltoffen)")
        assert "weltoffen" in loaded
        assert not loaded & {*HEAVY, "attrs", "attr", "tomllib", "json"}

    def test_the_model_and_the_scores_need_no_schemas(self) -> None:
        names = (
            "Assessment, Questionnaire, TargetModel, build_response, tally, protect, score, Problem"
        )
        assert not loaded_by(f"from weltoffen import {names}, build_report") & set(HEAVY)

    def test_the_door_loads_no_extra(self) -> None:
        code = "import weltoffen as wo; wo.schemas.check(b'{}'); wo.load_reference()"
        extras = set(HEAVY) - {"jsonschema", "referencing", "cattrs", "jsonschema_rs"}
        assert not loaded_by(code) & extras

    def test_the_reader_loads_jsonschema_only_when_it_judges(self) -> None:
        assert not loaded_by("import weltoffen.schemas") & {"jsonschema", "jsonschema_rs"}
        code = "import weltoffen as wo; wo.schemas.check(wo.schemas.write(wo.Method()))"
        assert loaded_by(code) & {"jsonschema", "jsonschema_rs"}


class TestNames:
    """Every public name resolves; the three lists of names agree."""

    @pytest.mark.parametrize("name", weltoffen.__all__)
    def test_every_name_resolves_and_stays(self, name: str) -> None:
        assert getattr(weltoffen, name) is getattr(weltoffen, name)

    def test_homes_and_all_agree(self) -> None:
        names = [name for home in HOMES.values() for name in home]
        assert len(names) == len(set(names))
        assert sorted([*names, "__version__"]) == sorted(weltoffen.__all__)
        assert list(weltoffen.__all__) == sorted(weltoffen.__all__)
        assert dir(weltoffen) == sorted(weltoffen.__all__)

    def test_what_type_checkers_see_is_what_is_there(self) -> None:
        tree = ast.parse(FACE.read_text(encoding="utf-8"))
        (block,) = (
            node
            for node in tree.body
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        )
        seen = {
            (str(node.module), alias.name)
            for node in block.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        assert seen == {(home, name) for home, names in HOMES.items() for name in names}

    @pytest.mark.parametrize("home", HOMES)
    def test_each_home_has_its_names(self, home: str) -> None:
        module = importlib.import_module(home)
        for name in HOMES[home]:
            assert getattr(module, name) is getattr(weltoffen, name)

    def test_other_names_are_no_attributes(self) -> None:
        with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
            _ = getattr(weltoffen, "nonsense")  # noqa: B009 - type checkers refuse the attribute
        assert not hasattr(weltoffen, "Problems")

    def test_the_public_names_of_the_door_resolve(self) -> None:
        for name in weltoffen.schemas.__all__:
            assert hasattr(weltoffen.schemas, name)
