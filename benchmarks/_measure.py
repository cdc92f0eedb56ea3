# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Measuring things side by side, and printing their ratios."""

from __future__ import annotations

import collections
import statistics
import time
from typing import TYPE_CHECKING, final

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@final
@attrs.define
class Board:
    """Prints ratios and remembers which bars were missed."""

    missed: int = 0

    def show(
        self, what: str, ratio: float, *, most: float | None = None, least: float | None = None
    ) -> None:
        """Print one ratio, with its bar if there is one."""
        bar, verdict = "", ""
        if most is not None or least is not None:
            kept = (most is None or ratio <= most) and (least is None or ratio >= least)
            bar = f"at most {most:g}" if most is not None else f"at least {least:g}"
            verdict = "kept" if kept else "MISSED"
            self.missed += not kept
        print(f"  {what:<66} {ratio:8.2f}  {bar:<12} {verdict}".rstrip())


def measured(contenders: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Give the median of each contender's processor time in seconds.

    All run once to warm up, then in turn, so that a slow minute of the machine hits all of them.
    """
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, work in contenders.items():
            start = time.process_time()
            work()
            if number:
                taken[name].append(time.process_time() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def exhaust(results: Iterable[object]) -> None:
    """Compute everything and keep nothing."""
    collections.deque(results, maxlen=0)


def same(found: object, expected: object) -> None:
    """Refuse to go on with something that measures two different things."""
    if found != expected:
        msg = f"results differ: {str(found)[:100]} / {str(expected)[:100]}"
        raise SystemExit(msg)
