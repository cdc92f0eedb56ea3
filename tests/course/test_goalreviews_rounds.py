# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Reviews of goals by the rounds of a self-check: which of them counts, and which is the baseline; Y3, G8."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.builders import single, town
from tests.course.goaltowns import (
    RESOLVED,
    codes,
    day_of,
    facts,
    judge,
    report,
    stage,
)

from weltoffen.course.goalevidence import GoalReason
from weltoffen.model.assessment import Round
from weltoffen.report.earlier import Earlier, compare_reports

if TYPE_CHECKING:
    from weltoffen.course.goalreviews import GoalReview
    from weltoffen.model.edition import Edition
    from weltoffen.report.structure import Report

MIDDLE = day_of(146)


class TestRounds:
    """Y3: the day of a report is the last one of its round, or the first; before the start is no progress."""

    def test_a_round_without_days(self) -> None:
        found = judge(stage("two"), MIDDLE, by=report("4", None))
        assert (found.verdict, codes(found)) == ("no-data", ["undated"])

    def test_the_first_day_if_there_is_no_last_one(self) -> None:
        found = judge(stage("two"), MIDDLE, by=report("4", None, start=day_of(9)))
        assert facts(found, "verdict", "measured_on") == ("reached", day_of(9))
        both = judge(stage("two"), MIDDLE, by=report("4", day_of(20), start=day_of(9)))
        assert both.measured_on == day_of(20)

    def test_a_round_of_later_than_the_review(self) -> None:
        by = report("4", day_of(200))
        found = judge(stage("two"), day_of(199), by=by)
        assert found.verdict == "no-data"
        assert found.reasons == (GoalReason(code="not-yet", day=day_of(200)),)
        assert judge(stage("two"), day_of(200), by=by).verdict == "reached"

    @pytest.mark.parametrize("day", [RESOLVED, RESOLVED - dt.timedelta(days=1)])
    def test_a_round_up_to_the_start_is_the_baseline(self, day: dt.date) -> None:
        found = judge(stage("three"), MIDDLE, by=report("4", day))
        assert found.verdict == "no-data"
        assert found.reasons == (GoalReason(code="no-data-since", day=RESOLVED),)
        assert facts(found, "baseline", "value") == (Fraction(1), None)
        assert judge(stage("three", "0.5"), MIDDLE, by=report("4", day)).baseline == Fraction(1, 2)
        assert judge(stage("three"), MIDDLE, by=report("u", day)).baseline is None

    def test_a_round_after_the_year_is_late(self) -> None:
        late, on = day_of(400), day_of(410)
        for option, verdict in (("4", "reached"), ("1", "behind")):
            found = judge(stage("three", "0"), on, by=report(option, late))
            assert facts(found, "verdict", "measured_on", "expected") == (verdict, late, None)
            assert found.reasons == (
                GoalReason(code="late", day=late),
                GoalReason(code="year-over", day=day_of(365)),
            )
        assert codes(judge(stage("three"), day_of(399), by=report("4", late))) == [
            "not-yet",
            "year-over",
        ]

    def test_the_day_after_the_start_is_progress(self) -> None:
        assert judge(stage("three"), MIDDLE, by=report("4", day_of(1))).verdict == "reached"


def over_two_rounds(
    earlier: str,
    later: str,
    *,
    day: dt.date | None = RESOLVED,
    end: dt.date = MIDDLE,
    baseline: str | None = None,
    without: bool = False,
) -> GoalReview:
    """Judge stage four by a report beside an earlier one: an option for each question of ``a`` in turn.

    Args:
        earlier: Answers of the earlier round; it asked so many questions.
        later: Answers of the later one.
        day: Last day of the earlier round.
        end: Last day of the later one, on which the goal is reviewed.
        baseline: The goal's own baseline.
        without: Whether the node is left out of what was compared.
    """

    def made(answers: str) -> tuple[Edition, Report]:
        here = town(*(single(f"q{number}", "a") for number in range(len(answers))))
        given = {f"q{number}": f"s{option}" for number, option in enumerate(answers)}
        return here.edition, here.report(here.official(**given))

    (edition, old), (newer, new) = made(earlier), made(later)
    old = attrs.evolve(old, assessment="town-2025", round=Round(id="old", end=day))
    new = attrs.evolve(new, round=Round(id="new", end=end))
    change = compare_reports(Earlier(report=old, edition=edition), new, newer)
    assert change.main is not None
    if without:
        change = attrs.evolve(change, main=attrs.evolve(change.main, nodes=()))
    return judge(stage("four", baseline), end, by=attrs.evolve(new, change=change))


