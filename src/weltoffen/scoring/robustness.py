# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What a finding stands on (Robustheit): other policies, and one answer less; G9.

A node is *fragile* if its stage, or whether it reaches its target, hangs on the choice of a policy or on
single answers. The mark does not say that a finding is wrong, and a node without it is not proven right. A
range is no confidence interval: who answered is no random sample, and nothing is known of what the others
would have said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple, get_args

import attrs

from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.model.method import Method, ParentPolicy, WholePolicy
from weltoffen.scoring.aggregation import weighted_mean
from weltoffen.scoring.evidence import published_values
from weltoffen.scoring.gaps import target_gap
from weltoffen.scoring.protection import Cell, ProtectedTally
from weltoffen.scoring.results import NodeScore, QuestionScore, Scores, Sheet, View
from weltoffen.scoring.sheets import by_other_parents, equal_sheet, sheet

Doubt = Literal["policy", "one-answer", "no-score"]
"""Why a node is fragile (G9). ``policy``: under another policy for the same answers it has another stage, or
is on the other side of its target; that persons see it otherwise than an official response is a gap (G4) and
makes nothing fragile. ``one-answer``: so it can be without single answers; by its score, gates aside.
``no-score``: without single answers its coverage can fall below the minimum (S3)."""


@attrs.frozen(kw_only=True)
class Variant:
    """A node's score under another policy (Variante, G9).

    Attributes:
        parent_policy: How children become a parent (S4).
        whole_policy: How perspectives become a whole (S5).
        score: The score, in [0, 1].
        stage: Id of the stage reached, with gates (S6).
    """

    parent_policy: ParentPolicy
    whole_policy: WholePolicy
    score: Fraction
    stage: str


@attrs.frozen(kw_only=True)
class NodeStability:
    """What a node's score stands on (Robustheit eines Knotens, G9).

    Attributes:
        node: Id of the node; None for the whole.
        low: Without single answers, as `stability` leaves them out, no score is lower; in [0, 1], never above
            the node's own. None, as `high` is then, if nothing can be left but this very score or none.
        high: No score is higher; in [0, 1], never below the node's own.
        variants: Its score under each other policy that gives one.
        fragile: Why it is fragile, in the order of `Doubt`; empty if it is not.
    """

    node: str | None
    low: Fraction | None
    high: Fraction | None
    variants: tuple[Variant, ...] = attrs.field(converter=tuple[Variant, ...])
    fragile: tuple[Doubt, ...] = attrs.field(converter=tuple[Doubt, ...])


def stability(
    public: ProtectedTally, scores: Scores, assessment: Assessment, edition: Edition
) -> tuple[NodeStability, ...]:
    """Say what the scores that stand for the whole hang on (Robustheit, G9).

    *Policies.* One is changed, the other kept: first the one for parents (S4), then the one for the whole
    (S5). At a leaf the first changes nothing; the variants are listed all the same.

    *Answers.* At most one personal answer to each question is left out, whichever it is, in each perspective
    (under ``pooled`` in all); of an official response at most one answer in each leaf. It counts as not
    given, so that the coverage falls, too (S3). Answers to questions that depend on it stay, and a question
    without weight is not looked at.

    The range is an outer bound: every score that is left lies in it, but its ends need not be reached. Lows
    and highs of all questions are carried up at once; a child that can lose its score is taken to do so at
    will, even if its parent has none then. Where no score can go the ends are reached.

    Args:
        public: A protected tally; nothing but what it publishes is used (P5).
        scores: Its scores.
        assessment: The assessment, for the targets (G1).
        edition: The edition, extended by the assessment.

    Returns:
        One entry for each node with a score in the main sheet, the whole first, then in declared order; nodes
        of the local supplement among them (M8).
    """
    spans = _main_spans(public, scores, edition)
    others = tuple(_others(public, scores, edition))
    now = scores.whole_policy
    alike = [other for _, whole, other in others if is_of_same_answers(whole, now)]
    found = []
    for one in scores.main.nodes:
        if one.node not in spans:
            continue
        span = spans[one.node]
        only = span.can_go and span.low == span.high
        found.append(
            NodeStability(
                node=one.node,
                low=None if only else span.low,
                high=None if only else span.high,
                variants=_variants(one.node, others),
                fragile=_doubts(one, span, alike, assessment, edition),
            )
        )
    return tuple(found)


