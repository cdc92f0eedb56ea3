# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.builders import T, node, refused, single, town

import weltoffen
from weltoffen import schemas
from weltoffen.model.assessment import Municipality, Round, Supplement
from weltoffen.model.ids import Reference
from weltoffen.model.response import build_response
from weltoffen.model.target import Node
from weltoffen.report.earlier import check_earlier
from weltoffen.report.released import release_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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


EDITION = HERE.assessment.extend(HERE.edition)


def counted() -> weltoffen.Tally:
    responses = schemas.read_responses(STREAM, EDITION.questionnaire, HERE.assessment)
    return weltoffen.tally(responses, EDITION.questionnaire)


def step_by_step(k: int = 5) -> Report:
    rule = weltoffen.ProtectionRule(k=k)
    public = weltoffen.protect(counted(), rule, HERE.assessment, EDITION)
    return weltoffen.build_report(public, HERE.assessment, EDITION)


def evaluated(**more: Any) -> Report:  # noqa: ANN401 - any argument
    return weltoffen.evaluate(STREAM, HERE.assessment, edition=HERE.edition, **more)


def not_to_be_read() -> Iterator[bytes]:
    """Give answers that nobody may ask for."""
    pytest.fail("answers were read")
    yield b""


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

    @pytest.mark.parametrize("workers", [1, 2])
    def test_any_number_of_processes(self, workers: int, files: list[Path]) -> None:
        told: list[weltoffen.Progress] = []
        found = weltoffen.evaluate(
            files, HERE.assessment, edition=HERE.edition, workers=workers, progress=told.append
        )
        assert found == step_by_step()
        assert told[-1].done

    def test_a_tally(self, files: list[Path]) -> None:
        asked = HERE.assessment.extend(HERE.edition).questionnaire
        counts = weltoffen.tally_files(files, asked, HERE.assessment)
        found = weltoffen.evaluate(counts, HERE.assessment, edition=HERE.edition)
        assert found == step_by_step()

    @pytest.mark.parametrize(("workers", "error"), [(0, ValueError), ("2", TypeError)])
    def test_wrong_numbers_of_processes(self, workers: object, error: type[Exception]) -> None:
        wrong: Any = workers
        with pytest.raises(error, match=r"^evaluate: workers is to be "):
            weltoffen.evaluate(STREAM, HERE.assessment, edition=HERE.edition, workers=wrong)

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


BEFORE = attrs.evolve(HERE.assessment, id="town-2024", round=Round(id="earlier"))
"""The same town's earlier round, with the same questions."""


def earlier_round(municipality: Municipality = HERE.assessment.municipality) -> weltoffen.Earlier:
    assessment = attrs.evolve(BEFORE, municipality=municipality)
    there = attrs.evolve(HERE, assessment=assessment)
    report = there.report(there.official(p="s0", q="s2", o="s1"))
    return weltoffen.Earlier(report=report, edition=EDITION)


class TestOtherRounds:
    """G7, G8, P7: an earlier round, a workshop and a first release go the same way as step by step."""

    def test_an_earlier_round_g8(self) -> None:
        """Worked by hand: p rose from 0 to 1/4, and q stayed."""
        earlier = earlier_round()
        found = evaluated(earlier=earlier)
        change = found.change
        assert change is not None
        assert change.earlier.assessment == "town-2024"
        assert change.main is not None
        differences = {one.node: one.difference.exact for one in change.main.nodes}
        assert differences[None] == Fraction(1, 8)
        assert differences["a"] == Fraction(1, 4)
        assert differences["b"] == 0
        assert change == weltoffen.compare_reports(earlier, found, EDITION)
        assert attrs.evolve(found, change=None) == step_by_step()

    def test_a_workshop_g7(self) -> None:
        """It stands beside the self-assessment, and changes nothing of it."""
        found = evaluated(reratings=[weltoffen.Rerating(node="a", stage="three")])
        assert [(one.node, one.stage, one.stages) for one in found.ratings] == [("a", "three", 1)]
        assert attrs.evolve(found, ratings=()) == step_by_step()

    def test_a_later_release_p7(self) -> None:
        first = step_by_step()
        rule = weltoffen.ProtectionRule(k=8)
        public = release_after(first, counted(), rule, HERE.assessment, EDITION)
        later = weltoffen.build_report(public, HERE.assessment, EDITION)
        assert evaluated(released=first, rule=rule) == later
        assert later != first

    def test_a_later_release_has_the_rule_of_the_first_unless_another_is_given_p7(self) -> None:
        rule = weltoffen.ProtectionRule(k=3, merges=[("politics", "residents")])
        first = evaluated(rule=rule)
        assert evaluated(released=first) == first

    def test_nothing_is_read_for_a_report_that_does_not_belong(self) -> None:
        foreign = earlier_round(Municipality(name="Anderstadt"))
        for wrong, code in (
            ({"earlier": foreign}, "other-municipality"),
            ({"released": earlier_round().report}, "tally-other-assessment"),
        ):
            found = refused(
                lambda wrong=wrong: weltoffen.evaluate(  # type: ignore[misc]
                    not_to_be_read(), HERE.assessment, edition=HERE.edition, **wrong
                )
            )
            assert [one for one, _ in found] == [code]


