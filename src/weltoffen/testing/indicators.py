# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies for indicators and what was observed of them: whole monitorings; I1, I2."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from weltoffen.model.monitoring import (
    DIRECTIONS,
    STATUSES,
    Category,
    Indicator,
    Monitoring,
    Observation,
)
from weltoffen.testing.basics import LANGUAGES, draw_stock, ids, maybe_extensions, pick, upto
from weltoffen.testing.towns import municipalities

if TYPE_CHECKING:
    from weltoffen.model.monitoring import Series
    from weltoffen.testing.basics import Stock

_UNITS = ({"de": "%", "en": "%"}, {"de": "Personen", "en": "persons"}, {"de": "<b>=1+1|</b>"})
_ADDRESSES = (None, "https://statistik.example/tabelle?jahr=2025", "http://a.example")
_FIRST_DAY = dt.date(2016, 2, 29)
_STRIDE = 183
_CENT = 100


@st.composite
def monitorings(draw: st.DrawFn) -> Monitoring:
    """Give monitorings (Integrationsmonitoring, I1, I2), some without any observation.

    Days are few, so that several observations often share one, and some series have enough for a trend.
    """
    stock = draw_stock(draw)
    indicators = [_indicator(draw, stock, index) for index in range(1 + draw(upto(2)))]
    declared: list[Series] = [
        (one.id, part) for one in indicators for part in (None, *(c.id for c in one.breakdown))
    ]
    observed = [_observation(draw, stock, declared) for _ in range(draw(upto(12)))]
    return Monitoring(
        id=draw(ids()),
        source_language=pick(draw, LANGUAGES),
        municipality=draw(municipalities()) if pick(draw, (False, True)) else None,
        indicators=indicators,
        observations=dict.fromkeys(observed),
        extensions=draw(maybe_extensions()),
    )


def _indicator(draw: st.DrawFn, stock: Stock, index: int) -> Indicator:
    return Indicator(
        id=stock.id(index),
        title=stock.text(index),
        definition=stock.text(index + 1),
        unit=pick(draw, _UNITS),
        direction=pick(draw, DIRECTIONS),
        source=stock.text(index + 2),
        source_url=pick(draw, _ADDRESSES),
        breakdown=[_category(draw, stock, place) for place in range(draw(upto(2)))],
        nodes=[stock.id(place) for place in range(draw(upto(2)))],
        target=pick(draw, (None, _number(draw))),
    )


def _category(draw: st.DrawFn, stock: Stock, index: int) -> Category:
    target = pick(draw, (None, _number(draw)))
    return Category(id=stock.id(index), title=stock.text(index), target=target)


def _observation(draw: st.DrawFn, stock: Stock, declared: list[Series]) -> Observation:
    indicator, category = pick(draw, declared)
    return Observation(
        indicator=indicator,
        date=_FIRST_DAY + dt.timedelta(days=_STRIDE * draw(upto(9))),
        value=_number(draw),
        status=pick(draw, STATUSES),
        category=category,
        base=pick(draw, (None, 1 + draw(upto(99)))),
        note=pick(draw, (None, stock.text(0))),
    )


def _number(draw: st.DrawFn) -> Fraction:
    """Draw a decimal with up to two places; some are below zero."""
    return Fraction(draw(st.integers(-500, 10_000)), _CENT)
