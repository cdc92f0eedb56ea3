# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A report as a page (Bericht als Seite): overview first, then a section for each field; N3, P5.

The chapters are those of `weltoffen.render.document`, in the order in which a page is read, with charts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, final

import attrs

from weltoffen.render.blocks import (
    Block,
    Figure,
    Heading,
    fold,
    heading,
    listing,
    paragraphs,
    table,
)
from weltoffen.render.changes import change
from weltoffen.render.chapters import (
    clarify,
    conflicts,
    lever_steps,
    needs,
    next_steps,
    strengths,
)
from weltoffen.render.distributions import answers_table, answers_to
from weltoffen.render.document import about, caveats, overview_table, stages, stamp, supplement
from weltoffen.render.firmness import doubts
from weltoffen.render.glossary import explained
from weltoffen.render.inline import Line
from weltoffen.render.perspectives import (
    pairs,
    pairs_explained,
    participation,
    perspective_table,
)
from weltoffen.render.results import result_row, result_sentences, told
from weltoffen.render.talks import occasions
from weltoffen.render.workshop import ratings

if TYPE_CHECKING:
    from weltoffen.render.blocks import Table
    from weltoffen.render.drawing.chart import Chart
    from weltoffen.render.page import Page
    from weltoffen.report.structure import NodeResult


CHAPTER = 2
"""Level of the headings of chapters."""
MOST_SUGGESTED = 5
"""So many needs have their suggestions repeated; those of the others stand with their criteria."""


@attrs.frozen(kw_only=True)
class Section:
    """A section of a page (Abschnitt).

    Attributes:
        anchor: Name by which it is linked to.
        title: Its heading.
        blocks: What stands under the heading; headings in it are of level 3 and deeper.
    """

    anchor: str
    title: Line
    blocks: tuple[Block, ...]