COLOGNE, OTHER = "05315000", "05314000"
SAME = [
    ({"name": "Köln"}, {"name": "Köln"}),
    ({"name": "Köln"}, {"name": "  K\u00d6LN "}),
    ({"name": "K\u00f6ln"}, {"name": "Ko\u0308ln"}),
    ({"name": "Köln", "ags": COLOGNE}, {"name": "Köln"}),
    ({"name": "Köln", "ags": COLOGNE}, {"name": "Stadt Köln", "ags": COLOGNE}),
    ({"name": "Köln", "ags": COLOGNE}, {"name": "Stadt Köln", "ars": "053150000000"}),
]
DIFFERENT = [
    ({"name": "Köln"}, {"name": "Bonn"}),
    ({"name": "Köln", "ags": COLOGNE}, {"name": "Bonn"}),
    ({"name": "Neustadt", "ags": COLOGNE}, {"name": "Neustadt", "ags": OTHER}),
    ({"name": "Neustadt", "ags": OTHER}, {"name": "Neustadt", "ars": "053150000000"}),
]


class TestNoMunicipalityIsComparedWithAnother:
    """G8: no function compares municipalities; by their keys, or else by their names."""

    @pytest.mark.parametrize(("one", "other"), SAME)
    def test_the_same(self, one: dict[str, Any], other: dict[str, Any]) -> None:
        for first, second in ((one, other), (other, one)):
            check_earlier(earlier_round(Municipality(**first)), "later", Municipality(**second))

    @pytest.mark.parametrize(("one", "other"), DIFFERENT)
    def test_another(self, one: dict[str, Any], other: dict[str, Any]) -> None:
        earlier, later = earlier_round(Municipality(**one)), Municipality(**other)
        report = attrs.evolve(earlier_round().report, municipality=later)
        here = attrs.evolve(HERE.assessment, municipality=later)
        for compared in (
            lambda: check_earlier(earlier, "later", later),
            lambda: weltoffen.compare_reports(earlier, report, EDITION),
            lambda: weltoffen.evaluate(STREAM, here, edition=HERE.edition, earlier=earlier),
        ):
            assert refused(compared) == [("other-municipality", "/municipality")]

    def test_the_message_names_both(self) -> None:
        earlier = earlier_round(Municipality(name="Neustadt", ags=COLOGNE))
        with pytest.raises(weltoffen.InvalidDocument) as caught:
            check_earlier(earlier, "later", Municipality(name="Neustadt", ags=OTHER))
        (problem,) = caught.value.problems
        for language in ("de", "en"):
            said = problem.message(language)
            assert f"{COLOGNE} Neustadt" in said
            assert f"{OTHER} Neustadt" in said

    def test_an_earlier_report_of_another_edition_is_told_before_anything_is_read(self) -> None:
        earlier = attrs.evolve(earlier_round(), edition=weltoffen.load_reference())
        found = refused(lambda: check_earlier(earlier, "later", HERE.assessment.municipality))
        assert found == [("other-edition", "/stamp/edition")]

    def test_an_edition_that_has_changed(self) -> None:
        here = town(single("p"), single("q", "b"))
        report = here.report(here.official(p="s0"))
        changed = town(single("p"), single("q", "b", weight=2)).edition
        earlier = weltoffen.Earlier(report=report, edition=changed)
        found = refused(lambda: check_earlier(earlier, "later", here.assessment.municipality))
        assert found == [("edition-changed", "/stamp/questionnaireHash")]


class TestSameRound:
    """P7: what two releases of one round differ by tells single answers; they are not compared."""

    def test_a_report_of_the_same_round_is_no_earlier_one(self) -> None:
        earlier = earlier_round()
        report = earlier.report
        for compared in (
            lambda: check_earlier(earlier, report.assessment, report.municipality),
            lambda: weltoffen.compare_reports(earlier, report, EDITION),
        ):
            assert refused(compared) == [("same-round", "/assessment")]


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
