# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from tests.builders import after, flat, single, town

from weltoffen import schemas
from weltoffen.errors import Unprotected
from weltoffen.scoring.account import GroupAccount, MergeSuggestion, account_for, suggest_merges
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from weltoffen.scoring.account import Account
    from weltoffen.scoring.tally import Tally

NAMES = ("a", "b", "c", "d")
HERE = town(single("q"), single("r"), perspectives=NAMES)


def counted(**columns: tuple[str, str]) -> Tally:
    return HERE.tally(*flat(HERE.persons(one, q=q, r=r) for one, (q, r) in columns.items()))


def accounted(tally: Tally, k: int = 5) -> Account:
    return account_for(tally, ProtectionRule(k=k), HERE.assessment, HERE.edition)


def suggested(tally: Tally, k: int = 5) -> tuple[MergeSuggestion, ...]:
    return suggest_merges(tally, ProtectionRule(k=k), HERE.assessment, HERE.edition)


class TestAccount:
    """P4, P8: the operator's private account says of each item why it is hidden."""

    def test_by_hand(self) -> None:
        tally = counted(a=("012", "00u"), b=("01234", "00001"), c=("012340", "012340"))
        found = accounted(tally)
        assert found.participation.hidden is None
        assert found.participation.groups == (
            GroupAccount(group="a", answers=3, reason="too-few"),
            GroupAccount(group="b", answers=5, reason="company"),
            GroupAccount(group="c", answers=6, reason=None),
            GroupAccount(group="d", answers=0, reason="too-few"),
        )
        first, second = found.items
        assert (first.question, first.hidden, first.cells) == ("q", None, ())
        assert [one.reason for one in first.groups] == [
            "participation",
            "participation",
            None,
            "participation",
        ]
        assert (second.question, second.hidden) == ("r", "homogeneous")
        assert second.cells == (("a", "b", "d"),)

    def test_too_few_in_all(self) -> None:
        found = accounted(counted(a=("01", "01")))
        assert found.participation.hidden == "too-few"
        assert {one.hidden for one in found.items} == {"too-few"}

    @settings(max_examples=30)
    @given(cases())
    def test_it_says_what_protection_does(self, case: Case) -> None:
        rule = ProtectionRule(k=3)
        public = protect(case.tally, rule, case.assessment, case.edition)
        found = account_for(case.tally, rule, case.assessment, case.edition)
        assert [one.question for one in found.items] == [one.question for one in public.items]
        for told, item in zip(found.items, public.items, strict=True):
            assert (told.hidden is None) == (item.total is not None)
            if told.hidden is None:
                assert {one.group for one in told.groups if one.reason is None} == {
                    *item.by_perspective
                }
        shown = {one for one, n in public.perspectives if n is not None}
        assert {one.group for one in found.participation.groups if one.reason is None} == shown

    def test_no_writer_takes_it(self) -> None:
        found: Any = accounted(counted(a=("01234", "01234")))
        with pytest.raises(Unprotected, match="Account"):
            schemas.write(found)


class TestMerges:
    """P2, P7: divisions of the perspectives by what sizes alone would let be shown."""

    def test_by_hand(self) -> None:
        """A (3), b (3) and c (6): alone c only; a + b makes all three heard."""
        tally = counted(a=("012", "012"), b=("012", "012"), c=("012340", "012340"))
        found = suggested(tally)
        assert found[0] == MergeSuggestion(merges=(("a", "b"),), voices=6, groups=2, possible=6)
        by_merges = {one.merges: one.voices for one in found}
        assert by_merges == {(("a", "b"),): 6, (("a", "c"),): 0, (("b", "c"),): 0, (): 2}

    def test_fewer_merges_come_first_where_nothing_is_gained(self) -> None:
        tally = counted(a=("01234", "01234"), b=("01234", "01234"), c=("01234", "01234"))
        found = suggested(tally)
        assert found[0].merges == ()
        assert {one.merges for one in found[1:]} == {(("a", "b"),), (("a", "c"),), (("b", "c"),)}
        assert {one.voices for one in found} == {6}

    def test_two_perspectives_are_never_merged_into_one(self) -> None:
        found = suggested(counted(a=("01", "01"), b=("01234", "01234")))
        assert [one.merges for one in found] == [()]

    def test_answers_play_no_part(self) -> None:
        """The division that is chosen is seen in the report: it must tell nothing but sizes."""
        mixed = counted(a=("0123", "0123"), b=("0123", "0123"), c=("01234", "01234"))
        alike = counted(a=("4444", "4444"), b=("4444", "4444"), c=("44444", "44444"))
        assert suggested(mixed) == suggested(alike)

    def test_questions_with_fewer_than_k_answers_in_all_are_heard_in_no_division(self) -> None:
        found = suggested(counted(a=("01234", "0----"), b=("01234", "01---"), c=("012", "---")))
        assert {one.possible for one in found} == {6}
        assert max(one.voices for one in found) == 3

    def test_questions_that_nobody_answered_are_not_counted(self) -> None:
        found = suggested(counted(a=("01234", "-----"), b=("01234", "-----")))
        assert found[0].possible == 2

    def test_what_depends_stays_hidden_where_its_parent_is(self) -> None:
        """In p a (4) and b (5) are the rest, so they are in q, too, whatever its sizes."""
        here = town(
            single("p"), single("q", depends_on=after("p", "s4")), perspectives=("a", "b", "c")
        )
        tally = here.tally(
            *here.persons("a", p="4444-", q="0123-"),
            *here.persons("b", p="44444", q="01234"),
            *here.persons("c", p="444440", q="01234-"),
        )
        rule = ProtectionRule()
        found = suggest_merges(tally, rule, here.assessment, here.edition)
        assert {one.merges: one.voices for one in found}[()] == 2

    def test_of_many_perspectives_one_group_at_a_time_is_merged(self) -> None:
        many = tuple(f"p{i}" for i in range(8))
        here = town(single("q"), perspectives=many)
        tally = here.tally(*flat(here.persons(one, q="0123") for one in many))
        found = suggest_merges(tally, ProtectionRule(), here.assessment, here.edition)
        assert len(found) == 1 + sum(1 for n in range(256) if 2 <= n.bit_count() <= 3)
        assert max(len(one.merges) for one in found) == 1

    def test_every_suggestion_can_be_carried_out(self) -> None:
        """Joint ids of more than 64 characters, and of a declared perspective, are none."""
        names = ("a" * 40, "b" * 40, "c", "d", "c-and-d")
        here = town(single("q"), perspectives=names)
        tally = here.tally(*flat(here.persons(one, q="012") for one in names))
        rule = ProtectionRule()
        found = suggest_merges(tally, rule, here.assessment, here.edition)
        assert len(found) > 10
        for one in found:
            made = ProtectionRule(merges=one.merges)
            assert protect(tally, made, here.assessment, here.edition).rule == made

    def test_own_merges_of_the_rule_are_not_used(self) -> None:
        tally = counted(a=("012", "012"), b=("012", "012"), c=("012340", "012340"))
        rule = ProtectionRule(merges=[("a", "c")])
        assert suggest_merges(tally, rule, HERE.assessment, HERE.edition) == suggested(tally)
