# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the chapters of a report share (Seite): names of everything in one language, and the numbers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from weltoffen.model.edition import Edition
from weltoffen.model.forms import Checklist
from weltoffen.model.scale import NOT_APPLICABLE, RESERVED
from weltoffen.render.figures import Figures
from weltoffen.render.inline import Line, join
from weltoffen.render.numbers import Numbers
from weltoffen.render.pointers import Pointers, unshared
from weltoffen.report.editions import check_edition, check_language
from weltoffen.report.structure import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weltoffen.model.assessment import Round
    from weltoffen.model.ids import Reference
    from weltoffen.model.method import Method
    from weltoffen.model.questionnaire import Gate, Question
    from weltoffen.model.text import Text
    from weltoffen.report.shares import Share
    from weltoffen.report.stability import StabilityResult
    from weltoffen.report.structure import Involvement
    from weltoffen.report.views import QuestionResult
    from weltoffen.scoring.results import Reason, View


@attrs.frozen(kw_only=True)
class Page:
    """One report in one language (Seite); its methods give lines that no format has escaped yet.

    Attributes:
        report: The report.
        language: Language of the reader.
        edition: Where questions and options have their texts; without it their ids are shown.
    """

    report: Report
    language: str
    edition: Edition | None = None

    @cached_property
    def figures(self) -> Numbers:
        """Numbers of the report in the reader's language."""
        return Numbers(Figures(self.language), Pointers(self.report))

    def say(self, name: str, **values: Line) -> Line:
        """Fill a text of ``texts.toml``."""
        return self.figures.say(name, **values)

    def text(self, text: Text) -> Line:
        """Give a text of the documents in the reader's language (M7)."""
        return Line.of(text.choose(self.language, self.report.source_language))

    def asked(self, text: Text) -> Line:
        """Give a text of the questionnaire, which has a source language of its own (M7)."""
        source = None if self.edition is None else self.edition.questionnaire.source_language
        return Line.of(text.choose(self.language, source))

    def quoted(self, name: Line) -> Line:
        """Put quotation marks round a name."""
        return self.say("unit.quote", text=name)

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

    def _named(self, kind: str, name: str) -> Line:
        title = self._titles[kind].get(name)
        return Line.of(name) if title is None else self.text(title)

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

    def node(self, node: str | None) -> Line:
        """Name a node; None is the whole."""
        return self.say("label.whole") if node is None else self._named("node", node)

    def full_node(self, node: str) -> Line:
        """Name a node, stressed, with a way to its section, and behind it the top-level node above it."""
        top, name = self.top(node), self.node(node).strong.to(f"node-{node}")
        return name if top == node else self.say("unit.under", node=name, top=self.node(top))

    def leaves(self, *, own: bool) -> tuple[str, ...]:
        """Give the leaves in declared order: those of the edition, or the town's own (M8)."""
        found = self.report.supplement if own else self.report.nodes
        parents = {one.parent for one in found}
        return tuple(one.node for one in found if one.node and one.node not in parents)

    def is_own(self, node: str | None) -> bool:
        """Say whether a node belongs to the local supplement, which stands apart (M8)."""
        return node in self._own

    @cached_property
    def _own(self) -> frozenset[str | None]:
        return frozenset(one.node for one in self.report.supplement)

    @cached_property
    def stability(self) -> Mapping[str | None, StabilityResult]:
        """How firm results are, by node (G9)."""
        return {one.node: one for one in self.report.stability}

    def nodes(self, nodes: Iterable[str]) -> Line:
        """Name nodes one after the other."""
        return join(", ", map(self.node, nodes))

    def levels(self) -> Line:
        """Name all levels of the model, from the top."""
        return join(" / ", (self.text(level.title) for level in self.report.levels))

    def stage(self, stage: str) -> Line:
        """Name a stage."""
        return self._named("stage", stage)

    def reached(self, stage: str, tendency: bool) -> Line:  # noqa: FBT001 - what a result has
        """Name a stage with its tendency to the next (S6)."""
        name = self.stage(stage)
        return self.say("result.tendency", stage=name) if tendency else name

    def office(self, office: str) -> Line:
        """Name an office that carries a suggestion."""
        return self._named("office", office)

    def module(self, module: str) -> Line:
        """Name a programme module."""
        return self._named("module", module)

    def perspective(self, perspective: str) -> Line:
        """Name a perspective, or a merged group by its members.

        Quotation marks keep the members together wherever the name stands (A2).
        """
        name, found = self._named("perspective", perspective), self._taken.get(perspective)
        return self.quoted(name) if found is not None and found.members else name

    @cached_property
    def _taken(self) -> Mapping[str, Involvement]:
        return {one.perspective: one for one in self.report.participation}

    def view(self, view: View) -> Line:
        """Name a view: a perspective, in which capacity if it has both, or all together (S5)."""
        if view.perspective is None:
            return self.say(f"view.{view.kind}")
        name, found = self.perspective(view.perspective), self._taken.get(view.perspective)
        if view.kind == "official":
            return self.say("view.official", perspective=name)
        both = found is not None and found.official
        return self.say("view.personal", perspective=name) if both else name

    def gate(self, gate: str) -> Line:
        """Name a gate by its question; by its id without edition (S6)."""
        found = self._gates.get(gate)
        return Line.of(gate) if found is None else self.quoted(self.question(found.question))

    def question(self, question: str) -> Line:
        """Name a question by its text; by its id without edition."""
        found = self._questions.get(question)
        return Line.of(question) if found is None else self.asked(found.title)

    def offices_asked(self, question: str) -> Line:
        """Name the offices that usually know a question; empty without edition, or if it names none."""
        found = self._questions.get(question)
        return Line() if found is None else join(", ", map(self.office, found.ask))

    def options(self, question: str, options: Iterable[str]) -> Line:
        """Name options or bands of a question."""
        return join(", ", (self.quoted(self._option(question, one)) for one in options))

    @cached_property
    def results(self) -> Mapping[str, QuestionResult]:
        """What may be shown of the answers, by question."""
        return {one.question: one for one in self.report.questions}

    def answered(self, found: QuestionResult, place: int) -> Line:
        """Say which option or band an answer was, by its place among the values of its question.

        Without edition, and for a band without name, by its value.
        """
        asked = self._questions.get(found.question)
        if self.edition is not None and asked is not None:
            entries = self.edition.questionnaire.entries(asked)
            title = dict(enumerate(one.title for one in entries)).get(place)
            if title is not None:
                return self.quoted(self.asked(title))
        return self.say("answers.value", value=self.figures.percent(found.values[place]))

    def is_checklist(self, question: str) -> bool:
        """Say whether a question is known to be a checklist."""
        found = self._questions.get(question)
        return found is not None and isinstance(found.form, Checklist)

    def answer(self, question: str, answer: str | tuple[str, ...]) -> Line:
        """Write an answer of an official response, any but a number."""
        if isinstance(answer, tuple):
            return self.options(question, answer) or self.say("label.none")
        if answer in RESERVED:
            name = "not-applicable" if answer == NOT_APPLICABLE else "unknown"
            return self.say(f"label.{name}")
        return self.quoted(self._option(question, answer))

    def _option(self, question: str, option: str) -> Line:
        found = self._questions.get(question)
        entries = (
            ()
            if self.edition is None or found is None
            else self.edition.questionnaire.entries(found)
        )
        for one in entries:
            if one.id == option and one.title is not None:
                return self.asked(one.title)
        return Line.of(option)

    # --- Rounds and versions -------------------------------------------------------------------------

    def entry(self, label: str, said: Line) -> Line:
        """Write a label, stressed, and what is said of it."""
        name = self.say("unit.colon", label=self.say(f"label.{label}"))
        return join(" ", [name.strong, said])

    def round(self, round_: Round) -> Line:
        """Name a round, with its time if that is known."""
        name, period = Line.of(round_.id), self.figures.period(round_)
        return self.say("unit.aside", text=name, aside=period) if period else name

    def version(self, named: Reference | Method) -> Line:
        """Name a document and its version."""
        return self.say("label.version", id=Line.of(named.id), version=Line.of(named.version))

    # --- Figures -------------------------------------------------------------------------------------

    def why_none(self, reason: Reason | None) -> Line:
        """Say in a table cell why there is no number, or show the marker (S2, P4)."""
        return self.say(f"reason.{reason or 'protected'}")

    def percent(self, share: Share | None, reason: Reason | None = None) -> Line:
        """Write a share, or why there is none."""
        return self.why_none(reason) if share is None else self.figures.percent(share)


def open_page(report: Report, language: str, edition: Edition | None, function: str) -> Page:
    """Check what a document is to be made from, and give its page (P5).

    Args:
        report: The report.
        language: Language of the reader.
        edition: Its edition, or None.
        function: Name of the function that was called.

    Raises:
        Unprotected: For anything but a `Report`.
        InvalidDocument: ``bad-language``; ``other-edition``, if the report was made with another edition:
            one that is called otherwise. What is in it is not compared.
    """
    check_edition(report, edition, function)
    check_language(language)
    return Page(report=unshared(report), language=language, edition=edition)
