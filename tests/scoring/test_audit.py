# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import after, checklist, refused, single, town

from weltoffen.scoring import protection
from weltoffen.scoring.audit import Finding, Relation, audit_figures, find_atoms, least_count
from weltoffen.scoring.protection import ProtectionRule, protect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weltoffen.scoring.audit import Breach
    from weltoffen.scoring.tally import Tally

ABC = ("a", "b", "c", "d", "e")
HERE = town(single("q"), perspectives=ABC)


def counted(*columns: str) -> Tally:
    named = zip(ABC, columns, strict=False)
    return HERE.tally(*[p for one, column in named for p in HERE.persons(one, q=column)])


def relation(tally: Tally, members: str) -> Relation:
    """Publish what some groups answered together, without asking anybody."""
    rows = [
        (*one.questions[0].histogram, one.questions[0].unknown + one.questions[0].skipped)
        for one in tally.personal
        if one.perspective in members
    ]
    return Relation(members=frozenset(members), counts=tuple(map(sum, zip(*rows, strict=True))))


def audited(tally: Tally, *published: str, k: int = 5) -> set[tuple[str, Breach]]:
    found = audit_figures({"q": [relation(tally, one) for one in published]}, tally, k)
    return {("".join(one.members), one.breach) for one in found}


class TestDerivedSums:
    """P8: no sum that breaks P1 or P3 can be worked out from what is published."""

    def test_total_minus_published_tells_a_small_group(self) -> None:
        """A plain threshold shows b (5) and the total: a (2) follows, with all that it answered."""
        tally = counted("03", "01234")
        assert audited(tally, "b", "ab") == {("a", "small"), ("a", "homogeneous"), ("a", "bounded")}

    def test_a_rest_of_two_with_k_answers_is_fine(self) -> None:
        tally = counted("03", "123", "01234")
        assert audited(tally, "c", "abc") == set()

    def test_a_rest_of_one_mind(self) -> None:
        tally = counted("00", "001", "01234")
        found = audited(tally, "c", "abc")
        assert ("ab", "homogeneous") in found

    def test_two_divisions_of_the_same_round(self) -> None:
        """The rest {a, b}, and in another release b alone beside {a, c}: a and c follow."""
        tally = counted("012", "01234", "01234")
        assert audited(tally, "c", "abc") == set()
        assert audited(tally, "c", "abc", "b") == {("a", "small")}

    def test_overlapping_sums(self) -> None:
        """From a + b, b + c and a + c each of the three follows."""
        tally = counted("012", "012", "012")
        assert audited(tally, "ab", "bc", "ac") == {("a", "small"), ("b", "small"), ("c", "small")}

    def test_overlapping_sums_that_tell_no_single_one(self) -> None:
        """From a + b and b + c only these follow; each of them has k answers."""
        tally = counted("012", "01234", "234")
        assert audited(tally, "ab", "bc") == set()

    def test_a_silent_group_is_a_small_one(self) -> None:
        tally = counted("uu", "01234")
        assert ("a", "small") in audited(tally, "b", "ab")

    def test_nothing_published_tells_nothing(self) -> None:
        assert audit_figures({"q": []}, counted("00"), 5) == ()
        assert audit_figures({}, HERE.tally(), 5) == ()

    def test_options_of_a_checklist(self) -> None:
        here = town(checklist("q"), perspectives=ABC)
        ticked: Sequence[object] = [("x",), ("x", "y"), ("x", "z"), ("x", "y", "z"), ("z", "y")]
        tally = here.tally(*here.persons("a", q=ticked))
        (count,) = tally.personal[0].questions
        one = Relation(members=frozenset("a"), counts=(*count.histogram, 0))
        assert audit_figures({"q": [one]}, tally, 5) == (
            Finding(question="q", members=("a",), breach="ticks"),
        )

    def test_too_many_overlapping_divisions_publish_nothing(self) -> None:
        many = tuple(f"p{i:02}" for i in range(14))
        here = town(single("q"), perspectives=many)
        tally = here.tally(*[p for one in many for p in here.persons(one, q="01234")])
        pairs = zip(many, (*many[1:], many[0]), strict=True)
        published = [Relation(members=frozenset(pair), counts=(2, 2, 2, 2, 2, 0)) for pair in pairs]
        assert refused(lambda: audit_figures({"q": published}, tally, 5)) == [("audit-failed", "")]

    def test_figures_of_another_tally_publish_nothing(self) -> None:
        """P7: a round is closed at its first release."""
        tally = counted("01234")
        other = Relation(members=frozenset("a"), counts=(2, 1, 1, 1, 0, 0))
        assert refused(lambda: audit_figures({"q": [other]}, tally, 5)) == [("release-differs", "")]
        nobody = Relation(members=frozenset("b"), counts=(2, 1, 1, 1, 0, 0))
        assert refused(lambda: audit_figures({"q": [nobody]}, tally, 5)) == [
            ("release-differs", "")
        ]


