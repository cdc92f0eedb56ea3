# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies for towns: municipalities, methods, local supplements and assessments; M8, G1, S8."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
from hypothesis import strategies as st

from weltoffen.model.assessment import (
    MUNICIPALITY_KINDS,
    Assessment,
    Municipality,
    MunicipalityKind,
    Perspective,
    Round,
    Supplement,
    Target,
)
from weltoffen.model.method import ADMINISTRATION, Method, ParentPolicy, WholePolicy
from weltoffen.testing.basics import draw_stock, ids, maybe_extensions, pick, upto, versions
from weltoffen.testing.content import Ground, draw_questions, draw_tree
from weltoffen.testing.scaling import draw_scales

if TYPE_CHECKING:
    from weltoffen.model.edition import Edition

_PERSPECTIVES = (ADMINISTRATION, "politics", "civil-society", "economy", "residents", "z-9")
_PARENT: tuple[ParentPolicy, ...] = ("mean", "questions", "minimum")
_COVERAGES = (Fraction(1, 2), *(Fraction(n, 20) for n in range(21)))
_SHARES = (Fraction(1, 3), *(Fraction(n, 20) for n in range(21)))
_NAMES = ("Musterstadt", "Übersee a. d. Ö.", "<b>X</b>")
_FIRST_DAY = dt.date(2020, 1, 1)
_WHOLE: tuple[WholePolicy | None, ...] = (None, "official", "equal", "pooled")


@st.composite
def methods(draw: st.DrawFn) -> Method:
    """Give methods of scoring (Auswertungsmethoden, S8) with every policy."""
    return Method(
        id=draw(ids()),
        version=draw(versions()),
        parent_policy=pick(draw, _PARENT),
        whole_policy=pick(draw, _WHOLE),
        official_perspective=pick(draw, _PERSPECTIVES[:2]),
        minimum_coverage=pick(draw, _COVERAGES),
        tendency_share=pick(draw, _SHARES),
        extensions=draw(maybe_extensions()),
    )


@st.composite
def supplements(draw: st.DrawFn, edition: Edition) -> Supplement:
    """Give local supplements (lokale Ergänzungen, M8) that fit an edition.

    Args:
        draw: Given by Hypothesis.
        edition: The edition; own questions use its scales, too.
    """
    model, asked = edition.target_model, edition.questionnaire
    stock = draw_stock(draw, ["own"])
    nodes = draw_tree(draw, stock, len(model.levels), 4, model.known)
    parents = {node.parent for node in nodes}
    leaves = [node.id for node in nodes if node.id not in parents]
    own_scales = draw_scales(draw, stock, draw(upto(1)) if asked.scales else 1)
    scales = (*asked.scales, *own_scales)
    ground = Ground(leaves=tuple(leaves), scales=scales, offices=model.known.offices)
    questions = draw_questions(draw, stock, ground, 1 + draw(upto(2)))
    return Supplement(nodes=nodes, questions=questions, scales=own_scales)


@st.composite
def municipalities(draw: st.DrawFn) -> Municipality:
    """Give municipalities (Kommunen) of every kind, with keys or without; both name the same one (C8)."""
    kind = pick(draw, (None, *MUNICIPALITY_KINDS))
    return draw_municipality(draw, f"{1 + draw(upto(15)):02}{draw(upto(999)):03}", kind)


def draw_municipality(draw: st.DrawFn, county: str, kind: MunicipalityKind | None) -> Municipality:
    """Draw a municipality of a county, or the county itself; an internal building block.

    Args:
        draw: Given by Hypothesis.
        county: The first five digits of its keys.
        kind: Its kind.
    """
    if kind == "county":
        ags, ars = pick(draw, (county, f"{county}000")), f"{county}0000000"
    else:
        town = f"{draw(upto(999)):03}"
        ags, ars = county + town, f"{county}{draw(upto(9_999)):04}{town}"
    return Municipality(
        name=pick(draw, _NAMES), ags=pick(draw, (ags, None)), ars=pick(draw, (ars, None)), kind=kind
    )


@st.composite
def assessments(
    draw: st.DrawFn, edition: Edition, *, max_perspectives: int = 5, supplement: bool = True
) -> Assessment:
    """Give assessments (Selbstchecks, M8) of an edition.

    Args:
        draw: Given by Hypothesis.
        edition: The edition that is used.
        max_perspectives: Largest number of perspectives, at most 6; there is at least one.
        supplement: Whether there may be a local supplement.
    """
    stock = draw_stock(draw)
    own = draw(supplements(edition)) if supplement and pick(draw, (False, True)) else None
    nodes = [node.id for node in (*edition.target_model.nodes, *(own.nodes if own else ()))]
    order: list[str] = []
    for _ in range(1 + draw(upto(max_perspectives - 1))):
        order.append(pick(draw, [one for one in _PERSPECTIVES if one not in order]))
    aims: list[str | Fraction] = [*(stage.id for stage in edition.target_model.stages), *_COVERAGES]
    aimed = dict.fromkeys(pick(draw, nodes) for _ in range(draw(upto(3))))
    start = pick(draw, (None, _FIRST_DAY + dt.timedelta(days=draw(upto(3_650)))))
    return Assessment(
        id=draw(ids()),
        municipality=draw(municipalities()),
        round=Round(
            id=stock.id(0),
            start=start,
            end=start and pick(draw, (None, start, start + dt.timedelta(days=90))),
        ),
        edition=edition.reference,
        perspectives=tuple(Perspective(id=one, title=stock.text(i)) for i, one in enumerate(order)),
        method=_fitting(draw(methods()), order),
        targets=tuple(_target(node, pick(draw, aims)) for node in aimed),
        supplement=own,
        title=stock.maybe_text(1),
        extensions=stock.extra,
    )


def _fitting(method: Method, perspectives: list[str]) -> Method:
    """Name a declared perspective where the method insists on an official response (S5)."""
    if method.whole_policy != "official" or method.official_perspective in perspectives:
        return method
    return attrs.evolve(method, official_perspective=perspectives[0])


def _target(node: str, aim: str | Fraction) -> Target:
    return Target(node=node, stage=aim) if isinstance(aim, str) else Target(node=node, score=aim)
