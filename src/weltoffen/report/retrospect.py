# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Computing again what stands beside the results (Rückblick): A4, for ratings (G7) and change (G8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import final

from weltoffen.errors import Problems
from weltoffen.model.comparison import How
from weltoffen.model.target import stage_index
from weltoffen.report.contrast import answers_of, nodes_above
from weltoffen.report.findings import (
    Place,
    Places,
    check_least,
    compare,
    compare_entries,
    compare_nodes,
    leaves_of,
)
from weltoffen.report.rounds import ChangeResult, NodeChangeResult, ViewChangeResult
from weltoffen.report.shares import Share
from weltoffen.report.structure import Report
from weltoffen.scoring.aggregation import weighted_mean
from weltoffen.scoring.matching import Matching, Pair
from weltoffen.scoring.protection import SMALLEST_K
from weltoffen.scoring.results import View

# --- Ratings -----------------------------------------------------------------------------------------


def check_ratings(problems: Problems, report: Report) -> None:
    """Compare a workshop's ratings with the results of the self-assessment (A4, G7).

    Their nodes are known, rated once and in order, and their stages are those of the model.
    """
    order = {stage.id: index for index, stage in enumerate(report.stages)}
    places = Places(problems, report)
    places.check([one.node for one in report.ratings], ("ratings",))
    for index, one in enumerate(report.ratings):
        place = ("ratings", index)
        if one.stage not in order:
            problems.add("unknown-stage", (*place, "stage"), id=one.stage)
        elif one.node in report.by_node:
            own = order.get(report.by_node[one.node].stage or "")
            counted = None if own is None else order[one.stage] - own
            compare(problems, (*place, "stages"), one.stages, counted)


# --- Change ------------------------------------------------------------------------------------------


def check_change(problems: Problems, report: Report, views: Sequence[View]) -> None:
    """Compute again what follows from a change's own figures (A4, G8).

    These are differences and stages; which views, nodes and questions there can be, and how many; that a
    relation has the sides that it should, and each pair one place; the later round's smallest numbers of
    answers; and the mean of the perspectives. The earlier round's answers and the weights do not stand in a
    report, so that the scores of both rounds over the common questions are taken as they are. Of the earlier
    numbers of answers it is known that a response is one and that persons are never fewer than three (P1).

    Args:
        problems: Takes what is found.
        report: The report.
        views: The views that it has scores of.
    """
    change = report.change
    if change is None:
        return
    _check_questions(problems, report, change)
    _check_nodes(problems, report, change)
    _check_view_changes(problems, report, change, views)
    if change.main is not None:
        _check_main(problems, report, change, change.main)


# --- What belongs together ---------------------------------------------------------------------------

_NONE, _ONE, _SOME = range(1), range(1, 2), range(1, 2**53)
_SIDES: Mapping[How, tuple[range, range]] = {
    "same": (_ONE, _ONE),
    "reworded": (_ONE, _ONE),
    "new": (_NONE, _ONE),
    "dropped": (_ONE, _NONE),
    "split": (_ONE, _SOME),
    "merged": (_SOME, _ONE),
}
"""How many ids a relation has on its earlier and on its later side."""


def _check_questions(problems: Problems, report: Report, change: ChangeResult) -> None:
    """Check that what is compared was asked, and informs a leaf that is compared."""
    place: Place = ("change", "questions")
    leaves = {one.question: one.node for one in report.questions}
    compared = {later for _, later in change.nodes.compared}
    _check_matching(problems, change.questions, place, reworded=change.reworded)
    apart = {one.node for one in report.supplement}
    own = {question for question, node in leaves.items() if node in apart}
    _check_all_there(problems, change.questions, leaves, own, place)
    for at, (_, later) in enumerate(change.questions.compared):
        if later not in leaves:
            problems.add("unknown-question", (*place, "compared", at, 1), id=later)
        elif leaves[later] not in compared:
            problems.add("not-allowed-here", (*place, "compared", at))


def _check_nodes(problems: Problems, report: Report, change: ChangeResult) -> None:
    place: Place = ("change", "nodes")
    _check_matching(problems, change.nodes, place, reworded=change.reworded)
    own = {one.node for one in report.supplement if one.node is not None}
    _check_all_there(problems, change.nodes, report.by_node, own, place)
    for at, (_, later) in enumerate(change.nodes.compared):
        if later not in report.by_node:
            problems.add("unknown-node", (*place, "compared", at, 1), id=later)
    for at in range(len(change.nodes.without_leaf)):
        problems.add("not-allowed-here", (*place, "without_leaf", at))


def _check_matching(
    problems: Problems, matching: Matching, place: Place, *, reworded: bool
) -> None:
    """Check the sides of each relation, and that each pair that can be compared has one place."""
    pairs: set[Pair] = set()
    for at, one in enumerate(matching.relations):
        earlier, later = _SIDES[one.how]
        if len(one.earlier) not in earlier or len(one.later) not in later:
            problems.add("not-allowed-here", (*place, "relations", at))
        elif one.how == "same" or (reworded and one.how == "reworded"):
            pairs.add((one.earlier[0], one.later[0]))
    seen: set[Pair] = set()
    for name in ("compared", "altered", "contradictory", "without_leaf"):
        listed: tuple[Pair, ...] = getattr(matching, name)
        for at, pair in enumerate(listed):
            if pair in seen:
                problems.add("duplicate-id", (*place, name, at), id=pair[1])
            elif pair not in pairs:
                problems.add("not-allowed-here", (*place, name, at))
            seen.add(pair)
    compare(problems, place, len(pairs & seen), len(pairs))


