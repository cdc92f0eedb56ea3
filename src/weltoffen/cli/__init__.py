# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""The command line ``weltoffen`` (Kommandozeile): each command has a module of its own."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from weltoffen.cli.arguments import parser
from weltoffen.cli.console import CANNOT_RUN, FINE, LEFT_OUT, PROBLEMS, CannotRun, Console, silence
from weltoffen.errors import InvalidDocument, MissingExtra, WeltoffenError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["BROKEN_PIPE", "CANNOT_RUN", "FINE", "INTERRUPTED", "LEFT_OUT", "PROBLEMS", "main"]

INTERRUPTED = 130
"""Exit code after an interrupt; what a shell reports for a command that SIGINT ended."""
BROKEN_PIPE = 141
"""Exit code where the reader of the output went away; what a shell reports for SIGPIPE."""

_NO_ACCESS = frozenset({"cannot-read", "cannot-write", "not-a-file"})
"""Problems of files, not of what stands in them."""
_HOMES = {
    "check": "checking",
    "new": "templates",
    "questionnaire": "blanks",
    "report": "reporting",
    "render": "rendering",
    "charts": "charting",
    "workshop": "workshops",
    "paper": "papers",
    "course": "courses",
    "participation": "courses",
    "measures": "courses",
    "goals": "courses",
    "monitoring": "courses",
    "compare": "comparing",
    "protection": "protecting",
    "tally": "tallying",
    "reference": "counting",
    "schema": "printing",
    "demo": "showing",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: What stands behind the name of the program; None takes it from the process.

    Returns:
        0 if all is well, 1 if a document has problems, 2 if the command was wrong, a file cannot be
        read or written or an extra is missing, 3 if all was written but refused responses were left out, as
        ``--skip-refused`` asks, 130 after an interrupt. No error of an input ends in a traceback.

    Raises:
        SystemExit: By argparse: 0 after ``--help`` and ``--version``, 2 for wrong arguments.
    """
    options = parser().parse_args(arguments)
    console = Console(options.language)
    try:
        command = importlib.import_module(f"weltoffen.cli.{_HOMES[options.command]}")
        code: int = command.run(options, console)
        console.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        silence()
        return BROKEN_PIPE
    except InvalidDocument as error:
        console.complain(error)
        hopeless = any(problem.code in _NO_ACCESS for problem in error.problems)
        return CANNOT_RUN if hopeless else PROBLEMS
    except WeltoffenError as error:
        console.note(f"weltoffen {options.command}: {error}")
        return CANNOT_RUN if isinstance(error, (CannotRun, MissingExtra)) else PROBLEMS
    return code
