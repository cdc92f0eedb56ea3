# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.scoring.ascent`: S3 and S4 along a path give what they give for the whole tree."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import node, single, town

from weltoffen.model.method import Method
from weltoffen.model.response import merge_answers
from weltoffen.scoring.ascent import Ascent, Standing
from weltoffen.scoring.evidence import official_values
from weltoffen.scoring.results import Sheet, View
from weltoffen.scoring.sheets import sheet
from weltoffen.testing import Case, answers, assessments, editions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weltoffen.model.answers import Answer
    from weltoffen.model.method import ParentPolicy


@st.composite
def towns(draw: st.DrawFn) -> Case:
    """Give an edition and an assessment without responses."""
    edition = draw(editions(max_nodes=8, max_questions=8))
    return Case(edition=edition, assessment=draw(assessments(edition)), responses=())


def scored(case: Case, given_answers: Mapping[str, Answer]) -> Sheet:
    merged = merge_answers(case.extended.questionnaire, {"": given_answers})
    values = official_values(case.extended.questionnaire, merged)
    return sheet(View(kind="official"), values, case.extended, case.assessment.method)


class TestAscent:
    """S3, S4: changed leaves carried up give exactly what scoring everything again gives."""

    @given(towns(), st.data())
    def test_any_change_of_answers(self, case: Case, data: st.DataObject) -> None:
        edition, method = case.extended, case.assessment.method
        drawn = answers(edition.questionnaire, personal=False)
        old, new = scored(case, data.draw(drawn)), scored(case, data.draw(drawn))
        before, expected = Ascent(old, edition, method), Ascent(new, edition, method)
        leaves = [leaf.id for leaf in edition.target_model.leaves]
        changed = {
            leaf: expected.before[leaf]
            for leaf in leaves
            if expected.before[leaf] != before.before[leaf]
        }
        after = before.after(changed)
        assert {**before.before, **after} == expected.before
        for place in (None, *leaves):
            score, other = old.by_node[place].score, new.by_node[place].score
            gone = score is None or other is None
            assert before.difference(after, place) == (None if gone else other - score)  # type: ignore[operator]
        assert before.after({}) == {}

    @given(towns(), st.data())
    def test_points_that_change_nothing_else(self, case: Case, data: st.DataObject) -> None:
        """More points of one node: along its path alone, and as if its new standing were carried up."""
        edition, method = case.extended, case.assessment.method
        old = scored(case, data.draw(answers(edition.questionnaire, personal=False)))
        ascent = Ascent(old, edition, method)
        for raised in edition.target_model.nodes:
            now = ascent.before[raised.id]
            if now.score is None:
                continue
            target = data.draw(st.fractions(0, 1, max_denominator=12))
            points = target - now.score
            values = points * now.size
            after = ascent.after(
                {raised.id: Standing(target, now.coverage, now.total + values, now.size)}
            )
            for above in (None, *(one.id for one in edition.target_model.path(raised.id))):
                found = ascent.added(above, raised.id, points, values)
                assert found == ascent.difference(after, above)

    @pytest.mark.parametrize("policy", ["mean", "questions", "minimum"])
    def test_a_node_between_has_no_score(self, policy: ParentPolicy) -> None:
        """The field ``f`` covers a third only and has no score: nothing goes up through it but questions."""
        nodes = [node("f"), node("g")]
        nodes += [node(one, "f") for one in ("a", "b", "c")]
        questions = [single(one, one) for one in ("a", "b", "c", "g")]
        here = town(*questions, nodes=nodes)
        merged = merge_answers(here.questionnaire, {"": {"a": "s1", "g": "s3"}})
        method = Method(parent_policy=policy)
        values = official_values(here.questionnaire, merged)
        main = sheet(View(kind="official"), values, here.edition, method)
        assert main.by_node["f"].score is None
        expected = Fraction(1, 8) if policy == "questions" else 0
        ascent = Ascent(main, here.edition, method)
        assert ascent.added(None, "a", Fraction(1, 4), Fraction(1, 4)) == expected
        assert ascent.added("f", "a", Fraction(1, 4), Fraction(1, 4)) is None
