# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What an attacker reads in the bytes of a report; nothing here knows the library."""

from __future__ import annotations

import json
from typing import Any

import attrs


@attrs.frozen
class Told:
    """A published figure of one question (or of the numbers of participants): whose, and how many.

    Attributes:
        members: The perspectives that it adds up.
        counts: How many chose each option.
        unanswered: How many did not answer.
    """

    members: frozenset[str]
    counts: tuple[int, ...]
    unanswered: int = 0


@attrs.frozen
class Reading:
    """What a report tells in numbers.

    Attributes:
        k: The threshold.
        participation: Numbers of participants.
        questions: For each question what is published of it: the groups, and last the total; or nothing.
    """

    k: int
    participation: tuple[Told, ...]
    questions: dict[str, tuple[Told, ...]]


def read(data: bytes) -> Reading:
    """Read a report."""
    found: dict[str, Any] = json.loads(data)
    rows = found["participation"]
    members = {
        row["perspective"]: frozenset(row.get("members", [row["perspective"]])) for row in rows
    }
    everyone = frozenset().union(*members.values())
    participation = [
        Told(members[row["perspective"]], (row["responses"],)) for row in rows if "responses" in row
    ]
    if "responses" in found:
        participation.append(Told(everyone, (found["responses"],)))
    return Reading(
        found["stamp"]["protectionK"],
        tuple(participation),
        {
            one["question"]: (
                *[_told(members[cell["perspective"]], cell) for cell in one["published"]],
                *([_told(everyone, one["total"])] if "total" in one else []),
            )
            for one in found["questions"]
        },
    )


def _told(members: frozenset[str], cell: dict[str, Any]) -> Told:
    return Told(members, tuple(cell["counts"]), cell["unanswered"])
