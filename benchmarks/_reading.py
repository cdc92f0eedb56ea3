# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reading and counting a stream: against ``json.loads``, against other packages, with more questions."""

from __future__ import annotations

import collections
import functools
import importlib
import json
from typing import TYPE_CHECKING, Any

import _material
from _measure import Times, everybody, exhaust, measured, same, wall
from _ours import counted, counted_files, plain, reported
from _rivals import plain as naive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from _board import Board
    from _material import Round

    import weltoffen as wo

    Work = Callable[[], object]


def rival(package: str, board: Board) -> Any:  # noqa: ANN401 - a module
    """Import a rival, or say that its package is missing and give None."""
    try:
        return importlib.import_module(f"_rivals.with_{package}")
    except ImportError:
        board.missing(package)
        return None


def has_fast(board: Board) -> bool:
    """Whether the decoder of the extra ``fast`` is there; said if not."""
    try:
        importlib.import_module("msgspec")
    except ImportError:
        board.missing("msgspec")
        return False
    return True


def written(lines: Iterable[bytes], path: Path) -> Path:
    """Write a file of lines."""
    with path.open("wb") as file:
        file.writelines(lines)
    return path


def loaded(path: Path) -> None:
    """Parse each line of a file, check nothing and keep nothing."""
    with path.open("rb") as file:
        exhaust(map(json.loads, file))


def each(times: Times) -> str:
    """Say what each contender took for a response."""
    told = ", ".join(f"{name} {times.of(name) * 1e6:.1f}" for name in times.taken)
    return f"a response in us: {told}"


# --- The whole way against json.loads ----------------------------------------------------------------


def whole_way(one: Round, count: int, board: Board, bar: float | None) -> None:
    """From lines in memory to the report, against ``json.loads`` of the same lines."""
    lines = list(one.lines(count))
    spaced = [json.dumps(json.loads(line), ensure_ascii=False).encode() for line in lines]
    board.section(
        f"Whole way, round {one.name}: {count} × {len(one.questionnaire.questions)}, processor time"
    )
    tally = counted(lines, one)
    check_counts(lines, tally)
    same(counted(spaced, one), tally)
    works: dict[str, Work] = {
        "report": lambda: reported(one, counted(lines, one)),
        "json.loads": lambda: exhaust(map(json.loads, lines)),
        "tally": lambda: counted(lines, one),
        "spaced": lambda: counted(spaced, one),
        "spaced json.loads": lambda: exhaust(map(json.loads, spaced)),
    }
    if has_fast(board):
        same(counted(lines, one, "fast"), tally)
        works["fast"] = lambda: reported(one, counted(lines, one, "fast"))
    times = measured(works, pieces=count)
    board.note(each(times))
    what = "strict read + tally + report"
    board.compare(f"{what} / json.loads", times, ("report", "json.loads"), most=bar)
    board.compare("strict read + tally / json.loads", times, ("tally", "json.loads"))
    board.compare("the same, blanks after : and ,", times, ("spaced", "spaced json.loads"))
    board.compare(f"{what}, extra fast / json.loads", times, ("fast", "json.loads"))


def check_counts(lines: Iterable[bytes], tally: wo.Tally) -> None:
    """Count once more, answer by answer, and compare; numbers and texts are in no list of words."""
    found: collections.Counter[tuple[str, str, str]] = collections.Counter()
    for line in lines:
        document = json.loads(line)
        for question, answer in document["answers"].items():
            for word in answer if isinstance(answer, list) else [answer]:
                found[document["perspective"], question, str(word)] += 1
    words = {
        (group.perspective, one.question): {"unknown", "not-applicable"}.union(
            option for option, _ in one.options if one.kind in {"single", "multiple"}
        )
        for group in tally.personal
        for one in group.questions
    }
    same(plain(tally), {key: n for key, n in found.items() if key[2] in words.get(key[:2], ())})


# --- Other packages that read and count a file -------------------------------------------------------


