# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The report as data (Bericht): values only, ready to be written, drawn or told; G1-G3, N3, P5."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import attrs

from weltoffen.model.answers import Answer
from weltoffen.model.assessment import Municipality, Round
from weltoffen.model.extensions import Extensions
from weltoffen.model.ids import Reference
from weltoffen.model.method import Method, WholePolicy
from weltoffen.model.response import Capacity
from weltoffen.model.suggestion import Module, Office, Suggestion
from weltoffen.model.target import Level, Stage
from weltoffen.model.text import Text
from weltoffen.report.moves import Lever
from weltoffen.report.rounds import ChangeResult, RatingResult
from weltoffen.report.shares import Share
from weltoffen.report.stability import StabilityResult
from weltoffen.report.views import (
    OccasionResult,
    OrderAgreementResult,
    QuestionResult,
    ViewGapResult,
)
from weltoffen.scoring.results import Reason

CaveatCode = Literal[
    "self-report", "one-view", "low-coverage", "small-base", "protected", "conflicts"
]
"""What to bear in mind when reading a report (Vorbehalt)."""


@attrs.frozen(kw_only=True)
class Stamp:
    """What the report was made from (Stempel, S8); nothing in it depends on answers.

    Attributes:
        library: Version of weltoffen.
        edition: Id and version of the edition's questionnaire.
        target_model: Id and version of the target model.
        target_model_hash: ``sha256:`` and 64 hexadecimal digits.
        questionnaire_hash: The same of the questionnaire.
        method: The method.
        whole_policy: The policy by which perspectives became the whole (S5).
        protection_k: Smallest number of personal answers that is shown (P1).
    """

    library: str
    edition: Reference
    target_model: Reference
    target_model_hash: str
    questionnaire_hash: str
    method: Method
    whole_policy: WholePolicy
    protection_k: int


@attrs.frozen(kw_only=True)
class Involvement:
    """How a perspective took part (Beteiligung einer Perspektive).

    Attributes:
        perspective: Id of the perspective, or of a group of merged ones.
        title: Its name.
        official: Whether it gave an official response; a merged group gives none.
        responses: Number of personal responses; None is the marker "protected" (P4), or says that they
            are counted in a merged group.
        members: Ids of the perspectives of which a merged group is made (A2); empty for a perspective.
    """

    perspective: str
    title: Text
    official: bool
    responses: int | None = None
    members: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class TargetResult:
    """What a node aims at (Ziel, G1).

    Attributes:
        score: The score to be reached.
        stage: Id of the stage of that score.
        own: True for a target of the town, its own or that of the nearest node above; False for the
            lower bound of the highest stage.
    """

    score: Share
    stage: str
    own: bool


@attrs.frozen(kw_only=True)
class GapResult:
    """Target minus score (Ziellücke, G1); zero or less means reached.

    Attributes:
        points: Difference of scores.
        stages: Difference of stages.
    """

    points: Share
    stages: int

    @property
    def is_open(self) -> bool:
        """Whether score or stage lies below the target."""
        return self.points.exact > 0 or self.stages > 0


@attrs.frozen(kw_only=True)
class NodeResult:
    """A node's result in the main view (Ergebnis eines Knotens).

    Attributes:
        node: Id of the node; None for the whole.
        parent: Id of the parent; None for the whole and for top-level nodes.
        level: Id of the level; None for the whole.
        title: Name of the node; None for the whole.
        score: The score, or None.
        reason: Why there is no score, or None.
        coverage: Share of the applicable weight that was answered; None if nothing applies.
        answered: Number of questions with a value.
        applicable: Number of questions that applied.
        n: Smallest number of answers to a question that counts; None if there is none.
        stage: Id of the stage reached, or None.
        tendency: Tendency to the next stage.
        held_by: Ids of the gates that hold the node below the stage of its score.
        target: What the node aims at.
        gap: Target minus score; None without score.
        assessment: The edition's assessment text for the stage reached; None if it has none.
        suggestions: The edition's suggestions at that stage.
    """

    node: str | None = None
    parent: str | None = None
    level: str | None = None
    title: Text | None = None
    score: Share | None = None
    reason: Reason | None = None
    coverage: Share | None = None
    answered: int
    applicable: int
    n: int | None = None
    stage: str | None = None
    tendency: bool
    held_by: tuple[str, ...]
    target: TargetResult
    gap: GapResult | None = None
    assessment: Text | None = None
    suggestions: tuple[Suggestion, ...]


@attrs.frozen(kw_only=True)
class StageLeaves:
    """The leaves of a top-level node that stand at one stage.

    Attributes:
        stage: Id of the stage.
        leaves: Ids of the leaves, at least one, in declared order.
    """

    stage: str
    leaves: tuple[str, ...]


@attrs.frozen(kw_only=True)
class FieldSummary:
    """Where the leaves below a top-level node stand (Zusammenfassung eines Handlungsfelds).

    Attributes:
        node: Id of the top-level node.
        stages: Stages that leaves have reached, from the highest down; a stage without leaves is left out.
        unscored: Ids of the leaves without a score.
        first_need: Id of the leaf with the largest gap (G2); None if none is open.
    """

    node: str
    stages: tuple[StageLeaves, ...]
    unscored: tuple[str, ...]
    first_need: str | None = None


@attrs.frozen(kw_only=True)
class PerspectiveScore:
    """A node's score for one perspective.

    Attributes:
        node: Id of the node; None for the whole.
        score: The score, or None.
        reason: Why there is no score, or None.
        coverage: As in `NodeResult`.
        n: As in `NodeResult`.
        stage: Id of the stage reached, or None.
        tendency: Tendency to the next stage.
    """

    node: str | None = None
    score: Share | None = None
    reason: Reason | None = None
    coverage: Share | None = None
    n: int | None = None
    stage: str | None = None
    tendency: bool