def is_of_same_answers(one: WholePolicy, other: WholePolicy) -> bool:
    """Say whether two policies for the whole (S5) take the same answers: an institution's, or persons'."""
    return (one == "official") == (other == "official")


def _variants(
    node: str | None, others: Iterable[tuple[ParentPolicy, WholePolicy, Sheet]]
) -> Iterator[Variant]:
    for parent, whole, other in others:
        score, stage = other.by_node[node].score, other.by_node[node].stage
        if score is not None and stage is not None:
            yield Variant(parent_policy=parent, whole_policy=whole, score=score, stage=stage)


def _doubts(
    one: NodeScore, span: _Span, others: Iterable[Sheet], assessment: Assessment, edition: Edition
) -> Iterator[Doubt]:
    gap = target_gap(one, assessment, edition)
    for other in (changed.by_node[one.node] for changed in others):
        if other.score is not None and (
            other.stage != one.stage
            or target_gap(other, assessment, edition).is_closed is not gap.is_closed
        ):
            yield "policy"
            break
    low, high = map(edition.target_model.stage_index, (span.low, span.high))
    if low != high or span.low < gap.target.score <= span.high:
        yield "one-answer"
    if span.can_go:
        yield "no-score"


# --- Other policies ----------------------------------------------------------------------------------


def _others(
    public: ProtectedTally, scores: Scores, edition: Edition
) -> Iterator[tuple[ParentPolicy, WholePolicy, Sheet]]:
    """Give the sheet that would stand for the whole under each other policy."""
    method, now = scores.method, scores.whole_policy
    parents: tuple[ParentPolicy, ...] = get_args(ParentPolicy)
    for parent in parents:
        if parent != method.parent_policy:
            yield parent, now, by_other_parents(scores, parent, edition)
    for one in scores.official:
        if now != "official" and one.view.perspective == method.official_perspective:
            yield method.parent_policy, "official", one
    if now != "equal" and scores.personal:
        yield method.parent_policy, "equal", equal_sheet(scores.personal, edition, method)
    totals = {item.question: item.total for item in public.items if item.total is not None}
    if now != "pooled" and totals:
        values = published_values(edition.questionnaire, totals)
        yield method.parent_policy, "pooled", sheet(View(kind="pooled"), values, edition, method)


# --- One answer less: nodes --------------------------------------------------------------------------

_Pair = tuple[Fraction | int, Fraction]
"""A weight and a value."""


class _Span(NamedTuple):
    """Bounds of the scores that are left of a node, and whether it can lose its score."""

    low: Fraction
    high: Fraction
    can_go: bool


class _Offer(NamedTuple):
    """How a child can take part in a mean: by one of these pairs in the lowest, by one in the highest."""

    lows: Sequence[_Pair]
    highs: Sequence[_Pair]


def _main_spans(
    public: ProtectedTally, scores: Scores, edition: Edition
) -> Mapping[str | None, _Span]:
    """Give the span of each node with a score in the main sheet."""
    main, method = scores.main, scores.method
    if main.view.kind != "equal":
        return _spans(main, _thinned(main, edition, method), public, edition, method)
    thinned = tuple(_thinned(one, edition, method) for one in scores.personal)
    views = [
        _spans(one, thin, public, edition, method)
        for one, thin in zip(scores.personal, thinned, strict=True)
    ]
    least = equal_sheet(thinned, edition, method)
    found = {}
    for one in main.nodes:
        if one.score is not None:
            offers = [_offer(1, view[one.node]) for view in views if one.node in view]
            can_go = least.by_node[one.node].score is None
            found[one.node] = _mean_span(offers, one.score, can_go=can_go)
    return found


