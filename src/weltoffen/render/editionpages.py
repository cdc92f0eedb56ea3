# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Pages of an edition (Seiten einer Ausgabe): what it is made of, and what it says about a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.forms import Checklist, NumberEntry
from weltoffen.model.suggestion import Module
from weltoffen.render.escaping import escape_markdown
from weltoffen.render.figures import Figures
from weltoffen.render.markdown import bullets, heading, paragraph, strong
from weltoffen.render.words import Words, entry_title, option_titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from weltoffen.model.edition import Edition
    from weltoffen.model.questionnaire import Gate, Question
    from weltoffen.model.scale import NoAnswer, Option
    from weltoffen.model.source import Source
    from weltoffen.model.suggestion import OfferRule, Office, StageText, Suggestion
    from weltoffen.model.target import Node, Stage
    from weltoffen.model.text import Text

    _Described = Stage | Option | NoAnswer | Office | Module


def render_edition(edition: Edition, language: str = "de") -> str:
    """Write what an edition is made of (Seite einer Ausgabe), apart from its nodes and questions.

    Title and target model, stages, scales with their steps, answers that are no option, offices, modules
    with their rules (F1).

    Args:
        edition: The edition.
        language: Language of the reader; texts are chosen by M7.

    Returns:
        Markdown; every text of the edition is escaped.
    """
    return "\n".join(_Writer(edition, language).overview())


def render_field(edition: Edition, field: str, language: str = "de") -> str:
    """Write everything that an edition says about a field (Seite eines Handlungsfelds).

    Target picture, criteria with their goals, questions with help, evidence and sources, and what is said
    at each stage.

    Args:
        edition: The edition.
        field: Id of the top-level node; any other node will do.
        language: Language of the reader; texts are chosen by M7.

    Returns:
        Markdown; every text of the edition is escaped. Ids stand in code type.

    Raises:
        InvalidDocument: ``unknown-node``.
    """
    if field not in edition.target_model.by_id:
        raise InvalidDocument([Problem.at("unknown-node", id=field)])
    return "\n".join(_Writer(edition, language).node(edition.target_model.by_id[field], 1))


