# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Sheets for a workshop that discusses and rates again (Blätter für den Workshop); G2, G6, G7, N3, P5."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from weltoffen.errors import Problems
from weltoffen.render.blocks import Ballot, Beside, Block, Figure, Space, heading, paragraphs, table
from weltoffen.render.drawing import charts, draw
from weltoffen.render.extracts import first_needs, first_occasions
from weltoffen.render.html import Document, write_html
from weltoffen.render.inline import Line, fill, join
from weltoffen.render.look import Look
from weltoffen.render.page import open_page
from weltoffen.render.results import stage_words
from weltoffen.render.sections import Section
from weltoffen.report.wording import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from weltoffen.model.edition import Edition
    from weltoffen.render.drawing import Chart
    from weltoffen.render.page import Page
    from weltoffen.report.structure import NodeResult, Report

ROWS_BESIDE_RESULT = 5
"""So many rows to be rated go on one A4 page with the result; more of them have a page of their own."""
MOST_NEEDS = 3
MOST_OCCASIONS = 3
LINES = 3


def render_workshop(
    report: Report,
    language: str = "de",
    *,
    edition: Edition | None = None,
    look: Look | None = None,
    fields: Collection[str] = (),
) -> str:
    """Write sheets for a workshop as one HTML file (Workshop-Blätter); needs the extra ``report``.

    Each top-level node has an A4 page with its result, score and target as a chart, occasions for talk, first
    needs, boxes in which the workshop rates every node below it, and room to write. A node with many below it
    has a second page for them. The local supplement stands on the last (M8). What a workshop rates
    (`weltoffen.model.workshop.Rerating`) stands beside the self-assessment and never replaces it.

    Args:
        report: The report; nothing else is taken (P5).
        language: Language of the reader, as in `weltoffen.render.reports.render_markdown`.
        edition: The edition, as in `weltoffen.render.reports.render_markdown`.
        look: Name, logo and colours; None for those of the library.
        fields: Ids of the top-level nodes that sheets are wanted for; all if empty. Any node of the
            local supplement stands for all of it.

    Returns:
        HTML in the way of `weltoffen.render.reports.render_html`; equal arguments give equal text.

    Raises:
        Unprotected: For anything but a `Report`.
        InvalidDocument: ``other-edition``, if the report was made with another edition; ``unknown-node``, if
            one of `fields` is no top-level node of the report.
        MissingExtra: Without the extra ``report``.
    """
    page = open_page(report, language, edition, "render_workshop")
    drawn = {one.id: one for one in charts(report, language, edition=edition)}
    sheets = tuple(_Sheets(page, drawn).all(_wanted(report, fields)))
    town = Line.of(report.municipality.name)
    document = Document(
        kind="sheets",
        language=language,
        title=_say(page, "title", town=town),
        town=report.municipality.name,
        facts=(page.entry("round", page.round(report.round)), _say(page, "about")),
        sections=sheets,
        pictures={one.id: draw(one, inline=True).decode() for one in _shown(sheets, drawn)},
        closing=page.say("page.closing", version=Line.of(report.stamp.library)),
        look=Look() if look is None else look,
    )
    return write_html(document)


def _wanted(report: Report, fields: Collection[str]) -> Sequence[_Field]:
    """Give the fields that sheets are wanted for, in declared order."""
    tops = [one.node for one in (*report.nodes, *report.supplement) if one.parent is None]
    problems = Problems()
    for index, name in enumerate(fields):
        if name not in tops:
            problems.add("unknown-node", ("fields", index), id=name)
    problems.raise_if_any()
    found = [
        _Field(node=one.node, chart=f"targets-{one.node}")
        for one in report.nodes
        if one.parent is None and one.node is not None and (not fields or one.node in fields)
    ]
    own = {one.node for one in report.supplement}
    if own and (not fields or not own.isdisjoint(fields)):
        found.append(_Field(node=None, chart="own-targets"))
    return found


def _shown(sheets: Sequence[Section], drawn: Mapping[str, Chart]) -> Iterator[Chart]:
    for sheet in sheets:
        for one in sheet.blocks:
            figure = one.figure if isinstance(one, Beside) else one
            if isinstance(figure, Figure):
                yield drawn[figure.chart]


def _say(page: Page, name: str, **values: Line) -> Line:
    texts = words_of("weltoffen.render", "workshopsheets.toml", page.language)
    return fill(texts[f"workshop.{name}"], values)


def _headed(title: Line, blocks: Iterable[Block]) -> tuple[Block, ...]:
    found = tuple(blocks)
    return (*heading(3, title), *found) if found else ()


@attrs.frozen(kw_only=True)
class _Field:
    """What a sheet is about: a top-level node; None is the whole local supplement."""

    node: str | None
    chart: str


@attrs.frozen(kw_only=True)
class _Draft:
    """A sheet before it is known how many there are."""

    anchor: str
    title: Line
    field: Line
    blocks: tuple[Block, ...]


