# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Growth with responses, questions and towns: time for each, and peak memory of a process of its own."""

from __future__ import annotations

import argparse
import functools
import importlib.util
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import _board
import _material
from _board import Board
from _child import fed
from _measure import ROUNDS, measured, same
from _ours import counted, plain
from _processes import lines_of
from _reading import written
from _rivals import plain as naive

if TYPE_CHECKING:
    from collections.abc import Callable

RESPONSES = (1_000, 10_000, 100_000, 1_000_000)
QUESTIONS = (50, 108, 500, 2_000)
TOWNS = (1, 10, 100, 1_000, 11_000)
IN_TOWN = 10
"""Responses of a town; how many there are tells nothing about the report's time."""
REPORTS = 20
"""Towns of a stream that are reported: a report of all 11 000 would take longer than counting them."""
ANSWERING = 2_000
"""Responses where questions grow."""
LONG, FEW = 100_000, 3
"""Streams of so many responses are measured in fewer rounds; they last for minutes."""
MOST = 1.1
"""The bar of memory that does not grow."""


def told(number: int) -> str:
    """Write a number as people read it."""
    return f"{number:_}".replace("_", " ")


def mib(kib: float) -> str:
    """Write a size of memory."""
    return f"{kib / 1024:.1f}"


def median(found: list[dict[str, Any]], key: str) -> float:
    """Give the median of one figure of several runs."""
    return statistics.median(one[key] for one in found)


def responses(sizes: tuple[int, ...], rounds: int, board: Board) -> None:
    """Longer streams, each counted in a process of its own, which has counted a short one before."""
    one = _material.single()
    board.section(
        "Responses: 108 questions of single choice, processor time",
        ("responses", "us each", "against 10 000", "peak MiB", "against 10 000"),
    )
    found: dict[int, list[dict[str, Any]]] = {size: [] for size in sizes}
    for number in range(rounds):
        for size in sizes:
            if size < LONG or number < FEW:
                found[size].append(fed(lines_of(one, size), "count", one.name))
                same(found[size][-1]["responses"], size)
    base = {key: median(found[10_000], key) for key in ("counting", "peak")}
    for size, runs in found.items():
        each, peak = median(runs, "counting") / size, max(run["peak"] for run in runs)
        board.row(
            told(size),
            f"{each * 1e6:.1f}",
            f"{each / base['counting'] * 10_000:.2f}",
            mib(peak),
            f"{peak / base['peak']:.2f}",
        )
    board.section("Growth with responses: memory")
    grown = max(run["peak"] for run in found[sizes[-1]]) / base["peak"]
    board.show(f"{told(sizes[-1])} responses / 10 000 responses", grown, most=MOST)


def questions(sizes: tuple[int, ...], count: int, rounds: int, board: Board, folder: Path) -> None:
    """Longer questionnaires."""
    works: dict[str, Callable[[], object]] = {}
    pieces: dict[str, int] = {}
    fast = importlib.util.find_spec("msgspec") is not None
    for number in sizes:
        one = _material.single(number)
        path = written(one.lines(count), folder / f"{number}.ndjson")
        expected = naive.counts(path)
        for decoder in ("standard", "fast") if fast else ("standard",):
            same(plain(counted(path, one, decoder)), expected)
            works[f"{decoder} {number}"] = functools.partial(counted, path, one, decoder)
            pieces[f"{decoder} {number}"] = number * count
    times = measured(works, pieces=pieces, rounds=rounds)
    board.section(
        f"Questions: {told(count)} responses, single choice, processor time",
        ("questions", "ns an answer", f"against {sizes[1]}", "extra fast", f"against {sizes[1]}"),
    )
    for number in sizes:
        cells = [told(number)]
        for decoder in ("standard", "fast"):
            name, base = f"{decoder} {number}", f"{decoder} {sizes[1]}"
            there = name in works
            cells.append(f"{times.of(name) * 1e9:.0f}" if there else "–")
            cells.append(f"{times.ratio(name, base):.2f}" if there else "–")
        board.row(*cells)


def towns(sizes: tuple[int, ...], rounds: int, board: Board) -> None:
    """More towns in one stream, tallied one after the other and the first ones reported."""
    one = _material.mixed()
    board.section(
        f"Towns: reference edition, {IN_TOWN} responses each, the first {REPORTS} reported, "
        "processor time",
        ("towns", "ms to count one", "ms to report one", "peak MiB", "peak MiB, in turn"),
    )
    found: dict[int, list[dict[str, Any]]] = {size: [] for size in sizes}
    for number in range(rounds):
        for size in sizes:
            if size * IN_TOWN < LONG or number < FEW:
                found[size].append(stream_of_towns(one, size, grouped=True))
    for size, runs in found.items():
        reported = min(size, REPORTS)
        board.row(
            told(size),
            f"{median(runs, 'counting') / size * 1e3:.2f}",
            f"{median(runs, 'reporting') / reported * 1e3:.0f}",
            mib(max(run["peak"] for run in runs)),
            mib(stream_of_towns(one, size, grouped=False)["peak"]),
        )
    board.section("Growth with towns: memory, the responses of a town one after the other")
    few, many = (max(run["peak"] for run in found[size]) for size in (sizes[2], sizes[-1]))
    board.show(f"{told(sizes[-1])} towns / {told(sizes[2])} towns", many / few, most=MOST)


def stream_of_towns(one: _material.Round, size: int, *, grouped: bool) -> dict[str, Any]:
    """Let another process count a stream of towns, and see that it has counted all."""
    lines = one.lines_of_towns(size, IN_TOWN, grouped=grouped)
    found = fed(lines, "towns", one.name, "grouped" if grouped else "mixed", str(REPORTS))
    same((found["towns"], found["responses"]), (size, size * IN_TOWN))
    return found


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit with 1 if memory grows")
    parser.add_argument(
        "--quick", action="store_true", help="a first look: smaller, fewer rounds, not judged"
    )
    parser.add_argument("--write", action="store_true", help=f"write {_board.FIGURES.name}")
    options = parser.parse_args()
    quick = options.quick
    if (options.check or options.write) and quick:
        parser.error("--quick judges nothing: without --check and --write")
    board, rounds = Board(judging=not quick), 2 if quick else ROUNDS
    about = (
        f"{_board.machine()}. {_board.versions()}. Medians of {rounds} rounds, and of {FEW} for {told(LONG)} "
        "responses and more."
    )
    print(about)
    responses(RESPONSES[:3] if quick else RESPONSES, rounds, board)
    with tempfile.TemporaryDirectory() as folder:
        questions(QUESTIONS, ANSWERING // 10 if quick else ANSWERING, rounds, board, Path(folder))
    towns(TOWNS[:3] if quick else TOWNS, rounds, board)
    print(f"\n{board.verdict()}")
    if options.write:
        _board.write(board, "Growth", about)
    return 1 if options.check and board.missed else 0


if __name__ == "__main__":
    sys.exit(main())