def packages(one: Round, count: int, board: Board, folder: Path) -> None:
    """One worker against packages that use one core, from the same file to the same plain counts."""
    path = written(one.lines(count), folder / "packages.ndjson")
    board.section(f"Packages: {count} × {len(one.questionnaire.questions)}, processor time")
    rivals = {"naive": naive.counts}
    if (pandas := rival("pandas", board)) is not None:
        rivals |= {"pandas normalized": pandas.normalized, "pandas long": pandas.long}
    for name in ("pydantic", "msgspec"):
        if (module := rival(name, board)) is not None:
            rivals[name] = module.Counter(one.assessment.perspective_ids, one.words).counts
    expected = plain(counted(path, one))
    for work in rivals.values():
        same(work(path), expected)
    works: dict[str, Work] = {"ours": lambda: plain(counted(path, one))}
    works |= {name: functools.partial(work, path) for name, work in rivals.items()}
    if "msgspec" in rivals:
        works["fast"] = lambda: plain(counted(path, one, "fast"))
    times = measured(works, pieces=count)
    board.note(each(times))
    for name, what, least in (
        ("pandas normalized", "pandas, json_normalize + value_counts", 4),
        ("pandas long", "pandas, long frame + groupby", 6),
        ("naive", "json.loads + Counter, which checks nothing", None),
        ("pydantic", "pydantic + Counter", None),
        ("msgspec", "msgspec + Counter", None),
    ):
        board.compare(f"{what} / one worker", times, (name, "ours"), least=least)
    board.compare("msgspec + Counter / one worker, extra fast", times, ("msgspec", "fast"))


def workers(one: Round, count: int, board: Board, folder: Path) -> None:
    """One and two workers against polars, which uses all cores, from the same file to plain counts."""
    path = written(one.lines(count), folder / "workers.ndjson")
    board.section(f"Workers: {count} × {len(one.questionnaire.questions)}, wall time")
    works: dict[str, Work] = {
        "two": lambda: plain(counted_files([path], one, 2)),
        "one": lambda: plain(counted_files([path], one, 1)),
    }
    ways: list[str] = []
    if (polars := rival("polars", board)) is not None:
        counter = polars.Counter(one.words)
        works["polars unpivoted"] = functools.partial(counter.unpivoted, path)
        works["polars aggregated"] = functools.partial(counter.aggregated, path)
        ways = ["polars unpivoted", "polars aggregated"]
    if has_fast(board):
        works["fast"] = lambda: plain(counted_files([path], one, 1, "fast"))
        works["two fast"] = lambda: plain(counted_files([path], one, 2, "fast"))
    expected = plain(counted(path, one))
    for work in works.values():
        same(work(), expected)
    works["json.loads"] = functools.partial(loaded, path)
    times = measured(works, pieces=count, clock=wall, beside=everybody)
    computed = Times(times.beside)
    board.note(each(times))
    board.note(f"processor time of all processes and cores, {each(computed)}")
    if ways:
        best = times.fastest(ways)
        board.note(f"the faster of two ways with polars: {best.removeprefix('polars ')}")
        board.compare("two workers / polars, which checks nothing", times, ("two", best), most=1.2)
        board.compare("  the same, processor time", computed, ("two", best))
        board.compare("one worker, extra fast / polars", times, ("fast", best), most=1.2)
        board.compare("  the same, processor time", computed, ("fast", best))
        board.compare("two workers, extra fast / polars", times, ("two fast", best))
    board.compare("one worker, extra fast / json.loads", times, ("fast", "json.loads"), most=1.2)
    board.compare("one worker / two workers", times, ("one", "two"), least=1.7)
    board.compare("one worker / two workers, extra fast", times, ("fast", "two fast"))


# --- More questions ----------------------------------------------------------------------------------


def questions(few: int, many: int, count: int, board: Board, folder: Path) -> None:
    """Long questionnaires against short ones, for each answer."""
    board.section(f"Questions: {count} responses, single choice, processor time")
    works: dict[str, Work] = {}
    pieces: dict[str, int] = {}
    for number in (few, many):
        one = _material.single(number)
        path = written(one.lines(count), folder / f"questions-{number}.ndjson")
        same(plain(counted(path, one)), naive.counts(path))
        for name, work in {
            f"ours {number}": functools.partial(counted, path, one),
            f"json.loads {number}": functools.partial(loaded, path),
            f"json.loads + Counter {number}": functools.partial(naive.counts, path),
        }.items():
            works[name], pieces[name] = work, number * count
    times = measured(works, pieces=pieces)
    told = ", ".join(f"{name} {times.of(name) * 1e9:.0f}" for name in works)
    board.note(f"an answer in ns: {told}")
    for who, most in (("ours", 1.2), ("json.loads", None), ("json.loads + Counter", None)):
        pair = (f"{who} {many}", f"{who} {few}")
        board.compare(f"{who}, {many} questions / {few}, per answer", times, pair, most=most)
