# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What only a process of its own can tell: its peak of memory, and how long imports take."""

from __future__ import annotations

import itertools
import subprocess
import sys
from typing import TYPE_CHECKING

from _child import fed
from _measure import Times, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _board import Board
    from _material import Round

BLOCK = 10_000
"""A long stream repeats so many different responses, whose counts then are multiples."""
ROUNDS = 15

IMPORTS = {
    "weltoffen": "import weltoffen",
    "attrs": "import attrs",
    "in use": "import weltoffen as wo; wo.tally_lines, wo.protect, wo.build_report",
}


def lines_of(one: Round, count: int) -> Iterable[bytes]:
    """Give a stream; only where no line has an id or texts of its own, it repeats blocks."""
    if one.name == "single" and count > BLOCK:
        return itertools.repeat(b"".join(one.lines(BLOCK)), count // BLOCK)
    return one.lines(count)


def memory(one: Round, small: int, large: int, board: Board, bar: float) -> None:
    """Peak memory of counting a short and a long stream."""
    board.section(f"Memory, round {one.name}: peak of a process that reads and counts a stream")
    few, many = (fed(lines_of(one, count), "count", one.name) for count in (small, large))
    same((few["responses"], many["responses"]), (small, large))
    if one.name == "single" and small == BLOCK:
        same(many["counts"], [[*key, n * (large // small)] for *key, n in few["counts"]])
    told = ", ".join(
        f"{found['peak'] / 1024:.1f} MiB for {found['responses']}" for found in (few, many)
    )
    board.note(told)
    board.show(f"{large} responses / {small} responses", many["peak"] / few["peak"], most=bar)


def imports(board: Board, bar: float) -> None:
    """Processor time of import statements, each in a fresh process."""
    board.section("Imports: processor time of the statement, each in a fresh process")
    taken: dict[str, list[float]] = {name: [] for name in IMPORTS}
    for number in range(ROUNDS + 1):
        for name, statement in IMPORTS.items():
            code = (
                "import time; start = time.process_time(); "
                f"{statement}; print(time.process_time() - start)"
            )
            done = subprocess.run(  # noqa: S603 - our own code
                [sys.executable, "-c", code], check=True, capture_output=True, text=True
            )
            if number:
                taken[name].append(float(done.stdout))
    times = Times(taken)
    told = ", ".join(f"{name} {times.of(name) * 1e3:.0f}" for name in IMPORTS)
    board.note(f"in ms: {told}")
    board.compare("import weltoffen / import attrs", times, ("weltoffen", "attrs"), most=bar)
    board.compare(
        "with all that reading, counting and reporting need / import attrs",
        times,
        ("in use", "attrs"),
    )
