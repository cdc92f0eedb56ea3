# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import pytest
from tests.builders import PERSPECTIVES, refused, single, town

from weltoffen.scoring.grouping import Group, group_perspectives, merged, summed_counts
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.scoring.sheets import score

HERE = town(single("q"))


class TestMerges:
    """A2: perspectives partition the personal responses; merging gives a partition again."""

    def test_without_merges_every_perspective_is_a_group(self) -> None:
        found = group_perspectives(HERE.assessment, ())
        assert found == tuple(Group(id=one, members=(one,)) for one in PERSPECTIVES)

    def test_a_merged_group_stands_at_its_first_member_in_declared_order(self) -> None:
        found = group_perspectives(HERE.assessment, (("economy", "politics"),))
        assert [one.id for one in found] == [
            "administration",
            "politics-and-economy",
            "civil-society",
            "residents",
        ]
        assert found[1].members == ("politics", "economy")

    def test_every_perspective_is_in_one_group_only(self) -> None:
        found = group_perspectives(
            HERE.assessment, (("residents", "administration"), ("economy", "civil-society"))
        )
        assert sorted(m for group in found for m in group.members) == sorted(PERSPECTIVES)

    @pytest.mark.parametrize(
        "merges",
        [
            [("politics",)],
            [()],
            ["politics"],
            [("a", "a")],
            [("a", "b"), ("b", "c")],
            [5],
            [[["x"], "y"]],
            [iter(["x", "y", 5])],
        ],
    )
    def test_sets_of_fewer_than_two_and_repeated_names_are_refused(self, merges: Any) -> None:  # noqa: ANN401 - wrong on purpose
        (found,) = refused(lambda: merged(merges))
        assert found[0] == "bad-merge"
        assert refused(lambda: ProtectionRule(merges=merges))[0][0] == "bad-merge"

    @pytest.mark.parametrize("merges", [None, 5, "politics", "politics+economy"])
    def test_what_is_no_list_of_sets_is_refused(self, merges: Any) -> None:  # noqa: ANN401 - wrong on purpose
        assert refused(lambda: ProtectionRule(merges=merges)) == [("bad-merge", "/merges")]

    def test_no_merges_are_none(self) -> None:
        assert merged([]) == ()

    def test_undeclared_perspectives_are_refused(self) -> None:
        found = refused(lambda: group_perspectives(HERE.assessment, (("politics", "press"),)))
        assert found == [("unknown-perspective", "/merges/0")]

    def test_a_merged_group_may_not_have_the_name_of_a_perspective(self) -> None:
        here = town(single("q"), perspectives=["a", "b", "a-and-b"])
        found = refused(lambda: group_perspectives(here.assessment, (("a", "b"),)))
        assert found == [("taken-id", "/merges/0")]

    def test_a_name_that_would_be_too_long_is_refused(self) -> None:
        here = town(single("q"), perspectives=["a" * 40, "b" * 40])
        found = refused(lambda: group_perspectives(here.assessment, (("a" * 40, "b" * 40),)))
        assert found == [("bad-id", "/merges/0")]


class TestSums:
    """A2: a merged group counts what its members count."""

    def test_the_counts_add(self) -> None:
        counted = HERE.tally(
            *HERE.persons("politics", q="012u"), *HERE.persons("economy", q="22-n")
        )
        found = summed_counts(counted, Group(id="x", members=("politics", "economy", "residents")))
        assert found is not None
        assert found.responses == 8
        (question,) = found.questions
        assert question.histogram == (1, 1, 3, 0, 0)
        assert (question.unknown, question.skipped, question.not_applicable) == (1, 1, 1)

    def test_there_is_nothing_where_nobody_took_part(self) -> None:
        counted = HERE.tally(*HERE.persons("politics", q="012u"))
        assert summed_counts(counted, Group(id="x", members=("economy", "residents"))) is None

    def test_a_merged_tally_belongs_to_no_assessment_without_its_perspectives(self) -> None:
        counted = HERE.tally(*HERE.persons("residents", q="01234"))
        rule = ProtectionRule(merges=[("politics", "economy")])
        public = protect(counted, rule, HERE.assessment, HERE.edition)
        few = town(single("q"), perspectives=["politics", "residents"])
        found = refused(lambda: score(public, few.assessment, few.edition))
        assert found[0] == ("tally-other-assessment", "/perspectives")

    def test_protection_looks_at_the_merged_group(self) -> None:
        """Politics (3) and economy (3) are the rest; together they are shown with 6 answers."""
        persons = [
            *HERE.persons("politics", q="012"),
            *HERE.persons("economy", q="234"),
            *HERE.persons("residents", q="01234"),
        ]
        counted = HERE.tally(*persons)
        alone = protect(counted, ProtectionRule(), HERE.assessment, HERE.edition)
        assert [one for one, _ in alone.by_question["q"].published] == ["residents"]
        rule = ProtectionRule(merges=[("politics", "economy")])
        together = protect(counted, rule, HERE.assessment, HERE.edition)
        cells = together.by_question["q"].by_perspective
        assert list(cells) == ["politics-and-economy", "residents"]
        assert cells["politics-and-economy"].counts == (1, 1, 2, 1, 1)
        assert dict(together.perspectives)["politics-and-economy"] == 6
        assert together.by_question["q"].total == alone.by_question["q"].total
