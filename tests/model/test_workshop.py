# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from hypothesis import given
from tests.model.workshoprecords import DAY, TEXT, group, need, said, step, workshop

from weltoffen.errors import InvalidDocument, Problem
from weltoffen.model.text import Text
from weltoffen.model.workshop import (
    LEAST_VOICES,
    NeedBasis,
    Rerating,
    Workshop,
)
from weltoffen.scoring.protection import ProtectionRule
from weltoffen.testing import workshops

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]


class TestWorkshop:
    """Rules W: the workshop re-rates, and its needs and next steps are agreed on."""

    def test_almost_nothing_is_asked_for(self) -> None:
        found = workshop()
        lists = (found.groups, found.reratings, found.statements, found.needs, found.next_steps)
        assert lists == ((),) * 5

    def test_everything_has_its_place(self) -> None:
        found = workshop(
            groups=[group("politics", 5), group("economy", 1)],
            reratings=[Rerating(node="housing", stage="far", tendency=True, reason=TEXT)],
            statements=[said(node="housing", perspective="politics"), said("t")],
            needs=[need(description=TEXT, basis=get_args(NeedBasis), indicators=["flats"])],
            next_steps=[step(needs=["n"], responsible=TEXT)],
        )
        assert found.needs[0].description == Text({"de": "x"})
        assert found.needs[0].nodes == ("housing",)
        assert found.next_steps[0].needs == ("n",)
        assert hash(found)

    @given(workshops())
    def test_equal_parts_make_equal_workshops(self, found: Workshop) -> None:
        fields = {field.name: getattr(found, field.name) for field in attrs.fields(Workshop)}
        assert Workshop(**fields) == found


class TestParticipantsW1:
    """W1: participants are numbers per perspective."""

    @pytest.mark.parametrize("number", [1, 10_000])
    def test_from_one_to_ten_thousand(self, number: int) -> None:
        assert workshop(groups=[group(number=number)]).groups[0].number == number

    @pytest.mark.parametrize("number", [0, -1, 10_001])
    def test_no_other_number(self, number: int, refused: Refused) -> None:
        assert refused(lambda: workshop(groups=[group("economy"), group(number=number)])) == [
            ("outside-range", "/groups/1/number")
        ]

    @pytest.mark.parametrize("number", [True, 3.0, "3", None])
    def test_only_whole_numbers(self, number: Any, refused: Refused) -> None:  # noqa: ANN401
        assert refused(lambda: workshop(groups=[group(number=number)])) == [
            ("wrong-type", "/groups/0/number")
        ]

    def test_each_perspective_stands_once(self, refused: Refused) -> None:
        groups = [group("politics"), group("economy"), group("politics")]
        assert refused(lambda: workshop(groups=groups)) == [
            ("duplicate-id", "/groups/2/perspective")
        ]


class TestRatingsG7:
    """G7: a node is rated once; the stage is named, the tendency is said or not."""

    def test_each_node_stands_once(self, refused: Refused) -> None:
        ratings = [Rerating(node=one, stage="far") for one in ("a", "b", "a")]
        assert refused(lambda: workshop(reratings=ratings)) == [
            ("duplicate-id", "/reratings/2/node")
        ]

    def test_names_and_tendency_have_their_form(self, refused: Refused) -> None:
        wrong: Any = Rerating(node="A b", stage="Stufe 3", tendency=1)  # type: ignore[arg-type]
        assert refused(lambda: workshop(reratings=[wrong])) == [
            ("bad-id", "/reratings/0/node"),
            ("bad-id", "/reratings/0/stage"),
            ("wrong-type", "/reratings/0/tendency"),
        ]


