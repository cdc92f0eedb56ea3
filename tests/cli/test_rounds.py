# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen report`` with ``--merge``, ``--released`` and ``--previous``."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.commands import Output, demo_round, new, save, standard_input

import weltoffen as wo
from weltoffen import schemas
from weltoffen.cli import CANNOT_RUN, FINE, PROBLEMS, main
from weltoffen.demo import demo_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from weltoffen.scoring.grouping import Merges

ARGUMENTS = ("report", "answers.ndjson", "--assessment", "assessment.json")
JOINT = (("civil-society", "economy"),)
FIRST = wo.ProtectionRule(k=6, merges=JOINT)
"""The rule of the first release."""


def evaluated(**more: Any) -> wo.Report:  # noqa: ANN401 - any argument
    return wo.evaluate(demo_bytes("answers.ndjson"), demo_bytes("assessment.json"), **more)


@functools.cache
def first_release() -> wo.Report:
    return evaluated(rule=FIRST)


@functools.cache
def earlier_report() -> wo.Report:
    assessment, answers = demo_round("2024")
    return wo.evaluate(answers, assessment)


def edit(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    document = json.loads(path.read_bytes())
    change(document)
    save(path, document)


class TestMerging:
    """P7, A2: perspectives that are taken together, decided before the first release."""

    def test_the_help_says_when_to_decide_and_why(self, capsys: Output) -> None:
        with pytest.raises(SystemExit):
            main(["report", "--help"])
        said = capsys.readouterr().out
        assert "Decide on --protect and --merge before the first release: " in said
        assert "a round is closed" in said

    @pytest.mark.parametrize("merge", ["civil-society+economy", " economy + civil-society "])
    def test_two_perspectives(self, merge: str, town: Path, capsys: Output) -> None:
        del town
        assert main([*ARGUMENTS, "--merge", merge, "--format", "json"]) == FINE
        expected = schemas.write(evaluated(rule=wo.ProtectionRule(merges=JOINT)))
        assert capsys.readouterr().out.encode() == expected

    def test_several_times(self, town: Path, capsys: Output) -> None:
        del town
        merges = ["--merge", "civil-society+economy", "--merge", "politics+residents"]
        assert main([*ARGUMENTS, *merges, "--protect", "6", "--format", "json"]) == FINE
        rule = wo.ProtectionRule(k=6, merges=[*JOINT, ("politics", "residents")])
        assert capsys.readouterr().out.encode() == schemas.write(evaluated(rule=rule))

    @pytest.mark.parametrize("command", ["report", "protection"])
    @pytest.mark.parametrize(
        ("merges", "named"),
        [
            (["politics"], "civil-society+economy"),
            ([""], "civil-society+economy"),
            (["politics+politics"], "civil-society+economy"),
            (["politics+economy", "economy+residents"], "civil-society+economy"),
            (["politics+trade"], "trade"),
            (["politics+"], "erspe"),
            (["administration+politics+civil-society+economy+residents"], "64"),
        ],
    )
    def test_what_cannot_be_merged(
        self, merges: list[str], named: str, command: str, town: Path, capsys: Output
    ) -> None:
        del town
        options = [part for one in merges for part in ("--merge", one)]
        said = set()
        for language in ("de", "en"):
            arguments = [command, *ARGUMENTS[1:], *options, "--language", language]
            assert main(arguments) == CANNOT_RUN
            output = capsys.readouterr()
            assert output.out == ""
            assert output.err.startswith(f"weltoffen {command}: --merge: ")
            assert named in output.err
            said.add(output.err)
        assert len(said) == 2

    def test_a_single_group_is_nothing_to_compare(self, town: Path, capsys: Output) -> None:
        edit(town / "assessment.json", lambda one: one.update(perspectives=one["perspectives"][:3]))
        (town / "answers.ndjson").write_bytes(demo_bytes("answers.ndjson").splitlines()[0])
        merge = ["--merge", "politics+administration+civil-society"]
        assert main([*ARGUMENTS, *merge]) == CANNOT_RUN
        assert "eine einzige Gruppe" in capsys.readouterr().err

    def test_a_single_group_without_merging(self, town: Path) -> None:
        edit(town / "assessment.json", lambda one: one.update(perspectives=one["perspectives"][:1]))
        (town / "answers.ndjson").write_bytes(demo_bytes("answers.ndjson").splitlines()[0])
        assert main([*ARGUMENTS]) == FINE


class TestLaterReleases:
    """P7: a round is closed at its first release; later ones are made from it."""

    @pytest.fixture
    def released(self, town: Path) -> wo.Report:
        first = first_release()
        (town / "first.json").write_bytes(schemas.write(first))
        return first

    def again(self, *more: str) -> int:
        return main([*ARGUMENTS, "--released", "first.json", "-o", "later.json", *more])

    @pytest.mark.parametrize(
        ("options", "k", "merges"),
        [
            ([], 6, JOINT),
            (["--protect", "12"], 12, JOINT),
            (["--merge", "politics+residents"], 6, (("politics", "residents"),)),
        ],
    )
    def test_its_k_and_merges_hold_unless_others_are_given(
        self, options: list[str], k: int, merges: Merges, town: Path, released: wo.Report
    ) -> None:
        assert self.again(*options) == FINE
        rule = wo.ProtectionRule(k=k, merges=merges)
        later = released if rule == FIRST else evaluated(rule=rule, released=released)
        assert (later == released) is (not options)
        assert (town / "later.json").read_bytes() == schemas.write(later)

    def test_nothing_is_opened_that_was_closed(self, town: Path, released: wo.Report) -> None:
        """The tally alone would show more with k = 3; a later release does not."""
        assert self.again("--protect", "3") == FINE
        later = json.loads((town / "later.json").read_bytes())
        fresh = evaluated(rule=wo.ProtectionRule(k=3, merges=JOINT))
        shown = sum(len(one.published) for one in released.questions)
        assert sum(len(one["published"]) for one in later["questions"]) == shown
        assert sum(len(one.published) for one in fresh.questions) > shown

    @pytest.mark.usefixtures("released")
    def test_other_answers_are_refused(self, town: Path, capsys: Output) -> None:
        lines = demo_bytes("answers.ndjson").splitlines(keepends=True)
        (town / "answers.ndjson").write_bytes(b"".join(lines[:-1]))
        assert self.again() == PROBLEMS
        said = capsys.readouterr().err.splitlines()
        assert said[0].startswith("first.json: /responses: release-differs: ")
        assert all(line.startswith("first.json: /") for line in said)
        assert not (town / "later.json").exists()

    @pytest.mark.usefixtures("released")
    def test_the_report_of_another_round(self, town: Path, capsys: Output) -> None:
        edit(town / "first.json", lambda one: one.update(assessment="musterstadt-2024"))
        assert self.again() == PROBLEMS
        said = capsys.readouterr().err
        assert said.startswith("first.json: /assessment: tally-other-assessment: ")

    @pytest.mark.usefixtures("released")
    def test_wrong_options_are_still_named(self, capsys: Output) -> None:
        assert self.again("--protect", "2") == CANNOT_RUN
        assert "--protect: " in capsys.readouterr().err

    def test_other_documents(self, town: Path, capsys: Output) -> None:
        assert self.again() == CANNOT_RUN
        assert "first.json lässt sich nicht lesen" in capsys.readouterr().err
        save(town / "first.json", new(capsys, "response"))
        assert self.again() == PROBLEMS
        assert capsys.readouterr().err.startswith("first.json: /$schema: other-kind: ")


class TestAnEarlierRound:
    """G8: the change since an earlier round of the same municipality."""

    @pytest.fixture
    def before(self, town: Path) -> wo.Report:
        report = earlier_report()
        (town / "2024.json").write_bytes(schemas.write(report))
        return report

    def again(self, *more: str) -> int:
        return main([*ARGUMENTS, "--previous", "2024.json", *more])

    @pytest.mark.parametrize("reworded", [False, True])
    def test_the_change_is_in_the_report(
        self, *, reworded: bool, before: wo.Report, capsys: Output
    ) -> None:
        option = ["--reworded"] if reworded else []
        assert self.again("--format", "json", *option) == FINE
        earlier = wo.Earlier(report=before, edition=wo.load_reference("2026.1"), reworded=reworded)
        expected = evaluated(earlier=earlier)
        assert capsys.readouterr().out.encode() == schemas.write(expected)
        assert expected.change is not None
        assert expected.change.reworded is reworded

    @pytest.mark.usefixtures("before")
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_in_markdown(self, language: str, capsys: Output) -> None:
        assert self.again("--language", language) == FINE
        said = capsys.readouterr().out
        assert "Musterstadt 2024" in said

    def test_from_standard_input(
        self, before: wo.Report, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        standard_input(monkeypatch, schemas.write(before))
        assert main([*ARGUMENTS, "--previous", "-", "--format", "json"]) == FINE
        assert json.loads(capsys.readouterr().out)["change"]["earlier"]["round"]["id"] == "2024"

    @pytest.mark.usefixtures("before")
    def test_another_town(self, town: Path, capsys: Output) -> None:
        edit(town / "2024.json", lambda one: one["municipality"].update(name="Anderstadt"))
        assert self.again() == PROBLEMS
        said = capsys.readouterr().err
        assert said.startswith("2024.json: /municipality: other-municipality: ")

    @pytest.mark.usefixtures("before")
    def test_an_edition_that_is_not_shipped(self, town: Path, capsys: Output) -> None:
        edit(town / "2024.json", lambda one: one["stamp"]["edition"].update(id="own-edition"))
        assert self.again() == CANNOT_RUN
        said = capsys.readouterr().err
        assert "own-edition" in said
        assert "weltoffen.compare_reports" in said

    @pytest.mark.usefixtures("before")
    def test_the_town_s_own_questions_take_no_part(self, town: Path, capsys: Output) -> None:
        own = {
            "nodes": [{"id": "own", "title": {"de": "Eigenes"}}],
            "questions": [
                {"id": "own-q", "node": "own", "title": {"de": "x"}, "kind": "number"}
                | {"minimum": 0, "maximum": 10}
            ],
        }
        assessment, answers = demo_round("2024")
        with_own = json.dumps({**json.loads(assessment), "supplement": own}).encode()
        report = wo.evaluate(answers, with_own)
        assert report.supplement
        (town / "2024.json").write_bytes(schemas.write(report))
        assert self.again("-o", "report.md") == FINE
        assert capsys.readouterr().err.splitlines() == [
            "2024.json: Die eigenen Fragen der Kommune nehmen am Vergleich nicht teil.",
            "Geschrieben: report.md",
        ]

    def test_reworded_needs_a_round_to_compare(self, town: Path, capsys: Output) -> None:
        del town
        assert main([*ARGUMENTS, "--reworded"]) == CANNOT_RUN
        assert "--previous" in capsys.readouterr().err


class TestStandardInput:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["-", "--assessment", "assessment.json", "--previous", "-"],
            ["-", "--assessment", "assessment.json", "--released", "-"],
            ["answers.ndjson", "--assessment", "-", "--previous", "-"],
            ["answers.ndjson", "--assessment", "a.json", "--previous", "-", "--released", "-"],
        ],
    )
    def test_twice(self, arguments: list[str], capsys: Output) -> None:
        assert main(["report", *arguments]) == CANNOT_RUN
        assert "Standardeingabe" in capsys.readouterr().err
