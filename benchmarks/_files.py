# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Counting a file: our workers against other packages, each in a process of its own."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from _reading import each, written
from _rivals import plain as naive
from _side import Sides

if TYPE_CHECKING:
    from pathlib import Path

    from _board import Board
    from _material import Round

NEEDS = {
    "polars": ("polars unpivoted", "polars aggregated"),
    "pandas": ("pandas normalized", "pandas long"),
    "pydantic": ("pydantic",),
    "msgspec": ("msgspec", "ours, fast", "fast", "two fast"),
}
"""Contenders that are left out where a package is missing."""


def there(names: tuple[str, ...], board: Board) -> list[str]:
    """Give the contenders whose packages are installed; the board tells about the others."""
    left_out: set[str] = set()
    for package, some in NEEDS.items():
        if not set(some).isdisjoint(names) and importlib.util.find_spec(package) is None:
            board.missing(package)
            left_out.update(some)
    return [name for name in names if name not in left_out]


def packages(one: Round, count: int, board: Board, folder: Path) -> None:
    """One worker against packages that use one core, from the same file to the same plain counts."""
    path = written(one.lines(count), folder / "packages.ndjson")
    board.section(f"Packages: {count} × {len(one.questionnaire.questions)}, processor time")
    names = (
        *("ours", "pandas normalized", "pandas long", "naive"),
        *("pydantic", "msgspec", "ours, fast", "floor"),
    )
    with Sides(there(names, board), path, naive.counts(path)) as sides:
        _, times = sides.measured(count)
    board.note(each(times))
    for name, what, least in (
        ("pandas normalized", "pandas, json_normalize + value_counts", 4),
        ("pandas long", "pandas, long frame + groupby", 6),
        ("naive", "json.loads + Counter, which checks nothing", None),
        ("pydantic", "pydantic + Counter", None),
        ("msgspec", "msgspec + Counter", None),
    ):
        board.compare(f"{what} / one worker", times, (name, "ours"), least=least)
    board.compare("msgspec + Counter / one worker, extra fast", times, ("msgspec", "ours, fast"))
    board.compare(
        "pandas, long frame + groupby / one worker, extra fast",
        times,
        ("pandas long", "ours, fast"),
    )
    board.compare("one worker / cutting and counting alone", times, ("ours", "floor"))
    board.compare(
        "pandas, long frame + groupby / cutting and counting alone", times, ("pandas long", "floor")
    )


def workers(one: Round, count: int, board: Board, folder: Path) -> None:
    """One and two workers against polars, which uses all cores, from the same file to plain counts."""
    path = written(one.lines(count), folder / "workers.ndjson")
    board.section(f"Workers: {count} × {len(one.questionnaire.questions)}, wall time")
    # Those of a ratio work one right after the other.
    names = (
        *("floor", "floor twice", "one", "two", "polars unpivoted", "polars aggregated"),
        *("two spawned", "two fast", "fast", "json.loads"),
    )
    with Sides(there(names, board), path, naive.counts(path)) as sides:
        starts = sides.all["two"].start, sides.all["two spawned"].start
        times, computed = sides.measured(count)
    board.note(each(times))
    board.note(f"processor time of all processes and cores, {each(computed)}")
    board.note(f"workers are started by {starts[0]}, and in a process with threads by {starts[1]}")
    ways = [name for name in times.taken if name.startswith("polars")]
    if ways:
        best = times.fastest(ways)
        board.note(f"the faster of two ways with polars: {best.removeprefix('polars ')}")
        board.compare("two workers / polars, which checks nothing", times, ("two", best), most=1.2)
        board.compare("  the same, processor time", computed, ("two", best))
        board.compare(
            "  the same, workers are spawned, as in a process with threads",
            times,
            ("two spawned", best),
        )
        board.compare("one worker, extra fast / polars", times, ("fast", best), most=1.2)
        board.compare("  the same, processor time", computed, ("fast", best))
        board.compare("two workers, extra fast / polars", times, ("two fast", best))
    board.compare("one worker, extra fast / json.loads", times, ("fast", "json.loads"), most=1.2)
    board.compare("one worker / two workers", times, ("one", "two"), least=1.7)
    board.compare(
        "  the ceiling: one process / two of pure computing", times, ("floor", "floor twice")
    )
    board.compare("  the same, processor time", computed, ("one", "two"))
    board.compare("one worker / two workers, extra fast", times, ("fast", "two fast"))
