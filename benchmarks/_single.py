# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""One well-formed response after another, against jsonschema and cattrs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from _measure import exhaust, measured, same
from _rivals import with_jsonschema

import weltoffen as wo

if TYPE_CHECKING:
    from _board import Board
    from _material import Round

    from weltoffen.model.answers import Answer

SHARE = 10
"""The general schema is so slow that it gets one line in so many."""


def good(one: Round, count: int, board: Board, bar: float | None) -> None:
    """Read well-formed responses."""
    lines = list(one.lines(count))
    ours = wo.schemas.ResponseReader(one.questionnaire, one.assessment)
    generated = with_jsonschema.generated(one.questionnaire, one.assessment)
    general = with_jsonschema.general()
    for line in lines:
        check_same(ours.read(line), generated.read(line))
    for line in lines[::SHARE]:
        check_same(ours.read(line), general.read(line))
    board.section(f"One good response, round {one.name}: processor time")
    times = measured(
        {
            "generated": lambda: exhaust(map(generated.read, lines)),
            "ours": lambda: exhaust(map(ours.read, lines * SHARE)),
            "general": lambda: exhaust(map(general.read, lines[::SHARE])),
        },
        pieces={
            "generated": count,
            "ours": count * SHARE,
            "general": len(lines[::SHARE]),
        },
    )
    told = ", ".join(f"{name} {times.of(name) * 1e6:.0f}" for name in times.taken)
    board.note(f"in us: {told}")
    what = "reused jsonschema + cattrs / our reader"
    board.compare(f"{what}, generated schema", times, ("generated", "ours"), least=bar)
    board.compare(f"{what}, general schema", times, ("general", "ours"))


def check_same(ours: wo.Response, rival: with_jsonschema.Response) -> None:
    """Compare what both have read."""
    same({key: listed(answer) for key, answer in ours.answers}, rival.answers)
    for name in ("assessment", "perspective", "id", "submitted_at"):
        same(getattr(ours, name), getattr(rival, name))


def listed(answer: Answer) -> object:
    """Give an answer as JSON has it."""
    return list(answer) if isinstance(answer, tuple) else answer
