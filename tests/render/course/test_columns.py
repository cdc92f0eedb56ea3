# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tables without empty columns; N3."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from weltoffen.render.course.columns import compact_table
from weltoffen.render.inline import Line

HEAD = ("day", "step", "paper", "note")
WORDS = ("no paper", "no note")


def lines(*texts: str) -> list[Line]:
    return [Line.of(one) for one in texts]


def told(*rows: tuple[str, ...]) -> list[list[str]]:
    """Make the table and give its cells, the head first."""
    found = compact_table(lines(*HEAD), [lines(*row) for row in rows], lines(*WORDS))
    return [[cell.plain for cell in row] for row in (found.head, *found.rows)]


class TestColumns:
    """A column in which no row has anything is left out; an empty cell elsewhere says so in words (N3)."""

    def test_words_where_another_row_has_something(self) -> None:
        assert told(("1", "a", "P", ""), ("2", "b", "", "n")) == [
            [*HEAD],
            ["1", "a", "P", "no note"],
            ["2", "b", "no paper", "n"],
        ]

    def test_empty_columns_are_left_out(self) -> None:
        assert told(("1", "a", "", "n"), ("2", "b", "", "")) == [
            ["day", "step", "note"],
            ["1", "a", "n"],
            ["2", "b", "no note"],
        ]
        assert told(("1", "a", "", "")) == [["day", "step"], ["1", "a"]]

    def test_the_first_columns_stay(self) -> None:
        assert told(("", "", "", "")) == [["day", "step"], ["", ""]]
        assert told() == [["day", "step"]]

    @given(st.lists(st.tuples(*[st.sampled_from(["", "x"])] * 4)))
    def test_any_table(self, rows: list[tuple[str, ...]]) -> None:
        head, *found = told(*rows)
        for place, name in enumerate(HEAD):
            column = [row[place] for row in rows]
            if place < 2:
                expected = column
            elif any(column):
                expected = [one or WORDS[place - 2] for one in column]
            else:
                assert name not in head
                continue
            assert [row[head.index(name)] for row in found] == expected
        assert len(found) == len(rows)
