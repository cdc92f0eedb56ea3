# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counting straight from lines (Einlesen und Auszählen): one stream, many files, several processes.

`weltoffen.tally_lines` and `weltoffen.tally_files` count; here are the types of what they take and give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.faces import lazily

_HOMES = {
    "weltoffen.intake.files": ("Name",),
    "weltoffen.intake.given": ("Decoder",),
    "weltoffen.intake.lines": ("Watcher",),
    "weltoffen.intake.parts": ("Intake", "OnError"),
    "weltoffen.intake.progress": ("Progress",),
}

if TYPE_CHECKING:
    from weltoffen.intake.files import Name
    from weltoffen.intake.given import Decoder
    from weltoffen.intake.lines import Watcher
    from weltoffen.intake.parts import Intake, OnError
    from weltoffen.intake.progress import Progress
else:
    __getattr__, __dir__ = lazily(__name__, _HOMES)

__all__ = ["Decoder", "Intake", "Name", "OnError", "Progress", "Watcher"]
