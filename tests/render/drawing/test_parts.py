# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Parts of charts: short enough for a page of A4, whole fields where possible, nothing lost or twice."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import of_another_round, single, town
from tests.render.drawing.judges import cells, data, drawn, letters, marks, points_on_a4
from tests.render.drawing.test_gallery import check
from tests.render.test_changes import here
from tests.render.village import report

from weltoffen.model.target import Node
from weltoffen.render.drawing import Chart, charts, draw
from weltoffen.render.drawing.canvas import Row
from weltoffen.render.drawing.parts import HIGHEST, MOST, evenly, parted
from weltoffen.report.earlier import Earlier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.builders import Town

    from weltoffen.report.structure import Report

LONG = "Zusammenarbeit von Verwaltung und Zivilgesellschaft bei der Unterbringung und Beratung"


def stacked(fields: Sequence[int], height: float = 40) -> list[Row]:
    """Give rows for fields with so many rows each, the first of them at the top."""
    found: list[Row] = []
    for number, size in enumerate(fields):
        for place in range(size):
            name = f"{number}-{place}"
            row = Row(
                node=name,
                lines=(name,),
                depth=int(place > 0),
                top=len(found) * height,
                height=height,
            )
            found.append(row)
    return found


def sizes(parts: Sequence[Sequence[Row]]) -> list[int]:
    return [len(part) for part in parts]


class TestParted:
    def test_few_rows_stay_together(self) -> None:
        assert sizes(parted(stacked([5, 6, 13]), 100)) == [24]

    def test_between_fields(self) -> None:
        """The seven fields of the reference edition."""
        assert sizes(parted(stacked([5, 6, 11, 6, 6, 6, 6]), 100)) == [22, 24]

    def test_a_field_that_is_too_long_in_even_pieces_and_what_follows_behind_the_last(self) -> None:
        assert sizes(parted(stacked([61]), 100)) == [20, 20, 21]
        assert sizes(parted(stacked([25, 3]), 100)) == [12, 16]
        assert sizes(parted(stacked([3, 25]), 100)) == [3, 12, 13]

    def test_the_whole_stands_with_the_first_field(self) -> None:
        first = Row(node=None, lines=("",), depth=0, top=-40, height=40)
        assert sizes(parted([first, *stacked([23, 1])], 100)) == [24, 1]

    def test_high_rows_sooner(self) -> None:
        """1416 pixels below 100 hold 16 rows of 80."""
        assert sizes(parted(stacked([10, 10], height=80), 100)) == [10, 10]
        assert sizes(parted(stacked([20], height=80), 100)) == [10, 10]

    def test_one_by_one_where_nothing_else_remains(self) -> None:
        assert sizes(parted(stacked([3]), HIGHEST)) == [1, 1, 1]

    def test_nothing_gives_nothing(self) -> None:
        assert parted([], 100) == []

    @given(st.lists(st.integers(1, 70), min_size=1, max_size=9), st.integers(27, 80))
    def test_nothing_is_lost_and_no_part_is_too_long(self, fields: list[int], height: int) -> None:
        rows = stacked(fields, height)
        found = parted(rows, 150)
        assert [row for part in found for row in part] == rows
        for part in found:
            assert 1 <= len(part) <= MOST
            assert part[-1].bottom - part[0].top + 150 <= HIGHEST
        begun = {part[0].node for part in found}
        for number, size in enumerate(fields):
            if size <= MOST and size * height + 150 <= HIGHEST - 100:
                assert not begun & {f"{number}-{place}" for place in range(1, size)}


class TestEvenly:
    @given(st.lists(st.integers(), max_size=50), st.integers(1, 9))
    def test_all_in_order_and_none_longer_than_another_by_two(
        self, entries: list[int], total: int
    ) -> None:
        found = list(evenly(entries, total))
        assert [one for part in found for one in part] == entries
        assert len(found) == total
        assert max(map(len, found)) - min(map(len, found)) <= 1


@functools.cache
def large(title: str, *, tops: int = 1) -> tuple[Town, Report]:
    """Give a town with 60 criteria in so many fields, and six perspectives whose persons all answered."""
    people = ["administration", *(f"group-{number}" for number in range(5))]
    fields = [Node(id=f"field-{top}", title={"de": f"Feld {top}"}) for top in range(tops)]
    leaves = [
        Node(id=f"leaf-{n}", parent=f"field-{n * tops // 60}", title={"de": f"{n} {title}"})
        for n in range(60)
    ]
    nodes = [
        each
        for field in fields
        for each in (field, *(leaf for leaf in leaves if leaf.parent == field.id))
    ]
    questions = [single(f"q{n}", f"leaf-{n}") for n in range(60)]
    one = town(*questions, nodes=nodes, perspectives=people, depth=2)
    answers = dict.fromkeys((question.id for question in questions), "012340")
    persons = [each for group in people for each in one.persons(group, **answers)]
    official = one.official(**{question.id: "s2" for question in questions[:-1]})
    return one, one.report(official, *persons)


def kind(made: dict[str, Chart], name: str) -> list[Chart]:
    return [chart for chart in made.values() if chart.kind == name]


