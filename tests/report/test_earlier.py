# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
from hypothesis import given, settings
from tests.builders import banded, node, number, of_another_round, refused, single, town

from weltoffen.model.assessment import Supplement
from weltoffen.model.method import Method
from weltoffen.report.assembly import build_report
from weltoffen.report.earlier import Earlier, compare_reports, recalled_scores
from weltoffen.report.shares import Share
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.scoring.results import View
from weltoffen.scoring.sheets import score
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

F = Fraction
HERE = town(single("q"), single("r", "b"), number("n", "b"))


def before() -> Report:
    return HERE.report(HERE.official(q="s1", r="s2", n=50), *HERE.persons("politics", q="00123"))


def after(earlier: Earlier | None = None) -> Report:
    public = HERE.protect(HERE.official(q="s3", r="s2", n=50), *HERE.persons("politics", q="01234"))
    return build_report(public, HERE.assessment, HERE.edition, earlier=earlier)


class TestRecall:
    """A4, P5: what a report was scored from stands in it, and gives the same scores again."""

    @settings(max_examples=60)
    @given(cases())
    def test_the_scores_are_those_of_the_protected_tally(self, case: Case) -> None:
        rule = ProtectionRule(k=3)
        public = protect(case.tally, rule, case.assessment, case.edition)
        report = build_report(public, case.assessment, case.edition)
        found = recalled_scores(report, case.extended)
        assert found == score(public, case.assessment, case.edition)

    def test_so_with_merged_groups(self) -> None:
        tally = HERE.tally(
            *HERE.persons("politics", q="0123"), *HERE.persons("administration", q="012")
        )
        rule = ProtectionRule(merges=[("politics", "administration")])
        public = protect(tally, rule, HERE.assessment, HERE.edition)
        report = build_report(public, HERE.assessment, HERE.edition)
        found = recalled_scores(report, HERE.edition)
        assert found == score(public, HERE.assessment, HERE.edition)
        assert [one.view.perspective for one in found.personal] == ["administration-and-politics"]

    def test_another_edition_is_refused(self) -> None:
        other = attrs.evolve(
            HERE.edition, questionnaire=attrs.evolve(HERE.edition.questionnaire, version="2")
        )
        assert refused(lambda: recalled_scores(before(), other)) == [
            ("other-edition", "/stamp/edition")
        ]

    def test_another_state_of_the_edition_is_refused(self) -> None:
        other = town(single("q"), single("r", "b", weight=2), number("n", "b"))
        assert refused(lambda: recalled_scores(before(), other.edition)) == [
            ("edition-changed", "/stamp/questionnaireHash")
        ]


class TestChange:
    """G8: the change since an earlier round, from its report alone."""

    def test_by_hand(self) -> None:
        """Official: q from 1/4 to 3/4, r and n stay. Politics: q from 6/20 to 1/2."""
        change = after(Earlier(report=of_another_round(before()), edition=HERE.edition)).change
        assert change is not None
        assert change.earlier.assessment == "town-2025"
        assert change.earlier.round.id == "first"
        assert (change.reworded, change.same_stages) == (False, True)
        assert len(change.questions.compared) == 3
        assert change.main is not None
        assert change.main.view == View(kind="official", perspective="administration")
        found = {
            one.node: (one.earlier, one.later, one.difference, one.stages)
            for one in change.main.nodes
        }
        assert found["a"] == (Share(F(1, 4)), Share(F(3, 4)), Share(F(1, 2)), 2)
        assert found["b"] == (Share(F(1, 2)), Share(F(1, 2)), Share(0), 0)
        assert found[None] == (Share(F(3, 8)), Share(F(5, 8)), Share(F(1, 4)), 1)
        politics = change.views[1]
        assert (politics.view.perspective, politics.questions) == ("politics", 1)
        assert [one.difference for one in politics.nodes] == [Share(F(1, 5)), Share(F(1, 5))]

    def test_two_reports_give_the_same_change(self) -> None:
        earlier = Earlier(report=of_another_round(before()), edition=HERE.edition)
        assert compare_reports(earlier, after(), HERE.edition) == after(earlier).change

    @settings(max_examples=30)
    @given(cases())
    def test_a_round_has_not_changed_since_itself(self, case: Case) -> None:
        public = protect(case.tally, ProtectionRule(k=3), case.assessment, case.edition)
        report = build_report(public, case.assessment, case.edition)
        found = compare_reports(
            Earlier(report=of_another_round(report), edition=case.extended), report, case.extended
        )
        views = [one for one in (found.main, *found.views) if one is not None]
        assert {node.difference.exact for view in views for node in view.nodes} <= {F(0)}

    def test_without_the_earlier_supplement_own_questions_take_no_part(self) -> None:
        """M8: they did not come in new with the later round; with it they are compared, and stand apart."""
        own = Supplement(nodes=[node("o")], questions=[single("own", "o")])
        here = town(single("q"), supplement=own)
        report = here.report(here.official(q="s1", own="s2"))
        extended = here.assessment.extend(here.edition)
        bare = compare_reports(
            Earlier(report=of_another_round(report), edition=here.edition), report, extended
        )
        assert bare.questions.new == ()
        assert [pair[0] for pair in bare.questions.compared] == ["q"]
        assert (
            bare
            == build_report(
                here.protect(here.official(q="s1", own="s2")),
                here.assessment,
                here.edition,
                earlier=Earlier(report=of_another_round(report), edition=here.edition),
            ).change
        )
        whole = compare_reports(
            Earlier(report=of_another_round(report), edition=extended), report, extended
        )
        assert [pair[0] for pair in whole.questions.compared] == ["q", "own"]

    def test_other_points_beside_a_supplement_are_seen(self) -> None:
        """The fingerprint is that of the extended questionnaire; the values stand in the report."""
        own = Supplement(nodes=[node("o")], questions=[single("own", "o")])
        here = town(banded("q"), supplement=own)
        report = here.report(here.official(q=60))
        other = town(single("q"))
        assert refused(lambda: recalled_scores(report, other.edition)) == [
            ("edition-changed", "/questions/0/values")
        ]
        changed = town(single("q"), supplement=own)
        extended = changed.assessment.extend(changed.edition)
        assert refused(lambda: recalled_scores(report, extended)) == [
            ("edition-changed", "/stamp/questionnaireHash")
        ]

    def test_rounds_of_different_methods_are_refused(self) -> None:
        other = town(
            single("q"), single("r", "b"), number("n", "b"), method=Method(parent_policy="minimum")
        )
        report = other.report(other.official(q="s1"))
        earlier = Earlier(report=of_another_round(report), edition=HERE.edition)
        assert refused(lambda: after(earlier)) == [("other-method", "/method")]
