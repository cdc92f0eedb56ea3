# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.report.summaries`: where the leaves of each top-level node stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import STAGES, node, single, town
from tests.report.tampering import POOLED

from weltoffen.model.assessment import Supplement
from weltoffen.model.questionnaire import Gate
from weltoffen.report.assembly import build_report
from weltoffen.report.structure import FieldSummary, StageLeaves
from weltoffen.report.summaries import summaries
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weltoffen.model.target import Node
    from weltoffen.report.structure import Report

FIELD = (node("f"), *(node(one, "f") for one in "abcd"), node("g"), node("e", "g"))


def report(nodes: Sequence[Node] = FIELD, **answers: Any) -> Report:  # noqa: ANN401 - any answer
    """Give the report of a town with one question on each leaf, called like it."""
    parents = {one.parent for one in nodes}
    leaves = [one.id for one in nodes if one.id not in parents]
    here = town(*(single(leaf, leaf) for leaf in leaves), nodes=nodes)
    return here.report(here.official(**answers))


def at(**leaves: str) -> tuple[StageLeaves, ...]:
    return tuple(StageLeaves(stage=stage, leaves=tuple(ids)) for stage, ids in leaves.items())


class TestStages:
    """Leaves stand with the stage that they have reached, from the highest stage down."""

    def test_each_leaf_stands_with_its_stage(self) -> None:
        """In declared order; a stage without leaves is left out."""
        found = report(a="s1", b="s4", c="s1", d="s0", e="s2")
        assert found.summaries == (
            FieldSummary(
                node="f", stages=at(four="b", two="ac", one="d"), unscored=(), first_need="d"
            ),
            FieldSummary(node="g", stages=at(three="e"), unscored=(), first_need="e"),
        )

    def test_the_declared_order_is_not_that_of_the_ids(self) -> None:
        nodes = [node("f"), *(node(one, "f") for one in ("z-1", "b", "a", "z-0"))]
        here = town(*(single(f"q-{n.id}", n.id) for n in nodes[1:]), nodes=nodes)
        answers: dict[str, Any] = {f"q-{n.id}": "s2" for n in nodes[1:]}
        (found,) = here.report(here.official(**answers)).summaries
        assert found.stages == (StageLeaves(stage="three", leaves=("z-1", "b", "a", "z-0")),)

    def test_a_gate_holds_a_leaf_at_its_stage(self) -> None:
        """S6: what counts is the stage reached, not that of the score."""
        gate = Gate(id="gate", node="a", stage="two", question="b", minimum=4)
        here = town(single("a"), single("b", "b"), nodes=FIELD[:3], gates=[gate])
        (found,) = here.report(here.official(a="s4", b="s3")).summaries
        assert found.stages == at(four="b", one="a")

    def test_a_model_with_one_stage(self) -> None:
        here = town(single("a"), nodes=FIELD[:2], stages=STAGES[:1])
        (found,) = here.report(here.official(a="s0")).summaries
        assert found == FieldSummary(node="f", stages=at(one="a"), unscored=(), first_need=None)


class TestUnscored:
    """S2: a leaf without score has no stage; it stands apart, whatever the reason."""

    def test_they_stand_apart_in_declared_order(self) -> None:
        found = report(b="unknown", c="s4", d="not-applicable", e="s4")
        assert found.summaries == (
            FieldSummary(node="f", stages=at(four="c"), unscored=("a", "b", "d"), first_need=None),
            FieldSummary(node="g", stages=at(four="e"), unscored=(), first_need=None),
        )

    def test_nothing_has_a_score(self) -> None:
        assert report().summaries == (
            FieldSummary(node="f", stages=(), unscored=("a", "b", "c", "d"), first_need=None),
            FieldSummary(node="g", stages=(), unscored=("e",), first_need=None),
        )

    def test_what_is_protected_is_one_of_them(self) -> None:
        """P4."""
        here = town(single("a"), single("b", "b"), nodes=FIELD[:3])
        found = here.report(*here.persons("politics", a="01234", b="012--"))
        assert found.by_node["b"].reason == "protected"
        assert [one.unscored for one in found.summaries] == [("b",)]


class TestFirstNeed:
    """G2: the leaf with the largest gap comes first; None if none is open."""

    def test_the_largest_gap_of_the_field(self) -> None:
        found = report(a="s3", b="s1", c="s2", d="s1", e="s0")
        assert [need.node for need in found.needs][:3] == ["e", "b", "d"]
        assert [one.first_need for one in found.summaries] == ["b", "e"]

    def test_what_has_reached_its_target_is_none(self) -> None:
        found = report(a="s3", b="s4", c="s3", d="s4", e="s0")
        assert [one.first_need for one in found.summaries] == [None, "e"]

    def test_among_equal_gaps_the_larger_gain_comes_first(self) -> None:
        nodes = [node("f"), node("a", "f"), node("b", "f", weight=2)]
        (found,) = report(nodes, a="s1", b="s1").summaries
        assert found.first_need == "b"

    def test_a_gap_of_stages_alone_is_open(self) -> None:
        """S6: at 1, but held by a gate."""
        gate = Gate(id="gate", node="a", stage="four", question="b", minimum=4)
        here = town(single("a"), single("b", "b"), nodes=FIELD[:3], gates=[gate])
        (found,) = here.report(here.official(a="s4", b="s3")).summaries
        assert found.first_need == "a"

    def test_a_leaf_is_named_and_not_the_node_above(self) -> None:
        nodes = [node("f"), node("m", "f"), node("a", "m"), node("b", "f")]
        (found,) = report(nodes, a="s0", b="s2").summaries
        assert found.first_need == "a"


