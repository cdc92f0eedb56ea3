# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Listing the problems of bad responses, against jsonschema."""

from __future__ import annotations

import functools
import importlib.util
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import _material
from _measure import Times, exhaust, measured, same
from _rivals import with_jsonschema

import weltoffen as wo

if TYPE_CHECKING:
    from collections.abc import Callable

    from _board import Board
    from _material import Round
    from jsonschema import ValidationError

SHARE = 10
"""The general schema is so slow that it gets one line in so many."""
EXTRAS = ("standard", "fast")


def word(response: dict[str, Any], question: str) -> None:
    """Answer with a word that no scale has."""
    response["answers"][question] = "carried-oot"


def number(response: dict[str, Any], question: str) -> None:
    """Answer with a number where a word belongs."""
    response["answers"][question] = 3


def stranger(response: dict[str, Any], question: str) -> None:
    """Answer a question that nobody asked."""
    response["answers"]["never-asked"] = response["answers"].pop(question)


def gap(response: dict[str, Any], question: str) -> None:  # noqa: ARG001 - like the others
    """Leave out who speaks."""
    del response["perspective"]


FAULTS: dict[str, tuple[Callable[[dict[str, Any], str], None], ...]] = {
    "a wrong word": (word,),
    "a number for a word": (number,),
    "an unknown question": (stranger,),
    "a missing member": (gap,),
    "four at once": (word, number, stranger, gap),
}


def spoilt(one: Round, count: int, faults: tuple[Callable[..., None], ...]) -> list[bytes]:
    """Give responses of which each has these faults, at different questions."""
    asked = [question.id for question in one.questionnaire.questions]
    found = []
    for index, line in enumerate(one.lines(count)):
        response = json.loads(line)
        for shift, fault in enumerate(faults):
            fault(response, asked[(index + 7 * shift) % len(asked)])
        found.append(json.dumps(response, separators=(",", ":")).encode())
    return found


def refused(reader: wo.schemas.ResponseReader, line: bytes) -> tuple[wo.Problem, ...]:
    """List the problems of a response."""
    try:
        reader.read(line)
    except wo.InvalidDocument as error:
        return error.problems
    return ()


def taken(count: int) -> dict[str, dict[str, list[float]]]:
    """Measure all sides for each kind of fault; gives the seconds of every round."""
    one = _material.single()
    generated = with_jsonschema.generated(one.questionnaire, one.assessment)
    general = with_jsonschema.general()
    found = {}
    for name, faults in FAULTS.items():
        lines = spoilt(one, count, faults)
        few = lines[::SHARE]
        reader = wo.schemas.ResponseReader(one.questionnaire, one.assessment)
        exhaust(map(reader.read, one.lines(SHARE)))
        for line in lines:
            check_places(refused(reader, line), generated.problems(line), len(faults))
        works = {
            "generated": functools.partial(exhaust_all, generated.problems, lines),
            "ours": functools.partial(exhaust_all, functools.partial(refused, reader), lines),
            "general": functools.partial(exhaust_all, general.problems, few),
        }
        pieces = {"generated": count, "ours": count, "general": len(few)}
        found[name] = dict(measured(works, pieces=pieces).taken)
    return found


def exhaust_all(work: Callable[[bytes], object], lines: list[bytes]) -> None:
    """List the problems of each line."""
    exhaust(map(work, lines))


def check_places(ours: tuple[wo.Problem, ...], errors: list[ValidationError], faults: int) -> None:
    """Compare where the problems are: the schema names the parent of what is missing or unknown.

    Of several faults each side may pass over what it does not judge while something else is missing.
    """
    places = {"".join(f"/{step}" for step in error.absolute_path) for error in errors}
    found = {problem.pointer for problem in ours}
    known = found | {pointer.rpartition("/")[0] for pointer in found}
    if faults == 1:
        same((len(found), len(places)), (1, 1))
    same(places <= known if faults == 1 else not known.isdisjoint(places), expected=True)


def bad(count: int, board: Board, bar: float) -> None:
    """List the problems of bad responses, without the extra and with it, each in another process."""
    board.section("One bad response, round single: processor time")
    for extra in EXTRAS:
        if extra == "fast" and importlib.util.find_spec("jsonschema_rs") is None:
            board.missing("jsonschema-rs")
            continue
        done = subprocess.run(  # noqa: S603 - our own script
            [sys.executable, __file__, str(count), extra], check=True, stdout=subprocess.PIPE
        )
        for name, found in json.loads(done.stdout).items():
            times = Times(found)
            told = ", ".join(f"{side} {times.of(side) * 1e6:.0f}" for side in times.taken)
            what = f"our problems / stock jsonschema's, {name}"
            if extra == "fast":
                board.note(f"in us, {name}, extra fast: {told}")
                board.compare(f"{what}, generated schema, extra fast", times, ("ours", "generated"))
            else:
                board.note(f"in us, {name}: {told}")
                board.compare(f"{what}, generated schema", times, ("ours", "generated"), most=bar)
                board.compare(f"{what}, general schema", times, ("ours", "general"), most=bar)


if __name__ == "__main__":
    if sys.argv[2] == "standard":
        sys.modules["jsonschema_rs"] = None  # type: ignore[assignment] - as if it were not installed
    print(json.dumps(taken(int(sys.argv[1]))))
