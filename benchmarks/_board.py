# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What was measured: printed as it comes, held against the bars, and written down as Markdown."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, final

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _measure import Times

FIGURES = Path(__file__).parents[1] / "docs" / "guide" / "figures.md"
PACKAGES = (
    "attrs",
    "cattrs",
    "jsonschema",
    "jsonschema-rs",
    "msgspec",
    "pandas",
    "polars",
    "pydantic",
)
RATIOS = ("what", "ratio", "bar", "verdict")
HEAD = """\
# Figures

How fast it is, as ratios of things measured side by side in one run. Times stand beside them for
orientation only, as they depend on the machine. What each line compares is said in `benchmarks/README.md`.
The tables are written by `python benchmarks/run.py --write` and `python benchmarks/growth.py --write`.
"""


@final
@attrs.define
class Section:
    """A table and the notes above it."""

    title: str
    header: Sequence[str]
    notes: list[str] = attrs.Factory(list)
    rows: list[Sequence[str]] = attrs.Factory(list)


@final
@attrs.define
class Board:
    """Prints what comes in, and remembers what was missed.

    Attributes:
        judging: Whether ratios are held against their bars; a first look with few responses is not.
    """

    judging: bool = True
    missed: list[str] = attrs.Factory(list)
    sections: list[Section] = attrs.Factory(list)

    def section(self, title: str, header: Sequence[str] = RATIOS) -> None:
        """Begin a table."""
        self.sections.append(Section(title, header))
        print(f"\n{title}", flush=True)
        if header is not RATIOS:
            print("  " + "".join(f"{name:>22}" for name in header))

    def note(self, text: str) -> None:
        """Say something beside the figures."""
        self.sections[-1].notes.append(text)
        print(f"  ({text})", flush=True)

    def row(self, *cells: str) -> None:
        """Add a line to a table that does not hold ratios with bars."""
        self.sections[-1].rows.append(cells)
        print("  " + "".join(f"{cell:>22}" for cell in cells), flush=True)

    def show(
        self, what: str, ratio: float, *, most: float | None = None, least: float | None = None
    ) -> None:
        """Add a ratio, with its bar if there is one."""
        bar = verdict = ""
        if most is not None or least is not None:
            kept = (most is None or ratio <= most) and (least is None or ratio >= least)
            bar = f"at most {most:g}" if most is not None else f"at least {least:g}"
            verdict = ("kept" if kept else "MISSED") if self.judging else "not judged"
            if self.judging and not kept:
                self.missed.append(f"{what}: {ratio:.2f}, {bar}")
        self.sections[-1].rows.append((what, f"{ratio:.2f}", bar, verdict))
        print(f"  {what:<84} {ratio:9.2f}  {bar:<13} {verdict}".rstrip(), flush=True)

    def compare(self, what: str, times: Times, pair: tuple[str, str], **bar: float | None) -> None:
        """Add the ratio of two contenders, if both were there."""
        if all(name in times.taken for name in pair):
            self.show(what, times.ratio(*pair), **bar)

    def missing(self, package: str) -> None:
        """Go on without a package, whose bars are missed then."""
        self.missed.append(f"{package} is not installed")
        self.note(f"left out, as {package} is not installed: pip install --group bench")

    def verdict(self) -> str:
        """Say at the end what was missed."""
        if not self.missed:
            return "all bars kept" if self.judging else "no bar was judged"
        return f"{len(self.missed)} missed:\n" + "\n".join(f"  {one}" for one in self.missed)


def machine() -> str:
    """Say what the figures were measured on."""
    name = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.exists() and (found := re.search(r"model name\s*: (.+)", about.read_text())):
        name = found[1]
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return f"{name}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}{load}"


def versions() -> str:
    """Say with which versions."""
    found = [f"{platform.python_implementation()} {platform.python_version()}"]
    for package in ("weltoffen", *PACKAGES):
        try:
            found.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"no {package}")
    return ", ".join(found)


def write(board: Board, title: str, about: str, path: Path = FIGURES) -> None:
    """Write one script's tables into the page of figures; those of the other script stay."""
    begin, end = f"<!-- begin {title} -->", f"<!-- end {title} -->"
    text = "\n".join(
        [
            begin,
            f"## {title}",
            "",
            about,
            "",
            *(line for section in board.sections for line in _table(section)),
            end,
        ]
    )
    page = path.read_text(encoding="utf-8") if path.exists() else HEAD
    if begin in page:
        before, rest = page.split(begin, 1)
        page = before + text + rest.split(end, 1)[1]
    else:
        page = f"{page.rstrip()}\n\n{text}\n"
    path.write_text(page, encoding="utf-8", newline="\n")
    print(f"written to {path}")


def _table(section: Section) -> Iterable[str]:
    title, rest = section.title.partition(": ")[::2]
    yield f"### {title}"
    yield ""
    told = [rest] if rest else []
    for note in (*told, *section.notes):
        yield f"{note[0].upper()}{note[1:]}."
        yield ""
    if section.rows:
        yield "| " + " | ".join(section.header) + " |"
        yield "|" + "---|" * len(section.header)
        yield from ("| " + " | ".join(row) + " |" for row in section.rows)
        yield ""
