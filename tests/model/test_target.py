# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given

from weltoffen.model.ids import Reference
from weltoffen.model.suggestion import Known, Module, OfferRule, Office, StageText, Suggestion
from weltoffen.model.target import Level, Node, Replaces, Stage, TargetModel
from weltoffen.testing import target_models

if TYPE_CHECKING:
    from collections.abc import Callable

    Refused = Callable[[Callable[[], object]], list[tuple[str, str]]]

T = {"de": "x"}


def node(one: str, parent: str | None = None, **more: Any) -> Node:  # noqa: ANN401 - any field
    return Node(id=one, title=T, parent=parent, **more)


def stages(*lowers: str) -> tuple[Stage, ...]:
    return tuple(Stage(id=f"s{i}", title=T, lower=lower) for i, lower in enumerate(lowers, 1))


MODEL = TargetModel(
    id="town",
    version="2026.1",
    title={"de": "Zielbild"},
    source_language="de",
    levels=[Level(id="field", title=T), Level(id="criterion", title=T)],
    stages=stages("0", "0.25", "0.5", "0.75"),
    nodes=[
        node("management"),
        node("steering", "management"),
        node("access"),
        node("monitoring", "management"),
        node("housing", "access"),
        node("alone"),
    ],
)


class TestTree:
    """M1: a target model is a tree of nodes with named levels, of any depth."""

    def test_children_stand_in_declared_order(self) -> None:
        assert [n.id for n in MODEL.children()] == ["management", "access", "alone"]
        assert [n.id for n in MODEL.children("management")] == ["steering", "monitoring"]
        assert MODEL.children("housing") == ()

    def test_leaves_are_the_nodes_without_children_on_any_level(self) -> None:
        assert [n.id for n in MODEL.leaves] == ["steering", "monitoring", "housing", "alone"]

    def test_a_path_leads_from_the_top_down(self) -> None:
        assert [n.id for n in MODEL.path("housing")] == ["access", "housing"]
        assert [n.id for n in MODEL.path("alone")] == ["alone"]

    def test_levels_have_names(self) -> None:
        assert MODEL.level("access").id == "field"
        assert MODEL.level("housing").id == "criterion"

    def test_a_model_is_named_by_id_and_version(self) -> None:
        assert MODEL.reference == Reference(id="town", version="2026.1")

    def test_a_samm_shaped_model_has_three_levels_above_its_questions(self) -> None:
        """Function > practice > stream; the fourth level is the questions."""
        levels = [Level(id=one, title=T) for one in ("function", "practice", "stream")]
        nodes = [node("design"), node("threats", "design"), node("stream-a", "threats")]
        deep = attrs.evolve(MODEL, levels=levels, nodes=nodes)
        assert [leaf.id for leaf in deep.leaves] == ["stream-a"]

    def test_a_parent_must_stand_earlier(self, refused: Refused) -> None:
        nodes = [node("a", "b"), node("b"), node("c", "c")]
        assert refused(lambda: attrs.evolve(MODEL, nodes=nodes)) == [
            ("unknown-parent", "/nodes/0/parent"),
            ("unknown-parent", "/nodes/2/parent"),
        ]

    def test_a_tree_is_not_deeper_than_its_named_levels(self, refused: Refused) -> None:
        nodes = [node("a"), node("b", "a"), node("c", "b"), node("d", "a")]
        assert refused(lambda: attrs.evolve(MODEL, nodes=nodes)) == [
            ("too-deep-model", "/nodes/2/parent")
        ]

    def test_a_model_has_at_most_32_levels(self, refused: Refused) -> None:
        """Deeper trees could not be walked safely in every language."""
        levels = [Level(id=f"level-{i}", title=T) for i in range(33)]
        attrs.evolve(MODEL, levels=levels[:32])
        assert refused(lambda: attrs.evolve(MODEL, levels=levels)) == [("too-many", "/levels")]

    def test_a_model_needs_a_node(self, refused: Refused) -> None:
        assert refused(lambda: attrs.evolve(MODEL, nodes=[])) == [("no-nodes", "/nodes")]

    @given(target_models())
    def test_nodes_and_children_tell_the_same_tree(self, model: TargetModel) -> None:
        listed: list[str] = []

        def walk(parent: str | None, depth: int) -> None:
            for one in model.children(parent):
                listed.append(one.id)
                assert len(model.path(one.id)) == depth
                assert model.level(one.id) == model.levels[depth - 1]
                walk(one.id, depth + 1)

        walk(None, 1)
        assert sorted(listed) == sorted(model.by_id)
        assert {leaf.id for leaf in model.leaves} == {i for i in listed if not model.children(i)}

    @given(target_models(max_depth=1, max_nodes=3, max_stages=1))
    def test_the_strategy_keeps_to_its_limits(self, model: TargetModel) -> None:
        assert len(model.levels) == len(model.stages) == 1
        assert 1 <= len(model.nodes) <= 3


