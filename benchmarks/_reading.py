# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reading and counting a stream: against ``json.loads``, and with more questions."""

from __future__ import annotations

import collections
import functools
import importlib
import json
from typing import TYPE_CHECKING

import _material
from _measure import exhaust, measured, same
from _ours import counted, plain, reported
from _rivals import plain as naive
from _side import loaded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from _board import Board
    from _material import Round
    from _measure import Times

    import weltoffen as wo

    Work = Callable[[], object]


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
