# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A contender in a process of its own, which has imported only what its own users import.

``_side.py CONTENDER FILE`` counts a file of the round of single choice, once for each line at standard
input, and answers each with one line of JSON. So our workers are started as in a program of ours, and no
contender's garbage collector looks through what another one has imported.
"""

from __future__ import annotations

import collections
import functools
import importlib
import itertools
import json
import multiprocessing
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, final

import _material
import attrs
from _measure import ROUNDS, Times, everybody, exhaust, same, wall
from _ours import counted, counted_files, plain

from weltoffen.intake.workers import start_method

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import TracebackType

    from _material import Round
    from _ours import Decoder
    from _rivals import Counts

    Work = Callable[[], Counts | None]

HELD = 1_000
"""Lines that the floor holds in memory and goes through again and again."""


# --- In the process of a contender -------------------------------------------------------------------


def ours(one: Round, path: Path, decoder: Decoder = "standard") -> Work:
    """Read strictly and count in this process."""
    return lambda: plain(counted(path, one, decoder))


def files(one: Round, path: Path, workers: int, decoder: Decoder = "standard") -> Work:
    """Read strictly and count with so many workers."""
    return lambda: plain(counted_files([path], one, workers, decoder))


def spawned(one: Round, path: Path) -> Work:
    """Count with two workers in a process that has a thread; they are spawned then, not forked."""
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    return files(one, path, 2)


def rival(
    one: Round,
    path: Path,
    *,
    package: str,
    given: Literal["nothing", "questions", "perspectives"] = "nothing",
    way: str = "counts",
) -> Work:
    """Count as a rival does; those that are made once for a round are given what they ask for."""
    module: Any = importlib.import_module(f"_rivals.{package}")
    if given == "nothing":
        return functools.partial(getattr(module, way), path)
    if given == "questions":
        return functools.partial(getattr(module.Counter(one.words), way), path)
    made = module.Counter(one.assessment.perspective_ids, one.words)
    return functools.partial(getattr(made, way), path)


def loaded(path: Path) -> None:
    """Parse each line of a file, check nothing and keep nothing."""
    with path.open("rb") as file:
        exhaust(map(json.loads, file))


def floor(_: Round, path: Path, processes: int) -> Work:
    """Cut lines at their commas and count the pieces, which is pure computing: no file, no check."""
    with path.open("rb") as file:
        lines = list(itertools.islice(file, HELD))
    with path.open("rb") as file:
        count = sum(1 for _ in file)
    cut = functools.partial(cut_and_counted, lines, count // processes)
    return cut if processes == 1 else functools.partial(at_once, cut, processes)


def cut_and_counted(lines: list[bytes], count: int) -> None:
    """Cut and count so many lines."""
    found: collections.Counter[bytes] = collections.Counter()
    for line in itertools.islice(itertools.cycle(lines), count):
        found.update(line.split(b","))


def at_once(work: Callable[[], None], processes: int) -> None:
    """Do the same in several processes, started as our workers are."""
    context: Any = multiprocessing.get_context(start_method())
    started = [context.Process(target=work) for _ in range(processes)]
    for one in started:
        one.start()
    for one in started:
        one.join()
        same(one.exitcode, 0)


CONTENDERS: Mapping[str, Callable[[Round, Path], Work]] = {
    "ours": ours,
    "ours, fast": functools.partial(ours, decoder="fast"),
    "one": functools.partial(files, workers=1),
    "two": functools.partial(files, workers=2),
    "fast": functools.partial(files, workers=1, decoder="fast"),
    "two fast": functools.partial(files, workers=2, decoder="fast"),
    "two spawned": spawned,
    "polars unpivoted": functools.partial(
        rival, package="with_polars", given="questions", way="unpivoted"
    ),
    "polars aggregated": functools.partial(
        rival, package="with_polars", given="questions", way="aggregated"
    ),
    "pandas normalized": functools.partial(rival, package="with_pandas", way="normalized"),
    "pandas long": functools.partial(rival, package="with_pandas", way="long"),
    "pydantic": functools.partial(rival, package="with_pydantic", given="perspectives"),
    "msgspec": functools.partial(rival, package="with_msgspec", given="perspectives"),
    "naive": functools.partial(rival, package="plain"),
    "json.loads": lambda _, path: functools.partial(loaded, path),
    "floor": functools.partial(floor, processes=1),
    "floor twice": functools.partial(floor, processes=2),
}


def main() -> None:
    """Work once for each line that comes in."""
    name, path = sys.argv[1:]
    work = CONTENDERS[name](_material.single(), Path(path))
    for number, _ in enumerate(sys.stdin):
        starts = wall(), everybody()
        found = work()
        answer: dict[str, object] = {
            "wall": wall() - starts[0],
            "computed": everybody() - starts[1],
        }
        if number == 0:
            answer["counts"] = found and sorted((*key, n) for key, n in found.items())
            answer["start"] = start_method()
        del found
        print(json.dumps(answer), flush=True)


# --- In the process that measures --------------------------------------------------------------------


@final
@attrs.define
class Side:
    """A contender's process.

    Attributes:
        name: The contender.
        counts: What it has counted, as rows; None if it counts nothing.
        start: How it starts workers: ``fork`` or ``spawn``.
    """

    name: str
    _process: subprocess.Popen[str]
    counts: list[list[Any]] | None = None
    start: str = ""

    @classmethod
    def started(cls, name: str, path: Path) -> Side:
        """Start the process and let it work once, which warms it up and tells its counts."""
        process = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, __file__, name, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        made = cls(name, process)
        first = made.work()
        made.counts, made.start = first["counts"], first["start"]
        return made

    def work(self) -> dict[str, Any]:
        """Let it work once; gives the wall and the processor time, children and all cores included."""
        if self._process.stdin is None or self._process.stdout is None:
            raise SystemExit(1)
        try:
            print(file=self._process.stdin, flush=True)
            return json.loads(self._process.stdout.readline())
        except (OSError, ValueError):  # its process has ended
            message = f"{self.name}: ended with {self._process.wait()}"
            raise SystemExit(message) from None

    def end(self) -> None:
        """End the process, by ending its input."""
        self._process.communicate()


@final
class Sides:
    """The contenders of one part, each in a process of its own, which take turns."""

    def __init__(self, names: Iterable[str], path: Path, expected: Counts) -> None:
        """Start all of them, and compare their counts before anything is timed."""
        self.all: dict[str, Side] = {}
        rows = [list(row) for row in sorted((*key, n) for key, n in expected.items())]
        try:
            for name in names:
                side = self.all[name] = Side.started(name, path)
                if side.counts is not None:
                    same(side.counts, rows)
        except BaseException:
            self.end()
            raise

    def __enter__(self) -> Sides:
        """Give itself; the processes run already."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all processes."""
        self.end()

    def end(self) -> None:
        """End all processes."""
        for side in self.all.values():
            side.end()

    def measured(self, count: int, rounds: int = ROUNDS) -> tuple[Times, Times]:
        """Let them work in turn; gives wall and processor time, in seconds for each of so many pieces."""
        found: dict[str, dict[str, list[float]]] = {
            clock: {name: [] for name in self.all} for clock in ("wall", "computed")
        }
        for _ in range(rounds):
            for name, side in self.all.items():
                answer = side.work()
                for clock, times in found.items():
                    times[name].append(answer[clock] / count)
        return Times(found["wall"]), Times(found["computed"])


if __name__ == "__main__":
    main()
