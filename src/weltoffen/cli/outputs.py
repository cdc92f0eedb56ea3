# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What commands write (Ausgabe): the form of a document and where it goes; columns for a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from weltoffen.cli.console import STANDARD, CannotRun, shown_name

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    from weltoffen.cli.console import Console

USUAL = "md"


def chosen_form(options: argparse.Namespace, suffixes: Mapping[str, str], console: Console) -> str:
    """Say in which form to write: as asked for, by the name of the file, or Markdown.

    Raises:
        CannotRun: If the name of the file does not show it.
    """
    if options.format is not None:
        return str(options.format)
    if options.output in {None, STANDARD}:
        return USUAL
    form = suffixes.get(Path(options.output).suffix.lower())
    if form is None:
        forms = sorted(set(suffixes.values()))
        name = shown_name(options.output)
        raise CannotRun(
            console.phrase("file.which-format", name=name, one=forms[0], other=forms[1])
        )
    return form


def put_out(options: argparse.Namespace, data: bytes, console: Console) -> None:
    """Write a document to the file that was named, or to standard output."""
    if options.output in {None, STANDARD}:
        console.data(data)
    else:
        console.save(Path(options.output), data)
        console.note(console.phrase("file.written", name=shown_name(options.output)))


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write rows as indented lines, with their columns below each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip()
