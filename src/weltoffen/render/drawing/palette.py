# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Colours of charts by what they mean (Farben): one set for a light ground, one for a dark one.

Stages run from pale to strong in one hue, answers from brown over grey to petrol; both are told apart by
those who see no red or no green, for their lightness differs, too. No two roles have the same colour in the
light theme, so that a style sheet can give each of them another one.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, final

import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping

Theme = Literal["light", "dark"]
"""The ground that a chart stands on (Hintergrund)."""

STEPS = 6
"""How many colours there are for stages."""
SIDE = 3
"""How many there are for answers on either side of the middle."""

_ROLES = {
    "ground": ("#ffffff", "#14191f"),
    "band": ("#f3f6f9", "#1d252d"),
    "rule": ("#d5dbe1", "#38434e"),
    "link": ("#7d8995", "#7f8c99"),
    "edge": ("#4a5763", "#b4c0cb"),
    "muted": ("#52606d", "#a9b5c0"),
    "ink": ("#1a222b", "#e8edf2"),
    "actual": ("#0b5394", "#7fbdf2"),
    "target": ("#c2500a", "#f0a25e"),
    "earlier": ("#6f7a86", "#8f9ba7"),
    "step-1": ("#e3eef8", "#1b3247"),
    "step-2": ("#bcd8ee", "#244c6f"),
    "step-3": ("#8bbbe0", "#2f6796"),
    "step-4": ("#2b70a8", "#5a9bce"),
    "step-5": ("#17528a", "#8fc1ea"),
    "step-6": ("#082c52", "#cfe5f8"),
    "on-step-1": ("#1a222c", "#e8edf3"),
    "on-step-2": ("#1a222d", "#e8edf4"),
    "on-step-3": ("#1a222e", "#f4f7fa"),
    "on-step-4": ("#fffffa", "#0b1015"),
    "on-step-5": ("#fffffe", "#0b1016"),
    "on-step-6": ("#fffffd", "#0b1017"),
    "low-3": ("#8a3d06", "#f3b57c"),
    "low-2": ("#d98a3d", "#b06a2a"),
    "low-1": ("#f4cfa3", "#5e3c1e"),
    "middle": ("#e6e6e6", "#3c3e40"),
    "high-1": ("#9dcfe6", "#194f6b"),
    "high-2": ("#4698b8", "#3587a6"),
    "high-3": ("#0b536e", "#93d6f0"),
    "on-low-3": ("#fffffc", "#0b1018"),
    "on-low-2": ("#05080c", "#020304"),
    "on-low-1": ("#1a222f", "#f4f7fb"),
    "on-middle": ("#1a2230", "#f4f7fc"),
    "on-high-1": ("#1a2231", "#f4f7fd"),
    "on-high-2": ("#05080d", "#020305"),
    "on-high-3": ("#fffffb", "#0b1019"),
}


def roles() -> Mapping[str, tuple[str, str]]:
    """Give the colour of each role in the light and in the dark theme, as ``#rrggbb``."""
    return MappingProxyType(_ROLES)


@final
@attrs.frozen
class Palette:
    """The colours of one theme.

    Attributes:
        theme: Which one.
    """

    theme: Theme

    def __getitem__(self, role: str) -> str:
        """Give the colour of a role."""
        return _ROLES[role][self.theme == "dark"]

    def filled(self, role: str) -> tuple[str, str]:
        """Give the colour of a role for an area, and the one of text on it."""
        return self[role], self[f"on-{role}"]


def step_role(place: int, total: int) -> str:
    """Give the role of a stage, from pale to strong.

    Args:
        place: Its place, from 0.
        total: How many stages there are; with more of them than colours, neighbours share one.
    """
    return f"step-{1 + _spread(place, total, STEPS)}"


def answer_role(place: int, total: int) -> str:
    """Give the role of an answer on a scale that runs both ways from its middle.

    Args:
        place: Its place, from 0 for the lowest.
        total: How many answers there are; an odd number has a middle.
    """
    half = total // 2
    if total % 2 and place == half:
        return "middle"
    if place < half:
        return f"low-{SIDE - _spread(place, half, SIDE)}"
    return f"high-{SIDE - _spread(total - 1 - place, half, SIDE)}"


def _spread(place: int, total: int, colours: int) -> int:
    """Choose a colour for a place: the outermost ones first, with few places far apart."""
    if total > colours:
        return place * colours // total
    return place * (colours - 1) // max(total - 1, 1)