class TestIds:
    """M2: ids are unique in a document and never positions."""

    def test_every_bad_name_is_found_at_once(self, refused: Refused) -> None:
        bad = [Level(id="L", title=T), Level(id="l", title=T), Level(id="l", title=T)]
        assert refused(
            lambda: attrs.evolve(
                MODEL,
                id="a b",
                version="one",
                source_language="german",
                levels=bad,
                nodes=[node("N")],
            )
        ) == [
            ("bad-id", "/id"),
            ("bad-version", "/version"),
            ("bad-language", "/source_language"),
            ("bad-id", "/levels/0/id"),
            ("duplicate-id", "/levels/2/id"),
            ("bad-id", "/nodes/0/id"),
        ]

    def test_a_node_that_stands_twice_is_refused(self, refused: Refused) -> None:
        nodes = [node("a"), node("b", "a"), node("a", "b")]
        assert refused(lambda: attrs.evolve(MODEL, nodes=nodes)) == [
            ("too-deep-model", "/nodes/2/parent"),
            ("duplicate-id", "/nodes/2/id"),
        ]


class TestReplacement:
    """M3: a new node says which old ones it replaces, and how."""

    def test_what_is_replaced_is_kept(self) -> None:
        made = node(
            "a", replaces=[Replaces(id="old", how="split"), Replaces(id="older", how="same")]
        )
        model = attrs.evolve(MODEL, nodes=[made])
        assert [(old.id, old.how) for old in model.nodes[0].replaces] == [
            ("old", "split"),
            ("older", "same"),
        ]

    def test_what_is_replaced_has_an_id(self, refused: Refused) -> None:
        made = node("a", replaces=[Replaces(id="old", how="same"), Replaces(id="Old", how="same")])
        assert refused(lambda: attrs.evolve(MODEL, nodes=[made])) == [
            ("bad-id", "/nodes/0/replaces/1/id")
        ]

    @pytest.mark.parametrize("how", ["", "renamed", "new", "dropped", None])
    def test_there_are_four_ways(self, refused: Refused, how: Any) -> None:  # noqa: ANN401 - wrong on purpose
        """What is new or dropped replaces nothing."""
        made = node("b", replaces=[Replaces(id="old", how=how)])
        assert refused(lambda: attrs.evolve(MODEL, nodes=[node("a"), made])) == [
            ("not-allowed", "/nodes/1/replaces/0/how")
        ]
        for fine in ("same", "reworded", "split", "merged"):
            made = node("b", replaces=[Replaces(id="old", how=fine)])
            assert attrs.evolve(MODEL, nodes=[made]) is not None


class TestWeights:
    """M5: weights are exact and at least 0; an explicit 0 is kept."""

    def test_without_a_weight_it_is_1(self) -> None:
        assert node("a").weight == 1

    def test_an_explicit_0_is_kept(self) -> None:
        model = attrs.evolve(MODEL, nodes=[node("a", weight=0), node("b", weight="0.1")])
        assert [n.weight for n in model.nodes] == [0, Fraction(1, 10)]

    def test_a_negative_weight_is_refused(self, refused: Refused) -> None:
        nodes = [node("a"), node("b", weight="-0.1")]
        assert refused(lambda: attrs.evolve(MODEL, nodes=nodes)) == [
            ("negative-weight", "/nodes/1/weight")
        ]

    def test_a_float_is_refused(self, refused: Refused) -> None:
        assert refused(lambda: node("a", weight=0.1)) == [("not-exact", "")]


class TestStages:
    """S6: stages are ordered bands on exact scores, lower bound included."""

    @pytest.mark.parametrize(
        ("score", "index"),
        [("0", 0), ("0.2499", 0), ("1/4", 1), ("0.5", 2), ("0.7499", 2), ("0.75", 3), ("1", 3)],
    )
    def test_the_lower_bound_belongs_to_the_stage(self, score: str, index: int) -> None:
        assert MODEL.stage_index(Fraction(score)) == index

    @pytest.mark.parametrize("lowers", [(), ("0.1",), ("0.1", "0.5")])
    def test_the_first_stage_starts_at_0(self, refused: Refused, lowers: tuple[str, ...]) -> None:
        assert refused(lambda: attrs.evolve(MODEL, stages=stages(*lowers))) == [
            ("stages-start", "/stages")
        ]

    def test_bounds_rise(self, refused: Refused) -> None:
        assert refused(lambda: attrs.evolve(MODEL, stages=stages("0", "0.5", "0.5", "0.4"))) == [
            ("stages-rise", "/stages/2/lower"),
            ("stages-rise", "/stages/3/lower"),
        ]

    def test_bounds_lie_between_0_and_1(self, refused: Refused) -> None:
        assert refused(lambda: attrs.evolve(MODEL, stages=stages("-1", "0.5", "1", "1.1"))) == [
            ("stages-start", "/stages"),
            ("outside-range", "/stages/0/lower"),
            ("outside-range", "/stages/3/lower"),
        ]

    def test_ids_of_stages_are_ids_and_unique(self, refused: Refused) -> None:
        bad = [Stage(id="S", title=T, lower=0), Stage(id="S", title=T, lower=1)]
        assert refused(lambda: attrs.evolve(MODEL, stages=bad)) == [
            ("bad-id", "/stages/0/id"),
            ("bad-id", "/stages/1/id"),
            ("duplicate-id", "/stages/1/id"),
        ]

    @given(target_models())
    def test_every_stage_holds_its_own_lower_bound(self, model: TargetModel) -> None:
        assert [model.stage_index(s.lower) for s in model.stages] == list(range(len(model.stages)))
        assert model.stage_index(Fraction(1)) == len(model.stages) - 1