class TestAtoms:
    """P8: the smallest sums that follow, where they do not overlap."""

    def test_published_groups_and_the_rest(self) -> None:
        known = frozenset(map(frozenset, ("a", "b", "abcd")))
        assert find_atoms(known) == tuple(map(frozenset, ("a", "b", "cd")))

    def test_two_nested_divisions(self) -> None:
        known = frozenset(map(frozenset, ("a", "bc", "abcde", "de")))
        assert set(find_atoms(known) or ()) == {*map(frozenset, ("a", "bc", "de"))}

    def test_overlapping_sums_have_none(self) -> None:
        assert find_atoms(frozenset(map(frozenset, ("ab", "bc")))) is None


class TestIntervals:
    """P8: no hidden answers are certain because of all that is known together."""

    def test_by_hand(self) -> None:
        """A (3) and b (4) together have six of seven at the first option: a has at least two there."""
        tally = counted("000", "0001")
        both = relation(tally, "ab")
        assert least_count([both], {"a": 3, "b": 4}, frozenset("a"), 0) == 2
        assert least_count([both], {"a": 3, "b": 4}, frozenset("b"), 1) == 0

    def test_without_relations_nothing_is_certain(self) -> None:
        assert least_count([], {"a": 3}, frozenset("a"), 0) == 0

    def test_sizes_that_do_not_fit_publish_nothing(self) -> None:
        both = relation(counted("000", "0001"), "ab")
        assert refused(lambda: least_count([both], {"a": 3, "b": 5}, frozenset("a"), 0)) == [
            ("audit-failed", "")
        ]

    def test_answers_that_must_be_alike(self) -> None:
        """In overlapping sums: a + b has 7 of 8 zeros, so has b + c; none of a, b, c follows alone."""
        tally = counted("0000", "0001", "0000")
        found = audited(tally, "ab", "bc", k=3)
        assert ("a", "bounded") in found
        assert ("c", "bounded") in found

    def test_two_groups_of_one_person(self) -> None:
        """Both gave the same answer, and either of them would know it of the other."""
        tally = counted("0", "0", "1234")
        assert ("ab", "bounded") in audited(tally, "ab", k=3)


class TestGate:
    """P8: an item that fails is hidden completely, and so is what depends on it."""

    def test_a_failing_item_is_hidden_with_its_dependents(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        here = town(
            single("p"),
            single("q", depends_on=after("p", "s3", "s4")),
            single("r"),
            perspectives=ABC,
        )
        persons = here.persons("a", p="33344444", q="01234012", r="01234012")
        tally = here.tally(*persons)
        assert all(one.total for one in here.protect(*persons).items)
        found = (Finding(question="p", members=("a",), breach="small"),)
        monkeypatch.setattr(protection, "audit_figures", lambda *_: found)
        public = protect(tally, ProtectionRule(), here.assessment, here.edition)
        assert [one.total is None for one in public.items] == [True, True, False]
        assert public.items[0].published == ()

    def test_an_error_in_the_check_publishes_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object) -> None:
            raise ArithmeticError

        monkeypatch.setattr(protection, "audit_figures", fail)
        with pytest.raises(ArithmeticError):
            HERE.protect(*HERE.persons("a", q="01234"))
