# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Where a talk is worth while (Gesprächsanlässe): G6.

The two thresholds and the order are the project's own choice. They decide only what is pointed out and in
which order, never a score, a stage or what is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal

import attrs

from weltoffen.model.edition import Edition
from weltoffen.scoring.distribution import Told
from weltoffen.scoring.evidence import scored
from weltoffen.scoring.perception import NodeGap, ViewGap
from weltoffen.scoring.results import View

LARGE_GAP = Fraction(1, 4)
"""Least difference of two views at a leaf that is pointed out: one stage of the reference edition."""
CAMPS = Fraction(0)
"""Highest agreement A inside a view that is pointed out: 0, as with equally many answers at every option;
below 0 the answers form camps."""


@attrs.frozen(kw_only=True)
class Occasion:
    """One occasion for talk with its reason (Gesprächsanlass, G6).

    Attributes:
        kind: ``between`` (two views differ at a leaf) or ``within`` (one view disagrees within itself at a
            question).
        node: Id of the leaf; within a view the leaf that the question informs.
        question: Id of the question; None between views.
        row: The view; between views the earlier one.
        column: The later view; None within a view.
        difference: Score of the row minus score of the column (`NodeGap`), at least 1/4 apart; None
            within a view.
        agreement: Van der Eijk's A (G5) at the question, in [-1, 0]; None between views.
        questions: How many questions it rests on; 1 within a view.
    """

    kind: Literal["between", "within"]
    node: str
    question: str | None = None
    row: View
    column: View | None = None
    difference: Fraction | None = None
    agreement: Fraction | None = None
    questions: int


def occasions(told: Told, gaps: Sequence[ViewGap], edition: Edition) -> tuple[Occasion, ...]:
    """Point out where views differ most, or one disagrees within itself (Gesprächsanlässe, G6).

    Between views: for each leaf, of the edition or the local supplement, the two views that lie furthest
    apart (the earlier two, if several do), if they are at least 1/4 apart. Within a view: each question
    on a scale or in bands whose published answers have an agreement A of 0 or less. An official response is
    one answer and cannot disagree within itself; with fewer than three options or bands there is no A. The
    sums of a checklist are left aside: many different sums are no sign of disagreement.

    Args:
        told: The published answers (P5), `weltoffen.scoring.distribution.published_distributions`.
        gaps: The perception gaps of the same protected tally.
        edition: The edition, extended by the assessment.

    Returns:
        First between views, by the size of the difference (largest first), then in declared order of the
        leaves; then within views, by agreement (lowest first), then in declared order of the questions, then
        of the perspectives.
    """
    between = sorted(_between(gaps, edition), key=lambda pair: -pair[0])
    within = sorted(_within(told, edition), key=lambda pair: pair[0])
    return tuple(one for _, one in (*between, *within))


def _between(gaps: Sequence[ViewGap], edition: Edition) -> Iterator[tuple[Fraction, Occasion]]:
    """Give the size of the difference with each occasion."""
    leaves = edition.target_model.leaves
    wanted = {leaf.id for leaf in leaves}
    furthest: dict[str | None, tuple[Fraction, ViewGap, NodeGap]] = {}
    for gap in gaps:
        for one in gap.nodes:
            if one.node in wanted and _is_large(one.difference):
                size = abs(one.difference)
                if one.node not in furthest or size > furthest[one.node][0]:
                    furthest[one.node] = size, gap, one
    for leaf in leaves:
        if leaf.id in furthest:
            size, gap, one = furthest[leaf.id]
            yield (
                size,
                Occasion(
                    kind="between",
                    node=leaf.id,
                    row=gap.row,
                    column=gap.column,
                    difference=one.difference,
                    questions=one.questions,
                ),
            )


def _is_large(difference: Fraction) -> bool:
    """Say whether a difference reaches `LARGE_GAP`; in whole numbers, as most do not."""
    above, below = difference.as_integer_ratio()
    return abs(above) * LARGE_GAP.denominator >= LARGE_GAP.numerator * below


def _within(told: Told, edition: Edition) -> Iterator[tuple[Fraction, Occasion]]:
    """Give the agreement with each occasion."""
    for question in scored(edition.questionnaire):
        if question.kind == "multiple":
            continue
        for perspective, answers in told[question.id].items():
            agreement = answers.agreement
            if agreement is not None and agreement <= CAMPS:
                yield (
                    agreement,
                    Occasion(
                        kind="within",
                        node=question.node,
                        question=question.id,
                        row=View(kind="personal", perspective=perspective),
                        agreement=agreement,
                        questions=1,
                    ),
                )
