# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies for towns: municipalities, methods, local supplements and assessments; M8, G1, S8."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from weltoffen.model.assessment import (
    Assessment,
    Municipality,
    Perspective,
    Round,
    Supplement,
    Target,
)
from weltoffen.model.method import ADMINISTRATION, Method, ParentPolicy, WholePolicy
from weltoffen.testing.basics import extensions, ids, stocks, versions
from weltoffen.testing.content import draw_questions, draw_scales, draw_tree

if TYPE_CHECKING:
    from weltoffen.model.edition import Edition

_PERSPECTIVES = (ADMINISTRATION, "politics", "civil-society", "economy", "residents", "z-9")
_PARENT: tuple[ParentPolicy, ...] = ("mean", "questions", "minimum")
_WHOLE: tuple[WholePolicy | None, ...] = (None, "official", "equal", "pooled")


@st.composite
def methods(draw: st.DrawFn) -> Method:
    """Give methods of scoring (Auswertungsmethoden, S8) with every policy."""
    share = st.integers(0, 20).map(lambda n: Fraction(n, 20))
    return Method(
        id=draw(ids()),
        version=draw(versions()),
        parent_policy=draw(st.sampled_from(_PARENT)),
        whole_policy=draw(st.sampled_from(_WHOLE)),
        official_perspective=draw(st.sampled_from([ADMINISTRATION, "politics"])),
        minimum_coverage=draw(st.just(Fraction(1, 2)) | share),
        tendency_share=draw(st.just(Fraction(1, 3)) | share),
        extensions=draw(st.none() | extensions()),
    )


@st.composite
def supplements(draw: st.DrawFn, edition: Edition) -> Supplement:
    """Give local supplements (lokale Ergänzungen, M8) that fit an edition.

    Args:
        draw: Given by Hypothesis.
        edition: The edition; own questions use its scales, too.
    """
    model, asked = edition.target_model, edition.questionnaire
    stock = draw(stocks(["own"]))
    nodes = draw_tree(draw, stock, len(model.levels), 4, model.stages)
    parents = {node.parent for node in nodes}
    leaves = [node.id for node in nodes if node.id not in parents]
    own_scales = draw_scales(draw, stock, draw(st.integers(0 if asked.scales else 1, 1)))
    known = (*asked.scales, *own_scales)
    questions = draw_questions(draw, stock, leaves, known, draw(st.integers(1, 3)))
    return Supplement(nodes=nodes, questions=questions, scales=own_scales)


@st.composite
def municipalities(draw: st.DrawFn) -> Municipality:
    """Give municipalities (Kommunen) with keys or without; both keys name the same one."""
    land, rest = draw(st.integers(1, 16)), draw(st.integers(0, 999_999))
    ags, association = f"{land:02}{rest:06}", draw(st.integers(0, 9_999))
    return Municipality(
        name=draw(st.sampled_from(["Musterstadt", "Übersee a. d. Ö.", "<b>X</b>"])),
        ags=draw(st.sampled_from([ags, None])),
        ars=draw(st.sampled_from([f"{ags[:5]}{association:04}{ags[5:]}", None])),
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
    stock = draw(stocks())
    own = draw(st.none() | supplements(edition)) if supplement else None
    nodes = [node.id for node in (*edition.target_model.nodes, *(own.nodes if own else ()))]
    order = draw(
        st.lists(st.sampled_from(_PERSPECTIVES), min_size=1, max_size=max_perspectives, unique=True)
    )
    aimed = draw(st.lists(st.sampled_from(nodes), max_size=3, unique=True))
    stages = st.sampled_from([stage.id for stage in edition.target_model.stages])
    aims = stages | st.integers(0, 100).map(lambda n: Fraction(n, 100))
    start = draw(st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)))
    return Assessment(
        id=draw(ids()),
        municipality=draw(municipalities()),
        round=Round(
            id=stock.id(0),
            start=start,
            end=start and draw(st.none() | st.just(start + dt.timedelta(days=90))),
        ),
        edition=edition.reference,
        perspectives=tuple(Perspective(id=one, title=stock.text(i)) for i, one in enumerate(order)),
        method=draw(methods()),
        targets=tuple(_target(node, draw(aims)) for node in aimed),
        supplement=own,
        title=stock.maybe_text(1),
        extensions=stock.extra,
    )


def _target(node: str, aim: str | Fraction) -> Target:
    return Target(node=node, stage=aim) if isinstance(aim, str) else Target(node=node, score=aim)
