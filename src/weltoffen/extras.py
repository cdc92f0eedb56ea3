# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Optional dependencies (Extras): imported where they are needed, with an error that names the extra."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from weltoffen.errors import MissingExtra

if TYPE_CHECKING:
    from types import ModuleType


def needed(module: str, *, extra: str) -> ModuleType:
    """Import a module that an extra brings.

    Args:
        module: Name of the module.
        extra: Name of the extra.

    Raises:
        MissingExtra: If it is not installed; the message says how to install it.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if not f"{module}.".startswith(f"{error.name}."):
            raise  # something that the module itself needs
        msg = f"{module} is not installed; install it with: pip install 'weltoffen[{extra}]'"
        raise MissingExtra(msg) from None


def is_there(module: str) -> bool:
    """Say whether a module that an extra brings can be imported."""
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True
