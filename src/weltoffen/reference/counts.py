# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How much an edition holds (Umfang einer Ausgabe)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import attrs

from weltoffen.model.completeness import Completeness, completeness, texts_of
from weltoffen.model.forms import NumberEntry
from weltoffen.model.questionnaire import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weltoffen.model.edition import Edition

LANGUAGES = ("de", "en", "de-simple")
_KINDS: tuple[Kind, ...] = ("single", "multiple", "number", "text")


@attrs.frozen(kw_only=True)
class EditionCounts:
    """How much an edition holds (Umfang einer Ausgabe).

    Attributes:
        nodes: Pairs of level and number of nodes on it, from the top.
        questions: Number of questions.
        kinds: Pairs of kind and number of questions, all four kinds.
        banded: Number of number questions with bands.
        dependent: Number of questions that depend on an earlier answer.
        assessments: Number of assessment texts (Einschätzungen).
        suggestions: Number of suggestions (Anregungen).
        texts: Number of texts in any language.
        languages: What is there and missing in each language (M7).
    """

    nodes: tuple[tuple[str, int], ...]
    questions: int
    kinds: tuple[tuple[Kind, int], ...]
    banded: int
    dependent: int
    assessments: int
    suggestions: int
    texts: int
    languages: tuple[Completeness, ...]


def count_edition(edition: Edition, languages: Iterable[str] = LANGUAGES) -> EditionCounts:
    """Count what an edition holds (Umfang einer Ausgabe).

    Args:
        edition: Any edition.
        languages: Languages to be looked for.

    Returns:
        The counts.
    """
    model, questions = edition.target_model, edition.questionnaire.questions
    levels = Counter(model.level(node.id).id for node in model.nodes)
    kinds = Counter(question.kind for question in questions)
    said = [text for node in model.nodes for text in node.stage_texts]
    return EditionCounts(
        nodes=tuple((level.id, levels[level.id]) for level in model.levels),
        questions=len(questions),
        kinds=tuple((kind, kinds[kind]) for kind in _KINDS),
        banded=sum(isinstance(q.form, NumberEntry) and bool(q.form.bands) for q in questions),
        dependent=sum(question.depends_on is not None for question in questions),
        assessments=len(said),
        suggestions=sum(len(text.suggestions) for text in said),
        texts=sum(1 for _ in texts_of(edition)),
        languages=completeness(edition, languages),
    )
