# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Blocks: what makes them takes whatever lines there are, and leaves out what would be empty."""

from __future__ import annotations

from weltoffen.render.blocks import (
    Ballot,
    Entry,
    Fold,
    Heading,
    Listing,
    Paragraph,
    Table,
    fold,
    heading,
    listing,
    paragraphs,
    table,
)
from weltoffen.render.inline import Line

ONE, TWO, EMPTY = Line.of("one"), Line.of("two"), Line()


class TestBlocksAreMadeFromLines:
    def test_a_heading(self) -> None:
        assert [*heading(2, ONE)] == [Heading(level=2, line=ONE)]
        assert [*heading(3, ONE, "here")] == [Heading(level=3, line=ONE, anchor="here")]

    def test_a_paragraph_for_each_line_that_says_anything(self) -> None:
        assert [*paragraphs(ONE, EMPTY, TWO)] == [Paragraph(line=ONE), Paragraph(line=TWO)]
        assert [*paragraphs(EMPTY)] == []
        assert [*paragraphs()] == []

    def test_a_list_of_lines_and_of_items(self) -> None:
        nested = Entry(line=TWO, items=(Entry(line=ONE),))
        entries: list[Line | Entry] = [ONE, nested]
        assert [*listing(iter(entries))] == [
            Listing(items=(Entry(line=ONE, items=()), nested), ordered=False)
        ]
        assert [*listing([ONE], ordered=True)] == [Listing(items=(Entry(line=ONE),), ordered=True)]

    def test_no_list_of_nothing(self) -> None:
        assert [*listing([])] == []
        assert [*listing([], ordered=True)] == []

    def test_a_table(self) -> None:
        rows = iter([[ONE, TWO], [TWO, EMPTY]])
        assert table([ONE, TWO], rows, 1, EMPTY) == Table(
            head=(ONE, TWO), rows=((ONE, TWO), (TWO, EMPTY)), numbers=1, caption=EMPTY
        )
        assert table([ONE], []) == Table(head=(ONE,), rows=(), numbers=0, caption=None)

    def test_a_table_to_be_filled_in_as_a_table_of_signs(self) -> None:
        """A circle for each of the choices, of which one is ticked, a square for what may be, and room."""
        known = Table(head=(ONE,), rows=((ONE,), (TWO,)), caption=TWO)
        ballot = Ballot(table=known, choices=(ONE, TWO), extra=ONE, reason=TWO)
        circle, square = Line.of("○"), Line.of("□")
        assert ballot.as_table == Table(
            head=(ONE, ONE, TWO, ONE, TWO),
            rows=((ONE, circle, circle, square, EMPTY), (TWO, circle, circle, square, EMPTY)),
            caption=TWO,
        )

    def test_a_fold_of_what_there_is(self) -> None:
        inside = (Paragraph(line=TWO),)
        assert [*fold(ONE, iter(inside))] == [Fold(summary=ONE, blocks=inside)]
        assert [*fold(ONE, [])] == []

    def test_equal_ones_are_equal_and_can_be_kept_in_sets(self) -> None:
        made = {table([ONE], [[TWO]]), table([ONE], [[TWO]]), *heading(1, ONE), *heading(1, ONE)}
        assert len(made) == 2
