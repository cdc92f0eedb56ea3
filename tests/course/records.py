# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Records of workshops, and the report beside them: what the tests on both share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tests.render.village import report, village

from weltoffen.model.workshop import ActionNeed, NeedBasis, Workshop

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

DAY = dt.date(2026, 5, 5)
TEXT = {"de": "x"}
HALF = {"sport-hall": "s2", "sport-club": "s2", "music-choir": "s2", "news-paper": "s2"}


def workshop(**changes: Any) -> Workshop:  # noqa: ANN401 - any field
    base = {"id": "w", "source_language": "de", "assessment": "town-2026", "date": DAY}
    return Workshop(**{**base, **changes})


def need(id_: str, *nodes: str, basis: NeedBasis = "workshop", **more: Any) -> ActionNeed:  # noqa: ANN401
    return ActionNeed(id=id_, title=TEXT, nodes=nodes, basis=[basis], **more)


def official(targets: dict[str, Any] | None = None, **answers: str) -> Report:
    """Give the report of a village with an official response only."""
    one = village(targets=targets)
    return report(one, one.official(**{**HALF, **answers}))
