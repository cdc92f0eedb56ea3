# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Change between two rounds; G8, N3. The numbers are those of `tests.render.test_changes`."""

from __future__ import annotations

import attrs
from tests.render.drawing.judges import cells, drawn, marks
from tests.render.drawing.test_gallery import check
from tests.render.test_changes import here
from tests.render.village import OWN, village


class TestPlaces:
    """Sport 1/2 then and 7/8 now, music 1 and 1/2, leisure and the whole 3/4 and 11/16."""

    def test_earlier_and_later(self) -> None:
        chart = drawn(*here())["change"]
        earlier = {
            one["node"]: one["x"] for one in marks(chart, "point", shape="square") if "node" in one
        }
        later = {
            one["node"]: one["x"] for one in marks(chart, "point", shape="circle") if "node" in one
        }
        assert earlier == {None: 0.75, "play": 0.75, "sport": 0.5, "music": 1}
        assert later == {None: 0.6875, "play": 0.6875, "sport": 0.875, "music": 0.5}

    def test_is_valid_with_every_pointer(self) -> None:
        one, found = here()
        check(tuple(drawn(one, found).values()), found)

    def test_both_have_their_n(self) -> None:
        chart = drawn(*here())["change"]
        said = [one for one in marks(chart, "text", align="right") if one.get("node") == "sport"]
        assert [one["text"].replace("\u00a0", " ") for one in said] == [
            "50 %",
            "n = 1",
            "88 %",
            "n = 1",
        ]
        assert [one["ref"].rpartition("/")[2] for one in said] == [
            "earlier",
            "earlierN",
            "later",
            "laterN",
        ]


class TestWhereThereIsNothingToCompare:
    def test_without_an_earlier_round(self) -> None:
        one, found = here()
        assert "change" not in drawn(one, attrs.evolve(found, change=None))

    def test_where_another_view_stands_for_the_whole(self) -> None:
        one, found = here()
        assert found.change is not None
        other = attrs.evolve(found, change=attrs.evolve(found.change, main=None))
        assert "change" not in drawn(one, other)

    def test_without_common_nodes(self) -> None:
        one, found = here()
        assert found.change is not None
        assert found.change.main is not None
        bare = attrs.evolve(found.change, main=attrs.evolve(found.change.main, nodes=()))
        assert "change" not in drawn(one, attrs.evolve(found, change=bare))


class TestInWords:
    def test_the_table_says_the_same(self) -> None:
        rows = cells(drawn(*here())["change"])
        assert rows[2] == ["Sport", "50 % (n = 1)", "88 % (n = 1)", "38 Prozentpunkte höher"]

    def test_the_description_says_the_top(self) -> None:
        told = drawn(*here())["change"].description.replace("\u00a0", " ")
        assert (
            "Verwaltung (offizielle Antwort). Insgesamt: früher 75 % (n = 1), später 69 % (n = 1)"
            in told
        )
        assert "Musik" not in told

    def test_own_nodes_are_left_out_m8(self) -> None:
        one, found = here(village(supplement=OWN))
        assert "Fluss" not in [row[0] for row in cells(drawn(one, found)["change"])]