@attrs.frozen(kw_only=True)
class PerspectiveResult:
    """The scores of one perspective in one capacity (Ergebnis einer Perspektive, S5).

    Attributes:
        perspective: Id of the perspective, or of the merged group.
        capacity: Whether they are of its official or of its personal responses (A2).
        nodes: Its scores, in the order of the target model.
    """

    perspective: str
    capacity: Capacity
    nodes: tuple[PerspectiveScore, ...]


@attrs.frozen(kw_only=True)
class Strength:
    """A leaf that has reached its target (Stärke), strongest first.

    Attributes:
        node: Id of the leaf.
        score: Its score.
    """

    node: str
    score: Share


@attrs.frozen(kw_only=True)
class Need:
    """A leaf below its target (Handlungsbedarf), largest gap first (G2).

    Attributes:
        node: Id of the leaf.
        gap: Target minus score.
        gain: What closing the gap adds to the whole.
    """

    node: str
    gap: GapResult
    gain: Share


@attrs.frozen(kw_only=True)
class Clarify:
    """What is to be clarified before it can be judged (zu klären, G2, G3, A3).

    Attributes:
        node: Id of the leaf.
        reason: Why the leaf has no score; None if only questions are open.
        questions: Ids of questions that nobody in the official response could answer.
    """

    node: str
    reason: Reason | None = None
    questions: tuple[str, ...]


@attrs.frozen(kw_only=True)
class ConflictResult:
    """Parts of an official response that contradict each other (Widerspruch, A3).

    Attributes:
        perspective: Id of the perspective.
        question: Id of the question.
        kind: ``different`` or ``not-asked``.
        answers: Pairs of part and answer.
    """

    perspective: str
    question: str
    kind: Literal["different", "not-asked"]
    answers: tuple[tuple[str, Answer], ...]


@attrs.frozen(kw_only=True)
class Caveat:
    """A reservation that a reader must know (Vorbehalt), as data.

    Attributes:
        code: What kind of caveat; the wording stands in ``texts.toml``.
        nodes: Ids of the nodes that it concerns; empty for the whole report.
    """

    code: CaveatCode
    nodes: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Report:
    """The report of one assessment (Bericht): data, with every text in every language of the edition.

    Only `weltoffen.report.assembly.build_report` makes one, and only from protected counts (P5).

    Attributes:
        assessment: Id of the assessment.
        title: Its name, or None.
        municipality: The town.
        round: The round.
        stamp: What it was made from.
        source_language: Source language of the edition.
        levels: Named levels of the model.
        stages: Stages of the model.
        offices: Offices of the model; suggestions name them as carriers.
        modules: Programme modules of the model; suggestions name them.
        participation: Perspectives in declared order, merged groups after them.
        responses: Number of all personal responses; None is the marker "protected".
        whole: Result of the whole.
        nodes: Results of the edition's nodes in declared order.
        summaries: Where the leaves of each top-level node stand; none for a top-level node that is a leaf.
        supplement: Results of the local supplement's nodes (M8); never part of the whole.
        perspectives: Scores of each perspective, official before personal.
        strengths: Leaves that have reached their target.
        needs: Leaves below their target, in order of priority (G2).
        clarify: What is to be clarified.
        levers: Levers of the official response (G3); empty without one.
        conflicts: Contradictions between parts (A3).
        questions: Answers to each scored question, as far as they may be shown.
        gaps: Every pair of views compared (G4).
        occasions: Occasions for talk, most urgent first (G6).
        order_agreement: How far the views agree in what is most urgent (G5); None if that has no value.
        stability: How firm the result of each node with a score is (G9).
        ratings: What a workshop rated (G7); empty without one.
        change: Change since an earlier round (G8); None without one.
        caveats: Reservations.
        extensions: Data of other software.
    """

    assessment: str
    title: Text | None = None
    municipality: Municipality
    round: Round
    stamp: Stamp
    source_language: str
    levels: tuple[Level, ...]
    stages: tuple[Stage, ...]
    offices: tuple[Office, ...] = ()
    modules: tuple[Module, ...] = ()
    participation: tuple[Involvement, ...]
    responses: int | None = None
    whole: NodeResult
    nodes: tuple[NodeResult, ...]
    summaries: tuple[FieldSummary, ...]
    supplement: tuple[NodeResult, ...]
    perspectives: tuple[PerspectiveResult, ...]
    strengths: tuple[Strength, ...]
    needs: tuple[Need, ...]
    clarify: tuple[Clarify, ...]
    levers: tuple[Lever, ...]
    conflicts: tuple[ConflictResult, ...]
    questions: tuple[QuestionResult, ...]
    gaps: tuple[ViewGapResult, ...]
    occasions: tuple[OccasionResult, ...]
    order_agreement: OrderAgreementResult | None = None
    stability: tuple[StabilityResult, ...]
    ratings: tuple[RatingResult, ...] = ()
    change: ChangeResult | None = None
    caveats: tuple[Caveat, ...]
    extensions: Extensions | None = None

    @cached_property
    def by_node(self) -> Mapping[str, NodeResult]:
        """Results by node, the supplement's included."""
        return {one.node: one for one in (*self.nodes, *self.supplement) if one.node is not None}

    @cached_property
    def summaries_by_node(self) -> Mapping[str, FieldSummary]:
        """Summaries by top-level node."""
        return {one.node: one for one in self.summaries}
