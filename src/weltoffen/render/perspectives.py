# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Perspectives beside each other (Perspektiven): who took part, scores, differences; A2, G4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.blocks import heading, paragraphs, table
from weltoffen.render.inline import Line, join
from weltoffen.render.results import without_personal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weltoffen.render.blocks import Block, Table
    from weltoffen.render.page import Page
    from weltoffen.report.structure import Involvement
    from weltoffen.report.views import NodeGapResult, ViewGapResult

MOST_LEAVES = 10
"""So many leaves are shown of each two views; all of them stand in the report's JSON."""


def side_by_side(page: Page) -> Iterator[Block]:
    """Write the chapter on the perspectives: who took part, scores side by side, each two views compared."""
    report = page.report
    yield from heading(2, page.say("heading.perspectives"))
    yield from participation(page)
    if report.perspectives:
        yield from paragraphs(page.say("intro.perspectives"))
        yield perspective_table(page, [None, *(one.node for one in report.nodes)])
    if report.gaps:
        yield from paragraphs(pairs_explained(page))
        yield from pairs(page, own=False)


# --- Who took part -----------------------------------------------------------------------------------


def participation(page: Page) -> Iterator[Block]:
    """Write who took part, and of whom no personal answer is shown (A2, P4)."""
    report = page.report
    yield from paragraphs(page.say("intro.participation"))
    head = [
        page.say(f"label.{label}") for label in ("perspective", "gave-official", "gave-personal")
    ]
    groups = {member: one for one in report.participation for member in one.members}
    rows = [_taken(page, one, groups.get(one.perspective)) for one in report.participation]
    total = page.say("label.total").strong
    rows.append([total, page.say("label.none"), page.figures.n(report, "responses")])
    yield table(head, rows, numbers=1)
    unshown = join(", ", map(page.perspective, without_personal(report)))
    if unshown:
        yield from paragraphs(page.say("intro.no-personal", perspectives=unshown))


def _taken(page: Page, one: Involvement, group: Involvement | None) -> list[Line]:
    """Write how a perspective took part, or a merged group, which gives no official response (A2)."""
    name = page.perspective(one.perspective)
    if one.members:
        joint = page.say("label.joint", group=name)
        return [joint, page.say("label.none"), page.figures.n(one, "responses")]
    gave = page.say("label.yes" if one.official else "label.no")
    if group is None:
        return [name, gave, page.figures.n(one, "responses")]
    counted = page.say("label.counted-in", group=page.perspective(group.perspective))
    return [name, gave, counted]


def merged_groups(page: Page) -> Line:
    """Say which perspectives were taken together for protection; empty if none were (A2)."""
    taken = page.report.participation
    groups = [page.perspective(one.perspective) for one in taken if one.members]
    return page.say("about.merged", groups=join(", ", groups)) if groups else Line()


# --- Scores side by side -----------------------------------------------------------------------------


def perspective_table(page: Page, nodes: Iterable[str | None]) -> Table:
    """Write the scores of all perspectives side by side; the marker where they are protected (P4)."""
    views = page.report.perspectives
    scores = [{one.node: one for one in view.nodes} for view in views]
    head = [page.levels()]
    for view in views:
        capacity = page.say(f"label.{view.capacity}")
        head.append(join(", ", [page.perspective(view.perspective), capacity]))
    none = page.say("label.none")
    rows = []
    for node in nodes:
        found = [view.get(node) for view in scores]
        name = page.node(node).strong if page.depth(node) == 0 else page.node(node)
        rows.append([name, *(none if one is None else page.figures.scored(one) for one in found)])
    return table(head, rows, numbers=len(views))


# --- Each two views ----------------------------------------------------------------------------------


def pairs_explained(page: Page) -> Line:
    """Say what the comparisons of each two views show, and what not."""
    protected = page.say("protected.elsewhere")
    return page.say("intro.pairs", number=Line.of(MOST_LEAVES), protected=protected)


def pairs(page: Page, *, own: bool) -> Iterator[Block]:
    """Write where each two views differ most, in the edition or in the local supplement (G4, M8)."""
    for gap in page.report.gaps:
        yield from _pair(page, gap, own=own)


def _pair(page: Page, gap: ViewGapResult, *, own: bool) -> Iterator[Block]:
    nodes = {one.node: one for one in gap.nodes}
    common = [nodes[leaf] for leaf in page.leaves(own=own) if leaf in nodes]
    if own and not common:
        return
    row, column = page.view(gap.row), page.view(gap.column)
    yield from heading(3, page.say("pair.title", row=row, column=column))
    differing = sorted(
        (one for one in common if one.difference.exact), key=lambda one: -abs(one.difference.exact)
    )
    yield from paragraphs(_pair_sentence(page, gap, len(common), len(differing), own=own))
    whole = [nodes[None]] if None in nodes and not own else []
    shown = [*whole, *differing[:MOST_LEAVES]]
    if shown:
        labels = ("apart", "lower-by", "common")
        head = [page.text(page.report.levels[-1].title), row, column]
        head += [page.say(f"label.{label}") for label in labels]
        yield table(head, [_pair_row(page, gap, one) for one in shown], numbers=0)


def _pair_sentence(
    page: Page, gap: ViewGapResult, common: int, differing: int, *, own: bool
) -> Line:
    if not common:
        return page.say("pair.nothing")
    leaves = page.figures.leaves(gap, "nodes", common, own=own)
    if not differing:
        return page.say("pair.same", leaves=leaves)
    if differing <= MOST_LEAVES:
        return page.say("pair.shown", leaves=leaves)
    return page.say("pair.largest", leaves=leaves, shown=Line.of(MOST_LEAVES))


def _pair_row(page: Page, gap: ViewGapResult, one: NodeGapResult) -> list[Line]:
    """Write both scores, each with its n (N3), how far they lie apart and who sees it lower."""
    difference = one.difference.exact
    lower = gap.column if difference > 0 else gap.row
    return [
        page.node(None).strong if one.node is None else page.full_node(one.node),
        page.figures.based(one.row, one, "row_n"),
        page.figures.based(one.column, one, "column_n"),
        page.figures.apart(one),
        page.view(lower) if difference else page.say("label.none"),
        page.figures.number(one, "questions"),
    ]