def _check_all_there(
    problems: Problems,
    matching: Matching,
    known: Collection[str],
    own: Collection[str],
    place: Place,
) -> None:
    """Check that everything of the later round stands in a relation; of its own (M8) all or nothing."""
    named = {one for relation in matching.relations for one in relation.later}
    asked = {*known} if named.intersection(own) else {*known}.difference(own)
    compare(problems, (*place, "relations"), len(asked & named), len(asked))


# --- Views -------------------------------------------------------------------------------------------


def _check_view_changes(
    problems: Problems, report: Report, change: ChangeResult, views: Sequence[View]
) -> None:
    order = {view: at for at, view in enumerate(views)}
    stored = [one.view for one in change.views]
    for index, view in enumerate(stored):
        if view not in order:
            place = ("change", "views", index, "view", "perspective")
            problems.add("unknown-perspective", place, id=view.perspective)
    if all(view in order for view in stored):
        ordered = sorted({*stored}, key=order.__getitem__)
        compare_entries(problems, ("change", "views"), stored, ordered, "view")
    check = _ViewCheck(problems, report, change)
    for index, one in enumerate(change.views):
        check.check(one, ("change", "views", index))
    if change.main is not None:
        check.check(change.main, ("change", "main"))


@final
class _ViewCheck:
    """Computes the change of a view again, as far as it follows from its own figures."""

    def __init__(self, problems: Problems, report: Report, change: ChangeResult) -> None:
        self._problems = problems
        self._places = Places(problems, report)
        self._stages = report.stages if change.same_stages else None
        self._leaves = leaves_of(report.nodes) | leaves_of(report.supplement)
        self._compared = {None, *(later for _, later in change.nodes.compared)}
        self._most = len(change.questions.compared)
        self._asked = {later for _, later in change.questions.compared}
        self._answers = answers_of(report)
        self._above = nodes_above(report)

    def check(self, one: ViewChangeResult, place: Place) -> None:
        """Check one view."""
        self._places.check([node.node for node in one.nodes], (*place, "nodes"))
        asked = sum(node.questions for node in one.nodes if node.node in self._leaves)
        compare(self._problems, (*place, "questions"), one.questions, asked)
        if one.questions > self._most:
            self._problems.add(
                "outside-range", (*place, "questions"), minimum=0, maximum=self._most
            )
        for index, node in enumerate(one.nodes):
            spot = (*place, "nodes", index)
            self._check_node(node, spot)
            if node.questions > one.questions:
                self._problems.add(
                    "outside-range", (*spot, "questions"), minimum=1, maximum=one.questions
                )
        if one.view in self._answers:
            self._check_answers(one, (*place, "nodes"))

    def _check_answers(self, one: ViewChangeResult, place: Place) -> None:
        """Check the smallest numbers of answers of a view of persons or of a response (N3)."""
        below: defaultdict[str | None, list[int]] = defaultdict(list)
        for question, told in self._answers[one.view].items():
            if question in self._asked:
                for node in self._above[question]:
                    below[node].append(told.n)
        for index, change in enumerate(one.nodes):
            least = (*place, index, "earlier_n")
            if one.view.kind == "official":
                compare(self._problems, least, change.earlier_n, 1)
            elif change.earlier_n < SMALLEST_K:
                self._problems.add("outside-range", least, minimum=SMALLEST_K, maximum=2**53 - 1)
            check_least(
                self._problems,
                (*place, index, "later_n"),
                change.later_n,
                below[change.node],
                change.questions,
            )

    def _check_node(self, one: NodeChangeResult, place: Place) -> None:
        if one.node not in self._compared:
            self._problems.add("not-allowed-here", (*place, "node"))
        earlier, later = one.earlier.exact, one.later.exact
        compare(self._problems, (*place, "difference"), one.difference, Share(later - earlier))
        stages = None
        if self._stages is not None:
            stages = stage_index(self._stages, later) - stage_index(self._stages, earlier)
        compare(self._problems, (*place, "stages"), one.stages, stages)


# --- The main view -----------------------------------------------------------------------------------


def _check_main(
    problems: Problems, report: Report, change: ChangeResult, main: ViewChangeResult
) -> None:
    """Compare the main view with the views of the perspectives (S5); all persons together stand alone."""
    policy = report.stamp.whole_policy
    name = report.stamp.method.official_perspective if policy == "official" else None
    place: Place = ("change", "main")
    compare(problems, (*place, "view"), main.view, View(kind=policy, perspective=name))
    if main.view.kind == "pooled":
        return
    parts = [
        one
        for one in change.views
        if (one.view.kind == "personal" if main.view.kind == "equal" else one.view == main.view)
    ]
    below: defaultdict[str | None, list[NodeChangeResult]] = defaultdict(list)
    for part in parts:
        for node in part.nodes:
            below[node.node].append(node)
    nodes = [node for node in (None, *report.by_node) if node in below]
    stored = [one.node for one in main.nodes]
    if not compare_nodes(problems, (*place, "nodes"), stored, nodes):
        return
    for index, one in enumerate(main.nodes):
        spot = (*place, "nodes", index)
        found = below[one.node]
        earlier, later = (
            Share(weighted_mean((1, getattr(node, side).exact) for node in found))
            for side in ("earlier", "later")
        )
        compare(problems, (*spot, "earlier"), one.earlier, earlier)
        compare(problems, (*spot, "later"), one.later, later)
        for side in ("earlier_n", "later_n"):
            fewest = min(getattr(node, side) for node in found)
            compare(problems, (*spot, side), getattr(one, side), fewest)
        least = max(node.questions for node in found)
        most = sum(node.questions for node in found)
        if not least <= one.questions <= most:
            problems.add("outside-range", (*spot, "questions"), minimum=least, maximum=most)
