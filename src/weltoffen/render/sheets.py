# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Blank questionnaires as data (leere Fragebögen): what stands on the sheet, in one language; M4, A1."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

import attrs

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.edition import Edition
from weltoffen.model.forms import Checklist, FreeText, NumberEntry, SingleChoice
from weltoffen.model.text import Text
from weltoffen.render.figures import Figures
from weltoffen.render.words import Choice, Words, option_titles

if TYPE_CHECKING:
    from weltoffen.model.questionnaire import Question
    from weltoffen.model.target import Node


@attrs.frozen(kw_only=True)
class Item:
    """A question as it stands on the sheet.

    Attributes:
        number: Its place on this sheet, from 1.
        id: Id of the question, for whoever types in the answers.
        title: The question.
        condition: After which answers alone it is asked, or None.
        notes: Pairs of label and text: what counts, evidence, who knows.
        instruction: How to answer.
        choices: Boxes to be ticked; empty for a number and a text.
        in_a_row: Whether the boxes are the steps of a scale, which stand side by side where there is room.
        entry: Unit behind an empty space for a number, maybe empty; None if no number is asked for.
        lines: Number of empty lines for a text.
        no_answers: Boxes for answers that are no option; none for a text.
    """

    number: int
    id: str
    title: str
    condition: str | None = None
    notes: tuple[tuple[str, str], ...] = ()
    instruction: str
    choices: tuple[Choice, ...] = ()
    in_a_row: bool = False
    entry: str | None = None
    lines: int = 0
    no_answers: tuple[Choice, ...] = ()


@attrs.frozen(kw_only=True)
class Part:
    """A node on the sheet: heading, aim or None, depth from 0, and the questions of a leaf."""

    depth: int
    title: str
    aim: str | None = None
    items: tuple[Item, ...] = ()


@attrs.frozen(kw_only=True)
class Legend:
    """The legend of a scale: what leads to its steps, and the steps."""

    prompt: str | None
    choices: tuple[Choice, ...]


@attrs.frozen(kw_only=True)
class BlankSheet:
    """A blank questionnaire in one language (leerer Fragebogen).

    Attributes:
        language: Language of the reader.
        title: Title.
        introduction: Paragraphs before the questions.
        scales: Legends of the scales that are used.
        no_answers: Answers that are no option, with their explanations.
        aim_label: The word before an aim.
        no_answers_label: The words before the answers that are no option.
        steps_label: Heading of the legends.
        parts: Nodes in declared order, each followed by those below it.
        closing: Edition and licence.
    """

    language: str
    title: str
    introduction: tuple[str, ...]
    scales: tuple[Legend, ...]
    no_answers: tuple[Choice, ...]
    aim_label: str
    no_answers_label: str
    steps_label: str
    parts: tuple[Part, ...]
    closing: str


def blank_sheet(
    edition: Edition,
    language: str = "de",
    *,
    fields: Collection[str] = (),
    offices: Collection[str] = (),
) -> BlankSheet:
    """Lay out a blank questionnaire (leerer Fragebogen).

    Args:
        edition: The edition; extended by an assessment, its local supplement stands at the end (M8).
        language: Language of the reader: ``de``, ``en``, ``de-simple``, or any other for which the texts
            of the edition are chosen by M7.
        fields: Ids of nodes, such as fields or criteria; what does not stand at or below one of them is
            left out. None given: everything.
        offices: Ids of offices; a question stands on the sheet if the first office that it names is one of
            them, so that no question is put to two offices. None given: all questions.

    Returns:
        The sheet. Numbers of questions are places on this sheet, not ids.

    Raises:
        InvalidDocument: ``unknown-node``, ``unknown-office``, or ``no-questions`` if nothing is left.
    """
    return _Layout(edition, language).sheet(_several(fields), _several(offices))


def _several(ids: Collection[str]) -> frozenset[str]:
    """Take a single id for what it is, and not for its letters."""
    return frozenset([ids] if isinstance(ids, str) else ids)


