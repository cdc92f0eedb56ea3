# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Write a file that is made from others, or say that it is out of date; for the tools beside this file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_or_check(target: Path, text: str, command: str, *, is_check: bool) -> int:
    """Write a text, or compare it with what is there; give the exit code.

    Args:
        target: The file.
        text: What it has to say.
        command: What mends it; told where it is out of date.
        is_check: Whether to write nothing.
    """
    if not is_check:
        target.write_text(text, encoding="utf-8", newline="\n")
        return 0
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{target} is out of date; mend it with: {command}\n")
    return 1
