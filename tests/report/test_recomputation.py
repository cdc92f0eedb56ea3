# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `weltoffen.report.recomputation`: A4 for who took part and the main view, and on reading."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from tests.builders import T, refused
from tests.report.tampering import EQUAL, OFFICIAL, POOLED, gap, place, problems, tampered

from weltoffen import schemas
from weltoffen.errors import InvalidDocument
from weltoffen.model.suggestion import Module, Office
from weltoffen.model.target import Level
from weltoffen.report.assembly import build_report
from weltoffen.report.recomputation import check_report
from weltoffen.report.structure import ConflictResult, Share
from weltoffen.scoring.protection import ProtectionRule, protect
from weltoffen.testing import Case, cases

if TYPE_CHECKING:
    from weltoffen.report.structure import Report

DIFFERS = "total-differs"


def after(report: Report, *path: str | int, to: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any part
    return problems(tampered(report, *path, to=to))


class TestSound:
    """A4: a report as it was built is sound, whoever builds it."""

    @pytest.mark.parametrize(
        "report", [POOLED, EQUAL, OFFICIAL], ids=["pooled", "equal", "official"]
    )
    def test_the_reports_of_these_tests(self, report: Report) -> None:
        check_report(report)
        assert schemas.read(schemas.write(report)) == report

    @given(cases())
    def test_any_report(self, case: Case) -> None:
        public = protect(case.tally, ProtectionRule(k=3), case.assessment, case.edition)
        report = build_report(public, case.assessment, case.edition)
        check_report(report)

    @settings(max_examples=15)
    @given(cases())
    def test_any_report_that_is_read(self, case: Case) -> None:
        public = protect(case.tally, ProtectionRule(k=5), case.assessment, case.edition)
        report = build_report(public, case.assessment, case.edition)
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

    def test_levels(self) -> None:
        more = (*POOLED.levels, Level(id="L", title=T), POOLED.levels[-1])
        assert after(POOLED, "levels", to=more) == [
            ("bad-id", f"/levels/{len(more) - 2}/id"),
            ("duplicate-id", f"/levels/{len(more) - 1}/id"),
        ]


class TestParticipation:
    """A4, P1, P4: numbers of persons are not below the threshold and add up."""

    def test_numbers_add_up_if_all_are_given(self) -> None:
        both = attrs.evolve(EQUAL, participation=EQUAL.participation[1:])
        check_report(both)
        assert after(both, "responses", to=25) == [(DIFFERS, "/responses")]
        assert after(both, "responses", to=None) == [(DIFFERS, "/responses")]
        assert after(both, "participation", 0, "responses", to=13) == [(DIFFERS, "/responses")]

    def test_numbers_given_are_no_more_than_all(self) -> None:
        """One is hidden: all can be more than the sum, but not fewer."""
        check_report(tampered(EQUAL, "responses", to=29))
        assert after(EQUAL, "responses", to=23) == [(DIFFERS, "/responses")]
        assert after(EQUAL, "responses", to=None) == [(DIFFERS, "/responses")]

    def test_no_number_of_persons_lies_below_the_threshold(self) -> None:
        """P1: k is 5; of answers, too, in the perspectives and in a main view made of them."""
        outside = "outside-range"
        assert (outside, "/participation/1/responses") in after(
            EQUAL, "participation", 1, "responses", to=4
        )
        nobody = attrs.evolve(POOLED, participation=POOLED.participation[::2])
        assert (outside, "/responses") in after(nobody, "responses", to=4)
        assert after(EQUAL, "perspectives", 0, "nodes", 0, "n", to=4) == [
            (outside, "/perspectives/0/nodes/0/n"),
            (DIFFERS, "/whole/n"),
        ]
        assert after(POOLED, "nodes", 1, "n", to=4) == [(outside, "/nodes/1/n")]
        assert after(POOLED, "supplement", 0, "n", to=4) == [(outside, "/supplement/0/n")]
        assert (outside, "/participation/1/responses") in after(
            EQUAL, "stamp", "protection_k", to=13
        )

    def test_an_official_response_is_no_group(self) -> None:
        assert {one.n for one in OFFICIAL.nodes} == {1, None}
        check_report(OFFICIAL)

    def test_a_perspective_is_named_once(self) -> None:
        assert ("duplicate-id", "/participation/2/perspective") in after(
            POOLED, "participation", 2, "perspective", to="politics"
        )

    def test_who_gave_an_official_response_has_its_scores(self) -> None:
        assert after(POOLED, "participation", 0, "official", to=True) == [
            (DIFFERS, "/participation/0/official")
        ]
        assert after(OFFICIAL, "participation", 0, "official", to=False)[0] == (
            DIFFERS,
            "/participation/0/official",
        )

    @pytest.mark.parametrize("perspective", ["politics", "nobody"])
    def test_a_conflict_is_one_of_an_official_response(self, perspective: str) -> None:
        conflict = ConflictResult(
            perspective=perspective, question="a", kind="different", answers=(("x", "s1"),)
        )
        assert after(OFFICIAL, "conflicts", to=(conflict,)) == [
            ("unknown-perspective", "/conflicts/0/perspective")
        ]
        known = attrs.evolve(conflict, perspective="administration")
        check_report(attrs.evolve(OFFICIAL, conflicts=(known,)))


class TestPerspectives:
    """A4: whose scores there are, each once, and for every node."""

    def test_a_perspective_is_known(self) -> None:
        assert after(POOLED, "perspectives", 0, "perspective", to="nobody") == [
            ("unknown-perspective", "/perspectives/0/perspective")
        ]

    def test_a_perspective_has_one_sheet_in_a_capacity(self) -> None:
        twice = POOLED.perspectives * 2
        assert after(POOLED, "perspectives", to=twice) == [
            ("duplicate-id", "/perspectives/1/perspective")
        ]

    def test_every_node_is_there_in_order(self) -> None:
        whole, *nodes = POOLED.perspectives[0].nodes
        place_ = ("perspectives", 0, "nodes")
        pointer = "/perspectives/0/nodes"
        assert after(POOLED, *place_, to=(whole, *nodes[:-1])) == [(DIFFERS, pointer)]
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
        ]

    def test_what_is_protected_shows_nothing_else(self) -> None:
        """P4: the marker stands alone."""
        assert self.changed("nodes", 6, "answered", value=1) == [
            ("not-allowed", "/nodes/6/answered")
        ]
        assert self.changed("nodes", 6, "n", value=5) == [("not-allowed-here", "/nodes/6/n")]

    def test_messages_name_both_values(self) -> None:
        with pytest.raises(InvalidDocument) as caught:
            check_report(tampered(POOLED, "needs", to=POOLED.needs[:-1]))
        (problem,) = caught.value.problems
        assert problem.parameters == (("stored", "–"), ("counted", "c"))
