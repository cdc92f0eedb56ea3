# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import T, flat, refused, single, town

from weltoffen.model.assessment import Perspective
from weltoffen.model.ids import Reference
from weltoffen.model.text import Text
from weltoffen.report import released
from weltoffen.report.assembly import build_report
from weltoffen.report.released import check_released, check_same_round, release_after, released_rule
from weltoffen.scoring.protection import ProtectedTally, ProtectionRule, protect
from weltoffen.scoring.releases import release_again
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from weltoffen.model.assessment import Assessment
    from weltoffen.model.response import Response
    from weltoffen.report.structure import Report
    from weltoffen.scoring.grouping import Merges
    from weltoffen.scoring.tally import Tally

HERE = town(single("p"), single("q", "b"))
PERSONS = flat(
    [
        HERE.persons("politics", p="012340", q="001122"),
        HERE.persons("civil-society", p="0123", q="-123"),
        HERE.persons("economy", p="012", q="110"),
        HERE.persons("residents", p="0123401", q="0123-01"),
    ]
)
OFFICIAL = HERE.official(p="s3", q="s1")
JOINT: Merges = (("civil-society", "economy"),)


def counted(*responses: Response) -> Tally:
    return HERE.tally(*responses or (OFFICIAL, *PERSONS))


def first(k: int = 5, merges: Merges = (), counts: Tally | None = None) -> ProtectedTally:
    rule = ProtectionRule(k=k, merges=merges)
    return protect(counts or counted(), rule, HERE.assessment, HERE.edition)


def reported(k: int = 5, merges: Merges = ()) -> Report:
    return build_report(first(k, merges), HERE.assessment, HERE.edition)


def again(report: Report, counts: Tally, k: int = 5, merges: Merges = ()) -> ProtectedTally:
    rule = ProtectionRule(k=k, merges=merges)
    return release_after(report, counts, rule, HERE.assessment, HERE.edition)


def changed(report: Report, **changes: Any) -> Report:  # noqa: ANN401 - any field
    return attrs.evolve(report, **changes)


class TestTheRuleOfAReport:
    """P1, A2: a report shows by which rule it was protected."""

    @pytest.mark.parametrize("k", [3, 5, 10])
    @pytest.mark.parametrize("merges", [(), JOINT, (*JOINT, ("politics", "residents"))])
    def test_it_is_read_off(self, k: int, merges: Merges) -> None:
        found = released_rule(reported(k, merges))
        assert found.k == k
        assert {*found.merges} == {*merges}

    def test_members_stand_in_declared_order(self) -> None:
        assert released_rule(reported(merges=(("economy", "civil-society"),))).merges == JOINT


