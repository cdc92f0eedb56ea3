# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Looks at pages as people meet them: in headless Chromium, judged by axe-core, and by the Nu HTML checker.

`look` has ``tests/node/page.mjs`` open all files in one browser; `validate_html` starts one Java for
all. Both need what `reason_to_skip` looks for; `.ci/run` installs it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote, urlsplit

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NODE = Path(__file__).parents[1] / "node"
VNU = NODE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
PACKAGES = ("playwright-core", "axe-core", "vnu-jar")
BROWSERS = ("chromium", "chromium-browser")
PDF = "%PDF-"
PATIENCE = 900
"""Seconds after which a browser or checker counts as stuck."""


def find_browser() -> str | None:
    """Give the path of Chromium, or None."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def reason_to_skip() -> str | None:
    """Say what the checks of pages lack on this machine; None when they can run."""
    missing = [name for name in ("node", "java") if shutil.which(name) is None]
    if find_browser() is None:
        missing.insert(0, "chromium")
    if missing:
        return f"no page was looked at: not on the PATH: {', '.join(missing)}"
    if not all((NODE / "node_modules" / name).is_dir() for name in PACKAGES):
        return "no page was looked at: run `npm ci --ignore-scripts --prefix tests/node` first"
    return None


# --- Looking -----------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class View:
    """How a page is opened.

    ``axe`` says what axe-core judges: all its rules for WCAG 2.1 AA and good practice, the colours only,
    or nothing. In the dark only colours can differ.
    """

    name: str
    width: int
    height: int
    mobile: bool
    scheme: Literal["light", "dark"]
    axe: Literal["all", "colours"] | None


def _views(name: str, width: int, height: int, *, mobile: bool) -> tuple[View, View]:
    size: dict[str, Any] = {"width": width, "height": height, "mobile": mobile}
    return (
        View(name=f"{name}-light", scheme="light", axe="all", **size),
        View(name=f"{name}-dark", scheme="dark", axe="colours", **size),
    )


DESKTOP = _views("desktop", 1280, 900, mobile=False)
PHONE = _views("phone", 390, 844, mobile=True)
SMALL_PHONE = View(
    name="small-phone-light", width=360, height=800, mobile=True, scheme="light", axe=None
)
VIEWS = (*DESKTOP, *PHONE, SMALL_PHONE)


@attrs.frozen(kw_only=True)
class Finding:
    """A rule of axe-core that a page breaks: how often, and where first (at most five elements)."""

    id: str
    impact: str
    help: str
    count: int
    nodes: tuple[str, ...]

    def __str__(self) -> str:
        """Name the rule and where it is broken."""
        return f"axe {self.id} ({self.impact}), {self.count}×: {self.help}: {self.nodes}"


@attrs.frozen(kw_only=True)
class Judgement:
    """What axe-core says.

    ``violations`` breaks WCAG 2.1 A or AA, ``practice`` only what axe recommends; ``undecided`` names
    rules that axe could not decide, each with an element. Texts of drawings are in `Seen.faint`.
    """

    violations: tuple[Finding, ...]
    practice: tuple[Finding, ...]
    undecided: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Seen:
    """A page in one view.

    Attributes:
        view: The view's name.
        console: Every message in the browser's console, with its level.
        errors: Errors that no script of the page caught, and parts of the page that were not loaded.
        requests: Addresses asked for beside the page itself and ``data:``; each was refused.
        policy: What the page's Content-Security-Policy refused.
        lively: Elements that could act or load: scripts, links to styles, frames, event handlers.
        wanted: Width of the view in px.
        width: Width that the page takes, px, with every ``<details>`` closed or open.
        wide: Beginnings of elements (at most five) that stick out on the right.
        height: Height of the page in px.
        faint: Texts inside ``<svg>`` with a contrast under 4.5:1 (at most 20), each after its contrast.
        smallest: Size of the smallest letters inside ``<svg>`` as they are shown, px; None without any.
        references: Number of elements with ``data-ref``.
        pictures: Files of the screenshots, from top to bottom.
        axe: What axe-core says; None where the view does not ask.
    """

    view: str
    console: tuple[str, ...]
    errors: tuple[str, ...]
    requests: tuple[str, ...]
    policy: tuple[str, ...]
    lively: tuple[str, ...]
    wanted: int
    width: int
    wide: tuple[str, ...]
    height: int
    faint: tuple[str, ...]
    smallest: float | None
    references: int
    pictures: tuple[Path, ...]
    axe: Judgement | None

    @property
    def faults(self) -> tuple[str, ...]:
        """Give everything that must not be there."""
        return tuple(f"{self.view}: {fault}" for fault in self._faults())

    def _faults(self) -> Iterator[str]:
        kinds = ("console", "errors", "requests", "policy", "lively", "faint")
        for kind in kinds:
            yield from (f"{kind}: {one}" for one in getattr(self, kind))
        if self.width > self.wanted:
            yield f"{self.width} px wide instead of {self.wanted}: {self.wide}"
        if self.axe is not None:
            yield from map(str, (*self.axe.violations, *self.axe.practice))


@attrs.frozen(kw_only=True)
class Printed:
    """A page printed to PDF on A4, in light colours.

    Attributes:
        start: The first eight characters of the file.
        size: Of the file, in bytes.
        pages: Number of sheets.
        sizes: The different sizes of sheets, in points: (width, height).
        wanted: Width that the page has to get along with, px: A4 with margins of 2 cm.
        width: Width that the page takes, px; above ``wanted`` Chromium shrinks or cuts.
        wide: Beginnings of elements that stick out on the right.
        file: Where the PDF lies; None when it was not kept.
    """

    start: str
    size: int
    pages: int
    sizes: tuple[tuple[float, float], ...]
    wanted: int
    width: int
    wide: tuple[str, ...]
    file: Path | None

    @property
    def faults(self) -> tuple[str, ...]:
        """Give everything that must not be there."""
        return tuple(f"print: {fault}" for fault in self._faults())

    def _faults(self) -> Iterator[str]:
        if not self.start.startswith(PDF) or not self.pages:
            yield f"no PDF: {self.pages} pages, starts with {self.start!r}"
        if any((round(width), round(height)) not in A4 for width, height in self.sizes):
            yield f"not on A4: {self.sizes}"
        if self.width > self.wanted:
            yield f"{self.width} px wide instead of {self.wanted}: {self.wide}"


A4 = {(width, height) for width in (595, 596) for height in (842, 843)}
"""Points; Chromium rounds the millimetres of a style and those of its own differently."""


@attrs.frozen(kw_only=True)
class Looked:
    """A page in all views and in print (None when it was not printed)."""

    file: Path
    views: tuple[Seen, ...]
    printed: Printed | None

    @property
    def faults(self) -> tuple[str, ...]:
        """Give everything that must not be there, in any view or in print."""
        seen = (fault for view in self.views for fault in view.faults)
        return (*seen, *(self.printed.faults if self.printed else ()))


def look(
    files: Iterable[Path],
    *,
    views: Iterable[View] = VIEWS,
    printing: bool = True,
    pictures: Path | None = None,
    whole: bool = False,
) -> tuple[Looked, ...]:
    """Open pages in one Chromium and say what is to be seen.

    Args:
        files: HTML files, with different names.
        views: How to open each.
        printing: Whether to print each to PDF.
        pictures: Folder for screenshots ``<file>-<view>.png`` and ``<file>.pdf``; None: keep none.
        whole: Whether screenshots show the whole page, in parts of 2 000 px
            (``<file>-<view>-01.png`` …), not its first screen only.

    Returns:
        What was seen, in the order of the files.

    Raises:
        RuntimeError: The browser could not be started or a page could not be opened; with the reason.
    """
    files, views = tuple(files), tuple(views)
    job = {
        "chromium": find_browser(),
        "print": printing,
        "views": [attrs.asdict(view) for view in views],
        "pages": [_page(file, views, pictures, whole=whole) for file in files],
    }
    with tempfile.TemporaryDirectory() as folder:
        order = Path(folder) / "job.json"
        order.write_text(json.dumps(job), encoding="utf-8")
        answer = _answer(["node", str(NODE / "page.mjs"), str(order)])
    return tuple(
        _looked(file, views, found, pictures)
        for file, found in zip(files, answer["pages"], strict=True)
    )


def _page(
    file: Path, views: Iterable[View], pictures: Path | None, *, whole: bool
) -> dict[str, Any]:
    page: dict[str, Any] = {"file": str(file.resolve(strict=True))}
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
        base = pictures.resolve() / file.stem
        page["pdf"] = f"{base}.pdf"
        page["pictures"] = {
            view.name: {"path": f"{base}-{view.name}", "whole": whole} for view in views
        }
    return page


def _answer(command: list[str], *, allowed: tuple[int, ...] = (0,)) -> dict[str, Any]:
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=PATIENCE
    )
    if done.returncode not in allowed:
        message = f"{command[0]} ended with {done.returncode}:\n{done.stderr}{done.stdout}"
        raise RuntimeError(message)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _looked(
    file: Path, views: tuple[View, ...], found: dict[str, Any], pictures: Path | None
) -> Looked:
    seen = (_seen(view, one) for view, one in zip(views, found["views"], strict=True))
    printed = found["printed"]
    if printed is not None:
        printed = _tuples(printed)
        sizes = [[float(number) for number in box.split()] for box in printed["sizes"]]
        printed["sizes"] = tuple((right - left, top - low) for left, low, right, top in sizes)
        printed = Printed(file=pictures and pictures / f"{file.stem}.pdf", **printed)
    return Looked(file=file, views=tuple(seen), printed=printed)


def _seen(view: View, found: dict[str, Any]) -> Seen:
    found = _tuples(found)
    found["pictures"] = tuple(map(Path, found["pictures"]))
    if axe := found["axe"]:
        axe = _tuples(axe)
        for kind in ("violations", "practice"):
            axe[kind] = tuple(Finding(**_tuples(one)) for one in axe[kind])
        found["axe"] = Judgement(**axe)
    return Seen(wanted=view.width, **found)


def _tuples(found: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in found.items()}


# --- Markup ------------------------------------------------------------------------------------------


MISTAKEN = re.compile(
    r"^Resource violates Content Security Policy .*: image “data:"
    r"|^Inline style violates Content Security Policy .*nonce/hash"
)
"""Of a policy the browser itself is the judge: the checker takes ``img-src data:`` to forbid what it allows,
and hashes a style sheet that does not end in the first 8 192 bytes of the file in two pieces."""


@attrs.frozen(kw_only=True)
class Markup:
    """What the Nu HTML checker says of a file: each message after its line and column.

    ``notes`` holds what is for information only, and warnings that are known to be wrong.
    """

    file: Path
    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]


def validate_html(files: Iterable[Path]) -> tuple[Markup, ...]:
    """Have the Nu HTML checker judge HTML files, with the styles in them.

    Args:
        files: HTML files; each has to end in ``.html``.

    Returns:
        What the checker says, in the order of the files.

    Raises:
        FileNotFoundError: A file is not there; the checker itself would say nothing.
        RuntimeError: The checker could not judge.
    """
    files = tuple(files)
    paths = [file.resolve(strict=True) for file in files]
    told: dict[Path, dict[str, list[str]]] = {
        path: {"error": [], "warning": [], "info": []} for path in paths
    }
    command = ["java", "-jar", str(VNU), "--format", "json", "--stdout", *map(str, paths)]
    for message in _answer(command, allowed=(0, 1))["messages"]:
        if message["type"] == "non-document-error":
            raise RuntimeError(message["message"])
        kind = message["type"]
        if message.get("subType") == "warning" and not MISTAKEN.match(message["message"]):
            kind = "warning"
        path = Path(unquote(urlsplit(message["url"]).path))
        place = f"{message.get('lastLine')}:{message.get('lastColumn')}"
        text = f"{place}: {message['message']} {message.get('extract', '')!r}"
        told[path][kind].append(text)
    return tuple(
        Markup(
            file=file,
            errors=tuple(told[path]["error"]),
            warnings=tuple(told[path]["warning"]),
            notes=tuple(told[path]["info"]),
        )
        for file, path in zip(files, paths, strict=True)
    )


def must_run() -> bool:
    """Say whether a missing tool is a failure, as it is in CI."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}
