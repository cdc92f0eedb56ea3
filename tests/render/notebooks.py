# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""What the tests of displays in a notebook share: a shell, and how to read what it shows."""

from __future__ import annotations

import functools
import tempfile
from typing import Any

import html5lib
from IPython.core.interactiveshell import InteractiveShell
from tests.render.htmlpages import Element, text_of
from tests.render.paper import MARKDOWN
from traitlets.config import Config

from weltoffen.render.notebook import register
from weltoffen.report.rounds import ChangeResult
from weltoffen.report.structure import GapResult, Need, NodeResult, Report
from weltoffen.report.views import ViewGapResult

HOME = tempfile.TemporaryDirectory()
KINDS = (Report, NodeResult, GapResult, Need, ViewGapResult, ChangeResult)
"""What has a display; nothing else has one."""
RICH = ("text/html", "text/markdown")
LANGUAGES = ("de", "en")


def started() -> Any:  # noqa: ANN401 - IPython has no types for it
    """Start a shell of IPython that leaves nothing behind."""
    config = Config({"HistoryManager": {"enabled": False}})
    return InteractiveShell(config=config, ipython_dir=HOME.name)  # type: ignore[no-untyped-call]


@functools.cache
def shell(language: str | None = "de") -> Any:  # noqa: ANN401
    """Give a shell that knows reports in a language; None for one that was told nothing."""
    found = started()
    if language is not None:
        register(found, language)
    return found


def displayed(by: Any, value: object) -> dict[str, str]:  # noqa: ANN401
    """Display a value as a notebook does: text by its type."""
    found, _ = by.display_formatter.format(value)
    return dict(found)


def shown(value: object, language: str = "de") -> dict[str, str]:
    return displayed(shell(language), value)


def read(fragment: str) -> Element:
    root = html5lib.parseFragment(fragment, namespaceHTMLElements=False)
    (only,) = root
    return only


def text(value: object, language: str = "de") -> str:
    return " ".join(text_of(read(shown(value, language)["text/html"])).split())


def cells(value: object, language: str = "de") -> list[list[str]]:
    """Give the cells of every table, row by row."""
    root = read(shown(value, language)["text/html"])
    return [[" ".join(text_of(one).split()) for one in row] for row in root.iter("tr")]


def tokens(value: object, language: str = "de") -> list[str]:
    return [one.type for one in MARKDOWN.parse(shown(value, language)["text/markdown"])]
