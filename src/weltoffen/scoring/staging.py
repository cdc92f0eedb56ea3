# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Stages, tendencies and gates (Stufen, Tendenzen, Sperren): S6."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import final

from weltoffen.model.edition import Edition
from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Gate
from weltoffen.scoring.results import NodeScore, QuestionScore


def staged(
    score: NodeScore, edition: Edition, method: Method, questions: Mapping[str, QuestionScore]
) -> NodeScore:
    """Add stage, tendency and gates to a node's score (S6).

    Args:
        score: A node's score; without score it comes back as it is.
        edition: Stages and gates.
        method: The share of a band that shows a tendency.
        questions: Question values by id, for the gates.

    Returns:
        The score with its stage. A gate that would hold the node at its next stage takes the tendency
        away, too.
    """
    return Staging(edition, method, questions).staged(score)


@final
class Staging:
    """Adds stages to the scores of one sheet (Einstufung, S6); what they share is worked out once."""

    def __init__(
        self, edition: Edition, method: Method, questions: Mapping[str, QuestionScore]
    ) -> None:
        """Take over stages, gates and question values; arguments as those of `staged`."""
        self._model = edition.target_model
        self._gates = edition.questionnaire.gates_by_node
        self._edition = edition
        self._questions = questions
        lows = [stage.lower for stage in self._model.stages]
        # The last part of each band, below the top stage, shows a tendency.
        self._leaning = [
            (upper - method.tendency_share * (upper - lower)).as_integer_ratio()
            for lower, upper in pairwise(lows)
        ]

    def staged(self, score: NodeScore) -> NodeScore:
        """Add stage, tendency and gates, as `staged` does."""
        if score.score is None:
            return score
        model = self._model
        by_score = reached = model.stage_index(score.score)
        held: list[str] = []
        tendency = self._leans(score.score, by_score)
        if gates := self._gates.get(score.node):
            closed = [
                (model.stage_places[gate.stage], gate.id)
                for gate in gates
                if not is_open(gate, self._edition, self._questions)
            ]
            held = [gate for index, gate in closed if index <= by_score]
            reached = min([by_score, *(index - 1 for index, _ in closed)])
            tendency = tendency and not any(index <= reached + 1 for index, _ in closed)
        return NodeScore(
            node=score.node,
            score=score.score,
            reason=score.reason,
            coverage=score.coverage,
            answered=score.answered,
            applicable=score.applicable,
            n=score.n,
            stage=model.stage_ids[reached],
            tendency=tendency,
            held_by=tuple(held),
        )

    def _leans(self, score: Fraction, index: int) -> bool:
        """Whether a score lies in the last part of its band, below the top stage (S6)."""
        if index == len(self._leaning):
            return False
        above, below = score.as_integer_ratio()
        least, unit = self._leaning[index]
        return above * unit >= least * below


def is_open(gate: Gate, edition: Edition, questions: Mapping[str, QuestionScore]) -> bool:
    """Say whether a gate lets its node pass (S6).

    Not answered holds, not applicable passes.
    """
    question = questions[gate.question]
    if question.state == "not-applicable":
        return True
    return question.value is not None and question.value >= gate_value(gate, edition)


def gate_value(gate: Gate, edition: Edition) -> Fraction:
    """The gate's minimum as a value of its question."""
    return edition.questionnaire.gate_values[gate.id]
