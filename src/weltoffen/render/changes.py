# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Change between two rounds (Veränderung): what could be compared, then each view; G8."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from weltoffen.errors import Problems, Unprotected
from weltoffen.render.blocks import Entry, heading, listing, paragraphs, table
from weltoffen.render.inline import Line, join
from weltoffen.render.markdown import write_markdown
from weltoffen.render.page import open_page
from weltoffen.report.rounds import ChangeResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from weltoffen.model.assessment import Round
    from weltoffen.model.comparison import How
    from weltoffen.model.edition import Edition
    from weltoffen.model.ids import Reference
    from weltoffen.model.text import Text
    from weltoffen.render.blocks import Block
    from weltoffen.render.page import Page
    from weltoffen.report.rounds import NodeChangeResult, ViewChangeResult
    from weltoffen.report.structure import Report
    from weltoffen.scoring.matching import Matching, Pair

    Sides = tuple[Sequence[str], Sequence[str]]
    """Ids in the earlier round, ids in the later one; one of them may be empty."""


def render_change(
    change: ChangeResult, report: Report, language: str = "de", *, edition: Edition | None = None
) -> str:
    """Write the change between two rounds as a Markdown document of its own (Veränderung, G8).

    Args:
        change: The change, such as `weltoffen.report.earlier.compare_reports` gives it.
        report: The report of the later round; it names nodes, stages and perspectives.
        language: Language of the reader, as in `render_markdown`.
        edition: The edition of the report, or None.

    Returns:
        Markdown with the tables of GitHub; equal arguments give equal text. Every text of a document is
        escaped.

    Raises:
        Unprotected: For anything but a `ChangeResult` and a `Report`.
        InvalidDocument: ``other-edition``, if the report was made with another edition; ``unknown-node`` or
            ``unknown-perspective``, with the place in the change, if the report does not have what changed.
    """
    if type(change) is not ChangeResult:
        msg = f"render_change takes a ChangeResult, not {type(change).__name__}"
        raise Unprotected(msg)
    page = open_page(report, language, edition, "render_change")
    _check(change, report)
    return write_markdown(_document(page, change))


def _check(change: ChangeResult, report: Report) -> None:
    """Check that the report has every view and every node of the change."""
    main = () if change.main is None else ((("change", "main"), change.main),)
    views = ((("change", "views", index), one) for index, one in enumerate(change.views))
    perspectives = {None, *(one.perspective for one in report.participation)}
    problems = Problems()
    for place, one in chain(main, views):
        who = one.view.perspective
        if who not in perspectives:
            problems.add("unknown-perspective", (*place, "view", "perspective"), id=who)
        for index, node in enumerate(one.nodes):
            if node.node is not None and node.node not in report.by_node:
                problems.add("unknown-node", (*place, "nodes", index, "node"), id=node.node)
    problems.raise_if_any()


def _document(page: Page, found: ChangeResult) -> Iterator[Block]:
    report = page.report
    town = Line.of(report.municipality.name)
    yield from heading(1, page.say("heading.two-rounds", town=town))
    later = _round(page, report.title, report.round, report.stamp.edition)
    labels = {"earlier-round": _earlier(page, found), "later-round": later}
    yield from listing(page.entry(one, told) for one, told in labels.items())
    yield from heading(2, page.say("heading.comparability"))
    yield from _comparability(page, found, page.say("change.which"))
    yield from _named(page, found)
    yield from heading(2, page.say("heading.differences"))
    yield from paragraphs(page.say("caveat.self-report"))
    yield from _views(page, found)
    if _has_own(page, found):
        yield from heading(2, page.say("heading.supplement"))
        yield from paragraphs(page.say("intro.supplement"))
        yield from _own_views(page, found)


def change(page: Page) -> Iterator[Block]:
    """Write the chapter on change since an earlier round (Veränderung, G8); nothing without one."""
    found = page.report.change
    if found is None:
        return
    yield from heading(2, page.say("heading.change"))
    yield from listing([page.entry("earlier-round", _earlier(page, found))])
    which = join(" ", [page.say("change.which"), page.say("change.listed")])
    yield from _comparability(page, found, which)
    yield from _views(page, found)


def own_change(page: Page) -> Iterator[Block]:
    """Write the change of the local supplement's own nodes (M8); nothing without any."""
    found = page.report.change
    if found is not None and _has_own(page, found):
        yield from _own_views(page, found)


# --- The rounds, and what of them can be compared ----------------------------------------------------


def _earlier(page: Page, found: ChangeResult) -> Line:
    one = found.earlier
    return _round(page, one.title, one.round, one.edition)


def _round(page: Page, title: Text | None, round_: Round, edition: Reference) -> Line:
    asked = page.version(edition)
    found = page.say("change.round", round=page.round(round_), edition=asked)
    return found if title is None else join(", ", [page.text(title), found])


def _comparability(page: Page, found: ChangeResult, which: Line) -> Iterator[Block]:
    """Say what could be compared, before any number (G8)."""
    yield from paragraphs(page.say("change.common"))
    sides = (found.questions, found.nodes)
    both = [_matches(one, reworded=found.reworded) for one in sides]
    rows = [
        [
            page.say(f"match.{name}"),
            *(_how_many(page, one, name) for one in sides),
        ]
        for name in both[0]
        if name == "compared" or any(one[name] for one in both)
    ]
    head = [page.say("label.match"), page.say("label.questions"), page.levels()]
    yield table(head, rows, numbers=2)
    yield from paragraphs(which)
    if not found.same_stages:
        yield from paragraphs(page.say("change.no-stages"))
    limits = [page.say("change.no-effect"), page.say("change.protected")]
    yield from paragraphs(join(" ", limits))


