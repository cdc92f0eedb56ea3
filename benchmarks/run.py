# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Speed and memory of reading and counting, as ratios of things measured side by side in one run."""

from __future__ import annotations

import argparse
import collections
import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, final

import _material
import attrs
from _measure import Board, exhaust, measured, same
from _rivals import with_jsonschema as _rival

import weltoffen as wo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _material import Round

    from weltoffen.model.answers import Answer
    from weltoffen.scoring.tally import QuestionCount


@final
@attrs.frozen
class Size:
    """How much is measured."""

    responses: int
    rounds: int
    single_reads: int
    small_file: int
    large_file: int


FULL = Size(responses=10_000, rounds=7, single_reads=300, small_file=10_000, large_file=100_000)
QUICK = Size(responses=1_000, rounds=7, single_reads=50, small_file=1_000, large_file=10_000)


# --- The whole way against json.loads ----------------------------------------------------------------


def whole_way(one: Round, count: int, rounds: int, board: Board, bar: float | None) -> None:
    """From lines to the report, against ``json.loads`` of the same lines."""
    lines = list(one.lines(count))
    spaced = [json.dumps(json.loads(line), ensure_ascii=False).encode() for line in lines]
    counts = counted(one, lines)
    check_counts(lines, counts)
    same(counted(one, spaced), counts)
    rule = wo.ProtectionRule()
    public = wo.protect(counts, rule, one.assessment, one.edition)
    same(reported(one, lines), wo.build_report(public, one.assessment, one.edition))
    reader = wo.schemas.ResponseReader(one.questionnaire, one.assessment)
    times = measured(
        {
            "json.loads": lambda: exhaust(map(json.loads, lines)),
            "report": lambda: reported(one, lines),
            "read": lambda: exhaust(map(reader.read, lines)),
            "tally": lambda: counted(one, lines),
            "spaced": lambda: counted(one, spaced),
            "spaced json.loads": lambda: exhaust(map(json.loads, spaced)),
            "protect": lambda: wo.protect(counts, rule, one.assessment, one.edition),
            "score": lambda: wo.score(public, one.assessment, one.edition),
            "build_report": lambda: wo.build_report(public, one.assessment, one.edition),
        },
        rounds,
    )
    base = times["json.loads"]
    print(f"{one.name}: {len(lines)} responses x {len(one.questionnaire.questions)} questions")
    print(f"  ({base / len(lines) * 1e6:.1f} us for json.loads of a line of {len(lines[0])} bytes)")
    board.show(
        "read + tally + protect + score + report / json.loads", times["report"] / base, most=bar
    )
    board.show("  read alone / json.loads", times["read"] / base)
    board.show("  read + tally / json.loads", times["tally"] / base)
    board.show("  the same with blanks after : and ,", times["spaced"] / times["spaced json.loads"])
    once = ", ".join(
        f"{name} {times[name] * 1e3:.0f}" for name in ("protect", "score", "build_report")
    )
    print(f"  (once for a round, in ms: {once}, which scores inside)")


def counted(one: Round, lines: Iterable[bytes]) -> wo.Tally:
    """Read and count, as a user would."""
    responses = wo.schemas.read_responses(lines, one.questionnaire, one.assessment)
    return wo.tally(responses, one.questionnaire)


def reported(one: Round, lines: Iterable[bytes]) -> wo.Report:
    """Go the whole way, as a user would."""
    public = wo.protect(counted(one, lines), wo.ProtectionRule(), one.assessment, one.edition)
    return wo.build_report(public, one.assessment, one.edition)


def check_counts(lines: Iterable[bytes], count: wo.Tally) -> None:
    """Count once more, answer by answer, and compare."""
    found: collections.Counter[tuple[str, str, str]] = collections.Counter()
    for line in lines:
        document = json.loads(line)
        for question, answer in document["answers"].items():
            for word in answer if isinstance(answer, list) else [answer]:
                found[document["perspective"], question, str(word)] += 1
    for group in count.personal:
        for question in group.questions:
            for word, number in told_apart(question):
                same(number, found[group.perspective, question.question, word])


