# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Which scores are left without single answers (Spannen): the ground under G9.

What is made of them: `weltoffen.scoring.robustness`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import starmap
from operator import mul
from typing import NamedTuple

from weltoffen.model.edition import Edition
from weltoffen.model.exact import in_whole
from weltoffen.model.method import Method
from weltoffen.scoring.aggregation import Tree, weighted_mean
from weltoffen.scoring.protection import Cell, ProtectedTally
from weltoffen.scoring.results import (
    NodeScore,
    QuestionScore,
    QuestionState,
    Reason,
    Scores,
    Sheet,
    View,
)
from weltoffen.scoring.sheets import mean_coverage

# --- Nodes -------------------------------------------------------------------------------------------

_Pair = tuple[Fraction | int, Fraction]
"""A weight and a value."""
_Ratio = tuple[int, int]
"""A value as a whole number over another one, not shortened."""


class Span(NamedTuple):
    """Bounds of the scores that are left of a node, and whether it can lose its score."""

    low: Fraction
    high: Fraction
    can_go: bool


class _Offer(NamedTuple):
    """How a child can take part in a mean: by one of these pairs in the lowest, by one in the highest."""

    lows: Sequence[_Pair]
    highs: Sequence[_Pair]


def main_spans(
    public: ProtectedTally, scores: Scores, edition: Edition
) -> Mapping[str | None, Span]:
    """Give the span of each node with a score in the main sheet."""
    main, method = scores.main, scores.method
    if main.view.kind != "equal":
        return _spans(main, _thinned(main, edition, method), public, edition, method)
    thinned = [_thinned(one, edition, method) for one in scores.personal]
    views = [
        _spans(one, thin, public, edition, method)
        for one, thin in zip(scores.personal, thinned, strict=True)
    ]
    found = {}
    for one in main.nodes:
        if one.score is not None:
            offers = [_offer(1, view[one.node]) for view in views if one.node in view]
            can_go = not _stays(one.node, thinned, method)
            found[one.node] = _mean_span(offers, one.score, can_go=can_go)
    return found


def _stays(node: str | None, thinned: Sequence[Tree], method: Method) -> bool:
    """Say whether a node has a score in the mean of the perspectives (S5) whatever is left out."""
    parts: list[tuple[Fraction | None, Reason | None]] = []
    for tree in thinned:
        coverage, has_score = tree.covered(node)
        parts.append((coverage, None if has_score else tree.score(node).reason))
    covered = mean_coverage(parts)
    has_any = any(reason is None for _, reason in parts)
    return has_any and covered is not None and covered >= method.minimum_coverage


def _thinned(whole: Sheet, edition: Edition, method: Method) -> Tree:
    """Leave out all at once what lowers the coverage most; the values do not matter here.

    Less coverage never makes a score: a node that has one here has one whatever is left out.
    """
    fewer: dict[str, QuestionScore] = {}
    weights = edition.questionnaire.whole_weights
    for questions in _counting(whole).values():
        if whole.view.kind == "official":
            first = max(questions, key=lambda one: weights[one.question])
            fewer[first.question] = _without_one(first, value=None, state="unanswered")
        else:
            fewer |= {q.question: _without_one(q, value=q.value, state=q.state) for q in questions}
    left = [fewer.get(one.question, one) for one in whole.questions]
    return Tree(edition=edition, method=method, questions=left)


def _without_one(
    one: QuestionScore, *, value: Fraction | None, state: QuestionState
) -> QuestionScore:
    return QuestionScore(
        question=one.question,
        node=one.node,
        kind=one.kind,
        weight=one.weight,
        value=value,
        answered=one.answered - 1,
        applicable=one.applicable,
        state=state,
    )


def _spans(
    whole: Sheet, thinned: Tree, public: ProtectedTally, edition: Edition, method: Method
) -> Mapping[str | None, Span]:
    """Give the span of each node with a score in a sheet of any view but ``equal``."""
    weights, policy = edition.entering_weights, method.parent_policy
    ways = _all_ways(whole, public, edition, method)
    children = edition.entering
    spans: dict[str | None, Span] = {}
    # Under the policy "questions" a leaf takes part even if a node between has no score.
    alike: defaultdict[str | None, list[_Offer]] = defaultdict(list)
    for one in reversed(whole.nodes):
        below = children[one.node]
        if policy == "questions":
            alike[one.node] = [offer for child in below for offer in alike[child]]
        if one.score is None:
            continue
        can_go = not thinned.covered(one.node)[1]
        if one.node in ways:
            made = ways[one.node]
            spans[one.node] = made.span(can_go=can_go)
            alike[one.node] = [made.alike(can_go=can_go)] if policy == "questions" else []
        elif policy == "minimum":
            parts = [spans[child] for child in below if child in spans]
            spans[one.node] = _minimum_span(parts, can_go=can_go)
        else:
            offers = alike[one.node] or [
                _offer(weights[child], spans[child]) for child in below if child in spans
            ]
            spans[one.node] = _mean_span(offers, one.score, can_go=can_go)
    return spans