@final
class _Sheets:
    def __init__(self, page: Page, drawn: Mapping[str, Chart]) -> None:
        self._page = page
        self._drawn = drawn

    def all(self, fields: Sequence[_Field]) -> Iterator[Section]:
        """Give the sheets, each with its number at its foot."""
        drafts = [draft for field in fields for draft in self._field(field)]
        for number, one in enumerate(drafts, 1):
            foot = _say(
                self._page,
                "foot",
                town=Line.of(self._page.report.municipality.name),
                round=self._page.round(self._page.report.round),
                field=one.field,
                number=Line.of(number),
                total=Line.of(len(drafts)),
            )
            blocks = (*one.blocks, *paragraphs(foot))
            yield Section(anchor=one.anchor, title=one.title, blocks=blocks)

    def _field(self, field: _Field) -> Iterator[_Draft]:
        page, rows = self._page, self._rows(field)
        own = field.node is None
        name = page.say("heading.supplement") if field.node is None else page.node(field.node)
        anchor = "own" if own else f"field-{field.node}"
        group = tuple(paragraphs(_say(page, "group")))
        result, figure = (*self._result(field), *group), self._figure(field)
        needs, talks = self._needs(field), self._talks(field)
        rating, actions = tuple(self._rating(rows)), self._space("actions")
        if len(rows) <= ROWS_BESIDE_RESULT:
            beside = (Beside(figure=one, blocks=needs) for one in figure)
            blocks = (*result, *(beside if figure else needs), *talks, *rating, actions)
            yield _Draft(anchor=anchor, title=name, field=name, blocks=blocks)
            return
        first = (*result, *figure, *needs, *talks, self._space("notes"))
        yield _Draft(anchor=anchor, title=name, field=name, blocks=first)
        yield _Draft(
            anchor=f"{anchor}.rating",
            title=_say(page, "second", field=name),
            field=name,
            blocks=(*group, *rating, actions),
        )

    def _rows(self, field: _Field) -> Sequence[NodeResult]:
        """Give what is rated: every node below a top-level node, or itself if there is none."""
        if field.node is None:
            return self._page.report.supplement
        nodes = [
            one
            for one in self._page.report.nodes
            if one.node is not None and self._page.top(one.node) == field.node
        ]
        return nodes[1:] or nodes

    # --- Result --------------------------------------------------------------------------------------

    def _result(self, field: _Field) -> Iterator[Block]:
        page = self._page
        if field.node is None:
            yield from paragraphs(page.say("intro.supplement"))
        else:
            yield from paragraphs(self._sentence(page.report.by_node[field.node]))

    def _figure(self, field: _Field) -> tuple[Figure, ...]:
        if field.chart not in self._drawn:
            return ()
        return (Figure(chart=field.chart, caption=_say(self._page, "chart")),)

    def _sentence(self, one: NodeResult) -> Line:
        page, target = self._page, self._page.figures.percent(one.target.score)
        if one.score is None:
            if one.reason == "protected":
                return _say(page, "protected-result", target=target)
            return _say(page, "no-result", reason=page.why_none(one.reason), target=target)
        return _say(
            page,
            "result",
            stage=stage_words(page, one).strong,
            score=page.figures.percent(one.score),
            n=page.figures.n(one),
            target=target,
        )

    # --- Findings ------------------------------------------------------------------------------------

    def _needs(self, field: _Field) -> tuple[Block, ...]:
        page = self._page
        found = [one for one in page.report.needs if self._is_of(field, one.node)]
        return _headed(_say(page, "needs"), first_needs(page, found[:MOST_NEEDS]))

    def _talks(self, field: _Field) -> tuple[Block, ...]:
        page = self._page
        found = [one for one in page.report.occasions if self._is_of(field, one.node)]
        return _headed(_say(page, "talks"), first_occasions(page, found[:MOST_OCCASIONS]))

    def _is_of(self, field: _Field, node: str) -> bool:
        return self._page.is_own(node) if field.node is None else self._page.top(node) == field.node

    # --- Rating --------------------------------------------------------------------------------------

    def _rating(self, rows: Sequence[NodeResult]) -> Iterator[Block]:
        page = self._page
        caption = join(" ", [_say(page, "question").strong, _say(page, "how")])
        labels = ("self-assessment", "target")
        head = [page.text(page.report.levels[-1].title), *map(self._label, labels)]
        yield Ballot(
            table=table(head, map(self._row, rows), numbers=1, caption=caption),
            choices=tuple(page.text(stage.title) for stage in page.report.stages),
            extra=_say(page, "tendency"),
            reason=self._label("reason"),
        )
        yield from paragraphs(*self._notes(rows))

    def _label(self, name: str) -> Line:
        return self._page.say(f"label.{name}")

    def _row(self, one: NodeResult) -> list[Line]:
        return [
            self._page.node(one.node),
            self._rated(one),
            self._page.figures.percent(one.target.score),
        ]

    def _rated(self, one: NodeResult) -> Line:
        page = self._page
        if one.score is None or one.stage is None:
            return page.why_none(one.reason)
        stage = page.reached(one.stage, one.tendency)
        score, n = page.figures.percent(one.score), page.figures.n(one)
        name = "rated-fragile" if self._is_fragile(one) else "rated"
        return _say(page, name, stage=stage, score=score, n=n)

    def _is_fragile(self, one: NodeResult) -> bool:
        found = self._page.stability.get(one.node)
        return found is not None and bool(found.fragile)

    def _notes(self, rows: Sequence[NodeResult]) -> Iterator[Line]:
        """Say what the words in the table mean that need explaining."""
        page = self._page
        if any(map(self._is_fragile, rows)):
            yield _say(page, "fragile")
        if any(one.score is None and one.reason == "protected" for one in rows):
            yield _say(page, "protected")

    def _space(self, name: str) -> Block:
        return Space(line=_say(self._page, name), lines=LINES)
