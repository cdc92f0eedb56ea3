# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Hostile texts in every field of every document: no cell becomes a formula, and each reads as typed."""

from __future__ import annotations

import csv
import functools
import io
from typing import TYPE_CHECKING

import attrs
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import STAGES, of_another_round, single
from tests.interop.pointing import check, in_words, plain
from tests.render.paper import reworded
from tests.render.village import OWN, village, worded
from tests.render.village import report as village_report

from weltoffen.interop import to_tables, write_csv, write_workbook
from weltoffen.model.suggestion import Module, Office, StageText, Suggestion
from weltoffen.model.target import Node
from weltoffen.model.workshop import Rerating
from weltoffen.report.earlier import Earlier

if TYPE_CHECKING:
    from weltoffen.interop import TableRows
    from weltoffen.interop.csvfiles import Dialect
    from weltoffen.model.edition import Edition
    from weltoffen.report.structure import Report

ATTACKS = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r\n=1+1",
    '  =HYPERLINK("https://evil.example","x")',
    '=DDE("cmd";"/C calc";"1")',
    "\uff1d1+1",
    '";=1+1;"',
    '",=1+1,"',
    "a\n=1+1",
    "'=1+1",
    "\u202e=1+1\u2066",
    "\ufeff=1",
    "</style><script>alert(1)</script>",
    "<r><t>raw</t></r>",
    "]]>",
    "_x003D_1+1",
    "\x00\x07=1\x1b",
    "{=SUM(A1)}",
    "=" * 4_900,
)
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
PIECES = (
    "=",
    "+",
    "-",
    "@",
    "\uff1d",
    "\uff0d",
    '"',
    "'",
    ";",
    ",",
    "\t",
    "\r",
    "\n",
    "\x00",
    *BIDI,
)
TEXTS = st.lists(
    st.one_of(st.sampled_from((*PIECES, *ATTACKS[:-1], "a", "1", "A1", " ")), st.characters()),
    min_size=1,
    max_size=8,
).map(lambda pieces: f"{''.join(pieces)}x")
"""Texts of whatever means something in a spreadsheet; something of each can be read."""


def read_as(text: str) -> str:
    """Say how a text reads: on one line, without control characters and reversing marks."""
    kept = "".join(
        "\ufffd" if "\ud800" <= c <= "\udfff" else " " if c in "\u2028\u2029\x7f" or c < " " else c
        for c in text
        if c not in BIDI
    )
    return " ".join("".join(" " if "\x80" <= c <= "\x9f" else c for c in kept).split())


@functools.cache
def made(text: str) -> tuple[Report, Edition]:
    """Make a report of everything with one text in the place of every text."""
    talk = [
        StageText(
            stage=stage.id,
            assessment={"de": "x"},
            suggestions=[
                Suggestion(id=f"from-{stage.id}", text={"de": "x"}, carrier="o", module="m")
            ],
        )
        for stage in STAGES
    ]
    nodes = [
        Node(id="play", title={"de": "x"}, stage_texts=talk),
        Node(id="sport", parent="play", title={"de": "x"}),
        Node(id="music", parent="play", title={"de": "x"}),
    ]
    town = worded(
        village(
            *[single(f"q-{i}", "sport") for i in range(3)],
            single("song", "music"),
            nodes=nodes,
            supplement=OWN,
            offices=[Office(id="o", title={"de": "x"})],
            modules=[Module(id="m", title={"de": "x"})],
        ),
        text,
    )
    assessment = attrs.evolve(
        town.assessment,
        title={"de": text},
        municipality=attrs.evolve(town.assessment.municipality, name=text[:200]),
    )
    town = attrs.evolve(town, assessment=assessment)
    official = [
        town.official(part="a", **{"q-0": "s0", "q-1": "s0", "q-2": "s1", "song": "s4"}),
        town.official(part="b", **{"q-2": "s2"}),
    ]
    persons = [
        *town.persons("politics", **{f"q-{i}": "4343434343" for i in range(3)}),
        *town.persons("economy", **{f"q-{i}": "0123401234" for i in range(3)}),
        *town.persons("residents", **{f"q-{i}": "01234" for i in range(3)}),
    ]
    before = of_another_round(village_report(town, *official, *persons))
    rated = Rerating(node="sport", stage="two", tendency=True, reason={"de": text})
    found = village_report(
        town,
        *official,
        *persons,
        merges=[["economy", "residents"]],
        reratings=[rated],
        earlier=Earlier(report=before, edition=town.edition),
    )
    return reworded_report(found, text), assessment.extend(town.edition)