_RELATED: Mapping[str, How] = {
    "reworded-compared": "reworded",
    "reworded-aside": "reworded",
    "new": "new",
    "dropped": "dropped",
    "split": "split",
    "merged": "merged",
}
"""Kinds that are kinds of relations (M3); every other kind has a list of its own in a `Matching`."""


def _how_many(page: Page, found: Matching, kind: str) -> Line:
    how = _RELATED.get(kind)
    if how is not None:
        return page.figures.related(found, how)
    return page.figures.length(found, kind.replace("-", "_"))


def _named(page: Page, found: ChangeResult) -> Iterator[Block]:
    """Name the questions and nodes that did not simply stay the same, by kind (G8); nothing without any."""
    kinds = (
        (page.say("label.questions"), found.questions, page.question),
        (page.levels(), found.nodes, page.node),
    )
    lists = [
        (title, [*_kinds(page, matching, name, reworded=found.reworded)])
        for title, matching, name in kinds
    ]
    if any(lines for _, lines in lists):
        yield from paragraphs(page.say("change.named"))
    for title, lines in lists:
        if lines:
            yield from heading(3, title)
            yield from listing(lines)


def _kinds(
    page: Page, found: Matching, name: Callable[[str], Line], *, reworded: bool
) -> Iterator[Entry]:
    for kind, entries in _matches(found, reworded=reworded).items():
        if kind != "compared" and entries:
            below = tuple(Entry(line=_entry(page, one, name)) for one in entries)
            yield Entry(line=page.say(f"match.{kind}").strong, items=below)


def _entry(page: Page, sides: Sides, name: Callable[[str], Line]) -> Line:
    """Name what belongs together: by its title in the later round, and by its id then if that is another.

    The report and its edition know titles of the later round alone.
    """
    earlier, later = sides
    then = join(", ", (page.quoted(Line.of(one)) for one in earlier))
    now = join(", ", (page.quoted(name(one)) for one in later))
    if not now or not then or earlier == later:
        return now or then
    return page.say("change.from", later=now, earlier=then)


def _matches(found: Matching, *, reworded: bool) -> dict[str, Sequence[Sides]]:
    """Sort by kind how questions or nodes of the two rounds belong together."""
    pairs = {
        "compared": found.compared,
        "reworded-compared" if reworded else "reworded-aside": found.reworded,
    }
    related = {
        name: [(one.earlier, one.later) for one in getattr(found, name)]
        for name in ("new", "dropped", "split", "merged")
    }
    others = {
        "altered": found.altered,
        "contradictory": found.contradictory,
        "without-leaf": found.without_leaf,
    }
    return {**_sides(pairs), **related, **_sides(others)}


def _sides(pairs: dict[str, tuple[Pair, ...]]) -> dict[str, Sequence[Sides]]:
    return {name: [((one,), (other,)) for one, other in found] for name, found in pairs.items()}


# --- Views -------------------------------------------------------------------------------------------


def _views(page: Page, found: ChangeResult) -> Iterator[Block]:
    """Write a table for each view, first for the one that stands for the whole."""
    if found.main is None:
        yield from paragraphs(page.say("change.other-main"))
    else:
        name = page.say("change.main", view=page.view(found.main.view))
        yield from heading(3, name)
        yield from _view(page, found.main)
    for one in _others(found):
        yield from heading(3, page.view(one.view))
        yield from _view(page, one)


def _others(found: ChangeResult) -> list[ViewChangeResult]:
    main = None if found.main is None else found.main.view
    return [one for one in found.views if one.view != main]


def _view(page: Page, found: ViewChangeResult) -> Iterator[Block]:
    nodes = [one for one in found.nodes if not page.is_own(one.node)]
    if nodes:
        yield from _table(page, nodes)
    else:
        yield from paragraphs(page.say("change.nothing"))


def _has_own(page: Page, found: ChangeResult) -> bool:
    views = (*(() if found.main is None else (found.main,)), *found.views)
    return any(page.is_own(one.node) for view in views for one in view.nodes)


def _own_views(page: Page, found: ChangeResult) -> Iterator[Block]:
    main = () if found.main is None else (found.main,)
    for view in (*main, *_others(found)):
        nodes = [one for one in view.nodes if page.is_own(one.node)]
        if nodes:
            yield from heading(3, page.say("change.of", view=page.view(view.view)))
            yield from _table(page, nodes)


def _table(page: Page, nodes: list[NodeChangeResult]) -> Iterator[Block]:
    labels = ("earlier", "later", "change", "stages", "common")
    head = [page.levels(), *(page.say(f"label.{label}") for label in labels)]
    yield table(head, [_row(page, one) for one in nodes], numbers=len(labels))


def _row(page: Page, one: NodeChangeResult) -> list[Line]:
    figures, name = page.figures, page.node(one.node)
    moved = page.say("label.none") if one.stages is None else figures.moved(one, one.stages)
    return [
        name.strong if page.depth(one.node) == 0 else name,
        figures.based(one.earlier, one, "earlier_n"),
        figures.based(one.later, one, "later_n"),
        figures.compared(figures.distance(one.difference), one.difference.exact),
        moved,
        figures.number(one, "questions"),
    ]
