# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Keys of municipalities (AGS, ARS): what is wrong with one; C8.

Structure as in the municipality register of Destatis (GV-ISys): Land 2, Regierungsbezirk 1, Kreis 2, in the
ARS Verband 4, Gemeinde 3 digits. There is no check digit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from weltoffen.errors import Problems

KeyName = Literal["ags", "ars"]
KeyFault = tuple[str, Mapping[str, object]]
"""Problem code, and what its message names."""

AGS_LENGTH = 8
ARS_LENGTH = 12
COUNTY_LENGTH = 5
"""So many digits name the county, or the town that is none of its own."""
LANDS = 16
_MUNICIPALITY_LENGTH = AGS_LENGTH - COUNTY_LENGTH

_LENGTHS: Mapping[KeyName, int] = {"ags": AGS_LENGTH, "ars": ARS_LENGTH}
_DIGITS = re.compile(r"[0-9]*")


def key_fault(name: KeyName, key: object, *, county: bool) -> KeyFault | None:
    """Say what is wrong with the key of a municipality, or None if nothing is (C8).

    Args:
        name: ``ags`` or ``ars``.
        key: The key; any value.
        county: Whether it is to name a county: 5 digits, or 8 that end in 000; an ARS that ends in 0000000.

    Returns:
        The first that holds of ``key-not-digits``, ``key-length``, ``key-land``, ``key-not-county``.
    """
    if not isinstance(key, str) or not _DIGITS.fullmatch(key):
        return "key-not-digits", {}
    short = county and name == "ags"
    lengths = (COUNTY_LENGTH, AGS_LENGTH) if short else (_LENGTHS[name],)
    if len(key) not in lengths:
        return "key-length", {"expected": " / ".join(map(str, lengths)), "found": len(key)}
    land = key[:2]
    if not 1 <= int(land) <= LANDS:
        return "key-land", {"land": land}
    if county and key[COUNTY_LENGTH:].strip("0"):
        return "key-not-county", {}
    return None


def check_keys(problems: Problems, ags: object, ars: object, *, county: bool) -> None:
    """Check the keys of a municipality, and that both name the same one: AGS = ARS[0:5] + ARS[9:12] (C8).

    Adds what `key_fault` says at ``ags`` and ``ars``, or else ``ags-ars-differ`` at ``ars``.
    """
    given: Mapping[KeyName, object] = {"ags": ags, "ars": ars}
    faults = [
        (name, key_fault(name, key, county=county))
        for name, key in given.items()
        if key is not None
    ]
    for name, fault in faults:
        if fault is not None:
            code, told = fault
            problems.add(code, (name,), **told)
    if any(fault for _, fault in faults):
        return
    if isinstance(ags, str) and isinstance(ars, str) and whole_ags(ags) != whole_ags(ars):
        problems.add("ags-ars-differ", ("ars",))


def whole_ags(key: str) -> str:
    """Give the AGS in eight digits that a key without fault stands for: its own, or that of an ARS (C8)."""
    if len(key) == ARS_LENGTH:
        return key[:COUNTY_LENGTH] + key[-_MUNICIPALITY_LENGTH:]
    return key.ljust(AGS_LENGTH, "0")
