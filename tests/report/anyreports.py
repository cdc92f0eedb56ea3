# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Strategies (Hypothesis) for reports with everything: merges, later releases, workshops, earlier rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from hypothesis import reject
from hypothesis import strategies as st
from tests.builders import of_another_round

from weltoffen.errors import InvalidDocument
from weltoffen.model.response import build_response
from weltoffen.model.workshop import Rerating
from weltoffen.report.assembly import build_report
from weltoffen.report.earlier import Earlier
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.scoring.releases import release_again
from weltoffen.testing import Case, answers, cases, rounds

if TYPE_CHECKING:
    from weltoffen.model.response import Response
    from weltoffen.report.structure import Report
    from weltoffen.scoring.protection import ProtectedTally

SIZES = (0, 0, 2, 5, 8, 12, 20)


@st.composite
def any_reports(draw: st.DrawFn, *, max_nodes: int = 6, max_questions: int = 6) -> Report:
    """Give reports of whole cases, made in every way in which there is one.

    Args:
        draw: Given by Hypothesis.
        max_nodes: Largest number of nodes of the target model.
        max_questions: Largest number of questions of the edition.
    """
    case = draw(mixed_cases(max_nodes=max_nodes, max_questions=max_questions))
    edition = case.extended
    stages = [stage.id for stage in edition.target_model.stages]
    nodes = st.sampled_from([node.id for node in edition.target_model.nodes])
    reached = st.sampled_from(stages)
    reratings = [
        Rerating(
            node=node,
            stage=(stage := draw(reached)),
            tendency=draw(st.booleans()) and stage != stages[-1],
        )
        for node in draw(st.lists(nodes, unique=True, max_size=2))
    ]
    public = _released(draw, case)
    if draw(st.booleans()):
        public = _released(draw, case, public)
    earlier = _earlier(draw, case) if draw(st.booleans()) else None
    return build_report(public, case.assessment, case.edition, reratings=reratings, earlier=earlier)


@st.composite
def mixed_cases(draw: st.DrawFn, *, max_nodes: int = 6, max_questions: int = 6) -> Case:
    """Give cases, most of them with groups whose members do not all answer alike, so that more is shown."""
    case = draw(cases(max_nodes=max_nodes, max_questions=max_questions))
    if draw(st.sampled_from((True, True, False))):
        return attrs.evolve(case, responses=tuple(_mixed(draw, case)))
    return case


def _mixed(draw: st.DrawFn, case: Case) -> list[Response]:
    asked, chosen = case.extended.questionnaire, draw(st.randoms(use_true_random=False))
    sheets = [draw(answers(asked)) for _ in range(draw(st.integers(2, 6)))]
    found = [
        build_response(
            asked,
            assessment=case.assessment.id,
            perspective=perspective,
            answers=chosen.choice(sheets),
        )
        for perspective in case.assessment.perspective_ids
        for _ in range(chosen.choice(SIZES))
    ]
    found += [
        build_response(
            asked,
            assessment=case.assessment.id,
            perspective=perspective,
            capacity="official",
            answers=chosen.choice(sheets),
        )
        for perspective in case.assessment.perspective_ids
        if chosen.random() < 1 / 2
    ]
    return found


def _released(draw: st.DrawFn, case: Case, first: ProtectedTally | None = None) -> ProtectedTally:
    perspectives = case.assessment.perspective_ids
    order = draw(st.permutations(perspectives))
    together = draw(st.integers(0, len(order)))
    merges = [order[:together]] if together > 1 else []
    rule = ProtectionRule(k=draw(st.sampled_from((3, 5))), merges=merges)
    try:
        if first is None:
            return protect(case.tally, rule, case.assessment, case.edition)
        return release_again(first, rule, case.assessment, case.edition)
    except InvalidDocument:  # the joint id is too long, or that of a perspective
        reject()


def _earlier(draw: st.DrawFn, case: Case) -> Earlier:
    """Give an earlier round of the same town, of the edition with or without the supplement's questions."""
    before = case
    if draw(st.booleans()):
        found = draw(rounds(case.extended, case.assessment))
        before = attrs.evolve(case, responses=found)
    public = protect(before.tally, ProtectionRule(k=3), case.assessment, case.edition)
    return Earlier(
        report=of_another_round(build_report(public, case.assessment, case.edition)),
        edition=draw(st.sampled_from((case.extended, case.edition))),
        reworded=draw(st.booleans()),
    )
