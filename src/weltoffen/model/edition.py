# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Editions (Ausgaben): a target model and the questionnaire that belongs to it; M3, M8."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import attrs

from weltoffen.errors import Problems
from weltoffen.model.ids import Reference
from weltoffen.model.questionnaire import Questionnaire, check_ask
from weltoffen.model.target import TargetModel


def _names(ids: Iterable[str]) -> frozenset[str]:
    return frozenset(ids)


@attrs.frozen(kw_only=True)
class Edition:
    """An edition (Ausgabe): what is asked, and what the answers are held against.

    Attributes:
        target_model: The tree, its stages and its texts.
        questionnaire: The questions that inform its leaves.
        apart: Ids of top-level nodes that are scored apart and never enter the whole: the local
            supplement of an assessment (M8).

    Raises:
        InvalidDocument: If the two do not fit each other.
    """

    target_model: TargetModel
    questionnaire: Questionnaire
    apart: frozenset[str] = attrs.field(converter=_names, default=frozenset())

    def __attrs_post_init__(self) -> None:
        """Check that every question informs a leaf and every gate a node and a stage."""
        problems = Problems()
        model, questionnaire = self.target_model, self.questionnaire
        if questionnaire.target_model != model.reference:
            problems.add(
                "other-target-model", ("target_model",), id=model.id, version=model.version
            )
        leaves = {leaf.id for leaf in model.leaves}
        for index, question in enumerate(questionnaire.questions):
            if question.node not in leaves:
                problems.add("not-a-leaf", ("questions", index, "node"), id=question.node)
        check_ask(problems, questionnaire.questions, model.known.names["office"], ("questions",))
        later = {stage.id for stage in model.stages[1:]}
        for index, gate in enumerate(questionnaire.gates):
            if gate.node not in model.by_id:
                problems.add("unknown-node", ("gates", index, "node"), id=gate.node)
            if gate.stage not in later:
                problems.add("gate-stage", ("gates", index, "stage"), id=gate.stage)
        problems.raise_if_any()

    @property
    def reference(self) -> Reference:
        """Id and version of the questionnaire, by which responses name the edition."""
        return self.questionnaire.reference

    @cached_property
    def main_nodes(self) -> tuple[str, ...]:
        """Ids of the top-level nodes that make up the whole."""
        return tuple(n.id for n in self.target_model.children() if n.id not in self.apart)

    @cached_property
    def without_apart(self) -> Edition:
        """The edition without what stands apart, as it was before an assessment extended it (M8)."""
        if not self.apart:
            return self
        nodes, questions = self.target_model.nodes, self.questionnaire.questions
        return Edition(
            target_model=attrs.evolve(
                self.target_model, nodes=[one for one in nodes if one.id not in self.apart_nodes]
            ),
            questionnaire=attrs.evolve(
                self.questionnaire,
                questions=[one for one in questions if one.node not in self.apart_nodes],
            ),
        )

    @cached_property
    def apart_nodes(self) -> frozenset[str]:
        """Ids of all nodes that stand apart, the top-level ones and those below them."""
        found = set(self.apart)
        for node in self.target_model.nodes:
            if node.parent in found:
                found.add(node.id)
        return frozenset(found)
