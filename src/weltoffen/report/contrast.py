# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Computing again how views differ (Sichten nachrechnen): A4, for G4, G5 and G6."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, islice

from weltoffen.errors import Problems
from weltoffen.model.exact import in_whole
from weltoffen.model.target import stage_index
from weltoffen.report.disclosure import groups_of
from weltoffen.report.findings import (
    Place,
    Places,
    check_least,
    compare,
    compare_entries,
    leaves_of,
)
from weltoffen.report.shares import Share
from weltoffen.report.structure import NodeResult, PerspectiveScore, Report
from weltoffen.report.views import (
    NodeGapResult,
    OccasionResult,
    OrderAgreementResult,
    QuestionGapResult,
    ViewGapResult,
)
from weltoffen.scoring.agreement import kendall_w
from weltoffen.scoring.distribution import Distribution
from weltoffen.scoring.occasions import CAMPS, LARGE_GAP
from weltoffen.scoring.perception import QuestionGap
from weltoffen.scoring.results import View, ViewKind

Answered = Mapping[str, Distribution]
"""How a view answered, by question in declared order; what it has no value for is missing."""


def check_views(problems: Problems, report: Report) -> None:
    """Compute again how views differ (A4): gaps, occasions for talk, agreement of the orders of priority.

    Which pairs and questions there are, differences of questions and delta follow from the answers that
    stand in the report, and so do occasions and Kendall's W. Of a node only the difference of its two
    scores, its stages, how many questions there can be and which smallest numbers of answers are computed:
    weights do not stand in a report.
    """
    _check_gaps(problems, report)
    _check_occasions(problems, report)
    _check_order(problems, report)


def views_of(report: Report) -> tuple[View, ...]:
    """Give whose answers stand in a report: official responses, then groups published anywhere (P6)."""
    published = {cell.perspective for one in report.questions for cell in one.published}
    official = (
        View(kind="official", perspective=one.perspective)
        for one in report.participation
        if one.official
    )
    personal = (
        View(kind="personal", perspective=one.perspective)
        for one in groups_of(report.participation)
        if one.perspective in published
    )
    return (*official, *personal)


# --- Gaps between views ------------------------------------------------------------------------------


def _check_gaps(problems: Problems, report: Report) -> None:
    stored = [(one.row, one.column) for one in report.gaps]
    # One more than there are tells that there should be more; all of them may be too many to list.
    pairs = list(islice(combinations(views_of(report), 2), len(stored) + 1))
    if not compare_entries(problems, ("gaps",), stored, pairs):
        return
    answers, above, places = answers_of(report), nodes_above(report), Places(problems, report)
    for index, gap in enumerate(report.gaps):
        row, column = (answers.get(view, {}) for view in (gap.row, gap.column))
        common = {key: (told, column[key]) for key, told in row.items() if key in column}
        _check_question_gaps(problems, gap, common, ("gaps", index, "questions"))
        place: Place = ("gaps", index, "nodes")
        if places.check([one.node for one in gap.nodes], place) and gap.nodes:
            below: defaultdict[str | None, list[tuple[int, int]]] = defaultdict(list)
            for key, (told, other) in common.items():
                for node in above[key]:
                    below[node].append((told.n, other.n))
            for at, one in enumerate(gap.nodes):
                _check_node_gap(problems, report, one, below[one.node], (*place, at))


def answers_of(report: Report) -> Mapping[View, Answered]:
    """Give how each view answered, all persons together among them.

    An official response is a distribution of one answer.
    """
    found: dict[View, dict[str, Distribution]] = {}
    for question in report.questions:
        values = tuple([value.exact for value in question.values])
        whole = in_whole(values)
        for official in question.official:
            if official.value is not None:
                view = View(kind="official", perspective=official.perspective)
                told = Distribution(counts=(1,), values=(official.value.exact,))
                found.setdefault(view, {})[question.question] = told
        total = () if question.total is None else (question.total,)
        for cell in (*question.published, *total):
            if cell.n and len(cell.counts) == len(values):
                kind: ViewKind = "pooled" if cell.perspective is None else "personal"
                view = View(kind=kind, perspective=cell.perspective)
                told = Distribution(counts=cell.counts, values=values, whole=whole)
                found.setdefault(view, {})[question.question] = told
    return found


def nodes_above(report: Report) -> Mapping[str, Sequence[str | None]]:
    """Give the leaf that each question informs and all nodes above it, the whole among them."""
    paths: dict[str | None, tuple[str | None, ...]] = {}
    for one in report.nodes:
        paths[one.node] = (one.node, *paths.get(one.parent, (None,)))
    for one in report.supplement:  # stands apart and never enters the whole (M8)
        paths[one.node] = (one.node, *paths.get(one.parent, ()))
    return {one.question: paths.get(one.node, ()) for one in report.questions}


def _check_question_gaps(
    problems: Problems,
    gap: ViewGapResult,
    common: Mapping[str, tuple[Distribution, Distribution]],
    place: Place,
) -> None:
    stored = [one.question for one in gap.questions]
    if not compare_entries(problems, place, stored, list(common), "question"):
        return
    for index, one in enumerate(gap.questions):
        row, column = common[one.question]
        _compare_question(problems, one, row, column, (*place, index))


