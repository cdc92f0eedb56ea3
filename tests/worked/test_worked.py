# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Worked examples: every TOML file beside this module is a case with its source and hand computation.

A case gives the documents as they would be read, without ``$schema`` and without names where the id will
do: ``targetModel``, ``questionnaire``, ``assessment`` and ``responses``. Each ``expected`` names what differs
(``k``, ``method``) and for the whole and for nodes the exact values, of the main view and of perspectives.
``reason`` stands for no score; what is not named is not compared.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import weltoffen
from weltoffen import schemas
from weltoffen.model.assessment import Assessment
from weltoffen.model.edition import Edition
from weltoffen.model.method import Method
from weltoffen.model.questionnaire import Questionnaire
from weltoffen.model.target import TargetModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weltoffen.report.structure import NodeResult, PerspectiveScore, Report

FILES = sorted(Path(__file__).parent.glob("*.toml"))
NAMES = {
    "mipex-2015-germany",
    "three-levels",
    "caf-fine-tuned",
    "samm-shape",
    "personal-perspectives",
    "gates-and-tendencies",
}
VALUES = {
    "score",
    "percent",
    "coverage",
    "reason",
    "stage",
    "tendency",
    "heldBy",
    "n",
    "answered",
    "applicable",
}


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def named(value: Any) -> Any:  # noqa: ANN401 - plain data
    """Give everything that has an id and no name its id as its name."""
    if isinstance(value, list):
        return [named(one) for one in value]
    if isinstance(value, dict):
        found = {key: one if key == "answers" else named(one) for key, one in value.items()}
        title = {"title": {"en": value["id"]}} if "id" in value else {}
        return {**title, **found}
    return value


def document(kind: schemas.Kind, plain: dict[str, Any]) -> Any:  # noqa: ANN401 - any document
    return schemas.from_plain({"$schema": schemas.schema_uri(kind), **plain})


def edition_of(name: str, case: dict[str, Any]) -> Edition:
    head = {"id": name, "version": "1", "title": {"en": case["title"]}, "sourceLanguage": "en"}
    model = document("target-model", {**head, **named(case["targetModel"])})
    reference = {"targetModel": {"id": name, "version": "1"}}
    plain = named(case["questionnaire"])
    for gate in plain.get("gates", []):
        del gate["title"]
    for scale in plain.get("scales", []):
        del scale["title"]
    asked = document("questionnaire", {**head, **reference, **plain})
    assert isinstance(model, TargetModel)
    assert isinstance(asked, Questionnaire)
    return Edition(target_model=model, questionnaire=asked)


def assessment_of(name: str, case: dict[str, Any]) -> Assessment:
    plain = named(case["assessment"])
    plain.get("method", {}).pop("title", None)
    found = document(
        "assessment",
        {
            "id": "worked",
            "municipality": {"name": "Musterstadt"},
            "round": {"id": "first"},
            "edition": {"id": name, "version": "1"},
            **plain,
        },
    )
    assert isinstance(found, Assessment)
    return found


def varied(assessment: Assessment, changes: dict[str, Any]) -> Assessment:
    """Give the assessment with another method."""
    if not changes:
        return assessment
    method = assessment.method
    known = {
        "id": method.id,
        "version": method.version,
        "minimumCoverage": str(method.minimum_coverage),
        "tendencyShare": str(method.tendency_share),
    }
    other = document("method", {**known, **changes})
    assert isinstance(other, Method)
    return attrs.evolve(assessment, method=other)


def report_of(name: str, case: dict[str, Any], expected: dict[str, Any]) -> Report:
    """Go the whole way, the answers through their JSON form."""
    edition = edition_of(name, case)
    assessment = varied(assessment_of(name, case), expected.get("method", {}))
    asked = {"id": name, "version": "1"}
    head = {"questionnaire": asked, "assessment": "worked", "capacity": "personal"}
    lines = [schemas.write_line(document("response", {**head, **one})) for one in case["responses"]]
    rule = weltoffen.ProtectionRule(k=expected.get("k", 5))
    return weltoffen.evaluate(lines, assessment, edition=edition, rule=rule)


def compare(found: NodeResult | PerspectiveScore, wanted: Mapping[str, Any]) -> None:
    assert wanted.keys() <= VALUES, "a value that nobody compares"
    assert ("score" in wanted) != ("reason" in wanted), "either a score or a reason"
    if "score" in wanted:
        assert found.score is not None, found.reason
        assert found.score.exact == Fraction(wanted["score"])
        assert found.score.value == float(Fraction(wanted["score"]))
        assert found.score.percent == wanted.get("percent", found.score.percent)
    else:
        assert (found.score, found.reason) == (None, wanted["reason"])
    if "coverage" in wanted:
        assert found.coverage is not None
        assert found.coverage.exact == Fraction(wanted["coverage"])
    elif "reason" in wanted:
        assert found.coverage is None
    for key in wanted.keys() - {"score", "percent", "coverage", "reason"}:
        value = wanted[key]
        name = "held_by" if key == "heldBy" else key
        assert getattr(found, name) == (tuple(value) if isinstance(value, list) else value)


CASES = [
    pytest.param(path.stem, number, id=f"{path.stem}-{number}")
    for path in FILES
    for number in range(len(load(path)["expected"]))
]
BY_NAME = {path.stem: load(path) for path in FILES}


class TestWorkedExamples:
    """S1-S6, P2-P6: cases that were computed by hand or published come out exactly."""

    def test_all_cases_are_there_and_say_where_they_come_from(self) -> None:
        assert BY_NAME.keys() >= NAMES
        for case in BY_NAME.values():
            assert case["title"].strip()
            assert case["source"].strip()
            assert case["computation"].strip()

    @pytest.mark.parametrize(("name", "number"), CASES)
    def test_exact_values(self, name: str, number: int) -> None:
        case = BY_NAME[name]
        expected = case["expected"][number]
        report = report_of(name, case, expected)
        results = {**report.by_node, "whole": report.whole}
        for node, wanted in expected["nodes"].items():
            compare(results[node], wanted)
        if "perspectives" in expected:
            self.compare_perspectives(report, expected["perspectives"])
        if "participation" in expected:
            shown = {one.perspective: one.responses for one in report.participation}
            known = {one: n for one, n in {**shown, "total": report.responses}.items() if n}
            assert known == expected["participation"]

    @staticmethod
    def compare_perspectives(report: Report, wanted: Mapping[str, Any]) -> None:
        found = {one.perspective: one.nodes for one in report.perspectives}
        assert found.keys() == wanted.keys()
        for one, nodes in wanted.items():
            by_node = {score.node or "whole": score for score in found[one]}
            for node, values in nodes.items():
                compare(by_node[node], values)

    @pytest.mark.parametrize(("name", "number"), CASES)
    def test_its_report_is_a_document_like_any_other(self, name: str, number: int) -> None:
        case = BY_NAME[name]
        report = report_of(name, case, case["expected"][number])
        written = schemas.write(report)
        assert schemas.check(written) == ()
        assert schemas.read_report(written) == report

    def test_every_policy_was_worked_once(self) -> None:
        """S4, S5: all named policies."""
        methods = [
            {**case["assessment"].get("method", {}), **expected.get("method", {})}
            for case in BY_NAME.values()
            for expected in case["expected"]
        ]
        parents = {one.get("parentPolicy", "mean") for one in methods}
        assert parents == {"mean", "questions", "minimum"}
        assert {one.get("wholePolicy") for one in methods} == {None, "equal", "pooled"}
