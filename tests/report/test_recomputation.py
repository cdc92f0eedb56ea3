# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.report.recomputation`: A4 for who took part and the main view, and on reading."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from tests.builders import T, refused
from tests.report.anyreports import any_reports
from tests.report.tampering import (
    EQUAL,
    OFFICIAL,
    POOLED,
    SECOND,
    gap,
    place,
    problems,
    tampered,
)

from weltoffen import schemas
from weltoffen.errors import InvalidDocument
from weltoffen.model.suggestion import Module, OfferRule, Office
from weltoffen.model.target import Level
from weltoffen.report.recomputation import check_report
from weltoffen.report.shares import Share

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

DIFFERS = "total-differs"


def after(report: Report, *path: str | int, to: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any part
    return problems(tampered(report, *path, to=to))


class TestSound:
    """A4: a report as it was built is sound, whoever builds it."""

    @pytest.mark.parametrize(
        "report", [POOLED, EQUAL, OFFICIAL, SECOND], ids=["pooled", "equal", "official", "second"]
    )
    def test_the_reports_of_these_tests(self, report: Report) -> None:
        check_report(report)
        assert schemas.read(schemas.write(report)) == report

    @given(any_reports())
    def test_any_report(self, report: Report) -> None:
        check_report(report)

    @settings(max_examples=15)
    @given(any_reports())
    def test_any_report_that_is_read(self, report: Report) -> None:
        assert schemas.read(schemas.write(report)) == report

    def test_all_problems_at_once(self) -> None:
        changed = tampered(POOLED, "nodes", 3, "held_by", to=())
        changed = tampered(changed, "whole", "gap", to=gap("1", 0))
        assert problems(changed) == [
            (DIFFERS, "/whole/gap/points"),
            (DIFFERS, "/whole/gap/stages"),
            (DIFFERS, "/nodes/3/stage"),
        ]


class TestCatalogues:
    """A4, M2: ids of offices, modules and levels are ids, and stand there once."""

    @pytest.mark.parametrize(("name", "kind"), [("offices", Office), ("modules", Module)])
    def test_offices_and_modules(self, name: str, kind: type[Office | Module]) -> None:
        entries = tuple(kind(id=one, title=T) for one in ("a", "b", "a", "B"))
        check_report(tampered(POOLED, name, to=entries[:2]))
        assert after(POOLED, name, to=entries) == [
            ("bad-id", f"/{name}/3/id"),
            ("duplicate-id", f"/{name}/2/id"),
        ]

    def test_rules_ask_for_nodes_and_stages_of_the_report(self) -> None:
        """F1: what a rule names is there, and is the edition's own, so that it can be followed (F2)."""

        def asking(stage: str, *nodes: str) -> tuple[Module, ...]:
            rule = OfferRule(id="r", when="low-stage", stage=stage, nodes=nodes, reason=T)
            return (Module(id="day", title=T, rules=[rule]),)

        own = [one.node for one in POOLED.supplement if one.node]
        first = [one.node for one in POOLED.nodes if one.node]
        check_report(tampered(POOLED, "modules", to=asking(POOLED.stages[0].id, *first)))
        assert after(POOLED, "modules", to=asking("moon", first[0], own[0])) == [
            ("unknown-stage", "/modules/0/rules/0/stage"),
            ("unknown-node", "/modules/0/rules/0/nodes/1"),
        ]

    def test_levels(self) -> None:
        more = (*POOLED.levels, Level(id="L", title=T), POOLED.levels[-1])
        assert after(POOLED, "levels", to=more) == [
            ("bad-id", f"/levels/{len(more) - 2}/id"),
            ("duplicate-id", f"/levels/{len(more) - 1}/id"),
        ]


class TestPerspectives:
    """A4: whose scores there are, each once, and for every node."""

    def test_a_perspective_is_known(self) -> None:
        assert after(POOLED, "perspectives", 0, "perspective", to="nobody") == [
            ("unknown-perspective", "/perspectives/0/perspective")
        ]

    def test_a_perspective_has_one_sheet_in_a_capacity(self) -> None:
        twice = POOLED.perspectives * 2
        assert ("duplicate-id", "/perspectives/1/perspective") in after(
            POOLED, "perspectives", to=twice
        )

    def test_official_ones_stand_first_then_those_published_in_order(self) -> None:
        """S5, P6: whoever is published anywhere has a sheet, and nobody else."""
        sheets = SECOND.perspectives
        pointer = "/perspectives"
        for wrong in (sheets[1:] + sheets[:1], (*sheets[:1], sheets[2], sheets[1], sheets[3])):
            first = next(at for at, one in enumerate(wrong) if one != sheets[at])
            assert (DIFFERS, f"{pointer}/{first}") in after(SECOND, "perspectives", to=wrong)
        assert (DIFFERS, pointer) in after(SECOND, "perspectives", to=sheets[:-1])
        silent = SECOND
        for at, one in enumerate(SECOND.questions):
            silent = tampered(silent, "questions", at, "published", to=one.published[:-1])
        assert (DIFFERS, f"{pointer}/3") in problems(silent)

    def test_where_everybody_has_one_they_stand_in_order_too(self) -> None:
        both = attrs.evolve(EQUAL, participation=EQUAL.participation[1:])
        assert (DIFFERS, "/perspectives/0") in after(
            both, "perspectives", to=EQUAL.perspectives[::-1]
        )

    def test_every_node_is_there_in_order(self) -> None:
        whole, *nodes = POOLED.perspectives[0].nodes
        place_ = ("perspectives", 0, "nodes")
        pointer = "/perspectives/0/nodes"
        assert (DIFFERS, pointer) in after(POOLED, *place_, to=(whole, *nodes[:-1]))
        assert after(POOLED, *place_, to=(*nodes, whole)) == [(DIFFERS, f"{pointer}/0/node")]
        assert after(POOLED, *place_, to=(whole, *nodes, nodes[0])) == [
            (DIFFERS, f"{pointer}/10/node")
        ]


class TestMainView:
    """A4, S5: the main view follows from the perspectives."""

    @pytest.mark.parametrize(
        ("name", "to"),
        [
            ("score", Share("1/5")),
            ("coverage", Share("1/2")),
            ("n", 2),
            ("stage", "one"),
            ("reason", "no-weight"),
            ("tendency", True),
        ],
    )
    def test_official_is_the_official_sheet(self, name: str, to: object) -> None:
        index = 6 if name == "reason" else 1
        changed = after(OFFICIAL, "nodes", index, name, to=to)
        assert (DIFFERS, f"/nodes/{index}/{name}") in changed

    def test_the_whole_and_the_supplement_too(self) -> None:
        sheet = ("perspectives", 0, "nodes")
        assert after(OFFICIAL, *sheet, 0, "n", to=2) == [(DIFFERS, "/whole/n")]
        assert after(OFFICIAL, *sheet, 9, "n", to=2) == [(DIFFERS, "/supplement/0/n")]

    def test_without_the_official_response_nothing_has_a_score(self) -> None:
        town = place("official")
        nothing = town.report(*town.persons("politics", a="000000222222"))
        check_report(nothing)
        assert nothing.whole.score is None
        found = after(nothing, "nodes", 1, to=OFFICIAL.nodes[1])
        assert (DIFFERS, "/nodes/1/score") in found

    def test_an_official_sheet_that_lacks_a_node(self) -> None:
        changed = tampered(OFFICIAL, "perspectives", 0, "nodes", 9, "node", to="other")
        assert problems(changed) == [(DIFFERS, "/perspectives/0/nodes/9/node")]

    def test_equal_is_the_mean_of_the_perspectives(self) -> None:
        """S5: a is (1/4 + 1/2) / 2; its n is the smaller one."""
        assert EQUAL.by_node["a"].score == Share("3/8")
        assert after(EQUAL, "perspectives", 0, "nodes", 2, "score", to=Share("1/3")) == [
            (DIFFERS, "/nodes/1/score")
        ]
        assert after(EQUAL, "perspectives", 0, "nodes", 2, "n", to=11) == [(DIFFERS, "/nodes/1/n")]
        check_report(tampered(EQUAL, "perspectives", 0, "nodes", 2, "n", to=None))

    def test_equal_covers_what_the_perspectives_cover(self) -> None:
        """S3, S5: the coverage is their mean, and of less than half there is no score."""
        sheet = ("perspectives", 0, "nodes", 2, "coverage")
        assert after(EQUAL, *sheet, to=Share("3/4")) == [(DIFFERS, "/nodes/1/coverage")]
        half = tampered(EQUAL, "perspectives", 1, "nodes", 2, "coverage", to=Share("1/2"))
        assert (DIFFERS, "/nodes/1/score") not in problems(half)
        assert (DIFFERS, "/nodes/1/score") in after(half, *sheet, to=Share("1/4"))

    def test_equal_has_the_reason_that_follows(self) -> None:
        """P4: g is protected in both perspectives, h has too low a coverage."""
        for at, right in ((6, "protected"), (7, "low-coverage")):
            assert EQUAL.nodes[at].reason == right
            pointer = f"/nodes/{at}/reason"
            assert (DIFFERS, pointer) in after(EQUAL, "nodes", at, "reason", to="no-answers")

    def test_equal_without_any_perspective_has_no_score(self) -> None:
        assert (DIFFERS, "/nodes/1/score") in after(EQUAL, "perspectives", to=())

    @pytest.mark.parametrize(
        ("report", "asked", "done"),
        [(POOLED, "equal", "pooled"), (POOLED, None, "pooled"), (OFFICIAL, None, "equal")],
    )
    def test_the_policy_is_that_of_the_method(
        self, report: Report, asked: str | None, done: str
    ) -> None:
        changed = tampered(report, "stamp", "method", "whole_policy", to=asked)
        changed = tampered(changed, "stamp", "whole_policy", to=done)
        assert (DIFFERS, "/stamp/whole_policy") in problems(changed)

    def test_without_a_policy_an_official_response_decides(self) -> None:
        check_report(tampered(OFFICIAL, "stamp", "method", "whole_policy", to=None))
        check_report(tampered(EQUAL, "stamp", "method", "whole_policy", to=None))


class TestReading:
    """A4: stored totals are never trusted; on reading a difference is a problem at its place."""

    def changed(self, *path: str | int, value: object) -> list[tuple[str, str]]:
        plain = json.loads(schemas.write(POOLED))
        at = plain
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value
        written = json.dumps(plain).encode()
        return refused(lambda: schemas.read_report(written))

    def test_pointers_are_those_of_the_json_document(self) -> None:
        assert self.changed("nodes", 3, "heldBy", value=[]) == [(DIFFERS, "/nodes/3/stage")]
        assert self.changed("nodes", 1, "heldBy", value=["g1"]) == [(DIFFERS, "/nodes/1/heldBy")]
        assert (DIFFERS, "/stamp/wholePolicy") in self.changed(
            "stamp", "wholePolicy", value="equal"
        )

    def test_the_forms_of_a_number_agree(self) -> None:
        percent, value = "/nodes/1/score/percent", "/nodes/1/score/value"
        assert self.changed("nodes", 1, "score", "percent", value=26) == [(DIFFERS, percent)]
        assert self.changed("nodes", 1, "score", "value", value=0.26) == [(DIFFERS, value)]

    def test_a_changed_score_shows_everywhere(self) -> None:
        other = {"exact": "1/2", "value": 0.5, "percent": 50}
        assert self.changed("nodes", 1, "score", value=other) == [
            (DIFFERS, "/nodes/1/stage"),
            (DIFFERS, "/nodes/1/gap/points"),
            ("outside-range", "/stability/2/high"),
            (DIFFERS, "/stability/2/variants/0/score"),
            (DIFFERS, "/stability/2/variants/1/score"),
        ]

    def test_what_is_protected_shows_nothing_else(self) -> None:
        """P4: the marker stands alone."""
        assert self.changed("nodes", 6, "answered", value=1) == [
            ("not-allowed", "/nodes/6/answered")
        ]
        assert self.changed("nodes", 6, "n", value=5) == [("not-allowed-here", "/nodes/6/n")]

    def test_new_parts_have_pointers_of_the_json_document_too(self) -> None:
        plain = json.loads(schemas.write(SECOND))
        plain["orderAgreement"]["w"] = {"exact": "1", "value": 1, "percent": 100}
        plain["stability"][0]["variants"][0]["parentPolicy"] = "minimum"
        plain["change"]["nodes"]["withoutLeaf"] = [["f", "f"]]
        plain["change"]["views"][1]["nodes"][0]["stages"] = 5
        assert refused(lambda: schemas.read_report(json.dumps(plain).encode())) == [
            (DIFFERS, "/orderAgreement/w"),
            (DIFFERS, "/stability/0/variants/1"),
            ("duplicate-id", "/change/nodes/withoutLeaf/0"),
            ("not-allowed-here", "/change/nodes/withoutLeaf/0"),
            (DIFFERS, "/change/views/1/nodes/0/stages"),
        ]

    def test_a_long_number_is_told_shortly(self) -> None:
        """Python refuses to write one of 4 300 digits; no other error leaves a read."""
        sheets = [
            tampered(EQUAL.perspectives[0], "nodes", 2, "score", to=Share(Fraction(1, base**power)))
            for base, power in ((2, 5_999), (3, 3_700), (5, 2_500))
        ]
        names = ("administration", "politics", "economy")
        named = (
            attrs.evolve(one, perspective=name) for one, name in zip(sheets, names, strict=True)
        )
        with pytest.raises(InvalidDocument) as caught:
            check_report(attrs.evolve(EQUAL, perspectives=tuple(named)))
        found = {one.pointer: dict(one.parameters) for one in caught.value.problems}
        assert found["/nodes/1/score"]["stored"] == "3/8"
        assert found["/nodes/1/score"]["counted"] == "0.0"

    def test_messages_name_both_values(self) -> None:
        with pytest.raises(InvalidDocument) as caught:
            check_report(tampered(POOLED, "needs", to=POOLED.needs[:-1]))
        (problem,) = caught.value.problems
        assert problem.parameters == (("stored", "–"), ("counted", "c"))
