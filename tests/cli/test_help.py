# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What ``--help`` says of every command."""

from __future__ import annotations

import argparse
import shlex
from typing import TYPE_CHECKING

import pytest

from weltoffen import cli, interop
from weltoffen.cli import FINE, arguments, main, options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.cli.commands import Output

WIDTH = 100


def commands() -> Mapping[str, argparse.ArgumentParser]:
    """Give the parsers of all commands by name, as argparse keeps them."""
    (found,) = (
        one.choices
        for one in arguments.parser()._actions  # noqa: SLF001 - argparse has no public way
        if isinstance(one, argparse._SubParsersAction)  # noqa: SLF001 - see above
    )
    return dict(found)


COMMANDS = commands()


class TestEveryCommand:
    def test_there_are_those_of_the_issues(self) -> None:
        """Every command of the program is there."""
        assert list(COMMANDS) == [
            *("check", "new", "questionnaire", "report", "render", "charts", "workshop", "paper"),
            *("course", "participation", "measures", "goals", "monitoring"),
            *("compare", "protection", "tally", "reference", "schema", "demo"),
        ]
        assert set(COMMANDS) == cli._HOMES.keys()  # noqa: SLF001 - a command without a home would fail late

    @pytest.mark.parametrize("command", ["", *COMMANDS])
    def test_help_fits_into_a_hundred_columns_and_ends_with_examples(
        self, command: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
    ) -> None:
        monkeypatch.setenv("COLUMNS", str(WIDTH))
        with pytest.raises(SystemExit) as stop:
            main([*shlex.split(command), "--help"])
        assert stop.value.code == FINE
        said = capsys.readouterr().out
        assert said.startswith("usage: weltoffen")
        assert [line for line in said.splitlines() if len(line) > WIDTH] == []
        assert f"\nexamples:\n  weltoffen {command}".rstrip() in said

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_option_has_a_help(self, command: str) -> None:
        found = COMMANDS[command]._actions  # noqa: SLF001 - see above
        assert all(one.help for one in found)

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_example_can_be_parsed(self, command: str) -> None:
        text = (COMMANDS[command].epilog or "").replace("\\\n", " ")
        lines = [line.strip() for line in text.splitlines() if "weltoffen " in line]
        assert lines
        for line in lines:
            typed = line[line.index("weltoffen ") :].partition("   ")[0].partition(" > ")[0]
            assert arguments.parser().parse_args(shlex.split(typed)[1:]).command == command


class TestNamesThatAreWrittenOut:
    """``--help`` stays fast: it loads no tables, so their names stand in the command line once more."""

    def test_tables(self) -> None:
        assert options.TABLES == interop.REPORT_TABLES

    def test_forms_of_answer_sheets(self) -> None:
        from weltoffen.interop import answersheets  # noqa: PLC0415 - only here

        assert answersheets.FORMS == options.SHEET_FORMS
