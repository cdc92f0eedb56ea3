# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tables of results (Ergebnistabellen): nodes, needs, levers, robustness, suggestions; G1-G3, G7, G9, P4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.errors import pointer_to
from weltoffen.interop.columns import Row, TableSource, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weltoffen.interop.naming import Names
    from weltoffen.report.structure import GapResult, NodeResult, PerspectiveScore

SHOWN = "shown"
PROTECTED = "protected"


def placed(names: Names) -> Iterator[tuple[str, str, NodeResult]]:
    """Give every result with its pointer and the part that it belongs to: the whole first."""
    report = names.report
    yield "/whole", "whole", report.whole
    for key, results in (("nodes", report.nodes), ("supplement", report.supplement)):
        part = "edition" if key == "nodes" else key
        for place, one in enumerate(results):
            yield pointer_to((key, place)), part, one


def _node(names: Names, node: str | None) -> dict[str, Value]:
    return {"node": node, "node_title": names.node(node)}


def _scored(names: Names, one: NodeResult | PerspectiveScore) -> dict[str, Value]:
    """Give what a score is; where it is protected, nothing that hangs on answers (P4)."""
    return {
        **_node(names, one.node),
        "score": one.score,
        "percent": None if one.score is None else one.score.percent,
        "status": SHOWN if one.score is not None else one.reason or PROTECTED,
        "reason": one.reason,
        "coverage": one.coverage,
        "n": one.n,
        "stage": one.stage,
        "stage_title": names.name("stage", one.stage),
        "tendency": None if one.stage is None else one.tendency,
    }


def _fragile(names: Names) -> Mapping[str | None, tuple[str, ...]]:
    return {one.node: one.fragile for one in names.report.stability}


def gap_cells(gap: GapResult | None) -> dict[str, Value]:
    """Give the cells of a gap."""
    if gap is None:
        return {}
    return {
        "gap_points": gap.points,
        "gap_percent": gap.points.percent,
        "gap_stages": gap.stages,
    }


def _results(names: Names) -> Iterator[Row]:
    fragile = _fragile(names)
    for pointer, part, one in placed(names):
        hidden = one.reason == PROTECTED
        yield {
            **_scored(names, one),
            **gap_cells(one.gap),
            "part": part,
            "parent": one.parent,
            "level": one.level,
            "level_title": names.name("level", one.level),
            "answered": None if hidden else one.answered,
            "applicable": None if hidden else one.applicable,
            "held_by": one.held_by,
            "target_score": one.target.score,
            "target_stage": one.target.stage,
            "target_stage_title": names.name("stage", one.target.stage),
            "own_target": one.target.own,
            "fragile": fragile.get(one.node, ()),
            "assessment": names.text(one.assessment),
            "ref": pointer,
        }


def _perspectives(names: Names) -> Iterator[Row]:
    for place, view in enumerate(names.report.perspectives):
        for at, one in enumerate(view.nodes):
            yield {
                **_scored(names, one),
                "perspective": view.perspective,
                "perspective_title": names.name("perspective", view.perspective),
                "capacity": view.capacity,
                "ref": pointer_to(("perspectives", place, "nodes", at)),
            }


def _leaf(names: Names, node: str) -> dict[str, Value]:
    """Give what stands beside a need or a strength, so that the table can stand alone (N3, G9)."""
    found = _scored(names, names.report.by_node[node])
    kept = ("node", "node_title", "score", "percent", "status", "n")
    return {**{name: found[name] for name in kept}, "fragile": _fragile(names).get(node, ())}


def _needs(names: Names) -> Iterator[Row]:
    for place, one in enumerate(names.report.needs):
        yield {
            **_leaf(names, one.node),
            **gap_cells(one.gap),
            "rank": place + 1,
            "gain": one.gain,
            "ref": pointer_to(("needs", place)),
        }


def _strengths(names: Names) -> Iterator[Row]:
    for place, one in enumerate(names.report.strengths):
        yield {
            **_leaf(names, one.node),
            "rank": place + 1,
            "ref": pointer_to(("strengths", place)),
        }


def _clarify(names: Names) -> Iterator[Row]:
    for place, one in enumerate(names.report.clarify):
        for question in one.questions or (None,):
            yield {
                **_node(names, one.node),
                "reason": one.reason,
                "question": question,
                "question_title": names.question(question),
                "ref": pointer_to(("clarify", place)),
            }


