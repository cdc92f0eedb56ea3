# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How views differ (Wahrnehmungslücken): G4 for questions and nodes, G5 for orders of priority.

A positive difference says that the row's answers lie higher than the column's, a negative one that they
lie lower. Nobody is right: both sides are perceptions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from operator import mul
from typing import final

import attrs

from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.model.exact import difference, in_whole
from weltoffen.model.method import Method
from weltoffen.scoring.aggregation import Tree
from weltoffen.scoring.agreement import kendall_w
from weltoffen.scoring.distribution import Distribution, Told
from weltoffen.scoring.gaps import target_of
from weltoffen.scoring.results import QuestionScore, Scores, Sheet, View

# --- One question ------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class QuestionGap:
    """How two views differ at a question (Wahrnehmungslücke, G4): the row against the column.

    Attributes:
        question: Id of the question.
        row: How one view answered.
        column: How the other did.
    """

    question: str
    row: Distribution
    column: Distribution

    @property
    def difference(self) -> Fraction:
        """Mean of the row minus mean of the column, in [-1, 1]; 0 for equal means."""
        (above, below), (other_above, other_below) = self.row.ratio, self.column.ratio
        return Fraction(above * other_below - other_above * below, below * other_below)

    @property
    def delta(self) -> Fraction:
        """Cliff's delta in [-1, 1].

        The chance that an answer of the row lies above one of the column, minus the chance that it lies
        below. 1: every answer above every other; 0: as often above as below; negative: more often below.

        Source: Cliff, N. (1993): Dominance statistics. Psychological Bulletin 114, 494-509.
        """
        row, column = self.row, self.column
        leads = column.leads if row.whole is column.whole else column.leads_of(row.whole)
        return Fraction(sum(map(mul, row.counts, leads)), row.n * column.n)


# --- Two views ---------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class NodeGap:
    """How two views differ at a node (Wahrnehmungslücke eines Knotens, G4): the row against the column.

    Attributes:
        node: Id of the node; None for the whole.
        questions: From how many questions both scores are made; at least 1. Questions and nodes below it
            with weight 0 do not count.
        row: Score of one view in [0, 1], from these questions only.
        column: Score of the other, from the same questions.
        row_n: Smallest number of answers of the one view to any of these questions (N3); 1 for an official
            response, otherwise at least k.
        column_n: The same of the other.
    """

    node: str | None
    questions: int
    row: Fraction
    column: Fraction
    row_n: int
    column_n: int

    @cached_property
    def difference(self) -> Fraction:
        """Score of the row minus score of the column, in [-1, 1]; 0 for equal scores."""
        return difference(self.row, self.column)


@attrs.frozen(kw_only=True)
class ViewGap:
    """How two views differ (Wahrnehmungslücken zweier Sichten, G4): the row against the column.

    Exchanging row and column changes the sign of every difference and of every delta. Without anything in
    common both tuples are empty.

    Attributes:
        row: One view.
        column: The other.
        questions: A gap for each question that both answered, in declared order.
        nodes: A gap for each node that both have a score for over common questions: the whole first, then
            in declared order. Nodes of the local supplement stand apart (M8) and do not enter the whole.
    """

    row: View
    column: View
    questions: tuple[QuestionGap, ...] = attrs.field(converter=tuple[QuestionGap, ...])
    nodes: tuple[NodeGap, ...] = attrs.field(converter=tuple[NodeGap, ...])


def perception_gaps(told: Told, scores: Scores, edition: Edition) -> tuple[ViewGap, ...]:
    """Compare every two views (Wahrnehmungslücken, G4).

    Both sides are scored anew, by the same method, over the questions that both have a value for. Where one
    of them has no score for a leaf because too few answered (S3), the leaf is left out of both sides, so
    that all nodes above it compare like with like, too. A node below which nothing is left that counts has
    no gap. Gates hold stages, not scores (S6), and play no part.

    Args:
        told: The published answers (P5), `weltoffen.scoring.distribution.published_distributions`.
        scores: The scores of the same protected tally.
        edition: The edition, extended by the assessment.

    Returns:
        One `ViewGap` for each two views, the official ones first, then in order of the perspectives; the
        row is the earlier one. Empty with fewer than two views.
    """
    sheets = (*scores.official, *scores.personal)
    if len(sheets) == 1:  # most towns have an official response and nothing to compare it with
        return ()
    sides = [_Side(sheet, told, scores.method, edition) for sheet in sheets]
    return tuple([_view_gap(row, column) for row, column in combinations(sides, 2)])


@attrs.frozen
class _Scored:
    """Scores of every node over some questions, and the numbers of answers to those that count there."""

    scores: Mapping[str | None, Fraction | None]
    sizes: Mapping[str | None, Sequence[int]]


