# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the guide to a target model of one's own says beside its examples; M1-M6, S6."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from tests.docs.guidepages import page, run

import weltoffen as wo
from weltoffen.cli import FINE, main

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weltoffen.report import Report

NAME = "own-target-model"
USAGE = 2
NO_TEXTS = "Ids stand instead of the texts"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Give what the page makes, in a folder with its documents."""
    monkeypatch.chdir(tmp_path)
    found = run(NAME, until="## Ids, and the next version")
    Path("tally.json").write_bytes(wo.schemas.write(found["tally"]))
    Path("report.json").write_bytes(wo.schemas.write(found["report"]))
    return found


def again(names: dict[str, Any], **answers: object) -> Report:
    """Give the report of the page with other official answers; None takes one away."""
    given = dict(names["stated"].answers) | answers
    stated = wo.build_response(
        names["questionnaire"],
        assessment=names["assessment"].id,
        perspective="administration",
        capacity="official",
        answers={key: answer for key, answer in given.items() if answer is not None},
    )
    tally = wo.tally([stated], names["questionnaire"])
    return wo.evaluate(tally, names["assessment"], edition=names["edition"])


class TestRules:
    """The rules in the words of the page."""

    def test_a_weight_of_0_shows_a_node_and_keeps_it_out(self, names: dict[str, Any]) -> None:
        model = names["model"]
        nodes = [attrs.evolve(one, weight=0) if one.id == "staff" else one for one in model.nodes]
        edition = attrs.evolve(names["edition"], target_model=attrs.evolve(model, nodes=nodes))
        report = wo.evaluate(names["tally"], names["assessment"], edition=edition)
        assert report.by_node["staff"].score is not None
        assert report.by_node["house"].score == report.by_node["opening"].score

    @pytest.mark.parametrize(
        ("answers", "node", "expected"),
        [
            ({"evenings": "in-part", "hours": None}, "opening", Fraction(1, 3)),
            ({"evenings": None, "hours": 19}, "opening", None),  # a third of the weight
            ({"hours": 39, "evenings": "not-yet"}, "opening", Fraction(1, 6)),
            ({"hours": 40, "evenings": "not-yet"}, "opening", Fraction(1, 3)),
            ({"training": "not-yet", "training-share": None}, "staff", 0),  # the share is not asked
            ({"lent": ["books"], "catalogue": "not-yet"}, "languages", Fraction(1, 4)),
            ({"lent": ["books", "children", "films", "games"]}, "languages", Fraction(1, 2)),
        ],
    )
    def test_values(
        self,
        names: dict[str, Any],
        answers: dict[str, object],
        node: str,
        expected: Fraction | None,
    ) -> None:
        score = again(names, **answers).by_node[node].score
        assert (None if score is None else score.exact) == expected

    def test_the_gate_holds_without_a_catalogue_however_high_the_score(
        self, names: dict[str, Any]
    ) -> None:
        questions = [
            attrs.evolve(one, weight=9) if one.id == "lent" else one for one in names["questions"]
        ]
        asked = attrs.evolve(names["questionnaire"], questions=questions)
        edition = attrs.evolve(names["edition"], questionnaire=asked)
        for gated, expected in ((True, "ajar"), (False, "open")):
            gates = asked.gates if gated else ()
            here = attrs.evolve(edition, questionnaire=attrs.evolve(asked, gates=gates))
            report = wo.evaluate(names["tally"], names["assessment"], edition=here)
            node = report.by_node["languages"]
            assert node.score is not None
            assert node.score.exact == Fraction(9, 10)
            assert node.stage == expected

    def test_numbers_without_bands_are_not_put_to_persons(self, names: dict[str, Any]) -> None:
        with pytest.raises(wo.InvalidDocument):
            wo.build_response(
                names["questionnaire"],
                assessment=names["assessment"].id,
                perspective="readers",
                answers={"training": "in-part", "training-share": 50},
            )

    @pytest.mark.parametrize("reserved", ["unknown", "not-applicable"])
    def test_no_option_may_be_called_like_a_reserved_answer(
        self, names: dict[str, Any], reserved: str
    ) -> None:
        scale = names["how_far"]
        options = [attrs.evolve(scale.options[0], id=reserved), *scale.options[1:]]
        with pytest.raises(wo.InvalidDocument) as caught:
            attrs.evolve(scale, options=options)
        assert [one.code for one in caught.value.problems] == ["reserved-id"]


def code_of(line: str) -> int:
    """Run a command, in English."""
    return main([*line.split(), "--language", "en"])


class TestCommandLine:
    """The table of what each command does with an edition of one's own."""

    def named(self, row: int) -> Sequence[str]:
        table = page(NAME).partition("| command | with an edition of your own |")[2]
        cell = table.splitlines()[2 + row].split("|")[1]
        return [one.strip(" `") for one in cell.split(",")]

    def test_check(self, names: dict[str, Any], capsys: Capture) -> None:
        assert self.named(0) == ["check"]
        assert names["again"] == names["report"]
        files = "model.json questionnaire.json assessment.json tally.json report.json"
        assert code_of(f"check {files}") == FINE
        assert code_of("check assessment.json answers.ndjson") == FINE
        assert "answers were not checked against it" in capsys.readouterr().out

    @pytest.mark.usefixtures("names")
    def test_of_a_saved_report(self, capsys: Capture) -> None:
        lines = ["render report.json", "charts report.json -o c", "workshop report.json -o w.html"]
        assert [line.split()[0] for line in lines] == self.named(1)
        for line in lines:
            assert code_of(line) == FINE
            assert NO_TEXTS in capsys.readouterr().err

    @pytest.mark.usefixtures("names")
    def test_of_what_needs_the_edition(self, capsys: Capture) -> None:
        own = "--assessment assessment.json"
        lines = [
            f"report answers.ndjson {own}",
            f"tally answers.ndjson {own}",
            f"protection answers.ndjson {own}",
            f"questionnaire {own}",
            "compare report.json report.json",
        ]
        assert [line.split()[0] for line in lines] == self.named(2)
        for line in lines:
            assert code_of(line) == USAGE
            assert "not shipped" in capsys.readouterr().err


def test_an_edition_of_the_same_version_with_other_questions_does_not_compare(
    names: dict[str, Any],
) -> None:
    """M3: whoever changes a released version is told by the fingerprint."""
    asked = names["questionnaire"]
    altered = attrs.evolve(
        names["edition"], questionnaire=attrs.evolve(asked, questions=asked.questions[:6])
    )
    report = names["report"]
    before = wo.Earlier(report=attrs.evolve(report, assessment="before"), edition=altered)
    with pytest.raises(wo.InvalidDocument) as caught:
        wo.compare_reports(before, report, names["edition"])
    assert caught.value.problems[0].code == "edition-changed"
