# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, find, given, settings

from weltoffen.course.goallives import goal_lives
from weltoffen.schemas import check, read_goals, write
from weltoffen.testing import goal_plans, organised_goal_plans

if TYPE_CHECKING:
    from collections.abc import Callable

    from weltoffen.model.goals import GoalPlan, YearlyGoal
    from weltoffen.model.organisation import Organisation

# Any example will do, so none is made smaller.
SEARCH = settings(max_examples=2_000, deadline=None, database=None, phases=[Phase.generate])


def some(test: Callable[[YearlyGoal], bool]) -> Callable[[GoalPlan], bool]:
    return lambda plan: any(test(goal) for goal in plan.goals)


def steps(*kinds: str) -> Callable[[GoalPlan], bool]:
    return some(lambda goal: tuple(one.kind for one in goal.events) == kinds)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of what `find` has found
class TestReach:
    """Y1, Y2: the strategy reaches every shape that the rules allow."""

    @pytest.mark.parametrize(
        "wanted",
        [
            pytest.param(lambda plan: not plan.goals, id="no-goals"),
            pytest.param(lambda plan: len(plan.goals) == 3, id="several"),
            pytest.param(lambda plan: plan.extensions is not None, id="extensions"),
            pytest.param(some(lambda goal: goal.stage is not None), id="stage"),
            pytest.param(
                some(lambda goal: goal.stage is not None and goal.stage.baseline is not None),
                id="stage-baseline",
            ),
            pytest.param(some(lambda goal: goal.indicator is not None), id="indicator"),
            pytest.param(
                some(lambda goal: goal.indicator is not None and goal.indicator.value < 0),
                id="negative-value",
            ),
            pytest.param(some(lambda goal: goal.responsible is not None), id="responsible"),
            pytest.param(some(lambda goal: bool(goal.needs and goal.measures)), id="links"),
            pytest.param(steps(), id="draft"),
            pytest.param(steps("dropped"), id="dropped-as-a-draft"),
            pytest.param(steps("recommended", "dropped"), id="dropped-when-recommended"),
            pytest.param(steps("recommended", "resolved", "dropped"), id="dropped-when-resolved"),
            pytest.param(
                some(lambda goal: any(e.paper and e.paper.date == e.date for e in goal.events)),
                id="paper-of-the-same-day",
            ),
            pytest.param(
                some(
                    lambda goal: any(
                        e.paper and e.paper.date and e.paper.date < e.date for e in goal.events
                    )
                ),
                id="paper-of-an-earlier-day",
            ),
            pytest.param(steps("recommended", "resolved", "reviewed", "reviewed"), id="reviewed"),
            pytest.param(some(lambda goal: any(e.note for e in goal.events)), id="note"),
            pytest.param(
                some(lambda goal: any(e.paper and e.kind == "recommended" for e in goal.events)),
                id="paper-that-is-not-asked-for",
            ),
            pytest.param(
                some(lambda goal: len({e.date for e in goal.events}) < len(goal.events)),
                id="several-on-one-day",
            ),
            pytest.param(
                some(lambda goal: any(e.date.year > goal.year for e in goal.events)),
                id="after-the-year",
            ),
        ],
    )
    def test_goal_plans(self, wanted: Callable[[GoalPlan], bool]) -> None:
        assert find(goal_plans(), wanted, settings=SEARCH) is not None

    def test_the_council_declines_what_was_recommended_to_it(self) -> None:
        def declined(pair: tuple[Organisation, GoalPlan]) -> bool:
            kinds = {body.id: body.kind for body in pair[0].bodies}
            return any(
                (one.kind, kinds[one.body]) == ("dropped", "council") and len(goal.events) == 2
                for goal in pair[1].goals
                for one in goal.events
            )

        assert find(organised_goal_plans(), declined, settings=SEARCH)

    def test_towns_settle_rights_otherwise(self) -> None:
        assert find(
            organised_goal_plans(), lambda pair: bool(pair[0].entitlements), settings=SEARCH
        )


class TestValid:
    """Y2: all of them are valid, and come back through the door as they were."""

    @given(goal_plans())
    def test_written_and_read_again(self, plan: GoalPlan) -> None:
        written = write(plan)
        assert [one for one in check(written) if one.severity == "error"] == []
        assert read_goals(written) == plan

    @given(organised_goal_plans())
    def test_every_step_is_rightful(self, drawn: tuple[Organisation, GoalPlan]) -> None:
        organisation, plan = drawn
        assert plan.organisation == organisation.id
        assert len(goal_lives(plan, organisation)) == len(plan.goals)
