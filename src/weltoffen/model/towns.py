# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Whether two documents are about the same municipality (gleiche Kommune); C8, G8."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from weltoffen.model.keys import whole_ags

if TYPE_CHECKING:
    from weltoffen.model.assessment import Municipality


def is_same_town(one: Municipality, other: Municipality) -> bool:
    """Say whether two documents name the same municipality (C8).

    By their keys (AGS, or the one that is part of the ARS) if both have one, otherwise by their names, in
    which neither case nor white space counts. A county's five digits are those of its longer key.
    """
    keys = town_key(one), town_key(other)
    return keys[0] == keys[1] if None not in keys else _name(one) == _name(other)


def town_key(one: Municipality) -> str | None:
    """Give the AGS of a municipality in eight digits, taken from its ARS if need be; None without any."""
    found = one.ags or one.ars
    return found and whole_ags(found)


def _name(one: Municipality) -> str:
    return " ".join(unicodedata.normalize("NFKC", one.name).casefold().split())
