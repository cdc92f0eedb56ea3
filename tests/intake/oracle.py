# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What counting from lines has to give: the slow judge reads each line, and what it accepts is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.intake.parts import Intake
from weltoffen.schemas import ResponseReader
from weltoffen.scoring.counting import tally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weltoffen.model.assessment import Assessment
    from weltoffen.model.questionnaire import Questionnaire
    from weltoffen.model.response import Response


def counted(
    lines: Iterable[bytes], questionnaire: Questionnaire, assessment: Assessment | None
) -> Intake:
    """Count line by line, in order (T1, T2, A3)."""
    reader = ResponseReader(questionnaire, assessment)  # its slow judge needs nothing compiled
    accepted: list[Response] = []
    problems: list[Problem] = []
    refused = 0
    for number, one in enumerate(lines, 1):
        if not one.strip():
            continue
        try:
            response = reader.read_slowly(one)
            hold_against(response, accepted)
        except InvalidDocument as error:
            refused += 1
            problems += [attrs.evolve(problem, line=number) for problem in error.problems]
        else:
            accepted.append(response)
    return Intake(
        tally=tally(accepted, questionnaire),
        accepted=len(accepted),
        refused=refused,
        problems=problems,
    )


def hold_against(response: Response, others: Iterable[Response]) -> None:
    """Hold a response against those before it: one assessment, one official response of each perspective."""
    for other in others:
        if response.assessment != other.assessment:
            raise InvalidDocument([Problem.at("tally-other-assessment", ("assessment",))])
        both = {response.capacity, other.capacity} == {"official"}
        if (
            both
            and response.perspective == other.perspective
            and (response.part == other.part or None in {response.part, other.part})
        ):
            who = response.perspective
            raise InvalidDocument(
                [Problem.at("second-official", ("perspective",), perspective=who)]
            )
