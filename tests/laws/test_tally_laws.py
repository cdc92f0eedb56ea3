# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import refused

from weltoffen import schemas
from weltoffen.model.ids import Reference
from weltoffen.scoring.counting import empty_tally, tally
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from weltoffen.model.response import Response
    from weltoffen.scoring.tally import Tally


def added(draw: st.DrawFn, tallies: list[Tally]) -> Tally:
    """Add tallies in a drawn order and grouping: any two of them at a time."""
    left = list(tallies)
    while len(left) > 1:
        one = left.pop(draw(st.integers(0, len(left) - 1)))
        other = left.pop(draw(st.integers(0, len(left) - 1)))
        left.append(one + other)
    return left[0]


def check_additivity(case: Case, data: st.DataObject) -> None:
    asked = case.extended.questionnaire
    whole = schemas.write(tally(case.responses, asked))
    shuffled = data.draw(st.permutations(case.responses))
    assert schemas.write(tally(shuffled, asked)) == whole

    machines = data.draw(st.integers(1, 5))
    shares: list[list[Response]] = [[] for _ in range(machines)]
    for index, response in enumerate(shuffled):
        shares[(index * 7 + index // 3) % machines].append(response)
    tallies = [tally(share, asked) for share in shares]
    assert schemas.write(data.draw(st.composite(added)(tallies))) == whole

    counted = tally(case.responses, asked)
    nothing = empty_tally(asked)
    assert counted + nothing == nothing + counted == counted
    assert schemas.write(nothing + counted) == whole
    assert schemas.read_tally(whole, asked) == counted


class TestAdditivity:
    """T2: tallies add: associative, commutative, with an empty one as identity.

    Any split of the responses over any number of machines gives the byte-identical tally.
    """

    @settings(max_examples=30)
    @given(cases(), st.data())
    def test_any_split_order_and_grouping(self, case: Case, data: st.DataObject) -> None:
        check_additivity(case, data)

    @pytest.mark.thorough
    @settings(max_examples=5_000)
    @given(cases(max_nodes=8, max_questions=10), st.data())
    def test_many_of_them(self, case: Case, data: st.DataObject) -> None:
        check_additivity(case, data)


class TestRefusals:
    """T2: tallies of different assessments or questionnaires, and a second official response, refuse."""

    @settings(max_examples=20)
    @given(cases(max_nodes=3, max_questions=3))
    def test_what_does_not_belong_together_does_not_add(self, case: Case) -> None:
        counted = case.tally
        asked = case.extended.questionnaire
        other = attrs.evolve(counted, questionnaire=Reference(id="another", version="1"))
        assert refused(lambda: counted + other) == [("tally-other-questionnaire", "/questionnaire")]
        if not case.responses:
            return
        elsewhere = attrs.evolve(counted, assessment="another-town")
        assert refused(lambda: counted + elsewhere) == [("tally-other-assessment", "/assessment")]
        strangers = [attrs.evolve(one, assessment="another-town") for one in case.responses]
        mixed = (*case.responses, *strangers)
        assert refused(lambda: tally(mixed, asked)) == [("tally-other-assessment", "/assessment")]
        doubled = (
            {code for code, _ in refused(lambda: counted + counted)} if counted.official else set()
        )
        assert doubled <= {"second-official"}
        assert bool(doubled) == bool(counted.official)


class TestTotals:
    """T1, A1: every response is counted exactly once in every question, in one of the five states."""

    @settings(max_examples=20)
    @given(cases())
    def test_states_add_up(self, case: Case) -> None:
        for group in case.tally.personal:
            assert group.responses == sum(
                one.capacity == "personal" and one.perspective == group.perspective
                for one in case.responses
            )
            for count in group.questions:
                states = (count.answered, count.unknown, count.not_applicable)
                assert sum((*states, count.not_asked, count.skipped)) == group.responses
                assert min((*states, count.not_asked, count.skipped)) >= 0
