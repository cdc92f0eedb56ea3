# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from typing import TYPE_CHECKING

import attrs
import pytest
from tests.builders import T, node, refused, single, town

import weltoffen
from weltoffen import schemas
from weltoffen.model.assessment import Supplement
from weltoffen.model.ids import Reference
from weltoffen.model.response import build_response
from weltoffen.model.target import Node

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from weltoffen.evaluation import Answers
    from weltoffen.report.structure import Report

HERE = town(
    single("p"),
    single("q", "b"),
    nodes=[node("a"), node("b")],
    supplement=Supplement(nodes=[Node(id="own", title=T)], questions=[single("o", "own")]),
)
RESPONSES = [
    HERE.official(p="s1", q="s2", o="s3"),
    *HERE.persons("politics", p="01234", q="00112", o="01234"),
    *HERE.persons("residents", p="012", q="0-2"),
]
LINES = [schemas.write_line(response) for response in RESPONSES]
STREAM = b"".join(LINES)


def step_by_step(k: int = 5) -> Report:
    edition = HERE.assessment.extend(HERE.edition)
    responses = schemas.read_responses(STREAM, edition.questionnaire, HERE.assessment)
    counted = weltoffen.tally(responses, edition.questionnaire)
    rule = weltoffen.ProtectionRule(k=k)
    public = weltoffen.protect(counted, rule, HERE.assessment, edition)
    return weltoffen.build_report(public, HERE.assessment, edition)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "one.ndjson", tmp_path / "two.ndjson"]
    paths[0].write_bytes(b"".join(LINES[:4]))
    paths[1].write_bytes(b"".join(LINES[4:]))
    return paths


def by_path(files: list[Path]) -> Answers:
    whole = files[0].with_name("whole.ndjson")
    whole.write_bytes(STREAM)
    return whole


SOURCES: dict[str, Callable[[list[Path]], Answers]] = {
    "path": by_path,
    "text path": lambda files: str(by_path(files)),
    "bytes": lambda _: STREAM,
    "binary file": lambda _: io.BytesIO(STREAM),
    "list of lines": lambda _: LINES,
    "tuple of lines": lambda _: tuple(LINES),
    "generator of lines": lambda _: (line for line in LINES),
    "list of paths": lambda files: files,
    "tuple of text paths": lambda files: tuple(str(one) for one in files),
    "paths in another order": lambda files: files[::-1],
}


class TestEvaluate:
    """The whole way in one call: the same report as step by step."""

    @pytest.mark.parametrize("source", SOURCES)
    def test_any_source_of_answers(self, source: str, files: list[Path]) -> None:
        found = weltoffen.evaluate(SOURCES[source](files), HERE.assessment, edition=HERE.edition)
        assert found == step_by_step()

    def test_k_is_5_unless_another_rule_is_given(self) -> None:
        found = weltoffen.evaluate(STREAM, HERE.assessment, edition=HERE.edition)
        assert found.stamp.protection_k == 5
        rule = weltoffen.ProtectionRule(k=3)
        found = weltoffen.evaluate(STREAM, HERE.assessment, edition=HERE.edition, rule=rule)
        assert found == step_by_step(k=3)
        assert found != step_by_step()

    def test_the_assessment_may_be_a_document(self, tmp_path: Path) -> None:
        written = schemas.write(HERE.assessment)
        path = tmp_path / "assessment.json"
        path.write_bytes(written)
        for source in (written, path, str(path)):
            assert weltoffen.evaluate(STREAM, source, edition=HERE.edition) == step_by_step()

    def test_an_extended_edition_will_do(self) -> None:
        edition = HERE.assessment.extend(HERE.edition)
        assert weltoffen.evaluate(STREAM, HERE.assessment, edition=edition) == step_by_step()

    def test_no_answers(self) -> None:
        nothing: list[Answers] = [b"", [], ()]
        for answers in nothing:
            report = weltoffen.evaluate(answers, HERE.assessment, edition=HERE.edition)
            assert report == HERE.report()

    def test_without_edition_the_shipped_one_is_taken(self) -> None:
        edition = weltoffen.load_reference("2026.1")
        assessment = attrs.evolve(HERE.assessment, edition=edition.reference, supplement=None)
        question = next(q for q in edition.questionnaire.questions if q.kind == "single")
        answer = edition.questionnaire.choices(question)[-1]
        response = build_response(
            edition.questionnaire,
            assessment="town-2026",
            perspective="administration",
            capacity="official",
            answers={question.id: answer},
        )
        report = weltoffen.evaluate(schemas.write_line(response), assessment)
        assert report.stamp.edition == edition.reference
        assert report.by_node[question.node].answered == 1


class TestRefusals:
    """Bad input gets one error with all problems of the first document that is refused."""

    def test_an_unknown_edition(self) -> None:
        named = Reference(id="asked", version="1999.1")
        assessment = attrs.evolve(HERE.assessment, edition=named)
        assert [code for code, _ in refused(lambda: weltoffen.evaluate(STREAM, assessment))] == [
            "unknown-edition"
        ]

    def test_another_edition(self) -> None:
        edition = weltoffen.load_reference()
        found = refused(lambda: weltoffen.evaluate(STREAM, HERE.assessment, edition=edition))
        assert found == [("other-edition", "/edition")]

    def test_a_response_of_another_assessment(self) -> None:
        other = attrs.evolve(HERE.assessment, id="town-2027")
        with pytest.raises(weltoffen.InvalidDocument) as caught:
            weltoffen.evaluate(STREAM, other, edition=HERE.edition)
        assert {problem.line for problem in caught.value.problems} == {1}

    def test_a_broken_line(self) -> None:
        broken = [*LINES[:2], b"{", *LINES[2:]]
        with pytest.raises(weltoffen.InvalidDocument) as caught:
            weltoffen.evaluate(broken, HERE.assessment, edition=HERE.edition)
        assert {problem.line for problem in caught.value.problems} == {3}

    def test_a_missing_file(self, tmp_path: Path) -> None:
        missing = tmp_path / "missing.ndjson"
        found = refused(lambda: weltoffen.evaluate(missing, HERE.assessment, edition=HERE.edition))
        assert [code for code, _ in found] == ["cannot-read"]
        found = refused(
            lambda: weltoffen.evaluate([missing], HERE.assessment, edition=HERE.edition)
        )
        assert [code for code, _ in found] == ["cannot-read"]

    def test_limits_hold_for_answers(self) -> None:
        limits = schemas.Limits(size=100)
        found = refused(
            lambda: weltoffen.evaluate(STREAM, HERE.assessment, edition=HERE.edition, limits=limits)
        )
        assert [code for code, _ in found] == ["too-large"]

    def test_limits_hold_for_the_assessment(self) -> None:
        """Large enough for each line of answers, too small for the assessment."""
        written = schemas.write(HERE.assessment)
        limits = schemas.Limits(size=max(map(len, LINES)))
        assert limits.size < len(written)
        found = refused(
            lambda: weltoffen.evaluate(STREAM, written, edition=HERE.edition, limits=limits)
        )
        assert [code for code, _ in found] == ["too-large"]
        report = weltoffen.evaluate(STREAM, HERE.assessment, edition=HERE.edition, limits=limits)
        assert report == step_by_step()
