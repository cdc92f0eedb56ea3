# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Work in a process of its own, for its peak of memory; lines come in at standard input.

``_child.py count ROUND`` counts a round; ``_child.py towns ROUND grouped|mixed REPORTS`` counts the
towns of a stream and makes the reports of the first ones. Prints one line of JSON.
"""

from __future__ import annotations

import json
import operator
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import _material
import attrs
from _measure import peak
from _ours import counted, plain, reported

import weltoffen as wo

if TYPE_CHECKING:
    from collections.abc import Iterable

WARM = 100


def fed(lines: Iterable[bytes], *arguments: str) -> dict[str, Any]:
    """Start a process, feed it with lines or blocks of lines, and give what it printed."""
    command = [sys.executable, __file__, *arguments]
    with subprocess.Popen(  # noqa: S603 - our own script
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise SystemExit(1)
        with child.stdin:
            child.stdin.writelines(lines)
        found = child.stdout.read()
    if child.returncode:
        message = f"{' '.join(arguments)}: ended with {child.returncode}"
        raise SystemExit(message)
    return json.loads(found)


def count(name: str) -> dict[str, Any]:
    """Count a round, after a short one that imports and compiles everything."""
    one = _material.named(name)
    counted(one.lines(WARM), one)
    start = time.process_time()
    tally = counted(sys.stdin.buffer, one)
    return {
        "counting": time.process_time() - start,
        "peak": peak(),
        "responses": sum(group.responses for group in tally.personal),
        "counts": sorted((*key, n) for key, n in plain(tally).items()),
    }


def towns(name: str, order: str, reports: str) -> dict[str, Any]:
    """Count each town, and make the reports of the first ones."""
    one = _material.named(name)
    responses = wo.schemas.read_responses(sys.stdin.buffer, one.questionnaire)
    tallies = wo.tally_by(
        responses,
        operator.attrgetter("assessment"),
        one.questionnaire,
        grouped=order == "grouped",
    )
    begin, reporting, found, people = time.process_time(), 0.0, 0, 0
    for number, (assessment, tally) in enumerate(tallies):
        found += 1
        people += sum(group.responses for group in tally.personal)
        if number < int(reports):
            start = time.process_time()
            own = attrs.evolve(one.assessment, id=assessment)
            reported(attrs.evolve(one, assessment=own), tally)
            reporting += time.process_time() - start
    counting = time.process_time() - begin - reporting
    return {
        "peak": peak(),
        "towns": found,
        "responses": people,
        "counting": counting,
        "reporting": reporting,
    }


def main() -> None:
    """Do what the arguments say."""
    kind, *arguments = sys.argv[1:]
    work = {"count": count, "towns": towns}[kind]
    print(json.dumps(work(*arguments)))


if __name__ == "__main__":
    main()
