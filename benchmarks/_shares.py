# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Where the time goes when lines are counted, batch by batch as `weltoffen.intake.lines` does it."""

from __future__ import annotations

import collections
import importlib.util
import json
import statistics
from typing import TYPE_CHECKING

from _measure import ROUNDS, exhaust, processor, same

from weltoffen.intake.lines import BATCH, LineCounter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from _board import Board
    from _material import Round
    from _ours import Decoder

    from weltoffen.intake.columns import Columns
    from weltoffen.intake.ways import Found, Way

STEPS = ("whole", "rows", "columns", "cutting alone", "counting alone", "json.loads")
LEARNT = 500
"""Lines after which the heads of a round are known."""


def shares(rounds: Sequence[Round], count: int, board: Board) -> None:
    """Print what each step takes."""
    board.section(
        "Where the time goes: microseconds a line, processor time", ("round", "decoder", *STEPS)
    )
    decoders: list[Decoder] = ["standard"]
    if importlib.util.find_spec("msgspec") is not None:
        decoders.append("fast")
    for one in rounds:
        lines = list(one.lines(count))
        for decoder in decoders:
            found = [taken(lines, one, decoder) for _ in range(ROUNDS)]
            cells = [
                f"{statistics.median(steps[step] for steps in found) / count * 1e6:.1f}"
                if step in found[0]
                else "–"
                for step in STEPS
            ]
            board.row(one.name, decoder, *cells)


def taken(lines: Sequence[bytes], one: Round, decoder: Decoder) -> dict[str, float]:
    """Give the seconds of each step for all lines."""
    counter = LineCounter(one.questionnaire, one.assessment, decoder=decoder)
    counter.count(enumerate(lines[:LEARNT]), stops=True, tell=lambda *_: None)
    found: collections.Counter[str] = collections.Counter()
    start = processor()
    part = counter.count(enumerate(lines), stops=True, tell=lambda *_: None)
    found["whole"] += processor() - start
    same(part.accepted, len(lines))
    columns: dict[str, Columns] = {}
    alone = [collections.Counter[bytes]() for _ in one.questionnaire.questions]
    for batch in batches(lines):
        steps(batch, counter.ways[0], columns, found)
        start = processor()
        exhaust(map(json.loads, batch))
        found["json.loads"] += processor() - start
        if one.name == "single" and decoder == "standard":
            floor(batch, alone, found)
    return found


def batches(lines: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Cut lines into batches."""
    for begin in range(0, len(lines), BATCH):
        yield lines[begin : begin + BATCH]


def steps(
    batch: Sequence[bytes], way: Way, columns: dict[str, Columns], found: collections.Counter[str]
) -> None:
    """Make rows of a batch and count them, perspective by perspective."""
    start = processor()
    rows = [way.row(line) for line in batch]
    found["rows"] += processor() - start
    groups: dict[str, list[Found]] = collections.defaultdict(list)
    for row in rows:
        if row is None:
            message = "a well-formed line was in doubt"
            raise SystemExit(message)
        groups[row[1]].append(row)
    for perspective, group in groups.items():
        own = columns.get(perspective) or columns.setdefault(perspective, way.empty.another())
        cells, members = [row[2] for row in group], sum(row[3] for row in group)
        start = processor()
        counted = own.add(cells, members)
        found["columns"] += processor() - start
        same(counted, expected=True)


def floor(
    batch: Sequence[bytes],
    alone: Sequence[collections.Counter[bytes]],
    found: collections.Counter[str],
) -> None:
    """Cut at commas and count column by column, which checks nothing and knows no perspective."""
    start = processor()
    pieces = [line.split(b",") for line in batch]
    found["cutting alone"] += processor() - start
    pieces = [some[-len(alone) :] for some in pieces]
    start = processor()
    for counts, column in zip(alone, zip(*pieces, strict=True), strict=True):
        counts.update(column)
    found["counting alone"] += processor() - start
