# SPDX-FileCopyrightText: 2026 The weltoffen authors
# SPDX-License-Identifier: Apache-2.0
"""Every block of code on a page runs, in order, in one namespace and one fresh folder for each page.

The folder holds the demo's documents, and ``examples`` as in a clone. ``CONTRIBUTING.md`` says what is done
with which kind of block.
"""

from __future__ import annotations

import contextlib
import doctest
import json
import os
import re
import subprocess
import sysconfig
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib
from sybil import Document, Example, Lexeme, Region, Sybil
from sybil.evaluators.doctest import DocTestEvaluator
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.abstract.doctest import DocTestStringParser

from weltoffen.demo import demo_bytes
from weltoffen.schemas import check

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = re.compile(
    r"^(?:<!-- (?P<marker>[^\n]*?) -->\n)?```(?P<language>[^\n`]*)\n(?P<source>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
FRAGMENTS = ("fragment", "output")
SHOWN = re.compile(r"|text|\{(?!code).*\}")  # a directive shows what stands elsewhere, or prose
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
KEPT = "folder of the page"


def document(example: Example) -> None:
    """A JSON block is JSON, and a document where it names its schema."""
    value = json.loads(example.parsed)
    if isinstance(value, dict) and "$schema" in value:
        found = check(example.parsed.encode())
        assert not found, "\n".join(map(str, found))
    else:
        marker = example.region.lexemes["marker"]
        assert marker in FRAGMENTS, "JSON without $schema needs <!-- fragment --> before it"


def toml(example: Example) -> None:
    """A TOML block can be read."""
    tomllib.loads(example.parsed)


def markup(example: Example) -> None:
    """A piece of a page is sound HTML."""
    html5lib.HTMLParser(strict=True).parseFragment(example.parsed)


def shell(example: Example) -> None:
    """The lines of a shell block run without an error."""
    scripts = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    done = subprocess.run(  # noqa: S603 - the text of our own page
        ["/bin/bash", "-euo", "pipefail", "-c", example.parsed],
        env=os.environ | {"PATH": scripts},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{example.parsed}\n{done.stdout}\n{done.stderr}"


def keep(example: Example) -> None:
    """A block that is a file is put into the folder."""
    name = example.region.lexemes["marker"].removeprefix("file: ")
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(example.parsed, encoding="utf-8", newline="\n")
    if Path(name).suffix == ".toml":
        toml(example)


def blocks(page: Document) -> Iterator[Region]:
    """Find the blocks of a page, each with what has to be done with it."""
    evaluators = {
        "python": PythonEvaluator(),
        "sh": shell,
        "html": markup,
        "json": document,
        "toml": toml,
    }
    doctests = DocTestStringParser(
        DocTestEvaluator(doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    )
    for found in BLOCK.finditer(page.text):
        marker, language = found["marker"] or "", found["language"].split(" ")[0]
        start = found.start("source")
        source = Lexeme(found["source"], start - found.start(), 0)
        region = Region(
            found.start(), found.end(), source, lexemes={"marker": marker, "source": source}
        )
        if marker.startswith("not run: ") or SHOWN.fullmatch(language):
            continue
        if marker.startswith("file: "):
            region.evaluator = keep
        elif language == "pycon":
            for one in doctests(found["source"], page.path):
                one.start, one.end = one.start + start, one.end + start
                yield one
            continue
        elif language in evaluators:
            region.evaluator = evaluators[language]
        else:
            message = f"{page.path}: nobody runs a block of {language!r}"
            raise ValueError(message)
        yield region


def enter(namespace: dict[str, Any]) -> None:
    """Make the folder of a page."""
    stack = namespace[KEPT] = contextlib.ExitStack()
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    stack.enter_context(contextlib.chdir(folder))
    Path("musterstadt").mkdir()
    for name in ("assessment.json", "answers.ndjson"):
        Path("musterstadt", name).write_bytes(demo_bytes(name))
    Path("examples").symlink_to(EXAMPLES, target_is_directory=True)
    namespace["__name__"] = "__main__"


def leave(namespace: dict[str, Any]) -> None:
    """Remove it."""
    namespace[KEPT].close()


# Written from other files, which are checked; or, as scale.md, run by a test of its own that compares more.
PAGES = Sybil(
    parsers=[blocks],
    patterns=["*.md", "**/*.md"],
    excludes=[
        "_build/**",
        "changelog.md",
        "decisions/*.md",
        "edition/**",
        "guide/figures.md",
        "guide/scale.md",
    ],
    setup=enter,
    teardown=leave,
)
pytest_collect_file = PAGES.pytest()