def _levers(names: Names) -> Iterator[Row]:
    for place, lever in enumerate(names.report.levers):
        here = ("levers", place)
        common: Mapping[str, Value] = {
            **_node(names, lever.node),
            "next_stage": lever.next_stage,
            "next_stage_title": names.name("stage", lever.next_stage),
        }
        for question in lever.clarify:
            asked = {"question": question, "question_title": names.question(question)}
            yield {**common, **asked, "kind": "clarify", "ref": pointer_to(here)}
        for at, part in enumerate(lever.path or ()):
            titles = [names.option(part.question, one) for one in part.options]
            yield {
                **common,
                "kind": "path",
                "question": part.question,
                "question_title": names.question(part.question),
                "option": part.options,
                "option_title": "; ".join(filter(None, titles)) or None,
                "steps": part.steps,
                "newly_asked": part.newly_asked,
                "ref": pointer_to((*here, "path", at)),
            }
        for at, step in enumerate(lever.steps):
            yield {
                **common,
                "kind": "step",
                "question": step.question,
                "question_title": names.question(step.question),
                "option": step.option,
                "option_title": names.option(step.question, step.option),
                "steps": 1,
                "gain_leaf": step.leaf,
                "gain_field": step.field,
                "gain": step.whole,
                "newly_asked": step.newly_asked,
                "ref": pointer_to((*here, "steps", at)),
            }


def _stability(names: Names) -> Iterator[Row]:
    for place, one in enumerate(names.report.stability):
        here = ("stability", place)
        node = _node(names, one.node)
        bounds = {"low": one.low, "high": one.high, "fragile": one.fragile}
        yield {**node, **bounds, "kind": "bounds", "ref": pointer_to(here)}
        for at, variant in enumerate(one.variants):
            yield {
                **node,
                "kind": "variant",
                "parent_policy": variant.parent_policy,
                "whole_policy": variant.whole_policy,
                "score": variant.score,
                "percent": variant.score.percent,
                "stage": variant.stage,
                "stage_title": names.name("stage", variant.stage),
                "ref": pointer_to((*here, "variants", at)),
            }


def _ratings(names: Names) -> Iterator[Row]:
    for place, one in enumerate(names.report.ratings):
        yield {
            **_node(names, one.node),
            "stage": one.stage,
            "stage_title": names.name("stage", one.stage),
            "tendency": one.tendency,
            "stages": one.stages,
            "why": names.text(one.reason),
            "ref": pointer_to(("ratings", place)),
        }


def _suggestions(names: Names) -> Iterator[Row]:
    for pointer, _, result in placed(names):
        for at, one in enumerate(result.suggestions):
            yield {
                **_node(names, result.node),
                "stage": result.stage,
                "stage_title": names.name("stage", result.stage),
                "suggestion": one.id,
                "text": names.text(one.text),
                "effort": one.effort,
                "carrier": one.carrier,
                "carrier_title": names.name("office", one.carrier),
                "module": one.module,
                "module_title": names.name("module", one.module),
                "ref": f"{pointer}{pointer_to(('suggestions', at))}",
            }


RESULTS = TableSource(
    "node parent part level level_title node_title score percent status reason coverage n answered "
    "applicable stage stage_title tendency held_by target_score target_stage target_stage_title own_target "
    "gap_points gap_percent gap_stages fragile assessment ref",
    _results,
)
PERSPECTIVES = TableSource(
    "perspective perspective_title capacity node node_title score percent status reason coverage n stage "
    "stage_title tendency ref",
    _perspectives,
)
NEEDS = TableSource(
    "rank node node_title score percent status n gap_points gap_percent gap_stages gain fragile ref",
    _needs,
)
STRENGTHS = TableSource("rank node node_title score percent status n fragile ref", _strengths)
CLARIFY = TableSource("node node_title reason question question_title ref", _clarify)
LEVERS = TableSource(
    "node node_title next_stage next_stage_title kind question question_title option option_title steps "
    "gain_leaf gain_field gain newly_asked ref",
    _levers,
)
STABILITY = TableSource(
    "node node_title kind low high fragile parent_policy whole_policy score percent stage stage_title ref",
    _stability,
)
RATINGS = TableSource("node node_title stage stage_title tendency stages why ref", _ratings)
SUGGESTIONS = TableSource(
    "node node_title stage stage_title suggestion text effort carrier carrier_title module module_title "
    "ref",
    _suggestions,
)
