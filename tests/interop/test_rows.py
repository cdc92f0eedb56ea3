# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tables as data: plain cells and nothing else."""

from __future__ import annotations

import re
import tomllib
from enum import IntEnum
from fractions import Fraction
from importlib import resources
from typing import TYPE_CHECKING, Any, get_args

import pytest

import weltoffen as wo
from weltoffen.demo import demo_bytes
from weltoffen.interop import (
    EDITION_TABLES,
    REPORT_TABLES,
    Column,
    TableRows,
    to_rows,
    to_tables,
)
from weltoffen.interop.columns import column
from weltoffen.model.method import ParentPolicy, WholePolicy
from weltoffen.model.questionnaire import Kind
from weltoffen.model.response import Capacity
from weltoffen.model.suggestion import Effort
from weltoffen.model.text import Text
from weltoffen.report.shares import Share
from weltoffen.report.structure import CaveatCode, Report
from weltoffen.report.wording import words
from weltoffen.scoring.results import QuestionState, Reason, ViewKind
from weltoffen.scoring.robustness import Doubt

if TYPE_CHECKING:
    from collections.abc import Mapping

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


@pytest.fixture(scope="module")
def demo() -> Report:
    return wo.evaluate(demo_bytes("answers.ndjson"), demo_bytes("assessment.json"))


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
        for group in ("table", "column"):
            for entry in ENTRIES[group].values():
                assert entry["de"].strip()
                assert entry["en"].strip()
        for language in ("de", "en"):
            titles = [entry[language] for entry in ENTRIES["table"].values()]
            assert len({title.casefold() for title in titles}) == len(titles)

    def test_no_table_has_two_columns_of_one_title(self, demo: Report) -> None:
        tables = (*to_tables(demo), *to_tables(wo.load_reference("2026.1")))
        for table in tables:
            for language in ("de", "en"):
                titles = [one.title.choose(language).casefold() for one in table.columns]
                assert len(set(titles)) == len(titles), table.name

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
        assert not found.words or found.dtype == "string"


CODES: Mapping[str, tuple[str, ...]] = {
    "status": (
        "shown",
        "merged",
        *get_args(Reason),
        *(state for state in get_args(QuestionState) if state != "answered"),
    ),
    "reason": get_args(Reason),
    "state": get_args(QuestionState),
    "capacity": get_args(Capacity),
    "row_kind": get_args(ViewKind),
    "column_kind": get_args(ViewKind),
    "fragile": get_args(Doubt),
    "effort": get_args(Effort),
    "parent_policy": get_args(ParentPolicy),
    "whole_policy": get_args(WholePolicy),
    "part": ("whole", "edition", "supplement"),
    "kind": (
        *get_args(Kind),
        *get_args(ViewKind),
        *("different", "not-asked", "between", "within"),
        *("clarify", "path", "step", "bounds", "variant"),
    ),
}


class TestWords:
    """P4: people read one word for a code, the one that reports use; programs keep the code."""

    @pytest.mark.parametrize("name", sorted(CODES))
    def test_each_code_has_words_and_nothing_else_has(self, name: str) -> None:
        assert {code for code, _ in column(name).words} == set(CODES[name])

    def test_facts_and_caveats_have_words(self, demo: Report) -> None:
        known = {code for code, _ in column("code").words}
        told = {row["code"] for name in ("about", "caveats") for row in to_rows(demo, name).dicts()}
        assert told | set(get_args(CaveatCode)) <= known

    def test_the_marker_is_that_of_reports(self) -> None:
        for name in ("status", "reason", "state", "code"):
            found = column(name)
            assert found.shown("protected", "de") == words("de")["reason.protected"] == "geschützt"
            assert found.shown("protected", "en") == words("en")["reason.protected"] == "protected"

    def test_a_list_of_codes(self) -> None:
        assert column("fragile").shown("policy, one-answer", "de") == (
            "es auf die Rechenregel ankommt; einzelne Antworten den Ausschlag geben"
        )

    def test_what_is_no_code_stays(self) -> None:
        assert column("status").shown("strange", "de") == "strange"
        assert column("status").shown(None, "de") is None
        assert column("node").shown("shown, protected", "de") == "shown, protected"
        assert column("count").shown(3, "de") == 3

    def test_words_are_in_the_language_of_the_reader(self) -> None:
        assert column("effort").shown("medium", "de-simple") == "mittlerer Aufwand"
        assert column("effort").shown("medium", "en") == "medium effort"
