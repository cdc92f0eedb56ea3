# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Target gaps and priorities (Ziellücken und Prioritäten): G1, G2.

What closing a gap adds to the whole is found on the node's own path only: `weltoffen.scoring.ascent`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import final

import attrs

from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.model.exact import difference, in_whole
from weltoffen.model.target import TargetModel
from weltoffen.scoring.aggregation import weighted_mean
from weltoffen.scoring.ascent import Ascent
from weltoffen.scoring.results import NodeScore, Scores

# --- Targets and gaps (G1) ---------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class NodeTarget:
    """What a node aims at (Ziel eines Knotens, G1).

    Attributes:
        node: Id of the node; None for the whole.
        score: Score to be reached, in [0, 1].
        stage: Id of the stage that holds this score.
        own: True for a target of the town, its own or that of the nearest node above; False for the
            lower bound of the highest stage.
    """

    node: str | None
    score: Fraction
    stage: str
    own: bool


@attrs.frozen(kw_only=True)
class TargetGap:
    """Target minus score (Ziellücke, G1).

    Attributes:
        node: Id of the node; None for the whole.
        target: What the node aims at.
        points: Target minus score, in [-1, 1]; None without score.
        stages: Place of the target's stage minus place of the stage reached, so that a gate counts;
            None without score.
    """

    node: str | None
    target: NodeTarget
    points: Fraction | None
    stages: int | None

    @property
    def is_open(self) -> bool:
        """Whether score or stage lies below the target; False without score.

        A node whose score is high enough while a gate holds it below the target's stage is open.
        """
        return (self.stages or 0) > 0 or (self.points is not None and self.points.numerator > 0)


def has_reached(one: NodeScore, target: NodeTarget, model: TargetModel) -> bool:
    """Say whether score and stage of a node have reached a target (G1); False without score."""
    return (
        one.score is not None
        and one.stage is not None
        and model.stage_places[one.stage] >= model.stage_places[target.stage]
        and one.score >= target.score
    )


def target_of(node: str | None, assessment: Assessment, edition: Edition) -> NodeTarget:
    """Say what a node aims at (Ziel, G1).

    Args:
        node: Id of the node; None for the whole, which has no target of its own.
        assessment: The town's own targets.
        edition: The edition, extended by the assessment.

    Returns:
        The town's target for the node, or else for the nearest node above it: the lower bound of the
        target stage, or the target score with the stage that holds it. Without any the lower bound of
        the highest stage.
    """
    model, aims = edition.target_model, assessment.targets_by_node
    path = () if node is None or not aims else reversed(model.path(node))
    own = next((aims[one.id] for one in path if one.id in aims), None)
    if own is None:
        highest = model.stages[-1]
        return NodeTarget(node=node, score=highest.lower, stage=highest.id, own=False)
    if own.score is not None:
        stage = model.stages[model.stage_index(own.score)]
        return NodeTarget(node=node, score=own.score, stage=stage.id, own=True)
    stage = model.stages[model.stage_places[own.stage or ""]]
    return NodeTarget(node=node, score=stage.lower, stage=stage.id, own=True)


def target_gap(score: NodeScore, assessment: Assessment, edition: Edition) -> TargetGap:
    """Give the target gap of a node (Ziellücke, G1).

    Args:
        score: The node's score with its stage, from a sheet.
        assessment: The town's own targets.
        edition: The edition, extended by the assessment.

    Returns:
        The gap in points and stages; both None without score.
    """
    target = target_of(score.node, assessment, edition)
    if score.score is None or score.stage is None:
        return TargetGap(node=score.node, target=target, points=None, stages=None)
    places = edition.target_model.stage_places
    return TargetGap(
        node=score.node,
        target=target,
        points=difference(target.score, score.score),
        stages=places[target.stage] - places[score.stage],
    )


