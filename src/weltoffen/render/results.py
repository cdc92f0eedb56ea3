# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Single results (einzelne Ergebnisse): sentences, rows, sections; G1, S6, N3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.model.exact import percent
from weltoffen.render.blocks import heading, listing, paragraphs
from weltoffen.render.firmness import doubts, marked
from weltoffen.render.inline import Line, join
from weltoffen.render.workshop import rating_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weltoffen.model.suggestion import Suggestion
    from weltoffen.render.blocks import Block
    from weltoffen.render.page import Page
    from weltoffen.report.shares import Share
    from weltoffen.report.structure import FieldSummary, GapResult, NodeResult, Report


def result_sentences(page: Page, result: NodeResult) -> Line:
    """Say a node's result in sentences: score, stage, target, gap."""
    if result.score is None:
        if result.reason == "protected":
            return page.say("result.protected")
        return page.say("result.none", reason=page.why_none(result.reason))
    said = [
        page.say(
            "result.score",
            score=page.figures.percent(result.score),
            n=page.figures.n(result),
            coverage=page.percent(result.coverage),
        )
    ]
    if result.stage is not None:
        name = "stage-tendency" if result.tendency else "stage"
        said.append(page.say(f"result.{name}", stage=page.quoted(page.stage(result.stage))))
    missed = _just_missed(page.report, result.score)
    if missed is not None:
        said.append(page.say("result.just-below", stage=page.quoted(page.stage(missed))))
    if result.held_by:
        gates = join("; ", map(page.gate, result.held_by))
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
    return join(" ", said)


def _just_missed(report: Report, score: Share) -> str | None:
    """Give the stage whose bound a score reaches only by rounding; stages go by exact values (S1, S6)."""
    above = next((stage for stage in report.stages if stage.lower > score.exact), None)
    return above.id if above is not None and score.percent >= percent(above.lower) else None


def _gap_sentence(page: Page, gap: GapResult) -> Line:
    stages = page.figures.count("stage", gap, "stages")
    if gap.points.exact > 0:
        points = page.figures.distance(gap.points)
        name = "gap-stages" if gap.stages > 0 else "gap"
        return page.say(f"result.{name}", points=points, stages=stages)
    return page.say("result.held-gap" if gap.stages > 0 else "result.reached", stages=stages)


def result_row(page: Page, result: NodeResult) -> list[Line]:
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
        page.figures.n(result),
    ]


def stage_words(page: Page, result: NodeResult) -> Line:
    """Name the stage reached, with its tendency and the mark of a fragile finding; a dash without one."""
    if result.stage is None:
        return page.say("label.none")
    return marked(page, result.node, page.reached(result.stage, result.tendency))


def detail(page: Page, result: NodeResult) -> Iterator[Block]:
    """Write the section of one node under its heading."""
    yield from heading(3 + page.depth(result.node), page.node(result.node))
    yield from told(page, result)


def told(page: Page, result: NodeResult) -> Iterator[Block]:
    """Tell a node's result, doubts, the workshop's rating, assessment, suggestions."""
    rated = rating_sentence(page, result.node)
    yield from paragraphs(result_sentences(page, result), doubts(page, result), rated)
    summary = page.report.summaries_by_node.get(result.node or "")
    if summary is not None:
        yield from paragraphs(_summary(page, summary))
    if result.assessment is not None:
        yield from paragraphs(page.text(result.assessment))
    if result.suggestions:
        yield from paragraphs(page.say("label.suggestions"))
        yield from listing(suggestion(page, one) for one in result.suggestions)


def _summary(page: Page, summary: FieldSummary) -> Line:
    """Say where the leaves of a field stand, and which comes first among the needs (G2)."""
    said = []
    if summary.stages:
        stages = join(
            "; ",
            (
                page.say("summary.stage", stage=page.stage(one.stage), nodes=page.nodes(one.leaves))
                for one in summary.stages
            ),
        )
        said.append(page.say("summary.stages", stages=stages))
    if summary.unscored:
        said.append(page.say("summary.unscored", nodes=page.nodes(summary.unscored)))
    if summary.first_need is not None:
        gap = page.figures.gap(page.report.by_node[summary.first_need].gap)
        said.append(page.say("summary.need", node=page.node(summary.first_need), gap=gap))
    elif summary.stages:
        said.append(page.say("summary.no-need"))
    return join(" ", said)


def suggestion(page: Page, one: Suggestion) -> Line:
    """Write a suggestion with its effort, who usually carries it, and the module where it fits."""
    facts = []
    if one.effort is not None:
        facts.append(page.say(f"effort.{one.effort}"))
    if one.carrier is not None:
        facts.append(page.say("label.carrier", office=page.office(one.carrier)))
    if one.module is not None:
        facts.append(page.say("label.module", module=page.module(one.module)))
    said = page.text(one.text)
    return page.say("unit.aside", text=said, aside=join("; ", facts)) if facts else said


def without_personal(report: Report) -> tuple[str, ...]:
    """Name the perspectives of which no personal answer at all is shown: none given, or protected (P4).

    A perspective in a merged group is neither: its persons are counted there, and the group is named in its
    place if it is not shown (A2).
    """
    shown = {view.perspective for view in report.perspectives if view.capacity == "personal"}
    counted = {member for one in report.participation for member in one.members}
    return tuple(
        one.perspective for one in report.participation if one.perspective not in shown | counted
    )