def _thinned(whole: Sheet, edition: Edition, method: Method) -> Sheet:
    """Leave out all at once what lowers the coverage most; the values do not matter here.

    Less coverage never makes a score: a node that has one here has one whatever is left out.
    """
    fewer: dict[str, QuestionScore] = {}
    for questions in _counting(whole).values():
        if whole.view.kind == "official":
            first = max(questions, key=lambda one: one.weight)
            fewer[first.question] = attrs.evolve(first, value=None, answered=0, state="unanswered")
        else:
            fewer |= {q.question: attrs.evolve(q, answered=q.answered - 1) for q in questions}
    left = tuple(fewer.get(one.question, one) for one in whole.questions)
    return sheet(whole.view, left, edition, method)


def _spans(
    whole: Sheet, thinned: Sheet, public: ProtectedTally, edition: Edition, method: Method
) -> Mapping[str | None, _Span]:
    """Give the span of each node with a score in a sheet of any view but ``equal``."""
    nodes, policy = edition.target_model.by_id, method.parent_policy
    ways = _all_ways(whole, public, edition, method)
    children = _children(edition)
    spans: dict[str | None, _Span] = {}
    # Under the policy "questions" a leaf takes part even if a node between has no score.
    alike: defaultdict[str | None, list[_Offer]] = defaultdict(list)
    for one in reversed(whole.nodes):
        below = children[one.node]
        alike[one.node] = [offer for child in below for offer in alike[child]]
        if one.score is None:
            continue
        can_go = thinned.by_node[one.node].score is None
        if one.node in ways:
            made = ways[one.node]
            spans[one.node] = made.span(can_go=can_go)
            alike[one.node] = [made.alike(can_go=can_go)] if policy == "questions" else []
        elif policy == "minimum":
            parts = [spans[child] for child in below if child in spans]
            spans[one.node] = _minimum_span(parts, can_go=can_go)
        else:
            offers = alike[one.node] or [
                _offer(nodes[child].weight, spans[child]) for child in below if child in spans
            ]
            spans[one.node] = _mean_span(offers, one.score, can_go=can_go)
    return spans


def _children(edition: Edition) -> Mapping[str | None, list[str]]:
    """Children with a weight by parent, without what stands apart."""
    found: defaultdict[str | None, list[str]] = defaultdict(list)
    for node in edition.target_model.nodes:
        if node.weight > 0 and node.id not in edition.apart:
            found[node.parent].append(node.id)
    return found


def _offer(weight: Fraction | int, span: _Span) -> _Offer:
    absent = [_ABSENT] if span.can_go else []
    return _Offer([(weight, span.low), *absent], [(weight, span.high), *absent])


_ABSENT: _Pair = (0, Fraction(0))


def _mean_span(offers: Sequence[_Offer], score: Fraction, *, can_go: bool) -> _Span:
    low = _extreme([one.lows for one in offers], score, lowest=True)
    high = _extreme([one.highs for one in offers], score, lowest=False)
    return _Span(low, high, can_go)


def _extreme(groups: Sequence[Sequence[_Pair]], start: Fraction, *, lowest: bool) -> Fraction:
    """Take one pair of each group so that their mean is lowest, or highest.

    Each round takes what lies furthest below (above) the mean of the last, until the mean stays.

    Source: Dinkelbach, W. (1967): On nonlinear fractional programming. Management Science 13, 492-498.
    """
    pick = min if lowest else max
    taken = [
        group[0] if len(group) == 1 else pick(group, key=lambda pair: pair[0] * (pair[1] - start))
        for group in groups
    ]
    # Something does not lie above (below) the last mean, and comes before `_ABSENT`: weights are left.
    reached = weighted_mean(taken)
    return start if reached == start else _extreme(groups, reached, lowest=lowest)


