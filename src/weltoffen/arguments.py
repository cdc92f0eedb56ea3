# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Arguments that are none (falsche Argumente), told at once and by name."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def check_type(function: str, name: str, value: object, *allowed: type) -> None:
    """Refuse an argument of a wrong type.

    Args:
        function: Name of the function that was called.
        name: Name of the argument.
        value: What was given.
        allowed: Types that it may have.

    Raises:
        TypeError: For any other type; the message never repeats the value.
    """
    if not isinstance(value, allowed):
        known = " or ".join("None" if one is type(None) else one.__name__ for one in allowed)
        msg = f"{function}: {name} is to be {known}, not {type(value).__name__}"
        raise TypeError(msg)


def check_day(function: str, name: str, value: object) -> None:
    """Refuse an argument that is no day; a time of day is none, though Python takes it for one.

    Args:
        function: Name of the function that was called.
        name: Name of the argument.
        value: What was given.

    Raises:
        TypeError: For anything but a `datetime.date`.
    """
    if type(value) is not dt.date:
        msg = f"{function}: {name} is to be date, not {type(value).__name__}"
        raise TypeError(msg)


def check_choice(function: str, name: str, value: object, allowed: Collection[str]) -> None:
    """Refuse an argument that is none of a few words.

    Args:
        function: Name of the function that was called.
        name: Name of the argument.
        value: What was given.
        allowed: What it may be.

    Raises:
        ValueError: For anything else; the message never repeats the value.
    """
    if not isinstance(value, str) or value not in allowed:
        msg = f"{function}: {name} is to be one of {', '.join(allowed)}"
        raise ValueError(msg)
