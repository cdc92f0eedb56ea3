# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Single results in Markdown (einzelne Ergebnisse): sentences, rows, sections, perspectives; G1, S6, N3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.render.page import bullets, heading, paragraph, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weltoffen.model.suggestion import Suggestion
    from weltoffen.render.page import Page
    from weltoffen.report.structure import FieldSummary, GapResult, NodeResult, Report


def result_sentences(page: Page, result: NodeResult) -> str:
    """Say a node's result in sentences: score, stage, target, gap."""
    if result.score is None:
        if result.reason == "protected":
            return page.say("result.protected")
        return page.say("result.none", reason=page.why_none(result.reason))
    said = [
        page.say(
            "result.score",
            score=page.figures.percent(result.score),
            n=page.figures.n(result.n),
            coverage=page.percent(result.coverage),
        )
    ]
    if result.stage is not None:
        name = "stage-tendency" if result.tendency else "stage"
        said.append(page.say(f"result.{name}", stage=page.quoted(page.stage(result.stage))))
    if result.held_by:
        gates = "; ".join(map(page.gate, result.held_by))
        said.append(page.say("result.held", gates=gates))
    target = result.target
    said.append(
        page.say(
            "result.own-target" if target.own else "result.target",
            score=page.figures.percent(target.score),
            stage=page.quoted(page.stage(target.stage)),
        )
    )
    if result.gap is not None:
        said.append(_gap_sentence(page, result.gap))
    return " ".join(said)


def _gap_sentence(page: Page, gap: GapResult) -> str:
    stages = page.figures.count("stage", gap.stages)
    if gap.points.exact > 0:
        points = page.figures.points(gap.points)
        name = "gap-stages" if gap.stages > 0 else "gap"
        return page.say(f"result.{name}", points=points, stages=stages)
    return page.say("result.held-gap" if gap.stages > 0 else "result.reached", stages=stages)


def result_row(page: Page, result: NodeResult) -> list[str]:
    """Write a node's result as a row: name, stage, score, target, gap, coverage, n."""
    name = page.node(result.node)
    target = page.figures.percent(result.target.score)
    if result.score is None:
        why, none = page.why_none(result.reason), page.say("label.none")
        if result.reason == "protected":
            return [name, why, why, target, why, why, why]
        coverage = none if result.coverage is None else page.figures.percent(result.coverage)
        return [name, none, why, target, none, coverage, none]
    return [
        name,
        stage_words(page, result),
        page.figures.percent(result.score),
        target,
        page.figures.gap(result.gap),
        page.percent(result.coverage),
        page.figures.n(result.n),
    ]


def stage_words(page: Page, result: NodeResult) -> str:
    """Name the stage reached, with its tendency; a dash without one."""
    if result.stage is None:
        return page.say("label.none")
    stage = page.stage(result.stage)
    return page.say("result.tendency", stage=stage) if result.tendency else stage


def detail(page: Page, result: NodeResult) -> Iterator[str]:
    """Write the section of one node: result, assessment text, suggestions."""
    yield from heading(3 + page.depth(result.node), page.node(result.node))
    yield from paragraph(result_sentences(page, result))
    summary = page.report.summaries_by_node.get(result.node or "")
    if summary is not None:
        yield from paragraph(_summary(page, summary))
    if result.assessment is not None:
        yield from paragraph(page.text(result.assessment))
    if result.suggestions:
        yield from paragraph(page.say("label.suggestions"))
        yield from bullets(_suggestion(page, one) for one in result.suggestions)


def _summary(page: Page, summary: FieldSummary) -> str:
    """Say where the leaves of a field stand, and which comes first among the needs (G2)."""
    said = []
    if summary.stages:
        stages = "; ".join(
            page.say("summary.stage", stage=page.stage(one.stage), nodes=page.nodes(one.leaves))
            for one in summary.stages
        )
        said.append(page.say("summary.stages", stages=stages))
    if summary.unscored:
        said.append(page.say("summary.unscored", nodes=page.nodes(summary.unscored)))
    if summary.first_need is not None:
        gap = page.figures.gap(page.report.by_node[summary.first_need].gap)
        said.append(page.say("summary.need", node=page.node(summary.first_need), gap=gap))
    elif summary.stages:
        said.append(page.say("summary.no-need"))
    return " ".join(said)


def _suggestion(page: Page, one: Suggestion) -> str:
    """Write a suggestion with its effort, who usually carries it, and the module where it fits."""
    facts = []
    if one.effort is not None:
        facts.append(page.say(f"effort.{one.effort}"))
    if one.carrier is not None:
        facts.append(page.say("label.carrier", office=page.office(one.carrier)))
    if one.module is not None:
        facts.append(page.say("label.module", module=page.module(one.module)))
    return page.text(one.text) + (f" ({'; '.join(facts)})" if facts else "")


def perspective_table(page: Page, nodes: Iterable[str | None]) -> Iterator[str]:
    """Write the scores of all perspectives side by side; the marker where they are protected (P4)."""
    views = page.report.perspectives
    scores = [{one.node: one for one in view.nodes} for view in views]
    head = [page.levels()]
    for view in views:
        capacity = page.say(f"label.{view.capacity}")
        head.append(f"{page.perspective(view.perspective)}, {capacity}")
    none = page.say("label.none")
    rows = []
    for node in nodes:
        found = [view.get(node) for view in scores]
        name = f"**{page.node(node)}**" if page.depth(node) == 0 else page.node(node)
        rows.append([name, *(none if one is None else page.figures.scored(one) for one in found)])
    yield from table(head, rows, numbers=len(views))


def without_personal(report: Report) -> tuple[str, ...]:
    """Name the perspectives of which no personal answer at all is shown: none given, or protected (P4)."""
    shown = {view.perspective for view in report.perspectives if view.capacity == "personal"}
    return tuple(one.perspective for one in report.participation if one.perspective not in shown)
