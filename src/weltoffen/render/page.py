# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the chapters of a Markdown report share (Bausteine): escaped names, figures, lists, tables."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from weltoffen.model.edition import Edition
from weltoffen.model.forms import Checklist
from weltoffen.model.scale import NOT_APPLICABLE, RESERVED
from weltoffen.render.escaping import escape_markdown
from weltoffen.render.figures import Figures
from weltoffen.report.structure import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from weltoffen.model.answers import Answer
    from weltoffen.model.questionnaire import Gate, Question
    from weltoffen.model.text import Text
    from weltoffen.report.structure import Share
    from weltoffen.scoring.results import Reason
DEEPEST_HEADING = 6


@attrs.frozen(kw_only=True)
class Page:
    """One report in one language (Seite); whatever its methods give is safe Markdown.

    Attributes:
        report: The report.
        language: Language of the reader.
        edition: Where questions and options have their texts; without it their ids are shown.
    """

    report: Report
    language: str
    edition: Edition | None = None

    @cached_property
    def figures(self) -> Figures:
        """Numbers in the reader's language."""
        return Figures(self.language)

    def say(self, name: str, **values: object) -> str:
        """Fill a text of ``texts.toml``; the values must be safe already."""
        return self.figures.words[name].format(**values)

    def text(self, text: Text) -> str:
        """Give a text of the documents in the reader's language (M7)."""
        return escape_markdown(text.choose(self.language, self.report.source_language))

    def asked(self, text: Text) -> str:
        """Give a text of the questionnaire, which has a source language of its own (M7)."""
        source = None if self.edition is None else self.edition.questionnaire.source_language
        return escape_markdown(text.choose(self.language, source))

    def quoted(self, safe: str) -> str:
        """Put quotation marks round a name."""
        return self.say("unit.quote", text=safe)

    # --- Names ---------------------------------------------------------------------------------------

    @cached_property
    def _titles(self) -> Mapping[str, Mapping[str, Text]]:
        report = self.report
        return {
            "node": {
                key: one.title for key, one in report.by_node.items() if one.title is not None
            },
            "stage": {stage.id: stage.title for stage in report.stages},
            "office": {office.id: office.title for office in report.offices},
            "module": {module.id: module.title for module in report.modules},
            "perspective": {one.perspective: one.title for one in report.participation},
        }

    def _named(self, kind: str, name: str) -> str:
        title = self._titles[kind].get(name)
        return escape_markdown(name) if title is None else self.text(title)

    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        return {} if self.edition is None else self.edition.questionnaire.by_id

    @cached_property
    def _gates(self) -> Mapping[str, Gate]:
        gates = () if self.edition is None else self.edition.questionnaire.gates
        return {gate.id: gate for gate in gates}

    @cached_property
    def _lines(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str | None, tuple[str, ...]] = {None: ()}
        for name, one in self.report.by_node.items():
            found[name] = (*found.get(one.parent, ()), name)
        return {name: line for name, line in found.items() if name is not None}

    def depth(self, node: str | None) -> int:
        """Say how deep a node stands: 0 at the top, and for the whole."""
        return 0 if node is None else len(self._lines[node]) - 1

    def top(self, node: str) -> str:
        """Give the top-level node above a node."""
        return self._lines[node][0]

    def node(self, node: str | None) -> str:
        """Name a node; None is the whole."""
        return self.say("label.whole") if node is None else self._named("node", node)

    def full_node(self, node: str) -> str:
        """Name a node in bold type and, behind it, the top-level node that it stands under."""
        top = self.top(node)
        behind = "" if top == node else f" ({self.node(top)})"
        return f"**{self.node(node)}**{behind}"

    def nodes(self, nodes: Iterable[str]) -> str:
        """Name nodes one after the other."""
        return ", ".join(map(self.node, nodes))

    def levels(self) -> str:
        """Name all levels of the model, from the top."""
        return " / ".join(self.text(level.title) for level in self.report.levels)

    def stage(self, stage: str) -> str:
        """Name a stage."""
        return self._named("stage", stage)

    def office(self, office: str) -> str:
        """Name an office that carries a suggestion."""
        return self._named("office", office)

    def module(self, module: str) -> str:
        """Name a programme module."""
        return self._named("module", module)

    def perspective(self, perspective: str) -> str:
        """Name a perspective."""
        return self._named("perspective", perspective)

    def gate(self, gate: str) -> str:
        """Name a gate by its question; by its id without edition (S6)."""
        found = self._gates.get(gate)
        return (
            escape_markdown(gate) if found is None else self.quoted(self.question(found.question))
        )

    def question(self, question: str) -> str:
        """Name a question by its text; by its id without edition."""
        found = self._questions.get(question)
        return escape_markdown(question) if found is None else self.asked(found.title)

    def offices_asked(self, question: str) -> str:
        """Name the offices that usually know a question; empty without edition, or if it names none."""
        found = self._questions.get(question)
        return "" if found is None else ", ".join(map(self.office, found.ask))

    def options(self, question: str, options: Iterable[str]) -> str:
        """Name options or bands of a question."""
        return ", ".join(self.quoted(self._option(question, one)) for one in options)

    def is_checklist(self, question: str) -> bool:
        """Say whether a question is known to be a checklist."""
        found = self._questions.get(question)
        return found is not None and isinstance(found.form, Checklist)

    def answer(self, question: str, answer: Answer) -> str:
        """Write an answer of an official response."""
        if isinstance(answer, tuple):
            return self.options(question, answer) or self.say("label.none")
        if isinstance(answer, str):
            if answer in RESERVED:
                name = "not-applicable" if answer == NOT_APPLICABLE else "unknown"
                return self.say(f"label.{name}")
            return self.quoted(self._option(question, answer))
        return self.figures.number(Fraction(answer))

    def _option(self, question: str, option: str) -> str:
        found = self._questions.get(question)
        entries = (
            ()
            if self.edition is None or found is None
            else self.edition.questionnaire.entries(found)
        )
        for one in entries:
            if one.id == option and one.title is not None:
                return self.asked(one.title)
        return escape_markdown(option)

    # --- Figures -------------------------------------------------------------------------------------

    def why_none(self, reason: Reason | None) -> str:
        """Say in a table cell why there is no number, or show the marker (S2, P4)."""
        return self.say(f"reason.{reason or 'protected'}")

    def percent(self, share: Share | None, reason: Reason | None = None) -> str:
        """Write a share, or why there is none."""
        return self.why_none(reason) if share is None else self.figures.percent(share)


# --- Markdown ----------------------------------------------------------------------------------------


def heading(level: int, safe: str) -> Iterator[str]:
    """Write a heading; below the sixth level there is none deeper."""
    yield f"{'#' * min(level, DEEPEST_HEADING)} {safe}"
    yield ""


def strong(safe: str) -> str:
    """Put a text in bold type; nothing stays nothing, for four stars are a rule across the page."""
    return f"**{safe}**" if safe else ""


def paragraph(safe: str) -> Iterator[str]:
    """Write a paragraph."""
    yield safe
    yield ""


def bullets(items: Iterable[str]) -> Iterator[str]:
    """Write a list; nothing for no items."""
    found = [f"- {item}" for item in items]
    yield from [*found, ""] if found else []


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 0) -> Iterator[str]:
    """Write a table.

    Args:
        head: Names of the columns.
        rows: Cells, as many as names.
        numbers: How many columns, counted from the last, stand flush right.
    """
    plain = len(head) - numbers
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join(['---'] * plain + ['---:'] * numbers)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
