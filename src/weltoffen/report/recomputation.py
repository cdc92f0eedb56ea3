# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Computing a report's derived values again (Nachrechnen): A4."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from weltoffen.errors import Problems
from weltoffen.model.ids import check_listed
from weltoffen.model.response import Capacity
from weltoffen.model.target import check_stages
from weltoffen.report.findings import Findings, Place, check_tree, compare, compare_nodes
from weltoffen.report.rankings import check_lists
from weltoffen.report.structure import NodeResult, PerspectiveResult, Report, Share

_LARGEST = 2**53 - 1


def check_report(report: Report) -> None:
    """Compute again what can be computed from the report alone, and compare (A4).

    These are the tree of nodes (M1); of every score coverage, stage and tendency (S3, S6); targets and
    gaps (G1); who took part, and that no number of persons lies below the threshold (P1); the main view
    from the perspectives (S5); and the lists: `weltoffen.report.rankings`.

    Raises:
        InvalidDocument: ``total-differs`` at each place, ``outside-range``, ``too-few``, ``too-many``,
            ``duplicate-id`` or an unknown stage, node, parent, perspective, office or module. Unsound stages
            are told alone, because nearly everything rests on them.
    """
    problems = Problems()
    check_stages(problems, report.stages)
    problems.raise_if_any()
    check_tree(problems, report)
    check_listed(problems, (office.id for office in report.offices), "offices")
    check_listed(problems, (module.id for module in report.modules), "modules")
    check_listed(problems, (level.id for level in report.levels), "levels")
    findings = Findings(problems, report)
    for one, place in _results(report):
        findings.check_score(one, place)
        findings.check_target(one, report.by_node.get(one.parent or ""), place)
        findings.check_words(one, place)
    for index, sheet in enumerate(report.perspectives):
        for at, score in enumerate(sheet.nodes):
            findings.check_score(score, ("perspectives", index, "nodes", at))
    _check_participation(problems, report)
    _check_sheets(problems, report)
    _check_policy(problems, report)
    _check_main_view(problems, report)
    check_lists(problems, report)
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


# --- Who took part -----------------------------------------------------------------------------------


def _check_participation(problems: Problems, report: Report) -> None:
    """Check the numbers of persons (P1, P4), and who has an official sheet."""
    official = _sheets(report, "official")
    seen: set[str] = set()
    for index, one in enumerate(report.participation):
        place = ("participation", index)
        if one.perspective in seen:
            problems.add("duplicate-id", (*place, "perspective"), id=one.perspective)
        seen.add(one.perspective)
        compare(problems, (*place, "official"), one.official, one.perspective in official)
        _check_size(problems, report, one.responses, (*place, "responses"))
    _check_size(problems, report, report.responses, ("responses",))
    given = [one.responses for one in report.participation if one.responses is not None]
    if len(given) == len(report.participation) or sum(given) > (report.responses or 0):
        compare(problems, ("responses",), report.responses, sum(given))
    for index, conflict in enumerate(report.conflicts):
        if conflict.perspective not in official:
            place = ("conflicts", index)
            problems.add("unknown-perspective", (*place, "perspective"), id=conflict.perspective)


def _check_size(problems: Problems, report: Report, size: int | None, place: Place) -> None:
    k = report.stamp.protection_k
    if size is not None and size < k:
        problems.add("outside-range", place, minimum=k, maximum=_LARGEST)


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
                _check_size(problems, report, score.n, (*place, "nodes", at, "n"))


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
        _check_size(problems, report, one.n, (*place, "n"))
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
    scores: defaultdict[str | None, list[Fraction]] = defaultdict(list)
    sizes: defaultdict[str | None, list[int]] = defaultdict(list)
    for sheet in _sheets(report, "personal").values():
        for score in sheet.nodes:
            if score.score is not None:
                scores[score.node].append(score.score.exact)
                sizes[score.node] += [] if score.n is None else [score.n]
    for one, place in _results(report):
        if one.score is not None:
            found = scores[one.node]
            mean = Share(sum(found, Fraction(0)) / len(found)) if found else None
            compare(problems, (*place, "score"), one.score, mean)
            compare(problems, (*place, "n"), one.n, min(sizes[one.node], default=None))
