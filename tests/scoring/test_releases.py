# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import after, flat, refused, single, town

from weltoffen.scoring.protection import ProtectedTally, ProtectionRule, protect
from weltoffen.scoring.releases import audit_releases, release_again
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from tests.builders import Town

    from weltoffen.scoring.grouping import Merges
    from weltoffen.scoring.tally import Tally

NAMES = ("a", "b", "c", "d", "e")
HERE = town(single("q"), perspectives=NAMES)


def first(*columns: str, k: int = 5, merges: Merges = ()) -> ProtectedTally:
    named = zip(NAMES, columns, strict=False)
    persons = flat(HERE.persons(one, q=column) for one, column in named if column)
    rule = ProtectionRule(k=k, merges=merges)
    return protect(HERE.tally(*persons), rule, HERE.assessment, HERE.edition)


def again(public: ProtectedTally, k: int = 5, merges: Merges = ()) -> ProtectedTally:
    rule = ProtectionRule(k=k, merges=merges)
    return release_again(public, rule, HERE.assessment, HERE.edition)


def shown(public: ProtectedTally) -> dict[str, int]:
    return {one: cell.answered for one, cell in public.by_question["q"].published}


class TestLaterReleases:
    """P7: a later release is made from the first, with another threshold or other merges."""

    FIVE = ("01234", "012340123", "01", "012", "01234012340")
    """Sizes 5, 9, 2, 3, 11: a, b and e are shown, c and d are the rest."""

    def test_the_same_rule_gives_the_same_release(self) -> None:
        public = first(*self.FIVE)
        assert shown(public) == {"a": 5, "b": 9, "e": 11}
        assert again(public) == public

    def test_a_larger_k_hides_more(self) -> None:
        """C + d are 5 and hold a (5); with b they would be 19, but a + c + d are 10 already."""
        later = again(first(*self.FIVE), k=8)
        assert shown(later) == {"b": 9, "e": 11}
        assert later.rule.k == 8
        assert dict(later.perspectives) == {"a": None, "b": 9, "c": None, "d": None, "e": 11}

    def test_company_joins_as_in_a_first_release(self) -> None:
        """With k = 11 all but e are small: 19 together."""
        assert shown(again(first(*self.FIVE), k=11)) == {"e": 11}
        assert shown(again(first(*self.FIVE), k=20)) == {}

    def test_a_smaller_k_counts_as_that_of_the_first(self) -> None:
        later = again(first(*self.FIVE), k=3)
        assert shown(later) == {"a": 5, "b": 9, "e": 11}
        assert later.rule.k == 5

    def test_a_total_below_the_new_k_is_hidden(self) -> None:
        later = again(first(*self.FIVE), k=31)
        assert later.items[0].total is None
        assert later.responses is None

    def test_groups_that_were_shown_may_be_merged(self) -> None:
        later = again(first(*self.FIVE), merges=(("a", "e"),))
        assert shown(later) == {"a-and-e": 16, "b": 9}
        cells = later.by_question["q"].by_perspective
        assert cells["a-and-e"].counts == (4, 3, 3, 3, 3)

    def test_so_may_the_whole_rest(self) -> None:
        """Total minus published told its figures already."""
        later = again(first(*self.FIVE), merges=(("c", "d"),))
        assert shown(later) == {"a": 5, "b": 9, "c-and-d": 5, "e": 11}

    def test_a_part_of_the_rest_may_not(self) -> None:
        """B + c minus b would give c (2), and then d: neither the merged group nor d is shown."""
        later = again(first(*self.FIVE), merges=(("b", "c"),))
        assert shown(later) == {"a": 5, "e": 11}

    def test_a_division_of_a_merged_group_may_not(self) -> None:
        """First a and b together (14), then each: only a first release could have shown them."""
        public = first(*self.FIVE, merges=(("a", "b"),))
        assert shown(public) == {"a-and-b": 14, "e": 11}
        assert shown(again(public)) == {"e": 11}

    def test_what_was_hidden_stays_hidden(self) -> None:
        """A (00001) is of one mind: the item is hidden, even if a larger k would put a into the rest."""
        columns = ("00001", "012340123", "01", "012", "01234012340")
        public = first(*columns)
        assert public.items[0].total is None
        assert first(*columns, k=8).items[0].total is not None
        assert again(public, k=8).items[0].total is None

    def test_who_took_no_part_is_nobody(self) -> None:
        public = first("01234", "", "", "012340")
        assert shown(again(public, k=6)) == {}
        assert shown(again(public)) == {"a": 5, "d": 6}

    def test_a_question_stays_hidden_for_whom_its_parent_is(self) -> None:
        here = town(single("p"), single("q", depends_on=after("p", "s3", "s4")), perspectives=NAMES)
        persons = [
            *here.persons("a", p="333440", q="01234-"),
            *here.persons("b", p="3333444440", q="012340123-"),
            *here.persons("c", p="33334444441", q="0123401234-"),
        ]
        public = here.protect(*persons)
        assert [len(one.published) for one in public.items] == [3, 3]
        rule = ProtectionRule(k=9)
        later = release_again(public, rule, here.assessment, here.edition)
        assert [[one for one, _ in item.published] for item in later.items] == [["c"], ["c"]]

    def test_another_assessment_is_refused(self) -> None:
        other = attrs.evolve(HERE.assessment, id="other")
        found = refused(
            lambda: release_again(first("01234"), ProtectionRule(), other, HERE.edition)
        )
        assert found == [("tally-other-assessment", "/assessment")]


