# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Computing a report's derived values again (Nachrechnen): A4."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from weltoffen.errors import Problems
from weltoffen.model.ids import check_listed
from weltoffen.model.response import Capacity
from weltoffen.model.suggestion import check_modules
from weltoffen.model.target import check_stages
from weltoffen.report.contrast import check_views, views_of
from weltoffen.report.disclosure import check_participation, check_questions, check_size
from weltoffen.report.findings import (
    Findings,
    Place,
    check_tree,
    compare,
    compare_entries,
    compare_nodes,
    equal_scores,
)
from weltoffen.report.fragility import check_stability
from weltoffen.report.lengths import check_lengths
from weltoffen.report.rankings import check_lists
from weltoffen.report.retrospect import check_change, check_ratings
from weltoffen.report.shares import share
from weltoffen.report.structure import NodeResult, PerspectiveResult, Report
from weltoffen.scoring.results import View


def check_report(report: Report) -> None:
    """Compute again what can be computed from the report alone, and compare (A4).

    These are the tree of nodes (M1); of every score coverage, stage and tendency (S3, S6); targets and
    gaps (G1); the main view from the perspectives (S5); and, in modules of their own, the lists
    (`rankings`), who took part and what they answered (`disclosure`), how views differ (`contrast`), how firm
    results are (`fragility`), ratings and change (`retrospect`). Each says what it cannot compute, mostly for
    want of weights.

    Raises:
        InvalidDocument: ``total-differs`` at each place, ``outside-range``, ``too-few``, ``too-many``,
            ``not-allowed``, ``not-allowed-here``, ``not-a-leaf``, ``duplicate-id`` or an unknown stage, node,
            parent, question, perspective, office or module. Unsound stages and numbers that are too long
            (`lengths`) are told alone, because nearly everything rests on them.
    """
    problems = Problems()
    check_stages(problems, report.stages)
    check_lengths(problems, report)
    problems.raise_if_any()
    check_tree(problems, report)
    check_listed(problems, (office.id for office in report.offices), "offices")
    nodes = {one.node for one in report.nodes if one.node is not None}
    check_modules(problems, report.modules, nodes, {stage.id for stage in report.stages})
    check_listed(problems, (level.id for level in report.levels), "levels")
    findings = Findings(problems, report)
    for one, place in _results(report):
        findings.check_score(one, place)
        findings.check_target(one, report.by_node.get(one.parent or ""), place)
        findings.check_words(one, place)
    for index, sheet in enumerate(report.perspectives):
        for at, score in enumerate(sheet.nodes):
            findings.check_score(score, ("perspectives", index, "nodes", at))
    check_participation(problems, report, _sheets(report, "official"))
    check_questions(problems, report)
    _check_sheets(problems, report)
    _check_policy(problems, report)
    _check_main_view(problems, report)
    check_lists(problems, report)
    check_views(problems, report)
    check_stability(problems, report, findings)
    check_ratings(problems, report)
    check_change(problems, report, views_of(report))
    problems.raise_if_any()


def _results(report: Report) -> Iterator[tuple[NodeResult, Place]]:
    """Give every result of the main view with its place."""
    yield report.whole, ("whole",)
    for index, one in enumerate(report.nodes):
        yield one, ("nodes", index)
    for index, one in enumerate(report.supplement):
        yield one, ("supplement", index)


def _sheets(report: Report, capacity: Capacity) -> dict[str, PerspectiveResult]:
    return {one.perspective: one for one in report.perspectives if one.capacity == capacity}


# --- Whose scores there are --------------------------------------------------------------------------


def _check_sheets(problems: Problems, report: Report) -> None:
    """Check whose sheets there are, that each has every node, and the numbers of answers (P1)."""
    places = [one.node for one, _ in _results(report)]
    known = {one.perspective for one in report.participation}
    seen: set[tuple[str, Capacity]] = set()
    for index, sheet in enumerate(report.perspectives):
        place = ("perspectives", index)
        if sheet.perspective not in known:
            problems.add("unknown-perspective", (*place, "perspective"), id=sheet.perspective)
        if (sheet.perspective, sheet.capacity) in seen:
            problems.add("duplicate-id", (*place, "perspective"), id=sheet.perspective)
        seen.add((sheet.perspective, sheet.capacity))
        compare_nodes(problems, (*place, "nodes"), [s.node for s in sheet.nodes], places)
        if sheet.capacity == "personal":
            for at, score in enumerate(sheet.nodes):
                check_size(problems, report, score.n, (*place, "nodes", at, "n"))
    if len(seen) == len(report.perspectives) and {one for one, _ in seen} <= known:
        _check_views(problems, report)


def _check_views(problems: Problems, report: Report) -> None:
    """Check the order of the sheets, and that whoever is published somewhere has a personal one (P6)."""
    stored = [View(kind=one.capacity, perspective=one.perspective) for one in report.perspectives]
    counted = views_of(report)
    official = [{view for view in views if view.kind == "official"} for views in (stored, counted)]
    if official[0] == official[1]:  # otherwise it is told where they took part
        compare_entries(problems, ("perspectives",), stored, counted)


# --- The main view -----------------------------------------------------------------------------------


def _check_policy(problems: Problems, report: Report) -> None:
    """Check that the policy carried out is the method's, or the one that follows without (S5)."""
    method = report.stamp.method
    there = method.official_perspective in _sheets(report, "official")
    policy = method.whole_policy or ("official" if there else "equal")
    compare(problems, ("stamp", "whole_policy"), report.stamp.whole_policy, policy)


def _check_main_view(problems: Problems, report: Report) -> None:
    """Compute the main view from the perspectives (S5), as far as they tell it."""
    policy = report.stamp.whole_policy
    if policy == "official":
        _check_official(problems, report)
        return
    for one, place in _results(report):
        check_size(problems, report, one.n, (*place, "n"))
    if policy == "equal":
        _check_equal(problems, report)


def _check_official(problems: Problems, report: Report) -> None:
    """Compare the main view with the official sheet; without one nothing has a score."""
    sheet = _sheets(report, "official").get(report.stamp.method.official_perspective)
    own = {} if sheet is None else {score.node: score for score in sheet.nodes}
    for one, place in _results(report):
        if sheet is None:
            compare(problems, (*place, "score"), one.score, None)
        elif one.node in own:
            for name in ("score", "reason", "coverage", "n", "stage", "tendency"):
                compare(problems, (*place, name), getattr(one, name), getattr(own[one.node], name))


def _check_equal(problems: Problems, report: Report) -> None:
    """Compare every score with the mean of the perspectives' scores, and its n with their smallest."""
    sizes: defaultdict[str | None, list[int]] = defaultdict(list)
    for sheet in _sheets(report, "personal").values():
        for score in sheet.nodes:
            if score.score is not None and score.n is not None:
                sizes[score.node].append(score.n)
    means = equal_scores(report)
    for one, place in _results(report):
        mean = means.get(one.node)
        counted: tuple[object, ...] = (None, "protected", None, None)  # one marker (P4)
        if mean is not None and mean.reason != "protected":
            n = min(sizes[one.node], default=None)
            counted = (share(mean.score), mean.reason, share(mean.coverage), n)
        for name, value in zip(("score", "reason", "coverage", "n"), counted, strict=True):
            compare(problems, (*place, name), getattr(one, name), value)