class TestALaterRelease:
    """P7: it is made from the first release, which the report of the first is held against."""

    def test_it_is_the_one_that_the_first_release_gives(self) -> None:
        """Worked by hand: nobody, 4 and 3 persons are the rest; a group of all three tells nothing new."""
        rest: Merges = (("administration", "civil-society", "economy"),)
        name = "administration-and-civil-society-and-economy"
        later = again(reported(), counted(), merges=rest)
        rule = ProtectionRule(merges=rest)
        assert later == release_again(first(), rule, HERE.assessment, HERE.edition)
        assert dict(later.perspectives) == {name: 7, "politics": 6, "residents": 7}
        assert later.by_question["p"].by_perspective[name].counts == (2, 2, 2, 1, 0)

    def test_its_own_rule_gives_the_first_again(self) -> None:
        report = reported(merges=JOINT)
        later = release_after(
            report, counted(), released_rule(report), HERE.assessment, HERE.edition
        )
        assert later == first(merges=JOINT)
        assert build_report(later, HERE.assessment, HERE.edition) == report

    def test_a_union_that_the_audit_does_not_pass_publishes_nothing(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """P8: were a later release made from the tally, both together would tell the economy's answers."""
        monkeypatch.setattr(
            released,
            "release_again",
            lambda _, rule, here, edition: protect(counted(), rule, here, edition),
        )
        report, joint = reported(), (("politics", "civil-society"),)
        assert refused(lambda: again(report, counted(), merges=joint)) == [("audit-failed", "")]

    def test_another_tally_would_show_more_than_the_first_release(self) -> None:
        """Why it is not made from the tally: with k = 3 the two small groups would be shown apart."""
        assert first(k=3).by_question["p"].by_perspective.keys() >= {"civil-society", "economy"}
        later = again(reported(), counted(), k=3)
        assert later.by_question["p"].by_perspective.keys() == {"politics", "residents"}

    def test_what_the_first_release_hid_may_be_different(self) -> None:
        """P5: the later release is a function of the first, so hidden answers cannot matter."""
        swapped = flat(
            [
                [one for one in PERSONS if one.perspective in {"politics", "residents"}],
                HERE.persons("civil-society", p="1201", q="11-2"),
                HERE.persons("economy", p="320", q="013"),
            ]
        )
        assert first(counts=counted(OFFICIAL, *swapped)) == first()
        assert again(reported(), counted(OFFICIAL, *swapped), k=6) == again(
            reported(), counted(), k=6
        )

    @given(cases(), st.data())
    def test_any_round_can_be_released_again(self, case: Case, data: st.DataObject) -> None:
        """What was released is found again in its report, whatever the rule and the answers."""
        perspectives = case.assessment.perspective_ids
        whole: Merges = (perspectives[:2],) if len(perspectives) > 1 else ()
        rules = st.builds(ProtectionRule, k=st.integers(3, 12), merges=st.sampled_from([(), whole]))
        rule, other = data.draw(rules), data.draw(rules)
        public = protect(case.tally, rule, case.assessment, case.edition)
        report = build_report(public, case.assessment, case.edition)
        later = release_after(report, case.tally, other, case.assessment, case.edition)
        assert later == release_again(public, other, case.assessment, case.edition)


class TestAClosedRound:
    """P7: a round is closed at its first release; its tally does not change afterwards."""

    def test_a_person_more(self) -> None:
        """The questions are not gone through: nearly all would differ."""
        later = counted(OFFICIAL, *PERSONS, *HERE.persons("politics", p="3", q="-"))
        assert refused(lambda: again(reported(), later)) == [
            ("release-differs", "/responses"),
            ("release-differs", "/participation/1"),
        ]

    def test_an_answer_changed(self) -> None:
        changed_one = HERE.persons("politics", p="112340", q="001122")
        others = [one for one in PERSONS if one.perspective != "politics"]
        later = counted(OFFICIAL, *changed_one, *others)
        assert refused(lambda: again(reported(), later)) == [("release-differs", "/questions/0")]

    def test_a_hidden_group_may_not_move_published_totals(self) -> None:
        others = [one for one in PERSONS if one.perspective != "economy"]
        later = counted(OFFICIAL, *others, *HERE.persons("economy", p="013", q="110"))
        assert refused(lambda: again(reported(), later)) == [("release-differs", "/questions/0")]

    def test_the_official_response_belongs_to_the_tally(self) -> None:
        later = counted(HERE.official(p="s3", q="s2"), *PERSONS)
        assert refused(lambda: again(reported(), later)) == [("release-differs", "/questions/1")]
        assert refused(lambda: again(reported(), counted(*PERSONS))) == [
            ("release-differs", "/participation/0")
        ]

    def test_a_question_that_the_report_has_not_or_the_round_has_not(self) -> None:
        report = reported()
        one, other = report.questions
        foreign = attrs.evolve(other, question="foreign")
        for questions, places in (
            ([one], ["/questions"]),
            ([one, foreign], ["/questions", "/questions/1"]),
        ):
            wrong = changed(report, questions=tuple(questions))
            found = refused(lambda wrong=wrong: again(wrong, counted()))  # type: ignore[misc]
            assert found == [("release-differs", place) for place in places]

    def test_a_report_that_was_changed_by_hand(self) -> None:
        """A smaller k in the stamp does not open what the first release closed."""
        report = reported()
        stamp = attrs.evolve(report.stamp, protection_k=3)
        found = refused(lambda: again(changed(report, stamp=stamp), counted(), k=3))
        assert found == [
            ("release-differs", "/participation/2"),
            ("release-differs", "/participation/3"),
        ]

    def test_names_may_be_written_differently(self) -> None:
        report = reported()
        participation = tuple(
            attrs.evolve(one, title=Text({"de": "y"})) for one in report.participation
        )
        check_released(
            changed(report, participation=participation), first(), HERE.assessment, HERE.edition
        )


class TestOfThisRound:
    """P7: the report of another round, or with other groups, is refused before anything is counted."""

    def test_its_own_report_is_accepted(self) -> None:
        check_same_round(reported(merges=JOINT), HERE.assessment)

    def test_another_assessment_and_another_edition(self) -> None:
        report = reported()
        stamp = attrs.evolve(report.stamp, edition=Reference(id="asked", version="2"))
        wrong = changed(report, assessment="town-2024", stamp=stamp)
        found = [("tally-other-assessment", "/assessment"), ("other-edition", "/stamp/edition")]
        assert refused(lambda: check_same_round(wrong, HERE.assessment)) == found
        assert refused(lambda: again(wrong, counted())) == found

    def test_a_merge_of_other_perspectives(self) -> None:
        fewer: Assessment = attrs.evolve(
            HERE.assessment,
            perspectives=[Perspective(id=one, title=T) for one in ("administration", "economy")],
        )
        found = refused(lambda: check_same_round(reported(merges=JOINT), fewer))
        assert found == [("unknown-perspective", "/merges/0")]
