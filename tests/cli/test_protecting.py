# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""``weltoffen protection``: the operator's private account."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from tests.builders import Town, after, checklist, flat, single, town
from tests.cli.commands import Output, new, save

import weltoffen as wo
from weltoffen import schemas
from weltoffen.cli import CANNOT_RUN, FINE, PROBLEMS, console, main, protecting
from weltoffen.demo import demo_bytes
from weltoffen.render import render_markdown
from weltoffen.scoring.account import GroupAccount, ItemAccount
from weltoffen.scoring.withholding import GroupReason, ItemReason

if TYPE_CHECKING:
    from pathlib import Path

    from weltoffen.model.response import Response

ARGUMENTS = ("protection", "answers.ndjson", "--assessment", "assessment.json")


def told(here: Town, *responses: Response, language: str = "de", k: int = 5) -> list[str]:
    """Tell the account of a small town, with the merges that are suggested."""
    counts, rule = here.tally(*responses), wo.ProtectionRule(k=k)
    account = wo.account_for(counts, rule, here.assessment, here.edition)
    suggestions = wo.suggest_merges(counts, rule, here.assessment, here.edition)
    return list(protecting.Telling(account, console.Console(language)).lines(suggestions))


def row(lines: list[str], start: str) -> list[str]:
    """Give the columns of the one line that begins with a word."""
    (found,) = [line for line in lines if line.split()[:1] == [start]]
    return [part.strip() for part in found.split("  ") if part.strip()]


class TestItIsPrivate:
    """P4: reasons exist for the operator alone; nothing that publishes takes them."""

    @pytest.mark.parametrize(
        ("language", "said"),
        [("de", "NICHT ZUR VERÖFFENTLICHUNG. "), ("en", "NOT FOR PUBLICATION. ")],
    )
    def test_the_first_line_says_so(
        self, language: str, said: str, town: Path, capsys: Output
    ) -> None:
        del town
        assert main([*ARGUMENTS, "--language", language]) == FINE
        assert capsys.readouterr().out.startswith(said)

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            (
                "de",
                (
                    "Es gilt für eine erste Veröffentlichung; ein späterer Bericht desselben "
                    "Durchgangs wird aus dem ersten gemacht (--released) und zeigt höchstens so "
                    "viel wie dieser."
                ),
            ),
            (
                "en",
                (
                    "It is about a first release; a later report of the same round is made from "
                    "the first (--released) and shows at most as much."
                ),
            ),
        ],
    )
    def test_the_first_line_says_that_it_is_about_a_first_release_p7(
        self, language: str, said: str, town: Path, capsys: Output
    ) -> None:
        del town
        assert main([*ARGUMENTS, "--language", language]) == FINE
        assert said in capsys.readouterr().out.splitlines()[0]

    def test_the_help_says_that_it_is_about_a_first_release_p7(self, capsys: Output) -> None:
        with pytest.raises(SystemExit):
            main(["protection", "--help"])
        said = " ".join(capsys.readouterr().out.split())
        assert "It is about a first release. A later report of the same round is made from" in said
        assert "(weltoffen report --released) and shows at most as much." in said

    def test_the_help_says_so(self, capsys: Output) -> None:
        with pytest.raises(SystemExit):
            main(["protection", "--help"])
        assert "\n\nNOT FOR PUBLICATION. " in capsys.readouterr().out

    def test_no_writer_takes_an_account(self) -> None:
        here = town(single("q"))
        rule = wo.ProtectionRule()
        counts = here.tally(*here.persons("politics", q="01234"))
        account = wo.account_for(counts, rule, here.assessment, here.edition)
        (suggestion,) = wo.suggest_merges(counts, rule, here.assessment, here.edition)
        for private in (account, account.items[0], suggestion):
            for publish in (schemas.write, schemas.write_line, render_markdown):
                with pytest.raises(wo.Unprotected):
                    publish(private)  # type: ignore[arg-type]
            with pytest.raises(wo.Unprotected):
                wo.build_report(private, here.assessment, here.edition)  # type: ignore[arg-type]

    def test_it_writes_no_file(self, town: Path) -> None:
        before = {one.name for one in town.iterdir()}
        assert main([*ARGUMENTS]) == FINE
        assert {one.name for one in town.iterdir()} == before
        with pytest.raises(SystemExit):
            main([*ARGUMENTS, "-o", "account.txt"])


