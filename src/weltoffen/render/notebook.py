# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reports in a notebook (Notizbuch): rich display for a report and its gaps, and for nothing else; P5.

A report is shown with its names. A part of it that is shown alone knows no report: nodes, perspectives and
stages are named by their ids. Nothing that is unprotected has any display, and no subclass has one.
"""

from __future__ import annotations

import html
import sys
from itertools import chain
from typing import TYPE_CHECKING, Any, final

from weltoffen.render.blocks import Listing, Paragraph, Table, listing, paragraphs, table
from weltoffen.render.chapters import GAIN_DIGITS
from weltoffen.render.document import caveats, overview_table, title
from weltoffen.render.extracts import first_needs, first_occasions
from weltoffen.render.figures import Figures
from weltoffen.render.inline import Line, fill, join
from weltoffen.render.markdown import write_markdown
from weltoffen.render.numbers import Numbers
from weltoffen.render.page import open_page
from weltoffen.render.pointers import Pointers
from weltoffen.render.results import result_sentences
from weltoffen.report.rounds import ChangeResult
from weltoffen.report.structure import GapResult, Need, NodeResult, Report
from weltoffen.report.views import ViewGapResult
from weltoffen.report.wording import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from IPython.core.interactiveshell import InteractiveShell

    from weltoffen.render.blocks import Block, Entry
    from weltoffen.report.rounds import NodeChangeResult, ViewChangeResult
    from weltoffen.report.views import NodeGapResult
    from weltoffen.scoring.results import View

MOST_NEEDS = 5
MOST_OCCASIONS = 3


def register(shell: InteractiveShell, language: str = "de") -> None:
    """Show reports and their gaps as tables in a notebook (Anzeige im Notizbuch).

    `Report`, `NodeResult`, `GapResult`, `Need`, `ViewGapResult` and `ChangeResult` get HTML and Markdown;
    their plain text stays what it is. Importing `weltoffen.render` inside IPython does it for German.

    Args:
        shell: The shell of IPython, as ``get_ipython()`` gives it.
        language: Language of the reader, as in `weltoffen.render.reports.render_markdown`; the last call
            counts.
    """
    display: Any = shell.display_formatter  # traitlets tell no types
    assert display is not None  # noqa: S101 - every shell has one once it runs
    for mimetype, written in (("text/html", _html), ("text/markdown", write_markdown)):
        for kind in _SHOWN:
            display.formatters[mimetype].for_type(kind, _display(kind, language, written))


def load_ipython_extension(ipython: InteractiveShell) -> None:
    """Carry out ``%load_ext weltoffen.render``: the same as `register` for German.

    Args:
        ipython: The running shell, which IPython hands over.
    """
    register(ipython)


def register_running() -> None:
    """Register with the shell that this program runs in; without one, nothing happens.

    IPython is not imported: where a shell runs, it is there already.
    """
    found = getattr(sys.modules.get("IPython"), "get_ipython", None)
    shell = None if found is None else found()
    if shell is not None:
        register(shell)


def _display(
    kind: type, language: str, written: Callable[[Iterable[Block]], str]
) -> Callable[[object], str | None]:
    def display(value: object) -> str | None:
        if type(value) is not kind:  # IPython asks for subclasses, too
            return None
        found = _SHOWN[kind](value, language)
        return written(found)

    return display


# --- HTML --------------------------------------------------------------------------------------------


def _html(blocks: Iterable[Block]) -> str:
    """Write a fragment that any page can hold: no style, no class, no id, no link."""
    return f"<div>{''.join(map(_element, blocks))}</div>"


def _element(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Listing):
        tag = "ol" if block.ordered else "ul"
        return f"<{tag}>{''.join(map(_item, block.items))}</{tag}>"
    assert isinstance(block, Paragraph)  # noqa: S101 - this module makes nothing else
    return f"<p>{_said(block.line)}</p>"


def _item(item: Entry) -> str:
    return f"<li>{_said(item.line)}</li>"


def _table(block: Table) -> str:
    head = "".join(f'<th scope="col">{_said(name)}</th>' for name in block.head)
    rows = "".join(
        f'<tr><th scope="row">{_said(name)}</th>'
        + "".join(f"<td>{_said(cell)}</td>" for cell in cells)
        + "</tr>"
        for name, *cells in block.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _said(line: Line) -> str:
    return "".join(
        f"<strong>{html.escape(run.text)}</strong>" if run.strong else html.escape(run.text)
        for run in line.runs
    )


# --- What is shown -----------------------------------------------------------------------------------


def _report(report: Report, language: str) -> Iterator[Block]:
    """Give title, result, fields, first needs, first occasions and reservations."""
    page = open_page(report, language, None, "register")
    yield from paragraphs(title(page).strong, result_sentences(page, report.whole))
    yield overview_table(page)
    needs = first_needs(page, report.needs[:MOST_NEEDS])
    occasions = first_occasions(page, report.occasions[:MOST_OCCASIONS])
    reservations = (one for one in caveats(page) if isinstance(one, Listing))
    for name, blocks in (("needs", needs), ("talks", occasions), ("caveats", reservations)):
        found = tuple(blocks)
        if found:
            yield from chain(paragraphs(page.say(f"heading.{name}").strong), found)


@final
class _Alone:
    """What is shown of parts without their report; names are ids."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._numbers = Numbers(Figures(language), Pointers(None))

    def _notebook(self, name: str, **values: Line) -> Line:
        """Fill a text of ``notebook.toml``."""
        texts = words_of("weltoffen.render", "notebook.toml", self._language)
        return fill(texts[f"notebook.{name}"], values)

    def _say(self, name: str, **values: Line) -> Line:
        return self._numbers.say(name, **values)

    def _named(self, node: str | None) -> Line:
        return (self._say("label.whole") if node is None else Line.of(node)).strong

    # --- Results -------------------------------------------------------------------------------------

    def node(self, one: NodeResult) -> Iterator[Block]:
        """Give a node's name, and what it has reached and aims at."""
        title = one.title
        name = self._named(one.node)
        yield from paragraphs(
            name if title is None else Line.of(title.choose(self._language)).strong
        )
        yield from listing(self._entry(label, said) for label, said in self._facts(one))

    def _entry(self, label: str, said: Line) -> Line:
        return join(" ", [self._say("unit.colon", label=self._say(f"label.{label}")), said])

    def _facts(self, one: NodeResult) -> Iterator[tuple[str, Line]]:
        numbers = self._numbers
        if one.score is None:
            yield "score", self._say(f"reason.{one.reason or 'protected'}")
        else:
            yield "score", numbers.based(one.score, one, "n")
        if one.stage is not None:
            stage = Line.of(one.stage)
            yield "stage", self._say("result.tendency", stage=stage) if one.tendency else stage
        yield "target", numbers.percent(one.target.score)
        if one.gap is not None:
            yield "gap", numbers.gap(one.gap)
        if one.coverage is not None:
            yield "coverage", numbers.percent(one.coverage)

    def gap(self, gap: GapResult) -> Iterator[Block]:
        """Give how far the target is."""
        yield from paragraphs(self._notebook("gap", gap=self._numbers.gap(gap)))

    def need(self, one: Need) -> Iterator[Block]:
        """Give what a need lacks, and what closing it would add to the whole."""
        gap, gain = self._numbers.gap(one.gap), self._numbers.points(one.gain, GAIN_DIGITS)
        yield from paragraphs(
            self._notebook("need", node=self._named(one.node), gap=gap, gain=gain)
        )

    # --- Differences ---------------------------------------------------------------------------------

    def views(self, gap: ViewGapResult) -> Iterator[Block]:
        """Give how two views differ at each node (G4)."""
        row, column = self._view(gap.row), self._view(gap.column)
        yield from paragraphs(self._say("pair.title", row=row, column=column).strong)
        if not gap.nodes:
            yield from paragraphs(self._say("pair.nothing"))
            return
        head = [self._notebook("node"), row, column, *map(self._label, ("apart", "common"))]
        yield table(head, map(self._pair, gap.nodes), numbers=2)

    def _label(self, name: str) -> Line:
        return self._say(f"label.{name}")

    def _view(self, view: View) -> Line:
        if view.perspective is None:
            return self._say(f"view.{view.kind}")
        return self._say(f"view.{view.kind}", perspective=Line.of(view.perspective))

    def _pair(self, one: NodeGapResult) -> list[Line]:
        numbers = self._numbers
        return [
            self._named(one.node),
            numbers.based(one.row, one, "row_n"),
            numbers.based(one.column, one, "column_n"),
            numbers.apart(one),
            numbers.number(one, "questions"),
        ]

    def change(self, change: ChangeResult) -> Iterator[Block]:
        """Give how the view that stands for the whole has changed, or every view if none does (G8)."""
        round_ = Line.of(change.earlier.round.id)
        yield from paragraphs(self._notebook("change", round=round_).strong)
        if change.main is None:
            yield from paragraphs(self._say("change.other-main"))
        for one in change.views if change.main is None else (change.main,):
            yield from paragraphs(self._view(one.view).strong)
            yield from self._changed(one)

    def _changed(self, view: ViewChangeResult) -> Iterator[Block]:
        if not view.nodes:
            yield from paragraphs(self._say("change.nothing"))
            return
        labels = ("earlier", "later", "change", "common")
        head = [self._notebook("node"), *map(self._label, labels)]
        yield table(head, map(self._moved, view.nodes), numbers=len(labels))

    def _moved(self, one: NodeChangeResult) -> list[Line]:
        numbers = self._numbers
        return [
            self._named(one.node),
            numbers.based(one.earlier, one, "earlier_n"),
            numbers.based(one.later, one, "later_n"),
            numbers.compared(numbers.distance(one.difference), one.difference.exact),
            numbers.number(one, "questions"),
        ]


def _alone(
    shown: Callable[[_Alone, Any], Iterator[Block]],
) -> Callable[[Any, str], Iterator[Block]]:
    return lambda value, language: shown(_Alone(language), value)


_SHOWN: Mapping[type, Callable[[Any, str], Iterator[Block]]] = {
    Report: _report,
    NodeResult: _alone(_Alone.node),
    GapResult: _alone(_Alone.gap),
    Need: _alone(_Alone.need),
    ViewGapResult: _alone(_Alone.views),
    ChangeResult: _alone(_Alone.change),
}
"""Everything that has a display; anything else has none (P5)."""