def _minimum_span(parts: Sequence[_Span], *, can_go: bool) -> _Span:
    staying = [one.high for one in parts if not one.can_go]
    high = min(staying) if staying else max(one.high for one in parts)
    return _Span(min(one.low for one in parts), high, can_go)


# --- One answer less: leaves -------------------------------------------------------------------------


class _Ways(NamedTuple):
    """What a leaf's score can be made of: one of these gives the lowest, and one the highest."""

    lows: Sequence[Sequence[_Pair]]
    highs: Sequence[Sequence[_Pair]]

    def span(self, *, can_go: bool) -> _Span:
        """Give the span of the leaf's own score."""
        low, high = min(map(weighted_mean, self.lows)), max(map(weighted_mean, self.highs))
        return _Span(low, high, can_go)

    def alike(self, *, can_go: bool) -> _Offer:
        """Offer the leaf's questions to parents in which every question counts alike (S4)."""
        absent = [_ABSENT] if can_go else []
        lows, highs = (
            [(len(way), weighted_mean((1, value) for _, value in way)) for way in ways]
            for ways in self
        )
        # Of the ways that are equally long only the best counts.
        low, high = sorted(lows[1:])[:1], sorted(highs[1:])[-1:]
        return _Offer([lows[0], *low, *absent], [highs[0], *high, *absent])


def _counting(whole: Sheet) -> Mapping[str, list[QuestionScore]]:
    """Questions with a weight and a value, by leaf."""
    found: defaultdict[str, list[QuestionScore]] = defaultdict(list)
    for one in whole.questions:
        if one.value is not None and one.weight > 0:
            found[one.node].append(one)
    return found


def _all_ways(
    whole: Sheet, public: ProtectedTally, edition: Edition, method: Method
) -> Mapping[str | None, _Ways]:
    """Give the ways of each leaf with a score."""
    cells, options = _cells(whole.view, public), edition.questionnaire.values
    found: dict[str | None, _Ways] = {}
    for leaf, counted in _counting(whole).items():
        node = whole.by_node[leaf]
        if node.score is None:
            continue
        free = _free(counted, node, method)
        full = [(one.weight, one.value) for one in counted if one.value is not None]
        if whole.view.kind == "official":
            less = [[*full[:i], *full[i + 1 :]] for i, is_free in enumerate(free) if is_free]
            found[leaf] = _Ways([full, *less], [full, *less])
            continue
        lows, highs = list(full), list(full)
        for i, is_free in enumerate(free):
            if is_free:
                weight, mean = full[i]
                question = counted[i].question
                low, high = _ends(mean, cells[question], options[question])
                lows[i], highs[i] = (weight, low), (weight, high)
        found[leaf] = _Ways([lows], [highs])
    return found


def _free(questions: Sequence[QuestionScore], node: NodeScore, method: Method) -> Sequence[bool]:
    """Say at which questions a leaf keeps its score (S3) if one answer is left out there alone."""
    singles = [one.weight / one.applicable for one in questions]
    sizes = [one.answered for one in questions]
    given = sum((n * single for n, single in zip(sizes, singles, strict=True)), Fraction(0))
    # The coverage, which is not None where there is a score, is `given` divided by the applicable weight.
    spare = given - method.minimum_coverage * given / (node.coverage or 1)
    return [single <= spare and single != given for single in singles]


def _cells(view: View, public: ProtectedTally) -> Mapping[str, Cell]:
    """What is published for a view of personal responses."""
    found = {
        item.question: item.by_perspective.get(view.perspective) if view.perspective else item.total
        for item in public.items
    }
    return {question: cell for question, cell in found.items() if cell is not None}


def _ends(mean: Fraction, cell: Cell, options: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """Lowest and highest mean if any one answer is left out; there are at least three (P1)."""
    given = [value for value, count in zip(options, cell.counts, strict=True) if count]
    total, n = mean * cell.answered, cell.answered
    return (total - max(given)) / (n - 1), (total - min(given)) / (n - 1)
