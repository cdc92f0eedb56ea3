# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weltoffen.model.answers import not_asked
from weltoffen.model.response import build_response
from weltoffen.scoring.counting import tally
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.scoring.sheets import explain, score
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weltoffen.model.edition import Edition
    from weltoffen.model.method import Method
    from weltoffen.model.response import Response
    from weltoffen.scoring.aggregation import Explanation, Part
    from weltoffen.scoring.results import NodeScore, QuestionScore, Scores, Sheet

REASONS = {"protected", "not-applicable", "low-coverage", "no-weight", "no-answers"}


def raw_scores(case: Case, responses: Iterable[Response] | None = None) -> Scores:
    counted = tally(case.responses if responses is None else responses, case.extended.questionnaire)
    return score(counted, case.assessment, case.edition).scores


def public_scores(case: Case, k: int = 3) -> Scores:
    rule = ProtectionRule(k=k)
    public = protect(case.tally, rule, case.assessment, case.edition)
    return score(public, case.assessment, case.edition)


def all_sheets(scores: Scores) -> tuple[Sheet, ...]:
    return (scores.main, *scores.official, *scores.personal)


# --- S3, S4, S6 once more, straight from the rules ---------------------------------------------------

Value = tuple[Fraction | None, Fraction | None]
"""Score and coverage."""