def reworded_report(report: Report, text: str) -> Report:
    """Put the text in the place of the names that stand in the report beside the edition's."""
    names = ("levels", "stages", "offices", "modules", "participation")
    return attrs.evolve(report, **{name: reworded(getattr(report, name), text) for name in names})


def tables_of(text: str) -> tuple[TableRows, ...]:
    """Give every table that a text gets into."""
    report, edition = made(text)
    return (*to_tables(report, "de", edition=edition), *to_tables(edition, "de"))


def check_csv(text: str, dialect: Dialect) -> None:
    """Read every table back: only a formula has an apostrophe before it, and everything else is as typed."""
    delimiter, mark = (";", ",") if dialect == "de" else (",", ".")
    for table in tables_of(text):
        data = write_csv(table, dialect).decode("utf-8-sig")
        source = io.StringIO(data, newline="")
        head, *rows = csv.reader(source, delimiter=delimiter, strict=True)
        assert tuple(head) == table.names
        assert len(rows) == len(table.rows)
        for found, typed in zip(rows, table.rows, strict=True):
            for cell, value in zip(found, typed, strict=True):
                if isinstance(value, str):
                    assert cell.replace("'", "") == read_as(value).replace("'", "")
                    assert cell.lstrip("\ufeff\u200b\u00a0 ")[:1] not in {
                        *"=+-@\uff1d\uff0b\uff0d\uff20"
                    }
                elif value is not None:
                    assert float(cell.replace(mark, ".")) == value
                else:
                    assert cell == ""


def check_workbook(text: str) -> None:
    """Read every table back: no cell is a formula, and each reads as typed."""
    tables = tables_of(text)
    data = write_workbook(tables, title=text)
    book = openpyxl.load_workbook(io.BytesIO(data))
    for table, sheet in zip(tables, book.worksheets, strict=True):
        found = list(sheet.iter_rows(min_row=2))
        assert len(found) == len(table.rows)
        for line, typed in zip(found, table.rows, strict=True):
            for place, (cell, value) in enumerate(zip(line, typed, strict=True)):
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                if isinstance(value, str):
                    line_of = (
                        read_as(in_words(table, place, value))
                        .replace("\ufffe", "\ufffd")
                        .replace("\uffff", "\ufffd")
                    )
                    assert str(cell.value or "").removesuffix(" ") == line_of
                elif value is not None:
                    assert cell.value == float(f"{value:.16G}")
                else:
                    assert cell.value is None


class TestHostileTexts:
    @pytest.mark.parametrize("text", ATTACKS)
    def test_attacks(self, text: str) -> None:
        check_csv(text, "de")
        check_csv(text, "en")
        check_workbook(text)

    @settings(max_examples=25)
    @given(TEXTS)
    def test_csv_of_any_text(self, text: str) -> None:
        check_csv(text, "de")
        check_csv(text, "en")

    @settings(max_examples=15)
    @given(TEXTS)
    def test_workbooks_of_any_text(self, text: str) -> None:
        check_workbook(text)

    def test_every_table_of_the_report_is_there(self) -> None:
        assert [table.name for table in tables_of("=x") if not table.rows] == []

    def test_the_text_stands_in_every_column_for_texts(self) -> None:
        """Otherwise an attack would not get where it is tried."""
        reached = {
            name
            for table in tables_of("=x")
            for row in table.dicts()
            for name, cell in row.items()
            if isinstance(cell, str) and "=x" in cell
        }
        assert {
            "node_title",
            "level_title",
            "stage_title",
            "target_stage_title",
            "next_stage_title",
            "question_title",
            "option_title",
            "perspective_title",
            "row_title",
            "column_title",
            "carrier_title",
            "module_title",
            "assessment",
            "text",
            "why",
        } <= reached

    def test_refs_resolve_with_hostile_texts(self) -> None:
        report, edition = made("/~0=1~1")
        document = plain(report)
        for table in to_tables(report, "de", edition=edition):
            check(table, document)