class TestWhatIsTold:
    """P2, P3, P4: who took part, and for each question that is not shown whole what is hidden and why."""

    HERE = town(single("p"), single("q"), single("r", depends_on=after("q", "s3")))
    PERSONS = flat(
        [
            HERE.persons("politics", p="012340", q="33333-", r="01234-"),
            HERE.persons("civil-society", p="0123", q="0123", r="---0"),
            HERE.persons("economy", p="012", q="011"),
            HERE.persons("residents", p="0123401", q="0123401", r="---1---"),
        ]
    )

    def test_who_took_part(self) -> None:
        """Worked by hand: 4 and 3 are fewer than 5, and together a rest that is large enough."""
        lines = told(self.HERE, *self.PERSONS)
        assert row(lines, "administration") == ["administration", "0"]
        assert row(lines, "politics") == ["politics", "6", "wird gezeigt"]
        assert row(lines, "economy") == ["economy", "3", "verborgen: weniger als 5"]
        assert row(lines, "alle") == ["alle zusammen", "20", "wird gezeigt"]

    def test_every_question_that_is_not_shown_whole(self) -> None:
        """P is shown in part; q is hidden, because all in politics said the same; r depends on q.

        At r politics has its 5, but they would have to keep the 1 + 1 others company.
        """
        lines = told(self.HERE, *self.PERSONS)
        assert "3 Fragen: 0 ganz gezeigt, 1 teilweise, 2 ganz verborgen." in lines
        hidden = "schon oben verborgen: civil-society"
        assert row(lines, "p") == ["p", "teilweise", f"{hidden} 4, economy 3"]
        same = "alle Antworten, oder alle bis auf eine, sind gleich: politics"
        assert row(lines, "q") == ["q", "ganz verborgen", f"{same}; {hidden} 4, economy 3"]
        parent = "die Frage, von der sie abhängt, ist verborgen"
        assert row(lines, "r")[:2] == ["r", "ganz verborgen"]
        assert row(lines, "r")[2].split("; ") == [
            parent,
            "damit im Rest genug andere sind: politics 5",
            f"{hidden} 1, economy 0",
            "weniger als 5: residents 1",
        ]

    def test_in_english(self) -> None:
        lines = told(self.HERE, *self.PERSONS, language="en")
        assert row(lines, "residents") == ["residents", "7", "is shown"]
        assert row(lines, "p") == [
            "p",
            "in part",
            "already hidden above: civil-society 4, economy 3",
        ]

    def test_company_and_the_rest_that_is_of_one_mind(self) -> None:
        """3 and 7 persons: the larger group keeps the smaller one company, and all of them said the same."""
        here = town(single("p"), perspectives=("administration", "politics", "economy"))
        persons = [
            *here.persons("administration", p="01234012"),
            *here.persons("politics", p="3333333"),
            *here.persons("economy", p="333"),
        ]
        lines = told(here, *persons)
        assert row(lines, "politics")[2] == "verborgen: damit im Rest genug andere sind"
        assert row(lines, "p")[2].startswith(
            "alle Antworten, oder alle bis auf eine, sind gleich: der Rest (politics, economy); "
        )

    def test_everybody_is_one_cell_however_it_is_found(self) -> None:
        """Too few in each group: the rest is everybody, and so is the total."""
        here = town(single("p"))
        persons = flat(here.persons(one, p="333") for one in ("politics", "economy"))
        assert "gleich: alle zusammen; " in row(told(here, *persons), "p")[2]

    def test_a_checklist_that_nearly_all_ticked(self) -> None:
        here = town(checklist("c"))
        persons = here.persons(
            "politics", c=[["x"], ["x", "y"], ["x", "z"], ["x", "y", "z"], ["x"]]
        )
        (why,) = row(told(here, *persons), "c")[2:]
        assert why == (
            "einen Listenpunkt haben alle angekreuzt oder niemand, bis auf höchstens eine Person: politics"
        )

    def test_fewer_than_k_in_all(self) -> None:
        here = town(single("p"))
        lines = told(here, *here.persons("politics", p="0123"))
        assert row(lines, "alle") == ["alle zusammen", "4", "verborgen: weniger als 5"]
        assert row(lines, "p")[1:] == [
            "ganz verborgen",
            "weniger als 5 Antworten zusammen; weniger als 5: politics 4",
        ]

    def test_nothing_is_hidden(self) -> None:
        here = town(single("p"))
        lines = told(here, *here.persons("politics", p="01234"))
        assert "1 Fragen: 1 ganz gezeigt, 0 teilweise, 0 ganz verborgen." in lines
        assert not any("Was" in line.split() for line in lines)

    def test_nobody(self) -> None:
        here = town(single("p"))
        assert told(here, here.official(p="s1"))[1:] == [
            "Es hat niemand persönlich geantwortet; zu schützen ist nichts."
        ]

    @pytest.mark.parametrize("language", ["de", "en"])
    @pytest.mark.parametrize("hidden", get_args(ItemReason))
    @pytest.mark.parametrize("reason", get_args(GroupReason))
    def test_every_reason_has_words(
        self, hidden: ItemReason, reason: GroupReason, language: str
    ) -> None:
        """Some reasons cannot be brought about from outside, such as the audit's (P8)."""
        groups = (GroupAccount(group="politics", answers=2, reason=reason),)
        account = wo.Account(
            rule=wo.ProtectionRule(k=7),
            participation=ItemAccount(question=None, groups=groups),
            items=(ItemAccount(question="p", hidden=hidden, groups=groups),),
        )
        lines = list(protecting.Telling(account, console.Console(language)).lines(()))
        why = row(lines, "p")[2]
        assert "; " in why
        assert why.endswith(": politics 2")
        assert ("7" in why) == ("too-few" in {hidden, reason})


