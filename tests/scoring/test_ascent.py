# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.scoring.ascent`: S3 and S4 along a path give what they give for the whole tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from weltoffen.model.response import merge_answers
from weltoffen.scoring.ascent import Ascent
from weltoffen.scoring.evidence import official_values
from weltoffen.scoring.results import Sheet, View
from weltoffen.scoring.sheets import sheet
from weltoffen.testing import Case, answers, assessments, editions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weltoffen.model.answers import Answer


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
        for node in (None, *leaves):
            score, other = old.by_node[node].score, new.by_node[node].score
            gone = score is None or other is None
            assert before.difference(after, node) == (None if gone else other - score)  # type: ignore[operator]
        assert before.after({}) == {}