class _Layout:
    """Lays out one edition in one language."""

    def __init__(self, edition: Edition, language: str) -> None:
        self._edition = edition
        self._asked = edition.questionnaire
        self._model = edition.target_model
        self._words = Words(edition, language)
        self._figures = Figures(language)
        self._numbers: dict[str, int] = {}

    def sheet(self, fields: frozenset[str], offices: frozenset[str]) -> BlankSheet:
        self._check(fields, offices)
        chosen = [q for q in self._asked.questions if self._is_chosen(q, fields, offices)]
        if not chosen:
            raise InvalidDocument([Problem.at("no-questions")])
        self._numbers = {one.id: number for number, one in enumerate(self._in_order(chosen), 1)}
        say, words = self._words.say, self._words
        return BlankSheet(
            language=words.language,
            title=words.asked(self._asked.title),
            introduction=self._introduction(fields, offices),
            scales=self._scales(chosen),
            no_answers=words.choices(self._asked.no_answers, explained=True),
            aim_label=say("sheet.aim"),
            no_answers_label=say("sheet.no-answers"),
            steps_label=say("sheet.steps"),
            parts=tuple(self._parts({question.node for question in chosen})),
            closing=self._closing(),
        )

    def _check(self, fields: frozenset[str], offices: frozenset[str]) -> None:
        problems = [
            Problem.at("unknown-node", id=one) for one in sorted(fields - self._model.by_id.keys())
        ]
        known = {office.id for office in self._model.offices}
        problems += [Problem.at("unknown-office", id=one) for one in sorted(offices - known)]
        if problems:
            raise InvalidDocument(problems)

    def _is_chosen(
        self, question: Question, fields: frozenset[str], offices: frozenset[str]
    ) -> bool:
        line = {node.id for node in self._model.path(question.node)}
        return (not fields or bool(fields & line)) and (
            not offices or bool(offices & set(question.ask[:1]))
        )

    def _introduction(self, fields: frozenset[str], offices: frozenset[str]) -> tuple[str, ...]:
        say, text = self._words.say, self._words.text
        found = [self._words.exactly("sheet.plain")]
        if not self._all_own:
            found.insert(0, say("sheet.independent"))
        named = [text(node.title) for node in self._model.nodes if node.id in fields]
        if named:
            found.append(say("sheet.for-fields", names=", ".join(named)))
        asked = [text(office.title) for office in self._model.offices if office.id in offices]
        if asked:
            found.append(say("sheet.for-offices", names=", ".join(asked)))
        found += [say("sheet.how"), say("sheet.names"), say("sheet.who")]
        return tuple(one for one in found if one is not None)

    def _scales(self, questions: list[Question]) -> tuple[Legend, ...]:
        used = {q.form.scale for q in questions if isinstance(q.form, SingleChoice)}
        return tuple(
            Legend(
                prompt=self._words.maybe(scale.prompt),
                choices=self._words.choices(scale.options, explained=True),
            )
            for scale in self._asked.scales
            if scale.id in used
        )

    @property
    def _all_own(self) -> bool:
        """Whether the town's own questions alone stand on the sheet (M8)."""
        nodes = {self._asked.by_id[one].node for one in self._numbers}
        return nodes <= self._edition.apart_nodes

    def _closing(self) -> str:
        asked = self._asked
        unlicensed = asked.licence is None or self._all_own
        name = "sheet.no-licence" if unlicensed else "sheet.licence"
        title = self._words.asked(asked.title)
        return self._words.say(name, title=title, version=asked.version, licence=asked.licence)

    # --- Nodes and questions -------------------------------------------------------------------------

    def _parts(self, leaves: set[str]) -> Iterator[Part]:
        shown = {node.id for leaf in leaves for node in self._model.path(leaf)}
        apart = self._edition.apart
        for node in self._nodes():
            if node.id in shown:
                yield self._part(node, under_own=node.id in apart)

    def _nodes(self, parent: str | None = None) -> Iterator[Node]:
        """Give all nodes, each followed by those below it."""
        for node in self._model.children(parent):
            yield node
            yield from self._nodes(node.id)

    def _in_order(self, chosen: Collection[Question]) -> Iterator[Question]:
        """Give questions as they stand on the sheet: node by node."""
        places = {node.id: place for place, node in enumerate(self._nodes())}
        return iter(sorted(chosen, key=lambda one: places[one.node]))

    def _part(self, node: Node, *, under_own: bool) -> Part:
        title = self._words.text(node.title)
        if under_own:
            title = f"{self._words.say('sheet.supplement')}: {title}"
        return Part(
            depth=len(self._model.path(node.id)) - 1,
            title=title,
            aim=self._aim(node.description),
            items=tuple(
                self._item(question)
                for question in self._asked.by_node.get(node.id, ())
                if question.id in self._numbers
            ),
        )

    def _aim(self, aim: Text | None) -> str | None:
        """Choose an aim; where plain language is read and there is none, it is left out."""
        if aim is None or (self._words.plain and aim.get(self._words.language) is None):
            return None
        return self._words.text(aim)

    def _item(self, question: Question) -> Item:
        form, words = question.form, self._words
        choices: tuple[Choice, ...] = ()
        entry: str | None = None
        instruction = words.say("sheet.one")
        if isinstance(form, SingleChoice):
            scale = self._asked.scales_by_id[form.scale]
            choices = words.choices(scale.options)
            instruction = words.maybe(scale.prompt) or instruction
        elif isinstance(form, Checklist):
            choices = words.choices(form.options)
            instruction = words.say("sheet.several")
        elif isinstance(form, NumberEntry):
            low, high = self._figures.number(form.minimum), self._figures.number(form.maximum)
            instruction = words.say("sheet.number", minimum=low, maximum=high)
            if question.officially_only:
                instruction = f"{instruction}. {words.say('sheet.official')}"
            entry = words.maybe(form.unit) or ""
        else:
            instruction = words.say("sheet.text", length=form.max_length)
        is_text = isinstance(form, FreeText)
        return Item(
            number=self._numbers[question.id],
            id=question.id,
            title=words.asked(question.title),
            condition=self._condition(question),
            notes=tuple(self._notes(question)),
            instruction=instruction,
            choices=choices,
            in_a_row=isinstance(form, SingleChoice),
            entry=entry,
            lines=_LINES if is_text else 0,
            no_answers=() if is_text else words.choices(self._asked.no_answers),
        )

    def _notes(self, question: Question) -> Iterator[tuple[str, str]]:
        words = self._words
        if question.help is not None:
            yield words.say("sheet.help"), words.asked(question.help)
        if question.evidence is not None:
            yield words.say("sheet.evidence"), words.asked(question.evidence)
        if question.ask:
            titles = {office.id: office.title for office in self._model.offices}
            named = ", ".join(words.text(titles[office]) for office in question.ask)
            yield words.say("sheet.ask"), named

    def _condition(self, question: Question) -> str | None:
        if question.depends_on is None:
            return None
        parent = self._asked.by_id[question.depends_on.question]
        said = option_titles(parent, question.depends_on.options, self._edition, self._words)
        number = self._numbers.get(parent.id)
        if number is None:
            title = self._words.asked(parent.title)
            return self._words.say("sheet.condition-elsewhere", question=title, options=said)
        name = "condition-number" if parent.kind == "number" else "condition"
        return self._words.say(f"sheet.{name}", number=number, options=said)


_LINES = 4