@final
class _Side:
    """One view: how it answered, and its scores over any choice of questions."""

    def __init__(self, sheet: Sheet, told: Told, method: Method, edition: Edition) -> None:
        """Keep the questions that the view has a value for, in declared order."""
        self.view = sheet.view
        self.values = {one.question: one for one in sheet.questions if one.value is not None}
        self.answers = {
            question: self._answers(told, question, one.value)
            for question, one in self.values.items()
            if one.value is not None
        }
        self._sheet = sheet
        self._applied = sum(one.state != "not-applicable" for one in sheet.questions)
        self._method = method
        self._edition = edition
        self._scored: dict[tuple[str, ...], _Scored] = {}

    def _answers(self, told: Told, question: str, value: Fraction) -> Distribution:
        """Give the distribution of the answers to a question; of an official response the one answer."""
        if self.view.kind == "official":
            return Distribution(counts=(1,), values=(value,))
        return told[question][self.view.perspective or ""]

    def scored(self, questions: tuple[str, ...]) -> _Scored:
        """Score every node over some questions; most pairs of views have the same in common."""
        if questions not in self._scored:
            chosen = [self.values[one] for one in questions]
            sizes = _sizes(chosen, self._edition)
            self._scored[questions] = _Scored(self._scores(chosen), sizes)
        return self._scored[questions]

    def _scores(self, chosen: Sequence[QuestionScore]) -> Mapping[str | None, Fraction | None]:
        """Score every node; the sheet has done so if these are all questions that apply to the view."""
        if len(chosen) == self._applied:
            return {one.node: one.score for one in self._sheet.nodes}
        tree = Tree(edition=self._edition, method=self._method, questions=chosen)
        return {one.node: tree.score(one.node).score for one in self._sheet.nodes}


def _view_gap(row: _Side, column: _Side) -> ViewGap:
    common = tuple([question for question in row.values if question in column.values])
    rows, columns = row.answers, column.answers
    return ViewGap(
        row=row.view,
        column=column.view,
        questions=[QuestionGap(question=one, row=rows[one], column=columns[one]) for one in common],
        nodes=_node_gaps(row, column, common),
    )


def _node_gaps(row: _Side, column: _Side, common: tuple[str, ...]) -> list[NodeGap]:
    """Score the same questions for both sides; if a leaf has no score, again without its questions."""
    here, there = row.scored(common), column.scored(common)
    leaves = {row.values[one].node for one in common}
    unclear = {leaf for leaf in leaves if here.scores[leaf] is None or there.scores[leaf] is None}
    if unclear:
        clear = tuple([one for one in common if row.values[one].node not in unclear])
        return _node_gaps(row, column, clear)
    return [
        NodeGap(
            node=node,
            questions=len(here.sizes[node]),
            row=score,
            column=other,
            row_n=min(here.sizes[node]),
            column_n=min(there.sizes[node]),
        )
        for node, score in here.scores.items()
        if score is not None and (other := there.scores[node]) is not None
    ]


def _sizes(
    questions: Iterable[QuestionScore], edition: Edition
) -> Mapping[str | None, Sequence[int]]:
    """Give the numbers of answers to the questions that a node's score is made from."""
    found: dict[str | None, list[int]] = {node: [] for node in edition.places}
    for question in questions:
        if question.weight:
            found[question.node].append(question.answered)
    for node in reversed(edition.target_model.nodes):
        if node.weight and node.id not in edition.apart:
            found[node.parent] += found[node.id]
    return found


# --- Orders of priority ------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class OrderAgreement:
    """How far views agree on what comes first (Übereinstimmung der Reihenfolgen, G5).

    Attributes:
        w: Kendall's W in [0, 1]. 1: every view gives the same order; 0: no agreement of the orders at all.
            It compares orders only: views that see everything differently by the same amount agree.
        views: The views whose orders were compared, the official ones first; at least two.
        leaves: Ids of the leaves that were ordered, in declared order; at least two.
    """

    w: Fraction
    views: tuple[View, ...] = attrs.field(converter=tuple[View, ...])
    leaves: tuple[str, ...] = attrs.field(converter=tuple[str, ...])


def order_agreement(
    scores: Scores, assessment: Assessment, edition: Edition
) -> OrderAgreement | None:
    """Say how far the views' orders of priority agree (Kendalls W, G5).

    Each view orders the leaves of the edition by their gap to the target (G1), whether open or closed; equal
    gaps tie. A view without a score for any leaf is not used, and a leaf is ordered only if every other view
    has a score for it.

    Args:
        scores: The scores; each sheet as it is, not only over what is common.
        assessment: The town's own targets.
        edition: The edition, extended by the assessment.

    Returns:
        Kendall's W with what it is about. None with fewer than two views or leaves, or if every view ties
        all leaves.
    """
    sheets = (*scores.official, *scores.personal)
    if len(sheets) == 1:
        return None
    targets = {
        one.id: target_of(one.id, assessment, edition).score
        for one in edition.target_model.leaves
        if one.id not in edition.apart_nodes
    }
    known = [(sheet.view, gaps) for sheet in sheets if (gaps := _leaf_gaps(sheet, targets))]
    common = [leaf for leaf in targets if all(leaf in gaps for _, gaps in known)]
    # Only the order counts; whole numbers compare many times faster.
    w = kendall_w([in_whole([gaps[leaf] for leaf in common])[1] for _, gaps in known])
    if w is None:
        return None
    return OrderAgreement(w=w, views=[view for view, _ in known], leaves=common)


def _leaf_gaps(sheet: Sheet, targets: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    """Target minus score of the leaves with a score."""
    return {
        leaf: target - score
        for leaf, target in targets.items()
        if (score := sheet.by_node[leaf].score) is not None
    }