class TestWhichNodes:
    """M1: each top-level node with leaves below it, on any level; a top-level leaf has no summary."""

    def test_a_model_of_one_level_has_none(self) -> None:
        found = report([node("a"), node("b")], a="s1", b="s2")
        assert found.summaries == ()
        assert found.summaries_by_node == {}

    def test_top_level_leaves_beside_others(self) -> None:
        nodes = [node("a"), node("f"), node("b"), node("c", "f")]
        found = report(nodes, a="s1", b="s2", c="s3")
        assert [(one.node, one.stages) for one in found.summaries] == [("f", at(four="c"))]

    def test_leaves_on_any_level_below(self) -> None:
        """Nodes between them are no leaves."""
        nodes = [
            node("f"),
            node("m", "f"),
            node("g"),
            node("a", "m"),
            node("b", "g"),
            node("c", "f"),
            node("d", "m"),
        ]
        found = report(nodes, a="s4", b="s4", c="s4", d="s4")
        assert [(one.node, one.stages) for one in found.summaries] == [
            ("f", at(four="acd")),
            ("g", at(four="b")),
        ]

    def test_the_supplement_has_none(self) -> None:
        """M8: it is scored apart."""
        own = Supplement(nodes=[node("own"), node("o", "own")], questions=[single("o", "o")])
        here = town(single("a"), nodes=FIELD[:2], supplement=own)
        found = here.report(here.official(a="s0", o="s0"))
        assert [one.node for one in found.supplement] == ["own", "o"]
        assert [one.node for one in found.summaries] == ["f"]

    def test_without_nodes_there_are_none(self) -> None:
        assert summaries((), STAGES, ()) == ()

    def test_a_node_without_a_way_to_the_top_is_in_none(self) -> None:
        """A4: what is read from a file is summed up before its tree is known to be sound."""
        lost = [attrs.evolve(one, parent="nowhere") for one in POOLED.nodes[1:3]]
        loop = [attrs.evolve(POOLED.by_node["c"], parent="c")]
        assert summaries([*lost, *loop], POOLED.stages, POOLED.needs) == ()
        found = summaries([POOLED.nodes[0], *lost, POOLED.nodes[2]], POOLED.stages, POOLED.needs)
        assert [one.node for one in found] == ["f"]

    def test_they_are_found_by_node(self) -> None:
        found = report(a="s1", e="s2")
        assert list(found.summaries_by_node) == ["f", "g"]
        assert found.summaries_by_node["g"] is found.summaries[1]


@st.composite
def reports(draw: st.DrawFn) -> tuple[Case, Report]:
    case = draw(cases())
    rule = ProtectionRule(k=draw(st.sampled_from([3, 5])))
    public = protect(case.tally, rule, case.assessment, case.edition)
    return (case, build_report(public, case.assessment, case.edition))


class TestAnyReport:
    """Every leaf below a top-level node of the edition stands in exactly one place."""

    @given(reports())
    def test_a_stage_or_unscored(self, pair: tuple[Case, Report]) -> None:
        case, made = pair
        model = case.edition.target_model
        below = [leaf.id for leaf in model.leaves if leaf.parent is not None]
        found = [
            leaf
            for one in made.summaries
            for leaves in (*(each.leaves for each in one.stages), one.unscored)
            for leaf in leaves
        ]
        assert sorted(found) == sorted(below)
        for one in made.summaries:
            for each in one.stages:
                assert {made.by_node[leaf].stage for leaf in each.leaves} == {each.stage}
            assert all(made.by_node[leaf].score is None for leaf in one.unscored)

    @given(reports())
    def test_below_its_own_top_level_node_in_declared_order(
        self, pair: tuple[Case, Report]
    ) -> None:
        case, made = pair
        model = case.edition.target_model
        order = [one.id for one in model.nodes]
        parents = [one.id for one in model.children() if model.children(one.id)]
        assert [one.node for one in made.summaries] == parents
        for one in made.summaries:
            for leaves in (*(each.leaves for each in one.stages), one.unscored):
                assert all(model.path(leaf)[0].id == one.node for leaf in leaves)
                assert sorted(leaves, key=order.index) == list(leaves)

    @given(reports())
    def test_stages_fall_and_each_has_a_leaf(self, pair: tuple[Case, Report]) -> None:
        _, made = pair
        falling = [stage.id for stage in reversed(made.stages)]
        for one in made.summaries:
            named = [each.stage for each in one.stages]
            assert named == [stage for stage in falling if stage in named]
            assert all(each.leaves for each in one.stages)

    @given(reports())
    def test_the_first_need_has_the_largest_gap_of_its_field(
        self, pair: tuple[Case, Report]
    ) -> None:
        """G2: of all leaves below the node whose gap is open, in points or in stages."""
        case, made = pair
        model = case.edition.target_model
        for one in made.summaries:
            gaps = {
                leaf.id: gap.points.exact
                for leaf in model.leaves
                if model.path(leaf.id)[0].id == one.node
                and (gap := made.by_node[leaf.id].gap) is not None
                and gap.is_open
            }
            assert (one.first_need is None) == (not gaps)
            if one.first_need is not None:
                assert gaps[one.first_need] == max(gaps.values())
