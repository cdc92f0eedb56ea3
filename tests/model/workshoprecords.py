# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Records of a workshop: what the tests on them share."""

from __future__ import annotations

import datetime as dt
from typing import Any

from weltoffen.model.workshop import ActionNeed, NextStep, Statement, Workshop, WorkshopGroup

TEXT = {"de": "x"}
DAY = dt.date(2026, 5, 5)


def workshop(**changes: Any) -> Workshop:  # noqa: ANN401 - any field
    base = {"id": "w", "source_language": "de", "assessment": "a", "date": DAY}
    return Workshop(**{**base, **changes})


def group(perspective: str = "politics", number: int = 5) -> WorkshopGroup:
    return WorkshopGroup(perspective=perspective, number=number)


def said(id_: str = "s", **changes: Any) -> Statement:  # noqa: ANN401 - any field
    return Statement(**{"id": id_, "text": TEXT, **changes})


def need(id_: str = "n", **changes: Any) -> ActionNeed:  # noqa: ANN401 - any field
    return ActionNeed(
        **{"id": id_, "title": TEXT, "nodes": ["housing"], "basis": ["workshop"], **changes}
    )


def step(id_: str = "t", **changes: Any) -> NextStep:  # noqa: ANN401 - any field
    return NextStep(**{"id": id_, "text": TEXT, "body": "office", "due": DAY, **changes})