class TestStatementsW3:
    """W3: a statement names a perspective only if at least 5 people of it were there."""

    @pytest.mark.parametrize("number", [5, 6, 40])
    def test_five_people_are_enough(self, number: int) -> None:
        named = said(perspective="economy")
        found = workshop(groups=[group("economy", number)], statements=[named])
        assert found.statements == (named,)

    @pytest.mark.parametrize("number", [1, 3, 4])
    def test_fewer_are_not(self, number: int) -> None:
        groups = [group("politics", 9), group("economy", number)]
        with pytest.raises(InvalidDocument) as caught:
            workshop(groups=groups, statements=[said(perspective="economy")])
        (problem,) = caught.value.problems
        assert problem.code == "statement-too-few"
        assert problem.pointer == "/statements/0/perspective"
        assert dict(problem.parameters) == {"id": "economy", "minimum": 5}

    def test_the_message_tells_that_one_left_alone_is_a_sign_too(self) -> None:
        """Leaving the perspective out at one statement only tells whose it is."""
        problem = Problem.at("statement-too-few", (), id="economy", minimum=5)
        assert "mindestens 5 Personen" in problem.message("de")
        assert "und dann auch bei anderen Aussagen" in problem.message("de")
        assert "at least 5 people" in problem.message("en")
        assert "and then at other statements, too" in problem.message("en")

    def test_nobody_there_is_too_few(self, refused: Refused) -> None:
        found = [said(), said("t", perspective="economy")]
        assert refused(lambda: workshop(groups=[group("politics", 9)], statements=found)) == [
            ("statement-too-few", "/statements/1/perspective")
        ]

    def test_without_a_perspective_it_may_stand(self) -> None:
        groups = [group("economy", 1), group("politics", 9)]
        found = workshop(groups=groups, statements=[said(node="housing")])
        assert found.statements[0].perspective is None

    def test_a_broken_number_is_told_once(self, refused: Refused) -> None:
        wrong: Any = group("economy", "5")  # type: ignore[arg-type]
        found = [said(perspective="economy"), said("t")]
        assert refused(lambda: workshop(groups=[wrong], statements=found)) == [
            ("wrong-type", "/groups/0/number")
        ]

    def test_names_have_their_form(self, refused: Refused) -> None:
        wrong = [said("S 1", node="A b", perspective="Die Wirtschaft"), said("t"), said("t")]
        assert refused(lambda: workshop(groups=[group()], statements=wrong)) == [
            ("bad-id", "/statements/0/id"),
            ("duplicate-id", "/statements/2/id"),
            ("bad-id", "/statements/0/node"),
            ("bad-id", "/statements/0/perspective"),
        ]


class TestWorkshopsOfAFewW3:
    """W3: where fewer than 5 people were there in all, or nobody says how many, there are no statements."""

    @pytest.mark.parametrize("numbers", [(), (1,), (4,), (2, 2), (1, 1, 1, 1)])
    def test_too_few_for_any_statement(self, numbers: tuple[int, ...]) -> None:
        groups = [group(f"p-{place}", number) for place, number in enumerate(numbers)]
        with pytest.raises(InvalidDocument) as caught:
            workshop(groups=groups, statements=[said(), said("t")])
        (problem,) = caught.value.problems
        assert (problem.code, problem.pointer) == ("too-few-for-statements", "/statements")
        assert dict(problem.parameters) == {"minimum": 5}

    @pytest.mark.parametrize("numbers", [(5,), (4, 1), (1, 1, 1, 1, 1)])
    def test_five_in_all_are_enough(self, numbers: tuple[int, ...]) -> None:
        groups = [group(f"p-{place}", number) for place, number in enumerate(numbers)]
        assert len(workshop(groups=groups, statements=[said(), said("t")]).statements) == 2

    def test_it_is_told_once_and_not_for_each_perspective(self, refused: Refused) -> None:
        """To leave the perspective out would not help, so nobody is told to."""
        found = [said(perspective="economy"), said("t", perspective="economy")]
        assert refused(lambda: workshop(groups=[group("economy", 4)], statements=found)) == [
            ("too-few-for-statements", "/statements")
        ]

    def test_without_statements_any_number_will_do(self) -> None:
        found = workshop(groups=[group("economy", 1)], needs=[need()], next_steps=[step()])
        assert found.statements == ()

    def test_the_least_number_is_that_of_p1(self) -> None:
        assert ProtectionRule().k == LEAST_VOICES == 5