TOWN: Town = town(
    single("p"),
    single("q", "b"),
    single("r", "b", depends_on=after("p", "s2", "s3", "s4")),
    perspectives=NAMES,
)
MERGES: tuple[Merges, ...] = ((), (("a", "b"),), (("b", "c"), ("d", "e")), (("a", "d", "e"),))


@st.composite
def rounds(draw: st.DrawFn) -> Tally:
    """Give rounds of five groups with up to nine persons each."""
    options = st.sampled_from("01234u-")
    persons = []
    for one in NAMES:
        size = draw(st.integers(0, 9))
        p = draw(st.lists(options, min_size=size, max_size=size))
        q = draw(st.lists(options, min_size=size, max_size=size))
        r = [draw(options) if value in "234" else "-" for value in p]
        if size:
            persons += TOWN.persons(one, p=p, q=q, r=r)
    return TOWN.tally(*persons)


class TestUnion:
    """P7, P8: the audit over all releases of a round finds nothing that the first did not tell."""

    @settings(max_examples=150)
    @given(
        rounds(),
        st.lists(st.tuples(st.sampled_from([3, 5, 8]), st.sampled_from(MERGES)), min_size=2),
    )
    def test_the_audit_passes_the_union_of_all_releases(
        self, tally: Tally, rules: list[tuple[int, Merges]]
    ) -> None:
        made = [ProtectionRule(k=k, merges=merges) for k, merges in rules]
        public = protect(tally, made[0], TOWN.assessment, TOWN.edition)
        releases = [
            public,
            *(release_again(public, rule, TOWN.assessment, TOWN.edition) for rule in made[1:]),
        ]
        assert audit_releases([*releases], tally) == ()

    def test_independent_releases_would_fail_it(self) -> None:
        """A control: protect, and protect again with another division, as if it were a first release."""
        columns = dict(zip(NAMES, ("0123", "01234", "01234012", "", ""), strict=True))
        tally = TOWN.tally(*flat(TOWN.persons(one, q=q) for one, q in columns.items() if q))
        releases = [
            protect(tally, ProtectionRule(merges=merges), TOWN.assessment, TOWN.edition)
            for merges in ((), (("a", "c"),))
        ]
        assert audit_releases([*releases], tally) != ()

    @settings(max_examples=30)
    @given(cases(), st.sampled_from([3, 5, 10]))
    def test_the_same_rule_gives_the_same_release(self, case: Case, k: int) -> None:
        rule = ProtectionRule(k=k)
        public = protect(case.tally, rule, case.assessment, case.edition)
        assert release_again(public, rule, case.assessment, case.edition) == public

    @pytest.mark.thorough
    @settings(max_examples=5_000)
    @given(rounds(), st.sampled_from([3, 5, 8]), st.sampled_from(MERGES), st.sampled_from(MERGES))
    def test_many_unions(self, tally: Tally, k: int, one: Merges, other: Merges) -> None:
        public = protect(tally, ProtectionRule(k=5, merges=one), TOWN.assessment, TOWN.edition)
        rule = ProtectionRule(k=k, merges=other)
        later = release_again(public, rule, TOWN.assessment, TOWN.edition)
        assert audit_releases([public, later], tally) == ()


class TestCounterExample:
    """P7 (decision 0013): hiding in one release and showing the total in the next tells an answer."""

    FIVE, TWENTY = "00003", "0" * 14 + "111222"
    """Four of the five chose s0; together 18, 3, 3 and 1."""

    def test_the_total_that_a_larger_k_would_show_leaves_one_way_to_be_of_one_mind(self) -> None:
        totals = {"0": 18, "1": 3, "2": 3, "3": 1}
        assert {o: (self.FIVE + self.TWENTY).count(o) for o in totals} == totals
        assert [o for o, n in totals.items() if n >= 4] == ["0"]
        assert max(totals.values()) < 19

    def test_independent_releases_would_tell_it(self) -> None:
        assert first(self.FIVE, self.TWENTY).items[0].total is None
        assert first(self.FIVE, self.TWENTY, k=6).items[0].total is not None

    def test_a_later_release_does_not(self) -> None:
        assert again(first(self.FIVE, self.TWENTY), k=6).items[0].total is None