def told_apart(count: QuestionCount) -> tuple[tuple[str, int], ...]:
    """Give what a count says of single words; bands of numbers stand in no line."""
    options = count.options if count.kind in {"single", "multiple"} else ()
    return (*options, ("unknown", count.unknown), ("not-applicable", count.not_applicable))


# --- One response against jsonschema and cattrs ------------------------------------------------------


def one_response(one: Round, size: Size, board: Board, bar: float | None) -> None:
    """One well-formed response after another, against jsonschema and cattrs."""
    lines = list(one.lines(size.single_reads))
    ours = wo.schemas.ResponseReader(one.questionnaire, one.assessment)
    generated = _rival.generated(one.questionnaire, one.assessment)
    general = _rival.general()
    for line in lines:
        for rival in (generated, general):
            check_same(ours.read(line), rival.read(line))
    times = measured(
        {
            "generated": lambda: exhaust(map(generated.read, lines)),
            "general": lambda: exhaust(map(general.read, lines[::10])),
            "ours": lambda: exhaust(map(ours.read, lines * 10)),
        },
        size.rounds,
    )
    each = {
        "generated": times["generated"] / len(lines),
        "general": times["general"] / len(lines[::10]),
        "ours": times["ours"] / len(lines * 10),
    }
    print(f"{one.name}: one response, read by itself")
    print("  (" + ", ".join(f"{name} {time * 1e6:.0f} us" for name, time in each.items()) + ")")
    best = each["generated"] / each["ours"]
    board.show("jsonschema with the generated schema + cattrs / our reader", best, least=bar)
    board.show("  with the general schema", each["general"] / each["ours"])


def check_same(ours: wo.Response, rival: _rival.Response) -> None:
    """Compare what both have read."""
    same({key: listed(answer) for key, answer in ours.answers}, rival.answers)
    for name in ("assessment", "perspective", "id", "submitted_at"):
        same(getattr(ours, name), getattr(rival, name))


def listed(answer: Answer) -> object:
    """Give an answer as JSON has it."""
    return list(answer) if isinstance(answer, tuple) else answer


# --- Memory ------------------------------------------------------------------------------------------


def memory(one: Round, size: Size, board: Board, bar: float) -> None:
    """Peak memory of counting a small and a large file, each in a process of its own."""
    small, large = (peak(one, count) for count in (size.small_file, size.large_file))
    print(f"{one.name}: peak memory of a process that reads and counts a file")
    print(
        f"  ({small / 1024:.1f} MiB for {size.small_file}, {large / 1024:.1f} MiB for {size.large_file})"
    )
    board.show(
        f"{size.large_file} responses / {size.small_file} responses", large / small, most=bar
    )


def peak(one: Round, count: int) -> int:
    """Write a file, let another process count it, and give that one's peak in KiB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "answers.ndjson")
        with path.open("wb") as file:
            file.writelines(one.lines(count))
        command = [sys.executable, str(Path(__file__).with_name("_memory.py")), str(path), one.name]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own script
    most, read = map(int, done.stdout.split())
    same(read, count)
    return most


def main() -> int:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit with 1 if a bar is missed")
    parser.add_argument(
        "--quick", action="store_true", help="a first look: fewer responses, no bar for them"
    )
    options = parser.parse_args()
    size = QUICK if options.quick else FULL
    board = Board()
    print(
        f"Python {platform.python_version()}, {platform.machine()}; medians of {size.rounds} rounds\n"
    )
    single, mixed = _material.single(), _material.mixed()
    whole_way(single, size.responses, size.rounds, board, bar=None if options.quick else 2.5)
    one_response(single, size, board, bar=20)
    memory(single, size, board, bar=1.1)
    print()
    whole_way(mixed, size.responses // 2, size.rounds, board, bar=None)
    one_response(mixed, size, board, bar=None)
    memory(mixed, size, board, bar=1.1)
    print(f"\n{board.missed} bar(s) missed" if board.missed else "\nall bars kept")
    return 1 if options.check and board.missed else 0


if __name__ == "__main__":
    sys.exit(main())
