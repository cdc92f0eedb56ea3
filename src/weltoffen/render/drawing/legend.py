# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A legend (Legende): swatches with their names, one behind the other, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from weltoffen.render.drawing.frame import MARGIN, SMALL, WIDTH
from weltoffen.render.drawing.lettering import width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weltoffen.render.drawing.frame import Frame, Layer

_LINE = 21
_SWATCH = 20
_BEHIND = 12


@attrs.frozen
class LegendEntry:
    """An entry of a legend.

    Attributes:
        name: What it means.
        role: Role of its colour.
    """

    name: str
    role: str


@final
@attrs.frozen(kw_only=True)
class Legend:
    """A legend with the place of each entry.

    Attributes:
        places: Entries, how far from the left edge of the chart they stand, and in which height.
        bottom: Where the legend ends.
    """

    places: tuple[tuple[LegendEntry, int, float], ...]
    bottom: float

    def layers(self, frame: Frame) -> Iterator[Layer]:
        """Draw it; every swatch has an edge, for some are pale."""
        for entry, x, y in self.places:
            yield frame.points(
                [{"y": y}],
                x=x + 6 - frame.left,
                role=entry.role,
                edge="edge",
                shape="square",
                size=150,
            )
            yield frame.texts(
                [{"y": y, "text": entry.name}], x=x + _SWATCH - frame.left, size=SMALL
            )


def lay_out(entries: Sequence[LegendEntry], *, top: float) -> Legend:
    """Lay out a legend over the width of the chart."""
    places: list[tuple[LegendEntry, int, float]] = []
    x, y = MARGIN, top + _LINE / 2
    room = WIDTH - 2 * MARGIN - _SWATCH
    for entry in entries:
        name = wrap(entry.name, room, SMALL, lines=1)[0]
        wide = int(width(name, SMALL))
        if x > MARGIN and x + _SWATCH + wide > WIDTH - MARGIN:
            x, y = MARGIN, y + _LINE
        places.append((LegendEntry(name, entry.role), x, y))
        x += _SWATCH + wide + _BEHIND
    return Legend(places=tuple(places), bottom=y + _LINE / 2)