class TestWhichMerges:
    """P2, P7: merges that would make more publishable, found by numbers alone."""

    HERE = town(single("p"))
    PERSONS = flat(
        [
            HERE.persons("politics", p="012340"),
            HERE.persons("civil-society", p="0123"),
            HERE.persons("economy", p="01"),
        ]
    )

    def test_best_first_and_without_merges_at_the_end(self) -> None:
        """Worked by hand: 6, 4 and 2 persons.

        With 4 + 2 all three have a voice, and with 6 + 2 not even 4 are shown beside them. Without merges 6
        has to keep the others company.
        """
        lines = told(self.HERE, *self.PERSONS)
        head = next(i for i, line in enumerate(lines) if line.split()[:1] == ["Paare"])
        assert [line.split(maxsplit=2) for line in lines[head + 1 :]] == [
            ["3", "2", "--merge civil-society+economy"],
            ["1", "3", "ohne --merge"],
            ["0", "2", "--merge politics+civil-society"],
            ["0", "2", "--merge politics+economy"],
        ]
        assert "der 3 Paare" in lines[head - 3]
        assert "Vor der ersten Veröffentlichung" in lines[head - 1]

    def test_fewer_than_three_groups(self) -> None:
        here = town(single("p"))
        persons = flat(here.persons(one, p="01234") for one in ("politics", "economy"))
        assert told(here, *persons)[-1] == (
            "Zusammenlegen hilft erst ab drei Gruppen, die teilgenommen haben."
        )

    def test_ten_and_how_it_is_without(self, town: Path, capsys: Output) -> None:
        """The demo has 14 divisions; without merges least is shown but for two."""
        del town
        assert main([*ARGUMENTS]) == FINE
        lines = capsys.readouterr().out.splitlines()
        head = next(i for i, line in enumerate(lines) if line.split()[:1] == ["Paare"])
        found = [line.split(maxsplit=2) for line in lines[head + 1 :]]
        assert len(found) == 11
        assert found[-1][2] == "ohne --merge"
        voices = [int(one[0]) for one in found]
        assert voices == sorted(voices, reverse=True)

    def test_what_is_offered_can_be_used_as_it_stands(self, town: Path, capsys: Output) -> None:
        assert main([*ARGUMENTS]) == FINE
        lines = capsys.readouterr().out.splitlines()
        best = next(line for line in lines if "--merge politics+residents --merge" in line)
        merges = best.split(maxsplit=2)[2].split()
        assert main(["report", *ARGUMENTS[1:], *merges, "-o", "report.json"]) == FINE
        report = schemas.read_report(town / "report.json")
        assert [one.members for one in report.participation if one.members] == [
            ("politics", "residents"),
            ("civil-society", "economy"),
        ]
        capsys.readouterr()
        assert main([*ARGUMENTS, *merges]) == FINE
        shown = capsys.readouterr().out
        assert f"k = 5, zusammengelegt: {' '.join(merges)}\n" in shown


class TestTheSameAsTheReport:
    """P5: the account and the report rest on the same decisions."""

    @pytest.mark.parametrize("k", [3, 5, 10])
    def test_what_is_hidden(self, k: int, town: Path, capsys: Output) -> None:
        assert main([*ARGUMENTS, "--protect", str(k)]) == FINE
        lines = capsys.readouterr().out.splitlines()
        report = wo.evaluate(
            town / "answers.ndjson", town / "assessment.json", rule=wo.ProtectionRule(k=k)
        )
        hidden = {one.question for one in report.questions if one.total is None}
        assert hidden
        assert {line.split()[0] for line in lines if " ganz verborgen  " in line} == hidden


class TestErrors:
    def test_without_assessment(self, town: Path, capsys: Output) -> None:
        del town
        assert main(["protection", "answers.ndjson"]) == CANNOT_RUN
        assert "weltoffen new assessment" in capsys.readouterr().err

    def test_standard_input_twice(self, capsys: Output) -> None:
        assert main(["protection", "-", "--assessment", "-"]) == CANNOT_RUN
        assert "Standardeingabe" in capsys.readouterr().err

    def test_no_response_at_all(self, town: Path, capsys: Output) -> None:
        (town / "answers.ndjson").write_bytes(b"")
        assert main([*ARGUMENTS]) == PROBLEMS
        output = capsys.readouterr()
        assert output.out == ""
        assert "no-responses" in output.err

    def test_problems_are_listed_with_their_line(self, town: Path, capsys: Output) -> None:
        lines = demo_bytes("answers.ndjson").splitlines()
        (town / "answers.ndjson").write_bytes(b"\n".join([*lines[:2], b"{}"]))
        assert main([*ARGUMENTS]) == PROBLEMS
        output = capsys.readouterr()
        assert output.out == ""
        assert output.err.startswith("answers.ndjson:3: /$schema: missing-key: ")

    def test_a_document_of_another_kind(self, town: Path, capsys: Output) -> None:
        save(town / "answers.json", new(capsys, "assessment"))
        assert main(["protection", "answers.json", *ARGUMENTS[2:]]) == PROBLEMS
        assert "other-kind" in capsys.readouterr().err