def _compare_question(
    problems: Problems,
    stored: QuestionGapResult,
    row: Distribution,
    column: Distribution,
    place: Place,
) -> None:
    counted = QuestionGap(question=stored.question, row=row, column=column)
    compare(problems, (*place, "difference"), stored.difference, Share(counted.difference))
    compare(problems, (*place, "delta"), stored.delta, Share(counted.delta))


def _check_node_gap(
    problems: Problems,
    report: Report,
    one: NodeGapResult,
    below: Sequence[tuple[int, int]],
    place: Place,
) -> None:
    """Check a gap by the numbers of answers of both sides to all common questions below the node."""
    row, column = one.row.exact, one.column.exact
    compare(problems, (*place, "difference"), one.difference, Share(row - column))
    stages = stage_index(report.stages, row) - stage_index(report.stages, column)
    compare(problems, (*place, "stages"), one.stages, stages)
    if one.questions > len(below):
        problems.add("outside-range", (*place, "questions"), minimum=1, maximum=len(below))
    for at, name in enumerate(("row_n", "column_n")):
        known = [sides[at] for sides in below]
        check_least(problems, (*place, name), getattr(one, name), known, one.questions)


# --- Occasions for talk ------------------------------------------------------------------------------


def _check_occasions(problems: Problems, report: Report) -> None:
    leaves = [*leaves_of(report.nodes), *leaves_of(report.supplement)]
    counted = [*_between(report, leaves), *_within(report)]
    stored, expected = (
        [(one.kind, one.node, one.question, one.row, one.column) for one in occasions]
        for occasions in (report.occasions, counted)
    )
    if not compare_entries(problems, ("occasions",), stored, expected):
        return
    for index, (one, right) in enumerate(zip(report.occasions, counted, strict=True)):
        for name in ("difference", "agreement", "questions"):
            place = ("occasions", index, name)
            compare(problems, place, getattr(one, name), getattr(right, name))


def _between(report: Report, leaves: Iterable[str]) -> list[OccasionResult]:
    """Give each leaf's two views that lie furthest apart, by the size of the difference (G6)."""
    furthest: dict[str | None, OccasionResult] = {}
    sizes: dict[str | None, Fraction] = {}
    for gap in report.gaps:
        for one in gap.nodes:
            size = abs(one.difference.exact)
            if one.node is not None and size >= LARGE_GAP and size > sizes.get(one.node, 0):
                sizes[one.node] = size
                furthest[one.node] = OccasionResult(
                    kind="between",
                    node=one.node,
                    row=gap.row,
                    column=gap.column,
                    difference=one.difference,
                    questions=one.questions,
                )
    found = [furthest[leaf] for leaf in leaves if leaf in furthest]
    return sorted(found, key=lambda one: -sizes[one.node])


def _within(report: Report) -> list[OccasionResult]:
    """Give the questions, but for checklists, at which a group disagrees within itself (G6)."""
    found = [
        (cell.agreement.exact, question, cell)
        for question in report.questions
        if question.kind != "multiple"
        for cell in question.published
        if cell.agreement is not None and cell.agreement.exact <= CAMPS
    ]
    return [
        OccasionResult(
            kind="within",
            node=question.node,
            question=question.question,
            row=View(kind="personal", perspective=cell.perspective),
            agreement=cell.agreement,
            questions=1,
        )
        for _, question, cell in sorted(found, key=lambda one: one[0])
    ]


# --- Orders of priority ------------------------------------------------------------------------------


def _check_order(problems: Problems, report: Report) -> None:
    counted, stored = _order(report), report.order_agreement
    if counted is None or stored is None:
        compare(problems, ("order_agreement",), stored and stored.w, counted and counted.w)
        return
    place = "order_agreement"
    compare_entries(problems, (place, "views"), stored.views, counted.views)
    compare_entries(problems, (place, "leaves"), stored.leaves, counted.leaves)
    compare(problems, (place, "w"), stored.w, counted.w)


def _order(report: Report) -> OrderAgreementResult | None:
    """Compute Kendall's W of the views' gaps to the targets, over the leaves that all views have (G5)."""
    leaves = leaves_of(report.nodes)
    known = [
        (View(kind=sheet.capacity, perspective=sheet.perspective), gaps)
        for sheet in report.perspectives
        if (gaps := dict(_leaf_gaps(sheet.nodes, leaves)))
    ]
    common = tuple(leaf for leaf in leaves if all(leaf in gaps for _, gaps in known))
    w = kendall_w([[gaps[leaf] for leaf in common] for _, gaps in known])
    if w is None:
        return None
    return OrderAgreementResult(w=Share(w), views=tuple(view for view, _ in known), leaves=common)


def _leaf_gaps(
    scores: Iterable[PerspectiveScore], leaves: Mapping[str, NodeResult]
) -> Iterator[tuple[str, Fraction]]:
    for one in scores:
        if one.node is not None and one.node in leaves and one.score is not None:
            yield one.node, leaves[one.node].target.score.exact - one.score.exact
