# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies for papers that a council deals with; M2, M7."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from weltoffen.model.paper import (
    KIND_TERMS,
    TREATMENT_TERMS,
    Attachment,
    Consultation,
    CouncilPaper,
)
from weltoffen.testing.basics import LANGUAGES, draw_stock, ids, maybe_extensions, pick, upto

if TYPE_CHECKING:
    from weltoffen.model.text import Text
    from weltoffen.testing.basics import Stock

_NUMBERS = (None, "13/017/2026", "IV/13/AB001", "<b>=1+1</b>", "Größe 4")
_FILE_NAMES = (None, "bericht.pdf", "Anlage 1.docx", "=1+1.csv")
_ADDRESSES = (None, "https://ris.example/oparl/1", "http://ris.example:8080/getfile?id=5&a=%20")
_FIRST_DAY = dt.date(2020, 1, 1)


@st.composite
def council_papers(draw: st.DrawFn) -> CouncilPaper:
    """Give papers for the council (Vorlagen) of every kind, some with almost nothing in them."""
    stock = draw_stock(draw)
    return CouncilPaper(
        id=draw(ids()),
        source_language=pick(draw, LANGUAGES),
        kind=pick(draw, tuple(KIND_TERMS)),
        title=_maybe_text(draw, stock, 0),
        file_number=pick(draw, _NUMBERS),
        paper_number=pick(draw, _NUMBERS),
        date=_day(draw),
        office=_maybe_text(draw, stock, 1),
        office_url=pick(draw, _ADDRESSES),
        originators=[one for one in _ADDRESSES if one and pick(draw, (False, True))],
        offices=[stock.text(index) for index in range(draw(upto(2)))],
        consultations=[_consultation(draw, stock, index) for index in range(draw(upto(3)))],
        proposal=_maybe_text(draw, stock, 2),
        resources=_maybe_text(draw, stock, 3),
        attachments=[_attachment(draw, stock, index) for index in range(draw(upto(2)))],
        extensions=draw(maybe_extensions()),
    )


def _consultation(draw: st.DrawFn, stock: Stock, index: int) -> Consultation:
    return Consultation(
        id=stock.id(index),
        body=stock.text(index),
        treatment=pick(draw, tuple(TREATMENT_TERMS)),
        public=pick(draw, (True, False)),
        date=_day(draw),
        result=_maybe_text(draw, stock, index),
        organization_url=pick(draw, _ADDRESSES),
        meeting_url=pick(draw, _ADDRESSES),
        agenda_item_url=pick(draw, _ADDRESSES),
    )


def _attachment(draw: st.DrawFn, stock: Stock, index: int) -> Attachment:
    return Attachment(
        id=stock.id(index),
        title=stock.text(index),
        file_name=pick(draw, _FILE_NAMES),
        url=pick(draw, _ADDRESSES),
    )


def _day(draw: st.DrawFn) -> dt.date | None:
    return pick(draw, (None, _FIRST_DAY + dt.timedelta(days=draw(upto(3_650)))))


def _maybe_text(draw: st.DrawFn, stock: Stock, index: int) -> Text | None:
    return pick(draw, (None, stock.text(index)))
