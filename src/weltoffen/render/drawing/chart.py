# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A chart as data (Schaubild): a specification that any tool can draw, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import attrs

from weltoffen.render.blocks import Table

Grammar = Literal["vega-lite", "vega"]
"""What a chart is written in; both are drawn by the Vega project's own programs."""
Kind = Literal["stages", "targets", "answers", "views", "change", "net"]
"""What a chart shows (Art des Schaubilds)."""


@attrs.frozen(kw_only=True)
class Chart:
    """A chart of a report (Schaubild).

    Attributes:
        id: Its name in ASCII, the same for the same part of the same report, such as ``targets-management``.
            The first part of a chart is named as if it were the only one, the others ``stages-2`` and so on.
        kind: What it shows.
        grammar: In which grammar the specification is written.
        title: What it shows, as a headline.
        description: A text for those who do not see it: what is to be seen, and the values at the top.
        specification: Vega-Lite 6 or Vega 6 in plain JSON types; holds its data, and is never changed.
        table: The same numbers to read, each with its pointer.
        node: Id of the node that it belongs to; None for the whole report.
    """

    id: str
    kind: Kind
    grammar: Grammar = "vega-lite"
    title: str
    description: str
    specification: Mapping[str, Any] = attrs.field(repr=False)
    table: Table = attrs.field(repr=False)
    node: str | None = None
