# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Parts of a count (Teilzählungen), and the whole that they add up to; T2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, final

import attrs

from weltoffen.errors import MAX_PROBLEMS, InvalidDocument, Problem
from weltoffen.scoring.counting import empty_tally
from weltoffen.scoring.counts import OfficialPart, clashes
from weltoffen.scoring.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from weltoffen.model.questionnaire import Questionnaire

OnError = Literal["raise", "collect"]
"""What a refused response does: it raises at once, or is collected as problems beside the tally."""


@final
@attrs.frozen(kw_only=True)
class Intake:
    """What came out of reading and counting a stream (Einlesung).

    ``accepted + refused`` is the number of responses that were read.

    Attributes:
        tally: Counts of what was accepted.
        accepted: How many responses were accepted.
        refused: How many were refused; they are not in the tally.
        problems: Why, with the number of the line and the name of the source; at most 1 000.
        more: How many further problems were counted but not kept.
    """

    tally: Tally
    accepted: int
    refused: int
    problems: tuple[Problem, ...] = attrs.field(converter=tuple[Problem, ...], default=())
    more: int = 0

    @property
    def lines(self) -> int:
        """Number of responses that were read; empty lines are none."""
        return self.accepted + self.refused


@final
@attrs.frozen(kw_only=True)
class Part:
    """What came out of one piece of a stream; picklable.

    Attributes:
        personal: Counts of the personal responses; names the assessment, if anything was accepted.
        official: Official responses and parts, each with its line. Those that clash whatever came before the
            piece are refused already; the others are held against each other by `Whole`.
        accepted: How many responses were accepted, official ones among them.
        refused: How many were refused.
        problems: Why; their lines count from the beginning of the piece.
        more: Further problems.
        last: Number of the last line that was looked at, empty ones counted.
        read: Bytes that were read.
    """

    personal: Tally
    official: tuple[tuple[int | None, OfficialPart], ...] = ()
    accepted: int
    refused: int
    problems: tuple[Problem, ...] = ()
    more: int = 0
    last: int = 0
    read: int = 0


def second_official(perspective: str, line: int | None) -> Problem:
    """Say that a perspective has spoken officially before (T2)."""
    found = Problem.at("second-official", ("perspective",), perspective=perspective)
    return attrs.evolve(found, line=line)


@final
class Whole:
    """Adds up parts in the order of the stream; what it holds is bounded, but for official responses."""

    def __init__(self, questionnaire: Questionnaire, on_error: OnError) -> None:
        """Begin with nothing."""
        self.on_error = on_error
        self.personal: Tally = empty_tally(questionnaire)
        self.official: list[OfficialPart] = []
        self.accepted: int = 0
        self.refused: int = 0
        self.more: int = 0
        self.read: int = 0
        self.problems: list[Problem] = []

    @property
    def lines(self) -> int:
        """Number of responses so far."""
        return self.accepted + self.refused

    def add(self, part: Part, place: Callable[[Problem], Problem]) -> None:
        """Add the next part.

        Args:
            part: The part.
            place: Puts the name of the file and its own number of the line into a problem.

        Raises:
            InvalidDocument: In the mode ``raise``, with the problems of the first line that is refused.
        """
        found = [*part.problems]
        clashing = 0
        seen = {(one.perspective, one.part) for one in self.official}
        for line, one in part.official:
            if clashes(seen, one.perspective, one.part):
                clashing += 1
                found.append(second_official(one.perspective, line))
                continue
            seen.add((one.perspective, one.part))
            self.official.append(one)
        found.sort(key=_line)
        if found and self.on_error == "raise":
            first = [place(one) for one in found if one.line == found[0].line]
            raise InvalidDocument(first, part.more if len(first) == len(part.problems) else 0)
        room = max(0, MAX_PROBLEMS - len(self.problems))
        self.problems += [place(one) for one in found[:room]]
        self.more += part.more + len(found[room:])
        self.personal += part.personal
        self.accepted += part.accepted - clashing
        self.refused += part.refused + clashing
        self.read += part.read

    def resume(self, intake: Intake) -> None:
        """Begin with what has come out before."""
        self.personal = attrs.evolve(intake.tally, official=())
        self.official = [*intake.tally.official]
        self.accepted, self.refused, self.more = intake.accepted, intake.refused, intake.more
        self.problems = [*intake.problems]

    def result(self) -> Intake:
        """Give what has come out so far."""
        official = sorted(self.official, key=lambda one: (one.perspective, one.part))
        return Intake(
            tally=attrs.evolve(self.personal, official=tuple(official)),
            accepted=self.accepted,
            refused=self.refused,
            problems=tuple(self.problems),
            more=self.more,
        )


def _line(problem: Problem) -> int:
    return problem.line or 0
