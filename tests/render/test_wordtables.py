# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How wide the columns of a table are, and how large its type."""

from __future__ import annotations

from tests.render.wordfiles import cells, line, number

from weltoffen.render.blocks import Table
from weltoffen.render.wordtables import lay_out


class TestColumnsAreAsWideAsTheyNeed:
    def test_a_longer_text_has_more_room(self) -> None:
        table = Table(head=cells("A", "B"), rows=(cells("kurz", "lang " * 20),))
        first, second = lay_out(table, 9_000).widths
        assert first + second == 9_000
        assert second > 3 * first

    def test_equal_ones_share_alike(self) -> None:
        table = Table(head=cells("A", "B", "C"), rows=(cells("wort", "wort", "wort"),))
        assert lay_out(table, 9_000).widths == (3_000, 3_000, 3_000)

    def test_a_protected_space_keeps_a_number_with_its_unit(self) -> None:
        unit, space = (
            Table(
                head=cells("A", "B"),
                rows=((number(f"25{one}Prozentpunkte"), line("lang " * 60)),),
            )
            for one in ("\u00a0", " ")
        )
        assert lay_out(unit, 6_000).widths[0] > lay_out(space, 6_000).widths[0]

    def test_type_grows_smaller_before_words_are_broken(self) -> None:
        """A word of 9 letters in the head takes 10 * 0.6 of its size, and each cell 9.5 points more.

        In points 4 columns are 4 * (10 * 0.6 * 9 + 9.5) = 254 of size 9, 230 of size 8 and 206 of size 7.
        """
        table = Table(head=cells(*["Perspekte"] * 4), rows=())
        sizes = [lay_out(table, 20 * points).size for points in (254, 253, 230, 229, 206, 100)]
        assert sizes == [9, 8, 8, 7, 7, 7]

    def test_what_does_not_fit_shares_what_there_is(self) -> None:
        table = Table(head=cells("Langeswort" * 9, "Langeswort" * 9), rows=())
        assert lay_out(table, 3_000).widths == (1_500, 1_500)

    def test_empty_cells_take_no_more_than_their_share(self) -> None:
        table = Table(head=cells("", ""), rows=(cells("", ""),))
        assert lay_out(table, 3_000).widths == (1_500, 1_500)