def divided(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Divide a document into what comes before its first chapter, and its chapters.

    Args:
        blocks: The blocks; each chapter begins with a heading of level 2, which has an anchor.
    """
    lead: list[Block] = []
    found: list[tuple[Heading, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == CHAPTER:
            found.append((block, []))
        else:
            (found[-1][1] if found else lead).append(block)
    return tuple(lead), tuple(
        Section(anchor=head.anchor or f"chapter-{number}", title=head.line, blocks=tuple(below))
        for number, (head, below) in enumerate(found, 1)
    )


def sections(
    page: Page, charts: Iterable[Chart], more: Iterable[Section] = ()
) -> tuple[Section, ...]:
    """Give the sections of a report's page.

    Args:
        page: The report in one language.
        charts: Its charts in the same language.
        more: Further sections, before what there is to know of the report itself.
    """
    return tuple(_Sections(page, {one.id: one for one in charts}).all(more))


@final
class _Sections:
    def __init__(self, page: Page, charts: Mapping[str, Chart]) -> None:
        self._page = page
        self._charts = charts
        self._levers = {one.node: one for one in page.report.levers}

    def all(self, more: Iterable[Section]) -> Iterator[Section]:
        """Give every section that has something to say."""
        page = self._page
        yield self._section("overview", "overview", self._overview())
        for one in page.report.nodes:
            if one.parent is None:
                yield Section(
                    anchor=f"node-{one.node}",
                    title=page.node(one.node),
                    blocks=tuple(self._field(one)),
                )
        yield from self._told(
            ("talks", "talks", self._talks()),
            ("suggestions", "suggestions", self._suggestions()),
            ("workshop", "ratings", _below(ratings(page))),
            ("change", "change", self._change()),
            ("own", "supplement", self._own()),
        )
        yield from more
        yield from self._told(
            ("limits", "limits", self._limits()),
            ("glossary", "glossary", listing(explained(page.language))),
        )

    def _told(self, *found: tuple[str, str, Iterable[Block]]) -> Iterator[Section]:
        for anchor, name, blocks in found:
            section = self._section(anchor, name, blocks)
            if section.blocks:
                yield section

    def _section(self, anchor: str, name: str, blocks: Iterable[Block]) -> Section:
        title = self._page.say(f"heading.{name}")
        return Section(anchor=anchor, title=title, blocks=tuple(blocks))

    def _figure(self, chart: str, instead: Table | None = None) -> Iterator[Block]:
        """Show a chart with its table, or with another one that holds the same numbers and more."""
        found = self._charts.get(chart)
        if found is not None:
            yield Figure(chart=chart, caption=Line.of(found.title), table=instead or found.table)
        elif instead is not None:
            yield instead

    def _figures(self, kind: str) -> Iterator[Block]:
        """Show all charts of a kind, which may come in parts."""
        for chart in self._charts.values():
            if chart.kind == kind:
                yield from self._figure(chart.id)

    # --- Sections ------------------------------------------------------------------------------------

    def _overview(self) -> Iterator[Block]:
        page = self._page
        whole = page.report.whole
        yield from paragraphs(page.say("caveat.self-report"))
        yield from paragraphs(result_sentences(page, whole), doubts(page, whole))
        yield from self._figure("targets", overview_table(page))
        yield from self._figures("stages")
        yield from self._figures("net")
        yield from _deeper(strengths(page))
        yield from stages(page)

    def _field(self, field: NodeResult) -> Iterator[Block]:
        """Tell a top-level node, then everything below it."""
        page = self._page
        below = [
            one
            for one in page.report.nodes
            if one.node and one.node != field.node and page.top(one.node) == field.node
        ]
        yield from told(page, field)
        if below:
            head = (page.levels(), *overview_table(page).head[1:])
            rows = [result_row(page, one) for one in (field, *below)]
            numbers = table(head, rows, numbers=5)
            yield from self._figure(f"targets-{field.node}", numbers)
        yield from self._details(field)
        for one in below:
            yield from heading(2 + page.depth(one.node), page.node(one.node), f"node-{one.node}")
            yield from told(page, one)
            yield from self._details(one)

    def _details(self, one: NodeResult) -> Iterator[Block]:
        """Fold in what only some want to know: each question's answers, each step (G3)."""
        page, node = self._page, one.node
        if node is None or node not in page.leaves(own=page.is_own(node)):
            return
        questions = answers_to(page, node)
        if questions:
            numbers = answers_table(page, questions)
            shown = chain(self._figure(f"answers-{node}"), [numbers])
            yield from fold(page.say("page.answers"), shown)
        lever = self._levers.get(node)
        if lever is not None:
            yield from fold(page.say("page.levers"), lever_steps(page, lever))

    def _talks(self) -> Iterator[Block]:
        page = self._page
        yield from _below(occasions(page))
        yield from heading(3, page.say("heading.perspectives"))
        yield from participation(page)
        if page.report.perspectives:
            yield from paragraphs(page.say("intro.perspectives"))
            nodes = [None, *(one.node for one in page.report.nodes)]
            yield from self._figures("views")
            yield from fold(page.say("page.scores"), [perspective_table(page, nodes)])
        if page.report.gaps:
            compared = chain(paragraphs(pairs_explained(page)), _deeper(pairs(page, own=False)))
            yield from fold(page.say("page.pairs"), compared)

    def _suggestions(self) -> Iterator[Block]:
        page = self._page
        yield from _below(needs(page))
        suggested = tuple(next_steps(page, MOST_SUGGESTED))
        if suggested:
            yield from heading(3, page.say("heading.first-suggestions"))
            yield from listing(suggested)
        yield from _deeper(clarify(page))

    def _change(self) -> Iterator[Block]:
        yield from self._figures("change")
        yield from _below(change(self._page))

    def _own(self) -> Iterator[Block]:
        page = self._page
        yield from self._figure("own-targets")
        yield from _below(supplement(page))
        for leaf in page.leaves(own=True):
            yield from self._figure(f"answers-{leaf}")

    def _limits(self) -> Iterator[Block]:
        page = self._page
        yield from _deeper(chain(about(page), caveats(page)))
        if self._levers:
            yield from heading(3, page.say("heading.levers"))
            yield from paragraphs(page.say("intro.levers"))
        if any(one.published for one in page.report.questions):
            yield from heading(3, page.say("heading.distributions"))
            yield from paragraphs(page.say("intro.distributions"))
        yield from _deeper(chain(conflicts(page), stamp(page)))


def _below(chapter: Iterable[Block]) -> Iterator[Block]:
    """Leave out the heading of a chapter, which is that of the section."""
    found = iter(chapter)
    next(found, None)
    yield from found


def _deeper(chapter: Iterable[Block]) -> Iterator[Block]:
    """Put a chapter one level deeper."""
    for block in chapter:
        yield attrs.evolve(block, level=block.level + 1) if isinstance(block, Heading) else block