class TestOffices:
    """M2: offices and modules stand in the model once, by id; what names them is found there."""

    OFFICES = (Office(id="personnel", title=T), Office(id="schools", title=T))
    MODULES = (Module(id="workshop", title=T),)

    def test_a_model_without_them_knows_none(self) -> None:
        assert (MODEL.offices, MODEL.modules) == ((), ())
        assert MODEL.known == Known(stages=["s1", "s2", "s3", "s4"], offices=[], modules=[])

    def test_their_ids_are_known_in_declared_order(self) -> None:
        model = attrs.evolve(MODEL, offices=list(self.OFFICES), modules=list(self.MODULES))
        assert list(model.known.offices) == ["personnel", "schools"]
        assert list(model.known.modules) == ["workshop"]
        assert model.offices == self.OFFICES

    def test_every_bad_name_is_found_at_once(self, refused: Refused) -> None:
        offices = [Office(id="A", title=T), Office(id="a", title=T), Office(id="a", title=T)]
        modules = [Module(id="b", title=T), Module(id="b", title=T), Module(id="?", title=T)]
        assert refused(lambda: attrs.evolve(MODEL, offices=offices, modules=modules)) == [
            ("bad-id", "/offices/0/id"),
            ("duplicate-id", "/offices/2/id"),
            ("bad-id", "/modules/2/id"),
            ("duplicate-id", "/modules/1/id"),
        ]

    def test_suggestions_name_offices_and_modules_of_the_model(self, refused: Refused) -> None:
        """A module is no office, nor an office a module."""

        def saying(carrier: str | None, module: str | None) -> Node:
            step = Suggestion(id="go", text=T, carrier=carrier, module=module)
            return node("a", stage_texts=[StageText(stage="s1", assessment=T, suggestions=[step])])

        model = attrs.evolve(MODEL, offices=self.OFFICES, modules=self.MODULES)
        for carrier, module in (("schools", "workshop"), (None, None), ("personnel", None)):
            assert attrs.evolve(model, nodes=[saying(carrier, module)]) is not None
        here = "/nodes/0/stage_texts/0/suggestions/0"
        assert refused(lambda: attrs.evolve(model, nodes=[saying("workshop", "schools")])) == [
            ("unknown-office", f"{here}/carrier"),
            ("unknown-module", f"{here}/module"),
        ]

    def test_rules_ask_for_nodes_and_stages_of_the_model(self, refused: Refused) -> None:
        """F1: a field stands for its leaves, so that any node may be named."""

        def model(nodes: list[str], stage: str) -> TargetModel:
            rule = OfferRule(id="r", when="low-stage", stage=stage, nodes=nodes, reason=T)
            return attrs.evolve(MODEL, modules=[Module(id="day", title=T, rules=[rule])])

        every = [one.id for one in MODEL.nodes]
        assert model(every, "s4").modules[0].rules[0].nodes == tuple(every)
        assert refused(lambda: model([every[0], "moon"], "s5")) == [
            ("unknown-stage", "/modules/0/rules/0/stage"),
            ("unknown-node", "/modules/0/rules/0/nodes/1"),
        ]

    def test_they_belong_to_the_content(self) -> None:
        """S8: results carry a hash of the model."""
        assert attrs.evolve(MODEL, offices=self.OFFICES).digest != MODEL.digest
        assert attrs.evolve(MODEL, modules=self.MODULES).digest != MODEL.digest
        rule = OfferRule(id="r", when="open-gap", reason=T)
        ruled = [attrs.evolve(one, rules=[rule]) for one in self.MODULES]
        digests = {attrs.evolve(MODEL, modules=one).digest for one in (self.MODULES, ruled)}
        assert len(digests) == 2

    @given(target_models())
    def test_the_strategy_names_none_but_the_models_own(self, model: TargetModel) -> None:
        for one in model.nodes:
            for suggestion in (s for text in one.stage_texts for s in text.suggestions):
                assert suggestion.carrier in {None, *(office.id for office in model.offices)}
                assert suggestion.module in {None, *(module.id for module in model.modules)}


class TestValues:
    """S1: equal inputs give equal values."""

    def test_lists_and_tuples_make_the_same_model(self) -> None:
        assert attrs.evolve(MODEL, nodes=list(MODEL.nodes)) == MODEL

    def test_a_model_can_be_put_into_a_set(self) -> None:
        assert {MODEL, attrs.evolve(MODEL)} == {MODEL}
