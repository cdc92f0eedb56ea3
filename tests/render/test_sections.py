# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How a report becomes a page: sections, what stands in them, what is folded in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from tests.builders import single
from tests.render.refreports import full_village
from tests.render.refs import lines
from tests.render.village import PEOPLE, report, village

from weltoffen.model.target import Node
from weltoffen.render.blocks import Block, Figure, Fold, Heading, Paragraph, Table
from weltoffen.render.document import report_blocks
from weltoffen.render.drawing import charts
from weltoffen.render.inline import Line
from weltoffen.render.page import Page
from weltoffen.render.sections import Section, divided, sections

if TYPE_CHECKING:
    from weltoffen.report.structure import Report


def page_of(found: Report, language: str = "de") -> Page:
    return Page(report=found, language=language)


def sections_of(found: Report, language: str = "de") -> dict[str, Section]:
    made = sections(page_of(found, language), charts(found, language))
    return {one.anchor: one for one in made}


def said(section: Section) -> str:
    return "\n".join(line.plain for line in lines(section.blocks))


class TestNothingIsLost:
    """The page and the other formats say the same: what stands in one stands in the other."""

    def test_every_sentence_of_the_document_stands_on_the_page(self) -> None:
        found = full_village().report
        page = page_of(found)
        on_page = {line.plain for line in lines(sections(page, charts(found)))}
        left = [
            line.plain
            for block in report_blocks(page)
            if isinstance(block, Paragraph)
            for line in lines(block)
            if line.plain not in on_page
        ]
        assert left == []

    def test_every_table_of_the_document_stands_on_the_page(self) -> None:
        found = full_village().report
        page = page_of(found)

        def rows(value: object) -> set[tuple[str, ...]]:
            if isinstance(value, Table):
                return {tuple(cell.plain for cell in row) for row in value.rows}
            kind = type(value)
            if attrs.has(kind):
                parts = [getattr(value, field.name) for field in attrs.fields(kind)]
                return set[tuple[str, ...]]().union(*map(rows, parts))
            if isinstance(value, tuple):
                return set[tuple[str, ...]]().union(*map(rows, value))
            return set()

        assert rows(tuple(report_blocks(page))) <= rows(sections(page, charts(found)))


class TestFields:
    def test_a_field_has_its_chart_then_its_criteria(self) -> None:
        play = sections_of(full_village().report)["node-play"]
        kinds = [type(one) for one in play.blocks]
        headings = [one.line.plain for one in play.blocks if isinstance(one, Heading)]
        assert headings == ["Sport", "Musik"]
        assert kinds.index(Figure) < kinds.index(Heading)
        figure = next(one for one in play.blocks if isinstance(one, Figure))
        assert figure.chart == "targets-play"
        assert figure.table is not None
        assert [row[0].plain for row in figure.table.rows] == ["Freizeit", "Sport", "Musik"]

    def test_answers_and_levers_are_folded_in(self) -> None:
        play = sections_of(full_village().report)["node-play"]
        folds = [one.summary.plain for one in play.blocks if isinstance(one, Fold)]
        assert folds.count("Antworten auf die einzelnen Fragen") == 1
        assert folds.count("Was dieses Kriterium voranbringt") == 2

    def test_a_field_without_criteria(self) -> None:
        one = village(
            single("sport-hall", "sport"), nodes=[Node(id="sport", title={"de": "Sport"})], depth=1
        )
        found = sections_of(report(one, one.official(**{"sport-hall": "s2"})))["node-sport"]
        assert not [block for block in found.blocks if isinstance(block, Heading | Figure)]
        assert [block.summary.plain for block in found.blocks if isinstance(block, Fold)] == [
            "Was dieses Kriterium voranbringt"
        ]


class TestWithoutCharts:
    def test_a_chart_that_is_left_out_leaves_its_table(self) -> None:
        found = full_village().report
        made = {one.anchor: one for one in sections(page_of(found), ())}
        assert not [block for block in made["node-play"].blocks if isinstance(block, Figure)]
        assert [block for block in made["node-play"].blocks if isinstance(block, Table)]
        assert "Stand" in said(made["overview"])


class TestEveryChartStandsOnThePage:
    """Every chart has its table; what a chart shows can be read beside it."""

    def test_also_those_that_come_in_parts(self) -> None:
        one = village()
        answers = {"sport-hall": "00112", "music-choir": "44332", "news-paper": "01234"}
        persons = [reply for name in PEOPLE for reply in one.persons(name, **answers)]
        found = report(one, one.official(**{"sport-hall": "s2"}), *persons)
        drawn = charts(found)
        assert sum(chart.kind == "views" for chart in drawn) > 1
        shown = [block.chart for block in figures(sections(page_of(found), drawn))]
        assert sorted(shown) == sorted(chart.id for chart in drawn)

    def test_the_table_beside_it_has_all_its_rows(self) -> None:
        found = full_village().report
        drawn = {chart.id: chart for chart in charts(found)}
        shown = figures(sections(page_of(found), drawn.values()))
        assert len(shown) == len(drawn)
        for figure in shown:
            assert figure.table is not None
            beside = {row[0].plain for row in figure.table.rows}
            assert {row[0].plain for row in drawn[figure.chart].table.rows} <= beside


def figures(value: object) -> list[Figure]:
    """Give every figure, however deep."""
    if isinstance(value, Figure):
        return [value]
    kind = type(value)
    if attrs.has(kind):
        value = tuple(getattr(value, field.name) for field in attrs.fields(kind))
    return [one for part in value for one in figures(part)] if isinstance(value, tuple) else []


class TestDivided:
    def test_chapters_begin_with_headings_of_the_second_level(self) -> None:
        def heading(level: int, text: str, anchor: str | None = None) -> Heading:
            return Heading(level=level, line=Line.of(text), anchor=anchor)

        text = Paragraph(line=Line.of("text"))
        blocks: list[Block] = [
            heading(1, "top"),
            text,
            heading(2, "one", "first"),
            text,
            heading(3, "deep"),
        ]
        lead, chapters = divided([*blocks, heading(2, "two")])
        assert lead == (blocks[0], text)
        assert [(one.anchor, one.title.plain) for one in chapters] == [
            ("first", "one"),
            ("chapter-2", "two"),
        ]
        assert chapters[0].blocks == (text, blocks[4])
        assert chapters[1].blocks == ()