# --- Priorities (G2) ---------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Priority:
    """A node below its target (Handlungsbedarf, G2).

    Attributes:
        node: Id of the node.
        points: Target minus score; zero or less if only a gate holds the node below its target.
        stages: Target's stage minus stage reached.
        gain: What closing the gap adds to the exact score of the whole, at least 0.
    """

    node: str
    points: Fraction
    stages: int
    gain: Fraction


def priorities(
    scores: Scores,
    assessment: Assessment,
    edition: Edition,
    nodes: Iterable[str],
    *,
    apart: bool = False,
    gaps: Mapping[str | None, TargetGap] | None = None,
) -> tuple[Priority, ...]:
    """Order the nodes below their target (Handlungsbedarfe, G2).

    Args:
        scores: The scores; the main sheet decides.
        assessment: The town's own targets.
        edition: The edition, extended by the assessment.
        nodes: Ids of the nodes to be ordered, such as all leaves.
        apart: False orders the edition's nodes among them, True those of the local supplement, which add
            nothing to the whole (M8).
        gaps: Target gaps of the main sheet's nodes by node; None to work them out.

    Returns:
        By exact gap (largest first), then by what closing it adds to the whole, then in declared order.
        Nodes that have reached their target, and nodes without score, are not among them.
    """
    gains = Gains(scores, edition)
    wanted = frozenset(nodes)
    model = edition.target_model
    found = []
    for node in model.nodes:
        if node.id not in wanted or (node.id in edition.apart_nodes) is not apart:
            continue
        known = None if gaps is None else gaps[node.id]
        gap = known or target_gap(scores.main.by_node[node.id], assessment, edition)
        if gap.points is None or gap.stages is None or not gap.is_open:
            continue
        gain = gains.whole_gain(node.id, gap.target.score)
        found.append(Priority(node=node.id, points=gap.points, stages=gap.stages, gain=gain))
    # Only the order counts; whole numbers compare many times faster.
    points, worth = (in_whole(x)[1] for x in ([o.points for o in found], [o.gain for o in found]))
    order = sorted(range(len(found)), key=lambda at: (-points[at], -worth[at]))
    return tuple([found[at] for at in order])


def unclear(scores: Scores, nodes: Iterable[str]) -> tuple[NodeScore, ...]:
    """Give the nodes without score in the main sheet (zu klären, G2), in declared order.

    Args:
        scores: The scores.
        nodes: Ids of the nodes to look at.
    """
    wanted = frozenset(nodes)
    return tuple(one for one in scores.main.nodes if one.node in wanted and one.score is None)


@final
class Gains:
    """What closing gaps adds to the whole (Gewinn für das Ganze, G2), for one set of scores."""

    def __init__(self, scores: Scores, edition: Edition) -> None:
        """Prepare the sheets that make the whole.

        Args:
            scores: The scores.
            edition: The edition, extended by the assessment.
        """
        equal = scores.main.view.kind == "equal"
        sheets = scores.personal if equal else (scores.main,)
        used = sheets if scores.main.whole.score is not None else ()
        self._ascents = [
            Ascent(one, edition, scores.method) for one in used if one.whole.score is not None
        ]

    def whole_gain(self, node: str, target: Fraction) -> Fraction:
        """Say what raising a node to its target adds to the exact score of the whole (G2).

        The node's score is replaced by the target and carried up; its coverage stays. Under ``mean`` and
        ``minimum`` (S4) its parents are computed again from the replaced score. Under ``questions`` each
        of its questions with a value is taken as raised by the gap, so that the whole gains the gap times
        the share of these questions in all that count.

        Where the whole is the mean of the perspectives (S5 ``equal``), each perspective that lies below
        the target is raised to it; the gain is the mean of what this adds to the perspectives' wholes,
        over those that have one.

        Args:
            node: Id of the node.
            target: Score to be reached.

        Returns:
            The difference, at least 0. It is 0 for a node at its target, one without score, one that is
            scored apart (M8) or with weight 0, and for a whole without score.
        """
        added = [ascent.gain(node, target) for ascent in self._ascents]
        return weighted_mean([(1, one) for one in added]) if added else Fraction(0)
