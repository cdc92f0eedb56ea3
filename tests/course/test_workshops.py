# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""A workshop beside the report that it discussed, worked out by hand; G7, W1-W4."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import single, town
from tests.course.records import DAY, HALF, TEXT, need, official, workshop
from tests.render.village import report, village

from weltoffen.course.workshops import (
    WorkshopFinding,
    WorkshopFindingCode,
    check_workshop,
    workshop_findings,
)
from weltoffen.model.workshop import (
    ActionNeed,
    NeedBasis,
    NextStep,
    Rerating,
    Workshop,
    WorkshopGroup,
)
from weltoffen.report.assembly import build_report
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.testing import cases, workshops

if TYPE_CHECKING:
    from weltoffen.report.structure import Report
    from weltoffen.testing import Case


def answering(*needs: str) -> NextStep:
    return NextStep(id="s", text=TEXT, needs=needs, body="office", due=DAY)


def found(code: WorkshopFindingCode, record: Workshop, beside: Report) -> list[WorkshopFinding]:
    return [one for one in workshop_findings(record, beside) if one.code == code]


def seven() -> Report:
    """Give a report with seven leaves; the target is 3/4.

    Gaps: a 1/4, b 3/4, c 1/2, d 1/2, e 3/4, f 1/4, g reached. By priority (G2): b, e, c, d, a, f.
    """
    one = town(*(single(f"q{leaf}", leaf) for leaf in "abcdefg"))
    steps = dict(zip("abcdefg", "2011024", strict=True))
    return report(one, one.official(**{f"q{leaf}": f"s{n}" for leaf, n in steps.items()}))


class TestWhatANeedRestsOnW2:
    """W2: a need says what it rests on; the report shows it at one of its criteria, or there is a finding."""

    def test_a_target_gap(self) -> None:
        """Everything is at 1/2; sport aims at 1/2, music at 3/4, and news has no answers."""
        beside = official({"sport": "three"}, **{"news-paper": "unknown"})
        record = workshop(
            needs=[
                need("reached", "sport", basis="target-gap"),
                need("open", "sport", "music", basis="target-gap"),
                need("unscored", "news", basis="target-gap"),
                need("other", "sport"),
            ]
        )
        assert found("no-target-gap", record, beside) == [
            WorkshopFinding(code="no-target-gap", needs=("reached", "unscored"))
        ]

    def test_a_gap_below_the_criterion_counts(self) -> None:
        """Leisure has reached 1/2, which it aims at, by sport at 1 and music at 0."""
        aim = {"play": "three"}
        beside = official(aim, **{"sport-hall": "s4", "sport-club": "s4", "music-choir": "s0"})
        play = beside.by_node["play"].gap
        assert play is not None
        assert not play.is_open
        record = workshop(needs=[need("n", "play", basis="target-gap")])
        assert found("no-target-gap", record, beside) == []

    def test_a_perception_gap(self) -> None:
        """Politics sees sport at 1/2, as the administration does, music at 3/8; news splits it, mean 1/2."""
        one = village()
        politics = one.persons(
            "politics",
            **{
                "sport-hall": "112233",
                "sport-club": "112233",
                "music-choir": "111222",
                "news-paper": "000444",
            },
        )
        beside = report(one, one.official(**HALF), *politics)
        record = workshop(
            needs=[
                need("alike", "sport", basis="perception-gap"),
                need("differing", "music", basis="perception-gap"),
                need("divided", "news", basis="perception-gap"),
                need("below", "talk", basis="perception-gap"),
            ]
        )
        assert found("no-perception-gap", record, beside) == [
            WorkshopFinding(code="no-perception-gap", needs=("alike",))
        ]

    def test_without_a_second_view_there_is_no_perception_gap(self) -> None:
        record = workshop(needs=[need("n", "play", "talk", basis="perception-gap")])
        assert found("no-perception-gap", record, official()) == [
            WorkshopFinding(code="no-perception-gap", needs=("n",))
        ]

    def test_something_to_clarify(self) -> None:
        beside = official({}, **{"news-paper": "unknown"})
        record = workshop(
            needs=[
                need("clear", "sport", "music", basis="to-clarify"),
                need("open", "news", basis="to-clarify"),
                need("below", "talk", basis="to-clarify"),
            ]
        )
        assert found("nothing-to-clarify", record, beside) == [
            WorkshopFinding(code="nothing-to-clarify", needs=("clear",))
        ]

    def test_an_indicator(self) -> None:
        record = workshop(
            needs=[
                need("with", "sport", basis="monitoring", indicators=["i"]),
                need("without", "sport", basis="monitoring"),
                need("other", "sport"),
            ]
        )
        assert found("no-indicator", record, official()) == [
            WorkshopFinding(code="no-indicator", needs=("without",))
        ]