def _offer(weight: Fraction | int, span: Span) -> _Offer:
    absent = [_ABSENT] if span.can_go else []
    return _Offer([(weight, span.low), *absent], [(weight, span.high), *absent])


_ABSENT: _Pair = (0, Fraction(0))


def _mean_span(offers: Sequence[_Offer], score: Fraction, *, can_go: bool) -> Span:
    low = _extreme([one.lows for one in offers], score, lowest=True)
    high = _extreme([one.highs for one in offers], score, lowest=False)
    return Span(low, high, can_go)


def _extreme(groups: Sequence[Sequence[_Pair]], start: Fraction, *, lowest: bool) -> Fraction:
    """Take one pair of each group so that their mean is lowest, or highest.

    Each round takes what lies furthest below (above) the mean of the last, until the mean stays. Weights and
    values are taken as whole numbers of common units.

    Source: Dinkelbach, W. (1967): On nonlinear fractional programming. Management Science 13, 492-498.
    """
    if all(len(group) == 1 for group in groups):
        return weighted_mean([group[0] for group in groups])
    pick = min if lowest else max
    scale = math.lcm(*(weight.denominator for group in groups for weight, _ in group))
    unit = math.lcm(*(value.denominator for group in groups for _, value in group))
    whole = [
        [
            (w.numerator * (scale // w.denominator), v.numerator * (unit // v.denominator))
            for w, v in group
        ]
        for group in groups
    ]
    above, below = start.numerator * unit, start.denominator
    while True:
        taken = [
            group[0]
            if len(group) == 1
            else pick(group, key=lambda pair: pair[0] * (pair[1] * below - above))
            for group in whole
        ]
        # Something does not lie above (below) the last mean, and comes before `_ABSENT`: weights are left.
        points, weights = sum([w * v for w, v in taken]), sum([w for w, _ in taken])
        if points * below == above * weights:
            return Fraction(above, below * unit)
        above, below = points, weights


def _minimum_span(parts: Sequence[Span], *, can_go: bool) -> Span:
    staying = [one.high for one in parts if not one.can_go]
    high = min(staying) if staying else max(one.high for one in parts)
    return Span(min(one.low for one in parts), high, can_go)


# --- Leaves ------------------------------------------------------------------------------------------


class _Ways(NamedTuple):
    """What a leaf's score can be made of, and the bounds of that score.

    One of the lows gives the lowest mean, and one of the highs the highest; the first one is made of all
    questions. Both are empty where no policy asks for them (`alike`).
    """

    low: Fraction
    high: Fraction
    lows: Sequence[Sequence[_Pair]]
    highs: Sequence[Sequence[_Pair]]

    def span(self, *, can_go: bool) -> Span:
        """Give the span of the leaf's own score."""
        return Span(self.low, self.high, can_go)

    def alike(self, *, can_go: bool) -> _Offer:
        """Offer the leaf's questions to parents in which every question counts alike (S4)."""
        absent = [_ABSENT] if can_go else []
        lows, highs = (
            [(len(way), weighted_mean((1, value) for _, value in way)) for way in ways]
            for ways in (self.lows, self.highs)
        )
        # Of the ways that are equally long only the best counts.
        low, high = sorted(lows[1:])[:1], sorted(highs[1:])[-1:]
        return _Offer([lows[0], *low, *absent], [highs[0], *high, *absent])


def _counting(whole: Sheet) -> Mapping[str, list[QuestionScore]]:
    """Questions with a weight and a value, by leaf."""
    found: defaultdict[str, list[QuestionScore]] = defaultdict(list)
    for one in whole.questions:
        if one.value is not None and one.weight:
            found[one.node].append(one)
    return found


def _all_ways(
    whole: Sheet, public: ProtectedTally, edition: Edition, method: Method
) -> Mapping[str | None, _Ways]:
    """Give the ways of each leaf with a score."""
    cells, asked = _cells(whole.view, public), edition.questionnaire
    alike = method.parent_policy == "questions"
    found: dict[str | None, _Ways] = {}
    for leaf, counted in _counting(whole).items():
        node = whole.by_node[leaf]
        if node.score is None:
            continue
        weights = [asked.whole_weights[one.question] for one in counted]
        values = [one.value for one in counted if one.value is not None]
        free = _free(counted, weights, node, method)
        if whole.view.kind == "official":
            low, high = _without_any(weights, values, free)
            ways = _without_each(weights, values, free) if alike else ()
            found[leaf] = _Ways(low, high, ways, ways)
            continue
        lows = [value.as_integer_ratio() for value in values]
        highs = list(lows)
        for i, is_free in enumerate(free):
            if is_free:
                question = counted[i].question
                lows[i], highs[i] = _ends(cells[question], *asked.whole_values[question])
        found[leaf] = _Ways(
            _mean(weights, lows),
            _mean(weights, highs),
            [_pairs(weights, lows)] if alike else (),
            [_pairs(weights, highs)] if alike else (),
        )
    return found


def _without_each(
    weights: Sequence[int], values: Sequence[Fraction], free: Sequence[bool]
) -> Sequence[Sequence[_Pair]]:
    """All questions, then all but each one that is free."""
    full = [*zip(weights, values, strict=True)]
    return [full, *([*full[:i], *full[i + 1 :]] for i, is_free in enumerate(free) if is_free)]


def _mean(weights: Sequence[int], values: Sequence[_Ratio]) -> Fraction:
    """Give the exact mean; like `weighted_mean`, for values that are not shortened."""
    unit = math.lcm(*[below for _, below in values])
    worth = [above * (unit // below) for above, below in values]
    return Fraction(sum(map(mul, weights, worth)), unit * sum(weights))


def _pairs(weights: Sequence[int], values: Sequence[_Ratio]) -> Sequence[_Pair]:
    return [*zip(weights, starmap(Fraction, values), strict=True)]


def _free(
    questions: Sequence[QuestionScore], weights: Sequence[int], node: NodeScore, method: Method
) -> Sequence[bool]:
    """Say at which questions a leaf keeps its score (S3) if one answer is left out there alone."""
    unit = math.lcm(*[one.applicable for one in questions])
    singles = [
        weight * (unit // one.applicable) for weight, one in zip(weights, questions, strict=True)
    ]
    given = sum([one.answered * single for one, single in zip(questions, singles, strict=True)])
    # The coverage, which is not None where there is a score, is `given` divided by the applicable weight.
    share, whole = method.minimum_coverage.as_integer_ratio()
    covered, base = (node.coverage or 1).as_integer_ratio()
    spare = given * (whole * covered - share * base) // (whole * covered)
    return [single <= spare and single != given for single in singles]


def _without_any(
    weights: Sequence[int], values: Sequence[Fraction], free: Sequence[bool]
) -> tuple[Fraction, Fraction]:
    """Lowest and highest mean of all values, or of all but any one that is free."""
    unit, whole = in_whole(values)
    worth = [*map(mul, weights, whole)]
    points, base = sum(worth), sum(weights)
    means = [(points, base)]
    for weight, value, is_free in zip(weights, worth, free, strict=True):
        if is_free:
            means.append((points - value, base - weight))
    common = math.lcm(*[below for _, below in means])
    scaled = [above * (common // below) for above, below in means]
    return Fraction(min(scaled), common * unit), Fraction(max(scaled), common * unit)


def _cells(view: View, public: ProtectedTally) -> Mapping[str, Cell]:
    """What is published for a view of personal responses."""
    found = {
        item.question: item.by_perspective.get(view.perspective) if view.perspective else item.total
        for item in public.items
    }
    return {question: cell for question, cell in found.items() if cell is not None}


def _ends(cell: Cell, unit: int, values: Sequence[int]) -> tuple[_Ratio, _Ratio]:
    """Lowest and highest mean if any one answer is left out; there are at least three (P1)."""
    given = [value for value, count in zip(values, cell.counts, strict=True) if count]
    total, n = sum(map(mul, cell.counts, values)), cell.answered
    below = unit * (n - 1)
    return (total - max(given), below), (total - min(given), below)
