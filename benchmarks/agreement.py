# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Speed of Krippendorff's alpha from counts, as ratios to the package ``krippendorff`` in the same run."""

from __future__ import annotations

import argparse
import random
import statistics
import time
from typing import TYPE_CHECKING

import krippendorff
import numpy as np

from weltoffen.scoring.agreement import krippendorff_alpha

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTIONS, RATERS, OPTIONS = 120, 2_000, 5
ROUNDS, REPEATS = 15, 40
MOST, LEAST, EXACT = 2.0, 5.0, 1e-12


def made_up(missing: float) -> tuple[list[list[int]], np.ndarray]:
    """Make up counts, and the same answers as a table of raters and questions."""
    dice = random.Random(2026)
    counts = [[0] * OPTIONS for _ in range(QUESTIONS)]
    table = np.full((RATERS, QUESTIONS), np.nan)
    for rater in range(RATERS):
        for question in range(QUESTIONS):
            if dice.random() >= missing:
                option = min(dice.randrange(OPTIONS), dice.randrange(OPTIONS))
                counts[question][option] += 1
                table[rater, question] = option
    return counts, table


def timed(work: Callable[[], object], repeats: int) -> float:
    """Give the processor time of one call."""
    start = time.process_time()
    for _ in range(repeats):
        work()
    return (time.process_time() - start) / repeats


def main() -> int:
    """Print the ratios; with ``--check`` fail if a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit with 1 if a bar is missed")
    check = parser.parse_args().check
    missed = 0
    for missing in (0.0, 0.1):
        counts, table = made_up(missing)
        array = np.array(counts)

        def ours(units: list[list[int]] = counts) -> float:
            return float(krippendorff_alpha(units, "ordinal") or 0)

        def by_counts(values: np.ndarray = array) -> float:
            return float(krippendorff.alpha(value_counts=values, level_of_measurement="ordinal"))

        def by_table(values: np.ndarray = table) -> float:
            return float(
                krippendorff.alpha(reliability_data=values, level_of_measurement="ordinal")
            )

        # This is the first call of each as well, which is not timed.
        if max(abs(ours() - other()) for other in (by_counts, by_table)) > EXACT:
            print("the two disagree")
            return 1
        rounds = [
            (timed(ours, REPEATS), timed(by_counts, REPEATS), timed(by_table, 1))
            for _ in range(ROUNDS)
        ]
        own, counted, listed = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"{QUESTIONS} questions, {RATERS} raters, {missing:.0%} missing ({own * 1e6:.0f} us)")
        print(f"  ours / krippendorff from counts    {own / counted:6.2f}  at most {MOST}")
        print(f"  krippendorff from a table / ours   {listed / own:6.1f}  at least {LEAST}")
        missed += (own / counted > MOST) + (listed / own < LEAST)
    print("all bars kept" if not missed else f"{missed} bars missed")
    return 1 if check and missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
