# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import after, checklist, single, town

from weltoffen.scoring.protection import ProtectionRule, decide_all
from weltoffen.scoring.withholding import find_rest

if TYPE_CHECKING:
    from tests.builders import Town

    from weltoffen.model.response import Response
    from weltoffen.scoring.withholding import Decision

GROUPS = st.lists(
    st.integers(0, 9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
    max_size=6,
)


def decisions(here: Town, *responses: Response, k: int = 5) -> dict[str, Decision]:
    rule = ProtectionRule(k=k)
    return dict(decide_all(here.tally(*responses), rule, here.assessment, here.edition).decisions)


class TestRest:
    """P2: by sizes alone; nobody, or at least two groups that took part with at least k answers."""

    @pytest.mark.parametrize(
        ("sizes", "responses", "rest"),
        [
            # Groups below k answers, and nobody else if these are two with k answers together.
            ((2, 3, 9), (2, 3, 9), {0: "too-few", 1: "too-few"}),
            # Company: the next smallest by responses, ties by declared order.
            ((4, 9, 8), (4, 9, 8), {0: "too-few", 2: "company"}),
            ((4, 8, 8), (4, 8, 8), {0: "too-few", 1: "company"}),
            # By responses, not by answers: 8 of 8 before 5 of 9.
            ((4, 5, 8), (4, 9, 8), {0: "too-few", 2: "company"}),
            # A silent group counts as one of two; its company brings the answers.
            ((0, 6, 9), (2, 6, 9), {0: "too-few", 1: "company"}),
            ((0, 2, 9, 7), (1, 4, 9, 7), {0: "too-few", 1: "too-few", 3: "company"}),
            # A group that took no part is nobody.
            ((0, 6, 9), (0, 6, 9), {0: "too-few"}),
        ],
    )
    def test_by_hand(
        self, sizes: tuple[int, ...], responses: tuple[int, ...], rest: dict[int, str]
    ) -> None:
        found = find_rest(sizes, responses, 5)
        assert found.is_shown
        assert found.reasons == rest

    def test_a_total_below_k_is_not_shown(self) -> None:
        found = find_rest((2, 2), (9, 9), 5)
        assert not found.is_shown
        assert set(found.reasons) == {0, 1}

    def test_the_base_is_always_in_the_rest(self) -> None:
        found = find_rest((9, 8, 7), (9, 8, 7), 5, {0: "parent"})
        assert found.reasons == {0: "parent", 2: "company"}

    @given(GROUPS, st.sampled_from([3, 5]))
    def test_whoever_took_part_is_shown_with_k_or_in_a_rest_of_two_with_k(
        self, groups: list[tuple[int, int]], k: int
    ) -> None:
        sizes, responses = zip(*groups, strict=True)
        found = find_rest(sizes, responses, k)
        assert found.is_shown == (sum(sizes) >= k)
        if not found.is_shown:
            return
        outside = [i for i in range(len(groups)) if i not in found.reasons]
        inside = [i for i in found.reasons if responses[i]]
        assert all(sizes[i] >= k for i in outside)
        assert not inside or sum(sizes[i] for i in inside) >= k
        assert not inside or len(inside) > 1 or not outside

    @given(GROUPS.filter(lambda groups: len(groups) > 1), st.data())
    def test_who_in_the_rest_is_silent_leaves_no_trace(
        self, groups: list[tuple[int, int]], data: st.DataObject
    ) -> None:
        """Decision 0012: an answer more in one small group, one less in another, and the rest is the same."""
        k = 5
        small = [i for i, (_, n) in enumerate(groups) if 0 < n < k]
        giving = [i for i in small if groups[i][0] > 0]
        taking = [i for i in small if groups[i][0] < groups[i][1]]
        if not giving or not taking:
            return
        one, other = data.draw(st.sampled_from(giving)), data.draw(st.sampled_from(taking))
        sizes, responses = map(list, zip(*groups, strict=True))
        changed = sizes.copy()
        changed[one] -= 1
        changed[other] += 1
        before, now = find_rest(sizes, responses, k), find_rest(changed, responses, k)
        assert before == now


class TestReasons:
    """P3, P4: reasons are known to the operator only."""

    def test_an_item_has_the_first_reason_that_applies(self) -> None:
        here = town(
            single("few"),
            single("alike"),
            checklist("ticks"),
            single("child", depends_on=after("alike", "s0")),
            single("fine"),
        )
        persons = here.persons(
            "politics",
            few="01-----",
            alike="0000000",
            ticks=[("x",), ("x",), ("x",), ("x", "z"), ("x", "z"), ("x",), ("x", "z")],
            child="0123401",
            fine="0123401",
        )
        found = {key: one.hidden for key, one in decisions(here, *persons).items()}
        assert found == {
            "few": "too-few",
            "alike": "homogeneous",
            "ticks": "ticks",
            "child": "parent",
            "fine": None,
        }

    def test_the_cells_that_are_too_homogeneous_are_named(self) -> None:
        here = town(single("q"), perspectives=["a", "b", "c"])
        persons = [
            *here.persons("a", q="00001"),
            *here.persons("b", q="01234"),
            *here.persons("c", q="222222"),
        ]
        assert decisions(here, *persons)["q"].cells == ((0,), (2,))