def mean(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    found = list(pairs)
    return sum((w * v for w, v in found), Fraction(0)) / sum((w for w, _ in found), Fraction(0))


def question_coverage(one: QuestionScore) -> Fraction | None:
    if one.state == "protected":
        return Fraction(0)
    return Fraction(one.answered, one.applicable) if one.applicable else None


def children(node: str | None, edition: Edition) -> list[str]:
    found = [child.id for child in edition.target_model.children(node)]
    return [one for one in found if node is not None or one not in edition.apart]


def values_below(
    node: str | None, sheet: Sheet, edition: Edition, method: Method
) -> list[Fraction]:
    """S4 ``questions``: every question counts alike, of leaves with score and branches with weight."""
    by_id = edition.target_model.by_id
    below = [one for one in children(node, edition) if by_id[one].weight]
    if below:
        return [v for one in below for v in values_below(one, sheet, edition, method)]
    if node is None or children(node, edition) or by_hand(node, sheet, edition, method)[0] is None:
        return []
    own = [q for q in sheet.questions if q.node == node and q.weight]
    return [q.value for q in own if q.value is not None]


def by_hand(node: str | None, sheet: Sheet, edition: Edition, method: Method) -> Value:
    below = children(node, edition)
    parts: list[tuple[Fraction, Value]]
    if below:
        weights = [edition.target_model.by_id[one].weight for one in below]
        values = [by_hand(one, sheet, edition, method) for one in below]
        parts = list(zip(weights, values, strict=True))
    else:
        own = [q for q in sheet.questions if q.node == node]
        parts = [(q.weight, (q.value, question_coverage(q))) for q in own]
    base = [(w, s, c) for w, (s, c) in parts if c is not None and w > 0]
    if not base:
        return None, None
    coverage = mean((w, Fraction(0) if s is None else c) for w, s, c in base)
    with_score = [(w, s) for w, s, _ in base if s is not None]
    if coverage < method.minimum_coverage or not with_score:
        return None, coverage
    if not below or method.parent_policy == "mean":
        return mean(with_score), coverage
    if method.parent_policy == "minimum":
        return min(s for _, s in with_score), coverage
    alike = values_below(node, sheet, edition, method)
    return sum(alike, Fraction(0)) / len(alike), coverage


def stage_by_hand(found: NodeScore, sheet: Sheet, edition: Edition, method: Method) -> None:
    """S6: ordered bands on exact scores, lower bound included; tendency; gates."""
    stages = edition.target_model.stages
    if found.score is None:
        assert (found.stage, found.tendency, found.held_by) == (None, False, ())
        return
    order = [stage.id for stage in stages]
    reached = sum(stage.lower <= found.score for stage in stages) - 1
    asked = edition.questionnaire
    closed = {}
    for gate in asked.gates:
        question = sheet.by_question[gate.question]
        least = asked.value_of_points(asked.by_id[gate.question], gate.minimum)
        passes = question.state == "not-applicable" or (
            question.value is not None and question.value >= least
        )
        if gate.node == found.node and not passes:
            closed[gate.id] = order.index(gate.stage)
    held = {gate for gate, stage in closed.items() if stage <= reached}
    stage = min([reached, *(closed[gate] - 1 for gate in held)])
    assert found.stage == order[stage]
    assert set(found.held_by) == held
    tendency = False
    if stage + 1 < len(stages) and all(at > stage + 1 for at in closed.values()):
        low, high = stages[stage].lower, stages[stage + 1].lower
        tendency = (high - found.score) / (high - low) <= method.tendency_share
    assert found.tendency is tendency


class TestScores:
    """S2-S4, S6: every node of every view, computed once more from the question values."""

    @settings(max_examples=50)
    @given(cases(), st.booleans())
    def test_every_node_of_every_view(self, case: Case, public: bool) -> None:  # noqa: FBT001 - drawn
        check_scores(case, public_scores(case) if public else raw_scores(case))

    @pytest.mark.thorough
    @settings(max_examples=5_000)
    @given(cases(max_nodes=9, max_questions=12), st.booleans())
    def test_many_of_them(self, case: Case, public: bool) -> None:  # noqa: FBT001 - drawn
        check_scores(case, public_scores(case) if public else raw_scores(case))


def check_scores(case: Case, scores: Scores) -> None:
    edition, method = case.extended, case.assessment.method
    for sheet in all_sheets(scores):
        assert [one.node for one in sheet.nodes] == [None, *edition.target_model.by_id]
        for found in sheet.nodes:
            check_range(found)
            stage_by_hand(found, sheet, edition, method)
            if sheet.view.kind != "equal":
                expected = by_hand(found.node, sheet, edition, method)
                assert (found.score, found.coverage) == expected
            if sheet.view.kind != "equal" or scores.personal:
                check_explanation(found, explain(scores, found.node, edition, sheet))


def check_range(found: NodeScore) -> None:
    """S2: a score is in [0, 1] or no score with a reason; S3: so is the coverage, or None."""
    if found.score is None:
        assert found.reason in REASONS
    else:
        assert isinstance(found.score, Fraction)
        assert 0 <= found.score <= 1
        assert found.reason is None
        assert found.n is not None
        assert found.n >= 1
    assert found.coverage is None or 0 <= found.coverage <= 1
    assert 0 <= found.answered <= found.applicable


def check_explanation(found: NodeScore, explanation: Explanation) -> None:
    """S7: the explanation alone is enough to recompute the score; shares add up to 1."""
    assert explanation.node == found.node
    base = [p for p in explanation.parts if p.coverage is not None and p.weight > 0]
    covered = [(p.weight, _covers(p)) for p in base]
    assert found.coverage == (mean(covered) if base else None)
    counting = [p for p in explanation.questions or explanation.parts if p.left_out is None]
    if found.score is None:
        assert explanation.shares == {}
        assert explanation.reason == found.reason
        return
    pairs = [(p.weight, p.score) for p in counting if p.score is not None]
    assert len(pairs) == len(counting)
    lowest = explanation.policy == "minimum"
    assert found.score == (min(s for _, s in pairs) if lowest else mean(pairs))
    shares = explanation.shares
    assert sum(shares.values()) == 1
    values = {p.id: p.score for p in counting}
    assert sum((share * (values[one] or 0) for one, share in shares.items())) == found.score
    assert explanation.score == found.score
    assert explanation.coverage == found.coverage


def _covers(part: Part) -> Fraction:
    assert part.coverage is not None
    return Fraction(0) if part.score is None else part.coverage


# --- The law under S ---------------------------------------------------------------------------------


def clarified(data: st.DataObject, case: Case, response: Response) -> Response:
    """Turn some of what a response left open into not-applicable."""
    asked = case.extended.questionnaire
    given_answers = dict(response.answers)
    fell_away = not_asked(asked, given_answers, personal=response.capacity == "personal")
    open_ones = [
        question.id
        for question in asked.questions
        if question.id not in fell_away and given_answers.get(question.id, "unknown") == "unknown"
    ]
    if not open_ones:
        return response
    turned = data.draw(st.sets(st.sampled_from(open_ones)))
    return build_response(
        asked,
        assessment=response.assessment,
        perspective=response.perspective,
        capacity=response.capacity,
        answers={**given_answers, **dict.fromkeys(turned, "not-applicable")},
    )


def check_law(case: Case, data: st.DataObject) -> None:
    # A3: not-applicable in one part contradicts an answer in another, so that parts are left alone.
    responses = [r if r.part else clarified(data, case, r) for r in case.responses]
    leaves = [leaf.id for leaf in case.extended.target_model.leaves]
    for before, after in (
        (raw_scores(case), raw_scores(case, responses)),
        (public_scores(case), public_scores(attrs.evolve(case, responses=tuple(responses)))),
    ):
        for one, other in zip(all_sheets(before), all_sheets(after), strict=True):
            assert one.view == other.view
            if one.view.kind == "equal":
                continue  # a perspective that gains a score changes the mean of the perspectives
            for leaf in leaves:
                check_leaf(one.by_node[leaf], other.by_node[leaf])


def check_leaf(before: NodeScore, after: NodeScore) -> None:
    if after.coverage is not None:
        assert before.coverage is not None
        assert after.coverage >= before.coverage
    assert before.score is None or after.score == before.score


class TestClarifying:
    """Law under S: turning unknown or skipped into not-applicable never lowers a leaf's coverage.

    It leaves the leaf's score unchanged or turns no score into one.
    """

    @settings(max_examples=30)
    @given(cases(), st.data())
    def test_in_every_view_of_one_kind_of_answers(self, case: Case, data: st.DataObject) -> None:
        check_law(case, data)

    @pytest.mark.thorough
    @settings(max_examples=5_000)
    @given(cases(max_nodes=8, max_questions=10), st.data())
    def test_many_of_them(self, case: Case, data: st.DataObject) -> None:
        check_law(case, data)
