# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""From answers to words: any well-formed answers lead to one assessment and to suggestions."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

import weltoffen as wo
from weltoffen.model.forms import Checklist, NumberEntry
from weltoffen.testing import answers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weltoffen.model.answers import Answer
    from weltoffen.model.questionnaire import Question

EDITION = wo.load_reference("2026.1")
MODEL, ASKED = EDITION.target_model, EDITION.questionnaire
CRITERIA = {leaf.id for leaf in MODEL.leaves}
TOP = MODEL.stages[-1].id
ASSESSMENT = wo.Assessment(
    id="probe",
    municipality=wo.Municipality(name="Musterstadt"),
    round=wo.Round(id="1"),
    edition=EDITION.reference,
    perspectives=[wo.Perspective(id="administration", title={"de": "Verwaltung"})],
)


def reported(given_answers: Mapping[str, Answer]) -> wo.Report:
    """Make the report of one official response."""
    response = wo.build_response(
        ASKED,
        assessment=ASSESSMENT.id,
        perspective="administration",
        capacity="official",
        answers=given_answers,
    )
    public = wo.protect(wo.tally([response], ASKED), wo.ProtectionRule(), ASSESSMENT, EDITION)
    return wo.build_report(public, ASSESSMENT, EDITION)


class TestEveryAnswerLeadsToWords:
    """One assessment for every criterion with a score, a suggestion below the top stage."""

    @settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(answers(ASKED, personal=False))
    def test_one_assessment_and_a_suggestion_for_each_score(
        self, found: Mapping[str, Answer]
    ) -> None:
        for result in reported(found).nodes:
            if result.score is None:
                assert result.assessment is None
                assert result.suggestions == ()
                continue
            said = [
                text
                for text in MODEL.by_id[result.node or ""].stage_texts
                if text.stage == result.stage
            ]
            assert [text.assessment for text in said] == [result.assessment]
            assert tuple(said[0].suggestions) == result.suggestions
            assert result.stage == TOP or result.suggestions


def _options(question: Question, level: Fraction) -> Answer | None:
    """Answer a question so that its value comes near to a level from 0 to 1."""
    form = question.form
    if isinstance(form, Checklist):
        chosen: list[str] = []
        for option in form.options:
            if form.points((*chosen, option.id)) / form.full <= level:
                chosen.append(option.id)
        return tuple(sorted(chosen))
    if isinstance(form, NumberEntry):
        values = form.band_values
        best = min(range(len(values)), key=lambda at: abs(values[at] - level))
        return form.bands[best].lower
    if question.kind == "text":
        return None
    values = ASKED.values[question.id]
    return ASKED.choices(question)[min(range(len(values)), key=lambda at: abs(values[at] - level))]


class TestEveryTextIsReached:
    """Every assessment and every suggestion can be reached by some answers."""

    def test_by_raising_all_answers_step_by_step(self) -> None:
        wanted = {
            (node.id, text.stage, text.assessment, text.suggestions)
            for node in MODEL.nodes
            for text in node.stage_texts
        }
        assert len(wanted) == 4 * len(MODEL.nodes)
        for step in range(17):
            level = Fraction(step, 16)
            found: dict[str, Answer] = {}
            for question in ASKED.questions:
                after = question.depends_on
                if after is not None and not _fits(found.get(after.question), after.options):
                    continue
                answer = _options(question, level)
                if answer is not None:
                    found[question.id] = answer
            wanted -= {
                (one.node, one.stage, one.assessment, one.suggestions)
                for one in reported(found).nodes
            }
        assert {(node, stage) for node, stage, *_ in wanted} == set()


def _fits(answer: Answer | None, options: tuple[str, ...]) -> bool:
    given_options = answer if isinstance(answer, tuple) else (answer,)
    return bool(set(given_options) & set(options))


ONE_OF_SEVERAL = {"orientation-welcome-pack"}
"""A question hangs on it, too, but the criterion does not: its gate is on the contact point."""
ANCHORS = sorted(
    {q.depends_on.question for q in ASKED.questions if q.depends_on is not None} - ONE_OF_SEVERAL
)


class TestNothingIsBetterThanABeginning:
    """S6: where questions hang on something that is not there, its absence is no progress.

    What is not asked leaves the base (A1), so that a town without an advisory body would be asked less, and
    come out better, than one that has just set one up. Gates hold such a criterion.
    """

    @pytest.mark.parametrize("anchor", ANCHORS)
    def test_without_its_anchor_a_criterion_is_not_well_advanced(self, anchor: str) -> None:
        node = ASKED.by_id[anchor].node
        held = reported(_all_but(anchor, "not-yet")).by_node[node]
        assert held.stage in {"set-out", "on-the-way"}
        begun = reported(_all_but(anchor, "carried-out")).by_node[node]
        stages = [stage.id for stage in MODEL.stages]
        assert stages.index(begun.stage or "") >= stages.index(held.stage or "")


def _all_but(anchor: str, answer: str) -> dict[str, Answer]:
    """Answer everything in the best way but the anchor; what hangs on it is worth nothing yet."""
    found: dict[str, Answer] = {}
    for question in ASKED.questions:
        after = question.depends_on
        if after is not None and not _fits(found.get(after.question), after.options):
            continue
        level = Fraction(0) if after is not None and after.question == anchor else Fraction(1)
        best = answer if question.id == anchor else _options(question, level)
        if best is not None:
            found[question.id] = best
    return found
