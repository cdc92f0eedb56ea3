# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Editions (Ausgaben): a target model and the questionnaire that belongs to it; M3, M8."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
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
    def weighted_children(self) -> Mapping[str | None, tuple[tuple[str, Fraction], ...]]:
        """Children and their weights by parent; under None what makes up the whole (S3, M8)."""
        model = self.target_model
        parents = {node.parent for node in model.nodes} - {None}
        found: dict[str | None, tuple[tuple[str, Fraction], ...]] = {
            parent: tuple((child.id, child.weight) for child in model.children(parent))
            for parent in parents
        }
        found[None] = tuple((top, model.by_id[top].weight) for top in self.main_nodes)
        return found

    @cached_property
    def entered(self) -> Mapping[str, str | None]:
        """What each node enters: its parent, or None for the whole (S3, S4).

        Nodes of weight 0 and what stands apart (M8) enter nothing, and are left out.
        """
        return {
            node.id: node.parent
            for node in self.target_model.nodes
            if node.weight > 0 and node.id not in self.apart
        }

    @cached_property
    def entering_weights(self) -> Mapping[str, int]:
        """Weights of the `entered` nodes in whole numbers, in proportion among siblings (M5)."""
        weights = {node: self.target_model.by_id[node].weight for node in self.entered}
        units: defaultdict[str | None, int] = defaultdict(lambda: 1)
        for node, above in self.entered.items():
            units[above] = math.lcm(units[above], weights[node].denominator)
        return {node: int(weights[node] * units[above]) for node, above in self.entered.items()}

    @cached_property
    def entering(self) -> Mapping[str | None, tuple[str, ...]]:
        """Nodes that enter a node, or the whole under None, in declared order; of a leaf none."""
        found: dict[str | None, list[str]] = {place: [] for place in self.places}
        for node, above in self.entered.items():
            found[above].append(node)
        return {above: tuple(nodes) for above, nodes in found.items()}

    @cached_property
    def places(self) -> tuple[str | None, ...]:
        """What has a score: the whole under None, then every node in declared order."""
        return (None, *(node.id for node in self.target_model.nodes))

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