class TestOneFieldOf60CriteriaInSixPerspectives:
    @pytest.mark.parametrize("title", ["Sport", LONG])
    def test_every_chart_is_valid_drawn_and_whole(self, title: str) -> None:
        one, found = large(title)
        made = drawn(one, found)
        check(tuple(made.values()), found)
        answers = [chart.id for chart in kind(made, "answers")]
        for chart in made.values():
            if chart.id in answers[3:]:
                continue
            picture = draw(chart)
            root, seen = letters(picture)
            assert seen
            for letter in seen:
                assert letter.left >= 0, letter
                assert letter.right <= root[0], letter
                assert letter.top >= 0, letter
                assert letter.bottom <= root[1], letter
            if chart.grammar == "vega-lite":
                for each in data(chart):
                    assert 0 <= each["y"] <= chart.specification["height"]
                    assert 0 <= each.get("y2", 0) <= chart.specification["height"]

    @pytest.mark.parametrize("title", ["Sport", LONG])
    def test_sheet_and_heat_map_can_be_read_on_a4(self, title: str) -> None:
        made = drawn(*large(title))
        parts = [*kind(made, "stages"), *kind(made, "views")]
        assert len(parts) > 6
        for chart in parts:
            assert points_on_a4(chart) >= 6

    def test_no_letters_lie_on_others(self) -> None:
        for chart in drawn(*large(LONG)).values():
            if chart.kind in {"stages", "views", "targets"}:
                _, seen = letters(draw(chart))
                for place, one in enumerate(seen):
                    assert not [other for other in seen[place + 1 :] if one.touches(other)]

    def test_each_row_stands_in_one_part_and_its_table_has_these_rows(self) -> None:
        made = drawn(*large("Sport"))
        found = kind(made, "stages")
        assert [chart.id for chart in found] == ["stages", "stages-2", "stages-3"]
        assert [chart.title for chart in found] == [
            f"Erreichte Stufen, Teil {part} von 3" for part in (1, 2, 3)
        ]
        names = ["Feld 0", *(f"{n} Sport" for n in range(60))]
        assert [row[0] for chart in found for row in cells(chart)] == names
        for chart in found:
            drawn_names = [
                one["text"].replace("\n", " ")
                for one in marks(chart, "text", align="left")
                if "node" in one and one["text"] != "*"
            ]
            assert sorted(drawn_names) == sorted(row[0] for row in cells(chart))
            assert chart.table.caption is not None
            assert chart.table.caption.plain == chart.title

    def test_seven_views_stand_in_two_groups_of_columns(self) -> None:
        """Six groups and the official response: three and four beside each other, each in three parts."""
        found = kind(drawn(*large("Sport")), "views")
        assert [chart.id for chart in found] == ["views", *(f"views-{n}" for n in range(2, 7))]
        assert [len(chart.table.head) - 1 for chart in found] == [3, 4] * 3
        rows = [[row[0] for row in cells(chart)] for chart in found]
        assert rows[0] == rows[1]
        assert rows[0] + rows[2] + rows[4] == [
            "Insgesamt",
            "Feld 0",
            *(f"{n} Sport" for n in range(60)),
        ]

    def test_a_part_without_the_top_says_no_values(self) -> None:
        made = drawn(*large("Sport"))
        assert "Auf der obersten Ebene: Feld 0: " in made["stages"].description
        assert "Auf der obersten Ebene" not in made["stages-2"].description
        assert "Insgesamt: " in made["views"].description
        assert made["views-3"].description.endswith("desto kräftiger die Farbe.")


class TestFieldsStayWhole:
    def test_in_the_sheet_and_the_heat_map(self) -> None:
        """Six fields of eleven rows: two and two and two."""
        made = drawn(*large("Sport", tops=6))
        for name, first in (("stages", ["Feld 0"]), ("views", ["Insgesamt", "Feld 0"])):
            found = kind(made, name)
            rows = [[row[0] for row in cells(chart)] for chart in found]
            starts = {row[0] for row in rows}
            assert starts == {first[0], "Feld 2", "Feld 4"}

    def test_the_description_says_the_fields_of_the_part(self) -> None:
        made = drawn(*large("Sport", tops=6))
        assert "Feld 2: " in made["stages-2"].description
        assert "Feld 1" not in made["stages-2"].description
        told = made["views-3"].description.replace("\u00a0", " ")
        assert "Feld 2: " in told
        assert " Feld 3: " in told
        assert "Insgesamt" not in told

    def test_ids_are_the_same_in_both_languages(self) -> None:
        one, found = large("Sport", tops=6)
        german, english = (list(drawn(one, found, language)) for language in ("de", "en"))
        assert german == english


class TestChange:
    def test_of_few_nodes_is_one_chart(self) -> None:
        made = charts(here()[1])
        assert [chart.id for chart in made if chart.kind == "change"] == ["change"]

    def test_of_many_stands_in_parts(self) -> None:
        one, before = large("Sport", tops=6)
        earlier = Earlier(report=of_another_round(before), edition=one.edition)
        answers = {f"q{n}": "s3" for n in range(60)}
        found = report(one, one.official(**answers), earlier=earlier)
        made = drawn(one, found)
        check(tuple(made.values()), found)
        parts = kind(made, "change")
        assert [chart.id for chart in parts] == ["change", "change-2", "change-3"]
        assert parts[1].title.endswith(", Teil 2 von 3")
        assert [cells(chart)[0][0] for chart in parts] == ["Insgesamt", "Feld 2", "Feld 4"]
        assert "Feld 2: früher 50 % (n = 1), später 75 % (n = 1)" in parts[1].description.replace(
            "\u00a0", " "
        )

    def test_a_part_without_the_top_says_no_values(self) -> None:
        one, before = large("Sport")
        earlier = Earlier(report=of_another_round(before), edition=one.edition)
        found = report(one, one.official(**{f"q{n}": "s3" for n in range(60)}), earlier=earlier)
        told = [chart.description for chart in kind(drawn(one, found), "change")]
        assert "Insgesamt: früher" in told[0]
        assert len(told) == 3
        assert all(one.endswith("(offizielle Antwort).") for one in told[1:])
