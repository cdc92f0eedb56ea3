# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""How a page of a municipality looks (Erscheinungsbild): name, logo, colours with enough contrast."""

from __future__ import annotations

import base64
import re
from functools import cached_property
from types import NoneType

import attrs

from weltoffen.errors import Problems

LIGHT, DARK = "#ffffff", "#14191f"
"""Grounds of the page in its light and its dark form; `weltoffen.render.drawing.palette` draws on them."""
COLOUR, DARK_COLOUR = "#0b5394", "#7fbdf2"
NEEDED = 4.5
"""Contrast that text needs. Source: WCAG 2.1, success criterion 1.4.3."""
MAX_LOGO = 1_000_000

_LINEAR_UP_TO = 0.04045
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours ``#rrggbb``, from 1 (the same) to 21 (black and white).

    Source: WCAG 2.1, definitions of contrast ratio and relative luminance.
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR_UP_TO else ((channel + 0.055) / 1.055) ** 2.4


def _lower(value: str) -> str:
    return value.lower() if isinstance(value, str) else value


@attrs.frozen(kw_only=True)
class Look:
    """The look of a page (Erscheinungsbild).

    Attributes:
        name: Name over the page, such as "Stadt Musterstadt – Integrationsbüro"; None for the town's.
        logo: A PNG or JPEG picture of at most 1 000 000 bytes, or None. It is put into the page.
        logo_text: What the logo shows, for those who do not see it; empty if it only adorns the name.
        colour: Colour of headings and links on the white page, ``#rrggbb``.
        dark_colour: The same on the dark page.

    Raises:
        InvalidDocument: ``bad-colour``; ``low-contrast``, if a colour has less than 4.5:1 against its ground
            (WCAG 2.1, 1.4.3); ``bad-picture``.
    """

    name: str | None = None
    logo: bytes | None = attrs.field(default=None, repr=False)
    logo_text: str = ""
    colour: str = attrs.field(default=COLOUR, converter=_lower)
    dark_colour: str = attrs.field(default=DARK_COLOUR, converter=_lower)

    def __attrs_post_init__(self) -> None:
        """Check colours and picture."""
        problems = Problems()
        for name in ("name", "logo_text"):
            if not isinstance(getattr(self, name), str | (NoneType if name == "name" else str)):
                problems.add("wrong-type", (name,), expected="string")
        for name, ground in (("colour", LIGHT), ("dark_colour", DARK)):
            _check_colour(problems, name, getattr(self, name), ground)
        if self.logo is not None and not self._type:
            problems.add("bad-picture", ("logo",), size=MAX_LOGO)
        problems.raise_if_any()

    @cached_property
    def _type(self) -> str:
        """Type of the logo by its first bytes; empty if it is none that a page may hold."""
        logo = self.logo
        if not isinstance(logo, bytes) or len(logo) > MAX_LOGO:
            return ""
        return next((kind for kind, head in _PICTURES.items() if logo.startswith(head)), "")

    @cached_property
    def logo_address(self) -> str | None:
        """The logo as a ``data:`` address, or None."""
        if self.logo is None:
            return None
        return f"data:{self._type};base64,{base64.b64encode(self.logo).decode()}"


def _check_colour(problems: Problems, name: str, colour: object, ground: str) -> None:
    if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
        problems.add("bad-colour", (name,))
        return
    found = contrast(colour, ground)
    if found < NEEDED:
        shown = int(found * 10) / 10  # rounded down: what falls short never reads as 4.5
        problems.add("low-contrast", (name,), found=str(shown), ground=ground)
