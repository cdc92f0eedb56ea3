# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest

from weltoffen.errors import Problems
from weltoffen.model.suggestion import (
    CONDITIONS,
    EFFORTS,
    MAX_LEAST,
    MAX_RULE_NODES,
    MAX_RULES,
    Condition,
    Effort,
    Known,
    Module,
    OfferRule,
    Office,
    StageText,
    Suggestion,
    check_modules,
    check_stage_texts,
)
from weltoffen.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

T = {"de": "x"}
KNOWN = Known(stages=["s1", "s2", "s3"], offices=["personnel"], modules=["workshop"])


def step(one: str, **more: Any) -> Suggestion:  # noqa: ANN401 - any field
    return Suggestion(id=one, text=T, **more)


def saying(stage: str, *suggestions: Suggestion) -> StageText:
    return StageText(stage=stage, assessment=T, suggestions=suggestions)


def check(*texts: StageText, known: Known = KNOWN) -> None:
    """Check the texts of a node that stands at ``/here``."""
    problems = Problems()
    check_stage_texts(problems, texts, ("here",), known)
    problems.raise_if_any()


class TestSuggestion:
    """A suggestion says what to do; effort, carrier and module are None if not said."""

    def test_nothing_more_than_a_text_is_needed(self) -> None:
        made = step("go")
        assert (made.effort, made.carrier, made.module) == (None, None, None)
        assert made.text == Text(T)

    def test_efforts_rise(self) -> None:
        assert EFFORTS == ("small", "medium", "large") == get_args(Effort)

    @pytest.mark.parametrize("kind", [Office, Module])
    def test_offices_and_modules_may_be_described(self, kind: type[Office | Module]) -> None:
        assert kind(id="a", title=T).description is None
        made = kind(id="a", title=T, description=T)
        assert (made.title, made.description) == (Text(T), Text(T))


class TestStages:
    """M1, S6: texts belong to stages of the model, one to each; stages may be missing."""

    def test_stages_may_be_missing_and_in_any_order(self) -> None:
        check()
        check(saying("s3"), saying("s1"))

    def test_texts_of_stages_the_model_lacks_are_refused(self, refused: Refused) -> None:
        assert refused(lambda: check(saying("s1"), saying("s9"))) == [
            ("unknown-stage", "/here/stage_texts/1/stage")
        ]

    def test_a_stage_has_one_text(self, refused: Refused) -> None:
        assert refused(lambda: check(saying("s1"), saying("s2"), saying("s1"))) == [
            ("duplicate-id", "/here/stage_texts/2/stage")
        ]


class TestSuggestionIds:
    """M2: ids of suggestions are unique in their node."""

    def test_across_all_its_stages(self, refused: Refused) -> None:
        texts = [
            saying("s1", step("A"), step("b")),
            saying("s2", step("c")),
            saying("s3", step("b"), step("d"), step("d")),
        ]
        assert refused(lambda: check(*texts)) == [
            ("bad-id", "/here/stage_texts/0/suggestions/0/id"),
            ("duplicate-id", "/here/stage_texts/2/suggestions/0/id"),
            ("duplicate-id", "/here/stage_texts/2/suggestions/2/id"),
        ]

    def test_another_node_may_use_them_again(self) -> None:
        for _ in range(2):
            check(saying("s1", step("a")))


class TestEfforts:
    """An effort is ``small``, ``medium`` or ``large``, or not said."""

    def test_each_of_them(self) -> None:
        efforts = ("small", "medium", "large", None)
        check(saying("s1", *(step(f"a-{i}", effort=one) for i, one in enumerate(efforts))))

    @pytest.mark.parametrize("wrong", ["", "huge", "Small", 1])
    def test_anything_else_is_refused(self, refused: Refused, wrong: Any) -> None:  # noqa: ANN401 - wrong on purpose
        texts = [saying("s1"), saying("s2", step("a"), step("b", effort=wrong))]
        assert refused(lambda: check(*texts)) == [
            ("not-allowed", "/here/stage_texts/1/suggestions/1/effort")
        ]


class TestNames:
    """A suggestion names an office as its carrier and a module that there are, or none."""

    def test_what_there_is_may_be_named(self) -> None:
        check(saying("s1", step("a", carrier="personnel", module="workshop"), step("b")))

    def test_anything_else_is_refused(self, refused: Refused) -> None:
        """A module is no office, and an empty name is none either."""
        texts = [
            saying("s1", step("a", carrier="personnel")),
            saying("s2", step("b", module="workshop"), step("c", carrier="workshop", module="")),
            saying("s3", step("d", carrier="", module="personnel")),
        ]
        assert refused(lambda: check(*texts)) == [
            ("unknown-office", "/here/stage_texts/1/suggestions/1/carrier"),
            ("unknown-module", "/here/stage_texts/1/suggestions/1/module"),
            ("unknown-office", "/here/stage_texts/2/suggestions/0/carrier"),
            ("unknown-module", "/here/stage_texts/2/suggestions/0/module"),
        ]

    def test_where_nothing_is_known_nothing_can_be_named(self, refused: Refused) -> None:
        texts = saying("s1", step("a", carrier="personnel", module="workshop"))
        assert refused(lambda: check(texts, known=Known(stages=["s1"]))) == [
            ("unknown-office", "/here/stage_texts/0/suggestions/0/carrier"),
            ("unknown-module", "/here/stage_texts/0/suggestions/0/module"),
        ]