class TestEarlierRounds:
    """Y3, G8: without a baseline of its own a goal begins at the earlier round, if that rests on the same."""

    def test_the_earlier_score_is_the_baseline(self) -> None:
        found = over_two_rounds("1", "2")
        assert found.baseline == Fraction(1, 4)
        assert found.expected == Fraction(1, 4) + Fraction(1, 2) * Fraction(2, 5)
        assert (found.verdict, found.reasons) == ("on-course", ())

    @pytest.mark.parametrize("day", [day_of(1), None])
    def test_but_not_if_it_was_after_the_start(self, day: dt.date | None) -> None:
        found = over_two_rounds("1", "2", day=day)
        assert (found.verdict, codes(found)) == ("no-data", ["no-baseline"])

    @pytest.mark.parametrize("number", [1, 365, 366])
    def test_after_the_year_the_report_of_the_earlier_one_decides(self, number: int) -> None:
        """Y3: the last round up to the end of the year counts, or else the first after it."""
        found = over_two_rounds("1", "4", day=day_of(number), end=day_of(400), baseline="0")
        assert facts(found, "verdict", "value", "measured_on") == ("no-data", None, None)
        assert found.reasons == (
            GoalReason(code="earlier-round", day=day_of(number)),
            GoalReason(code="year-over", day=day_of(365)),
        )

    @pytest.mark.parametrize("day", [RESOLVED, None])
    def test_unless_that_one_was_not_after_the_start(self, day: dt.date | None) -> None:
        found = over_two_rounds("1", "4", day=day, end=day_of(400))
        assert (found.verdict, codes(found)) == ("reached", ["late", "year-over"])

    @pytest.mark.parametrize("number", [400, 401])
    def test_a_round_that_is_called_earlier_but_is_not_decides_nothing(self, number: int) -> None:
        found = over_two_rounds("1", "4", day=day_of(number), end=day_of(400))
        assert (found.verdict, codes(found)) == ("reached", ["late", "year-over"])

    def test_within_the_year_the_later_one_decides(self) -> None:
        found = over_two_rounds("1", "4", day=day_of(1), end=day_of(365))
        assert (found.verdict, found.reasons) == ("reached", ())

    def test_over_what_both_rounds_share(self) -> None:
        found = over_two_rounds("13", "2")  # the second question was dropped
        assert found.baseline == Fraction(1, 4)

    @pytest.mark.parametrize("later", ["23", "22"])
    def test_but_not_if_the_score_rests_on_more(self, later: str) -> None:
        found = over_two_rounds("1", later)  # the second question is new
        assert (found.verdict, codes(found)) == ("no-data", ["other-questions"])
        assert found.baseline is None

    def test_if_it_is_reached_nobody_asks_where_it_began(self) -> None:
        found = over_two_rounds("1", "34")
        assert (found.verdict, found.reasons) == ("reached", ())

    def test_its_own_baseline_counts_first(self) -> None:
        assert over_two_rounds("1", "2", baseline="0.4").baseline == Fraction(2, 5)
        assert over_two_rounds("1", "22", baseline="0.4").baseline == Fraction(2, 5)

    def test_without_a_change_of_the_node_there_is_none(self) -> None:
        assert codes(over_two_rounds("1", "2", without=True)) == ["no-baseline"]

    def test_without_a_change_of_what_stands_for_the_whole_there_is_none(self) -> None:
        here = town(single("q", "a"))
        old = here.report(*here.persons("residents", q="111112"))
        new = here.report(here.official(q="s2"))
        old = attrs.evolve(old, assessment="town-2025", round=Round(id="old", end=RESOLVED))
        change = compare_reports(Earlier(report=old, edition=here.edition), new, here.edition)
        assert change.main is None
        by = attrs.evolve(new, change=change, round=Round(id="new", end=MIDDLE))
        assert codes(judge(stage("four"), MIDDLE, by=by)) == ["no-baseline"]
