# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What commands write (Ausgabe): the form of a document and where it goes; columns for a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from weltoffen.cli.console import STANDARD, CannotRun, shown_name

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from weltoffen.cli.console import Console

USUAL = "md"
BINARY = frozenset({"docx", "xlsx"})
"""Forms that no terminal can show."""
ENDINGS: Mapping[str, str] = {
    **{f".{form}": form for form in ("md", "html", "docx", "json", "csv", "xlsx")},
    ".markdown": "md",
    ".htm": "html",
}
"""Forms by the ends of file names."""


def chosen_form(
    options: argparse.Namespace, forms: Sequence[str], console: Console, usual: str = USUAL
) -> str:
    """Say in which form to write: as asked for, by the name of the file, or as usual.

    Raises:
        CannotRun: If the name of the file does not show it, or a terminal would have to show what it cannot.
    """
    to_file = options.output not in {None, STANDARD}
    form = options.format
    if form is None:
        form = _form_named(options.output, forms, console) if to_file else usual
    if form in BINARY and not to_file and console.on_terminal:
        raise CannotRun(console.phrase("file.no-text", form=form))
    return str(form)


def _form_named(name: str, forms: Sequence[str], console: Console) -> str:
    form = ENDINGS.get(Path(name).suffix.lower())
    if form not in forms:
        listed = ", ".join(f"--format {one}" for one in forms)
        raise CannotRun(console.phrase("file.which-format", name=shown_name(name), forms=listed))
    return str(form)


def check_only_form(options: argparse.Namespace, form: str, console: Console) -> None:
    """Refuse a file whose name says another form than the only one that a command writes.

    Raises:
        CannotRun: If the name does not say this form.
    """
    if options.output in {None, STANDARD}:
        return
    if ENDINGS.get(Path(options.output).suffix.lower()) != form:
        name = shown_name(options.output)
        raise CannotRun(console.phrase(f"file.only-{form}", name=name))


def put_out(
    options: argparse.Namespace, data: bytes, console: Console, *, private: bool = False
) -> None:
    """Write a document to the file that was named, or to standard output; `private` as in `Console.save`."""
    if options.output in {None, STANDARD}:
        console.data(data)
    else:
        console.save(Path(options.output), data, private=private)
        console.note(console.phrase("file.written", name=shown_name(options.output)))


def put_into(folder: str, files: Iterable[tuple[str, bytes]], console: Console) -> None:
    """Write files into a folder.

    Raises:
        CannotRun: If that is not possible, or the folder has no name, such as an unset variable of a shell.
    """
    if not folder:
        raise CannotRun(console.phrase("file.no-folder"))
    number = 0
    for name, data in files:
        console.save(Path(folder, name), data)
        number += 1
    console.note(console.phrase("file.folder-written", name=shown_name(folder), number=number))


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write rows as indented lines, with their columns below each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip()
