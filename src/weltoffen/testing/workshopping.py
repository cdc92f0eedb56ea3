# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies for records of workshops; W1-W4, G7."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, get_args

import attrs
from hypothesis import strategies as st

from weltoffen.model.workshop import (
    LEAST_VOICES,
    ActionNeed,
    NeedBasis,
    NextStep,
    Rerating,
    Statement,
    Workshop,
    WorkshopGroup,
)
from weltoffen.testing.basics import LANGUAGES, draw_stock, ids, pick, pick_some, upto

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weltoffen.report.structure import Report
    from weltoffen.testing.basics import Stock

_FIRST_DAY = dt.date(2020, 1, 1)
_PEOPLE = (1, 4, 5, 7, 12, 50)
_BASES: tuple[NeedBasis, ...] = get_args(NeedBasis)
_YES_NO = (True, False)


@attrs.frozen(kw_only=True)
class _Ground:
    """What a workshop can name."""

    assessment: str
    nodes: tuple[str, ...]
    stages: tuple[str, ...]
    perspectives: tuple[str, ...]
    highest: str | None
    """The stage beyond which there is no tendency; None if that is not known."""


def _draw_ground(draw: st.DrawFn, stock: Stock, report: Report | None) -> _Ground:
    if report is not None:
        return _Ground(
            assessment=report.assessment,
            nodes=tuple(report.by_node),
            stages=tuple(stage.id for stage in report.stages),
            perspectives=tuple(o.perspective for o in report.participation if not o.members),
            highest=report.stages[-1].id,
        )
    return _Ground(
        assessment=draw(ids()),
        nodes=tuple(stock.id(index) for index in range(4)),
        stages=tuple(stock.id(index) for index in range(4, 7)),
        perspectives=tuple(stock.id(index) for index in range(7, 10)),
        highest=None,
    )


@st.composite
def workshops(draw: st.DrawFn, report: Report | None = None) -> Workshop:
    """Give records of workshops (Workshop-Protokolle), some with almost nothing in them.

    Args:
        draw: Given by Hypothesis.
        report: A report that the workshop is to fit, `weltoffen.course.workshops.check_workshop`; None for
            any assessment.
    """
    stock = draw_stock(draw)
    ground = _draw_ground(draw, stock, report)
    groups = [
        WorkshopGroup(perspective=one, number=pick(draw, _PEOPLE))
        for one in pick_some(draw, ground.perspectives)
    ]
    people = sum(one.number for one in groups)
    heard = [one.perspective for one in groups if one.number >= LEAST_VOICES]
    needs = [_need(draw, stock, ground, index) for index in range(draw(upto(3)))]
    day = _FIRST_DAY + dt.timedelta(days=draw(upto(3_650)))
    return Workshop(
        id=draw(ids()),
        source_language=pick(draw, LANGUAGES),
        assessment=ground.assessment,
        date=day,
        groups=groups,
        reratings=[
            _rerating(draw, stock, ground, node) for node in _some(draw, ground.nodes, least=0)
        ],
        statements=[
            Statement(
                id=stock.id(index),
                text=stock.text(index),
                node=pick(draw, (None, *ground.nodes)),
                perspective=pick(draw, (None, *heard)),
            )
            for index in range(draw(upto(3)) if people >= LEAST_VOICES else 0)
        ],
        needs=needs,
        next_steps=[
            _next_step(draw, stock, day, [one.id for one in needs], index)
            for index in range(draw(upto(3)))
        ],
        extensions=stock.extra,
    )


def _some(draw: st.DrawFn, choices: Sequence[str], *, least: int) -> list[str]:
    """Draw at most three of several values, in any order."""
    number = least + draw(upto(3 - least))
    return list(dict.fromkeys(pick(draw, choices) for _ in range(number)))


def _rerating(draw: st.DrawFn, stock: Stock, ground: _Ground, node: str) -> Rerating:
    stage = pick(draw, ground.stages)
    return Rerating(
        node=node,
        stage=stage,
        tendency=pick(draw, (False, stage != ground.highest)),
        reason=pick(draw, (None, stock.text(0))),
    )


def _need(draw: st.DrawFn, stock: Stock, ground: _Ground, index: int) -> ActionNeed:
    return ActionNeed(
        id=stock.id(index),
        title=stock.text(index),
        description=stock.maybe_text(index),
        nodes=_some(draw, ground.nodes, least=1),
        basis=pick_some(draw, _BASES, least=1),
        indicators=[stock.id(other) for other in range(draw(upto(2)))],
    )


def _next_step(
    draw: st.DrawFn, stock: Stock, day: dt.date, needs: Sequence[str], index: int
) -> NextStep:
    in_words = pick(draw, _YES_NO)
    return NextStep(
        id=stock.id(index),
        text=stock.text(index),
        needs=pick_some(draw, needs),
        body=None if in_words and pick(draw, _YES_NO) else stock.id(index),
        responsible=stock.text(index + 1) if in_words else None,
        due=day + dt.timedelta(days=draw(upto(400))),
    )
