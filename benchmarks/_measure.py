# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Measuring things side by side."""

from __future__ import annotations

import collections
import os
import statistics
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, final

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROUNDS = 7
"""How often everything is measured, after once to warm up; a figure is the median."""
processor = time.process_time
"""Time that this process computes, on all cores together."""
wall = time.perf_counter
"""Time that passes: where it matters that a second core helps."""


def everybody() -> float:
    """Give what this process and those that it has waited for have computed, on all cores together."""
    times = os.times()
    return processor() + times.children_user + times.children_system


@final
@attrs.frozen
class Times:
    """What each contender took in each round, in seconds for each piece of its work.

    Attributes:
        taken: By contender.
    """

    taken: Mapping[str, list[float]]

    def of(self, name: str) -> float:
        """Give the median of one contender."""
        return statistics.median(self.taken[name])

    def ratio(self, name: str, other: str) -> float:
        """Give the median of the rounds' ratios: both of a ratio ran one after the other."""
        pairs = zip(self.taken[name], self.taken[other], strict=True)
        return statistics.median(one / another for one, another in pairs)

    def fastest(self, names: Iterable[str]) -> str:
        """Give the contender with the smallest median."""
        return min(names, key=self.of)


def measured(
    contenders: Mapping[str, Callable[[], object]],
    *,
    pieces: Mapping[str, int] | int = 1,
    rounds: int = ROUNDS,
) -> Times:
    """Measure processor time of contenders in turn, so that a slow minute of the machine hits all of them.

    Args:
        contenders: What is to be run, by name.
        pieces: How many pieces of work one run does, for all or by name; the times are for one piece.
        rounds: How often, after once to warm up.
    """
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, work in contenders.items():
            start = processor()
            work()
            end = processor()
            if number:
                count = pieces if isinstance(pieces, int) else pieces.get(name, 1)
                taken[name].append((end - start) / count)
    return Times(taken)


def exhaust(results: Iterable[object]) -> None:
    """Compute everything and keep nothing."""
    collections.deque(results, maxlen=0)


def same(found: object, expected: object) -> None:
    """Refuse to go on with something that measures two different things."""
    if found != expected:
        msg = f"results differ: {str(found)[:100]} / {str(expected)[:100]}"
        raise SystemExit(msg)


def peak() -> int:
    """Give the most memory that this process has had in KiB.

    On Linux from /proc, as ``ru_maxrss`` also holds the peak of the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0])
    import resource  # noqa: PLC0415 - not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