def rule(one: str = "r", when: Any = "open-gap", **more: Any) -> OfferRule:  # noqa: ANN401 - any value
    return OfferRule(id=one, when=when, reason=T, **more)


def check_rules(*rules: OfferRule, nodes: tuple[str, ...] = ("a", "b")) -> None:
    """Check the rules of a second module, in a model with the nodes a and b and the stages s1 to s3."""
    problems = Problems()
    modules = [Module(id="first", title=T), Module(id="second", title=T, rules=rules)]
    check_modules(problems, modules, nodes, KNOWN.stages)
    problems.raise_if_any()


class TestOfferRules:
    """F1: a module has rules that are data; a rule asks for what there is, where it can be."""

    HERE = "/modules/1/rules"

    def test_nothing_more_than_a_condition_and_a_reason_is_needed(self) -> None:
        made = rule()
        assert (made.nodes, made.stage, made.least) == ((), None, 1)
        assert made.reason == Text(T)
        assert Module(id="m", title=T).rules == ()

    def test_the_conditions_are_a_closed_list(self) -> None:
        assert get_args(Condition) == CONDITIONS
        check_rules(
            *(rule(one, one, stage="s1" if one == "low-stage" else None) for one in CONDITIONS)
        )

    @pytest.mark.parametrize("wrong", ["always", "", None, 1, ["open-gap"]])
    def test_anything_else_is_refused(self, refused: Refused, wrong: Any) -> None:  # noqa: ANN401 - wrong on purpose
        assert refused(lambda: check_rules(rule(when=wrong))) == [
            ("not-allowed", f"{self.HERE}/0/when")
        ]

    def test_ids_are_ids_each_once_in_its_module(self, refused: Refused) -> None:
        found = refused(lambda: check_rules(rule("a"), rule("A"), rule("a")))
        assert found == [("bad-id", f"{self.HERE}/1/id"), ("duplicate-id", f"{self.HERE}/2/id")]
        problems = Problems()
        twice = [Module(id=one, title=T, rules=[rule("same")]) for one in ("m", "n")]
        check_modules(problems, twice, (), ())
        problems.raise_if_any()

    def test_low_stage_names_a_stage(self, refused: Refused) -> None:
        check_rules(rule(when="low-stage", stage="s3"))
        assert refused(lambda: check_rules(rule(when="low-stage"))) == [
            ("missing-key", f"{self.HERE}/0")
        ]

    @pytest.mark.parametrize("when", sorted({*CONDITIONS} - {"low-stage"}))
    def test_nothing_else_does(self, refused: Refused, when: Condition) -> None:
        assert refused(lambda: check_rules(rule(when=when, stage="s1"))) == [
            ("not-allowed-here", f"{self.HERE}/0/stage")
        ]

    @pytest.mark.parametrize("stage", ["s9", "", 1, ["s1"]])
    def test_stages_that_the_model_lacks_are_refused(self, refused: Refused, stage: Any) -> None:  # noqa: ANN401 - wrong on purpose
        assert refused(lambda: check_rules(rule(when="low-stage", stage=stage))) == [
            ("unknown-stage", f"{self.HERE}/0/stage")
        ]

    @pytest.mark.parametrize("least", [0, -1, MAX_LEAST + 1])
    def test_least_has_bounds(self, refused: Refused, least: int) -> None:
        check_rules(rule("a", least=1), rule("b", least=MAX_LEAST))
        assert refused(lambda: check_rules(rule(least=least))) == [
            ("outside-range", f"{self.HERE}/0/least")
        ]

    @pytest.mark.parametrize("least", [True, "2", 1.0, None])
    def test_least_is_a_whole_number(self, refused: Refused, least: Any) -> None:  # noqa: ANN401 - wrong on purpose
        assert refused(lambda: check_rules(rule(least=least))) == [
            ("wrong-type", f"{self.HERE}/0/least")
        ]

    def test_nodes_are_those_of_the_model_each_once(self, refused: Refused) -> None:
        check_rules(rule(nodes=["b", "a"]))
        wrong: list[Any] = ["a", "c", "A", ["b"], "b", "a"]
        assert refused(lambda: check_rules(rule("x"), rule(nodes=wrong))) == [
            ("unknown-node", f"{self.HERE}/1/nodes/1"),
            ("bad-id", f"{self.HERE}/1/nodes/2"),
            ("bad-id", f"{self.HERE}/1/nodes/3"),
            ("duplicate-id", f"{self.HERE}/1/nodes/5"),
        ]

    def test_lists_have_bounds(self, refused: Refused) -> None:
        nodes = tuple(f"n{index}" for index in range(MAX_RULE_NODES + 1))
        check_rules(rule(nodes=nodes[:-1]), nodes=nodes)
        assert refused(lambda: check_rules(rule(nodes=nodes), nodes=nodes)) == [
            ("too-many", f"{self.HERE}/0/nodes")
        ]
        rules = [rule(f"r{index}") for index in range(MAX_RULES + 1)]
        check_rules(*rules[:-1])
        assert refused(lambda: check_rules(*rules)) == [("too-many", self.HERE)]
