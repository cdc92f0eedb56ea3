# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Results of scoring (Ergebnisse): values without logic of their own; S2, S3, S6."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Literal

import attrs

from weltoffen.model.method import Method, ParentPolicy, WholePolicy
from weltoffen.model.questionnaire import Kind

Reason = Literal["protected", "not-applicable", "low-coverage", "no-weight", "no-answers"]
"""Why there is no score (S2); ``protected`` is the one marker of P4."""
ViewKind = Literal["official", "personal", "pooled", "equal"]
"""Whose answers a view holds (Sicht, S5)."""
QuestionState = Literal["answered", "unanswered", "not-applicable", "conflict", "protected"]
"""Why a question has a value, or none (S1, S3, P4)."""


@attrs.frozen(kw_only=True)
class View:
    """Whose answers a sheet of scores is made from (Sicht, S5).

    Attributes:
        kind: ``official`` (a perspective's official response), ``personal`` (the personal responses of
            a perspective), ``pooled`` (all personal responses), ``equal`` (mean of the perspectives).
        perspective: Id of the perspective; None for ``pooled`` and ``equal``.
    """

    kind: ViewKind
    perspective: str | None = None


@attrs.frozen(kw_only=True)
class QuestionScore:
    """A question's value for one view (Fragewert).

    Attributes:
        question: Id of the question.
        node: Id of the leaf that it informs.
        kind: Kind of the question; a text is never scored.
        weight: Its weight in the leaf.
        value: Mean of the mapped points in [0, 1] (M6), or None.
        answered: Number of answers.
        applicable: Number of responses to which the question applied: answered, unknown and skipped.
        state: Why there is a value or none.
    """

    question: str
    node: str
    kind: Kind
    weight: Fraction
    value: Fraction | None
    answered: int
    applicable: int
    state: QuestionState

    @property
    def is_valued(self) -> bool:
        """Whether its value enters the score of its leaf, if it has a weight."""
        return self.state == "answered" and self.value is not None


@attrs.frozen(kw_only=True)
class NodeScore:
    """A node's score for one view (Knotenwert).

    Attributes:
        node: Id of the node; None for the whole.
        score: Exact score in [0, 1], or None for no score (S2).
        reason: Why there is no score; None if there is one.
        coverage: Share of the applicable weight that was answered, in [0, 1]; None if nothing applies
            (S3).
        answered: Number of questions with a value.
        applicable: Number of questions that applied.
        n: Smallest number of answers to any question with a value; None if there is none.
        stage: Id of the stage reached (S6); None without score.
        tendency: Whether there is a tendency to the next stage (S6).
        held_by: Ids of the gates that hold the node below the stage of its score (S6).
    """

    node: str | None
    score: Fraction | None
    reason: Reason | None
    coverage: Fraction | None
    answered: int
    applicable: int
    n: int | None
    stage: str | None = None
    tendency: bool = False
    held_by: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Sheet:
    """All scores of one view (Auswertungsbogen).

    Attributes:
        view: Whose answers.
        policy: How children became parents (S4).
        nodes: The whole first, then every node in declared order.
        questions: Every question in declared order; empty for the view ``equal``.
    """

    view: View
    policy: ParentPolicy
    nodes: tuple[NodeScore, ...]
    questions: tuple[QuestionScore, ...] = ()

    @cached_property
    def by_node(self) -> Mapping[str | None, NodeScore]:
        """Node scores by node; the whole under None."""
        return {score.node: score for score in self.nodes}

    @cached_property
    def by_question(self) -> Mapping[str, QuestionScore]:
        """Question values by question."""
        return {score.question: score for score in self.questions}

    @property
    def whole(self) -> NodeScore:
        """Score of the whole."""
        return self.nodes[0]


@attrs.frozen(kw_only=True)
class Scores:
    """All views of an assessment, and the one that stands for the whole (Ergebnis, S5).

    Attributes:
        method: The method used (S8).
        target_model_hash: SHA-256 of the target model, ``sha256:`` and 64 hexadecimal digits (S8).
        questionnaire_hash: The same of the questionnaire.
        whole_policy: The policy that was carried out (S5); never None.
        main: The sheet that stands for the whole.
        official: Sheets of official responses, in order of the perspectives.
        personal: Sheets of personal responses, in order of the perspectives.
    """

    method: Method
    target_model_hash: str
    questionnaire_hash: str
    whole_policy: WholePolicy
    main: Sheet
    official: tuple[Sheet, ...]
    personal: tuple[Sheet, ...]


@attrs.frozen(kw_only=True)
class OperatorSheet:
    """Scores made from a raw tally, for the operator's eyes only (interner Auswertungsbogen, P5).

    No writer and no renderer accepts it.

    Attributes:
        scores: The unprotected scores.
    """

    scores: Scores