class TestNeedsW2:
    """W2: needs for action are linked to criteria and say what they rest on."""

    def test_a_need_has_criteria_and_a_basis(self, refused: Refused) -> None:
        assert refused(lambda: workshop(needs=[need(nodes=[], basis=[])])) == [
            ("too-few", "/needs/0/nodes"),
            ("too-few", "/needs/0/basis"),
        ]

    @pytest.mark.parametrize("basis", get_args(NeedBasis))
    def test_each_basis_of_the_list(self, basis: NeedBasis) -> None:
        assert workshop(needs=[need(basis=[basis])]).needs[0].basis == (basis,)

    @pytest.mark.parametrize("basis", ["Ziellücke", "", None, 1, ["workshop"]])
    def test_no_other_basis(self, basis: object, refused: Refused) -> None:
        assert refused(lambda: workshop(needs=[need(basis=["workshop", basis])])) == [
            ("not-allowed", "/needs/0/basis/1")
        ]

    def test_nothing_stands_twice(self, refused: Refused) -> None:
        twice = need(
            nodes=["a", "b", "a"], basis=["workshop", "workshop"], indicators=["i", "j", "j"]
        )
        assert refused(lambda: workshop(needs=[twice, need("m"), need("m")])) == [
            ("duplicate-id", "/needs/2/id"),
            ("duplicate-id", "/needs/0/nodes/2"),
            ("duplicate-id", "/needs/0/indicators/2"),
            ("duplicate-id", "/needs/0/basis/1"),
        ]

    def test_names_have_their_form(self, refused: Refused) -> None:
        wrong = need("N 1", nodes=["A b"], indicators=[""])
        assert refused(lambda: workshop(needs=[wrong])) == [
            ("bad-id", "/needs/0/id"),
            ("bad-id", "/needs/0/nodes/0"),
            ("bad-id", "/needs/0/indicators/0"),
        ]


class TestNextStepsW4:
    """W4: next steps have a responsible body and a day."""

    @pytest.mark.parametrize(
        "who", [{"body": None, "responsible": TEXT}, {"responsible": None}, {"responsible": TEXT}]
    )
    def test_a_body_or_a_function_or_both(self, who: dict[str, Any]) -> None:
        assert workshop(next_steps=[step(**who)]).next_steps

    def test_somebody_is_responsible(self, refused: Refused) -> None:
        assert refused(lambda: workshop(next_steps=[step(), step("u", body=None)])) == [
            ("responsible-missing", "/next_steps/1")
        ]

    @pytest.mark.parametrize("days", [0, 1, 1_000])
    def test_it_is_due_on_the_day_of_the_workshop_or_later(self, days: int) -> None:
        due = step(due=DAY + dt.timedelta(days=days))
        assert workshop(next_steps=[due]).next_steps == (due,)

    def test_it_is_not_due_before_the_workshop(self, refused: Refused) -> None:
        found = step(due=DAY - dt.timedelta(days=1))
        assert refused(lambda: workshop(next_steps=[step("u"), found])) == [
            ("due-before-workshop", "/next_steps/1/due")
        ]

    def test_it_answers_needs_of_this_workshop(self, refused: Refused) -> None:
        found = step(needs=["n", "other", "n"])
        assert refused(lambda: workshop(needs=[need("n")], next_steps=[found])) == [
            ("duplicate-id", "/next_steps/0/needs/2"),
            ("unknown-need", "/next_steps/0/needs/1"),
        ]

    def test_names_have_their_form(self, refused: Refused) -> None:
        wrong = step("T 1", needs=["N 1"], body="Amt 13")
        assert refused(lambda: workshop(next_steps=[wrong, step("b"), step("b")])) == [
            ("bad-id", "/next_steps/0/id"),
            ("duplicate-id", "/next_steps/2/id"),
            ("bad-id", "/next_steps/0/needs/0"),
            ("bad-id", "/next_steps/0/body"),
        ]

    @pytest.mark.parametrize("due", ["2026-06-01", None, dt.datetime(2026, 6, 1, tzinfo=dt.UTC)])
    def test_only_days(self, due: object, refused: Refused) -> None:
        assert refused(lambda: workshop(next_steps=[step(due=due)])) == [
            ("bad-date", "/next_steps/0/due")
        ]