class _Writer:
    """Writes nodes of one edition in one language."""

    def __init__(self, edition: Edition, language: str) -> None:
        self._edition = edition
        self._words = Words(edition, language)
        self._figures = Figures(language)
        self._offices = {office.id: office.title for office in edition.target_model.offices}
        self._modules = {module.id: module.title for module in edition.target_model.modules}

    def _say(self, name: str, **values: object) -> str:
        return escape_markdown(self._words.say(name, **values))

    def overview(self) -> Iterator[str]:
        model, asked = self._edition.target_model, self._edition.questionnaire
        yield from heading(1, escape_markdown(self._words.text(model.title)))
        yield from paragraph(
            escape_markdown(f"{model.id} {model.version}, {asked.id} {asked.version}")
        )
        yield from paragraph(self._say("edition.independent"))
        yield from self._listed("stages", model.stages)
        words = self._words.asked
        for scale in asked.scales:
            yield from self._listed("scale", scale.options, words, scale.prompt)
        yield from self._listed("no-answers", asked.no_answers, words)
        yield from self._listed("offices", model.offices)
        yield from self._listed("modules", model.modules)

    def _listed(
        self,
        name: str,
        entries: Sequence[_Described],
        words: Callable[[Text], str] | None = None,
        prompt: Text | None = None,
    ) -> Iterator[str]:
        if not entries:
            return
        choose = words or self._words.text
        yield from heading(2, self._say(f"edition.{name}"))
        if prompt is not None:
            yield from paragraph(escape_markdown(choose(prompt)))
        for one in entries:
            title = strong(escape_markdown(choose(one.title)))
            said = "" if one.description is None else choose(one.description)
            yield f"- {title} (`{one.id}`)" + (f" – {escape_markdown(said)}" if said else "")
            if isinstance(one, Module):
                yield from (f"  - {self._rule(rule)}" for rule in one.rules)
        yield ""

    def _rule(self, rule: OfferRule) -> str:
        """Write the reason of a rule, and by ids what it asks for."""
        named = [name for name in (rule.stage, *rule.nodes) if name is not None]
        asked = ", ".join([f"`{rule.when}` ≥ {rule.least}", *(f"`{name}`" for name in named)])
        return f"{escape_markdown(self._words.text(rule.reason))} (`{rule.id}`: {asked})"

    def node(self, node: Node, depth: int) -> Iterator[str]:
        text = self._words.text
        yield from heading(depth, escape_markdown(text(node.title)))
        yield from paragraph(f"`{node.id}`")
        if node.description is not None:
            yield from paragraph(escape_markdown(text(node.description)))
        yield from bullets(
            self._gate(g) for g in self._edition.questionnaire.gates if g.node == node.id
        )
        questions = self._edition.questionnaire.by_node.get(node.id, ())
        if questions:
            yield from paragraph(f"**{self._say('field.questions')}**")
            for number, question in enumerate(questions, 1):
                yield from self._question(number, question)
        if node.stage_texts:
            yield from paragraph(f"**{self._say('field.stages')}**")
            for stage_text in node.stage_texts:
                yield from self._stage_text(stage_text)
        for child in self._edition.target_model.children(node.id):
            yield from self.node(child, depth + 1)

    def _gate(self, gate: Gate) -> str:
        asked = self._edition.questionnaire
        question = asked.by_id[gate.question]
        words, points = self._words, self._figures.number(gate.minimum)
        values = {
            "question": words.asked(question.title),
            "stage": words.text(self._stage_titles()[gate.stage]),
        }
        entries = asked.entries(question)
        if isinstance(question.form, Checklist):  # several of its options together will do, too
            return self._say("field.gate-points", points=points, **values)
        opening = [i for i, one in enumerate(entries) if one.points >= gate.minimum]
        if not opening:
            return self._say("field.gate", option=points, **values)
        least = min(opening, key=lambda i: entries[i].points)
        title = entry_title(question, least, self._edition, words)
        return self._say("field.gate", option=title, **values)

    def _stage_titles(self) -> dict[str, Text]:
        return {stage.id: stage.title for stage in self._edition.target_model.stages}

    # --- Questions -----------------------------------------------------------------------------------

    def _question(self, number: int, question: Question) -> Iterator[str]:
        title = strong(escape_markdown(self._words.asked(question.title)))
        mark = f"{number}. "
        inside = " " * len(mark)  # what stands below a number must be as far in as its text
        yield f"{mark}{title}"
        kind = self._say(f"kind.{question.kind}")
        yield f"{inside}`{question.id}`, {kind}"
        yield ""
        for line in self._facts(question):
            yield f"{inside}- {line}"
        yield ""

    def _facts(self, question: Question) -> Iterator[str]:
        safe, words = escape_markdown, self._words
        if question.depends_on is not None:
            parent = self._edition.questionnaire.by_id[question.depends_on.question]
            options = option_titles(parent, question.depends_on.options, self._edition, words)
            after = f"{safe(words.asked(parent.title))} {safe(options)}"
            yield f"*{self._say('field.condition')}:* {after}"
        if question.help is not None:
            yield f"*{self._say('sheet.help')}:* {safe(words.asked(question.help))}"
        if question.evidence is not None:
            yield f"*{self._say('sheet.evidence')}:* {safe(words.asked(question.evidence))}"
        if question.ask:
            named = ", ".join(words.text(self._offices[office]) for office in question.ask)
            yield f"*{self._say('sheet.ask')}:* {safe(named)}"
        yield from self._answers(question)
        for source in question.sources:
            yield self._source(source)

    def _answers(self, question: Question) -> Iterator[str]:
        form = question.form
        if not isinstance(form, Checklist | NumberEntry):
            return
        entries = [
            f"{entry_title(question, place, self._edition, self._words)}"
            f" ({self._words.say('field.points', points=self._figures.number(one.points))})"
            for place, one in enumerate(self._edition.questionnaire.entries(question))
        ]
        if isinstance(form, NumberEntry) and not entries:
            entries = [self._words.say("sheet.official")]
        said = escape_markdown("; ".join(entries))
        if isinstance(form, NumberEntry):
            low, high = self._figures.number(form.minimum), self._figures.number(form.maximum)
            unit = self._words.maybe(form.unit)
            asked = self._words.say("sheet.number", minimum=low, maximum=high)
            asked += f" ({unit})" if unit else ""
            said = f"{escape_markdown(asked)}. {said}"
        if isinstance(form, Checklist):
            cap = self._figures.number(form.full)
            said = f"{said}. {self._say('field.full', cap=cap)}"
        yield f"*{self._say('field.answers')}:* {said}"

    def _source(self, source: Source) -> str:
        label = self._say("field.own" if source.kind == "own" else "field.source")
        note = "" if source.note is None else self._words.asked(source.note)
        said = ": ".join(filter(None, (source.citation, note)))
        return f"*{label}:* {escape_markdown(said)}"

    # --- Stages --------------------------------------------------------------------------------------

    def _stage_text(self, stage_text: StageText) -> Iterator[str]:
        safe, text = escape_markdown, self._words.text
        title = safe(text(self._stage_titles()[stage_text.stage]))
        yield from paragraph(f"*{title}:* {safe(text(stage_text.assessment))}")
        yield from bullets(map(self._suggestion, stage_text.suggestions))

    def _suggestion(self, suggestion: Suggestion) -> str:
        said = [self._words.text(suggestion.text)]
        facts = []
        if suggestion.effort is not None:
            facts.append(self._figures.words[f"effort.{suggestion.effort}"])
        if suggestion.carrier is not None:
            facts.append(self._words.text(self._offices[suggestion.carrier]))
        if suggestion.module is not None:
            facts.append(self._words.text(self._modules[suggestion.module]))
        if facts:
            said.append(f"({'; '.join(facts)})")
        return escape_markdown(" ".join(said))
