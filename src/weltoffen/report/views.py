# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What views answered, and how they differ (Sichten im Bericht), as data: G4-G6, P2, N2."""

from __future__ import annotations

from typing import Literal

import attrs

from weltoffen.model.questionnaire import Kind
from weltoffen.report.shares import Share
from weltoffen.scoring.results import QuestionState, View

# --- Answers to each question ------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class OfficialAnswer:
    """What an official response was worth at a question (offizielle Antwort).

    Attributes:
        perspective: Id of the perspective.
        state: ``answered``, ``unanswered``, ``not-applicable`` or ``conflict`` (A1, A3).
        value: Its value in [0, 1]; None unless it was answered.
    """

    perspective: str
    state: QuestionState
    value: Share | None = None


@attrs.frozen(kw_only=True)
class Answers:
    """How a group's persons answered a question (Antwortverteilung), as far as it may be shown (P2).

    Attributes:
        perspective: Id of the perspective, or of the merged group; None for all together.
        counts: How many chose each option or band, or reached each sum of points; as many as the
            question has `values`.
        unanswered: How many were asked and did not answer.
        mean: Mean value in [0, 1].
        low: Low median of the values (N2).
        high: High median; the same unless the middle falls between two values.
        agreement: Van der Eijk's A in [-1, 1] (G5); None with fewer than three values.
    """

    perspective: str | None = None
    counts: tuple[int, ...]
    unanswered: int
    mean: Share
    low: Share
    high: Share
    agreement: Share | None = None

    @property
    def n(self) -> int:
        """Number of answers."""
        return sum(self.counts)


@attrs.frozen(kw_only=True)
class QuestionResult:
    """What may be shown of the answers to a question (Ergebnis einer Frage, P2).

    Attributes:
        question: Id of the question.
        node: Id of the leaf that it informs.
        kind: Its kind, never ``text``.
        values: Values in [0, 1] of its options, bands or sums of points, in order; empty for a number
            without bands.
        official: Official responses, in order of the perspectives.
        published: Groups whose answers may be shown, in order.
        total: All persons together; None is the marker "protected", or there is nobody.
    """

    question: str
    node: str
    kind: Kind
    values: tuple[Share, ...]
    official: tuple[OfficialAnswer, ...]
    published: tuple[Answers, ...]
    total: Answers | None = None


# --- Differences between views -----------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class NodeGapResult:
    """How two views differ at a node (Wahrnehmungslücke, G4): row minus column.

    Attributes:
        node: Id of the node; None for the whole.
        questions: Over how many questions both sides were computed again.
        row: Score of the row over these questions.
        column: Score of the column over these questions.
        row_n: Smallest number of answers of the row to any of these questions (N3); 1 for an official
            response.
        column_n: The same of the column.
        difference: Row minus column, in [-1, 1].
        stages: Place of the row's stage minus place of the column's, by these scores; gates aside.
    """

    node: str | None = None
    questions: int
    row: Share
    column: Share
    row_n: int
    column_n: int
    difference: Share
    stages: int


@attrs.frozen(kw_only=True)
class QuestionGapResult:
    """How two views differ at a question (Wahrnehmungslücke, G4): row minus column.

    Attributes:
        question: Id of the question.
        difference: Difference of the means, in [-1, 1].
        delta: Cliff's delta in [-1, 1].
    """

    question: str
    difference: Share
    delta: Share


@attrs.frozen(kw_only=True)
class ViewGapResult:
    """Two views compared (Vergleich zweier Sichten, G4).

    Attributes:
        row: One view.
        column: The other, later in the order: official before personal, then as declared.
        nodes: The whole first, then every node that both have a score for.
        questions: Every question that is there for both.
    """

    row: View
    column: View
    nodes: tuple[NodeGapResult, ...]
    questions: tuple[QuestionGapResult, ...]


@attrs.frozen(kw_only=True)
class OccasionResult:
    """An occasion for talk (Gesprächsanlass, G6), with its reason.

    Attributes:
        kind: ``between`` two views that differ, or ``within`` a group that does.
        node: Id of the leaf.
        question: Id of the question; None for ``between``.
        row: One of the two views, or the group.
        column: The other view; None for ``within``.
        difference: Row minus column at the leaf; None for ``within``.
        agreement: Van der Eijk's A of the group at the question; None for ``between``.
        questions: Number of questions that it rests on.
    """

    kind: Literal["between", "within"]
    node: str
    question: str | None = None
    row: View
    column: View | None = None
    difference: Share | None = None
    agreement: Share | None = None
    questions: int


@attrs.frozen(kw_only=True)
class OrderAgreementResult:
    """How far the views agree in what is most urgent (Übereinstimmung der Rangfolgen, G5).

    Attributes:
        w: Kendall's W in [0, 1]: 1 the same order of priority, 0 none in common.
        views: Whose orders, at least two.
        leaves: The leaves that were ordered: those that each of the views has a score for.
    """

    w: Share
    views: tuple[View, ...]
    leaves: tuple[str, ...]
