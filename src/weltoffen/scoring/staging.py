# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Stages, tendencies and gates (Stufen, Tendenzen, Sperren): S6."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import attrs

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
    if score.score is None:
        return score
    model = edition.target_model
    order = model.stage_ids
    by_score = model.stage_index(score.score)
    closed = [
        (order.index(gate.stage), gate.id)
        for gate in edition.questionnaire.gates_by_node.get(score.node, ())
        if not is_open(gate, edition, questions)
    ]
    held = [(index, gate) for index, gate in closed if index <= by_score]
    reached = min([by_score, *(index - 1 for index, _ in held)])
    return attrs.evolve(
        score,
        stage=order[reached],
        tendency=not any(index <= reached + 1 for index, _ in closed)
        and _in_tendency(score.score, by_score, edition, method),
        held_by=tuple(gate for _, gate in held),
    )


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
    questionnaire = edition.questionnaire
    return questionnaire.value_of_points(questionnaire.by_id[gate.question], gate.minimum)


def _in_tendency(score: Fraction, index: int, edition: Edition, method: Method) -> bool:
    """Say whether a score lies in the last part of its band, below the top stage (S6)."""
    stages = edition.target_model.stages
    if index == len(stages) - 1:
        return False
    upper = stages[index + 1].lower
    return score >= upper - method.tendency_share * (upper - stages[index].lower)
