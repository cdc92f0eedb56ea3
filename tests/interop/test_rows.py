# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tables as data: plain cells and nothing else."""

from __future__ import annotations

import re
import tomllib
from enum import IntEnum
from fractions import Fraction
from importlib import resources
from typing import Any

import pytest

from weltoffen.interop import EDITION_TABLES, REPORT_TABLES, Column, TableRows
from weltoffen.interop.columns import column
from weltoffen.model.text import Text
from weltoffen.report.shares import Share

TITLE = Text({"de": "Zahl", "en": "Number"})
ENTRIES = tomllib.loads(
    resources.files("weltoffen.interop").joinpath("tables.toml").read_text(encoding="utf-8")
)


class Colour(IntEnum):
    RED = 1


def table(*rows: Any) -> TableRows:  # noqa: ANN401 - whatever must not be in it
    """Give a table of a text, a whole number and a float."""
    columns = [
        Column(name="name", dtype="string", title=TITLE),
        Column(name="count", dtype="Int64", title=TITLE),
        Column(name="share", dtype="float64", title=TITLE),
    ]
    return TableRows(name="t", title=TITLE, language="de", columns=columns, rows=rows)


class TestRows:
    def test_rows_as_dictionaries(self) -> None:
        found = table(("a", 1, 0.5), (None, None, None))
        assert found.dicts() == [
            {"name": "a", "count": 1, "share": 0.5},
            {"name": None, "count": None, "share": None},
        ]
        assert found.names == ("name", "count", "share")

    def test_types_by_name(self) -> None:
        assert table().dtypes == {"name": "string", "count": "Int64", "share": "float64"}

    def test_rows_become_tuples(self) -> None:
        assert table(["a", 1, 0.5]).rows == (("a", 1, 0.5),)

    @pytest.mark.parametrize(
        "row",
        [
            ("a", True, 0.5),
            ("a", 1, 1),
            ("a", Colour.RED, 0.5),
            (b"a", 1, 0.5),
            ("a", 1, Share(Fraction(1, 2))),
            ("a", 1, Fraction(1, 2)),
        ],
    )
    def test_nothing_but_the_plain_type_of_the_column(self, row: tuple[object, ...]) -> None:
        with pytest.raises(TypeError, match="row 0 of t"):
            table(row)

    @pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
    def test_numbers_are_finite(self, number: float) -> None:
        with pytest.raises(ValueError, match="share is not finite"):
            table(("a", 1, number))

    def test_a_cell_for_every_column(self) -> None:
        with pytest.raises(ValueError, match="row 1 of t has 2 cells, not 3"):
            table(("a", 1, 0.5), ("a", 1))


class TestColumns:
    """What ``tables.toml`` says of tables and columns."""

    def test_every_table_has_a_title_and_no_other_has(self) -> None:
        assert set(ENTRIES["table"]) == {*REPORT_TABLES, *EDITION_TABLES}

    def test_titles_in_both_languages_each_once(self) -> None:
        for entries in ENTRIES.values():
            for entry in entries.values():
                assert entry["de"].strip()
                assert entry["en"].strip()
        for language in ("de", "en"):
            titles = [entry[language] for entry in ENTRIES["table"].values()]
            assert len({title.casefold() for title in titles}) == len(titles)

    @pytest.mark.parametrize("name", sorted(ENTRIES["column"]))
    def test_stable_names_and_known_types(self, name: str) -> None:
        assert re.fullmatch("[a-z]+(_[a-z]+)*", name)
        found = column(name)
        assert found.name == name
        assert found.dtype in {"Int64", "float64", "string"}
        assert found.unit in {"", "share", "gain", "%"}
        assert found.unit in {"", "%"} or found.dtype == "float64"
        assert found.title.get("de") == ENTRIES["column"][name]["de"]
        assert found.title.get("en") == ENTRIES["column"][name]["en"]
