# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tables of an edition (Tabellen einer Ausgabe): nodes, questions, options; M1, M4-M7."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from weltoffen.errors import PathStep, pointer_to
from weltoffen.interop.columns import Row, TableSource, Value
from weltoffen.model.edition import Edition
from weltoffen.model.forms import Band, Checklist, NumberEntry, SingleChoice
from weltoffen.model.scale import Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weltoffen.model.questionnaire import Question
    from weltoffen.model.text import Text


@attrs.frozen(kw_only=True)
class EditionNames:
    """Chooses the texts of an edition in one language (M7)."""

    edition: Edition
    language: str

    def aimed(self, text: Text | None) -> str | None:
        """Choose a text of the target model; None stays None."""
        source = self.edition.target_model.source_language
        return None if text is None else text.choose(self.language, source)

    def asked(self, text: Text | None) -> str | None:
        """Choose a text of the questionnaire, which has a source language of its own."""
        source = self.edition.questionnaire.source_language
        return None if text is None else text.choose(self.language, source)


def _nodes(names: EditionNames) -> Iterator[Row]:
    model, apart = names.edition.target_model, names.edition.apart_nodes
    for place, node in enumerate(model.nodes):
        level = model.level(node.id)
        yield {
            "node": node.id,
            "node_title": names.aimed(node.title),
            "parent": node.parent,
            "part": "supplement" if node.id in apart else "edition",
            "level": level.id,
            "level_title": names.aimed(level.title),
            "weight": node.weight,
            "description": names.aimed(node.description),
            "ref": pointer_to(("nodes", place)),
        }


def _questions(names: EditionNames) -> Iterator[Row]:
    nodes = names.edition.target_model.by_id
    for place, one in enumerate(names.edition.questionnaire.questions):
        after = one.depends_on
        yield {
            **_form(names, one),
            "question": one.id,
            "question_title": names.asked(one.title),
            "node": one.node,
            "node_title": names.aimed(nodes[one.node].title),
            "kind": one.kind,
            "weight": one.weight,
            "help": names.asked(one.help),
            "evidence": names.asked(one.evidence),
            "ask": one.ask,
            "depends_on": None if after is None else after.question,
            "depends_on_options": None if after is None else after.options,
            "ref": pointer_to(("questions", place)),
        }


def _form(names: EditionNames, one: Question) -> Mapping[str, Value]:
    form = one.form
    if isinstance(form, SingleChoice):
        return {"scale": form.scale}
    if isinstance(form, Checklist):
        return {"cap": form.cap}
    if isinstance(form, NumberEntry):
        return {
            "minimum": form.minimum,
            "maximum": form.maximum,
            "entry_unit": names.asked(form.unit),
        }
    return {}


def _options(names: EditionNames) -> Iterator[Row]:
    """Give options and bands of each question; those of a scale stand where the scale does."""
    asked = names.edition.questionnaire
    scales = {scale.id: place for place, scale in enumerate(asked.scales)}
    for at, question in enumerate(asked.questions):
        form = question.form
        here: tuple[PathStep, ...] = ("questions", at, "options")
        if isinstance(form, SingleChoice):
            here = ("scales", scales[form.scale], "options")
        elif isinstance(form, NumberEntry):
            here = ("questions", at, "bands")
        for place, entry in enumerate(asked.entries(question)):
            yield {
                "question": question.id,
                "question_title": names.asked(question.title),
                "place": place + 1,
                "option": entry.id,
                "option_title": names.asked(entry.title),
                "option_points": entry.points,
                "value": min(asked.value_of_points(question, entry.points), Fraction(1)),
                "lower": entry.lower if isinstance(entry, Band) else None,
                "description": names.asked(entry.description)
                if isinstance(entry, Option)
                else None,
                "ref": pointer_to((*here, place)),
            }


NODES = TableSource("node parent part level level_title node_title weight description ref", _nodes)
QUESTIONS = TableSource(
    "question question_title node node_title kind weight scale minimum maximum entry_unit cap help evidence "
    "ask depends_on depends_on_options ref",
    _questions,
)
OPTIONS = TableSource(
    "question question_title place option option_title option_points value lower description ref",
    _options,
)
