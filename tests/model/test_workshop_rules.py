# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What every record of a workshop keeps to, whatever was said; M2, M7."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from tests.model.workshoprecords import TEXT, group, need, said, step, workshop

from weltoffen.model.extensions import Extensions
from weltoffen.model.workshop import (
    Rerating,
    WorkshopGroup,
)
from weltoffen.schemas import read_workshop, write

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]


class TestRules:
    """M2, M7: ids, language, day and lengths; all problems are told at once."""

    def test_everything_that_is_wrong_is_told_at_once(self, refused: Refused) -> None:
        wrong = {
            "id": "W 1",
            "source_language": "deutsch",
            "assessment": None,
            "date": "2026-05-05",
            "groups": [WorkshopGroup(perspective="P 1", number=0)],
            "next_steps": [step(body=None)],
        }
        assert refused(lambda: workshop(**wrong)) == [
            ("bad-id", "/id"),
            ("bad-language", "/source_language"),
            ("bad-id", "/assessment"),
            ("bad-date", "/date"),
            ("bad-id", "/groups/0/perspective"),
            ("outside-range", "/groups/0/number"),
            ("responsible-missing", "/next_steps/0"),
        ]

    @pytest.mark.parametrize("value", [["a"], {"a": 1}, None, 1])
    def test_what_is_no_id_at_all_is_a_problem_and_no_crash(
        self,
        value: Any,  # noqa: ANN401 - whatever the caller has
        refused: Refused,
    ) -> None:
        wrong = {
            "groups": [WorkshopGroup(perspective=value, number=5)],
            "reratings": [Rerating(node=value, stage=value)],
            "statements": [said(value)],
            "needs": [need(value, nodes=[value], indicators=[value])],
            "next_steps": [step(value, needs=[value])],
        }
        assert {code for code, _ in refused(lambda: workshop(**wrong))} == {"bad-id"}

    @pytest.mark.parametrize("wrong", [5, "", True, Decimal("1.5"), {"a": 1}])
    def test_extensions_are_extensions(self, wrong: object, refused: Refused) -> None:
        assert refused(lambda: workshop(extensions=wrong)) == [("wrong-type", "/extensions")]
        assert workshop(extensions=Extensions({"a": 1})).extensions is not None

    @pytest.mark.parametrize("wrong", [5, "x", None, {"id": "a"}, ["a"]])
    def test_an_entry_of_another_type_is_a_problem(self, wrong: object, refused: Refused) -> None:
        """It is told at its place, also of several lists at once; what hangs on the entries is not."""
        right: dict[str, object] = {
            "groups": group(number=1),
            "reratings": Rerating(node="a", stage="b"),
            "statements": said(),
            "needs": need(),
            "next_steps": step(needs=["other"]),
        }
        every = {name: [one, wrong] for name, one in right.items()}
        assert refused(lambda: workshop(**every)) == [
            ("wrong-type", f"/{name}/1") for name in right
        ]
        for name in right:
            assert refused(lambda: workshop(id="W 1", **{name: [wrong]})) == [  # noqa: B023 - called at once
                ("bad-id", "/id"),
                ("wrong-type", f"/{name}/0"),
            ]

    def test_an_entry_of_another_list_is_one_of_another_type(self, refused: Refused) -> None:
        assert refused(lambda: workshop(needs=[step()])) == [("wrong-type", "/needs/0")]

    def test_the_same_id_may_stand_in_different_lists(self) -> None:
        lists = {"statements": [said("a")], "needs": [need("a")], "next_steps": [step("a")]}
        found = workshop(groups=[group("a")], **lists)
        assert found.needs[0].id == found.next_steps[0].id

    @pytest.mark.parametrize(
        ("name", "maximum", "entry"),
        [
            ("groups", 100, group),
            ("reratings", 500, lambda one: Rerating(node=one, stage="far")),
            ("statements", 500, said),
            ("needs", 100, need),
            ("next_steps", 100, step),
        ],
    )
    def test_lists_are_bounded(
        self, name: str, maximum: int, entry: Callable[[str], object], refused: Refused
    ) -> None:
        entries = [entry(f"a-{n}") for n in range(maximum + 1)]
        there = {"groups": [group()]}
        assert len(getattr(workshop(**{**there, name: entries[:-1]}), name)) == maximum
        assert refused(lambda: workshop(**{**there, name: entries})) == [("too-many", f"/{name}")]

    @pytest.mark.parametrize("name", ["nodes", "indicators"])
    def test_lists_of_a_need_are_bounded(self, name: str, refused: Refused) -> None:
        many = [f"a-{n}" for n in range(101)]
        assert workshop(needs=[need("n", **{name: many[:100]})]).needs
        assert refused(lambda: workshop(needs=[need("n", **{name: many})])) == [
            ("too-many", f"/needs/0/{name}")
        ]

    def test_a_step_answers_at_most_100_needs(self, refused: Refused) -> None:
        many = [f"a-{n}" for n in range(101)]
        needs = [need(one) for one in many[:100]]
        assert workshop(needs=needs, next_steps=[step(needs=many[:100])]).next_steps
        assert refused(lambda: workshop(needs=needs, next_steps=[step(needs=many)])) == [
            ("too-many", "/next_steps/0/needs"),
            ("unknown-need", "/next_steps/0/needs/100"),
        ]


class TestOnTheWire:
    """Problems point into the document as it is written."""

    def test_pointers_have_the_keys_of_the_document(self, refused: Refused) -> None:
        plain: dict[str, Any] = json.loads(write(workshop(needs=[need()], next_steps=[step()])))
        del plain["nextSteps"][0]["body"]
        plain["nextSteps"][0].update(due="2026-05-04", needs=["other"])
        plain["groups"] = [{"perspective": "politics", "number": 9}]
        plain["statements"] = [{"id": "s", "text": TEXT, "perspective": "economy"}]
        assert refused(lambda: read_workshop(json.dumps(plain).encode())) == [
            ("statement-too-few", "/statements/0/perspective"),
            ("unknown-need", "/nextSteps/0/needs/0"),
            ("responsible-missing", "/nextSteps/0"),
            ("due-before-workshop", "/nextSteps/0/due"),
        ]
