# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""All bars: ratios of things measured side by side in one run."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, final

import _board
import _material
import attrs
from _board import Board
from _measure import ROUNDS

if TYPE_CHECKING:
    from collections.abc import Callable


@final
@attrs.frozen(kw_only=True)
class Size:
    """How many responses are measured."""

    whole_way: int
    shares: int
    packages: int
    workers: int
    questions: int
    single: int
    bad: int
    town: int
    short_stream: int
    long_stream: int
    mixed_stream: int


FULL = Size(
    whole_way=10_000,
    shares=5_000,
    packages=10_000,
    workers=100_000,
    questions=4_000,
    single=200,
    bad=30,
    town=1_000,
    short_stream=10_000,
    long_stream=1_000_000,
    mixed_stream=100_000,
)
QUICK = Size(
    whole_way=1_000,
    shares=1_000,
    packages=1_000,
    workers=5_000,
    questions=200,
    single=50,
    bad=10,
    town=500,
    short_stream=10_000,
    long_stream=50_000,
    mixed_stream=20_000,
)


def module(name: str) -> Any:  # noqa: ANN401 - a module
    """Import a part, and the rivals that it needs, when it is its turn."""
    return importlib.import_module(name)


def parts(size: Size, board: Board, folder: Path) -> dict[str, Callable[[], None]]:
    """Give everything that is measured, by name and in order."""
    single, mixed = _material.single(), _material.mixed()

    def imports() -> None:
        module("_processes").imports(board, bar=2.5)

    def whole_way() -> None:
        module("_reading").whole_way(single, size.whole_way, board, bar=2)
        module("_reading").whole_way(mixed, size.whole_way // 2, board, bar=None)

    def shares() -> None:
        module("_shares").shares((single, mixed), size.shares, board)

    def workers() -> None:
        module("_files").workers(single, size.workers, board, folder)

    def packages() -> None:
        module("_files").packages(single, size.packages, board, folder)

    def one_response() -> None:
        module("_single").good(single, size.single, board, bar=40)
        module("_single").good(mixed, size.single, board, bar=None)
        module("_bad").bad(size.bad, board, bar=1.3)

    def report() -> None:
        module("_town").town(single, size.town, board)
        module("_town").town(mixed, size.town, board)

    def questions() -> None:
        module("_reading").questions(100, 2_000, size.questions, board, folder)

    def memory() -> None:
        module("_processes").memory(single, size.short_stream, size.long_stream, board, bar=1.1)
        module("_processes").memory(mixed, size.short_stream, size.mixed_stream, board, bar=1.1)

    found = (imports, whole_way, shares, workers, packages, one_response, report, questions, memory)
    return {part.__name__.replace("_", "-"): part for part in found}


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit with 1 if a bar is missed")
    parser.add_argument(
        "--quick", action="store_true", help="a first look: fewer responses, no bar is judged"
    )
    parser.add_argument("--write", action="store_true", help=f"write {_board.FIGURES.name}")
    parser.add_argument("--only", nargs="+", metavar="PART", help="some parts only, by name")
    options = parser.parse_args()
    if (options.check or options.write) and options.quick:
        parser.error("--quick judges nothing: without --check and --write")
    if options.only and options.write:
        parser.error("--write takes all parts: without --only")
    board = Board(judging=not options.quick)
    about = f"{_board.machine()}. {_board.versions()}. Medians of at least {ROUNDS} rounds."
    print(about)
    with tempfile.TemporaryDirectory() as folder:
        found = parts(QUICK if options.quick else FULL, board, Path(folder))
        if unknown := set(options.only or ()) - found.keys():
            parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(found)}")
        for name, part in found.items():
            if not options.only or name in options.only:
                part()
    print(f"\n{board.verdict()}")
    if options.write:
        _board.write(board, "Bars", about)
    return 1 if options.check and board.missed else 0


if __name__ == "__main__":
    sys.exit(main())
