# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.report.rankings`: A4 for needs, strengths, clarify, levers, summaries and caveats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.builders import node, single, town
from tests.report.tampering import EQUAL, OFFICIAL, POOLED, gap, problems, tampered

from weltoffen.model.method import Method
from weltoffen.report.moves import Lever
from weltoffen.report.recomputation import check_report
from weltoffen.report.shares import Share
from weltoffen.report.structure import Caveat, Clarify, FieldSummary, Need, StageLeaves, Strength

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

LISTS = ("needs", "strengths", "clarify", "levers")
FIRST = ("total-differs", "/summaries/0/first_need")
"""The first need of field f follows from the needs, so that it differs as soon as their order does."""


def after(report: Report, *path: str | int, to: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any part
    return problems(tampered(report, *path, to=to))


class TestEveryList:
    """A4: each list has the nodes that it must have, in their order and once."""

    @pytest.mark.parametrize("name", LISTS)
    def test_nothing_is_left_out(self, name: str) -> None:
        entries = getattr(OFFICIAL, name)
        assert after(OFFICIAL, name, to=entries[:-1]) == [("total-differs", f"/{name}")]
        if len(entries) > 1:
            assert after(OFFICIAL, name, to=entries[1:]) == [
                ("total-differs", f"/{name}/0/node"),
                *([FIRST] if name == "needs" else []),
            ]

    @pytest.mark.parametrize("name", LISTS)
    def test_nothing_stands_there_twice(self, name: str) -> None:
        entries = getattr(OFFICIAL, name)
        pointer = f"/{name}/{len(entries)}/node"
        assert after(OFFICIAL, name, to=(*entries, entries[0])) == [("duplicate-id", pointer)]

    @pytest.mark.parametrize("name", LISTS)
    def test_every_node_named_exists(self, name: str) -> None:
        assert after(OFFICIAL, name, 0, "node", to="nowhere") == [
            ("unknown-node", f"/{name}/0/node"),
            *([FIRST] if name == "needs" else []),
        ]

    @pytest.mark.parametrize("name", ["needs", "clarify", "levers"])
    def test_the_order(self, name: str) -> None:
        first, second, *rest = getattr(OFFICIAL, name)
        assert after(OFFICIAL, name, to=(second, first, *rest)) == [
            ("total-differs", f"/{name}/0/node"),
            *([FIRST] if name == "needs" else []),
        ]

    def test_nodes_of_a_caveat_exist(self) -> None:
        more = (*OFFICIAL.caveats, Caveat(code="small-base", nodes=("a", "nowhere")))
        assert after(OFFICIAL, "caveats", to=more) == [
            ("unknown-node", f"/caveats/{len(OFFICIAL.caveats)}/nodes/1")
        ]


class TestNeeds:
    """A4, G2: every main leaf below its target, by gap, then gain, then declared order."""

    def test_a_need_says_what_its_node_says(self) -> None:
        assert after(POOLED, "needs", 0, "gap", to=gap("1/3", 1)) == [
            ("total-differs", "/needs/0/gap/points")
        ]
        assert after(POOLED, "needs", 0, "gap", to=gap("1/4", 2)) == [
            ("total-differs", "/needs/0/gap/stages")
        ]

    @pytest.mark.parametrize(
        ("node", "why"),
        [("d", "has reached its target"), ("f", "is no leaf"), ("own", "is of the supplement")],
    )
    def test_other_nodes_are_no_needs(self, node: str, why: str) -> None:
        result = POOLED.by_node[node]
        assert result.gap is not None, why
        more = (*POOLED.needs, Need(node=node, gap=result.gap, gain=Share(0)))
        assert after(POOLED, "needs", to=more) == [("total-differs", "/needs/3/node")]

    def test_a_node_without_score_has_no_gap(self) -> None:
        more = (*POOLED.needs, Need(node="h", gap=gap("-1/2", 0), gain=Share(0)))
        assert after(POOLED, "needs", to=more) == [
            ("total-differs", "/needs/3/node"),
            ("total-differs", "/needs/3/gap"),
        ]

    def test_of_equal_gaps_the_larger_gain_comes_first(self) -> None:
        """G2: a and b lack 1/8 each and would add 1/64 each: they stand in declared order."""
        assert [(need.node, need.gap) for need in EQUAL.needs[:2]] == [
            ("a", gap("1/8", 1)),
            ("b", gap("1/8", 1)),
        ]
        assert after(EQUAL, "needs", 1, "gain", to=Share("1/63")) == [
            ("total-differs", "/needs/0/node")
        ]
        check_report(tampered(EQUAL, "needs", 0, "gain", to=Share("1/63")))
        second, first, third = EQUAL.needs
        assert after(EQUAL, "needs", to=(first, second, third)) == [
            ("total-differs", "/needs/0/node"),
            FIRST,
        ]


class TestStrengths:
    """A4: every main leaf that has reached its target, strongest first."""

    def test_a_strength_says_what_its_node_says(self) -> None:
        assert after(POOLED, "strengths", 0, "score", to=Share(1)) == [
            ("total-differs", "/strengths/0/score")
        ]

    def test_the_strongest_comes_first(self) -> None:
        assert [one.node for one in POOLED.strengths] == ["e", "d"]
        assert after(POOLED, "strengths", to=POOLED.strengths[::-1]) == [
            ("total-differs", "/strengths/0/node")
        ]

    def test_who_is_held_by_a_gate_is_none(self) -> None:
        more = (Strength(node="c", score=Share("3/4")), *POOLED.strengths)
        assert after(POOLED, "strengths", to=more) == [("total-differs", "/strengths/0/node")]

    def test_nor_is_who_has_no_score(self) -> None:
        more = (*POOLED.strengths, Strength(node="h", score=Share("1/2")))
        assert after(POOLED, "strengths", to=more) == [
            ("total-differs", "/strengths/2/node"),
            ("total-differs", "/strengths/2/score"),
        ]


class TestClarify:
    """A4, G2, P4: every main leaf without score but those that are protected."""

    def test_the_reason_is_that_of_the_node(self) -> None:
        assert after(POOLED, "clarify", 0, "reason", to="no-answers") == [
            ("total-differs", "/clarify/0/reason")
        ]

    def test_what_is_protected_is_not_named(self) -> None:
        more = (Clarify(node="g", reason="protected", questions=()), *POOLED.clarify)
        assert after(POOLED, "clarify", to=more) == [("total-differs", "/clarify/0/node")]

    def test_a_leaf_with_score_has_open_questions(self) -> None:
        """G3: of two questions the official response answers one, and knows no answer to the other."""
        place = town(single("one"), single("two", weight=0))
        report = place.report(place.official(one="s4", two="unknown"))
        (found,) = report.clarify
        assert found == Clarify(node="a", questions=("two",))
        assert after(report, "clarify", to=()) == [("total-differs", "/clarify")]
        for wrong in ((), ("one",), ("two", "one")):
            assert after(report, "clarify", 0, "questions", to=wrong) == [
                ("total-differs", "/clarify/0/questions")
            ]

    def test_contradictions_are_open(self) -> None:
        """A3."""
        place = town(single("one"))
        report = place.report(
            place.official(part="x", one="s4"), place.official(part="y", one="s1")
        )
        assert [one.questions for one in report.clarify] == [("one",)]
        assert after(report, "clarify", 0, "questions", to=()) == [
            ("total-differs", "/clarify/0/questions")
        ]

    def test_without_the_official_response_everything_is_open(self) -> None:
        """Which questions nobody was asked is not known from the report; that there is one is."""
        place = town(single("one"), single("two"), method=Method(whole_policy="official"))
        nothing = place.report()
        assert nothing.clarify[0].questions == ("one", "two")
        check_report(nothing)
        check_report(tampered(nothing, "clarify", 0, "questions", to=("two",)))
        bare = Clarify(node="a", questions=())
        assert ("too-few", "/clarify/0/questions") in after(nothing, "clarify", to=(bare,))

    def test_only_those_of_an_official_response_are_named(self) -> None:
        """A2: what persons left open is no task for anybody in particular."""
        assert after(POOLED, "clarify", 0, "questions", to=("h",)) == [
            ("too-many", "/clarify/0/questions")
        ]

    def test_the_supplement_is_not_named(self) -> None:
        more = (*OFFICIAL.clarify, Clarify(node="own", questions=("o",)))
        assert after(OFFICIAL, "clarify", to=more) == [("total-differs", "/clarify/3/node")]


class TestLevers:
    """A4, G3: one for each leaf where an official response is the main view, otherwise none."""

    def test_without_an_official_main_view_there_are_none(self) -> None:
        for report in (POOLED, EQUAL):
            more = (Lever(node="a", next_stage="three", steps=(), clarify=()),)
            assert after(report, "levers", to=more) == [("total-differs", "/levers/0/node")]

    def test_the_supplement_has_some_too(self) -> None:
        assert [one.node for one in OFFICIAL.levers] == ["a", "b", "c", "d", "e", "g", "h", "own"]

    def test_the_next_stage_follows_the_one_reached(self) -> None:
        pointer = "/levers/0/next_stage"
        assert after(OFFICIAL, "levers", 0, "next_stage", to="four") == [("total-differs", pointer)]
        assert after(OFFICIAL, "levers", 0, "next_stage", to=None) == [("total-differs", pointer)]
        assert after(OFFICIAL, "levers", 4, "next_stage", to="two") == [
            ("total-differs", "/levers/4/next_stage")
        ]


NODES = ("f", "a", "b", "c", "d"), ("g", "e"), ("h",)
FIELDS = town(
    *(single(leaf, leaf) for leaf in "abcdeh"),
    nodes=[node(one, None if one == tree[0] else tree[0]) for tree in NODES for one in tree],
)
SUMMED = FIELDS.report(FIELDS.official(a="s1", b="s4", c="s1", e="s4", h="s2"))
"""f: b at four, a and c at two, d without score, a first; g: e at four, no need; h is a top-level leaf."""


class TestSummaries:
    """A4: where the leaves of each field stand, and its first need, is computed again."""

    def refused(self, *path: str | int, to: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any part
        return after(SUMMED, "summaries", *path, to=to)

    def test_the_report_that_the_others_change(self) -> None:
        check_report(SUMMED)
        assert SUMMED.summaries == (
            FieldSummary(
                node="f",
                stages=(
                    StageLeaves(stage="four", leaves=("b",)),
                    StageLeaves(stage="two", leaves=("a", "c")),
                ),
                unscored=("d",),
                first_need="a",
            ),
            FieldSummary(
                node="g",
                stages=(StageLeaves(stage="four", leaves=("e",)),),
                unscored=(),
                first_need=None,
            ),
        )

    def test_no_field_is_left_out(self) -> None:
        assert self.refused(to=SUMMED.summaries[:1]) == [("total-differs", "/summaries")]
        assert self.refused(to=SUMMED.summaries[1:]) == [("total-differs", "/summaries/0/node")]
        assert self.refused(to=()) == [("total-differs", "/summaries")]

    def test_fields_stand_in_declared_order_and_once(self) -> None:
        first, second = SUMMED.summaries
        assert self.refused(to=(second, first)) == [("total-differs", "/summaries/0/node")]
        assert self.refused(to=(first, second, first)) == [("total-differs", "/summaries/2/node")]

    @pytest.mark.parametrize("other", ["h", "a", "nowhere"])
    def test_other_nodes_have_none(self, other: str) -> None:
        """A top-level leaf, a leaf of a field, and one that there is not."""
        more = FieldSummary(node=other, stages=(), unscored=())
        assert self.refused(to=(*SUMMED.summaries, more)) == [
            ("total-differs", "/summaries/2/node")
        ]

    @pytest.mark.parametrize("wrong", [None, "c", "b", "d", "f", "nowhere"])
    def test_the_first_need(self, wrong: str | None) -> None:
        assert self.refused(0, "first_need", to=wrong) == [FIRST]

    def test_where_nothing_is_needed_there_is_none(self) -> None:
        assert self.refused(1, "first_need", to="e") == [
            ("total-differs", "/summaries/1/first_need")
        ]

    @pytest.mark.parametrize("wrong", [(), ("a",), ("d", "d"), ("d", "nowhere")])
    def test_leaves_without_score(self, wrong: tuple[str, ...]) -> None:
        assert self.refused(0, "unscored", to=wrong) == [("total-differs", "/summaries/0/unscored")]

    def test_nor_may_there_be_too_many(self) -> None:
        assert self.refused(1, "unscored", to=("e",)) == [
            ("total-differs", "/summaries/1/unscored")
        ]

    @pytest.mark.parametrize("wrong", [(), ("a",), ("c", "a"), ("a", "c", "b"), ("a", "c", "c")])
    def test_leaves_of_a_stage_in_declared_order(self, wrong: tuple[str, ...]) -> None:
        assert self.refused(0, "stages", 1, "leaves", to=wrong) == [
            ("total-differs", "/summaries/0/stages/1/leaves")
        ]

    def test_stages_from_the_highest_down(self) -> None:
        four, two = SUMMED.summaries[0].stages
        nobody = StageLeaves(stage="one", leaves=())
        for wrong in ((two, four), (four,), (four, two, two), (four, two, nobody), ()):
            assert self.refused(0, "stages", to=wrong) == [("total-differs", "/summaries/0/stages")]

    def test_the_stage_that_leaves_stand_at(self) -> None:
        assert self.refused(1, "stages", 0, "stage", to="three") == [
            ("total-differs", "/summaries/1/stages")
        ]

    def test_everything_wrong_is_told_at_once(self) -> None:
        changed = tampered(SUMMED, "summaries", 0, "unscored", to=())
        changed = tampered(changed, "summaries", 0, "first_need", to="b")
        changed = tampered(changed, "summaries", 0, "stages", 0, "leaves", to=("d",))
        changed = tampered(changed, "summaries", 1, "stages", to=())
        assert problems(changed) == [
            FIRST,
            ("total-differs", "/summaries/0/unscored"),
            ("total-differs", "/summaries/0/stages/0/leaves"),
            ("total-differs", "/summaries/1/stages"),
        ]

    @pytest.mark.parametrize(
        ("path", "wrong"),
        [
            pytest.param((0, "stages", 1, "leaves"), ("a, c",), id="joined"),
            pytest.param((1, "unscored"), ("–",), id="dash"),
        ],
    )
    def test_lists_that_look_alike_differ(
        self, path: tuple[str | int, ...], wrong: tuple[str, ...]
    ) -> None:
        pointer = "/".join(["/summaries", *map(str, path)])
        assert self.refused(*path, to=wrong) == [("total-differs", pointer)]

    def test_what_follows_from_a_leaf(self) -> None:
        """A leaf that says another stage stands at another place; the rest is told at the leaf."""
        at = [one.node for one in SUMMED.nodes].index("c")
        assert ("total-differs", "/summaries/0/stages") in after(
            SUMMED, "nodes", at, "stage", to="one"
        )