class TestWhatIsLeftOpen:
    """W2, W4, G7: first needs that nobody took up, needs without a step, ratings without a reason."""

    def test_only_the_first_five_needs_are_looked_for(self) -> None:
        assert [one.node for one in seven().needs] == [*"becdaf"]
        assert found("not-taken-up", workshop(), seven()) == [
            WorkshopFinding(code="not-taken-up", nodes=(*"becda",))
        ]

    def test_those_taken_up_are_not_named(self) -> None:
        record = workshop(needs=[need("n", "c", "g"), need("m", "e")])
        assert found("not-taken-up", record, seven()) == [
            WorkshopFinding(code="not-taken-up", nodes=(*"bda",))
        ]

    def test_nor_those_that_the_workshop_sees_at_their_target(self) -> None:
        ratings = [Rerating(node="b", stage="four"), Rerating(node="e", stage="three")]
        assert found("not-taken-up", workshop(reratings=ratings), seven()) == [
            WorkshopFinding(code="not-taken-up", nodes=(*"ecda",))
        ]

    def test_a_need_of_a_field_takes_up_all_below(self) -> None:
        record = workshop(needs=[need("n", "play")])
        assert found("not-taken-up", record, official()) == [
            WorkshopFinding(code="not-taken-up", nodes=("news",))
        ]
        both = workshop(needs=[need("n", "play", "talk")])
        assert found("not-taken-up", both, official()) == []

    def test_needs_that_no_step_answers(self) -> None:
        needs = [need("a", "sport"), need("b", "sport"), need("c", "sport")]
        record = workshop(needs=needs, next_steps=[answering("b")])
        assert found("no-next-step", record, official()) == [
            WorkshopFinding(code="no-next-step", needs=("a", "c"))
        ]

    def test_another_stage_without_a_reason(self) -> None:
        """Sport, music and leisure are at stage three; news has no answers, so it has no stage."""
        ratings = [
            Rerating(node="sport", stage="one"),
            Rerating(node="music", stage="four", reason=TEXT),
            Rerating(node="play", stage="three", tendency=True),
            Rerating(node="news", stage="one"),
        ]
        beside = official({}, **{"news-paper": "unknown"})
        assert found("no-reason", workshop(reratings=ratings), beside) == [
            WorkshopFinding(code="no-reason", nodes=("sport",))
        ]


class TestWhoWasThereW1:
    """W1: 20 to 40 people, from the perspectives of the assessment."""

    @pytest.mark.parametrize(
        ("numbers", "code"),
        [
            ((10, 9), ["few-people"]),
            ((10, 10), []),
            ((20, 20), []),
            ((20, 21), ["many-people"]),
            ((), []),
        ],
    )
    def test_how_many(self, numbers: tuple[int, ...], code: list[str]) -> None:
        groups = [
            WorkshopGroup(perspective=perspective, number=number)
            for perspective, number in zip(("politics", "economy"), numbers, strict=False)
        ]
        findings = workshop_findings(workshop(groups=groups), official())
        assert [one.code for one in findings if one.code in {"few-people", "many-people"}] == code

    def test_who_was_not(self) -> None:
        groups = [
            WorkshopGroup(perspective=one, number=10) for one in ("residents", "administration")
        ]
        assert found("not-there", workshop(groups=groups), official()) == [
            WorkshopFinding(code="not-there", perspectives=("politics", "civil-society", "economy"))
        ]

    def test_without_a_record_nothing_is_said(self) -> None:
        assert found("not-there", workshop(), official()) == []


class TestFindings:
    """W1-W4: data in a fixed order, none without a cause."""

    def test_a_workshop_that_matches_its_report_has_none(self) -> None:
        one = village(perspectives=("administration", "politics"))
        record = workshop(
            groups=[
                WorkshopGroup(perspective="administration", number=12),
                WorkshopGroup(perspective="politics", number=10),
            ],
            reratings=[Rerating(node="sport", stage="two", reason=TEXT)],
            needs=[need("n", "play", "news", basis="target-gap")],
            next_steps=[answering("n")],
        )
        assert workshop_findings(record, report(one, one.official(**HALF))) == ()

    def test_the_order(self) -> None:
        wrong: list[NeedBasis] = ["monitoring", "to-clarify", "perception-gap", "target-gap"]
        record = workshop(
            groups=[WorkshopGroup(perspective="politics", number=3)],
            reratings=[Rerating(node="sport", stage="one")],
            needs=[ActionNeed(id="n", title=TEXT, nodes=["sport"], basis=wrong)],
        )
        assert [one.code for one in workshop_findings(record, official({"sport": "three"}))] == [
            "no-target-gap",
            "no-perception-gap",
            "nothing-to-clarify",
            "no-indicator",
            "not-taken-up",
            "no-next-step",
            "no-reason",
            "not-there",
            "few-people",
        ]


def reported(case: Case, *reratings: Rerating) -> Report:
    public = protect(case.tally, ProtectionRule(k=3), case.assessment, case.edition)
    return build_report(public, case.assessment, case.edition, reratings=reratings)


class TestLaws:
    """G7: what a workshop says stands beside the results and changes none."""

    @given(cases(max_nodes=5, max_questions=5), st.data())
    @settings(max_examples=40)
    def test_nothing_of_a_workshop_changes_the_report(
        self, case: Case, data: st.DataObject
    ) -> None:
        without = reported(case)
        record = data.draw(workshops(without))
        check_workshop(record, without)
        with_it = reported(case, *record.reratings)
        assert attrs.evolve(with_it, ratings=()) == without
        assert {one.node for one in with_it.ratings} == {one.node for one in record.reratings}

    @given(cases(max_nodes=5, max_questions=5), st.data())
    @settings(max_examples=40)
    def test_findings_do_not_ask_whether_the_report_has_the_ratings(
        self, case: Case, data: st.DataObject
    ) -> None:
        without = reported(case)
        record = data.draw(workshops(without))
        with_it = reported(case, *record.reratings)
        assert workshop_findings(record, with_it) == workshop_findings(record, without)

    @given(cases(max_nodes=5, max_questions=5), st.data())
    @settings(max_examples=40)
    def test_a_step_for_everything_takes_away_one_finding_only(
        self, case: Case, data: st.DataObject
    ) -> None:
        beside = reported(case)
        record = data.draw(workshops(beside))
        step = NextStep(
            id="all", text=TEXT, needs=[n.id for n in record.needs], body="b", due=record.date
        )
        answered = workshop_findings(attrs.evolve(record, next_steps=[step]), beside)
        assert answered == tuple(
            one for one in workshop_findings(record, beside) if one.code != "no-next-step"
        )
